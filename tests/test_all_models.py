"""What holds for every model: sentences of constraints, order of rows, no relation in a circle."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.constraints import BaseConstraint

from sources.models import Citation, Passage, Record, refuse_cycle
from tests import builders
from tests.admin_pages import OURS

SELF_RELATIONS = [
    (model, field.name)
    for model in OURS
    for field in model._meta.fields
    if field.is_relation and field.related_model is model
]


def nullable(model: type[models.Model], path: str) -> bool:
    """Whether ordering by `path` can meet NULL: in the column itself, or where a relation leads nowhere."""
    name, _, rest = path.partition("__")
    if name == "pk":
        return False
    field: Any = model._meta.get_field(name)
    if field.null:
        return True
    return bool(rest) and nullable(field.related_model, rest)


def bare(model: type[models.Model], order: Sequence[Any]) -> Iterator[Any]:
    """What of `order` is a nullable column that does not say where NULL stands."""
    for item in order:
        if isinstance(item, str):
            said, path = False, item.removeprefix("-")
        else:
            said, path = item.nulls_last or item.nulls_first, item.expression.name
        if not said and nullable(model, path):
            yield item


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_constraint_refuses_with_a_sentence_of_its_own(model: Any) -> None:
    default = BaseConstraint.default_violation_error_message
    without = [each.name for each in model._meta.constraints if each.violation_error_message == default]
    assert without == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_order_depends_on_where_a_database_puts_null(model: Any) -> None:
    """SQLite puts NULL first and PostgreSQL last, so the two showed rows in another order."""
    assert list(bare(model, model._meta.ordering)) == []


def test_the_sweep_sees_a_nullable_column_and_a_relation_that_leads_nowhere() -> None:
    order = ["-posted", "source__published_earliest", models.F("number").asc(), "source", "pk"]
    assert list(bare(Passage, order)) == order[:3]
    assert list(bare(Citation, ["passage__position", "passage"])) == ["passage__position", "passage"]
    assert list(bare(Passage, [models.F("number").asc(nulls_last=True)])) == []


def two(model: type[Record]) -> tuple[Any, Any]:
    """Two records of a kind that refers to itself."""
    make: Any = {
        "Institution": builders.institution,
        "Definition": builders.definition,
        "LegalDocument": builders.document,
        "Statement": builders.statement,
    }[model.__name__]
    return make("First"), make("Second")


def test_the_relations_of_kinds_to_themselves_are_these() -> None:
    assert {(model.__name__, name) for model, name in SELF_RELATIONS} == {
        ("Institution", "parent"),
        ("Institution", "succeeded_by"),
        ("Definition", "amends"),
        ("LegalDocument", "replaced_by"),
        ("Statement", "part_of"),
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "name"), SELF_RELATIONS)
def test_no_record_comes_back_to_itself(model: Any, name: str) -> None:
    first, second = two(model)
    setattr(second, name, first)
    second.full_clean()
    second.judged_together = True  # the relation has no evidence
    second.save()
    first = model.objects.get(pk=first.pk)
    setattr(first, name, second)
    with pytest.raises(ValidationError) as refused:
        first.full_clean()
    assert set(refused.value.message_dict) == {name}
    assert "this leads in a circle" in str(refused.value)


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "name"), SELF_RELATIONS)
def test_no_record_refers_to_itself(model: Any, name: str) -> None:
    first, _second = two(model)
    setattr(first, name, first)
    with pytest.raises(ValidationError, match=r"itself|its own"):
        first.full_clean()
    first.judged_together = True
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "name"), SELF_RELATIONS)
def test_a_circle_elsewhere_is_refused_and_not_walked_for_ever(model: Any, name: str) -> None:
    first, second = two(model)
    model.objects.filter(pk=first.pk).update(**{name: second})
    model.objects.filter(pk=second.pk).update(**{name: first})
    third = model.objects.get(pk=first.pk)
    third.pk, third.slug = None, "third"
    setattr(third, name, model.objects.get(pk=second.pk))
    with pytest.raises(ValidationError, match="leads in a circle"):
        refuse_cycle(third, name)
