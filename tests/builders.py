"""Builders: plain functions that save one record each, published and proved, from keyword arguments."""

from itertools import count
from typing import Any

from institutions.models import Function, Institution, Membership, Milestone, State
from portal.partial_dates import PartialDate, PartialDateColumns
from sources.facts import stated
from sources.models import Citation, Passage, Record, Source

_numbers = count(1)


def source(slug: str = "article", **fields: Any) -> Source:
    """A source text with the code Ar, unless told otherwise; one a slug."""
    existing = Source.objects.filter(slug=slug).first()
    if existing:
        return existing
    defaults = {
        "code": "Ar" if slug == "article" else "",
        "short": slug.replace("-", " ").title(),
        "role": "source_text" if slug == "article" else "reference",
        "type": "article-journal",
        "title_en": f"Title of {slug}",
        "publication": Record.Publication.PUBLISHED,
    }
    return Source.objects.create(slug=slug, **{**defaults, **fields})


def citation(exact: str = "Exact words of the source.", **fields: Any) -> Citation:
    """A citation of a paragraph of its own in the article."""
    number = next(_numbers)
    if "passage" not in fields:
        fields["passage"] = Passage.objects.create(
            source=fields.get("source") or source(),
            key=str(number),
            number=number,
            position=number,
            kind="paragraph",
            section="Introduction",
        )
    fields.setdefault("source", fields["passage"].source)
    return Citation.objects.create(slug=f"ar{number}-words", exact=exact, **fields)


def prove(record: Any, cited: Citation | None = None, **fields: Any) -> Any:
    """Give each stated fact of `record` evidence, from one citation."""
    cited = cited or citation()
    for fact in stated(record):
        record.evidence.create(citation=cited, fact=fact.name, **fields)
    return record


def save(model: type[Record], fields: dict[str, Any], proved: bool = True) -> Any:
    """Save a published record; partial dates may be given as text: founded="1889"."""
    record = model(publication=Record.Publication.PUBLISHED)
    for name, value in fields.items():
        dated = isinstance(getattr(model, name, None), PartialDateColumns) and isinstance(value, str)
        setattr(record, name, PartialDate.parse(value) if dated else value)
    record.full_clean()
    record.save()
    return prove(record) if proved else record


def institution(name: str = "Assembly of Examples", **fields: Any) -> Institution:
    """An inter-parliamentary assembly."""
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    return save(Institution, {"slug": slug, "name_en": name, "kind": "assembly", **fields})


def state(name: str = "Kazakhstan", **fields: Any) -> State:
    """A state; one a name."""
    existing = State.objects.filter(name_en=name).first()
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    return existing or save(State, {"slug": slug, "name_en": name, **fields})


def membership(body: Institution, of: State, **fields: Any) -> Membership:
    """A membership of a state in a body, as a member unless told otherwise."""
    number = next(_numbers)
    return save(
        Membership,
        {"slug": f"membership-{number}", "institution": body, "state": of, "role": "member", **fields},
    )


def function(body: Institution, kind: str = "model_legislation", **fields: Any) -> Function:
    """A function of a body."""
    number = next(_numbers)
    return save(
        Function,
        {"slug": f"function-{number}", "institution": body, "kind": kind, "says": "Drafts.", **fields},
    )


def milestone(title: str = "A thing happened", **fields: Any) -> Milestone:
    """An event of 1889 in the lane of the world."""
    number = next(_numbers)
    return save(
        Milestone,
        {"slug": f"milestone-{number}", "title": title, "lane": "world", "start": "1889", **fields},
    )
