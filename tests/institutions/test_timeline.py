"""The timeline: pictures and a list that say the same, narrowed by lane, region, kind, status and years."""

import csv
import json
import re
from datetime import date
from itertools import chain, pairwise
from typing import Any

import pytest
from django.test import Client

from institutions.models import Institution, Milestone
from institutions.timeline import LEFT, RIGHT, WIDTH, Picture, cut, entries, picture
from institutions.timeline_filters import bodies
from portal.partial_dates import PartialDate
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/timeline/"
TODAY = date(2026, 11, 25)


@pytest.fixture
def world() -> None:
    """An event of 1889, a period across 1945 to 1991, a rough old date, one without a date."""
    body = builders.institution("World Union", kind="league", region="world")
    hidden = builders.institution("Hidden", publication="draft")
    builders.milestone("Union founded", slug="union-founded").institutions.add(body, hidden)
    builders.milestone("Cold war", slug="war", kind="period", lane="region", start="1945", end="1991")
    builders.milestone("Old council", slug="council", lane="kazakhstan", start="1401/1600")
    builders.milestone("Some day", slug="some-day", start=PartialDate(printed="after the wars"))
    builders.milestone("Unseen", slug="unseen", publication="draft")


def names(client: Client, **query: object) -> list[str]:
    """The milestones of the list, in order."""
    return [str(record) for record in client.get(URL, query).context["object_list"]]


def drawing(**years: Any) -> Picture:
    """The picture of everything."""
    listed = entries([*Milestone.objects.for_timeline(), *bodies()])
    drawn = picture(listed, TODAY, (years.get("first"), years.get("last")))
    assert drawn is not None
    return drawn


def bars(drawn: Picture) -> dict[str, Any]:
    """The bars of the picture by the name of the body."""
    return {str(bar.entry.record): bar for group in drawn.groups for bar in group.bars}


@pytest.fixture
def lives() -> None:
    """Bodies that exist, ended and were followed, ended and were not, and of which too little is stated."""
    union = builders.institution("Union", kind="union", region="world", founded="1889", status="active")
    builders.institution("Heir", region="asia", founded="2006", status="active", acronym="HEIR")
    ended = {"region": "asia", "ended": "2006", "status": "succeeded"}
    heir = Institution.objects.get(name_en="Heir")
    builders.institution("Forerunner", founded="1999", succeeded_by=heir, **ended)
    builders.institution("Lost", region="europe", founded="1952", ended="1953", status="dissolved")
    builders.institution("Silent", region="europe", founded="1970")
    builders.institution("Sleeper", region="europe", founded="1994", status="dormant")
    builders.institution("Ageless", region="eurasia", ended="2015-01-01", status="dissolved")
    builders.institution("Draft", founded="1990", publication="draft")
    builders.institution("Ministry", kind="government", founded="1990")
    builders.institution("Diet", kind="parliament", founded="1995", ended="2026-07-01", status="dissolved")
    builders.institution("Sejm", kind="parliament", founded="1990")
    builders.milestone("Union founded", slug="union-founded").institutions.add(union)


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


def test_the_first_page_holds_all_milestones_and_the_others_the_bodies(client: Client) -> None:
    for number in range(61):
        builders.milestone(f"Event {number}", slug=f"event-{number}", start=str(1900 + number))
    for number in range(52):
        builders.institution(f"Body {number:02}", founded=str(1900 + number))
    assert len(names(client)) == 61
    assert names(client, page=2) == [f"Body {number:02}" for number in range(50)]
    assert names(client, page=3) == ["Body 50", "Body 51"]
    assert client.get(URL, {"page": 4}).status_code == 404
    first, second = (client.get(URL, {"page": page}).content.decode() for page in (1, 2))
    assert '<a id="n62" href="?page=2#body-body-00">' in first
    assert '<a id="n113" href="?page=3#body-body-51">' in first
    assert '<a id="n62" href="#body-body-00">' in second
    assert '<a id="n1" href="/timeline/#event-0">' in second
    assert 'id="body-body-00"><a class="num" href="#n62">62</a>' in second
    assert names(client, lane="bodies", page=2) == ["Body 50", "Body 51"]
    assert (
        'href="?lane=bodies&amp;page=2#body-body-51"' in client.get(URL, {"lane": "bodies"}).content.decode()
    )


