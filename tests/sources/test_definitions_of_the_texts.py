"""The definitions that the portal ships: the matrix cell by cell, how to cite them, their ways."""

import csv
import re
from collections import Counter
from io import StringIO
from typing import Any

import html5lib
import pytest
from django.test import Client

from sources.coding import coding
from sources.lineage import trees
from sources.lineage_picture import picture
from sources.models import Definition, Element
from sources.unmarked import DOUBTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]
MATRIX = "/definitions/matrix/"


def parsed(client: Client, address: str) -> Any:
    """The page at an address."""
    return html5lib.parse(client.get(address).content, namespaceHTMLElements=False)


def words(element: Any) -> str:
    """What an element says, white space folded."""
    return " ".join("".join(element.itertext()).split())


def test_the_words_of_each_cell_stand_in_the_definition_at_their_place(client: Client) -> None:
    expected: dict[str, list[str]] = {}
    for each in Element.objects.select_related("definition").order_by("definition__slug", "start"):
        assert each.definition.text[each.start : each.end] == each.words, each
        expected.setdefault(f"{each.definition.slug}-{each.question}", []).append(f"“{each.words}”")
    cells = [cell for cell in parsed(client, MATRIX).iter("td") if cell.get("id")]
    assert len(cells) == len(Element.Question) * Definition.objects.published().count()
    for cell in cells:
        quoted = expected.pop(cell.get("id"), None)
        assert words(cell) == ("; ".join(quoted) if quoted else "not answered"), cell.get("id")
    assert expected == {}


def test_the_total_of_the_matrix_is_the_number_of_elements(client: Client) -> None:
    total = re.search(r"phrases: (\d+)", words(parsed(client, MATRIX).findall(".//tfoot/tr/td")[-1]))
    assert total
    assert int(total[1]) == Element.objects.count()


def test_each_phrase_of_the_matrix_leads_to_a_place_of_its_own(client: Client) -> None:
    wanted: dict[str, list[str]] = {}
    for link in parsed(client, MATRIX).iterfind(".//td[@id]/a"):
        address, _hash, place = link.get("href").partition("#")
        wanted.setdefault(address, []).append(place)
    assert sum(map(len, wanted.values())) == Element.objects.count()
    for address, places in wanted.items():
        assert max(Counter(places).values()) == 1, address
        page = client.get(address).content.decode()
        assert [each for each in places if f' id="{each}"' not in page] == [], address


def test_the_file_of_the_matrix_holds_the_same_words(client: Client) -> None:
    content = client.get(MATRIX, {"format": "csv"}).content.decode("utf-8-sig")
    found = {row["slug"]: row for row in csv.DictReader(StringIO(content))}
    assert len(found) == Definition.objects.published().count()
    for record in Definition.objects.for_list():
        assert found[record.slug]["words"] == record.text
        for answer in record.answers:
            said = " | ".join(each.words for each in answer.elements)
            assert found[record.slug][answer.question.value] == said, record


def test_all_words_in_doubt_stand_in_their_definition_once_and_unmarked() -> None:
    marking = coding(Definition.objects.for_list())
    assert marking.read_again  # the readers are told of beside their doubts
    found = marking.left_unmarked
    assert {(each.definition.slug, each.words) for each in found} == {
        (each.slug, each.words) for each in DOUBTS
    }
    for each in found:
        assert each.definition.text.count(each.words) == 1, each


def test_no_phrase_begins_with_a_word_that_only_ties_it_to_its_sentence() -> None:
    for each in Element.objects.all():
        assert each.words.split()[0].lower() not in {"of", "by", "to", "through", "as", "for"}, each


@pytest.mark.parametrize("slug", ["rusk-1955", "weisglas-de-boer-2007"])
def test_aims_keep_whose_understanding_is_meant(slug: str) -> None:
    first = Element.objects.filter(definition__slug=slug, question="why").first()
    assert first
    assert first.words.endswith(("between states", "between countries"))


def cite_box(client: Client, record: Definition) -> str:
    """What the page of a definition says on citing it, marks and tags left out."""
    page = client.get(record.get_absolute_url()).content.decode()
    section = page.partition('<h2 id="cite-words">')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<button.*?</button>|<[^>]+>", " ", section).split())


