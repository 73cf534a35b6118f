"""A published record holds no quotation that its loaded text does not hold once, whichever door is used."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from institutions.models import Institution, InstitutionEvidence
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
    body.evidence.exclude(citation__slug="ar-words").delete()
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
