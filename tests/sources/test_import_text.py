"""`manage.py import_text` stores a text that fits its source, says what it matched, and refuses the rest."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from institutions.models import Milestone
from sources.facts import refuse_unfound
from sources.models import Citation, Source, SourceText
from sources.verification import verify
from tests import builders

pytestmark = pytest.mark.django_db

RAW = """The assembly met in 1889. It had members in nine states.

The second meeting was in Paris. Write to ann.author@example.org. It was held in May.
"""


@pytest.fixture
def article() -> Source:
    """A source with two passages and two quotations."""
    article = builders.outline(("1", "The assembly met"), ("2", "The second meeting"))
    first, second = article.passages.all()
    builders.citation("met in 1889", passage=first)
    builders.citation("second meeting", passage=second)
    return article


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with the text."""
    path = tmp_path / "article.txt"
    path.write_text(RAW, encoding="utf-8")
    return path


def run(path: Path, *options: str, source: str = "article") -> str:
    """What the command prints."""
    out = StringIO()
    call_command("import_text", source, str(path), *options, stdout=out)
    return out.getvalue()


def refused(path: Path, *options: str, source: str = "article") -> str:
    """The sentence with which the command refuses; nothing is stored that was not there."""
    before = list(SourceText.objects.values())
    places = list(Citation.objects.order_by("pk").values("found_in", "spans"))
    with pytest.raises(CommandError) as error:
        run(path, *options, source=source)
    assert list(SourceText.objects.values()) == before
    assert list(Citation.objects.order_by("pk").values("found_in", "spans")) == places
    assert str(error.value).startswith("Nothing was stored: ")
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_text_is_stored_with_hash_and_date_and_its_quotations_are_located(
    article: Source, file: Path
) -> None:
    said = run(file)
    stored = SourceText.objects.get(source=article)
    assert (stored.raw, stored.name) == (RAW, "article.txt")
    assert f"SHA-256 {stored.sha256}" in said
    assert stored.loaded is not None
    assert "   2 passages found" in said
    assert "not found" not in said
    assert "   2 citations located" in said
    assert "   0 citations missing" in said
    assert [citation.found_in for citation in Citation.objects.all()] == [stored.sha256] * 2
    assert [RAW[slice(*each.spans[0])] for each in Citation.objects.all()] == [
        "met in 1889",
        "second meeting",
    ]


