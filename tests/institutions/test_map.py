"""The map of members: shapes, fills in words, the list beside, pictures by themselves, what is refused."""

import gzip
import json
import re
from datetime import date
from itertools import pairwise, product
from xml.etree import ElementTree
from xml.etree.ElementTree import Element as Node

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.models import Institution, State
from institutions.world_map import WorldMap, extent, shapes
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/map/"
#: States of the content that Natural Earth draws too small or not at all, and those that ended.
WITHOUT_SHAPE = {"kazakh-khanate", "russian-empire", "ussr", "tv"}


@pytest.fixture
def world() -> None:
    """Alpha with Armenia, Malta, Tuvalu and, as an observer, China; Beta with Armenia, and undated Brazil."""
    names = {
        "Armenia": "AM",
        "Malta": "MT",
        "Tuvalu": "TV",
        "China": "CN",
        "Brazil": "BR",
        "Soviet Union": "",
    }
    of = {
        name: builders.state(name, iso2=code, slug=(code or "ussr").lower()) for name, code in names.items()
    }
    alpha = builders.institution("Alpha", founded="1992", acronym="AA")
    beta = builders.institution("Beta", founded="1992")
    builders.institution("Hidden", publication="draft")
    builders.institution("Empty")
    for name in ("Armenia", "Malta", "Tuvalu", "Soviet Union"):
        builders.membership(alpha, of[name], start="1992")
    builders.membership(alpha, of["China"], role="observer", start="1993")
    builders.membership(beta, of["Armenia"], start="1992")
    builders.membership(beta, of["Brazil"])


def get(client: Client, *slugs: str, status: int = 200, **more: str) -> Node:
    """The page as a browser builds it."""
    response = client.get(URL, {"i": slugs, **more})
    assert response.status_code == status, response.headers.get("Location")
    return html5lib.parse(response.content, namespaceHTMLElements=False)


def said(node: Node | None) -> str:
    """The text of an element, white space folded."""
    return " ".join("".join(node.itertext()).split()) if node is not None else ""


def filled(page: Node) -> dict[str, list[str]]:
    """The codes of the states by the class of their fill."""
    drawn = next(each for each in page.iter() if each.tag.endswith("svg") and each.get("role") == "img")
    found = {}
    for group in (each for each in drawn.iter() if each.tag.endswith("}g") and each.get("class")):
        found[group.get("class", "")] = [each.get("href", "")[-2:] for each in group if each.get("href")]
    return found


@pytest.mark.usefixtures("world")
def test_members_are_filled_and_other_roles_dotted(client: Client) -> None:
    page = get(client, "alpha")
    assert filled(page) == {"all": ["AM", "MT"], "other": ["CN"]}
    assert "Members: filled, 4" in said(page)
    assert "In another role, not counted: dotted, 1" in said(page)


@pytest.mark.usefixtures("world")
def test_of_several_bodies_members_of_all_and_of_some_have_fills_of_their_own(client: Client) -> None:
    page = get(client, "alpha", "beta")
    assert filled(page) == {"all": ["AM"], "some": ["MT"], "some back": ["BR"], "other": ["CN"]}
    assert "Members of both: filled, 1" in said(page)
    assert "Members of AA only: striped, 3" in said(page)
    assert "Members of Beta only: striped the other way, 1" in said(page)
    third = builders.institution("Gamma")
    builders.membership(third, State.objects.get(slug="cn"), start="1992")
    page = get(client, "alpha", "beta", "gamma")
    assert filled(page) == {"some": ["AM", "MT", "BR", "CN"]}
    assert "Members of some of them; the list says of which: striped, 6" in said(page)


