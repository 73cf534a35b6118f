"""The package of the content that the portal ships has the figures of verify and of the page of status."""

import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sources.models import Citation, Source
from sources.offline_checker import GivenText, Package, judge
from sources.texts import load
from sources.verification import Rung, State
from tests.portal.test_evidence_file import unpack
from tests.portal.test_status import command, page, row
from tests.sources.test_export import FIGURES, check, export, figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


@pytest.fixture
def paths(texts: Path) -> dict[str, Path]:
    """The files of the source texts by the slugs of their sources, known by their hashes."""
    files = {sha256(path.read_bytes()).hexdigest(): path for path in texts.glob("*.txt")}
    return {source.slug: files[source.text_sha256] for source in Source.objects.source_texts()}


def load_texts(paths: dict[str, Path], **options: Any) -> None:
    """Load the texts into the portal."""
    for slug, path in paths.items():
        load(Source.objects.get(slug=slug), path.read_bytes().decode(), path.name, **options)


def hold_equal(counted: dict[str, Any], said: dict[str, Any], text: str) -> None:
    """The figures of the checker are those of the command and those that the page of status shows."""
    for name in FIGURES:
        assert counted[name] == said[name], name
    for theirs, ours in zip(said["sources"], counted["sources"], strict=True):
        assert (theirs["source"], theirs["citations"]) == (ours["source"], ours["citations"])
    facts = counted["facts"]
    shown = [counted["records"], facts["total"], *(facts[rung] for rung in Rung.values)]
    assert row(text, "All") == [*shown, facts["without_evidence"]]
    for state in State:
        assert row(text, str(state.label)) == [counted["citations"][state]], state


def test_without_texts_the_three_have_the_same_figures(client: Client, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    export(folder)
    counted = figures(folder)
    hold_equal(counted, command(), page(client))
    assert counted["verdict"] == "not re-proved"
    assert counted["citations"]["before"] == Citation.objects.exclude(exact="").count() > 400
    for path in folder.iterdir():
        assert "gmail" not in path.read_text(encoding="utf-8").casefold(), path.name


def test_the_file_for_everybody_is_quick_and_small_and_has_the_figures_of_the_page(
    client: Client, tmp_path: Path
) -> None:
    started = time.process_time()
    size = len(client.get("/evidence.zip").content)
    assert time.process_time() - started < 6
    assert size < 800_000
    folder = unpack(client, tmp_path)
    counted, text = figures(folder), page(client)
    hold_equal(counted, command(), text)
    citations, facts = counted["citations"], counted["facts"]
    for without in (
        f"{citations['cited']} of {citations['total']} citations have no quotation.",
        f"{facts['cited']} of {facts['total']} facts are only cited",
    ):
        assert without in text
        assert without in check(folder)[1]


def test_with_both_texts_the_three_have_the_same_figures_and_everything_is_proved(
    client: Client, tmp_path: Path, paths: dict[str, Path]
) -> None:
    load_texts(paths)
    folder = tmp_path / "package"
    export(folder)
    started = time.monotonic()
    code, printed = check(folder, *paths.values())
    assert time.monotonic() - started < 10  # a process of its own, on a busy machine
    assert code == 0
    assert "All figures are those of totals.json." in printed
    counted = figures(folder, *paths.values())
    hold_equal(counted, command(), page(client))
    assert counted["verdict"] == "proved"
    assert counted["citations"]["proved"] == Citation.objects.exclude(exact="").count() > 400
    assert "gmail" not in "".join(path.read_text(encoding="utf-8") for path in folder.iterdir()).casefold()


def test_a_letter_changed_in_a_copy_of_a_text_is_named_by_all_three(
    client: Client, tmp_path: Path, paths: dict[str, Path]
) -> None:
    load_texts(paths)
    folder = tmp_path / "package"
    export(folder)
    for slug, path in paths.items():
        citation = Citation.objects.filter(source__slug=slug, exact__contains="o").order_by("slug")[9]
        raw = path.read_bytes().decode()
        at = raw.index("o", citation.spans[0][0])
        copy = tmp_path / f"{slug}.txt"
        copy.write_bytes(f"{raw[:at]}e{raw[at + 1 :]}".encode())
        load_texts({slug: copy}, replace=True, with_failures=True)
        given = [f"{slug}={copy}", *(other for name, other in paths.items() if name != slug)]
        counted, said = figures(folder, *given), command()
        hold_equal(counted, said, page(client))
        broken = [each["citation"] for each in said["failures"]]
        assert citation.slug in broken
        assert [each["citation"] for each in counted["failures"]] == broken
        assert f"{citation.slug} is not found in its passage" in page(client)
        load_texts({slug: path}, replace=True)


def test_a_quotation_changed_by_a_digit_or_a_not_fails_in_the_checker(
    tmp_path: Path, paths: dict[str, Path]
) -> None:
    folder = tmp_path / "package"
    export(folder)
    package = Package(folder)
    texts = {slug: GivenText(path, path.read_bytes(), package.sources[slug]) for slug, path in paths.items()}
    number = 0
    for citation in package.citations.values():
        source, exact = package.sources[citation["source"]], citation["exact"]
        first, _space, rest = exact.partition(" ")
        changed = [f"{first} not {rest}"] if rest else []
        changed += [
            exact[:at] + str((int(letter) + 1) % 10) + exact[at + 1 :]
            for at, letter in enumerate(exact)
            if letter in "0123456789"
        ]
        for words in changed:
            altered = {**citation, "exact": words}
            assert judge(altered, source, texts[source["slug"]])[0] == "missing", citation["slug"]
            assert judge(altered, source, None)[0] == "stale", citation["slug"]
        number += bool(exact)
    assert number == Citation.objects.exclude(exact="").count()
