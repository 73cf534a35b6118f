"""The comparison of definitions: side by side, word by word, one address, and what one takes home."""

import csv
import gzip
import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element as Node

import brotli
import html5lib
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client

from sources.models import Definition, Element, Source
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/definitions/compare/"
LARGE = 24 * 1024


@pytest.fixture
def world() -> None:
    """Beetham of 2006, whom the author of 2021 amends; a paraphrase of 1955; undated words; a draft."""
    beetham = builders.definition(
        "all forms of cooperation of parliamentarians",
        slug="beetham",
        title="Beetham 2006",
        stated="2006",
        pages="p. 173",
        work=builders.source("guide", title_en="A guide to good practice"),
    )
    builders.element(beetham, "all forms", "range")
    builders.element(beetham, "cooperation", "what", coder="An editor", note="Read narrowly.")
    builders.element(beetham, "parliamentarians", "who")
    builders.definition(
        "parliamentary diplomacy includes all forms of cooperation of parliamentarians [abroad]",
        slug="author",
        title="Author 2021",
        stated="2021",
        amends=beetham,
        context="Narrows the words to what is abroad.",
        work=builders.source(),
    )
    builders.definition(
        "the improvement of trust", slug="rusk", title="Rusk 1955", stated="1955", kind="paraphrase"
    )
    undated = builders.definition("links of peers, =1+1", slug="undated", title="Undated")
    builders.element(undated, "=1+1", "why")
    builders.definition("hidden words", slug="hidden", title="Hidden Draft", publication="draft")


def address(*slugs: str, **more: str) -> str:
    """The address that names these definitions, in this order."""
    return URL + "?" + "&".join([*(f"d={slug}" for slug in slugs), *(f"{k}={v}" for k, v in more.items())])


def text(client: Client, *slugs: str, status: int = 200, **more: str) -> str:
    """The page as HTML, white space folded as a browser does."""
    response = client.get(address(*slugs, **more))
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def tree(client: Client, *slugs: str, **more: str) -> Node:
    """The page as a browser builds it."""
    return html5lib.parse(text(client, *slugs, **more), namespaceHTMLElements=False)


def said(node: Node | None) -> str:
    """The text of an element, white space folded."""
    return " ".join("".join(node.itertext()).split()) if node is not None else ""


def rows(page: Node) -> dict[str, list[str]]:
    """The table side by side: the cells of each row by its head."""
    table = next(each for each in page.iter("table") if "beside" in each.get("class", ""))
    bodies = [list(body) for body in table.findall("tbody")]
    return {said(head.find("th")): [said(cell) for cell in cells.findall("td")] for head, cells in bodies}


@pytest.mark.usefixtures("world")
def test_the_words_stand_beside_each_other_verbatim_in_order_of_time(client: Client) -> None:
    page = tree(client, "rusk", "beetham", "author")
    heads = [said(each).replace(" Remove", "|").partition("|")[0] for each in page.iter("th")][:3]
    assert heads == ["Rusk 1955", "Beetham 2006", "Author 2021"]
    quotes = ["".join(each.itertext()) for each in page.find(".//table").iter("blockquote")]
    assert quotes == [
        "the improvement of trust",
        "“all forms of cooperation of parliamentarians”",
        "“parliamentary diplomacy includes all forms of cooperation of parliamentarians [abroad]”",
    ]
    assert said(page.find(".//h1")) == "Three definitions side by side"


@pytest.mark.usefixtures("world")
def test_each_question_is_answered_in_the_words_or_said_not_to_be(client: Client) -> None:
    found = rows(tree(client, "beetham", "author"))
    assert found["actors"][0].startswith("“parliamentarians” Evidence, read")
    assert "Ar≈" in found["actors"][0]
    assert found["actors"][1] == "Does not answer “who”."
    assert found["level"] == ["Does not answer “level”."] * 2


