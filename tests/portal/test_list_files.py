"""Every list of the portal is a CSV and a JSON file too, with the same records in the same order."""

import csv
import json
from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

#: Queries that a file costs, whatever the number of records.
LISTS = {
    "/institutions/": 11,
    "/not-stated/": 7,
    "/timeline/": 12,
    "/definitions/": 5,
    "/documents/": 3,
    "/discrepancies/": 3,
    "/sources/": 4,
}


@pytest.mark.parametrize("address", LISTS)
def test_both_files_hold_all_records_of_the_list_in_its_order(
    client: Client, django_assert_num_queries: Any, address: str
) -> None:
    page = client.get(address)
    slugs = [record.slug for record in page.context["filter"].qs]
    with django_assert_num_queries(LISTS[address]):
        data = json.loads(client.get(address, {"format": "json"}).content)
    assert [record["slug"] for record in data["records"]] == slugs
    table = client.get(address, {"format": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(table.splitlines(keepends=True)))
    assert [row["slug"] for row in rows] == slugs
    facts = [fact for record in data["records"] for fact in record["facts"]]
    for fact in facts:
        assert bool(fact["value"]) == bool(fact["evidence"]), fact
    assert any(fact["rung"] in ("located", "literal") for fact in facts)


@pytest.mark.parametrize("address", LISTS)
def test_each_list_leads_to_its_files_and_says_which_formats_it_has(client: Client, address: str) -> None:
    html = " ".join(client.get(address, {"format": "xlsx"}).content.decode().split())
    assert "This list is no file of the format xlsx" in html
    if address != "/timeline/":
        assert '<a href="?format=csv" download>CSV</a>' in html


def test_the_matrix_keeps_a_file_of_its_own(client: Client) -> None:
    response = client.get("/definitions/matrix/", {"format": "csv"})
    assert 'filename="definitions-matrix.csv"' in response["Content-Disposition"]
    assert "format=json" not in client.get("/definitions/matrix/").content.decode()
