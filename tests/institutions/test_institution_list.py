"""The list of institutions: what it shows, how it is narrowed, and what it answers to nonsense."""

import html
import re
from itertools import chain
from typing import Any

import pytest
from django.test import Client

from institutions.models import Institution
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/institutions/"


@pytest.fixture
def world() -> None:
    """An assembly of 1992 with a function and a member, its parent without a date, a union of 1889."""
    cis = builders.institution("Commonwealth", kind="organisation", region="eurasia")
    assembly = builders.institution("Eurasian Assembly", founded="1992", region="eurasia", parent=cis)
    builders.function(assembly)
    builders.membership(assembly, builders.state())
    builders.institution("World Union", kind="union", founded="1889", region="world", status="active")
    builders.institution("Hidden Draft", publication="draft")


def names(client: Client, **query: object) -> list[str]:
    """The names on the first page, in order."""
    return [str(record) for record in client.get(URL, query).context["object_list"]]


@pytest.mark.usefixtures("world")
def test_shows_published_bodies_only_by_name(client: Client) -> None:
    assert names(client) == ["Commonwealth", "Eurasian Assembly", "World Union"]
    assert "Hidden Draft" not in client.get(URL).content.decode()


def test_of_more_than_two_states_the_link_promises_pairs(client: Client) -> None:
    body = builders.institution("Forum")
    for slug, name in (("ke", "Kenya"), ("ug", "Uganda"), ("cu", "Cuba")):
        builders.membership(body, builders.state(name, slug=slug))
    builders.institution("Empty")
    both = client.get(f"{URL}?state=ke&state=ug&state=not-stated").content.decode()
    assert "Bodies that have Kenya and Uganda as members together</a>" in both
    assert "Which bodies each two of" not in both
    three = client.get(f"{URL}?state=ke&state=ug&state=cu").content.decode()
    assert "Which bodies each two of Cuba, Kenya and Uganda share</a>" in three
    assert "as members together" not in three


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "facet",
    ["kind", "region", "status", "mandate", "function", "parent", "state", "seat_state", "named_in", "rung"],
)
def test_each_facet_divides_the_list(client: Client, facet: str) -> None:
    page = client.get(URL)
    options = next(each for each in page.context["filter"].facets if each.name == facet).options
    shown = {option.value: names(client, **{facet: option.value}) for option in options}
    assert {option.value: option.count for option in options} == {
        value: len(found) for value, found in shown.items()
    }
    assert sorted(chain(*shown.values())) == names(client)


def options(client: Client, name: str, **query: object) -> dict[str, int]:
    """The counts of the options of a facet."""
    facets = client.get(URL, query).context["filter"].facets
    return {option.value: option.count for facet in facets if facet.name == name for option in facet.options}


def test_assemblies_that_ended_are_one_number_in_all_lists(client: Client) -> None:
    """Once “Dissolved” and “Succeeded” stood apart, and a body with only a date of its end in neither."""
    kenya = builders.state("Kenya")
    ended = {
        "Dated": {"ended": "1946"},
        "Dissolved": {"status": "dissolved"},
        "Followed": {"status": "succeeded", "ended": "2006"},
    }
    for name, fields in {**ended, "Active": {"status": "active"}, "Silent": {}}.items():
        builders.membership(builders.institution(name, **fields), kenya)
    assert names(client, status="ended") == list(ended)
    assert options(client, "status") == {"active": 1, "ended": 3, "dormant": 0, "not-stated": 1}
    filters = client.get("/memberships/", {"former": "1"}).context["filter"]
    facet = next(each for each in filters.facets if each.name == "status")
    assert {each.value: each.count for each in facet.options} == options(client, "status")
    timeline = client.get("/timeline/").context["filter"]
    facet = next(each for each in timeline.facets if each.name == "status")
    assert {each.value: each.count for each in facet.options} == options(client, "status")


