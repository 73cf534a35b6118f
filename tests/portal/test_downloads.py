"""Files of lists and records: what a spreadsheet and a program read."""

import csv
import json
from datetime import date

import pytest
from django.utils.translation import gettext_lazy

from portal.downloads import cell, csv_response, json_response


def read(body: bytes) -> list[list[str]]:
    """The cells of a CSV file, as a spreadsheet reads it."""
    return list(csv.reader(body.decode("utf-8-sig").splitlines()))


def test_a_table_is_read_back_as_it_was_written_in_all_alphabets() -> None:
    rows = [{"words": "құрылтай, “all forms”", "start": 0}, {"words": "two\nlines", "start": None}]
    response = csv_response("definitions", ["words", "start"], rows)
    assert response.content.startswith(b"\xef\xbb\xbf")
    body = response.content.decode("utf-8-sig")
    assert list(csv.reader(body.splitlines(keepends=True))) == [
        ["words", "start"],
        ["құрылтай, “all forms”", "0"],
        ["two\nlines", ""],
    ]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="definitions.csv"'


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "=HYPERLINK(“x”)"]
)
def test_words_never_become_a_formula(words: str) -> None:
    assert cell(words) == f"'{words}"


@pytest.mark.parametrize("value", ["all forms", "pp. 93-94", "1=1", "", -1, 0, 2.5])
def test_other_words_and_numbers_stay_as_they_are(value: object) -> None:
    assert cell(value) == value


def test_the_heads_of_columns_are_those_asked_for_and_no_other_value_is_written() -> None:
    response = csv_response("list", ["b", "a"], [{"a": "1", "b": "2", "secret": "3"}])
    assert read(response.content) == [["b", "a"], ["2", "1"]]


def test_data_are_json_with_letters_and_dates_as_they_are() -> None:
    response = json_response(
        "one", {"words": "құрылтай", "on": date(2026, 11, 25), "lazy": gettext_lazy("x")}
    )
    assert "құрылтай" in response.content.decode()
    assert json.loads(response.content) == {"words": "құрылтай", "on": "2026-11-25", "lazy": "x"}
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="one.json"'
