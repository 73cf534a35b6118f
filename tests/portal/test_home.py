"""The front page: its numbers are those of the database, and its example is a real one."""

import re
from typing import Any

import pytest
from django.test import Client

from portal.partial_dates import PartialDate
from sources.models import Source
from tests import builders

pytestmark = pytest.mark.django_db
WORDS = "Today there are more than 70 officially registered inter-parliamentary unions"


def text_of(client: Client) -> str:
    """The page in one line."""
    return " ".join(client.get("/").content.decode().split())


def figures(text: str) -> dict[str, int]:
    """The numbers of “What is here today”."""
    part = text.partition('id="figures"')[2].partition("</section>")[0]
    return {label: int(number) for label, number in re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", part)}


def test_an_empty_portal_says_so_without_a_picture(client: Client) -> None:
    text = text_of(client)
    assert set(figures(text).values()) == {0}
    assert "<figure" not in text
    assert "more than 70" not in text.lower()
    assert "Where the sources disagree" not in text


def test_seats_are_filled_by_published_inter_parliamentary_bodies(client: Client) -> None:
    builders.citation(WORDS)
    for kind in ("assembly", "union", "regional_parliament", "organ"):
        builders.institution(f"The {kind}", kind=kind)
    builders.institution("Draft", publication="draft")
    text = text_of(client)
    picture = text.partition("<figure")[2].partition("</figure>")[0]
    assert picture.count("<circle") == 70
    assert picture.count('class="open"') == 67
    assert "A half circle of 70 seats, 3 of them filled" in picture
    assert "More than 70 unions of parliaments are registered;" in picture
    assert 'class="ev cited"' in picture
    assert "style=" not in picture


def test_without_the_words_of_the_source_claims_nothing(client: Client) -> None:
    builders.institution("Assembly")
    text = text_of(client)
    assert "ore than 70" not in text
    assert text.partition("<figure")[2].partition("</figure>")[0].count("<circle") == 1


def test_counts_what_is_published(client: Client) -> None:
    builders.institution("Assembly")
    builders.institution("Senate", kind="chamber")
    builders.institution("Draft", publication="draft")
    builders.definition()
    builders.definition(concept=builders.concept("Kurultai"))
    builders.document()
    builders.discrepancy()
    page = text_of(client)
    shown = figures(page)
    assert shown["institutions named in the sources"] == 2
    assert "2 bodies that the sources name: 1 inter-parliamentary, and the parliaments" in page
    assert shown["definitions and uses of “parliamentary diplomacy”"] == 1
    assert shown["legal and policy documents"] == 1
    assert shown["discrepancies, with a reading of each"] == 1
    assert shown["entries of the reference list"] == 0
    assert shown["paragraphs and posts of the source texts"] > 4


@pytest.mark.parametrize("others", [1, 3])
def test_a_number_of_definitions_is_that_of_the_list_to_which_it_leads(client: Client, others: int) -> None:
    """The page once said 27 and led to a list of 46, which has those of other notions too."""
    builders.definition()
    builders.definition()
    for _ in range(others):
        builders.definition(concept=builders.concept("Kurultai"))
    builders.definition(publication="draft")
    part = text_of(client).partition("Three ways in")[2].partition("Documents")[0]
    links = re.findall(r'<a href="(/definitions/[^"]*)">\D*(\d+)[^<]*</a>', part)
    assert [int(number) for _address, number in links] == [2, 2 + others]
    for address, number in links:
        assert f">{number} of {2 + others} definitions</h2>" in client.get(address).content.decode()


def test_leads_to_the_first_use_of_the_term_and_to_what_was_changed_in_whose_words(client: Client) -> None:
    text = text_of(client)
    assert "mentioned the term first" not in text and " changed in the words of " not in text
    builders.definition("a use", slug="late", title="Late", kind="first_mention", stated="1950")
    builders.definition("a use", slug="early", title="Early", kind="first_mention", stated="1921")
    hidden = builders.definition("words", title="Hidden", read_in=builders.source("post"))
    amended = builders.definition("words", slug="amended", title="Amended", stated="1999")
    builders.definition("new words", slug="new", title="New", stated="2001", amends=amended)
    builders.definition("newer words", title="Newer", stated="2002", amends=hidden)
    Source.objects.filter(slug="post").update(publication="draft")
    text = text_of(client)
    first = "Who is said to have mentioned the term first, and how: Early"
    assert f'<a href="/definitions/early/">{first}</a>' in text
    comparison = "/definitions/compare/?d=amended&amp;d=new"
    assert f'<a href="{comparison}">What New changed in the words of Amended</a>' in text
    assert "Late" not in text and "Hidden" not in text and "Newer" not in text
    assert client.get("/definitions/compare/?d=amended&d=new").status_code == 200


def test_the_dates_of_the_definitions_are_said_as_printed_and_not_as_a_first_year(client: Client) -> None:
    builders.definition()
    assert ", dated " not in text_of(client)
    builders.definition(stated=PartialDate.parse("1920/1924", "early 1920s"))
    assert "</a>, dated early 1920s:" in text_of(client)
    builders.definition(stated="2021")
    builders.definition(stated="1900", concept=builders.concept("Kurultai"))
    text = text_of(client)
    assert "uses of the term parliamentary diplomacy</a>, dated early 1920s to 2021:" in text
    assert "from 1920" not in text


def test_leads_to_what_two_states_share_to_ended_bodies_and_to_directly_elected_parliaments(
    client: Client,
) -> None:
    builders.institution("Interparliamentary Assembly of the CIS", slug="ipa-cis")
    builders.state("Kazakhstan", slug="kz")
    assert "Bodies that two states share" not in client.get("/").content.decode()
    builders.state("Türkiye", slug="tr")
    page = client.get("/").content.decode()
    link = '<a href="/states/kz/?with=tr">Bodies that two states share, as Kazakhstan and Türkiye</a>'
    assert link in page
    for address in ("/states/kz/?with=tr", "/timeline/?status=ended", "/institutions/?mandate=direct"):
        assert f'href="{address}"' in page
        found = client.get(address)
        assert found.status_code == 200
        assert "not understood" not in found.content.decode()


def test_shows_how_to_read_a_fact_by_a_real_card(client: Client) -> None:
    cited = builders.citation(WORDS, decisive="more than 70")
    text = text_of(client)
    assert "How to read a fact here" in text
    assert "Today there are <mark>more than 70</mark> officially" in text
    assert text.count(f'id="{cited.slug}"') == 1


def test_shows_criticism_and_discrepancies_that_two_publishers_confirm(client: Client) -> None:
    settled = {"confidence": "two_independent"}
    builders.discrepancy("A confirmed one", **settled)
    builders.discrepancy("One seen in the text alone")
    builders.discrepancy("An open one", status="open", **settled)
    builders.discrepancy("A draft one", publication="draft", **settled)
    builders.statement("A critical view", kind="criticism")
    builders.statement("A finding without criticism")
    text = text_of(client)
    assert "A confirmed one" in text
    assert "A critical view" in text
    for hidden in ("An open one", "A draft one", "One seen in the text", "A finding without criticism"):
        assert hidden not in text


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_rows(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    builders.citation(WORDS)
    for each in range(number):
        builders.institution(f"Assembly {each}")
        builders.discrepancy(f"Discrepancy {each}", confidence="two_independent")
        builders.statement(f"Criticism {each}", kind="criticism")
        builders.definition(stated="1955", kind="first_mention")
        builders.definition(stated="1956", amends=builders.definition())
    with django_assert_num_queries(24):
        client.get("/")


def test_leads_to_the_recommendations_and_posts_of_a_source(client: Client) -> None:
    for title in ("First advice", "Second advice"):
        builders.statement(title, kind="recommendation")
    whole = builders.statement(
        "Advice within a finding", kind="recommendation", part_of=builders.statement("A")
    )
    builders.statement("A part of advice", kind="recommendation", part_of=whole)
    text = text_of(client)
    link = '<a href="/sources/article/?show=statements#kind-recommendation">'
    assert f"{link}Recommendation (3 main points)</a>" in text
    assert "kind-post" not in text


def test_the_policy_allows_no_script_or_style_but_the_portals_own(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "style-src 'self'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert client.get("/admin/login/").headers["Content-Security-Policy"] == policy
