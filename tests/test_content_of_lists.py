"""The lists on all that ships: which filters there are, that their counts add up, what a page costs."""

from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.filters import InstitutionFilter
from institutions.models import Institution
from portal.filtering import NOT_STATED

#: The facets of the list of bodies; whether a body has one value at most, and whether it can have none.
FACETS = {
    "kind": (True, False),
    "region": (True, True),
    "status": (True, True),
    "mandate": (True, True),
    "function": (False, True),
    "parent": (True, True),
    "state": (False, True),
    "seat_state": (True, True),
    "working_language": (False, True),
    "named_in": (False, True),
    "rung": (True, True),
}
#: Queries of a page of each list with many filters on, nothing being kept from the page before.
QUERIES = {
    "/institutions/": 9,
    "/institutions/?view=table": 12,
    "/documents/": 5,
    "/definitions/": 9,
    "/sources/": 7,
    "/timeline/": 11,
    "/not-stated/": 6,
}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


def of_bodies(**query: str) -> InstitutionFilter:
    """The filters of the list of bodies."""
    data = QueryDict(mutable=True)
    data.update(query)
    return InstitutionFilter(data, queryset=Institution.objects.for_list())


def test_bodies_are_narrowed_by_all_that_the_directory_promises() -> None:
    filters = of_bodies()
    assert {each.name for each in filters.facets} == set(FACETS)
    assert {"founded_min", "founded_max"} <= set(filters.filters)


@pytest.mark.parametrize("name", FACETS)
def test_the_options_of_a_facet_divide_all_bodies_and_what_is_not_stated_is_counted(name: str) -> None:
    one_value, can_miss = FACETS[name]
    filters = of_bodies()
    options = {
        each.value: each.count for facet in filters.facets if facet.name == name for each in facet.options
    }
    assert (NOT_STATED in options) == can_miss
    shown = {value: set(of_bodies(**{name: value}).qs.values_list("pk", flat=True)) for value in options}
    assert {value: len(found) for value, found in shown.items()} == options
    assert set().union(*shown.values()) == set(Institution.objects.published().values_list("pk", flat=True))
    if one_value:
        assert sum(options.values()) == filters.index.total == 201
    for value, found in shown.items():
        assert value == NOT_STATED or not found & shown.get(NOT_STATED, set())


@pytest.mark.parametrize("address", QUERIES)
def test_a_page_with_every_facet_on_costs_at_most_twelve_queries(client: Client, address: str) -> None:
    page = client.get(address)
    query: dict[str, Any] = {"q": "a"}
    for facet in page.context["filter"].facets:
        query[facet.name] = [each.value for each in facet.options]
    if "view" in address:
        query["view"] = "table"
    with CaptureQueriesContext(connection) as asked:
        found = client.get(address.partition("?")[0], query)
    assert found.status_code == 200
    assert not found.context["filter"].errors
    assert len(asked) == QUERIES[address] <= 12
