"""What a source lists: references, the contents of its issue, and details of its imprint."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.models.citation import Citation, CitingManager, CitingRow
from sources.models.passage import Passage
from sources.models.record import SearchedRow
from sources.models.source import Source


class ReferenceEntry(CitingRow):
    """Number n in the reference list of one source, and the work that it names."""

    OWNER = "work"
    OWNERS = ("work", "source")

    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="references", verbose_name=_("in the list of")
    )
    number = models.PositiveIntegerField(_("number"))
    work = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="entries", verbose_name=_("work named")
    )
    passage = models.OneToOneField(
        Passage, on_delete=models.PROTECT, related_name="entry", verbose_name=_("entry")
    )
    citation = models.ForeignKey(
        Citation,
        on_delete=models.PROTECT,
        related_name="entries",
        verbose_name=_("entry as printed"),
    )
    note = models.TextField(_("editor's note"), blank=True)

    objects = CitingManager()

    class Meta:
        verbose_name = _("reference entry")
        verbose_name_plural = _("reference entries")
        ordering = ["source", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "number"],
                name="reference_number_once_a_list",
                violation_error_message=_("The list has an entry with this number already."),
            ),
            models.CheckConstraint(
                name="reference_number_positive",
                condition=models.Q(number__gte=1),
                violation_error_message=_("Entries are counted from 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source.code}[{self.number}]"

    def clean(self) -> None:
        """The passage is the entry of the list: of the same source, a reference, with the same number."""
        super().clean()
        if not self.passage_id:
            return
        if self.passage.source_id != self.source_id:
            raise ValidationError({"passage": _("This passage belongs to another source.")})
        if not self.passage.is_reference or self.passage.number != self.number:
            raise ValidationError(
                {"passage": _("This passage is not the entry of the reference list with this number.")}
            )


class ReferenceUse(models.Model):
    """A passage that cites an entry of the reference list, with the page it gives."""

    entry = models.ForeignKey(ReferenceEntry, on_delete=models.CASCADE, related_name="uses")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="uses")
    pages = models.CharField(_("pages cited"), max_length=40, blank=True, help_text=_("As printed: p. 265."))

    class Meta:
        verbose_name = _("use of a reference")
        verbose_name_plural = _("uses of references")
        ordering = ["entry", "passage__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "passage", "pages"],
                name="reference_use_once",
                violation_error_message=_("This use is recorded already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry} in {self.passage.place}"

    def clean(self) -> None:
        """The passage stands in the source in whose list the entry is."""
        known = self.entry_id is not None or ReferenceUse.entry.is_cached(self)  # type: ignore[attr-defined]
        if known and self.passage_id and self.passage.source_id != self.entry.source_id:
            raise ValidationError({"passage": _("This passage belongs to another source.")})


class ContentsEntry(CitingRow, SearchedRow):
    """A line in the table of contents of the issue in which a source text appeared."""

    OWNER = "source"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="contents")
    position = models.PositiveSmallIntegerField(_("position"))
    author = models.CharField(_("author as printed"), max_length=200)
    title = models.CharField(_("title as printed"), max_length=400)
    page = models.PositiveIntegerField(_("first page"))
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="contents_entries")

    objects = CitingManager()

    class Meta:
        verbose_name = _("line of the contents")
        verbose_name_plural = _("lines of the contents")
        ordering = ["source", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "position"],
                name="contents_position_once",
                violation_error_message=_("Another line of the contents has this position."),
            ),
            models.CheckConstraint(
                name="contents_page_positive",
                condition=models.Q(page__gte=1),
                violation_error_message=_("Pages are counted from 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.title}"


class ImprintDetail(CitingRow, SearchedRow):
    """A detail of the imprint or of the head of a source that no field of its own holds."""

    OWNER = "source"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="imprint")
    position = models.PositiveSmallIntegerField(_("position"))
    label = models.CharField(_("label"), max_length=120, help_text=_("“Registration certificate”."))
    value = models.CharField(_("value"), max_length=400)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="imprint_details")

    objects = CitingManager()

    class Meta:
        verbose_name = _("detail of the imprint")
        verbose_name_plural = _("details of the imprint")
        ordering = ["source", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "position"],
                name="imprint_position_once",
                violation_error_message=_("Another detail of the imprint has this position."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"
