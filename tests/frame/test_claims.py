"""Roles in a provider's claim."""

import pytest

from frame import claims
from store.viewers import Role


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("analyst", Role("analyst")),
        ("approver:province", Role("approver", "province")),
        ("officer:province/63/01", Role("officer", "province", "63", "01")),
        ("officer:ministry-other/MERA", Role("officer", "ministry-other", "", "MERA")),
        ("administrator", Role("administrator")),
        ("employee", None),
        ("visitor", None),
        ("reader", None),
        ("local", None),
        ("", None),
        ("analyst:nowhere", None),
        ("analyst:province/63/01", None),
        ("officer", None),
        ("officer:province", None),
        ("officer:province/63/99999", None),
        ("officer:province/01", None),
        ("officer:/63/01", None),
        ("officer:province/63/01/x", None),
        ("Analyst", None),
    ],
)
def test_a_text_of_the_claim_is_a_role_or_nothing(text, expected):
    assert claims.parsed(text) == expected


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("", {"roles": ["analyst"]}, None),
        ("roles", {}, []),
        ("roles", {"roles": ["analyst", "x", 7, None]}, [Role("analyst")]),
        (
            "roles",
            {"roles": "analyst, press  approver:province"},
            [Role("analyst"), Role("press"), Role("approver", "province")],
        ),
        ("realm_access.roles", {"realm_access": {"roles": ["press"]}}, [Role("press")]),
        ("https://x.vn/roles", {"https://x.vn/roles": "press"}, [Role("press")]),
        ("a.b", {"a": "press"}, []),
        ("roles", {"roles": {"press": True}}, []),
        ("roles", {"roles": True}, []),
    ],
)
def test_the_claim_is_found_by_its_name_or_the_way_to_it(monkeypatch, name, given, expected):
    monkeypatch.setenv("DTI_ROLES_CLAIM", name)
    assert claims.roles(given) == expected
