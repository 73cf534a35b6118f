"""Lists and records as files: CSV that a spreadsheet opens safely, JSON, and files as one. Knows no app."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.http import content_disposition_header

#: With one of these a spreadsheet takes the words of a cell for a formula; the full-width forms too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: By which a spreadsheet knows that the letters are UTF-8.
BOM = "\ufeff"
#: The file formats of lists and records, as in `?format=csv`.
FORMATS = ("csv", "json")
ZIP = "application/zip"


def cell(value: Any) -> Any:
    """`value` as it may stand in a cell: words that begin like a formula get an apostrophe before them."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    words = str(value)
    return f"'{words}" if words.lstrip(" ").startswith(FORMULA) else words


def csv_response(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """The `columns` of each of `rows` as the file `name`.csv, headed by the names of the columns."""
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(columns)
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
    return _file(f"{name}.csv", "text/csv; charset=utf-8", BOM + table.getvalue())


def json_response(name: str, data: Any) -> HttpResponse:
    """`data` as the file `name`.json, letters of all alphabets as they are."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    return _file(f"{name}.json", "application/json", text + "\n")


def table_of(records: Iterable[Mapping[str, Any]]) -> tuple[list[str], list[dict[str, Any]]]:
    """The columns and rows of a table of records given as data.

    A record of facts has three columns for each: its value, its rung, and the places of its evidence; several
    things in one cell have " | " between them.
    """
    rows = [dict(_cells(record)) for record in records]
    return list(dict.fromkeys(column for row in rows for column in row)), rows


def _cells(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, held in record.items():
        if name == "facts":
            for fact in held:
                yield fact["fact"], fact["value"]
                yield f"{fact['fact']}_rung", fact["rung"]
                yield f"{fact['fact']}_places", _joined(row["place"] for row in fact["evidence"])
        else:
            yield name, _joined(held) if isinstance(held, list) else held


def _joined(parts: Iterable[Any]) -> str:
    return " | ".join(map(str, parts))


def zipped(name: str, files: Mapping[str, str]) -> bytes:
    """The `files`, texts by their names, as one file that unpacks into the folder `name`.

    The same texts give the same file: each is dated as `ZipInfo` dates what has no date.
    """
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for each, text in files.items():
            entry = ZipInfo(f"{name}/{each}")
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text, ZIP_DEFLATED)
    return packed.getvalue()


def zip_response(name: str, packed: bytes) -> HttpResponse:
    """What `zipped` made, as the file `name`.zip; who holds it asks each time whether it has changed."""
    response = _file(f"{name}.zip", ZIP, packed)
    response["Cache-Control"] = "no-cache"
    return response


class Compression(GZipMiddleware):
    """Compresses what is sent, but for files that are compressed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The response, compressed if that makes it smaller."""
        if response.get("Content-Type") == ZIP:
            return response
        return super().process_response(request, response)


def _file(name: str, content_type: str, content: str | bytes) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type, headers={"Content-Disposition": disposition})
