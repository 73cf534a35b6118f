"""The list of discrepancies: readings side by side, the editor's reading, and a lasting address for each."""

from itertools import chain
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from institutions.models import Institution
from sources.models import Discrepancy
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/discrepancies/"


@pytest.fixture
def world() -> None:
    """Two clashes of the article, a checked note on the page; a draft."""
    page = builders.source("page", code="Pg", role="source_text")
    builders.discrepancy("Two years", slug="two-years", position=1)
    builders.discrepancy(
        "Two names", slug="two-names", kind="name", status="open", confidence="one_official", position=2
    )
    builders.discrepancy("One title", slug="one-title", kind="title", status="checked", text=page)
    builders.discrepancy("Secret clash", publication="draft")


def titles(client: Client, **query: object) -> list[str]:
    """The titles on the page, in order."""
    return [str(record) for record in client.get(URL, query).context["object_list"]]


def row(client: Client, slug: str) -> str:
    """What the page says of one discrepancy, as HTML."""
    return client.get(URL).content.decode().split(f'<li id="{slug}"')[1].split("<li id=")[0].split("</ol>")[0]


@pytest.mark.usefixtures("world")
def test_shows_published_discrepancies_only_text_by_text(client: Client) -> None:
    assert titles(client) == ["Two years", "Two names", "One title"]
    assert "Secret clash" not in client.get(URL).content.decode()


def test_the_address_of_each_leads_to_its_place_on_whichever_page(client: Client) -> None:
    made = [builders.discrepancy(f"Clash {number}", position=number) for number in range(1, 53)]
    for each in made:
        page = client.get(each.get_absolute_url().split("#")[0], follow=True)
        assert page.redirect_chain[-1][0].endswith(f"#{each.slug}")
        assert page.content.decode().count(f'<li id="{each.slug}"') == 1
    assert client.get(URL, {"at": made[0].slug}).headers["Location"] == f"/discrepancies/#{made[0].slug}"
    assert (
        client.get(URL, {"at": made[51].slug}).headers["Location"]
        == f"/discrepancies/?page=3#{made[51].slug}"
    )


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("slug", ["nowhere", "a\x00b", "secret"])
def test_the_address_of_none_or_of_a_draft_is_not_found(client: Client, slug: str) -> None:
    builders.discrepancy("Secret clash", slug="secret", publication="draft")
    assert client.get(URL, {"at": slug}).status_code == 404


def test_shows_25_a_page(client: Client) -> None:
    for number in range(26):
        builders.discrepancy(f"Clash {number}", position=number)
    assert len(titles(client)) == 25
    assert titles(client, page=2) == ["Clash 25"]
    assert "26 of 26 discrepancies" in client.get(URL).content.decode()


def test_sets_the_readings_side_by_side_each_with_the_mark_of_disagreement(client: Client) -> None:
    clash = builders.discrepancy("Two years", slug="two-years")
    first = builders.reading(clash, "The law is of 2002.")
    second = builders.reading(clash, "The law is of 2020.")
    said = row(client, "two-years")
    readings = said.split('<ul class="cols abreast clash">')[1].split("</ul>")[0].split("</li>")[:2]
    for reading, shown in zip([first, second], readings, strict=True):
        assert f"<li>{reading.says} <button" in shown
        assert f'class="ev clash cited" popovertarget="{reading.citation.slug}"' in shown
        assert "</span>Ar≠" in shown
        assert f"“{reading.says}”" in client.get(URL).content.decode()


def test_says_finding_and_editors_reading_with_marks_and_how_far_it_is_settled(client: Client) -> None:
    clash = builders.discrepancy("Two years", slug="two-years", status="open", confidence="one_official")
    cited = clash.evidence.first().citation
    said = row(client, "two-years")
    assert "<h3>Two years</h3>" in said
    mark = f'<button type="button" class="ev cited" popovertarget="{cited.slug}">'
    assert f"<p>Two years: the finding. {mark}" in said
    assert f"The editor’s reading: The first is right. {mark}" in said
    assert "<b>Open</b> · Date · one official source · " in said
    assert '<div class="note clash">' in said