@pytest.mark.usefixtures("world")
def test_the_facts_are_compared_with_their_marks_or_read_not_stated(client: Client) -> None:
    page = tree(client, "beetham", "author", "undated")
    found = rows(page)
    assert found["Date"][0].startswith("2006 Evidence")
    assert found["Date"][2] == "[not stated]"
    assert found["Work"][0].startswith("A guide to good practice Evidence")
    assert found["Page"][0].startswith("p. 173 Evidence")
    assert re.fullmatch(r"\[not stated\] in the text as read: Introduction, paragraph \d+", found["Page"][1])
    assert found["Page"][2] == "[not stated]"
    assert found["How the words reached us"][0].startswith("Quoted in Article")
    assert found["How the words reached us"][1].startswith("Read in the work itself")
    assert found["Kind"][0].startswith("Verbatim Evidence")
    assert found["Amends"][1].startswith("Beetham 2006 Evidence")
    assert found["Amends"][0] == found["Amends"][2] == "none that a source names"
    assert ">Amends<" in text(client, "beetham", "author")
    assert ">Amends<" not in text(client, "rusk", "beetham")
    cards = {each.get("id") for each in page.iter("div") if "card" in each.get("class", "")}
    targets = {each.get("popovertarget") for each in page.iter("button")} - {None}
    assert targets and targets <= cards


@pytest.mark.usefixtures("world")
def test_the_table_has_real_heads(client: Client) -> None:
    table = tree(client, "beetham", "author").find(".//table")
    assert [each.get("scope") for each in table.find("thead").iter("th")] == ["col", "col"]
    assert all(body.find("tr/th").get("scope") == "rowgroup" for body in table.findall("tbody"))
    assert all(body.find("tr/th").get("colspan") == "2" for body in table.findall("tbody"))


@pytest.mark.usefixtures("world")
def test_a_narrow_screen_is_told_of_the_columns_it_does_not_show(client: Client) -> None:
    hint = '<p class="meta sideways">2 of 3 columns; scroll sideways for the rest.</p>'
    assert hint in text(client, "rusk", "beetham", "author")
    assert "sideways" not in text(client, "beetham", "author")


@pytest.mark.usefixtures("world")
def test_a_legend_switches_each_question_off(client: Client) -> None:
    assert re.findall(r'id="k-(\w+)" checked', text(client, "beetham", "author")) == [
        "who",
        "what",
        "why",
        "range",
        "level",
    ]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("?d=author&d=beetham", "?d=beetham&d=author"),
        ("?d=undated&d=author&d=rusk", "?d=rusk&d=author&d=undated"),
        ("?d=beetham&d=author&d=beetham", "?d=beetham&d=author"),
        ("?d=beetham&d=author&d=", "?d=beetham&d=author"),
        ("?d=beetham&d=author&show=", "?d=beetham&d=author"),
        ("?d=beetham&d=author&words=beetham,author", "?d=beetham&d=author"),
        ("?d=rusk&d=beetham&d=author&words=author,beetham", "?d=rusk&d=beetham&d=author"),
        ("?d=rusk&d=beetham&d=author&words=author,rusk", "?d=rusk&d=beetham&d=author&words=rusk,author"),
        ("?d=author&d=beetham&show=worksheet", "?d=beetham&d=author&show=worksheet"),
        ("?d=author&d=beetham&format=csv", "?d=beetham&d=author&format=csv"),
        ("?d=author&d=beetham&colour=red", "?d=beetham&d=author&colour=red"),
    ],
)
def test_one_comparison_has_one_address(client: Client, asked: str, canonical: str) -> None:
    response = client.get(URL + asked)
    assert (response.status_code, response["Location"]) == (302, URL + canonical)
    assert client.get(URL + canonical).status_code == 200


