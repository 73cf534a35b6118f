"""The elements of a definition in the admin: the form is judged as a whole, and line breaks move no place."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from sources.models import Definition, Element
from tests import builders
from tests.admin_pages import address, filled, said

pytestmark = pytest.mark.django_db
TEXT = "all forms of cooperation of parliamentarians"


@pytest.fixture
def staff(client: Client) -> Client:
    """The admin, as its owner."""
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


@pytest.fixture
def record() -> Definition:
    """A definition with two elements that stand beside each other."""
    made = builders.definition(TEXT)
    builders.element(made, "all forms of", "range")
    builders.element(made, "cooperation", "what")
    return made


def row(number: int, words: str, text: str = TEXT, **more: str) -> dict[str, object]:
    """What the form sends for an element at the place of `words`."""
    start = text.index(words)
    values = {"start": start, "end": start + len(words), "words": words, **more}
    return {f"elements-{number}-{name}": value for name, value in values.items()}


def save(staff: Client, record: Definition, **changes: object) -> Any:
    """Open the form, change some of its fields and send it."""
    url = address(Definition, "change", record.pk)
    return staff.post(url, filled(staff, url, **changes))


def marked(record: Definition) -> list[tuple[str, str]]:
    """The elements as they are stored, each checked to stand at its place."""
    stored = Definition.objects.get(pk=record.pk)
    assert not stored.has_lost_elements
    return [(each.question, each.words) for each in stored.standing_elements]


@pytest.mark.parametrize(
    "border", [("all forms of cooperation", "parliamentarians"), ("all", "forms of cooperation")]
)
def test_the_border_of_two_elements_moves_in_one_form(
    staff: Client, record: Definition, border: tuple[str, str]
) -> None:
    response = save(staff, record, **row(0, border[0]), **row(1, border[1]))
    assert response.status_code == 302
    assert marked(record) == [("range", border[0]), ("what", border[1])]


def test_two_elements_may_exchange_their_places(staff: Client, record: Definition) -> None:
    response = save(staff, record, **row(0, "cooperation"), **row(1, "all forms of"))
    assert response.status_code == 302
    assert marked(record) == [("what", "all forms of"), ("range", "cooperation")]


def test_an_element_takes_the_place_of_one_that_is_deleted_in_the_same_form(
    staff: Client, record: Definition
) -> None:
    new = row(2, "cooperation of parliamentarians", question="who")
    response = save(staff, record, **new, **{"elements-1-DELETE": "on", "elements-TOTAL_FORMS": 3})
    assert response.status_code == 302
    assert marked(record) == [("range", "all forms of"), ("who", "cooperation of parliamentarians")]
    assert Element.objects.count() == 2


def test_a_form_that_would_leave_an_overlap_is_refused_and_changes_nothing(
    staff: Client, record: Definition
) -> None:
    before = marked(record)
    response = save(staff, record, **row(0, "all forms of cooperation"))
    assert str(Element.OVERLAP) in said(response)
    assert marked(record) == before


def test_a_form_is_held_against_what_was_marked_since_it_was_opened(
    staff: Client, record: Definition
) -> None:
    url = address(Definition, "change", record.pk)
    data = filled(staff, url, **row(1, "cooperation of parliamentarians"))
    builders.element(record, "parliamentarians", "who")
    assert str(Element.OVERLAP) in said(staff.post(url, data))
    assert ("what", "cooperation") in marked(record)


@pytest.fixture
def broken(record: Definition) -> Definition:
    """The definition as an earlier portal stored it: two characters a line break, places that count both."""
    text = "all forms\r\nof\r\ncooperation"
    Definition.objects.filter(pk=record.pk).update(text=text)
    for each, words in zip(record.elements.order_by("start"), ("forms\r\nof", "cooperation"), strict=True):
        start = text.index(words)
        Element.objects.filter(pk=each.pk).update(start=start, end=start + len(words), words=words)
    return Definition.objects.get(pk=record.pk)


def test_places_hold_when_line_breaks_become_one_character(broken: Definition) -> None:
    broken.save()
    assert Definition.objects.get(pk=broken.pk).text == "all forms\nof\ncooperation"
    assert marked(broken) == [("range", "forms\nof"), ("what", "cooperation")]


def test_the_form_counts_places_with_line_breaks_of_one_character(staff: Client, broken: Definition) -> None:
    url = address(Definition, "change", broken.pk)
    data = filled(staff, url, title="Renamed")
    sent = {name: value.replace("\n", "\r\n") for name, value in data.items() if isinstance(value, str)}
    assert staff.post(url, data | sent).status_code == 302
    assert Definition.objects.get(pk=broken.pk).title == "Renamed"
    assert marked(broken) == [("range", "forms\nof"), ("what", "cooperation")]


def test_half_a_word_is_not_marked(staff: Client, record: Definition) -> None:
    """“fro” of “from” was once taken for an answer."""
    response = save(staff, record, **row(0, "all form"))
    assert "This span begins or ends inside a word. Mark whole words." in said(response)
    assert ("range", "all forms of") in marked(record)
    assert save(staff, record, **row(0, "all forms")).status_code == 302


def test_a_new_mark_says_who_made_it_and_when(staff: Client, record: Definition) -> None:
    """It was once published as coded by [not stated]."""
    new = {**row(2, "of parliamentarians"), "elements-2-question": "who", "elements-TOTAL_FORMS": 3}
    assert save(staff, record, **new).status_code == 302
    made = record.elements.get(question="who")
    assert (made.coder, made.coded_on) == ("editor", timezone.localdate())
    assert {each.coder for each in record.elements.exclude(pk=made.pk)} == {""}


def test_a_long_name_of_who_made_a_mark_is_cut_to_its_column(staff: Client, record: Definition) -> None:
    get_user_model().objects.update(first_name="A" * 150, last_name="B" * 150)
    new = {**row(2, "of parliamentarians"), "elements-2-question": "who", "elements-TOTAL_FORMS": 3}
    assert save(staff, record, **new).status_code == 302
    assert record.elements.get(question="who").coder == "A" * 80
