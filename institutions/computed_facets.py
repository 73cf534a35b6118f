"""Facets whose one value of each record is computed by the database, such as what has become of a body."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from institutions.models import Institution
from institutions.models.institution import ended
from portal.filtering import FacetFilter

Status = Institution.Status

#: What has become of a body, as far as a source says; two statuses and a date each say that it ended.
ENDED = "ended"
STATES = [
    (Status.ACTIVE.value, Status.ACTIVE.label),
    (ENDED, _("Ended")),
    (Status.DORMANT.value, Status.DORMANT.label),
]
#: What the filter says of itself.
STATUS_HELP = _(
    "Whether the body still exists, where a source says so; one has ended if it was dissolved or succeeded "
    "by another, or has a date of its end."
)


class ComputedFacet(FacetFilter):
    """A facet whose one value of each record is an expression, `conditions` by value."""

    def conditions(self) -> dict[str, Q]:
        """Which records have which value; the first that fits counts."""
        raise NotImplementedError

    @property
    def column(self) -> str:
        """The name of the expression."""
        return f"computed_{self.field_name}"

    def is_plain(self, model: Any) -> bool:
        """A record has one value."""
        return True

    def columns(self) -> list[str]:
        """All is computed."""
        return []

    def computed(self, model: Any) -> dict[str, Any]:
        """The value."""
        cases = [When(condition, then=Value(value)) for value, condition in self.conditions().items()]
        return {self.column: Case(*cases, default=Value(""))}

    def values(self, row: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        """The value of the row."""
        if row[self.column]:
            yield row[self.column], row[self.column]

    def having(self, values: list[str]) -> Q:
        """Records with any of the values."""
        return Q(*self._exact(values), pk__in=[], _connector=Q.OR)

    def held(self) -> Q:
        """Records with any value."""
        return Q(*self.conditions().values(), pk__in=[], _connector=Q.OR)

    def _exact(self, values: list[str]) -> Iterator[Q]:
        before = Q()
        for value, condition in self.conditions().items():
            if value in values:
                yield condition & before
            before &= ~condition


class BodyStatusFilter(ComputedFacet):
    """A facet of what has become of a body, that of the record or the one to which `relation` leads."""

    def __init__(self, *args: Any, relation: str = "", **kwargs: Any) -> None:
        self.relation = relation
        super().__init__(*args, field_name="status", choices=STATES, not_stated=True, **kwargs)

    def conditions(self) -> dict[str, Q]:
        """A stated end wins over a status."""
        status = f"{self.relation}__status" if self.relation else "status"
        return {
            ENDED: ended(self.relation),
            Status.ACTIVE.value: Q(**{status: Status.ACTIVE}),
            Status.DORMANT.value: Q(**{status: Status.DORMANT}),
        }

    def names(self, value: Any, row: dict[str, Any]) -> Iterator[str]:
        """The value, and the two statuses of a body that ended, which addresses named once."""
        yield value
        if value == ENDED:
            yield from (str(each) for each in Institution.ENDED)
