"""The evidence as a package of files with which a stranger proves every quotation again, offline.

Holds what a visitor sees: published records, their facts, the evidence of each, the citations with what
locates them, the outlines by which texts are cut, the figures of `manage.py verify`, and check.py. No text of
a source is in it. `TABLES` is the data dictionary: it says what each file holds, and README.md prints it.

check.py is `sources/offline_checker.py` with the source of `sources/locating.py` and `sources/cutting.py`
before it, so that the rules by which words are found stand in one place.
"""

import ast
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db import models
from django.template.loader import render_to_string

from portal.partial_dates import PartialDate
from sources import cutting, locating, offline_checker
from sources.facts import Fact, stated
from sources.located import shipped
from sources.models import Citation, Discrepancy, Evidence, Passage, PrintedForm, Reading, Record, Source
from sources.models.source import language_name
from sources.offline_checker import fingerprint
from sources.rungs import Rung, State, rung_of
from sources.texts import masked
from sources.verification import Run, Verification

Row = dict[str, Any]
Mask = Callable[[str], str]


class PackageRefusedError(Exception):
    """No package is written; the message is one sentence that says why."""


class Column(NamedTuple):
    """A column of a file: its name, its type, what it means."""

    name: str
    type: str
    meaning: str


class Table(NamedTuple):
    """A file of the package: its name, what a line of it is, its columns."""

    name: str
    holds: str
    columns: tuple[Column, ...]


def _columns(*columns: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(*each) for each in columns)


_RECORD = (
    ("kind", "string", "kind of record"),
    ("slug", "string", "names the record among those of its kind"),
)
_ADDRESS = ("address", "string", "of its page, from the root of the portal")
_RUNG = "cited, located, literal or reviewed"
#: Stands for an editor who gave no name: a name to sign in with is nobody else's business.
UNNAMED_EDITOR = "an editor"

