"""Who looks and what the gate lets them see. Every read of a page goes through here."""

from streamlit.runtime.scriptrunner import get_script_run_ctx

import store
from frame import signed_in
from pages.parts import visitor
from scoring import Framework, load_frameworks
from store import clock, gate
from store.releases import STATES, Submission
from store.rights import Extent, Subject, extent, may
from store.sessions import viewer_of
from store.start import demonstrations
from store.viewers import Viewer

SESSION_COOKIE = signed_in.COOKIE
_ASKED = "dti_viewer"


def viewer() -> Viewer:
    """Who is signed in, asked anew at every run; without a session the browser by its random owner cookie."""
    # Streamlit begins every run, of a page or of a part of it, with new cursors: the mark of one run.
    run = get_script_run_ctx(suppress_warning=True)
    mark = run.cursors if run else None
    asked = getattr(run, _ASKED, None)
    if asked is None or asked[0] is not mark:
        asked = mark, viewer_of(visitor.cookie(SESSION_COOKIE), visitor.owner(), clock.now())
        if run:
            setattr(run, _ASKED, asked)
    return asked[1]


def may_open(page: str, by: Viewer | None = None) -> bool:
    """Whether the table of rights lets this viewer open the page of that name; `by`, where they were just asked for."""
    return may(by or viewer(), "open", Subject(f"page:{page}"))


def releases() -> list[store.Release]:
    """What this viewer may see whole now of what is ranked, newest first; asked anew at every run.

    In review an officer sees the own unit's figures only: those stand on the approval page, not among rankings.
    """
    return ranked_and_promised()[0]


def programmes() -> list[store.Release]:
    """The same of national programmes, in which promises are followed and nothing is ranked."""
    return ranked_and_promised()[1]


def whole() -> list[store.Release]:
    """All that this viewer may see whole now, of either kind, newest first; asked anew at every run."""
    return [each for each in store.visible(viewer(), clock.now(), demonstrations()) if each.seen_by.units is None]


def ranked_and_promised() -> tuple[list[store.Release], list[store.Release]]:
    """`releases` and `programmes`, asked for once."""
    found = whole()
    shipped = load_frameworks()
    unknown = {each.framework for each in found} - set(shipped)
    known = {**shipped, **frameworks()} if unknown else shipped
    programme = {each.id for each in found if _framework(each, known).is_programme}
    return [each for each in found if each.id not in programme], [each for each in found if each.id in programme]


def _framework(release: store.Release, known: dict[str, Framework]) -> Framework:
    """The release's own copy where its edition is not this viewer's: they were named to read it before publication."""
    return known[release.framework] if release.framework in known else read(release).scores.framework


def part_in(found: Submission, by: Viewer | None = None) -> Extent | None:
    """How far this viewer has a part in a submission beyond that of the public: all of it, or some units."""
    return extent(by or viewer(), "read comments", found.subject())


def submissions() -> list[Submission]:
    """Those in which this viewer has a part, in any state, the newest change first."""
    by = viewer()
    return [found for found in gate.submissions_seen(by, clock.now(), STATES) if part_in(found, by)]


def submission(submission_id: str) -> Submission | None:
    """The one of that id, where this viewer has a part in it."""
    by = viewer()
    found = gate.submission(by, submission_id, clock.now())
    return found if found is not None and part_in(found, by) else None


def frameworks() -> dict[str, Framework]:
    """Every edition this viewer may use: the shipped ones, their own, and those under which something is published."""
    return store.frameworks(viewer(), clock.now())


def read(release: store.Release) -> store.Read:
    """Tables of a release that came out of `releases`."""
    return store.read(release, viewer())
