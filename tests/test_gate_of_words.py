"""What pages print in quotation marks stands word for word in a citation, whichever door is used."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from portal.seeding import SeedError, seed
from sources.models import Citation, Definition, DefinitionEvidence
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