def test_markdown_is_taken_too(article: Source, tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_text("# An article\n\n" + RAW, encoding="utf-8")
    assert "   2 passages found" in run(path)


def test_run_twice_nothing_changes(article: Source, file: Path) -> None:
    run(file)
    before = SourceText.objects.values().get()
    assert "is stored; nothing changes." in run(file)
    assert SourceText.objects.values().get() == before


def test_run_again_places_that_the_outline_has_moved_are_set(article: Source, file: Path) -> None:
    run(file)
    Citation.objects.update(spans=[], found_in="")
    assert "2 citations have another place." in run(file)
    assert not Citation.objects.filter(found_in="").exists()


def test_what_is_not_matched_is_named_with_the_nearest_words(article: Source, file: Path) -> None:
    first, second = article.passages.all()
    article.passages.create(key="3", position=3, kind="paragraph", opening="A third one")
    changed = builders.citation("members in ten states", passage=first)
    moved = builders.citation("in nine states", passage=second)
    lost = builders.citation("third", passage=article.passages.get(key="3"))
    address = builders.citation("ann.author@example.com", passage=second)
    said = run(file)
    assert "   1 not found: 3" in said
    assert f"{changed}: the nearest words are “" in said
    assert "members in nine states" in said
    assert f"{moved}: the words stand in 1" in said
    assert f"{lost}: its passage is not found" in said
    assert f"{address}: the nearest words are" in said
    assert "ann.author" not in said


def test_words_that_stand_twice_in_a_passage_are_ambiguous(article: Source, file: Path) -> None:
    twice = builders.citation("It", passage=article.passages.get(key="2"))
    file.write_text(RAW + "It was over in June.\n", encoding="utf-8")
    said = run(file)
    assert f"   1 citations ambiguous\n       {twice}: 2 times" in said


def test_a_changed_file_is_shown_as_a_difference_and_needs_replace(article: Source, file: Path) -> None:
    run(file)
    file.write_text(RAW.replace("1889", "1890").replace("ann.author", "ann.writer"), encoding="utf-8")
    out = StringIO()
    with pytest.raises(CommandError, match="give --replace"):
        call_command("import_text", "article", str(file), stdout=out)
    assert "-The assembly met in 1889.\n+The assembly met in 1890." in out.getvalue()
    assert "ann." not in out.getvalue()
    assert "give --replace" in refused(file)
    assert SourceText.objects.get().raw == RAW

    said = run(file, "--replace")
    assert "replaces the text stored before" in said
    assert "1890" in SourceText.objects.get().raw
    lost, kept = Citation.objects.all()
    assert (lost.found_in, lost.spans) == ("", [])
    assert kept.found_in == SourceText.objects.get().sha256


def test_a_long_difference_is_cut(article: Source, tmp_path: Path, file: Path) -> None:
    run(file)
    file.write_text(RAW + "\n".join(f"Line {n}." for n in range(200)), encoding="utf-8")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_text", "article", str(file), stdout=out)
    assert len(out.getvalue().splitlines()) == 41
    assert "more lines" in out.getvalue()


def test_another_text_than_that_of_the_fixtures_is_said(article: Source, file: Path) -> None:
    Source.objects.filter(pk=article.pk).update(text_sha256="a" * 64)
    assert f"entered from another text, {'a' * 64}" in run(file)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Казахстан".encode("cp1251"), "is not UTF-8: byte"),
        (RAW.encode("utf-16"), "holds NUL bytes"),
        (b"\x89PNG\x00\x01", "holds NUL bytes"),
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n\t\n", "is empty"),
        (b"Another text.\n", "None of the 2 passages of Article begins a line"),
    ],
    ids=["encoding", "utf-16", "binary", "empty", "blank", "another text"],
)
def test_a_file_that_is_no_text_of_the_source_is_refused(
    article: Source, file: Path, content: bytes, said: str
) -> None:
    file.write_bytes(content)
    assert said in refused(file)
    file.write_text(RAW, encoding="utf-8")
    run(file)
    file.write_bytes(content)
    assert said in refused(file, "--replace")


def test_a_huge_file_is_refused(article: Source, file: Path, settings: Any) -> None:
    settings.TEXT_LIMIT_BYTES = len(RAW.encode())
    run(file)
    file.write_text(RAW + "x", encoding="utf-8")
    assert "more than the" in refused(file, "--replace")


def test_unknown_sources_missing_files_and_other_kinds_of_file_are_refused(
    article: Source, file: Path
) -> None:
    assert "there is no source nowhere" in refused(file, source="nowhere")
    assert "there is no file" in refused(file.with_name("other.txt"))
    folder = file.with_name("folder.txt")
    folder.mkdir()
    assert "there is no file" in refused(folder)
    assert "neither a .txt nor an .md" in refused(file.rename(file.with_suffix(".pdf")))


def test_a_source_without_outline_is_refused(file: Path) -> None:
    builders.source("bare")
    assert "Bare has no outline" in refused(file, source="bare")


def lose(article: Source, file: Path) -> Citation:
    """A quotation of a published body that stands in RAW; then RAW without it in the file."""
    cited = builders.citation("members in nine states", passage=article.passages.get(key="1"))
    builders.milestone("Nine members").evidence.update(citation=cited)
    run(file)
    file.write_text(RAW.replace("nine", "ten"), encoding="utf-8")
    return cited


def test_a_text_without_the_words_of_a_published_record_is_refused(article: Source, file: Path) -> None:
    cited = lose(article, file)
    with pytest.raises(CommandError) as error:
        run(file, "--replace")
    said = str(error.value).splitlines()
    assert said[0].startswith("Nothing was stored: of the quotations that published records rest on, 1 would")
    assert "--with-failures" in said[0]
    assert said[1:] == [f"{cited} is not found in its passage of the loaded text of Article."]
    assert SourceText.objects.get().raw == RAW
    cited.refresh_from_db()
    assert cited.spans
    SourceText.objects.get().delete()
    with pytest.raises(CommandError, match="Nothing was stored"):
        run(file)
    assert not SourceText.objects.exists()


