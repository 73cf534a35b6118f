"""What all records of the portal share."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.choice_fields import ChoiceField
from portal.folding import fold
from sources.facts import Fact, gate_of_change


def seen(model: type["Record"], path: str = "") -> dict[str, Any]:
    """The conditions in SQL that a visitor sees the record of `model` to which `path` leads.

    `path` ends in two underscores: `definitions__`; without it, the condition is of the records themselves.
    """
    names = ("publication", *(f"{name}__publication" for name in model.SEEN_THROUGH))
    return {f"{path}{name}": Record.Publication.PUBLISHED for name in names}


def published(relation: str, model: type["Record"], *also: str, **where: Any) -> models.Prefetch:
    """Prefetch the published records of `relation`, each with its evidence and the relations of `also`.

    `where` narrows them further: `institution__publication="published"`.
    """
    records: Any = model._default_manager
    found = records.published().filter(**where)
    return models.Prefetch(relation, found.prefetch_related("evidence", *also))


def public(record: Any) -> Any:
    """`record` if a visitor may see it, else None: a draft that something names reads as not stated.

    Reads the relations of `SEEN_THROUGH`, which should be joined.
    """
    if record is None or not record.is_published:
        return None
    return record if all(public(getattr(record, name)) for name in record.SEEN_THROUGH) else None


def kind_related(model: type[models.Model], relation: str) -> Any:
    """The kind of record at the other end of `relation`, wherever it is declared.

    So a page of this app shows what an app above ties to its record, without importing it.
    """
    return model._meta.get_field(relation).related_model


def refuse_cycle(record: models.Model, relation: str) -> None:
    """Raise ValidationError if `relation`, followed from record to record, leads in a circle.

    That a record does not refer to itself is for a constraint to say.
    """
    ahead, seen = getattr(record, relation), {record.pk}
    if ahead is not None and ahead.pk == record.pk:
        return
    while ahead is not None:
        if ahead.pk in seen:
            raise ValidationError({relation: _("Followed from record to record, this leads in a circle.")})
        seen.add(ahead.pk)
        ahead = getattr(ahead, relation)


class DeletedOneByOne(models.QuerySet):
    """Rows of which each has something to do or to refuse when it is deleted."""

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete row by row, each as its own `delete` says; all of them or none."""
        deleted: Counter[str] = Counter()
        with transaction.atomic():
            for row in self:
                deleted.update(row.delete()[1])  # type: ignore[attr-defined]
        return deleted.total(), dict(deleted)

    delete.queryset_only = True  # type: ignore[attr-defined]  # as Django has it: no manager deletes a whole table


class RecordQuerySet(models.QuerySet):
    """Records, spoken of in the words of the portal."""

    def published(self) -> Self:
        """Records that a visitor may see."""
        model: Any = self.model
        return self.filter(**seen(model))

    def search(self, text: str) -> Self:
        """Records in which every word of `text` occurs, in any letter case and alphabet."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def without_evidence(self) -> Self:
        """Records that no citation supports: the editors' list of things to do."""
        return self.filter(evidence__isnull=True)

    def for_file(self) -> Self:
        """What a file of the records holds: their facts, the records these lead to, and their evidence."""
        model: Any = self.model
        keys = {field.name for field in model._meta.fields if field.many_to_one}
        facts = [fact.name for fact in model.FACTS if fact.name in keys]
        for name in list(facts):
            related: Any = model._meta.get_field(name).related_model
            facts += [f"{name}__{through}" for through in related.SEEN_THROUGH]
        found = self.select_related(*facts) if facts else self
        return found.prefetch_related("evidence")

    def get_by_natural_key(self, slug: str) -> Any:
        """The record with this slug."""
        return self.get(slug=slug)


