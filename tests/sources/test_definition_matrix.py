"""The matrix: each definition beside the five questions, cell by cell in the words of the definition."""

import csv
import re
from datetime import date
from io import StringIO
from typing import Any

import html5lib
import pytest
from django.test import Client

from sources.matrix import matrix
from sources.models import Definition, Element
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/definitions/matrix/"
YEAR = {"published_earliest": date(1999, 1, 1), "published_latest": date(1999, 12, 31)}


@pytest.fixture
def world() -> None:
    """A quotation of 2006 that answers two questions, one of 1955 that answers one twice, a mute remark."""
    first = builders.definition("all forms of cooperation", slug="beetham", title="Beetham", stated="2006")
    builders.element(first, "cooperation")
    builders.element(first, "all forms", "range")
    second = builders.definition(
        "trust and control", slug="rusk", title="Rusk", stated="1955", kind="paraphrase"
    )
    builders.element(second, "trust", "why")
    builders.element(second, "control", "why")
    builders.definition(
        "an ambiguous notion",
        slug="mute",
        title="Mute",
        kind="comment",
        concept=builders.concept("Soft power"),
    )
    hidden = builders.definition("hidden words", title="Hidden Draft", publication="draft")
    builders.element(hidden, "hidden", "who")


def table(client: Client, **query: object) -> Any:
    """The table of the page, parsed."""
    response = client.get(URL, query)
    assert response.status_code == 200
    tree = html5lib.parse(response.content, namespaceHTMLElements=False)
    return tree.find(".//table")


def words(cell: Any) -> str:
    """What a cell says, white space folded."""
    return " ".join("".join(cell.itertext()).split())


def text(client: Client, **query: object) -> str:
    """The page as HTML, white space folded as a browser does."""
    return " ".join(client.get(URL, query).content.decode().split())


def titles(client: Client, **query: object) -> list[str]:
    """The row headers, in order."""
    found = table(client, **query)
    return [] if found is None else [words(each) for each in found.findall("./tbody/tr/th")]


@pytest.mark.usefixtures("world")
def test_each_definition_is_a_row_in_order_of_time_the_undated_last(client: Client) -> None:
    assert titles(client) == ["Rusk", "Beetham", "Mute"]


@pytest.mark.usefixtures("world")
def test_the_questions_are_column_headers_and_the_definitions_row_headers(client: Client) -> None:
    found = table(client)
    columns = found.findall("./thead/tr/th[@scope='col']")
    assert [words(each) for each in columns] == [
        "actors",
        "activity",
        "purpose",
        "scope",
        "level",
        "Answers",
    ]
    assert [each.find("span").get("data-el") for each in columns[:5]] == Element.Question.values
    assert all(row.find("th").get("scope") == "row" for row in found.iter("tr") if row.find("td[@id]"))


@pytest.mark.usefixtures("world")
def test_a_cell_quotes_the_words_or_says_that_the_question_is_not_answered(client: Client) -> None:
    cells = {each.get("id"): words(each) for each in table(client).iter("td") if each.get("id")}
    assert cells["rusk-why"] == "“trust”; “control”"
    assert cells["beetham-what"] == "“cooperation”"
    assert cells["beetham-why"] == "not answered"
    assert len(cells) == 15
    assert all(cells.values())


@pytest.mark.usefixtures("world")
def test_a_cell_leads_to_the_phrase_and_the_phrase_back_to_the_cell(client: Client) -> None:
    followed = []
    for cell in table(client).iter("td"):
        for link in cell.findall("a[@lang]"):
            address, _hash, place = link.get("href").partition("#")
            page = html5lib.parse(client.get(address).content, namespaceHTMLElements=False)
            phrase = page.find(f".//a[@id='{place}']")
            assert f"“{''.join(phrase.itertext())}”" == words(link)
            assert phrase.get("href") == f"{URL}#{cell.get('id')}"
            followed.append(words(link))
    assert sorted(followed) == ["“all forms”", "“control”", "“cooperation”", "“trust”"]


