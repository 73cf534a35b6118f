"""Who belonged to a body on a day: counted only where its dates prove it."""

from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from institutions.as_of import AskedDay, Standing, part, standing
from institutions.models import Institution, Membership
from institutions.models.institution import ended, going_on
from portal.partial_dates import PartialDate
from tests import builders

IN_FORCE, NOT_YET, ENDED, UNKNOWN = Standing.IN_FORCE, Standing.NOT_YET, Standing.ENDED, Standing.UNKNOWN


def tie(start: str = "", end: str = "", listed: str = "", **body: str) -> Membership:
    """A membership that is not saved, of a body with the dates given."""
    made = Membership(institution=Institution(status=body.pop("status", "")))
    for name, text in {"start": start, "end": end, "listed": listed}.items():
        setattr(made, name, PartialDate.parse(text) if text else PartialDate())
    for name, text in body.items():
        setattr(made.institution, name, PartialDate.parse(text))
    return made


@pytest.mark.parametrize(
    ("membership", "day", "expected"),
    [
        (tie("1999-03-03", "2023-05-03"), "1999-03-02", NOT_YET),
        (tie("1999-03-03", "2023-05-03"), "1999-03-03", IN_FORCE),
        (tie("1999-03-03", "2023-05-03"), "2023-05-02", IN_FORCE),
        (tie("1999-03-03", "2023-05-03"), "2023-05-03", ENDED),
        (tie("1993/1995", "2010"), "1992-12-31", NOT_YET),
        (tie("1993/1995", "2010"), "1994-06-01", UNKNOWN),
        (tie("1993/1995", "2010"), "1995-12-31", IN_FORCE),
        (tie("1993/1995", "2010"), "2010-06-01", UNKNOWN),
        (tie("1993/1995", "2010"), "2011-01-01", ENDED),
        (tie("1992"), "2010-01-01", IN_FORCE),
        (tie(), "2010-01-01", UNKNOWN),
        (tie(end="2010"), "2009-01-01", UNKNOWN),
        (tie(end="2010"), "2011-01-01", ENDED),
        (tie(listed="2014"), "2013-12-31", UNKNOWN),
        (tie(listed="2014"), "2014-06-01", UNKNOWN),
        (tie(listed="2014"), "2014-12-31", IN_FORCE),
        (tie(founded="1992-03-27"), "1992-03-26", NOT_YET),
        (tie("2000", ended="2014-12-31"), "2014-12-30", IN_FORCE),
        (tie("2000", ended="2014-12-31"), "2014-12-31", ENDED),
        (tie("2000", ended="2014"), "2014-06-01", UNKNOWN),
        (tie("2000", status="dissolved"), "2010-01-01", UNKNOWN),
        (tie("2000", "2010", status="dissolved"), "2005-01-01", IN_FORCE),
        (tie("1992-03-27", founded="1992-03-27"), "1992-03-27", IN_FORCE),
        (tie("1993/1995", listed="1994"), "1994-12-31", IN_FORCE),
        (tie("2000", "2010"), "2010-01-01", UNKNOWN),
        (tie("2000", ended="2014"), "2014-01-01", UNKNOWN),
        (tie("1993", "1999-04", founded="2002-10-07"), "2001-01-01", ENDED),
        (tie("1992-05-15", founded="2002-10-07"), "2001-01-01", UNKNOWN),
        (tie("1992-05-15", founded="2002-10-07"), "2002-10-07", IN_FORCE),
        (tie("2004", founded="2002-10-07"), "2001-01-01", NOT_YET),
    ],
)
def test_a_membership_counts_on_a_day_only_where_its_dates_prove_it(
    membership: Membership, day: str, expected: Standing
) -> None:
    assert standing(membership, date.fromisoformat(day)) is expected


def test_an_end_that_is_only_printed_leaves_open_when_it_was() -> None:
    membership = tie("2000")
    membership.end = PartialDate(printed="after the war")
    assert standing(membership, date(2010, 1, 1)) is UNKNOWN


