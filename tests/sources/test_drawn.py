"""What was drawn from a source: every fact of every public record, found without knowing its kind."""

import pytest

from institutions.models import Institution, InstitutionForm
from sources.drawn import Drawn, by_page, by_quotation, by_record
from sources.models import Citation, Evidence, Passage, Source
from sources.outline import outline, statements_by_kind
from tests import builders

pytestmark = pytest.mark.django_db


def cite(body: Institution, fact: str, words: str = "Words.", **fields: str) -> Citation:
    """A citation of the article for one fact of a body that has none."""
    cited = builders.citation(words)
    body.evidence.create(citation=cited, fact=fact, **fields)
    return cited


def unproved(name: str = "Assembly", publication: str = "published") -> Institution:
    """A body without evidence."""
    fields = {"slug": name.lower(), "name_en": name, "kind": "assembly", "publication": publication}
    return builders.save(Institution, fields, proved=False)


def test_finds_a_fact_of_a_kind_of_record_that_the_module_does_not_import() -> None:
    body = unproved()
    cited = cite(body, "founded", nearness="reading", note="Read from the war.")
    (use,) = Drawn(builders.source()).uses
    assert (use.record, use.citation, use.what) == (body, cited, "founded")
    assert (use.sign, use.note) == ("≈", "Read from the war.")
    assert use.mark == f"Ar≈{cited.passage.number}"


def test_every_kind_of_evidence_is_asked() -> None:
    body = builders.institution()
    for build in (
        builders.function,
        builders.office,
        builders.figure,
        builders.other_name,
        builders.detail,
        builders.member_list,
    ):
        build(body)
    for make in (builders.milestone, builders.statement, builders.discrepancy, builders.definition):
        make()
    builders.membership(body, builders.state())
    builders.provision(builders.document())
    builders.legal_basis(body, builders.document("Act"))
    builders.contributor()
    builders.prove(builders.source("work"))
    found = {type(use.record) for use in Drawn(builders.source()).uses}
    assert found == {table._meta.get_field("record").related_model for table in Evidence.__subclasses__()}


def test_finds_printed_forms_readings_references_contents_and_imprint() -> None:
    article, cited = builders.source(), builders.citation("The Assembly.")
    body = unproved()
    InstitutionForm.objects.create(record=body, form="Assembly", citation=cited)
    discrepancy = builders.discrepancy("Dates")
    builders.unprove(discrepancy.evidence.all())
    builders.reading(discrepancy, citation=cited)
    article.contents.create(position=1, author="A", title="B", page=7, citation=cited)
    article.imprint.create(position=1, label="Printer", value="P", citation=cited)
    builders.reference(builders.source("work"))
    uses = Drawn(article).uses
    assert [(str(use.record), use.what) for use in uses if use.citation == cited] == [
        ("Assembly", "name as printed"),
        ("Dates", "reading"),
        ("Article", "contents of the issue"),
        ("Article", "imprint"),
    ]
    assert ("Work", "reference") in [(str(use.record), use.what) for use in uses]


def test_another_source_and_a_draft_are_left_out() -> None:
    other = builders.source("other", role="source_text", code="Ot")
    unproved("Elsewhere").evidence.create(
        citation=builders.citation("", source=other, passage=None, locator="p. 1"), fact="name"
    )
    cite(unproved("Hidden", publication="draft"), "name")
    assert Drawn(builders.source()).uses == []


def test_a_record_of_a_draft_body_is_left_out() -> None:
    body = builders.institution()
    builders.function(body)
    Institution.objects.update(publication="draft")
    assert Drawn(builders.source()).uses == []


def test_one_passage_can_be_asked_alone() -> None:
    body = unproved()
    first, _second = cite(body, "name"), cite(body, "kind")
    assert [use.what for use in Drawn(builders.source(), first.passage).uses] == ["name"]


def test_uses_are_gathered_by_record_by_page_and_by_words() -> None:
    body = builders.institution()
    cited = builders.citation()
    body.evidence.update(citation=cited)
    for kind in ("control", "mediation"):
        builders.function(body, kind).evidence.update(citation=cited)
    uses = Drawn(builders.source()).uses
    assert [str(each.record) for each in by_record(uses)] == [
        "Assembly of Examples",
        "Assembly of Examples: Parliamentary control",
        "Assembly of Examples: Mediation and crisis management",
    ]
    (page,) = by_page(uses)
    assert (page.record, page.drawn) == (body, ["name", "type", "2 functions"])
    (quotation,) = by_quotation(uses)
    assert (quotation.citation, len(quotation.records)) == (cited, 3)


def test_a_milestone_stands_for_itself() -> None:
    event = builders.milestone("It began")
    (page,) = by_page(Drawn(builders.source()).uses)
    assert (page.record, page.drawn) == (event, ["what happened", "date", "kind"])


def numbered(number: int, section: str) -> Passage:
    """A numbered paragraph of the article."""
    return Passage.objects.create(
        source=builders.source(),
        key=str(number),
        number=number,
        position=number,
        kind="paragraph",
        section=section,
    )


def test_the_outline_has_sections_in_order_and_thicker_bars_where_more_was_drawn() -> None:
    article, body = builders.source(), unproved()
    passages = [numbered(n, "Introduction" if n < 3 else "End") for n in (1, 2, 3, 4)]
    Passage.objects.create(source=article, key="head", position=9, kind="back_matter", label="Closing line")
    for passage, facts in zip(passages, (["name"], ["name", "kind"], ["name", "kind", "seat"]), strict=False):
        cited = builders.citation(passage=passage)
        for fact in facts:
            body.evidence.create(citation=cited, fact=fact)
    sections = outline(article, Drawn(article))
    assert [(each.heading, len(each.passages)) for each in sections] == [
        ("Introduction", 2),
        ("End", 2),
        ("", 1),
    ]
    assert [each.weight for section in sections for each in section.passages] == ["", "n2", "n3", "", ""]


def test_statements_stand_by_kind_and_parts_under_their_whole() -> None:
    gap = builders.statement("A gap", kind="research_gap")
    whole = builders.statement("Whole")
    part = builders.statement("Part", part_of=whole, kind="recommendation")
    lost = builders.statement("Lost", part_of=builders.statement("Draft", publication="draft"))
    kinds = statements_by_kind([gap, whole, part, lost])
    assert [(str(each.label), [node.statement for node in each.nodes]) for each in kinds] == [
        ("Finding", [whole, lost]),
        ("Research gap", [gap]),
    ]
    assert [node.statement for node in kinds[0].nodes[0].parts] == [part]


def fill(number: int) -> Source:
    """The article with `number` of everything that rests on it."""
    for each in range(number):
        body = builders.institution(f"Body {each}")
        builders.function(body)
        builders.legal_basis(body, builders.document(f"Law {each}"))
        builders.membership(body, builders.state(f"State {each}"))
        builders.reading(builders.discrepancy())
        for make in (builders.milestone, builders.statement, builders.definition):
            make()
    return builders.source()


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_facts(
    django_assert_num_queries: object, number: int
) -> None:
    source = fill(number)
    with django_assert_num_queries(27):  # type: ignore[operator]
        for page in by_page(Drawn(source).uses):
            assert page.record.get_absolute_url() and str(page.record) and page.drawn
