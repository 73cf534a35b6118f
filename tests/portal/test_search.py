"""The search through everything: what it finds, how it shows it, and what it answers to nonsense."""

import re
from typing import Any

import pytest
from django.test import Client

from portal.naming import Names, singular
from portal.search import KINDS, extract, marked
from tests import builders
from tests.admin_pages import address

pytestmark = pytest.mark.django_db
URL = "/search/"


@pytest.fixture
def world() -> None:
    """One record of each kind that holds the word legislation, one without it, and drafts with it."""
    body = builders.institution("Assembly", description="Harmonises legislation.")
    builders.function(body, says="Drafts model legislation.")
    builders.office(body, does="Prepares legislation.")
    builders.figure(body, "300 acts of legislation")
    builders.detail(body, "A committee on legislation")
    builders.definition("the development of model legislation")
    builders.concept("Model legislation")
    law = builders.document("Law", summary="A part of legislation.")
    builders.provision(law, "Legislation follows.")
    builders.statement("Legislation differs")
    builders.discrepancy("Legislation of two years")
    builders.milestone("Legislation changed")
    builders.state("Legislation Land")
    person = builders.contributor("Ann Author", description="Head of legislation")
    person.printed_forms.create(form="Author", citation=builders.citation("Author of legislation"))
    builders.source("book", short="Book", title_en="On legislation")
    builders.institution("Other Union", name_ru="Межпарламентская ассамблея", name_kk="Қазақстан ассамблеясы")
    builders.institution("Draft of legislation", slug="draft", publication="draft")
    hidden = builders.document("Hidden", publication="draft")
    builders.provision(hidden, "Legislation of a draft.")


def text_of(client: Client, **query: object) -> str:
    """The page in one line."""
    return " ".join(client.get(URL, query).content.decode().split())


def groups(client: Client, **query: object) -> dict[str, list[str]]:
    """The names of what was found, by kind."""
    return {
        group["kind"].name: [str(hit.record) for hit in group["hits"]]
        for group in client.get(URL, query).context["groups"]
    }


@pytest.mark.usefixtures("world")
def test_finds_one_record_of_every_kind_and_no_draft(client: Client) -> None:
    found = groups(client, q="legislation")
    assert {name: len(records) for name, records in found.items()} == dict.fromkeys(KINDS, 1)
    text = text_of(client, q="legislation")
    assert f"{len(KINDS)} results for <b>legislation</b>." in text
    assert "Draft of" not in text
    assert "Hidden" not in text


@pytest.mark.usefixtures("world")
def test_the_kinds_divide_what_was_found(client: Client) -> None:
    page = client.get(URL, {"q": "l"})
    facets = {facet["kind"].name: facet for facet in page.context["facets"]}
    assert sum(facet["count"] for facet in facets.values()) == page.context["total"]
    for name, facet in facets.items():
        alone = client.get(URL + facet["url"])
        assert alone.context["chosen"].name == name
        assert [len(group["hits"]) for group in alone.context["groups"]] == [facet["count"]], name
        assert alone.context["total"] == page.context["total"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("МЕЖПАРЛАМЕНТСКАЯ", ["Other Union"]),
        ("межпарламентская", ["Other Union"]),
        ("ҚАЗАҚСТАН", ["Other Union"]),
        ("қазақСТАН", ["Other Union"]),
        ("uNION", ["Other Union"]),
        ("union legislation", []),
    ],
)
def test_finds_in_any_letter_case_of_any_alphabet(client: Client, question: str, names: list[str]) -> None:
    page = client.get(URL, {"q": question, "kind": "institutions"})
    assert [str(hit.record) for group in page.context.get("groups", []) for hit in group["hits"]] == names


@pytest.mark.usefixtures("world")
def test_marks_the_words_beside_the_evidence_and_names_the_language(client: Client) -> None:
    text = text_of(client, q="legislation")
    assert "Drafts model <mark>legislation</mark>." in text
    assert "“the development of model <mark>legislation</mark>”" not in text  # its language is said
    assert '“<span lang="en">the development of model <mark>legislation</mark></span>”' in text
    assert '<p class="meta">Assembly</p>' in text  # the body of a function, an office, a figure
    link = '<a class="ev cited" href="/sources/article/?passage='
    assert f"Drafts model <mark>legislation</mark>. {link}" in text
    assert '<span lang="ru"><mark>Межпарламентская</mark> ассамблея</span>' in text_of(
        client, q="межпарламентская"
    )


