"""What a record of this app refuses, in a form and in the database, and with which sentence."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from institutions.models import Institution, Membership, State
from portal.partial_dates import PartialDate
from tests import builders

pytestmark = pytest.mark.django_db


def refuse(record: object, sentence: str) -> None:
    """The record is refused by its form with the sentence, and by the database without any form."""
    with pytest.raises(ValidationError) as refused:
        record.full_clean()  # type: ignore[attr-defined]
    assert sentence in " ".join(refused.value.messages)
    record.judged_together = True  # type: ignore[attr-defined]
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()  # type: ignore[attr-defined]


def body(**fields: object) -> Institution:
    """A body that is not saved."""
    return Institution(slug="body", name_en="Body", kind="assembly", **fields)


def test_a_body_cannot_end_before_it_is_founded() -> None:
    late = body()
    late.founded, late.ended = PartialDate.parse("1995"), PartialDate.parse("1992-03")
    refuse(late, "The end lies before the beginning.")


def test_a_body_may_end_in_the_year_of_its_founding() -> None:
    short = body()
    short.founded, short.ended = PartialDate.parse("1992-03-27"), PartialDate.parse("1992")
    short.full_clean()
    short.save()


@pytest.mark.parametrize(
    ("earliest", "latest"),
    [(date(1992, 1, 1), None), (None, date(1992, 1, 1)), (date(1993, 1, 1), date(1992, 1, 1))],
)
def test_a_date_has_both_bounds_in_order(earliest: date | None, latest: date | None) -> None:
    refuse(
        body(founded_earliest=earliest, founded_latest=latest),
        "Give both bounds of a date or neither, the earliest day first.",
    )


@pytest.mark.parametrize("field", ["kind", "region", "status", "publication"])
def test_a_value_from_outside_the_vocabulary_is_refused(field: str) -> None:
    strange = body()
    setattr(strange, field, "castle")
    refuse(strange, "Value 'castle' is not a valid choice.")


def test_a_state_joins_a_body_once_at_one_date() -> None:
    assembly, kazakhstan = builders.institution(), builders.state()
    builders.membership(assembly, kazakhstan, start="1992")
    builders.membership(assembly, kazakhstan, start="1995")
    again = Membership(slug="again", institution=assembly, state=kazakhstan, role="observer")
    again.start = PartialDate.parse("1992")
    refuse(again, "This state joined this institution at this date already.")


def test_a_state_has_one_membership_of_unknown_start_in_a_body() -> None:
    assembly, kazakhstan = builders.institution(), builders.state()
    builders.membership(assembly, kazakhstan)
    again = Membership(slug="again", institution=assembly, state=kazakhstan, role="observer")
    refuse(again, "This state has a membership of unknown start here already.")


def test_a_role_is_one_of_the_list() -> None:
    guest = Membership(slug="guest", institution=builders.institution(), state=builders.state(), role="guest")
    refuse(guest, "Value 'guest' is not a valid choice.")


def test_a_body_is_neither_its_own_parent_nor_the_parent_of_its_parent() -> None:
    top = builders.institution("Top")
    part = builders.institution("Part", parent=top)
    top.parent = part
    with pytest.raises(ValidationError, match="this leads in a circle"):
        top.full_clean()
    top.parent = top
    refuse(top, "A body cannot be its own parent.")


def test_a_code_of_a_state_is_two_letters_and_used_once() -> None:
    builders.state(iso2="KZ")
    refuse(State(slug="other", name_en="Other", iso2="KZ"), "Another state has this code.")
    with pytest.raises(ValidationError, match="Two capital letters"):
        State(slug="other", name_en="Other", iso2="kz").full_clean()
