"""The memberships: as a matrix, as a list, as files, today and on a day."""

import csv
import gzip
import io
import re
import time
from typing import Any

import brotli
import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from institutions import members
from institutions.models import Institution, Membership, State
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/memberships/"
#: A body without doubt alive since 1992.
ALIVE = {"founded": "1992", "status": "active"}


def table(client: Client, **query: Any) -> dict[str, dict[str, str]]:
    """The cells that are not empty, in words, by row and column head, totals too."""
    page = html5lib.parse(client.get(URL, query).content, namespaceHTMLElements=False)
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in page.iter("tr")]
    if not rows:
        return {}
    heads = [head.removesuffix(" (list open)") for head in rows[0][1:]]
    return {row[0]: {h: c for h, c in zip(heads, row[1:], strict=True) if c} for row in rows[1:]}


def text(client: Client, url: str = URL, **query: Any) -> str:
    """The words of a page, white space as single spaces."""
    page = html5lib.parse(client.get(url, query).content, namespaceHTMLElements=False)
    return re.sub(r"\s+", " ", "".join(page.find("body").itertext()))


@pytest.fixture
def world() -> None:
    """An assembly with a member, an associate, an observer, one who left; a union with derived members."""
    assembly = builders.institution("Assembly", **ALIVE, region="eurasia")
    union = builders.institution("Union", kind="union", acronym="UN1", **ALIVE, parent=assembly)
    kz, tr = builders.state("Kazakhstan", iso2="KZ", slug="kz"), builders.state("Türkiye", slug="tr")
    builders.membership(assembly, kz, start="1992", basis="named", confidence="two_independent")
    builders.membership(assembly, tr, role="observer", start="1993")
    builders.membership(assembly, builders.state("Norway", slug="no"), role="associate")
    builders.membership(assembly, builders.state("Georgia", slug="ge"), start="1993", end="2010")
    builders.membership(union, kz, basis="parent")
    builders.membership(union, tr, basis="dataset")


@pytest.mark.usefixtures("world")
def test_the_matrix_says_roles_and_basis_in_words_and_counts_members_only(client: Client) -> None:
    assert table(client) == {
        "Member states": {"Members": "4", "Assembly": "2", "UN1": "2"},
        "Kazakhstan": {
            "Members": "2",
            "Assembly": "member",
            "UN1": "member, derived from the parent organisation",
        },
        "Norway": {"Members": "1", "Assembly": "associate member"},
        "Türkiye": {"Members": "1", "Assembly": "observer", "UN1": "member, from an open data set only"},
    }


@pytest.mark.usefixtures("world")
def test_former_members_are_shown_when_asked_and_never_counted(client: Client) -> None:
    shown = table(client, former="1")
    assert shown["Georgia"] == {"Members": "0", "Assembly": "former member"}
    assert shown["Member states"]["Assembly"] == "2"
    assert "1 ended, not counted" in text(client, former="1")


def test_a_matrix_wider_than_a_sheet_says_what_paper_has_no_room_for(client: Client) -> None:
    kz = builders.state("Kazakhstan")
    for number in range(20):
        builders.membership(builders.institution(f"Assembly {number}"), kz)
    assert "On paper only about the first 20 bodies have room" not in text(client)
    builders.membership(builders.institution("One more"), kz)
    assert "On paper only about the first 20 bodies have room" in text(client)


def test_states_stand_in_the_order_of_their_letters_without_accents(client: Client) -> None:
    body = builders.institution("Assembly")
    for number, name in enumerate(("Åland", "Tuvalu", "Türkiye", "Albania")):
        builders.membership(body, builders.state(name, slug=f"state-{number}"))
    assert [*table(client)][-4:] == ["Åland", "Albania", "Türkiye", "Tuvalu"]


@pytest.mark.usefixtures("world")
def test_on_a_day_the_members_of_that_day_are_shown_and_those_not_certain_are_counted_apart(
    client: Client,
) -> None:
    shown = table(client, on="2005-01-01")
    assert shown["Georgia"] == {"Members": "1", "Assembly": "member"}
    assert shown["Norway"] == {
        "Members": "0 + 1?",
        "Assembly": "associate member, not certain on that day",
    }
    assert shown["Member states"]["Assembly"] == "2 + 1?"
    assert shown["Member states"]["UN1"] == "0 + 2?"
    assert "Georgia" not in table(client, on="2011-01-01")
    assert table(client, on="1990-01-01") == {}


