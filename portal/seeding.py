"""Fills an empty database from the fixtures, through the models.

A fixture is a YAML file of blocks, each with the `model` and its `records`. Foreign keys are slugs (a
passage is `source/key`), children stand under the name of their relation, `evidence` names the `facts`
that one citation supports. Where many records differ in one value only, `for_each` names its values
once, and `{}` stands for them: `for_each: {state: [kz, ru]}` with `slug: "{}-ipu"` is two records. Files
are read in the order of their names. Whatever cites or links is saved after all records stand; then the
gate judges the whole, in the same transaction.

The database itself holds uniqueness and constraints; a row is asked for the rest only, so that thousands of
rows take seconds. If the database refuses one, all is undone and done again with every row fully validated,
which names the row and the rule.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, connection, models, transaction

from portal.partial_dates import PartialDate, PartialDateColumns
from sources.facts import gate_all
from sources.located import LocatedFile
from sources.models import Citation, Evidence, Record
from sources.rungs import keep_all

#: Not fixtures of records, though they stand in the same folder.
OTHER_FILES = frozenset({"coverage.yaml", "located.yaml"})


#: The parser written in C where PyYAML has it; both read the same.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    """Load all fixtures of `folder`, published, if the gate lets all pass; number of rows by plural name.

    Raises SeedError, and leaves the database as it was, if a record is not valid or lacks evidence.
    """
    try:
        return _seed(folder)
    except IntegrityError:
        return _seed(folder, fully=True)


def slugs_of(folder: Path) -> dict[Any, set[str]]:
    """The slugs of records and citations in the fixtures of `folder`, by kind; also those inside others."""
    found: dict[Any, set[str]] = {model: set() for model in (*record_models(), Citation)}

    def walk(model: Any, rows: list[dict[str, Any]]) -> None:
        for content in _each(rows):
            if model in found:
                found[model].add(str(content["slug"]))
            for name, value in content.items():
                kind = None if name == "facts" or _is_date(model, name) else model._meta.get_field(name)
                if kind is not None and kind.one_to_many:
                    walk(kind.related_model, value)

    for path in sorted(folder.glob("*.yaml")):
        if path.name not in OTHER_FILES:
            for block in yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER) or []:
                walk(apps.get_model(block["model"]), block["records"])
    return found


def _seed(folder: Path, *, fully: bool = False) -> dict[str, int]:
    with transaction.atomic():
        run = Seeding(LocatedFile(folder / "located.yaml"), fully=fully)
        for path in sorted(folder.glob("*.yaml")):
            if path.name not in OTHER_FILES:
                run.load(path)
        for finish in run.waiting:  # grows while it is walked: children of children wait at its end
            finish()
        run.prove()
        if connection.vendor == "postgresql":  # plans badly for tables not counted yet
            connection.cursor().execute("ANALYZE")
        _judge(run.saved)
        keep_all()
    return Counter(str(row._meta.verbose_name_plural) for row in run.saved)


@dataclass
class Seeding:
    """One run: what was saved, what waits until all records stand, and what was found by its natural key.

    `fully` asks each row for everything that the database holds too, so that it can say what is wrong.
    """

    located: LocatedFile
    fully: bool = False
    saved: list[models.Model] = field(default_factory=list)
    waiting: list[Callable[[], object]] = field(default_factory=list)
    found: dict[tuple[Any, str], models.Model] = field(default_factory=dict)
    evidence: dict[Any, list[Evidence]] = field(default_factory=dict)

    def load(self, path: Path) -> None:
        """Save the records of one file, or let those that cite wait."""
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER) or []:
            model = apps.get_model(block["model"])
            for content in _each(block["records"]):
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
                if _is_date(model, name):
                    setattr(record, name, _partial_date(value))
                    continue
                kind: Any = model._meta.get_field(name)
                if kind.one_to_many or kind.many_to_many:
                    later.append((kind, value))
                elif kind.is_relation:
                    setattr(record, name, self.find(kind.related_model, value))
                else:
                    setattr(record, name, value)
            self.keep(record)
        except (ValidationError, ValueError, FieldDoesNotExist, ObjectDoesNotExist) as error:
            raise SeedError(f"{where}: {_sentence(error)}") from error
        self.saved.append(record)
        for kind, value in later:
            if kind.many_to_many:
                self.waiting.append(partial(self.link, record, kind, value, where))
            elif _cites(kind.related_model):
                self.waiting.append(partial(self.save_children, record, kind, value, where))
            else:
                self.save_children(record, kind, value, where)

    def prove(self) -> None:
        """Save the evidence, which nothing else refers to, many rows at a time."""
        for model, rows in self.evidence.items():
            model._default_manager.bulk_create(rows, batch_size=500)

    def validate(self, record: models.Model) -> None:
        """Ask the row for what the database does not hold, or for everything."""
        if self.fully:
            record.full_clean()
            return
        relations = {kind.name for kind in record._meta.concrete_fields if kind.is_relation}
        missing = {kind.name for kind in record._meta.concrete_fields if _lacks(record, kind)}
        record.clean_fields(exclude=relations - missing)
        record.clean()

    def find(self, model: Any, value: Any) -> models.Model:
        """The row of `model` with this natural key; each is looked up once."""
        if isinstance(value, models.Model):
            return value
        if (model, str(value)) not in self.found:
            self.found[model, str(value)] = _by_natural_key(model, value)
        return self.found[model, str(value)]

    def link(self, record: models.Model, kind: Any, values: list[Any], where: str) -> None:
        """Add the records named by `values` to a many-to-many relation, from either side."""
        accessor = kind.get_accessor_name() if kind.auto_created else kind.name
        try:
            getattr(record, accessor).add(*(self.find(kind.related_model, value) for value in values))
        except ObjectDoesNotExist as error:
            raise SeedError(f"{where}, {kind.name}: {_sentence(error)}") from error

    def keep(self, record: models.Model) -> None:
        """Save the row, or let it wait with all other evidence; a record is published."""
        if isinstance(record, Citation):
            self.complete(record)
        if isinstance(record, Record):
            record.publication, record.judged_together = Record.Publication.PUBLISHED, True
        self.validate(record)
        if isinstance(record, Evidence) and not self.fully:
            self.evidence.setdefault(type(record), []).append(record)
            return
        record.save()
        if isinstance(record, (Record, Citation)):
            self.found[type(record), record.slug] = record

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


def _each(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows, one that stands for many as many."""
    for row in rows:
        if "for_each" not in row:
            yield row
            continue
        (name, values), *_none = row["for_each"].items()
        shared = {key: value for key, value in row.items() if key != "for_each"}
        for value in values:
            yield {**shared, "slug": str(shared["slug"]).replace("{}", str(value)), name: value}


def _is_date(model: Any, name: str) -> bool:
    """Whether `name` is a partial date of `model`."""
    return isinstance(getattr(model, name, None), PartialDateColumns)


def _lacks(record: models.Model, kind: Any) -> bool:
    """Whether a relation that is required is empty."""
    return bool(kind.is_relation and not kind.null and getattr(record, kind.attname) is None)


def _by_natural_key(model: Any, value: Any) -> models.Model:
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


def _judge(saved: list[models.Model]) -> None:
    """Let the gate judge all records; it refuses all or none."""
    records = [row for row in saved if isinstance(row, Record)]
    for model in {type(record) for record in records}:
        mine = [record for record in records if type(record) is model]
        models.prefetch_related_objects(mine, "evidence")
        if refused := gate_all(mine):
            raise SeedError("\n".join(refused))
