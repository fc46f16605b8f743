"""Words: messages, numbers, dates, periods and the Vietnamese alphabet."""

import ast
import random
import re
import string
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from figures.alphabet import sort_key
from figures.words import LANGUAGES, best_language, translator, words
from scoring.workbooks.problems import TEMPLATES
from scoring.workbooks.quality import LOSSES

ROOT = Path(__file__).resolve().parent.parent.parent


def messages(lang: str) -> dict[str, list[str]]:
    """Key → its forms, read without the module under test."""
    with (ROOT / "data" / "locale" / lang / "LC_MESSAGES" / "dti.po").open("rb") as file:
        found = read_po(file, locale=lang)
    return {
        (entry.id if isinstance(entry.id, str) else entry.id[0]): [entry.string]
        if isinstance(entry.string, str)
        else list(entry.string)
        for entry in found
        if entry.id
    }


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_language_says_the_same_messages_with_the_same_values(lang):
    first, other = messages("vi"), messages(lang)
    assert sorted(first) == sorted(other)
    values = {key: fields(forms[-1]) for key, forms in first.items()}
    assert values == {key: fields(forms[-1]) for key, forms in other.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_is_empty_or_uncertain(lang):
    assert [key for key, forms in messages(lang).items() if not all(forms)] == []
    assert ", fuzzy" not in (ROOT / "data" / "locale" / lang / "LC_MESSAGES" / "dti.po").read_text(encoding="utf-8")


def asked_for(source: str) -> list[str]:
    """Keys of `t("…")` and `….t("…")`; an f-string gives the pattern that its key must fit."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        key = node.args[0]
        if name == "t" and isinstance(key, ast.Constant):
            found.append(re.escape(key.value))
        elif name == "t" and isinstance(key, ast.JoinedStr):
            parts = [re.escape(p.value) if isinstance(p, ast.Constant) else r"\w*" for p in key.values]
            found.append("".join(parts))
    return found


def in_templates() -> set[str]:
    """Keys that pages of HTML ask for."""
    texts = [path.read_text(encoding="utf-8") for path in ROOT.glob("*/templates/*.html")]
    return {key for text in texts for key in re.findall(r'\bt\("([a-z_.]+)"[,)]', text)}


def test_every_message_the_code_asks_for_is_there():
    said = messages("vi")
    sources = [
        ROOT / "app.py",
        *ROOT.glob("pages/**/*.py"),
        *ROOT.glob("figures/**/*.py"),
        *ROOT.glob("opendata/**/*.py"),
    ]
    sources += ROOT.glob("frame/*.py")
    wanted = {key for path in sources for key in asked_for(path.read_text(encoding="utf-8"))}
    wanted |= {re.escape(key) for key in in_templates()}
    assert len(wanted) > 20
    assert sorted(key for key in wanted if not any(re.fullmatch(key, known) for known in said)) == []


def said_somewhere(source: str) -> set[str]:
    """Patterns of every text in the code that may be a key: whole texts, and f-strings with anything in their gaps."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(re.escape(node.value) + (r"[\w-]*" if node.value.endswith(".") else ""))
        elif isinstance(node, ast.JoinedStr):
            parts = [re.escape(p.value) if isinstance(p, ast.Constant) else r"[\w-]*" for p in node.values]
            found.add("".join(parts))
    return {pattern for pattern in found if re.match(r"[a-z_]+\\\.", pattern)}  # one that begins with a gap fits all


def unused(keys: Iterable[str], sources: Iterable[str]) -> list[str]:
    patterns = set().union(*map(said_somewhere, sources))
    whole = re.compile("|".join(sorted(patterns, key=len, reverse=True)))
    return [key for key in keys if not whole.fullmatch(key)]


def test_every_message_is_asked_for_somewhere():
    folders = ("pages", "figures", "frame", "opendata", "scoring", "store")
    paths = [ROOT / "app.py", *(path for folder in folders for path in ROOT.glob(f"{folder}/**/*.py"))]
    left = set(unused(messages("vi"), [path.read_text(encoding="utf-8") for path in paths])) - in_templates()
    # Errors of the store: a page puts the family before the code that the error carries.
    store = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("store/*.py"))
    families = ("account_error.", "announce_fault.", "comment_fault.", "correction.", "register.")
    coded = {key for key in left if key.startswith(families) and f'"{key.partition(".")[2]}"' in store}
    assert sorted(left - coded) == []


def test_a_message_that_nobody_asks_for_is_found():
    source = """t("nav.map"), t(f"state.{release.state}"), KEYS = ("table.rank",)"""
    assert unused(["nav.map", "state.draft", "table.rank", "nav.nowhere"], [source.replace("KEYS =", "")]) == [
        "nav.nowhere"
    ]


def test_every_problem_of_a_workbook_is_said_with_its_own_values():
    for lang in LANGUAGES:
        said = messages(lang)
        assert {code for code in TEMPLATES if f"problem.{code}" not in said} == set()
        for code, (_, template) in TEMPLATES.items():
            assert fields(said[f"problem.{code}"][0]) <= fields(template), f"{lang} {code}"


