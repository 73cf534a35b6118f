"""The page of a concept: its names, what the sources say of it, its definitions in order of time."""

import re
from typing import Any

import pytest
from django.test import Client

from sources.models import Definition
from sources.page_evidence import place_url as place
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/concepts/parliamentary-diplomacy/"


def text(client: Client) -> str:
    """The page of the concept, as HTML, white space folded as a browser does."""
    response = client.get(URL)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_names_it_in_three_languages_or_says_that_no_source_does(client: Client) -> None:
    concept = builders.concept(name_ru="Парламентская дипломатия")
    page = text(client)
    assert '<span lang="en">Parliamentary diplomacy</span>' in page
    assert '<span lang="ru">Парламентская дипломатия</span>' in page
    assert 'Kazakh:</span> <span class="tbf">[not stated]</span>' in page
    assert f'href="{place(concept.evidence.get(fact="name").citation)}"' in page


def test_says_what_the_sources_say_of_it_with_a_mark_or_that_they_say_nothing(client: Client) -> None:
    concept = builders.concept(summary="A notion much used.")
    cited = concept.evidence.get(fact="summary").citation
    assert re.search(
        rf'A notion much used\. <a class="ev[^"]*" href="{re.escape(place(cited))}"', text(client)
    )
    concept.summary = ""
    concept.save()
    assert '<dt>In the sources</dt><dd><span class="tbf">[not stated]</span>' in text(client)


def test_shows_its_own_published_definitions_in_order_of_time(client: Client) -> None:
    builders.definition("undated words", title="Undated")
    builders.definition("later words", title="Later", stated="2006")
    builders.definition("earlier words", title="Earlier", stated="1955")
    builders.definition("hidden words", title="Hidden", publication="draft")
    builders.definition("words on another", title="Other", concept=builders.concept("Soft power"))
    page = text(client)
    places = [page.index(words) for words in ("“earlier words”", "“later words”", "“undated words”")]
    assert places == sorted(places)
    assert "hidden words" not in page
    assert "words on another" not in page


def test_shows_the_first_six_definitions_and_leads_to_all(client: Client) -> None:
    for number in range(9):
        builders.definition(f"words of {number}", stated=f"200{number}")
    page = text(client)
    assert "“words of 5”" in page
    assert "“words of 6”" not in page
    address = "/definitions/?concept=parliamentary-diplomacy"
    assert f'<a href="{address}">All 9 definitions, in order of time</a>' in page
    assert len(client.get(address).context["object_list"]) == 9


def test_without_definitions_has_no_empty_section(client: Client) -> None:
    builders.concept()
    page = text(client)
    assert '<h2 id="definitions">' not in page
    assert "k-who" not in page


def said(about: Definition, title: str, **fields: Any) -> Any:
    """A finding about a definition."""
    made = builders.statement(title, **fields)
    made.definitions.add(about)
    return made


def test_shows_all_that_is_said_of_its_definitions_each_once_with_its_mark(client: Client) -> None:
    record, second = builders.definition(), builders.definition()
    finding = said(record, "Much used")
    finding.definitions.add(second)
    said(builders.definition(concept=builders.concept("Soft power")), "Of another")
    page = text(client)
    assert page.count(f'<a href="{finding.get_absolute_url()}">Much used</a>') == 1
    cited = finding.evidence.get(fact="title").citation
    assert f'href="{place(cited)}"' in page.partition('<h2 id="findings">')[2]
    assert "Of another" not in page


def test_shows_where_sources_disagree_on_its_definitions(client: Client) -> None:
    record = builders.definition()
    doubt = builders.discrepancy("Two spellings")
    doubt.definitions.add(record)
    builders.discrepancy("Of no definition")
    page = text(client)
    assert re.search(r'<h2 id="discrepancies">.*>Two spellings</a> <span class="meta">Confirmed</span>', page)
    assert "Of no definition" not in page


def test_names_the_bodies_that_this_concerns_each_once(client: Client) -> None:
    record = builders.definition()
    body, other = builders.institution("Assembly A"), builders.institution("Assembly B")
    draft = builders.institution("Assembly C", publication="draft")
    finding = said(record, "Much used")
    doubt = builders.discrepancy("Two spellings")
    doubt.definitions.add(record)
    for each in (body, draft):
        each.statements.add(finding)
    for each in (body, other):
        each.discrepancies.add(doubt)
    section = text(client).partition('<h2 id="bodies">')[2].partition("</section>")[0]
    assert re.findall(r">(Assembly .)</a>", section) == ["Assembly A", "Assembly B"]


