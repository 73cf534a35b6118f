"""The views of the filled source texts that an address with a query opens, which the crawl leaves out."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import brotli
import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client

from sources.locating import normalise
from sources.models import Source
from sources.texts import load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

XHTML = "{http://www.w3.org/1999/xhtml}"
#: Compressed bytes of HTML and CSS that a view may have (DESIGN 8): one passage, all that a source says.
BUDGETS = {"passage=": 14 * 1024, "show=": 24 * 1024}
#: The same of a source with all words of its loaded text.
WITH_TEXT = 40 * 1024
SLUGS = ["abitbekov-2021", "kaznu-2015"]
FILES = {
    "abitbekov-2021": "abitbekov-parliamentary-diplomacy.txt",
    "kaznu-2015": "kaznu-interparliamentary-diplomacy.txt",
}


@pytest.fixture
def raw(texts: Path) -> Iterator[dict[str, str]]:
    """The words of both texts, which are loaded."""
    with transaction.atomic():
        words = {slug: (texts / name).read_bytes().decode() for slug, name in FILES.items()}
        for slug, name in FILES.items():
            load(Source.objects.get(slug=slug), words[slug], name)
        yield words
        transaction.set_rollback(True)


def style() -> int:
    """The bytes of the stylesheet, compressed as it is served."""
    with open(finders.find("portal.css"), "rb") as file:
        return len(brotli.compress(file.read()))


def links(body: bytes, page: str) -> set[str]:
    """The addresses of views of sources that a page leads to, with their fragments."""
    tree = html5lib.parse(body)
    found = {urljoin(page, a.get("href")) for a in tree.iter(f"{XHTML}a") if a.get("href")}
    views = {each for each in found if each.startswith("/sources/") and any(key in each for key in BUDGETS)}
    return {each for each in views if "format=" not in each}


def ids(client: Client, address: str) -> set[str]:
    """The identifiers on a page, each of which stands there once."""
    response = client.get(address)
    assert response.status_code == 200, address
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(response.content)
    assert parser.errors == [], address
    found = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(found) == len(set(found)), address
    budget = next((size for key, size in BUDGETS.items() if key in address), WITH_TEXT)
    assert len(gzip.compress(response.content)) + style() <= budget, address
    return set(found)


def check_links(client: Client, slug: str) -> None:
    """Assert that every link of a source's pages leads to words on a whole page within the budget."""
    page = f"/sources/{slug}/"
    wanted = links(client.get(page).content, page)
    statements = f"{page}?show=statements"
    assert statements in wanted
    wanted |= links(client.get(statements).content, statements)
    fragments: dict[str, set[str]] = {}
    for link in wanted:
        address, fragment = urldefrag(link)
        fragments.setdefault(address, set()).add(fragment)
    assert len(fragments) > 10
    for address, asked in fragments.items():
        assert asked - {""} <= ids(client, address), address


def annotations(client: Client, slug: str) -> list[dict[str, Any]]:
    """All annotations of a source."""
    response = client.get(f"/sources/{slug}/?format=jsonld")
    return json.loads(response.content)["first"]["items"]


def without_private_addresses(words: str) -> str:
    """`words` with a • for each letter of the author's private address, which no page may show."""
    return re.sub(r"\S+@gmail\.\S+", lambda it: re.sub(r"[^@.]", "•", it[0]), words)


def targets(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    """The ranges of an annotation, each with its selectors by their type."""
    found = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
    return [{each["type"]: each for each in target["selector"]} for target in found]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_mark_leads_to_its_words_on_a_whole_page_within_the_budget(client: Client, slug: str) -> None:
    check_links(client, slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_so_it_does_where_the_text_is_loaded(client: Client, slug: str, raw: dict[str, str]) -> None:
    check_links(client, slug)
    ids(client, f"/sources/{slug}/")


@pytest.mark.parametrize("slug", SLUGS)
def test_every_citation_leads_to_its_words_where_the_text_is_loaded(
    client: Client, slug: str, raw: dict[str, str]
) -> None:
    found = {f"/sources/{slug}/": ids(client, f"/sources/{slug}/")}
    for annotation in annotations(client, slug)[::20]:
        address, fragment = urldefrag(client.get(annotation["id"]).headers["Location"])
        found.setdefault(address, set() if address in found else ids(client, address))
        assert fragment in found[address]


@pytest.mark.parametrize("slug", SLUGS)
def test_positions_select_the_words_of_the_text(client: Client, slug: str, raw: dict[str, str]) -> None:
    number, shown = 0, without_private_addresses(raw[slug])
    for annotation in annotations(client, slug):
        for target in targets(annotation):
            place, quotation = target["TextPositionSelector"], target["TextQuoteSelector"]
            words = raw[slug][place["start"] : place["end"]]
            assert normalise(words) == normalise(quotation["exact"]), annotation["id"]
            before, after = quotation.get("prefix", ""), quotation.get("suffix", "")
            assert shown[: place["start"]].endswith(before), annotation["id"]
            assert shown[place["end"] :].startswith(after), annotation["id"]
            assert before or place["start"] == 0, annotation["id"]
            assert after or place["end"] == len(shown), annotation["id"]
            number += 1
    assert number > 60


@pytest.mark.parametrize("slug", SLUGS)
def test_without_a_text_the_positions_are_the_same(client: Client, slug: str, raw: dict[str, str]) -> None:
    def places() -> list[Any]:
        return [
            [target["TextPositionSelector"] for target in targets(each)] for each in annotations(client, slug)
        ]

    loaded = places()
    Source.objects.get(slug=slug).text.delete()
    assert places() == loaded


def test_the_private_address_of_the_author_is_nowhere(client: Client, raw: dict[str, str]) -> None:
    page = "/sources/abitbekov-2021/"
    for query in ("", "?passage=fn-email", "?passage=author-en", "?format=jsonld"):
        assert "gmail" not in client.get(page + query).content.decode()
    assert "office@kisi.kz" in client.get(page).content.decode()