def test_the_refusal_says_what_the_gate_says(article: Source, file: Path) -> None:
    cited = lose(article, file)
    said = run(file, "--replace", "--with-failures")
    assert "Stored with failures" in said
    cited.refresh_from_db()
    assert (cited.found_in, cited.spans, cited.not_found) == ("", [], True)
    with pytest.raises(ValidationError) as gate:
        refuse_unfound([cited])
    assert f"       {gate.value.messages[0]}" in said.splitlines()
    assert gate.value.messages[0] in [failure.sentence for failure in verify().failures]


def test_a_text_stored_with_failures_is_imported_again_without_a_change(article: Source, file: Path) -> None:
    cited = lose(article, file)
    run(file, "--replace", "--with-failures")
    stored = list(SourceText.objects.values())
    places = list(Citation.objects.order_by("pk").values("found_in", "spans", "not_found"))
    said = run(file)
    assert "that is stored; nothing changes" in said
    assert f"{cited} is not found in its passage" in said
    assert list(SourceText.objects.values()) == stored
    assert list(Citation.objects.order_by("pk").values("found_in", "spans", "not_found")) == places


def test_words_of_drafts_alone_refuse_no_text(article: Source, file: Path) -> None:
    lose(article, file)
    Milestone.objects.update(publication="draft")
    assert "replaces the text stored before" in run(file, "--replace")


def test_words_that_a_published_record_has_as_a_printed_form_refuse_it_too(
    article: Source, file: Path
) -> None:
    cited = lose(article, file)
    Milestone.objects.update(publication="draft")
    builders.contributor().printed_forms.create(form="nine", citation=cited)
    with pytest.raises(CommandError, match=f"{cited} is not found"):
        run(file, "--replace")


def test_many_lost_quotations_cost_the_same_queries(
    article: Source, file: Path, django_assert_max_num_queries: Any
) -> None:
    passage = article.passages.get(key="1")
    for number in range(20):
        cited = builders.citation(f"lost words {number}", passage=passage)
        builders.milestone(f"Lost {number}").evidence.update(citation=cited)
    with django_assert_max_num_queries(40), pytest.raises(CommandError, match="20 would fail"):
        run(file)


def test_a_text_is_removed_and_the_places_in_it_are_told_of(article: Source, file: Path) -> None:
    run(file)
    out = StringIO()
    call_command("import_text", "article", "--remove", stdout=out)
    assert "article.txt is no longer stored as the text of Article." in out.getvalue()
    assert "   2 citations have no place in a text any more" in out.getvalue()
    assert not SourceText.objects.exists()
    assert not Citation.objects.exclude(found_in="", spans=[]).exists()


def test_places_in_the_text_of_the_fixtures_are_kept_when_it_is_removed(article: Source, file: Path) -> None:
    run(file)
    Source.objects.update(text_sha256=SourceText.objects.get().sha256)
    places = list(Citation.objects.values_list("spans"))
    out = StringIO()
    call_command("import_text", "article", "--remove", stdout=out)
    assert "   2 citations keep the places found in the text" in out.getvalue()
    assert "   0 citations have no place" in out.getvalue()
    assert list(Citation.objects.values_list("spans")) == places


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("article", "--remove"), "Nothing was removed: no text of Article is loaded."),
        (("nowhere", "--remove"), "Nothing was removed: there is no source nowhere."),
        (("article", "a.txt", "--remove"), "Nothing was removed: --remove takes the source only"),
        (("article", "--remove", "--replace"), "Nothing was removed: --remove takes the source only"),
        (("article",), "Nothing was stored: give the file of the text."),
    ],
)
def test_what_cannot_be_removed_is_said(article: Source, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError) as error:
        call_command("import_text", *arguments)
    assert str(error.value).startswith(said)