def test_no_box_cites_a_work_that_was_not_read_as_if_it_had_been(client: Client) -> None:
    second_hand = 0
    for record in Definition.objects.for_list():
        box = cite_box(client, record)
        read = box.find(record.read_in.heading)
        assert read >= 0, record
        if not record.is_second_hand:
            assert "quoted" not in box.partition("A part of")[0], record
            continue
        second_hand += 1
        manner = "paraphrased in" if record.is_paraphrase else "quoted in"
        assert manner in box[:read], record
        for work in {record.own_work, record.via} - {None}:
            assert box.find(work.heading) < box.find(manner), record
        if record.via:
            assert "quoted through" in box[: box.find(record.via.heading)], record
        assert f"The words were read in {record.read_in}, not in the work itself." in box, record
    assert second_hand > 10


def test_no_caption_says_that_words_were_read_in_a_work_that_was_not_seen(client: Client) -> None:
    for record in Definition.objects.for_list():
        caption = words(parsed(client, record.get_absolute_url()).find(".//figcaption"))
        manner = (
            "Read in the work itself"
            if not record.is_second_hand
            else "Paraphrased in"
            if record.is_paraphrase
            else "Quoted at second hand in"
            if record.via
            else "Quoted in"
        )
        assert caption.startswith(manner), record


def test_each_definition_stands_on_its_way_and_only_what_was_read_is_seen() -> None:
    listed = list(Definition.objects.for_list())
    roots = trees(listed)
    read = {each.read_in.short for each in listed}
    assert {root.label for root in roots} == read
    nodes = [label.node for label in picture(roots).labels]
    for record in listed:
        if record.is_second_hand:
            assert sum(node.title == record.title for node in nodes) == 1, record
    for root in roots:
        for first in root.children:
            assert first.tie
            assert first.tie.seen
            for behind in first.children:
                assert behind.tie
                assert not behind.tie.seen or behind.tie.fact == "amends"


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        (["Abitbekov 2021", "Šabič, Fenko & Roter 2016", "Vera Squarcialupi"], [True, False]),
        (["Abitbekov 2021", "Beetham 2006", "Beetham", "Abitbekov 2021"], [True, False, True]),
        (["Abitbekov 2021", "Stavridis & Jancic 2016", "Stavridis and Jancic", ""], [True, False, False]),
        (["Abitbekov 2021", "Rusk 1955", "Rusk"], [True, False]),
    ],
)
def test_the_ways_that_readers_ask_for(path: list[str], seen: list[bool]) -> None:
    nodes = [root for root in trees(Definition.objects.for_list()) if root.label == path[0]]
    for label, was_seen in zip(path[1:], seen, strict=True):
        nodes = [
            each
            for node in nodes
            for each in node.children
            if (each.words.startswith("catalysing") if not label else each.label == label)
        ]
        assert nodes, label
        assert nodes[0].tie
        assert nodes[0].tie.seen is was_seen


def test_what_a_student_asks_is_answered_where_a_student_looks(client: Client) -> None:
    page = client.get("/definitions/rusk-1955/").content.decode()
    assert "The aims given for Rusk are those of Weisglas and De Boer" in page
    page = client.get(MATRIX, {"q": "democratic legitimacy"}).content.decode()
    assert "increase the democratic legitimacy of inter-governmental institutions" in page
    assert "1 of 46 definitions" in " ".join(page.split())
    assert "Squarcialupi" in client.get("/definitions/", {"q": "p. 44"}).content.decode()


@pytest.mark.parametrize("slug", ["inter-parliamentary-institutions", "kurultai", "integration"])
def test_another_concept_shows_all_that_is_said_of_it(client: Client, slug: str) -> None:
    page = client.get(f"/concepts/{slug}/").content.decode()
    for heading in ("definitions", "findings"):
        assert f'<h2 id="{heading}">' in page
    assert f'href="{MATRIX}?concept={slug}"' in page
    assert client.get(MATRIX, {"concept": slug}).context["matrix"].rows