@pytest.mark.usefixtures("world")
def test_the_page_names_its_address_and_what_it_does_not_know(client: Client) -> None:
    page = text(client, "beetham", "author", colour="red")
    canonical = '<link rel="canonical" href="http://testserver/definitions/compare/?d=beetham&amp;d=author">'
    assert canonical in page
    assert "This page knows nothing called colour; it was left out." in page
    assert "http://testserver/definitions/compare/?d=beetham&amp;d=author</p>" in page
    assert "“Definitions compared: Beetham 2006; Author 2021.”" in page


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("", 200, "Tick 2 to 5."),
        ("?d=beetham", 200, "Only Beetham 2006 is chosen: choose at least one more."),
        ("?d=beetham&d=beetham", 200, "Beetham 2006 was named more than once."),
        ("?d=beetham&d=nobody", 200, "Nothing here is called “nobody”."),
        ("?d=beetham&d=author&d=nobody", 200, "Nothing here is called “nobody”."),
        ("?d=beetham&d=x&d=y", 200, "None of these is known here: “x” and “y”."),
        ("?d=beetham&d=hidden", 200, "Nothing here is called “hidden”."),
        ("?d=beetham%00&d=author", 200, "Nothing here is called “beetham\ufffd”."),
        ("?d=beetham&d=" + "x" * 3000, 200, f"Nothing here is called “{'x' * 60}…”."),
        ("?" + "&".join(f"d={n}" for n in range(900)), 200, "“3”, “4” and others."),
        ("?d=beetham&d=author&show=pictures", 404, "There is no form or file called “pictures”."),
        ("?d=beetham&d=author&format=xls", 404, "There is no form or file called “xls”."),
        ("?d=beetham&format=csv", 404, "Only Beetham 2006 is chosen"),
        ("?d=beetham&d=nobody&format=csv", 404, "Nothing here is called “nobody”."),
        ("?kind=nonsense", 200, "This page knows nothing called kind; it was left out."),
        (f"?{'k' * 3000}=x", 200, f"This page knows nothing called {'k' * 60}…; it was left out."),
        ("?d=%D1%8F&d=author", 200, "Nothing here is called “я”."),
        ("?d=<script>&d=author", 200, "Nothing here is called “&lt;script&gt;”."),
    ],
)
def test_what_cannot_be_compared_is_named_and_the_choice_offered_again(
    client: Client, query: str, status: int, sentence: str
) -> None:
    response = client.get(URL + query)
    page = response.content.decode()
    assert response.status_code == status
    assert sentence in page
    offered = re.findall(r'name="d" value="([\w-]+)"', page)
    assert sorted(offered) == ["author", "beetham", "rusk", "undated"]
    assert "Hidden Draft" not in page
    assert len(page) < 20_000


@pytest.mark.usefixtures("world")
def test_more_than_five_are_too_many(client: Client) -> None:
    slugs = [builders.definition(f"words {n}", stated=f"20{n}").slug for n in range(10, 16)]
    page = text(client, *slugs)
    assert "6 are chosen, but at most 5 stand side by side: take some out." in page
    assert page.count(" checked>") == 6
    assert client.get(address(*slugs[:5])).status_code == 200


@pytest.mark.usefixtures("world")
def test_the_offer_ticks_what_is_chosen_already(client: Client) -> None:
    page = text(client, "beetham", "author", show="choice")
    assert re.findall(r'value="(\w+)" checked', page) == ["beetham", "author"]
    assert 'role="alert"' not in page


@pytest.mark.usefixtures("world")
def test_each_definition_can_be_taken_out_replaced_or_joined_by_another(client: Client) -> None:
    page = tree(client, "beetham", "author")
    removed = [
        each.get("href")
        for each in page.iter("a")
        if "drop" in (each.get("class") or "") and each.get("href")
    ]
    assert removed == [address("author"), address("beetham")]
    places = [each for each in page.iter("select") if each.get("name") == "d"]
    chosen = [
        [o.get("value") for o in each.iter("option") if o.get("selected") is not None] for each in places
    ]
    assert chosen == [["beetham"], ["author"], []]
    for place in places:
        values = [option.get("value") for option in place.iter("option")]
        assert values == ["", "rusk", "beetham", "author", "undated"]


@pytest.mark.usefixtures("world")
def test_an_amendment_is_compared_word_by_word_with_what_the_text_says_of_it(client: Client) -> None:
    page = text(client, "rusk", "beetham", "author")
    assert "Beetham 2006 and Author 2021, word by word" in page
    assert "Author 2021 amends Beetham 2006." in page
    assert "All words of both quotations counted: 6 words are kept, none is removed, 4 are added." in page
    assert "1 of those added stands in square brackets." in page
    assert 'In square brackets, as printed: <q lang="en">[abroad]</q> <button' in page
    places = [page.index(each) for each in ("as printed: ", "says around the change:", "All words of both")]
    assert places == sorted(places)
    assert "added:</span></span> parliamentary diplomacy includes </ins></td>" in page
    assert "added:</span></span> [abroad]</ins></td>" in page
    assert "What changed: Narrows the words to what is abroad." in page
    assert "3 added" in page and "6 kept" in page and "1 added" in page
    assert "share little" not in page
    assert "<del>" not in page


@pytest.mark.usefixtures("world")
def test_what_the_source_says_around_a_change_is_quoted_or_not_stated(client: Client) -> None:
    def around() -> str:
        page = text(client, "beetham", "author")
        return page.partition("What the source says around the change: ")[2][:300]

    author = Definition.objects.get(slug="author")
    told = {row.citation for row in author.evidence.filter(fact__in=("text", "context"))}
    assert len(told) == 1  # words quoted for the definition say nothing around it
    assert around().startswith('<span class="tbf">[not stated]</span>')
    author.evidence.create(fact="context", citation=builders.citation("only abroad"), nearness="reading")
    assert around().startswith('<q lang="en">only abroad</q> <button')
    assert "says around the change" not in text(client, "rusk", "beetham")
    assert "in square brackets" not in text(client, "rusk", "author").partition("word by word</h2>")[2]


