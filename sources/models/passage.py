"""The outline of a source."""

from textwrap import shorten
from typing import Any

from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.choice_fields import ChoiceField
from sources.models.record import DeletedOneByOne
from sources.models.source import Source


class PassageQuerySet(DeletedOneByOne):
    """Passages, spoken of in the words of the portal."""

    def get_by_natural_key(self, source: str, key: str) -> Any:
        """The passage `key` of the source with the slug `source`."""
        return self.get(source__slug=source, key=key)


class Passage(models.Model):
    """An addressable unit of a source: a numbered paragraph, a dated post, a footnote, a reference.

    The outline ships with the portal, the words of the passage do not.
    """

    class Kind(models.TextChoices):
        """What the unit is in its text; the editors' own list, made from the two source texts."""

        FRONT_MATTER = "front_matter", _("front matter")
        TITLE = "title", _("title and author")
        ABSTRACT = "abstract", _("abstract")
        KEYWORDS = "keywords", _("key words")
        PARAGRAPH = "paragraph", _("paragraph")
        POST = "post", _("dated post")
        FOOTNOTE = "footnote", _("footnote")
        REFERENCE = "reference", _("entry of the reference list")
        BACK_MATTER = "back_matter", _("closing line")

    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="passages", verbose_name=_("source")
    )
    key = models.SlugField(_("key"), max_length=40, help_text=_("“3”, “r12”, “abstract-en”."))
    position = models.PositiveIntegerField(_("position"), help_text=_("Order in the source, from 1."))
    kind = ChoiceField(_("kind"), max_length=20, choices=Kind)
    section = models.CharField(_("section"), max_length=200, blank=True, help_text=_("Heading, as printed."))
    number = models.PositiveIntegerField(
        _("number"), null=True, blank=True, help_text=_("Of a paragraph, counted through the whole text.")
    )
    label = models.CharField(
        _("label"), max_length=120, blank=True, help_text=_("In words, for what has no number: “Abstract”.")
    )
    opening = models.CharField(
        _("opening"),
        max_length=120,
        blank=True,
        help_text=_("The first words as printed, by which a loaded text is cut into its passages."),
    )
    posted = models.DateTimeField(_("posted"), null=True, blank=True, help_text=_("Of a dated post."))
    about = models.TextField(_("about"), blank=True, help_text=_("What it says, in a few words of our own."))

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["source", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "key"],
                name="passage_key_once_a_source",
                violation_error_message=_("Another passage of this source has this key."),
            ),
            models.UniqueConstraint(
                fields=["source", "position"],
                name="passage_position_once_a_source",
                violation_error_message=_("Another passage of this source has this position."),
            ),
            models.UniqueConstraint(
                fields=["source", "number"],
                condition=models.Q(number__isnull=False, kind__in=["paragraph", "post"]),
                name="passage_number_once_a_source",
                violation_error_message=_("Another paragraph of this source has this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.place}"

    #: The relation that `as_choice` reads.
    CHOICE_READS = ("source",)
    #: By which a loaded text is cut; a change of any of them moves the places of quotations.
    CUT_BY = ("source_id", "key", "position", "kind", "section", "opening")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; quotations keep where they stand in the loaded text as it is cut then, and none is lost."""
        from sources.texts import place_again  # noqa: PLC0415

        before = Passage.objects.filter(pk=self.pk).select_related("source").first() if self.pk else None
        with transaction.atomic():
            super().save(*args, **kwargs)
            if before is None or self._cut_by() != before._cut_by():
                for source in {self.source, before.source if before else self.source}:
                    place_again(source)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete; the passage before it may reach further then, and no quotation is lost by that."""
        from sources.texts import place_again  # noqa: PLC0415

        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            place_again(self.source)
        return deleted

    def clean(self) -> None:
        """Cut by this outline, the loaded text still holds what something published rests on."""
        from sources.texts import place_again  # noqa: PLC0415

        if self.source_id and self.position is not None:
            others = Passage.objects.filter(source=self.source_id).exclude(pk=self.pk)
            place_again(self.source, sorted([*others, self], key=lambda each: each.position))
            left = Passage.objects.filter(pk=self.pk).exclude(source=self.source_id).first()
            if left is not None:
                place_again(left.source, left.source.passages.exclude(pk=self.pk).order_by("position"))

    def _cut_by(self) -> list[Any]:
        return [getattr(self, name) for name in self.CUT_BY]

    def natural_key(self) -> tuple[str, str]:
        """The source's slug and the key, by which fixtures refer to the passage."""
        return (self.source.slug, self.key)

    natural_key.dependencies = ["sources.source"]  # type: ignore[attr-defined]

    @property
    def is_reference(self) -> bool:
        """Whether it is an entry of the reference list."""
        return self.kind == self.Kind.REFERENCE

    @property
    def anchor(self) -> str:
        """Its fragment in the address of the source's page: p3, r12, abstract-en."""
        return f"p{self.key}" if self.number and not self.is_reference else self.key

    @property
    def place(self) -> str:
        """Its number or label, as after a sign: “3”, “[12]”, “abstract-en”."""
        if self.is_reference:
            return f"[{self.number}]"
        return str(self.number or self.key)

    def describe(self) -> str:
        """Its place in words, as on a card: section, paragraph or entry; reads no relation."""
        if self.is_reference:
            return gettext("reference %(number)s") % {"number": self.number}
        if self.kind == self.Kind.POST and self.posted:
            return gettext("entry of %(when)s, paragraph %(number)s") % {
                "when": date_format(self.posted, "j F Y, H:i"),
                "number": self.number,
            }
        parts = [self.section or self.label]
        if self.number:
            parts.append(gettext("paragraph %(number)s") % {"number": self.number})
        return ", ".join(part for part in parts if part)

    def as_choice(self) -> str:
        """As an editor chooses it: source, place, and what it says."""
        says = shorten(self.about, 90, placeholder=" …")
        return f"{self.source}, {self.describe()}" + (f": {says}" if says else "")
