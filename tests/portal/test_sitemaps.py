"""What programs ask for at fixed addresses: the sitemap, robots.txt, an icon; whether a page has changed."""

import pytest
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db


def test_the_sitemap_names_pages_and_published_records_but_no_day_of_their_change(client: Client) -> None:
    builders.institution(slug="shown")
    builders.institution(slug="hidden", publication="draft")
    text = client.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/institutions/shown/</loc>" in text
    assert "lastmod" not in text
    assert "hidden" not in text
    assert "<loc>http://testserver/</loc>" in text
    assert "<loc>http://testserver/definitions/matrix/</loc>" in text


def test_a_record_read_in_a_draft_stands_in_no_sitemap(client: Client) -> None:
    draft = builders.source("unfinished", publication="draft")
    builders.definition(slug="seen", read_in=builders.source())
    builders.definition(slug="unseen", read_in=draft)
    text = client.get("/sitemap.xml").content.decode()
    assert "/definitions/seen/" in text
    assert "/definitions/unseen/" not in text
    assert "/sources/unfinished/" not in text


def test_robots_are_led_to_the_sitemap_and_kept_from_the_admin_the_search_and_files(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.content.decode().split("\n") == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "Disallow: /*format=",
        "Disallow: /evidence.zip",
        "Sitemap: http://testserver/sitemap.xml",
        "",
    ]


def test_a_program_that_looks_for_the_icon_in_its_old_place_finds_it(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == "/static/icon.svg"


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = client.get("/institutions/")
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/institutions/", headers=known).status_code == 304
    builders.institution("Assembly of Changes")
    again = client.get("/institutions/", headers=known)
    assert again.status_code == 200
    assert "Assembly of Changes" in again.content.decode()


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/?utm_source=letter", "/"),
        ("/institutions/?strange=1", "/institutions/"),
        ("/institutions/assembly/?strange=1", "/institutions/assembly/"),
        ("/definitions/method/?strange=1", "/definitions/method/"),
        ("/definitions/lineage/?strange=1", "/definitions/lineage/"),
        ("/states/kz/?on=2010-01-01", "/states/kz/?on=2010-01-01"),
    ],
)
def test_a_page_names_its_one_address(client: Client, address: str, canonical: str) -> None:
    builders.institution(slug="assembly")
    builders.state(slug="kz")
    page = client.get(address, follow=True).content.decode()
    assert page.count('rel="canonical"') == 1
    assert f'<link rel="canonical" href="http://testserver{canonical}">' in page
