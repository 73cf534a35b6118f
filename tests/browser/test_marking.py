"""Staff mark the words of a definition by selecting them."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from tests import builders
from tests.admin_pages import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


#: The words of the definition; the first letter lies beyond the first plane of Unicode.
ONE_LINE = "𝔄ll forms of cooperation of parliamentarians"
TWO_LINES = "𝔄ll forms of\ncooperation of parliamentarians"


@pytest.fixture
def words(request: Any) -> str:
    """The words of the definition that is marked."""
    return str(getattr(request, "param", ONE_LINE))


@pytest.fixture
def form(chromium: Any, live_server: Any, client: Any, words: str) -> Any:
    """The form of a definition, open in the admin."""
    record = builders.definition(words)
    client.force_login(get_user_model().objects.create_superuser("editor"))
    context = chromium.new_context()
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([session])
    page = context.new_page()
    page.goto(live_server.url + address(type(record), "change", record.pk))
    yield page, record
    context.close()


@pytest.mark.parametrize("words", [ONE_LINE, TWO_LINES], indirect=True)
def test_selected_words_become_an_element_with_its_place(form: Any) -> None:
    page, record = form
    page.locator("#id_text").evaluate("words => words.setSelectionRange(13, 26)")
    page.get_by_label("Question", exact=True).select_option("what")
    page.get_by_role("button", name="Mark the selected words").click()
    assert "“cooperation”" in page.get_by_role("status").inner_text()
    page.locator("[name=_save]").first.click()
    page.wait_for_url("**/sources/definition/")
    element = record.elements.get()
    record.refresh_from_db()
    assert (element.question, element.words) == ("what", "cooperation")
    assert record.text[element.start : element.end] == "cooperation"
    assert "\r" not in record.text


@pytest.mark.parametrize("words", [ONE_LINE, TWO_LINES], indirect=True)
def test_words_are_marked_by_keyboard_alone(form: Any) -> None:
    page, record = form
    page.locator("#id_text").focus()
    page.keyboard.press("Control+End")
    for _ in range(len("parliamentarians")):
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Tab")
    page.keyboard.press("w")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("[name=_save]").first.press("Enter")
    page.wait_for_url("**/sources/definition/")
    record.refresh_from_db()
    (element,) = record.standing_elements
    assert element.words == "parliamentarians"


@pytest.mark.parametrize("words", [TWO_LINES], indirect=True)
def test_words_across_a_line_break_are_marked_by_keyboard(form: Any) -> None:
    page, record = form
    field = page.locator("#id_text")
    field.click()
    page.keyboard.press("Control+Home")
    for _ in range(len("All ")):
        page.keyboard.press("ArrowRight")
    for _ in range(len("forms of\ncooperation")):
        page.keyboard.press("Shift+ArrowRight")
    page.get_by_label("Question", exact=True).select_option("what")
    page.get_by_role("button", name="Mark the selected words").click()
    page.locator("[name=_save]").first.click()
    page.wait_for_url("**/sources/definition/")
    record.refresh_from_db()
    (element,) = record.standing_elements
    assert element.words == "forms of\ncooperation"


def test_nothing_selected_or_no_question_is_said_and_marks_nothing(form: Any) -> None:
    page, _record = form
    button = page.get_by_role("button", name="Mark the selected words")
    button.click()
    assert "Select the words" in page.get_by_role("status").inner_text()
    page.locator("#id_text").evaluate("words => words.setSelectionRange(0, 3)")
    button.click()
    assert "Choose the question" in page.get_by_role("status").inner_text()
    assert page.locator("#elements-group [name$='-start']:not([name*=__prefix__])").count() == 0


def test_half_words_become_whole_and_what_is_marked_already_is_not_marked_again(form: Any) -> None:
    page, record = form
    page.locator("#id_text").evaluate("words => words.setSelectionRange(15, 24)")
    page.get_by_label("Question", exact=True).select_option("what")
    mark, status = page.get_by_role("button", name="Mark the selected words"), page.get_by_role("status")
    mark.click()
    assert "“cooperation”" in status.inner_text()
    page.locator("#id_text").evaluate("words => words.setSelectionRange(9, 16)")
    mark.click()
    assert status.inner_text() == "Another element covers a part of this span."
    page.locator("[name=_save]").first.click()
    page.wait_for_url("**/sources/definition/")
    assert [each.words for each in record.elements.all()] == ["cooperation"]