@pytest.mark.usefixtures("world")
def test_former_members_are_outlined_and_the_list_says_until_when_and_what_is_remarked(
    client: Client,
) -> None:
    beta = Institution.objects.get(slug="beta")
    builders.membership(beta, State.objects.get(slug="mt"), start="1993", end="2010")
    builders.membership(beta, State.objects.get(slug="cn"), start="1994", note="Absent since 2020.")
    page = get(client, "beta")
    assert filled(page) == {"all": ["AM", "BR", "CN"], "former": ["MT"]}
    assert "Former members: outlined, 1" in said(page)
    assert "Malta until 2010 Evidence" in said(page)
    assert "Remarks on single ties China: Absent since 2020." in said(page)
    page = get(client, "alpha", "beta")
    assert "China, Beta: Absent since 2020." in said(page)
    assert "Former members" not in said(page)  # Malta belongs to Alpha
    assert "Remarks on single ties" not in said(get(client, "alpha"))


@pytest.mark.usefixtures("world")
def test_on_a_day_what_no_date_settles_has_an_outline_and_stands_apart(client: Client) -> None:
    page = get(client, "beta", on="2000-01-01")
    assert filled(page) == {"all": ["AM"], "unknown": ["BR"]}
    assert "Not known: no date settles it: dashed outline, 1" in said(page)
    assert filled(get(client, "beta", on="1990-01-01")) == {}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("slugs", "headings"),
    [
        (["beta"], ["Not known: no date settles it", "Perhaps in another role: no date settles it"]),
        (
            ["alpha", "beta"],
            [
                "Members of AA; not known for Beta: no date settles it",
                "Not known for Beta: no date settles it",
                "Perhaps in another role: no date settles it",
            ],
        ),
    ],
)
def test_all_of_whom_no_date_settles_what_they_were_have_one_outline_and_stand_in_the_list(
    client: Client, slugs: list[str], headings: list[str]
) -> None:
    beta = Institution.objects.get(slug="beta")
    builders.membership(beta, State.objects.get(slug="mt"))
    builders.membership(beta, builders.state("Chad", iso2="TD", slug="td"), role="observer")
    page = get(client, *slugs, on="2000-01-01")
    assert sorted(filled(page)["unknown"]) == ["BR", "MT", "TD"]
    assert "Not known: no date settles it: dashed outline, 3" in said(page)
    shown = [said(each).rpartition(" (")[0] for each in page.iter("h3")]
    assert [each for each in shown if "no date settles it" in each] == headings
    map_of = WorldMap(Institution.objects.with_members(slugs), date(2000, 1, 1))
    everyone = {state for group in map_of.overlap.groups for state in group.states}
    assert {state for group in map_of.shown_groups for state in group.states} == everyone


@pytest.mark.usefixtures("world")
def test_states_without_a_shape_are_named_in_words_and_small_ones_are_circles(client: Client) -> None:
    page = get(client, "alpha")
    assert "2 of them have no shape on this map: Soviet Union, Tuvalu." in said(page)
    assert shapes()["MT"].startswith("<circle") and not shapes()["CN"].startswith("<circle")
    assert "MT" in filled(page)["all"]


@pytest.mark.usefixtures("world")
def test_the_list_beside_holds_every_state_with_its_page_and_its_evidence(client: Client) -> None:
    page = get(client, "alpha")
    section = next(each for each in page.iter("section") if each.get("aria-labelledby") == "list")
    items = [said(each) for each in section.iter("li")]
    assert [item.split(" Evidence")[0] for item in items] == [
        "Armenia",
        "Malta",
        "Soviet Union",
        "Tuvalu",
        "China Observer",
    ]
    assert all("Evidence" in item for item in items)
    assert (
        next(each.find("a").get("href") for each in section.iter("li"))
        == State.objects.get(slug="am").get_absolute_url()
    )


@pytest.fixture
def gone() -> Institution:
    """Gone, which ended in 2015, with Armenia, and the status of which says so."""
    body = builders.institution("Gone", founded="1992", ended="2015-01-01", status="dissolved")
    builders.membership(body, State.objects.get(slug="am"), start="1992")
    return body


