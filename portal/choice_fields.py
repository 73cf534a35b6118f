"""A column that holds one of a documented vocabulary, in the database too. Knows no app."""

from typing import Any

from django.db import migrations, models


class ChoiceField(models.CharField):
    """A CharField whose database column refuses any value but its choices (and "" if blank).

    Forms and `full_clean` name the valid choices as for any field; the check holds what saves without them.
    """

    #: Django counts the choices as no matter of the database; here a new one has to alter the check.
    non_db_attrs = tuple(name for name in models.CharField.non_db_attrs if name != "choices")

    def db_check(self, connection: Any) -> str:
        """The SQL condition of the column's check constraint."""
        values = [str(value) for value, _label in self.flatchoices]
        if self.blank:
            values.append("")
        listed = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
        return f"{connection.ops.quote_name(self.column)} IN ({listed})"


class AlterChoices(migrations.AlterField):
    """Alters a ChoiceField in a migration, and the check of its column too.

    Django's AlterField compares the checks of its own fields only, so that it would leave this one as it was;
    on SQLite, where it makes the table anew, nothing has to be added. Write it in place of the AlterField
    that `makemigrations` proposes; `tests/portal/test_choice_fields.py` fails on PostgreSQL if one was
    forgotten.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Alter the field, then put the check of its new choices in the place of the old one."""
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        if schema_editor.connection.vendor == "sqlite":
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.name)
        declared = {constraint.name for constraint in model._meta.constraints}
        for old in schema_editor._constraint_names(model, [field.column], check=True, exclude=declared):
            schema_editor.execute(schema_editor._delete_check_sql(model, old))
        name = schema_editor._create_index_name(model._meta.db_table, [field.column], suffix="_check")
        check = field.db_check(schema_editor.connection)
        schema_editor.execute(schema_editor._create_check_sql(model, name, check))
