"""Every address of the filled portal answers with a whole page, and every internal link leads somewhere."""

import gzip
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

import brotli
import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from portal.filtering import TURN

#: Compressed bytes of HTML and CSS a page may have (DESIGN 8), and the pages that may have more: whole texts,
#: the timeline, bodies and states, the longest document, what is said of all definitions, two lists whose
#: rows stand there whole.
BUDGET = 14 * 1024
LARGE = 24 * 1024
LARGE_PAGES = re.compile(
    r"/(sources/(abitbekov-2021|kaznu-2015)/|documents/constitution-kz-1995/|timeline/(\?page=\d+)?|definitions/(matrix|method)/|(institutions|states)/[a-z].*|(definitions|discrepancies)/(\?page=\d+)?)"
)

#: The matrix of all states and bodies (issue of the membership pages: 60 KB).
MATRIX = 60 * 1024

XHTML = "{http://www.w3.org/1999/xhtml}"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


class Page(NamedTuple):
    """A page as it was answered, and what a reader of HTML made of it, read once since that takes longest."""

    address: str
    body: bytes
    tree: Any
    errors: list[Any]
    links: list[str]


def visit(client: Client, start: str) -> Iterator[Page]:
    """Pages reachable from `start` without a query of filters, with their links as written."""
    waiting, seen = [start], {start}
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        assert response.status_code == 200, address
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        body = response.content
        parser = html5lib.HTMLParser(strict=False)
        tree = parser.parse(body)
        links = [a.get("href") for a in tree.iter(f"{XHTML}a") if a.get("href")]
        yield Page(address, body, tree, parser.errors, links)
        turns = [each.get("value") for each in tree.iter(f"{XHTML}button") if each.get("name") == TURN]
        for link in [*links, *turns]:
            target = urldefrag(urljoin(address, link)).url
            parts = urlsplit(target)
            if parts.scheme or parts.netloc or parts.path.startswith("/static/"):
                continue
            if parts.query and "page=" not in parts.query:
                continue
            if target not in seen:
                seen.add(target)
                waiting.append(target)


def test_every_page_is_whole_and_every_link_leads_somewhere(client: Client) -> None:
    style = brotli.compress(finders_read("portal.css"))  # as WhiteNoise serves it where it is deployed
    identifiers: dict[str, set[str]] = {}
    wanted: dict[str, set[tuple[str, str]]] = {}
    too_large = {}
    for address, body, tree, errors, links in visit(client, "/"):
        assert errors == [], f"{address}: {errors[:3]}"
        headings = [element for element in tree.iter() if element.tag == f"{XHTML}h1"]
        assert len(headings) == 1, address
        title = next(tree.iter(f"{XHTML}title"))
        assert title.text and not title.text.startswith(" –"), address
        levels = [int(e.tag[-1]) for e in tree.iter() if e.tag in {f"{XHTML}h{n}" for n in range(1, 7)}]
        assert all(b - a <= 1 for a, b in pairwise(levels)), f"{address}: {levels}"
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), f"{address}: {sorted(i for i in ids if ids.count(i) > 1)[:5]}"
        targets = {element.get("popovertarget") for element in tree.iter()} - {None}
        assert targets <= set(ids), f"{address}: marks without card {targets - set(ids)}"
        identifiers[address] = set(ids)
        for link in links:
            target, fragment = urldefrag(urljoin(address, link))
            if fragment and not urlsplit(target).netloc:
                wanted.setdefault(target, set()).add((fragment, address))
        size = len(gzip.compress(body)) + len(style)
        allowed = LARGE if LARGE_PAGES.fullmatch(address) else BUDGET
        if address == "/memberships/":
            allowed = MATRIX
        if size > allowed:
            too_large[address] = size
    assert len(identifiers) > 150
    for target, fragments in wanted.items():
        if target in identifiers:
            for fragment, page in fragments:
                assert fragment in identifiers[target], f"{page} links to {target}#{fragment}"
    assert too_large == {}
    assert {"/institutions/?page=2", "/definitions/?page=2", "/states/?page=2"} <= set(identifiers)
    listed = re.findall("<loc>http://testserver([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    assert len(listed) == len(set(listed))
    assert {*listed, "/search/"} ^ {each for each in identifiers if "?" not in each} == set()


def finders_read(name: str) -> bytes:
    """The bytes of a static file."""
    with open(finders.find(name), "rb") as file:
        return file.read()