def test_without_a_day_all_of_which_no_end_is_stated_are_in_force() -> None:
    open_end, left, dateless = tie("2000"), tie("2000", "2010"), tie()
    today = part([open_end, left, dateless], None)
    assert (today.in_force, today.ended, today.unknown) == ([open_end, dateless], [left], [])
    then = part([open_end, left, dateless], date(2005, 1, 1))
    assert (then.in_force, then.ended, then.unknown) == ([open_end, left], [], [dateless])


@pytest.mark.django_db
def test_a_body_has_ended_in_python_as_in_the_database() -> None:
    lives: list[dict[str, str]] = [{}, {"ended": "1999"}, *({"status": each} for each in Institution.Status)]
    bodies = [builders.institution(f"Body {at}", **life) for at, life in enumerate(lives)]
    printed = builders.institution("Printed", status="active")
    Institution.objects.filter(pk=printed.pk).update(ended_printed="after the war")
    printed.refresh_from_db()
    expected = {each.slug for each in [*bodies, printed] if each.has_ended}
    assert expected == {"body-1", "body-3", "body-4", "printed"}
    assert {each.slug for each in Institution.objects.filter(ended())} == expected
    going = {each.slug for each in Institution.objects.filter(**going_on())}
    assert going == {"body-0", "body-2", "body-5"}


@pytest.mark.django_db
@pytest.mark.parametrize("life", [{"ended": "1999"}, {"status": "succeeded"}])
def test_nobody_is_a_member_today_of_a_body_that_ended(client: Client, life: dict[str, str]) -> None:
    gone, alive = builders.institution("Gone", **life), builders.institution("Alive")
    state, left = builders.state("Kazakhstan", slug="kz"), builders.state("Georgia", slug="ge")
    for body in (gone, alive):
        builders.membership(body, state)
        builders.membership(body, left, start="1990", end="1995")
    columns = client.get("/memberships/").context["matrix"].bodies
    found = client.get("/institutions/?state=kz").context["object_list"]
    members = client.get("/states/kz/").context["belonging"].members
    assert [str(each) for each in columns] == [str(each) for each in found] == ["Alive"]
    assert [str(tie.membership.institution) for tie in members] == ["Alive"]
    belonging = client.get("/states/kz/").context["belonging"]
    assert [str(tie.membership.institution) for tie in belonging.past] == ["Gone"]
    assert not belonging.ended
    assert len(client.get("/states/ge/").context["belonging"].ended) == 2
    assert "Member until it ended: one body" in client.get("/states/kz/").content.decode()
    former = client.get("/memberships/?former=1").context["matrix"].bodies
    assert [str(each) for each in former] == ["Alive", "Gone"]
    page = client.get("/institutions/gone/").content.decode()
    assert "Members when it ended" in page
    assert page.index("Members when it ended") < page.index("Former members")
    assert "Members when it ended" not in client.get("/institutions/alive/").content.decode()
    table = client.get("/institutions/?view=table&column=members").content.decode()
    assert table.count("1</a> when it ended") == 1
    rows = client.get("/institutions/?format=json").json()["records"]
    assert {row["slug"]: row["members_counted"] for row in rows} == {
        "gone": "when it ended",
        "alive": "today",
    }
    for row in rows:
        whole = client.get(f"/institutions/{row['slug']}/?format=json").json()
        assert (whole["members"], whole["members_counted"]) == (1, row["members_counted"])
        assert row["members"] == 1
    on_a_day = client.get("/institutions/gone/?format=json&on=1992-06-01").json()
    assert (on_a_day["members"], on_a_day["members_counted"]) == (1, "on the day")


@pytest.mark.django_db
def test_a_tie_that_ended_with_its_body_lasted_until_the_end(client: Client) -> None:
    gone = builders.institution("Gone", founded="2000", ended="2015-01-01", status="dissolved")
    builders.membership(gone, builders.state("Kazakhstan"), start="2001", end="2015-01-01")
    builders.membership(gone, builders.state("Belarus"), start="2001")
    builders.membership(gone, builders.state("Uzbekistan"), start="2001", end="2008")
    page = client.get("/institutions/gone/")
    assert {group.heading: group.number for group in page.context["roll"].groups} == {
        "Members when it ended": 2,
        "Former members": 1,
    }
    row = next(iter(client.get("/institutions/?format=json").json()["records"]))
    whole = client.get("/institutions/gone/?format=json").json()
    assert row["members"] == whole["members"] == 2
    last = client.get("/institutions/gone/?format=json&on=2014-12-31").json()
    assert last["members"] == 2
    going = builders.institution("Going")
    builders.membership(going, builders.state("Georgia"), start="1993", end="2010")
    rows = client.get("/institutions/?format=json").json()["records"]
    assert {row["slug"]: row["members"] for row in rows} == {"gone": 2, "going": None}


