"""The page of who quotes whom: a picture and a list that say the same, each tie with how it is known."""

import re
from typing import Any

import html5lib
import pytest
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db
URL = "/definitions/lineage/"


def text(client: Client) -> str:
    """The page as HTML, white space folded as a browser does."""
    response = client.get(URL)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def world() -> None:
    """A guide quoted and amended in the article, and a definition that it gives through another work."""
    guide = builders.definition(
        title="Beetham 2006",
        work=builders.source("guide"),
        pages="p. 173",
        stated="2006",
        speakers_as_printed="Beetham",
    )
    builders.definition(title="Own words", work=builders.source(), amends=guide, stated="2021")
    builders.definition(
        title="Squarcialupi", via=builders.source("small-states"), speakers_as_printed="Vera Squarcialupi"
    )


@pytest.mark.usefixtures("world")
def test_the_picture_and_the_list_say_the_same(client: Client) -> None:
    tree = html5lib.parse(text(client), namespaceHTMLElements=False)
    svg = next(each for each in tree.iter() if str(each.tag).endswith("svg") and each.get("class") == "tl")
    texts = [each for each in svg.iter() if str(each.tag).endswith("text")]
    drawn = sorted("".join(each.itertext()) for each in texts if each.get("class") != "ax")
    ties = [list(each.itertext()) for each in texts if each.get("class") == "ax"]
    known = [each[-1] for each in ties]
    listed = tree.find(".//section[@aria-labelledby='list']")
    lines = ["".join(each.itertext()) for each in listed.iter("p")]
    assert len(lines) == len(drawn)
    for label in drawn:
        assert any(label in line for line in lines), label
    assert sum("– words seen" in line for line in lines) == known.count("words seen")
    assert sum("– reported by" in line for line in lines) == known.count("reported")
    assert len(known) == len(drawn) - 1
    assert [each for each in ties if len(each) > 1] == [["amended by", "words seen"]]
    assert sum("amended by" in line for line in lines) == 1


@pytest.mark.usefixtures("world")
def test_a_dashed_line_always_is_reported_and_of_a_solid_one_words_were_seen(client: Client) -> None:
    link = r'<path class="lane"[^>]*?( stroke-dasharray[^>]*)?/><text [^>]*>(?:[\w ]+<tspan[^>]*>)?([\w ]+)<'
    lines = re.findall(link, text(client))
    assert {(bool(dash), word) for dash, word in lines} == {(True, "reported"), (False, "words seen")}


@pytest.mark.usefixtures("world")
def test_each_tie_has_a_mark_and_leads_to_the_definition_and_its_work(client: Client) -> None:
    page = text(client)
    assert '<a href="/sources/guide/">Guide</a>, p. 173' in page
    assert re.search(r'<a href="/definitions/author-\d+/">Vera Squarcialupi</a> \(Squarcialupi\)', page)
    section = page.partition('<h2 id="list">')[2].partition("</section>")[0]
    ties = section.count("– words seen in Article") + section.count("– reported by")
    assert section.count('href="/sources/article/?passage=') >= ties - 1


@pytest.mark.usefixtures("world")
def test_no_heading_level_is_skipped_and_the_picture_has_a_name(client: Client) -> None:
    page = text(client)
    assert re.findall(r"<h(\d)", page)[:2] == ["1", "2"]
    assert 'aria-label="Who quotes whom; the list below says the same"' in page


def test_discrepancies_on_who_said_it_are_shown_and_others_and_drafts_are_not(client: Client) -> None:
    record = builders.definition(work=builders.source("guide"))
    for title, fields in {
        "Whose aims": {"kind": "attribution"},
        "Which year": {"kind": "date"},
        "Hidden doubt": {"kind": "attribution", "publication": "draft"},
    }.items():
        builders.discrepancy(title, **fields).definitions.add(record)
    builders.discrepancy("Of no definition", kind="attribution")
    page = text(client)
    assert "Whose aims" in page
    for title in ("Which year", "Hidden doubt", "Of no definition"):
        assert title not in page


def test_without_any_record_says_so(client: Client) -> None:
    page = text(client)
    assert "There is no published record of this kind yet." in page
    assert 'class="tl"' not in page


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_definitions(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for each in range(number):
        first = builders.definition(work=builders.source(f"work-{each}"), via=builders.source(f"via-{each}"))
        builders.definition(amends=first, work=builders.source(f"later-{each}"))
        first.speakers.add(builders.contributor(f"Author {each}"))
        builders.discrepancy(f"Doubt {each}", kind="attribution").definitions.add(first)
    with django_assert_num_queries(7):
        client.get(URL)
