"""Bodies side by side: one address, rows that differ or agree, the states they share, what is refused."""

import csv
import gzip
import json
from io import StringIO
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree.ElementTree import Element as Node

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.models import Institution, Membership, State
from institutions.overlap import Overlap
from institutions.side_by_side import ROWS, USUAL
from sources.models import Source
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/institutions/compare/"


@pytest.fixture
def world() -> None:
    """Alpha and Beta, which share Armenia; Gamma, which ended in 2015; a draft; a body without members."""
    armenia, belarus, china = (
        builders.state(name, iso2=code, slug=code.lower())
        for name, code in (("Armenia", "AM"), ("Belarus", "BY"), ("China", "CN"))
    )
    alpha = builders.institution("Alpha", acronym="AA", founded="1992", seat="Minsk", status="active")
    beta = builders.institution("Beta", founded="2001", status="active", objective="Peace")
    gamma = builders.institution("Gamma", founded="2000", ended="2015-01-01", status="dissolved")
    builders.institution("Delta")
    builders.institution("Hidden", publication="draft")
    builders.membership(alpha, armenia, start="1992")
    builders.membership(alpha, belarus, start="1993", end="2010")
    builders.membership(alpha, china, role="observer", start="1995")
    builders.membership(beta, armenia, start="2001")
    builders.membership(beta, belarus)
    builders.membership(gamma, armenia, start="2000", end="2015-01-01")
    builders.function(alpha, says="Drafts laws.")
    builders.function(beta, says="Drafts laws.")
    builders.figure(alpha, "12", measured="2013")
    builders.figure(alpha, "13", publication="draft")


def get(client: Client, *slugs: str, status: int = 200, **more: str) -> Node:
    """The page as a browser builds it."""
    response = client.get(URL, {"i": slugs, **more})
    assert response.status_code == status, response.headers.get("Location")
    return html5lib.parse(response.content, namespaceHTMLElements=False)


def said(node: Node | None) -> str:
    """The text of an element, white space folded."""
    return " ".join("".join(node.itertext()).split()) if node is not None else ""


def table(page: Node) -> dict[str, tuple[str, list[str]]]:
    """The rows of the comparison by label: the verdict and the cells."""
    found = next(each for each in page.iter("table") if "cmp" in each.get("class", ""))
    rows = {}
    for row in found.find("tbody"):
        sign = said(row.find("th/span"))
        label = said(row.find("th")).removesuffix(sign).strip()
        rows[label] = (sign, [said(cell) for cell in row.findall("td")])
    return rows


def groups(page: Node) -> dict[str, list[str]]:
    """The groups of states, each with its states."""
    section = next(each for each in page.iter("section") if each.get("aria-labelledby") == "overlap")
    return {
        said(row.find("dt")): [said(a) for a in row.iter("a")]
        for row in section.iter("div")
        if row.find("dt") is not None
    }


def alerts(page: Node) -> str:
    """What the page says is wrong."""
    return " ".join(said(each) for each in page.iter() if each.get("role") == "alert")


@pytest.mark.usefixtures("world")
def test_rows_say_in_words_whether_the_bodies_differ(client: Client) -> None:
    rows = table(get(client, "alpha", "beta"))
    assert rows["Founded"][0] == "differs"
    assert [cell[:4] for cell in rows["Founded"][1]] == ["1992", "2001"]
    assert rows["Status"][0] == "= same in all"
    assert rows["Status"][1][0].startswith("Both: Active Evidence") and len(rows["Status"][1]) == 1
    assert rows["Seat"] == ("stated of some only", [rows["Seat"][1][0], "[not stated]"])
    assert rows["Website"] == ("○ not stated of any", ["[not stated]"])
    assert rows["Model legislation"][0] == "= same in all"
    assert rows["Model acts adopted"][1][0].startswith("12 (2013)")
    assert rows["Model acts adopted"][1][0].count("(") == 1
    assert rows["Member states"][1] == ["1 state", "2 states"]