@pytest.mark.usefixtures("world")
def test_a_cell_leads_to_its_evidence(client: Client) -> None:
    page = client.get(URL).content.decode()
    link = "?state=kz&amp;i=assembly&amp;former=1&amp;view=list"
    assert f'href="{link}">member</a>' in page
    shown = text(client, URL + link.replace("&amp;", "&"))
    assert "1 of 6 ties" in shown
    assert "Kazakhstan, Assembly: Member" in shown
    assert "Since 1992" in shown
    assert "Named in a source on the body · two independent publishers" in shown
    assert "Exact words of the source." in shown
    assert "Türkiye" not in shown.partition("1 of 6 ties")[2]


def test_a_state_that_came_back_stands_once_as_what_it_is_now(client: Client) -> None:
    body, state = builders.institution("Assembly", **ALIVE), builders.state("Uzbekistan")
    builders.membership(body, state, start="1993", end="1999")
    builders.membership(body, state, role="founder", start="1992")
    builders.membership(body, state, start="2019")
    shown = table(client, former="1")
    assert shown["Uzbekistan"] == {"Members": "1", "Assembly": "member"}
    assert shown["Member states"]["Members"] == "1"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "rows", "columns"),
    [
        ({"state": ["kz", "tr"]}, ["Kazakhstan", "Türkiye"], ["Assembly", "UN1"]),
        ({"state": "KZ"}, ["Kazakhstan"], ["Assembly", "UN1"]),
        ({"i": "assembly"}, ["Kazakhstan", "Norway", "Türkiye"], ["Assembly"]),
        ({"member_of": "union"}, ["Kazakhstan", "Türkiye"], ["Assembly", "UN1"]),
        ({"kind": "union"}, ["Kazakhstan", "Türkiye"], ["UN1"]),
        ({"region": "not-stated"}, ["Kazakhstan", "Türkiye"], ["UN1"]),
        ({"parent": "assembly"}, ["Kazakhstan", "Türkiye"], ["UN1"]),
        ({"basis": "parent"}, ["Kazakhstan"], ["UN1"]),
        ({"role": "observer"}, ["Türkiye"], ["Assembly"]),
        ({"q": "TÜRK"}, ["Türkiye"], ["Assembly", "UN1"]),
        ({"state": "no", "i": "union"}, [], []),
    ],
)
def test_both_sides_are_narrowed(client: Client, query: Any, rows: list[str], columns: list[str]) -> None:
    response = client.get(URL, query)
    matrix = response.context["matrix"]
    if rows:
        assert [str(each) for each in matrix.states] == rows
        assert [each.body.short for each in matrix.columns] == columns
    else:
        assert matrix.cells == {}
        assert [str(each) for each in matrix.states] == ["Norway"]  # what is chosen is shown


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "facet", ["state", "i", "kind", "region", "status", "parent", "role", "basis", "confidence"]
)
def test_each_facet_divides_the_ties(client: Client, facet: str) -> None:
    page = client.get(URL, {"view": "list"})
    options = next(each for each in page.context["filter"].facets if each.name == facet).options
    shown = {
        option.value: client.get(URL, {"view": "list", facet: option.value}).context["paginator"].count
        for option in options
    }
    assert {option.value: option.count for option in options} == shown
    assert sum(shown.values()) == 5


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("publication", ["draft", "published"])
def test_ties_states_and_bodies_are_shown_once_published(client: Client, publication: str) -> None:
    assembly = Institution.objects.get(slug="assembly")
    builders.membership(assembly, builders.state("Draftland", publication=publication))
    builders.membership(assembly, builders.state("Otherland"), publication=publication)
    hidden = builders.institution("Xanadu", **ALIVE, publication=publication)
    builders.membership(hidden, builders.state("Türkiye"))
    builders.membership(hidden, builders.state("Draftland"))
    names = {"draftland", "otherland", "xanadu"} if publication == "published" else set()
    for query in ({}, {"view": "list"}, {"former": "1", "view": "list"}, {"format": "csv"}):
        page = client.get(URL, query).content.decode()
        assert set(re.findall("draftland|otherland|xanadu", page.lower())) == names, query
    for query in ({}, {"format": "csv"}):
        page = client.get(f"{URL}together/", query).content.decode()
        assert set(re.findall("draftland|otherland|xanadu", page.lower())) == names, query


