"""The page on the state of the data, for the portal filled from the fixtures."""

import gzip
import time
from hashlib import sha256
from pathlib import Path

import html5lib
import pytest
from django.conf import settings
from django.test import Client

from sources.models import Citation, Source
from sources.texts import load
from sources.verification import State, verify
from tests.portal.test_status import command, page, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


def test_the_filled_portal_has_the_totals_of_the_command(client: Client) -> None:
    text, data = page(client), command()
    assert row(text, "All")[:2] == [data["records"], data["facts"]["total"]]
    assert data["facts"]["total"] > 2000
    assert sum(data["citations"][state] for state in State.values) == data["citations"]["total"]
    assert data["facts"]["without_evidence"] == 0
    assert data["failures"] == []


def test_every_page_leads_to_it_and_it_is_small(client: Client) -> None:
    assert 'href="/status/"' in client.get("/").content.decode()
    about = client.get("/about/").content.decode()
    assert about.count('href="/status/"') == 2
    body = client.get("/status/").content
    html5lib.HTMLParser(strict=True).parse(body)
    style = (Path(settings.BASE_DIR) / "static" / "portal.css").read_bytes()
    assert len(gzip.compress(body)) + len(gzip.compress(style)) < 14 * 1024


def test_a_run_takes_less_than_two_seconds() -> None:
    started = time.process_time()
    verify()
    assert time.process_time() - started < 2


def test_a_quotation_changed_behind_the_back_of_the_models_is_named_without_any_text() -> None:
    """Its fingerprint is no longer the one that came with the fixtures."""
    citation = Citation.objects.exclude(found_in="").order_by("slug").first()
    assert citation is not None
    Citation.objects.filter(pk=citation.pk).update(exact=citation.exact.replace("e", "o", 1) + "s")
    result = verify()
    assert result.states[State.STALE] == 1
    assert [failure.citation for failure in result.failures] == [citation.slug]
    assert result.failures[0].facts


def test_with_the_texts_everything_is_proved_and_a_changed_letter_is_named(
    client: Client, texts: Path
) -> None:
    for source in Source.objects.source_texts():
        paths = {sha256(path.read_bytes()).hexdigest(): path for path in texts.glob("*.txt")}
        load(source, paths[source.text_sha256].read_text(encoding="utf-8"), f"{source.slug}.txt")
    started = time.process_time()
    result = verify()
    assert time.process_time() - started < 2
    assert result.failures == []
    assert result.verdict == "proved"
    assert result.states[State.PROVED] == result.quotations > 400
    assert row(page(client), str(State.PROVED.label)) == [result.quotations]
    citation = Citation.objects.exclude(exact="").order_by("slug").first()
    assert citation is not None
    Citation.objects.filter(pk=citation.pk).update(exact=citation.exact + "s")
    assert [each["citation"] for each in command()["failures"]] == [citation.slug]
    assert f"{citation.slug} is not found in its passage" in page(client)
