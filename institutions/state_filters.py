"""The filters of the list of states."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from institutions.filters import BodySort, MemberStateFilter
from institutions.models import Institution, State
from portal.filtering import FacetFilter, PortalFilterSet, WordsFilter


class WhatFilter(FacetFilter):
    """A facet of what a record of the list is: a state, a former state, a territory."""

    CHOICES = (("state", _("State")), ("former", _("Former state")), ("territory", _("Territory")))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=self.CHOICES, **kwargs)

    def is_plain(self, model: Any) -> bool:
        """A record is one of these."""
        return True

    def columns(self) -> list[str]:
        """The two columns that say it."""
        return ["former", "territory"]

    def values(self, row: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        """What the row is; a former state first."""
        value = "former" if row["former"] else "territory" if row["territory"] else "state"
        yield value, dict(self.CHOICES)[value]

    def having(self, values: list[str]) -> Q:
        """Records that are any of these."""
        each = {
            "state": Q(former=False, territory=False),
            "former": Q(former=True),
            "territory": Q(former=False, territory=True),
        }
        return Q(*(each[value] for value in values), pk__in=[], _connector=Q.OR)

    def held(self) -> Q:
        """All of them."""
        return Q(pk__isnull=False)


class MemberOfFilter(MemberStateFilter):
    """A facet of the bodies of which a state is a member today; one with another tie is not counted."""

    def having(self, values: list[str]) -> Q:
        """States that are members of any of the bodies."""
        return super().having(values) & Q(**self.public)

    def held(self) -> Q:
        """States that are members of any body."""
        return super().held() & Q(**self.public)


class StateFilter(PortalFilterSet):
    """Narrows the list of states."""

    things = (_("state or territory"), _("states and territories"))

    q = WordsFilter(
        label=_("Words"), help_text=_("Words of the name in English, Russian or Kazakh, or the ISO code.")
    )
    what = WhatFilter(label=_("What it is"), help_text=_("A state, a former state or a territory."))
    member_of = MemberOfFilter(
        field_name="memberships__institution__slug",
        labelled_by="memberships__institution__name_en",
        published_through=("memberships", "memberships__institution"),
        not_stated=_("Member of none today, or none stated"),
        absence_is_known=True,
        label=_("Member of"),
        help_text=_("Member or associate member today; observers and former members are not counted."),
    )
    seats = FacetFilter(
        field_name="seats__kind",
        choices=Institution.Kind,
        published_through=("seats",),
        not_stated=True,
        label=_("Seat of"),
        help_text=_("The kinds of bodies that have their seat in it."),
    )
    sort = BodySort(
        fields=[("name_en", "name"), ("bodies", "bodies")],
        field_labels={"name_en": _("Name"), "bodies": _("Number of bodies")},
    )

    class Meta:
        model = State
        fields: list[str] = []
