"""Which facts of a record no source states, as a visitor sees it: of one record, and in SQL for whole lists.

In SQL a column says what `Fact.value` says of a record. Both ways, a tie to a record that is a draft counts
as not stated, since that is what a visitor reads of it.
"""

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Count, ForeignKey, Model, Q, QuerySet, When

from portal.partial_dates import PartialDateColumns
from sources.facts import Fact, stated
from sources.models import Record


@dataclass(frozen=True)
class Completeness:
    """How many facts a record could state, and which of them no source states."""

    total: int
    not_stated: list[Fact]

    @property
    def stated(self) -> int:
        """How many facts are stated."""
        return self.total - len(self.not_stated)


def completeness(record: Record) -> Completeness:
    """What is known of `record`; reads the records to which its facts lead."""
    seen = {fact.name for fact in stated(record) if not _leads_to_draft(record, fact)}
    return Completeness(len(record.FACTS), [fact for fact in record.FACTS if fact.name not in seen])


def _leads_to_draft(record: Record, fact: Fact) -> bool:
    held = getattr(record, fact.name)
    return isinstance(held, Record) and not held.is_published


def states(model: type[Record], fact: Fact) -> Q:
    """The condition in SQL that a record of `model` states `fact`."""
    fields = (_holds(model, field) for field in fact.fields or (fact.name,))
    return Q(*fields, _connector=Q.OR)


def _holds(model: type[Model], field: str) -> Q:
    """The condition in SQL that `field`, a text, a partial date or a tie to a record, holds something."""
    if isinstance(getattr(model, field), PartialDateColumns):
        return Q(**{f"{field}_earliest__isnull": False}) | ~Q(**{f"{field}_printed": ""})
    if isinstance(model._meta.get_field(field), ForeignKey):
        return Q(**{f"{field}__publication": Record.Publication.PUBLISHED})
    return ~Q(**{field: ""})


def number_stated(model: type[Record]) -> Any:
    """The number, in SQL, of facts that a record of `model` states."""
    return reduce(add, (Case(When(states(model, fact), then=1), default=0) for fact in model.FACTS))


@dataclass(frozen=True)
class Line:
    """One fact: of how many records no source states it, and of how many one does."""

    fact: Fact
    lacking: int
    stated: int


@dataclass(frozen=True)
class Table:
    """A line a fact, for a number of records."""

    total: int
    lines: list[Line]

    @property
    def of_every(self) -> list[Fact]:
        """The facts that are stated of every record."""
        return [line.fact for line in self.lines if not line.lacking]

    @property
    def of_none(self) -> list[Fact]:
        """The facts that are stated of no record."""
        return [line.fact for line in self.lines if not line.stated]


def fact_by_fact(records: QuerySet[Any]) -> Table:
    """How many of `records` state each fact, in order of declaration. One query."""
    facts = records.model.FACTS
    stating = {f"stating_{fact.name}": Count("pk", filter=states(records.model, fact)) for fact in facts}
    counted = records.order_by().aggregate(total=Count("pk"), **stating)
    total, numbers = counted["total"], [counted[f"stating_{fact.name}"] for fact in facts]
    return Table(total, [Line(fact, total - n, n) for fact, n in zip(facts, numbers, strict=True)])
