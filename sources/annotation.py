"""Citations as W3C Web Annotations, in JSON-LD.

Each citation on which something published rests is an Annotation whose `id` is the address of the citation.
It *links* (its motivation) the words of a source, its targets, to the facts of records that rest on them, its
bodies. A collection holds those of a source or of a passage, all on one page, embedded.

- A body names a record by its address and label, with `fact` (what of the record rests on the words, in
  words), `sign` (as in the marks: ¶ word for word, ≈ an editor's reading, ≠ contradicted) and the editor's
  note. A citation without words says in a body of purpose *describing* what the source says.
- A quotation of several ranges (`[…]` between them) has a target for each range, in order: selectors of one
  target would have to select the same words, and `refinedBy` narrows a selection.
- A target has the source's IRI (its DOI, else its address, else its page here), a TextQuoteSelector and, once
  a program has found the words, a TextPositionSelector, which counts Unicode code points from 0, the end
  exclusive. Its `state` names by its `sha256` the text, a file in UTF-8, in which the positions count.
  Where the source has an address that can be opened, a FragmentSelector holds a text fragment.
- `prefix` and `suffix` are the words that settle which place is meant; where a text is loaded and may be read
  here, they are the words around the range, e-mail addresses masked.

Terms that are not of the vocabulary of annotations stand in the context, behind that of annotations.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from sources.drawn import Quotation
from sources.locating import ranges
from sources.models import Citation, Source
from sources.text_fragments import SPECIFICATION, text_fragment
from sources.texts import ShownText

CONTENT_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
#: Letters of a loaded text that stand before and after a range.
AROUND = 32

#: Makes an absolute address of one on this portal.
Absolute = Callable[[str], str]


def citation_path(citation: Citation) -> str:
    """The address of a citation, on this portal."""
    return f"{citation.source.get_absolute_url()}?citation={citation.slug}"


def source_iri(source: Source, absolute: Absolute) -> str:
    """What names `source` on the web: its DOI, else its address, both only if they open; else its page."""
    if source.url_is_link and source.doi:
        return f"https://doi.org/{quote(source.doi, safe='/:().;-_')}"
    if source.url_is_link and source.url:
        return source.url
    return absolute(source.get_absolute_url())


def document(content: dict[str, Any], absolute: Absolute) -> dict[str, Any]:
    """An annotation or a collection as a document of its own."""
    about = absolute(reverse("about"))
    terms = {
        "State": "http://www.w3.org/ns/oa#State",
        "sha256": "https://schema.org/sha256",
        "note": "http://www.w3.org/2000/01/rdf-schema#comment",
        "fact": f"{about}#fact",
        "sign": f"{about}#marks",
    }
    return {"@context": ["http://www.w3.org/ns/anno.jsonld", terms], **content}


def collection(
    path: str, label: str, quotations: Iterable[Quotation], text: ShownText | None, absolute: Absolute
) -> dict[str, Any]:
    """The annotations of `quotations` on one page; `path` is the address of the collection."""
    items = [annotation(each, text, absolute) for each in quotations]
    address = absolute(path)
    made = {"id": address, "type": "AnnotationCollection", "label": label, "total": len(items)}
    if not items:
        return made
    page = f"{address}#page"
    first = {
        "id": page,
        "type": "AnnotationPage",
        "partOf": {"id": address, "label": label, "total": len(items)},
        "startIndex": 0,
        "items": items,
    }
    return {**made, "first": first, "last": page}


def annotation(quotation: Quotation, text: ShownText | None, absolute: Absolute) -> dict[str, Any]:
    """One citation with all that rests on it; `text` is that of its source, if it may be read here."""
    citation = quotation.citation
    bodies: list[dict[str, Any]] = [
        {
            "type": "SpecificResource",
            "purpose": "linking",
            "source": {"id": absolute(it.record.get_absolute_url()), "label": str(it.record)},
            "fact": str(use.what),
            "sign": use.sign,
            **({"note": use.note} if use.note else {}),
        }
        for it in quotation.records
        for use in it.uses
    ]
    if citation.note:
        bodies.append({"type": "TextualBody", "purpose": "describing", "value": citation.note})
    return {
        "id": absolute(citation_path(citation)),
        "type": "Annotation",
        "motivation": "linking",
        "body": bodies,
        "target": _targets(citation, text, absolute),
    }


def _targets(citation: Citation, text: ShownText | None, absolute: Absolute) -> Any:
    """The source, or each range of the words quoted from it."""
    source = source_iri(citation.source, absolute)
    parts = ranges(citation.exact)
    if not parts:
        return source
    spans = citation.spans if citation.found_in and len(citation.spans) == len(parts) else []
    targets = []
    for at, part in enumerate(parts):
        before = citation.prefix if at == 0 else ""
        after = citation.suffix if at == len(parts) - 1 else ""
        selectors: list[dict[str, Any]] = []
        if source == citation.source.url:
            value = text_fragment(part, before, after)
            selectors.append({"type": "FragmentSelector", "conformsTo": SPECIFICATION, "value": value})
        target: dict[str, Any] = {"type": "SpecificResource", "source": source, "selector": selectors}
        if spans:
            start, end = spans[at]
            selectors.insert(0, {"type": "TextPositionSelector", "start": start, "end": end})
            target["state"] = {"type": "State", "sha256": citation.found_in}
            if text is not None and citation.found_in == text.sha256:
                before, after = text.words[max(0, start - AROUND) : start], text.words[end : end + AROUND]
        selectors.insert(0, _quote(part, before, after))
        targets.append(target)
    return targets[0] if len(targets) == 1 else targets


def _quote(exact: str, prefix: str, suffix: str) -> dict[str, str]:
    around = {"prefix": prefix, "suffix": suffix}
    return {"type": "TextQuoteSelector", "exact": exact, **{key: it for key, it in around.items() if it}}