def test_brackets_are_told_that_hold_a_word_which_is_added_beside_one_that_is_kept(client: Client) -> None:
    first = builders.definition("forms of cooperation [at home]", slug="first", title="First", stated="2006")
    builders.definition(
        "[all] forms of [wide international cooperation] [at home] [abroad",
        slug="later",
        title="Later",
        stated="2021",
        amends=first,
    )
    page = text(client, "first", "later")
    quoted = '<q lang="en">[all]</q> <q lang="en">[wide international cooperation]</q> <button'
    assert f"In square brackets, as printed: {quoted}" in page
    assert "3 of those added stand in square brackets." in page
    words = json.loads(client.get(address("first", "later", format="json")).content)["word_by_word"]
    assert words["in_brackets"] == ["[all]", "[wide international cooperation]"]
    assert words["said_around"] == []


@pytest.mark.usefixtures("world")
def test_two_that_have_nothing_to_do_with_each_other_are_said_to_share_little(client: Client) -> None:
    page = text(client, "rusk", "beetham", "author", words="rusk,beetham")
    assert "Rusk 1955 and Beetham 2006, word by word" in page
    assert "1 word stands in both: of; 3 only in Rusk 1955, 4 only in Beetham 2006." in page
    assert '<td lang="en">the improvement <u><span class="vh">in both: </span>of</u> trust</td>' in page
    assert (
        "The two share little" in page
        and "no source that we read says that one was made from the other" in page
    )
    assert "amends Beetham 2006." not in page
    assert " kept" not in page and "removed" not in page.partition("word by word</h2>")[2]
    assert "Rusk 1955 is a paraphrase: its words are those of Article." in page


@pytest.mark.usefixtures("world")
def test_a_word_that_stands_elsewhere_in_the_text_that_amends_is_not_only_struck_out(client: Client) -> None:
    beetham = Definition.objects.get(slug="beetham")
    builders.definition(
        "cooperation of all parliamentarians", slug="turned", title="Turned", stated="2022", amends=beetham
    )
    page = text(client, "beetham", "turned")
    assert "3 words are kept, 3 are removed, 1 is added." in page
    assert "2 of those removed or added stand elsewhere in the other text." in page
    assert "removed:</span></span> all </del> <small>(stands elsewhere in the other)</small>" in page
    assert "removed:</span></span> forms of </del></td>" in page


@pytest.mark.usefixtures("world")
def test_words_of_two_languages_are_not_called_unlike(client: Client) -> None:
    builders.definition("жаңа түрі", slug="kazakh", title="Kazakh", language="kk", stated="2021")
    page = text(client, "beetham", "kazakh")
    assert "The two are in different languages" in page
    assert "share little" not in page
    assert "No word stands in both; 5 only in Beetham 2006, 2 only in Kazakh." in page


@pytest.mark.usefixtures("world")
def test_the_same_words_and_other_punctuation_are_said_to_be_so(client: Client) -> None:
    builders.definition("the improvement of trust.", slug="copy", title="Copy", stated="1999")
    assert "The texts differ in punctuation only." in text(client, "rusk", "copy")
    builders.definition("The improvement of trust", slug="same", title="Same", stated="1999")
    assert "The words are the same, punctuation too." in text(client, "rusk", "same")


@pytest.mark.usefixtures("world")
def test_the_pair_of_which_one_amends_the_other_is_shown_first_and_the_page_says_why(client: Client) -> None:
    page = text(client, "rusk", "beetham", "author")
    assert "Beetham 2006 and Author 2021, word by word" in page
    assert "These two are shown first, since one amends the other." in page
    assert f'<form class="row" method="get" action="{URL}#words">' in page
    assert "are shown first" not in text(client, "rusk", "beetham", "author", words="rusk,author")
    assert "are shown first" not in text(client, "beetham", "author")


