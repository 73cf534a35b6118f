"""The list of states, the page of one, two beside each other, the story of one, and answers to nonsense."""

import csv
import io
import json
import re
from itertools import chain
from typing import Any

import pytest
from django.test import Client

from institutions.models import Institution, Membership, State
from tests import builders

pytestmark = pytest.mark.django_db


def text(content: bytes, section: str = "") -> str:
    """The words of a page in one line, or of the part under the heading `section`."""
    page = content.decode()
    if section:
        page = page.partition(f'<h2 id="{section}">')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def page(client: Client, address: str, section: str = "") -> str:
    """The words of an address, or of a part of it."""
    return text(client.get(address).content, section)


@pytest.fixture
def world() -> dict[str, Any]:
    """Three states in three bodies in several roles; one has left, one tie is a draft."""
    kz = builders.state("Kazakhstan", slug="kz", iso2="KZ", name_ru="Казахстан", name_kk="Қазақстан")
    tr = builders.state("Türkiye", slug="tr", iso2="TR")
    ge = builders.state("Georgia", slug="ge", iso2="GE")
    cis = builders.institution("Assembly of the Commonwealth", slug="ipa", acronym="IPA")
    oic = builders.institution("Union of Islam", slug="oic", kind="union")
    eec = builders.institution("Community", slug="eec", kind="organisation")
    builders.membership(cis, kz, start="1992-03-27", basis="named", confidence="one_secondary")
    builders.membership(cis, ge, start="1993", end="2009-08-18", basis="named")
    builders.membership(oic, kz, listed="2014", basis="dataset")
    builders.membership(oic, tr, start="1999", basis="parent")
    builders.membership(oic, ge, role="observer")
    builders.membership(eec, tr, role="associate", start="2001-05-05")
    builders.membership(eec, kz, publication="draft")
    for body in (cis, oic, eec):
        builders.member_list(body)
    return {"kz": kz, "tr": tr, "ge": ge, "ipa": cis, "oic": oic, "eec": eec}


# The list


def names(client: Client, **query: Any) -> list[str]:
    """The states that the list shows, in order."""
    return [str(each) for each in client.get("/states/", query).context["object_list"]]


@pytest.mark.usefixtures("world")
def test_a_row_says_names_and_of_how_many_bodies_a_state_is_a_member(client: Client) -> None:
    builders.state("Hidden", publication="draft")
    builders.state("Soviet Union", slug="ussr", former=True)
    builders.state("Greenland", slug="gl", territory=True)
    said = page(client, "/states/")
    assert names(client) == ["Georgia", "Greenland", "Kazakhstan", "Soviet Union", "Türkiye"]
    assert "Казахстан · Қазақстан" in said
    assert "· member of 2 bodies" in said
    assert "· former state · no membership is stated" in said
    assert "· territory · no membership is stated" in said
    assert "Hidden" not in said
    assert '<span lang="kk">Қазақстан</span>' in client.get("/states/").content.decode()
    assert names(client, sort="-bodies")[:3] == ["Kazakhstan", "Türkiye", "Georgia"]


def test_the_list_leads_from_each_letter_to_the_page_on_which_it_begins(client: Client) -> None:
    for number in range(26):
        builders.state(f"Asia {number:02}")
    assert not client.get("/states/?q=asia 01").context["letters"]
    builders.state("Åland", slug="aland")
    builders.state("Zambia")
    assert client.get("/states/").context["letters"] == [("A", "/states/"), ("Z", "?page=2")]
    assert '<a href="?page=2">Z</a>' in client.get("/states/").content.decode()
    assert client.get("/states/?what=state").context["letters"][1] == ("Z", "?what=state&page=2")
    assert not client.get("/states/?sort=-bodies").context["letters"]


@pytest.mark.usefixtures("world")
def test_words_find_a_state_in_three_languages_and_by_its_code(client: Client) -> None:
    for word in ("kazakh", "казахстан", "ҚАЗАҚ", "kz"):
        assert names(client, q=word) == ["Kazakhstan"], word


