"""A value is literal only if it stands whole in the words: dates, numbers, names in their printed forms."""

import pytest

from portal.partial_dates import PartialDate
from sources.literal import date_stands, is_number, name_stands, number_stands, stands


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1995", "the Constitution in 1995"),
        ("1995", "Konstitucia Respubliki Kazakhstan. 1995. [Electronic resource]"),
        ("2007", "Weisglas, F. (2007) Parliamentary Diplomacy."),
        ("2002-03-07", "from March 7th, 2002"),
        ("2002-03-07", "on 7 March 2002"),
        ("2002-03-07", "on the 7th of March 2002"),
        ("2002-03-07", "on MARCH 07, 2002"),
        ("2002-03-07", "(access date: 07.03.2002)"),
        ("2002-03-07", "of 2002-03-07"),
        ("2002-03-07", "от 7 марта 2002 года"),
        ("2002-03-07", "2002 жылғы 7 наурыз"),
        ("2015-05-08", "08.05.2015 15:42:06"),
        ("2015-05", "held in May 2015"),
        ("2015-05", "май 2015 г."),
        ("2015-05", "2015 жылғы мамыр"),
        ("2014/2020", "Foreign Policy Concept for 2014 - 2020"),
        ("2014/2020", "The 2014–2020 Concept"),
        ("2015/2017", "the Macedonian Political Crisis (2015–17)"),
        ("1401/1600", "in the XV-XVI centuries"),
        ("1401/1600", "the 15th–16th centuries"),
        ("1401/1600", "XV–XVI ғасырларда Қазақ хандығы"),
        ("1401/1600", "в XV–XVI веках"),
        ("1701/1800", "all through the 18th century"),
    ],
)
def test_a_date_stands_in_every_form_that_the_texts_print(date: str, words: str) -> None:
    assert date_stands(PartialDate.parse(date), words)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1995", "In 1996 a law was passed"),
        ("1995", "no. 19950 of the register"),
        ("1995", "URL: <https://adilet.zan.kz/1995/docs> (access date: 15.05.2021)"),
        ("1995", "doi: 10.1163/1995.180494"),
        ("2002-03-07", "from March 17th, 2002"),
        ("2002-03-07", "from March 7th, 2003"),
        ("2002-03-07", "17.03.2002"),
        ("2002-03-07", "in March 2002"),
        ("2015-05", "on 7 May 2015"),
        ("2015-05", "on May 7th, 2015"),
        ("2014/2020", "in 2014, and not before 2020"),
        ("1701/1800", "in the mid-18th century"),
        ("1701/1800", "in the early 18th century"),
        ("1401/1600", "in the XIV-XVI centuries"),
    ],
)
def test_another_date_or_another_precision_does_not_stand(date: str, words: str) -> None:
    assert not date_stands(PartialDate.parse(date), words)


def test_a_date_stands_as_it_was_printed() -> None:
    printed = PartialDate.parse("1920/1924", printed="early 1920s")
    assert date_stands(printed, "mentioned by Stalin in the early 1920s when")
    assert not date_stands(printed, "mentioned by Stalin in the late 1920s when")
    assert date_stands(PartialDate(printed="By the early 20th century"), "By the early 20th century, over 10")
    assert not date_stands(PartialDate(), "in 1995")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("26", "has made 26 changes"),
        ("2", "consisted of two chambers"),
        ("20", "Twenty states"),
        ("1500", "1,500 members"),
        ("54–65", "No. 7. pp. 54-65. (In Russ.)"),
        ("2–3", "Issues 2 – 3."),
        ("p. 265", "cannot be ignored” [15, p. 265]"),
        ("59", "Studia Diplomatica, 59(2)."),
    ],
)
def test_a_number_stands_in_digits_or_up_to_twenty_in_words(value: str, words: str) -> None:
    assert is_number(value)
    assert number_stands(value, words)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("26", "has made 126 changes"),
        ("26", "has made 26.5 changes"),
        ("26", "URL: https://senate.kz/26/"),
        ("2", "the twofold task"),
        ("21", "twenty-one states"),
        ("54–65", "pp. 154-65."),
        ("54–65", "pp. 54-650."),
        ("54–65", "pp. 54 and 65."),
        ("p. 265", "p. 2651"),
    ],
)
def test_a_part_of_another_number_does_not_stand(value: str, words: str) -> None:
    assert not number_stands(value, words)


def test_words_are_folded_as_quotations_are_and_letters_never() -> None:
    assert stands("Hague Journal of Diplomacy", "The Hague Journal […]\nof Diplomacy.") is False
    assert stands("Hague Journal of Diplomacy", "The Hague Journal\nof Diplo-\nmacy.")
    assert stands("‘bloc’ politics", "'bloc' politics")
    assert stands("NATO", "the NATO Parliamentary Assembly")
    assert not stands("NATO", "the Nato group")
    assert not stands("Duma", "the Dumas")
    assert not stands("", "words")
    assert not stands("*", "words*")


def test_an_omission_in_a_value_has_to_stand_in_the_words_too() -> None:
    assert not stands("this definition is […] ideal", "this definition is not ideal")
    assert not stands("[…] ideal", "this definition is not ideal")
    assert stands("this definition is […] ideal", "He says this definition is […] ideal.")
    assert not stands("[…]", "this definition")


def test_a_name_stands_in_one_of_its_forms_whatever_the_case() -> None:
    forms = ["Zlatko Šabič", "Zabich"]
    assert name_stands(forms, "ZABICH et al. note")
    assert not name_stands(forms, "Šabic et al. note")
    assert not name_stands([], "Šabic et al. note")


def test_a_text_is_no_number() -> None:
    assert not is_number("over 10")
    assert not is_number("10.52536/CAA")
    assert not is_number("")