@pytest.mark.usefixtures("world")
def test_the_picture_says_what_the_list_says(client: Client) -> None:
    text = client.get(URL).content.decode()
    svg = text.partition('<svg class="tl"')[2].partition("</svg>")[0]
    assert re.findall('<a id="n.*?" href="#(.*?)">', svg) == ["council", "union-founded", "war"]
    assert {number for number in re.findall('<tspan class="ax">(.*?)</tspan>', svg)} == {"1", "2", "3"}
    assert svg.count("<circle") == 1
    assert svg.count("<rect") == 2
    assert "style=" not in svg
    assert "The scale changes at 1850." in text
    assert "One milestone without a date stands only in the list." in text


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("facet", ["lane", "kind", "region"])
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
        ({"from_year": "soon"}, "Write a year, such as 1990."),
        ({"until_year": "10000"}, "Write a year, such as 1990."),
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
    drawn = drawing()
    places = {mark.milestone.title: mark.x for lane in drawn.lanes for mark in lane.marks}
    assert list(places.values()) == sorted(places.values())
    assert places["Of 2021"] - places["Of 1991"] > places["Of 1849"] - places["Of 1450"]
    assert max(places.values()) <= RIGHT
    assert [year for year, _x in drawn.axis.scale.breaks] == [1850, 1990]
    assert {1850, 1990} <= {year for year, _x in drawn.axis.scale.ticks}
    assert all(after - before >= 34 for (_y, before), (_z, after) in pairwise(drawn.axis.scale.ticks))


def test_no_label_stands_on_another_and_no_line_goes_through_one() -> None:
    for number in range(30):
        builders.milestone(f"Event number {number} of many", start=str(1990 + number))
    marks = drawing().lanes[0].marks
    for at, mark in enumerate(marks):
        assert mark.end <= WIDTH
        for other in marks[at + 1 :]:
            assert other.x >= mark.end or other.level < mark.level


def test_long_labels_that_begin_alike_or_end_alike_are_told_apart() -> None:
    begin, end = (
        "Adopted: Convention on the",
        "of the Member States of the Commonwealth of Independent States",
    )
    titles = [f"{begin} {topic} {end}" for topic in ("Assembly", "Standards of Democratic Elections")]
    titles += [f"{begin} Standards of Elections and Rights of the Members of the {body}" for body in "AB"]
    for title in titles:
        builders.milestone(title, start="1995")
    labels = [mark.label for mark in drawing().lanes[0].marks]
    assert len(set(labels)) == 4
    assert all(label.startswith(begin) and "…" in label and len(label) <= 64 for label in labels)
    assert [label[-1] for label in labels] == ["s", "s", "A", "B"]


def test_a_label_that_has_room_is_not_cut() -> None:
    assert cut("Treaty", 6) == "Treaty"
    assert cut("Incomprehensibilities", 10) == "Incompreh…"


def test_many_bodies_of_today_have_their_names_in_one_column_right_of_today() -> None:
    builders.institution("Old", founded="1889", status="active")
    builders.institution("Young", founded="2000", status="active")
    builders.institution("Gone", founded="1900", ended="1950", status="dissolved")
    for number in range(10):
        builders.institution(f"Union {number}", founded="1990", status="active")
    drawn = drawing()
    assert drawn.bars_axis.opens is None
    shown = bars(drawn)
    assert shown["Old"].text_x == shown["Young"].text_x > drawn.bars_axis.today
    assert shown["Gone"].until < shown["Gone"].text_x < drawn.bars_axis.today


def test_few_bodies_are_named_where_each_begins_and_the_picture_opens_where_most_do(client: Client) -> None:
    builders.institution("Old", founded="1700", status="active")
    for number in range(3):
        builders.institution(f"Union {number}", founded=str(1950 + number), ended="1999", status="dissolved")
    drawn = drawing()
    shown = bars(drawn)
    assert all(0 < bar.text_x - bar.x < 9 and bar.text_y < bar.y for bar in shown.values())
    assert shown["Old"].x + 100 < drawn.bars_axis.opens < shown["Union 0"].x
    assert f'class="scroll" data-at="{drawn.bars_axis.opens}"' in client.get("/timeline/").content.decode()