@pytest.mark.usefixtures("world")
def test_a_map_of_several_bodies_leads_to_the_evidence_of_the_members_of_each(client: Client) -> None:
    page = get(client, "alpha", "beta", on="2000-01-01")
    leads = {each.get("href"): said(each) for each in page.iter("a")}
    for slug, name in (("alpha", "Alpha"), ("beta", "Beta")):
        url = f"{URL}?i={slug}&on=2000-01-01"
        assert leads[url] == f"each with its source, {name}"
        rows = [
            each for each in html5lib.parse(client.get(url).content, namespaceHTMLElements=False).iter("li")
        ]
        assert any("Armenia" in said(each) and "Evidence" in said(each) for each in rows)
    assert "Alpha: 4 members, each with its source" in said(page)
    assert "Beta: 1 member, each with its source" in said(page)
    assert "its last day" not in said(page)


@pytest.mark.usefixtures("world")
def test_a_body_that_ended_says_when_with_its_evidence_and_leads_to_its_last_day(
    client: Client, gone: Institution
) -> None:
    for slugs in (["gone"], ["alpha", "gone"]):
        page = get(client, *slugs)
        line = next(said(each) for each in page.iter("li") if "(ended" in said(each))
        assert line.startswith("Gone (ended 1 January 2015 Evidence")
        assert "its members on 31 December 2014, its last day" in line
        leads = {said(each): each.get("href") for each in page.iter("a")}
        assert leads["its members on 31 December 2014, its last day"] == f"{URL}?i=gone&on=2014-12-31"
    then = get(client, "gone", on="2014-12-31")
    assert filled(then) == {"all": ["AM"]}
    assert "its last day" not in said(then)
    Institution.objects.filter(pk=gone.pk).update(ended_latest="2015-12-31", ended_printed="2015")
    vague = said(get(client, "gone"))
    assert "its members on 31 December 2014, the last day on which it surely existed" in vague
    assert "its last day" not in vague
    Institution.objects.filter(pk=gone.pk).update(ended_earliest=None, ended_latest=None, ended_printed="")
    assert "Gone (ended) Evidence" in said(get(client, "alpha", "gone"))


@pytest.mark.usefixtures("world")
def test_the_picture_has_a_title_a_description_and_a_disclaimer_beside(client: Client) -> None:
    page = get(client, "alpha")
    drawn = next(each for each in page.iter() if each.tag.endswith("svg") and each.get("role") == "img")
    parts = {each.get("id"): said(each) for each in drawn}
    assert parts["map-t"] == "Members of AA on the map of the world"
    assert parts["map-d"].startswith("Members (filled): 4; In another role, not counted (dotted): 1.")
    assert "Crimea is drawn with Ukraine" in said(page)
    assert "implies no opinion on borders" in said(page)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("i=beta&i=alpha", "i=alpha&i=beta"),
        ("i=alpha&i=alpha", "i=alpha"),
        ("on=2000-01-01&i=beta&i=alpha", "i=alpha&i=beta&on=2000-01-01"),
        ("i=alpha&out=alpha&i=beta", "i=beta"),
        ("i=beta&i=alpha&on=soon", "i=alpha&i=beta&on=soon"),
    ],
)
def test_a_map_has_one_address(client: Client, asked: str, canonical: str) -> None:
    response = client.get(f"{URL}?{asked}")
    assert (response.status_code, response.headers.get("Location")) == (302, f"{URL}?{canonical}")
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 200),
        ("i=hidden", 404),
        ("i=%00", 404),
        ("i=" + "x" * 5000, 404),
        ("i=alpha&format=xml", 404),
        ("format=svg", 404),
    ],
)
def test_what_is_no_map_offers_the_bodies_that_have_members(client: Client, query: str, status: int) -> None:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == status
    page = html5lib.parse(response.content, namespaceHTMLElements=False)
    offered = [each.get("value") for each in page.iter("input") if each.get("name") == "i"]
    assert offered == ["alpha", "beta"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("colour=red", "This page knows nothing called colour; it was left out."),
        ("i=alpha&colour=red", "This page knows nothing called colour; it was left out."),
        ("on=soon", "“soon” is not a day"),
        ("format=svg", "A file holds chosen bodies: choose them first."),
        ("i=alpha&format=" + "x" * 5000, "x…”"),
        ("i=nothing", "Nothing here is called “nothing”."),
    ],
)
def test_what_the_address_asks_in_vain_is_said(client: Client, query: str, words: str) -> None:
    text = said(html5lib.parse(client.get(f"{URL}?{query}").content, namespaceHTMLElements=False))
    assert words in text
    assert "x" * 100 not in text