@pytest.mark.usefixtures("world")
def test_else_the_pair_of_which_one_is_quoted_in_the_work_of_the_other_is_shown_first(client: Client) -> None:
    reader = builders.source("reader")
    builders.definition("of peers", slug="quoting", title="Quoting", stated="2016", work=reader)
    builders.definition("quite else", slug="quoted", title="Quoted", via=reader)
    page = text(client, "rusk", "beetham", "quoting", "quoted")
    assert "Quoted and Quoting, word by word" in page
    assert "These two are shown first, since one is quoted in the work of the other." in page
    assert "Beetham 2006 and Author 2021, word by word" in text(
        client, "beetham", "quoting", "author", "quoted"
    )


@pytest.mark.usefixtures("world")
def test_else_the_two_most_alike_are_shown_first(client: Client) -> None:
    builders.definition("trust, and the improvement of it", slug="alike", title="Alike", stated="2020")
    page = text(client, "rusk", "beetham", "alike")
    assert "Rusk 1955 and Alike, word by word" in page
    assert "since they have most words in common for their length" in page


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("more", [{}, {"show": "worksheet"}])
def test_each_quotation_at_the_foot_names_a_work_that_stands_above_in_full_or_gives_it_in_full(
    client: Client, more: dict[str, str]
) -> None:
    article = {"contributors_as_printed": "Author, A.", "container": "Journal of Examples", "pages": "1-9"}
    year = {"published_earliest": "2021-01-01", "published_latest": "2021-12-31"}
    Source.objects.filter(slug="article").update(**article, **year)
    other = builders.citation("of another", source=builders.source("other", container="Other"))
    builders.prove(Definition.objects.get(slug="author"), other)
    page = tree(client, "beetham", "author", **more)
    heads = [said(each) for each in page.iter("p") if each.get("class") == "at"]
    works = next(each for each in page.iter("section") if each.get("aria-labelledby") == "works")
    assert "Ar Author, A. (2021) Title of article. Journal of Examples. Pp. 1-9." in said(works)
    assert len(heads) > 2
    for head in heads:
        if head.startswith("Ar"):
            assert re.match(r"Ar¶\d+ Article, Introduction, paragraph \d+", head)
            assert "Journal of Examples" not in head
    assert sum("Title of other. Other." in head for head in heads) == 1


@pytest.mark.usefixtures("world")
def test_a_question_has_one_name_in_the_legend_the_table_the_files_and_the_worksheet(client: Client) -> None:
    words = [str(each.word) for each in Element.Question]
    page = text(client, "beetham", "author")
    chip = r'<span class="el \w+ keep" data-el="(\w+)">'
    assert re.findall(f"checked>{chip}", page) == re.findall(f'colspan="2"><span>{chip}', page) == words
    table = csv.DictReader(
        client.get(address("beetham", "author", format="csv")).content.decode("utf-8-sig").splitlines()
    )
    assert {row["question"] for row in table} == set(words)
    matrix = client.get("/definitions/matrix/?format=csv").content.decode("utf-8-sig").splitlines()[0]
    assert set(words) <= set(matrix.split(","))
    sheet = text(client, "beetham", "author", show="worksheet")
    assert re.findall(r"<small>\((\w+)\)</small>", sheet) == ["range", "what", "who"]
    chips = client.get("/definitions/?element=range").content.decode()
    assert "range (scope)" in chips and "how widely</label>" not in chips


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("words", ["beetham,undated", "beetham", "beetham,beetham", "x" * 300, "%00", ","])
def test_a_pair_that_is_not_chosen_is_named_and_another_shown(client: Client, words: str) -> None:
    page = text(client, "rusk", "beetham", "author", words=words)
    assert "does not name two of these definitions; another pair is shown word by word." in page
    assert "Beetham 2006 and Author 2021, word by word" in page


@pytest.mark.usefixtures("world")
def test_the_worksheet_has_blanks_a_word_long_and_the_key_after_them(client: Client) -> None:
    page = text(client, "beetham", "author", show="worksheet")
    sheet, _heading, key = page.partition('<h2 id="answers">')
    assert "blank 1: range, 2 words</span>" in sheet
    assert "<small>1</small>&nbsp;_____ _____ <small>(range)</small>" in sheet
    assert "blank 3: who, 1 word</span>" in sheet
    assert "cooperation of parliamentarians" not in sheet.partition("Author 2021</h2>")[0]
    assert '1. range: <span lang="en">“all forms”</span>' in key
    assert "It leaves open: why, level." in key
    assert 'class="part stack sheet"' in page
    assert "The key stands below, on paper on the next page." in page
    assert "A guide to good practice" in key


