"""The page of what no source states: body by body, fact by fact, and what it answers to nonsense."""

import re
from itertools import chain

import pytest
from django.test import Client

from institutions.models import Institution
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/not-stated/"


@pytest.fixture
def world() -> None:
    """A union of which five facts are stated, an organisation with two, its assembly with three, a draft."""
    cis = builders.institution("Commonwealth", kind="organisation")
    builders.institution("Eurasian Assembly", parent=cis)
    builders.institution("World Union", kind="union", founded="1889", region="world", seat="Geneva")
    builders.institution("Hidden Draft", publication="draft")


def names(client: Client, **query: object) -> list[str]:
    """The names on the first page, in order."""
    return [str(record) for record in client.get(URL, query).context["object_list"]]


def row(client: Client, slug: str, **query: object) -> str:
    """The row of a body, as text in one line."""
    page = client.get(URL, query).content.decode()
    found = page.partition(f'<li id="{slug}">')[2].partition("</li>")[0]
    return " ".join(re.sub(r"<.*?>", "", found).split())


@pytest.mark.usefixtures("world")
def test_a_body_says_how_many_facts_are_stated_and_names_the_others(client: Client) -> None:
    assert row(client, "world-union") == (
        "World Union 5 of 17 facts are stated. Not stated: Acronym, Area, Status, How its members come, "
        "Ended, Parent body, Succeeded by, Country of the seat, Working languages, Declared objective, "
        "Website, In the sources."
    )
    page = client.get(URL).content.decode()
    assert '<a href="/institutions/world-union/">World Union</a>' in page
    assert '<a href="?fact=website">Website</a>' in page


@pytest.mark.usefixtures("world")
def test_shows_published_bodies_only_by_name_and_counts_no_draft(client: Client) -> None:
    assert names(client) == ["Commonwealth", "Eurasian Assembly", "World Union"]
    page = client.get(URL)
    assert "Hidden Draft" not in page.content.decode()
    assert page.context["table"].total == 3


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("fact", Institution.FACTS, ids=lambda fact: fact.name)
def test_bodies_that_lack_a_fact_and_bodies_that_state_it_are_all(client: Client, fact: object) -> None:
    lacking = names(client, fact=fact.name)
    stating = [str(body) for body in Institution.objects.published() if fact.value(body) is not None]
    assert sorted(lacking + stating) == names(client)
    page = client.get(URL)
    (facet,) = (each for each in page.context["filter"].facets if each.name == "fact")
    (option,) = (option for option in facet.options if option.value == fact.name)
    (line,) = (line for line in page.context["table"].lines if line.fact is fact)
    assert (option.label, option.count) == (fact.label, len(lacking))
    assert (line.lacking, line.stated) == (len(lacking), len(stating))


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("facet", ["kind", "region"])
def test_each_other_facet_divides_the_list(client: Client, facet: str) -> None:
    facets = client.get(URL).context["filter"].facets
    options = next(each for each in facets if each.name == facet).options
    shown = {option.value: names(client, **{facet: option.value}) for option in options}
    assert {option.value: option.count for option in options} == {
        value: len(found) for value, found in shown.items()
    }
    assert sorted(chain(*shown.values())) == names(client)


@pytest.mark.usefixtures("world")
def test_counts_are_those_under_the_other_filters_while_the_table_stays_whole(client: Client) -> None:
    page = client.get(URL, {"kind": "union"})
    facet = next(each for each in page.context["filter"].facets if each.name == "fact")
    counts = {option.value: option.count for option in facet.options}
    assert (counts["founded"], counts["website"]) == (0, 1)
    table = {line.fact.name: line.lacking for line in page.context["table"].lines}
    assert (table["founded"], table["website"]) == (2, 3)


@pytest.mark.usefixtures("world")
def test_several_facts_are_joined_by_or_and_with_other_filters_by_and(client: Client) -> None:
    assert names(client, fact=["parent", "founded"]) == ["Commonwealth", "Eurasian Assembly", "World Union"]
    assert names(client, fact="founded", kind="assembly") == ["Eurasian Assembly"]
    page = client.get(URL, {"fact": ["parent", "founded"], "kind": "union"})
    assert [chip.label for chip in page.context["filter"].chips] == [
        "Not stated: Founded",
        "Not stated: Parent body",
        "Type: Union of parliaments",
    ]
    assert "Shown: not stated Founded or Parent body; type Union of parliaments." in page.content.decode()
    assert names(client, q="eurASIAN") == ["Eurasian Assembly"]


