"""A new value of a vocabulary reaches the database."""

import pytest
from django.db import connection

from portal.choice_fields import ChoiceField


def column(*values: str) -> ChoiceField:
    """A column with these choices."""
    made = ChoiceField(max_length=12, choices=[(value, value.title()) for value in values])
    made.set_attributes_from_name("kind")
    return made


@pytest.mark.parametrize(("new", "altered"), [(("law", "code"), True), (("law",), False)])
def test_a_column_is_altered_when_its_choices_are(new: tuple[str, ...], altered: bool) -> None:
    """Django counts choices as no matter of the database, and once left the old check in place."""
    editor = connection.schema_editor()
    assert editor._field_should_be_altered(column("law"), column(*new)) is altered
