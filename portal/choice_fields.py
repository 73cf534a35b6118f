"""A column that holds one of a documented vocabulary, in the database too. Knows no app."""

from typing import Any

from django.db import models


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
