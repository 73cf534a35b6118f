"""The list of legal documents: what it shows, how it is narrowed, and what it answers to nonsense."""

from itertools import chain

import pytest
from django.test import Client

from sources.models import LegalDocument
from sources.page_evidence import place_url
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/documents/"


@pytest.fixture
def world() -> None:
    """A Kazakh law of 2002 in force, a Dutch memorandum of 2010, an undated convention of several states."""
    law = builders.document(
        "Law on Service",
        adopted="2002-03-07",
        valid="2002/2005",
        jurisdiction="KZ",
        status="in_force",
        issuer="Parliament",
    )
    builders.provision(law)
    builders.provision(law, publication="draft")
    builders.document(
        "Memorandum of the Senate", kind="memorandum", adopted="2010", valid="2012/2014", jurisdiction="NL"
    )
    builders.document("Convention of States", kind="convention", status="historical")
    builders.document("Hidden Draft", publication="draft")


def titles(client: Client, **query: object) -> list[str]:
    """The titles on the first page, in order."""
    return [str(record) for record in client.get(URL, query).context["object_list"]]


@pytest.mark.usefixtures("world")
def test_shows_published_documents_only_the_earliest_first_the_undated_last(client: Client) -> None:
    assert titles(client) == ["Law on Service", "Memorandum of the Senate", "Convention of States"]
    assert "Hidden Draft" not in client.get(URL).content.decode()


def test_a_row_says_what_the_document_does_with_its_mark_and_what_is_known_of_it(client: Client) -> None:
    law = builders.document(
        "Law on Service",
        adopted="2002-03-07",
        number="299-II",
        issuer="Parliament",
        summary="Ties two bodies.",
    )
    builders.provision(law)
    builders.provision(law)
    builders.provision(law, publication="draft")
    text = client.get(URL).content.decode()
    cited = law.evidence.first().citation
    assert '<h3><a href="/documents/law-on-service/">Law on Service</a></h3>' in text
    assert f'<p>Ties two bodies. <a class="ev cited" href="{place_url(cited)}"' in text
    assert "Law · 7 March 2002 · No. 299-II · Parliament · <a" in text
    assert text.count(f'href="{place_url(cited)}"') == 1
    assert "popover" not in text
    assert f'id="{cited.slug}"' in client.get(place_url(cited).partition("#")[0]).content.decode()
    assert '<a href="/documents/law-on-service/#provisions">2 provisions</a>' in text
    assert "[not stated]</span> <button" not in text


def test_a_row_without_date_and_issuer_says_so(client: Client) -> None:
    builders.document()
    text = client.get(URL).content.decode()
    assert 'Date <span class="tbf">[not stated]</span>' in text
    assert 'Issuer <span class="tbf">[not stated]</span>' in text
    assert "provision" not in text.split('<ol class="list">')[1].split("</ol>")[0]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("facet", ["kind", "status", "jurisdiction", "issuer"])
def test_each_facet_divides_the_list(client: Client, facet: str) -> None:
    options = next(each for each in client.get(URL).context["filter"].facets if each.name == facet).options
    shown = {option.value: titles(client, **{facet: option.value}) for option in options}
    assert {option.value: option.count for option in options} == {
        value: len(found) for value, found in shown.items()
    }
    assert sorted(chain(*shown.values())) == sorted(titles(client))


@pytest.mark.usefixtures("world")
def test_states_are_named_and_several_states_are_not_stated(client: Client) -> None:
    facet = next(each for each in client.get(URL).context["filter"].facets if each.name == "jurisdiction")
    assert [(option.value, str(option.label)) for option in facet.options] == [
        ("KZ", "Kazakhstan"),
        ("NL", "Netherlands"),
        ("not-stated", "Not stated"),
    ]
    assert titles(client, jurisdiction="not-stated") == ["Convention of States"]


def test_values_that_occur_stand_in_the_order_of_the_alphabet_whatever_their_case(client: Client) -> None:
    for issuer in ("The Senate", "the Kurultai", "Assembly"):
        builders.document(f"Law of {issuer}", issuer=issuer)
    facet = next(each for each in client.get(URL).context["filter"].facets if each.name == "issuer")
    assert [option.value for option in facet.options[:-1]] == ["Assembly", "the Kurultai", "The Senate"]