def test_the_milestones_open_where_most_of_them_are(client: Client) -> None:
    builders.milestone("First", start="1500")
    for number in range(3):
        builders.milestone(f"Late {number}", start=str(1995 + number))
    drawn = drawing()
    assert drawn.axis.opens == drawn.lanes[0].marks[1].x - 32
    assert f'class="scroll" data-at="{drawn.axis.opens}"' in client.get("/timeline/").content.decode()


def test_each_picture_has_a_scale_of_its_own() -> None:
    builders.milestone("Khanate", start="1465")
    builders.institution("Union", founded="1960", status="active")
    drawn = drawing()
    assert drawn.axis.scale.stretches[0][0].first == 1400
    assert drawn.bars_axis.scale.stretches[0][0].first == 1960


def test_bars_in_one_lane_do_not_hide_each_other() -> None:
    for number in range(3):
        builders.milestone(f"Period {number}", kind="period", start=str(1900 + 10 * number), end="1950")
    assert sorted(mark.depth for mark in drawing().lanes[0].marks) == [0, 1, 2]


def test_a_disputed_date_is_a_ring(client: Client) -> None:
    disputed = builders.milestone("Law adopted")
    assert 'class="open"' not in client.get(URL).content.decode()
    builders.contradiction(disputed, "start")
    assert '<circle class="open"' in client.get(URL).content.decode()


@pytest.mark.usefixtures("lives")
def test_lists_bodies_after_milestones_with_what_became_of_them(client: Client) -> None:
    known = ["Union", "Lost", "Silent", "Sleeper", "Diet", "Forerunner", "Heir", "Ageless"]
    assert names(client) == ["Union founded", *known]
    assert names(client, lane="bodies") == known
    text = " ".join(client.get(URL).content.decode().split())
    rows = {slug: row for slug, row in re.findall('<li id="body-(.*?)">(.*?)</li>', text)}

    def words(slug: str) -> str:
        return " ".join(re.sub('<a class="ev.*?</a>|<.*?>', "", rows[slug]).split())

    assert words("union") == "2 1889 – today Union Union of parliaments, World"
    assert words("forerunner").startswith("7 1999 – 2006 Forerunner Ended; followed by Heir ")
    assert "HEIR It followed Forerunner" in words("heir")
    assert "1952 – 1953 Lost Ended. What followed: [not stated]" in words("lost")
    assert "1970 – [not stated] Silent" in words("silent")
    assert "1994 – [not stated] Sleeper Dormant." in words("sleeper")
    assert "[not stated] – 1 January 2015 Ageless Ended." in words("ageless")
    for hidden in ("Draft", "Ministry", "Sejm"):
        assert hidden not in text
    for slug, row in rows.items():
        assert row.count('class="ev') >= 2, slug
    assert rows["forerunner"].partition("followed by")[2].count('class="ev') >= 2


def test_a_successor_that_is_a_draft_is_not_named(client: Client) -> None:
    heir = builders.institution("Heir", founded="2006", publication="draft")
    builders.institution("Old", founded="1990", ended="2006", status="succeeded", succeeded_by=heir)
    old = builders.institution("Older", founded="1980", ended="1990", publication="draft")
    Institution.objects.filter(pk=old.pk).update(succeeded_by=Institution.objects.get(name_en="Old"))
    text = client.get(URL).content.decode()
    assert "Heir" not in text
    assert "Older" not in text
    assert "What followed:" in text
    assert bars(drawing())["Old"].link == ""


@pytest.mark.usefixtures("lives")
def test_ended_bodies_are_one_click_away(client: Client) -> None:
    assert names(client, status="ended") == ["Lost", "Diet", "Forerunner", "Ageless"]
    assert names(client, status="active") == ["Union", "Heir"]
    assert names(client, status="dormant") == ["Sleeper"]
    assert names(client, status="not-stated") == ["Silent"]
    options = next(f for f in client.get(URL).context["filter"].facets if f.name == "status").options
    assert {o.value: o.count for o in options} == {"active": 2, "ended": 4, "dormant": 1, "not-stated": 1}


