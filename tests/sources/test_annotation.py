"""Citations as W3C Web Annotations: what the data model asks, what the portal has to say, and no more."""

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from institutions.models import Milestone
from sources.models import Citation, Passage, Source
from sources.texts import load
from tests import builders

pytestmark = pytest.mark.django_db

RAW = """The assembly met in 1889, wrote to ann@example.org, and had no seat. The end – кездесу 🏛 was near.
"""
MOTIVATIONS = {"linking", "identifying", "describing"}


@pytest.fixture
def article() -> Source:
    """A source of one paragraph with two quotations, one of them of two ranges, its text loaded."""
    source = builders.source("read", role="source_text", code="Rd", doi="10.1/a(b)<c>#d")
    builders.outline(("1", "The assembly met"), of=source, **{"1": {"number": 1, "section": "Aims"}})
    cite(source, "rd-met", "The assembly met in 1889")
    cite(source, "rd-near", "The end […] was near", note="Told late.")
    load(source, RAW, "article.txt")
    return source


def cite(source: Source, slug: str, exact: str, **fields: Any) -> Citation:
    """A citation on which the title of a milestone rests."""
    cited = Citation.objects.create(
        slug=slug, source=source, passage=source.passages.get(key="1"), exact=exact, **fields
    )
    builders.milestone(f"Rests on {slug}", slug=slug).evidence.filter(fact="title").update(citation=cited)
    return cited


def get(client: Client, source: Source, **query: str) -> dict[str, Any]:
    """The document at an address of a source."""
    response = client.get(source.get_absolute_url(), {**query, "format": "jsonld"})
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/ld+json")
    return json.loads(response.content)


def is_iri(text: Any) -> bool:
    """Whether `text` is an absolute web address without a letter that may not stand in one."""
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not set(text) & set(' <>"{}|\\^`')


def check_annotation(made: dict[str, Any]) -> None:
    """Assert what the Web Annotation Data Model says an annotation must have, and of which kind."""
    assert is_iri(made["id"])
    assert made["type"] == "Annotation"
    assert made["motivation"] in MOTIVATIONS
    bodies = made["body"]
    assert isinstance(bodies, list) and bodies
    for body in bodies:
        if body["type"] == "TextualBody":
            assert isinstance(body["value"], str)
        else:
            assert body["type"] == "SpecificResource"
            assert is_iri(body["source"]["id"])
            assert body["source"]["label"] and body["fact"] and body["sign"] in "¶≈≠"
        assert body["purpose"] in MOTIVATIONS
    targets = made["target"] if isinstance(made["target"], list) else [made["target"]]
    assert targets
    for target in targets:
        if isinstance(target, str):
            assert is_iri(target)
            continue
        assert target["type"] == "SpecificResource"
        assert is_iri(target["source"])
        kinds = [selector["type"] for selector in target["selector"]]
        assert len(kinds) == len(set(kinds))
        for selector in target["selector"]:
            check_selector(selector)
        assert ("TextPositionSelector" in kinds) == ("state" in target)


def check_selector(selector: dict[str, Any]) -> None:
    """Assert what the data model says of each kind of selector that the portal uses."""
    match selector["type"]:
        case "TextQuoteSelector":
            assert selector["exact"] and "[…]" not in selector["exact"]
            assert all(isinstance(selector.get(key, ""), str) for key in ("prefix", "suffix"))
        case "TextPositionSelector":
            assert 0 <= selector["start"] < selector["end"]
        case "FragmentSelector":
            assert is_iri(selector["conformsTo"]) and selector["value"].startswith(":~:text=")
        case other:
            raise AssertionError(other)


def check_document(made: dict[str, Any]) -> None:
    """Assert that a document says first which words it uses, and defines those that are its own."""
    first, own = made["@context"]
    assert first == "http://www.w3.org/ns/anno.jsonld"
    assert set(own) == {"State", "sha256", "note", "fact", "sign"}
    assert all(is_iri(iri) for iri in own.values())


def selected(target: dict[str, Any], kind: str) -> dict[str, Any]:
    """The selector of a kind."""
    return next(selector for selector in target["selector"] if selector["type"] == kind)


