"""The page of a source whose text is loaded: every passage whole, quotations marked where they stand."""

import re
from typing import Any

import html5lib
import pytest
from django.test import Client

from institutions.models import Milestone
from sources.models import Citation, Source
from sources.texts import load
from tests import builders

pytestmark = pytest.mark.django_db

XHTML = "{http://www.w3.org/1999/xhtml}"
FIRST = "The assembly met in 1889, wrote to ann@example.org, and had no seat."
SECOND = "Собрание закончилось в 1999 году. It was over."
RAW = f"{FIRST}\n\n{SECOND}\n\nKAZISS\nQuarterly\n"


@pytest.fixture
def article() -> Source:
    """A source of two paragraphs and an imprint, with quotations that overlap and one in Russian, loaded."""
    source = builders.source("read", role="source_text", code="Rd", language="en")
    builders.outline(
        ("1", "The assembly met"),
        ("2", "Собрание"),
        ("imprint", "KAZISS"),
        of=source,
        **{
            "1": {"number": 1, "section": "Aims", "about": "When it met."},
            "2": {"number": 2, "section": "Aims", "about": "When it ended."},
            "imprint": {"kind": "front_matter", "label": "Imprint", "about": "Who printed it."},
        },
    )
    cite(source, "1", "ar1-met", "The assembly met in 1889")
    cite(source, "1", "ar1-year", "in 1889, wrote")
    cite(source, "1", "ar1-all", "The assembly met in 1889, wrote to")
    cite(source, "2", "ar2-end", "Собрание закончилось […] 1999 году", language="ru")
    cite(source, "2", "ar2-over", "over")
    load(source, RAW, "article.txt")
    return source


def cite(source: Source, key: str, slug: str, exact: str, **fields: Any) -> Citation:
    """A citation on which a milestone rests."""
    passage = source.passages.get(key=key)
    cited = Citation.objects.create(slug=slug, source=source, passage=passage, exact=exact, **fields)
    return (
        builders.prove(builders.milestone(f"Rests on {slug}", start="1889"), cited).evidence.first().citation
    )