@pytest.mark.usefixtures("world")
def test_map_and_comparison_are_two_clicks_from_the_front_page(client: Client) -> None:
    menu = ("/", "/institutions/", "/memberships/")
    leads = {page: client.get(page).content.decode() for page in menu}
    assert all(f'href="{URL}"' in text for text in leads.values())
    assert 'href="/institutions/compare/"' in leads["/institutions/"]


@pytest.mark.usefixtures("world")
def test_a_body_without_members_says_so(client: Client) -> None:
    assert "[not stated] No source in this portal names a member of it." in said(get(client, "empty"))


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("day", ["soon", "2999-01-01", "2010%00"])
def test_what_is_no_day_is_said(client: Client, day: str) -> None:
    response = client.get(f"{URL}?i=alpha&on={day}")
    assert response.status_code == 200
    assert b'role="alert"' in response.content


@pytest.mark.usefixtures("world")
def test_the_picture_by_itself_carries_its_shapes_and_may_use_its_own_style(client: Client) -> None:
    response = client.get(f"{URL}?i=alpha&format=svg")
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "max-age=600" in response["Cache-Control"]
    assert "'sha256-" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    drawn = ElementTree.fromstring(response.content)
    spaces = {"s": "http://www.w3.org/2000/svg"}
    assert len(drawn.find("s:g[@class='all']", spaces) or []) == 2
    assert len(drawn.find("s:g[@class='land']", spaces) or []) == len(shapes()) - 3
    assert "prefers-color-scheme" in (drawn.findtext("s:style", namespaces=spaces) or "")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("address", [f"{URL}?i=alpha", "/institutions/compare/?i=alpha&i=beta"])
def test_a_file_that_would_not_be_what_was_asked_for_is_a_page_that_says_so(
    client: Client, address: str
) -> None:
    for wrong, words in (
        ("on=xx", "“xx” is not a day"),
        ("on=2010-02-31", "“2010-02-31” is not a day"),
        ("on=2000-01-01&on=2001-01-01", "Only one day can be asked for."),
        ("foo=1", "This page knows nothing called foo"),
    ):
        for kind in ("csv", "json", "svg"):
            if kind == "svg" and "compare" in address:
                continue
            response = client.get(f"{address}&{wrong}&format={kind}", follow=True)
            assert response["Content-Type"].startswith("text/html"), (wrong, kind)
            assert words in response.content.decode(), (wrong, kind)
    assert client.get(f"{address}&on=2000-01-01&format=csv")["Content-Type"].startswith("text/csv")


@pytest.mark.usefixtures("world")
def test_the_map_is_a_table_and_data(client: Client) -> None:
    rows = client.get(f"{URL}?i=alpha&format=csv").content.decode().splitlines()
    assert len(rows) == 6
    data = json.loads(client.get(f"{URL}?i=alpha&i=beta&format=json").content)
    by_state = {each["state"]: (each["shown"], each["on_the_map"]) for each in data["states"]}
    assert by_state["Armenia"] == ("all", True)
    assert by_state["Tuvalu"] == ("some", False)


@pytest.mark.usefixtures("world")
def test_the_map_shows_the_part_of_the_world_in_which_the_states_lie() -> None:
    bodies = Institution.objects.with_members(["beta"])
    window = WorldMap(bodies).window
    assert 0 <= window.left <= extent("BR").left and extent("AM").right <= window.right <= 2000
    assert 0 <= window.top <= extent("AM").top and extent("BR").bottom <= window.bottom <= 869