TABLES = (
    Table(
        "records.jsonl",
        "Every published record.",
        _columns(*_RECORD, ("name", "string", "its name or title, in English where it has one"), _ADDRESS),
    ),
    Table(
        "facts.jsonl",
        "Every fact that a published record states.",
        _columns(
            *_RECORD,
            _ADDRESS,
            ("fact", "string", "name of the fact"),
            ("label", "string", "what the fact is called on the page"),
            ("value", "string", "its value as shown; empty if it is a record that is not published"),
            ("other_forms", "list of strings", "the value in other languages"),
            ("coded", "boolean", "whether it is a class of the editors', which no words state literally"),
            ("rung", "string", f"the highest rung that one of its citations reaches: {_RUNG}"),
        ),
    ),
    Table(
        "evidence.jsonl",
        "Every tie between a fact and a citation.",
        _columns(
            *_RECORD,
            ("fact", "string", "name of the fact"),
            ("citation", "string", "slug of the citation"),
            ("stance", "string", "supports or contradicts"),
            ("nearness", "string", "words: they state it; reading: an editor reads it from them"),
            ("rung", "string", f"the rung that the fact reaches by this citation: {_RUNG}"),
            ("literal", "boolean", "whether the value stands in the words, wherever these stand"),
            (
                "reviewed_by",
                "string",
                f"the editor who has confirmed it, “{UNNAMED_EDITOR}” without a name; empty if nobody has",
            ),
            ("reviewed_on", "date or null", "when"),
            ("note", "string", "how the words were read, or in what the sources disagree"),
            ("discrepancy", "string", "slug of the discrepancy to which it belongs; empty if to none"),
        ),
    ),
    Table(
        "uses.jsonl",
        "What rests on a citation and is no fact: names as printed, readings, entries of lists.",
        _columns(
            *_RECORD,
            ("what", "string", "what it is to the record"),
            ("words", "string", "the name as printed, or what the reading says"),
            ("citation", "string", "slug of the citation"),
        ),
    ),
    Table(
        "citations.jsonl",
        "Every citation on which something published rests; exact, prefix and suffix are a TextQuoteSelector "
        "of the W3C Web Annotation model, spans its TextPositionSelector.",
        _columns(
            ("slug", "string", "names the citation"),
            ("source", "string", "slug of its source"),
            ("passage", "string", "key of its passage; empty if it names none"),
            ("place", "string", "the place in words"),
            ("locator", "string", "what a reader looks up where there is no passage"),
            ("exact", "string", "the quoted words; […] stands between ranges; empty if nothing is quoted"),
            ("decisive", "string", "the part of them that is highlighted"),
            ("prefix", "string", "words that stand directly before, where these settle the place"),
            ("suffix", "string", "words that stand directly after, likewise"),
            ("language", "string", "of the quoted words"),
            ("note", "string", "what a source says that is not quoted, in the editors' words"),
            (
                "found_in",
                "string",
                "SHA-256 of the text in which a program found the words; empty if in none",
            ),
            ("spans", "list of pairs", "start and end of each range, in code points from 0, end exclusive"),
            (
                "fingerprint",
                "string",
                "SHA-256, the first 16 digits, of passage, exact, prefix and suffix, a line each, as they "
                "were found; empty if they were changed since",
            ),
            ("state", "string", "how it stood when the package was made: " + ", ".join(State.values)),
        ),
    ),
    Table(
        "sources.jsonl",
        "Every source of a citation.",
        _columns(
            ("slug", "string", "names the source"),
            ("name", "string", "short name, as in sentences of the checker"),
            ("title", "string", "its title; empty if the source is not published"),
            ("url", "string", "where it is on the web; empty if nowhere"),
            (
                "text_sha256",
                "string",
                "hash of the text in which its quotations were located; empty if in none",
            ),
            (
                "passages",
                "list of objects",
                "the outline, for sources that are quoted: key, opening (first words, by which a text is "
                "cut), section (heading), is_footnote, position (order)",
            ),
        ),
    ),
    Table(
        "discrepancies.jsonl",
        "Every contradiction in and between the sources; its readings stand in uses.jsonl too.",
        _columns(
            ("slug", "string", "names the discrepancy"),
            _ADDRESS,
            ("title", "string", "in short"),
            ("source", "string", "slug of the text in which it was found"),
            ("about", "string", "what differs"),
            ("status", "string", "how far it is settled"),
            ("confidence", "string", "on how much the finding rests"),
            ("finding", "string", "in the editors' words"),
            ("editorial_note", "string", "the editor's reading"),
            ("readings", "list of objects", "says, and citation: its slug"),
        ),
    ),
)
#: All files of a package.
NAMES = (*(table.name for table in TABLES), "totals.json", "README.md", "LICENCE.md", "check.py")


def package() -> tuple[dict[str, str], Verification]:
    """The files of the package by name, and the run of verification whose figures they carry."""
    run = Run(lambda _what: None)
    mask = _masking(citation for citation, _state in run.citations.values())
    rows = {
        "records.jsonl": _records(run),
        "facts.jsonl": _facts(run),
        "evidence.jsonl": _evidence(run),
        "uses.jsonl": _uses(run),
        "citations.jsonl": _citations(run),
        "sources.jsonl": _sources(run),
        "discrepancies.jsonl": _discrepancies(run),
    }
    safe = {name: [_safe(row, mask) for row in table] for name, table in rows.items()}
    files = {name: "".join(_json(row) + "\n" for row in table) for name, table in safe.items()}
    totals = _safe(run.result.as_data(), mask)
    files["totals.json"] = json.dumps(totals, ensure_ascii=False, indent=2) + "\n"
    quoted = [row for row in safe["sources.jsonl"] if row["passages"]]
    files["README.md"] = render_to_string(
        "package/README.md", {"result": run.result, "texts": quoted, "files": TABLES}
    )
    files["LICENCE.md"] = render_to_string("package/LICENCE.md")
    files["check.py"] = checker()
    return files, run.result


