"""Choices in the address: what a link says is shown, what is shown is written, and nothing wrong gets through."""

import pytest
from streamlit.testing.v1 import AppTest


def script(ends: str = "") -> None:
    import streamlit as st

    from pages.parts.address import in_one, query, remembered, stop

    def choose() -> None:
        remembered("node", "dti", ["dti", "c1", "c2"])
        st.selectbox("Node", ["dti", "c1", "c2"], key="node")
        remembered("units", ["01"], ["01", "48", "79"])
        st.multiselect("Units", ["01", "48", "79"], key="units")
        remembered("months", 6)
        st.slider("Months", 3, 24, key="months")
        remembered("all", False)
        st.toggle("All", key="all")
        remembered("find", "")
        st.text_input("Find", key="find")
        st.json(query(unit="48", empty=None))

    if not ends:
        choose()
    else:
        with in_one():
            choose()
            if ends == "anew" and not st.session_state.pop("begun_anew", False):
                st.session_state["begun_anew"] = True
                st.rerun()
            if ends == "early":
                stop()


# Each choice told at once; all of a run together, whichever way it ends.
@pytest.fixture(params=["", "whole", "early", "anew"], autouse=True)
def ends(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_given, "ends", request.param)


_given = {"ends": ""}


def opened(**query: object) -> AppTest:
    shown = AppTest.from_function(script, default_timeout=30, kwargs=_given)
    for name, value in query.items():
        shown.query_params[name] = value
    return shown.run()


def choices(shown: AppTest) -> tuple:
    assert not shown.exception
    widgets = (shown.selectbox, shown.multiselect, shown.slider, shown.toggle, shown.text_input)
    return tuple(widget[0].value for widget in widgets)


def address(shown: AppTest) -> dict[str, list[str]]:
    """The query as lists; AppTest gives a single value bare where it was put in bare."""
    return {name: [said] if isinstance(said, str) else list(said) for name, said in shown.query_params.items()}


def test_defaults_are_written_out():
    shown = opened()
    assert choices(shown) == ("dti", ["01"], 6, False, "")
    assert address(shown) == {"node": ["dti"], "units": ["01"], "months": ["6"], "all": ["0"]}


def test_what_the_address_says_is_shown_and_stays():
    shown = opened(node="c2", units=["48", "79"], months="12", all="1", find="ha noi")
    assert choices(shown) == ("c2", ["48", "79"], 12, True, "ha noi")
    assert address(shown) == {
        "node": ["c2"], "units": ["48", "79"], "months": ["12"], "all": ["1"], "find": ["ha noi"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"node": "nowhere"}, ("dti", ["01"], 6, False, "")),
        ({"units": ["nobody", "79"]}, ("dti", ["79"], 6, False, "")),
        ({"units": ["79", "48", "79", "79"]}, ("dti", ["79", "48"], 6, False, "")),
        ({"months": "soon"}, ("dti", ["01"], 6, False, "")),
        ({"all": "perhaps"}, ("dti", ["01"], 6, False, "")),
    ],
)
def test_what_does_not_exist_or_comes_again_is_left_out(query, expected):
    assert choices(opened(**query)) == expected


def test_a_choice_made_on_the_page_wins_over_the_old_address_and_is_written():
    shown = opened(node="c2")
    for choice in ("c1", "dti", "c2"):
        shown.selectbox[0].select(choice).run()
        assert (shown.selectbox[0].value, address(shown)["node"]) == (choice, [choice])
    shown.text_input[0].input("x").run()
    shown.text_input[0].input("").run()
    assert "find" not in address(shown)


def test_a_link_followed_on_the_same_page_wins_over_the_choice_before():
    shown = opened(node="c2")
    shown.query_params["node"] = "c1"
    shown.run()
    assert shown.selectbox[0].value == "c1"


def test_a_link_carries_what_is_given_and_the_release_in_view():
    shown = opened(release="abc", lang="es")
    assert shown.json[0].value.replace(" ", "").replace("\n", "") == '{"lang":"es","release":"abc","unit":"48"}'


def test_choices_of_one_run_are_told_in_one_message(ends, monkeypatch):
    from streamlit.runtime.state.query_params import QueryParams

    sent: list[str] = []
    monkeypatch.setattr(QueryParams, "_send_query_param_msg", lambda self: sent.append(str(self)))
    opened()
    assert len(sent) == (1 if _given["ends"] else 4)
