"""The pages for what went wrong look like the portal, say what to do, and need nothing that may be broken."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from portal.views import errors


def whole(text: str, heading: str, number: int) -> None:
    """Checks that a page is a page of the portal."""
    assert re.findall("<h1>(.*?)</h1>", text) == [heading]
    assert f"Error {number}" in text
    assert 'class="mast"' in text and 'class="foot"' in text
    assert 'role="search"' in text
    assert 'content="noindex"' in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/nowhere/", "/institutions/none/", "/institutions/%00/", "/search/x", "/%ff"]
)
def test_an_address_without_a_page(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    whole(response.content.decode(), "This page was not found", 404)


@pytest.mark.django_db
def test_a_name_under_which_the_portal_does_not_answer(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    whole(response.content.decode(), "This request was not understood", 400)


@pytest.mark.django_db
def test_a_page_that_is_not_for_the_visitor() -> None:
    response = errors.forbidden(RequestFactory().get("/"), PermissionDenied())
    assert response.status_code == 403
    whole(response.content.decode(), "This page is not open to you", 403)


@pytest.mark.django_db
def test_a_form_without_its_token() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a"})
    assert response.status_code == 403
    whole(response.content.decode(), "This form was not accepted", 403)


def test_a_failure_is_told_without_the_database() -> None:
    """No django_db mark: a query would fail the test."""
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    whole(response.content.decode(), "The portal failed", 500)


def test_a_failure_of_a_view_shows_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("portal.views.about.vocabularies", fail)
    monkeypatch.setattr("portal.views.about.About.get_context_data", fail)
    client.raise_request_exception = False
    response = client.get("/about/")
    assert response.status_code == 500
    whole(response.content.decode(), "The portal failed", 500)
    assert "broken" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("page=99", "This list has no page “99”; under these filters it is one page."),
        ("page=x%00", "This list has no page “x\ufffd”; under these filters it is one page."),
        ("at=nonsense", "This list has no record called “nonsense”."),
        (f"at={'n' * 99}", f"This list has no record called “{'n' * 60}…”."),
    ],
)
def test_what_a_list_does_not_have_is_named_and_the_list_led_to(
    client: Client, query: str, sentence: str
) -> None:
    response = client.get(f"/discrepancies/?{query}")
    assert response.status_code == 404
    text = response.content.decode()
    whole(text, "This page was not found", 404)
    assert sentence in text
    assert '<a href="/discrepancies/">Begin with its first page</a>' in text
    assert "The list is here" not in client.get("/nowhere/").content.decode()