def test_the_end_of_a_body_that_goes_on_does_not_apply(client: Client) -> None:
    builders.institution("Gone", slug="gone", status="dissolved", ended="2015-01-01")
    for slug in ("going", "other"):
        builders.institution(slug.title(), slug=slug, status="active")
    sign, cells = table(get(client, "going", "gone"))["Ended"]
    assert (sign, cells[0]) == ("differs", "does not apply") and cells[1].startswith("1 January 2015")
    assert table(get(client, "going", "other"))["Ended"] == ("= same in all", ["Both: does not apply"])


def test_what_does_not_apply_to_one_body_and_is_not_stated_of_another_is_stated_of_none(
    client: Client,
) -> None:
    builders.institution("Going", status="active")
    builders.institution("Silent", founded="1990")
    builders.institution("Gone", status="dissolved", ended="2015")
    nothing = ("○ not stated of any", ["does not apply", "[not stated]"])
    assert table(get(client, "going", "silent"))["Ended"] == nothing
    assert table(get(client, "going", "gone", "silent"))["Ended"][0] == "stated of some only"
    assert "Ended" not in table(get(client, "going", "silent", only="differences"))
    rows = client.get(f"{URL}?i=going&i=gone&i=silent&row=ended&format=json").json()["rows"]
    assert [(row["institution"], row["applies"], row["value"]) for row in rows] == [
        ("going", False, None),
        ("gone", True, "2015"),
        ("silent", True, None),
    ]


@pytest.mark.usefixtures("world")
def test_rows_that_differ_do_not_carry_the_sign_of_sources_that_disagree(client: Client) -> None:
    page = get(client, "alpha", "beta")
    assert "differs" in said(page)
    assert "≠" not in said(next(each for each in page.iter("main")))


@pytest.mark.parametrize(
    ("seats", "words"),
    [
        (("Minsk", "Minsk, Green Palace"), "= same city; of some the sources say more"),
        (("Minsk", "Minsk (secretariat)"), "= same city; of some the sources say more"),
        (("Minsk", "Minsk"), "= same in all"),
        (("Minsk, White Palace", "Minsk, Green Palace"), "differs"),
        (("Minsk", "Minskoye"), "differs"),
        (("Minsk", "Moscow"), "differs"),
        (("Minsk", "Minsk, since 1968; Moscow before"), "differs"),
        (("Minsk", "Minsk (committee); Moscow (assembly)"), "differs"),
        (("4", "4, Green Street, Minsk"), "differs"),
    ],
)
def test_a_seat_in_the_same_city_does_not_differ(client: Client, seats: tuple[str, str], words: str) -> None:
    """Once “Saint Petersburg” and “Saint Petersburg, Tauride Palace” counted as a difference."""
    for name, seat, founded in zip(("One", "Other"), seats, ("1990", "1991"), strict=True):
        builders.institution(name, seat=seat, founded=founded, slug=name.casefold())
    sign, cells = table(get(client, "one", "other"))["Seat"]
    assert sign == words
    assert all(seat in " ".join(cells) for seat in seats)
    shown = table(get(client, "one", "other", only="differences"))
    assert ("Seat" in shown) == (words == "differs")


@pytest.mark.usefixtures("world")
def test_a_value_that_is_the_same_in_all_is_given_once_over_all_columns(client: Client) -> None:
    page = get(client, "alpha", "beta")
    cell = next(each for each in page.iter("td") if said(each).startswith("Both: Active"))
    assert cell.get("colspan") == "2"
    cards = {each.get("id") for each in page.iter("div") if "card" in each.get("class", "")}
    targets = {each.get("popovertarget") for each in page.iter("button")} - {None}
    assert targets and targets <= cards


@pytest.mark.usefixtures("world")
def test_only_differences_are_shown_where_asked_and_the_page_says_what_is_left_out(client: Client) -> None:
    page = get(client, "alpha", "beta", only="differences")
    rows = table(page)
    assert {sign for sign, _cells in rows.values()} == {"differs", "stated of some only"}
    every = table(get(client, "alpha", "beta"))
    assert f"{len(every) - len(rows)} rows in which nothing but a name differs are left out" in said(page)
    assert every["Acronym"][0] == "stated of some only" and "Acronym" not in rows


