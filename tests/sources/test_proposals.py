"""What is proposed as a new discrepancy, what is taken for the same, and what is covered already."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from institutions.models import Institution
from sources import literal
from sources.models import Citation, Source
from sources.proposals import Proposal, proposals
from tests import builders


def body(words: str, founded: str = "1992", **citing: Any) -> Citation:
    """A body whose founding rests on a citation of `words`."""
    cited = builders.citation(words, **citing)
    made = builders.institution("Assembly", founded=founded)
    made.evidence.filter(fact="founded").update(citation=cited)
    return cited


def work_of(year: str) -> Any:
    """A work of the reference list with its year."""
    fields = {"slug": "listed", "short": "Listed", "role": "reference", "type": "legislation"}
    return builders.save(Source, {**fields, "title_en": "Law", "published": year})


def holds(proposal: Proposal) -> list[str]:
    """The literals that its citations hold."""
    return [seen.holds for seen in proposal.seen]


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("from March 7th, 2002 on", [("2002-03-07", "2002-03-07")]),
        ("20 May 1996, or 08.05.2015", [("1996-05-20", "1996-05-20"), ("2015-05-08", "2015-05-08")]),
        ("7 октября 2002", [("2002-10-07", "2002-10-07")]),
        ("1995 жылғы 26 мамыр", [("1995-05-26", "1995-05-26")]),
        ("in May 1995 and in 1997", [("1995-05-01", "1995-05-31"), ("1997-01-01", "1997-12-31")]),
        ("(1937 - 1991), 2015–17", [("1937-01-01", "1991-12-31"), ("2015-01-01", "2017-12-31")]),
        ("early 1920s", [("1920-01-01", "1929-12-31")]),
        ("the mid-18th century", [("1701-01-01", "1800-12-31")]),
        ("XV-XVI centuries", [("1401-01-01", "1600-12-31")]),
        ("late 17th - early 18th century", [("1601-01-01", "1800-12-31")]),
    ],
)
def test_dates_are_read_in_every_form(words: str, dates: list[tuple[str, str]]) -> None:
    found = [(each.earliest, each.latest) for each in literal.dates_in(words)]
    assert found == [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in dates]


@pytest.mark.parametrize(
    "words",
    [
        "doi: 10.1093/pa/2008",
        "https://example.org/2008/",
        "no. 12002",
        "31.02",
        "the 25th century",
        "about 70",
    ],
)
def test_what_is_no_date_is_not_read_as_one(words: str) -> None:
    assert literal.dates_in(words) == []


def test_numbers_are_read_without_dates_and_addresses() -> None:
    assert literal.numbers_in("26 changes in 2007, 1 500 copies, see https://example.org/17") == [
        "26",
        "1500",
    ]
    assert literal.numbers_in("May 7, 2015: v2, 3.14") == []


@pytest.mark.django_db
def test_proposes_a_date_of_which_the_words_hold_another() -> None:
    cited = body("It was founded in 1995.")
    (found,) = proposals()
    assert (found.name, found.value, found.kind) == ("institution assembly: founded", "1992", "date")
    assert [(each.citation, each.holds) for each in found.seen] == [(cited, "1995")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("founded", "words"),
    [
        ("1992", "It was founded in 1992, after the law of 1991."),
        ("1992", "It was founded on 27 March 1992."),
        ("1992-03-27", "It was founded in 1992."),
        ("1992", "It was founded after the war."),
        ("1992", "It was founded in the late 20th century."),
    ],
)
def test_a_date_that_can_be_that_of_the_words_is_none(founded: str, words: str) -> None:
    body(words, founded)
    assert proposals() == []


@pytest.mark.django_db
def test_proposes_a_number_of_which_the_words_hold_another() -> None:
    figure = builders.figure(builders.institution(), value="26")
    figure.evidence.filter(fact="value").update(citation=builders.citation("It made 24 changes in 2007."))
    (found,) = proposals()
    assert (found.kind, found.value, holds(found)) == ("number", "26", ["24"])
    figure.evidence.filter(fact="value").update(citation=builders.citation("It made 26 of 30 changes."))
    assert proposals() == []


@pytest.mark.django_db
def test_proposes_a_document_dated_otherwise_than_the_work_it_stands_in() -> None:
    work = work_of("2020")
    builders.document("Law", adopted="2002-03-07", work=work)
    (found,) = proposals()
    assert (found.record.slug, found.fact.name, holds(found)) == ("law", "adopted", ["2020"])
    type(work).objects.filter(pk=work.pk).update(publication="draft")
    assert proposals() == []


@pytest.mark.django_db
def test_proposes_a_surname_spelled_otherwise_wherever_it_is_quoted() -> None:
    builders.contributor("F. Weisglas", slug="weisglas-f")
    other = builders.citation("Weisglasa & de Boer define it.")
    builders.citation("Weisglas's word, and that of Wiseman.")
    (found,) = proposals()
    assert [(each.citation, each.holds) for each in found.seen] == [(other, "Weisglasa")]


@pytest.mark.django_db
def test_drafts_are_left_alone() -> None:
    body("It was founded in 1995.")
    assert len(proposals()) == 1
    Institution.objects.update(publication="draft")
    assert proposals() == []


@pytest.mark.django_db
def test_what_a_discrepancy_covers_is_left_out() -> None:
    cited = body("It was founded in 1995.")
    made: Any = cited.institutionevidence_set.get().record
    clash = builders.discrepancy("Two years")
    builders.reading(clash, citation=cited)
    assert len(proposals()) == 1
    clash.institutions.add(made)
    assert proposals() == []
    clash.institutions.clear()
    builders.contradiction(made, "founded", discrepancy=clash)
    assert proposals() == []
    clash.readings.all().delete()
    assert len(proposals()) == 1


@pytest.mark.django_db
def test_the_command_prints_record_value_place_and_literal_in_the_same_order() -> None:
    cited = body("It was founded in 1995.")
    builders.document("Law", adopted="2002", work=work_of("2020"))
    printed = [StringIO(), StringIO()]
    for each in printed:
        call_command("propose_discrepancies", stdout=each)
    text = printed[0].getvalue()
    assert text == printed[1].getvalue()
    assert "institution assembly: founded is 1992" in text
    assert f"  {cited.slug} (" in text
    assert "): 1995" in text
    assert text.endswith("2 proposed.\n")


@pytest.mark.django_db
def test_the_command_gives_json_and_yaml_to_paste() -> None:
    cited = body("It was founded in 1995.")
    out = StringIO()
    call_command("propose_discrepancies", "--json", stdout=out)
    (row,) = json.loads(out.getvalue())
    assert (row["record"], row["fact"], row["value"]) == ("assembly", "founded", "1992")
    assert [(each["citation"], each["holds"]) for each in row["citations"]] == [(cited.slug, "1995")]
    out = StringIO()
    call_command("propose_discrepancies", "--yaml", stdout=out)
    (draft,) = yaml.safe_load(out.getvalue())
    assert (draft["slug"], draft["text"], draft["kind"]) == ("assembly-founded", "article", "date")
    assert draft["readings"][0]["citation"] == cited.slug
    with pytest.raises(CommandError):
        call_command("propose_discrepancies", "--yaml", "--json")


@pytest.mark.django_db
def test_nothing_to_propose_is_said() -> None:
    out = StringIO()
    call_command("propose_discrepancies", stdout=out)
    assert out.getvalue() == "0 proposed.\n"
