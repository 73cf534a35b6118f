"""Texts kept in three languages, one column each: `name_en`, `name_ru`, `name_kk`. Knows no app."""

from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("en", "ru", "kk")


class TranslatedColumns:
    """Declares one column a language and reads the one of the reader.

    `name = TranslatedColumns(_("name"))` gives a model `name_en`, `name_ru` and `name_kk`; `record.name`
    is the text in the active language, or in the first of English, Russian, Kazakh that has one. Only the
    English column is required, unless `required=False`.
    """

    def __init__(self, label: Any, *, long: bool = False, required: bool = True) -> None:
        self.label, self.long, self.required = label, long, required
        self.name = ""

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        """Called by Django's model metaclass: adds the columns and itself as the accessor."""
        self.name = name
        names = {"en": _("English"), "ru": _("Russian"), "kk": _("Kazakh")}
        for language in LANGUAGES:
            blank = language != "en" or not self.required
            label = format_lazy("{what}, {language}", what=self.label, language=names[language])
            column: models.Field = (
                models.TextField(label, blank=blank)
                if self.long
                else models.CharField(label, max_length=400, blank=blank)
            )
            model.add_to_class(f"{name}_{language}", column)
        setattr(model, name, self)

    def __get__(self, record: models.Model | None, owner: type | None = None) -> Any:
        if record is None:
            return self
        active = (get_language() or "en")[:2]
        texts = (getattr(record, f"{self.name}_{language}", "") for language in (active, *LANGUAGES))
        return next((text for text in texts if text), "")


def columns(name: str) -> tuple[str, ...]:
    """The names of the columns of a text kept in three languages: "name" gives name_en, name_ru, name_kk."""
    return tuple(f"{name}_{language}" for language in LANGUAGES)