def test_the_timeline_says_which_bodies_of_the_list_it_has(client: Client) -> None:
    kinds = ("assembly", "parliament", "organisation", "partnership", "party")
    for kind in kinds:
        builders.institution(kind.title(), kind=kind, status="dissolved")
        builders.institution(f"Silent {kind}", kind=kind)
    assert options(client, "status")["ended"] == len(kinds)
    page = client.get("/timeline/")
    assert {str(each.record) for each in page.context["lines"]} == {
        "Assembly",
        "Silent assembly",
        "Parliament",
    }
    note = (
        "On the timeline are inter-parliamentary bodies, and parliaments and historical assemblies "
        "that ended; the list of institutions has all."
    )
    assert note in page.content.decode()


def test_the_two_statuses_of_bodies_that_ended_still_lead_to_them(client: Client) -> None:
    builders.institution("Dissolved", status="dissolved")
    builders.institution("Followed", status="succeeded")
    builders.institution("Active", status="active")
    page = client.get(URL, {"status": ["dissolved", "succeeded"]})
    assert [str(each) for each in page.context["object_list"]] == ["Dissolved", "Followed"]
    assert page.context["canonical"] == "?status=ended"
    assert [each.label for each in page.context["filter"].chips] == ["Status: Ended"]


def test_what_is_held_only_through_a_draft_is_not_offered_counted_or_found(client: Client) -> None:
    shy = builders.institution("Shy Organisation", publication="draft")
    body = builders.institution("Assembly", parent=shy)
    draft = {"publication": "draft"}
    builders.function(body, **draft)
    builders.membership(body, builders.state("Kazakhstan"), **draft)
    builders.membership(body, builders.state("Atlantis", **draft))
    other = builders.institution("Other Assembly", parent=body)
    builders.function(other)
    builders.membership(other, builders.state("Kazakhstan"))
    builders.function(other, "mediation", **draft)
    assert options(client, "parent") == {"assembly": 1, "not-stated": 1}
    assert options(client, "state") == {"kazakhstan": 1, "not-stated": 1}
    functions = {value: count for value, count in options(client, "function").items() if count}
    assert functions == {"model_legislation": 1, "not-stated": 1}
    for facet, value in (("function", "model_legislation"), ("state", "kazakhstan"), ("parent", "assembly")):
        assert names(client, **{facet: value}) == ["Other Assembly"]
        assert names(client, **{facet: "not-stated"}) == ["Assembly"]
        assert names(client, **{facet: [value, "not-stated"]}) == ["Assembly", "Other Assembly"]
    assert names(client, function="mediation") == []
    for facet, value in (("state", "atlantis"), ("parent", "shy-organisation")):
        page = client.get(URL, {facet: value}).content.decode()
        assert f"{value} is not one of the available choices" in page


def test_a_member_state_is_a_member_or_associate_today_and_other_ties_are_offered_only(
    client: Client,
) -> None:
    kazakhstan = builders.state("Kazakhstan")
    for name, fields in {
        "Member": {},
        "Associate": {"role": "associate"},
        "Observer": {"role": "observer"},
        "Left": {"end": "2009"},
        "Left In Words": {"end_printed": "in the nineties"},
        "Draft Tie": {"publication": "draft"},
    }.items():
        builders.membership(builders.institution(name), kazakhstan, **fields)
    builders.membership(builders.institution("Other"), builders.state("Georgia"), role="partner")
    assert options(client, "state") == {"georgia": 0, "kazakhstan": 2, "not-stated": 5}
    assert names(client, state="kazakhstan") == ["Associate", "Member"]
    assert names(client, state="georgia") == []
    assert len(names(client, state="not-stated")) == 5
    assert names(client, sort="-members")[:2] == ["Associate", "Member"]


def test_a_state_may_be_called_by_its_code_in_any_case_and_the_canonical_address_by_its_slug(
    client: Client,
) -> None:
    state = builders.state("Kazakhstan", iso2="KZ")
    builders.membership(builders.institution("Member", seat_state=state), state)
    for called in ("kazakhstan", "KZ", "kz", "Kazakhstan"):
        for facet in ("state", "seat_state"):
            page = client.get(URL, {facet: called})
            assert [str(each) for each in page.context["object_list"]] == ["Member"]
            assert page.context["canonical"] == f"?{facet}=kazakhstan"
    assert client.get(URL, {"state": ["kz", "kazakhstan"]}).context["canonical"] == "?state=kazakhstan"
    assert "zk is not one of the available choices" in client.get(URL, {"state": "zk"}).content.decode()


