"""No door of the admin leads past the gate: what is published stays proved, whichever form is used."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client

from institutions.models import Institution, InstitutionEvidence, Office
from sources.facts import without_evidence
from sources.models import LegalDocument, Provision, Statement
from tests import builders
from tests.admin_pages import address, filled, said

pytestmark = pytest.mark.django_db

REFUSED = "Assembly: no citation supports Name."


@pytest.fixture
def body() -> Institution:
    """A published body, each of its two facts on one row of evidence."""
    return builders.institution("Assembly")


def row_of(record: Any, fact: str) -> Any:
    """The row of evidence for a fact."""
    return record.evidence.get(fact=fact)


def parents() -> list[tuple[Any, type, str, dict[str, object]]]:
    """Each record with an inline for children that are records, and what is filled in for a new child."""
    assembly, law = builders.institution("Assembly"), builders.document()
    state, whole = builders.state(), builders.statement("Whole")
    part = {"kind": "finding", "title": "New", "says": "New.", "source": whole.source.pk}
    return [
        (assembly, Institution, "functions", {"kind": "training", "says": "New."}),
        (assembly, Institution, "offices", {"title": "New"}),
        (assembly, Institution, "memberships", {"state": state.pk, "role": "member"}),
        (assembly, Institution, "figures", {"label": "New", "value": "1"}),
        (assembly, Institution, "legal_bases", {"document": law.pk, "role": "party"}),
        (law, LegalDocument, "provisions", {"locator": "Article 1", "says": "New."}),
        (whole, Statement, "parts", part),
    ]


@pytest.mark.parametrize("number", range(7))
def test_a_child_is_not_published_from_the_form_of_its_parent(staff: Client, number: int) -> None:
    """A function without evidence was once published from the form of its body."""
    parent, model, relation, fields = parents()[number]
    url = address(model, "change", parent.pk)
    child = {"slug": "new", "position": 1, "publication": "published", **fields}
    data = filled(staff, url, **{f"{relation}-0-{name}": value for name, value in child.items()})
    response = staff.post(url, data | {f"{relation}-TOTAL_FORMS": 1})
    assert response.status_code == 302, response.context["errors"]
    assert not getattr(parent, relation).get().is_published


@pytest.mark.parametrize("number", range(7))
def test_the_form_of_the_parent_shows_whether_a_child_is_published(staff: Client, number: int) -> None:
    parent, model, relation, _fields = parents()[number]
    page = staff.get(address(model, "change", parent.pk))
    inline = next(each for each in page.context["inline_admin_formsets"] if each.formset.prefix == relation)
    assert "publication" in inline.readonly_fields


def test_a_published_child_gets_no_unproved_fact_from_the_form_of_its_parent(
    staff: Client, body: Institution
) -> None:
    office = builders.office(body)
    url = address(Institution, "change", body.pk)
    text = said(staff.post(url, filled(staff, url, **{"offices-0-rank": "Ambassador"})))
    assert "Chairman, Assembly: no citation supports Rank." in text
    Office.objects.update(publication="draft")
    assert staff.post(url, filled(staff, url, **{"offices-0-rank": "Ambassador"})).status_code == 302
    assert Office.objects.get(pk=office.pk).rank == "Ambassador"


def test_the_slug_of_a_published_child_stays(staff: Client, body: Institution) -> None:
    provision = builders.provision(builders.document())
    url = address(LegalDocument, "change", provision.document.pk)
    assert staff.post(url, filled(staff, url) | {"provisions-0-slug": "renamed"}).status_code == 302
    assert Provision.objects.get().slug == provision.slug
    Provision.objects.update(publication="draft")
    assert staff.post(url, filled(staff, url) | {"provisions-0-slug": "renamed"}).status_code == 302
    assert Provision.objects.get().slug == "renamed"


def test_evidence_that_a_published_fact_rests_on_is_not_deleted(staff: Client, body: Institution) -> None:
    row = row_of(body, "name")
    with pytest.raises(ValidationError, match=REFUSED):
        row.delete()
    url = address(InstitutionEvidence, "delete", row.pk)
    response = staff.post(url, {"post": "yes"}, follow=True)
    assert REFUSED in said(response)
    assert response.redirect_chain == [(address(InstitutionEvidence, "change", row.pk), 302)]
    assert without_evidence(body) == []


def test_evidence_is_not_deleted_from_the_list(staff: Client, body: Institution) -> None:
    """Each of two citations of a fact may go, both may not."""
    url, first = address(InstitutionEvidence, "changelist"), row_of(body, "name")
    second = body.evidence.create(citation=builders.citation(), fact="name")
    chosen = {"action": "delete_selected", "_selected_action": [first.pk, second.pk], "post": "yes"}
    response = staff.post(url, chosen, follow=True)
    assert REFUSED in said(response)
    assert "Successfully deleted" not in said(response)
    assert body.evidence.count() == 3
    response = staff.post(url, chosen | {"_selected_action": [first.pk]}, follow=True)
    assert "Successfully deleted 1" in said(response)
    assert without_evidence(body) == []


@pytest.mark.parametrize("changes", [{"stance": "contradicts"}, {"fact": "region"}, {"record": "other"}])
def test_evidence_is_not_turned_away_from_a_published_fact(
    staff: Client, body: Institution, changes: dict[str, object]
) -> None:
    if "record" in changes:
        changes = {"record": builders.institution("Other").pk}
    if "stance" in changes:
        changes = changes | {"discrepancy": builders.discrepancy().pk}
    row = row_of(body, "name")
    url = address(InstitutionEvidence, "change", row.pk)
    assert REFUSED in said(staff.post(url, filled(staff, url, **changes)))
    row.refresh_from_db()
    assert (row.stance, row.fact, row.record) == ("supports", "name", body)
    assert staff.post(url, filled(staff, url, note="Read again.")).status_code == 302
    Institution.objects.update(publication="draft")
    assert staff.post(url, filled(staff, url, **changes)).status_code == 302


def test_evidence_of_a_draft_may_go(staff: Client) -> None:
    draft = builders.institution("Assembly", publication="draft")
    url = address(InstitutionEvidence, "delete", row_of(draft, "name").pk)
    assert staff.post(url, {"post": "yes"}).status_code == 302
    assert draft.evidence.count() == 1


def test_a_record_may_be_deleted_with_its_evidence(staff: Client, body: Institution) -> None:
    assert staff.post(address(Institution, "delete", body.pk), {"post": "yes"}).status_code == 302
    assert not InstitutionEvidence.objects.exists()


def test_rows_of_one_form_are_judged_together(staff: Client, body: Institution) -> None:
    """Two rows that change places prove as much as before; so does one that stands in for another."""
    body.evidence.filter(fact="kind").update(citation=builders.citation())
    url = address(Institution, "change", body.pk)
    data = filled(staff, url)
    swapped = {"evidence-0-fact": data["evidence-1-fact"], "evidence-1-fact": data["evidence-0-fact"]}
    assert staff.post(url, data | swapped).status_code == 302
    data = filled(staff, url)
    new = {"fact": data["evidence-0-fact"], "citation": builders.citation().pk, "stance": "supports"}
    new = {f"evidence-2-{name}": value for name, value in {**new, "nearness": "words"}.items()}
    response = staff.post(url, data | new | {"evidence-0-DELETE": "on", "evidence-TOTAL_FORMS": 3})
    assert response.status_code == 302, response.context["errors"]
    assert body.evidence.count() == 2
    assert without_evidence(Institution.objects.get()) == []
    contradicts = {"evidence-0-stance": "contradicts", "evidence-0-discrepancy": builders.discrepancy().pk}
    data = filled(staff, url) | {"publication": "draft", **contradicts}
    assert staff.post(url, data).status_code == 302


def test_the_gate_is_asked_of_staff_who_may_not_edit_evidence(client: Client, body: Institution) -> None:
    """Without a right to evidence its inline was left out, and with it the question."""
    user: Any = get_user_model().objects.create_user("junior", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="change_institution"))
    client.force_login(user)
    url = address(Institution, "change", body.pk)
    data = filled(client, url, seat="Geneva")
    assert "Assembly: no citation supports Seat." in said(client.post(url, data))
    assert client.post(url, data | {"publication": "draft"}).status_code == 302
