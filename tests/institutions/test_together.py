"""Which states meet where: pairs, their order, their files, their picture."""

import csv
import io
from itertools import combinations
from typing import Any

import pytest
from django.test import Client

from institutions import members
from institutions.models import Membership
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/memberships/together/"


@pytest.fixture
def world() -> None:
    """Kazakhstan and Türkiye share two bodies, one of them derived; Norway shares one with both."""
    names = ("Kazakhstan", "Norway", "Türkiye")
    slugs = ("ka", "no", "tr")
    kz, no, tr = (builders.state(name, slug=slug) for name, slug in zip(names, slugs, strict=True))
    assembly = builders.institution("Assembly", founded="1992", status="active")
    union = builders.institution("Union", acronym="UN1", founded="1992", status="active")
    for state in (kz, no, tr):
        builders.membership(assembly, state, start="1995", basis="named")
    for state in (kz, tr):
        builders.membership(union, state, basis="parent")
    builders.membership(union, no, role="observer", basis="named")
    builders.membership(builders.institution("Third"), kz)
    builders.membership(builders.institution("Left"), kz)
    builders.membership(builders.institution("Left Too"), tr, start="1995", end="2000")


def pairs(client: Client, **query: Any) -> list[tuple[int, str, str, list[str]]]:
    """The pairs of a page: rank, states, bodies."""
    found = client.get(URL, query).context["object_list"]
    return [
        (each.rank, str(each.first), str(each.second), [body.slug for body in each.bodies]) for each in found
    ]


@pytest.mark.usefixtures("world")
def test_pairs_stand_by_the_number_of_bodies_of_which_both_are_members(client: Client) -> None:
    assert pairs(client) == [
        (1, "Kazakhstan", "Türkiye", ["assembly", "union"]),
        (2, "Kazakhstan", "Norway", ["assembly"]),
        (2, "Norway", "Türkiye", ["assembly"]),
    ]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"state": "no"}, [(1, "Norway", "Kazakhstan"), (1, "Norway", "Türkiye")]),
        ({"state": ["ka", "no"]}, [(1, "Kazakhstan", "Norway")]),
        ({"least": "2"}, [(1, "Kazakhstan", "Türkiye")]),
        ({"on": "1994-01-01"}, []),
        (
            {"on": "2005-01-01"},
            [(1, "Kazakhstan", "Norway"), (1, "Kazakhstan", "Türkiye"), (1, "Norway", "Türkiye")],
        ),
    ],
)
def test_pairs_are_narrowed(client: Client, query: Any, shown: list[Any]) -> None:
    assert [each[:3] for each in pairs(client, **query)] == shown


@pytest.mark.usefixtures("world")
def test_derived_memberships_are_named_and_can_be_left_out(client: Client) -> None:
    page = client.get(URL).content.decode()
    assert "2 of the memberships counted are derived" in page
    assert 'href="?basis=named"' in page
    assert [each[3] for each in pairs(client, basis="named")] == [["assembly"]] * 3
    assert "derived from the members" not in client.get(URL, {"basis": "named"}).content.decode()


@pytest.mark.usefixtures("world")
def test_a_number_leads_to_its_evidence_and_the_picture_has_its_text(client: Client) -> None:
    page = client.get(URL, {"basis": "named"}).content.decode()
    assert 'href="/memberships/?state=ka&amp;state=no&amp;basis=named">1</a>' in page
    assert "How many bodies each two of these states share: Kazakhstan, Norway and Türkiye." in page
    assert "<svg" in page and "style=" not in page
    one = client.get(URL, {"state": "ka"}).content.decode()
    assert "Where Kazakhstan meets other states" in one
    assert 'class="share"' in one and "In a picture" not in one