@pytest.mark.usefixtures("world")
def test_counts_are_those_under_the_other_filters_and_choices_do_not_shrink(client: Client) -> None:
    facets = {each.name: each for each in client.get(URL, {"jurisdiction": "NL"}).context["filter"].facets}
    kinds = {option.value: option.count for option in facets["kind"].options}
    assert (kinds["memorandum"], kinds["law"]) == (1, 0)
    assert len(kinds) == len(LegalDocument.Kind)
    assert [option.count for option in facets["jurisdiction"].options] == [1, 1, 1]


@pytest.mark.usefixtures("world")
def test_years_narrow_by_overlap_and_leave_out_the_undated(client: Client) -> None:
    assert titles(client, adopted_min=2003) == ["Memorandum of the Senate"]
    assert titles(client, adopted_max=2002) == ["Law on Service"]
    assert titles(client, adopted_min=2002, adopted_max=2010) == [
        "Law on Service",
        "Memorandum of the Senate",
    ]


@pytest.mark.usefixtures("world")
def test_the_period_covered_narrows_by_overlap(client: Client) -> None:
    assert titles(client, valid_min=2006) == titles(client, valid_min=2014) == ["Memorandum of the Senate"]
    assert (
        titles(client, valid_max=2011) == titles(client, valid_min=2003, valid_max=2004) == ["Law on Service"]
    )
    assert titles(client, valid_min=2015) == titles(client, valid_min=2006, valid_max=2011) == []
    page = client.get(URL, {"valid_min": "2004"}).content.decode()
    assert "One more, whose year is not stated, is left out." in page


@pytest.mark.usefixtures("world")
def test_issuer_and_period_have_chips_and_a_canonical_address(client: Client) -> None:
    page = client.get(URL, {"issuer": "Parliament", "valid_min": "2004", "page": "1"})
    chips = [(chip.label, chip.url) for chip in page.context["filter"].chips]
    assert chips == [
        ("Covers years from: 2004", "?issuer=Parliament"),
        ("Issued by: Parliament", "?valid_min=2004"),
    ]
    canonical = "http://testserver/documents/?valid_min=2004&amp;issuer=Parliament"
    assert f'<link rel="canonical" href="{canonical}">' in page.content.decode()


@pytest.mark.usefixtures("world")
def test_words_are_found_in_any_case(client: Client) -> None:
    assert titles(client, q="SENATE memorandum") == ["Memorandum of the Senate"]
    assert titles(client, q="senate law") == []


@pytest.mark.usefixtures("world")
def test_sorts_by_date_either_way_with_the_undated_last_and_by_title(client: Client) -> None:
    first, second, undated = "Law on Service", "Memorandum of the Senate", "Convention of States"
    assert titles(client, sort="date") == [first, second, undated]
    assert titles(client, sort="-date") == [second, first, undated]
    assert titles(client, sort="title") == [undated, first, second]


@pytest.mark.usefixtures("world")
def test_says_what_is_on_and_offers_to_remove_it(client: Client) -> None:
    page = client.get(URL, {"jurisdiction": ["KZ", "NL"]})
    assert [chip.label for chip in page.context["filter"].chips] == [
        "Jurisdiction: Kazakhstan",
        "Jurisdiction: Netherlands",
    ]
    text = page.content.decode()
    assert "Shown: jurisdiction Kazakhstan or Netherlands." in text
    assert "2 of 3 documents" in text


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"kind": "castle"}, "castle is not one of the available choices"),
        ({"jurisdiction": "XX"}, "XX is not one of the available choices"),
        ({"adopted_min": "soon"}, "Write a year, such as 1990."),
        ({"adopted_max": "123456"}, "Write a year, such as 1990."),
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
@pytest.mark.parametrize("page", ["0", "2", "x", "-1"])
def test_a_page_that_does_not_exist_is_a_404(client: Client, page: str) -> None:
    assert client.get(URL, {"page": page}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_rows(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    for each in range(number):
        builders.provision(builders.document(f"Law {each}", jurisdiction="KZ", summary="It binds."))
    with django_assert_num_queries(4):  # type: ignore[operator]
        client.get(URL)
