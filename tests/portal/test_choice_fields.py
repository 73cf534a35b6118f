"""A new value of a vocabulary reaches the database, whichever migrations made its column."""

import pytest
from django.apps import apps
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


FIELDS = [
    field
    for model in apps.get_models()
    for field in model._meta.local_fields
    if isinstance(field, ChoiceField)
]


def checks(table: str) -> str:
    """The SQL of the checks of a table, as the database keeps them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
        else:
            of_table = "conrelid = %s::regclass AND contype = 'c'"
            cursor.execute(
                f"SELECT string_agg(pg_get_constraintdef(oid), ' ') FROM pg_constraint WHERE {of_table}",
                [table],
            )
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_the_check_of_the_column_knows_every_choice(field: ChoiceField) -> None:
    held = checks(field.model._meta.db_table)
    assert [value for value, _label in field.flatchoices if f"'{value}'" not in held] == []