@pytest.mark.usefixtures("world")
def test_the_person_is_named_beside_a_name_that_is_printed_otherwise(client: Client) -> None:
    record = Definition.objects.get(slug="beetham")
    record.speakers.add(builders.contributor("David Beetham"))
    printed = record.speakers_as_printed
    assert f"David Beetham, printed “{printed}”" in text(client, "beetham", "author", show="worksheet")
    said = json.loads(client.get(address("beetham", "author", format="json")).content)["definitions"][0]
    assert (said["said_by"], said["said_by_as_printed"]) == (["David Beetham"], printed)


@pytest.mark.usefixtures("world")
def test_a_work_of_one_page_and_a_doi_is_cited_so(client: Client) -> None:
    Source.objects.filter(slug="guide").update(pages="40", doi="10.1000/x")
    page = text(client, "beetham", "author")
    assert "A guide to good practice</a>. P. 40. doi:10.1000/x" in page
    assert "Pp. 40" not in page


@pytest.mark.usefixtures("world")
def test_a_worksheet_of_words_without_a_marked_phrase_says_so(client: Client) -> None:
    assert "No phrase of these words answers one of the questions." in text(
        client, "rusk", "author", show="worksheet"
    )


@pytest.mark.usefixtures("world")
def test_the_phrases_are_a_table_that_is_safe_in_a_spreadsheet(client: Client) -> None:
    response = client.get(address("beetham", "undated", format="csv"))
    table = list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))
    beetham = [row for row in table if row["definition"] == "Beetham 2006"]
    assert [(row["question"], row["words"], row["start"], row["end"]) for row in beetham] == [
        ("who", "parliamentarians", "28", "44"),
        ("what", "cooperation", "13", "24"),
        ("why", "", "", ""),
        ("range", "all forms", "0", "9"),
        ("level", "", "", ""),
    ]
    assert {row["text"] for row in beetham} == {"all forms of cooperation of parliamentarians"}
    assert beetham[1]["coder"] == "An editor"
    assert beetham[1]["note"] == "Read narrowly."
    assert beetham[1]["source"] == "Title of article"
    assert beetham[1]["place"].startswith("Introduction, paragraph ")
    assert beetham[1]["permalink"] == "http://testserver/definitions/beetham/#what"
    assert [row["words"] for row in table if row["words"].endswith("=1+1")] == ["'=1+1"]
    assert response["Content-Disposition"] == 'attachment; filename="compared_beetham_undated.csv"'


@pytest.mark.usefixtures("world")
def test_the_comparison_is_data_whose_steps_make_up_both_texts(client: Client) -> None:
    author = Definition.objects.get(slug="author")
    author.evidence.create(fact="context", citation=builders.citation("only abroad"), nearness="reading")
    data = json.loads(client.get(address("beetham", "author", format="json")).content)
    assert data["permalink"] == "http://testserver/definitions/compare/?d=beetham&d=author"
    assert [each["amends"] for each in data["definitions"]] == [None, "Beetham 2006"]
    words = data["word_by_word"]
    assert (words["kept"], words["removed"], words["added"]) == (6, 0, 4)
    assert (words["in_brackets"], words["said_around"]) == (["[abroad]"], ["only abroad"])
    texts = [each["text"] for each in data["definitions"]]
    assert ["".join(step[side] for step in words["steps"]) for side in ("before", "after")] == texts
    phrases = {each["words"] for each in data["phrases"]}
    assert phrases == {"parliamentarians", "cooperation", "all forms", None}


@pytest.mark.usefixtures("world")
def test_drafts_are_neither_offered_nor_named_as_amended(client: Client) -> None:
    draft = Definition.objects.get(slug="hidden")
    builders.definition("later words", slug="later", title="Later", stated="2020", amends=draft)
    for more in ({}, {"show": "worksheet"}, {"format": "json"}, {"format": "csv"}):
        page = text(client, "beetham", "later", **more)
        assert "Hidden Draft" not in page
        assert "hidden" not in page.replace("aria-hidden", "").replace('type="hidden"', "").replace(
            'popovertargetaction="hide', ""
        )


def in_the_list(client: Client, query: str = "") -> tuple[Node, dict[str, bool]]:
    """The list of definitions, and its boxes by what they choose: whether they are ticked."""
    page = html5lib.parse(client.get(f"/definitions/?{query}").content.decode(), namespaceHTMLElements=False)
    boxes = [each for each in page.iter("input") if each.get("name") == "d"]
    assert {each.get("form") for each in boxes} <= {"filters"}
    assert len(boxes) == len({each.get("value") for each in boxes})
    return page, {each.get("value", ""): "checked" in each.attrib for each in boxes}