@pytest.mark.usefixtures("world")
def test_counts_stand_at_the_end_of_rows_and_columns(client: Client) -> None:
    found = table(client)
    ends = [words(row.findall("td")[-1]) for row in found.findall("./tbody/tr")]
    assert [end.partition(" Evid")[0] for end in ends] == [
        "1 of 5, phrases: 2",
        "2 of 5, phrases: 2",
        "0 of 5, phrases: 0",
    ]
    assert [words(each) for each in found.findall("./tfoot/tr/td")] == [
        "0 of 3 answer, phrases: 0",
        "1 of 3 answer, phrases: 1",
        "1 of 3 answer, phrases: 2",
        "1 of 3 answer, phrases: 1",
        "0 of 3 answer, phrases: 0",
        "phrases: 4; one definition answers nothing",
    ]


@pytest.mark.usefixtures("world")
def test_counts_add_up_to_the_elements_that_stand() -> None:
    lost = Definition.objects.get(slug="beetham")
    lost.text = "every form of cooperation"
    builders.prove(lost, builders.citation(lost.text))
    lost.save()
    built = matrix(Definition.objects.for_list())
    standing = [each for record in Definition.objects.for_list() for each in record.standing_elements]
    assert len(standing) < Element.objects.filter(definition__publication="published").count()
    assert built.phrases == len(standing)
    assert sum(each.phrases for each in built.columns) == built.phrases
    assert sum(row.phrases for row in built.rows) == built.phrases
    assert sum(each.answered for each in built.columns) == sum(row.answered for row in built.rows)


@pytest.mark.usefixtures("world")
def test_the_sources_of_the_words_stand_at_the_foot_each_once(client: Client) -> None:
    handbook = builders.source("handbook", contributors_as_printed="Handy, B.", **YEAR)
    builders.definition("words of a handbook", title="Handy", kind="comment", stated="2010", read_in=handbook)
    builders.source("unread")

    def read_in(**query: object) -> list[str]:
        tree = html5lib.parse(client.get(URL, query).content, namespaceHTMLElements=False)
        part = tree.find(".//section[@aria-labelledby='read-in']")
        assert words(part.find("h2")) == "Where these words were read"
        assert all(each.find("a").get("href").startswith("/sources/") for each in part.iter("li"))
        return [words(each) for each in part.iter("li")]

    assert read_in() == ["Ar: Title of article", "Handy, B. (1999) Title of handbook"]
    assert read_in(stated_min="2010") == ["Handy, B. (1999) Title of handbook"]
    assert "Where these words were read" not in text(client, q="nowhere at all")


@pytest.mark.usefixtures("world")
def test_the_mark_of_a_row_leads_to_the_words_in_their_passage(client: Client) -> None:
    (row,) = table(client, kind="paraphrase").findall("./tbody/tr")
    (proof,) = Definition.objects.get(slug="rusk").evidence.filter(fact="text")
    (mark,) = row.findall(".//a[@class='ev read cited']")
    place = f"/sources/article/?passage={proof.citation.passage.key}#c-{proof.citation.slug}"
    assert mark.get("href") == place


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"concept": "soft-power"}, ["Mute"]),
        ({"kind": "paraphrase"}, ["Rusk"]),
        ({"element": "range"}, ["Beetham"]),
        ({"element": "not-stated"}, ["Mute"]),
        ({"stated_min": "2000"}, ["Beetham"]),
        ({"q": "ambiguous"}, ["Mute"]),
        ({"kind": ["paraphrase", "comment"]}, ["Rusk", "Mute"]),
        ({"sort": "-stated"}, ["Beetham", "Rusk", "Mute"]),
    ],
)
def test_is_narrowed_by_the_filters_of_the_list(
    client: Client, query: dict[str, Any], expected: list[str]
) -> None:
    assert titles(client, **query) == expected


