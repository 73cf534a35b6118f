"""States."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.languages import TranslatedColumns, columns
from sources.facts import Fact
from sources.models import Evidence, Record, RecordQuerySet

#: Another name of a state in its note: “Also called Turkey, another English name in …”.
OTHER_NAME = re.compile(
    r"^(?:Also called|Spoken of as|A source names it as) (?:the )?(.+?)(?:, another\b| where\b|;|\.(?:\s|$))"
)


class StateQuerySet(RecordQuerySet):
    """States, spoken of in the words of the portal."""

    def for_list(self) -> Self:
        """What a row of the list of states prints, and what it is sorted by."""
        from institutions.members import number_of_bodies  # noqa: PLC0415

        return self.published().annotate(bodies=number_of_bodies()).prefetch_related("evidence")

    def for_detail(self) -> Self:
        """What the page of one state prints of it."""
        return self.published().prefetch_related("evidence")


class State(Record):
    """A state, a former state, or a territory that takes part in a body itself."""

    #: The columns of its name: in English, Russian, Kazakh.
    NAMES = columns("name")
    FACTS = (Fact("name", _("Name"), NAMES),)
    SEARCHED = ("name_en", "name_ru", "name_kk", "iso2", "note")

    name = TranslatedColumns(_("name"))
    iso2 = models.CharField(
        _("ISO 3166-1 code"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, as in ISO 3166-1: KZ."))],
        help_text=_("Two letters; empty for a state that ended before the codes."),
    )
    former = models.BooleanField(_("former state"), default=False)
    territory = models.BooleanField(
        _("territory"), default=False, help_text=_("Takes part in a body itself, but is no state of its own.")
    )
    note = models.TextField(
        _("editor's note"), blank=True, help_text=_("On a status that is disputed, or on the code.")
    )

    objects = StateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state")
        verbose_name_plural = _("states")
        ordering = ["name_en"]
        constraints = [
            models.UniqueConstraint(
                fields=["iso2"],
                condition=~models.Q(iso2=""),
                name="state_iso2_once",
                violation_error_message=_("Another state has this code."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the state."""
        return self.page_url("institutions:state_detail")

    @property
    def what(self) -> Any:
        """What it is, in words, where it is no state of today; else empty."""
        return _("former state") if self.former else _("territory") if self.territory else ""

    @property
    def other_names(self) -> list[str]:
        """Other names that the editors note, so that it is found by them."""
        return [name for names in OTHER_NAME.findall(self.note) for name in names.split(", or ")]

    @property
    def all_names(self) -> list[str]:
        """All by which it may be called: its names, its code, and the other names."""
        return [*(getattr(self, name) for name in self.NAMES), self.iso2, *self.other_names]

    def as_data(self, absolute: Callable[[str], str], columns: Iterable[str] = ()) -> dict[str, Any]:
        """What a file says of the state: its names, its code, what it is, and of how many bodies a member."""
        data = super().as_data(absolute, columns)
        facts = data.pop("facts")
        return {
            **data,
            **{name: getattr(self, name) for name in self.NAMES},
            "iso2": self.iso2,
            "what": str(self.what or _("state")),
            "note": self.note,
            "member_of": getattr(self, "bodies", None),
            "facts": facts,
        }


class StateEvidence(Evidence):
    """The support of a citation for a fact about a state."""

    record = models.ForeignKey(State, on_delete=models.CASCADE, related_name="evidence")
