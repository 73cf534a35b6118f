"""How tests reach the pages of the admin, fill in their forms and read what they say."""

from typing import Any

from django.apps import apps
from django.forms import CheckboxInput, MultiWidget, SelectMultiple
from django.test import Client
from django.urls import reverse

OURS = [
    model
    for label in ("institutions", "sources")
    for model in apps.get_app_config(label).get_models()
    if not model._meta.auto_created
]


def address(model: Any, page: str, *arguments: object, **query: str) -> str:
    """The address of a page of the admin of `model`."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=arguments, query=query)


def filled(client: Client, url: str, **changes: object) -> dict[str, object]:
    """What the form at `url` would send, with changes: the fields and the inlines as they stand."""
    page = client.get(url)
    forms = [page.context["adminform"].form]
    for each in page.context["inline_admin_formsets"]:
        forms += [each.formset.management_form, *each.formset.initial_forms]
    data: dict[str, object] = {}
    for form in forms:
        for field in form:
            data |= _sent(field.html_name, field.field.widget, field.value())
    return {**data, **changes}


def _sent(name: str, widget: Any, value: Any) -> dict[str, object]:
    """What a browser sends for one field: no box without a tick, each part of a date under a name."""
    if value is False:
        return {}
    if isinstance(widget, MultiWidget):
        return {f"{name}_{number}": part or "" for number, part in enumerate(widget.decompress(value))}
    if isinstance(value, list):
        return {name: [getattr(each, "pk", each) for each in value]}
    if value is None:
        inner = getattr(widget, "widget", widget)
        return {} if isinstance(inner, CheckboxInput | SelectMultiple) else {name: ""}
    return {name: "on" if value is True else value}


def said(response: Any) -> str:
    """What the page of a refused form says; fails if it was accepted."""
    assert response.status_code == 200, response.headers.get("Location")
    return " ".join(response.content.decode().split())
