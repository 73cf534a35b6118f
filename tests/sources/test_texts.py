"""A loaded text is cut by the outline of its source, and quotations are found in their passages."""

import time
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sources.locating import Ambiguous, Located, Missing
from sources.models import Citation, Passage, Source, SourceText
from sources.texts import LoadedText, load, loaded, masked, remove
from tests import builders
from tests.admin_pages import address

pytestmark = pytest.mark.django_db

RAW = """Aims and means

*The first* assembly met in 1889. It had ninety-six mem-
bers and no seat¹ of its own. Nobody knew

¹ A seat is a house.

where it would meet. The first assembly said: Aims come first.

## Aims

The first assembly said more; its
members wrote to ann.author@example.org.

REFERENCES:

1. Author, A. (1999) A book on aims.
 2. Author, A. (2001) A second book.
"""
FILES = {
    "abitbekov-2021": "abitbekov-parliamentary-diplomacy.txt",
    "kaznu-2015": "kaznu-interparliamentary-diplomacy.txt",
}


@pytest.fixture
def article() -> Source:
    """A source with the outline of RAW."""
    return builders.outline(
        ("title", "Aims and means"),
        ("1", "The first assembly met"),
        ("2", "The first assembly said"),
        ("fn", "¹ A seat"),
        ("r1", "1. Author, A."),
        ("r2", "2. Author, A."),
        **{
            "title": {"kind": "title"},
            "1": {"section": "Introduction"},
            "2": {"section": "Aims"},
            "fn": {"kind": "footnote"},
            "r1": {"kind": "reference", "section": "REFERENCES"},
            "r2": {"kind": "reference", "section": "REFERENCES"},
        },
    )


def cited(exact: str, key: str = "1", **fields: Any) -> Citation:
    """A citation of a passage of the article."""
    passage = Passage.objects.get(source__slug="article", key=key)
    return builders.citation(exact, passage=passage, **fields)


def words(citation: Citation) -> list[str]:
    """The words of the loaded text at the places that the citation keeps."""
    raw = citation.source.text.raw
    return [raw[start:end] for start, end in citation.spans]


def cut(raw: str = RAW) -> dict[str, list[str]]:
    """The words of each passage of the article."""
    text = SourceText(source=Source.objects.get(slug="article"), raw=raw)
    return {key: [raw[start:end] for start, end in spans] for key, spans in LoadedText(text).passages.items()}


def test_a_text_is_cut_into_passages_without_headings_and_footnotes(article: Source) -> None:
    assert cut() == {
        "title": ["Aims and means"],
        "1": [
            "*The first* assembly met in 1889. It had ninety-six mem-\n"
            "bers and no seat¹ of its own. Nobody knew",
            "where it would meet. The first assembly said: Aims come first.",
        ],
        "2": ["The first assembly said more; its\nmembers wrote to ann.author@example.org."],
        "fn": ["¹ A seat is a house."],
        "r1": ["1. Author, A. (1999) A book on aims."],
        "r2": ["2. Author, A. (2001) A second book."],
    }


def test_lines_that_end_as_on_windows_are_cut_alike(article: Source) -> None:
    windows = {
        key: [each.replace("\r\n", "\n") for each in spans]
        for key, spans in cut("\ufeff" + RAW.replace("\n", "\r\n")).items()
    }
    assert windows == cut()


def test_words_inside_a_line_begin_no_passage_and_a_line_that_goes_on_is_no_heading(article: Source) -> None:
    assert cut()["2"][0].startswith("The first assembly said more")
    raw = RAW.replace("## Aims\n", "Aims\nof all:\n")
    assert cut(raw)["1"][-1].endswith("Aims\nof all:")


def test_a_passage_that_is_not_found_leaves_its_words_to_the_one_before(article: Source) -> None:
    found = cut(RAW.replace("said more", "spoke more"))
    assert "2" not in found
    assert found["1"][-1].endswith("ann.author@example.org.")
    assert list(found) == ["title", "1", "fn", "r1", "r2"]


def found(citation: Citation) -> Located | Ambiguous | Missing | None:
    """Where the loaded text holds the words of a citation; None if no text is loaded."""
    text = loaded(citation.source_id)
    return text.locate(citation) if text else None


def test_words_are_found_in_their_passage_only(article: Source) -> None:
    load(article, RAW, "article.txt")
    assert words(cited("ninety-six members and no seat¹")) == ["ninety-six mem-\nbers and no seat¹"]
    assert isinstance(found(cited("The first assembly said", key="2")), Located)
    assert words(cited("The first assembly said", key="1")) == ["The first assembly said"]
    assert found(cited("The first assembly", key="1")) == Ambiguous(2)
    assert words(cited("The first assembly", key="1", suffix="said")) == ["The first assembly"]
    assert found(cited("A book on aims", key="r2")) == Missing()
    assert words(cited("Nobody knew […] where it would meet")) == ["Nobody knew", "where it would meet"]
    assert found(cited("seat […] is a house", key="1")) == Missing()


def test_words_of_a_passage_that_is_not_found_are_missing(article: Source) -> None:
    load(article, RAW.replace("said more", "spoke more"), "article.txt")
    missing = cited("members wrote to", key="2")
    assert found(missing) == Missing()
    assert (missing.found_in, missing.spans) == ("", [])


def test_without_a_text_nothing_can_be_said(article: Source) -> None:
    assert found(cited("ninety-six members")) is None


