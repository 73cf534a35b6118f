"""The timeline: a picture and a list that say the same, narrowed by lane, kind, words and years."""

import re
from itertools import chain
from typing import Any

import pytest
from django.test import Client

from institutions.models import Milestone
from institutions.timeline import RIGHT, picture
from portal.partial_dates import PartialDate
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/timeline/"


@pytest.fixture
def world() -> None:
    """An event of 1889, a period across 1945 to 1991, a rough old date, one without a date."""
    body = builders.institution("World Union")
    hidden = builders.institution("Hidden", publication="draft")
    builders.milestone("Union founded", slug="union-founded").institutions.add(body, hidden)
    builders.milestone("Cold war", slug="war", kind="period", lane="region", start="1945", end="1991")
    builders.milestone("Old council", slug="council", lane="kazakhstan", start="1401/1600")
    builders.milestone("Some day", slug="some-day", start=PartialDate(printed="after the wars"))
    builders.milestone("Unseen", slug="unseen", publication="draft")


def names(client: Client, **query: object) -> list[str]:
    """The milestones of the list, in order."""
    return [str(record) for record in client.get(URL, query).context["object_list"]]


@pytest.mark.usefixtures("world")
def test_lists_all_in_order_of_time_each_with_its_address(client: Client) -> None:
    assert names(client) == ["Old council", "Union founded", "Cold war", "Some day"]
    text = client.get(URL).content.decode()
    for each in Milestone.objects.published():
        assert each.get_absolute_url() == f"/timeline/#{each.slug}"
        assert text.count(f'id="{each.slug}"') == 1
    assert "Unseen" not in text
    assert "1945 – 1991" in text
    assert "after the wars" in text
    assert 'href="/institutions/world-union/"' in text
    assert "Hidden" not in text


def test_holds_everything_on_one_page(client: Client) -> None:
    for number in range(40):
        builders.milestone(f"Event {number}", start=str(1900 + number))
    assert len(names(client)) == 40


@pytest.mark.usefixtures("world")
def test_the_picture_says_what_the_list_says(client: Client) -> None:
    text = client.get(URL).content.decode()
    svg = text.partition('<svg class="tl"')[2].partition("</svg>")[0]
    assert re.findall('<a href="#(.*?)">', svg) == ["council", "union-founded", "war"]
    assert {number for number in re.findall('<tspan class="ax">(.*?)</tspan>', svg)} == {"1", "2", "3"}
    assert svg.count("<circle") == 1
    assert svg.count("<rect") == 2
    assert "style=" not in svg
    assert "The scale changes at 1850." in text
    assert "One milestone without a date stands only in the list." in text


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("facet", ["lane", "kind"])
def test_each_facet_divides_the_list(client: Client, facet: str) -> None:
    options = next(f for f in client.get(URL).context["filter"].facets if f.name == facet).options
    shown = {option.value: names(client, **{facet: option.value}) for option in options}
    assert {o.value: o.count for o in options} == {value: len(found) for value, found in shown.items()}
    assert sorted(chain(*shown.values())) == sorted(names(client))


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"from_year": 1960}, ["Cold war"]),
        ({"from_year": 1960, "until_year": 1970}, ["Cold war"]),
        ({"from_year": 1992}, []),
        ({"from_year": 1991}, ["Cold war"]),
        ({"until_year": 1944}, ["Old council", "Union founded"]),
        ({"from_year": 1500, "until_year": 1501}, ["Old council"]),
        ({"from_year": 1601, "until_year": 1888}, []),
        ({"from_year": 1889, "until_year": 1889}, ["Union founded"]),
    ],
)
def test_years_find_whatever_was_going_on(client: Client, query: dict[str, int], found: list[str]) -> None:
    assert names(client, **query) == found


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"lane": "moon"}, "moon is not one of the available choices"),
        ({"from_year": "soon"}, "Enter a number"),
        ({"until_year": "10000"}, "less than or equal to 9999"),
        ({"q": "a\x00b"}, "This holds a character that cannot be read"),
        ({"q": "zzz"}, "No record passes all of these filters."),
    ],
)
def test_what_is_not_understood_or_not_there_is_said(
    client: Client, query: dict[str, str], sentence: str
) -> None:
    page = client.get(URL, query)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert '<svg class="tl"' not in page.content.decode()
    assert list(page.context["object_list"]) == []


def test_an_empty_timeline_says_so(client: Client) -> None:
    assert "There is no published record of this kind yet." in client.get(URL).content.decode()


def test_the_last_thirty_years_have_more_room_than_the_four_centuries_before_1850() -> None:
    for year in (1450, 1849, 1851, 1989, 1990, 1991, 2021):
        builders.milestone(f"Of {year}", start=str(year))
    drawn = picture(Milestone.objects.for_timeline())
    assert drawn is not None
    places = {mark.milestone.title: mark.x for lane in drawn.lanes for mark in lane.marks}
    assert list(places.values()) == sorted(places.values())
    assert places["Of 2021"] - places["Of 1991"] > places["Of 1849"] - places["Of 1450"]
    assert max(places.values()) <= RIGHT
    assert [year for year, _x in drawn.scale.breaks] == [1850, 1990]


def test_no_label_stands_on_another_and_no_line_goes_through_one() -> None:
    for number in range(30):
        builders.milestone(f"Event number {number} of many", start=str(1990 + number))
    drawn = picture(Milestone.objects.for_timeline())
    assert drawn is not None
    marks = drawn.lanes[0].marks
    for at, mark in enumerate(marks):
        for other in marks[at + 1 :]:
            assert other.x >= mark.end or other.level < mark.level


def test_bars_in_one_lane_do_not_hide_each_other() -> None:
    for number in range(3):
        builders.milestone(f"Period {number}", kind="period", start=str(1900 + 10 * number), end="1950")
    drawn = picture(Milestone.objects.for_timeline())
    assert drawn is not None
    assert sorted(mark.depth for mark in drawn.lanes[0].marks) == [0, 1, 2]


def test_a_disputed_date_is_a_ring(client: Client) -> None:
    disputed = builders.milestone("Law adopted")
    assert 'class="open"' not in client.get(URL).content.decode()
    builders.contradiction(disputed, "start")
    assert '<circle class="open"' in client.get(URL).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_rows(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for each in range(number):
        milestone = builders.milestone(f"Event {each}")
        milestone.institutions.add(builders.institution(f"Body {each}"))
        milestone.documents.add(builders.document(f"Law {each}"))
    with django_assert_num_queries(6):
        client.get(URL)
