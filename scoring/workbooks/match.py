"""The units that rows name: one division for the whole upload, the code of every row, and what cannot be matched."""

import re
import unicodedata

from scoring.text import fold, tidy
from scoring.units import Units, bare_name
from scoring.workbooks.parts import Part, cell_of
from scoring.workbooks.problems import shortened

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook, dot below
_PREFIX = re.compile(r"^(tỉnh|thành phố|tp\.?|t\.p\.?|province of|provincia de|provincia)\s+|\s+(province|city)$")


def match_units(parts: list[Part], block: str, units: Units) -> tuple[str, list[list[str | None]]]:
    """Division of the upload and the unit code of every row; rows whose unit is unknown, of another division or
    spelled unlike the register become problems of their part.

    The division is the one that most rows fit; where two fit alike, the one in force at the first period.
    """
    divisions = units.divisions(block)
    pairs = {pair for part in parts for pair in part.named}
    codes = {d: {pair: _code(pair, block, d, units) for pair in pairs} for d in divisions}
    fits = {d: sum(codes[d][pair] is not None for part in parts for pair in part.named) for d in divisions}
    periods = sorted(period for part in parts for period in part.periods if period)
    in_force = units.division_at(block, periods[0]) if periods else divisions[0]
    division = max(divisions, key=lambda d: (fits[d], d == in_force))
    registered = units.of(block, division)[["name_vi", "name_en", "name_es"]].T.to_dict("list")
    found = []
    for part in parts:
        found.append([codes[division][pair] for pair in part.named])
        seen: set[str] = {""}
        for row, (code, (_, name)) in enumerate(zip(found[-1], part.named, strict=True)):
            if code is None:
                _say_unknown(part, row, block, division, units)
            elif name not in seen:
                seen.add(name)
                if not _registered(name, code, registered[code]):
                    part.say("unit_spelling", part.unit_places[row], name, row, name=registered[code][0])
    return division, found


def _code(pair: tuple[str, str], block: str, division: str, units: Units) -> str | None:
    """Code and name must mean the same unit where both are written."""
    code, name = pair
    by_code = units.by_code(block, division, code) if code else None
    by_name = units.by_name(block, division, name) or units.by_code(block, division, name) if name else None
    if not code:
        return by_name
    if not name:
        return by_code or units.by_name(block, division, code)
    return by_code if by_code == by_name else None


def unit_within(text: str, block: str, units: Units) -> str:
    """The name of the one unit that a text is or names; empty where it names none or several."""
    words, found = f" {fold(text)} ", ""
    for division in units.divisions(block):
        whole = _code(("", text), block, division, units)
        named = [name for name in units.spellings(block, division) if len(name) > 3 and f" {name} " in words]
        longest = [name for name in named if not any(name != other and name in other for other in named)]
        codes = {whole} if whole else {units.by_name(block, division, name) for name in longest}
        if len(codes) > 1:
            return ""
        if codes and not found:
            found = str(units.of(block, division).at[codes.pop(), "name_vi"])
    return found


def _registered(name: str, code: str, names: list[str]) -> bool:
    """Whether a name is written as in the register; case, hyphens, spaces and "Tỉnh", "TP." in front do not count."""
    return name.casefold().zfill(len(code)) == code.casefold() or _letters(name) in {_letters(known) for known in names}


def _letters(name: str) -> str:
    """Letters without tones, then the tones in their order: "Hoà" and "Hòa" are one spelling."""
    text = unicodedata.normalize("NFD", _PREFIX.sub("", unicodedata.normalize("NFC", name).casefold().strip()))
    letters = "".join(letter for letter in text if letter not in _TONES)
    tones = "".join(letter for letter in text if letter in _TONES)
    return "".join(letter for letter in unicodedata.normalize("NFC", letters) if letter.isalnum()) + tones


def _say_unknown(part: Part, row: int, block: str, division: str, units: Units) -> None:
    code, name = part.named[row]
    at = part.unit_places[row]
    if not (code or name):
        if row not in part.figureless:
            part.say("unit_empty", at, "", row)
        return
    if row in part.figureless:
        # Words beside it in the columns of figures (whose signature it is) are no figures gone wrong.
        line = cell_of(at).lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        part.problems = [p for p in part.problems if p.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != line]
        part.say("row_left_out", at, name or code, row, hint=_near(part, name or code, block, division, units))
        return
    others = [d for d in units.divisions(block) if d != division and _code((code, name), block, d, units)]
    if others:
        part.say("division_mixed", at, name or code, row, other=others[0], division=division)
        return
    by_code, by_name = units.by_code(block, division, code), units.by_name(block, division, name)
    if code and by_name:
        at = part.code_places[row] if part.code_places is not None else at
        if by_code:
            part.say("unit_conflict", at, code, row, name=shortened(tidy(name)))
            part.also_at(part.unit_places[[row]])
        else:
            part.say("unit_unknown", at, code, row, hint=by_name)
        return
    part.say("unit_unknown", at, name or code, row, hint=_near(part, name or code, block, division, units))


def _near(part: Part, text: str, block: str, division: str, units: Units) -> str:
    """The registered name of the unit whose spelling comes nearest."""
    near = part.near(bare_name(text), units.spellings(block, division), cutoff=0.7)
    return str(units.of(block, division).at[units.by_name(block, division, near), "name_vi"]) if near else ""