@pytest.mark.usefixtures("world")
def test_a_body_of_which_no_source_names_a_member_has_no_number_of_states(client: Client) -> None:
    builders.membership(builders.institution("Watched"), builders.state("China"), role="observer")
    rows = table(get(client, "alpha", "watched"))
    assert rows["Member states"] == ("stated of some only", ["1 state", "[not stated]"])


@pytest.mark.usefixtures("world")
def test_rows_are_chosen_and_stand_in_one_order(client: Client) -> None:
    response = client.get(f"{URL}?i=alpha&i=beta&row=seat&row=founded&row=seat")
    assert response["Location"] == f"{URL}?i=alpha&i=beta&row=founded&row=seat"
    assert list(table(get(client, "alpha", "beta", row=["founded", "seat"]))) == ["Founded", "Seat"]  # type: ignore[arg-type]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("row", ROWS)
def test_every_row_on_offer_can_be_shown(client: Client, row: str) -> None:
    get(client, "alpha", "beta", row=row)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("i=beta&i=alpha", "i=alpha&i=beta"),
        ("i=beta&i=alpha&i=beta", "i=alpha&i=beta"),
        ("on=2010-06-01&i=alpha&i=beta", None),
        ("i=alpha&i=beta&i=", "i=alpha&i=beta"),
        ("i=alpha&i=beta&page=2", "i=alpha&i=beta"),
        ("i=alpha&i=beta&only=", "i=alpha&i=beta"),
        ("i=alpha&i=beta&out=beta&i=gamma", "i=alpha&i=gamma"),
        ("i=beta&i=alpha&colour=red", "i=alpha&i=beta&colour=red"),
        ("i=beta&i=alpha&on=soon", "i=alpha&i=beta&on=soon"),
        ("&".join(["i=alpha", "i=beta", *(f"row={name}" for name in USUAL)]), "i=alpha&i=beta"),
    ],
)
def test_a_comparison_has_one_address(client: Client, asked: str, canonical: str | None) -> None:
    response = client.get(f"{URL}?{asked}")
    if canonical is None:
        assert response.status_code == 200
        return
    assert response.status_code == 302
    assert response["Location"] == f"{URL}?{canonical}"
    again = client.get(response["Location"])
    assert again.status_code == 200


@pytest.mark.usefixtures("world")
def test_what_the_address_names_and_the_page_does_not_know_is_said(client: Client) -> None:
    assert "knows nothing called colour" in said(get(client, "alpha", "beta", colour="red"))
    assert "knows nothing called colour" in said(get(client, "alpha", colour="red"))
    long = said(get(client, "alpha", "beta", **{"x" * 5000: "1"}))
    assert "x…; it was left out." in long and "x" * 100 not in long


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("", 200, ""),
        ("i=alpha", 200, "Only Alpha is chosen"),
        ("i=alpha&i=alpha", 200, "Alpha was named more than once"),
        ("i=alpha&i=nothing", 404, "“nothing”"),
        ("i=alpha&i=hidden", 404, "“hidden”"),
        ("i=alpha&i=%00", 404, "Nothing here is called"),
        ("i=alpha&i=" + "x" * 5000, 404, "x…”"),
        ("i=alpha&i=beta&row=colour", 404, "“colour”"),
        ("i=alpha&i=beta&only=same", 404, "“same”"),
        ("i=alpha&i=beta&show=all", 404, "“all”"),
        ("i=alpha&i=beta&format=xml", 404, "“xml”"),
        ("format=csv", 404, "A file holds chosen bodies"),
        ("on=soon", 200, "“soon” is not a day"),
        ("i=alpha&i=beta&row=" + "x" * 5000, 404, "x…”"),
    ],
)
def test_what_cannot_be_compared_is_named_and_the_choice_offered(
    client: Client, query: str, status: int, words: str
) -> None:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == status
    page = html5lib.parse(response.content, namespaceHTMLElements=False)
    assert said(page.find(".//h1")) == "Choose bodies to compare"
    assert words in alerts(page)
    offered = [each.get("value") for each in page.iter("input") if each.get("name") == "i"]
    assert "delta" in offered and "hidden" not in offered