def test_a_word_changed_is_lost_and_changed_back_is_found_again(article: Source) -> None:
    report = load(article, RAW, "article.txt")
    citation = cited("met in 1889")
    assert citation.found_in == report.sha256
    place = citation.spans
    citation.exact = "met in 1898"
    citation.save(update_fields=["exact"])
    citation.refresh_from_db()
    assert (citation.found_in, citation.spans) == ("", [])
    citation.exact = "met in 1889"
    citation.save()
    citation.refresh_from_db()
    assert (citation.found_in, citation.spans) == (report.sha256, place)


def test_a_citation_moved_to_another_passage_is_lost(article: Source) -> None:
    load(article, RAW, "article.txt")
    citation = cited("met in 1889")
    citation.passage = article.passages.get(key="2")
    citation.save(update_fields=["passage"])
    citation.refresh_from_db()
    assert (citation.found_in, citation.spans) == ("", [])


def test_without_a_text_changed_words_lose_what_was_found(article: Source) -> None:
    citation = cited("met in 1889", found_in="a" * 64)
    assert citation.found_in == "a" * 64
    citation.exact = "met in 1898"
    citation.save()
    assert citation.found_in == ""


def test_a_text_that_is_deleted_takes_the_places_with_it(article: Source) -> None:
    load(article, RAW, "article.txt")
    citation = cited("met in 1889")
    SourceText.objects.get().delete()
    citation.refresh_from_db()
    assert (citation.found_in, citation.spans) == ("", [])


def test_places_in_the_text_that_the_source_names_outlive_it(article: Source) -> None:
    sha = load(article, RAW, "article.txt").sha256
    Source.objects.update(text_sha256=sha)
    citation = cited("met in 1889")
    place = citation.spans
    assert place
    SourceText.objects.get().delete()
    citation.refresh_from_db()
    assert (citation.found_in, citation.spans) == (sha, place)


def test_many_citations_are_located_without_a_query_each(
    article: Source, django_assert_num_queries: Any
) -> None:
    load(article, RAW, "article.txt")
    citations = [cited("met in 1889"), cited("ninety-six members"), cited("A second book", key="r2")]
    stored = SourceText.objects.get()
    with django_assert_num_queries(1):
        text = LoadedText(stored)
        assert all(isinstance(text.locate(each), Located) for each in citations)


def test_addresses_are_masked_letter_for_letter_but_where_an_editor_quotes_them() -> None:
    line = "Write to ann.author@example.org, or to office@example.org."
    assert masked(line) == "Write to •••.••••••@•••••••.•••, or to ••••••@•••••••.•••."
    public = (line.index("or to"), len(line))
    assert masked(line, [public]) == "Write to •••.••••••@•••••••.•••, or to office@example.org."


def test_the_admin_lists_what_is_loaded_and_shows_no_word_of_it(staff: Client, article: Source) -> None:
    sha = load(article, RAW, "article.txt").sha256
    stored = SourceText.objects.get()
    for url in (address(SourceText, "changelist"), address(SourceText, "change", stored.pk)):
        page = staff.get(url).content.decode()
        assert sha in page
        assert "article.txt" in page
        assert str(len(RAW.encode())) in page
        assert "ninety-six" not in page
        assert "ann.author" not in page
    assert staff.post(address(SourceText, "change", stored.pk), {"raw": "Other."}).status_code == 403
    assert staff.post(address(SourceText, "delete", stored.pk), {"post": "yes"}).status_code == 403


@pytest.fixture
def both(filled: None, texts: Path) -> Iterator[dict[str, LoadedText]]:
    """Both source texts, loaded over the fixtures."""
    loaded = {}
    for slug, name in FILES.items():
        load(Source.objects.get(slug=slug), (texts / name).read_bytes().decode(), name)
        loaded[slug] = LoadedText(SourceText.objects.get(source__slug=slug))
    return loaded


def test_every_passage_of_both_texts_is_found_and_between_them_stand_headings_only(
    both: dict[str, LoadedText],
) -> None:
    for slug, text in both.items():
        outline = Passage.objects.filter(source__slug=slug)
        assert set(text.passages) == {passage.key for passage in outline}
        assert [key for key, spans in text.passages.items() if len(spans) > 1] == (
            ["16"] if slug == "abitbekov-2021" else []
        )
        spans = sorted(chain.from_iterable(text.passages.values()))
        raw = text.stored.raw
        between = [raw[end:start] for (_, end), (start, _) in pairwise([(0, 0), *spans, (len(raw), 0)])]
        headings = {gap.strip().rstrip(":") for gap in between} - {""}
        assert headings <= {passage.section for passage in outline}
        assert len(headings) == (8 if slug == "abitbekov-2021" else 0)


def test_every_quotation_of_the_fixtures_stands_once_in_its_passage(both: dict[str, LoadedText]) -> None:
    started = time.process_time()
    number = 0
    for slug, text in both.items():
        for citation in Citation.objects.filter(source__slug=slug):
            found = text.locate(citation)
            assert isinstance(found, Located), citation.slug
            assert citation.found_in == text.stored.sha256
            assert citation.spans == [list(span) for span in found.spans]
            number += 1
    assert number > 400
    assert time.process_time() - started < 1


def test_the_places_of_the_fixtures_are_those_of_the_loaded_texts_and_come_back_with_them(
    filled: None, texts: Path
) -> None:
    def places() -> list[Any]:
        return list(Citation.objects.order_by("slug").values_list("slug", "found_in", "spans"))

    shipped = places()
    assert sum(bool(spans) for _slug, _hash, spans in shipped) > 400
    for slug, name in FILES.items():
        source = Source.objects.get(slug=slug)
        raw = (texts / name).read_bytes().decode()
        assert load(source, raw, name).moved == 0
        load(source, "\n" + raw, name, replace=True)
        assert places() != shipped
        assert remove(source).lost == 0
        assert places() == shipped
