"""A source that is a draft is named to no visitor, wherever a published definition names it."""

import pytest
from django.test import Client

from sources.models import Definition, Record, Source
from tests import builders

pytestmark = pytest.mark.django_db
PAIR = "/definitions/compare/?d=told&d=other"
DOORS = [
    "/definitions/",
    "/definitions/told/",
    "/definitions/lineage/",
    "/definitions/matrix/?format=csv",
    "/concepts/parliamentary-diplomacy/",
    PAIR,
    f"{PAIR}&show=worksheet",
    f"{PAIR}&format=json",
]
NAMES = ["Secret Guide", "Secret Reader"]


@pytest.fixture
def world() -> None:
    """Words of a guide, which a reader quotes, read in the article; and other words of the article."""
    guide = builders.source("secret-guide", title_en="Secret Guide")
    reader = builders.source("secret-reader", title_en="Secret Reader")
    builders.definition("first words", slug="told", work=guide, via=reader, pages="p. 44", stated="2001")
    builders.definition("other words", slug="other", work=builders.source(), stated="2002")


def withdraw(*slugs: str) -> None:
    """Make the sources with these slugs drafts, as somebody in a hurry would."""
    Source.objects.filter(slug__in=slugs).update(publication=Record.Publication.DRAFT)


def text(client: Client, address: str) -> str:
    """What a door answers, white space folded."""
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("door", DOORS)
def test_a_work_and_who_quotes_it_are_named_only_if_published(client: Client, door: str) -> None:
    before = text(client, door)
    assert all(name in before for name in NAMES)
    withdraw("secret-guide", "secret-reader")
    after = text(client, door)
    assert not any(name in after for name in NAMES)
    assert "first words" in after or "Author" in after


@pytest.mark.usefixtures("world")
def test_a_work_that_is_a_draft_reads_as_not_stated_without_a_mark(client: Client) -> None:
    withdraw("secret-guide", "secret-reader")
    page = text(client, "/definitions/told/")
    assert '<div><dt>Work</dt><dd><span class="tbf">[not stated]</span></dd></div>' in page
    assert "<dt>Quoted through</dt>" not in page
    assert "Quoted at second hand in" in page


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("door", [DOORS[0], "/definitions/lineage/", "/definitions/matrix/?format=csv"])
def test_words_read_in_a_draft_are_not_shown(client: Client, door: str) -> None:
    hidden = builders.source("secret-post", title_en="Secret Post")
    builders.definition("whispered words", title="Whisper", slug="whisper", read_in=hidden)
    assert "hisper" in text(client, door)
    assert client.get("/definitions/whisper/").status_code == 200
    withdraw("secret-post")
    page = text(client, door)
    assert "Secret Post" not in page and "hisper" not in page
    assert client.get("/definitions/whisper/").status_code == 404
    comparison = text(client, "/definitions/compare/?d=told&d=whisper")
    assert "Nothing here is called “whisper”." in comparison
    assert not any(words in comparison for words in ("Whisper", "whispered", "Secret Post"))


@pytest.fixture
def whisper() -> Definition:
    """Words read in a post, which later words amend; a finding and a doubt on who said them."""
    hidden = builders.source("secret-post", title_en="Secret Post")
    words = builders.definition("whispered words", title="Whisper", slug="whisper", read_in=hidden)
    builders.definition("louder words", title="Louder", slug="louder", stated="2003", amends=words)
    builders.definition("other words", slug="other", stated="2002")
    builders.statement("A finding on them").definitions.add(words)
    builders.discrepancy("A doubt on them", kind="attribution").definitions.add(words)
    return words


@pytest.mark.usefixtures("whisper")
@pytest.mark.parametrize(
    "door",
    [
        "/definitions/",
        "/definitions/?format=json",
        "/definitions/louder/",
        "/definitions/lineage/",
        "/definitions/compare/?d=other&d=louder",
        "/definitions/compare/?d=other&d=louder&format=json",
        "/concepts/parliamentary-diplomacy/",
        "/discrepancies/",
        "/search/?q=words",
    ],
)
def test_words_read_in_a_draft_are_not_named_by_those_that_amend_them(client: Client, door: str) -> None:
    assert "hisper" in text(client, door)
    withdraw("secret-post")
    page = text(client, door)
    assert "ouder" in page or "A doubt on them" in page
    assert "hisper" not in page and "Secret Post" not in page


@pytest.mark.usefixtures("whisper")
def test_who_amends_words_read_in_a_draft_reads_as_amending_nothing_stated(client: Client) -> None:
    withdraw("secret-post")
    page = text(client, "/definitions/louder/")
    assert "<dt>Amends</dt>" not in page and 'id="amendments"' not in page
    assert ">Amends<" not in text(client, "/definitions/compare/?d=other&d=louder")


@pytest.mark.usefixtures("whisper")
@pytest.mark.parametrize("door", ["/concepts/parliamentary-diplomacy/", "/definitions/lineage/"])
def test_what_is_said_of_words_read_in_a_draft_is_not_said_of_their_notion(client: Client, door: str) -> None:
    said = ["A doubt on them", *(["A finding on them"] if "concepts" in door else [])]
    assert all(title in text(client, door) for title in said)
    withdraw("secret-post")
    assert not any(title in text(client, door) for title in said)