@pytest.mark.usefixtures("world")
def test_too_many_bodies_are_refused_in_words(client: Client) -> None:
    slugs = [builders.institution(f"Body {n}").slug for n in range(6)]
    assert "6 are chosen, but at most 5" in alerts(get(client, *slugs))


@pytest.mark.usefixtures("world")
def test_states_fall_into_groups_by_the_bodies_of_which_they_are_members(client: Client) -> None:
    found = groups(get(client, "alpha", "beta"))
    assert found == {
        "Members of both": ["Armenia"],
        "Members of Beta only": ["Belarus"],
        "In another role, not counted": ["China"],
    }


@pytest.mark.usefixtures("world")
def test_on_a_day_members_of_that_day_are_shown_and_what_no_date_settles_stands_apart(
    client: Client,
) -> None:
    found = groups(get(client, "alpha", "beta", on="2005-01-01"))
    assert found == {
        "Members of both": ["Armenia"],
        "Members of AA; not known for Beta: no date settles it": ["Belarus"],
        "In another role, not counted": ["China"],
    }
    assert table(get(client, "alpha", "beta", on="2005-01-01"))["Member states on 1 January 2005"] == (
        "differs",
        ["2 states", "at least 1 state; of 1 more it is not known"],
    )
    page = get(client, "alpha", "beta", on="1994-01-01")
    assert "On 1 January 1994 Beta was not founded yet." in said(page)
    assert groups(page)["Members of AA only"] == ["Armenia", "Belarus"]
    assert groups(page)["Not yet, or in a role that has ended"] == ["China"]


@pytest.mark.usefixtures("world")
def test_states_that_are_not_known_are_grouped_by_the_bodies_of_which_that_is_so(client: Client) -> None:
    delta = Institution.objects.get(slug="delta")
    for name, role in (("Belarus", "member"), ("China", "member"), ("Cuba", "observer")):
        builders.membership(delta, builders.state(name), role=role)
    page = get(client, "alpha", "beta", "delta", on="2005-01-01")
    assert groups(page) == {
        "Members of AA and Beta only": ["Armenia"],
        "Members of AA; not known for Beta and Delta: no date settles it": ["Belarus"],
        "Not known for Delta: no date settles it": ["China"],
        "Perhaps in another role: no date settles it": ["Cuba"],
    }
    cells = table(page)["Member states on 1 January 2005"][1]
    assert cells[2] == "no state for certain; of 2 it is not known"


@pytest.mark.usefixtures("world")
def test_a_comparison_says_whose_list_of_members_is_open(client: Client) -> None:
    builders.member_list(Institution.objects.get(slug="alpha"))
    page = said(get(client, "alpha", "beta"))
    assert "The list of the members of Beta is open" in page
    assert "The list of the members of Alpha is open" not in page


@pytest.mark.usefixtures("world")
def test_what_followed_a_body_is_said_where_no_body_did(client: Client) -> None:
    gamma = Institution.objects.get(slug="gamma")
    builders.detail(gamma, "none in the Union", kind="succession", label="Successor")
    cells = table(get(client, "alpha", "gamma"))["Succeeded by"][1]
    assert cells[0] == "does not apply" and cells[1].startswith("none in the Union")