def test_a_checked_note_is_no_disagreement_in_words_and_signs(client: Client) -> None:
    checked = builders.discrepancy("One title", slug="one-title", status="checked")
    builders.reading(checked, "It is one title.")
    said = row(client, "one-title")
    assert "<b>Checked, no discrepancy</b>" in said
    assert "</span>Ar¶" in said
    assert "≠" not in said
    assert "clash" not in said


def test_a_text_that_is_a_draft_is_named_without_a_link(client: Client) -> None:
    builders.discrepancy(text=builders.source("hidden-text", publication="draft"), slug="clash")
    assert "Hidden Text" in row(client, "clash")
    assert "/sources/hidden-text/" not in row(client, "clash")


def test_leads_to_the_published_records_that_it_concerns(client: Client) -> None:
    clash = builders.discrepancy("Two years", slug="two-years")
    hidden = {"publication": "draft"}
    clash.documents.add(builders.document("Open Law", slug="law"), builders.document("Secret Law", **hidden))
    clash.definitions.add(builders.definition(slug="said", title="Author 2001"))
    clash.definitions.add(builders.definition(title="Secret Author", **hidden))
    clash.works.add(builders.source("work"), builders.source("secret-work", **hidden))
    clash.institutions.add(builders.institution("Senate"), builders.institution("Secret Body", **hidden))
    said = row(client, "two-years")
    for link in [
        '<a href="/sources/article/">Article</a>',
        '<a href="/documents/law/">Open Law</a>',
        '<a href="/definitions/said/">Author 2001</a>',
        '<a href="/sources/work/">Work</a>',
        '<a href="/institutions/senate/">Senate</a>',
    ]:
        assert link in said
    assert "Secret" not in said


def test_says_which_values_it_concerns_at_each_record_once(client: Client) -> None:
    clash = builders.discrepancy("Two years", slug="two-years")
    law = builders.document("Open Law", slug="law", adopted="2002")
    clash.documents.add(law)
    builders.contradiction(law, "adopted", discrepancy=clash)
    builders.contradiction(law, "adopted", discrepancy=clash)
    builders.contradiction(law, "title", discrepancy=clash)
    builders.contradiction(builders.provision(law), "locator", discrepancy=clash)
    said = row(client, "two-years")
    assert '<a href="/documents/law/">Open Law</a> (title, date, provision)' in said
    assert said.count("Open Law") == 1


def test_leads_to_records_that_it_does_not_name_where_the_value_stands(client: Client) -> None:
    clash = builders.discrepancy("Two years", slug="two-years")
    builders.contradiction(builders.institution("Senate", founded="1995"), "founded", discrepancy=clash)
    builders.contradiction(builders.statement(slug="said"), "says", discrepancy=clash)
    builders.contradiction(builders.institution("Other", founded="1995"), "founded")
    said = row(client, "two-years")
    assert '<a href="/institutions/senate/">Senate</a> (founded)' in said
    assert "?show=statements#said" in said
    assert "Other" not in said


@pytest.mark.parametrize("publication", ["draft", "published"])
def test_values_of_a_body_and_of_its_offices_are_named_once_it_is_published(
    client: Client, publication: str
) -> None:
    clash = builders.discrepancy("Two years", slug="two-years")
    hidden = builders.institution("Secret Body", publication=publication)
    builders.contradiction(hidden, "name", discrepancy=clash)
    builders.contradiction(builders.office(hidden), "title", discrepancy=clash)
    said = row(client, "two-years")
    for words in ("Concerns", "Secret Body", "(name, office)"):
        assert (words in said) is (publication == "published"), words


def test_a_value_that_a_citation_supports_is_not_concerned(client: Client) -> None:
    clash = builders.discrepancy("Two years", slug="two-years")
    clash.institutions.add(builders.institution("Senate", founded="1995"))
    assert '">Senate</a></p>' in row(client, "two-years")


def test_without_records_it_concerns_nothing_is_said_of_them(client: Client) -> None:
    builders.discrepancy("Two years", slug="two-years")
    assert "Concerns" not in row(client, "two-years")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("facet", ["status", "kind", "confidence", "text"])