def test_a_collection_holds_the_annotations_of_a_source_on_one_page(client: Client, article: Source) -> None:
    made = get(client, article)
    check_document(made)
    assert made["id"] == "http://testserver/sources/read/?format=jsonld"
    assert (made["type"], made["label"], made["total"]) == ("AnnotationCollection", "Read", 2)
    page = made["first"]
    assert made["last"] == page["id"] != made["id"]
    assert (page["type"], page["startIndex"], page["partOf"]["id"]) == ("AnnotationPage", 0, made["id"])
    assert [each["id"] for each in page["items"]] == [
        f"http://testserver/sources/read/?citation={slug}" for slug in ("rd-met", "rd-near")
    ]
    for each in page["items"]:
        assert "@context" not in each
        check_annotation(each)


def test_a_passage_and_a_citation_have_theirs(client: Client, article: Source) -> None:
    passage = get(client, article, passage="1")
    assert passage["id"] == "http://testserver/sources/read/?passage=1&format=jsonld"
    assert (passage["label"], passage["total"]) == ("Read, Aims, paragraph 1", 2)
    one = get(client, article, citation="rd-met")
    check_document(one)
    del one["@context"]
    check_annotation(one)
    assert one == passage["first"]["items"][0]


def test_what_rests_on_nothing_is_an_empty_collection(client: Client, article: Source) -> None:
    Milestone.objects.update(publication="draft")
    made = get(client, article)
    assert (made["total"], "first" in made) == (0, False)
    query = {"citation": "rd-met", "format": "jsonld"}
    assert client.get(article.get_absolute_url(), query).status_code == 404


def test_words_and_place_and_what_rests_on_them_are_said(client: Client, article: Source) -> None:
    made = get(client, article, citation="rd-met")
    assert made["body"] == [
        {
            "type": "SpecificResource",
            "purpose": "linking",
            "source": {"id": "http://testserver/timeline/#rd-met", "label": "Rests on rd-met"},
            "fact": "what happened",
            "sign": "¶",
        }
    ]
    target = made["target"]
    assert target["source"] == "https://doi.org/10.1/a(b)%3Cc%3E%23d"
    assert selected(target, "TextQuoteSelector")["exact"] == "The assembly met in 1889"
    assert target["state"] == {"type": "State", "sha256": article.text.sha256}


def test_each_range_is_a_target_at_its_place_counted_in_letters(client: Client, article: Source) -> None:
    made = get(client, article, citation="rd-near")
    places = [selected(target, "TextPositionSelector") for target in made["target"]]
    assert [RAW[place["start"] : place["end"]] for place in places] == ["The end", "was near"]
    quotes = [selected(target, "TextQuoteSelector") for target in made["target"]]
    assert [quote["exact"] for quote in quotes] == ["The end", "was near"]
    assert quotes[1]["prefix"].endswith("The end – кездесу 🏛 ")
    assert quotes[1]["suffix"] == ".\n"
    assert {"type": "TextualBody", "purpose": "describing", "value": "Told late."} in made["body"]


def test_addresses_are_masked_unless_they_are_quoted(client: Client, article: Source) -> None:
    Citation.objects.filter(slug="rd-met").update(exact="The assembly met in 1889, wrote to")
    load(article, RAW, "article.txt")
    made = json.dumps(get(client, article), ensure_ascii=False)
    assert "ann@" not in made
    assert '"suffix": " •••@•••••••.•••' in made
    cite(article, "rd-mail", "wrote to ann@example.org")
    assert '"exact": "wrote to ann@example.org"' in json.dumps(get(client, article))


def test_without_a_text_to_be_read_only_the_words_that_settle_the_place_stand_around(
    client: Client, article: Source
) -> None:
    cite(article, "rd-seat", "no", suffix="seat")
    around = {"type": "TextQuoteSelector", "exact": "no", "suffix": "seat"}
    Source.objects.filter(pk=article.pk).update(shows_text=False, text_sha256=article.text.sha256)
    hidden = get(client, article, citation="rd-seat")["target"]
    assert selected(hidden, "TextQuoteSelector") == around
    assert "state" in hidden
    SourceText = type(article.text)
    SourceText.objects.get().delete()
    Source.objects.update(shows_text=True)
    assert get(client, article, citation="rd-seat")["target"] == hidden


