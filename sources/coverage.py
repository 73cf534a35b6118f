"""Which records came from which passage of the source texts: the table that shows that none was passed over.

`fixtures/coverage.yaml` holds it, a passage a line, in the order of the text; a passage from which nothing
was drawn carries a reason instead, written by an editor.
"""

from typing import Any

from sources.drawn import Drawn
from sources.models import Passage, Source


def drawn_from(text: Source) -> dict[str, list[str]]:
    """The records that rest on each passage of `text`, by the passage's key: `institution/ipa-cis`, sorted.

    Passages come in the order of the text; one from which nothing was drawn has an empty list.
    """
    by_passage = Drawn(text).by_passage
    return {
        passage.key: sorted({_name(use.record) for use in by_passage.get(passage.pk, [])})
        for passage in Passage.objects.filter(source=text).order_by("position")
    }


def table(reasons: dict[str, dict[str, str]]) -> dict[str, dict[str, dict[str, Any]]]:
    """The whole table by source text and passage: `records`, or the `reason` why there are none.

    `reasons` by source and passage are an editor's; a passage that lacks both has neither.
    """
    return {
        text.slug: {
            key: {"records": records} if records else _reason(reasons.get(text.slug, {}).get(key))
            for key, records in drawn_from(text).items()
        }
        for text in Source.objects.source_texts().order_by("slug")
    }


def _reason(given: str | None) -> dict[str, str]:
    return {"reason": given} if given else {}


def _name(record: Any) -> str:
    return f"{record._meta.model_name}/{record.slug}"
