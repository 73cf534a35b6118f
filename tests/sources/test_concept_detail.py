"""The page of a concept: its names, what the sources say of it, its definitions in order of time."""

import pytest
from django.test import Client

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
    assert f'popovertarget="{concept.evidence.get(fact="name").citation.slug}"' in page


def test_says_what_the_sources_say_of_it_with_a_mark_or_that_they_say_nothing(client: Client) -> None:
    concept = builders.concept(summary="A notion much used.")
    cited = concept.evidence.get(fact="summary").citation
    assert f'A notion much used. <button type="button" class="ev" popovertarget="{cited.slug}"' in text(
        client
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
    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get(URL)
