"""The marks of a page and the cards at its foot."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from institutions.models import Institution
from sources.models import Citation, Discrepancy
from sources.page_evidence import Card, LinkedEvidence, PageEvidence, PlacedEvidence, QuotedEvidence
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
def test_a_card_says_a_note_once_with_the_facts_it_concerns_and_folds_more_than_three() -> None:
    cited = builders.citation("Words.")
    page = PageEvidence()
    for fact in ("Founded", "Seat", "Founded"):
        page.mark(cited, note="One official source.", fact=fact)
    page.mark(cited, "≈", note="Read from the war.", fact="Region")
    card = page.cards[cited.slug]
    assert card.notes == [
        "Note (founded, seat): One official source.",
        "≈ Editor's reading (region): Read from the war.",
    ]
    assert "<details" not in render_to_string("partials/_card.html", {"card": card})
    page.mark(cited, "≈", note="Read from the name.", fact="Region")
    page.mark(cited, "≠", note="Another year.", fact="Founded")
    shown = render_to_string("partials/_card.html", {"card": card})
    assert "<summary>4 notes on facts</summary>" in shown
    assert shown.count("One official source.") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("exact", "found_in", "said"),
    [
        ("Words.", "a" * 64, "Found word for word in the source."),
        ("Words.", "", "Quoted; not checked against the text."),
        ("Words.", "lost", "Not found in the loaded text of the source."),
        ("", "", "Cited without quotation; not checked here."),
    ],
)
def test_a_card_says_what_was_checked(exact: str, found_in: str, said: str) -> None:
    cited = builders.citation(exact, found_in=found_in.removesuffix("lost"), note="Says so.")
    cited.not_found = found_in == "lost"
    shown = render_to_string("partials/_card.html", {"card": Card(cited, None)})
    assert said in shown
    assert sum(each in shown for each in ("Found word", "Quoted; not", "Cited without", "Not found")) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["exact", "prefix", "suffix", "passage"])
def test_a_citation_whose_words_or_place_change_is_no_longer_found(field: str) -> None:
    cited = builders.citation("Words.", found_in="a" * 64)
    setattr(cited, field, builders.citation().passage if field == "passage" else "other")
    cited.save()
    cited.refresh_from_db()
    assert cited.found_in == ""


@pytest.mark.django_db
def test_a_mark_shows_its_rung_by_sign_and_in_words_and_its_card_names_what_is_literal() -> None:
    body = builders.institution("Assembly", founded="1889")
    builders.unprove(body.evidence.all())
    words = builders.citation("The Assembly was founded in 1889.", found_in="a" * 64)
    builders.prove(body, words)
    page = PageEvidence()
    (name,) = page.marks(body, ("name",))
    assert (name["name"], name["style"]) == ("Evidence, literal", " literal")
    (kind,) = page.marks(body, ("kind",))
    assert (kind["name"], kind["style"]) == ("Evidence, located", " located")
    (both,) = page.marks(body, ("founded", "kind"))
    assert both["style"] == " located", "a mark of several facts shows the lowest of their rungs"
    shown = render_to_string("partials/_card.html", {"card": page.cards[words.slug]})
    assert "Literal: name, founded." in shown
    assert "Located:" not in shown


@pytest.mark.django_db
def test_a_mark_of_a_source_without_words_is_cited() -> None:
    body = builders.institution("Assembly")
    builders.unprove(body.evidence.all())
    builders.prove(body, builders.citation("", note="Says so."))
    (mark,) = PageEvidence().marks(body, ("name",))
    assert (mark["name"], mark["style"]) == ("Evidence, cited", " cited")


@pytest.mark.django_db
def test_a_mark_that_leads_to_its_source_instead_of_opening_a_card_says_so() -> None:
    words = builders.citation("Words.")
    page_alone = builders.citation("", source=builders.source(), passage=None, note="Says so.")
    for kind in (PlacedEvidence, LinkedEvidence):
        assert kind().mark(words)["name"] == "Evidence, cited, in its source"
    assert LinkedEvidence().mark(page_alone)["name"] == "Evidence, cited, in its source"
    assert QuotedEvidence().mark(page_alone)["name"] == "Evidence, cited, in its source"
    opens_a_card = [
        QuotedEvidence().mark(words),
        PlacedEvidence().mark(page_alone),
        PageEvidence().mark(words),
    ]
    assert {mark["name"] for mark in opens_a_card} == {"Evidence, cited"}


@pytest.mark.django_db
def test_the_card_of_a_contradiction_leads_to_its_discrepancy_unless_that_is_a_draft() -> None:
    clash = builders.discrepancy("Two years", slug="two-years")
    body = builders.institution("Assembly", founded="1889")
    words = builders.citation("It was 1888.")
    builders.contradiction(body, "founded", words, discrepancy=clash)
    page = PageEvidence()
    marks = page.marks(body, ("founded",))
    assert [mark["name"] for mark in marks] == ["Evidence, cited", "Evidence, disagrees, cited"]
    link = '<a href="/discrepancies/?at=two-years#two-years">Two years</a>'
    assert link in render_to_string("partials/_card.html", {"card": page.cards[words.slug]})
    Discrepancy.objects.update(publication="draft")
    page = PageEvidence()
    page.marks(Institution.objects.get(), ("founded",))
    assert "Two years" not in render_to_string("partials/_card.html", {"card": page.cards[words.slug]})


@pytest.mark.django_db
def test_a_card_leads_to_its_quotation_where_it_stands_not_only_to_the_passage(client: Client) -> None:
    cited = builders.citation()
    builders.prove(builders.institution("Assembly"), cited)
    page = client.get("/institutions/assembly/").content.decode()
    place = f"/sources/article/?passage={cited.passage.key}"
    assert f'href="{place}#c-{cited.slug}">See the place in the source</a>' in page
    assert f'id="c-{cited.slug}"' in client.get(place).content.decode()


@pytest.mark.django_db
def test_the_marks_of_weak_sources_come_after_those_of_better_ones() -> None:
    body = builders.institution("Assembly")
    weak = builders.source("a-copy", note="Weak: a copy.")
    good = builders.source("b-site", note="Official.")
    for slug, source in (("s-weak", weak), ("s-good", good)):
        cited = Citation.objects.create(slug=slug, source=source, note="Says so.")
        body.evidence.create(fact="name", citation=cited)
    marks = PageEvidence().marks(body, ("name",))
    assert [each["target"] for each in marks][-2:] == ["s-good", "s-weak"]
