"""The page of a definition: its words, what they answer, who says them, and how they reached us."""

import re

import html5lib
import pytest
from django.test import Client

from sources.models import Definition
from tests import builders

pytestmark = pytest.mark.django_db


def text(client: Client, slug: str = "beetham-2006") -> str:
    """The page of the definition, as HTML, white space folded as a browser does."""
    response = client.get(f"/definitions/{slug}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def beetham(**fields: object) -> Definition:
    """Beetham's definition of six words, in a guide of 2006, read in the article."""
    defaults = {
        "slug": "beetham-2006",
        "title": "Beetham 2006",
        "stated": "2006",
        "speakers_as_printed": "Beetham",
        "pages": "p. 173",
        "work": builders.source("guide", title_en="A guide to good practice"),
    }
    words = str(fields.pop("text", "all forms of cooperation of parliamentarians"))
    return builders.definition(words, **{**defaults, **fields})


def row(label: str, value: str) -> str:
    """The beginning of a row of facts."""
    return f"<dt>{label}</dt><dd>{value}"


def test_the_words_stand_with_their_elements_marked_and_their_mark_opens_the_citation(client: Client) -> None:
    record = beetham()
    builders.element(record, "parliamentarians", "who")
    cited = record.evidence.get(fact="text").citation
    page = text(client)
    assert (
        "“all forms of cooperation of "
        '<a class="el who" id="who" '
        'href="/definitions/matrix/#beetham-2006-who" data-el="who">'
        "parliamentarians</a>”</blockquote>"
    ) in page
    assert f'popovertarget="{cited.slug}"' in page
    assert f'id="{cited.slug}" popover' in page


def test_each_question_is_answered_in_the_words_or_said_not_to_be(client: Client) -> None:
    record = beetham()
    builders.element(record, "cooperation", coder="An editor", coded_on="2026-11-03", note="Read narrowly.")
    page = text(client)
    assert '<a href="#what" lang="en">“cooperation”</a>' in page
    assert "coded by An editor, 3 November 2026." in page
    assert "Read narrowly." in page
    assert "Does not answer “range”." in page
    assert "Does not answer “who”." in page
    assert "Does not answer “what”." not in page
    cited = record.evidence.get(fact="text").citation
    assert re.search(rf'class="ev read[^"]*" popovertarget="{cited.slug}"', page)


def test_a_span_that_no_longer_fits_the_words_is_left_out_and_the_page_says_so(client: Client) -> None:
    record = beetham()
    builders.element(record, "cooperation")
    assert "spans that no longer fit" not in text(client)
    record.text = "every form of cooperation of parliamentarians"
    builders.prove(record, builders.citation(f"Author: {record.text}"))
    record.save()
    page = text(client)
    assert "spans that no longer fit are left out" in page
    assert '<blockquote lang="en">“every form of cooperation of parliamentarians”' in page
    assert 'id="k-what"' not in page


def test_says_who_under_which_printed_forms_of_the_name(client: Client) -> None:
    record = beetham()
    person = builders.contributor("David Beetham")
    printed = builders.citation("Beetham, D. (2006) Parliament and democracy")
    person.printed_forms.create(form="Beetham, D.", citation=printed)
    record.speakers.add(person, builders.contributor("Shy", publication="draft"))
    page = text(client)
    assert row("Said by", "“Beetham”") in page
    assert '<a href="/people/david-beetham/">David Beetham</a>' in page
    assert re.search(rf'“Beetham, D.”</span> <button [^>]*popovertarget="{printed.slug}"', page)
    assert "/people/shy/" not in page


@pytest.mark.parametrize("kind", Definition.Kind)
def test_the_kind_is_explained(client: Client, kind: Definition.Kind) -> None:
    record = beetham(kind=kind)
    assert f'{kind.label}. <span class="meta">' in text(client)
    assert str(record.kind_help).replace("'", "&#x27;") in text(client)


def test_how_a_date_was_read_stands_beside_it_and_not_only_on_the_card(client: Client) -> None:
    record = beetham(stated="2006")
    row_of_date = record.evidence.filter(fact="stated")
    row_of_date.update(note="Said so.")
    page = text(client).partition("<dt>Date</dt>")[2].partition("</dd>")[0]
    assert page == "<dd>2006"
    row_of_date.update(nearness="reading", note="Read from the entry.")
    for address in (
        record.get_absolute_url(),
        f"/definitions/compare/?d={record.slug}&d={builders.definition().slug}",
    ):
        shown = " ".join(client.get(address).content.decode().partition('id="evidence"')[0].split())
        assert shown.count('<span class="meta">Read from the entry.</span>') == 1


def test_one_citation_and_many_are_each_spoken_of_in_their_number(client: Client) -> None:
    record = beetham()
    page = text(client)
    assert "<summary>The citation behind the marks</summary>" in page
    assert "In print it follows as an endnote." in page
    builders.prove(record, builders.citation("Beetham, D. (2006) Parliament and democracy"))
    page = text(client)
    assert "<summary>All 2 citations behind the marks, as a list</summary>" in page
    assert "In print they follow as endnotes." in page


def test_a_paraphrase_is_presented_as_the_words_of_the_source(client: Client) -> None:
    beetham(kind="paraphrase")
    page = text(client)
    assert "A paraphrase: these are the words of Article, not of Beetham." in page
    assert "“all forms" not in page
    assert "paraphrased in" in page


def test_a_quotation_is_not_presented_as_a_paraphrase(client: Client) -> None:
    beetham()
    page = text(client)
    assert "“all forms of cooperation of parliamentarians”" in page
    assert "paraphrase" not in page.lower()


def test_what_no_source_states_reads_not_stated(client: Client) -> None:
    builders.definition(slug="beetham-2006")
    page = text(client)
    not_stated = '<span class="tbf">[not stated]</span>'
    assert row("Date", not_stated) in page
    assert row("Work", not_stated) in page
    assert row("Page", not_stated) in page
    assert "<dt>Quoted through</dt>" not in page
    assert "<dt>Amends</dt>" not in page
    assert '<h2 id="amendments">' not in page


def test_who_speaks_on_a_page_and_who_is_quoted_there_are_told_apart(client: Client) -> None:
    """A reader who asked whose definition is on p. 44 met two names and could not tell why."""
    small = builders.source("small-states", short="Small States 2016")
    own = builders.definition(title="Hosts", work=small, pages="p. 44")
    guest = builders.definition(title="Guest", via=small, pages="p. 44")
    builders.definition(title="Elsewhere", work=small, pages="p. 45")
    builders.definition(title="Other", work=builders.source("other"), pages="p. 44")
    builders.definition(title="Unseen", via=small, pages="p. 44", publication="draft")
    page = " ".join(client.get(own.get_absolute_url()).content.decode().split())
    row = page.partition("<dt>Page</dt>")[2].partition("</div>")[0]
    assert 'p. 44 <span class="meta">of this work</span>' in row
    assert f'<a href="{guest.get_absolute_url()}">Guest</a><span class="meta">, quoted there</span>' in row
    assert not any(name in row for name in ("Elsewhere", "Other", "Unseen", "Hosts"))
    page = " ".join(client.get(guest.get_absolute_url()).content.decode().split())
    row = page.partition("<dt>Page</dt>")[2].partition("</div>")[0]
    assert "of Small States 2016, who quote the words there" in row
    assert (
        f'<a href="{own.get_absolute_url()}">Hosts</a><span class="meta">, whose own work it is</span>' in row
    )


def cited(page: str) -> str:
    """What the page says on citing the words, tags left in."""
    return page.partition('<h2 id="cite-words">')[2].partition("</section>")[0]


def test_a_work_that_was_not_seen_is_cited_through_what_was_read(client: Client) -> None:
    beetham()
    page = cited(text(client))
    assert "A guide to good practice</cite></a>, p. 173, quoted in" in page
    assert "Title of article</cite>" in page
    assert "The words were read in Article, not in the work itself." in page


def test_words_that_reached_us_through_another_work_are_never_cited_as_standing_in_it(client: Client) -> None:
    small = builders.source("small-states", title_en="Small states")
    beetham(work=small, via=small, pages="p. 44")
    page = text(client)
    assert row("Work", '<span class="tbf">[not stated]</span>') in page
    assert "Beetham (2006), quoted through" in cited(page)
    assert "Small states</cite></a>, p. 44, quoted in" in cited(page)


def test_words_read_in_the_work_itself_are_cited_directly(client: Client) -> None:
    beetham(work=builders.source(), pages="p. 42")
    page = cited(text(client))
    assert "Title of article</cite></a>, p. 42" in page
    assert "quoted" not in page
    assert "not in the work itself" not in page


def test_words_without_a_page_are_cited_by_the_paragraph_where_they_stand(client: Client) -> None:
    record = beetham(work=builders.source(), pages="")
    number = record.evidence.get(fact="text").citation.passage.number
    assert f"Title of article</cite></a>, Introduction, paragraph {number}" in cited(text(client))


def test_where_words_stand_is_not_where_a_source_contradicts_them(client: Client) -> None:
    record = beetham(work=builders.source(), pages="")
    note = builders.citation("otherwise", source=builders.source(), passage=None, locator="the last note")
    builders.contradiction(record, "text", note)
    record = type(record).objects.get(pk=record.pk)
    assert note not in record.citations_of_text and len(record.citations_of_text) == 1
    assert "; the last note" not in cited(text(client))


def test_an_amendment_is_shown_word_by_word_from_both_sides_with_its_reason(client: Client) -> None:
    later = builders.definition(
        "all cooperation abroad", slug="later", title="Later", amends=beetham(), context="Made narrower."
    )
    for page in (text(client), text(client, "later")):
        assert "Later amends Beetham 2006." in page
        part = page.partition('<h2 id="amendments">')[2].partition("</section>")[0]
        assert "2 words are kept, 4 are removed, 1 is added." in part
        assert "removed:</span></span> forms of </del>" in part
        assert "added:</span></span> abroad</ins>" in part
        assert "What changed: Made narrower." in part
        assert f'popovertarget="{later.evidence.get(fact="amends").citation.slug}"' in page


@pytest.mark.parametrize("publication", ["draft", "published"])
def test_amendments_statements_and_discrepancies_are_shown_once_published(
    client: Client, publication: str
) -> None:
    draft = builders.definition("first words", title="First Draft", publication=publication)
    record = beetham(amends=draft)
    builders.definition("later words", title="Later Draft", amends=record, publication=publication)
    builders.statement("Secret finding", publication=publication).definitions.add(record)
    hidden_source = builders.source("hidden", publication=publication)
    builders.statement("Finding of a draft", source=hidden_source).definitions.add(record)
    builders.discrepancy("Secret doubt", publication=publication).definitions.add(record)
    page = text(client)
    shown = publication == "published"
    for words in ("First Draft", "Later Draft", "Secret finding", "Finding of a draft", "Secret doubt"):
        assert (words in page) is shown, words
    for identifier in ("amendments", "findings", "discrepancies"):
        assert (f'<h2 id="{identifier}">' in page) is shown, identifier


def test_what_is_said_of_it_is_shown_with_marks(client: Client) -> None:
    record = beetham()
    builders.statement("Not ideal").definitions.add(record)
    doubt = builders.discrepancy("Two spellings")
    doubt.definitions.add(record)
    page = text(client)
    assert "Not ideal, at length." in page
    assert "Two spellings: the finding." in page
    assert f'popovertarget="{doubt.evidence.get(fact="finding").citation.slug}"' in page


def test_leads_to_the_definitions_before_and_after_in_order_of_time(client: Client) -> None:
    builders.definition(slug="undated", title="Undated")
    builders.definition(slug="rusk", title="Rusk 1955", stated="1955")
    builders.definition(title="Hidden 2000", stated="2000", publication="draft")
    beetham()
    page = text(client)
    assert '<a href="/definitions/rusk/" rel="prev"><span>Earlier: Rusk 1955</span></a>' in page
    assert '<a href="/definitions/undated/" rel="next"><span>Later: Undated</span></a>' in page
    assert 'rel="prev"' not in text(client, "rusk")
    assert 'rel="next"' not in text(client, "undated")


def test_alone_it_leads_nowhere(client: Client) -> None:
    beetham()
    page = text(client)
    assert "In order of time" not in page
    assert "Side by side with" not in page


def test_each_phrase_has_a_place_of_its_own_and_leads_to_its_cell(client: Client) -> None:
    record = beetham(text="forms of cooperation of parliamentarians and staff")
    builders.element(record, "parliamentarians", "who")
    builders.element(record, "staff", "who")
    page = text(client)
    words = page.partition("<blockquote")[2].partition("</blockquote>")[0]
    assert re.findall(r'id="([^"]+)" href="([^"]+)"', words) == [
        ("who", "/definitions/matrix/#beetham-2006-who"),
        ("who-2", "/definitions/matrix/#beetham-2006-who"),
    ]
    assert '<a href="#who" lang="en">“parliamentarians”</a>' in page
    assert '<a href="#who-2" lang="en">“staff”</a>' in page
    for place in ("beetham-2006-who", "beetham-2006-why"):
        assert f'<td id="{place}"' in client.get("/definitions/matrix/").content.decode()


def test_the_words_copied_from_the_page_are_those_of_the_source(client: Client) -> None:
    record = beetham()
    builders.element(record, "all forms", "range")
    builders.element(record, "parliamentarians", "who")
    tree = html5lib.parse(client.get(record.get_absolute_url()).content, namespaceHTMLElements=False)
    assert "".join(tree.find(".//blockquote").itertext()) == f"“{record.text}”"


def test_leads_to_comparisons_with_what_defines_the_concept_the_earlier_first_each_once(
    client: Client,
) -> None:
    first = builders.definition(slug="first", title="First", stated="2000")
    builders.definition(slug="later", title="Later", stated="2021", amends=beetham(amends=first))
    builders.definition(slug="undated", title="Undated", kind="paraphrase")
    builders.definition(slug="remark", title="Remark", kind="comment", stated="2022")
    builders.definition(slug="other", title="Other", concept=builders.concept("Soft power"))
    builders.definition(slug="hidden", title="Hidden", publication="draft")
    page = text(client)
    assert re.findall(r'<a href="/definitions/compare/([^"]+)">Side by side with (\w+)</a>', page) == [
        ("?d=first&amp;d=beetham-2006", "First"),
        ("?d=beetham-2006&amp;d=later", "Later"),
        ("?d=beetham-2006&amp;d=undated", "Undated"),
    ]
    assert 'href="/definitions/matrix/?concept=parliamentary-diplomacy#beetham-2006-who"' in page


def way(page: str) -> str:
    """How the words reached us, as the page says it, tags left out."""
    section = page.partition('<h2 id="way">')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<button.*?</button>|<[^>]+>", " ", section).split())


def test_says_how_the_words_reached_us_and_what_was_seen(client: Client) -> None:
    small = builders.source("small-states", short="Small states 2016")
    beetham(work=None, via=small, pages="p. 44")
    said = way(text(client))
    assert "Article – the source that was read" in said
    assert "quotes Small states 2016 , p. 44 – words seen in Article" in said
    assert "which quotes Beetham (Beetham 2006) – reported by Article" in said


def test_an_amendment_stands_on_the_way_of_both(client: Client) -> None:
    builders.definition(slug="later", title="Later", amends=beetham(), work=builders.source())
    assert "amended by Later – words seen in Article" in way(text(client))
    assert "who amends Beetham 2006 – words seen in Article" in way(text(client, "later"))


def test_words_quoted_inside_are_not_cited_as_those_of_the_author(client: Client) -> None:
    beetham(text="action that is aimed at 'making the powers of parliaments stronger' in the world")
    page = text(client)
    assert "quotation marks of its own" in cited(page)
    assert '<q lang="en">making the powers of parliaments stronger</q>' in cited(page)
    assert "who quotes an author not named" in way(page)


def test_a_term_in_quotation_marks_is_no_quotation(client: Client) -> None:
    beetham(text="the instrument of 'soft power' in the world")
    page = text(client)
    assert "quotation marks of its own" not in page
    assert "an author not named" not in page


def test_a_source_without_author_is_cited_under_the_name_of_the_speaker(client: Client) -> None:
    beetham(work=builders.source(), speakers_as_printed="The University")
    assert "The University <a" in cited(text(client)).replace("<p>", "").replace("(2006) ", "")


def test_a_draft_is_not_found(client: Client) -> None:
    beetham(publication="draft")
    assert client.get("/definitions/beetham-2006/").status_code == 404


@pytest.mark.parametrize("slug", ["nobody", "BEETHAM-2006", "beetham-2006%00", "%D1%84"])
def test_an_address_without_a_definition_is_not_found(client: Client, slug: str) -> None:
    beetham()
    assert client.get(f"/definitions/{slug}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_relations(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    first = builders.definition("first words of all")
    builders.element(first, "first")
    record = beetham(amends=first, via=builders.source("through"))
    for each in range(number):
        builders.definition(work=record.work, pages=record.pages)
        builders.element(record, record.text.split()[each], "range")
        person = builders.contributor(f"Author {each}")
        person.printed_forms.create(form="Words", citation=builders.citation("Words"))
        record.speakers.add(person)
        later = builders.definition(amends=record)
        builders.element(later, "forms")
        builders.statement(f"Finding {each}").definitions.add(record)
        builders.discrepancy(f"Doubt {each}").definitions.add(record)
    with django_assert_num_queries(20):  # type: ignore[operator]
        client.get("/definitions/beetham-2006/")
