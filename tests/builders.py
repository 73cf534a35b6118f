"""Builders: plain functions that save one record each, published and proved, from keyword arguments."""

from itertools import count
from typing import Any

from institutions.models import (
    Detail,
    Figure,
    Function,
    Institution,
    LegalBasis,
    MemberList,
    Membership,
    Milestone,
    Office,
    OtherName,
    State,
)
from portal.partial_dates import PartialDate, PartialDateColumns
from sources.facts import stated
from sources.models import (
    Citation,
    Concept,
    Contributor,
    Definition,
    Discrepancy,
    Element,
    LegalDocument,
    Passage,
    Provision,
    Reading,
    Record,
    ReferenceEntry,
    Source,
    Statement,
)

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
    }
    public = fields.pop("publication", Record.Publication.PUBLISHED) == Record.Publication.PUBLISHED
    made = Source.objects.create(slug=slug, **{**defaults, **fields})
    return publish(made) if public else made


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
    if "source" not in fields:
        fields["source"] = fields["passage"].source
    return Citation.objects.create(slug=f"ar{number}-words", exact=exact, **fields)


def outline(*rows: tuple[str, str], of: Source | None = None, **fields: dict[str, Any]) -> Source:
    """Give a source passages, in order, each a key and its opening; `fields` has more of them by key."""
    article = of or source()
    for position, (key, opening) in enumerate(rows, start=1):
        more = {"kind": "paragraph", **fields.get(key, {})}
        article.passages.create(key=key, position=position, opening=opening, **more)
    return article


def prove(record: Any, cited: Citation | None = None, **fields: Any) -> Any:
    """Give each stated fact of `record` evidence, from one citation."""
    cited = cited or citation()
    for fact in stated(record):
        record.evidence.create(citation=cited, fact=fact.name, **fields)
    return record


def unprove(rows: Any) -> None:
    """Take rows of evidence away without asking the gate, as no door of the portal does."""
    rows.model._base_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()


def publish(record: Any) -> Any:
    """Publish `record` without asking the gate, as no door of the portal does."""
    type(record)._base_manager.filter(pk=record.pk).update(publication=Record.Publication.PUBLISHED)
    record.publication = Record.Publication.PUBLISHED
    return record


def save(model: type[Record], fields: dict[str, Any], proved: bool = True) -> Any:
    """Save a published record; partial dates may be given as text: founded="1889"."""
    publication = fields.get("publication", Record.Publication.PUBLISHED)
    record = model()
    for name, value in fields.items():
        dated = isinstance(getattr(model, name, None), PartialDateColumns) and isinstance(value, str)
        if name != "publication":
            setattr(record, name, PartialDate.parse(value) if dated else value)
    record.full_clean()
    record.save()
    if proved:
        prove(record)
    return publish(record) if publication == Record.Publication.PUBLISHED else record


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


def office(body: Institution, title: str = "Chairman", **fields: Any) -> Office:
    """An office of a body."""
    slug = f"office-{next(_numbers)}"
    return save(Office, {"slug": slug, "institution": body, "title": title, **fields})


def figure(body: Institution, value: str = "12", **fields: Any) -> Figure:
    """A number about a body: model acts adopted, unless told otherwise."""
    slug = f"figure-{next(_numbers)}"
    return save(
        Figure, {"slug": slug, "institution": body, "label": "Model acts adopted", "value": value, **fields}
    )


def other_name(body: Institution, name: str = "Union of Examples", **fields: Any) -> OtherName:
    """A name of a body beside its own: an earlier one, unless told otherwise."""
    slug = f"other-name-{next(_numbers)}"
    return save(OtherName, {"slug": slug, "institution": body, "name": name, "kind": "former", **fields})


def detail(body: Institution, value: str = "A council of heads", **fields: Any) -> Detail:
    """Something that no field of a body holds: an organ, unless told otherwise."""
    slug = f"detail-{next(_numbers)}"
    return save(
        Detail,
        {"slug": slug, "institution": body, "kind": "organ", "label": "Organ", "value": value, **fields},
    )


def member_list(body: Institution, basis: str = "named", **fields: Any) -> MemberList:
    """How the list of the members of a body was obtained."""
    return save(MemberList, {"slug": f"list-{next(_numbers)}", "institution": body, "basis": basis, **fields})


