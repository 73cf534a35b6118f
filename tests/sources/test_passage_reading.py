"""A passage is read in its loaded text, quotations marked and linked both ways; or not at all."""

import pytest
from django.test import Client

from sources.models import Citation, Source
from sources.texts import load
from tests import builders

pytestmark = pytest.mark.django_db

RAW = """Aims and means

The assembly met in 1889, wrote to ann@example.org, and had no seat.

It ended in 1999.
"""


@pytest.fixture
def article() -> Source:
    """A source of two paragraphs with two quotations that overlap, its text loaded."""
    source = builders.source("read", role="source_text", code="Rd")
    builders.outline(("1", "The assembly met"), ("2", "It ended"), of=source)
    for slug, exact in (("ar1-met", "The assembly met in 1889"), ("ar1-year", "in 1889")):
        passage = source.passages.get(key="1")
        cited = Citation.objects.create(slug=slug, source=source, passage=passage, exact=exact)
        builders.prove(builders.milestone(f"Rests on {slug}", start="1889"), cited)
    load(source, RAW, "article.txt")
    return source


def page(client: Client, source: Source) -> str:
    """The page of the first passage, in one line."""
    response = client.get(source.get_absolute_url(), {"passage": "1"})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_every_quotation_is_marked_where_it_stands_and_linked_both_ways(
    client: Client, article: Source
) -> None:
    text = page(client, article)
    assert (
        '<span id="c-ar1-met"><a href="#ar1-met"><mark>The assembly met </mark></a>'
        '<a href="#ar1-year" id="c-ar1-year"><mark>in 1889</mark></a></span>, wrote to' in text
    )
    assert 'id="ar1-year"' in text
    assert '<a href="#c-ar1-year">In the text</a>' in text
    assert "It ended" not in text
    assert f'<a href="{article.get_absolute_url()}#1">Read on in the whole text</a>' in text


def test_an_address_of_a_person_is_masked(client: Client, article: Source) -> None:
    text = page(client, article)
    assert "ann@example.org" not in text
    assert "•••@•••••••.•••, and had no seat." in text


def test_a_text_that_may_not_be_shown_is_not(client: Client, article: Source) -> None:
    Source.objects.update(shows_text=False)
    text = page(client, article)
    assert "and had no seat" not in text
    assert "#c-" not in text
    assert "“The assembly met in 1889”" in text
    assert "the text itself is not part of this portal" in text


def test_without_a_text_only_the_quotations_are_shown(client: Client, article: Source) -> None:
    article.text.delete()
    text = page(client, article)
    assert "and had no seat" not in text
    assert "“The assembly met in 1889”" in text
