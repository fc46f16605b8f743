"""A document as PDF: Chromium prints our HTML, tagged, with an outline from its headings."""

import subprocess
import tempfile
from pathlib import Path


def pdf(html: str) -> bytes:
    """Print the document."""
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder, "a.html"), Path(folder, "a.pdf")
        page.write_text(html, encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--print-to-pdf={printed}", page.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
        return printed.read_bytes()
