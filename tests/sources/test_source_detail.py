"""The page of a source in its three roles, of one passage, and of all that a source says."""

import pytest
from django.test import Client

from institutions.models import Institution
from sources.models import Contribution, Passage, Source
from tests import builders

pytestmark = pytest.mark.django_db
ARTICLE = "/sources/article/"


def text(client: Client, address: str = ARTICLE) -> str:
    """The page at an address, as HTML."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def paragraph(number: int = 5, **fields: object) -> Passage:
    """A paragraph of the introduction of the article."""
    defaults = {"kind": "paragraph", "section": "Introduction", "about": f"About {number}."}
    return Passage.objects.create(
        source=builders.source(),
        key=str(number),
        number=number,
        position=number,
        **{**defaults, **fields},
    )


def test_bibliographic_facts_carry_marks_or_read_not_stated(client: Client) -> None:
    article = builders.source(title_kk="Атауы", title_ru="Название", keywords_kk="сөз", doi="10.1/x")
    words = (
        builders.prove(article, builders.citation("Title.", passage=paragraph())).evidence.first().citation
    )
    page = text(client)
    assert '<span lang="kk">Атауы</span>' in page
    assert '<span lang="ru">Название</span>' in page
    assert '<span lang="kk">сөз</span>' in page
    assert '<a href="https://doi.org/10.1/x">10.1/x</a>' in page
    assert (
        f'<a class="ev cited" href="{ARTICLE}?passage=5#c-{words.slug}">'
        '<span class="vh">Evidence, cited, in its source </span>Ar¶5</a>'
    ) in page
    assert '<dt>Published</dt><dd><span class="tbf">[not stated]</span></dd>' in page
    assert '<dt>Abstract, summarised</dt><dd><span class="tbf">[not stated]</span></dd>' in page


def test_a_dead_address_is_printed_and_is_no_link(client: Client) -> None:
    work = builders.source("work", url="https://dead.example/", url_is_link=False, doi="10.1/dead")
    builders.prove(work)
    page = text(client, "/sources/work/")
    assert "https://dead.example/ (not shown as a link)" in page
    assert "10.1/dead" in page
    assert 'href="https://' not in page


def test_people_are_linked_with_their_part_and_drafts_are_not_named(client: Client) -> None:
    article = builders.source()
    for name, publication in (("Ann Author", "published"), ("Drafty Person", "draft")):
        person = builders.contributor(name, publication=publication)
        Contribution.objects.create(
            source=article, contributor=person, role="translator", affiliation="Senate"
        )
    page = text(client)
    assert '<a href="/people/ann-author/">Ann Author</a>, translation: Senate' in page
    assert "Drafty Person" not in page


def test_imprint_and_contents_of_the_issue_stand_with_their_marks(client: Client) -> None:
    article = builders.source()
    cited = builders.citation("Imprint.", passage=paragraph())
    article.imprint.create(position=1, label="Print run", value="250 copies", citation=cited)
    article.contents.create(position=1, author="B. Other", title="Another article", page=7, citation=cited)
    page = text(client)
    assert f'<dt>Print run</dt><dd>250 copies</dd><dd><a class="ev cited" href="{ARTICLE}?passage=5#' in page
    assert "<dt>B. Other</dt><dd>Another article, p. 7</dd>" in page


def test_the_outline_says_what_was_drawn_from_each_passage(client: Client) -> None:
    cited = builders.citation("Quoted words.", passage=paragraph())
    paragraph(6, section="")
    body = builders.institution("Assembly", founded="1992")
    body.evidence.update(citation=cited)
    builders.function(body).evidence.update(citation=cited)
    builders.statement().evidence.update(citation=cited)
    page = text(client)
    assert "<h3>Introduction</h3>" in page
    assert '<a class="n3" href="#p5">5<span class="vh">, 8 facts</span></a>' in page
    assert '<div class="para" id="p5"><p class="num">5</p> <p>About 5.</p>' in page
    assert (
        '<a href="/institutions/assembly/">Assembly</a>: name, type, founded, function. One statement.'
        in page
    )
    assert '<a class="ev" href="?passage=5">One quotation</a>' in page
    assert "Quoted words." not in page


def test_a_passage_of_which_nothing_was_made_says_so_and_has_no_bar(client: Client) -> None:
    paragraph()
    page = text(client)
    assert "<li><span>5</span></li>" in page
    assert "Nothing was drawn from it." in page


def test_a_post_has_its_date_and_what_has_no_number_its_label(client: Client) -> None:
    paragraph(kind="post", posted="2015-05-08T15:42:06Z")
    Passage.objects.create(
        source=builders.source(),
        key="fn",
        position=7,
        kind="footnote",
        label="Disclaimer",
        about="Not his view.",
    )
    page = text(client)
    assert '<span class="ui">8 May 2015, 15:42.</span> About 5.' in page
    assert '<div id="fn"><dt>Disclaimer</dt><dd>Not his view.' in page


def test_drafts_leave_no_trace_in_the_outline(client: Client) -> None:
    cited = builders.citation(passage=paragraph())
    builders.institution("Secret Assembly").evidence.update(citation=cited)
    Institution.objects.update(publication="draft")
    page = text(client)
    assert "Secret Assembly" not in page
    assert "Nothing was drawn from it." in page


def test_references_lead_to_the_works_and_to_the_passages_that_cite_them(client: Client) -> None:
    work = builders.source("work-2005", contributors_as_printed="Work, A.", container="Journal")
    entry = builders.reference(work, paragraph(), number=3, pages="p. 56")
    page = text(client)
    assert '<li id="r3"><b>3</b>' in page
    assert 'Work, A. <a href="/sources/work-2005/">' in page
    assert f'href="{ARTICLE}?passage=r3#c-{entry.citation.slug}">' in page
    assert '<span class="vh">Evidence, cited, in its source </span>Ar[3]</a>' in page
    assert '<small>cited at <a href="#p5">¶5</a> p. 56</small>' in page


def test_an_entry_whose_work_is_a_draft_stands_as_printed(client: Client) -> None:
    builders.reference(builders.source("draft-work", publication="draft"), number=3)
    page = text(client)
    assert "Draft Work as printed." in page
    assert "/sources/draft-work/" not in page
    assert "not cited in the text" in page


def test_a_text_leads_to_its_discrepancies(client: Client) -> None:
    builders.discrepancy("Two years")
    builders.discrepancy("Three years")
    builders.discrepancy("Hidden", publication="draft")
    builders.statement()
    page = text(client)
    assert '<a href="/discrepancies/?text=article">The 2 discrepancies in this text</a>' in page
    assert "Two years" not in page


def test_a_reference_says_where_it_is_cited_and_what_is_tied_to_it(client: Client) -> None:
    work = builders.source("work")
    builders.reference(work, paragraph(), paragraph(7), number=3, pages="p. 9")
    builders.definition(title="Work 2005", slug="work-2005", work=work, pages="p. 173")
    builders.definition(title="Through 2005", slug="through-2005", via=work)
    builders.definition(title="Seen 2005", slug="seen-2005", read_in=work)
    builders.document("Act", work=work)
    builders.discrepancy("Wrong DOI", slug="wrong-doi").works.add(work)
    page = text(client, "/sources/work/")
    assert f'<a href="{ARTICLE}#r3">[3] of Article</a>' in page
    assert f'cited at <a href="{ARTICLE}#p5">¶5</a> p. 9, <a href="{ARTICLE}#p7">¶7</a> p. 9' in page
    assert '<a href="/definitions/work-2005/">Work 2005</a>, stands in this work, p. 173' in page
    assert '<a href="/definitions/through-2005/">Through 2005</a>, quoted through this work' in page
    assert '<a href="/definitions/seen-2005/">Seen 2005</a>, read in this source' in page
    assert 'The text of <a href="/documents/act/">Act</a>' in page
    assert '<a href="/discrepancies/?at=wrong-doi#wrong-doi">Wrong DOI</a>' in page
    assert "Work as printed." in page


def test_a_supplementary_source_says_which_facts_rest_on_it(client: Client) -> None:
    page = builders.source("page", role="supplementary", type="webpage")
    cited = builders.citation("", source=page, passage=None, note="It lists the members.")
    body = builders.institution("Assembly", founded="1992")
    body.evidence.filter(fact="founded").update(citation=cited)
    builders.membership(body, builders.state()).evidence.update(citation=cited)
    shown = text(client, "/sources/page/")
    assert '<a href="/institutions/assembly/">Assembly</a>: founded, membership ' in shown
    assert f'popovertarget="{cited.slug}"><span class="vh">Evidence, cited </span>[1]</button>' in shown
    assert "It lists the members." in shown
    assert '<h2 id="outline">' not in shown


def test_a_bare_source_has_no_empty_sections(client: Client) -> None:
    builders.source("bare")
    page = text(client, "/sources/bare/")
    for section in (
        "details",
        "cited",
        "drawn",
        "definitions",
        "laws",
        "said",
        "issue",
        "differs",
        "outline",
    ):
        assert f'<h2 id="{section}">' not in page
        assert f'href="#{section}"' not in page


@pytest.mark.parametrize("slug", ["nowhere", "ARTICLE", "article%00", "%D1%84", "draft"])
def test_an_address_without_a_source_is_not_found(client: Client, slug: str) -> None:
    builders.source()
    builders.source("draft", publication="draft")
    for query in ("", "?passage=5", "?show=statements"):
        assert client.get(f"/sources/{slug}/{query}").status_code == 404


def test_a_passage_shows_its_words_with_every_fact_and_sign(client: Client) -> None:
    work = builders.source("work")
    passage = paragraph()
    builders.reference(work, passage, number=3, pages="p. 9")
    cited = builders.citation("The Assembly met in 1992.", passage=passage, decisive="1992", language="en")
    body = builders.institution("Assembly", founded="1992", region="world")
    builders.unprove(body.evidence.exclude(fact__in=["founded", "region"]))
    body.evidence.filter(fact="founded").update(citation=cited)
    body.evidence.filter(fact="region").update(citation=cited, nearness="reading", note="Read from “met”.")
    statement = builders.statement("It met", slug="it-met")
    statement.evidence.update(citation=cited)
    page = text(client, f"{ARTICLE}?passage=5")
    assert "<h1>Article, Introduction, paragraph 5</h1>" in page
    assert f'id="{cited.slug}"' in page
    assert '<blockquote lang="en">“The Assembly met in <mark>1992</mark>.”</blockquote>' in page
    assert '<a href="/institutions/assembly/">Assembly</a>: region' in page
    assert 'region <span class="nb">Ar≈5</span> (Read from “met”.); founded <span class="nb">Ar¶5' in page
    assert f'<a href="{ARTICLE}?show=statements#it-met">It met</a>' in page
    assert '<a href="/sources/work/">Title of work</a>' in page
    assert "<small>p. 9</small>" in page


def test_a_passage_leads_to_those_before_and_after_it(client: Client) -> None:
    for number in (4, 5, 6):
        paragraph(number)
    page = text(client, f"{ARTICLE}?passage=5")
    assert '<a href="?passage=4" rel="prev">' in page
    assert '<a href="?passage=6" rel="next">' in page
    assert 'rel="prev"' not in text(client, f"{ARTICLE}?passage=4")
    assert 'rel="next"' not in text(client, f"{ARTICLE}?passage=6")
    assert '?passage=5">' in page.split("canonical")[1]


@pytest.mark.parametrize(
    "query",
    ["passage=", "passage=99", "passage=a%00", "show=", "show=all", "show=%00"]
    + ["passage=5&show=all", "passage=5&show=statements"],
)
def test_a_passage_or_view_that_does_not_exist_is_not_found(client: Client, query: str) -> None:
    paragraph()
    builders.statement()
    assert client.get(f"{ARTICLE}?{query}").status_code == 404


def test_every_published_statement_has_its_anchor_at_its_address(client: Client) -> None:
    whole = builders.statement("Whole", slug="whole", kind="recommendation")
    part = builders.statement("Part", slug="part", kind="recommendation", part_of=whole)
    builders.statement("Hidden", publication="draft")
    page = text(client, f"{ARTICLE}?show=statements")
    for statement in (whole, part):
        address, anchor = statement.get_absolute_url().split("#")
        assert (address, f'id="{anchor}"' in page) == (f"{ARTICLE}?show=statements", True)
    assert '<h2 id="kind-recommendation">Recommendation</h2>' in page
    assert (
        page.index("Whole, at length.")
        < page.index('<ol class="note stack">')
        < page.index("Part, at length.")
    )
    assert "Hidden, at length." not in page
    assert '<a href="?show=statements">the 2 statements of this source</a>' in text(client)


def test_a_source_that_says_nothing_has_no_page_of_statements(client: Client) -> None:
    builders.statement(publication="draft")
    assert client.get(f"{ARTICLE}?show=statements").status_code == 404
    assert "?show=statements" not in text(client)


def fill(number: int) -> Source:
    """The article, in the list of another text, with `number` of everything that its page shows."""
    article = builders.source(contributors_as_printed="Author, A.")
    builders.prove(article)
    for each in range(number):
        passage = paragraph(90000 + each)
        cited = builders.citation(passage=passage)
        article.imprint.create(position=each + 1, label="Label", value="Value", citation=cited)
        article.contents.create(position=each + 1, author="A", title="T", page=1, citation=cited)
        builders.reference(builders.source(f"work-{each}"), passage)
        builders.reference(article, passage)
        person = builders.contributor(f"Person {each}")
        Contribution.objects.create(source=article, contributor=person)
        body = builders.institution(f"Body {each}")
        builders.function(body)
        builders.legal_basis(body, builders.document(f"Law {each}", work=article))
        builders.membership(body, builders.state(f"State {each}"))
        builders.reading(builders.discrepancy())
        builders.discrepancy().works.add(article)
        builders.definition(work=article, via=article)
        builders.milestone()
        builders.statement("Part", part_of=builders.statement(speaker=person))
    return article


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [("", 51), ("?show=statements", 5), ("?passage=90000", 31)])
def test_costs_the_same_queries_for_any_number_of_everything(
    client: Client, django_assert_num_queries: object, query: str, queries: int, number: int
) -> None:
    fill(number)
    with django_assert_num_queries(queries):  # type: ignore[operator]
        client.get(f"{ARTICLE}{query}")


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("passage=99", 404, "This source has no passage “99” in its outline."),
        ("passage=99&format=jsonld", 404, "This source has no passage “99” in its outline."),
        (f"passage={'9' * 200}", 404, f"This source has no passage “{'9' * 60}…” in its outline."),
        ("passage=a%00", 404, "This source has no passage “a\ufffd” in its outline."),
        ("citation=nope", 404, "Nothing that is published rests on a citation “nope” of this source."),
        ("show=all", 404, "There is nothing to show of a source that is called “all”, only its statements."),
        ("show=statements", 404, "No statement of this source is published here."),
        ("passage=5&show=all", 404, "This address asks for several things at once: passage, show."),
        (
            "show=statements&format=jsonld",
            400,
            "The list of statements of a source is no file; the source itself is one, of the format jsonld.",
        ),
        ("format=xml", 400, "This page is no file of the format “xml”; its only format is jsonld."),
    ],
)
def test_a_page_that_a_source_does_not_have_says_what_was_wrong_and_leads_to_the_source(
    client: Client, query: str, status: int, sentence: str
) -> None:
    cited = paragraph()
    response = client.get(f"{ARTICLE}?{query}")
    text = response.content.decode()
    assert response.status_code == status
    assert sentence in text
    assert f'<a href="{ARTICLE}">Article: ' in text
    assert f'<a href="?passage={cited.key}">{cited.place}</a>' in text
    assert '<meta name="robots" content="noindex">' in text


@pytest.mark.parametrize("query", ["", "passage=5&", "show=statements&"])
def test_a_page_of_a_source_names_what_of_its_address_it_does_not_know(client: Client, query: str) -> None:
    paragraph()
    builders.statement()
    assert "knows nothing called" not in client.get(f"{ARTICLE}?{query}").content.decode()
    page = client.get(f"{ARTICLE}?{query}page=9&at=2")
    assert page.status_code == 200
    assert "This page knows nothing called page, at; they were left out." in page.content.decode()


def test_a_document_a_person_and_the_status_name_what_of_their_address_they_do_not_know(
    client: Client,
) -> None:
    pages = [builders.document().get_absolute_url(), builders.contributor().get_absolute_url(), "/status/"]
    for page in pages:
        assert "knows nothing called" not in client.get(page).content.decode()
        assert (
            "This page knows nothing called foo; it was left out."
            in client.get(f"{page}?foo=1").content.decode()
        )
