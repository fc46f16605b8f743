"""A table as JSON, CSV, Parquet and XLSX: the same table always gives the same bytes. Which one a reader wants."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from figures import downloads
from figures.words import Words
from opendata import geometry
from opendata.faults import Fault
from opendata.tables import COLUMNS, TEXT, TRUTH, WHOLE, Table

MOST_ROWS_XLSX = 200_000
_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms)")
_ARROW = {TEXT: pa.string(), WHOLE: pa.int64(), TRUTH: pa.bool_()}


class Format(NamedTuple):
    """How a table is written: its ending, its media type, and what makes the bytes."""

    ending: str
    media_type: str
    write: Callable[[Table, Words], bytes]


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A dict a row of plain values; unknown is None."""
    columns = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def as_json(table: Table, _: Words) -> bytes:
    """{"about": …, "data": [a row, …]}; numbers in full precision, unknown is null."""
    told = {"about": dict(table.facts), **table.beside, "data": rows(table.frame)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def as_csv(table: Table, _: Words) -> bytes:
    """Comments, a header, the rows; UTF-8 with a byte order mark."""
    return downloads.csv(_flat(table.frame), dict(table.about))


def as_geojson(table: Table, _: Words) -> bytes:
    """A FeatureCollection (RFC 7946) that says in `about` where it comes from."""
    features = [
        {"type": "Feature", "geometry": geometry.parse(row.pop("geometry")), "properties": row}
        for row in rows(table.frame)
    ]
    told = {"type": "FeatureCollection", "about": dict(table.facts), "features": features}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Geometry as text that programs for maps read from a table."""
    if "geometry" not in frame:
        return frame
    return frame.assign(geometry=[geometry.wkt(geometry.parse(text)) for text in frame["geometry"]])


def as_parquet(table: Table, _: Words) -> bytes:
    """Columns by their types; `about` in the metadata of the schema, geometry as GeoParquet has it."""
    frame, said = table.frame, {b"about": json.dumps(dict(table.facts), ensure_ascii=False).encode()}
    fields = [pa.field(name, _ARROW.get(COLUMNS[name], pa.float64())) for name in frame]
    arrays = [pa.array(frame[each.name].to_numpy(object), each.type, from_pandas=True) for each in fields]
    if "geometry" in frame:
        place = list(frame).index("geometry")
        arrays[place] = pa.array([geometry.wkb(geometry.parse(text)) for text in frame["geometry"]], pa.binary())
        fields[place] = pa.field("geometry", pa.binary())
        said[b"geo"] = json.dumps(geometry.geoparquet(frame["geometry"])).encode()
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields, said)), buffer, compression="zstd")
    return buffer.getvalue()


def as_xlsx(table: Table, words: Words) -> bytes:
    """The rows on one sheet, what is said about them on another. Raises a Fault where a workbook would be too long."""
    if len(table.frame) > MOST_ROWS_XLSX:
        raise Fault(422, "too_long", rows=len(table.frame), most=MOST_ROWS_XLSX)
    made = downloads.xlsx(_flat(table.frame), dict(table.about), table.sheet, words.t("about.title"))
    return settled(made)


def settled(workbook: bytes) -> bytes:
    """The workbook without the moment at which it was written, so that equal tables are equal files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _STAMPS.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", part)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return buffer.getvalue()


FORMATS = {
    each.ending: each
    for each in (
        Format("json", "application/json", as_json),
        Format("csv", "text/csv; charset=utf-8", as_csv),
        Format("parquet", "application/vnd.apache.parquet", as_parquet),
        Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    )
}

GEOGRAPHIC = {"geojson": Format("geojson", "application/geo+json", as_geojson), **FORMATS}
METHOD = {**FORMATS, "toml": Format("toml", "application/toml", lambda table, _: table.original)}
GEOGRAPHIC["json"] = GEOGRAPHIC["geojson"]._replace(ending="json")


def wanted(accept: str, formats: Mapping[str, Format] = FORMATS) -> Format:
    """What the Accept header likes best; JSON where it says nothing. Raises a Fault where there is none of it."""
    best: tuple[float, int, Format] | None = None
    by_type = {each.media_type.partition(";")[0]: each for each in formats.values()}
    for part in (accept or "*/*").split(","):
        kind, *parameters = (text.strip().lower() for text in part.split(";"))
        weight = _weight(parameters)
        for exact, (name, each) in enumerate(reversed(by_type.items())):
            fits = kind in ("*/*", name, f"{name.partition('/')[0]}/*")
            if fits and weight > 0 and (best is None or (weight, exact) > best[:2]):
                best = weight, exact, each
    if best is None:
        raise Fault(406, "not_acceptable", known=", ".join(by_type))
    return best[2]


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(1.0, max(0.0, float(parameter[2:])))
            except ValueError:
                return 0.0
    return 1.0
