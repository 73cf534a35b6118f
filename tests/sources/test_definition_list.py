"""The list of definitions: who says what, in order of time, in words that stay verbatim."""

import re
from itertools import chain

import html5lib
import pytest
from django.test import Client

from sources.models import Definition
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/definitions/"


@pytest.fixture
def world() -> None:
    """A quotation of 2006, a paraphrase of 1955, an early use of a span of years, a remark without a date."""
    page = builders.source("discussion-page")
    other = builders.concept("Soft power")
    first = builders.definition("all forms of cooperation", title="Beetham", stated="2006", pages="p. 173")
    builders.element(first, "cooperation")
    builders.element(first, "all forms", "range")
    second = builders.definition("the improvement of trust", title="Rusk", stated="1955", kind="paraphrase")
    first.speakers.add(builders.contributor("David Beetham"))
    second.speakers.add(builders.contributor("Dean Rusk"))
    builders.definition("sordid bargaining", title="Stalin", stated="1920/1924", kind="first_mention")
    builders.definition("an ambiguous notion", title="Undated", kind="comment", concept=other, read_in=page)
    builders.definition("hidden words", title="Hidden Draft", publication="draft")


def titles(client: Client, **query: object) -> list[str]:
    """The titles on the first page, in order."""
    return [str(record) for record in client.get(URL, query).context["object_list"]]


def text(client: Client, **query: object) -> str:
    """The page as HTML, white space folded as a browser does."""
    return " ".join(client.get(URL, query).content.decode().split())


@pytest.mark.usefixtures("world")
def test_shows_published_definitions_the_earliest_first_and_the_undated_last(client: Client) -> None:
    assert titles(client) == ["Stalin", "Rusk", "Beetham", "Undated"]
    assert "hidden words" not in text(client)


@pytest.mark.usefixtures("world")
def test_the_undated_stay_last_whichever_way_one_sorts(client: Client) -> None:
    assert titles(client, sort="stated") == ["Stalin", "Rusk", "Beetham", "Undated"]
    assert titles(client, sort="-stated") == ["Beetham", "Rusk", "Stalin", "Undated"]
    assert titles(client, sort="title") == ["Beetham", "Rusk", "Stalin", "Undated"]


@pytest.mark.usefixtures("world")
def test_the_words_stand_in_quotation_marks_with_their_elements_marked(client: Client) -> None:
    page = text(client)
    assert (
        '<blockquote lang="en">“<span class="el range" data-el="range">all forms</span> of '
        '<span class="el what" data-el="what">cooperation</span>”</blockquote>'
    ) in page
    assert "“sordid bargaining”" in page


@pytest.mark.usefixtures("world")
def test_the_words_copied_from_the_page_are_those_of_the_source(client: Client) -> None:
    tree = html5lib.parse(text(client), namespaceHTMLElements=False)
    shown = {"".join(quote.itertext()).strip("“”") for quote in tree.find(".//ol").iter("blockquote")}
    published = Definition.objects.published().values_list("text", flat=True)
    assert shown == set(published)


@pytest.mark.usefixtures("world")
def test_a_paraphrase_is_not_quoted_as_if_it_were_the_words_of_its_author(client: Client) -> None:
    page = text(client, kind="paraphrase")
    assert '<blockquote lang="en">the improvement of trust</blockquote>' in page
    assert "“the improvement of trust”" not in page
    assert "Paraphrased in" in page
    assert "The words are those of Article." in page
    assert "Paraphrased in" not in text(client, kind="verbatim")


@pytest.mark.usefixtures("world")
def test_the_legend_switches_each_element_off(client: Client) -> None:
    assert re.findall(r'type="checkbox" id="k-(\w+)" checked', text(client)) == [
        "who",
        "what",
        "why",
        "range",
        "level",
    ]


@pytest.mark.usefixtures("world")
def test_what_no_source_states_is_said_and_what_is_stated_has_a_mark(client: Client) -> None:
    record = Definition.objects.get(title="Beetham")
    cited = record.evidence.get(fact="pages").citation
    page = text(client, q="beetham")
    assert 'Work <span class="tbf">[not stated]</span>, p. 173 <button' in page
    assert f'popovertarget="{cited.slug}"' in page
    assert 'Date <span class="tbf">[not stated]</span>' in text(client, q="ambiguous")


def test_says_who_says_it_in_which_work_and_where_it_was_read(client: Client) -> None:
    work = builders.source("guide", title_en="A guide to good practice")
    record = builders.definition(work=work, speakers_as_printed="Beetham", stated="2006")
    record.speakers.add(
        builders.contributor("David Beetham"), builders.contributor("Shy", publication="draft")
    )
    page = text(client)
    assert '<a href="/people/david-beetham/">David Beetham</a>, printed “Beetham”' in page
    assert '<a href="/sources/guide/"><cite>A guide to good practice</cite></a>,' in page
    assert 'Quoted in <a href="/sources/article/">Article</a>' in page
    assert "/people/shy/" not in page


