"""Counting by bits: an index is kept until anything changes, and never tells of the time before a change."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from institutions.models import Function, Institution, Membership
from portal.data_version import data_version, kept
from portal.facet_index import FacetIndex
from portal.partial_dates import PartialDate
from tests import builders
from tests.portal.facet_oracle import LISTS, asked, facets


class TestBits:
    """The masks themselves."""

    def test_a_mask_has_the_bits_of_its_places_also_at_the_ends_of_bytes(self) -> None:
        index = FacetIndex.__new__(FacetIndex)
        index.places = dict.fromkeys(range(17))
        for places in ([], [0], [7], [8], [15, 16], list(range(17))):
            assert index.mask(places) == sum(1 << place for place in places)
        assert index.all == index.mask(range(17))


def kinds() -> dict[str, int]:
    """The counts of kinds of body that occur."""
    counted = facets(LISTS["institutions"](asked({})))["kind"]
    return {value: number for value, number in counted.items() if number}


@pytest.mark.django_db(transaction=True)
class TestKept:
    """Outside a transaction an index is kept, until anything is committed."""

    def test_without_a_change_nothing_is_read_again(self, django_assert_num_queries: Any) -> None:
        builders.institution()
        kinds()
        asking = 1 if connection.vendor == "postgresql" else 0
        with django_assert_num_queries(asking):
            assert kinds() == {"assembly": 1}
        with django_assert_num_queries(asking + 1):
            assert LISTS["institutions"](asked({"q": "examples"})).number == 1
        with django_assert_num_queries(asking):
            assert LISTS["institutions"](asked({"q": "examples"})).number == 1

    def test_a_change_of_any_kind_is_seen_at_once(self) -> None:
        body = builders.institution()
        assert kinds() == {"assembly": 1}
        body.kind = "union"
        body.save()
        assert kinds() == {"union": 1}
        Institution.objects.update(kind="league")
        assert kinds() == {"league": 1}
        with connection.cursor() as cursor:
            cursor.execute("UPDATE institutions_institution SET kind = 'organ'")
        assert kinds() == {"organ": 1}
        Institution.objects.bulk_update([Institution(pk=body.pk, kind="party")], ["kind"])
        assert kinds() == {"party": 1}
        builders.institution("Other")
        assert kinds() == {"party": 1, "assembly": 1}
        Institution.objects.filter(name_en="Other").delete()
        assert kinds() == {"party": 1}
        Institution.objects.update(publication="draft")
        assert kinds() == {}

    def test_a_change_of_what_a_facet_leads_to_is_seen_at_once(self) -> None:
        body, other = builders.institution(), builders.institution("Other")
        builders.function(body)
        builders.membership(body, builders.state())

        def now(name: str, value: str) -> int:
            return facets(LISTS["institutions"](asked({})))[name].get(value, 0)

        assert (now("function", "model_legislation"), now("state", "kazakhstan")) == (1, 1)
        Function.objects.update(kind="mediation")
        assert (now("function", "model_legislation"), now("function", "mediation")) == (0, 1)
        Membership.objects.all().delete()
        assert now("state", "kazakhstan") == 0
        Institution.objects.filter(pk=body.pk).update(parent=other)
        assert now("parent", "other") == 1
        Institution.objects.filter(pk=other.pk).update(publication="draft")
        assert now("parent", "other") == 0

    def test_a_link_of_many_to_many_is_seen_at_once(self) -> None:
        words = builders.definition()

        def speakers() -> dict[str, int]:
            return facets(LISTS["definitions"](asked({})))["speaker"]

        assert speakers() == {"not-stated": 1}
        words.speakers.add(builders.contributor())
        assert speakers() == {"ann-author": 1, "not-stated": 0}
        words.speakers.clear()
        assert speakers() == {"not-stated": 1}

    def test_what_is_rolled_back_was_counted_inside_only(self) -> None:
        builders.institution()
        assert kinds() == {"assembly": 1}
        with transaction.atomic():
            Institution.objects.update(kind="union")
            assert data_version() is None
            assert kinds() == {"union": 1}
            transaction.set_rollback(True)
        assert kinds() == {"assembly": 1}

    def test_words_that_were_searched_are_searched_again_after_a_change(self) -> None:
        body = builders.institution("Old Name")
        assert LISTS["institutions"](asked({"q": "old"})).number == 1
        body.name_en = "New Name"
        body.save()
        assert LISTS["institutions"](asked({"q": "old"})).number == 0

    def test_the_version_changes_with_every_commit_and_only_then(self) -> None:
        before = data_version()
        assert data_version() == before
        builders.state()
        assert data_version() != before


def test_what_several_ask_for_at_once_is_computed_once_and_others_need_not_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("portal.data_version.data_version", lambda: "the same")
    computed, other = [], Event()

    def slow() -> list[int]:
        computed.append(1)
        sleep(0.1)
        assert other.wait(5), "another key had to wait"
        return computed

    with ThreadPoolExecutor(5) as threads:
        asking = [threads.submit(kept, "slow", slow) for _each in range(4)]
        threads.submit(kept, "quick", other.set)
    assert [each.result() for each in asking] == [[1]] * 4


@pytest.mark.django_db
def test_years_count_the_whole_time_from_start_to_end_and_nothing_without_a_start() -> None:
    fields: dict[str, dict[str, Any]] = {
        "before": {"start": "1889"},
        "reaches into it": {"start": "1890", "end": "1950/1960"},
        "in it": {"start": "1955-03"},
        "span over its edge": {"start": "1940/1952"},
        "after": {"start": "1990"},
        "no start": {"start": PartialDate(), "end": "1955"},
    }
    for name, dates in fields.items():
        builders.milestone(name, **dates)

    def number(**years: str) -> int:
        filters = LISTS["milestones"](asked(years))
        assert filters.number == filters.qs.count()
        return filters.number

    assert number(from_year="1950") == 4
    assert number(until_year="1955") == 4
    assert number(from_year="1950", until_year="1955") == 3
    assert LISTS["milestones"](asked({"from_year": "1950"})).undated == 1
