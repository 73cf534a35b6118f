"""Fills an empty database from the fixtures, through the models.

A fixture is a YAML file of blocks, each with the `model` and its `records`. Foreign keys are slugs (a
passage is `source/key`), children stand under the name of their relation, `evidence` names the `facts`
that one citation supports. Files are read in the order of their names. Whatever cites or links is saved
after all records stand; then the gate judges the whole, in the same transaction.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.db import connection, models, transaction

from portal.partial_dates import PartialDate, PartialDateColumns
from sources.facts import gate_all
from sources.located import LocatedFile
from sources.models import Citation, Record
from sources.rungs import keep_all

#: Not fixtures of records, though they stand in the same folder.
OTHER_FILES = frozenset({"coverage.yaml", "located.yaml"})


class SeedError(Exception):
    """The fixtures cannot be loaded; the message says which record of which file, and why."""


def is_empty() -> bool:
    """Whether the database holds no record of the portal."""
    return not any(model._default_manager.exists() for model in record_models())


def count_records() -> int:
    """How many records the database holds, drafts included."""
    return sum(model._default_manager.count() for model in record_models())


def record_models() -> list[type[Record]]:
    """All concrete kinds of record, in the order of the apps."""
    return [model for model in apps.get_models() if issubclass(model, Record)]


def seed(folder: Path) -> dict[str, int]:
    """Load all fixtures of `folder`, publish what passes the gate; number of rows by plural name.

    Raises SeedError, and leaves the database as it was, if a record is not valid or lacks evidence.
    """
    with transaction.atomic():
        run = Seeding(LocatedFile(folder / "located.yaml"))
        for path in sorted(folder.glob("*.yaml")):
            if path.name not in OTHER_FILES:
                run.load(path)
        for finish in run.waiting:  # grows while it is walked: children of children wait at its end
            finish()
        _publish(run.saved)
        if connection.vendor == "postgresql":  # plans badly for tables not counted yet
            connection.cursor().execute("ANALYZE")
        keep_all()
    return Counter(str(row._meta.verbose_name_plural) for row in run.saved)


@dataclass
class Seeding:
    """One run: what was saved, and what waits until all records stand."""

    located: LocatedFile
    saved: list[models.Model] = field(default_factory=list)
    waiting: list[Callable[[], object]] = field(default_factory=list)

    def load(self, path: Path) -> None:
        """Save the records of one file, or let those that cite wait."""
        for block in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            model = apps.get_model(block["model"])
            for content in block["records"]:
                where = f"{path.name}, {content.get('slug') or content.get('key') or content}"
                if _cites(model):
                    self.waiting.append(partial(self.save, model, content, where))
                else:
                    self.save(model, content, where)

    def save(self, model: type[models.Model], content: dict[str, Any], where: str) -> None:
        """Save one record; its children and links follow, at once or when all records stand."""
        record = model()
        later: list[tuple[Any, Any]] = []
        try:
            for name, value in content.items():
                if isinstance(getattr(model, name, None), PartialDateColumns):
                    setattr(record, name, _partial_date(value))
                    continue
                kind: Any = model._meta.get_field(name)
                if kind.one_to_many or kind.many_to_many:
                    later.append((kind, value))
                elif kind.is_relation:
                    setattr(record, name, _by_natural_key(kind.related_model, value))
                else:
                    setattr(record, name, value)
            if isinstance(record, Citation):
                self.complete(record)
            record.full_clean()
            record.save()
        except (ValidationError, ValueError, FieldDoesNotExist, ObjectDoesNotExist) as error:
            raise SeedError(f"{where}: {_sentence(error)}") from error
        self.saved.append(record)
        for kind, value in later:
            if kind.many_to_many:
                self.waiting.append(partial(_link, record, kind, value, where))
            elif _cites(kind.related_model):
                self.waiting.append(partial(self.save_children, record, kind, value, where))
            else:
                self.save_children(record, kind, value, where)

    def complete(self, citation: Citation) -> None:
        """Take the source from the passage, and from `located.yaml` where the words were found."""
        if citation.passage is not None:
            citation.source = citation.passage.source
        place = self.located.place(citation)
        citation.found_in, citation.spans = place.found_in, [list(span) for span in place.spans]

    def save_children(self, record: models.Model, kind: Any, rows: list[dict[str, Any]], where: str) -> None:
        """Save the rows of a relation; a row that names several facts becomes one a fact."""
        child = kind.related_model
        has_position = any(known.name == "position" for known in child._meta.get_fields())
        for position, row in enumerate(rows, start=1):
            content = {kind.field.name: record, **row}
            if has_position:
                content.setdefault("position", position)
            facts = content.pop("facts", None)
            place = f"{where}, {kind.name} {position}"
            if facts is None:
                self.save(child, content, place)
            for fact in facts or ():
                self.save(child, {**content, "fact": fact}, place)


def _cites(model: Any) -> bool:
    """Whether rows of `model` need a citation that may stand in a later file."""
    return any(kind.name == "citation" for kind in model._meta.get_fields())


def _link(record: models.Model, kind: Any, values: list[Any], where: str) -> None:
    """Add the records named by `values` to a many-to-many relation, from either side."""
    accessor = kind.get_accessor_name() if kind.auto_created else kind.name
    try:
        getattr(record, accessor).add(*(_by_natural_key(kind.related_model, value) for value in values))
    except ObjectDoesNotExist as error:
        raise SeedError(f"{where}, {kind.name}: {_sentence(error)}") from error


def _by_natural_key(model: Any, value: Any) -> models.Model:
    if isinstance(value, models.Model):
        return value
    try:
        return model._default_manager.get_by_natural_key(*str(value).split("/"))
    except ObjectDoesNotExist as error:
        raise model.DoesNotExist(f"no {model._meta.verbose_name} is called {value}.") from error


def _partial_date(value: Any) -> PartialDate:
    if isinstance(value, dict):
        if "span" not in value:
            return PartialDate(printed=value["printed"])
        return PartialDate.parse(str(value["span"]), value.get("printed", ""))
    return PartialDate.parse(str(value))


def _sentence(error: Exception) -> str:
    if isinstance(error, ValidationError):
        if hasattr(error, "message_dict"):
            return "; ".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())
        return " ".join(error.messages)
    return str(error)


def _publish(saved: list[models.Model]) -> None:
    """Publish all records, if the gate lets every one of them pass."""
    records = [row for row in saved if isinstance(row, Record)]
    for model in {type(record) for record in records}:
        mine = [record for record in records if type(record) is model]
        models.prefetch_related_objects(mine, "evidence")
        if refused := gate_all(mine):
            raise SeedError("\n".join(refused))
    for record in records:
        record.publication, record.judged_together = Record.Publication.PUBLISHED, True
        record.save(update_fields=["publication"])