def write(folder: Path, files: dict[str, str], *, replace: bool = False) -> None:
    """Write `files` into `folder`, which is made; raises PackageRefusedError and writes nothing.

    A folder that is not empty is refused, unless told to replace the package that it holds; other files in
    it stay.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise PackageRefusedError(f"{folder} is a file, not a folder.")
        holds = {each.name for each in folder.iterdir()} if folder.exists() else set()
        if holds and not replace:
            raise PackageRefusedError(f"{folder} is not empty; give --replace to replace the package in it.")
        if holds and not {"check.py", "totals.json"} <= holds:
            raise PackageRefusedError(f"{folder} holds other things than a package; nothing is replaced.")
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise PackageRefusedError(
            f"{error.filename or folder} cannot be written: {error.strerror}."
        ) from error


def checker() -> str:
    """The source of check.py: one file that imports the standard library only."""
    imports: dict[str, set[str]] = defaultdict(set)
    parts = []
    for module in (locating, cutting, offline_checker):
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        tree = ast.parse(source)
        last = 0
        for node in tree.body:
            if isinstance(node, ast.ImportFrom):
                imports[node.module or ""] |= {alias.name for alias in node.names}
            elif isinstance(node, ast.Import):
                imports |= {alias.name: set() for alias in node.names}
            else:
                continue
            last = node.end_lineno or last
        if module is not offline_checker:
            parts.append("\n".join(f"# {line}".rstrip() for line in str(module.__doc__).strip().split("\n")))
        parts.append("\n".join(source.split("\n")[last:]).strip())
    lines = [
        f"from {module} import {', '.join(sorted(names))}" if names else f"import {module}"
        for module, names in sorted(imports.items())
        if not module.startswith("sources.")
    ]
    start = f'#!/usr/bin/env python3\n"""{offline_checker.__doc__}"""\n\nfrom __future__ import annotations'
    return "\n\n".join([start, "\n".join(lines), "\n\n\n".join(parts)]) + "\n"


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False)


def _masking(citations: Iterable[Citation]) -> Mask:
    """Masks addresses of persons in words, but for those that an editor has quoted."""
    quoted = {
        word.strip(".,;:!?()<>[]'\"“”‘’«»")
        for citation in citations
        for word in citation.exact.split()
        if "@" in word
    }

    def mask(words: str) -> str:
        shown = [(at, at + len(each)) for each in quoted for at in _places(each, words)]
        return masked(words, shown) if "@" in words else words

    return mask


def _places(part: str, words: str) -> Iterator[int]:
    at = words.find(part)
    while at >= 0:
        yield at
        at = words.find(part, at + 1)


def _safe(value: Any, mask: Mask) -> Any:
    """`value` with every text in it masked; the quoted words themselves stay."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_safe(each, mask) for each in value]
    if isinstance(value, dict):
        return {name: each if name == "exact" else _safe(each, mask) for name, each in value.items()}
    return value


def _before_address(words: str) -> str:
    """`words` up to an address of a person, so that they can still be looked up."""
    return words[: _unlike(words, masked(words))]


def _after_address(words: str) -> str:
    """`words` from behind an address of a person on."""
    return words[len(words) - _unlike(words[::-1], masked(words)[::-1]) :]


def _unlike(words: str, others: str) -> int:
    """How many letters the two have in common at their beginning."""
    return next((at for at, letter in enumerate(words) if others[at] != letter), len(words))


def _named(record: Any) -> Row:
    return {"kind": record._meta.label_lower, "slug": record.slug}


def _records(run: Run) -> Iterator[Row]:
    for record in run.records.values():
        yield {**_named(record), "name": str(record), "address": record.get_absolute_url()}


def _facts(run: Run) -> Iterator[Row]:
    for key, record in run.records.items():
        for fact in stated(record):
            value, *others = _shown(run, record, fact) or [""]
            yield {
                **_named(record),
                "address": record.get_absolute_url(),
                "fact": fact.name,
                "label": str(fact.label),
                "value": value,
                "other_forms": others,
                "coded": fact.coded,
                "rung": str(run.best[key].get(fact.name, "")),
            }


def _shown(run: Run, record: Any, fact: Fact) -> list[str]:
    """What a visitor sees of a fact: the label of a vocabulary, a date, the name of a published record."""
    values = []
    for name in fact.fields or (fact.name,):
        displayed = getattr(record, f"get_{name}_display", None)
        held = displayed() if displayed else getattr(record, name)
        if name == "language" and held:
            held = language_name(held)
        if isinstance(held, Record) and (type(held), held.pk) not in run.records:
            continue
        if isinstance(held, PartialDate | models.Model) or held not in (None, "", []):
            values.append(str(held))
    return [value for value in values if value]


