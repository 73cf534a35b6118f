"""The words of a source, where an operator who holds them has loaded them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.models.source import Source


class SourceText(models.Model):
    """The text of a source as it was loaded; it stands in this database only and is never edited.

    `manage.py import_text` writes it (`sources/texts.py`); no fixture and no list of the admin holds `raw`.
    """

    source = models.OneToOneField(
        Source, on_delete=models.CASCADE, related_name="text", verbose_name=_("source")
    )
    raw = models.TextField(_("text"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    name = models.CharField(_("file"), max_length=255)
    loaded = models.DateTimeField(_("loaded"))

    class Meta:
        verbose_name = _("text of a source")
        verbose_name_plural = _("texts of sources")
        ordering = ["source"]

    def __str__(self) -> str:
        return self.name

    @property
    def size(self) -> int:
        """How many bytes the file had."""
        return len(self.raw.encode())

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete; places in a text that is gone are places no more, unless its source names that text."""
        from sources.rungs import keep_all  # noqa: PLC0415
        from sources.texts import forget  # noqa: PLC0415

        forget(self)
        deleted = super().delete(*args, **kwargs)
        keep_all()
        return deleted
