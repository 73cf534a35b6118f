"""Everything that is published, proved again: each fact has evidence, each quotation stands in its text.

Four rungs (DESIGN 5.2) say what was checked of a fact: *cited*, *located*, *literal*, *reviewed*. A rung is
reached only over the one below it, and words that fail carry nothing. A quotation of which no text is loaded
is not proved here, whatever was found when the fixtures were made; it is counted apart and never as a pass.

Knows the records of apps above this one only through the subclasses of `Evidence` and `PrintedForm`. The
number of queries depends on the number of these classes and of loaded texts, never on that of rows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.citing import evidence_tables, other_tables
from sources.drawn import stands_on
from sources.facts import Fact, not_quoted, stated, unquoted_sentence
from sources.models import Citation, Evidence, PrintedForm, Record, Source, SourceText
from sources.rungs import NOT_PROVED, Rung, State, judge, record_keys, record_model, rung_of
from sources.texts import LoadedText

_ORDER = {rung: order for order, rung in enumerate(Rung)}


@dataclass(frozen=True)
class Failure:
    """Something published that does not hold: a fact without evidence, or a quotation with all it carries."""

    sentence: str
    source: str = ""
    citation: str = ""
    #: What it concerns: a record, the label of the fact, the address of the record.
    facts: tuple[tuple[str, str, str], ...] = ()

    @property
    def records(self) -> list[tuple[str, str, str]]:
        """What it concerns by record: its name, its address, the labels of its facts in one line."""
        gathered: dict[tuple[str, str], list[str]] = {}
        for record, label, url in self.facts:
            gathered.setdefault((record, url), []).append(label)
        return [(record, url, ", ".join(labels)) for (record, url), labels in gathered.items()]


@dataclass
class KindFigures:
    """The published records of one kind, and how many of their facts stand on each rung."""

    label: str
    name: str
    records: int = 0
    rungs: Counter[Rung] = field(default_factory=Counter)
    without_evidence: int = 0

    @property
    def facts(self) -> int:
        """How many facts are stated."""
        return self.rungs.total() + self.without_evidence


@dataclass
class SourceFigures:
    """A source that is quoted: its text, if one is loaded, and how its quotations stand."""

    source: Source
    text: SourceText | None
    states: Counter[State] = field(default_factory=Counter)

    @property
    def quotations(self) -> int:
        """How many quotations it has."""
        return self.states.total() - self.states[State.CITED]

    @property
    def not_proved(self) -> list[str]:
        """What could not be proved again, and why, in sentences."""
        sentences = []
        if number := self.states[State.BEFORE]:
            sentences.append(
                ngettext(
                    "%(number)s quotation was located when the fixtures were made, against text %(hash)s; "
                    "not re-proved here, since no text is loaded.",
                    "%(number)s quotations were located when the fixtures were made, against text %(hash)s; "
                    "not re-proved here, since no text is loaded.",
                    number,
                )
                % {"number": number, "hash": self.source.text_sha256}
            )
        if number := self.states[State.UNCHECKED]:
            sentences.append(
                ngettext(
                    "%(number)s quotation was never checked: no text is loaded, and none was at hand before.",
                    "%(number)s quotations were never checked: no text is loaded, and none was at hand "
                    "before.",
                    number,
                )
                % {"number": number}
            )
        return sentences


@dataclass
class Verification:
    """The figures of one run; `verify` makes it, the command and the page print it."""

    at: datetime
    kinds: list[KindFigures] = field(default_factory=list)
    sources: list[SourceFigures] = field(default_factory=list)
    states: Counter[State] = field(default_factory=Counter)
    evidence: Counter[Rung] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many records are published."""
        return sum(kind.records for kind in self.kinds)

    @property
    def facts(self) -> int:
        """How many facts they state."""
        return sum(kind.facts for kind in self.kinds)

    @property
    def without_evidence(self) -> int:
        """How many facts no citation supports."""
        return sum(kind.without_evidence for kind in self.kinds)

    @property
    def rungs(self) -> Counter[Rung]:
        """How many facts stand on each rung: the highest that one of their citations reaches."""
        return sum((kind.rungs for kind in self.kinds), Counter())

    @property
    def citations(self) -> int:
        """How many citations something published rests on."""
        return self.states.total()

    @property
    def quotations(self) -> int:
        """How many of them have words."""
        return self.states.total() - self.states[State.CITED]

    @property
    def not_proved(self) -> int:
        """How many quotations this run could not prove."""
        return sum(self.states[state] for state in NOT_PROVED)

    @property
    def verdict(self) -> str:
        """`failed`, `not re-proved` if a quotation could not be looked up, `proved` only if every one was."""
        if self.failures:
            return "failed"
        return "not re-proved" if self.not_proved else "proved"

    @property
    def verdict_sentence(self) -> str:
        """The verdict for a reader, and how much of what is published no looking up of words can prove."""
        return " ".join([self._verdict_alone, *self.without_words])

    @property
    def without_words(self) -> list[str]:
        """How many citations have no quotation and how many facts are only cited, in sentences."""
        sentences = []
        if number := self.states[State.CITED]:
            without = ngettext(
                "%(number)s of %(all)s citations has no quotation.",
                "%(number)s of %(all)s citations have no quotation.",
                number,
            )
            sentences.append(without % {"number": number, "all": self.citations})
        if number := self.rungs[Rung.CITED]:
            only = ngettext(
                "%(number)s of %(all)s facts is only cited: no words found in a source prove it.",
                "%(number)s of %(all)s facts are only cited: no words found in a source prove them.",
                number,
            )
            sentences.append(only % {"number": number, "all": self.facts})
        return sentences

    @property
    def _verdict_alone(self) -> str:
        if number := len(self.failures):
            return ngettext("%(number)s failure.", "%(number)s failures.", number) % {"number": number}
        if number := self.not_proved:
            return ngettext(
                "Nothing failed, but %(number)s quotation could not be re-proved here. That is no pass.",
                "Nothing failed, but %(number)s quotations could not be re-proved here. That is no pass.",
                number,
            ) % {"number": number}
        return _("Every fact has evidence, and every quotation was found once in its loaded text.")

    def as_data(self) -> dict[str, Any]:
        """All figures, for `verify --json`."""
        return {
            "at": self.at.isoformat(timespec="seconds"),
            "verdict": self.verdict,
            "records": self.records,
            "facts": {
                "total": self.facts,
                **_plain(Rung, self.rungs),
                "without_evidence": self.without_evidence,
            },
            "evidence": _plain(Rung, self.evidence),
            "citations": {"total": self.citations, **_plain(State, self.states)},
            "kinds": [
                {
                    "kind": kind.label,
                    "records": kind.records,
                    "facts": kind.facts,
                    **_plain(Rung, kind.rungs),
                    "without_evidence": kind.without_evidence,
                }
                for kind in self.kinds
            ],
            "sources": [
                {
                    "source": each.source.slug,
                    "text_when_made": each.source.text_sha256 or None,
                    "text_loaded": _text_data(each.text),
                    "citations": _plain(State, each.states),
                    "not_proved": each.not_proved,
                }
                for each in self.sources
            ],
            "failures": [
                {
                    "source": each.source,
                    "citation": each.citation,
                    "sentence": each.sentence,
                    "facts": [{"record": record, "fact": fact} for record, fact, _url in each.facts],
                }
                for each in self.failures
            ],
        }


