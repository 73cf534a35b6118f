"""Every page names what of its address it does not know: the pages without parameters too."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from portal import sitemaps
from tests import builders

pytestmark = pytest.mark.django_db
#: Addresses with a record or a choice, one for each kind of page.
PAGES = [
    "/institutions/assembly/",
    "/institutions/compare/?i=assembly&i=union",
    "/institutions/compare/?i=assembly&i=union&show=ties",
    "/map/?i=assembly",
    "/memberships/?view=list",
    "/states/kz/",
    "/states/kz/?with=tr",
    "/definitions/beetham/",
    "/definitions/compare/?d=beetham&d=other",
    "/concepts/parliamentary-diplomacy/",
    "/documents/law/",
    "/people/ann/",
    "/sources/read/",
    "/sources/read/?passage=1",
    "/sources/read/?show=statements",
]


@pytest.fixture
def world() -> None:
    """One record of each kind that has a page."""
    bodies = [builders.institution(slug="assembly"), builders.institution("Union", slug="union")]
    states = [builders.state("Kazakhstan", slug="kz"), builders.state("Türkiye", slug="tr")]
    for body in bodies:
        builders.membership(body, states[0])
    builders.definition(slug="beetham")
    builders.definition("another form", slug="other")
    builders.document(slug="law")
    builders.contributor(slug="ann")
    read = builders.outline(("1", "Exact words"), of=builders.source("read"))
    builders.statement(source=read)


#: Addresses of files, one for each kind of page that has any.
FILES = [
    "/institutions/?format=csv",
    "/institutions/?view=table&format=csv",
    "/institutions/assembly/?format=json",
    "/institutions/compare/?i=assembly&i=union&format=json",
    "/map/?i=assembly&format=csv",
    "/memberships/?format=csv",
    "/memberships/?view=list&format=json",
    "/states/?format=csv",
    "/states/kz/?format=csv",
    "/timeline/?format=json",
    "/definitions/?format=csv",
    "/definitions/compare/?d=beetham&d=other&format=csv",
]


def addresses(patterns: list[Any], before: str = "/") -> Iterator[str]:
    """Every address of the site map that names no record, the admin apart."""
    for each in patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from () if path.startswith("/admin/") else addresses(each.url_patterns, path)
        elif isinstance(each, URLPattern) and "<" not in path and not path.startswith("/admin/"):
            yield path


def pages(client: Client) -> list[str]:
    """The addresses of pages, with one of each kind that names records; files and ways to others are none."""
    found = {each: client.get(each) for each in addresses(get_resolver().url_patterns)}
    shown = [each for each, got in found.items() if got.status_code == 200 and got.templates]
    by_themselves = [each for each in shown if found[each]["Content-Type"].startswith("text/html")]
    assert set(by_themselves) == {"/search/", *map(reverse, sitemaps.PAGES)}
    return [*by_themselves, *PAGES]


def named_by(client: Client, address: str) -> str:
    """The page of an address to which parameters are added that no page knows."""
    between = "&" if "?" in address else "?"
    response = client.get(f"{address}{between}colour=red&%00{'k' * 100}=1", follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def test_each_page_names_what_of_its_address_it_does_not_know(client: Client, world: None) -> None:
    for address in pages(client):
        page = named_by(client, address)
        assert page.count(" called colour") + page.count(" called \ufffd") == 1, address
        assert f"\ufffd{'k' * 59}…" in page, address
        assert "\0" not in page, address


def test_a_page_that_knows_its_whole_address_says_nothing(client: Client, world: None) -> None:
    for address in pages(client):
        page = client.get(address, follow=True).content.decode()
        assert "This page knows nothing called" not in page, address
        assert "This list has no filter called" not in page, address


def test_no_file_is_sent_of_an_address_that_is_not_known_whole(client: Client, world: None) -> None:
    for address in FILES:
        assert "attachment" in client.get(address)["Content-Disposition"], address
        response = client.get(f"{address}&colour=red", follow=True)
        assert "Content-Disposition" not in response, address
        assert " called colour" in response.content.decode(), address
