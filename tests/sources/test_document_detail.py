"""The page of one legal document: its facts, its provisions, and what is tied to it."""

import pytest
from django.test import Client

from portal.partial_dates import PartialDate
from sources.models import LegalDocument, LegalDocumentForm, Passage, ReferenceEntry, Source
from tests import builders

pytestmark = pytest.mark.django_db


def text(client: Client, slug: str = "law") -> str:
    """The page of the document, as HTML."""
    response = client.get(f"/documents/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


def entry_of(work: Source) -> ReferenceEntry:
    """Entry 39 of the reference list of the article, which names `work`."""
    number = ReferenceEntry.objects.count() + 39
    article = builders.source()
    passage = Passage.objects.create(
        source=article, key=f"r{number}", number=number, position=1000 + number, kind="reference"
    )
    cited = builders.citation("Law on the Service. 2020.", passage=passage)
    return ReferenceEntry.objects.create(
        source=article, number=number, work=work, passage=passage, citation=cited
    )


def test_a_stated_fact_carries_a_mark_that_opens_its_words(client: Client) -> None:
    law = builders.document("Law on Service", slug="law", jurisdiction="KZ")
    builders.unprove(law.evidence.filter(fact="jurisdiction"))
    words = builders.citation("A law of Kazakhstan.", decisive="Kazakhstan")
    law.evidence.create(citation=words, fact="jurisdiction", nearness="reading", note="From its title.")
    page = text(client)
    assert "<dt>Jurisdiction</dt><dd>Kazakhstan</dd>" in page
    assert f'class="ev read cited" popovertarget="{words.slug}"' in page
    assert "“A law of <mark>Kazakhstan</mark>.”" in page
    assert "≈ Editor&#x27;s reading (jurisdiction): From its title." in page


def test_every_fact_that_no_source_states_reads_not_stated(client: Client) -> None:
    builders.document("Law on Service", slug="law")
    page = text(client)
    for label in [
        "Number",
        "Issued by",
        "Jurisdiction",
        "Date",
        "Period it covers",
        "Status",
        "What it does",
        "Text cited as",
        "Replaced by",
    ]:
        assert f'<dt>{label}</dt><dd><span class="tbf">[not stated]</span></dd>' in page


def test_every_fact_of_the_model_has_its_place(client: Client) -> None:
    law = builders.document(
        "Law on Service",
        slug="law",
        number="299-II",
        issuer="Parliament",
        jurisdiction="KZ",
        adopted="2002-03-07",
        valid="2002",
        status="in_force",
        summary="Ties two bodies.",
        work=builders.source("law-2020"),
        replaced_by=builders.document("Later Law"),
    )
    assert len(list(law.evidence.all())) == len(LegalDocument.FACTS)
    page = text(client)
    assert "[not stated]" not in page.split("<main")[1].split("</main")[0]
    assert '<p class="lede">Ties two bodies. <button' in page
    for shown in [
        "<dd>299-II</dd>",
        "<dd>Parliament</dd>",
        "<dd>7 March 2002</dd>",
        "<dd>2002</dd>",
        "<dd>In force at the date of the source</dd>",
        '<dd><a href="/sources/law-2020/">Law 2020</a></dd>',
        '<dd><a href="/documents/later-law/">Later Law</a></dd>',
    ]:
        assert shown in page


def test_an_empty_section_leaves_no_heading(client: Client) -> None:
    builders.document("Law on Service", slug="law")
    page = text(client)
    assert [h.split("</h2>")[0] for h in page.split("<main")[1].split("</main")[0].split("<h2 id=")[1:]] == [
        '"facts">Key facts',
        '"evidence">Evidence on this page',
        '"cite">Cite this page',
    ]


def test_titles_stand_as_printed_each_with_its_place(client: Client) -> None:
    law = builders.document("Law on Service", slug="law", title_ru="Закон о службе")
    in_text = builders.citation("the Law of Service to the Republic, from 2002")
    LegalDocumentForm.objects.create(record=law, form="Law of Service to the Republic", citation=in_text)
    entry = entry_of(builders.source("law-2020"))
    LegalDocumentForm.objects.create(record=law, form="Law on the Service", citation=entry.citation)
    page = text(client)
    assert '<dt>Title in Russian</dt><dd lang="ru">Закон о службе</dd><dd><button' in page
    assert (
        '<dt>Title in the text</dt><dd>“<span lang="en">Law of Service to the Republic</span>”</dd>'
        f'<dd><button type="button" class="ev cited" popovertarget="{in_text.slug}">' in page
    )
    assert '<dt>Title in the reference list</dt><dd>“<span lang="en">Law on the Service</span>”</dd>' in page
    assert "Title in Kazakh" not in page


def test_a_provision_has_an_anchor_its_place_and_its_words(client: Client) -> None:
    law = builders.document("Law on Service", slug="law")
    second = builders.provision(law, "Diplomats help.", locator="Article 6, Line 5", position=2)
    first = builders.provision(law, "It regulates.", locator="Whole law", position=1)
    builders.provision(law, "Secret.", publication="draft", position=3)
    page = text(client)
    assert f'<li id="{second.slug}"><p class="meta">Article 6, Line 5</p><p>Diplomats help. <button' in page
    assert page.index(f'id="{first.slug}"') < page.index(f'id="{second.slug}"')
    assert "The sources describe 2 provisions." in page
    assert "Secret." not in page


@pytest.mark.parametrize(
    ("role", "label"),
    [
        ("founded_by", "Founds"),
        ("governed_by", "Governs"),
        ("issued", "Issued by"),
        ("party", "Binds"),
        ("proposed_for", "Proposed for"),
    ],
)
def test_ties_to_bodies_are_named_from_the_side_of_the_document(
    client: Client, role: str, label: str
) -> None:
    body = builders.institution("Senate")
    builders.legal_basis(body, builders.document("Law on Service", slug="law"), role=role)
    assert f'<dt>{label}</dt><dd><a href="/institutions/senate/">Senate</a></dd>' in text(client)


@pytest.mark.parametrize("publication", ["draft", "published"])
def test_what_belongs_to_it_is_named_once_published(client: Client, publication: str) -> None:
    law = builders.document("Law on Service", slug="law")
    hidden = {"publication": publication}
    builders.legal_basis(builders.institution("Secret Body", **hidden), law)
    builders.legal_basis(builders.institution("Open Body"), law, **hidden)
    builders.milestone("Secret event", **hidden).documents.add(law)
    builders.statement("Secret finding", **hidden).documents.add(law)
    builders.discrepancy("Secret clash", **hidden).documents.add(law)
    builders.document("Secret Law", replaced_by=law, **hidden)
    source = builders.source("secret-source", **hidden)
    builders.statement("Secret saying", source=source).documents.add(law)
    page = text(client)
    named = ("Secret Body", "Open Body", "Secret event", "Secret finding", "Secret clash", "Secret Law")
    for words in (*named, "Secret saying"):
        assert (words in page) is (publication == "published"), words


def test_replacement_is_shown_from_both_sides(client: Client) -> None:
    later = builders.document("Later Law", slug="later")
    builders.document("Law on Service", slug="law", replaced_by=later)
    assert '<dt>Replaced by</dt><dd><a href="/documents/later/">Later Law</a></dd>' in text(client)
    assert '<dt>Replaces</dt><dd><a href="/documents/law/">Law on Service</a></dd>' in text(client, "later")


def test_the_entry_of_the_bibliography_opens_its_words(client: Client) -> None:
    work = builders.source("law-2020", title_en="Law on the Diplomatic Service")
    builders.document("Law on Service", slug="law", work=work)
    entry = entry_of(work)
    page = text(client)
    assert '<a href="/sources/law-2020/">Law on the Diplomatic Service</a>' in page
    assert "Entry 39 of the reference list of Article <button" in page
    assert f'popovertarget="{entry.citation.slug}"><span class="vh">Evidence, cited </span>Ar[39]' in page


def test_a_draft_that_replaces_it_reads_not_stated(client: Client) -> None:
    later = builders.document("Secret Law", slug="later", publication="draft")
    builders.document("Law on Service", slug="law", replaced_by=later)
    page = text(client)
    assert '<dt>Replaced by</dt><dd><span class="tbf">[not stated]</span></dd></div>' in page
    assert "Secret Law" not in page
    assert '<h2 id="related">' not in page


@pytest.mark.parametrize("publication", ["draft", "published"])
def test_its_work_is_shown_in_the_bibliography_once_published(client: Client, publication: str) -> None:
    work = builders.source("law-2020", title_en="Law on the Diplomatic Service", publication=publication)
    builders.document("Law on Service", slug="law", work=work)
    entry_of(work)
    page = text(client)
    assert ("In the bibliography" in page) is (publication == "published")
    assert ("/sources/law-2020/" in page) is (publication == "published")


def test_what_is_said_and_what_differs_is_shown(client: Client) -> None:
    law = builders.document("Law on Service", slug="law")
    builders.statement("A gap", kind="criticism").documents.add(law)
    builders.milestone("Law adopted", start="2002-03-07").documents.add(law)
    clash = builders.discrepancy("Two years", slug="two-years")
    checked = builders.discrepancy("One name", slug="one-name", status="checked")
    law.discrepancies.add(clash, checked)
    page = text(client)
    assert "A gap, at length." in page
    assert '<a href="/timeline/#' in page
    assert (
        '<div class="note clash"><h3><a href="/discrepancies/?at=two-years#two-years">Two years</a>' in page
    )
    assert '<div class="note"><h3><a href="/discrepancies/?at=one-name#one-name">One name</a>' in page
    assert "Checked, no discrepancy. The first is right. <button" in page


def test_a_milestone_without_date_says_so(client: Client) -> None:
    undated = builders.milestone("Law proposed", start=PartialDate())
    undated.documents.add(builders.document("Law on Service", slug="law"))
    assert '<span class="when"><span class="tbf">[not stated]</span></span>' in text(client)


def test_a_draft_is_not_found(client: Client) -> None:
    builders.document("Law on Service", slug="law", publication="draft")
    assert client.get("/documents/law/").status_code == 404


@pytest.mark.parametrize("slug", ["nowhere", "LAW", "law%00", "%D1%84"])
def test_an_address_without_a_document_is_not_found(client: Client, slug: str) -> None:
    builders.document("Law on Service", slug="law")
    assert client.get(f"/documents/{slug}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_relations(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    work = builders.source("law-2020")
    law = builders.document("Law on Service", slug="law", work=work, replaced_by=builders.document("Later"))
    for each in range(number):
        entry_of(work)
        cited = builders.citation(f"Form {each}")
        LegalDocumentForm.objects.create(record=law, form=f"Form {each}", citation=cited)
        builders.provision(law)
        builders.legal_basis(builders.institution(f"Body {each}"), law)
        builders.document(f"Earlier {each}", replaced_by=law)
        builders.milestone().documents.add(law)
        builders.statement().documents.add(law)
        builders.discrepancy().documents.add(law)
    with django_assert_num_queries(19):  # type: ignore[operator]
        client.get("/documents/law/")