@pytest.mark.usefixtures("world")
def test_sorts_by_the_number_of_facts_stated_and_equal_ones_by_name(client: Client) -> None:
    builders.institution("Another Assembly")
    rising = ["Another Assembly", "Commonwealth", "Eurasian Assembly", "World Union"]
    assert names(client, sort="stated") == rising
    assert names(client, sort="-stated") == [rising[3], rising[2], rising[0], rising[1]]
    assert names(client, sort="-name") == ["World Union", "Eurasian Assembly", "Commonwealth", rising[0]]


@pytest.mark.usefixtures("world")
def test_the_table_stands_open_on_the_whole_list_and_says_in_words_what_is_always_and_never_stated(
    client: Client,
) -> None:
    page = " ".join(client.get(URL).content.decode().split())
    assert "Stated of every body: Name, Type." in page
    never = page.partition("Stated of no body:")[2].partition("</p>")[0]
    assert "Website" in never
    assert "Seat" not in re.findall(r">(.*?)</a>", never)
    assert "<details open>" in page
    line = '<th scope="row"><a href="?fact=seat">Seat</a></th><td class="n">2</td><td class="n">1</td>'
    assert line in page
    assert '<th scope="row">Name</th><td class="n">0</td><td class="n">3</td>' in page
    assert "<details open>" not in client.get(URL, {"fact": "seat"}).content.decode()


def test_what_cannot_be_said_of_an_active_body_is_not_counted_as_not_stated(client: Client) -> None:
    builders.institution("Going", status="active", seat="Minsk")
    builders.institution("Sleeping", status="dormant")
    builders.institution("Gone", status="dissolved")
    builders.institution("Silent")
    assert row(client, "going").startswith("Going 4 of 15 facts are stated. Not stated: Acronym, Region")
    assert "Ended" not in row(client, "going") and "Succeeded by" not in row(client, "going")
    assert "3 of 17 facts are stated" in row(client, "gone") and "Ended, " in row(client, "gone")
    assert names(client, fact="ended") == names(client, fact="succeeded_by") == ["Gone", "Silent", "Sleeping"]
    assert row(client, "sleeping").startswith("Sleeping 3 of 17 facts are stated.")
    page = client.get(URL)
    line = next(each for each in page.context["table"].lines if each.fact.name == "ended")
    assert (line.lacking, line.stated, line.apart) == (3, 0, 1)
    own = " ".join(client.get("/institutions/going/").content.decode().split())
    assert "4 of 15 facts are stated" in own
    assert "<dt>Ended</dt>" not in own and "<dt>Founded</dt>" in own
    assert "<dt>Ended</dt>" in client.get("/institutions/silent/").content.decode()
    data = client.get("/institutions/going/?format=json").json()
    assert data["does_not_apply"] == ["ended", "succeeded_by"]
    assert "ended" not in data["not_stated"] and "founded" in data["not_stated"]
    table = client.get("/institutions/?view=table&column=ended").content.decode()
    assert table.count("<td>does not apply</td>") == 1
    file = client.get("/institutions/?view=table&column=ended&format=csv").content.decode()
    assert "Going,does not apply\r\n" in file and "Sleeping,\r\n" in file


def test_what_followed_a_body_is_stated_where_a_detail_says_it_in_words(client: Client) -> None:
    for name, life in (("Told", {"status": "dissolved"}), ("Going", {"status": "active"}), ("Silent", {})):
        told = builders.institution(name, **life)
        builders.detail(told, "none in the Union", kind="succession", label="Successor")
    other = builders.institution("Other", status="dissolved")
    builders.detail(other, "a court", kind="succession", label="Predecessor")
    assert row(client, "told").startswith("Told 4 of 17 facts are stated.")
    assert "Succeeded by" not in row(client, "told") and "Succeeded by" in row(client, "other")
    assert names(client, fact="succeeded_by") == ["Other", "Silent"]
    page = client.get(URL)
    line = next(each for each in page.context["table"].lines if each.fact.name == "succeeded_by")
    assert (line.lacking, line.stated, line.apart) == (2, 1, 1)
    assert {each.slug: each.facts_stated for each in page.context["object_list"]}["told"] == 4
    data = client.get("/institutions/told/?format=json").json()
    assert data["followed_by"] == ["none in the Union"]
    assert "succeeded_by" not in data["not_stated"] and data["stated"] == 4
    assert client.get("/institutions/other/?format=json").json()["followed_by"] == []