@pytest.mark.usefixtures("lives")
def test_the_words_speak_of_a_line_to_what_followed_only_where_one_is_drawn(client: Client) -> None:
    line = "A thin line leads to what followed."
    assert line in client.get(URL).content.decode()
    assert line not in client.get(URL, {"status": "ended"}).content.decode()


@pytest.mark.usefixtures("lives")
def test_a_region_finds_bodies_and_the_milestones_of_bodies(client: Client) -> None:
    assert names(client, region="world") == ["Union founded", "Union"]
    assert names(client, region="WORLD") == ["Union founded", "Union"]
    assert names(client, region="world", kind="union") == ["Union"]
    assert names(client, region=["asia", "eurasia"]) == ["Forerunner", "Heir", "Ageless"]
    page = client.get(URL, {"region": "EUROPE", "lane": "Bodies"})
    assert 'href="http://testserver/timeline/?lane=bodies&amp;region=europe"' in page.content.decode()


@pytest.mark.usefixtures("lives")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"from_year": 2010}, ["Union", "Silent", "Sleeper", "Diet", "Heir"]),
        ({"from_year": 1953, "until_year": 1960}, ["Union", "Lost"]),
        ({"until_year": 1900}, ["Union founded", "Union"]),
        ({"from_year": 9000}, []),
    ],
)
def test_years_find_the_bodies_that_can_have_existed(
    client: Client, query: dict[str, int], found: list[str]
) -> None:
    page = client.get(URL, query)
    assert [str(record) for record in page.context["object_list"]] == found
    assert page.context["filter"].number == len(found)
    assert "One more, whose year is not stated, is left out." in page.content.decode()


@pytest.mark.usefixtures("lives")
def test_bars_say_by_their_shape_what_became_of_the_body(client: Client) -> None:
    drawn = drawing()
    shown = bars(drawn)
    assert shown["Union"].until == drawn.bars_axis.today
    assert not shown["Union"].is_open
    assert shown["Silent"].is_open
    assert shown["Sleeper"].is_open
    assert shown["Lost"].path.endswith("m0-5v10")
    assert not shown["Union"].path.endswith("m0-5v10")
    assert (
        shown["Forerunner"].link == f"M{shown['Forerunner'].until} {shown['Forerunner'].y}V{shown['Heir'].y}"
    )
    assert shown["Heir"].y == shown["Forerunner"].y + 28
    assert [str(entry.record) for entry in drawn.undated_bodies] == ["Ageless"]
    assert [str(group.label) for group in drawn.groups] == [
        "World",
        "Europe",
        "Asia",
        "Parliaments of one state",
    ]
    text = client.get(URL).content.decode()
    assert text.count('class="bar dash"') == 2
    assert text.count('class="to"') == 1
    assert "Not in the picture, since no source states when they began:" in text
    assert "(ended 1 January 2015)" in text
    assert text.count('class="now"') == 1  # no milestone reaches today


def test_a_beginning_or_an_end_known_only_roughly_is_hollow() -> None:
    builders.institution("Rough", founded="1900/1920", ended="1950/1960", status="dissolved")
    builders.institution("Sure", founded="1910", ended="1950", status="dissolved")
    shown = bars(drawing())
    assert len(shown["Rough"].rough) == 2
    assert shown["Rough"].x < shown["Rough"].sure < shown["Rough"].until < shown["Rough"].rough_until
    assert shown["Sure"].rough == []


def test_bars_and_their_labels_stay_within_the_picture_and_apart() -> None:
    regions = Institution.Region.values
    for number in range(104):
        name = f"Parliamentary assembly of the states of number {number}"
        builders.institution(name, founded=str(1889 + number), region=regions[number % 5], status="active")
    drawn = drawing()
    every = [bar for group in drawn.groups for bar in group.bars]
    assert len(every) == 104
    for bar in every:
        assert bar.end <= WIDTH
        assert LEFT <= bar.x <= bar.until <= RIGHT
        assert 0 < bar.y < drawn.bars_axis.y
    assert all(after.y - before.y >= 15 for before, after in pairwise(every))
    assert all(group.title_y < group.bars[0].y - 8 for group in drawn.groups)
    for group in drawn.groups:
        assert [bar.x for bar in group.bars] == sorted(bar.x for bar in group.bars)


