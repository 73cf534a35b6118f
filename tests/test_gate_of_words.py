"""What pages print in quotation marks stands word for word in a citation, whichever door is used."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from portal.seeding import SeedError, seed
from sources.models import Citation, Definition, DefinitionEvidence, Source
from sources.texts import load
from sources.verification import verify
from tests import builders
from tests.admin_pages import address, filled, said

pytestmark = pytest.mark.django_db

WORDS = "this definition is not ideal"
FALSE = "this definition is entirely perfect"
#: The sentence, the same at every door.
REFUSED = (
    "Ideal: no citation that supports Words holds it word for word, and it would stand in quotation marks."
)
FIXTURE = """
- model: sources.definition
  records:
  - slug: ideal
    title: Ideal
    kind: verbatim
    concept: diplomacy
    read_in: article
    text: "TEXT"
    speakers_as_printed: Author
    evidence:
    - {facts: [text, speakers, kind], citation: ar-ideal}
"""


@pytest.fixture
def cited() -> Citation:
    """A citation that holds the words and who says them."""
    made = builders.citation(f"Author says that {WORDS}.")
    Citation.objects.filter(pk=made.pk).update(slug="ar-ideal")
    made.refresh_from_db()
    return made


def draft(cited: Citation, text: str = WORDS, **fields: Any) -> Definition:
    """A definition that is not published yet, each of its facts proved by one citation."""
    fields = {"slug": "ideal", "title": "Ideal", "text": text, "publication": "draft", **fields}
    made = Definition(
        concept=builders.concept(),
        read_in=builders.source(),
        kind="verbatim",
        **{"speakers_as_printed": "Author", **fields},
    )
    made.save()
    return builders.prove(made, cited)


@pytest.mark.parametrize(
    "text", [FALSE, "this definition is ideal", "definition is not idea", "This Definition"]
)
def test_words_that_no_citation_holds_are_not_published_from_the_admin(
    client: Client, staff: Client, cited: Citation, text: str
) -> None:
    """A false quotation was once published with a green message."""
    made = draft(cited, text)
    url = address(Definition, "change", made.pk)
    assert REFUSED in said(staff.post(url, filled(staff, url, publication="published")))
    assert client.get(made.get_absolute_url()).status_code == 404
    assert staff.post(url, filled(staff, url, publication="published", text=WORDS)).status_code == 302
    assert f"“{WORDS}”" in said(client.get(made.get_absolute_url()))


def test_a_new_definition_with_words_of_its_own_is_refused_and_one_with_those_quoted_is_not(
    staff: Client, cited: Citation
) -> None:
    url = address(Definition, "add")
    fields = {
        **filled(staff, url),
        **{"slug": "ideal", "title": "Ideal", "kind": "verbatim", "text": FALSE, "language": "en"},
        **{"concept": builders.concept().pk, "read_in": builders.source().pk, "publication": "published"},
        **{"speakers_as_printed": "Author", "evidence-TOTAL_FORMS": 3},
    }
    for number, fact in enumerate(("text", "speakers", "kind")):
        row = {"fact": fact, "citation": cited.pk, "stance": "supports", "nearness": "words"}
        fields |= {f"evidence-{number}-{name}": value for name, value in row.items()}
    page = said(staff.post(url, fields))
    assert REFUSED in page
    assert not Definition.objects.exists()
    assert staff.post(url, fields | {"text": WORDS}).status_code == 302
    assert Definition.objects.get().is_published


@pytest.mark.parametrize("text", [WORDS, FALSE])
def test_fixtures_are_refused_with_the_same_sentence(tmp_path: Path, cited: Citation, text: str) -> None:
    concept = builders.concept()
    (tmp_path / "1.yaml").write_text(FIXTURE.replace("TEXT", text).replace("diplomacy", concept.slug))
    if text == FALSE:
        with pytest.raises(SeedError, match=REFUSED):
            seed(tmp_path)
        assert not Definition.objects.exists()
    else:
        seed(tmp_path)
        assert Definition.objects.get().is_published


def test_the_shell_is_refused_with_the_same_sentence(cited: Citation) -> None:
    made = draft(cited, FALSE)
    made.publication = "published"
    with pytest.raises(ValidationError, match=REFUSED):
        made.save()
    made.text = WORDS
    made.save()
    made.text = FALSE
    with pytest.raises(ValidationError, match=REFUSED):
        made.save()
    assert Definition.objects.get().text == WORDS
    made.text, made.publication = FALSE, "draft"
    made.save()


def test_who_said_it_is_a_quotation_too(cited: Citation) -> None:
    made = draft(cited, speakers_as_printed="Somebody else")
    made.publication = "published"
    with pytest.raises(ValidationError, match="no citation that supports Said by holds it"):
        made.save()


def test_the_number_of_a_footnote_is_no_part_of_a_name_quoted() -> None:
    made = draft(builders.citation(f"Author¹ says that {WORDS}."))
    made.publication = "published"
    made.save()
    assert made.evidence.get(fact="speakers").citation.exact.startswith("Author¹")


def test_the_words_quoted_are_not_changed_under_a_published_quotation(staff: Client, cited: Citation) -> None:
    made = draft(cited)
    made.publication = "published"
    made.save()
    url = address(Citation, "change", cited.pk)
    assert REFUSED in said(staff.post(url, filled(staff, url, exact=f"Author says that {FALSE}.")))
    cited.exact = f"Author says that {FALSE}."
    with pytest.raises(ValidationError, match=REFUSED):
        cited.save()
    cited.exact = f"Author says that {WORDS} for us."
    cited.save()
    Definition.objects.update(publication="draft")
    cited.exact = f"Author says that {FALSE}."
    cited.save()


def test_the_citation_that_holds_a_published_quotation_is_not_taken_away(
    staff: Client, cited: Citation
) -> None:
    made = draft(cited)
    made.publication = "published"
    made.save()
    row, other = made.evidence.get(fact="text"), builders.citation("Other words.")
    made.evidence.create(citation=other, fact="text")
    with pytest.raises(ValidationError, match=REFUSED):
        row.delete()
    row.citation = other
    url = address(DefinitionEvidence, "change", row.pk)
    assert REFUSED in said(staff.post(url, filled(staff, url, citation=builders.citation("More.").pk)))
    row.refresh_from_db()
    row.citation = builders.citation("More words.")
    with pytest.raises(ValidationError, match=REFUSED):
        row.save()


def test_everything_that_is_lacking_is_said_at_once(staff: Client, cited: Citation) -> None:
    made = draft(cited, FALSE)
    builders.unprove(made.evidence.filter(fact="kind"))
    url = address(Definition, "change", made.pk)
    page = said(staff.post(url, filled(staff, url, publication="published")))
    assert REFUSED in page
    assert "Ideal: no citation supports Kind." in page


def test_what_went_past_the_gate_is_named_by_verify(cited: Citation) -> None:
    made = draft(cited, FALSE)
    assert REFUSED not in [failure.sentence for failure in verify().failures]
    builders.publish(made)
    assert REFUSED in [failure.sentence for failure in verify().failures]


def test_a_printed_form_stands_in_its_citation_from_the_shell_too() -> None:
    body, cited = builders.institution("Assembly"), builders.citation("The Assembly met.")
    form = body.printed_forms.create(form="Assembly", citation=cited)
    with pytest.raises(ValidationError, match="does not stand in the words of the citation"):
        body.printed_forms.create(form="Senate", citation=cited)
    with pytest.raises(ValidationError, match="does not stand in the words of the citation"):
        body.printed_forms.create(form="Assemb", citation=cited)
    cited.exact = "The Senate met."
    with pytest.raises(ValidationError, match="its name as printed, “Assembly”, would not stand"):
        cited.save()
    form.delete()
    cited.save()


def test_only_what_the_stored_words_held_is_refused_when_words_change() -> None:
    body, cited = builders.institution("Assembly"), builders.citation("The Assembly met.")
    body.printed_forms.create(form="Assembly", citation=cited)
    Citation.objects.filter(pk=cited.pk).update(exact="The Asembly met.")
    cited.exact = "The Asembly met today."
    cited.save()
    assert Citation.objects.get(pk=cited.pk).exact == "The Asembly met today."
    cited.exact = "The Assembly met today."
    cited.save()
    cited.exact = "The Senate met."
    with pytest.raises(ValidationError, match="its name as printed, “Assembly”, would not stand"):
        cited.save()


def test_what_is_wrong_with_a_row_is_said_at_the_head_with_its_row_and_once(
    staff: Client, cited: Citation
) -> None:
    """The head once said only “Please correct the error below”, the gate only after that."""
    made = draft(cited, FALSE)
    url = address(Definition, "change", made.pk)
    rows = filled(staff, url)
    wrong = {"publication": "published", "evidence-1-stance": "contradicts"}
    response = staff.post(url, {**rows, **wrong})
    head = [str(each) for each in response.context["messages"]]
    assert "Evidence, row 2, Discrepancy: A citation that contradicts the fact names the discrepancy." in head
    assert REFUSED in head
    assert len(head) == len(set(head))
    assert not list(staff.get(url).context["messages"]), "a form that nobody has sent says nothing"


def test_a_citation_that_the_loaded_text_does_not_hold_is_saved_with_a_warning(staff: Client) -> None:
    article = builders.source()
    passage = article.passages.create(key="p1", position=1, kind="paragraph", opening="The assembly")
    load(article, "The assembly met in 1889.\n", "article.txt")
    made = builders.citation("The assembly met in 1889.", passage=passage)
    url = address(Citation, "change", made.pk)
    right = staff.post(url, filled(staff, url), follow=True)
    assert "is not found in its passage" not in said(right)
    wrong = staff.post(url, filled(staff, url, exact="The assembly met in 1898."), follow=True)
    assert f"{made.slug} is not found in its passage of the loaded text of Article." in said(wrong).replace(
        made.slug.capitalize(), made.slug
    )
    assert "the nearest words are “The assembly met in 1889.”" in said(wrong)


def test_a_source_is_found_by_the_name_that_the_admin_shows(staff: Client) -> None:
    builders.source("abitbekov", short="Abitbekov 2021")
    found = said(staff.get(address(Source, "changelist", q="abitbekov 2021")))
    assert "1 source" in found
    assert "0 sources" in said(staff.get(address(Source, "changelist", q="abitbekov 2022")))
