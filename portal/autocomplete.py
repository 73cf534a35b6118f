"""Rows that an editor chooses by typing: how each reads in the list and where it is chosen. Knows no app.

A model of which many rows are called alike says more in `as_choice`, and which relations that reads in
`CHOICE_READS`.
"""

from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest


def as_choice(row: Any) -> str:
    """How a row reads where it is chosen."""
    return str(row.as_choice() if hasattr(row, "as_choice") else row)


def choice_reads(model: Any) -> tuple[str, ...]:
    """The relations that `as_choice` of a row of `model` reads."""
    return getattr(model, "CHOICE_READS", ())


def with_choices(rows: QuerySet) -> QuerySet:
    """`rows` with what `as_choice` of each reads."""
    return rows.select_related(*reads) if (reads := choice_reads(rows.model)) else rows


class Choices(AutocompleteJsonView):
    """The rows that hold what was typed, as the admin asks for them."""

    def get_queryset(self) -> QuerySet:
        """The rows with what is said of each."""
        return with_choices(super().get_queryset())

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """The key of a row and how it reads."""
        return {**super().serialize_result(obj, to_field_name), "text": as_choice(obj)}


class Chooser(AutocompleteSelect):
    """A row chosen by typing; one that was read with its form, `held`, is not queried again."""

    held: Any = None

    def optgroups(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> list[Any]:
        """What is chosen, after the empty choice where that is allowed."""
        if self.held is None or [str(each) for each in value] != [str(self.held.pk)]:
            return super().optgroups(name, value, attrs)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, self.held.pk, as_choice(self.held), True, 0)
        return [(None, [*empty, chosen], 0)]


class ChoosingForm(forms.ModelForm):
    """A row of a form, whose choosers hold the rows that were joined to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            chooser = getattr(field.widget, "widget", field.widget)
            if isinstance(chooser, Chooser):
                chooser.held = self.instance._state.fields_cache.get(name)


class ChoosingAdmin(BaseModelAdmin):
    """A page of the admin on which rows are chosen as they read in `as_choice`."""

    #: How wide a row that says more than its name is shown.
    choice_width = "min(48em, 78vw)"
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The field; one that is chosen by typing has a chooser."""
        if db_field.name in self.get_autocomplete_fields(request):
            wide = hasattr(db_field.related_model, "as_choice")
            attrs = {"data-width": self.choice_width} if wide else {}
            kwargs["widget"] = Chooser(db_field, self.admin_site, attrs, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The field; rows to choose from read as `as_choice` has them."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            field.label_from_instance = as_choice  # type: ignore[method-assign, assignment]
            field.queryset = with_choices(field.queryset)
        return field


class ChoosingInline(ChoosingAdmin):
    """Rows within the form of another, joined to those that are chosen in them: none costs a query."""

    form: Any = ChoosingForm

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The rows with what is chosen in them."""
        rows = super().get_queryset(request)
        fields = (rows.model._meta.get_field(name) for name in self.get_autocomplete_fields(request))
        chosen = [field for field in fields if field.many_to_one]
        reads = [f"{field.name}__{each}" for field in chosen for each in choice_reads(field.related_model)]
        names = [*(field.name for field in chosen), *reads]
        return rows.select_related(*names) if names else rows
