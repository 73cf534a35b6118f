"""The page on the state of the data shows the figures of `manage.py verify` to everybody."""

import json
import re
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from sources import verification
from sources.models import Citation
from sources.verification import Rung, State
from tests import builders

pytestmark = pytest.mark.django_db
HASH = "a" * 64


def page(client: Client) -> str:
    """The page, in one line."""
    response = client.get("/status/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def command() -> dict:
    """What `verify --json` prints, whether it fails or not."""
    out = StringIO()
    with suppress(SystemExit):
        call_command("verify", "--json", stdout=out)
    return json.loads(out.getvalue())


def row(text: str, name: str) -> list[int]:
    """The numbers of the row of a table that begins with `name`."""
    cells = re.search(rf'<th scope="row">(?:<b>)?{re.escape(name)}(?:</b>)?</th>(.*?)</tr>', text)
    assert cells, name
    return [int(number) for number in re.findall(r'<td class="n">(\d+)</td>', cells[1])]


def test_the_totals_are_those_of_the_command(client: Client) -> None:
    article = builders.source(text_sha256=HASH)
    builders.institution(founded="1889")
    body = builders.institution("Union of Examples", founded="1995")
    found = builders.citation("It began in 1995.", found_in=article.text_sha256)
    body.evidence.filter(fact="founded").update(citation=found)
    builders.prove(article, builders.citation("", note="Says so."))
    text, data = page(client), command()
    facts = data["facts"]
    assert row(text, "All") == [
        data["records"],
        facts["total"],
        *(facts[rung] for rung in Rung.values),
        facts["without_evidence"],
    ]
    assert (facts["literal"], facts["cited"]) == (1, 7)
    assert f"{data['citations']['total']} citations, 3 of them with a quotation" in text
    for state in State:
        assert row(text, str(state.label)) == [data["citations"][state]], state
    assert row(text, "Institutions") == [2, 6, 5, 0, 1, 0, 0]


def test_an_empty_portal_has_figures_too(client: Client) -> None:
    text = page(client)
    assert row(text, "All") == [0, 0, 0, 0, 0, 0, 0]
    assert "No source is quoted yet." in text


def test_without_a_text_nothing_passes(client: Client) -> None:
    article = builders.prove(builders.source(text_sha256=HASH))
    Citation.objects.update(found_in=article.text_sha256)
    text = page(client)
    assert f"located when the fixtures were made, against text {HASH}; not re-proved here" in text
    assert "That is no pass." in text
    assert "No text is loaded." in text
    assert "every quotation was found once" not in text


def test_names_what_fails_and_leads_to_it(client: Client) -> None:
    builders.prove(builders.source())
    body = builders.institution(founded="1889")
    assert "Failures" not in page(client)
    builders.unprove(body.evidence.filter(fact="founded"))
    text = page(client)
    assert "1 failure." in text
    assert "Assembly of Examples: no citation supports Founded." in text
    assert f'<a href="{body.get_absolute_url()}">Assembly of Examples</a>: Founded' in text


def test_drafts_are_neither_counted_nor_named(client: Client) -> None:
    builders.prove(builders.source())
    body = builders.institution("Secret Assembly", publication="draft", founded="1889")
    builders.function(body)
    builders.unprove(body.evidence.filter(fact="founded"))
    text = page(client)
    assert "Secret Assembly" not in text
    assert "Failures" not in text
    assert row(text, "All")[:2] == [1, 2]  # the article, its title and its type


@pytest.mark.parametrize("number", [1, 3])
def test_asks_the_database_as_often_for_one_record_as_for_three(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    for n in range(number):
        body = builders.institution(f"Assembly {n}", founded="1889")
        builders.function(body)
        builders.membership(body, builders.state(f"State {n}"))
        builders.unprove(body.evidence.filter(fact="founded"))
    with django_assert_num_queries(48):  # type: ignore[operator]
        client.get("/status/")


def test_names_so_many_failures_and_says_how_many_more_there_are(client: Client) -> None:
    builders.prove(builders.source())
    for _n in range(9):
        builders.unprove(builders.statement().evidence.all())
    text = page(client)
    assert "27 failures." in text
    assert text.count("no citation supports") == 25
    assert "2 more failures are named by <code>manage.py verify</code>." in text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/status/", "/evidence.zip"])
def test_a_run_is_kept_until_anything_is_committed(
    client: Client, django_assert_max_num_queries: object, address: str
) -> None:
    builders.prove(builders.source())
    body = builders.institution(founded="1889")
    first = client.get(address)
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        again = client.get(address)
    assert again.status_code == 200
    if address == "/status/":
        assert again.content == first.content
        assert "; nothing was changed since." in page(client)
    type(body).objects.update(name_en="Renamed Assembly")
    builders.unprove(body.evidence.filter(fact="founded"))
    after = client.get(address).content
    assert after != first.content
    if address == "/status/":
        assert "Renamed Assembly: no citation supports Founded." in " ".join(after.decode().split())


@pytest.mark.django_db(transaction=True)
def test_the_command_always_proves_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page(client)
    runs = []
    made = verification.Run.__init__
    monkeypatch.setattr(
        verification.Run, "__init__", lambda self, progress: (runs.append(self), made(self, progress))[1]
    )
    page(client)
    assert runs == []
    command()
    command()
    assert len(runs) == 2
