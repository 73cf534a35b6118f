"""Fixtures enter through the models, whole or not at all."""

from pathlib import Path

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command

from portal.seeding import SeedError, seed
from sources.models import Citation, LegalDocument, Passage, Provision, Source

SOURCE = """
- model: sources.source
  records:
  - slug: article
    code: Ar
    short: Article 2021
    role: source_text
    type: article-journal
    title_en: An article
    text_sha256: "12ab"
    evidence:
    - {facts: [title], citation: ar1-law}
    - {facts: [type], citation: ar1-law, nearness: reading, note: Read from the text.}
- model: sources.passage
  records:
  - {source: article, key: "1", position: 1, kind: paragraph, number: 1}
- model: sources.citation
  records:
  - slug: ar1-law
    passage: article/1
    exact: An article on the Law of 2002
"""
DOCUMENT = """
- model: sources.legaldocument
  records:
  - slug: law
    title_en: Law
    kind: law
    adopted: "2002"
    evidence:
    - facts: [title, adopted]
      citation: ar1-law
    - {facts: [kind], citation: ar1-law, nearness: reading, note: Read from its name.}
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the fixtures of one source and one document, in load order."""
    (tmp_path / "1.yaml").write_text(SOURCE)
    (tmp_path / "2.yaml").write_text(DOCUMENT)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    """Replace a part of a fixture that must be there."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_records_are_published_with_their_evidence(folder: Path) -> None:
    seed(folder)
    law = LegalDocument.objects.published().get()
    assert [(row.fact, row.sign) for row in law.evidence.order_by("pk")] == [
        ("title", "¶"),
        ("adopted", "¶"),
        ("kind", "≈"),
    ]
    assert str(law.adopted) == "2002"


def test_a_fact_without_evidence_refuses_everything(folder: Path) -> None:
    change(folder / "2.yaml", "[title, adopted]", "[title]")
    with pytest.raises(SeedError, match=r"Law: no citation supports Date\."):
        seed(folder)
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("ar1-law, nearness", "nowhere, nearness", "no citation is called nowhere"),
        ("kind: law", "kind: decree", "2.yaml, law: kind: .*decree"),
        ('"2002"', '"2002-13"', "is not a date of the calendar"),
        ("title_en", "heading", "2.yaml, law: LegalDocument has no field named 'heading'"),
        ("[kind]", "[colour]", "Choose one of: title, kind"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_record(folder: Path, old: str, new: str, sentence: str) -> None:
    change(folder / "2.yaml", old, new)
    with pytest.raises(SeedError, match=sentence):
        seed(folder)
    assert not LegalDocument.objects.exists()


def test_every_record_of_a_kind_passes_the_gate(folder: Path) -> None:
    """Once only the first of each kind would have been judged."""
    second = DOCUMENT.replace("slug: law", "slug: decree").replace("[title, adopted]", "[title]")
    (folder / "3.yaml").write_text(second)
    with pytest.raises(SeedError, match="Law: no citation supports Date"):
        seed(folder)


def test_a_database_that_is_not_empty_is_refused(folder: Path) -> None:
    call_command("seed", folder=folder)
    with pytest.raises(CommandError, match="holds records already"):
        call_command("seed", folder=folder)
    call_command("seed", "--if-empty", folder=folder)
    assert LegalDocument.objects.count() == 1


def locate(folder: Path) -> None:
    """Write located.yaml as if a program had found the one quotation in the text."""
    fingerprint = Citation(passage=Passage(key="1"), exact="An article on the Law of 2002").fingerprint
    (folder / "located.yaml").write_text(
        f"article: {{sha256: 12ab, citations: {{ar1-law: {fingerprint} 7-35 40-42}}}}", encoding="utf-8"
    )


def test_words_that_no_program_has_found_do_not_count_as_found(folder: Path) -> None:
    seed(folder)
    assert Citation.objects.get().found_in == ""


@pytest.mark.parametrize(
    ("old", "new"), [("Law of 2002", "Law of 2003"), ('text_sha256: "12ab"', 'text_sha256: "34cd"')]
)
def test_words_or_text_changed_in_a_fixture_do_not_count_as_found(folder: Path, old: str, new: str) -> None:
    locate(folder)
    change(folder / "1.yaml", old, new)
    seed(folder)
    citation = Citation.objects.get()
    assert (citation.found_in, citation.spans) == ("", [])


def test_words_changed_after_they_were_found_no_longer_count_as_found(folder: Path) -> None:
    locate(folder)
    seed(folder)
    citation = Citation.objects.get()
    assert citation.found_in == "12ab"
    citation.note = "words untouched"
    citation.save()
    assert (citation.found_in, citation.spans) == ("12ab", [[7, 35], [40, 42]])
    citation.exact = "An article on the Law of 2003"
    citation.save()
    citation.refresh_from_db()
    assert (citation.found_in, citation.spans) == ("", [])


def test_a_filled_database_is_compared_with_the_fixtures_and_not_changed(
    folder: Path, admin_user: User, capsys: pytest.CaptureFixture[str]
) -> None:
    seed(folder)
    call_command("seed", compare=True, folder=folder)
    assert capsys.readouterr().out == ""
    own = LegalDocument.objects.create(slug="own", title_en="Own", kind="law")
    law = LegalDocument.objects.get(slug="law")
    for record in (law, own):
        LogEntry.objects.create(
            user=admin_user,
            content_type=ContentType.objects.get_for_model(record),
            object_id=str(record.pk),
            action_flag=CHANGE,
        )
    provision = """    provisions:
    - slug: law-1
      locator: Article 1
      says: A text.
      evidence:
      - {facts: [locator, says], citation: ar1-law}
"""
    change(folder / "2.yaml", '    adopted: "2002"\n', f'    adopted: "2002"\n{provision}')
    change(
        folder / "2.yaml",
        "    evidence:\n    - facts: [title, adopted]",
        "    evidence:\n    - facts: [title]",
    )
    call_command("seed", compare=True, folder=folder)
    assert capsys.readouterr().out.splitlines() == [
        "legal documents, only in the database, 1: own",
        "legal documents, edited in the admin, 1: law",
        "provisions, only in the fixtures, 1: law-1",
    ]
    assert not Provision.objects.exists()
