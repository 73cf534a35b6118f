"""The admin over the portal as it ships: every kind of row can be listed and saved as it stands."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sources.models import Record, SourceText
from tests.admin_pages import OURS, address, filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_list_costs_the_same_queries_for_any_number_of_rows(
    staff: Client, model: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists of printed forms, readings and lines of the imprint once cost a query or two a row."""
    costs = []
    for number in (1, 3):
        monkeypatch.setattr(admin.site._registry[model], "list_per_page", number)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = staff.get(address(model, "changelist"))
        assert len(page.context["cl"].result_list) == number or model._default_manager.count() < number
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[1] < 14


def richest(model: Any) -> Any:
    """The record that rests on most evidence, or the first row of another table."""
    if issubclass(model, Record):
        return max(model.objects.prefetch_related("evidence"), key=lambda record: len(record.evidence.all()))
    return model._default_manager.first()


#: Texts are loaded by a command and only read here.
EDITED = [model for model in OURS if model is not SourceText]


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model.__name__)
def test_what_ships_is_saved_unchanged(staff: Client, model: Any) -> None:
    row = richest(model)
    assert row is not None, f"no {model._meta.verbose_name} is in the fixtures"
    before = values(row)
    url = address(model, "change", row.pk)
    response = staff.post(url, filled(staff, url))
    assert response.status_code == 302, errors(response)
    assert values(model._default_manager.get(pk=row.pk)) == before


def values(row: Any) -> dict[str, object]:
    """What is stored of a row, all but the time of its last change."""
    stored = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    linked = {field.name: set(getattr(row, field.name).all()) for field in row._meta.many_to_many}
    return {**stored, **linked, "updated": None}


def errors(response: Any) -> list[object]:
    """What the forms of a page refuse."""
    sets = [each.formset for each in response.context["inline_admin_formsets"]]
    return [response.context["adminform"].form.errors, *(each.errors for each in sets)]