def test_each_working_language_of_a_list_is_a_choice_of_its_own(client: Client) -> None:
    builders.institution("One", working_languages="English, French and Arabic")
    builders.institution("Two", working_languages="French; Spanish")
    builders.institution("Three")
    assert options(client, "working_language") == {
        "Arabic": 1,
        "English": 1,
        "French": 2,
        "Spanish": 1,
        "not-stated": 1,
    }
    assert names(client, working_language="french") == ["One", "Two"]
    assert names(client, working_language=["Spanish", "not-stated"]) == ["Three", "Two"]


def test_a_body_is_named_in_the_texts_on_which_anything_rests_that_is_said_of_it(client: Client) -> None:
    def unproved(name: str) -> Institution:
        body = builders.institution(name, publication="draft")
        body.evidence.all().delete()
        Institution.objects.filter(pk=body.pk).update(publication="published")
        return body

    article, page = builders.source(), builders.source("page", role="source_text", code="Pg")
    own = builders.institution("By Its Own Facts")
    tied = unproved("By A Function")
    builders.function(tied)
    drafted = unproved("By A Draft")
    builders.function(drafted, publication="draft")
    disputed = unproved("By Contradiction")
    builders.prove(disputed, stance="contradicts")
    other = unproved("By A Web Page")
    web = builders.source("web", role="supplementary")
    builders.prove(other, builders.citation(exact="", source=web, passage=None, note="Says so."))
    both = builders.institution("By Both")
    builders.prove(both, builders.citation(source=page))
    assert options(client, "named_in") == {article.slug: 3, page.slug: 1, "not-stated": 3}
    assert names(client, named_in=article.slug) == [str(tied), str(both), str(own)]
    assert names(client, named_in=page.slug) == [str(both)]
    assert names(client, named_in="not-stated") == [str(drafted), str(other), str(disputed)]


def test_the_best_evidence_of_a_body_is_the_highest_rung_of_its_supported_facts(client: Client) -> None:
    def rungs(name: str, *reached: str, stance: str = "supports") -> Institution:
        body = builders.institution(name)
        for row, rung in zip(body.evidence.all(), reached, strict=True):
            type(row).objects.filter(pk=row.pk).update(rung=rung, stance=stance)
        return body

    rungs("Cited Only", "cited", "cited")
    rungs("Located Too", "cited", "located")
    rungs("Literal Too", "literal", "cited")
    rungs("Disputed", "literal", "literal", stance="contradicts")
    assert options(client, "rung") == {"cited": 1, "located": 1, "literal": 1, "reviewed": 0, "not-stated": 1}
    assert names(client, rung=["literal", "reviewed"]) == ["Literal Too"]
    assert names(client, rung="cited") == ["Cited Only"]


def test_of_many_states_the_most_frequent_and_the_chosen_are_shown_and_the_others_named_as_more(
    client: Client,
) -> None:
    body, union = builders.institution("Assembly"), builders.institution("Union")
    for number in range(20):
        builders.membership(body, builders.state(f"State {number:02}"))
    for number in (17, 19):
        builders.membership(union, builders.state(f"State {number:02}"))

    def printed(**query: object) -> list[str]:
        html = client.get(URL, query).content.decode()
        return re.findall(r'checkbox" name="state" value="([a-z0-9-]+)"', html)

    usual = [f"state-{number:02}" for number in range(4)]
    assert printed() == [*usual, "state-17", "state-19"]
    assert printed(state="state-15") == [*usual, "state-15", "state-17", "state-19"]
    builders.institution("Without Members")
    assert printed() == [*usual, "state-17", "state-19", "not-stated"]
    assert printed(more="parent") == printed()
    assert len(printed(more="state")) == len(printed(more="parent state")) == 21
    html = client.get(URL, {"kind": "assembly"}).content.decode()
    button = '<button class="more" name="more" value="{}" formaction="/institutions/#state">14 more'
    assert button.format("state") in html
    assert button.format("parent state") in client.get(URL, {"more": "parent"}).content.decode()
    more = client.get(URL, {"kind": "assembly", "more": "state"})
    assert more.context["canonical"] == "?kind=assembly"
    assert "11 more" not in more.content.decode()
    assert '<details class="facets" open>' in more.content.decode()
    assert "no filter called colour" in client.get(URL, {"more": "colour"}).content.decode()


