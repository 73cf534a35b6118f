"""Everything published is proved again; what fails is named, and what cannot be proved is no pass."""

import json
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from portal.partial_dates import PartialDate
from sources.drawn import Drawn
from sources.models import Citation, Passage, SourceText
from sources.rungs import Rung, State
from sources.texts import load
from sources.verification import Verification, verify
from tests import builders

pytestmark = pytest.mark.django_db
HASH = "a" * 64


@pytest.fixture
def body() -> Any:
    """A body founded in 1889, all of whose facts, like those of its source, rest on located words."""
    article = builders.source(text_sha256=HASH)
    words = builders.citation("The Assembly of Examples was founded in 1889, it says.", found_in=HASH)
    builders.prove(article, words, nearness="reading", note="Read.")
    made = builders.institution(founded="1889")
    builders.unprove(made.evidence.all())
    Citation.objects.exclude(pk=words.pk).delete()
    Passage.objects.exclude(pk=words.passage_id).delete()
    return builders.prove(made, words)


def rungs(result: Verification, kind: str = "institutions.institution") -> dict[str, int]:
    """How many facts of one kind stand on each rung that is not empty."""
    figures = next(each for each in result.kinds if each.label == kind)
    return {str(rung): number for rung, number in figures.rungs.items() if number}


def run(*options: str) -> tuple[int, str]:
    """The exit code of the command and what it prints."""
    out, code = StringIO(), 0
    try:
        call_command("verify", *options, stdout=out)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, out.getvalue()


# Rungs


def test_name_and_date_are_literal_and_a_class_of_the_editors_is_only_located(body: Any) -> None:
    assert rungs(verify()) == {"literal": 2, "located": 1}


def test_a_value_that_does_not_stand_in_the_words_is_only_located(body: Any) -> None:
    body.founded = PartialDate.parse("1898")
    body.save()
    assert rungs(verify()) == {"literal": 1, "located": 2}


def test_what_an_editor_read_is_never_literal(body: Any) -> None:
    body.evidence.update(nearness="reading", note="Read.")
    assert rungs(verify()) == {"located": 3}


def test_words_that_were_never_found_carry_no_more_than_a_citation(body: Any) -> None:
    Citation.objects.update(found_in="")
    result = verify()
    assert rungs(result) == {"cited": 3}
    assert result.states == {State.UNCHECKED: 1}


def test_a_citation_without_words_is_cited(body: Any) -> None:
    body.evidence.filter(fact="founded").update(citation=builders.citation("", note="Says 1889."))
    assert rungs(verify()) == {"literal": 1, "located": 1, "cited": 1}


def test_a_fact_stands_on_the_highest_rung_of_its_citations(body: Any) -> None:
    body.evidence.create(citation=builders.citation("", note="Says 1889."), fact="founded")
    result = verify()
    assert rungs(result) == {"literal": 2, "located": 1}
    assert result.evidence == {Rung.LITERAL: 2, Rung.LOCATED: 3, Rung.CITED: 1}


def test_a_contradiction_lends_no_rung(body: Any) -> None:
    body.evidence.filter(fact="founded").update(citation=builders.citation("", note="Says 1889."))
    builders.contradiction(body, "founded", Citation.objects.exclude(exact="").first(), note="No.")
    assert rungs(verify())["cited"] == 1


def test_a_named_editors_review_is_the_highest_rung(body: Any) -> None:
    editor = get_user_model().objects.create(username="editor")
    body.evidence.filter(fact="kind").update(reviewed_by=editor, reviewed_on="2026-11-01")
    assert rungs(verify()) == {"literal": 2, "reviewed": 1}
    Citation.objects.update(found_in="b" * 64)
    assert rungs(verify()) == {"cited": 3}, "words that fail carry nothing, whoever reviewed them"


def test_a_printed_form_is_a_name(body: Any) -> None:
    body.name_en = "Example Assembly"
    body.save()
    assert rungs(verify())["literal"] == 1
    body.printed_forms.create(form="Assembly of Examples", citation=Citation.objects.get())
    assert rungs(verify())["literal"] == 2


def test_a_related_record_is_literal_by_its_name(body: Any) -> None:
    body.parent = builders.institution("Union of Examples")
    words = builders.citation("the Union of Examples, its parent", found_in=HASH)
    body.evidence.create(citation=words, fact="parent")
    body.save()
    assert rungs(verify())["literal"] == 3


# Without a text


def test_without_a_text_it_says_what_was_not_proved_and_does_not_call_it_a_pass(body: Any) -> None:
    code, printed = run()
    assert code == 0
    assert (
        f"1 quotation was located when the fixtures were made, against text {HASH}; not re-proved here"
        in printed
    )
    assert "Nothing failed, but 1 quotation could not be re-proved here. That is no pass." in printed
    assert verify().verdict == "not re-proved"
    assert json.loads(run("--json")[1])["verdict"] == "not re-proved"


def test_a_quotation_found_in_another_text_fails(body: Any) -> None:
    Citation.objects.update(found_in="b" * 64)
    code, printed = run()
    assert code == 1
    slug = Citation.objects.get().slug
    assert f"FAILED  {slug} was found in a text of another hash than Article names." in printed
    assert "Assembly of Examples: Name, Type, Founded" in printed
    assert rungs(verify()) == {"cited": 3}