class Record(models.Model):
    """Anything in the portal that has an address, is drafted and published, and rests on evidence."""

    class Publication(models.TextChoices):
        """Whether a visitor sees the record; not the status of the thing it describes."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    FACTS: ClassVar[tuple[Fact, ...]] = ()
    #: Fields and methods whose words the search looks through.
    SEARCHED: ClassVar[tuple[str, ...]] = ()
    #: Relations to rows without a page of their own, whose words the search looks through; see `SearchedRow`.
    SEARCHED_ROWS: ClassVar[tuple[str, ...]] = ()
    #: Relations to several records that `get_absolute_url` reads.
    ADDRESS_READS: ClassVar[tuple[str, ...]] = ()
    #: Relations to records without which a visitor does not see this one: the source in which it was read.
    SEEN_THROUGH: ClassVar[tuple[str, ...]] = ()
    #: Relations that every record has and without which a visitor sees it all the same.
    SHOWN_WITHOUT: ClassVar[tuple[str, ...]] = ()
    #: Set where the gate was asked already with all evidence at once: by a form, by a seeding.
    judged_together = False
    evidence: Any

    slug = models.SlugField(
        _("slug"), max_length=120, unique=True, help_text=_("Part of the address; never changes meaning.")
    )
    publication = ChoiceField(_("publication"), max_length=10, choices=Publication, default=Publication.DRAFT)
    search_text = models.TextField(editable=False, default="")
    created = models.DateTimeField(_("created"), auto_now_add=True)
    updated = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the folded words that the search looks through; what is published passes the gate.

        A new record has no evidence yet, so it is saved as a draft and published after.
        """
        from sources.rungs import keep_of_record  # noqa: PLC0415

        self.search_text = fold(" ".join(self.searched_words()))
        fields = kwargs.get("update_fields")
        saved = {"publication", "facts"} if fields is None else set(fields) - {"search_text", "updated"}
        if saved and self.is_published and not self.judged_together:
            gate_of_change(self)
        if fields is not None:
            kwargs["update_fields"] = {*fields, "search_text", "updated"}
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if saved - {"publication"} and not is_new:
            keep_of_record(self)

    def as_data(self, absolute: Callable[[str], str], columns: Iterable[str] = ()) -> dict[str, Any]:
        """What a file of records says of this one: its facts, or those named, with evidence."""
        from sources.as_data import as_data  # noqa: PLC0415

        return as_data(self, absolute, columns)

    def searched_words(self) -> list[str]:
        """The words of `SEARCHED`, then those of the rows of `SEARCHED_ROWS`, which are queried."""
        values = (getattr(self, name) for name in self.SEARCHED)
        words = [str((value() if callable(value) else value) or "") for value in values]
        if self.pk:
            for relation in self.SEARCHED_ROWS:
                words += [str(row) for row in getattr(self, relation).all()]
        return words

    def natural_key(self) -> tuple[str, ...]:
        """The slug, by which fixtures refer to the record."""
        return (self.slug,)

    @property
    def is_published(self) -> bool:
        """Whether a visitor sees the record."""
        return self.publication == self.Publication.PUBLISHED

    def page_url(self, name: str) -> str:
        """The address of the page `name`, which takes the slug."""
        return reverse(name, kwargs={"slug": self.slug})


class SearchedRow(models.Model):
    """A row without a page of its own, whose words find the record on whose page it stands.

    `OWNER` names the foreign key to that record, which names the relation in its `SEARCHED_ROWS`.
    """

    OWNER: ClassVar[str] = "record"

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, then let the record take the words into its search text, and one it stood with drop them."""
        stored = type(self)._base_manager.filter(pk=self.pk).select_related(self.OWNER).first()
        super().save(*args, **kwargs)
        owner = getattr(self, self.OWNER)
        owner.save(update_fields=["search_text"])
        if stored is not None and getattr(stored, self.OWNER) != owner:
            getattr(stored, self.OWNER).save(update_fields=["search_text"])

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete, then let the record drop the words from its search text."""
        record, deleted = getattr(self, self.OWNER), super().delete(*args, **kwargs)
        record.save(update_fields=["search_text"])
        return deleted