def test_a_text_fragment_leads_to_the_words_where_the_address_opens(client: Client, article: Source) -> None:
    Source.objects.filter(pk=article.pk).update(doi="", url="https://example.org/a", url_is_link=True)
    target = get(client, article, citation="rd-met")["target"]
    check_annotation(get(client, article, citation="rd-near"))
    fragment = ":~:text=The%20assembly%20met%20in%201889"
    assert target["source"] == "https://example.org/a"
    assert selected(target, "FragmentSelector")["value"] == fragment
    page = client.get(article.get_absolute_url(), {"passage": "1"}).content.decode()
    assert f'<a href="https://example.org/a#{fragment}">At the publisher’s page</a>' in page
    Source.objects.update(url_is_link=False)
    target = get(client, article, citation="rd-met")["target"]
    assert target["source"] == "http://testserver/sources/read/"
    assert "FragmentSelector" not in [selector["type"] for selector in target["selector"]]
    page = client.get(article.get_absolute_url(), {"passage": "1"}).content.decode()
    assert "https://example.org/a" not in page


def test_a_source_without_quotation_is_itself_the_target(client: Client) -> None:
    page = builders.source("page", role="supplementary", type="webpage", url="https://example.org/p")
    cited = builders.citation("", source=page, passage=None, note="It lists the members.")
    builders.institution().evidence.update(citation=cited)
    made = get(client, page, citation=cited.slug)
    check_annotation({key: value for key, value in made.items() if key != "@context"})
    assert made["target"] == "https://example.org/p"
    assert made["body"][-1]["value"] == "It lists the members."
    address = client.get("/sources/page/", {"citation": cited.slug}).headers["Location"]
    assert address == f"/sources/page/#{cited.slug}"
    assert f'id="{cited.slug}"' in client.get("/sources/page/").content.decode()


def test_pages_say_where_their_annotations_are(client: Client, article: Source) -> None:
    Passage.objects.create(source=article, key="9", number=9, position=9, kind="paragraph")
    page = client.get(article.get_absolute_url()).content.decode()
    assert '<link rel="alternate" type="application/ld+json" href="?format=jsonld">' in page
    assert '<a href="?format=jsonld" type="application/ld+json">' in page
    passage = client.get(article.get_absolute_url(), {"passage": "1"}).content.decode()
    assert 'type="application/ld+json" href="?passage=1&amp;format=jsonld">' in passage
    assert '<a href="?passage=1&amp;format=jsonld" type="application/ld+json">' in passage
    assert "jsonld" not in client.get(article.get_absolute_url(), {"passage": "9"}).content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("format=", 400),
        ("format=xml", 400),
        ("format=jsonld%00", 400),
        ("passage=1&format=turtle", 400),
        ("citation=rd-met&format=x", 400),
        ("show=statements&format=jsonld", 400),
        ("passage=nope&format=jsonld", 404),
        ("passage=&format=jsonld", 404),
        ("citation=nope&format=jsonld", 404),
        ("citation=%00&format=jsonld", 404),
        ("citation=rd-met&passage=1&format=jsonld", 404),
    ],
)
def test_what_is_not_there_is_said_on_a_page(
    client: Client, article: Source, query: str, status: int
) -> None:
    response = client.get(f"{article.get_absolute_url()}?{query}")
    assert response.status_code == status
    assert "<h1>" in response.content.decode()


def test_drafts_have_no_annotations(client: Client, article: Source) -> None:
    Source.objects.update(publication="draft")
    assert client.get(article.get_absolute_url(), {"format": "jsonld"}).status_code == 404


@pytest.mark.parametrize("number", [3, 60])
def test_sixty_annotations_cost_the_queries_of_three(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    source = builders.source("long", role="source_text", code="Lo")
    words = [f"word{each}" for each in range(number)]
    builders.outline(("1", "word0"), of=source, **{"1": {"number": 1}})
    for word in words:
        cite(source, f"lo-{word}", word)
    load(source, " ".join(words), "long.txt")
    with django_assert_num_queries(30):
        assert get(client, source)["total"] == number
    with django_assert_num_queries(31):
        assert get(client, source, passage="1")["total"] == number
    with django_assert_num_queries(31):
        get(client, source, citation="lo-word1")