def test_definitions_of_one_page_are_found_by_the_page(client: Client) -> None:
    for name, pages in (("One", "p. 44"), ("Other", "p. 44"), ("Else", "p. 45"), ("Unpaged", "")):
        builders.definition(f"words of {name}", title=name, pages=pages)
    assert '<input type="checkbox" name="pages" value="p. 44">p. 44 <span>2</span>' in text(client)
    page = text(client, pages="p. 44")
    assert "2 of 4 definitions" in page
    assert "words of One" in page and "words of Other" in page
    assert "words of Else" not in page and "words of Unpaged" not in page


def test_persons_stand_in_the_order_in_which_the_source_names_them(client: Client) -> None:
    record = builders.definition(speakers_as_printed="Weisglasa & de Boer")
    for name, sort_name in (
        ("G. De Boer", "De Boer, G."),
        ("A. Unprinted", "Aaron, U."),
        ("F. Weisglas", "Weisglas, F."),
    ):
        slug = sort_name.split(",", maxsplit=1)[0].lower().replace(" ", "-")
        record.speakers.add(builders.contributor(name, slug=slug, sort_name=sort_name))
    page = text(client)
    order = [page.index(f"/{slug}/") for slug in ("weisglas", "de-boer", "aaron")]
    assert order == sorted(order)


def test_words_read_in_the_work_itself_are_not_said_to_be_quoted(client: Client) -> None:
    builders.definition(work=builders.source())
    page = text(client)
    assert "Read in the work itself" in page
    assert "Quoted in" not in page


def test_what_reached_us_through_another_work_says_so_and_credits_no_work_to_the_author(
    client: Client,
) -> None:
    small = builders.source("small-states", title_en="Small states")
    builders.definition(work=small, via=small, pages="p. 44")
    page = text(client)
    assert "</a> <small>quoted by Small States</small></h3>" in page
    assert 'Quoted by Small States in <a href="/sources/small-states/"><cite>Small states</cite></a>,' in page
    assert '; a work of the speaker <span class="tbf">[not stated]</span>' in page
    assert "Quoted at second hand in" in page


@pytest.mark.parametrize("publication", ["draft", "published"])
def test_what_is_amended_and_the_concept_are_named_once_published(client: Client, publication: str) -> None:
    draft = builders.definition("first words", title="First Draft", publication=publication)
    secret = builders.concept("Secret", publication=publication)
    builders.definition("later words", title="Later", amends=draft, concept=secret)
    page = text(client)
    row = page.partition("later words")[2]
    assert "later words" in page
    assert ("First Draft" in row) is (publication == "published")
    assert ("/concepts/secret/" in page) is (publication == "published")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("facet", ["kind", "decade", "concept", "speaker", "source"])
def test_each_facet_divides_the_list(client: Client, facet: str) -> None:
    options = facet_options(client, facet)
    shown = {value: titles(client, **{facet: value}) for value in options}
    assert options == {value: len(found) for value, found in shown.items()}
    assert sorted(chain(*shown.values())) == sorted(titles(client))


@pytest.mark.usefixtures("world")
def test_the_questions_answered_cover_the_list_and_the_rest_answers_none(client: Client) -> None:
    options = facet_options(client, "element")
    assert options == {"who": 0, "what": 1, "why": 0, "range": 1, "level": 0, "not-stated": 3}
    assert titles(client, element="what") == titles(client, element="range") == ["Beetham"]
    assert titles(client, element=["what", "range"]) == ["Beetham"]
    assert titles(client, element="not-stated") == ["Stalin", "Rusk", "Undated"]


def test_drafts_are_not_offered_as_choices(client: Client) -> None:
    draft = builders.concept("Secret", publication="draft")
    record = builders.definition(concept=draft)
    record.speakers.add(builders.contributor("Shy", publication="draft"))
    builders.definition(read_in=builders.source("hidden", publication="draft"), concept=draft)
    assert facet_options(client, "concept") == {}
    assert facet_options(client, "source") == {"article": 1}
    assert facet_options(client, "speaker") == {"not-stated": 1}
    assert titles(client, speaker="not-stated") == titles(client)


def facet_options(client: Client, name: str, **query: object) -> dict[str, int]:
    """The counts of the options of a facet."""
    facets = client.get(URL, query).context["filter"].facets
    return {option.value: option.count for facet in facets if facet.name == name for option in facet.options}


@pytest.mark.usefixtures("world")
def test_counts_are_those_under_the_other_filters_and_choices_do_not_shrink(client: Client) -> None:
    assert facet_options(client, "concept", kind="comment") == {"parliamentary-diplomacy": 0, "soft-power": 1}
    assert sum(facet_options(client, "kind", kind="comment").values()) == 4


