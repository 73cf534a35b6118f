"""The marks of a page and the cards at its foot."""

import pytest
from django.template.loader import render_to_string

from sources.models import Citation
from sources.page_evidence import Card, PageEvidence
from tests import builders


@pytest.mark.parametrize(
    ("exact", "decisive", "printed"),
    [
        ("Words of R&D amply given", "amp", "Words of R&amp;D <mark>amp</mark>ly given"),
        ("Centre of R&D", "R&D", "Centre of <mark>R&amp;D</mark>"),
        ("a <script> & more", "script", "a &lt;<mark>script</mark>&gt; &amp; more"),
        ("a <script>", "<script>", "a <mark>&lt;script&gt;</mark>"),
        ("twice and twice", "twice", "<mark>twice</mark> and twice"),
        ("R&D", "", "R&amp;D"),
        ("R&D", "other", "R&amp;D"),
    ],
)
def test_the_decisive_words_are_marked_and_all_words_escaped(exact: str, decisive: str, printed: str) -> None:
    """The decisive words were once looked for in the escaped text, and found within “&amp;”."""
    assert Card(Citation(exact=exact, decisive=decisive), None).quotation == printed


@pytest.mark.django_db
def test_marks_of_other_sources_are_numbered_in_order_and_keep_the_sign_of_disagreement() -> None:
    other = builders.source("other")
    first = Citation.objects.create(slug="s-first", source=other, note="Says so.")
    second = Citation.objects.create(slug="s-second", source=other, note="Denies it.")
    page = PageEvidence()
    assert page.mark(first)["label"] == "[1]"
    assert page.mark(second, "≠")["label"] == "≠[2]"
    assert page.mark(first, "≈")["label"] == "[1]"
    text = builders.citation("Words.")
    place = text.passage.number
    assert [page.mark(text, sign)["label"] for sign in "¶≈≠"] == [f"Ar{s}{place}" for s in "¶≈≠"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("exact", "found_in", "said"),
    [
        ("Words.", "a" * 64, "Found word for word in the source."),
        ("Words.", "", "Quoted; not checked against the text."),
        ("", "", "Cited without quotation; not checked here."),
    ],
)
def test_a_card_says_what_was_checked(exact: str, found_in: str, said: str) -> None:
    cited = builders.citation(exact, found_in=found_in, note="Says so.")
    shown = render_to_string("partials/_card.html", {"card": Card(cited, None)})
    assert said in shown
    assert sum(each in shown for each in ("Found word", "Quoted; not", "Cited without")) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["exact", "prefix", "suffix", "passage"])
def test_a_citation_whose_words_or_place_change_is_no_longer_found(field: str) -> None:
    cited = builders.citation("Words.", found_in="a" * 64)
    setattr(cited, field, builders.citation().passage if field == "passage" else "other")
    cited.save()
    cited.refresh_from_db()
    assert cited.found_in == ""