def concept(name: str = "Parliamentary diplomacy", **fields: Any) -> Concept:
    """A concept; one a name."""
    existing = Concept.objects.filter(name_en=name).first()
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    return existing or save(Concept, {"slug": slug, "name_en": name, **fields})


def definition(text: str = "all forms of cooperation", **fields: Any) -> Definition:
    """A verbatim definition of parliamentary diplomacy, read in the article."""
    number = next(_numbers)
    defaults = {
        "slug": f"author-{number}",
        "title": f"Author {number}",
        "kind": "verbatim",
        "text": text,
        "speakers_as_printed": "Author",
    }
    links = {"concept": fields.pop("concept", None) or concept(), "read_in": source()}
    return save(Definition, {**defaults, **links, **fields})


def element(of: Definition, words: str, question: str = "what", **fields: Any) -> Element:
    """A span of a definition, at the first place of `words` in it."""
    start = of.text.index(words)
    span = {"start": start, "end": start + len(words), "words": words}
    made = Element(definition=of, **{"question": question, **span, **fields})
    made.full_clean()
    made.save()
    return made


def document(title: str = "Law on Examples", **fields: Any) -> LegalDocument:
    """A law."""
    slug = fields.pop("slug", title.lower().replace(" ", "-"))
    return save(LegalDocument, {"slug": slug, "title_en": title, "kind": "law", **fields})


def provision(of: LegalDocument, says: str = "Gives a right.", **fields: Any) -> Provision:
    """A provision of a document, at the next position."""
    number = next(_numbers)
    defaults = {"slug": f"provision-{number}", "position": number, "locator": f"Article {number}"}
    return save(Provision, {**defaults, "document": of, "says": says, **fields})


def legal_basis(body: Institution, of: LegalDocument, **fields: Any) -> LegalBasis:
    """The tie of a body to a document that governs it, unless told otherwise."""
    slug = f"basis-{next(_numbers)}"
    return save(
        LegalBasis, {"slug": slug, "institution": body, "document": of, "role": "governed_by", **fields}
    )


def contributor(name: str = "Ann Author", **fields: Any) -> Contributor:
    """A person; one a name."""
    existing = Contributor.objects.filter(name_en=name).first()
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    return existing or save(Contributor, {"slug": slug, "name_en": name, "sort_name": name, **fields})


def statement(title: str = "A finding", **fields: Any) -> Statement:
    """A finding of the article."""
    slug = f"statement-{next(_numbers)}"
    defaults = {"slug": slug, "kind": "finding", "says": f"{title}, at length.", "source": source()}
    return save(Statement, {**defaults, "title": title, **fields})


def discrepancy(title: str = "Two years for one law", **fields: Any) -> Discrepancy:
    """A confirmed discrepancy of dates in the article."""
    defaults = {
        "slug": f"discrepancy-{next(_numbers)}",
        "text": source(),
        "kind": "date",
        "status": "confirmed",
        "confidence": "in_the_text",
        "finding": f"{title}: the finding.",
        "editorial_note": "The first is right.",
    }
    return save(Discrepancy, {**defaults, "title": title, **fields})


def reading(of: Discrepancy, says: str = "It was 1995.", **fields: Any) -> Reading:
    """A reading that a discrepancy sets beside others, with words of its own."""
    fields.setdefault("citation", citation(says))
    return Reading.objects.create(discrepancy=of, position=next(_numbers), says=says, **fields)


def contradiction(record: Any, fact: str, cited: Citation | None = None, **fields: Any) -> Any:
    """A citation that contradicts a fact of `record`, with a discrepancy of its own unless one is given."""
    fields["discrepancy"] = fields.get("discrepancy") or discrepancy()
    return record.evidence.create(citation=cited or citation(), fact=fact, stance="contradicts", **fields)


def reference(work: Source, *cited_at: Passage, number: int | None = None, pages: str = "") -> ReferenceEntry:
    """An entry in the reference list of the article that names `work`, with the passages that cite it."""
    number = number or next(_numbers)
    passage = Passage.objects.create(
        source=source(), key=f"r{number}", number=number, position=100_000 + number, kind="reference"
    )
    entry = ReferenceEntry.objects.create(
        source=source(),
        number=number,
        work=work,
        passage=passage,
        citation=citation(f"{work.short} as printed.", passage=passage),
    )
    for cited in cited_at:
        entry.uses.create(passage=cited, pages=pages)
    return entry
