"""A number of members says where the list behind it is open, or of which day it is."""

import csv
from typing import Any

import pytest
from django.test import Client

from institutions.models import Institution
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> None:
    """Three bodies of two states: named one by one, on a list of 2014, on a list of today."""
    states = [builders.state("Norway"), builders.state("Sweden")]
    for name, listed in (("Open Union", None), ("Old Union", "2014"), ("New Union", "")):
        body = builders.institution(name)
        for state in states:
            builders.membership(body, state)
        if listed is not None:
            builders.member_list(body, **({"listed": listed} if listed else {}))


def text(client: Client, address: str, **query: Any) -> str:
    """The page, white space folded."""
    return " ".join(client.get(address, query).content.decode().split())


@pytest.mark.usefixtures("world")
def test_the_table_and_its_file_say_it_beside_the_number(client: Client) -> None:
    html = text(client, "/institutions/", view="table")
    assert html.count("(list open)") == html.count("(list of 2014)") == 1
    file = client.get("/institutions/?view=table&format=csv").content.decode("utf-8-sig")
    rows = {row["Name"]: row["Member states"] for row in csv.DictReader(file.splitlines())}
    assert rows == {"New Union": "2", "Old Union": "2 (list of 2014)", "Open Union": "2 (list open)"}


@pytest.mark.usefixtures("world")
def test_the_matrix_the_pairs_and_the_page_of_the_body_say_it(client: Client) -> None:
    html = text(client, "/memberships/")
    assert html.count("(list open)") == html.count("(list of 2014)") == 1
    html = text(client, "/memberships/together/")
    assert "The list of members of one of these bodies is open" in html
    assert "The list of members of one of them is of a day that its page names" in html
    html = text(client, "/institutions/open-union/")
    assert "list open: named are those of whom a source speaks, and there may be more" in html
    assert "(list of 2014)" in text(client, "/institutions/old-union/")
    Institution.objects.filter(slug__in=("open-union", "old-union")).update(publication="draft")
    for address in ("/memberships/", "/memberships/together/", "/institutions/new-union/"):
        html = text(client, address)
        assert "list open" not in html and "of these bodies" not in html and "(list of" not in html


@pytest.mark.usefixtures("world")
def test_the_form_of_the_day_leads_to_the_members(client: Client) -> None:
    assert 'action="/institutions/open-union/#members"' in text(client, "/institutions/open-union/")
    assert 'action="/memberships/"' in text(client, "/memberships/")