@pytest.mark.usefixtures("world")
def test_every_hit_leads_to_its_place(client: Client) -> None:
    page = client.get(URL, {"q": "legislation"})
    places = {g["kind"].name: g["hits"][0].address for g in page.context["groups"]}
    assert places["functions"] == "/institutions/assembly/#functions"
    assert places["figures"] == "/institutions/assembly/#facts"
    assert places["concepts"] == "/concepts/model-legislation/"
    assert places["states"] == "/states/legislation-land/"
    assert places["provisions"].startswith("/documents/law/#provision-")
    assert places["milestones"].startswith("/timeline/#milestone-")
    assert all(place in page.content.decode() for place in places.values())


def test_shows_four_of_a_kind_beside_others_and_leads_to_all(client: Client) -> None:
    for number in range(30):
        builders.institution(f"Assembly {number:02}")
    builders.state("Assembly Land")
    assert [len(records) for records in groups(client, q="assembly").values()] == [4, 1]
    text = text_of(client, q="assembly")
    assert '<a href="?q=assembly&amp;kind=institutions">All 30 in Institutions</a>' in text
    assert len(groups(client, q="assembly", kind="institutions")["institutions"]) == 25
    assert len(groups(client, q="assembly", kind="institutions", page=2)["institutions"]) == 5
    for page in ("3", "0", "x"):
        response = client.get(URL, {"q": "assembly", "kind": "institutions", "page": page})
        assert response.status_code == 404


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("page", ["99", "2", "0", "zzz", "last"])
@pytest.mark.parametrize("question", ["legislation", ""])
def test_what_was_found_of_all_kinds_has_one_page(client: Client, question: str, page: str) -> None:
    assert client.get(URL, {"q": question, "page": page}).status_code == 404
    assert client.get(URL, {"q": question, "page": "1"}).status_code == 200


def test_a_name_as_printed_and_a_line_of_the_imprint_find_their_record(client: Client) -> None:
    cited, line = builders.citation("Zabich et al. note"), builders.citation("Printed by Nadegda, 2050")
    person = builders.contributor("Zlatko Šabič", slug="sabic-z")
    form = person.printed_forms.create(form="Zabich", citation=cited)
    builders.source().imprint.create(position=1, label="Printer", value="Nadegda 2050", citation=line)
    assert groups(client, q="zabich") == {"persons": ["Zlatko Šabič"], "quotations": [cited.slug]}
    assert "<mark>Zabich</mark>" in text_of(client, q="zabich")
    assert groups(client, q="nadegda") == {"sources": ["Article"], "quotations": [line.slug]}
    assert "Printer: <mark>Nadegda</mark> 2050" in text_of(client, q="nadegda")
    other = builders.contributor("Other Person", slug="other")
    form.record = other
    form.save()
    assert groups(client, q="zabich") == {"persons": ["Other Person"], "quotations": [cited.slug]}
    form.delete()
    assert groups(client, q="zabich") == {}


def test_names_deleted_from_a_list_of_the_admin_no_longer_find_their_record(
    client: Client, staff: Client
) -> None:
    person, cited = builders.contributor("Ann"), builders.citation("Zabich et al. note")
    form = person.printed_forms.create(form="Zabich", citation=cited)
    line = builders.source().imprint.create(position=1, label="Printer", value="Nadegda", citation=cited)
    for row in (form, line):
        chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        assert staff.post(address(type(row), "changelist"), chosen).status_code == 302
    assert groups(client, q="zabich") == groups(client, q="nadegda") == {}