@pytest.mark.usefixtures("world")
def test_the_list_chooses_by_boxes_of_the_form_of_its_filters(client: Client) -> None:
    page, boxes = in_the_list(client)
    assert boxes == {"rusk": False, "beetham": False, "author": False, "undated": False}
    form = next(each for each in page.iter("form") if each.get("id") == "filters")
    assert (form.get("action"), form.get("method")) == ("/definitions/", "get")
    assert "Compare Beetham 2006" in [
        said(each) for each in page.iter("label") if each.find("input") is not None
    ]
    buttons = [each for each in page.iter("button") if each.get("name") == "compare"]
    assert [each.get("form") for each in buttons] == ["filters", "filters"]
    response = client.get("/definitions/?q=&kind=verbatim&d=author&d=beetham&compare=1", follow=True)
    assert response.redirect_chain[-1][0] == address("beetham", "author")


@pytest.mark.usefixtures("world")
def test_what_is_chosen_in_the_list_is_kept_while_it_is_paged_narrowed_and_sorted(client: Client) -> None:
    for number in range(20):
        builders.definition(slug=f"of-{number}", title=f"Of {number}", stated=f"19{number + 10}")
    page, boxes = in_the_list(client, "d=beetham&d=rusk&page=2")
    assert boxes == {"rusk": True, "beetham": True, "author": False, "undated": False}
    assert "2 chosen: Rusk 1955 (on this page) Beetham 2006 (on this page) Compare side by side" in said(page)
    pager = [each for each in page.iter("button") if each.get("name") == "turn"]
    assert {(each.get("form"), each.get("value")) for each in pager} == {("filters", "?page=1")}
    page, boxes = in_the_list(client, "d=beetham&d=rusk&sort=stated&stated_max=1950")
    assert (boxes["beetham"], boxes["rusk"], boxes["of-1"]) == (True, True, False)
    assert "2 chosen: Rusk 1955 Beetham 2006 Compare side by side" in said(page)
    order = next(each for each in page.iter("select") if each.get("name") == "sort")
    assert order.get("form") == "filters"
    hidden = [each.get("name") for each in page.iter("input") if each.get("type") == "hidden"]
    assert not {"d", "sort"} & set(hidden)
    chip = next(each for each in page.iter("a") if each.get("class") == "chip")
    assert parse_qsl((chip.get("href") or "")[1:]) == [("sort", "stated"), ("d", "beetham"), ("d", "rusk")]
    canonical = next(each for each in page.iter("link") if each.get("rel") == "canonical")
    assert "d=" not in str(canonical.get("href"))


@pytest.mark.usefixtures("world")
def test_a_choice_that_cannot_be_compared_is_named_in_the_list_and_kept(client: Client) -> None:
    def alerts(query: str) -> list[str]:
        page, _boxes = in_the_list(client, query)
        return [said(each) for each in page.iter() if each.get("role") == "alert"]

    assert alerts("") == alerts("d=rusk") == []
    assert alerts("compare=1") == ["Nothing is chosen: tick 2 to 5."]
    assert alerts("d=rusk&compare=1") == ["Only Rusk 1955 is chosen: choose at least one more."]
    assert alerts("d=hidden") == ["Compare: hidden is not one of the available choices; it was left out."]
    left_out = "Compare: hidden is not one of the available choices; it was left out."
    assert alerts("d=hidden&compare=1") == [left_out, "Nothing is chosen: tick 2 to 5."]
    assert alerts("d=hidden&d=rusk&d=beetham&compare=1") == [left_out]
    assert "2 chosen:" in said(in_the_list(client, "d=hidden&d=rusk&d=beetham&compare=1")[0])
    assert not any("is chosen" in each for each in alerts("sort=zzz&d=rusk&d=beetham&compare=1"))
    more = "&".join(f"d={builders.definition(title='One more', stated='2010').slug}" for _ in range(4))
    many = ["6 are chosen, but at most 5 stand side by side: take some out."]
    assert alerts(f"d=rusk&d=beetham&{more}") == alerts(f"d=rusk&d=beetham&{more}&compare=1") == many
    assert in_the_list(client, "d=rusk&compare=1")[1]["rusk"]
    assert "no filter called compare" in client.get("/documents/?compare=1").content.decode()
    assert "no filter called d;" in client.get("/definitions/matrix/?d=rusk").content.decode()