def _evidence(run: Run) -> Iterator[Row]:
    editors = {user.pk: user.get_full_name() or UNNAMED_EDITOR for user in get_user_model().objects.all()}
    for key, rows in run.evidence.items():
        record = run.records[key]
        for row in rows:
            discrepancy = run.records.get((Discrepancy, row.discrepancy_id))
            yield {
                **_named(record),
                "fact": row.fact,
                "citation": row.citation.slug,
                "stance": row.stance,
                "nearness": row.nearness,
                "rung": str(row.rung),
                "literal": _is_literal(run, record, row),
                "reviewed_by": editors.get(row.reviewed_by_id, ""),
                "reviewed_on": row.reviewed_on.isoformat() if row.reviewed_on else None,
                "note": row.note,
                "discrepancy": discrepancy.slug if discrepancy else "",
            }


def _is_literal(run: Run, record: Any, row: Evidence) -> bool:
    """Whether a value stands in the quoted words: the rung that the row has if these are found."""
    unreviewed: Any = copy(row)
    unreviewed.reviewed_by_id = None
    return rung_of(unreviewed, record, State.PROVED, run.forms_of) == Rung.LITERAL


def _uses(run: Run) -> Iterator[Row]:
    for record, what, row in run.others:
        words = row.form if isinstance(row, PrintedForm) else row.says if isinstance(row, Reading) else ""
        citation, _state = run.citations[row.citation_id]
        yield {**_named(record), "what": str(what), "words": words, "citation": citation.slug}


def _citations(run: Run) -> Iterator[Row]:
    for citation, state in run.citations.values():
        row = {
            "slug": citation.slug,
            "source": citation.source.slug,
            "passage": citation.passage.key if citation.passage else "",
            "place": citation.passage.describe() if citation.passage else citation.locator,
            "locator": citation.locator,
            "exact": citation.exact,
            "decisive": citation.decisive,
            "prefix": _after_address(citation.prefix),
            "suffix": _before_address(citation.suffix),
            "language": citation.language,
            "note": citation.note,
            "found_in": citation.found_in,
            "spans": [list(span) for span in citation.spans],
        }
        changed = state == State.STALE and shipped().contradicts(citation)
        found = citation.exact and not changed
        yield {**row, "fingerprint": fingerprint(row) if found else "", "state": str(state)}


def _sources(run: Run) -> Iterator[Row]:
    sources = {citation.source_id: citation.source for citation, _state in run.citations.values()}
    quoted = {citation.source_id for citation, _state in run.citations.values() if citation.exact}
    texts = {each.source.pk: each.text for each in run.result.sources}
    outlines: dict[int, list[Row]] = defaultdict(list)
    for passage in Passage.objects.filter(source__in=quoted).order_by("position"):
        outlines[passage.source_id].append(
            {
                "key": passage.key,
                "opening": _before_address(passage.opening),
                "section": passage.section,
                "is_footnote": passage.kind == Passage.Kind.FOOTNOTE,
                "position": passage.position,
            }
        )
    for source in sources.values():
        text, public = texts.get(source.pk), (Source, source.pk) in run.records
        yield {
            "slug": source.slug,
            "name": str(source),
            "title": str(source.title) if public else "",
            "url": source.url if public else "",
            "text_sha256": text.sha256 if text else source.text_sha256,
            "passages": outlines[source.pk],
        }


def _discrepancies(run: Run) -> Iterator[Row]:
    readings: dict[int, list[Row]] = defaultdict(list)
    for _record, _what, row in run.others:
        if isinstance(row, Reading):
            citation, _state = run.citations[row.citation_id]
            readings[row.discrepancy_id].append({"says": row.says, "citation": citation.slug})
    for (model, pk), record in run.records.items():
        if model is Discrepancy:
            yield {
                "slug": record.slug,
                "address": record.get_absolute_url(),
                "title": record.title,
                "source": record.text.slug,
                "about": record.get_kind_display(),
                "status": record.get_status_display(),
                "confidence": record.get_confidence_display(),
                "finding": record.finding,
                "editorial_note": record.editorial_note,
                "readings": readings[pk],
            }