@pytest.mark.usefixtures("world")
def test_what_a_record_is_divides_the_list_and_every_facet_counts_what_it_finds(client: Client) -> None:
    builders.state("Soviet Union", slug="ussr", former=True)
    builders.state("Greenland", slug="gl", territory=True)
    facets = {each.name: each for each in client.get("/states/").context["filter"].facets}
    assert set(facets) == {"what", "member_of", "seats"}
    shown = [names(client, what=option.value) for option in facets["what"].options]
    assert sorted(chain(*shown)) == names(client)
    for name, facet in facets.items():
        for option in facet.options:
            assert option.count == len(names(client, **{name: option.value})), (name, option)


def test_the_member_of_filter_the_pages_of_states_and_the_filter_of_bodies_say_the_same(
    client: Client, world: dict[str, Any]
) -> None:
    for body in ("ipa", "oic", "eec"):
        found = set(names(client, member_of=body))
        on_pages = {
            str(state)
            for state in State.objects.published()
            if f'href="/institutions/{body}/"' in members_part(client, state)
        }
        by_bodies = {
            str(state)
            for state in State.objects.published()
            if body
            in [
                each.slug
                for each in client.get("/institutions/", {"state": state.slug}).context["object_list"]
            ]
        }
        assert found == on_pages == by_bodies
    assert names(client, member_of="oic") == ["Kazakhstan", "Türkiye"]
    assert names(client, member_of="not-stated") == ["Georgia"]


def members_part(client: Client, state: State) -> str:
    """The part of a state's page on the bodies of which it is a member."""
    got = client.get(state.get_absolute_url()).content.decode()
    return got.partition('<h2 id="members">')[2].partition("</section>")[0]


@pytest.mark.usefixtures("world")
def test_the_list_as_files(client: Client) -> None:
    rows = list(
        csv.DictReader(io.StringIO(client.get("/states/?format=csv").content.decode().lstrip("\ufeff")))
    )
    (kz,) = (row for row in rows if row["slug"] == "kz")
    assert (kz["name_kk"], kz["iso2"], kz["what"], kz["member_of"]) == ("Қазақстан", "KZ", "state", "2")
    data = json.loads(client.get("/states/?format=json&member_of=eec").content)
    assert [each["slug"] for each in data["records"]] == ["tr"]


# The page of one state


@pytest.mark.usefixtures("world")
def test_a_state_shows_names_roles_dates_and_how_each_tie_is_known(client: Client) -> None:
    said = page(client, "/states/kz/")
    assert "Kazakhstan Member of 2 bodies today." in said
    members = page(client, "/states/kz/", "members")
    assert "Assembly of the Commonwealth IPA : member" in members
    assert "Since 27 March 1992" in members
    assert "Named in a source on the body · one secondary source" in members
    assert "Union of Islam : member" in members
    assert "Since [not stated] · in a list of 2014" in members
    assert "From an open data set only" in members
    assert "Community" not in said
    facts = client.get("/states/kz/").content.decode().partition('id="facts"')[2]
    assert '<span lang="ru">Казахстан</span>' in facts
    assert '<span lang="kk">Қазақстан</span>' in facts
    assert 'class="ev' in facts.partition("</section>")[0]


@pytest.mark.usefixtures("world")
def test_what_a_state_left_and_what_it_observes_stand_apart(client: Client) -> None:
    assert "No source in this portal names a body of which it is a member." in page(
        client, "/states/ge/", "members"
    )
    assert "Union of Islam : observer" in page(client, "/states/ge/", "others")
    left = page(client, "/states/ge/", "left")
    assert "Assembly of the Commonwealth" in left
    assert "until 18 August 2009" in left
    assert "id=left" not in client.get("/states/kz/").content.decode().replace('"', "")


@pytest.mark.usefixtures("world")
def test_a_language_without_a_name_says_so(client: Client) -> None:
    assert "Russian: [not stated]" in page(client, "/states/tr/", "facts").replace(" :", ":")


def test_many_members_stand_by_kind_of_body_and_bodies_that_ended_apart(client: Client) -> None:
    kz = builders.state()
    for number in range(5):
        builders.membership(builders.institution(f"Assembly {number}"), kz)
        builders.membership(builders.institution(f"Union {number}", kind="union"), kz)
    builders.membership(builders.institution("Old League", status="dissolved"), kz)
    got = client.get("/states/kazakhstan/").content.decode()
    headings = [" ".join(re.sub(r"<.*?>", "", each).split()) for each in re.findall(r"<h3>(.*?)</h3>", got)]
    assert headings == [
        "Inter-parliamentary assembly 5",
        "Union of parliaments 5",
    ]
    assert "Member of 10 bodies today; until it ended, of one more." in text(got.encode())
    assert "Old League" in page(client, "/states/kazakhstan/", "past")
    assert "The body has ended; no earlier end of the membership is stated" in text(got.encode())


