"""The page of one body: what is stated opens onto its words, what is not says so."""

import pytest
from django.test import Client

from institutions.models import Figure, LegalBasis, Office
from sources.models import Discrepancy, LegalDocument, Statement
from tests import builders

pytestmark = pytest.mark.django_db


def text(client: Client, slug: str = "assembly") -> str:
    """The page of the body, as HTML."""
    response = client.get(f"/institutions/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_stated_fact_carries_a_mark_that_opens_its_words(client: Client) -> None:
    body = builders.institution("Assembly", founded="1992", slug="assembly")
    body.evidence.filter(fact="founded").delete()
    words = builders.citation("The Assembly was founded in 1992.", decisive="1992")
    body.evidence.create(citation=words, fact="founded")
    page = text(client)
    assert f'popovertarget="{words.slug}"><span class="vh">Evidence </span>Ar¶' in page
    assert f'id="{words.slug}" popover' in page
    assert "“The Assembly was founded in <mark>1992</mark>.”" in page


def test_the_sign_tells_words_from_readings_and_from_disagreement(client: Client) -> None:
    body = builders.institution("Assembly", founded="1992", slug="assembly")
    read = builders.citation("It came into being after the war.")
    other = builders.citation("It was founded in 1995.")
    body.evidence.create(citation=read, fact="region", nearness="reading", note="Read from the war.")
    body.evidence.create(citation=other, fact="founded", stance="contradicts", note="Here it is 1995.")
    body.region = "europe"
    body.save()
    page = text(client)
    assert f'class="ev read" popovertarget="{read.slug}"' in page
    assert f'class="ev clash" popovertarget="{other.slug}"' in page
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


@pytest.mark.parametrize("slug", ["nowhere", "ASSEMBLY", "assembly%00", "%D1%84"])
def test_an_address_without_a_body_is_not_found(client: Client, slug: str) -> None:
    builders.institution("Assembly", slug="assembly")
    assert client.get(f"/institutions/{slug}/").status_code == 404


def test_relations_are_shown_from_both_sides(client: Client) -> None:
    parent = builders.institution("Organisation", kind="organisation", slug="organisation")
    builders.institution("Assembly", slug="assembly", parent=parent)
    assert '<a href="/institutions/organisation/">Organisation</a>' in text(client)
    assert '<a href="/institutions/assembly/">Assembly</a>' in text(client, "organisation")


def test_a_draft_part_is_not_shown(client: Client) -> None:
    body = builders.institution("Organisation", kind="organisation", slug="organisation")
    builders.institution("Secret Assembly", parent=body, publication="draft")
    function = builders.function(body)
    function.publication = "draft"
    function.save()
    page = text(client, "organisation")
    assert "Secret Assembly" not in page
    assert "Drafts." not in page


def crowd(number: int) -> None:
    """A body with `number` of everything that its page lists."""
    body = builders.institution("Assembly", slug="assembly", founded="1992")
    text_source = builders.source()
    for each in range(number):
        builders.function(body, ["model_legislation", "control", "mediation"][each])
        builders.membership(body, builders.state(f"State {each}"))
        builders.milestone().institutions.add(body)
        builders.institution(f"Part {each}", parent=body)
        common = {"publication": "published"}
        document = LegalDocument.objects.create(slug=f"law-{each}", title_en="Law", kind="law", **common)
        builders.prove(
            LegalBasis.objects.create(
                slug=f"basis-{each}", institution=body, document=document, role="issued", **common
            )
        )
        builders.prove(
            Office.objects.create(
                slug=f"office-{each}", institution=body, title="Chair", rank="Envoy", **common
            )
        )
        builders.prove(
            Figure.objects.create(
                slug=f"figure-{each}", institution=body, label="Seats", value=str(each), **common
            )
        )
        statement = Statement.objects.create(
            slug=f"said-{each}", kind="criticism", title="It", says="So.", source=text_source, **common
        )
        discrepancy = Discrepancy.objects.create(
            slug=f"differs-{each}",
            title="Dates",
            text=text_source,
            kind="date",
            status="open",
            confidence="in_the_text",
            finding="Two.",
            editorial_note="One.",
            **common,
        )
        body.statements.add(builders.prove(statement))
        body.discrepancies.add(builders.prove(discrepancy))


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_relations(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    crowd(number)
    with django_assert_num_queries(26):  # type: ignore[operator]
        client.get("/institutions/assembly/")
