"""What a page in a test shows."""

from streamlit.testing.v1 import AppTest

from store import clock, gate
from store.releases import Submission
from store.viewers import Role, Viewer


def told(shown: AppTest) -> list[str]:
    """Everything that was rendered as text, labels and options of widgets too."""
    assert not shown.exception, shown.exception
    parts = (shown.title, shown.header, shown.subheader, shown.markdown, shown.caption, shown.success, shown.error,
             shown.warning, shown.info)  # fmt: skip
    widgets = (shown.button, shown.checkbox, shown.selectbox, shown.text_area, shown.radio, shown.toggle)
    texts = [each.value for part in parts for each in part] + [each.label for kind in widgets for each in kind]
    links = [each.proto.label for each in shown.get("page_link")]
    return texts + links + [str(option) for box in shown.selectbox for option in box.options]


def texts(shown: AppTest) -> list[str]:
    """What the page says, without titles and widgets; a page that shows the key of a message is none."""
    assert not shown.exception, shown.exception
    parts = (*shown.markdown, *shown.caption, *shown.info, *shown.header, *shown.subheader, *shown.warning)
    found = [part.value for part in parts]
    assert not [text for text in found if "⟦" in text]
    return found


def button(shown: AppTest, label: str):
    """The only button that is labelled so."""
    (found,) = [each for each in shown.button if each.label == label]
    return found


def state_of(found: Submission) -> str:
    """In which state a submission is now, as any approver sees it."""
    viewer = Viewer(None, "nobody", "Nobody", (Role("approver", found.block),))
    return gate.submission(viewer, found.id, clock.now()).state
