"""What contradicts a key fact is named beside its value in words, not only by the sign of a mark."""

from typing import Any

import pytest
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db


def text(client: Client, record: Any) -> str:
    """The page of a record in one line."""
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def row(page: str, label: str) -> str:
    """The value of a row of key facts, before its marks."""
    return page.split(f"<dt>{label}</dt>")[1].split("</dd>", maxsplit=1)[0].strip()


def named(title: str, url: str) -> str:
    """A discrepancy as it is named beside a value."""
    return f'<p class="meta clash">≠ Discrepancy: <a href="{url}">{title}</a></p>'


def test_the_other_date_is_named_beside_the_date_and_beside_no_other_fact(client: Client) -> None:
    body = builders.institution(founded="1992", region="europe")
    years = builders.discrepancy("Founded: 1992 or 1995", slug="years")
    builders.contradiction(body, "founded", discrepancy=years, note="Here it is 1995.")
    page = text(client, body)
    assert row(page, "Founded") == f"<dd>1992 {named('Founded: 1992 or 1995', years.get_absolute_url())}"
    assert "≠" not in row(page, "Region")
    assert "≠" not in row(page, "Name")


def test_what_two_citations_contradict_in_one_discrepancy_is_named_once(client: Client) -> None:
    body = builders.institution(founded="1992")
    years = builders.discrepancy("Founded: 1992 or 1995", slug="years")
    builders.contradiction(body, "founded", discrepancy=years, note="Here it is 1995.")
    builders.contradiction(body, "founded", discrepancy=years, note="Here too.")
    more = builders.discrepancy("Founded twice", slug="twice")
    builders.contradiction(body, "founded", discrepancy=more)
    found = row(text(client, body), "Founded")
    assert found.count('class="meta clash"') == 2
    assert found.count("Founded: 1992 or 1995") == found.count("Founded twice") == 1


def test_a_draft_of_a_discrepancy_is_not_named_but_what_the_citation_says_is(client: Client) -> None:
    body = builders.institution(founded="1992")
    draft = builders.discrepancy("A secret finding", publication="draft")
    builders.contradiction(body, "founded", discrepancy=draft, note="Here it is 1995.")
    page = text(client, body)
    assert row(page, "Founded") == '<dd>1992 <p class="meta clash">≠ Here it is 1995.</p>'
    assert "A secret finding" not in page


def test_names_and_figures_and_documents_have_it_too(client: Client) -> None:
    two = builders.discrepancy("Two of them", slug="two")
    named_so = named("Two of them", two.get_absolute_url())
    body = builders.institution()
    builders.contradiction(body, "name", discrepancy=two)
    builders.contradiction(builders.figure(body), "value", discrepancy=two)
    assert text(client, body).count(named_so) == 2
    law = builders.document(adopted="2002")
    builders.contradiction(law, "adopted", discrepancy=two)
    assert named_so in text(client, law)


@pytest.mark.parametrize("number", [1, 3])
def test_asks_the_database_as_often_for_one_as_for_three(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    body = builders.institution(founded="1992")
    for n in range(number):
        builders.contradiction(body, "founded", discrepancy=builders.discrepancy(f"Year {n}", slug=f"y{n}"))
    with django_assert_num_queries(18):
        client.get(body.get_absolute_url())