def test_each_facet_divides_the_list(client: Client, facet: str) -> None:
    options = next(each for each in client.get(URL).context["filter"].facets if each.name == facet).options
    shown = {option.value: titles(client, **{facet: option.value}) for option in options}
    assert {option.value: option.count for option in options} == {
        value: len(found) for value, found in shown.items()
    }
    assert sorted(chain(*shown.values())) == sorted(titles(client))


@pytest.mark.usefixtures("world")
def test_counts_are_those_under_the_other_filters_and_choices_do_not_shrink(client: Client) -> None:
    page = client.get(URL, {"status": "open"})
    facets = {each.name: each for each in page.context["filter"].facets}
    kinds = {option.value: option.count for option in facets["kind"].options}
    assert (kinds["name"], kinds["date"]) == (1, 0)
    assert len(kinds) == len(Discrepancy.Kind)
    assert [option.count for option in facets["status"].options] == [1, 1, 1]
    assert "1 of 3 discrepancies" in page.content.decode()


@pytest.mark.usefixtures("world")
def test_words_are_found_in_any_case(client: Client) -> None:
    assert titles(client, q="TWO names") == ["Two names"]
    assert titles(client, q="nothing like it") == []


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"kind": "castle"}, "castle is not one of the available choices"),
        ({"text": "nowhere"}, "nowhere is not one of the available choices"),
        ({"q": "x" * 201}, "at most 200 characters"),
        ({"q": "a\x00b"}, "This holds a character that cannot be read"),
    ],
)
def test_what_is_not_understood_is_said_and_shows_nothing(
    client: Client, query: dict[str, str], sentence: str
) -> None:
    page = client.get(URL, query)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert list(page.context["object_list"]) == []


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("page", ["0", "2", "x", "-1"])
def test_a_page_that_does_not_exist_is_a_404(client: Client, page: str) -> None:
    assert client.get(URL, {"page": page}).status_code == 404


def clashes(number: int) -> None:
    """Discrepancies with readings, each about records of every kind."""
    for each in range(number):
        clash = builders.discrepancy(f"Clash {each}")
        builders.reading(clash)
        builders.reading(clash, "It was 1996.")
        clash.documents.add(builders.document(f"Law {each}"))
        clash.definitions.add(builders.definition())
        clash.works.add(builders.source(f"work-{each}"))
        body = builders.institution(f"Body {each}")
        clash.institutions.add(body)
        builders.contradiction(
            builders.office(builders.institution(f"Seat {each}")), "title", discrepancy=clash
        )
        milestone = builders.milestone(lane="bodies")
        milestone.institutions.add(body)
        builders.contradiction(milestone, "title", discrepancy=clash)


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_rows(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    clashes(number)
    with django_assert_num_queries(30):  # type: ignore[operator]
        client.get(URL)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [1, 3])
def test_asks_each_table_of_evidence_once_a_commit_only(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    clashes(number)
    every = {"q": "clash", "status": "confirmed", "kind": "date", "confidence": "in_the_text"}
    every["text"] = "article"
    first = client.get(URL, every).content.decode()
    assert "Concerns" in first
    asked = 2 if connection.vendor == "postgresql" else 0  # whether two things are still true
    with django_assert_num_queries(4 + asked):
        assert client.get(URL, every).content.decode() == first
    body = Institution.objects.get(slug="body-0")
    body.name_en = "Renamed Body"
    body.save()
    assert "Renamed Body" in client.get(URL, every).content.decode()


@pytest.mark.parametrize("value", ["%00", "ipa-cis"])
def test_a_filter_that_the_list_does_not_have_is_named_and_said_to_narrow_nothing(
    client: Client, value: str
) -> None:
    builders.discrepancy()
    page = " ".join(client.get(f"/discrepancies/?institution={value}").content.decode().split())
    assert (
        'role="alert">This list has no filter called institution; it was left out. '
        "What is shown is not narrowed by it.</p>"
    ) in page
