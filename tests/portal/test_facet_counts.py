"""Every count that a list prints is the one that the database gives, whatever filters are on."""

import random
from typing import Any

import pytest

from portal.filtering import PortalFilterSet
from tests.portal.facet_oracle import LISTS, asked, by_group, counts, facets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


def hold(filters: PortalFilterSet) -> None:
    """Every count, and the number of the list, is what the database says."""
    assert filters.is_valid(), filters.form.errors
    counted = facets(filters)
    for name in counted:
        assert counted[name] == counts(filters, name), name
        grouped = by_group(filters, name)
        if grouped is not None:
            stated = {value: n for value, n in counted[name].items() if n and value != "not-stated"}
            assert stated == grouped, name
    assert filters.number == filters.qs.count()
    assert filters.index.total == filters.queryset.count()


@pytest.mark.parametrize("name", LISTS)
def test_counts_are_those_of_the_database_whatever_filters_are_on(name: str) -> None:
    chance = random.Random(name)
    hold(LISTS[name](asked({})))
    known = facets(LISTS[name](asked({})))
    years = [
        each for each in LISTS[name](asked({})).filters if each.endswith(("_min", "_max", "_year", "year"))
    ]
    for _turn in range(4):
        query: dict[str, Any] = {}
        for facet in chance.sample(sorted(known), k=min(2, len(known))):
            values = [value for value, number in known[facet].items() if number]
            query[facet] = chance.sample(values, k=min(2, len(values)))
        if years and chance.random() < 0.6:
            query[chance.choice(years)] = str(chance.choice([1889, 1950, 1995, 2005, 2015]))
        if chance.random() < 0.5:
            query["q"] = chance.choice(["parliament", "а", "kazakhstan", "of the"])
        hold(LISTS[name](asked(query)))
