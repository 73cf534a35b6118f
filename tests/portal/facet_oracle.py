"""All lists of the portal, their facets counted as the page does and as the database does.

The database is asked a query a value, and a GROUP BY a facet whose values stand in a column.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django_filters import OrderingFilter

from institutions.filters import InstitutionFilter, NotStatedFilter
from institutions.models import Institution, Milestone, State
from institutions.state_filters import StateFilter
from institutions.timeline_filters import MilestoneFilter, TimelineBodyFilter, bodies
from portal.filtering import FacetFilter, PortalFilterSet
from sources.filters import DefinitionFilter, DiscrepancyFilter, LegalDocumentFilter, SourceFilter
from sources.models import Definition, Discrepancy, LegalDocument, Source

LISTS: dict[str, Callable[[QueryDict], PortalFilterSet]] = {
    "institutions": lambda data: InstitutionFilter(data, queryset=Institution.objects.for_list()),
    "not stated": lambda data: NotStatedFilter(data, queryset=Institution.objects.for_not_stated()),
    "milestones": lambda data: MilestoneFilter(data, queryset=Milestone.objects.for_timeline()),
    "bodies of the timeline": lambda data: TimelineBodyFilter(data, queryset=bodies()),
    "states": lambda data: StateFilter(data, queryset=State.objects.for_list()),
    "definitions": lambda data: DefinitionFilter(data, queryset=Definition.objects.for_list()),
    "documents": lambda data: LegalDocumentFilter(data, queryset=LegalDocument.objects.for_list()),
    "discrepancies": lambda data: DiscrepancyFilter(data, queryset=Discrepancy.objects.for_list()),
    "sources": lambda data: SourceFilter(data, queryset=Source.objects.for_list()),
}


def asked(query: dict[str, Any]) -> QueryDict:
    """An address that asks for `query`."""
    data = QueryDict(mutable=True)
    for name, value in query.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def facets(filters: PortalFilterSet) -> dict[str, dict[str, int]]:
    """The counts that the page prints."""
    return {each.name: {option.value: option.count for option in each.options} for each in filters.facets}


def narrowed(filters: PortalFilterSet, without: str) -> QuerySet:
    """The records that pass all filters but one."""
    records = filters.queryset
    for name, value in filters.form.cleaned_data.items():
        if name != without and not isinstance(filters.filters[name], OrderingFilter):
            records = filters.filters[name].filter(records, value)
    model: Any = filters.queryset.model
    return model._default_manager.filter(pk__in=records.order_by().values("pk"))


def counts(filters: PortalFilterSet, name: str) -> dict[str, int]:
    """How many records the list would hold for each value of a facet, under the other filters."""
    facet, records = filters.filters[name], narrowed(filters, without=name)
    return {
        str(value): facet.filter(records, [str(value)]).distinct().count()
        for value, _label in facet.extra["choices"]
    }


def by_group(filters: PortalFilterSet, name: str) -> dict[str, int] | None:
    """The same by GROUP BY, of values that occur; None for a facet whose values are no column."""
    facet, records = filters.filters[name], narrowed(filters, without=name)
    if type(facet) is not FacetFilter:
        return None
    held = records.filter(facet.held()).order_by()
    return {
        str(value): number
        for value, number in held.values_list(facet.field_name).annotate(Count("pk", distinct=True))
    }
