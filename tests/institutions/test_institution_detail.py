"""The page of one body: what is stated opens onto its words, what is not says so."""

import pytest
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db

#: So many queries a page and a file of one body cost, whatever belongs to it.
QUERIES, FILE_QUERIES = 40, 33


def text(client: Client, slug: str = "assembly") -> str:
    """The page of the body, as HTML."""
    response = client.get(f"/institutions/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_stated_fact_carries_a_mark_that_opens_its_words(client: Client) -> None:
    body = builders.institution("Assembly", founded="1992", slug="assembly")
    builders.unprove(body.evidence.filter(fact="founded"))
    words = builders.citation("The Assembly was founded in 1992.", decisive="1992")
    body.evidence.create(citation=words, fact="founded")
    page = text(client)
    assert f'popovertarget="{words.slug}"><span class="vh">Evidence, cited </span>Ar¶' in page
    assert f'id="{words.slug}" popover' in page
    assert "“The Assembly was founded in <mark>1992</mark>.”" in page


def test_the_sign_tells_words_from_readings_and_from_disagreement(client: Client) -> None:
    body = builders.institution("Assembly", founded="1992", slug="assembly")
    read = builders.citation("It came into being after the war.")
    other = builders.citation("It was founded in 1995.")
    body.evidence.create(citation=read, fact="region", nearness="reading", note="Read from the war.")
    builders.contradiction(body, "founded", other, note="Here it is 1995.")
    body.region = "europe"
    body.save()
    page = text(client)
    opens = f'popovertarget="{read.slug}"><span class="vh">'
    reading = f'class="ev read cited" {opens}Evidence, read, cited </span>'
    assert reading in page
    opens = f'popovertarget="{other.slug}"><span class="vh">'
    clash = f'class="ev clash cited" {opens}Evidence, disagrees, cited </span>'
    assert clash in page
    assert "≠ Sources disagree (founded): Here it is 1995." in page
    assert "≈ Editor&#x27;s reading (region): Read from the war." in page


def test_what_no_source_states_reads_not_stated(client: Client) -> None:
    builders.institution("Assembly", slug="assembly")
    page = text(client)
    assert '<dt>Founded</dt><dd><span class="tbf">[not stated]</span></dd>' in page
    assert "The sources in this portal name no member of this body." in page
    assert '<h2 id="functions">' not in page


def test_a_draft_is_not_found(client: Client) -> None:
    builders.institution("Assembly", slug="assembly", publication="draft")
    assert client.get("/institutions/assembly/").status_code == 404


def test_names_in_three_languages_and_each_printed_form_once(client: Client) -> None:
    body = builders.institution("Assembly", name_ru="Ассамблея", name_kk="Ассамблеясы")
    for words in ("IPA met", "IPA voted"):
        body.printed_forms.create(form="IPA", citation=builders.citation(words))
    page = client.get("/institutions/assembly/").content.decode()
    assert '<span lang="ru">Ассамблея</span>' in page
    assert '<span lang="kk">Ассамблеясы</span>' in page
    assert page.count("“IPA”") == 1


@pytest.mark.parametrize("slug", ["nowhere", "NOWHERE", "assembly%00", "%D1%84"])
def test_an_address_without_a_body_is_not_found(client: Client, slug: str) -> None:
    builders.institution("Assembly", slug="assembly")
    assert client.get(f"/institutions/{slug}/").status_code == 404


def test_relations_are_shown_from_both_sides(client: Client) -> None:
    parent = builders.institution("Organisation", kind="organisation", slug="organisation")
    builders.institution("Assembly", slug="assembly", parent=parent)
    assert '<a href="/institutions/organisation/">Organisation</a>' in text(client)
    assert '<a href="/institutions/assembly/">Assembly</a>' in text(client, "organisation")


@pytest.mark.parametrize("publication", ["draft", "published"])
def test_a_part_is_shown_once_it_is_published(client: Client, publication: str) -> None:
    body = builders.institution("Organisation", kind="organisation", slug="organisation")
    builders.institution("Secret Assembly", parent=body, publication=publication)
    builders.function(body, says="Secretly drafts.", publication=publication)
    page = text(client, "organisation")
    for words in ("Secret Assembly", "Secretly drafts."):
        assert (words in page) is (publication == "published"), words


def test_a_published_tie_to_a_draft_is_not_shown(client: Client) -> None:
    body = builders.institution("Assembly", slug="assembly")
    draft = {"publication": "draft"}
    builders.membership(body, builders.state("Atlantis", **draft))
    builders.legal_basis(body, builders.document("Secret Law", **draft))
    secret = builders.source("secret-source", **draft)
    body.statements.add(
        builders.statement("Said in secret", source=secret), builders.statement("Open finding")
    )
    page = text(client)
    assert "Open finding" in page
    for hidden in ("Atlantis", "Secret Law", "Said in secret", "Secret Source"):
        assert hidden not in page
    assert '<h2 id="documents">' not in page
    assert "The sources in this portal name no member of this body." in page


@pytest.mark.parametrize("publication", ["draft", "published"])
def test_milestones_statements_discrepancies_offices_and_figures_are_shown_once_published(
    client: Client, publication: str
) -> None:
    body = builders.institution("Assembly", slug="assembly")
    fields = {"publication": publication}
    for number in range(2):  # a single event makes no timeline
        builders.milestone(f"Secret founding {number}", start=f"199{number}", **fields).institutions.add(body)
    body.statements.add(builders.statement("Secret finding", **fields))
    body.discrepancies.add(builders.discrepancy("Secret difference", **fields))
    builders.office(body, "Secret chair", **fields)
    builders.figure(body, "Secret number", **fields)
    page = text(client)
    shown = publication == "published"
    for words in ("founding 1", "finding", "difference", "chair", "number"):
        assert (f"Secret {words}" in page) is shown, words
    for heading in ("timeline", "findings", "discrepancies", "offices"):
        assert (f'<h2 id="{heading}">' in page) is shown, heading


def test_a_parent_that_is_a_draft_reads_not_stated_without_a_mark(client: Client) -> None:
    shy = builders.institution("Shy Organisation", publication="draft")
    seat = builders.state("Atlantis", publication="draft")
    builders.institution("Assembly", slug="assembly", parent=shy, succeeded_by=shy, seat_state=seat)
    page = text(client)
    for label in ("Parent body", "Succeeded by", "Country of the seat"):
        assert f'<dt>{label}</dt><dd><span class="tbf">[not stated]</span></dd></div>' in page
    assert "Shy" not in page
    assert "Atlantis" not in page
    assert '<h2 id="relations">' not in page


def test_a_card_leads_to_its_source_only_if_a_visitor_may_see_it(client: Client) -> None:
    body = builders.institution("Assembly", slug="assembly", founded="1992")
    page = text(client)
    assert 'href="/sources/article/?passage=' in page
    hidden = builders.source("hidden-page", publication="draft", role="supplementary")
    cited = builders.citation("Founded in 1992.", source=hidden)
    builders.unprove(body.evidence.all())
    body.evidence.create(citation=cited, fact="founded")
    page = text(client)
    assert "“Founded in 1992.”" in page
    assert "/sources/hidden-page/" not in page


def test_offices_say_the_rank_or_that_it_is_not_stated(client: Client) -> None:
    body = builders.institution("Assembly", slug="assembly")
    builders.office(body, "Chair", does="Leads.", rank="Envoy", experience="Ten years.")
    builders.office(body, "Clerk")
    page = text(client)
    assert "<dd>Leads.<br>Rank: Envoy<br>Ten years.</dd>" in page
    assert '<dd>Rank: <span class="tbf">[not stated]</span></dd>' in page


def crowd(number: int) -> None:
    """A body with `number` of everything that its page lists."""
    parent = builders.institution("Organisation", kind="organisation")
    body = builders.institution("Assembly", slug="assembly", founded="1992", acronym="AS", parent=parent)
    after = builders.institution("Union", kind="union", parent=parent, founded="1990")
    for each in range(number):
        builders.function(body, ["model_legislation", "control", "mediation"][each])
        for role in ("member", "observer", "associate"):
            of = builders.state(f"State {each} {role}")
            builders.membership(body, of, role=role, start="1995", listed="2014")
            builders.membership(after, of, start="1995")
        builders.membership(body, builders.state(f"Gone {each}"), start="1995", end="2001")
        builders.milestone().institutions.add(body)
        builders.institution(f"Part {each}", parent=body, kind="organ")
        builders.institution(f"Assembly of it {each}", parent=body)
        builders.institution(f"Sibling {each}", parent=parent)
        builders.institution(f"Before {each}", succeeded_by=body)
        builders.legal_basis(body, builders.document("Law", slug=f"law-{each}"), role="issued")
        builders.office(body, "Chair", rank="Envoy")
        builders.figure(body, str(each), label="Seats", measured="2014")
        builders.other_name(body, f"Name {each}")
        builders.member_list(body, listed="2014")
        for kind in ("organ", "holder", "founding", "basis", "seat", "composition", "sessions"):
            builders.detail(body, f"{kind} {each}", kind=kind)
        for kind in ("activity", "relations", "succession", "presence"):
            builders.detail(body, f"{kind} {each}", kind=kind, label=f"{kind} {each}")
        body.statements.add(builders.statement("It", kind="criticism"))
        body.discrepancies.add(builders.discrepancy("Dates"))


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("query", ["", "?on=2000-01-01"])
def test_costs_the_same_queries_for_any_number_of_relations(
    client: Client, django_assert_num_queries: object, number: int, query: str
) -> None:
    crowd(number)
    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        client.get(f"/institutions/assembly/{query}")


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_file_costs_the_same_queries_for_any_number_of_relations(
    client: Client, django_assert_num_queries: object, number: int, kind: str
) -> None:
    crowd(number)
    with django_assert_num_queries(FILE_QUERIES):  # type: ignore[operator]
        client.get(f"/institutions/assembly/?format={kind}")