@pytest.mark.parametrize("publication", ["draft", "published"])
def test_what_is_said_of_its_definitions_is_shown_once_published(client: Client, publication: str) -> None:
    record = builders.definition()
    hidden = builders.definition(title="Hidden", publication=publication)
    said(record, "Draft finding", publication=publication)
    said(hidden, "Finding on a draft")
    said(record, "Finding of a draft", source=builders.source("hidden", publication=publication))
    builders.discrepancy("Draft doubt", publication=publication).definitions.add(record)
    builders.discrepancy("Doubt on a draft").definitions.add(hidden)
    page = text(client)
    shown = publication == "published"
    for words in (
        "Draft finding",
        "Finding on a draft",
        "Finding of a draft",
        "Draft doubt",
        "Doubt on a draft",
    ):
        assert (words in page) is shown, words
    for heading in ("findings", "discrepancies"):
        assert (f'<h2 id="{heading}">' in page) is shown, heading
        assert (f'href="#{heading}"' in page) is shown, heading


def test_leads_to_its_matrix_to_who_quotes_whom_and_to_all_concepts(client: Client) -> None:
    builders.definition()
    page = text(client)
    matrix = "/definitions/matrix/?concept=parliamentary-diplomacy"
    for address in (matrix, "/definitions/lineage/", "/definitions/method/#concepts"):
        assert f'href="{address}"' in page
    assert len(client.get(matrix).context["matrix"].rows) == 1


def test_a_draft_is_not_found(client: Client) -> None:
    builders.concept(publication="draft")
    assert client.get(URL).status_code == 404


@pytest.mark.parametrize("slug", ["nothing", "PARLIAMENTARY-DIPLOMACY", "parliamentary-diplomacy%00"])
def test_an_address_without_a_concept_is_not_found(client: Client, slug: str) -> None:
    builders.concept()
    assert client.get(f"/concepts/{slug}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_definitions(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    for each in range(number):
        record = builders.definition(stated="2006", work=builders.source(f"work-{each}"))
        builders.element(record, "cooperation")
        record.speakers.add(builders.contributor(f"Author {each}"))
        finding = said(record, f"Finding {each}", source=builders.source(f"text-{each}"))
        doubt = builders.discrepancy(f"Doubt {each}")
        doubt.definitions.add(record)
        body = builders.institution(f"Assembly {each}")
        body.statements.add(finding)
        body.discrepancies.add(doubt)
    with django_assert_num_queries(14):  # type: ignore[operator]
        client.get(URL)


def test_a_name_that_no_citation_prints_carries_no_mark_and_is_called_the_editors_own(client: Client) -> None:
    concept = builders.concept(name_ru="Парламентская дипломатия", name_kk="Парламенттік дипломатия")
    row = concept.evidence.get(fact="name")
    row.pk, row.citation = None, builders.citation("Парламентская дипломатия", language="ru")
    row.save()
    names = text(client).partition('<h2 id="names">')[2].partition("</section>")[0]
    english, russian, kazakh = re.split("Russian:</span>|Kazakh:</span>", names)
    assert english.count('class="ev') == russian.count('class="ev') == 1
    assert "editors" not in english + russian
    assert 'class="ev' not in kazakh
    assert "the editors’ form" in kazakh


def test_shows_what_names_it_though_it_is_tied_to_no_definition(client: Client) -> None:
    builders.definition()
    builders.statement("The birth of Parliamentary Diplomacy")
    builders.statement("Another matter")
    builders.discrepancy("The date of parliamentary diplomacy")
    builders.institution("Institute of Parliamentary Diplomacy")
    builders.institution("Assembly of Parliamentary Diplomacy", publication="draft")
    page = text(client)
    assert "The birth of Parliamentary Diplomacy" in page.partition('<h2 id="findings">')[2]
    assert "The date of parliamentary diplomacy" in page.partition('<h2 id="discrepancies">')[2]
    assert "Institute of Parliamentary Diplomacy</a>" in page.partition('<h2 id="bodies">')[2]
    assert "Another matter" not in page and "Assembly of Parliamentary" not in page
    assert '<a href="/search/?q=Parliamentary%20diplomacy">' in page


@pytest.mark.usefixtures("filled")
def test_the_page_of_the_kurultai_holds_every_finding_discrepancy_and_body_of_that_name(
    client: Client,
) -> None:
    page = client.get("/concepts/kurultai/").content.decode()
    for title in (
        "The Kurultai adopted the code Zhety Zhargy",
        "The first Kurultais gave rise to parliamentary diplomacy",
        "Kurultai and Duma compared",
        "At the Kurultais: politics only",
        "The centuries of the Kurultai",
        "What was discussed at the Kurultai",
        "Kurultai of Kazakhstan",
    ):
        assert title in page
