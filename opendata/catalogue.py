"""The description for data catalogues: DCAT 3 and schema.org in one JSON-LD document, a data set for each release."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from figures.words import LANGUAGES, words
from opendata import public
from opendata.formats import FORMATS
from opendata.listed import V1, tables_of
from scoring.periods import span
from store import Release

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/", "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
_IANA = "https://www.iana.org/assignments/media-types/"


def described(releases: Sequence[Release], programmes: Collection[str], base: str) -> dict[str, Any]:
    """The catalogue of what is in force; demonstrations are no data and stay out. programmes: ids of frameworks."""
    real = [r for r in releases if r.is_in_force and not r.is_demonstration]
    here = f"{base}/opendata"
    titles = _said({lang: words(lang).t("app.title") for lang in LANGUAGES})
    told = _said({lang: words(lang).t("opendata.page.summary") for lang in LANGUAGES})
    service = {
        "@id": f"{base}{V1}", "@type": "dcat:DataService", "dct:title": titles,
        "dcat:endpointURL": {"@id": f"{base}{V1}"},
        "dcat:endpointDescription": {"@id": f"{base}{V1}/openapi.json"},
        "dcat:servesDataset": [{"@id": _id(r, base)} for r in real],
    }  # fmt: skip
    return {
        "@context": _CONTEXT, "@id": f"{here}/catalog.jsonld", "@type": ["dcat:Catalog", "schema:DataCatalog"],
        "dct:title": titles, "schema:name": titles, "dct:description": told, "schema:description": told,
        "dct:language": list(LANGUAGES), "foaf:homepage": {"@id": here},
        "dct:publisher": {"@type": ["foaf:Organization", "schema:Organization"], "foaf:name": titles,
                          "schema:name": titles},
        "dcat:service": service, "dcat:dataset": [_dataset(r, r.framework in programmes, base) for r in real],
    }  # fmt: skip


def content(base: str) -> bytes:
    """The document as JSON-LD."""
    programmes = {framework.id for framework in public.editions().values() if framework.is_programme}
    return json.dumps(described(public.releases(), programmes, base), ensure_ascii=False).encode()


def _id(release: Release, base: str) -> str:
    return f"{base}{V1}/releases/{release.id}"


def _dataset(release: Release, programme: bool, base: str) -> dict[str, Any]:
    first, last = (str(month) for month in span(release.period))
    title = _said({"vi": release.title}) if release.title else release.id
    told: dict[str, Any] = {
        "@id": _id(release, base), "@type": ["dcat:Dataset", "schema:Dataset"], "dct:identifier": release.id,
        "schema:identifier": release.id, "dct:title": title, "schema:name": title,
        "dct:description": release.note or release.title, "schema:description": release.note or release.title,
        "dct:issued": _typed(public.moment(release.publish_at), "dateTime"),
        "schema:datePublished": public.moment(release.publish_at),
        "dct:source": release.source, "dct:rights": release.licence, "schema:license": release.licence,
        "dct:spatial": "Viet Nam", "schema:spatialCoverage": "Viet Nam",
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": _typed(first, "gYearMonth"),
                         "dcat:endDate": _typed(last, "gYearMonth")},
        "schema:temporalCoverage": f"{first}/{last}", "schema:isAccessibleForFree": True,
        "dcat:landingPage": {"@id": f"{base}/rankings?release={release.id}"},
        "dcat:distribution": [
            _file(release, table, ending, base) for table in tables_of(programme) for ending in FORMATS
        ],
    }  # fmt: skip
    if release.supersedes:
        told["dct:replaces"] = {"@id": f"{base}{V1}/releases/{release.supersedes}"}
    return told


def _file(release: Release, table: str, ending: str, base: str) -> dict[str, Any]:
    address = f"{_id(release, base)}/{table}.{ending}"
    kind = FORMATS[ending].media_type.partition(";")[0]
    title = _said({lang: f"{words(lang).t(f'opendata.table.{table}')} ({ending.upper()})" for lang in LANGUAGES})
    return {
        "@id": address, "@type": ["dcat:Distribution", "schema:DataDownload"], "dct:title": title,
        "dcat:downloadURL": {"@id": address}, "schema:contentUrl": address, "dcat:accessURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{_IANA}{kind}"}, "schema:encodingFormat": kind,
    }  # fmt: skip


def _said(by_language: dict[str, str]) -> list[dict[str, str]]:
    return [{"@language": lang, "@value": text} for lang, text in by_language.items()]


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}