@pytest.mark.usefixtures("world")
def test_counts_are_those_under_the_other_filters_and_choices_do_not_shrink(client: Client) -> None:
    facets = {each.name: each for each in client.get(URL, {"region": "world"}).context["filter"].facets}
    kinds = {option.value: option.count for option in facets["kind"].options}
    assert (kinds["union"], kinds["assembly"]) == (1, 0)
    regions = {option.value: option.count for option in facets["region"].options}
    assert (regions["world"], regions["eurasia"]) == (1, 2)
    assert len(kinds) == len(Institution.Kind)


@pytest.mark.usefixtures("world")
def test_several_values_are_joined_by_or_and_several_filters_by_and(client: Client) -> None:
    assert names(client, kind=["union", "assembly"]) == ["Eurasian Assembly", "World Union"]
    assert names(client, kind=["union", "assembly"], region="world") == ["World Union"]


@pytest.mark.usefixtures("world")
def test_years_narrow_by_overlap_and_leave_out_the_undated(client: Client) -> None:
    assert names(client, founded_min=1890) == ["Eurasian Assembly"]
    assert names(client, founded_max=1889) == ["World Union"]
    assert names(client, founded_min=1889, founded_max=1992) == ["Eurasian Assembly", "World Union"]


@pytest.mark.usefixtures("world")
def test_words_are_found_in_any_case(client: Client) -> None:
    assert names(client, q="eurASIAN") == ["Eurasian Assembly"]
    assert names(client, q="assembly union") == []


@pytest.mark.usefixtures("world")
def test_sorts_by_year(client: Client) -> None:
    assert names(client, sort="founded", kind=["union", "assembly"]) == ["World Union", "Eurasian Assembly"]


@pytest.mark.usefixtures("world")
def test_says_what_is_on_and_offers_to_remove_it(client: Client) -> None:
    page = client.get(URL, {"kind": ["union", "assembly"], "sort": "founded"})
    chips = page.context["filter"].chips
    assert [chip.label for chip in chips] == [
        "Type: Inter-parliamentary assembly",
        "Type: Union of parliaments",
    ]
    assert chips[0].url == "?kind=union&sort=founded"
    text = page.content.decode()
    assert "Shown: type Inter-parliamentary assembly or Union of parliaments." in text
    assert "2 of 3 institutions" in text


@pytest.mark.usefixtures("world")
def test_an_empty_list_says_why_and_how_to_go_on(client: Client) -> None:
    text = client.get(URL, {"q": "nothing like it"}).content.decode()
    assert "No record passes all of these filters." in text
    assert "Clear all filters" in text


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"kind": "castle"}, "castle is not one of the available choices"),
        ({"founded_min": "soon"}, "Write a year, such as 1990."),
        ({"founded_min": "1990.5"}, "Write a year, such as 1990."),
        ({"founded_min": "2000", "founded_max": "1900"}, "The first year lies after the last."),
        ({"founded_min": "0"}, "Write a year, such as 1990."),
        ({"founded_max": "123456"}, "Write a year, such as 1990."),
        ({"q": "x" * 201}, "Words: Write at most 200 characters; these are 201."),
        ({"q": "a\x00b"}, "This holds a character that cannot be read"),
    ],
)
def test_what_is_not_understood_is_said_and_shows_nothing(
    client: Client, query: dict[str, str], sentence: str
) -> None:
    page = client.get(URL, query)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "\x00" not in page.content.decode()
    assert list(page.context["object_list"]) == []


@pytest.mark.usefixtures("world")
def test_an_order_that_the_list_does_not_have_is_named_and_the_list_shown_in_its_own(client: Client) -> None:
    page = client.get(URL, {"sort": "colour"})
    text = page.content.decode()
    assert "Sort by: colour is not one of the available choices; it was left out." in text
    assert "Nothing is shown" not in text
    assert [str(each) for each in page.context["object_list"]] == names(client)
    assert page.context["canonical"] == ""
    assert "it was left out" not in client.get(URL, {"sort": "-name"}).content.decode()
    assert client.get(URL, {"sort": "colour", "format": "csv"})["Content-Type"].startswith("text/html")