@pytest.mark.usefixtures("world")
def test_a_day_shows_the_members_of_that_day_and_what_is_not_certain_apart(client: Client) -> None:
    Institution.objects.update(founded_earliest="1990-01-01", founded_latest="1990-12-31")
    on = "?on=2000-01-01"
    assert "As of 1 January 2000." in page(client, f"/states/ge/{on}")
    assert "Assembly of the Commonwealth" in page(client, f"/states/ge/{on}", "members")
    assert "Member of 0 bodies on 1 January 2010" in page(client, "/states/ge/?on=2010-01-01")
    assert "Assembly of the Commonwealth" in page(client, "/states/ge/?on=2010-01-01", "left")
    assert "Union of Islam" not in page(client, f"/states/kz/{on}", "members")
    assert "Union of Islam" in page(client, f"/states/kz/{on}", "uncertain")
    assert "Community" not in page(client, f"/states/tr/{on}")
    canonical = '<link rel="canonical" href="http://testserver/states/ge/?on=2000-01-01">'
    assert canonical in client.get(f"/states/ge/{on}").content.decode()


@pytest.mark.usefixtures("world")
def test_memberships_of_a_state_as_files(client: Client) -> None:
    answer = client.get("/states/ge/?format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode().lstrip("\ufeff"))))
    assert [(row["institution"], row["standing"], row["counted_as_member"]) for row in rows] == [
        ("ipa", "ended", "False"),
        ("oic", "in_force", "False"),
    ]
    assert 'filename="memberships-ge.csv"' in answer["Content-Disposition"]
    data = json.loads(client.get("/states/kz/?format=json&on=2000-01-01").content)
    assert data["on"] == "2000-01-01"
    assert data["address"] == "http://testserver/states/kz/?on=2000-01-01"
    assert {each["institution"] for each in data["records"]} == {"ipa", "oic"}
    both = json.loads(client.get("/states/kz/?with=tr&format=json").content)["records"]
    assert [(each["belongs_to"], each["state"], each["institution"]) for each in both] == [
        ("both", "kz", "oic"),
        ("both", "tr", "oic"),
        ("only kz", "kz", "ipa"),
        ("only tr", "tr", "eec"),
    ]


# Two states


@pytest.mark.usefixtures("world")
def test_two_states_show_what_both_and_what_only_one_belongs_to_with_evidence(client: Client) -> None:
    said = page(client, "/states/kz/?with=tr")
    assert "Both are members of one body today; only Kazakhstan of 1, only Türkiye of 1." in said
    both = page(client, "/states/kz/?with=tr", "both")
    assert "Union of Islam" in both
    assert "Kazakhstan : member" in both
    assert "Türkiye : member" in both
    assert "Derived from the members of the parent organisation" in both
    assert "Assembly of the Commonwealth" in page(client, "/states/kz/?with=tr", "one")
    assert "Community" in page(client, "/states/kz/?with=tr", "other")
    assert 'class="ev' in client.get("/states/kz/?with=tr").content.decode()
    assert "<h1>Kazakhstan and Türkiye</h1>" in client.get("/states/kz/?with=tr").content.decode()


def test_a_body_whose_list_is_open_is_no_body_of_one_state_only(
    client: Client, world: dict[str, Any]
) -> None:
    ipu = builders.institution("Union of Parliaments", slug="ipu")
    builders.membership(ipu, world["kz"])
    for address in ("/states/kz/?with=tr", "/states/tr/?with=kz"):
        said = page(client, address, "not-known")
        assert said.startswith("One of them, of the other not known: one body The list of members is open")
        assert "Union of Parliaments (list open) Kazakhstan : member" in said
        assert "Union of Parliaments" not in page(client, address, "one") + page(client, address, "other")
        assert "; of one, whose list is open, only one of the two is known." in page(client, address)
    rows = json.loads(client.get("/states/kz/?with=tr&format=json").content)["records"]
    assert rows[-1]["belongs_to"] == "one, of the other not known: list open"
    builders.membership(ipu, world["tr"], end="2001")
    assert "Union of Parliaments" in page(client, "/states/kz/?with=tr", "one")
    builders.member_list(ipu, listed="2014")
    assert "Union of Parliaments (list of 2014)" in page(client, "/states/kz/?with=tr", "one")
    builders.membership(ipu, world["tr"], start="2005")
    assert "Union of Parliaments (list of 2014)" in page(client, "/states/kz/?with=tr", "both")
    assert not page(client, "/states/kz/?with=tr", "not-known")


@pytest.mark.usefixtures("world")
def test_former_members_and_observers_share_nothing(client: Client) -> None:
    assert "Both are members of 0 bodies today" in page(client, "/states/kz/?with=ge")
    assert "Georgia : observer" not in page(client, "/states/kz/?with=ge")


@pytest.mark.usefixtures("world")
def test_two_states_on_a_day_count_only_what_is_certain(client: Client) -> None:
    Institution.objects.update(founded_earliest="1990-01-01", founded_latest="1990-12-31")
    address = "/states/kz/?with=ge&on=2000-01-01"
    assert "Both were members of one body on 1 January 2000" in page(client, address)
    address = "/states/kz/?with=tr&on=2000-01-01"
    assert "Both were members of 0 bodies" in page(client, address)
    assert "Union of Islam" in page(client, address, "uncertain")
    assert "Union of Islam" not in page(client, address, "other")


def test_a_tie_that_ended_with_its_body_does_not_hide_that_of_the_other_state(client: Client) -> None:
    body = builders.institution("Waning", founded="1990", ended="2014")
    ke, ug = builders.state("Kenya", slug="ke"), builders.state("Uganda", slug="ug")
    builders.membership(body, ke, start="1990", end="2014-05-01")
    builders.membership(body, ug, start="1990", end="2015")
    for one, other, heading in (("ke", "ug", "only_other"), ("ug", "ke", "only_one")):
        shared = client.get(f"/states/{one}/?with={other}&on=2014-06-01").context["shared"]
        assert [str(each.body) for each in getattr(shared, heading)] == ["Waning"]
        assert not shared.past and not shared.both
    later = client.get("/states/ke/?with=ug&on=2016-01-01").context["shared"]
    assert [str(each.body) for each in later.past] == ["Waning"]


def test_two_ties_to_one_body_that_ended_are_one_body(client: Client) -> None:
    body, state = builders.institution("Gone", status="succeeded"), builders.state("Kenya", slug="ke")
    builders.membership(body, state, role="associate", start="1990")
    builders.membership(body, state)
    said = page(client, "/states/ke/")
    assert "until it ended, of one more" in said
    assert "Member until it ended: one body" in said


@pytest.mark.usefixtures("world")
def test_another_state_has_one_address(client: Client) -> None:
    assert client.get("/states/kz/?with=TR&on=2010-01-01")["Location"] == (
        "/states/kz/?with=tr&on=2010-01-01"
    )
    assert client.get("/states/kz/?with=tr&with=tr")["Location"] == "/states/kz/?with=tr"
    assert client.get("/states/kz/?with=&on=")["Location"] == "/states/kz/"
    canonical = '<link rel="canonical" href="http://testserver/states/kz/?with=tr">'
    assert canonical in client.get("/states/kz/?with=tr").content.decode()


# The story


def test_the_story_of_a_state_is_found_by_its_bodies_its_law_and_its_name(client: Client) -> None:
    kz = builders.state("Kazakhstan", slug="kz", iso2="KZ")
    ru = builders.state("Russia", slug="ru", iso2="RU")
    parliament = builders.institution("Parliament of the Land", kind="parliament", seat_state=kz)
    senate = builders.institution("Senate of the Land", kind="chamber", parent=parliament)
    soviet = builders.institution("Soviet of the Land", kind="parliament", succeeded_by=parliament)
    elsewhere = builders.institution("Duma", kind="chamber", seat_state=ru)
    world_body = builders.institution("World Union", kind="union", seat_state=kz)
    builders.office(senate, "Envoy", rank="Counsellor")
    builders.function(parliament, "treaties", says="Ratifies treaties.")
    builders.document("Law of the Land", jurisdiction="KZ", adopted="1995")
    builders.document("Law Elsewhere", jurisdiction="RU")
    founded = builders.milestone("Soviet formed", start="1937")
    founded.institutions.add(soviet)
    builders.milestone("In the lane", lane="kazakhstan", start="1991")
    builders.milestone("In the world", lane="world")
    advice = builders.statement("Train envoys", kind="recommendation")
    advice.institutions.add(senate)
    builders.statement("A part of it", kind="benefit", part_of=advice)
    builders.statement("Kazakhstan is weak", kind="criticism")
    builders.statement("Kazakhstanish is another word", kind="criticism")
    hidden = builders.statement("Hidden advice", kind="recommendation", publication="draft")
    hidden.institutions.add(senate)
    disagreement = builders.discrepancy("Two years for the Senate")
    senate.discrepancies.add(disagreement)

    said = page(client, "/states/kz/")
    assert "Law of the Land" in page(client, "/states/kz/", "documents")
    assert "Law Elsewhere" not in said
    timeline = page(client, "/states/kz/", "timeline")
    assert "1937 Soviet formed" in timeline
    assert "1991 In the lane" in timeline
    assert "In the world" not in timeline
    mechanism = page(client, "/states/kz/", "mechanism")
    for body in (parliament, senate, soviet):
        assert str(body) in mechanism
    for body in (elsewhere, world_body):
        assert str(body) not in mechanism
    findings = page(client, "/states/kz/", "findings")
    assert "Train envoys" in findings
    assert "Kazakhstan is weak" in findings
    assert "Kazakhstanish" not in findings
    assert "Hidden advice" not in findings
    assert "Benefit named 1" in findings
    assert "One point on which sources on its bodies disagree" in findings

    organs = page(client, "/states/kz/?show=mechanism")
    assert "Ratifies treaties." in organs
    assert "Rank: Counsellor" in organs
    statements = client.get("/states/kz/?show=statements").content.decode()
    assert "A part of it" in statements
    for anchor in re.findall(r"\?show=statements#([\w-]+)", client.get("/states/kz/").content.decode()):
        assert f'id="{anchor}"' in statements
    assert "Two years for the Senate" in page(client, "/states/kz/?show=discrepancies")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "query",
    [
        "show=nothing",
        "show=mechanism",  # this state has none
        "show=statements",
        "show=discrepancies",
        "show=statements&show=mechanism",
        "show=%00",
    ],
)
def test_a_page_of_a_story_that_is_not_there_is_not_found(client: Client, query: str) -> None:
    assert client.get(f"/states/tr/?{query}").status_code == 404