@pytest.mark.usefixtures("world")
def test_files_hold_what_is_shown(client: Client) -> None:
    def rows(**query: Any) -> list[dict[str, str]]:
        content = client.get(URL, {"format": "csv", **query}).content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(content)))

    matrix = rows(kind="assembly")
    assert [row["state"] for row in matrix] == ["kz", "no", "tr"]
    assert [row["assembly"] for row in matrix] == ["member", "associate member", "observer"]
    assert [row["members"] for row in matrix] == ["1", "1", "0"]
    long = rows(view="list", state="kz")
    assert [(row["institution"], row["role"], row["start"], row["basis"]) for row in long] == [
        ("assembly", "Member", "1992", "Named in a source on the body"),
        ("union", "Member", "", "Derived from the members of the parent organisation"),
    ]
    assert long[0]["confidence"] == "two independent publishers"
    assert "Article" in long[0]["role_places"]
    data = client.get(URL, {"format": "json", "on": "2005-01-01"}).json()
    assert {(each["state"], each["institution"], each["standing"]) for each in data["records"]} == {
        ("kz", "assembly", "in_force"),
        ("tr", "assembly", "in_force"),
        ("ge", "assembly", "in_force"),
        ("no", "assembly", "unknown"),
        ("kz", "union", "unknown"),
        ("tr", "union", "unknown"),
    }


@pytest.mark.usefixtures("world")
def test_the_list_keeps_what_is_not_certain_apart(client: Client) -> None:
    shown = text(client, view="list", on="2005-01-01")
    certain, _mark, uncertain = shown.partition("Not certain on that day")
    assert "Georgia" in certain and "Norway" not in certain.partition("On that day")[2]
    assert "Norway" in uncertain and "Georgia" not in uncertain


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("state=nowhere", "nowhere"),
        ("i=" + "x" * 5000, "is not one of the available choices"),
        ("kind=%00", "is not one of the available choices"),
        ("q=" + "x" * 5000, "200"),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_shown(client: Client, query: str, says: str) -> None:
    shown = text(client, f"{URL}?{query}")
    assert says in shown
    assert "Nothing is shown, since this was not understood." in shown
    assert "observer" not in shown


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("on=yesterday", "is not a day: write it as 2010-01-01. Today’s state is shown."),
        ("on=2999-01-01", "is still to come: no source knows its members. Today’s state is shown."),
        ("on=2001-01-01&on=2002-01-01", "Only one day can be asked for. Today’s state is shown."),
        ("on=%00", "is not a day"),
        ("former=2", "Former members too: 2 is not one of the available choices; it was left out."),
        ("view=table", "View: table is not one of the available choices; it was left out."),
    ],
)
def test_a_day_or_look_not_understood_is_said_and_todays_state_shown_as_on_other_pages(
    client: Client, query: str, says: str
) -> None:
    shown = text(client, f"{URL}?{query}")
    assert says in shown
    assert "Nothing is shown" not in shown
    assert "observer" in shown
    assert client.get(f"{URL}?{query}&format=csv")["Content-Type"].startswith("text/html")


@pytest.mark.usefixtures("world")
def test_words_find_the_states_and_the_bodies_of_that_name(client: Client) -> None:
    assert (
        set(table(client, q="UN1"))
        == set(table(client, q="uni"))
        == {"Member states", "Kazakhstan", "Türkiye"}
    )
    assert set(table(client, q="UN1")["Kazakhstan"]) == {"Members", "UN1"}
    assert set(table(client, q="norw")) == {"Member states", "Norway"}
    assert table(client, q="nothing like it") == {}
    State.objects.filter(slug="tr").update(note="Also called Turkey, another English name in the table.")
    State.objects.filter(slug="no").update(note="Spoken of otherwise by the Union.")
    assert set(table(client, q="turkey")) == {"Member states", "Türkiye"}
    assert table(client, q="table") == table(client, q="spoken") == {}


def test_two_other_names_in_one_note_are_two_names() -> None:
    note = "Also called DRC, or Congo - Kinshasa, another English name in the table."
    assert builders.state("Congo", note=note).other_names == ["DRC", "Congo - Kinshasa"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("note", "word", "other"),
    [
        ("Spoken of as the Holy See where the members of the Union are listed.", "holy see", "listed"),
        ("A source names it as the Arab Republic; the name here is that of the code.", "arab", "code"),
        ("Also called DRC, or Congo - Kinshasa, another English name in the table.", "kinshasa", "english"),
        ("Also called Turkey.", "turkey", "also"),
    ],
)
def test_words_find_a_state_by_each_other_name_in_its_note(
    client: Client, note: str, word: str, other: str
) -> None:
    State.objects.filter(slug="tr").update(note=note)
    assert set(table(client, q=word)) == {"Member states", "Türkiye"}
    assert table(client, q=other) == {}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("state", "number"), [(["ke"], 3), (["ke", "ug"], 2), (["ke", "ug", "cu"], 2)])
