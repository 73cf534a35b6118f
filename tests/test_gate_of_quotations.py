"""A published record holds no quotation that its loaded text does not hold once, whichever door is used."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from institutions.models import Institution, InstitutionEvidence
from portal.partial_dates import PartialDate
from portal.seeding import SeedError, seed
from sources.models import Citation, Evidence, LegalDocument, Passage, Source, SourceText
from sources.texts import load
from sources.verification import verify
from tests import builders
from tests.admin_pages import address, filled, said

pytestmark = pytest.mark.django_db

RAW = "The assembly met in 1889. Then it met again; it met again.\n\nIts seat was not named.\n"
#: The sentence, the same at every door.
MISSING = "ar-words is not found in its passage of the loaded text of Article."
TWICE = "ar-words stands 2 times in its passage of the loaded text of Article."
FIXTURE = """
- model: sources.citation
  records:
  - {slug: ar-words, passage: article/p9001, exact: "WORDS"}
- model: sources.legaldocument
  records:
  - slug: law
    title_en: Law
    kind: law
    evidence:
    - {facts: [title], citation: ar-words}
    - {facts: [kind], citation: ar-words, nearness: reading, note: Read from its name.}
"""


@pytest.fixture
def article() -> Source:
    """A source whose text is loaded."""
    made = builders.source()
    for position, opening in ((9001, "The assembly met"), (9002, "Its seat was")):
        made.passages.create(key=f"p{position}", position=position, kind="paragraph", opening=opening)
    load(made, RAW, "article.txt")
    return made


def quote(exact: str) -> Citation:
    """A citation of the first paragraph."""
    return Citation.objects.create(
        slug="ar-words", source=builders.source(), passage=Passage.objects.get(key="p9001"), exact=exact
    )


@pytest.fixture
def body(article: Source) -> Institution:
    """A published body that rests on words of the text."""
    body = builders.institution("Assembly")
    builders.prove(body, quote("The assembly met in 1889."))
    builders.unprove(body.evidence.exclude(citation__slug="ar-words"))
    return body


def test_what_stands_is_published_from_the_shell(body: Institution) -> None:
    body.save()
    assert [failure.sentence for failure in verify().failures if "ar-words" in failure.sentence] == []


@pytest.mark.parametrize(
    ("exact", "sentence"), [("The assembly met in 1898.", MISSING), ("it met again", TWICE)]
)
def test_a_citation_is_not_turned_to_words_that_are_not_there_once(
    staff: Client, body: Institution, exact: str, sentence: str
) -> None:
    cited = Citation.objects.get(slug="ar-words")
    url = address(Citation, "change", cited.pk)
    assert sentence in said(staff.post(url, filled(staff, url, exact=exact)))
    cited.exact = exact
    with pytest.raises(ValidationError, match=sentence.replace(".", r"\.")):
        cited.save()
    cited.refresh_from_db()
    assert cited.exact == "The assembly met in 1889."
    assert cited.found_in
    assert not cited.not_found


def test_a_citation_on_which_nothing_published_rests_may_fail_and_says_so(
    staff: Client, body: Institution
) -> None:
    Institution.objects.update(publication="draft")
    url = address(Citation, "change", Citation.objects.get(slug="ar-words").pk)
    assert staff.post(url, filled(staff, url, exact="It met in 1898.")).status_code == 302
    assert Citation.objects.get(slug="ar-words").not_found
    body.publication = "published"
    with pytest.raises(ValidationError, match=MISSING):
        body.save()
    body_url = address(Institution, "change", body.pk)
    assert MISSING in said(staff.post(body_url, filled(staff, body_url, publication="published")))
    assert not Institution.objects.get().is_published


def test_a_published_record_gets_no_evidence_that_is_not_there(staff: Client, article: Source) -> None:
    body, lost = builders.institution("Assembly"), quote("The assembly met in 1898.")
    with pytest.raises(ValidationError, match=MISSING):
        body.evidence.create(citation=lost, fact="name")
    row: dict[str, Any] = {"record": body.pk, "citation": lost.pk, "fact": "name", "nearness": "words"}
    url = address(InstitutionEvidence, "add")
    assert MISSING in said(staff.post(url, filled(staff, url, **row, stance="supports")))
    assert not body.evidence.filter(citation=lost).exists()
    draft = builders.institution("Draft", publication="draft")
    draft.evidence.create(citation=lost, fact="name")


@pytest.mark.parametrize(
    ("words", "sentence"), [("The assembly met in 1889.", ""), ("The assembly met in 1898.", MISSING)]
)
def test_fixtures_are_refused_with_the_same_sentence(
    article: Source, tmp_path: Path, words: str, sentence: str
) -> None:
    (tmp_path / "1.yaml").write_text(FIXTURE.replace("WORDS", words))
    if sentence:
        with pytest.raises(SeedError, match=sentence):
            seed(tmp_path)
        assert not LegalDocument.objects.exists()
    else:
        seed(tmp_path)
        assert LegalDocument.objects.get().is_published


def test_a_record_without_evidence_is_not_published_from_the_shell() -> None:
    body = Institution.objects.create(slug="assembly", name_en="Assembly", kind="assembly")
    body.publication = "published"
    with pytest.raises(ValidationError, match="Assembly: no citation supports Name, Type"):
        body.save()
    with pytest.raises(ValidationError, match="Other: no citation supports Name, Type"):
        Institution.objects.create(slug="other", name_en="Other", kind="assembly", publication="published")
    assert not Institution.objects.filter(publication="published").exists()
    builders.prove(body)
    body.save()
    assert Institution.objects.get().is_published


def test_the_rung_of_each_row_follows_the_value_the_words_and_the_text(body: Institution) -> None:
    """What marks show is stored; it was once computed for the status page alone."""

    def rung(fact: str) -> str:
        return str(body.evidence.get(fact=fact).rung)

    assert (rung("name"), rung("kind")) == (Evidence.Rung.LITERAL, Evidence.Rung.LOCATED)
    body.name_en = "Parliament"
    body.save()
    assert rung("name") == "located"
    cited = Citation.objects.get(slug="ar-words")
    body.printed_forms.create(form="assembly", citation=cited)
    assert rung("name") == "literal"
    SourceText.objects.get().delete()
    assert rung("name") == "cited", "no text holds the words any more"


def turned(**changes: Any) -> Any:
    """A change of a row of evidence, to be saved."""

    def save(body: Institution) -> None:
        row = body.evidence.get(fact="name")
        for name, value in changes.items():
            setattr(row, name, value() if callable(value) else value)
        row.save()

    return save


@pytest.mark.parametrize(
    "take_away",
    [
        turned(fact="acronym"),
        turned(stance="contradicts", discrepancy=builders.discrepancy),
        turned(record=lambda: builders.institution("Another")),
        lambda body: body.evidence.get(fact="name").delete(),
        lambda body: body.evidence.filter(fact="name").delete(),
        lambda body: body.evidence.all().delete(),
        lambda body: InstitutionEvidence.objects.filter(record=body).delete(),
    ],
    ids=["fact", "stance", "record", "row", "rows", "all rows", "table"],
)
def test_from_the_shell_no_published_fact_loses_its_last_evidence(body: Institution, take_away: Any) -> None:
    before = list(body.evidence.order_by("pk").values())
    with pytest.raises(ValidationError, match=r"Assembly: no citation supports .*Name"):
        take_away(body)
    assert list(body.evidence.order_by("pk").values()) == before


def test_evidence_beside_which_there_is_more_or_of_a_draft_may_go(body: Institution) -> None:
    more = body.evidence.create(citation=quote_of_another_source(), fact="name")
    body.evidence.filter(citation__slug="ar-words", fact="name").delete()
    assert [row.pk for row in body.evidence.filter(fact="name")] == [more.pk]
    draft = builders.institution("Draft", publication="draft")
    draft.evidence.all().delete()
    assert not draft.evidence.exists()
    body.delete()
    assert not InstitutionEvidence.objects.exists(), "with the record goes its evidence"


def test_two_rows_exchange_their_facts_in_one_form(staff: Client, body: Institution) -> None:
    url = address(Institution, "change", body.pk)
    sent = filled(staff, url)
    rows = [
        name.removesuffix("fact") for name in sent if name.startswith("evidence-") and name.endswith("-fact")
    ]
    one, other = rows
    noted = {
        f"{one}fact": sent[f"{other}fact"],
        f"{other}fact": sent[f"{one}fact"],
        f"{one}note": "Exchanged.",
    }
    assert staff.post(url, {**sent, **noted}).status_code == 302
    assert body.evidence.get(fact=sent[f"{other}fact"]).note == "Exchanged."
    assert body.evidence.get(fact=sent[f"{one}fact"]).note == ""


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        ({"opening": "Words that are nowhere"}, True),
        ({"opening": "Then it met"}, True),
        ({"position": 9003}, True),
        ({"kind": "footnote"}, False),
        ({"section": "Its seat"}, False),
        ({"about": "A meeting."}, False),
    ],
)
def test_a_changed_outline_loses_no_quotation_of_what_is_published(
    staff: Client, body: Institution, change: dict[str, Any], gone: bool
) -> None:
    """Where the passage begins no line, or is no longer followed by the next, its words cannot be found."""
    passage = Passage.objects.get(key="p9001")
    url = address(Passage, "change", passage.pk)
    answer = staff.post(url, filled(staff, url, **change))
    assert answer.status_code == (200 if gone else 302)
    if gone:
        assert MISSING in said(answer)
    for name, value in change.items():
        setattr(passage, name, value)
    if gone:
        with pytest.raises(ValidationError, match=MISSING):
            passage.save()
    else:
        passage.save()
    passage.refresh_from_db()
    assert {name: getattr(passage, name) for name in change} == change or gone
    cited = Citation.objects.get(slug="ar-words")
    assert cited.found_in
    assert not cited.not_found
    assert not [failure for failure in verify().failures if "ar-words" in failure.sentence]


def test_where_only_drafts_rest_on_words_they_follow_the_outline(body: Institution) -> None:
    Institution.objects.update(publication="draft")
    passage = Passage.objects.get(key="p9001")
    passage.opening = "Words that are nowhere"
    passage.save()
    assert Citation.objects.get(slug="ar-words").not_found
    assert {row.rung for row in body.evidence.all()} == {"cited"}
    passage.opening = "The assembly met"
    passage.save()
    assert not Citation.objects.get(slug="ar-words").not_found
    assert body.evidence.get(fact="name").rung == "literal"


def test_a_passage_that_is_gone_gives_its_words_to_the_one_before(body: Institution, article: Source) -> None:
    seat = builders.citation("Its seat was not named.", passage=article.passages.get(key="p9001"))
    assert seat.not_found
    article.passages.filter(key="p9002").delete()
    seat.refresh_from_db()
    assert not seat.not_found
    assert seat.found_in


def test_a_passage_stays_if_the_one_before_would_then_hold_words_twice(
    staff: Client, body: Institution, article: Source
) -> None:
    again = "Its seat was not named. The assembly met in 1889."
    load(article, RAW.replace("Its seat was not named.", again), "article.txt", replace=True)
    passage = article.passages.get(key="p9002")
    twice = "r-words stands 2 times in its passage"  # the admin begins messages with a capital
    for page in (
        staff.post(address(Passage, "delete", passage.pk), {"post": "yes"}, follow=True),
        staff.post(
            address(Passage, "changelist"),
            {"action": "delete_selected", "_selected_action": [passage.pk], "post": "yes"},
            follow=True,
        ),
    ):
        assert twice in said(page)
        assert "deleted" not in said(page)
    with pytest.raises(ValidationError, match=twice):
        passage.delete()
    assert article.passages.filter(key="p9002").exists()


def quote_of_another_source() -> Citation:
    """A citation of which no text is loaded."""
    return builders.citation("Other words.", source=builders.source("other"), passage=None, locator="p. 1")


@pytest.fixture
def lost(article: Source) -> Citation:
    """A citation whose words the loaded text does not hold."""
    return quote("The assembly met in 1898.")


def of_a_reading(lost: Citation) -> Any:
    return builders.discrepancy().readings.model(
        discrepancy=builders.discrepancy("Another"), position=9, says="It was 1898.", citation=lost
    )


def of_a_printed_form(lost: Citation) -> Any:
    body = builders.institution("Another")
    return body.printed_forms.model(record=body, form="assembly", citation=lost)


def of_a_reference(lost: Citation) -> Any:
    article, work = builders.source(), builders.source("work")
    passage = article.passages.create(key="r1", number=1, position=9100, kind="reference", opening="1. Work")
    return work.entries.model(source=article, number=1, work=work, passage=passage, citation=lost)


def of_the_imprint(lost: Citation) -> Any:
    article = builders.source()
    return article.imprint.model(source=article, position=9, label="Met in", value="1898", citation=lost)


def of_the_contents(lost: Citation) -> Any:
    article = builders.source()
    values = {"author": "Ann", "title": "On 1898", "page": 9, "citation": lost}
    return article.contents.model(source=article, position=9, **values)


@pytest.mark.parametrize(
    "cite", [of_a_reading, of_a_printed_form, of_a_reference, of_the_imprint, of_the_contents]
)
def test_nothing_published_cites_lost_words_for_anything_else_than_a_fact(lost: Citation, cite: Any) -> None:
    row = cite(lost)
    for refused in (row.full_clean, row.save):
        with pytest.raises(ValidationError, match=MISSING):
            refused()
    owner = getattr(row, row.OWNER)
    builders.unprove(owner.evidence.all())  # the builders cite words of no text
    builders.prove(owner, quote_of_another_source())
    for each in row.owners():
        type(each)._base_manager.filter(pk=each.pk).update(publication="draft")
        each.refresh_from_db()
    row.save()
    owner.publication = "published"
    with pytest.raises(ValidationError, match=MISSING):
        owner.save()
    lost.exact = "The assembly met in 1889."
    lost.save()
    owner.save()


def test_the_admin_warns_of_a_value_that_its_words_do_not_hold_any_more(
    staff: Client, body: Institution
) -> None:
    body.founded = PartialDate.parse("1889")
    body.judged_together = True
    body.save()
    body.evidence.create(citation=Citation.objects.get(slug="ar-words"), fact="founded")
    url = address(Institution, "change", body.pk)
    warning = "No words that are quoted for it hold this value any more: Founded."
    kept = staff.post(url, filled(staff, url, description=""), follow=True)
    assert warning not in said(kept)
    wrong = {"founded_earliest": "1898-01-01", "founded_latest": "1898-12-31"}
    assert warning in said(staff.post(url, filled(staff, url, **wrong), follow=True))
    assert body.evidence.get(fact="founded").rung == "located"


def test_the_admin_warns_of_a_value_changed_without_its_evidence(staff: Client, body: Institution) -> None:
    """A seat that rests on citations without words was once replaced without a sentence."""
    body.seat = "Minsk"
    body.judged_together = True
    body.save()
    body.evidence.create(citation=builders.citation(exact="", note="Says so."), fact="seat")
    url = address(Institution, "change", body.pk)
    warning = "Changed, but not its evidence: Seat. See that its citations say so."
    assert warning not in said(staff.post(url, filled(staff, url), follow=True))
    assert warning in said(staff.post(url, filled(staff, url, seat="Almaty"), follow=True))
    sent = filled(staff, url, seat="Minsk")
    fact = next(name for name, value in sent.items() if name.endswith("-fact") and value == "seat")
    note = fact.replace("-fact", "-note")
    assert warning not in said(staff.post(url, sent | {note: "Read again."}, follow=True))


@pytest.mark.parametrize("draft", ["work", "article"])
def test_an_entry_cites_no_lost_words_while_its_work_or_its_list_is_published(
    lost: Citation, draft: str
) -> None:
    row = of_a_reference(lost)
    Source.objects.filter(slug=draft).update(publication="draft")
    row.work.refresh_from_db()
    row.source.refresh_from_db()
    for refused in (row.full_clean, row.save):
        with pytest.raises(ValidationError, match=MISSING):
            refused()
    lost.exact = "The assembly met in 1889."
    lost.save()
    row.citation.refresh_from_db()
    row.save()
    lost.exact = "The assembly met in 1898."
    with pytest.raises(ValidationError, match=MISSING):
        lost.save()


def test_a_form_without_its_record_says_so_before_it_asks_for_words(staff: Client, lost: Citation) -> None:
    url = address(InstitutionEvidence, "add")
    answer = said(staff.post(url, {"citation": lost.pk, "fact": "name", "stance": "supports"}))
    assert "This field is required." in answer


def test_a_passage_takes_no_quotation_of_what_is_published_to_another_source(
    staff: Client, body: Institution
) -> None:
    passage = Passage.objects.get(key="p9001")
    url = address(Passage, "change", passage.pk)
    assert MISSING in said(staff.post(url, filled(staff, url, source=builders.source("other").pk)))
    passage.source = builders.source("other")
    with pytest.raises(ValidationError, match=MISSING):
        passage.save()
    assert Passage.objects.get(key="p9001").source.slug == "article"


def test_no_table_of_proofs_is_deleted_by_its_manager() -> None:
    assert not hasattr(InstitutionEvidence.objects, "delete")
    assert not hasattr(Passage.objects, "delete")


def test_the_admin_refuses_a_reading_of_lost_words(staff: Client, lost: Citation) -> None:
    clash = builders.discrepancy()
    url = address(type(clash), "change", clash.pk)
    row = {"position": 1, "says": "It was 1898.", "citation": lost.pk}
    added = {f"readings-0-{name}": value for name, value in row.items()}
    assert MISSING in said(staff.post(url, filled(staff, url, **added, **{"readings-TOTAL_FORMS": 1})))
    assert not clash.readings.exists()


def test_the_rung_follows_a_printed_form_that_goes_and_the_name_of_another_record(body: Institution) -> None:
    cited = Citation.objects.get(slug="ar-words")

    def rung(of: Institution, fact: str) -> str:
        return str(of.evidence.get(fact=fact).rung)

    part = builders.institution("Part", publication="draft")
    part.parent = body
    part.save()
    part.evidence.create(citation=cited, fact="parent")
    assert rung(part, "parent") == "literal"
    body.name_en = "Parliament"
    body.save()
    assert (rung(body, "name"), rung(part, "parent")) == ("located", "located")
    for delete in ("row", "rows"):
        form = body.printed_forms.create(form="assembly", citation=cited)
        assert (rung(body, "name"), rung(part, "parent")) == ("literal", "literal")
        form.delete() if delete == "row" else body.printed_forms.all().delete()
        assert (rung(body, "name"), rung(part, "parent")) == ("located", "located")
    form = body.printed_forms.create(form="assembly", citation=cited)
    form.record = builders.institution("Another")
    form.save()
    assert (rung(body, "name"), rung(part, "parent")) == ("located", "located"), "it names another record now"


def test_verify_stores_the_rung_that_the_text_allows_where_words_were_changed_past_the_gate(
    body: Institution,
) -> None:
    Citation.objects.filter(slug="ar-words").update(exact="Then it met again; it met again.")
    assert body.evidence.get(fact="name").rung == "literal"
    with pytest.raises(SystemExit):
        call_command("verify", stdout=StringIO(), stderr=(said_so := StringIO()))
    assert "out of date and are stored anew" in said_so.getvalue()
    assert {row.rung for row in body.evidence.all()} == {"cited"}
    assert verify().rungs["literal"] == 0


def test_verify_stores_whether_words_are_found(body: Institution) -> None:
    Citation.objects.filter(slug="ar-words").update(not_found=True)
    with pytest.raises(SystemExit):  # for other sources of the test, of whose text nothing was loaded
        call_command("verify", stdout=StringIO(), stderr=(said_so := StringIO()))
    assert "kept wrongly and are stored anew: 1." in said_so.getvalue()
    assert not Citation.objects.get(slug="ar-words").not_found


@pytest.fixture
def failing(body: Institution) -> Institution:
    """A published body two of whose facts rest on words, a third on others; a text lost both, stored so."""
    body.evidence.create(citation=quote_of_another_source(), fact="name")
    body.evidence.create(citation=quote_of_another_source(), fact="kind")
    load(
        body.evidence.filter(citation__slug="ar-words")[0].citation.source,
        RAW.replace("1889", "1898"),
        "article.txt",
        replace=True,
        with_failures=True,
    )
    assert Citation.objects.get(slug="ar-words").not_found
    return body


@pytest.mark.parametrize("door", ["row", "rows", "admin", "form"])
def test_of_evidence_that_fails_already_one_row_may_go(
    staff: Client, failing: Institution, door: str
) -> None:
    """Refused is what is newly lost; a text that was stored with failures once barred the repair."""
    row = failing.evidence.get(fact="name", citation__slug="ar-words")
    if door == "row":
        row.delete()
    elif door == "rows":
        failing.evidence.filter(pk=row.pk).delete()
    elif door == "admin":
        staff.post(address(InstitutionEvidence, "delete", row.pk), {"post": "yes"})
    else:
        url = address(Institution, "change", failing.pk)
        sent = filled(staff, url)
        number = next(name for name, value in sent.items() if name.endswith("-id") and value == row.pk)
        assert staff.post(url, {**sent, number.replace("-id", "-DELETE"): "on"}).status_code == 302
    assert not failing.evidence.filter(pk=row.pk).exists()
    left = failing.evidence.get(citation__slug="ar-words")
    other = failing.evidence.get(fact="name")
    with pytest.raises(ValidationError, match=r"^\['Assembly: no citation supports Name\.'\]$"):
        other.delete()
    assert "ar-words" in " ".join(failure.sentence for failure in verify().failures), (
        "the rest is still named"
    )
    left.delete()
    assert not any("ar-words" in failure.sentence for failure in verify().failures)


def test_what_failed_before_bars_no_other_change_and_nothing_else_may_fail(
    staff: Client, failing: Institution
) -> None:
    failing.save()
    row = failing.evidence.get(fact="name", citation__slug="ar-words")
    row.note = "It fails."
    row.save()
    cited = Citation.objects.get(slug="ar-words")
    cited.note = "It fails."
    cited.save()
    url = address(Institution, "change", failing.pk)
    assert staff.post(url, filled(staff, url)).status_code == 302
    for record, fact in ((failing, "region"), (builders.institution("Another"), "name")):
        with pytest.raises(ValidationError, match=MISSING):
            record.evidence.create(citation=cited, fact=fact)
    cited.exact = "The assembly met in 1888."
    with pytest.raises(ValidationError, match=MISSING):
        cited.save()
    failing.acronym = "ASM"
    with pytest.raises(ValidationError, match=r"^\['Assembly: no citation supports Acronym\.'\]$"):
        failing.save()
    Institution.objects.filter(pk=failing.pk).update(publication="draft")
    failing.acronym = ""
    with pytest.raises(ValidationError, match=MISSING):
        failing.save()


@pytest.mark.parametrize("kind", ["printed form", "reading"])
def test_lost_words_beside_the_evidence_go_in_the_form_that_publishes(
    staff: Client, lost: Citation, kind: str
) -> None:
    """They were once read from the database, so that a draft had to be saved without them first."""
    record: Any = builders.institution("Assembly") if kind == "printed form" else builders.discrepancy()
    builders.unprove(record.evidence.all())  # the builders cite words of no text
    builders.prove(record, quote_of_another_source())
    type(record).objects.update(publication="draft")
    record.refresh_from_db()
    if kind == "printed form":
        record.printed_forms.create(form="assembly", citation=lost)
    else:
        record.readings.create(position=9, says="It was 1898.", citation=lost)
    url = address(type(record), "change", record.pk)
    sent = filled(staff, url, publication="published")
    assert MISSING in said(staff.post(url, sent))
    record.refresh_from_db()
    assert not record.is_published
    prefix = "printed_forms" if kind == "printed form" else "readings"
    number = next(
        name
        for name, value in sent.items()
        if name.startswith(prefix) and name.endswith("-citation") and value == lost.pk
    )
    assert staff.post(url, {**sent, number.replace("-citation", "-DELETE"): "on"}).status_code == 302
    record.refresh_from_db()
    assert record.is_published
    assert not getattr(record, prefix).filter(citation=lost).exists()


def test_a_row_of_evidence_names_a_fact_of_its_record_in_the_shell_too(body: Institution) -> None:
    said_so = "“nonsense” is no fact of this kind of record. Choose one of: name, "
    with pytest.raises(ValidationError, match=said_so):
        InstitutionEvidence(record=body, fact="nonsense", citation=quote_of_another_source()).save()
    row = body.evidence.get(fact="name")
    row.fact = "nonsense"
    with pytest.raises(ValidationError, match=said_so):
        row.save()
    assert not InstitutionEvidence.objects.filter(fact="nonsense").exists()


def test_what_goes_past_the_gate_is_named_by_verify(body: Institution) -> None:
    """Django writes the rows of `add` as those of `update`: no model is asked. README says so."""
    unproved = "Assembly: no citation supports Name."
    assert unproved not in [failure.sentence for failure in verify().failures]
    other = builders.institution("Other", publication="draft")
    builders.unprove(other.evidence.all())
    other.evidence.add(body.evidence.get(fact="name"))
    assert unproved in [failure.sentence for failure in verify().failures]
    with pytest.raises(ValidationError, match="no citation supports Type"):
        other.evidence.add(body.evidence.get(fact="kind"), bulk=False)