def test_options_that_would_find_nothing_stand_last_and_are_not_among_the_most_frequent(
    client: Client,
) -> None:
    body = builders.institution("Assembly")
    for number in range(20):
        builders.membership(body, builders.state(f"State {number:02}"))
    union = builders.institution("Union", kind="union")
    builders.membership(union, builders.state("Zealand"))

    def printed(**query: object) -> list[str]:
        html = client.get(URL, {"kind": "union", **query}).content.decode()
        return re.findall(r'checkbox" name="state" value="([a-z0-9-]+)"', html)

    assert printed() == ["zealand"]
    assert printed(more="state")[:2] == ["zealand", "state-00"]
    assert "20 more" in client.get(URL, {"kind": "union"}).content.decode()


@pytest.mark.usefixtures("world")
def test_the_form_says_what_is_counted_and_how_ticks_are_joined(client: Client) -> None:
    text = " ".join(client.get(URL).content.decode().split())
    assert "Numbers count institutions under the other filters." in text
    assert "Several ticks under one heading find any of them; two headings find what fits both." in text
    assert "Each body stands at one region" in text


@pytest.mark.usefixtures("world")
def test_what_a_filter_by_year_leaves_out_for_want_of_a_year_is_counted(client: Client) -> None:
    page = client.get(URL, {"founded_min": "1880"})
    left_out = Institution.objects.published().filter(founded_earliest=None)
    assert page.context["filter"].undated == left_out.count() == 1
    assert "One more, whose year is not stated, is left out." in page.content.decode()
    assert "is left out" not in client.get(URL, {"founded_min": "1880", "kind": "union"}).content.decode()
    assert "are left out" not in client.get(URL).content.decode()


@pytest.mark.usefixtures("world")
def test_fields_left_empty_leave_the_address(client: Client) -> None:
    response = client.get(URL, {"q": "", "founded_min": "", "kind": ["union", ""]})
    assert (response.status_code, response["Location"]) == (302, f"{URL}?kind=union")
    assert client.get(URL, {"q": ""})["Location"] == URL


@pytest.mark.usefixtures("world")
def test_bodies_that_are_chosen_go_along_to_other_filters_and_to_the_table(client: Client) -> None:
    one, two = Institution.objects.published()[:2]

    def boxes(**query: Any) -> dict[str, bool]:
        text = client.get(URL, {"i": [one.slug, two.slug], **query}).content.decode()
        found = re.findall(r'name="i" value="([^"]+)" form="filters"( checked)?>', text)
        assert len(found) == len(dict(found))
        return {slug: bool(ticked) for slug, ticked in found}

    both = {one.slug: True, two.slug: True}
    shown = boxes()
    assert {slug for slug, ticked in shown.items() if ticked} == set(both) < set(shown)
    assert boxes(view="table") == both
    assert boxes(q="no such words") == both
    response = client.get(URL, {"q": "none", "i": [two.slug, one.slug], "compare": "1"})
    assert response["Location"] == f"/institutions/compare/?i={one.slug}&i={two.slug}"
    page = client.get(URL, {"i": [one.slug], "compare": "1"})
    assert f"Only {one} is chosen" in page.content.decode()


def test_a_button_that_turns_the_page_keeps_what_is_on_and_ticked_and_leaves_what_was_not_applied(
    client: Client,
) -> None:
    for number in range(21):
        builders.institution(f"Union {number:02}", slug=f"union-{number:02}", kind="union")
    builders.institution("Assembly", slug="assembly")
    text = html.unescape(client.get(URL, {"kind": "union", "i": "union-03"}).content.decode())
    assert re.search(r'<select name="sort"[^>]* form="filters"', text)
    turns = re.findall(r'name="turn" value="([^"]+)">([^<]+)', text)
    assert ("?kind=union&page=2", "Next page") in turns
    form = {"q": "typed", "kind": "assembly", "sort": "name", "i": ["union-03", "union-04"]}
    page = client.get(URL, {**form, "turn": "?kind=union&page=2"}, follow=True)
    assert page.redirect_chain[-1][0] == f"{URL}?kind=union&page=2&i=union-03&i=union-04"
    assert [str(each) for each in page.context["object_list"]] == ["Union 20"]
    without = client.get(URL, {"q": "", "turn": "?page=2"})
    assert without["Location"] == f"{URL}?page=2"


