"""Pages of our own HTML as PDF: printed by the kept browser, margins and page numbers by the page's own `@page`."""

import base64
from typing import Any

from figures.exports.browser import KEPT, Browser


def printed(html: str, browser: Browser = KEPT) -> bytes:
    """The page as a tagged PDF with an outline; it must carry all that it shows. Raises NoBrowser."""
    return browser.run(lambda kaleido: _print(kaleido, html))  # type: ignore[no-any-return]


async def _print(kaleido: Any, html: str) -> bytes:
    tab = await kaleido.create_tab("about:blank")
    try:
        tree = await _asked(tab, "Page.getFrameTree")
        await _asked(tab, "Page.setDocumentContent", frameId=tree["frameTree"]["frame"]["id"], html=html)
        await _asked(tab, "Runtime.evaluate", expression="document.fonts.ready.then(() => 0)", awaitPromise=True)
        answer = await _asked(
            tab, "Page.printToPDF", preferCSSPageSize=True, printBackground=True, generateTaggedPDF=True,
            generateDocumentOutline=True, marginTop=0, marginBottom=0, marginLeft=0, marginRight=0,
        )  # fmt: skip
        return base64.b64decode(answer["data"])
    finally:
        await kaleido.close_tab(tab.target_id)


async def _asked(tab: Any, command: str, **params: Any) -> dict[str, Any]:
    """What the browser answers to a command. Raises RuntimeError with its reason."""
    answer = await tab.send_command(command, params=params)
    if "error" in answer:
        raise RuntimeError(f"{command}: {answer['error'].get('message', answer['error'])}")
    return dict(answer.get("result", {}))