@pytest.mark.parametrize("number", [1, 3])
def test_costs_the_same_queries_for_any_number_of_hits(
    client: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    for each in range(number):
        body = builders.institution(f"Assembly {each}")
        builders.function(body, says="Assembly drafts.")
        builders.provision(builders.document(f"Law {each}"), "Of the assembly.")
    held: dict[str, Any] = {}
    keep = lambda key, compute: held[key] if key in held else held.setdefault(key, compute())  # noqa: E731
    monkeypatch.setattr("portal.search.kept", keep)
    client.get(URL, {"q": "other"})
    with django_assert_num_queries(10):
        assert client.get(URL, {"q": "assembly"}).status_code == 200


@pytest.mark.parametrize("question", ["", "   ", "\u00a0"])
def test_without_a_question_says_how_to_search(client: Client, question: str) -> None:
    text = text_of(client, q=question)
    assert "How to search" in text
    assert 'href="/search/?q=Kurultai"' in text
    assert "Nothing was found" not in text
    assert "How to search" in text_of(client)


def test_says_honestly_that_nothing_was_found(client: Client) -> None:
    text = text_of(client, q="<b>zzz</b>")
    assert "Nothing was found for “&lt;b&gt;zzz&lt;/b&gt;”" in text
    assert "it says nothing about the world" in text
    assert "Take fewer words" in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"q": "x" * 201}, "Write at most 200 characters; these are 201."),
        ({"q": "a\x00b"}, "This holds a character that cannot be read"),
        ({"q": "law", "kind": "castle"}, "castle is not one of the available choices"),
    ],
)
def test_what_is_not_understood_is_said(client: Client, query: dict[str, str], sentence: str) -> None:
    page = client.get(URL, query)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "groups" not in page.context


@pytest.mark.parametrize("question", ["%", "_", "\\", "'", '"', "x" * 200, "a " * 100, "ё", "\u200b"])
def test_strange_questions_are_answered(client: Client, question: str) -> None:
    builders.institution("Plain Assembly")
    assert client.get(URL, {"q": question}).status_code == 200


def test_a_sign_of_a_pattern_finds_only_itself(client: Client) -> None:
    builders.institution("Plain Assembly")
    builders.institution("Half 50% Assembly", slug="half")
    assert groups(client, q="50%") == {"institutions": ["Half 50% Assembly"]}


def test_the_name_of_a_body_is_not_taken_for_a_filter(client: Client) -> None:
    builders.institution("Inter-Parliamentary Assembly of Member Nations")
    label = "Type: Inter-parliamentary assembly</a>"
    assert label not in text_of(client, q="inter-parliamentary assembly of member nations")
    assert label in text_of(client, q="inter-parliamentary assembly of nations")


def test_an_unknown_parameter_is_named(client: Client) -> None:
    assert "This page knows nothing called colour; it was left out." in text_of(client, q="x", colour="red")


def test_an_extract_changes_no_letter() -> None:
    text = "A & B " * 40 + "Šabič said: „Ёлка“ " + "and more " * 40
    shown = extract(text, ["sabic", "елка"])
    assert "<mark>Šabič</mark> said: „<mark>Ёлка</mark>“" in shown
    assert shown.startswith("… ") and shown.endswith(" …")
    plain = re.sub("</?mark>", "", shown).replace("&amp;", "&")
    assert plain[2:-2] in text
    assert marked("<i>", ["i"]) == "&lt;<mark>i</mark>&gt;"


def test_finds_bodies_by_how_their_members_come_and_states_by_another_name(client: Client) -> None:
    builders.institution("Andean Parliament", slug="andean-parliament", mandate="direct")
    builders.institution("Delegated Parliament", slug="delegated", mandate="delegated")
    builders.state("Türkiye", slug="tr", iso2="TR", note="Also called Turkey.")
    assert groups(client, q="directly elected") == {"institutions": ["Andean Parliament"]}
    text = text_of(client, q="directly elected")
    assert "<mark>Directly</mark> <mark>elected</mark>" in text
    assert groups(client, q="turkey") == {"states": ["Türkiye"]}
    assert "Also called <mark>Turkey</mark>." in text_of(client, q="turkey")
    assert groups(client, q="elected directly from Turkey") == {}


