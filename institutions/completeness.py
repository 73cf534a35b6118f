"""Which facts of a record no source states, as a visitor sees it: of one record, and in SQL for whole lists.

A fact that a record cannot have (`Fact.unless`), such as the end of a body that goes on, is not counted. What
followed a body is stated too where a detail says it in words.

In SQL a column says what `Fact.value` says of a record. Both ways, a tie to a record that is a draft counts
as not stated, since that is what a visitor reads of it.
"""

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, ForeignKey, Model, Q, QuerySet, When

from portal.partial_dates import PartialDateColumns
from sources.facts import Fact, stated
from sources.models import Record

if TYPE_CHECKING:
    from institutions.models import Institution

#: The fact that a detail may state in words, where it names no body that has a page here.
IN_WORDS = "succeeded_by"


@dataclass(frozen=True)
class Completeness:
    """How many facts sources could state of a record, which of them none states, and which do not apply."""

    total: int
    not_stated: list[Fact]
    not_applying: list[Fact]

    @property
    def stated(self) -> int:
        """How many facts are stated."""
        return self.total - len(self.not_stated)


def completeness(record: "Institution") -> Completeness:
    """What is known of `record`; reads the records to which its facts lead and, if it ended, its details."""
    seen = {fact.name for fact in stated(record) if not _leads_to_draft(record, fact)}
    if record.followers:
        seen.add(IN_WORDS)
    others = [fact for fact in record.FACTS if fact.name not in seen]
    not_stated = [fact for fact in others if fact.applies(record)]
    not_applying = [fact for fact in others if not fact.applies(record)]
    return Completeness(len(record.FACTS) - len(not_applying), not_stated, not_applying)


def _leads_to_draft(record: Record, fact: Fact) -> bool:
    held = getattr(record, fact.name)
    return isinstance(held, Record) and not held.is_published


def states(model: "type[Institution]", fact: Fact) -> Q:
    """The condition in SQL that a record of `model` states `fact`."""
    fields = (_holds(model, field) for field in fact.fields or (fact.name,))
    found = Q(*fields, _connector=Q.OR)
    return found | model.has_followers() if fact.name == IN_WORDS else found


def settled(model: "type[Institution]", fact: Fact) -> Q:
    """The condition in SQL that a record of `model` states `fact`, or is one to which it does not apply."""
    if fact.unless is None:
        return states(model, fact)
    field, values = fact.unless
    return states(model, fact) | Q(**{f"{field}__in": values})


def _holds(model: type[Model], field: str) -> Q:
    """The condition in SQL that `field`, a text, a partial date or a tie to a record, holds something."""
    if isinstance(getattr(model, field), PartialDateColumns):
        return Q(**{f"{field}_earliest__isnull": False}) | ~Q(**{f"{field}_printed": ""})
    if isinstance(model._meta.get_field(field), ForeignKey):
        return Q(**{f"{field}__publication": Record.Publication.PUBLISHED})
    return ~Q(**{field: ""})


def number_stated(model: "type[Institution]") -> Any:
    """The number, in SQL, of facts that a record of `model` states."""
    return reduce(add, (Case(When(states(model, fact), then=1), default=0) for fact in model.FACTS))


@dataclass(frozen=True)
class Line:
    """One fact: how many records lack it, state it, and are such that it does not apply to them."""

    fact: Fact
    lacking: int
    stated: int
    apart: int


@dataclass(frozen=True)
class Table:
    """A line a fact, for a number of records."""

    total: int
    lines: list[Line]

    @property
    def of_every(self) -> list[Fact]:
        """The facts that are stated of every record."""
        return [line.fact for line in self.lines if line.stated == self.total]

    @property
    def of_none(self) -> list[Fact]:
        """The facts that are stated of no record."""
        return [line.fact for line in self.lines if not line.stated]


def fact_by_fact(records: QuerySet[Any]) -> Table:
    """How many of `records` state each fact, in order of declaration. One query."""
    facts = records.model.FACTS
    stating = {f"stating_{fact.name}": Count("pk", filter=states(records.model, fact)) for fact in facts}
    settling = {f"settling_{fact.name}": Count("pk", filter=settled(records.model, fact)) for fact in facts}
    counted = records.order_by().aggregate(total=Count("pk"), **stating, **settling)
    lines = []
    for fact in facts:
        n, known = counted[f"stating_{fact.name}"], counted[f"settling_{fact.name}"]
        lines.append(Line(fact, counted["total"] - known, n, known - n))
    return Table(counted["total"], lines)