def _plain(choices: type[models.TextChoices], counted: Counter[Any]) -> dict[str, int]:
    return {str(each.value): counted[each] for each in choices}


def _text_data(text: SourceText | None) -> dict[str, str] | None:
    if text is None:
        return None
    return {"sha256": text.sha256, "name": text.name, "loaded": text.loaded.isoformat(timespec="seconds")}


#: Called while a run goes on, with what is looked at now.
Progress = Callable[[str], None]


def verify(progress: Progress = lambda _what: None) -> Verification:
    """Prove everything again that is published."""
    return Run(progress).result


class Run:
    """One run: loads what is published, judges each citation once, then each fact by its citations.

    `records`, `evidence`, `others`, `citations` and `best` hold what it has looked at and found, for
    `sources/export.py`.
    """

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.result = Verification(timezone.now())
        self.records: dict[tuple[Any, int], Any] = {}
        #: By citation: the record and the label of each fact that it supports or contradicts.
        self.uses: dict[int, list[tuple[Any, Any]]] = defaultdict(list)
        self.forms: dict[tuple[Any, int], list[str]] = defaultdict(list)
        #: What cites for something else than a fact: the record, what the row is to it, the row.
        self.others: list[tuple[Any, Any, Any]] = []
        #: By record: its rows of evidence, each with its `rung` of this run once the facts are judged.
        self.evidence = self._load()
        #: By record: the highest rung that each of its facts reaches.
        self.best: dict[tuple[Any, int], dict[str, Rung]] = defaultdict(dict)
        #: By table: the rows of evidence of which another rung is stored than the one found here.
        self.outdated: dict[Any, list[Any]] = defaultdict(list)
        self.citations = self._judge_citations()
        self._judge_facts()

    def _load(self) -> dict[tuple[Any, int], list[Any]]:
        """The published records, and the evidence of each; who uses which citation."""
        evidence: dict[tuple[Any, int], list[Any]] = defaultdict(list)
        for table in evidence_tables():
            model = record_model(table)
            public = {f"{name}__publication": Record.Publication.PUBLISHED for name in stands_on(model)}
            found = model._default_manager.published().filter(**public).defer("search_text")
            self.records |= {(model, record.pk): record for record in found}
            labels = {fact.name: fact.label for fact in model.FACTS}
            for row in table._base_manager.order_by("pk"):
                if record := self.records.get((model, row.record_id)):
                    evidence[model, row.record_id].append(row)
                    self.uses[row.citation_id].append((record, labels.get(row.fact, row.fact)))
        self._join()
        for citing in other_tables():
            for row in citing.table._base_manager.order_by("pk"):
                if record := self.records.get((citing.model, getattr(row, f"{citing.owner}_id"))):
                    self.uses[row.citation_id].append((record, citing.label))
                    self.others.append((record, citing.label, row))
                    if issubclass(citing.table, PrintedForm):
                        self.forms[citing.model, record.pk].append(row.form)
        return evidence

    def _join(self) -> None:
        """Give each record the published records it refers to, so that naming it reads no database."""
        for (model, _pk), record in self.records.items():
            for key in record_keys(model):
                related = self.records.get((key.related_model, getattr(record, key.attname)))
                if related is not None:
                    setattr(record, key.name, related)

    def _judge_citations(self) -> dict[int, tuple[Citation, State]]:
        stored = {text.source_id: text for text in SourceText.objects.order_by("pk")}
        texts: dict[int, LoadedText] = {}
        judged: dict[int, tuple[Citation, State]] = {}
        figures: dict[int, SourceFigures] = {}
        used = Citation.objects.select_related("source", "passage").order_by(
            "-source__role", "source__short", "source__slug", "passage__position", "slug"
        )
        for citation in used:
            if citation.pk not in self.uses:
                continue
            source = citation.source
            if source.pk not in figures:
                self.progress(_("Quotations of %(source)s") % {"source": source})
                figures[source.pk] = SourceFigures(source, stored.get(source.pk))
                if text := stored.get(source.pk):
                    texts[source.pk] = LoadedText(text)
                    self._judge_text(text, source)
            state, sentence = judge(citation, texts.get(source.pk))
            judged[citation.pk] = (citation, state)
            figures[source.pk].states[state] += 1
            if sentence:
                self._fail(sentence, citation)
        self.result.sources = [each for each in figures.values() if each.quotations or each.text]
        self.result.states = sum((each.states for each in figures.values()), Counter())
        return judged

    def _judge_text(self, text: SourceText, source: Source) -> None:
        if sha256(text.raw.encode()).hexdigest() != text.sha256:
            edited = _("The loaded text of %(source)s is not the one whose hash it carries.")
            self.result.failures.append(Failure(edited % {"source": source}, str(source)))

    def store_rungs(self) -> int:
        """Store the rungs of this run where others were stored, so that marks show them; how many."""
        for table, rows in self.outdated.items():
            table._base_manager.bulk_update(rows, ["rung"], batch_size=500)
        return sum(map(len, self.outdated.values()))

    def forms_of(self, record: Record) -> list[str]:
        """The forms of the name of a published record as printed in sources."""
        return self.forms[type(record), record.pk]

    def _fail(self, sentence: str, citation: Citation) -> None:
        facts = dict.fromkeys(_named(record, label) for record, label in self.uses[citation.pk])
        self.result.failures.append(Failure(sentence, str(citation.source), citation.slug, tuple(facts)))

    def _judge_facts(self) -> None:
        kinds: dict[Any, KindFigures] = {}
        for (model, pk), record in self.records.items():
            if model not in kinds:
                name = str(model._meta.verbose_name_plural)
                self.progress(_("Facts of %(kind)s") % {"kind": name})
                kinds[model] = KindFigures(model._meta.label_lower, name)
            kind = kinds[model]
            kind.records += 1
            best = self.best[model, pk]
            for row in self.evidence[model, pk]:
                row.citation, state = self.citations[row.citation_id]
                rung = rung_of(row, record, state, self.forms_of)
                if row.rung != rung:
                    self.outdated[type(row)].append(row)
                row.rung = rung
                self.result.evidence[rung] += 1
                if row.stance == Evidence.Stance.SUPPORTS:
                    best[row.fact] = max(rung, best.get(row.fact, rung), key=_ORDER.__getitem__)
            for fact in stated(record):
                if fact.name in best:
                    kind.rungs[best[fact.name]] += 1
                else:
                    kind.without_evidence += 1
                    self.result.failures.append(_unproved(record, fact))
            for fact in not_quoted(record, self.evidence[model, pk]):
                where = (_named(record, fact.label),)
                self.result.failures.append(Failure(unquoted_sentence(record, fact), facts=where))
        self.result.kinds = sorted(kinds.values(), key=lambda each: (-each.facts, each.label))


def _named(record: Any, label: Any) -> tuple[str, str, str]:
    return str(record), str(label), str(record.get_absolute_url())


def _unproved(record: Any, fact: Fact) -> Failure:
    sentence = _("%(record)s: no citation supports %(facts)s.") % {"record": record, "facts": fact.label}
    return Failure(sentence, facts=(_named(record, fact.label),))
