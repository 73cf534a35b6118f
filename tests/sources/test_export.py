"""The evidence leaves the portal as a package with which a stranger proves every quotation again."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client

from sources import offline_checker
from sources.export import NAMES, TABLES, package
from sources.models import Citation, Passage
from sources.rungs import Rung, State, rung_of
from sources.texts import load
from tests import builders

pytestmark = pytest.mark.django_db
FOUNDED = "The Assembly of Examples was founded in 1889, it says."
TEXT = """\
Of the Assembly. The Assembly of Exam-
ples was founded in 1889, it says.

Of its statute. The statute has 26 articles. So the statute says.
"""
HASH = sha256(TEXT.encode()).hexdigest()
#: The figures that the checker and the command both print.
FIGURES = ("records", "facts", "evidence", "citations", "kinds")


@pytest.fixture
def body() -> Any:
    """A body founded in 1889, by words of paragraph 1; paragraph 2 speaks of its statute."""
    article = builders.source(text_sha256=HASH)
    made = builders.institution(founded="1889")
    builders.unprove(made.evidence.all())
    Citation.objects.all().delete()
    Passage.objects.all().delete()
    builders.outline(("1", "Of the Assembly."), ("2", "Of its statute."))
    first, second = article.passages.order_by("position")
    words = builders.citation(FOUNDED, passage=first, found_in=HASH)
    statute = builders.citation("The statute has 26 articles.", passage=second, found_in=HASH)
    builders.prove(article, words, nearness="reading", note="Read.")
    made.printed_forms.create(form="Assembly of Examples", citation=words)
    made.evidence.create(citation=statute, fact="founded", nearness="reading", note="Nearly.")
    made.evidence.create(
        citation=builders.citation("", source=article, passage=first, note="So."), fact="kind"
    )
    return builders.prove(made, words)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the package goes."""
    return tmp_path / "package"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """The text of the article, as a stranger has it."""
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8", newline="\n")
    return path