@pytest.mark.usefixtures("world")
def test_of_a_body_that_has_ended_the_last_day_of_all_is_offered(client: Client) -> None:
    page = get(client, "alpha", "gamma")
    assert "No state is counted as a member of all of them." in said(page)
    links = [each.get("href") for each in page.iter("a") if "the last day of all" in said(each)]
    assert links == [f"{URL}?i=alpha&i=gamma&on=2014-12-31"]
    assert groups(get(client, "alpha", "gamma", on="2014-12-31"))["Members of both"] == ["Armenia"]
    Institution.objects.filter(slug="gamma").update(ended_latest="2015-12-31", ended_printed="2015")
    vague = said(get(client, "alpha", "gamma"))
    assert "See the members of 31 December 2014, the last day on which it surely existed." in vague
    assert "the last day of all" not in vague


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("day", ["soon", "2010-02-30", "2999-01-01", "2010%00"])
def test_what_is_no_day_is_said(client: Client, day: str) -> None:
    response = client.get(f"{URL}?i=alpha&i=beta&on={day}")
    assert response.status_code == 200
    assert alerts(html5lib.parse(response.content, namespaceHTMLElements=False))


@pytest.mark.usefixtures("world")
def test_each_tie_stands_in_the_table_with_role_dates_and_marks(client: Client) -> None:
    page = get(client, "alpha", "beta")
    rows = {
        said(row.find("th")): [said(td) for td in row.findall("td")]
        for row in list(page.iter("table"))[1].iter("tr")
    }
    assert rows["Armenia"][0].startswith("Member, since 1992 Evidence")
    assert rows["Belarus"][0].startswith("Member, since 1993, until 2010 Evidence")
    assert rows["China"][1] == "[not stated]"
    whole = get(client, "alpha", "beta", show="ties")
    assert said(whole.find(".//h1")) == "Ties of each state"
    assert client.get(f"{URL}?i=alpha&i=beta&show=ties&page=2").status_code == 404
    assert client.get(f"{URL}?i=alpha&i=beta&show=ties&page=x").status_code == 404


@pytest.mark.usefixtures("world")
def test_drafts_are_shown_nowhere(client: Client) -> None:
    Membership.objects.filter(state__slug="cn").update(publication="draft")
    State.objects.filter(slug="by").update(publication="draft")
    page = said(get(client, "alpha", "beta"))
    assert "China" not in page and "Belarus" not in page
    Institution.objects.filter(slug="alpha").update(parent=Institution.objects.get(slug="hidden"))
    assert table(get(client, "alpha", "beta"))["Parent body"] == ("○ not stated of any", ["[not stated]"])


@pytest.mark.usefixtures("world")
def test_a_body_is_replaced_added_and_removed_by_the_address(client: Client) -> None:
    page = get(client, "alpha", "beta")
    removals = [each.get("href") for each in page.iter("a") if each.get("class") == "chip"]
    assert removals == [f"{URL}?i=beta", f"{URL}?i=alpha"]
    assert {each.get("name") for each in page.iter("select")} == {"out", "i"}


@pytest.mark.usefixtures("world")
def test_the_comparison_is_a_table_and_data(client: Client) -> None:
    response = client.get(f"{URL}?i=alpha&i=beta&on=2005-01-01&format=csv")
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    founded = [row["value"] for row in rows if row["row"] == "founded"]
    assert founded == ["1992", "2001"]
    assert {row["comparison"] for row in rows if row["row"] == "status"} == {"same"}
    data = json.loads(client.get(f"{URL}?i=alpha&i=beta&on=2005-01-01&format=json").content)
    assert data["on"] == "2005-01-01"
    assert data["overlap"][0] == {
        "group": "Members of both",
        "counted": True,
        "institutions": ["alpha", "beta"],
        "states": ["Armenia"],
    }
    assert [tie["counted"] for tie in data["ties"] if tie["state"] == "Belarus"] == [True, False]


def test_the_same_number_of_queries_for_one_and_for_three_of_everything(client: Client) -> None:
    bodies = [builders.institution(name) for name in ("Alpha", "Beta", "Gamma")]

    def fill(number: int) -> int:
        for body in bodies:
            builders.figure(body, f"{number}")
            builders.detail(body, f"Organ {number}")
            builders.other_name(body, f"Name {number}")
            builders.office(body, f"Office {number}")
            builders.membership(body, builders.state(f"State {number}"))
        builders.legal_basis(bodies[0], builders.document(f"Law {number}"))
        with CaptureQueriesContext(connection) as queries:
            rows = "&".join(f"row={name}" for name in ROWS)
            assert client.get(f"{URL}?i=alpha&i=beta&i=gamma&{rows}").status_code == 200
        return len(queries)

    for kind in ("model_legislation", "training"):
        builders.function(bodies[0], kind)
    builders.member_list(bodies[0])
    first = fill(1)
    assert (first, fill(2), fill(3)) == (22, 22, 22)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    assert getattr(client, method)(URL).status_code == 405