def test_a_body_of_which_all_is_stated_says_no_more(client: Client) -> None:
    state, other = builders.state(), builders.institution("Other")
    builders.institution(
        "Full",
        acronym="F",
        region="world",
        area="Everywhere",
        status="succeeded",
        mandate="delegated",
        founded="1889",
        ended="1990",
        parent=other,
        succeeded_by=other,
        seat="Almaty",
        seat_state=state,
        working_languages="Kazakh",
        objective="Peace.",
        website="https://example.org",
        description="Met.",
    )
    assert row(client, "full") == "Full 17 of 17 facts are stated."


@pytest.mark.usefixtures("world")
def test_the_page_of_a_body_leads_to_its_place_in_the_list(client: Client) -> None:
    page = " ".join(client.get("/institutions/world-union/").content.decode().split())
    assert f'<a href="{URL}?at=world-union"> 5 of 17 facts are stated</a>' in page
    facts = page.partition('<h2 id="facts">')[2].partition("</section>")[0]
    assert facts.count('class="tbf"') == 17 - 5 - 1  # the description stands above the key facts
    assert client.get(URL, {"at": "world-union"})["Location"] == f"{URL}#world-union"


def test_a_place_on_a_later_page_is_found(client: Client) -> None:
    for number in range(26):
        builders.institution(f"Body {number:02}")
    assert client.get(URL, {"at": "body-25"})["Location"] == f"{URL}?page=2#body-25"
    assert 'id="body-25"' in client.get(URL, {"page": "2"}).content.decode()
    assert len(names(client)) == 25


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("slug", ["hidden-draft", "nowhere", "a\x00b"])
def test_a_place_that_a_visitor_cannot_see_is_not_found(client: Client, slug: str) -> None:
    assert client.get(URL, {"at": slug}).status_code == 404


def test_the_page_on_the_method_and_the_foot_of_every_page_lead_to_it(client: Client) -> None:
    about = client.get("/about/").content.decode()
    assert f'<a href="{URL}">' in about.partition('<h2 id="open">')[2].partition("</section>")[0]
    for page in (about, client.get("/nowhere/").content.decode()):
        foot = page.partition('<footer class="foot">')[2]
        assert f'[not stated]</span>: <a href="{URL}">no source in this portal says it</a>' in foot


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"fact": "colour"}, "colour is not one of the available choices"),
        ({"fact": "slug"}, "slug is not one of the available choices"),
        ({"kind": "castle"}, "castle is not one of the available choices"),
        ({"q": "x" * 201}, "at most 200 characters"),
        ({"q": "a\x00b"}, "This holds a character that cannot be read"),
        ({"fact": "seat\x00"}, "is not one of the available choices"),
    ],
)
def test_what_is_not_understood_is_said_and_shows_nothing(
    client: Client, query: dict[str, str], sentence: str
) -> None:
    page = client.get(URL, query)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "\x00" not in page.content.decode()
    assert list(page.context["object_list"]) == []


@pytest.mark.usefixtures("world")
def test_an_unknown_parameter_is_named_and_an_empty_one_leaves_the_address(client: Client) -> None:
    page = client.get(URL, {"colour": "red", "fact": "seat"}).content.decode()
    assert "This list has no filter called colour; it was left out." in page
    assert f'<link rel="canonical" href="http://testserver{URL}?fact=seat">' in page
    assert client.get(URL, {"at": "", "fact": "seat"})["Location"] == f"{URL}?fact=seat"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("page", ["0", "2", "x", "-1"])
def test_a_page_that_does_not_exist_is_a_404(client: Client, page: str) -> None:
    assert client.get(URL, {"page": page}).status_code == 404


@pytest.mark.usefixtures("world")
def test_an_empty_list_says_why(client: Client) -> None:
    assert "No record passes all of these filters." in client.get(URL, {"fact": "name"}).content.decode()


def test_without_any_body_there_is_no_table(client: Client) -> None:
    page = client.get(URL).content.decode()
    assert "There is no published record of this kind yet." in page
    assert "<table" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_rows(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    for each in range(number):
        parent = builders.institution(f"Parent {each}")
        seat = builders.state(f"State {each}")
        builders.institution(f"Body {each}", parent=parent, succeeded_by=parent, seat_state=seat)
    with django_assert_num_queries(5):  # type: ignore[operator]
        client.get(URL, {"sort": "stated"})
