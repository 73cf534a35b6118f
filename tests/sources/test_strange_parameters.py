"""Pages of definitions without filters name what of an address they know nothing of."""

import pytest
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db
PAGES = [
    "/definitions/lineage/",
    "/definitions/method/",
    "/definitions/beetham/",
    "/concepts/parliamentary-diplomacy/",
]


@pytest.mark.parametrize("page", PAGES)
def test_what_the_page_does_not_know_is_named(client: Client, page: str) -> None:
    builders.definition(slug="beetham")
    response = client.get(page, {"colour": "red", "\0" + "k" * 100: "1"})
    assert response.status_code == 200
    shown = response.content.decode()
    assert f"This page knows nothing called colour, \ufffd{'k' * 59}…; it was left out." in shown
    assert "\0" not in shown
    assert "knows nothing called" not in client.get(page).content.decode()
