"""Everything that was drawn from one source: what rests on which of its words.

Knows the records of apps above this one only through the subclasses of `Evidence` and `PrintedForm`; so a
kind of record that has evidence is found here without a line about it. The number of queries depends on the
number of these classes, never on the number of passages or records.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db import models

from sources.citing import evidence_tables, other_tables, record_model
from sources.models import Citation, Passage, Record, Source
from sources.page_evidence import Card, mark_label
from sources.text_fragments import at_words


@dataclass(frozen=True)
class Use:
    """One thing that rests on a citation: a fact of a record, a name as printed, a reading."""

    citation: Citation
    record: Any
    what: str
    sign: str = "¶"
    note: str = ""
    #: Place of the fact among those of its kind of record; what is no fact comes last.
    order: int = 99

    @property
    def mark(self) -> str:
        """What its mark reads: Ab¶5 word for word, Ab≈5 read, Ab≠5 contradicted; without code the sign."""
        return mark_label(self.citation, self.sign, None) if self.citation.source.code else self.sign


@dataclass
class RecordUses:
    """A record with all that it takes from some words."""

    record: Any
    uses: list[Use] = field(default_factory=list)


@dataclass
class PageUses:
    """A record with a page of its own, and all that it and the records on its page take from some words."""

    record: Any
    uses: list[Use] = field(default_factory=list)

    @property
    def drawn(self) -> list[str]:
        """What was taken, in words: the facts of the record, then how many records on its page."""
        own = sorted((use for use in self.uses if use.record == self.record), key=lambda use: use.order)
        below = Counter(type(record) for record in {use.record for use in self.uses} - {self.record})
        return [*dict.fromkeys(use.what for use in own), *(_number(kind, n) for kind, n in below.items())]

    @property
    def marks(self) -> list[Use]:
        """A use for each citation and sign, to be marked."""
        return list({(use.citation.pk, use.sign): use for use in self.uses}.values())


@dataclass
class Quotation:
    """A citation with the records that rest on it."""

    citation: Citation
    records: list[RecordUses]

    @property
    def card(self) -> Card:
        """Its words with the decisive ones marked, and its place."""
        return Card(self.citation, None)

    @property
    def at_publisher(self) -> str:
        """The address that opens its words at the publisher's page; empty without words or address."""
        source = self.citation.source
        if not (self.citation.exact and source.url and source.url_is_link):
            return ""
        return at_words(source.url, self.citation.exact, self.citation.prefix, self.citation.suffix)


class Drawn:
    """All uses of the words of one source, or of one passage of it, by records that a visitor may see."""

    def __init__(self, source: Source, passage: Passage | None = None) -> None:
        self.source = source
        self._cited: dict[str, Any] = {"citation__source": source}
        if passage:
            self._cited = {"citation__passage": passage}

    @cached_property
    def uses(self) -> list[Use]:
        """Every use, in the order of the source, then of the citation's slug."""
        found = [*self._facts(), *self._others()]
        return sorted(found, key=lambda use: (_position(use.citation), use.citation.slug))

    @property
    def citations(self) -> list[Citation]:
        """The citations that something rests on, each once, in the same order."""
        return list({use.citation.pk: use.citation for use in self.uses}.values())

    @property
    def fact_count(self) -> int:
        """How many facts of records rest on it, each once however many quotations support it."""
        return len({(use.record._meta.label, use.record.pk, use.what) for use in self.uses})

    @cached_property
    def by_passage(self) -> dict[int | None, list[Use]]:
        """The uses of each passage by its key in the database; None for citations without passage."""
        return {pk: list(uses) for pk, uses in groupby(self.uses, key=lambda use: use.citation.passage_id)}

    @property
    def unplaced(self) -> list[PageUses]:
        """What rests on the source as a whole, on no passage of it, by kind and name."""
        others = [use for use in self.by_passage.get(None, []) if use.record != self.source]
        return sorted(by_page(others), key=lambda each: (_kind(each.record), str(each.record)))

    def _facts(self) -> Iterator[Use]:
        for table in evidence_tables():
            facts = record_model(table).FACTS
            labels = {fact.name: (small(fact.label), order) for order, fact in enumerate(facts)}
            for row in self._citing(table, "record"):
                label, order = labels.get(row.fact, (row.fact, len(facts)))
                yield Use(row.citation, row.record, label, row.sign, row.note, order)

    def _others(self) -> Iterator[Use]:
        """Uses by rows that cite in their own right: names as printed, readings, entries of lists."""
        for citing in other_tables():
            for row in self._citing(citing.table, citing.owner):
                yield Use(row.citation, getattr(row, citing.owner), str(citing.label))

    def _citing(self, table: type[models.Model], owner: str) -> models.QuerySet:
        """The rows of `table` that cite it, of public records, with what their names and addresses read."""
        read = _read(table, owner)
        rows = table._default_manager.filter(**self._cited, **_public(read))
        rows = rows.select_related("citation__source", "citation__passage", *read)
        return rows.prefetch_related(
            *(f"{owner}__{name}" for name in record_model(table, owner).ADDRESS_READS)
        )


