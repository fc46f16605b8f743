"""The press kit of a release: what it is to hold, one click, its progress, and where it is handed out."""

from collections.abc import Callable
from urllib.parse import quote

import streamlit as st

from figures.exports.browser import available
from figures.kits import settings
from figures.kits.settings import CARD, FORMATS, Settings
from figures.press.looks import LOOKS
from figures.press.sizes import SIZES
from figures.press.templates import TEMPLATES
from figures.words import LANGUAGES, NAMES, Words
from pages.parts import address
from pages.parts.press import making
from pages.parts.press.choice import said
from store import Release, Viewer, clock, kits, load_units
from store.kits import BUILDING, DONE, Kit
from store.rights import may


def offer(release: Release, templates: Callable[[], list[str]], viewer: Viewer, where: str, words: Words) -> None:
    """Choices and kits, for those who may make one. `templates` are those that the release can be drawn with; `where`
    is the address that stands on the charts."""
    if not may(viewer, "kit", release.subject()):
        return
    t = words.t
    asked = st.expander(t("kit.heading"), icon=":material/inventory_2:", key="press_kit", on_change="rerun")
    if not asked.open:
        return
    with asked:
        st.caption(t("kit.help"))
        chosen, is_copy = _choose(release, templates(), words)
        here = available()
        if not here:
            st.warning(t("press.no_browser"), icon=":material/desktop_access_disabled:")
        ready = bool(here and chosen.langs and chosen.sizes and chosen.formats and (chosen.templates or chosen.cards))
        count = settings.counted(chosen, len(load_units(release).of(release.block, release.division)))
        if code := settings.too_many(chosen, count):
            ready = False
            st.warning(t(f"kit.most_{code}", most=words.number(settings.MOST[code])), icon=":material/warning:")
        if st.button(t("kit.make"), key="kit_make", type="primary", icon=":material/inventory_2:", disabled=not ready):
            kit = kits.begin(viewer, release, chosen.as_data(), is_copy, clock.now())
            making.begin(kit, release, viewer, where)
        # Asked anew while one is being made.
        going = any(kit.state == BUILDING for kit in kits.of_release(viewer, release))
        st.fragment(_kits, run_every=2 if going else None)(release, viewer, where, words)


def _choose(release: Release, known: list[str], words: Words) -> tuple[Settings, bool]:
    """What the kit holds, and whether it is a copy of the viewer's own."""
    t = words.t
    names = [name for name in known if name != CARD]
    templates = st.multiselect(
        t("press.template"), names, names, format_func=lambda n: t(f"press.template_{n}"), key="kit_templates"
    )
    cards = CARD in known and st.toggle(t("kit.with_cards"), key="kit_cards")
    langs = st.pills(
        t("press.language"), LANGUAGES, selection_mode="multi", default=["vi", "en"], format_func=NAMES.get,
        key="kit_langs",
    )  # fmt: skip
    sizes = st.multiselect(
        t("press.size"), list(SIZES), ["1-1", "a4-landscape"], format_func=lambda n: said(n, words), key="kit_sizes"
    )
    formats = st.pills(
        t("press.formats"), FORMATS, selection_mode="multi", default=["png"], format_func=str.upper, key="kit_formats"
    )
    look = st.segmented_control(
        t("press.look"), list(LOOKS), default="light", format_func=lambda n: t(f"press.look_{n}"), key="kit_look",
        required=True,
    )  # fmt: skip
    is_copy = False
    if not release.is_public:
        whose = {False: t("kit.for_everybody"), True: t("kit.for_me")}
        is_copy = bool(st.radio(t("kit.whose"), list(whose), format_func=whose.get, key="kit_whose"))
        st.caption(t("kit.embargo"))
    order = [name for name in TEMPLATES if name in templates]
    return Settings(tuple(order), bool(cards), tuple(langs), tuple(sizes), tuple(formats), look, 2), is_copy


def _kits(release: Release, viewer: Viewer, where: str, words: Words) -> None:
    """Every kit with its progress."""
    for kit in kits.of_release(viewer, release):
        with st.container(border=True, key=f"kit_{kit.id}"):
            _one(kit, release, viewer, where, words)


def _one(kit: Kit, release: Release, viewer: Viewer, where: str, words: Words) -> None:
    t, at = words.t, clock.now()
    whose = t("kit.copy_of", name=kit.name) if kit.reader else t("kit.of_all")
    st.markdown(f"**{whose}** · {words.moment(clock.to_local(kit.made_at))} · {_what(kit, words)}")
    if kit.state == DONE:
        _handed_out(kit, release, viewer, words)
        return
    share = kit.done / kit.planned if kit.planned else 0.0
    is_waiting = kit.state == BUILDING and not kit.worker
    is_running = kit.is_being_made(at)
    state = "waiting" if is_waiting else "running" if is_running else "stopped" if kit.state == BUILDING else kit.state
    told = {"done": words.number(kit.done), "planned": words.number(kit.planned), "before": making.before(kit)}
    text = t(f"kit.state_{state}", **told)
    st.progress(min(1.0, share), text=text)
    if kit.fault:
        st.warning(t(f"kit.fault_{kit.fault}"), icon=":material/error:")
    left, right = st.columns(2)
    if kit.state == BUILDING and left.button(t("kit.cancel"), key=f"kit_cancel_{kit.id}", icon=":material/cancel:"):
        kits.cancel(viewer, kit, release, at)
        st.rerun(scope="fragment")
    going = is_running or is_waiting
    if not going and right.button(t("kit.go_on"), key=f"kit_go_on_{kit.id}", icon=":material/play_arrow:"):
        making.begin(kit, release, viewer, where)


def _handed_out(kit: Kit, release: Release, viewer: Viewer, words: Words) -> None:
    t = words.t
    if kits.is_outdated(kit, release):
        st.warning(t("kit.outdated"), icon=":material/event_busy:")
    elif kits.may_take(viewer, kit, release):
        link = f"{address.base().rstrip('/')}/releases/{quote(release.id)}/kits/{kit.id}.zip"
        st.link_button(t("kit.take"), link, icon=":material/download:")
    else:
        moment = words.moment(clock.to_local(release.publish_at)) if release.publish_at else ""
        st.info(t("kit.locked", moment=moment), icon=":material/lock_clock:")


def _what(kit: Kit, words: Words) -> str:
    held = kit.settings
    count = len(held["templates"]) + (1 if held["cards"] else 0)
    langs = ", ".join(NAMES[lang] for lang in held["langs"])
    return words.t("kit.what", n=count, langs=langs, sizes=", ".join(held["sizes"]), formats=", ".join(held["formats"]))
