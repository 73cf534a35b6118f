"""What an editor chooses rows by in the admin: source, place and words, not a slug among hundreds."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from institutions.models import Institution, Membership
from portal.autocomplete import ChoosingInline
from sources.models import Citation, Discrepancy, ReferenceUse, Source
from tests import builders
from tests.admin_pages import address, filled

pytestmark = pytest.mark.django_db


def offered(client: Client, model: Any, field: str, term: str) -> list[str]:
    """What the chooser of a field of `model` offers for what was typed."""
    asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field}
    page = client.get(reverse("admin:autocomplete"), {"term": term, **asked})
    return [each["text"] for each in page.json()["results"]]


def evidence_of(model: Any) -> Any:
    """The table of the evidence of a kind of record."""
    return model.evidence.rel.related_model


def test_a_citation_is_chosen_by_its_source_its_place_and_the_beginning_of_its_words(staff: Client) -> None:
    quoted = builders.citation("The parliament met " + "again and again " * 10 + "in secret.")
    page = builders.source("zhuk-2017", title_en="On organisations")
    Citation.objects.create(slug="z-14", source=page, locator="p. 14", note="Names the members.")
    ours = offered(staff, evidence_of(Institution), "citation", "parliament met")
    place = f"¶{quoted.passage.place}"
    assert len(ours) == 1
    assert ours[0].startswith(f"Article {place}: “The parliament met again and again ")
    assert ours[0].endswith(f"again …” ({quoted.slug})")
    assert "secret" not in ours[0]
    assert offered(staff, evidence_of(Institution), "citation", "p. 14") == [
        "Zhuk 2017 p. 14: Names the members. (z-14)"
    ]


@pytest.mark.parametrize(
    "term",
    ["в третий раз", "МЕЖПАРЛАМЕНТСКАЯ", "zhuk 2017", "organisations", "иванов", "p. 14", "z-14", "zhuk раз"],
)
def test_a_citation_is_found_by_its_words_its_place_and_its_source(staff: Client, term: str) -> None:
    author = {"contributors_as_printed": "И. Иванов"}
    page = builders.source("zhuk-2017", title_en="On organisations", **author)
    words = "Межпарламентская ассамблея собралась в третий раз"
    Citation.objects.create(slug="z-14", source=page, locator="p. 14", exact=words, language="ru")
    builders.citation("Other words of p. 145 and of 2014.")
    found = offered(staff, evidence_of(Institution), "citation", term)
    assert [each.split(":")[0] for each in found] == ["Zhuk 2017 p. 14"]
    listed = staff.get(address(Citation, "changelist", q=term)).context["cl"].result_list
    assert [each.slug for each in listed] == ["z-14"]


def test_words_of_a_citation_come_before_words_of_the_title_of_its_source(staff: Client) -> None:
    builders.source(title_en="The diplomacy of parliaments")
    other, quoting = builders.citation("Other words."), builders.citation("A diplomacy of its own.")
    found = offered(staff, evidence_of(Institution), "citation", "diplomacy")
    assert [each.rpartition("(")[2][:-1] for each in found] == [quoting.slug, other.slug]
    assert offered(staff, evidence_of(Institution), "citation", "parliaments own") == [found[0]]
    assert offered(staff, evidence_of(Institution), "citation", "diplomats") == []


def test_passages_and_sources_are_chosen_by_what_they_say_and_are_called(staff: Client) -> None:
    cited = builders.citation()
    cited.passage.about = "Kazakh deputies in the Dumas."
    cited.passage.save()
    number = cited.passage.number
    assert offered(staff, ReferenceUse, "passage", f"Title {number}") == [
        f"Article, Introduction, paragraph {number}: Kazakh deputies in the Dumas."
    ]
    assert offered(staff, Citation, "source", "title of article") == ["Article: Title of article"]
    assert offered(staff, Citation, "source", "another") == []
    builders.source("paper", short="The Paper, A headline", title_en="A headline")
    assert offered(staff, Citation, "source", "headline") == ["The Paper, A headline"]


def test_what_is_chosen_reads_as_it_was_offered(staff: Client) -> None:
    cited = builders.citation("Founded in 1992.")
    body = builders.save(Institution, {"slug": "union", "name_en": "Union", "kind": "union"}, proved=False)
    builders.prove(body, cited)
    known = builders.discrepancy()
    reading = builders.reading(known, citation=cited)
    for record in (body, known):
        page = staff.get(address(type(record), "change", record.pk)).content.decode()
        assert f"Article ¶{cited.passage.place}: “Founded in 1992.” ({cited.slug})</option>" in page
    page = staff.get(address(type(reading), "change", reading.pk)).content.decode()
    assert f"“Founded in 1992.” ({cited.slug})</option>" in page


def test_a_citation_that_was_refused_or_changed_reads_as_the_new_one(staff: Client) -> None:
    """A chooser shows the row that the form holds without asking for it; once it is another, it asks."""
    body = builders.institution("Assembly")
    other = builders.citation("Other words altogether.")
    url = address(Institution, "change", body.pk)
    page = staff.post(url, filled(staff, url, slug="", name_en="", **{"evidence-0-citation": other.pk}))
    assert page.status_code == 200
    assert f"“Other words altogether.” ({other.slug})</option>" in page.content.decode()


def test_a_form_costs_the_same_queries_for_any_number_of_rows(staff: Client) -> None:
    costs = []
    for number in (1, 3):
        body = builders.institution(f"Assembly of {number}")
        known = builders.discrepancy(f"Discrepancy of {number}")
        builders.unprove(body.evidence.all())
        builders.publish(body)
        for each in range(number):
            body.evidence.create(citation=builders.citation(), fact="name")
            builders.membership(body, builders.state(f"State {each} of {number}"))
            builders.office(body, f"Office {each} of {number}")
            builders.reading(known, citation=builders.citation())
        pages = [address(type(record), "change", record.pk) for record in (body, known)]
        assert [staff.get(page).status_code for page in pages] == [200, 200]
        with CaptureQueriesContext(connection) as asked:
            for page in pages:
                staff.get(page)
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[1] < 25


@pytest.mark.parametrize("term", ["words of", "Article"])
def test_lists_of_rows_that_cite_show_what_is_cited_and_find_by_it(staff: Client, term: str) -> None:
    builders.institution("Assembly")
    cited = builders.citation("The words of the law.")
    known = builders.discrepancy()
    builders.unprove(known.evidence.all())
    builders.prove(known, cited)
    page = staff.get(address(evidence_of(Discrepancy), "changelist", q=f"law {term}"))
    assert f"Article ¶{cited.passage.place}: “The words of the law.” ({cited.slug})" in page.content.decode()
    page = staff.get(address(evidence_of(Discrepancy), "changelist", q="law unknown"))
    assert list(page.context["cl"].result_list) == []


def test_nobody_is_offered_rows_who_is_not_signed_in(client: Client) -> None:
    asked = {"app_label": "sources", "model_name": "citation", "field_name": "source", "term": "a"}
    page = client.get(reverse("admin:autocomplete"), asked)
    assert (page.status_code, page.headers["Location"].split("?")[0]) == (302, "/admin/login/")


def test_an_address_without_scheme_is_taken_as_https(staff: Client) -> None:
    source = builders.source()
    url = address(Source, "change", source.pk)
    data = filled(staff, url) | {"publication": "draft", "url": "example.org/page"}
    assert staff.post(url, data).status_code == 302
    assert Source.objects.get().url == "https://example.org/page"


def rows_within(model: Any, chosen: list[str]) -> Any:
    """Rows of `model` within another form; in each, the `chosen` are chosen by typing."""
    options = {"model": model, "autocomplete_fields": chosen}
    return type("Within", (ChoosingInline, admin.TabularInline), options)(Institution, admin.site)


def test_the_rows_of_a_form_are_joined_to_what_is_chosen_in_them_and_to_nothing_else(
    rf: RequestFactory, admin_user: Any
) -> None:
    request = rf.get("/")
    request.user = admin_user
    for chosen, joined in ([], False), (["state"], {"state": {}}):
        assert rows_within(Membership, chosen).get_queryset(request).query.select_related == joined


def test_an_address_within_another_form_is_taken_as_https_too(rf: RequestFactory) -> None:
    field = rows_within(Source, []).formfield_for_dbfield(Source._meta.get_field("url"), rf.get("/"))
    assert field.clean("example.org/page") == "https://example.org/page"
