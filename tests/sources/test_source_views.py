"""The views of the filled source texts that an address with a query opens, which the crawl leaves out."""

import gzip
from urllib.parse import urldefrag, urljoin

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

XHTML = "{http://www.w3.org/1999/xhtml}"
#: Compressed bytes of HTML and CSS that a view may have (DESIGN 8): one passage, all that a source says.
BUDGETS = {"passage=": 14 * 1024, "show=": 24 * 1024}


def links(body: bytes, page: str) -> set[str]:
    """The addresses of views of sources that a page leads to, with their fragments."""
    tree = html5lib.parse(body)
    found = {urljoin(page, a.get("href")) for a in tree.iter(f"{XHTML}a") if a.get("href")}
    return {each for each in found if each.startswith("/sources/") and any(key in each for key in BUDGETS)}


@pytest.mark.parametrize("slug", ["abitbekov-2021", "kaznu-2015"])
def test_every_mark_leads_to_its_words_on_a_whole_page_within_the_budget(client: Client, slug: str) -> None:
    with open(finders.find("portal.css"), "rb") as file:
        style = len(gzip.compress(file.read()))
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
        response = client.get(address)
        assert response.status_code == 200, address
        parser = html5lib.HTMLParser(strict=False)
        tree = parser.parse(response.content)
        assert parser.errors == [], address
        ids = [each.get("id") for each in tree.iter() if each.get("id")]
        assert len(ids) == len(set(ids)), address
        assert asked - {""} <= set(ids), address
        budget = next(size for key, size in BUDGETS.items() if key in address)
        assert len(gzip.compress(response.content)) + style <= budget, address