def test_the_names_of_two_states_lead_to_what_they_share(client: Client) -> None:
    builders.state("Kazakhstan", slug="kz", iso2="KZ", name_ru="Казахстан")
    builders.state("Türkiye", slug="tr", iso2="TR", note="Also called Turkey.")
    builders.state("United Kingdom", slug="gb", iso2="GB")
    share = '<a href="/states/kz/?with=tr">What Kazakhstan and Türkiye share</a>'
    for question in ("Kazakhstan Türkiye", "kazakhstan and TURKEY", "Казахстан, Turkey", "KZ TR"):
        assert share in text_of(client, q=question), question
        assert "Did you mean" not in text_of(client, q=question), question
    matrix = '<a href="/memberships/?state=gb&amp;state=kz&amp;state=tr">'
    three = text_of(client, q="United Kingdom, Kazakhstan and Türkiye")
    assert matrix in three and "share</a>" not in three
    for question in ("Kazakhstan", "Kazakhstan Kazakhstan", "Kazakhstan in Türkiye", "Kazakhstan Turk"):
        page = text_of(client, q=question)
        assert "share</a>" not in page and "These states" not in page, question


def test_a_word_is_the_code_of_a_state_only_in_capitals(client: Client) -> None:
    builders.state("Tonga", slug="to", iso2="TO")
    builders.state("Belgium", slug="be", iso2="BE")
    builders.institution("Tobe Union")
    assert "What Tonga and Belgium share</a>" in text_of(client, q="TO BE")
    assert "What Tonga and Belgium share</a>" in text_of(client, q="tonga BE")
    for question in ("to be", "To be", "tonga be"):
        assert "share</a>" not in text_of(client, q=question), question


def test_words_of_several_ask_whether_one_was_meant_and_name_the_filter(client: Client) -> None:
    builders.institution("Andean Parliament", slug="andean-parliament", mandate="direct")
    builders.institution("Delegated Assembly", slug="delegated", mandate="delegated")
    page = client.get(URL, {"q": "directly elected parliaments"})
    assert [(each["question"], each["count"]) for each in page.context["meant"]] == [
        ("directly elected parliament", 1)
    ]
    listed = '<a href="/institutions/?mandate=direct">How its members come: Directly elected</a>'
    assert listed in text_of(client, q="directly elected parliaments")
    assert listed in text_of(client, q="Directly elected")
    assert "Institutions, <a" not in text_of(client, q="elected directly")


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("parliaments", "parliament"),
        ("assemblies", "assembly"),
        ("congress", "congress"),
        ("sessions", "session"),
        ("status", "status"),
        ("laws", "laws"),
        ("Афины", "Афины"),
    ],
)
def test_an_english_word_of_several_is_known_by_its_ending(words: str, word: str) -> None:
    assert singular(words) == word


def test_asks_for_no_singular_that_no_name_has(client: Client) -> None:
    builders.institution("Assembly of the United States")
    for question in ("series of assemblies", "United States assemblies"):
        meant = [each["question"] for each in client.get(URL, {"q": question}).context["meant"]]
        assert not [each for each in meant if "sery" in each or "State " in each], question
    names = Names([("bodies", 1, "Assembly of the United States")])
    assert names.meant("series of assemblies")[0] == "series of assembly"
    assert names.meant("United States assemblies")[0] == "United States assembly"


def test_whose_name_it_is_comes_first_then_whole_words_then_beginnings(client: Client) -> None:
    builders.institution("A Spacecraft Union")
    builders.institution("B Pacemaker Union")
    builders.institution("C Union", description="Sets the pace.")
    builders.institution("D Forum of Pace")
    builders.institution("E Assembly of the Council", acronym="PACE")
    found = groups(client, q="pace", kind="institutions")["institutions"]
    assert [name[0] for name in found] == ["E", "D", "C", "B", "A"]
    assert groups(client, q="pace")["institutions"] == found