def test_every_way_to_lose_a_point_of_quality_is_said():
    for lang in LANGUAGES:
        assert {code for code in LOSSES if f"quality.why_{code}" not in messages(lang)} == set()


def test_an_unknown_message_is_an_error_in_tests_and_marked_for_readers():
    with pytest.raises(KeyError, match="no message 'nav.nowhere' in vi"):
        translator("vi")("nav.nowhere")
    assert translator("vi", strict=False)("nav.nowhere") == "⟦nav.nowhere⟧"


def test_values_are_filled_in():
    assert translator("en")("start.loading", done=3, total=20) == "Loading the shipped tables: 3 of 20"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("vi", ["12.345,68", "1.234,5", "0,7112", "+3", "-2", "0", "87,6%", "50%", "87,60%"]),
        ("en", ["12,345.68", "1,234.5", "0.7112", "+3", "-2", "0", "87.6%", "50%", "87.60%"]),
        ("es", ["12.345,68", "1.234,5", "0,7112", "+3", "-2", "0", "87,6\xa0%", "50\xa0%", "87,60\xa0%"]),
    ],
)
def test_numbers_take_the_language_s_form(lang, expected):
    w = words(lang)
    changes = [w.number(change, signed=True) for change in (3, -2, 0)]
    shares = [w.percent(0.876), w.percent(0.5), w.percent(0.876, 2)]
    assert [w.number(12345.678, 2), w.number(1234.5, 1), w.number(0.7112, 4), *changes, *shares] == expected


def test_what_is_not_known_is_empty():
    w = words("vi")
    assert [w.number(None), w.number(float("nan"), 2), w.percent(None), w.date(None), w.moment(None)] == [""] * 5


@pytest.mark.parametrize(
    ("lang", "day", "moment"),
    [
        ("vi", "14 tháng 7, 2024", "14 tháng 7, 2024, 00:30"),
        ("en", "14 July 2024", "14 July 2024, 00:30"),
        ("es", "14 de julio de 2024", "14 de julio de 2024, 00:30"),
    ],
)
def test_days_and_moments_are_those_of_hanoi(lang, day, moment):
    late = datetime(2024, 7, 13, 17, 30, tzinfo=UTC)  # seven hours later in Hanoi: past midnight
    assert words(lang).date(date(2024, 7, 14)) == words(lang).date(late) == day
    assert words(lang).moment(late) == moment


def test_the_day_of_the_week_is_said_where_it_helps():
    late = datetime(2024, 7, 13, 17, 30, tzinfo=UTC)
    assert [words(lang).moment(late, weekday=True) for lang in LANGUAGES] == [
        "Chủ Nhật, 14 tháng 7, 2024, 00:30",
        "Sunday, 14 July 2024, 00:30",
        "domingo, 14 de julio de 2024, 00:30",
    ]


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="2024-07-13 17:30:00 has no time zone; moments are kept in UTC"):
        words("vi").date(datetime(2024, 7, 13, 17, 30))


@pytest.mark.parametrize(
    ("text", "vi", "en", "es"),
    [
        ("2023-06", "Tháng 6 năm 2023", "June 2023", "junio de 2023"),
        ("6/2023", "Tháng 6 năm 2023", "June 2023", "junio de 2023"),
        ("2023-H1", "6 tháng đầu năm 2023", "First half of 2023", "Primer semestre de 2023"),
        ("2023-H2", "6 tháng cuối năm 2023", "Second half of 2023", "Segundo semestre de 2023"),
        ("2023", "2023", "2023", "2023"),
        ("2023-13", "2023-13", "2023-13", "2023-13"),
        ("soon", "soon", "soon", "soon"),
    ],
)
def test_periods_are_spoken(text, vi, en, es):
    assert [words(lang).period(text) for lang in LANGUAGES] == [vi, en, es]


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [((), "vi"), ((None, "en-US"), "en"), (("xx", "es_PE"), "es"), (("fr-FR",), "vi"), (("EN", "vi"), "en")],
)
def test_the_first_language_we_speak_is_taken(wishes, expected):
    assert best_language(*wishes) == expected


@pytest.mark.parametrize(
    "ordered",
    [
        # The alphabet as it is taught.
        "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y".split(),
        # Tones: ngang, huyền, hỏi, ngã, sắc, nặng; a letter with a tone stands before the next letter.
        "ma mà mả mã má mạ mă mằ mẳ mẵ mắ mặ mâ mầ mẩ mẫ mấ mậ".split(),
        ["Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Cà Mau"],
        ["Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Điện Biên", "Đồng Nai", "Gia Lai"],
        ["Hà Giang", "Hà Nội", "Hải Dương", "Hậu Giang", "Hòa Bình", "Hưng Yên", "Khánh Hòa"],
        ["Tây Ninh", "Thái Bình", "Thanh Hóa", "Thừa Thiên Huế", "Tiền Giang", "Trà Vinh", "Yên Bái"],
    ],
)
def test_names_stand_in_the_order_of_the_vietnamese_alphabet(ordered):
    shuffled = ordered[:]
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ordered


def test_composed_and_decomposed_letters_are_the_same():
    assert sort_key("Đắk Lắk")[:2] == sort_key("Đa\u0306\u0301k La\u0306\u0301k")[:2]