@pytest.mark.usefixtures("world")
def test_decades_that_occur_are_offered_in_order_of_time_with_their_chip(client: Client) -> None:
    page = client.get(URL, {"decade": ["1950", "not-stated"]})
    facet = next(each for each in page.context["filter"].facets if each.name == "decade")
    assert [(option.value, str(option.label), option.count) for option in facet.options] == [
        ("1920", "1920s", 1),
        ("1950", "1950s", 1),
        ("2000", "2000s", 1),
        ("not-stated", "Not stated", 1),
    ]
    assert [str(record) for record in page.context["object_list"]] == ["Rusk", "Undated"]
    assert [chip.label for chip in page.context["filter"].chips] == ["Decade: 1950s", "Decade: Not stated"]
    assert page.context["canonical"] == "?decade=1950&decade=not-stated"
    assert facet_options(client, "decade", kind="paraphrase")["1950"] == 1
    assert facet_options(client, "decade", kind="comment")["1950"] == 0


def test_a_span_of_years_stands_in_each_of_its_decades(client: Client) -> None:
    builders.definition(title="Long", stated="1985/2004")
    assert facet_options(client, "decade") == {"1980": 1, "1990": 1, "2000": 1, "not-stated": 0}
    assert titles(client, decade="1990") == titles(client, decade=["1980", "2000"]) == ["Long"]
    assert "1970 is not one of the available choices" in text(client, decade="1970")


def test_a_decade_has_ten_years(client: Client) -> None:
    for year in ("1989", "1990", "1999", "2000"):
        builders.definition(title=year, stated=year)
    assert titles(client, decade="1990") == ["1990", "1999"]
    assert facet_options(client, "decade") == {"1980": 1, "1990": 2, "2000": 1, "not-stated": 0}


@pytest.mark.usefixtures("world")
def test_years_narrow_by_overlap_and_leave_out_the_undated(client: Client) -> None:
    assert titles(client, stated_min=1922, stated_max=1955) == ["Stalin", "Rusk"]
    assert titles(client, stated_max=1919) == []
    assert titles(client, stated_min=1925) == ["Rusk", "Beetham"]


@pytest.mark.usefixtures("world")
def test_words_are_found_in_any_case(client: Client) -> None:
    assert titles(client, q="COOPERATION forms") == ["Beetham"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"kind": "castle"}, "castle is not one of the available choices"),
        ({"element": "when"}, "when is not one of the available choices"),
        ({"source": "nowhere"}, "nowhere is not one of the available choices"),
        ({"stated_min": "soon"}, "Write a year, such as 1990."),
        ({"stated_min": "2001", "stated_max": "2000"}, "The first year lies after the last."),
        ({"stated_max": "123456"}, "Write a year, such as 1990."),
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


def test_shows_20_a_page(client: Client) -> None:
    for number in range(10, 31):
        builders.definition(title=f"Author {number}", stated=f"20{number}")
    assert len(titles(client)) == 20
    assert titles(client, page=2) == ["Author 30"]


@pytest.mark.usefixtures("world")
def test_each_kind_says_beside_its_box_what_it_means_and_its_chip_only_names_it(client: Client) -> None:
    boxes = dict(re.findall(r'name="kind" value="(\w+)"[^>]*>(.*?) <span>\d+</span>', text(client)))
    assert boxes["verbatim"] == "<small>Verbatim: the author’s words</small>"
    assert boxes["first_mention"] == "<small>First mention: called the first use, no definition</small>"
    assert set(Definition.KIND_MEANS) == set(Definition.Kind) >= set(boxes)
    chips = text(client, kind="verbatim").partition('class="chips')[2].partition("</ul>")[0]
    assert "Verbatim" in chips and "words" not in chips
    concept = re.search(r'name="concept" value="soft-power">(.*?) <span>', text(client))
    assert concept and concept[1] == "Soft power"


def test_without_any_record_says_so_and_shows_no_legend(client: Client) -> None:
    page = text(client)
    assert "There is no published record of this kind yet." in page
    assert "k-who" not in page


@pytest.mark.usefixtures("world")
def test_no_heading_level_is_skipped_and_one_leads(client: Client) -> None:
    tree = html5lib.parse(text(client), namespaceHTMLElements=False)
    levels = [int(each.tag[1]) for each in tree.iter() if re.fullmatch(r"h\d", str(each.tag))]
    assert levels[:3] == [1, 2, 3]
    assert levels.count(1) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_rows(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    for each in range(number):
        record = builders.definition(
            stated="2006",
            work=builders.source(f"work-{each}"),
            via=builders.source(f"via-{each}"),
            amends=builders.definition(),
        )
        builders.element(record, "cooperation")
        record.speakers.add(builders.contributor(f"Author {each}"))
    with django_assert_num_queries(8):  # type: ignore[operator]
        client.get(URL)


@pytest.mark.parametrize("facet", [{"element": "what"}, {"speaker": "ann-author"}])
def test_what_is_no_fact_of_a_source_is_not_called_one(client: Client, facet: dict[str, str]) -> None:
    said = builders.definition("all forms")
    builders.element(said, "all forms", "what")
    said.speakers.add(builders.contributor())
    builders.definition("other words")
    page = " ".join(client.get("/definitions/", facet).content.decode().split())
    assert "“Not stated” of one more</a>." in page
    assert "so no source says" not in page
