"""What is stated of a record and what SQL says of it are the same, in the filled portal and at the edges."""

import pytest

from institutions.completeness import completeness, fact_by_fact, states
from institutions.models import Institution
from portal.partial_dates import PartialDate
from sources.facts import Fact, stated
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


def holds(body: Institution, fact: Fact) -> bool:
    """Whether a body states a fact, be it in words of its details."""
    return fact.value(body) is not None or (fact.name == "succeeded_by" and bool(body.followers))


@pytest.mark.parametrize("fact", Institution.FACTS, ids=lambda fact: fact.name)
def test_sql_finds_the_bodies_of_which_a_fact_holds_a_value(fact: Fact) -> None:
    bodies = Institution.objects.all()
    holding = {body.slug for body in bodies if holds(body, fact)}
    assert set(bodies.filter(states(Institution, fact)).values_list("slug", flat=True)) == holding
    without = {body.slug for body in bodies} - holding
    assert set(bodies.filter(~states(Institution, fact)).values_list("slug", flat=True)) == without


def test_sql_counts_the_facts_of_each_body_as_the_declaration_does() -> None:
    bodies = list(Institution.objects.for_not_stated())
    assert len(bodies) > 50
    counted = {body.slug: body.facts_stated for body in bodies}
    assert counted == {body.slug: sum(holds(body, fact) for fact in body.FACTS) for body in bodies}
    assert {body.slug: body.completeness().not_stated for body in bodies} == {
        body.slug: [fact for fact in body.FACTS if not holds(body, fact) and fact.applies(body)]
        for body in bodies
    }


def test_the_table_counts_bodies_fact_by_fact(django_assert_num_queries: object) -> None:
    bodies = list(Institution.objects.published())
    with django_assert_num_queries(1):  # type: ignore[operator]
        table = fact_by_fact(Institution.objects.published())
    assert table.total == len(bodies)
    assert [line.fact for line in table.lines] == list(Institution.FACTS)
    for line in table.lines:
        held = sum(holds(body, line.fact) for body in bodies)
        apart = sum(not holds(body, line.fact) and not line.fact.applies(body) for body in bodies)
        counts = (line.stated, line.lacking, line.apart)
        assert counts == (held, len(bodies) - held - apart, apart), line.fact.name
    assert [line.fact.name for line in table.lines if line.apart] == ["ended", "succeeded_by"]


def counted(body: Institution) -> int:
    """How many facts of a body SQL counts as stated."""
    return Institution.objects.for_not_stated().get(pk=body.pk).facts_stated


@pytest.mark.parametrize(
    "fields",
    [
        {"founded": PartialDate(printed="after the wars")},
        {"founded": "1889"},
        {"founded": PartialDate.parse("1889", "1889 or so")},
        {"acronym": " "},
        {"name_en": "Only English", "name_ru": "Союз"},
        {"status": "active", "website": "https://example.org"},
    ],
)
def test_a_date_that_is_only_printed_and_a_name_in_two_languages_count_once(fields: dict) -> None:
    body = builders.institution(slug="edge", **fields)
    assert counted(body) == completeness(body).stated == len(list(stated(body)))
    assert counted(body) == 2 + len(fields.keys() - {"name_en", "name_ru"})


def test_a_tie_to_a_draft_counts_as_not_stated_since_that_is_what_a_visitor_reads() -> None:
    hidden = {"publication": "draft"}
    shy, atlantis = builders.institution("Shy", **hidden), builders.state("Atlantis", **hidden)
    body = builders.institution(slug="edge", parent=shy, succeeded_by=shy, seat_state=atlantis)
    assert counted(body) == completeness(body).stated == 2
    for record in (shy, atlantis):
        record.publication = "published"
        record.save()
    body = Institution.objects.get(slug="edge")
    assert counted(body) == completeness(body).stated == 5
