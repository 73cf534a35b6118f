"""The bibliography: what a row says, how it is narrowed, and what it answers to nonsense."""

from datetime import date
from itertools import chain

import pytest
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db
URL = "/sources/"


def published(year: int) -> dict[str, date]:
    """The columns of a date of which only the year is known."""
    return {"published_earliest": date(year, 1, 1), "published_latest": date(year, 12, 31)}


@pytest.fixture
def world() -> None:
    """The article in English, a Russian work of 2019 in its list, a page without language, a draft."""
    builders.source(language="en", **published(2021))
    work = builders.source(
        "varlen-2019",
        short="Varlen 2019",
        contributors_as_printed="Varlen, M.",
        title_en="The Growing Role",
        title_original="O vozrastayushchey roli",
        language="ru",
        container="Lex Russica",
        volume="4",
        issue="7",
        pages="54–65",
        doi="10.1/lex",
        **published(2019),
    )
    builders.prove(work, builders.reference(work, number=1).citation)
    page = builders.source(
        "ipu-about",
        role="supplementary",
        type="webpage",
        url="https://mirror.example/about",
        url_is_link=False,
    )
    builders.prove(page, builders.citation("", source=page, passage=None, locator="Section 2"))
    builders.source("hidden-draft", publication="draft")


def names(client: Client, **query: object) -> list[str]:
    """The short references on the first page, in order."""
    return [str(record) for record in client.get(URL, query).context["object_list"]]


@pytest.mark.usefixtures("world")
def test_shows_published_sources_only_by_short_reference(client: Client) -> None:
    assert names(client) == ["Article", "Ipu About", "Varlen 2019"]
    assert "Hidden Draft" not in client.get(URL).content.decode()


@pytest.mark.usefixtures("world")
def test_a_row_is_the_full_reference_with_its_place_in_the_list_of_the_article(client: Client) -> None:
    text = client.get(URL).content.decode()
    assert (
        'Varlen, M. (2019) <i lang="ru-Latn">O vozrastayushchey roli</i> [The Growing Role]. '
        "<i>Lex Russica</i> 4(7). Pp. 54–65." in text
    )
    assert '<a href="https://doi.org/10.1/lex">10.1/lex</a>' in text
    assert '<a href="/sources/article/#r1">entry [1] of Article</a>' in text
    assert "Reference · Journal article · Russian" in text


@pytest.mark.usefixtures("world")
def test_a_mirror_is_no_link_and_what_is_not_stated_says_so(client: Client) -> None:
    text = client.get(URL, {"role": "supplementary"}).content.decode()
    assert "https://mirror.example/about (not shown as a link)" in text
    assert 'href="https://mirror.example' not in text
    assert '(<span class="tbf">[not stated]</span>) Title of ipu-about.' in text
    assert 'Language <span class="tbf">[not stated]</span>' in text


@pytest.mark.usefixtures("world")
def test_a_mark_leads_to_the_entry_as_printed_and_that_of_a_page_opens_its_card(client: Client) -> None:
    text = client.get(URL).content.decode()
    assert 'href="/sources/article/?passage=r1#' in text
    assert "Varlen 2019 as printed." not in text
    assert '<span class="vh">Evidence, cited </span>[1]</button>' in text
    assert "Cited without quotation; not checked here." in text


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("facet", ["role", "type", "language", "cited_in"])
def test_each_facet_divides_the_list(client: Client, facet: str) -> None:
    options = next(each for each in client.get(URL).context["filter"].facets if each.name == facet).options
    shown = {option.value: names(client, **{facet: option.value}) for option in options}
    assert {option.value: option.count for option in options} == {
        value: len(found) for value, found in shown.items()
    }
    assert sorted(chain(*shown.values())) == names(client)


@pytest.mark.usefixtures("world")
def test_a_work_is_found_by_the_source_in_whose_list_it_stands(client: Client) -> None:
    page = client.get(URL, {"cited_in": "article"})
    assert [str(record) for record in page.context["object_list"]] == ["Varlen 2019"]
    assert [chip.label for chip in page.context["filter"].chips] == ["Cited in: Article"]
    assert page.context["canonical"] == "?cited_in=article"
    assert names(client, cited_in="not-stated") == ["Article", "Ipu About"]
    builders.source().__class__.objects.filter(slug="article").update(publication="draft")
    assert names(client, cited_in="not-stated") == names(client) == ["Ipu About", "Varlen 2019"]
    assert "article is not one of" in client.get(URL, {"cited_in": "article"}).content.decode()


@pytest.mark.usefixtures("world")
def test_languages_are_offered_by_name(client: Client) -> None:
    facets = {each.name: each for each in client.get(URL).context["filter"].facets}
    assert [(each.value, str(each.label)) for each in facets["language"].options] == [
        ("en", "English"),
        ("ru", "Russian"),
        ("not-stated", "Not stated"),
    ]


@pytest.mark.usefixtures("world")
def test_words_and_years_narrow_and_leave_out_the_undated(client: Client) -> None:
    assert names(client, q="LEX russica") == ["Varlen 2019"]
    assert names(client, published_min=2020) == ["Article"]
    assert names(client, published_max=2020) == ["Varlen 2019"]
    assert names(client, published_min=2000, published_max=2030) == ["Article", "Varlen 2019"]


@pytest.mark.usefixtures("world")
def test_sorts_by_year_with_the_undated_last_either_way(client: Client) -> None:
    assert names(client, sort="year") == ["Varlen 2019", "Article", "Ipu About"]
    assert names(client, sort="-year") == ["Article", "Varlen 2019", "Ipu About"]
    assert names(client, sort="-short") == ["Varlen 2019", "Ipu About", "Article"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"role": "castle"}, "castle is not one of the available choices"),
        ({"type": "castle"}, "castle is not one of the available choices"),
        ({"language": "tlh"}, "tlh is not one of the available choices"),
        ({"published_min": "soon"}, "Write a year, such as 1990."),
        ({"published_min": "2020", "published_max": "2019"}, "The first year lies after the last."),
        ({"published_max": "0"}, "Write a year, such as 1990."),
        ({"q": "x" * 201}, "at most 200 characters"),
        ({"q": "a\x00b"}, "This holds a character that cannot be read"),
    ],
)
def test_what_is_not_understood_is_said_and_shows_nothing(
    client: Client, query: dict[str, str], sentence: str
) -> None:
    page = client.get(URL, query)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert list(page.context["object_list"]) == []


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("page", ["0", "2", "x"])
def test_a_page_that_does_not_exist_is_a_404(client: Client, page: str) -> None:
    assert client.get(URL, {"page": page}).status_code == 404


def test_without_any_record_says_so(client: Client) -> None:
    assert "There is no published record of this kind yet." in client.get(URL).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_rows(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    for each in range(number):
        work = builders.source(f"work-{each}")
        builders.prove(work, builders.reference(work, builders.citation().passage).citation)
    with django_assert_num_queries(6):  # type: ignore[operator]
        client.get(URL)
