"""The table of institutions: its columns, order and marks, and the files that hold what it shows."""

import csv
import json
import re
from typing import Any

import pytest
from django.test import Client

from institutions.models import Institution
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/institutions/"


@pytest.fixture
def world() -> None:
    """An assembly with a function and two members, its parent without a date, a union of 1889, a draft."""
    cis = builders.institution("Commonwealth", kind="organisation", region="eurasia")
    assembly = builders.institution("Eurasian Assembly", founded="1992", region="eurasia", parent=cis)
    builders.function(assembly)
    builders.function(assembly, "mediation", publication="draft")
    builders.membership(assembly, builders.state())
    builders.membership(assembly, builders.state("Georgia"), role="associate")
    builders.membership(assembly, builders.state("Mongolia"), role="observer")
    builders.institution("World Union", kind="union", founded="1889", region="world", status="active")
    builders.institution("Hidden Draft", publication="draft")


def text(client: Client, **query: object) -> str:
    """The page as HTML, white space folded as a browser does."""
    return " ".join(client.get(URL, query).content.decode().split())


def table(client: Client, **query: object) -> list[list[str]]:
    """The cells of the table as a reader sees them, without marks."""
    html = text(client, view="table", **query)
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    marks = re.compile(r'<(a|button)[^>]*class="ev.*?</\1>')
    return [
        [re.sub("<.*?>", "", marks.sub("", cell)).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


@pytest.mark.usefixtures("world")
def test_shows_the_usual_columns_and_says_what_is_not_stated(client: Client) -> None:
    assert table(client) == [
        ["Name", "Type", "Region", "Founded", "Functions", "Member states"],
        ["Commonwealth", "Inter-state organisation", "Eurasia and the CIS"] + ["[not stated]"] * 3,
        ["Eurasian Assembly", "Inter-parliamentary assembly", "Eurasia and the CIS", "1992"]
        + ["Model legislation", "2 (list open)"],
        ["World Union", "Union of parliaments", "World", "1889", "[not stated]", "[not stated]"],
    ]


@pytest.mark.usefixtures("world")
def test_shows_the_columns_chosen_in_the_order_of_the_facts(client: Client) -> None:
    rows = table(client, column=["stated", "parent", "status"], kind=["union", "assembly"])
    stated = {body.name: body.completeness().stated for body in Institution.objects.published()}
    assert rows == [
        ["Name", "Status", "Parent body", "Facts stated"],
        ["Eurasian Assembly", "[not stated]", "Commonwealth", str(stated["Eurasian Assembly"])],
        ["World Union", "Active", "[not stated]", str(stated["World Union"])],
    ]


@pytest.mark.usefixtures("world")
def test_every_column_can_be_shown(client: Client) -> None:
    choices = [column.name for column in client.get(URL).context["filter"].columns]
    assert set(choices) == {fact.name for fact in Institution.FACTS} - {"name"} | {
        "functions",
        "members",
        "stated",
    }
    rows = table(client, column=choices)
    assert {len(row) for row in rows} == {len(choices) + 1}
    assert all(cell for row in rows for cell in row)


@pytest.mark.usefixtures("world")
def test_a_draft_parent_is_not_named(client: Client) -> None:
    Institution.objects.filter(slug="commonwealth").update(publication="draft")
    assert table(client, column="parent", kind="assembly")[1] == ["Eurasian Assembly", "[not stated]"]


@pytest.mark.usefixtures("world")
def test_each_fact_leads_to_the_place_of_its_evidence(client: Client) -> None:
    html = text(client, view="table", column="founded", kind="union")
    citation = Institution.objects.get(slug="world-union").evidence.first().citation
    place = f"/sources/article/?passage={citation.passage.key}#c-{citation.slug}"
    assert f'1889<a class="ev cited" href="{place}">' in html
    assert "popovertarget" not in html


def test_a_fact_of_a_source_without_passages_leads_to_the_page_of_the_source(client: Client) -> None:
    body = builders.institution(founded="1992")
    web = builders.source("web", role="supplementary")
    cited = builders.citation(exact="", source=web, passage=None, note="Says so.")
    body.evidence.create(citation=cited, fact="founded")
    html = text(client, view="table", column="founded")
    assert f'href="/sources/web/#{cited.slug}"' in html
    assert "[1]</a>" in html


@pytest.mark.usefixtures("world")
def test_is_a_table_with_heads_that_say_the_order(client: Client) -> None:
    html = text(client, view="table")
    assert '<table class="data wide stay">' in html
    assert '<th scope="col" aria-sort="ascending">Name</th>' in html
    assert '<th scope="row"><a href="/institutions/commonwealth/">' in html
    html = text(client, view="table", sort="-members")
    assert 'aria-sort="descending">Member states</th>' in html
    assert '<th scope="col">Name</th>' in html
    assert "<table" not in text(client)


@pytest.mark.usefixtures("world")
def test_sorts_by_members_and_by_facts_stated(client: Client) -> None:
    def first(sort: str) -> str:
        return table(client, sort=sort)[1][0]

    assert first("-members") == "Eurasian Assembly"
    assert first("members") == "Commonwealth"
    assert first("stated") == "Commonwealth"
    assert first("-stated") == "Eurasian Assembly"
    assert first("-name") == "World Union"
    assert first("founded") == "World Union"


@pytest.mark.usefixtures("world")
def test_view_and_columns_stand_in_the_address_and_stay_when_filters_change(client: Client) -> None:
    query: dict[str, Any] = {"view": "table", "column": ["status", "founded"], "kind": "union"}
    page = client.get(URL, query)
    look = "view=table&column=founded&column=status"
    assert page.context["canonical"] == f"?kind=union&{look}"
    filters = page.context["filter"]
    assert [chip.label for chip in filters.chips] == ["Type: Union of parliaments"]
    assert filters.chips[0].url == filters.clear_url == f"?{look}"
    assert filters.summary == "Shown: type Union of parliaments."
    html = " ".join(page.content.decode().split())
    for name, value in (("view", "table"), ("column", "founded"), ("column", "status")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in html
    views = [(str(view.label), view.url, view.is_current) for view in filters.views]
    assert views == [("List", "?kind=union", False), ("Table", "?kind=union&view=table", True)]
    assert [view.url for view in client.get(URL).context["filter"].views] == ["?", "?view=table"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"view": "map"}, "map is not one of the available choices"),
        ({"view": "table", "column": "colour"}, "colour is not one of the available choices"),
    ],
)
def test_a_view_or_column_that_is_not_known_gets_a_message(
    client: Client, query: dict[str, str], sentence: str
) -> None:
    page = client.get(URL, query)
    assert page.status_code == 200
    assert f"{sentence}; it was left out." in page.content.decode()
    assert len(page.context["object_list"]) == 3


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_rows(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for each in range(number):
        body = builders.institution(f"Body {each}", seat_state=builders.state("Seat"), founded="1992")
        Institution.objects.filter(pk=body.pk).update(
            parent=builders.institution(f"Parent {each}"), succeeded_by=builders.institution(f"Next {each}")
        )
        builders.function(body)
        builders.membership(body, builders.state(f"State {each}"))
    choices = [column.name for column in client.get(URL).context["filter"].columns]
    filters = {"q": "body", "founded_min": "1900", "kind": "assembly", "state": "state-0"}
    with django_assert_num_queries(12):
        client.get(URL, {"view": "table", "column": choices, **filters})
    for file_format in ("csv", "json"):
        with django_assert_num_queries(10):
            client.get(URL, {"format": file_format})


@pytest.mark.parametrize("number", [1, 3])
def test_what_followed_a_body_is_said_alike_in_the_table_its_file_and_the_timeline(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for each in range(number):
        body = builders.institution(f"Body {each}", founded="1992", ended="2015", status="dissolved")
        builders.detail(body, "none in the Union", kind="succession", label="Successor")
    builders.institution("Silent", founded="1992", ended="2015", status="dissolved")
    query = {"view": "table", "column": ["succeeded_by"]}
    client.get(URL, query)
    with django_assert_num_queries(11):
        page = client.get(URL, query).content.decode()
    assert page.count("<td>none in the Union") == number
    assert page.count("[not stated]</span></td>") == 1
    file = client.get(URL, {**query, "format": "csv"}).content.decode()
    assert "Body 0,none in the Union" in file and "Silent,\r\n" in file
    assert client.get(URL, {"format": "json"}).json()["records"][0]["followed_by"] == ["none in the Union"]
    with django_assert_num_queries(10):
        timeline = " ".join(re.sub("<[^>]*>", " ", client.get("/timeline/").content.decode()).split())
    assert timeline.count("What followed: none in the Union") == number
    assert timeline.count("What followed: [not stated]") == 1


class TestFiles:
    """The list as files."""

    pytestmark = pytest.mark.usefixtures("world")

    def rows(self, client: Client, **query: object) -> list[dict[str, str]]:
        """The rows of the CSV file."""
        body = client.get(URL, {"format": "csv", **query}).content.decode("utf-8-sig")
        return list(csv.DictReader(body.splitlines(keepends=True)))

    def test_csv_holds_each_fact_with_its_rung_and_its_places(self, client: Client) -> None:
        row = self.rows(client, kind="assembly")[0]
        cited = Institution.objects.get(slug="eurasian-assembly").evidence.first().citation
        assert row["slug"] == "eurasian-assembly"
        assert row["address"] == "http://testserver/institutions/eurasian-assembly/"
        assert (row["founded"], row["founded_rung"]) == ("1992", "cited")
        assert row["founded_places"] == f"Article, Introduction, paragraph {cited.passage.number}"
        assert (row["status"], row["status_rung"], row["status_places"]) == ("", "", "")
        assert (row["parent"], row["functions"], row["members"]) == ("Commonwealth", "Model legislation", "2")

    def test_csv_holds_exactly_what_is_shown(self, client: Client) -> None:
        for number in range(30):
            builders.institution(f"Body {number:02}", region="africa")
        names = [row["record"] for row in self.rows(client, region="africa", sort="-name", page="2")]
        assert names == [f"Body {number:02}" for number in reversed(range(30))]
        asked = {"view": "table", "column": ["members", "founded", "functions"]}
        for query in ({"kind": ["union", "assembly"]}, {"sort": "-name"}):
            heads, *rows = table(client, **query, **{k: v for k, v in asked.items() if k != "view"})
            found = self.rows(client, **query, **asked)
            assert list(found[0]) == heads
            shown = [["" if cell == "[not stated]" else cell for cell in row] for row in rows]
            assert [list(row.values()) for row in found[: len(shown)]] == shown
        (row,) = self.rows(client, kind="union", **asked)
        assert row == {"Name": "World Union", "Founded": "1889", "Functions": "", "Member states": ""}
        assert "Hidden Draft" not in [row["record"] for row in self.rows(client)]

    def test_a_table_with_places_of_evidence_is_a_second_file(self, client: Client) -> None:
        rows = self.rows(client, kind="union", view="table", column=["founded", "members"], format="evidence")
        assert list(rows[0]) == [
            *("slug", "address", "record", "founded", "founded_rung", "founded_places", "members"),
            "members_counted",
        ]
        assert rows[0]["members"] == ""
        assert self.rows(client, kind="union")[0]["members"] == ""

    def test_json_holds_the_same_with_the_address_and_what_was_asked(self, client: Client) -> None:
        response = client.get(URL, {"format": "json", "kind": "union", "q": "world"})
        data = json.loads(response.content)
        assert data["address"] == "http://testserver/institutions/?q=world&kind=union"
        assert "type Union of parliaments" in data["shown"]
        (record,) = data["records"]
        founded = next(fact for fact in record["facts"] if fact["fact"] == "founded")
        assert (founded["value"], founded["rung"], founded["coded"]) == ("1889", "cited", False)
        (row,) = founded["evidence"]
        assert row["address"] == f"http://testserver/sources/article/?citation={row['citation']}"
        assert client.get(row["address"]).status_code == 302
        ended = next(fact for fact in record["facts"] if fact["fact"] == "ended")
        assert (ended["value"], ended["rung"], ended["evidence"]) == (None, "", [])
        assert 'filename="institutions.json"' in response["Content-Disposition"]

    def test_a_contradiction_is_listed_but_gives_no_rung(self, client: Client) -> None:
        body = Institution.objects.get(slug="world-union")
        body.evidence.filter(fact="founded").update(stance="contradicts", rung="literal")
        data = json.loads(client.get(URL, {"format": "json", "kind": "union"}).content)
        founded = next(fact for fact in data["records"][0]["facts"] if fact["fact"] == "founded")
        assert (founded["rung"], founded["evidence"][0]["sign"]) == ("", "≠")

    def test_the_page_leads_to_its_files(self, client: Client) -> None:
        html = text(client, kind="union", view="table", column="founded")
        address = "?kind=union&amp;view=table&amp;column=founded&amp;format="
        assert (
            f'This one as <a href="{address}csv" download>CSV</a>, <a href="{address}evidence" download>'
            f'CSV with places of evidence</a>, <a href="{address}json" download>JSON</a>'
        ) in html
        assert "places of evidence" not in text(client)
        assert "download>CSV" not in text(client, q="nothing like it")
        assert 'href="?format=csv" download' in text(client)

    def test_another_format_and_filters_not_understood_are_said_on_the_page(self, client: Client) -> None:
        html = text(client, format="xlsx", kind="union")
        assert "This list is no file of the format xlsx; its files are CSV, JSON." in html
        assert "World Union" in html
        page = client.get(URL, {"format": "csv", "kind": "castle"})
        assert "castle is not one of the available choices" in page.content.decode()
        assert page["Content-Type"].startswith("text/html")

    def test_an_empty_list_is_a_file_without_rows(self, client: Client) -> None:
        assert self.rows(client, q="nothing like it") == []
        data = json.loads(client.get(URL, {"format": "json", "q": "nothing like it"}).content)
        assert data["records"] == []