def test_a_period_asked_for_gets_the_whole_width() -> None:
    builders.institution("Union", founded="1889", status="active")
    builders.institution("Young", founded="2000", status="active")
    drawn = drawing(first=1990)
    assert bars(drawn)["Union"].x == LEFT
    assert drawn.cut
    assert drawn.bars_axis.scale.breaks == []
    assert not drawing().cut
    assert drawing(last=1950).bars_axis.today is None


def test_treaties_have_a_lane_of_their_own(client: Client) -> None:
    treaty = builders.document("Treaty", kind="convention")
    builders.milestone("Treaty adopted", lane="law").documents.add(treaty)
    builders.milestone("Law adopted", lane="law").documents.add(builders.document("Law"))
    secret = builders.document("Secret", kind="charter", publication="draft")
    builders.milestone("Draft signed", lane="law").documents.add(secret)
    builders.milestone("Talk of treaties", lane="term").documents.add(treaty)
    assert names(client, lane="treaties") == ["Treaty adopted"]
    assert names(client, lane="law") == ["Law adopted", "Draft signed"]
    assert [str(lane.label) for lane in drawing().lanes] == ["Treaties and charters", "Law", "The term"]


@pytest.mark.usefixtures("lives")
def test_files_hold_milestones_and_bodies_with_their_lane(client: Client) -> None:
    data = json.loads(client.get(URL, {"format": "json", "region": "world"}).content)
    assert [(each["number"], each["lane"], each["slug"]) for each in data["records"]] == [
        (1, "world", "union-founded"),
        (2, "bodies", "union"),
    ]
    assert data["shown"].startswith("2 / 9 entries of the timeline.")
    table = client.get(URL, {"format": "csv", "status": "ended"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(table.splitlines(keepends=True)))
    assert [(row["record"], row["ended"], row["succeeded_by"]) for row in rows][2] == (
        "Forerunner",
        "2006",
        "Heir",
    )


@pytest.mark.usefixtures("lives")
@pytest.mark.parametrize(
    "query",
    [
        {"region": "moon"},
        {"status": "dissolved"},
        {"kind": "x" * 5000},
        {"q": "x" * 5000},
        {"lane": "bo\x00dies"},
        {"from_year": "1990", "until_year": "1980"},
    ],
)
def test_bad_input_shows_a_sentence_and_no_record(client: Client, query: dict[str, str]) -> None:
    page = client.get(URL, query)
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert list(page.context["object_list"]) == []
    assert '<svg class="tl"' not in page.content.decode()


def test_a_region_finds_the_milestones_of_kazakhstan_and_of_what_a_document_founds(client: Client) -> None:
    assembly = builders.institution("Assembly", region="eurasia")
    treaty = builders.document("Treaty", kind="convention")
    builders.legal_basis(assembly, treaty)
    builders.milestone("Treaty adopted", lane="law", start="1992-03-27").documents.add(treaty)
    builders.milestone("Independence", lane="kazakhstan", start="1991-12-16")
    of_kazakhstan = builders.document("Its constitution", jurisdiction="KZ")
    builders.milestone("Constitution", lane="law", start="1993").documents.add(of_kazakhstan)
    of_nobody = builders.document("Draft treaty", kind="convention")
    builders.legal_basis(assembly, of_nobody, publication="draft")
    builders.milestone("Elsewhere", lane="law", start="1994").documents.add(of_nobody)
    assert names(client, region="central_asia", lane="kazakhstan") == ["Independence"]
    assert names(client, region="central_asia") == ["Independence", "Constitution"]
    assert names(client, region="eurasia") == ["Treaty adopted", "Assembly"]
    assert names(client, region="not-stated") == ["Elsewhere"]
    page = client.get(URL, {"region": "eurasia"}).content.decode()
    assert "Each body stands at one region; those of the CIS have their own." in page
    assert 'region=not-stated">Region: not stated of one more' in page


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_rows(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for each in range(number):
        milestone = builders.milestone(f"Event {each}")
        milestone.institutions.add(builders.institution(f"Body {each}", founded="1990"))
        milestone.documents.add(builders.document(f"Law {each}"))
        heir = builders.institution(f"Heir {each}", founded="2000")
        builders.institution(f"Old {each}", founded="1980", ended="2000", succeeded_by=heir)
    with django_assert_num_queries(12):
        client.get(URL)