@pytest.mark.usefixtures("world")
def test_the_page_of_a_body_shows_a_small_map_and_leads_to_the_large_one(client: Client) -> None:
    page = client.get("/institutions/alpha/").content.decode()
    assert f'href="{URL}?i=alpha"' in page
    assert re.search(r'<img src="/map/\?i=alpha&amp;format=svg"[^>]* alt="Map of the members of Alpha', page)
    assert "<img" not in client.get("/institutions/empty/").content.decode()


@pytest.mark.usefixtures("world")
def test_the_small_map_says_what_its_fills_mean_and_of_a_body_that_ended_shows_the_last_day(
    client: Client,
) -> None:
    alpha = Institution.objects.get(slug="alpha")
    builders.membership(alpha, builders.state("Chad", iso2="TD"), start="1992", end="2001")

    def caption() -> str:
        page = html5lib.parse(client.get("/institutions/alpha/").content, namespaceHTMLElements=False)
        figure = next(each for each in page.iter("figure") if each.find(".//img") is not None)
        return said(figure.find("figcaption"))

    words = "Members: filled; In another role, not counted: dotted; Former members: outlined."
    assert caption().startswith(words)
    Institution.objects.filter(pk=alpha.pk).update(
        ended_earliest="2015-01-01", ended_latest="2015-01-01", status="dissolved"
    )
    assert caption().startswith(f"On 31 December 2014. {words}")
    page = client.get("/institutions/alpha/").content.decode()
    assert '<img src="/map/?i=alpha&amp;on=2014-12-31&amp;format=svg"' in page
    assert f'href="{URL}?i=alpha&amp;on=2014-12-31"' in page


def test_the_same_number_of_queries_for_one_and_for_three_states(client: Client) -> None:
    body = builders.institution("Alpha")

    def ask(code: str) -> int:
        builders.membership(body, builders.state(code, iso2=code, slug=code.lower()))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{URL}?i=alpha").status_code == 200
        return len(queries)

    assert [ask("AM"), ask("BY"), ask("KZ")] == [7, 7, 7]


def test_every_shape_has_a_place_and_its_code_once() -> None:
    assert len(shapes()) == 235
    for code in shapes():
        left, top, right, bottom = extent(code)
        assert 0 <= left <= right <= 2000 and 0 <= top <= bottom <= 869, code


@pytest.mark.usefixtures("filled")
class TestOfTheContent:
    """What ships."""

    def test_every_state_has_a_shape_or_is_known_to_have_none(self) -> None:
        without = {state.slug for state in State.objects.published() if state.iso2 not in shapes()}
        assert without == WITHOUT_SHAPE

    @pytest.mark.parametrize(
        "slugs", [(), ("acp-eu-jpa",), ("ipa-cis",), ("acp-eu-jpa", "eurolat", "osce-pa", "pace", "puic")]
    )
    def test_the_pages_keep_to_their_weight(
        self, client: Client, style_bytes: int, slugs: tuple[str, ...]
    ) -> None:
        response = client.get(URL, {"i": slugs}, follow=True)
        assert response.status_code == 200
        assert len(gzip.compress(response.content)) + style_bytes < 14 * 1024

    def test_the_map_of_every_body_and_pair_shows_all_their_states_on_days_past(self, client: Client) -> None:
        slugs = Institution.objects.with_any_member().values_list("slug", flat=True)
        bodies = Institution.objects.with_members(slugs)
        chosen = [[body] for body in bodies] + [list(pair) for pair in pairwise(bodies)]
        for some, day in product(chosen, (date(2005, 1, 1), date(2014, 12, 31))):
            shown = WorldMap(some, day)
            assert shown.summary
            held = {state for group in shown.overlap.groups if group.kind != "rest" for state in group.states}
            assert {state for group in shown.shown_groups for state in group.states} == held, (some, day)
        assert client.get(f"{URL}?i=ipu&i=pace&on=2005-01-01").status_code == 200
        assert client.get(f"{URL}?i=pace&on=2014-12-31&format=svg").status_code == 200

    def test_the_picture_of_a_body_is_small(self, client: Client) -> None:
        assert len(gzip.compress(client.get(f"{URL}?i=acp-eu-jpa&format=svg").content)) < 18.5 * 1024
