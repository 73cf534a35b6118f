"""The filters of the list pages of this app."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from institutions.completeness import states
from institutions.models import Function, Institution, Milestone
from portal.filtering import FacetFilter, PortalFilterSet, SortFilter, WordsFilter, YearFilter


class InstitutionFilter(PortalFilterSet):
    """Narrows the list of institutions."""

    things = (_("institution"), _("institutions"))

    q = WordsFilter(label=_("Words"), help_text=_("Words of the name, the acronym or the description."))
    founded_min = YearFilter(
        field_name="founded", bound="first", label=_("Founded from"), help_text=_("Year, for example 1889.")
    )
    founded_max = YearFilter(
        field_name="founded", bound="last", label=_("Founded until"), help_text=_("Year, for example 1995.")
    )
    kind = FacetFilter(
        field_name="kind",
        choices=Institution.Kind,
        label=_("Type"),
        help_text=_("Kind of body, read by an editor."),
    )
    region = FacetFilter(
        field_name="region",
        choices=Institution.Region,
        not_stated=True,
        label=_("Region"),
        help_text=_("Region, read from the name."),
    )
    status = FacetFilter(
        field_name="status",
        choices=Institution.Status,
        not_stated=True,
        label=_("Status"),
        help_text=_("Whether the body still exists, where a source says so."),
    )
    function = FacetFilter(
        field_name="functions__kind",
        choices=Function.Kind,
        published_through=("functions",),
        not_stated=True,
        label=_("Function"),
        help_text=_("What the body does, as a source says."),
    )
    parent = FacetFilter(
        field_name="parent__slug",
        labelled_by="parent__name_en",
        published_through=("parent",),
        not_stated=True,
        label=_("Parent body"),
        help_text=_("The body of which it is a part."),
    )
    state = FacetFilter(
        field_name="memberships__state__slug",
        labelled_by="memberships__state__name_en",
        published_through=("memberships", "memberships__state"),
        not_stated=True,
        label=_("Member state"),
        help_text=_("A state with a tie to the body."),
    )
    sort = SortFilter(
        fields=[("name_en", "name"), ("founded_earliest", "founded")],
        field_labels={"name_en": _("Name"), "founded_earliest": _("Year founded")},
    )

    class Meta:
        model = Institution
        fields: list[str] = []


class FactFilter(FacetFilter):
    """A facet of the facts of a body; a value finds the bodies of which no source states that fact."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        choices = [(fact.name, fact.label) for fact in Institution.FACTS]
        super().__init__(*args, choices=choices, **kwargs)

    def having(self, values: list[str]) -> Q:
        """Bodies of which any of the facts is not stated."""
        facts = [fact for fact in Institution.FACTS if fact.name in values]
        return Q(*(~states(Institution, fact) for fact in facts), _connector=Q.OR)

    def is_plain(self, model: Any) -> bool:
        """Whether a fact is stated is computed with the record."""
        return True

    def columns(self) -> list[str]:
        """All is computed."""
        return []

    def computed(self, model: Any) -> dict[str, Any]:
        """Of each fact, whether it is not stated."""
        return {
            f"lacks_{fact.name}": Case(When(states(model, fact), then=False), default=True)
            for fact in model.FACTS
        }

    def values(self, row: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
        """The facts that are not stated."""
        for fact in Institution.FACTS:
            if row[f"lacks_{fact.name}"]:
                yield fact.name, fact.label


class FactsStatedSort(SortFilter):
    """An order in which bodies of which equally many facts are stated stand by name."""

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        """`qs` in the order chosen."""
        return qs.order_by(*map(self.get_ordering_value, value), "name_en", "pk") if value else qs


class NotStatedFilter(PortalFilterSet):
    """Narrows the list of what no source states of the bodies."""

    things = (_("body"), _("bodies"))

    q = WordsFilter(label=_("Words"), help_text=_("Words of the name, the acronym or the description."))
    fact = FactFilter(
        label=_("Not stated"), help_text=_("A fact that no source in the portal states of the body.")
    )
    kind = FacetFilter(
        field_name="kind",
        choices=Institution.Kind,
        label=_("Type"),
        help_text=_("Kind of body, read by an editor."),
    )
    region = FacetFilter(
        field_name="region",
        choices=Institution.Region,
        not_stated=True,
        label=_("Region"),
        help_text=_("Region, read from the name."),
    )
    sort = FactsStatedSort(
        fields=[("name_en", "name"), ("facts_stated", "stated")],
        field_labels={"name_en": _("Name"), "facts_stated": _("Facts stated")},
    )

    class Meta:
        model = Institution
        fields: list[str] = []


class MilestoneFilter(PortalFilterSet):
    """Narrows the timeline."""

    things = (_("milestone"), _("milestones"))

    q = WordsFilter(label=_("Words"), help_text=_("Words of the milestone."))
    from_year = YearFilter(
        field_name="start",
        end_name="end",
        bound="first",
        label=_("From year"),
        help_text=_("Year, for example 1889; a period counts with all of its years."),
    )
    until_year = YearFilter(
        field_name="start",
        end_name="end",
        bound="last",
        label=_("Until year"),
        help_text=_("Year, for example 2021."),
    )
    lane = FacetFilter(
        field_name="lane", choices=Milestone.Lane, label=_("Lane"), help_text=_("What it concerns.")
    )
    kind = FacetFilter(
        field_name="kind", choices=Milestone.Kind, label=_("Kind"), help_text=_("Event or period.")
    )

    class Meta:
        model = Milestone
        fields: list[str] = []