@pytest.mark.usefixtures("world")
def test_a_filter_that_is_on_can_be_taken_off_and_concepts_lead_to_their_own_matrix(client: Client) -> None:
    page = text(client, concept="soft-power")
    assert '<a class="chip" href="?"><span class="vh">Remove filter </span>Concept: Soft power' in page
    assert f'<a href="{URL}?concept=soft-power" aria-current="true">Soft power</a>' in page
    assert f'<a href="{URL}?concept=parliamentary-diplomacy">Parliamentary diplomacy</a>' in page
    assert "1 of 3 definitions" in page


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"kind": "nonsense"}, "is not one of the available choices"),
        ({"concept": "nothing"}, "is not one of the available choices"),
        ({"stated_min": "x"}, "Write a year, such as 1990."),
        ({"q": "x" * 201}, "at most 200 characters"),
        ({"q": "a\x00b"}, "This holds a character that cannot be read"),
    ],
)
@pytest.mark.parametrize(("also", "status"), [({}, 200), ({"format": "csv"}, 404)])
def test_what_is_not_understood_is_said_and_shows_nothing(
    client: Client, query: dict[str, str], sentence: str, also: dict[str, str], status: int
) -> None:
    response = client.get(URL, {**query, **also})
    assert response.status_code == status
    page = response.content.decode()
    assert sentence in page
    assert "<table" not in page


@pytest.mark.usefixtures("world")
def test_a_value_that_goes_on_too_long_is_told_again_only_in_part(client: Client) -> None:
    """The page once repeated a kind of 5000 letters in its address, its summary, its chips and its error."""
    short, long = (len(text(client, kind="k" * number)) for number in (61, 5000))
    page = text(client, kind="k" * 5000)
    assert f"{'k' * 60}… is not one of the available choices." in page
    assert "k" * 61 not in page
    assert long <= short
    assert f"no filter called {'n' * 60}…; it was left out." in text(client, **{"n" * 5000: "x"})


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("query", [{"page": "2"}, {"page": "x"}])
def test_a_page_that_does_not_exist_is_a_404(client: Client, query: dict[str, str]) -> None:
    assert client.get(URL, query).status_code == 404


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("asked", ["xyz", "json", "csv\x00"])
def test_a_file_that_does_not_exist_is_named_and_the_table_shown(client: Client, asked: str) -> None:
    page = text(client, format=asked)
    assert "This list is no file of the format" in page and "its files are CSV." in page
    assert "<table" in page
    assert "is no file of the format" not in text(client)


@pytest.mark.usefixtures("world")
def test_the_table_scrolls_under_its_heads(client: Client) -> None:
    assert re.search(r'<div class="scroll tall"[^>]*> <table class="data grid stay"', text(client))


@pytest.mark.usefixtures("world")
def test_an_unknown_filter_is_named(client: Client) -> None:
    assert "This list has no filter called colour" in text(client, colour="red")


def test_without_any_record_says_so(client: Client) -> None:
    page = text(client)
    assert "There is no published record of this kind yet." in page
    assert "<table" not in page


def rows_of_file(client: Client, **query: object) -> list[dict[str, str]]:
    """The rows of the file, by the names of its columns."""
    response = client.get(URL, {"format": "csv", **query})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.usefixtures("world")
def test_the_file_has_a_row_a_definition_as_filtered(client: Client) -> None:
    found = rows_of_file(client)
    assert [row["slug"] for row in found] == ["rusk", "beetham", "mute"]
    assert found[0]["why"] == "trust | control"
    assert found[0]["who"] == ""
    assert found[0]["questions_answered"] == "1"
    assert found[1]["words"] == "all forms of cooperation"
    assert [row["slug"] for row in rows_of_file(client, element="range")] == ["beetham"]
    assert "format=csv" in text(client, element="range")


def test_the_file_is_no_formula_in_a_spreadsheet(client: Client) -> None:
    record = builders.definition("=1+1 of cooperation", title="Evil")
    builders.element(record, "=1+1", "who")
    (row,) = rows_of_file(client)
    assert row["words"] == "'=1+1 of cooperation"
    assert row["who"] == "'=1+1"


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_rows(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for each in range(number):
        record = builders.definition(
            stated="2006",
            work=builders.source(f"work-{each}"),
            via=builders.source(f"via-{each}"),
            concept=builders.concept(f"Concept {each}"),
        )
        builders.element(record, "cooperation")
        record.speakers.add(builders.contributor(f"Author {each}"))
    with django_assert_num_queries(8):
        client.get(URL)
