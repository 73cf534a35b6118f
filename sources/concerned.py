"""Which values each discrepancy concerns: the facts that a citation contradicts in its name.

Knows the records of apps above this one only through the subclasses of `Evidence`. The number of queries
depends on the number of these classes, never on the number of discrepancies or records; what is found is kept
until anything is committed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.data_version import kept
from sources.citing import evidence_tables, record_model
from sources.drawn import PageUses, Use, by_page, small, stands_on
from sources.models import Discrepancy, Record


@dataclass
class Concerned:
    """A record that a discrepancy concerns, with the values concerned, or none."""

    record: Any
    values: list[str]
    #: Where the first of the values stands.
    url: str


def concerned() -> dict[int, list[Concerned]]:
    """The records that each published discrepancy concerns, each once, by the key of the discrepancy.

    First those it names, then those with a page on which a value has its mark; drafts are passed over.
    """
    return kept("concerned", lambda: _of_each(Discrepancy.objects.with_named()))


def _of_each(discrepancies: Iterable[Discrepancy]) -> dict[int, list[Concerned]]:
    listed = list(discrepancies)
    uses = _contradicted(listed)
    return {each.pk: _records(each, by_page(uses.get(each.pk, []))) for each in listed}


def _contradicted(discrepancies: list[Discrepancy]) -> dict[int, list[Use]]:
    """The facts of public records contradicted in the name of each discrepancy, by its key."""
    found: dict[int, list[Use]] = {}
    for table in evidence_tables():
        model = record_model(table)
        order = {fact.name: (small(fact.label), at) for at, fact in enumerate(model.FACTS)}
        read = ("record", *(f"record__{name}" for name in stands_on(model)))
        public = {f"{path}__publication": Record.Publication.PUBLISHED for path in read}
        rows = table._default_manager.filter(discrepancy__in=discrepancies, **public)
        rows = rows.select_related("citation__source", *read).order_by("record", "pk")
        for row in rows.prefetch_related(*(f"record__{name}" for name in model.ADDRESS_READS)):
            what, at = order[row.fact]
            use = Use(row.citation, row.record, what, row.sign, row.note, at)
            found.setdefault(row.discrepancy_id, []).append(use)
    return found


def _records(discrepancy: Discrepancy, pages: list[PageUses]) -> list[Concerned]:
    """The records that it names, with the values on the page of each, then the other pages."""
    of_page = {(type(page.record), page.record.pk): page for page in pages}
    named = [
        record
        for relation in ("documents", "definitions", "works", "institutions")
        for record in getattr(discrepancy, relation).all()
    ]
    first = [_concerned(of_page.pop((type(each), each.pk), PageUses(each))) for each in named]
    return first + [_concerned(page) for page in of_page.values()]


def _concerned(page: PageUses) -> Concerned:
    """The record of a page; its address is that of the record below it where only those are concerned."""
    below = page.uses and all(use.record != page.record for use in page.uses)
    record = page.uses[0].record if below else page.record
    return Concerned(page.record, page.drawn, record.get_absolute_url())
