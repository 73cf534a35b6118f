"""The page on how phrases were marked: the questions, who did it and when, what was hard."""

import re
from typing import Any

import pytest
from django.test import Client

from sources.coding import RULES, SETTLED, coding
from sources.models import Definition, Element
from sources.unmarked import DOUBTS, READ_AGAIN
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/definitions/method/"


def text(client: Client) -> str:
    """The page as HTML, white space folded as a browser does."""
    response = client.get(URL)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def world() -> None:
    """Two definitions, one marked by two readers with a note, one that answers nothing, and a draft."""
    record = builders.definition("all forms of cooperation", slug="beetham", title="Beetham")
    builders.element(record, "all forms", "range", coder="Ann", coded_on="2026-11-03")
    builders.element(record, "cooperation", "what", coder="Ben", coded_on="2026-11-05", note="Read narrowly.")
    builders.definition("an ambiguous notion", title="Mute")
    hidden = builders.definition("hidden words", title="Hidden", publication="draft")
    builders.element(hidden, "hidden", "who", coder="Secret", note="A secret note.")


def test_every_question_has_a_rule() -> None:
    assert set(RULES) == set(Element.Question)


@pytest.mark.usefixtures("world")
def test_each_question_is_explained_and_counted_and_leads_to_its_answers(client: Client) -> None:
    page = text(client)
    for question in Element.Question:
        assert f'data-el="{question.word}">{question.noun}</span>' in page
        assert str(RULES[question]) in page
    assert '<a href="/definitions/matrix/?element=range">1 of 2</a>' in page
    assert '<a href="/definitions/matrix/?element=who">0 of 2</a>' in page


def test_the_shortest_definition_that_answers_most_questions_and_not_all_is_the_example(
    client: Client,
) -> None:
    def marked(title: str, text: str, phrases: dict[str, str]) -> None:
        record = builders.definition(text, slug=title.lower(), title=title)
        for question, words in phrases.items():
            builders.element(record, words, question)

    marked("Two", "acts of members", {"what": "acts", "who": "members"})
    marked("All", "a b c d e", dict(zip(Element.Question.values, "abcde", strict=True)))
    assert "An example:" not in text(client)
    marked("Long", "many acts of all members", {"range": "many", "what": "acts", "who": "all members"})
    marked("Short", "all acts of members", {"range": "all", "what": "acts", "who": "members"})
    page = text(client)
    assert '<h2 id="example">An example: Short</h2>' in page
    example = page.partition('id="example"')[2].partition("</section>")[0]
    assert '<span class="el who" data-el="who">members</span>' in example
    assert '<span lang="en">“members”</span>' in example
    assert re.findall("Does not answer “(.*?)”", example) == ["why", "level"]


@pytest.mark.usefixtures("world")
def test_says_who_marked_how_much_and_when(client: Client) -> None:
    page = text(client)
    assert '<th scope="row">Ann</th><td>3 November 2026</td><td class="n">1</td>' in page
    assert '<th scope="row">Ben</th><td>5 November 2026</td><td class="n">1</td>' in page
    assert "Secret" not in page


def test_what_was_not_recorded_of_the_marking_reads_not_stated(client: Client) -> None:
    builders.element(builders.definition(), "cooperation")
    not_stated = '<span class="tbf">[not stated]</span>'
    assert f'<th scope="row">{not_stated}</th><td>{not_stated}</td><td class="n">1</td>' in text(client)


@pytest.mark.usefixtures("world")
def test_every_note_is_listed_with_its_phrase(client: Client) -> None:
    page = text(client)
    assert '<a href="/definitions/beetham/#what" lang="en">“cooperation”</a>' in page
    assert "Read narrowly." in page
    assert "One of 2 phrases has a note" in page
    assert "A secret note." not in page


def test_says_how_hard_cases_were_settled(client: Client) -> None:
    page = text(client)
    for rule in SETTLED:
        assert f"<li>{rule}</li>" in page


def test_words_left_unmarked_stand_with_the_reason_as_long_as_they_are_unmarked(client: Client) -> None:
    doubt = DOUBTS[0]
    record = builders.definition(f"brought up to {doubt.words}: solving", slug=doubt.slug, title="Doubted")
    page = text(client)
    assert f"“{doubt.words}”</span>" in page
    assert str(doubt.says) in page
    assert "Two readers went through" not in page
    builders.element(record, doubt.words, "who")
    assert str(doubt.says) not in text(client)


def test_the_two_readers_are_told_of_only_beside_the_marking_that_they_read(client: Client) -> None:
    doubt = DOUBTS[0]
    record = builders.definition(f"matters brought up to {doubt.words}", slug=doubt.slug)
    other = builders.element(record, "matters", coder=READ_AGAIN.coder, coded_on="2027-01-01")
    page = text(client)
    assert 'id="coders"' in page and "Two readers went through" not in page
    builders.element(record, "brought up", coder=READ_AGAIN.coder, coded_on=READ_AGAIN.coded_on)
    page = text(client)
    assert "Two readers went through" in page
    assert "would do. Of words that stayed unmarked it is told below." in page
    other.delete()
    builders.element(record, doubt.words, "who")
    page = text(client)
    assert "Two readers went through" in page and "it is told below" not in page


@pytest.mark.usefixtures("world")
def test_names_the_definitions_that_answer_nothing(client: Client) -> None:
    assert re.search(r"One definition answers none of the questions: <a [^>]+>Mute</a>\.", text(client))


@pytest.mark.usefixtures("world")
def test_all_concepts_are_found_from_here(client: Client) -> None:
    builders.definition(concept=builders.concept("Kurultai"))
    builders.concept("Undefined")
    page = text(client)
    assert '<a href="/concepts/kurultai/">Kurultai</a>' in page
    assert (
        '<a href="/definitions/matrix/?concept=parliamentary-diplomacy">2 definitions by question</a>' in page
    )
    assert "Undefined" not in page


@pytest.mark.usefixtures("world")
def test_counts_of_readers_and_of_questions_add_up() -> None:
    found = coding(Definition.objects.for_list())
    assert sum(each.phrases for each in found.sessions) == found.table.phrases == 2
    assert sum(each.phrases for each in found.rules) == 2
    assert found.marked_percent == round(100 * len("all formscooperation") / 43)


def test_without_any_record_counts_nothing(client: Client) -> None:
    page = text(client)
    for heading in ("coders", "hard", "unmarked", "concepts"):
        assert f'<h2 id="{heading}">' not in page
    assert "0 of 0" in page


def test_the_legend_leads_here(client: Client) -> None:
    builders.element(builders.definition(slug="one"), "cooperation")
    for address in ("/definitions/", "/definitions/one/", "/definitions/matrix/"):
        assert f'href="{URL}"' in client.get(address).content.decode(), address


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_definitions(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for each in range(number):
        record = builders.definition(concept=builders.concept(f"Concept {each}"))
        builders.element(record, "cooperation", note="Hard.")
        record.speakers.add(builders.contributor(f"Author {each}"))
    with django_assert_num_queries(6):
        client.get(URL)
