"""The texts of sources that an operator has loaded: reading a file, cutting, locating, masking, removing.

A text is cut by the outline of its source (`sources/cutting.py`), and a quotation is looked up in the passage
that its citation names (`sources/locating.py`). Nothing leaves the database but what a page shows of it, and
there addresses of persons are masked.
"""

import difflib
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sources.citing import carrying_published
from sources.cutting import Span, Unit, cut
from sources.located import shipped
from sources.locating import Ambiguous, Located, Missing, Text
from sources.models.citation import Citation
from sources.models.passage import Passage
from sources.models.source import Source
from sources.models.text import SourceText
from sources.reading import Reading, stretches
from sources.rungs import judge, keep_all

SUFFIXES = (".txt", ".md")
#: Lines of a difference that are shown.
DIFFERENCE_LINES = 40

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SENTENCE_END = re.compile(r"(?<=[.?!;:])\s+|\n")


class TextRefusedError(Exception):
    """A text is not stored; the message is one sentence that says why."""


class QuotationsLostError(TextRefusedError):
    """A text is not stored, since words on which something published rests do not stand in it once."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def read(path: Path) -> str:
    """The text in a file, or TextRefusedError if it is no readable text within the limit of the settings."""
    if path.suffix.lower() not in SUFFIXES:
        raise TextRefusedError(f"{path.name} is neither a .txt nor an .md file.")
    if not path.is_file():
        raise TextRefusedError(f"there is no file {path}.")
    if path.stat().st_size > settings.TEXT_LIMIT_BYTES:
        raise TextRefusedError(
            f"{path.name} has {path.stat().st_size:,} bytes, more than the {settings.TEXT_LIMIT_BYTES:,} "
            "that TEXT_LIMIT_BYTES allows."
        )
    content = path.read_bytes()
    if b"\0" in content:
        raise TextRefusedError(f"{path.name} is not a text: it holds NUL bytes.")
    try:
        raw = content.decode()
    except UnicodeDecodeError as error:
        raise TextRefusedError(f"{path.name} is not UTF-8: byte {error.start:,} cannot be read.") from error
    if not Text(raw).readings[0].words:
        raise TextRefusedError(f"{path.name} is empty.")
    return raw


@lru_cache(maxsize=4)
def _folded(raw: str) -> Text:
    """A text in which many quotations are looked up, one after the other and page after page."""
    return Text(raw)


class ShownText(NamedTuple):
    """A text as it may be shown, letter for letter in the places of the loaded one, and the hash of that."""

    sha256: str
    words: str


class LoadedText:
    """A text with the outline of its source as it is now; reads the outline once, then no query."""

    def __init__(self, stored: SourceText, outline: Iterable[Passage] | None = None) -> None:
        """Cut the text by the outline that is stored, or by `outline`, in order."""
        self.stored = stored
        self.text = _folded(stored.raw)
        if outline is None:
            outline = Passage.objects.filter(source=stored.source_id).order_by("position")
        outline = list(outline)
        self.keys = {passage.pk: passage.key for passage in outline}
        self.passages: dict[str, list[Span]] = cut(
            self.text,
            [
                Unit(each.key, each.opening, each.section, each.kind == Passage.Kind.FOOTNOTE)
                for each in outline
            ],
        )

    def around(self, citation: Citation) -> list[Span]:
        """Where the words of `citation` have to lie: in its passage, or anywhere if it names none."""
        if citation.passage_id is None:
            return [(0, len(self.text.raw))]
        return self.passages.get(self.keys.get(citation.passage_id, ""), [])

    def locate(self, citation: Citation) -> Located | Ambiguous | Missing:
        """Where the words of `citation` stand in its passage."""
        return self.text.locate(citation.exact, citation.prefix, citation.suffix, self.around(citation))

    def place(self, citation: Citation) -> Located | Ambiguous | Missing:
        """Locate `citation` and let it keep the place, or none; it is not saved."""
        found = self.locate(citation)
        if isinstance(found, Located):
            citation.found_in, citation.spans = self.stored.sha256, [list(span) for span in found.spans]
        else:
            citation.found_in, citation.spans = "", []
        citation.not_found = bool(citation.exact) and not isinstance(found, Located)
        return found

    def elsewhere(self, citation: Citation) -> str:
        """The passage, by its key, in which the words of a citation stand instead; empty if in none."""
        found = self.text.locate(citation.exact, citation.prefix, citation.suffix)
        if not isinstance(found, Located):
            return ""
        holding = (
            key
            for key, spans in self.passages.items()
            if any(start <= found.start and found.end <= end for start, end in spans)
        )
        return next(holding, "")

    def hint(self, citation: Citation) -> str:
        """What an editor is told of a citation that is missing; never taken for a find."""
        if key := self.elsewhere(citation):
            return f"the words stand in {key}"
        if not (around := self.around(citation)):
            return "its passage is not found"
        nearest = masked(self.text.nearest(citation.exact, around))
        return f"the nearest words are “{nearest}”" if nearest else "no words come near"

    def as_shown(self, citations: Iterable[Citation]) -> ShownText:
        """The whole text as it may be shown, addresses masked but where one of `citations` quotes them."""
        sha256 = self.stored.sha256
        quoted = (span for each in citations if each.found_in == sha256 for span in each.spans)
        return ShownText(sha256, masked(self.text.raw, quoted))

    def read(self, citations: Iterable[Citation]) -> dict[str, Reading]:
        """Each passage by its key as a page shows it: `citations` where they stand, addresses masked.

        Only citations that were found in this very text are marked.
        """
        citations = list(citations)
        places: dict[str, dict[str, list[Span]]] = defaultdict(dict)
        letters: dict[str, Counter[str]] = defaultdict(Counter)
        languages: dict[str, str] = {}
        for each in citations:
            if each.found_in == self.stored.sha256 and each.passage_id is not None:
                key = self.keys[each.passage_id]
                places[key][each.slug] = [(start, end) for start, end in each.spans]
                letters[key][each.language] += len(each.exact)
                languages[each.slug] = each.language
        raw = self.as_shown(citations).words
        readings = {}
        for key, spans in self.passages.items():
            language = max(letters[key], key=letters[key].__getitem__, default="")
            readings[key] = Reading(stretches(raw, spans, places[key], languages, language), language)
        return readings


def shown(source: Source) -> LoadedText | None:
    """The text of `source`, if one is loaded and may be read in context here."""
    return loaded(source.pk) if source.shows_text else None


def loaded(source: int | None) -> LoadedText | None:
    """The text of the source with this primary key, cut by its outline; None if none is loaded."""
    stored = SourceText.objects.filter(source=source).first()
    return LoadedText(stored) if stored else None


def masked(words: str, public: Iterable[Sequence[int]] = ()) -> str:
    """`words` with e-mail addresses made unreadable, every letter in its place.

    An address that lies in one of the places of `public`, the spans of quotations, is shown: an editor
    has quoted it.
    """
    shown = list(public)

    def mask(address: re.Match[str]) -> str:
        if any(start <= address.start() and address.end() <= end for start, end in shown):
            return address[0]
        return re.sub(r"[^@.]", "•", address[0])

    return _ADDRESS.sub(mask, words)


@dataclass
class Report:
    """What `load` did and found."""

    name: str
    sha256: str
    #: One of "stored", "unchanged", "replaced", and "changed": another text is stored, and stays.
    outcome: str = "stored"
    difference: str = ""
    found: list[str] = field(default_factory=list)
    not_found: list[str] = field(default_factory=list)
    located: list[str] = field(default_factory=list)
    ambiguous: dict[str, int] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    #: A sentence for each quotation that fails though something published rests on it.
    failures: list[str] = field(default_factory=list)
    #: How many citations have another place than before.
    moved: int = 0


def load(
    source: Source, raw: str, name: str, *, replace: bool = False, with_failures: bool = False
) -> Report:
    """Store `raw`, from the file `name`, as the text of `source`, and locate its citations in it.

    A stored text that differs is replaced only if told so. Raises TextRefusedError, and stores nothing, if
    `raw` cannot be cut by the outline, or if words on which something published rests do not stand in it
    once, unless told to store it `with_failures`.
    """
    report = Report(name, hashlib.sha256(raw.encode()).hexdigest())
    with transaction.atomic():
        stored = SourceText.objects.select_for_update().filter(source=source).first()
        if stored is not None and stored.sha256 == report.sha256:
            report.outcome = "unchanged"
        elif stored is not None:
            report.outcome = "replaced" if replace else "changed"
            report.difference = difference(stored.raw, raw, stored.name, name)
        text = stored or SourceText(source=source)
        text.raw, text.sha256 = raw, report.sha256
        if report.outcome != "unchanged":
            text.name, text.loaded = name, timezone.now()
        cut_text = LoadedText(text)
        _report_passages(source, cut_text, report)
        if report.outcome == "changed":
            return report
        moved = _place_all(source, cut_text, report)
        refused = _newly_lost(moved, cut_text) if report.outcome == "unchanged" else report.failures
        if refused and not with_failures:
            raise QuotationsLostError(refused)
        if report.outcome != "unchanged":
            text.save()
        _keep(moved)
    return report


def place_again(source: Source, outline: Iterable[Passage] | None = None) -> None:
    """Let all quotations of `source` keep where they stand in its loaded text, if it has one, cut anew.

    To be called when the outline has changed; with an `outline`, the places are only tried, and nothing is
    kept. Raises ValidationError, a sentence for each, if words on which something published rests would be
    lost; those that were lost before are no reason to refuse.
    """
    stored = SourceText.objects.filter(source=source).first()
    if stored is None:
        return
    text = LoadedText(stored, outline)
    moved = _place_all(source, text, Report(stored.name, stored.sha256))
    if refused := _newly_lost(moved, text):
        raise ValidationError(refused)
    if outline is None:
        _keep(moved)


def keep_found() -> int:
    """Let quotations keep whether their loaded text holds them, where they keep otherwise; how many did.

    A quotation that is found now gets its place; one that keeps a wrong place stays a failure of `verify`.
    """
    changed: list[Citation] = []
    for stored in SourceText.objects.select_related("source"):
        before = dict(Citation.objects.filter(source=stored.source_id).values_list("pk", "not_found"))
        moved = _place_all(stored.source, LoadedText(stored), Report(stored.name, stored.sha256))
        changed += [each for each in moved if each.not_found != before[each.pk]]
    Citation.objects.bulk_update(changed, Citation.PLACE, batch_size=200)
    return len(changed)


def _newly_lost(moved: Iterable[Citation], text: LoadedText) -> list[str]:
    """A sentence for each of `moved`, whose place is another now, on which something published rests."""
    lost = [each for each in moved if each.not_found]
    carrying = carrying_published(lost)
    return [judge(each, text)[1] for each in lost if each.pk in carrying]


def _report_passages(source: Source, text: LoadedText, report: Report) -> None:
    """Note which passages were found; refuse a text that has none of them."""
    if not text.keys:
        raise TextRefusedError(f"{source} has no outline; enter its passages first.")
    report.found = list(text.passages)
    report.not_found = [key for key in text.keys.values() if key not in text.passages]
    if not report.found:
        raise TextRefusedError(
            f"None of the {len(text.keys)} passages of {source} begins a line of {report.name}; "
            "is it the text of another source, or does the outline lack the openings?"
        )


def _place_all(source: Source, text: LoadedText, report: Report) -> list[Citation]:
    """Locate every quotation of `source` and note what was found; those whose place is another, unsaved."""
    moved, lost = [], []
    quoted = Citation.objects.filter(source=source).exclude(exact="")
    for citation in quoted.select_related("source").order_by("slug"):
        before = _kept(citation)
        match text.place(citation):
            case Located():
                report.located.append(citation.slug)
            case Ambiguous(count=count):
                report.ambiguous[citation.slug] = count
                lost.append(citation)
            case _:
                report.missing[citation.slug] = text.hint(citation)
                lost.append(citation)
        if before != _kept(citation):
            moved.append(citation)
    carrying = carrying_published(lost)
    report.failures = [judge(each, text)[1] for each in lost if each.pk in carrying]
    report.moved = len(moved)
    return moved


def _kept(citation: Citation) -> list[Any]:
    """What a citation keeps of its place."""
    return [getattr(citation, name) for name in Citation.PLACE]


def _keep(moved: list[Citation]) -> None:
    """Save the places of `moved` and the rungs that follow from them."""
    Citation.objects.bulk_update(moved, Citation.PLACE, batch_size=200)
    if moved:
        keep_all()


@dataclass
class Removal:
    """What `remove` did: the file that is gone, and what became of the places found in it."""

    name: str
    sha256: str
    #: How many citations keep, or have again, the places of the text that the fixtures were made from.
    kept: int = 0
    #: How many citations have no place any more.
    lost: int = 0


def remove(source: Source) -> Removal:
    """Delete the stored text of `source`; raises TextRefusedError if none is stored."""
    text = SourceText.objects.filter(source=source).first()
    if text is None:
        raise TextRefusedError(f"no text of {source} is loaded.")
    with transaction.atomic():
        text.delete()
    quoted = Citation.objects.filter(source=source).exclude(exact="")
    kept = quoted.exclude(found_in="").count()
    return Removal(text.name, text.sha256, kept, quoted.count() - kept)


def forget(text: SourceText) -> None:
    """Let no citation keep a place in `text`, which is about to go, that nobody can look up again.

    Places in the text that the source names by its hash stay, for whoever holds that text has them too; in
    place of those in any other text come the ones found when the fixtures were made, or none.
    """
    moved = []
    for citation in Citation.objects.filter(source=text.source).exclude(exact="").select_related("passage"):
        if citation.found_in and citation.found_in == text.source.text_sha256:
            continue
        citation.source = text.source
        before, place = _kept(citation), shipped().place(citation)
        citation.found_in, citation.spans = place.found_in, [list(span) for span in place.spans]
        citation.not_found = False
        if before != _kept(citation):
            moved.append(citation)
    Citation.objects.bulk_update(moved, Citation.PLACE, batch_size=200)


def difference(before: str, after: str, name_before: str, name_after: str) -> str:
    """How two texts differ, sentence by sentence, as a short unified difference without addresses."""
    old, new = (_SENTENCE_END.split(masked(text)) for text in (before, after))
    lines = list(difflib.unified_diff(old, new, name_before, name_after, lineterm="", n=1))
    shown = lines[:DIFFERENCE_LINES]
    if len(lines) > len(shown):
        shown.append(f"… and {len(lines) - len(shown)} more lines")
    return "\n".join(shown)