# With a text


def prove_in(raw: str) -> SourceText:
    """Load a text of the article, and let its words count as found in it, whether they are or not."""
    Passage.objects.update(opening="Before.")
    article = builders.source()
    load(article, raw, "article.txt", with_failures=True)
    text = SourceText.objects.get(source=article)
    Citation.objects.update(found_in=text.sha256)
    return text


def test_words_that_stand_in_the_loaded_text_are_proved(body: Any) -> None:
    text = prove_in("Before. The Assembly of Examples\nwas founded in 1889, it says. After.")
    code, printed = run()
    assert code == 0
    assert "Every fact has evidence, and every quotation was found once in its loaded text." in printed
    assert text.sha256 in printed
    result = verify()
    assert (result.verdict, result.states) == ("proved", {State.PROVED: 1})
    assert rungs(result) == {"literal": 2, "located": 1}


@pytest.mark.parametrize(
    "exact",
    [
        "The Assembly of Examples was founded in 1898, it says.",
        "The Assembly of Examples was not founded in 1889, it says.",
        "The Assembly of Exemples was founded in 1889, it says.",
    ],
)
def test_a_changed_letter_digit_or_not_fails_and_is_named_with_all_it_carries(body: Any, exact: str) -> None:
    prove_in("Before. The Assembly of Examples was founded in 1889, it says. After.")
    Citation.objects.update(exact=exact)
    code, printed = run()
    assert code == 1
    slug = Citation.objects.get().slug
    assert f"FAILED  {slug} is not found in its passage of the loaded text of Article." in printed
    assert "Assembly of Examples: Name, Type, Founded" in printed
    assert "1 failure." in printed
    failure = json.loads(run("--json")[1])["failures"][0]
    assert (failure["citation"], failure["source"]) == (slug, "Article")
    assert {"record": "Assembly of Examples", "fact": "Founded"} in failure["facts"]
    assert rungs(verify()) == {"cited": 3}


def test_a_changed_letter_in_the_text_fails_too(body: Any) -> None:
    prove_in("Before. The Assembly of Examples was founded in 1888, it says. After.")
    assert run()[0] == 1
    assert verify().states == {State.MISSING: 1}


def test_words_that_stand_twice_fail(body: Any) -> None:
    prove_in("Before. " + 2 * "The Assembly of Examples was founded in 1889, it says. ")
    code, printed = run()
    assert code == 1
    assert "stands 2 times in its passage of the loaded text of Article." in printed


def test_words_found_in_an_earlier_text_than_the_loaded_one_fail(body: Any) -> None:
    prove_in("Before. The Assembly of Examples was founded in 1889, it says. After.")
    Citation.objects.update(found_in=HASH)
    code, printed = run()
    assert code == 1
    assert "was found in another text than the loaded one of Article." in printed


def test_a_place_that_is_not_where_the_words_stand_fails(body: Any) -> None:
    prove_in("Before. The Assembly of Examples was founded in 1889, it says. After.")
    Citation.objects.update(spans=[[0, 7]])
    code, printed = run()
    assert code == 1
    assert "does not stand in the text of Article at the place kept for it." in printed


def test_a_stored_text_that_was_edited_fails(body: Any) -> None:
    prove_in("Before. The Assembly of Examples was founded in 1889, it says. After.")
    SourceText.objects.update(raw="Before. The Assembly of Examples was founded in 1889, it says. Edited.")
    code, printed = run()
    assert code == 1
    assert "FAILED  The loaded text of Article is not the one whose hash it carries." in printed


def test_a_long_run_says_on_the_error_stream_what_it_looks_at(body: Any, monkeypatch: Any) -> None:
    errors = StringIO()
    call_command("verify", stdout=StringIO(), stderr=errors)
    assert errors.getvalue() == ""
    monkeypatch.setattr("portal.management.commands.verify.PATIENCE", -1)
    call_command("verify", "--json", stdout=StringIO(), stderr=errors)
    assert errors.getvalue().splitlines() == [
        "Quotations of Article …",
        "Facts of sources …",
        "Facts of institutions …",
    ]


# The gate


def test_a_fact_without_evidence_fails_and_is_named(body: Any) -> None:
    builders.unprove(body.evidence.filter(fact="founded"))
    code, printed = run()
    assert code == 1
    assert "FAILED  Assembly of Examples: no citation supports Founded." in printed
    assert verify().without_evidence == 1


def test_a_draft_and_what_stands_on_it_are_left_out(body: Any) -> None:
    before = verify()
    secret = builders.institution("Secret Assembly", publication="draft", founded="1889")
    builders.unprove(secret.evidence.all())
    builders.unprove(builders.function(secret).evidence.all())
    after = verify()
    assert (after.records, after.facts, after.failures) == (before.records, before.facts, [])
    assert after.states == before.states


def test_a_definition_of_a_draft_concept_is_shown_and_so_is_proved(client: Any) -> None:
    made = builders.definition("all forms", concept=builders.concept("Secret notion", publication="draft"))
    assert client.get(made.get_absolute_url()).status_code == 200
    assert sum(rungs(verify(), "sources.definition").values()) == 3
    assert made in [use.record for use in Drawn(builders.source()).uses]
