"""What a record of this app refuses, and with which sentence."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from sources.facts import gate, stated
from sources.models import Citation, Concept, Definition, Element, Passage, ReferenceUse
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def beetham() -> Definition:
    """A definition of eight words."""
    concept = Concept.objects.create(slug="diplomacy", name_en="Diplomacy")
    return Definition.objects.create(
        slug="beetham",
        concept=concept,
        title="Beetham 2006",
        kind="verbatim",
        text="all forms of cooperation of parliamentarians",
        speakers_as_printed="Beetham",
        read_in=builders.source(),
    )


def element(definition: Definition, at: str, **fields: object) -> Element:
    """An element of `definition` at the place of the words `at`, not saved."""
    start = definition.text.index(at)
    defaults = {"question": "what", "start": start, "end": start + len(at), "words": at}
    return Element(definition=definition, **{**defaults, **fields})


def test_an_element_holds_the_words_of_its_place(beetham: Definition) -> None:
    element(beetham, "cooperation").full_clean()
    with pytest.raises(ValidationError, match="not the words of the definition at this place"):
        element(beetham, "cooperation", words="co-operation").full_clean()


def test_elements_do_not_overlap(beetham: Definition) -> None:
    element(beetham, "forms of cooperation").save()
    with pytest.raises(ValidationError, match="Another element covers a part of this span"):
        element(beetham, "cooperation of parliamentarians", question="who").full_clean()


def test_elements_do_not_overlap_either_where_they_are_saved_in_a_shell(beetham: Definition) -> None:
    first = element(beetham, "forms of cooperation")
    first.save()
    first.save()
    element(beetham, "parliamentarians", question="who").save()
    with pytest.raises(ValidationError, match="Another element covers a part of this span"):
        element(beetham, "cooperation of parliamentarians", question="who").save()
    first.end, first.words = len(beetham.text), beetham.text[first.start :]
    with pytest.raises(ValidationError, match="Another element covers a part of this span"):
        first.save()
    with pytest.raises(ValidationError, match="not the words of the definition at this place"):
        element(beetham, "all", words="some").save()
    assert sorted(beetham.elements.values_list("words", flat=True)) == [
        "forms of cooperation",
        "parliamentarians",
    ]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_line_break_is_one_character_however_it_was_sent(beetham: Definition, line_break: str) -> None:
    beetham.text = f"all forms{line_break}of cooperation"
    beetham.save()
    element(beetham, "cooperation").save()
    marked = element(beetham, "forms\nof", question="who", words=f"forms{line_break}of")
    marked.save()
    beetham.refresh_from_db()
    marked.refresh_from_db()
    assert beetham.text == "all forms\nof cooperation"
    assert marked.words == "forms\nof"
    assert [each.words for each in beetham.standing_elements] == ["forms\nof", "cooperation"]


def test_a_span_ends_after_it_starts(beetham: Definition) -> None:
    backwards = element(beetham, "cooperation", end=0)
    with pytest.raises(ValidationError, match="A span has to end after it starts"):
        backwards.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Element.objects.bulk_create([backwards])


def test_a_definition_does_not_amend_itself(beetham: Definition) -> None:
    beetham.amends = beetham
    with pytest.raises(ValidationError, match="A definition cannot amend itself"):
        beetham.full_clean()


def test_decisive_words_stand_in_the_exact_words() -> None:
    cited = builders.citation("Signed in 2010.")
    cited.decisive = "2011"
    with pytest.raises(ValidationError, match="do not stand in the exact words"):
        cited.full_clean()


def test_exact_words_need_a_place() -> None:
    nowhere = Citation(slug="nowhere", source=builders.source(), exact="Words.")
    with pytest.raises(ValidationError, match="Exact words need a passage or a locator"):
        nowhere.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        nowhere.save()


def test_a_citation_of_a_source_text_needs_its_passage_and_words() -> None:
    """A mark Ab¶3 that opens no words was once published from the admin."""
    passage = builders.citation().passage
    for given in ({"passage": passage}, {"exact": "Words.", "locator": "p. 3"}):
        with pytest.raises(ValidationError, match="needs its passage and the exact words"):
            Citation(slug="bare", source=builders.source(), note="Says so.", **given).full_clean()
    other = Citation(slug="whole", source=builders.source("other"), note="Says so on its first page.")
    other.full_clean()


def test_a_citation_says_what_or_where() -> None:
    empty = Citation(slug="empty", source=builders.source("other"))
    with pytest.raises(ValidationError, match="Give the exact words, or a place, or what the source says"):
        empty.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        empty.save()


def test_the_passage_belongs_to_the_source() -> None:
    other = builders.source("other")
    passage = Passage.objects.create(source=other, key="1", position=1, kind="paragraph", number=1)
    with pytest.raises(ValidationError, match="This passage belongs to another source"):
        Citation(slug="wrong", source=builders.source(), passage=passage, exact="Words.").full_clean()


def test_a_use_of_a_reference_and_its_entry_stand_in_one_source() -> None:
    entry = builders.reference(builders.source("book"))
    ReferenceUse(entry=entry, passage=builders.citation().passage).full_clean()
    elsewhere = builders.citation(source=builders.source("other")).passage
    with pytest.raises(ValidationError, match="This passage belongs to another source"):
        ReferenceUse(entry=entry, passage=elsewhere).full_clean()


def test_the_passage_of_an_entry_is_the_reference_with_its_number() -> None:
    entry = builders.reference(builders.source("book"))
    entry.full_clean()
    entry.number += 1
    with pytest.raises(ValidationError, match="not the entry of the reference list with this number"):
        entry.full_clean()
    entry.passage = builders.citation().passage
    entry.number = entry.passage.number
    with pytest.raises(ValidationError, match="not the entry of the reference list with this number"):
        entry.full_clean()


def test_a_part_of_a_statement_is_of_the_same_source() -> None:
    whole, part = builders.statement("Whole"), builders.statement("Part")
    part.part_of = whole
    part.full_clean()
    part.source = builders.source("other")
    with pytest.raises(ValidationError, match="This statement is of another source"):
        part.full_clean()


@pytest.mark.parametrize(("reviewer", "day"), [(True, None), (False, "2026-11-24")])
def test_a_review_has_a_reviewer_and_a_date_or_neither(reviewer: bool, day: str | None) -> None:
    row = builders.institution().evidence.first()
    row.reviewed_by, row.reviewed_on = editor() if reviewer else None, day
    with pytest.raises(ValidationError, match="A review has a reviewer and a date"):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    row.reviewed_by, row.reviewed_on = editor(), "2026-11-24"
    row.full_clean()
    row.save()


def test_who_has_reviewed_evidence_stays() -> None:
    row = builders.institution().evidence.first()
    row.reviewed_by, row.reviewed_on = editor(), "2026-11-24"
    row.save()
    with pytest.raises(ProtectedError):
        row.reviewed_by.delete()


def editor() -> Any:
    """A user who reviews."""
    return get_user_model().objects.get_or_create(username="editor")[0]


def test_a_fact_that_the_record_does_not_have_is_refused() -> None:
    body = builders.institution()
    row = body.evidence.model(record=body, citation=builders.citation(), fact="colour")
    with pytest.raises(ValidationError, match="Choose one of: name, acronym"):
        row.full_clean()


def test_the_gate_names_the_record_and_each_fact_without_evidence() -> None:
    body = builders.institution("Assembly", founded="1992")
    gate(body)
    builders.unprove(body.evidence.filter(fact__in=["founded", "kind"]))
    with pytest.raises(ValidationError) as refused:
        gate(body)
    assert refused.value.messages == ["Assembly: no citation supports Type, Founded."]


def test_a_citation_that_contradicts_names_its_discrepancy_and_no_other_does() -> None:
    body, clash = builders.institution("Assembly"), builders.discrepancy()
    row = body.evidence.model(record=body, citation=builders.citation(), fact="name")
    row.full_clean()
    row.discrepancy = clash
    with pytest.raises(ValidationError, match="Only a citation that contradicts belongs to one"):
        row.full_clean()
    row.stance = "contradicts"
    row.full_clean()
    row.discrepancy = None
    with pytest.raises(ValidationError, match="A citation that contradicts the fact names the discrepancy"):
        row.full_clean()


def test_a_contradiction_alone_does_not_pass_the_gate() -> None:
    body = builders.institution("Assembly")
    body.evidence.update(stance="contradicts")
    with pytest.raises(ValidationError, match="no citation supports Name, Type"):
        gate(body)


def test_what_is_not_stated_is_known_by_name() -> None:
    body = builders.institution("Assembly", founded="1992")
    named = {fact.name for fact in stated(body)}
    assert "founded" in named
    assert named.isdisjoint({"seat", "ended", "parent"})
