"""The pages of states on all that ships: they agree with lists and memberships, and answer readers."""

import re
from collections import defaultdict

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions import members
from institutions.models import Institution, Membership, State
from institutions.of_a_state import Belonging
from institutions.state_filters import StateFilter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


def test_pages_of_states_filters_and_memberships_name_the_same_members_of_every_body() -> None:
    known = Membership.objects.filter(institution__publication="published", **members.conditions())
    by_table = defaultdict(set)
    for body, state in known.values_list("institution__slug", "state__slug"):
        by_table[body].add(state)
    on_pages = defaultdict(set)
    for each in State.objects.published():
        for tie in Belonging(each, None).members:
            on_pages[tie.membership.institution.slug].add(each.slug)
    facet = next(
        each for each in StateFilter(queryset=State.objects.for_list()).facets if each.name == "member_of"
    )
    counted = {each.value: each.count for each in facet.options if each.count}
    counted.pop("not-stated")
    assert on_pages == by_table
    assert counted == {body: len(states) for body, states in by_table.items()}
    assert len(by_table) > 80


@pytest.mark.parametrize("body", ["ipa-cis", "puic", "nato-pa"])
def test_the_member_filters_of_states_and_of_bodies_agree(client: Client, body: str) -> None:
    institution = Institution.objects.get(slug=body)
    listed = {
        each.slug
        for page in range(1, 4)
        for each in _listed(client, f"/states/?member_of={body}&page={page}")
    }
    assert listed == set(
        State.objects.filter(
            memberships__in=Membership.objects.filter(institution=institution, **members.conditions())
        ).values_list("slug", flat=True)
    )


def _listed(client: Client, address: str) -> list[State]:
    answer = client.get(address)
    return list(answer.context["object_list"]) if answer.status_code == 200 else []


def test_a_reader_learns_where_kazakhstan_and_turkiye_meet_with_sources(client: Client) -> None:
    page = client.get("/states/kz/?with=tr").content.decode()
    both = page.partition('<h2 id="both">')[2].partition("</section>")[0]
    bodies = re.findall(r'<h3><a href="/institutions/([\w-]+)/">', both)
    assert bodies == ["asian-parliamentary-assembly", "osce-pa", "paeco", "turkpa", "puic"]
    assert both.count('class="ev') >= 2 * len(bodies)


def test_the_page_of_kazakhstan_tells_the_story_of_the_article(client: Client) -> None:
    page = client.get("/states/kz/").content.decode()
    for words in (
        "First: a new roadmap for 2022–2030",
        "Institutionalisation, in order of time",
        "Mechanism: its organs and offices",
        "Constitution of Kazakhstan of 2026",
        "Kurultai of Kazakhstan",
        "Supreme Soviet of Kazakhstan",
    ):
        assert words in page, words
    statements = client.get("/states/kz/?show=statements").content.decode()
    anchors = set(re.findall(r"\?show=statements#([\w-]+)", page))
    assert anchors
    assert all(f'id="{each}"' in statements for each in anchors)
    organs = client.get("/states/kz/?show=mechanism").content.decode()
    assert all(f'id="{each}"' in organs for each in re.findall(r"\?show=mechanism#([\w-]+)", page))


def test_pages_of_states_keep_to_their_queries(client: Client) -> None:
    counted = {}
    for address in ("/states/kz/", "/states/fr/", "/states/ussr/", "/states/kz/?with=tr"):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted[address] = len(queries)
    assert max(counted.values()) <= 30, counted


def test_a_state_is_found_by_another_of_its_names(client: Client) -> None:
    for question, state in (("Turkey", "tr"), ("Czech Republic", "cz"), ("Burma", "mm"), ("Holy See", "va")):
        assert f'href="/states/{state}/"' in client.get("/search/", {"q": question}).content.decode(), (
            question
        )


def test_the_page_of_kazakhstan_says_which_bodies_ended_and_what_followed(client: Client) -> None:
    page = client.get("/states/kz/").content.decode()
    mechanism = " ".join(re.sub(r"<[^>]*>", "", page.partition('<h2 id="mechanism">')[2]).split())
    ended = "(ended 1 July 2026; followed by Kurultai of Kazakhstan)"
    for name in ("Parliament", "Mazhilis of the Parliament", "Senate of the Parliament"):
        assert f"{name} of the Republic of Kazakhstan {ended}" in mechanism, name
    assert "Chair: Maulen Ashimbayev as of 19 February 2026" in mechanism
    assert "Chair: Yerlan Koshanov as of 26 December 2025" in mechanism


def test_the_seat_without_a_parliament_is_no_member_of_an_assembly(client: Client) -> None:
    assert client.get("/institutions/osce-pa/?format=csv").status_code == 200
    assert "osce-pa" not in {record.slug for record in _listed(client, "/institutions/?state=va")}
    page = client.get("/states/va/").content.decode()
    assert "the Holy See has no parliament" in page