def test_a_list_without_definitions_offers_no_comparison(client: Client) -> None:
    assert "Compare side by side" not in client.get("/definitions/").content.decode()
    assert "There is no published record of this kind yet." in text(client)


@pytest.mark.parametrize("slug", sorted(Definition.RESERVED_SLUGS))
def test_no_definition_takes_the_address_of_another_page(slug: str) -> None:
    with pytest.raises(ValidationError, match="Another page of the definitions has this address"):
        builders.definition(slug=slug)


@pytest.mark.usefixtures("world")
def test_only_reading_is_answered(client: Client) -> None:
    assert client.post(URL).status_code == 405
    assert client.head(address("beetham", "author")).status_code == 200


@pytest.mark.parametrize("number", [2, 5])
@pytest.mark.parametrize("more", [{}, {"show": "worksheet"}, {"format": "csv"}, {"format": "json"}])
def test_costs_the_same_queries_for_any_number_of_definitions(
    client: Client, django_assert_num_queries: object, number: int, more: dict[str, str]
) -> None:
    slugs = []
    for each in range(number):
        record = builders.definition(
            stated=f"200{each}",
            work=builders.source(f"work-{each}"),
            via=builders.source(f"via-{each}"),
            amends=builders.definition(),
            concept=builders.concept(f"Notion {each}"),
        )
        builders.element(record, "cooperation")
        record.speakers.add(builders.contributor(f"Author {each}"))
        slugs.append(record.slug)
    queries = 5 if "format" in more else 6
    with django_assert_num_queries(queries):  # type: ignore[operator]
        assert client.get(address(*slugs, **more)).status_code == 200


@pytest.mark.usefixtures("filled")
class TestWithTheContent:
    """What readers of the portal as it is delivered see."""

    def test_the_showcase_keeps_six_words_and_adds_six(self, client: Client) -> None:
        page = text(client, "beetham-2006", "abitbekov-2021")
        assert "6 words are kept, none is removed, 6 are added." in page
        assert "The author of this article adds a minor clarification to the above definition" in page
        assert 'as printed: <q lang="en">[concerning international relations]</q> <button' in page
        around = page.partition("What the source says around the change:")[2].partition("</p>")[0]
        assert "this definition is not ideal, it summarizes" in around and "internationality aspect" in around
        assert around.count("<q ") == around.count("Ab¶6") == 1
        assert "in the text as read: Introduction, paragraph 6" in page
        assert "What changed:" in page

    def test_two_of_their_own_name_the_word_that_both_have_and_call_none_removed(
        self, client: Client
    ) -> None:
        page = text(client, "beetham-2006", "weisglas-de-boer-2007").partition("word by word</h2>")[2]
        assert "2 words stand in both: parliamentarians, of;" in page
        assert "removed" not in page and "<del>" not in page

    def test_only_the_amendment_among_the_quotations_shares_more_than_little(self, client: Client) -> None:
        slugs = ["cutler-2001", "beetham-2006", "weisglas-de-boer-2007", "stavridis-jancic-2016"]
        for other in (each for each in slugs if each != "beetham-2006"):
            pair = sorted(("beetham-2006", other), key=slugs.index)
            assert "The two share little" in text(client, *pair)

    def test_no_comparison_is_heavier_than_a_page_may_be(self, client: Client) -> None:
        style = len(brotli.compress((Path(settings.BASE_DIR) / "static/portal.css").read_bytes()))
        longest = sorted(Definition.objects.published(), key=lambda each: -each.evidence.count())[:5]
        core = ["rusk-1955", "cutler-2001", "weisglas-de-boer-2007", "stavridis-jancic-2016", "squarcialupi"]
        for slugs in ([each.slug for each in longest], core):
            for more in ({}, {"show": "worksheet"}):
                response = client.get(address(*slugs, **more), follow=True)
                assert response.status_code == 200
                assert len(gzip.compress(response.content)) + style < LARGE

    def test_every_pair_can_be_compared(self, client: Client) -> None:
        slugs = list(Definition.objects.published().in_order_of_time().values_list("slug", flat=True))
        for one, other in pairwise(slugs):
            parts = urlsplit(client.get(address(other, one))["Location"])
            assert parse_qsl(parts.query) == [("d", one), ("d", other)]
            assert client.get(f"{parts.path}?{parts.query}").status_code == 200
