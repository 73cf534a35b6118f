"""What staff meet in the admin: every page answers, and what is refused is refused with a sentence."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from institutions.models import Institution, Membership
from portal.seeding import record_models
from sources.models import Citation, SourceText
from tests import builders
from tests.admin_pages import OURS, address, filled, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Institution:
    """A body with a member, a function and a milestone."""
    body = builders.institution(founded="1992", region="eurasia")
    builders.membership(body, builders.state())
    builders.function(body)
    builders.milestone().institutions.add(body)
    return body


def test_every_model_is_registered() -> None:
    assert {model.__name__ for model in OURS} - {m.__name__ for m in admin.site._registry} == set()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
@pytest.mark.usefixtures("world")
def test_lists_and_empty_forms_answer(staff: Client, model: Any) -> None:
    assert staff.get(address(model, "changelist")).status_code == 200
    assert staff.get(address(model, "changelist", q="Қазақстан")).status_code == 200
    only_read = model is SourceText
    assert staff.get(address(model, "add")).status_code == (403 if only_read else 200)


@pytest.mark.usefixtures("world")
def test_forms_of_what_is_there_answer(staff: Client) -> None:
    asked = 0
    for model in OURS:
        row = model._default_manager.first()
        if row is not None:
            asked += 1
            assert staff.get(address(model, "change", row.pk)).status_code == 200, model
    assert asked > 10


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model.__name__)
def test_lists_of_records_narrow_to_those_without_evidence(staff: Client, model: Any) -> None:
    assert staff.get(address(model, "changelist", evidence="none")).status_code == 200
    page = staff.get(address(model, "changelist"))
    assert {"publication", "citation_count"} <= set(page.context["cl"].list_display)


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_the_same_queries_for_any_number_of_rows(
    staff: Client, django_assert_num_queries: Any, number: int
) -> None:
    body = builders.institution()
    for each in range(number):
        builders.membership(body, builders.state(f"State {each}"))
    with django_assert_num_queries(6):
        staff.get(address(Membership, "changelist"))


def test_shows_what_lacks_evidence_and_how_many_citations_the_rest_has(staff: Client) -> None:
    builders.institution("Proved Assembly")
    builders.save(Institution, {"slug": "bare", "name_en": "Bare Assembly", "kind": "union"}, proved=False)
    page = staff.get(address(Institution, "changelist", evidence="none"))
    assert [str(body) for body in page.context["cl"].result_list] == ["Bare Assembly"]
    page = staff.get(address(Institution, "changelist", evidence="some"))
    assert [(str(body), body.citation_number) for body in page.context["cl"].result_list] == [
        ("Proved Assembly", 1)
    ]


def test_searches_in_any_letter_case_of_any_alphabet(staff: Client) -> None:
    builders.institution("Assembly", name_ru="Межпарламентская ассамблея", slug="ipa")
    builders.institution("Other")
    for question in ("МЕЖПАРЛАМЕНТСКАЯ", "ipa", "aSSembly"):
        page = staff.get(address(Institution, "changelist", q=question))
        assert [str(body) for body in page.context["cl"].result_list] == ["Assembly"], question


def test_a_draft_has_no_link_to_a_public_page(staff: Client) -> None:
    shown = builders.institution("Shown")
    draft = builders.institution("Draft", publication="draft")
    assert (
        f'href="{shown.get_absolute_url()}"'
        in staff.get(address(Institution, "change", shown.pk)).content.decode()
    )
    assert "View on site" not in staff.get(address(Institution, "change", draft.pk)).content.decode()


def test_what_is_unchanged_can_be_saved(staff: Client, world: Institution) -> None:
    url = address(Institution, "change", world.pk)
    response = staff.post(url, filled(staff, url, acronym=""))
    assert response.status_code == 302, response.context["errors"]


def test_a_second_membership_is_refused_with_a_sentence(staff: Client, world: Institution) -> None:
    url = address(Membership, "add")
    data = filled(staff, url, slug="again", institution=world.pk, state=builders.state().pk, role="member")
    assert "This state has a membership of unknown start here already." in said(staff.post(url, data))
    Membership.objects.update(start_earliest="1992-01-01", start_latest="1992-12-31")
    data |= {"start_earliest": "1992-01-01", "start_latest": "1992-12-31"}
    assert "This state joined this institution at this date already." in said(staff.post(url, data))
    assert Membership.objects.count() == 1


def test_an_end_before_the_beginning_is_refused_with_a_sentence(staff: Client, world: Institution) -> None:
    url = address(Institution, "change", world.pk)
    data = filled(staff, url, ended_earliest="1980-01-01", ended_latest="1980-12-31")
    assert "The end lies before the beginning." in said(staff.post(url, data))
    data = filled(staff, url, ended_earliest="1999-01-01")
    assert "Give both bounds of a date or neither, the earliest day first." in said(staff.post(url, data))


def test_decisive_words_that_are_not_quoted_are_refused_with_a_sentence(staff: Client) -> None:
    cited = builders.citation("Words of the source.")
    url = address(Citation, "change", cited.pk)
    assert "These words do not stand in the exact words." in said(
        staff.post(url, filled(staff, url, decisive="other words"))
    )
    assert "Exact words need a passage or a locator." in said(staff.post(url, filled(staff, url, passage="")))
    assert staff.post(url, filled(staff, url, decisive="the source")).status_code == 302


def test_nothing_is_published_without_evidence(staff: Client) -> None:
    url = address(Institution, "add")
    data = filled(staff, url, slug="new", name_en="New Assembly", kind="union", publication="published")
    text = said(staff.post(url, data))
    assert "New Assembly: no citation supports Name, Type." in text
    assert "save the record as a draft" in text
    assert not Institution.objects.exists()
    cited = builders.citation()
    for number, fact in enumerate(["name", "kind"]):
        row = {"fact": fact, "citation": cited.pk, "stance": "supports", "nearness": "words"}
        data |= {f"evidence-{number}-{name}": value for name, value in row.items()}
    assert staff.post(url, data | {"evidence-TOTAL_FORMS": 2}).status_code == 302
    assert Institution.objects.get().is_published
    assert Institution.objects.get().evidence.count() == 2


def test_the_last_citation_of_a_published_fact_cannot_be_taken_away(staff: Client) -> None:
    body = builders.institution("Assembly")
    url = address(Institution, "change", body.pk)
    data = filled(staff, url) | {"evidence-0-DELETE": "on"}
    assert "Assembly: no citation supports" in said(staff.post(url, data))
    assert staff.post(url, data | {"publication": "draft"}).status_code == 302
    assert body.evidence.count() == 1


def test_the_fact_of_evidence_is_chosen_and_each_citation_is_attached_once(staff: Client) -> None:
    body = builders.institution("Assembly")
    url = address(Institution, "change", body.pk)
    page = staff.get(url)
    formset = next(e.formset for e in page.context["inline_admin_formsets"] if e.formset.prefix == "evidence")
    names = [name for name, _label in formset.empty_form.fields["fact"].choices]
    assert names == ["", *(fact.name for fact in Institution.FACTS)]
    data = filled(staff, url)
    first = {name[11:]: value for name, value in data.items() if name.startswith("evidence-0-")}
    again = {f"evidence-2-{name}": value for name, value in first.items() if name != "id"}
    text = said(staff.post(url, data | again | {"evidence-TOTAL_FORMS": 3}))
    assert "duplicate" in text or "attached to this fact already" in text
    text = said(staff.post(url, data | {"evidence-0-fact": "colour"}))
    assert "Select a valid choice" in text


def test_what_the_gate_refuses_is_said_at_the_head_of_the_form(staff: Client) -> None:
    url = address(Institution, "add")
    data = filled(staff, url, slug="new", name_en="New Assembly", kind="union", publication="published")
    page = staff.post(url, data)
    assert "New Assembly: no citation supports Name, Type." in [str(m) for m in page.context["messages"]]


def test_the_slug_of_a_published_record_stays(staff: Client) -> None:
    body = builders.institution("Assembly")
    url = address(Institution, "change", body.pk)
    assert 'name="slug"' not in staff.get(url).content.decode()
    assert staff.post(url, filled(staff, url) | {"slug": "renamed"}).status_code == 302
    assert Institution.objects.get().slug == "assembly"
    body.publication = "draft"
    body.save()
    assert 'name="slug"' in staff.get(url).content.decode()


def test_the_start_page_lists_records_and_not_the_rows_below_them(staff: Client) -> None:
    page = staff.get("/admin/").content.decode()
    assert address(Institution, "changelist") in page
    assert address(Institution.evidence.rel.related_model, "changelist") not in page


def test_visitors_are_asked_to_sign_in(client: Client) -> None:
    assert client.get(address(Institution, "changelist")).status_code == 302