# Bad input, drafts, queries


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("with=atlantis", "No state here is called “atlantis”: choose one from the list."),
        ("with=kz", "Kazakhstan was to be shown beside itself: choose another state."),
        ("with=KZ", "Kazakhstan was to be shown beside itself: choose another state."),
        ("with=tr&with=ge", "One other state can be chosen; the address names several."),
        ("with=%00", "No state here is called"),
        (f"with={'x' * 5000}", f"No state here is called “{'x' * 60}…”"),
        ("with=hidden", "No state here is called “hidden”"),
        ("on=2010-13-45", "“2010-13-45” is not a day"),
        ("on=2999-01-01", "still to come"),
        ("on=2010-01-01&on=2011-01-01", "Only one day can be asked for."),
        ("on=%00", "is not a day"),
        ("format=xml", "This page is no file of the format xml; its files are CSV, JSON."),
        ("colour=red", "This page knows nothing called colour; it was left out."),
        ("with=atlantis&format=csv", "No state here is called “atlantis”"),
    ],
)
def test_what_is_not_understood_is_said(client: Client, query: str, sentence: str) -> None:
    builders.state("Hidden", publication="draft")
    answer = client.get(f"/states/kz/?{query}")
    assert answer.status_code == 200
    assert sentence in text(answer.content)
    assert b"\x00" not in answer.content


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("query", ["what=empire", "member_of=nothing", "seats=x", "q=%00"])
def test_the_list_says_what_it_does_not_understand_and_shows_nothing(client: Client, query: str) -> None:
    answer = client.get(f"/states/?{query}")
    assert answer.status_code == 200
    assert "Nothing is shown, since this was not understood." in text(answer.content)
    assert not answer.context["object_list"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("page_number", ["0", "2", "x"])
def test_a_page_that_is_not_there_is_not_found(client: Client, page_number: str) -> None:
    assert client.get(f"/states/?page={page_number}").status_code == 404


def test_drafts_are_hidden_everywhere(client: Client, world: dict[str, Any]) -> None:
    builders.state("Hidden", publication="draft")
    assert client.get("/states/hidden/").status_code == 404
    assert client.get("/states/nowhere/").status_code == 404
    world["oic"].__class__.objects.filter(pk=world["oic"].pk).update(publication="draft")
    for address in ("/states/kz/", "/states/kz/?with=tr", "/states/", "/states/kz/?format=json"):
        assert "Union of Islam" not in client.get(address).content.decode(), address
    assert names(client, member_of="not-stated") == ["Georgia"]
    assert "Both are members of 0 bodies today" in page(client, "/states/kz/?with=tr")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_rows(client: Client, django_assert_num_queries: Any, number: int) -> None:
    kz = builders.state("Kazakhstan", slug="kz", iso2="KZ")
    tr = builders.state("Türkiye", slug="tr", iso2="TR")
    for each in range(number):
        body = builders.institution(f"Assembly {each}")
        builders.membership(body, kz)
        builders.membership(body, tr)
        organ = builders.institution(f"Organ {each}", kind="organ", seat_state=kz)
        builders.office(organ, f"Chair {each}")
        builders.detail(organ, f"Ann {each}", kind="holder", label="Chair")
        builders.function(organ)
        builders.milestone(f"Milestone {each}", start="1991").institutions.add(organ)
        law = builders.document(f"Law {each}", jurisdiction="KZ")
        builders.legal_basis(organ, law)
        said = builders.statement(f"Statement {each}", kind="recommendation")
        said.institutions.add(organ)
        organ.discrepancies.add(builders.discrepancy(f"Clash {each}"))
    for address, queries in {
        "/states/": 6,
        "/states/kz/": 29,
        "/states/kz/?on=2010-01-01": 6,
        "/states/kz/?with=tr": 7,
        "/states/kz/?show=mechanism": 15,
        "/states/kz/?show=statements": 12,
        "/states/kz/?show=discrepancies": 7,
        "/states/kz/?format=csv": 4,
    }.items():
        client.get(address)
        with django_assert_num_queries(queries, info=address):
            client.get(address)


def test_links_lead_to_the_page_of_the_state(client: Client, world: dict[str, Any]) -> None:
    assert world["kz"].get_absolute_url() == "/states/kz/"
    assert 'href="/states/kz/"' in client.get("/search/?q=Kazakhstan").content.decode()
    assert 'href="/institutions/?state=kz"' in client.get("/states/kz/").content.decode()
    assert 'href="/memberships/?state=kz"' in client.get("/states/kz/").content.decode()
    assert Membership.objects.count() == 7


def test_the_mechanism_says_which_bodies_ended_what_followed_and_who_held_an_office(client: Client) -> None:
    kz = builders.state("Kazakhstan", slug="kz", iso2="KZ")
    heir = builders.institution("Kurultai", slug="kurultai", kind="parliament", seat_state=kz)
    hidden = builders.institution("Hidden heir", slug="hidden", kind="chamber", publication="draft")
    senate = builders.institution(
        "Senate", slug="senate", kind="chamber", seat_state=kz, ended="2026-07-01", succeeded_by=heir
    )
    builders.institution(
        "Mazhilis", slug="mazhilis", kind="chamber", seat_state=kz, ended="2026-07-01", succeeded_by=hidden
    )
    builders.office(senate, "Chairman")
    builders.detail(senate, "Ann Chair", kind="holder", label="Chair", measured="2026-02-19")
    builders.detail(senate, "A draft", kind="holder", publication="draft")
    builders.detail(senate, "A bureau", kind="organ")
    shown = page(client, "/states/kz/", "mechanism")
    assert "Senate (ended 1 July 2026; followed by Kurultai )" in shown
    assert "Mazhilis (ended 1 July 2026)" in shown
    assert "Kurultai (" not in shown
    assert "Chairman Chair: Ann Chair as of 19 February 2026" in shown
    organs = page(client, "/states/kz/?show=mechanism")
    assert "Succeeded by Kurultai" in organs
    assert "Chair Ann Chair as of 19 February 2026" in organs
    for words in ("A draft", "A bureau", "Hidden heir"):
        assert words not in shown + organs
