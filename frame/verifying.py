"""The small page that checks a picture or a document: a form for the file, then the verdict on it."""

from datetime import datetime
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from figures.provenance import verdict as verdicts
from figures.provenance.apart import MOST_BYTES
from figures.provenance.mark import printed
from figures.provenance.stamps import KINDS
from figures.provenance.verdict import Verdict
from figures.words import Words
from frame import forms
from frame.accounts import door
from frame.forms import Field
from store.clock import to_local

_DOUBTFUL = (verdicts.ALTERED, verdicts.UNSIGNED, verdicts.WITHDRAWN)


class Screen:
    """The form, which posts to its own address, and the answers that stand there."""

    FORM = "/verify/file"

    def routes(self) -> list[Route]:
        async def form(request: Request) -> Response:
            return self._form(request)

        return [Route(self.FORM, door(form), methods=["GET"])]

    def words(self, request: Request) -> Words:
        """The reader's language."""
        return forms.words_of(request)

    def fault(self, request: Request, said: str, status: int) -> Response:
        """The form again, and why the file was not read."""
        return self._form(request, said, status)

    def verdict(self, request: Request, found: Verdict) -> Response:
        """The verdict, what the file says of itself, and where the genuine picture is shown."""
        words = forms.words_of(request)
        title, meaning = found.sentences(words)
        is_doubtful = found.verdict in _DOUBTFUL
        return forms.page(
            request, title, intro="" if is_doubtful else meaning, fault=meaning if is_doubtful else "",
            facts=_facts(found, words), links=_links(found, words),
        )  # fmt: skip

    def _form(self, request: Request, fault: str = "", status: int = 200) -> Response:
        words = forms.words_of(request)
        most = words.number(MOST_BYTES / 2**20)
        accept = ",".join(f".{kind}" for kind in KINDS)
        file = Field(
            "file", words.t("verdict.file"), "file", help=words.t("verdict.file_help", most=most), accept=accept
        )
        back = (words.t("verdict.to_page"), f"/verify?{urlencode({'lang': words.lang, 'of': 'code'})}")
        return forms.page(
            request, words.t("verdict.title"), intro=words.t("verdict.intro"), fault=fault, fields=[file],
            button=words.t("verdict.check"), action=f"{self.FORM}?lang={words.lang}", links=[back], status=status,
        )  # fmt: skip


def _facts(found: Verdict, words: Words) -> list[tuple[str, str]]:
    t = words.t
    mark = found.file.get("mark") or {}
    said = {
        t("about.release"): ", ".join(found.releases),
        t("about.period"): words.period(mark.get("period", "")),
        t("verdict.code"): printed(found.code) if found.code else "",
        t("verdict.made"): words.date(datetime.fromisoformat(mark["made"])) if mark else "",
        t("verdict.withdrawn_at"): words.moment(to_local(found.withdrawn)) if found.withdrawn else "",
        t("verify.signed_with"): found.file.get("signed_with") or "",
        t("verdict.sha256"): found.file.get("sha256", ""),
    }
    return [(name, text) for name, text in said.items() if text]


def _links(found: Verdict, words: Words) -> list[tuple[str, str]]:
    t, lang = words.t, words.lang
    made = [(t("verdict.again"), f"{Screen.FORM}?lang={lang}"), (t("verdict.by_code"), f"/verify?lang={lang}&of=code")]
    if found.by:
        made.insert(0, (t("verdict.open_later"), f"/rankings?lang={lang}&release={quote(found.by)}"))
    if found.code:
        made.insert(0, (t("verdict.see"), f"/verify?lang={lang}&of=code&code={found.code}"))
    return made
