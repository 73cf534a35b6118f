"""The evidence is one file for everybody, and the page of status says what it does not prove."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from sources.export import NAMES, package
from sources.models import Citation
from sources.verification import verify
from tests import builders
from tests.portal.test_status import command, page, row
from tests.sources.test_export import FIGURES, check, figures

pytestmark = pytest.mark.django_db
URL = "/evidence.zip"
HASH = "a" * 64
PROVED = "every quotation was found once in its loaded text."


def unpack(client: Client, into: Path) -> Path:
    """The folder that the file unpacks into."""
    response = client.get(URL)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="evidence.zip"'
    with ZipFile(BytesIO(response.content)) as archive:
        archive.extractall(into)
    assert [each.name for each in into.iterdir()] == ["evidence"]
    return into / "evidence"


@pytest.fixture
def body() -> Any:
    """A body founded in 1889, by words that a program has found; its type is cited without words."""
    article = builders.source(text_sha256=HASH)
    made = builders.institution(founded="1889")
    builders.prove(article)
    Citation.objects.update(found_in=HASH)
    builders.unprove(made.evidence.filter(fact="kind"))
    made.evidence.create(citation=builders.citation("", source=article, note="So."), fact="kind")
    return made


# The file


def test_the_file_holds_what_the_command_writes_and_nothing_else(client: Client, body: Any) -> None:
    with ZipFile(BytesIO(client.get(URL).content)) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    written, result = package()
    assert set(written) == set(NAMES)
    assert list(found) == [f"evidence/{name}" for name in written]
    for name, content in written.items():
        if name == "totals.json":
            ours, theirs = json.loads(found[f"evidence/{name}"]), json.loads(content)
            assert {**ours, "at": ""} == {**theirs, "at": ""}
        elif name != "README.md":
            assert found[f"evidence/{name}"] == content, name
    assert f"{result.facts} facts" in found["evidence/README.md"]


def test_its_checker_counts_the_figures_of_the_page(client: Client, tmp_path: Path, body: Any) -> None:
    folder = unpack(client, tmp_path)
    counted, said = figures(folder), command()
    assert [counted[name] for name in FIGURES] == [said[name] for name in FIGURES]
    facts = counted["facts"]
    assert row(page(client), "All")[:2] == [counted["records"], facts["total"]]
    code, printed = check(folder)
    assert code == 3
    assert "All figures are those of totals.json." in printed
    assert "1 of 3 citations has no quotation. 1 of 5 facts is only cited: " in printed


def test_drafts_and_names_to_sign_in_with_are_not_in_it(client: Client, tmp_path: Path, body: Any) -> None:
    builders.institution("Secret Assembly", publication="draft", founded="1889")
    editor = get_user_model().objects.create(username="signs-in-as")
    body.evidence.filter(fact="founded").update(reviewed_by=editor, reviewed_on="2026-11-01")
    folder = unpack(client, tmp_path)
    for path in folder.iterdir():
        words = path.read_text(encoding="utf-8").casefold()
        assert "secret" not in words, path.name
        assert "signs-in-as" not in words, path.name
    assert '"reviewed_by": "an editor"' in (folder / "evidence.jsonl").read_text(encoding="utf-8")
    assert figures(folder)["facts"]["reviewed"] == 1


def test_it_is_only_read(client: Client, body: Any) -> None:
    head = client.head(URL)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Disposition"] == 'attachment; filename="evidence.zip"'
    for method in (client.post, client.put, client.delete):
        assert method(URL).status_code == 405
    assert client.get("/evidence.zip/").status_code == 404


def test_who_holds_the_file_is_sent_another_only_where_the_evidence_has_changed(
    client: Client, body: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(URL)
    assert first["Cache-Control"] == "no-cache"
    monkeypatch.setattr(timezone, "now", lambda: datetime(2030, 1, 1, tzinfo=UTC))
    assert client.get(URL).content != first.content
    held = {"If-None-Match": first["ETag"]}
    again = client.get(URL, headers=held)
    assert (again.status_code, again.content) == (304, b"")
    body.publication = "draft"
    body.save()
    changed = client.get(URL, headers=held)
    assert changed.status_code == 200
    kept = [BytesIO(each.content) for each in (first, changed)]
    assert [body.slug in ZipFile(each).read("evidence/records.jsonl").decode() for each in kept] == [
        True,
        False,
    ]


def test_the_file_is_sent_as_it_is_packed_and_each_reads_what_unpacks(client: Client, body: Any) -> None:
    asked = {"Accept-Encoding": "gzip"}
    response = client.get(URL, headers=asked)
    assert not response.has_header("Content-Encoding")
    assert client.get("/status/", headers=asked)["Content-Encoding"] == "gzip"
    for entry in ZipFile(BytesIO(response.content)).infolist():
        assert entry.compress_type == ZIP_DEFLATED, entry.filename
        assert entry.external_attr >> 16 == 0o644, entry.filename


@pytest.mark.parametrize("number", [1, 3])
def test_asks_the_database_as_often_for_one_record_as_for_three(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for n in range(number):
        builders.function(builders.institution(f"Assembly {n}", founded="1889"))
        builders.reading(builders.discrepancy())
    with django_assert_num_queries(49):
        client.get(URL)


# The page


def test_the_page_leads_to_the_file_and_says_how_the_checker_is_run(client: Client) -> None:
    text = page(client)
    assert '<a href="/evidence.zip" download>the evidence as one file</a>' in text
    assert "Unpack it and run <code>python evidence/check.py TEXT …</code>" in text
    assert '<a href="#verify">' in text


def test_the_verdict_names_what_no_looking_up_of_words_proves(client: Client, body: Any) -> None:
    without = (
        "1 of 3 citations has no quotation. 1 of 5 facts is only cited: no words found in a source prove it."
    )
    assert f"That is no pass. {without}</p>" in page(client)
    assert verify().verdict_sentence.endswith(without)
    builders.unprove(body.evidence.filter(fact="founded"))
    assert f"1 failure. {without}</p>" in page(client)


def test_the_verdict_of_several_is_in_the_plural(client: Client, body: Any) -> None:
    builders.unprove(body.evidence.filter(fact="name"))
    body.evidence.create(citation=builders.citation("", note="Named."), fact="name")
    assert (
        "2 of 4 citations have no quotation. 2 of 5 facts are only cited: "
        "no words found in a source prove them.</p>"
    ) in page(client)


def test_where_all_is_quoted_and_found_the_verdict_stands_alone(client: Client) -> None:
    assert f'<p class="note">Every fact has evidence, and {PROVED}</p>' in page(client)
    builders.prove(builders.source(text_sha256=HASH))
    Citation.objects.update(found_in=HASH)
    assert "could not be re-proved here. That is no pass.</p>" in page(client)