def test_of_states_together_as_many_are_not_certain_as_the_matrix_shows(
    client: Client, state: list[str], number: int
) -> None:
    late = builders.institution("Late Forum", founded="1992", status="active")
    for slug, name in (("ke", "Kenya"), ("ug", "Uganda")):
        builders.membership(late, builders.state(name, slug=slug))
    builders.membership(late, builders.state("Cuba", slug="cu"), start="1992")
    query = {"state": state, "on": "2005-01-01", "basis": "not-stated"}
    page = html5lib.parse(client.get(f"{URL}together/", query).content, namespaceHTMLElements=False)
    said = re.sub(r"\s+", " ", "".join(page.find("body").itertext()))
    assert f"{number} memberships are not certain on that day" in said
    (link,) = (each.get("href") for each in page.iter("a") if each.text == "They stand apart in the matrix")
    assert ("state=" in link) is (len(state) > 1)
    assert client.get(link).context["matrix"].total.uncertain == number


@pytest.mark.usefixtures("world")
def test_one_state_chosen_is_named_also_where_it_meets_no_other(client: Client) -> None:
    builders.membership(builders.institution("Undated"), builders.state("Kazakhstan", slug="kz"))
    said = text(client, f"{URL}together/", state="kz", on="1950-01-01")
    assert "Where Kazakhstan meets other states" in said
    assert "Of Kazakhstan and each other state, how many bodies" in said
    assert "1 states chosen" not in said


@pytest.mark.usefixtures("world")
def test_other_bad_addresses(client: Client) -> None:
    assert client.get(URL, {"page": "2"}).status_code == 404
    assert client.get(URL, {"page": "9", "view": "list"}).status_code == 404
    assert "no filter called colour" in text(client, colour="red")
    assert "no file of the format xls" in text(client, format="xls")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client: Client, django_assert_num_queries: Any, number: int) -> None:
    for body in range(number):
        made = builders.institution(f"Body {body}", **ALIVE)
        for state in range(number):
            builders.membership(made, builders.state(f"State {state}"), start="1995")
    with django_assert_num_queries(8):  # footer, index, two for bodies of states; bodies, states, ties, lists
        client.get(URL)
    with django_assert_num_queries(8):
        client.get(URL, {"on": "2005-01-01"})
    with django_assert_num_queries(9):  # and the rows with their evidence
        client.get(URL, {"view": "list"})


@pytest.mark.usefixtures("filled")
def test_member_state_filter_column_row_and_totals_agree_on_all_that_ships(client: Client) -> None:
    matrix = client.get(URL).context["matrix"]
    listed: Any = Institution.objects.for_list()
    assert {body.pk: body.members for body in listed if body.members and not body.has_ended} == {
        column.body.pk: column.total.members for column in matrix.columns if column.total.members
    }
    gone = {body.pk for body in listed if body.members and body.has_ended}
    assert gone
    assert not gone & {body.pk for body in matrix.bodies}
    facets = client.get("/institutions/").context["filter"].facets
    counts = next(each for each in facets if each.name == "state").options
    rows = {state.slug: matrix.of_state(state).members for state in matrix.states}
    assert {each.value: each.count for each in counts if each.count and each.value != "not-stated"} == {
        slug: number for slug, number in rows.items() if number
    }
    pairs = Membership.objects.filter(
        institution__publication="published", **members.conditions()
    ).values_list("state", "institution")
    assert matrix.total.members == len(set(pairs)) == sum(rows.values())
    kz = client.get("/institutions/", {"state": "kz", "format": "json"}).json()["records"]
    column = {
        body.slug
        for state in matrix.states
        for body in matrix.bodies
        if state.slug == "kz" and (tie := matrix.cells.get((state.pk, body.pk))) and tie.makes_member
    }
    assert {each["slug"] for each in kz} == column


@pytest.mark.usefixtures("filled")
def test_the_full_matrix_is_light_and_quick(client: Client) -> None:
    client.get(URL)
    begun = time.perf_counter()
    page = client.get(URL, {"former": "1"})
    assert time.perf_counter() - begun < 3  # measured: a tenth of a second; the bound is for busy machines
    with open(str(finders.find("portal.css")), "rb") as file:
        style = len(brotli.compress(file.read()))
    assert len(page.context["matrix"].states) > 200
    assert len(gzip.compress(page.content)) + style < 60 * 1024
