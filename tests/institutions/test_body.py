"""What the page of one body tells beside its fields: roll, history, relations, files."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from institutions.models import Institution, MemberList
from institutions.related import sharing
from institutions.roll import Roll
from institutions.small_timeline import SmallTimeline
from tests import builders

pytestmark = pytest.mark.django_db

NOT_STATED = '<span class="tbf">[not stated]</span>'


def text(client: Client, query: str = "", slug: str = "assembly") -> str:
    """The page of the body, as HTML."""
    response = client.get(f"/institutions/{slug}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def part(page: str, name: str) -> str:
    """What stands under the heading `name`, up to the next heading; without tags of marks."""
    found = re.search(rf'<h[23][^>]* id="{name}">.*?(?=<h[23]|</section>)', page, re.S)
    return found[0] if found else ""


def words(html: str) -> str:
    """The words of a piece of a page, without its marks."""
    without_marks = re.sub(r"<(button|a) [^>]*class=\"ev.*?</\1>", "", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", without_marks).split())


def assembly(**fields: Any) -> Institution:
    """An active assembly of 1992."""
    return builders.institution(
        "Assembly", **{"slug": "assembly", "founded": "1992", "status": "active"} | fields
    )


def of_1992() -> Institution:
    """An assembly with a member of each kind: one that stayed, one that left, one whose dates are open."""
    body = assembly()
    builders.membership(body, builders.state("Armenia"), start="1992-03-27")
    builders.membership(body, builders.state("Georgia"), start="1993/1995", end="2010")
    builders.membership(body, builders.state("Moldova"))
    builders.membership(body, builders.state("Afghanistan"), role="observer", start="2006")
    return body


def test_members_stand_by_role_and_those_who_left_apart_with_dates_and_marks(client: Client) -> None:
    of_1992()
    page = text(client)
    members = part(page, "role-member")
    assert "Armenia 27 March 1992" in words(members)
    assert f"Moldova {NOT_STATED}" not in members
    assert "Moldova [not stated]" in words(members)
    assert "Georgia" not in members
    assert "Afghanistan" not in members
    assert "Afghanistan 2006" in words(part(page, "role-observer"))
    former = part(page, "former")
    assert "Georgia 1993–1995 2010" in words(former)
    assert former.count('class="ev') == 3  # the role, since, until
    assert '<a href="#role-member">Members</a>: 2 · ' in page
    assert '<a href="#former">Former members</a>: 1' in page


def test_on_a_day_only_what_dates_prove_counts_and_the_rest_stands_apart(client: Client) -> None:
    of_1992()
    page = text(client, "?on=2000-01-01")
    assert "As of 1 January 2000." in page
    assert "Armenia" in part(page, "role-member")
    assert "Georgia" in part(page, "role-member")
    assert "Moldova" not in part(page, "role-member")
    assert "Moldova Member" in words(part(page, "unknown"))
    assert "Afghanistan" in part(page, "not-yet")
    assert '<a href="#role-member">Members</a>: 2 · ' in page
    assert 'id="former"' not in page


def test_before_it_was_founded_nobody_belongs_to_a_body(client: Client) -> None:
    of_1992()
    page = text(client, "?on=1991-12-31")
    assert "On that day the body had not been founded yet." in page
    assert 'id="role-member"' not in page
    assert "Armenia" in part(page, "not-yet")


def test_a_body_that_ended_says_so_of_its_members(client: Client) -> None:
    body = assembly(status="dissolved", ended="2015-01-01")
    builders.membership(body, builders.state("Georgia"), start="2001", end="2014")
    assert "The body has ended: named are those" not in text(client)
    builders.membership(body, builders.state("Armenia"), start="2001")
    assert "The body has ended: named are those" in text(client)
    page = text(client, "?on=2016-01-01")
    assert "On that day the body had ended." in page
    assert "Armenia" in part(page, "ended")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?on=2010", "“2010” is not a day"),
        ("?on=2010-02-30", "“2010-02-30” is not a day"),
        ("?on=%00", "is not a day"),
        ("?on=" + "9" * 5000, "is not a day"),
        ("?on=2999-01-01", "is still to come"),
        ("?on=2010-01-01&on=2011-01-01", "Only one day can be asked for."),
    ],
)
def test_what_is_no_day_is_named_and_today_is_shown(client: Client, query: str, says: str) -> None:
    of_1992()
    page = text(client, query)
    assert says in page
    assert "Today’s state is shown." in page
    assert 'id="former"' in page
    assert "9" * 100 not in page


def test_how_ties_are_known_is_said_once_and_what_differs_in_its_row(client: Client) -> None:
    body = assembly()
    builders.member_list(body, "named", listed="2014", says="Fifty seats.")
    for name in ("Armenia", "Belarus", "Georgia"):
        builders.membership(body, builders.state(name), basis="named", confidence="two_independent")
    builders.membership(
        body, builders.state("Narnia"), basis="parent", confidence="one_secondary", note="Derived with care."
    )
    page = text(client)
    assert "How the list was obtained Named in a source on the body, list of 2014. Fifty seats." in words(
        page
    )
    assert "unless it says otherwise Named in a source on the body; two independent publishers" in words(page)
    assert page.count("two independent publishers") == 1
    said = "Derived from the members of the parent organisation; one secondary source. Derived with care."
    assert f"Narnia {said}" in words(part(page, "role-member"))
    assert page.count("one secondary source") == 1
    builders.membership(body, builders.state("Oz"), basis="named")
    assert "Oz How many publishers say so is not stated." in words(part(text(client), "role-member"))


def test_ties_that_are_known_alike_need_no_remarks_and_dates_that_none_has_no_column(client: Client) -> None:
    body = assembly()
    for name in ("Armenia", "Belarus"):
        builders.membership(body, builders.state(name), basis="dataset")
    page = text(client)
    assert (
        "How each tie is known From an open data set only; how many publishers say so: [not stated]"
        in words(page)
    )
    members = part(page, "role-member")
    assert "<table" not in members
    assert members.count("<li>") == 2
    assert members.count('class="ev') == 2
    for name in ("Chad", "Cuba", "Djibouti"):
        builders.membership(body, builders.state(name), basis="dataset")
    builders.membership(
        body, builders.state("Åland", slug="aland"), basis="dataset", note="An autonomous area."
    )
    members = part(text(client), "role-member")
    assert "<table" not in members
    assert words(members).startswith("Members (list open) Åland An autonomous area. Armenia Belarus")
    assert "Since when: [not stated]" in words(members)


def test_a_state_or_a_tie_that_is_a_draft_is_in_no_list_and_no_file(client: Client) -> None:
    body = assembly()
    builders.membership(body, builders.state("Atlantis", publication="draft"), start="1995", end="2000")
    builders.membership(body, builders.state("Lyonesse"), start="1995", publication="draft")
    builders.detail(body, "Secret organ", publication="draft")
    builders.other_name(body, "Secret name", publication="draft")
    builders.member_list(body, says="Secret list", publication="draft")
    for query in ("", "?on=1999-01-01", "?format=csv", "?format=json"):
        page = text(client, query)
        assert "Atlantis" not in page
        assert "Lyonesse" not in page
        assert "Secret" not in page


def test_other_names_stand_by_kind_and_language(client: Client) -> None:
    body = assembly()
    builders.other_name(body, "Assemblée", kind="language", language="fr")
    builders.other_name(body, "الجمعية", kind="language", language="ar")
    builders.other_name(body, "议会", kind="language", language="zh")
    builders.other_name(body, "Council", kind="former", start="1990", end="1992")
    page = text(client)
    assert '<span class="meta">French:</span> <bdi lang="fr">Assemblée</bdi>' in page
    assert "Chinese: 议会" in words(page)
    assert '<bdi lang="ar">الجمعية</bdi>' in page
    assert "Earlier name English: Council , since 1990, until 1992" in words(page)


def test_details_stand_under_their_headings_with_their_dates(client: Client) -> None:
    body = assembly()
    builders.detail(body, "Council of heads", label="Organ")
    builders.detail(body, "Secretariat", label="Organ")
    builders.detail(body, "Ann Example", kind="holder", label="Chair", start="2011", end="2015")
    builders.detail(body, "Yearly", kind="sessions", label="Sessions", measured="2014")
    builders.detail(body, "A treaty of peace", kind="founding", label="Founding act")
    page = words(text(client))
    assert "Organs Organ Council of heads Secretariat" in page
    assert "Office holders Chair Ann Example, since 2011, until 2015" in page
    assert "Sessions and decisions Sessions Yearly as of 2014" in page
    assert "Founding Founding act A treaty of peace" in page
    assert text(client).count("<dt>Organ</dt>") == 1


def test_without_a_list_of_members_the_page_says_that_there_may_be_more(client: Client) -> None:
    body = builders.institution("Assembly", open_questions="Whether Chad takes part.")
    builders.membership(body, builders.state("Cuba"))
    more = "there may be more"
    members = words(part(text(client), "members"))
    assert more in members
    assert "Open: Whether Chad takes part." in members
    builders.member_list(body)
    assert more not in words(part(text(client), "members"))


def test_a_citation_of_words_and_of_their_heading_is_marked_once(client: Client) -> None:
    body = assembly()
    of = builders.detail(body, "Council of heads")
    cited = builders.citation("There is a council of heads.")
    of.evidence.create(citation=cited, fact="value")
    of.evidence.create(citation=cited, fact="kind", nearness="reading")
    of.evidence.exclude(citation=cited).delete()
    assert text(client).count(f'popovertarget="{cited.slug}"><span') == 1
    other = builders.citation("It has organs.")
    of.evidence.create(citation=other, fact="kind", nearness="reading")
    assert text(client).count(f'popovertarget="{other.slug}"><span') == 1


def test_values_of_one_figure_stand_in_order_of_their_dates(client: Client) -> None:
    body = assembly()
    builders.figure(body, "475", measured="2016", position=1)
    builders.figure(body, "380", measured="2013", position=2)
    builders.figure(body, "many", position=3)
    page = text(client)
    assert words(part(page, "figures")).endswith(
        "Model acts adopted 380 as of 2013 475 as of 2016 many as of [not stated]"
    )
    assert page.count("<dt>Model acts adopted</dt>") == 1


def test_what_was_before_and_what_followed_is_linked_from_both(client: Client) -> None:
    after = builders.institution("Union", kind="union", slug="union", founded="2015")
    assembly(succeeded_by=after, status="succeeded", ended="2014")
    assert "After it Union (founded 2015)" in words(part(text(client), "succession"))
    page = part(text(client, slug="union"), "succession")
    assert "Before it Assembly (founded 1992, ended 2014)" in words(page)
    assert '<a href="/institutions/assembly/">Assembly</a>' in page
    assert page.count('class="ev') == 1


def test_what_followed_is_not_called_not_stated_where_a_source_says_that_no_body_did(client: Client) -> None:
    body = assembly(status="dissolved", ended="2014")
    assert "Succeeded by [not stated]" in words(part(text(client), "facts"))
    builders.detail(body, "none among the organs of the Union", kind="succession", label="Successor")
    facts = part(text(client), "facts")
    assert "Succeeded by none among the organs of the Union" in words(facts)
    assert facts.partition("none among the organs")[2].partition("</div>")[0].count('class="ev') == 1
    assert "Successor none among the organs of the Union" in words(part(text(client), "succession"))


def test_a_detail_on_a_predecessor_says_nothing_of_what_followed(client: Client) -> None:
    body = assembly(status="dissolved", ended="2014")
    builders.detail(body, "Consultative Council", kind="succession", label="Predecessor")
    facts = words(part(text(client), "facts"))
    assert "Succeeded by [not stated]" in facts
    assert "Consultative Council" not in facts


def test_a_parent_shows_its_assembly_and_bodies_of_one_parent_each_other(client: Client) -> None:
    parent = builders.institution("Commonwealth", kind="organisation", slug="commonwealth")
    assembly(parent=parent)
    builders.institution("Court", kind="organ", parent=parent)
    builders.institution("Secret Court", kind="organ", parent=parent, publication="draft")
    page = text(client, slug="commonwealth")
    assert "Its assembly Assembly" in words(part(page, "facts"))
    assert "Part of it Court" in words(part(page, "relations"))
    page = text(client)
    assert "Of the same parent Court" in words(part(page, "relations"))
    assert "Secret" not in page


def fellows() -> tuple[Institution, ...]:
    """Three assemblies: the second shares two members with the first, the third one."""
    bodies = assembly(), *(builders.institution(name, founded="1990") for name in ("Union", "Forum"))
    for name, of in (
        ("Armenia", bodies),
        ("Belarus", bodies[:2]),
        ("Chad", bodies[:1]),
        ("Cuba", bodies[2:]),
    ):
        for body in of:
            builders.membership(body, builders.state(name), start="1993")
    for body in bodies:
        builders.member_list(body)
    return bodies


def test_bodies_that_share_most_members_come_first_with_the_number_and_a_comparison(client: Client) -> None:
    fellows()
    page = part(text(client), "sharing")
    assert "Of its 3 members" in page
    assert re.search(r"Union 2 2 Compare with Union Forum 1 2 Compare with Forum", words(page))
    assert 'href="/institutions/compare/?i=assembly&amp;i=union"' in page
    assert 'href="/memberships/?i=assembly&amp;i=union&amp;i=forum"' in page
    assert client.get("/institutions/compare/?i=assembly&i=union").status_code == 200


def test_shared_members_are_those_of_the_day_and_neither_observers_nor_organisations_count() -> None:
    body, union, forum = fellows()
    builders.membership(forum, builders.state("Chad"), role="observer", start="1993")
    for name in ("Armenia", "Belarus", "Chad"):
        builders.membership(builders.institution("Bank " + name, kind="organisation"), builders.state(name))
    found = sharing(body, None)
    assert found is not None
    assert [(each.body, each.number, each.total) for each in found.shown] == [(union, 2, 2), (forum, 1, 2)]
    later = sharing(body, date(2000, 1, 1))
    assert later is not None
    assert [each.number for each in later.shown] == [2, 1]
    assert "on=2000-01-01" in later.shown[0].compare_url
    assert sharing(body, date(1992, 6, 1)) is None


def test_of_a_body_that_ended_the_members_of_its_last_day_are_compared(client: Client) -> None:
    body, union, _forum = fellows()
    Institution.objects.filter(pk=body.pk).update(
        ended_earliest=date(2015, 1, 1), ended_latest=date(2015, 1, 1), status="dissolved"
    )
    page = part(text(client), "sharing")
    assert "Most members in common on 31 December 2014, before it ended" in words(page)
    assert "Union 2 2" in words(page)
    assert f"?i=assembly&amp;i={union.slug}&amp;on=2014-12-31" in page


def test_members_of_an_open_list_are_ranked_nowhere(client: Client) -> None:
    body, union, forum = fellows()
    MemberList.objects.filter(institution=union).delete()
    found = sharing(body, None)
    assert found is not None
    assert [each.body for each in found.shown] == [forum]
    MemberList.objects.filter(institution=body).delete()
    builders.detail(body, kind="relations")
    said = words(part(text(client), "relations"))
    assert "The list of its members is open, so it is not ranked by the members it shares" in said
    assert "Most members in common" not in said


def test_on_a_day_on_which_no_date_settles_who_belonged_to_a_body_it_is_ranked_nowhere() -> None:
    body, union, forum = fellows()
    builders.membership(union, builders.state("Peru"))
    builders.membership(forum, builders.state("Togo"), role="observer")
    today, then = sharing(body, None), sharing(body, date(2000, 1, 1))
    assert today is not None and then is not None
    assert [each.body for each in today.shown] == [union, forum]
    assert [each.body for each in then.shown] == [forum]
    assert sharing(union, date(2000, 1, 1)) is None


def test_one_member_is_too_few_to_share() -> None:
    body = assembly()
    builders.membership(body, builders.state("Armenia"))
    builders.member_list(body)
    assert sharing(body, None) is None


def test_a_founding_state_beside_the_members_is_one_that_did_not_become_a_member_then(client: Client) -> None:
    body = assembly()
    builders.membership(body, builders.state("Armenia"), start="1992")
    builders.membership(body, builders.state("Chad"), role="founder", start="1992")
    page = words(part(text(client), "members"))
    assert "Members : 1 · Founding states that did not become members then : 1" in page


def test_the_small_timeline_has_the_founding_the_milestones_and_the_end_in_order(client: Client) -> None:
    body = assembly(status="dissolved", ended="2015-01-01", acronym="AS")
    builders.milestone("AS: First session", lane="bodies", start="1995").institutions.add(body)
    builders.milestone("Treaties multiply", lane="world", start="1918/1960").institutions.add(body)
    page = text(client)
    listed = words(part(page, "timeline"))
    assert re.search(
        r"1918–1960 Treaties multiply.*1992 Founded.*1995 First session.*1 January 2015 Ended", listed
    )
    assert "AS: First session" not in part(page, "timeline")
    assert "from its founding to its end" in page
    picture = SmallTimeline(body).picture
    assert picture is not None
    assert [each.number for each in picture.events] == [2, 3, 4]  # what was before the body is only listed
    places = [each.x for each in picture.events]
    assert places == sorted(places)
    assert picture.begin == places[0]
    assert picture.until == places[-1]


def test_the_list_of_the_small_timeline_has_the_changes_of_members_with_their_evidence(
    client: Client,
) -> None:
    body = assembly(founded="1992")
    builders.milestone("Met", lane="bodies", start="1993").institutions.add(body)
    page = part(text(client), "timeline")
    assert "stand only in the list" not in page
    for name, fields in {
        "Armenia": {"start": "1992-03-27"},
        "Georgia": {"start": "1995", "end": "2010"},
        "Moldova": {"start": "1995"},
        "Chad": {"role": "observer", "start": "2001", "end": "2003"},
        "Cuba": {},
    }.items():
        builders.membership(body, builders.state(name), **fields)
    page = part(text(client), "timeline")
    listed = words(page)
    assert "3 1995 Membership began: Georgia Moldova" in listed
    assert "4 2010 Membership ended: Georgia" in listed
    assert not any(name in listed for name in ("Armenia", "Chad", "Cuba"))
    assert "Changes of members and what was before the body stand only in the list." in listed
    began = page.partition("Membership began:")[2].partition("</li>")[0]
    assert began.count('class="ev ') == 2
    Institution.objects.filter(pk=body.pk).update(ended_earliest="2010-01-01", ended_latest="2010-12-31")
    assert "Membership ended" not in part(text(client), "timeline")


def test_of_a_body_without_a_date_of_its_founding_the_memberships_after_the_first_are_listed(
    client: Client,
) -> None:
    body = builders.institution("Assembly", slug="assembly", status="active")
    for name, start in (("Armenia", "2000"), ("Belarus", "2000"), ("Chad", "2000-05-01"), ("Cuba", "2006")):
        builders.membership(body, builders.state(name), start=start)
    builders.membership(body, builders.state("Peru"), role="observer", start="1999")
    builders.membership(body, builders.state("Togo"))
    builders.milestone("Met", lane="bodies", start="1999").institutions.add(body)
    listed = words(part(text(client), "timeline"))
    assert "2 2006 Membership began: Cuba" in listed
    assert not any(name in listed for name in ("Armenia", "Belarus", "Chad", "Peru", "Togo"))


def test_what_happened_on_the_day_of_the_founding_is_told_with_it(client: Client) -> None:
    body = assembly(founded="1992-03-27", acronym="AS")
    told = builders.milestone("AS: Agreement signed", lane="bodies", start="1992-03-27")
    told.institutions.add(body)
    builders.milestone("Founded", lane="bodies", start="1992").institutions.add(body)
    page = part(text(client), "timeline")
    assert "1 1992 Founded 2 27 March 1992 Founded Agreement signed" in words(page)
    Institution.objects.filter(pk=body.pk).update(
        founded_latest=date(1992, 12, 31), founded_earliest=date(1992, 1, 1)
    )
    page = part(text(client), "timeline")
    assert words(page).count("Founded") == 1
    assert len(re.findall(r'class="ev ', page)) == 3  # the founding, and what each milestone says


def test_the_bar_goes_on_until_today_only_for_an_active_body() -> None:
    active, silent = assembly(), builders.institution("Forum", founded="1990")
    for body in (active, silent):
        builders.milestone("Met", lane="bodies", start="1995").institutions.add(body)
    picture = SmallTimeline(active).picture
    assert picture is not None
    assert picture.goes_on
    assert picture.length > 0
    other = SmallTimeline(silent).picture
    assert other is not None
    assert not other.goes_on
    assert other.length == 0


def test_the_day_asked_for_stands_in_the_small_timeline(client: Client) -> None:
    body = assembly()
    builders.milestone("Met", lane="bodies", start="1995").institutions.add(body)
    assert "The upright line is the day asked for." in text(client, "?on=2000-01-01")
    assert "The upright line" not in text(client)


def test_a_body_of_one_date_has_no_timeline(client: Client) -> None:
    assembly()
    assert '<h2 id="timeline">' not in text(client)


def test_numbers_that_would_touch_stand_above_each_other() -> None:
    body = assembly()
    for day in ("1992-01-02", "1992-01-03", "2010"):
        builders.milestone("Met", lane="bodies", start=day).institutions.add(body)
    picture = SmallTimeline(body).picture
    assert picture is not None
    assert [each.level for each in picture.events] == [0, 1, 2, 0]


def test_how_complete_it_is_leads_to_what_is_not_stated(client: Client) -> None:
    assembly()
    found = re.search(r'<a href="/not-stated/\?at=assembly">(.*?)</a>', text(client), re.S)
    assert found
    assert found[1].strip() == "4 of 15 facts are stated"


def test_the_members_as_a_table_have_their_standing_and_places(client: Client) -> None:
    of_1992()
    response = client.get("/institutions/assembly/?format=csv")
    assert "assembly-members.csv" in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["state_name"], row["standing"], row["role"]) for row in rows] == [
        ("Afghanistan", "in_force", "Observer"),
        ("Armenia", "in_force", "Member"),
        ("Moldova", "in_force", "Member"),
        ("Georgia", "ended", "Member"),
    ]
    assert rows[3]["end"] == "2010"
    assert rows[3]["end_places"]
    rows = list(
        csv.DictReader(
            io.StringIO(
                client.get("/institutions/assembly/?format=csv&on=2000-01-01").content.decode("utf-8-sig")
            )
        )
    )
    assert {row["state_name"]: row["standing"] for row in rows} == {
        "Armenia": "in_force",
        "Georgia": "in_force",
        "Moldova": "unknown",
        "Afghanistan": "not_yet",
    }


def test_the_whole_body_is_data_with_evidence(client: Client) -> None:
    body = of_1992()
    builders.detail(body, "A council", label="Organ")
    builders.other_name(body, "Assemblée", kind="language", language="fr")
    builders.legal_basis(body, builders.document("Law"))
    data = client.get("/institutions/assembly/?format=json").json()
    assert data["slug"] == "assembly"
    assert data["members"] == 2
    assert data["not_stated"][:2] == ["acronym", "region"]
    assert data["details"][0]["label"] == "Organ"
    assert data["details"][0]["facts"][0]["evidence"]
    assert data["other_names"][0]["language"] == "fr"
    assert data["legal_bases"][0]["document"].endswith("/documents/law/")
    assert [each["state_name"] for each in data["memberships"] if each["standing"] == "ended"] == ["Georgia"]


@pytest.mark.parametrize("query", ["format=xml", "format=", "format=csv&format=json", "format=csv&on=soon"])
def test_a_file_that_there_is_not_is_not_found(client: Client, query: str) -> None:
    of_1992()
    assert client.get(f"/institutions/assembly/?{query}").status_code == 404


def test_what_the_page_knows_nothing_of_is_named(client: Client) -> None:
    assembly()
    page = text(client, f"?members=all&{'x' * 5000}=1&%00=1")
    assert "This page knows nothing called members, " in page
    assert "x" * 61 not in page
    assert "\0" not in page
    assert "knows nothing" not in text(client)


def test_the_number_of_members_is_that_of_states() -> None:
    body = assembly()
    for start in ("1992", "1999"):
        builders.membership(body, builders.state("Armenia"), start=start)
    fresh = Institution.objects.for_detail().get(pk=body.pk)
    assert Roll(fresh).number == 1


@pytest.mark.usefixtures("filled")
def test_who_left_the_assembly_of_the_cis_and_when_is_answered_with_marks(client: Client) -> None:
    former = part(text(client, slug="ipa-cis"), "former")
    rows = re.findall(r"<tr>.*?</tr>", former, re.S)[1:]
    assert len(rows) == len(LEFT)
    for row, who_and_when in zip(rows, LEFT, strict=True):
        assert words(row).startswith(who_and_when)
    assert all(row.count('class="ev') >= 4 for row in rows)
    assert not re.search("Georgia|Moldova|Ukraine", part(text(client, slug="ipa-cis"), "role-member"))


LEFT = ["Georgia 1993–1995 2010", "Moldova 2 June 1998 8 February 2024", "Ukraine 3 March 1999 3 May 2023"]