def page(client: Client, source: Source) -> str:
    """The page of a source."""
    response = client.get(source.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def paragraphs(html: str) -> list[str]:
    """The words of the paragraphs of the text, letter by letter."""
    tree = html5lib.parse(html)
    rows = [each for each in tree.iter(f"{XHTML}div") if each.get("class") == "para"]
    return ["".join(row.findall(f"{XHTML}p")[1].itertext()).strip("\n") for row in rows]


def test_each_passage_stands_whole_letter_by_letter_less_addresses(client: Client, article: Source) -> None:
    html = page(client, article)
    assert paragraphs(html) == [FIRST.replace("ann@example.org", "•••@•••••••.•••"), SECOND]
    assert "ann@" not in html
    assert '<h2 id="outline">The text</h2>' in html
    assert '<p class="lines" lang="en">KAZISS\nQuarterly' in html


def test_an_address_that_is_quoted_is_shown(client: Client, article: Source) -> None:
    cite(article, "1", "ar1-mail", "wrote to ann@example.org")
    assert "ann@example.org" in "".join(paragraphs(page(client, article)))


def test_quotations_are_marked_where_they_stand_also_where_they_overlap(
    client: Client, article: Source
) -> None:
    assert (
        '<span id="c-ar1-all"><span id="c-ar1-met">'
        '<a href="?passage=1#ar1-met"><mark>The assembly met </mark></a>'
        '<a href="?passage=1#ar1-year" id="c-ar1-year"><mark>in 1889</mark></a></span>'
        '<a href="?passage=1#ar1-year"><mark>, wrote</mark></a><a href="?passage=1#ar1-all"><mark> to</mark>'
        "</a></span> •••@"
    ) in page(client, article)


def test_a_quotation_of_several_ranges_has_one_address_and_its_language(
    client: Client, article: Source
) -> None:
    html = page(client, article)
    assert (
        '<p lang="ru"><a href="?passage=2#ar2-end" id="c-ar2-end"><mark>Собрание закончилось</mark></a>'
        in html
    )
    assert html.count('id="c-ar2-end"') == 1
    assert html.count('href="?passage=2#ar2-end"') == 2
    assert '<a href="?passage=2#ar2-over" id="c-ar2-over" lang="en"><mark>over</mark></a>' in html


def test_what_a_passage_says_and_gave_stands_beside_it(client: Client, article: Source) -> None:
    gloss = re.findall(r'<p class="gloss">(.*?)</p>', page(client, article), re.DOTALL)
    assert "When it met." in gloss[0]
    assert ">Rests on ar1-met</a>" in gloss[0]
    assert '<a class="ev" href="?passage=1">3 quotations</a>' in gloss[0]


def test_ways_lead_from_the_words_to_the_facts_and_back(client: Client, article: Source) -> None:
    html = page(client, article)
    url = article.get_absolute_url()
    for citation in Citation.objects.filter(source=article):
        view = client.get(url, {"passage": citation.passage.key}).content.decode()
        assert f'href="?passage={citation.passage.key}#{citation.slug}"' in html
        assert f'id="{citation.slug}"' in view
        assert view.count(f'id="c-{citation.slug}"') == 1, "a card leads to the words in the text"
        assert f'<div id="c-{citation.slug}"' not in view
        assert f">Rests on {citation.slug}</a>" in view
        own = f"{url}?citation={citation.slug}"
        assert f'<a href="?citation={citation.slug}">Its own address</a>' in view
        assert client.get(own).headers["Location"] == f"{url}#c-{citation.slug}"
        assert f'id="c-{citation.slug}"' in html


def test_a_citation_leads_to_the_page_of_its_passage_where_the_text_is_not_read(
    client: Client, article: Source
) -> None:
    url = article.get_absolute_url()
    for hide in (lambda: Source.objects.update(shows_text=False), article.text.delete):
        hide()
        response = client.get(url, {"citation": "ar1-met"})
        assert response.status_code == 302
        assert response.headers["Location"] == f"{url}?passage=1#c-ar1-met"
        assert '<div id="c-ar1-met"><blockquote' in client.get(url, {"passage": "1"}).content.decode()


def test_a_text_that_may_not_be_read_here_is_not(client: Client, article: Source) -> None:
    Source.objects.update(shows_text=False)
    html = page(client, article)
    assert "and had no seat" not in html
    assert 'id="c-' not in html
    assert "<p>When it met.</p>" in html
    assert '<h2 id="outline">Outline</h2>' in html


def test_words_that_rest_on_nothing_published_are_not_marked(client: Client, article: Source) -> None:
    cite(article, "1", "ar1-seat", "no seat")
    assert "ar1-seat" in page(client, article)
    Milestone.objects.filter(title="Rests on ar1-seat").update(publication="draft")
    assert "ar1-seat" not in page(client, article)
    assert client.get(article.get_absolute_url(), {"citation": "ar1-seat"}).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["citation=", "citation=nope", "citation=a%00", "citation=ar1-met&passage=1", "citation=ar1-met&show=all"]
    + ["citation=other-words", "citation=%C3%A9&format=jsonld", "passage=9&format=jsonld"],
)
def test_a_citation_or_view_that_does_not_exist_is_not_found(
    client: Client, article: Source, query: str
) -> None:
    other = builders.citation("Words.", source=builders.source("other"))
    Citation.objects.filter(pk=other.pk).update(slug="other-words")
    assert client.get(f"{article.get_absolute_url()}?{query}").status_code == 404


@pytest.mark.parametrize("number", [3, 60])
def test_sixty_quotations_cost_the_queries_of_three(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    source = builders.source("long", role="source_text", code="Lo")
    words = [f"word{each}" for each in range(number)]
    builders.outline(("1", "word0"), of=source, **{"1": {"number": 1}})
    for word in words:
        cite(source, "1", f"lo-{word}", word)
    load(source, " ".join(words), "long.txt")
    html = page(client, source)
    assert html.count("<mark>") == number
    with django_assert_num_queries(44):
        client.get(source.get_absolute_url())
    with django_assert_num_queries(33):
        client.get(source.get_absolute_url(), {"passage": "1"})