def citations_seen() -> set[int]:
    """The keys of the citations that a visitor sees: of published sources, and carrying a public record."""
    owners = [(table, "record") for table in evidence_tables()]
    owners += [(citing.table, citing.owner) for citing in other_tables()]
    found: set[int] = set()
    for table, owner in owners:
        rows = table._default_manager.filter(**_public(["citation__source", *_read(table, owner)]))
        found.update(rows.order_by().values_list("citation", flat=True))
    return found


def by_record(uses: Iterable[Use]) -> list[RecordUses]:
    """`uses` gathered by the record they belong to, in order of appearance."""
    gathered: dict[tuple[str, int], RecordUses] = {}
    for use in uses:
        key = (use.record._meta.label, use.record.pk)
        gathered.setdefault(key, RecordUses(use.record)).uses.append(use)
    return list(gathered.values())


def by_page(uses: Iterable[Use]) -> list[PageUses]:
    """`uses` gathered by the record on whose page they stand, in order of appearance."""
    gathered: dict[tuple[str, int], PageUses] = {}
    for use in uses:
        record = _on_page_of(use.record)
        key = (record._meta.label, record.pk)
        gathered.setdefault(key, PageUses(record)).uses.append(use)
    return list(gathered.values())


def by_quotation(uses: Iterable[Use]) -> list[Quotation]:
    """`uses` gathered by the words they rest on, in order of appearance."""
    gathered: dict[int, list[Use]] = {}
    for use in uses:
        gathered.setdefault(use.citation.pk, []).append(use)
    return [Quotation(rows[0].citation, by_record(rows)) for rows in gathered.values()]


def stands_on(model: type[Record]) -> list[str]:
    """The relations to records without which a record is not shown: the body of a function."""
    return [
        each.name
        for each in model._meta.fields
        if not each.null
        and isinstance(each.related_model, type)
        and issubclass(each.related_model, Record)
        and each.name not in model.SHOWN_WITHOUT
    ]


def _read(table: type[models.Model], owner: str) -> list[str]:
    """The relations from a row of `table` to its record, and to those on which this stands."""
    return [owner, *(f"{owner}__{name}" for name in stands_on(record_model(table, owner)))]


def _public(paths: Iterable[str]) -> dict[str, Any]:
    """The condition that the records at the end of all `paths` are published."""
    return {f"{path}__publication": Record.Publication.PUBLISHED for path in paths}


def _position(citation: Citation) -> int:
    return citation.passage.position if citation.passage else 0


def _kind(record: Any) -> str:
    return str(record._meta.verbose_name)


def _number(kind: type[Record], n: int) -> str:
    return str(kind._meta.verbose_name) if n == 1 else f"{n} {kind._meta.verbose_name_plural}"


def _on_page_of(record: Any) -> Any:
    """The record on whose page this one has its place: the body of a function, else itself."""
    page, _hash, place = record.get_absolute_url().partition("#")
    owners = (getattr(record, name) for name in stands_on(type(record))) if place else ()
    return next((owner for owner in owners if owner.get_absolute_url() == page), record)


def small(label: Any) -> str:
    """A label inside a sentence: "Said by" is "said by"; "DOI" stays."""
    text = str(label)
    return text if text.isupper() else text[:1].lower() + text[1:]