@pytest.mark.usefixtures("world")
def test_files_hold_all_pairs(client: Client) -> None:
    content = client.get(URL, {"format": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [(row["state"], row["other_state"], row["bodies_in_common"]) for row in rows] == [
        ("ka", "tr", "2"),
        ("ka", "no", "1"),
        ("no", "tr", "1"),
    ]
    assert rows[0]["bodies"] == "assembly | union"
    assert len(client.get(URL, {"format": "json", "state": "no"}).json()["records"]) == 2


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "query",
    [
        "state=nowhere",
        "least=0",
        "least=many",
        "least=1&least=2",
        "basis=%00",
        "state=" + "x" * 5000,
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_shown(client: Client, query: str) -> None:
    page = client.get(f"{URL}?{query}")
    assert "Nothing is shown, since this was not understood." in page.content.decode()
    assert len(page.context["object_list"]) == 0


@pytest.mark.usefixtures("world")
def test_a_page_that_is_not_there(client: Client) -> None:
    assert client.get(URL, {"page": "2"}).status_code == 404
    assert "no filter called colour" in client.get(URL, {"colour": "red"}).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client: Client, django_assert_num_queries: Any, number: int) -> None:
    for body in range(number):
        made = builders.institution(f"Body {body}")
        for state in range(number + 1):
            builders.membership(made, builders.state(f"State {state}"))
    with django_assert_num_queries(6):
        client.get(URL)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Of each two states, how many bodies and which have both as members today."),
        (
            "?state=no",
            "Of Norway and each other state, how many bodies and which have both as members today.",
        ),
        ("?state=ka&state=tr", "Of Kazakhstan and Türkiye, how many bodies and which have both"),
        ("?on=2010-01-01", "how many bodies and which had both as members on 1 January 2010."),
    ],
)
def test_the_head_says_which_states_and_which_day_are_counted(
    client: Client, query: str, sentence: str
) -> None:
    assert sentence in client.get(f"{URL}{query}").content.decode()


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "met", "derived"),
    [
        ("", "here 3 states meet in 2 bodies", "2 of the memberships counted are derived"),
        ("?state=no", "here 3 states meet in one body", ""),
        ("?state=ka&state=tr", "here 2 states meet in 2 bodies", "2 of the memberships counted are derived"),
    ],
)
def test_the_note_counts_what_the_pairs_rest_on(client: Client, query: str, met: str, derived: str) -> None:
    page = client.get(f"{URL}{query}").content.decode()
    assert met in page
    assert derived in page
    assert ("memberships counted are derived" in page) == bool(derived)


@pytest.mark.usefixtures("world")
def test_the_list_of_bodies_leads_to_those_that_have_both_states(client: Client) -> None:
    page = client.get("/institutions/?state=ka&state=tr&kind=assembly").content.decode()
    assert f'<a href="{URL}?state=ka&amp;state=tr">which bodies have both as members</a>' in page
    plain = client.get("/institutions/").content.decode()
    assert f'<a href="{URL}">which bodies have both as members</a>' in plain


@pytest.mark.usefixtures("world")
def test_the_head_names_the_states_chosen_and_the_list_of_bodies_leads_there(client: Client) -> None:
    def text(address: str) -> str:
        return " ".join(client.get(address).content.decode().split())

    page = text(f"{URL}?state=ka&state=tr")
    names = "Kazakhstan and Türkiye"
    assert f"<h1>Where {names} meet</h1>" in page
    assert f"Of {names}, how many bodies" in page
    assert f"Shown: state {names}." in page
    assert "Shown: member state Kazakhstan or Türkiye." in text("/institutions/?state=ka&state=tr")
    assert f"Of each two of {names.replace(' and', ', Norway and')}," in text(
        f"{URL}?state=ka&state=tr&state=no"
    )
    found = text("/institutions/?state=ka&state=tr")
    assert "A body stands here if any of the states is its member." in found
    link = (
        f'<a href="/memberships/together/?state=ka&amp;state=tr">Bodies that have {names} as members together'
    )
    assert link in found
    assert "if any of the states" not in text("/institutions/?state=ka")


@pytest.mark.usefixtures("filled")
def test_all_that_ships_is_counted_as_the_database_does(client: Client) -> None:
    bodies: dict[str, set[str]] = {}
    known = Membership.objects.filter(institution__publication="published", **members.conditions())
    for state, body in known.values_list("state__slug", "institution__slug"):
        bodies.setdefault(state, set()).add(body)
    oracle = {
        frozenset(pair): len(bodies[pair[0]] & bodies[pair[1]])
        for pair in combinations(bodies, 2)
        if bodies[pair[0]] & bodies[pair[1]]
    }
    rows = client.get(URL, {"format": "json"}).json()["records"]
    assert {frozenset((row["state"], row["other_state"])): row["bodies_in_common"] for row in rows} == oracle
    assert [row["bodies_in_common"] for row in rows] == sorted(oracle.values(), reverse=True)


@pytest.mark.usefixtures("world")
def test_where_nothing_is_shared_no_number_is_spoken_of_that_was_not_asked(client: Client) -> None:
    none = client.get(URL, {"on": "1800-01-01"}).content.decode()
    assert "No two states share a body under these filters." in none
    assert "What no source dates surely is left out." in none and "stands apart and" not in none
    assert "They stand apart in the matrix" in none
    assert "share so many bodies" in client.get(URL, {"least": "900"}).content.decode()


@pytest.mark.usefixtures("world")
def test_the_form_does_not_say_that_several_states_find_any_of_them(client: Client) -> None:
    page = client.get(URL).content.decode()
    assert "find any of them" not in page
    assert "Two headings find what fits both." in page