def export(folder: Path, *options: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("export_evidence", str(folder), *options, stdout=out)
    return out.getvalue()


def check(folder: Path, *arguments: object) -> tuple[int, str]:
    """The exit code of check.py and what it prints, run by a Python without Django or anything else."""
    command = [sys.executable, "-I", "-S", str(folder / "check.py"), *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, check=False, cwd=folder.parent, encoding="utf-8")
    return run.returncode, run.stdout + run.stderr


def figures(folder: Path, *arguments: object) -> dict[str, Any]:
    """What check.py prints as data."""
    return json.loads(check(folder, "--json", *arguments)[1])


def command() -> dict[str, Any]:
    """What `verify --json` prints."""
    out = StringIO()
    with suppress(SystemExit):
        call_command("verify", "--json", stdout=out)
    return json.loads(out.getvalue())


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a file of the package."""
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def change(folder: Path, name: str, how: Callable[[dict[str, Any]], None]) -> None:
    """Tamper with each row of a file of the package."""
    changed = rows(folder, name)
    for row in changed:
        how(row)
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in changed]
    (folder / name).write_text("".join(lines), encoding="utf-8")


def load_text(raw: str = TEXT, **options: Any) -> None:
    """Load a text of the article into the portal."""
    load(builders.source(), raw, "article.txt", **options)


# The files


def test_the_dictionary_names_every_column_of_every_file(body: Any, folder: Path) -> None:
    builders.reading(builders.discrepancy())
    export(folder)
    assert {each.name for each in folder.iterdir()} == set(NAMES)
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for table in TABLES:
        assert rows(folder, table.name), table.name
        for row in rows(folder, table.name):
            assert list(row) == [column.name for column in table.columns]
        for column in table.columns:
            assert f"| {column.name} | {column.type} | {column.meaning} |" in readme
    assert HASH in readme
    assert "Creative Commons Attribution 4.0" in (folder / "LICENCE.md").read_text(encoding="utf-8")


def test_a_fact_stands_there_as_shown_with_its_rung_and_its_evidence(body: Any, folder: Path) -> None:
    body.name_ru = "Ассамблея примеров"
    body.save()
    export(folder)
    facts = {row["fact"]: row for row in rows(folder, "facts.jsonl") if row["slug"] == body.slug}
    assert facts["name"]["value"] == "Assembly of Examples"
    assert facts["name"]["other_forms"] == ["Ассамблея примеров"]
    assert facts["founded"] == {
        "kind": "institutions.institution",
        "slug": "assembly-of-examples",
        "address": "/institutions/assembly-of-examples/",
        "fact": "founded",
        "label": "Founded",
        "value": "1889",
        "other_forms": [],
        "coded": False,
        "rung": "literal",
    }
    assert (facts["kind"]["value"], facts["kind"]["rung"]) == ("Inter-parliamentary assembly", "located")
    evidence = [row for row in rows(folder, "evidence.jsonl") if row["fact"] == "founded"]
    assert [(row["rung"], row["literal"]) for row in evidence] == [("located", False), ("literal", True)]


def test_the_checker_is_one_file_for_python_3_9_that_imports_the_standard_library_only(
    body: Any, folder: Path
) -> None:
    export(folder)
    tree = ast.parse((folder / "check.py").read_text(encoding="utf-8"), feature_version=(3, 9))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        )
    }
    assert imported <= sys.stdlib_module_names
    defined = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    defined += [ast.unparse(node.targets[0]) for node in tree.body if isinstance(node, ast.Assign)]
    assert len(defined) == len(set(defined)), "two of the modules in it give a thing the same name"


def test_its_rules_are_those_of_the_portal(body: Any) -> None:
    assert list(offline_checker.STATES) == State.values
    assert list(offline_checker.RUNGS) == Rung.values
    row = body.evidence.get(fact="founded", nearness="words")
    editor = get_user_model()(pk=1)
    for state, reviewed, literal in product(State, (False, True), (False, True)):
        row.reviewed_by = editor if reviewed else None
        row.nearness = "words" if literal else "reading"
        expected = rung_of(row, body, state, lambda _record: [])
        assert offline_checker.rung(str(state), reviewed, literal) == expected, (state, reviewed, literal)
    for citation in Citation.objects.select_related("passage"):
        parts = {name: getattr(citation, name) for name in ("exact", "prefix", "suffix")}
        parts["passage"] = citation.passage.key if citation.passage else ""
        assert offline_checker.fingerprint(parts) == citation.fingerprint


def test_drafts_are_in_no_file(body: Any, folder: Path) -> None:
    secret = builders.institution("Secret Assembly", publication="draft", founded="1889")
    builders.unprove(secret.evidence.all())
    builders.unprove(builders.function(secret).evidence.all())
    body.parent = secret
    body.evidence.create(citation=Citation.objects.exclude(exact="").first(), fact="parent")
    body.save()
    export(folder)
    for path in folder.iterdir():
        assert "secret" not in path.read_text(encoding="utf-8").casefold(), path.name
    assert check(folder)[0] == offline_checker.NOT_PROVED


def test_addresses_of_persons_are_masked_but_for_those_that_an_editor_quotes(body: Any, folder: Path) -> None:
    Citation.objects.filter(exact="").update(note="Asked at ann@example.org.")
    body.evidence.filter(note="Nearly.").update(note="ann@example.org and press@example.org said so.")
    Passage.objects.filter(key="2").update(opening="Of its statute, ann@example.org")
    words = Citation.objects.get(exact__contains="statute")
    Citation.objects.filter(pk=words.pk).update(
        exact="Write to press@example.org, it says.",
        prefix="ann@example.org. So",
        suffix="Or ann@example.org",
    )
    export(folder)
    for path in folder.iterdir():
        assert "ann@" not in path.read_text(encoding="utf-8"), path.name
    assert "•••@•••••••.••• and press@example.org said so." in (folder / "evidence.jsonl").read_text("utf-8")
    row = next(row for row in rows(folder, "citations.jsonl") if row["slug"] == words.slug)
    assert (row["exact"], row["prefix"], row["suffix"]) == (
        "Write to press@example.org, it says.",
        ". So",
        "Or ",
    )
    assert rows(folder, "sources.jsonl")[0]["passages"][1]["opening"] == "Of its statute, "


@pytest.mark.parametrize("number", [1, 3])
def test_asks_the_database_as_often_for_one_record_as_for_three(
    django_assert_num_queries: Any, number: int
) -> None:
    for n in range(number):
        body = builders.institution(f"Assembly {n}", founded="1889")
        builders.function(body)
        builders.reading(builders.discrepancy())
    with django_assert_num_queries(49):
        package()


# The checker


def test_without_a_text_it_has_the_figures_of_verify_and_does_not_pass(body: Any, folder: Path) -> None:
    export(folder)
    code, printed = check(folder)
    assert code == 3
    assert "All figures are those of totals.json." in printed
    assert f"2 quotations are not re-proved; they need the text {HASH}." in printed
    assert "Nothing failed, but 2 quotations could not be re-proved here. That is no pass." in printed
    counted, said = figures(folder), command()
    assert [counted[name] for name in FIGURES] == [said[name] for name in FIGURES]
    assert counted["citations"]["before"] == 2
    assert (counted["verdict"], said["verdict"]) == ("not re-proved", "not re-proved")


def test_with_the_text_it_proves_everything_and_has_the_figures_of_a_portal_with_it(
    body: Any, folder: Path, text: Path
) -> None:
    load_text()
    export(folder)
    code, printed = check(folder, text)
    assert code == 0
    assert f"article.txt, {HASH}, the text that the package names" in printed
    assert "All figures are those of totals.json." in printed
    assert "Every fact has evidence, and every quotation was found once in its text." in printed
    counted, said = figures(folder, text), command()
    assert [counted[name] for name in FIGURES] == [said[name] for name in FIGURES]
    assert counted["sources"][0]["citations"] == said["sources"][0]["citations"]
    assert counted["citations"]["proved"] == 2
    assert (counted["verdict"], said["verdict"]) == ("proved", "proved")
    code, printed = check(folder)
    assert code == 3
    assert "0 quotations are proved here, 2 were at the portal." in printed


def test_a_portal_without_the_text_gives_a_package_that_is_proved_with_it(
    body: Any, folder: Path, text: Path
) -> None:
    export(folder)
    code, printed = check(folder, text)
    assert code == 0
    assert "2 quotations are proved here, 0 were at the portal." in printed


def test_a_letter_changed_in_a_copy_of_the_text_is_named_by_verify_status_and_checker(
    client: Client, body: Any, folder: Path, text: Path
) -> None:
    load_text()
    export(folder)
    for before, after in (("founded", "foundod"), ("1889", "1888"), ("was founded", "was not founded")):
        copy = text.with_name("copy.txt")
        copy.write_text(TEXT.replace(before, after), encoding="utf-8", newline="\n")
        slug = Citation.objects.get(exact=FOUNDED).slug
        load_text(copy.read_text(encoding="utf-8"), replace=True, with_failures=True)
        said = command()
        assert [each["citation"] for each in said["failures"]] == [slug]
        assert f"{slug} is not found in its passage" in client.get("/status/").content.decode()
        code, printed = check(folder, f"article={copy}")
        assert code == 1
        assert f"FAILED  {slug} is not found in its passage of the given text of Article." in printed
        assert "Assembly of Examples: Name, Type, Founded, name as printed" in printed
        assert "This is another text than the package names" in printed
        counted = figures(folder, f"article={copy}")
        assert [each["citation"] for each in counted["failures"]] == [slug]
        assert {"record": "Assembly of Examples", "fact": "Founded"} in counted["failures"][0]["facts"]
        assert [counted[name] for name in FIGURES] == [said[name] for name in FIGURES]
        load_text(replace=True)


@pytest.mark.parametrize(
    ("before", "after"), [("1889", "1898"), ("was", "was not"), ("Examples", "Exemples")]
)
def test_words_changed_in_the_package_are_named_with_the_text_and_without(
    body: Any, folder: Path, text: Path, before: str, after: str
) -> None:
    export(folder)
    change(folder, "citations.jsonl", lambda row: row.update(exact=row["exact"].replace(before, after)))
    slug = Citation.objects.get(exact=FOUNDED).slug
    code, printed = check(folder, text)
    assert code == 1
    assert f"{slug} is not found in its passage of the given text of Article." in printed
    code, printed = check(folder)
    assert code == 1
    assert f"The words or the place of {slug} are not those that were found in Article." in printed


def test_words_that_stand_in_another_passage_or_at_another_place_or_twice_fail(
    body: Any, folder: Path, text: Path
) -> None:
    load_text()
    export(folder)
    slug = Citation.objects.get(exact=FOUNDED).slug
    change(
        folder, "citations.jsonl", lambda row: row.update(passage="2") if row["exact"] == FOUNDED else None
    )
    assert f"{slug} is not found in its passage" in check(folder, text)[1]
    export(folder, "--replace")
    change(
        folder, "citations.jsonl", lambda row: row.update(spans=[[0, 7]]) if row["exact"] == FOUNDED else None
    )
    assert f"{slug} does not stand in the given text of Article at the place" in check(folder, text)[1]
    export(folder, "--replace")
    change(
        folder, "citations.jsonl", lambda row: row.update(exact="statute") if "26" in row["exact"] else None
    )
    code, printed = check(folder, text)
    assert code == 1
    assert "stands 3 times in its passage of the given text of Article." in printed


def test_another_text_that_holds_all_words_is_said_to_be_another_and_is_no_pass(
    body: Any, folder: Path, text: Path
) -> None:
    load_text()
    export(folder)
    text.write_text(f"\ufeff{TEXT}\nMore.", encoding="utf-8")
    code, printed = check(folder, f"article={text}")
    assert code == 3
    assert f"This is another text than the package names, {HASH}." in printed
    assert "not in the texts that the package names. That is no pass." in printed


def test_what_was_reviewed_counts_as_long_as_the_words_are_found(body: Any, folder: Path, text: Path) -> None:
    editor = get_user_model().objects.create(username="editor", first_name="Ed", last_name="Itor")
    body.evidence.filter(fact="founded").update(reviewed_by=editor, reviewed_on="2026-11-01")
    export(folder)
    reviewed = [row for row in rows(folder, "evidence.jsonl") if row["reviewed_by"]]
    assert {(row["reviewed_by"], row["reviewed_on"], row["rung"]) for row in reviewed} == {
        ("Ed Itor", "2026-11-01", "reviewed")
    }
    assert figures(folder, text)["facts"]["reviewed"] == 1
    text.write_text(TEXT.replace("1889", "1888").replace("26", "27"), encoding="utf-8")
    assert figures(folder, f"article={text}")["facts"]["reviewed"] == 0


def test_rows_that_do_not_give_the_totals_are_named(body: Any, folder: Path, text: Path) -> None:
    export(folder)
    change(folder, "evidence.jsonl", lambda row: row.update(literal=False))
    code, printed = check(folder, text)
    assert code == 1
    assert "Assembly of Examples: Founded is said to be literal, not located." in printed
    assert "do not give its total of facts literal: 0, in totals.json 2." in printed
    export(folder, "--replace")
    change(folder, "evidence.jsonl", lambda row: row.update(stance="contradicts"))
    code, printed = check(folder, text)
    assert code == 1
    assert "Assembly of Examples: no citation supports Founded." in printed
    export(folder, "--replace")
    totals = folder / "totals.json"
    totals.write_text(totals.read_text("utf-8").replace('"proved": 0', '"proved": 9'), encoding="utf-8")
    assert check(folder, text)[0] == 1


def test_a_failure_of_the_portal_itself_is_no_pass(body: Any, folder: Path, text: Path) -> None:
    builders.unprove(body.evidence.filter(fact="founded"))
    printed = export(folder)
    assert "1 failure." in printed
    code, printed = check(folder, text)
    assert code == 1
    assert "FAILED  Assembly of Examples: no citation supports Founded." in printed


def test_what_cannot_be_read_is_said_in_one_sentence(body: Any, folder: Path, text: Path) -> None:
    export(folder)
    copy = text.with_name("copy.txt")
    copy.write_text(f"{TEXT}!", encoding="utf-8")
    binary = text.with_name("binary.txt")
    binary.write_bytes(b"\xff\xfe\x00")
    for arguments, sentence in (
        ([text.with_name("none.txt")], "none.txt cannot be read: No such file or directory."),
        ([folder], "cannot be read: Is a directory."),
        ([copy], "which is the text of no source of the package. To check it nevertheless, name its source"),
        ([f"article={binary}"], "binary.txt is not a text in UTF-8: byte 0 cannot be read."),
        ([f"nobody={text}"], "The package has no source nobody."),
        ([text, f"article={text}"], "Two texts are given for article."),
    ):
        code, printed = check(folder, *arguments)
        assert code == 2, arguments
        assert sentence in printed
        assert "Traceback" not in printed
    for name in ("facts.jsonl", "totals.json"):
        kept = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text("{", encoding="utf-8")
        code, printed = check(folder, text)
        assert (code, "Traceback" in printed) == (2, False)
        (folder / name).write_text(kept, encoding="utf-8")
    change(folder, "citations.jsonl", lambda row: row.pop("exact"))
    assert check(folder, text) == (2, "The package is not whole: KeyError('exact').\n")
    (folder / "citations.jsonl").unlink()
    assert "citations.jsonl cannot be read" in check(folder, text)[1]


# The command


def test_the_command_says_what_it_wrote_and_how_it_is_checked(body: Any, folder: Path) -> None:
    printed = export(folder)
    assert f"5 facts of 2 records and 3 citations are written to {folder}, 11 files." in printed
    assert "Nothing failed, but 2 quotations could not be re-proved here. That is no pass." in printed
    assert f"python {folder / 'check.py'} TEXT" in printed


def test_a_folder_that_holds_something_is_refused(body: Any, folder: Path) -> None:
    export(folder)
    with pytest.raises(
        CommandError, match=r"package is not empty; give --replace to replace the package in it\."
    ):
        export(folder)
    (folder / "mine.txt").write_text("Mine.", encoding="utf-8")
    (folder / "totals.json").write_text("{}", encoding="utf-8")
    export(folder, "--replace")
    assert json.loads((folder / "totals.json").read_text(encoding="utf-8"))["facts"]["total"] == 5
    assert (folder / "mine.txt").read_text(encoding="utf-8") == "Mine."
    (folder / "check.py").unlink()
    with pytest.raises(CommandError, match="holds other things than a package; nothing is replaced"):
        export(folder, "--replace")


def test_a_folder_that_cannot_be_written_is_refused_in_a_sentence(body: Any, folder: Path) -> None:
    folder.write_text("A file.", encoding="utf-8")
    with pytest.raises(CommandError, match=r"Nothing was written: .*package is a file, not a folder\."):
        export(folder)
    with pytest.raises(
        CommandError, match=r"Nothing was written: .*package.within cannot be written: Not a dir"
    ):
        export(folder / "within")


def test_an_empty_portal_gives_a_package_too(folder: Path) -> None:
    export(folder)
    code, printed = check(folder)
    assert code == 0
    assert "0 published records state 0 facts:" in printed


def test_the_page_of_status_says_how(client: Client) -> None:
    page = client.get("/status/").content.decode()
    assert "Verify it yourself" in page
    assert "<code>manage.py export_evidence FOLDER</code>" in page