@pytest.mark.django_db
def test_the_day_of_today_agrees_with_no_day_on_all_that_is_certain(client: Client) -> None:
    today = {"on": timezone.localdate().isoformat()}
    alive = builders.institution("Alive", founded="1990", status="active")
    gone = builders.institution("Gone", founded="1990", ended="1999", status="dissolved")
    stays, left = builders.state("Kazakhstan", slug="kz"), builders.state("Georgia", slug="ge")
    undated = builders.state("Armenia", slug="am")
    for body in (alive, gone):
        builders.membership(body, stays, start="1991")
        builders.membership(body, left, start="1991", end="1995")
    builders.membership(alive, undated)

    def of_body(**query: str) -> set[str]:
        return {
            str(tie.state) for tie in client.get("/institutions/alive/", query).context["roll"].parts.in_force
        }

    def of_state(slug: str, **query: str) -> list[str]:
        belonging = client.get(f"/states/{slug}/", query).context["belonging"]
        return [str(tie.membership.institution) for tie in belonging.members]

    def cells(**query: str) -> set[tuple[str, str]]:
        rows = client.get("/memberships/", {"format": "json", **query}).json()["records"]
        return {(row["state"], row["institution"]) for row in rows if row["standing"] == "in_force"}

    assert of_body() - {"Armenia"} == of_body(**today) == {"Kazakhstan"}
    assert of_state("kz") == of_state("kz", **today) == ["Alive"]
    assert of_state("ge") == of_state("ge", **today) == []
    uncertain = {cell for cell in cells() if cell not in cells(**today)}
    assert len(uncertain) == 1 and cells(**today) < cells()
    assert of_state("am") == ["Alive"] and of_state("am", **today) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page",
    [
        *("/institutions/one/?", "/states/kz/?", "/memberships/?", "/memberships/together/?"),
        *("/institutions/compare/?i=one&i=two&", "/map/?i=one&i=two&"),
    ],
)
def test_two_days_are_refused_by_every_page_in_the_same_words(client: Client, page: str) -> None:
    state = builders.state("Kazakhstan", slug="kz")
    for name in ("One", "Two"):
        builders.membership(builders.institution(name, founded="1990"), state, start="1991")
    said = client.get(f"{page}on=2010-01-01&on=2011-01-01", follow=True).content.decode()
    assert "Only one day can be asked for. Today’s state is shown." in said
    assert "As of 1 January" not in said


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("on=2010", "“2010” is not a day"),
        ("on=2010-02-30", "“2010-02-30” is not a day"),
        ("on=2010-W01-1", "“2010-W01-1” is not a day"),
        ("on=2010-1-1", "“2010-1-1” is not a day"),
        ("on=%00", "is not a day"),
        ("on=" + "9" * 5000, "is not a day"),
        ("on=2999-01-01", "2999-01-01 is still to come"),
    ],
)
def test_what_is_no_day_of_the_past_is_refused_with_a_sentence(address: str, sentence: str) -> None:
    asked = AskedDay.read(QueryDict(address))
    assert asked.day is None
    assert sentence in asked.error
    assert len(asked.error) < 120


def test_a_day_is_read_from_the_address() -> None:
    assert AskedDay.read(QueryDict("on=2010-01-01")) == AskedDay(date(2010, 1, 1))
    today = timezone.localdate()
    assert AskedDay.read(QueryDict(f"on={today}")) == AskedDay(today)
    assert AskedDay.read(QueryDict("")) == AskedDay.read(QueryDict("on=")) == AskedDay()