@pytest.mark.usefixtures("filled")
class TestOfTheContent:
    """What ships: the three assemblies that the texts name together, and the largest bodies."""

    SHOWCASE = ("eurasec-ipa", "ipa-cis", "csto-pa")
    LARGEST = (
        "acp-eu-jpa",
        "africa-eu-parliamentary-assembly",
        "osce-pa",
        "pan-african-parliament",
        "oacps-parliamentary-assembly",
    )

    def test_the_three_assemblies_share_five_states_on_their_last_day(self, client: Client) -> None:
        found = groups(get(client, *self.SHOWCASE, on="2014-12-31"))
        assert found["Members of all three"] == [
            "Belarus",
            "Kazakhstan",
            "Kyrgyzstan",
            "Russia",
            "Tajikistan",
        ]
        assert found["Members of IPA CIS and CSTO PA only"] == ["Armenia"]

    def test_each_state_stands_in_one_group_and_the_groups_add_up(self) -> None:
        bodies = list(Institution.objects.with_members(self.LARGEST))
        overlap = Overlap(bodies)
        states = [state.pk for group in overlap.groups for state in group.states]
        assert len(states) == len(set(states)) == len(overlap.rows)
        members = {each.pk: each.members for each in Institution.objects.for_list()}  # type: ignore[attr-defined]
        for body in bodies:
            of_body = {row.state.pk for row in overlap.members_of(body)}
            grouped = {s.pk for group in overlap.counted if body in group.bodies for s in group.states}
            assert of_body == grouped
            assert len(of_body) == members[body.pk]

    def test_every_number_of_a_mark_has_its_source_below(self, client: Client) -> None:
        query = urlencode([("i", slug) for slug in self.SHOWCASE])
        for address in (f"{URL}?{query}", f"/map/?{query}", "/institutions/ipa-cis/"):
            page = html5lib.parse(client.get(address).content, namespaceHTMLElements=False)
            listed = next(each for each in page.iter("ol") if each.get("class") == "refs")
            sources = {said(each.find("b")): said(each.find("span")) for each in listed}
            marks = [each for each in page.iter("a") if (each.get("class") or "").startswith("ev")]
            given = {
                said(each).rpartition("[")[2][:-1]: (each.get("href") or "").split("/")[2] for each in marks
            }
            numbered = {number: slug for number, slug in given.items() if number.isdigit()}
            cited = Source.objects.in_bulk(set(numbered.values()), field_name="slug")
            assert len(numbered) == len(sources) >= 5
            assert all(sources[number].startswith(cited[slug].heading) for number, slug in numbered.items())

    def test_the_front_page_leads_to_the_three_assemblies(self, client: Client) -> None:
        page = html5lib.parse(client.get("/").content, namespaceHTMLElements=False)
        links = [each.get("href") or "" for each in page.iter("a")]
        queries = [parse_qsl(urlsplit(link).query) for link in links if urlsplit(link).path == URL]
        assert [("i", slug) for slug in self.SHOWCASE] in queries

    @pytest.mark.parametrize("more", [{}, {"row": list(ROWS)}, {"show": "ties"}, {"on": "2010-01-01"}])
    @pytest.mark.parametrize("slugs", [SHOWCASE, LARGEST, ("cis", *SHOWCASE, "pace")])
    def test_the_pages_keep_to_their_weight(
        self, client: Client, style_bytes: int, slugs: tuple[str, ...], more: dict[str, str]
    ) -> None:
        response = client.get(URL, {"i": slugs, **more})
        assert response.status_code == 200
        assert len(gzip.compress(response.content)) + style_bytes < 24 * 1024
