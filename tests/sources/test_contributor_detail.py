"""The page of a person: the name as it is printed here and there, works, definitions, statements."""

from typing import Any

import pytest
from django.test import Client

from sources.models import Contribution, Contributor, Source
from tests import builders

pytestmark = pytest.mark.django_db


def text(client: Client, slug: str = "zlatko-sabic") -> str:
    """The page of the person, as HTML, white space folded as a browser does."""
    response = client.get(f"/people/{slug}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def sabic(**fields: Any) -> Contributor:
    """A person whose name the source prints in several ways."""
    return builders.contributor("Zlatko Šabič", slug="zlatko-sabic", **fields)


def wrote(person: Contributor, work: Source, **fields: Any) -> Contribution:
    """A part of the person in a source, as author unless told otherwise."""
    return Contribution.objects.create(source=work, contributor=person, **fields)


def test_each_printed_form_of_the_name_stands_once_with_the_marks_of_its_places(client: Client) -> None:
    person = sabic()
    places = {form: builders.citation(f"As {form} writes,") for form in ("Šabič", "Šabic", "Zabich")}
    again = builders.citation("Zabich adds,")
    for form, cited in [*places.items(), ("Zabich", again)]:
        person.printed_forms.create(form=form, citation=cited)
    page = text(client)
    for form, cited in places.items():
        assert page.count(f'<span lang="en">“{form}”</span>') == 1
        assert f'“{form}”</span> <button type="button" class="ev cited" popovertarget="{cited.slug}"' in page
    assert f'popovertarget="{again.slug}"' in page


def test_the_name_is_given_in_the_languages_that_have_one(client: Client) -> None:
    sabic(name_ru="Златко Шабич")
    page = text(client)
    assert '<span lang="ru">Златко Шабич</span>' in page
    assert "Kazakh:" not in page


def test_the_description_has_a_mark_or_reads_not_stated(client: Client) -> None:
    person = sabic(description="Professor")
    cited = person.evidence.get(fact="description").citation
    page = text(client)
    assert "<dt>Described as</dt><dd>Professor</dd>" in page
    assert f'popovertarget="{cited.slug}"' in page
    builders.contributor("Plain")
    plain = text(client, "plain")
    assert '<dt>Described as</dt><dd><span class="tbf">[not stated]</span>' in plain
    assert '<dt>Printed as</dt><dd><span class="tbf">[not stated]</span>' in plain


def test_works_stand_in_order_of_time_with_role_and_mark_and_drafts_are_hidden(client: Client) -> None:
    person = sabic()
    late = builders.source(
        "late",
        title_en="The late book",
        contributors_as_printed="Šabič, Z.",
        published_earliest="2016-01-01",
        published_latest="2016-12-31",
    )
    cited = builders.citation("Šabič, Z. (2016)")
    late.evidence.create(citation=cited, fact="contributors")
    years = {"published_earliest": "2008-01-01", "published_latest": "2008-12-31"}
    early = builders.source("early", title_en="The early book", **years)
    wrote(person, late)
    wrote(person, builders.source("undated", title_en="The undated book"), role="translator")
    wrote(person, early, role="editor", affiliation="University of Ljubljana")
    wrote(person, builders.source("hidden", title_en="The hidden book", publication="draft"))
    page = text(client)
    places = [page.index(title) for title in ("The early book", "The late book", "The undated book")]
    assert places == sorted(places)
    assert '<span class="meta">editor, University of Ljubljana</span>' in page
    assert '<span class="meta">translation</span>' in page
    assert f'popovertarget="{cited.slug}"' in page
    assert '<a href="/sources/late/">' in page
    assert "The hidden book" not in page


def test_definitions_and_statements_credited_to_the_person_are_shown_and_drafts_hidden(
    client: Client,
) -> None:
    person = sabic()
    builders.definition("open words").speakers.add(person)
    builders.definition("hidden words", publication="draft").speakers.add(person)
    builders.definition("words of another")
    builders.statement("Open finding", speaker=person)
    builders.statement("Hidden finding", speaker=person, publication="draft")
    builders.statement(
        "Finding in a draft", speaker=person, source=builders.source("no", publication="draft")
    )
    page = text(client)
    assert "“open words”" in page
    assert "Statements credited to this person" in page
    assert "Open finding, at length." in page
    for words in ("hidden words", "words of another", "Hidden finding", "Finding in a draft"):
        assert words not in page


def test_leads_to_all_definitions_of_a_person_who_gave_many(client: Client) -> None:
    person = sabic()
    for number in range(9):
        builders.definition(stated=f"200{number}").speakers.add(person)
    builders.definition("words of another")
    assert '<a href="/definitions/?speaker=zlatko-sabic">All 9 definitions, in order of time</a>' in text(
        client
    )
    assert client.get("/definitions/?speaker=zlatko-sabic").context["page_obj"].paginator.count == 9


def test_empty_sections_leave_no_heading(client: Client) -> None:
    sabic()
    page = text(client)
    for identifier in ("works", "definitions", "findings"):
        assert f'<h2 id="{identifier}">' not in page
        assert f'href="#{identifier}"' not in page


def test_a_draft_is_not_found(client: Client) -> None:
    sabic(publication="draft")
    assert client.get("/people/zlatko-sabic/").status_code == 404


@pytest.mark.parametrize("slug", ["nobody", "ZLATKO-SABIC", "zlatko-sabic%00", "%D1%84"])
def test_an_address_without_a_person_is_not_found(client: Client, slug: str) -> None:
    sabic()
    assert client.get(f"/people/{slug}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_works(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    person = sabic()
    for each in range(number):
        work = builders.source(f"work-{each}", contributors_as_printed="Šabič, Z.")
        wrote(person, builders.prove(work))
        record = builders.definition(work=work)
        builders.element(record, "cooperation")
        record.speakers.add(person)
        builders.statement(f"Finding {each}", speaker=person)
        person.printed_forms.create(form="Words", citation=builders.citation("Words"))
    with django_assert_num_queries(13):  # type: ignore[operator]
        client.get("/people/zlatko-sabic/")