def test_a_record_of_this_very_name_comes_first_of_all_kinds(client: Client) -> None:
    builders.institution("Kazakhstan Assembly")
    builders.state("Kazakhstan", slug="kz", name_kk="Қазақстан")
    assert list(groups(client, q="kazakhstan")) == ["states", "institutions"]
    assert list(groups(client, q="assembly kazakhstan")) == ["institutions"]
    builders.institution("Other", name_kk="Қазақстан ассамблеясы")
    assert list(groups(client, q="ҚАЗАҚСТАН")) == ["states", "institutions"]
    assert list(groups(client, q="қазақ")) == ["institutions", "states"]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Kazakstan", "Kazakhstan"),
        ("Intreparliamentary Assembly", "Interparliamentary Assembly"),
        ("parlament diplomasy", "Parliamentary diplomacy"),
        ("kurultay", "Kurultai"),
        ("IPACIS", "IPA CIS"),
        ("межпарламенская", "Межпарламентская"),
        ("Қазакстан", "Қазақстан"),
    ],
)
def test_asks_whether_a_name_written_nearly_so_was_meant(client: Client, question: str, meant: str) -> None:
    builders.institution(
        "Interparliamentary Assembly", acronym="IPA CIS", name_ru="Межпарламентская ассамблея"
    )
    builders.state("Kazakhstan", slug="kz", name_kk="Қазақстан")
    builders.institution("Kurultai")
    builders.concept("Parliamentary diplomacy")
    page = client.get(URL, {"q": question})
    assert page.context["total"] == 0
    assert page.context["meant"][0]["question"] == meant
    assert "Did you mean <a href=" in " ".join(page.content.decode().split())
    assert client.get(URL + page.context["meant"][0]["url"]).context["total"] == 1


@pytest.mark.parametrize("question", ["democratic-legitimacy", "legitimacy_democratic"])
def test_asks_whether_words_that_a_sign_joins_were_meant_apart(client: Client, question: str) -> None:
    builders.definition("ties with democratic legitimacy and legitimacy")
    page = client.get(URL, {"q": question})
    assert page.context["total"] == 0
    apart = question.replace("-", " ").replace("_", " ")
    assert next((each["question"], each["count"]) for each in page.context["meant"]) == (apart, 1)


def test_asks_nothing_where_the_name_is_right_much_was_found_or_nothing_is_like_it(client: Client) -> None:
    builders.state("Kazakhstan", slug="kz")
    for question in ("Kazakhstan", "kazakh", "zzzqqq", "x" * 200, "a b c d e f g h"):
        assert "Did you mean" not in text_of(client, q=question), question
    builders.institution("Drafted", name_en="Kazakhstani Drafts", publication="draft")
    assert "Drafts" not in text_of(client, q="Kazakstani")


def test_quoted_words_are_found_with_their_place_and_none_of_a_draft(client: Client) -> None:
    said = builders.citation("The term was first mentioned by «Ёлкин».", language="ru")
    person = builders.contributor("Ann")
    form = person.printed_forms.create(form="term", citation=said)
    builders.citation("First mentioned, but nothing rests on it.")
    place = f"/sources/article/?citation={said.slug}"
    for question in ("first MENTIONED", "елкин"):
        (group,) = client.get(URL, {"q": question}).context["groups"]
        assert [hit.address for hit in group["hits"]] == [place], question
    text = text_of(client, q="first mentioned")
    assert f'<a href="{place}">Article, Introduction, paragraph {said.passage.number}</a>' in text
    assert '“<span lang="ru">The term was <mark>first</mark> <mark>mentioned</mark> by' in text
    assert client.get(place).status_code == 302
    form.delete()
    assert groups(client, q="first mentioned") == {}


def test_quoted_words_of_a_draft_source_or_of_a_record_on_a_draft_are_not_shown(client: Client) -> None:
    secret = builders.source("secret", publication="draft")
    person = builders.contributor("Ann")
    form = person.printed_forms.create(form="hidden", citation=builders.citation("hidden", source=secret))
    law = builders.document("Law")
    provision = builders.provision(law, "Something.")
    builders.unprove(provision.evidence.all())
    builders.prove(provision, builders.citation("Concealed by the law: Something."))
    builders.publish(secret)
    assert groups(client, q="hidden") == {"quotations": [form.citation.slug], "persons": ["Ann"]}
    assert list(groups(client, q="concealed")) == ["quotations"]
    for record in (secret, law):
        record.publication = "draft"
        record.save()
    assert "quotations" not in groups(client, q="hidden")
    assert groups(client, q="concealed") == {}


def test_a_page_that_was_searched_for_is_shown(client: Client) -> None:
    builders.definition("diplomacy of p. parliaments", pages="p. 44")
    assert "<mark>p.</mark> <mark>44</mark>" in text_of(client, q="p. 44")