@pytest.mark.usefixtures("world")
def test_an_unknown_parameter_is_named_and_dropped_from_the_canonical_address(client: Client) -> None:
    text = client.get(URL, {"colour": "red", "kind": "union"}).content.decode()
    assert "This list has no filter called colour; it was left out." in text
    several = client.get(URL, {"from": "1990", "to": "2000"}).content.decode()
    assert "no filters called from, to; they were left out. What is shown is not narrowed by them." in several
    assert '<link rel="canonical" href="http://testserver/institutions/?kind=union">' in text


@pytest.mark.parametrize("page", ["0", "2", "x", "-1"])
@pytest.mark.usefixtures("world")
def test_a_page_that_does_not_exist_is_a_404(client: Client, page: str) -> None:
    assert client.get(URL, {"page": page}).status_code == 404


def test_the_canonical_address_names_the_page_by_its_number(client: Client) -> None:
    for number in range(51):
        builders.institution(f"Body {number:02}")
    for asked, query in (("last", "?page=3"), ("02", "?page=2"), ("01", ""), ("1", "")):
        page = client.get(URL, {"page": asked}).content.decode()
        assert f'<link rel="canonical" href="http://testserver/institutions/{query}">' in page


@pytest.mark.usefixtures("world")
def test_a_span_of_one_year_runs_forwards(client: Client) -> None:
    assert names(client, founded_min=1889, founded_max=1889) == ["World Union"]


def test_without_any_record_says_so(client: Client) -> None:
    assert "There is no published record of this kind yet." in client.get(URL).content.decode()


def test_shows_20_a_page(client: Client) -> None:
    for number in range(21):
        builders.institution(f"Body {number:02}")
    assert len(names(client)) == 20
    assert names(client, page=2) == ["Body 20"]


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_rows(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    for each in range(number):
        body = builders.institution(f"Body {each}", parent=None)
        builders.function(body)
        builders.membership(body, builders.state(f"State {each}"))
    with django_assert_num_queries(8):  # type: ignore[operator]
        client.get(URL)


def test_a_list_narrowed_by_a_fact_says_of_how_many_it_is_not_stated(client: Client) -> None:
    builders.institution("Elected", slug="elected", mandate="direct")
    builders.institution("Delegated", slug="delegated", mandate="delegated")
    builders.institution("Silent", slug="silent")
    builders.institution("Silent Union", slug="silent-union", kind="union")
    page = " ".join(client.get(URL, {"mandate": "direct"}).content.decode().split())
    assert (
        ">How its members come: not stated of 2 more</a>, so no source says whether they belong here." in page
    )
    assert f'href="{URL}?mandate=not-stated"' in page.replace('href="?', f'href="{URL}?')
    narrowed = client.get(URL, {"mandate": "direct", "kind": "union"}).content.decode()
    assert "How its members come: not stated of one more</a>" in narrowed
    builders.membership(Institution.objects.get(slug="elected"), builders.state())
    member = " ".join(client.get(URL, {"state": "kazakhstan"}).content.decode().split())
    assert ">Member state: “No member today, or none stated” of 3 more</a>." in member
    assert "so no source says" not in member
    for silent in ({}, {"mandate": "not-stated"}, {"mandate": ["direct", "not-stated"]}):
        assert "so no source says" not in client.get(URL, silent).content.decode()


def test_capitals_in_an_address_lead_to_the_body_and_the_state_in_small_letters(client: Client) -> None:
    builders.membership(builders.institution("IPA CIS"), builders.state("Kazakhstan"))
    response = client.get("/institutions/IPA-CIS/?on=2010-01-01")
    assert (response.status_code, response["Location"]) == (301, "/institutions/ipa-cis/?on=2010-01-01")
    assert client.get("/states/KAZAKHSTAN/")["Location"] == "/states/kazakhstan/"
    assert client.get("/institutions/IPA/").status_code == 404
    assert client.get("/institutions/ipa-cis/").status_code == 200
