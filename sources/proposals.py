"""Proposes discrepancies: where words that support a fact hold another literal than its value.

Four rules. A date: the words hold a date, and none that can be that of the fact. A number: the words hold
numbers, and not that of the fact. A document or a definition has another date than the work it stands in.
The name of a person: anywhere in what is quoted stands a word much like the surname, and not the surname.
What a discrepancy covers already is left out: it has to be about the record, or the fact contradicted in its
name, and to cite the same passage.

It does not see: contradictions told in words without a literal, such as most regions and all regions; a
second date of the same sentence where the value stands too; parts of a century; numbers in words; years in
a DOI; records about the same thing that no field connects; names of bodies, which are inflected and
shortened too often; a surname that differs in more than a letter or two, as Zabich from Šabič, or in its
alphabet.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

import yaml

from portal.folding import fold
from portal.partial_dates import PartialDate
from sources import literal
from sources.citing import evidence_tables, record_model
from sources.facts import Fact, stated
from sources.models import Citation, Contributor, Discrepancy, Evidence

#: How much alike two different words are that may be one name: Weisglas and Weisglasa are.
ALIKE = 0.8
#: Shorter words are alike by chance.
SHORTEST = 5


@dataclass(frozen=True)
class Seen:
    """A citation with its place and the literal that its words hold."""

    citation: Citation
    holds: str

    @property
    def place(self) -> str:
        """Where the words stand: source and passage."""
        parts = (self.citation.source.short, self.citation.passage, self.citation.locator)
        return ", ".join(str(part) for part in parts if part)


@dataclass(frozen=True)
class Proposal:
    """A fact whose value is not what its words hold, for an editor to judge."""

    record: Any
    fact: Fact
    kind: str
    value: str
    seen: tuple[Seen, ...]

    @property
    def name(self) -> str:
        """The record and the fact, as a sentence would name them."""
        return f"{self.record._meta.verbose_name} {self.record.slug}: {str(self.fact.label).lower()}"

    def as_data(self) -> dict[str, Any]:
        """All of it in plain values."""
        return {
            "model": self.record._meta.label_lower,
            "record": self.record.slug,
            "fact": self.fact.name,
            "kind": self.kind,
            "value": self.value,
            "citations": [
                {"citation": each.citation.slug, "place": each.place, "holds": each.holds}
                for each in self.seen
            ],
        }

    def as_fixture(self) -> str:
        """The beginning of a discrepancy as YAML; what only an editor can say stands as a question."""
        text = next((each.citation.source for each in self.seen if each.citation.source.is_source_text), None)
        readings = [
            {"says": f"{each.holds} ({each.place}).", "citation": each.citation.slug} for each in self.seen
        ]
        cited = [{"facts": ["title", "finding"], "citation": each.citation.slug} for each in self.seen]
        found = {
            "slug": f"{self.record.slug}-{self.fact.name}".replace("_", "-"),
            "text": text.slug if text else "?",
            "kind": self.kind,
            "status": "open",
            "confidence": "in_the_text",
            "title": f"{self.value}, or {' or '.join(dict.fromkeys(each.holds for each in self.seen))}",
            "finding": "?",
            "editorial_note": "?",
            "readings": readings,
            "evidence": cited,
        }
        return yaml.safe_dump([found], allow_unicode=True, sort_keys=False, width=110)


def proposals() -> list[Proposal]:
    """All proposals about published records, kind by kind and by slug, in the same order each time."""
    covered = Covered()
    found: list[Proposal] = []
    for table in evidence_tables():
        model = record_model(table)
        if model is Discrepancy:
            continue
        records = model.objects.published().order_by("slug").prefetch_related("evidence")
        if hasattr(model, "work"):
            records = records.select_related("work").prefetch_related("work__evidence")
        for record in records:
            found += [*_of_facts(record), *_of_work(record)]
    found += _of_persons()
    return [left for each in found if (left := covered.without(each))]


class Covered:
    """What discrepancies cover: facts contradicted in their name, and citations about records they name."""

    def __init__(self) -> None:
        self._facts: dict[tuple[Any, int, str], set[Any]] = defaultdict(set)
        self._records: dict[tuple[Any, int], set[Any]] = defaultdict(set)
        relations = ("documents", "definitions", "works", "institutions")
        cites: dict[int, set[Any]] = {}
        for clash in Discrepancy.objects.prefetch_related("readings", "evidence", *relations):
            rows: list[Any] = [*clash.readings.all(), *clash.evidence.all()]
            cites[clash.pk] = {_place(row.citation) for row in rows}
            for relation in relations:
                for record in getattr(clash, relation).all():
                    self._records[type(record), record.pk] |= cites[clash.pk]
        for table in evidence_tables():
            model = record_model(table)
            for row in table.objects.filter(discrepancy__isnull=False):
                covered = self._facts[model, row.record_id, row.fact]
                covered |= {_place(row.citation), *cites[row.discrepancy_id]}
                self._records[model, row.record_id] |= covered

    def without(self, proposal: Proposal) -> Proposal | None:
        """The proposal with the citations that no discrepancy covers; None if it covers all."""
        seen = tuple(each for each in proposal.seen if not self._has(proposal, each.citation))
        return replace(proposal, seen=seen) if seen else None

    def _has(self, proposal: Proposal, citation: Citation) -> bool:
        """Whether a discrepancy about the record, or in whose name the fact is contradicted, cites it."""
        record, fact = proposal.record, proposal.fact
        key = (type(record), record.pk)
        place = _place(citation)
        return place in self._facts[(*key, fact.name)] or place in self._records[key]


def _place(citation: Citation) -> tuple[int, int | str]:
    """What a citation cites: a passage, however much of it, or a place in a source without passages."""
    return citation.source_id, citation.passage_id or citation.locator


def _of_facts(record: Any) -> Iterator[Proposal]:
    """Dates and numbers that the quoted words hold otherwise.

    A note on a source without quotation says what it was read for; its dates may be those of other facts.
    """
    for fact in stated(record):
        if fact.coded:
            continue
        value = next((held for held in _held(record, fact) if held), None)
        if isinstance(value, PartialDate):
            kind, differs = "date", _other_date
        elif value is not None and literal.is_number(str(value)):
            kind, differs = "number", _other_number
        else:
            continue
        seen = tuple(
            Seen(row.citation, other)
            for row in _supports(record, fact)
            if (other := differs(value, row.citation.exact))
        )
        if seen:
            yield Proposal(record, fact, kind, str(value), seen)


def _other_date(value: PartialDate, words: str) -> str:
    """The dates of `words` if they hold some and none can be `value`."""
    dates = literal.dates_in(words)
    if literal.date_stands(value, words) or any(each.meets(value) for each in dates):
        return ""
    return ", ".join(each.printed for each in dates)


def _other_number(value: Any, words: str) -> str:
    """The numbers of `words` if they hold some and not `value`."""
    if literal.number_stands(str(value), words):
        return ""
    return ", ".join(literal.numbers_in(words))


def _of_persons() -> Iterator[Proposal]:
    """Words much like the surname of a person, wherever they are quoted, where the surname does not stand."""
    quoted = [(each, _names(_words(each))) for each in Citation.objects.select_related("source", "passage")]
    for person in Contributor.objects.published().order_by("slug").prefetch_related("printed_forms"):
        own = {_plain(word) for word in _names(str(person))}
        surname = next(reversed(_names(str(person))), "")
        found = tuple(
            Seen(citation, ", ".join(others))
            for citation, names in quoted
            if (others := [name for name in names if _alike(name, surname) and _plain(name) not in own])
            and surname not in names
        )
        if found:
            yield Proposal(person, person.FACTS[0], "name", str(person), found)


def _alike(name: str, surname: str) -> bool:
    """Whether a word can be the surname spelled otherwise."""
    if not surname or abs(len(name) - len(surname)) > 2:
        return False
    return SequenceMatcher(None, fold(name), fold(surname)).ratio() >= ALIKE


def _plain(name: str) -> str:
    """A word in small letters, without the ending of a genitive."""
    return re.sub("['’]s$", "", name).casefold()


def _names(text: str) -> list[str]:
    """The words of `text` that may be names, each once: long enough, with a capital letter, no acronym."""
    letters = "".join(letter if letter.isalpha() or letter in "'’" else " " for letter in text)
    found = (
        word for word in letters.split() if len(word) >= SHORTEST and word[0].isupper() and not word.isupper()
    )
    return list(dict.fromkeys(found))


def _of_work(record: Any) -> Iterator[Proposal]:
    """The date of a document or a definition and that of the work it stands in."""
    work = getattr(record, "work", None)
    fact = next((fact for fact in record.FACTS if fact.name in ("adopted", "stated")), None)
    if work is None or fact is None or not work.is_published:
        return
    value, other = fact.value(record), work.published
    if isinstance(value, PartialDate) and other and not _may_be_one(value, other):
        rows = _supports(work, next(each for each in work.FACTS if each.name == "published"))
        seen = tuple(Seen(row.citation, str(other)) for row in rows)
        if seen:
            yield Proposal(record, fact, "date", str(value), seen)


def _may_be_one(one: PartialDate, other: PartialDate) -> bool:
    if None in (one.earliest, one.latest, other.earliest, other.latest):
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest  # type: ignore[operator]


def _supports(record: Any, fact: Fact) -> list[Any]:
    """The rows of evidence that support a fact, but for a note on what a work says, beside its own facts."""
    return [
        row
        for row in record.evidence.all()
        if row.fact == fact.name
        and row.stance == Evidence.Stance.SUPPORTS
        and (row.citation.exact or row.citation.source != record)
    ]


def _words(citation: Citation) -> str:
    """What a citation says: its exact words, or the editors' note of a source without quotation."""
    return citation.exact or citation.note


def _held(record: Any, fact: Fact) -> list[Any]:
    return [getattr(record, name, None) for name in fact.fields or (fact.name,)]
