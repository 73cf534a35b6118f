"""Proves every quotation of an evidence package again, by the texts that are given.

    python check.py TEXT [TEXT …]

Python 3.9 or newer, without any further package and without network. A TEXT is a file in UTF-8; a source is
known by the hash of its text. SOURCE=FILE, for example abitbekov-2021=copy.txt, names the source of a text
that has another hash than the package names; it is checked too, and said to be another text.

Each text is cut into the passages of its outline and each quotation is looked up in its passage, letter by
letter; then the facts are counted again by what their quotations prove, and held against totals.json. Exit
code 0: everything was proved. 1: something fails, or the rows do not give the totals. 2: something cannot be
read. 3: nothing failed, but not everything could be proved again; that is no pass.
"""

# `sources/export.py` makes check.py of this module and of those that it imports.

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from sources.cutting import Span, Unit, cut
from sources.locating import Ambiguous, Located, Text

PROVED, FAILED, UNREADABLE, NOT_PROVED = 0, 1, 2, 3
#: What each exit code but UNREADABLE means, in the words of `manage.py verify`.
VERDICTS = {PROVED: "proved", FAILED: "failed", NOT_PROVED: "not re-proved"}
#: The rungs of a fact, the lowest first.
RUNGS = {"cited": "Cited", "located": "Located", "literal": "Literal", "reviewed": "Reviewed"}
#: How a citation stands to the text of its source.
STATES = {
    "proved": "Found once in the given text",
    "before": "Located when the package was made; not re-proved here",
    "unchecked": "Quoted, not checked against a text",
    "cited": "Cited without a quotation",
    "missing": "Not found in the given text",
    "ambiguous": "Found more than once in the given text",
    "stale": "Found in another text or with other words",
}
#: States in which words carry no fact.
FAILED_STATES = ("missing", "ambiguous", "stale")
#: The files that are read, each a JSON object a line.
FILES = ("records", "facts", "evidence", "uses", "citations", "sources")
#: The first letters of a hash, enough to tell two texts apart for the eye.
SHORT_HASH = 16

Row = dict[str, Any]
Key = tuple[str, str]


class UnreadableError(Exception):
    """The package or a text cannot be read; the message is one sentence that says why."""


@dataclass
class Failure:
    """What does not hold: a quotation with all it carries, a fact without evidence, a figure."""

    sentence: str
    source: str = ""
    citation: str = ""
    #: What it concerns: a record and the label of a fact.
    facts: list[Key] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The failure and, a line each, the records that it concerns."""
        yield f"FAILED  {self.sentence}"
        gathered: dict[str, list[str]] = {}
        for record, label in self.facts:
            gathered.setdefault(record, []).append(label)
        for record, labels in gathered.items():
            yield f"          {record}: {', '.join(labels)}"


class GivenText:
    """A text that was given for a source, cut by the outline of the source."""

    def __init__(self, path: Path, content: bytes, source: Row) -> None:
        self.path, self.sha256 = path, sha256(content).hexdigest()
        self.is_named = self.sha256 == source["text_sha256"]
        self.text = Text(decoded(content, path))
        units = [
            Unit(each["key"], each["opening"], each["section"], each["is_footnote"])
            for each in sorted(source["passages"], key=lambda each: each["position"])
        ]
        self.passages = cut(self.text, units)

    def around(self, citation: Row) -> list[Span]:
        """Where the words of a citation have to lie: in its passage, or anywhere if it names none."""
        if not citation["passage"]:
            return [(0, len(self.text.raw))]
        return self.passages.get(citation["passage"], [])


def decoded(content: bytes, path: Path) -> str:
    """The text in the bytes of a file, or UnreadableError."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"{path} is not a text in UTF-8: byte {error.start:,} cannot be read."
        ) from error


def read_bytes(path: Path) -> bytes:
    """The content of a file, or UnreadableError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror}.") from error


def fingerprint(citation: Row) -> str:
    """A hash of the words of a citation, their passage and what settles their place."""
    parts = (citation[name] for name in ("passage", "exact", "prefix", "suffix"))
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def rung(state: str, reviewed: bool, literal: bool) -> str:
    """The rung that a fact reaches by a citation in `state`; `literal`: its value stands in the words."""
    if state in FAILED_STATES:
        return "cited"
    if reviewed:
        return "reviewed"
    if state not in ("proved", "before"):
        return "cited"
    return "literal" if literal else "located"


def judge(citation: Row, source: Row, text: GivenText | None) -> tuple[str, str]:
    """The state of a citation, and the sentence of its failure if it is one."""
    if not citation["exact"]:
        return "cited", ""
    return _found_before(citation, source) if text is None else _found_now(citation, source, text)


def _found_now(citation: Row, source: Row, text: GivenText) -> tuple[str, str]:
    name, of = citation["slug"], f"the given text of {source['name']}"
    found = text.text.locate(citation["exact"], citation["prefix"], citation["suffix"], text.around(citation))
    if isinstance(found, Ambiguous):
        return "ambiguous", f"{name} stands {found.count} times in its passage of {of}."
    if not isinstance(found, Located):
        return "missing", f"{name} is not found in its passage of {of}."
    if text.is_named and citation["found_in"] not in ("", text.sha256):
        return "stale", f"{name} was found in another text than {of}."
    if text.is_named and citation["spans"] not in ([], [list(span) for span in found.spans]):
        return "stale", f"{name} does not stand in {of} at the place that the package names."
    return "proved", ""


def _found_before(citation: Row, source: Row) -> tuple[str, str]:
    name = citation["slug"]
    if not citation["found_in"]:
        return "unchecked", ""
    if citation["found_in"] != source["text_sha256"]:
        return "stale", f"{name} was found in a text of another hash than {source['name']} names."
    if citation["fingerprint"] != fingerprint(citation):
        return "stale", f"The words or the place of {name} are not those that were found in {source['name']}."
    return "before", ""


class Package:
    """The files of a package, read whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.totals = self._json("totals.json")
        rows = {name: self._rows(f"{name}.jsonl") for name in FILES}
        self.records: dict[Key, Row] = {(row["kind"], row["slug"]): row for row in rows["records"]}
        self.facts, self.evidence, self.uses = rows["facts"], rows["evidence"], rows["uses"]
        self.citations: dict[str, Row] = {row["slug"]: row for row in rows["citations"]}
        self.sources: dict[str, Row] = {row["slug"]: row for row in rows["sources"]}
        self._refuse_loose_ends()

    def _json(self, name: str) -> Any:
        try:
            return json.loads(decoded(read_bytes(self.folder / name), Path(name)))
        except ValueError as error:
            raise UnreadableError(f"{name} of the package is no JSON: {error}.") from error

    def _rows(self, name: str) -> list[Row]:
        lines = decoded(read_bytes(self.folder / name), Path(name)).split("\n")
        rows = []
        for number, line in enumerate(lines, start=1):
            try:
                if line.strip():
                    rows.append(json.loads(line))
            except ValueError as error:
                raise UnreadableError(
                    f"{name} of the package, line {number}, is no JSON: {error}."
                ) from error
        return rows

    def _refuse_loose_ends(self) -> None:
        """Raise UnreadableError if a row names something that the package does not hold."""
        for row in [*self.evidence, *self.uses]:
            if row["citation"] not in self.citations:
                raise UnreadableError(f"The package does not hold the citation {row['citation']}.")
        for row in [*self.facts, *self.evidence, *self.uses]:
            if (row["kind"], row["slug"]) not in self.records:
                raise UnreadableError(f"The package does not hold the record {row['kind']} {row['slug']}.")
        for row in self.citations.values():
            if row["source"] not in self.sources:
                raise UnreadableError(f"The package does not hold the source {row['source']}.")

    def carried(self) -> dict[str, list[Key]]:
        """By citation: the record and the label of everything that rests on it, each once."""
        labels = {(row["kind"], row["slug"], row["fact"]): row["label"] for row in self.facts}
        carried: dict[str, dict[Key, None]] = defaultdict(dict)
        for row in self.evidence:
            name = self.records[row["kind"], row["slug"]]["name"]
            label = str(labels.get((row["kind"], row["slug"], row["fact"]), row["fact"]))
            carried[row["citation"]][name, label] = None
        for row in self.uses:
            name = self.records[row["kind"], row["slug"]]["name"]
            carried[row["citation"]][name, row["what"]] = None
        return {citation: list(facts) for citation, facts in carried.items()}

    def rungs(self, states: dict[str, str]) -> tuple[list[str], dict[tuple[str, str, str], str]]:
        """The rung of each row of evidence, and of each fact that has support: the highest it gives."""
        order = list(RUNGS)
        of_rows: list[str] = []
        best: dict[tuple[str, str, str], str] = {}
        for row in self.evidence:
            reached = rung(states[row["citation"]], bool(row["reviewed_by"]), row["literal"])
            of_rows.append(reached)
            if row["stance"] == "supports":
                fact = (row["kind"], row["slug"], row["fact"])
                best[fact] = max(reached, best.get(fact, reached), key=order.index)
        return of_rows, best

    def figures(self, states: dict[str, str]) -> Row:
        """The figures of totals.json, counted from the rows, with the citations in these states."""
        of_rows, best = self.rungs(states)
        kinds: dict[str, Counter[str]] = {kind: Counter() for kind, _slug in self.records}
        for kind, _slug in self.records:
            kinds[kind]["records"] += 1
        for row in self.facts:
            kinds[row["kind"]]["facts"] += 1
            reached = best.get((row["kind"], row["slug"], row["fact"]), "without_evidence")
            kinds[row["kind"]][reached] += 1
        total = sum(kinds.values(), Counter())
        by_source: dict[str, Counter[str]] = {}
        for slug, state in states.items():
            by_source.setdefault(self.citations[slug]["source"], Counter())[state] += 1
        levels = [*RUNGS, "without_evidence"]
        return {
            "records": total["records"],
            "facts": {"total": total["facts"], **_numbers(levels, total)},
            "evidence": _numbers(RUNGS, Counter(of_rows)),
            "citations": {"total": len(states), **_numbers(STATES, Counter(states.values()))},
            "kinds": [
                {"kind": kind, **_numbers(["records", "facts", *levels], number)}
                for kind, number in sorted(kinds.items(), key=lambda each: (-each[1]["facts"], each[0]))
            ],
            "sources": [
                {"source": source, "citations": _numbers(STATES, number)}
                for source, number in by_source.items()
                if number.keys() - {"cited"}
            ],
        }


def _numbers(names: Iterable[str], counted: Counter[str]) -> dict[str, int]:
    return {name: counted[name] for name in names}


def differences(figures: Any, others: Any, where: str = "") -> Iterator[str]:
    """The figures that differ, each with its name and both numbers; only what `figures` names is compared."""
    if isinstance(figures, dict):
        for name, value in figures.items():
            other = others.get(name) if isinstance(others, dict) else None
            yield from differences(value, other, f"{where} {name}".strip())
    elif isinstance(figures, list):
        named = _by_name(others)
        for name, value in _by_name(figures).items():
            yield from differences(value, named.get(name), f"{where} {name}")
    elif figures != others:
        yield f"{where}: {figures}, in totals.json {others}"


def _by_name(rows: Any) -> dict[str, Any]:
    """The rows of `kinds` or `sources` by the kind or the source that each names."""
    return {
        str(row.get("kind") or row.get("source")): {
            name: value for name, value in row.items() if name not in ("kind", "source")
        }
        for row in rows or []
    }


class Check:
    """One run: judges each citation, counts, and holds the figures against those of the package."""

    def __init__(self, package: Package, texts: dict[str, GivenText]) -> None:
        self.package, self.texts = package, texts
        self.failures: list[Failure] = []
        self.states: dict[str, str] = {}
        carried = package.carried()
        for slug, citation in package.citations.items():
            source = package.sources[citation["source"]]
            self.states[slug], sentence = judge(citation, source, texts.get(citation["source"]))
            if sentence:
                self.failures.append(Failure(sentence, source["name"], slug, carried.get(slug, [])))
        self.figures = package.figures(self.states)
        self._count_again()

    def _count_again(self) -> None:
        """Note facts without evidence, and what the package says of itself that its own rows do not give."""
        package = self.package
        published = {slug: row["state"] for slug, row in package.citations.items()}
        of_rows, best = package.rungs(published)
        for row in package.facts:
            key = (row["kind"], row["slug"], row["fact"])
            record = package.records[row["kind"], row["slug"]]["name"]
            if key not in best:
                sentence = f"{record}: no citation supports {row['label']}."
                self.failures.append(Failure(sentence, facts=[(record, row["label"])]))
            elif best[key] != row["rung"]:
                sentence = f"{record}: {row['label']} is said to be {row['rung']}, not {best[key]}."
                self.failures.append(Failure(sentence, facts=[(record, row["label"])]))
        for number, row in enumerate(package.evidence):
            if (reached := of_rows[number]) != row["rung"]:
                record = package.records[row["kind"], row["slug"]]["name"]
                sentence = f"{record}: {row['citation']} is said to make a fact {row['rung']}, not {reached}."
                self.failures.append(Failure(sentence, "", row["citation"], [(record, row["fact"])]))
        for difference in differences(package.figures(published), package.totals):
            self.failures.append(Failure(f"The rows of the package do not give its total of {difference}."))

    @property
    def not_proved(self) -> int:
        """How many quotations were not looked up, for want of a text."""
        return sum(state in ("before", "unchecked") for state in self.states.values())

    @property
    def in_other_texts(self) -> int:
        """How many quotations were found, but in another text than the package names."""
        return sum(
            state == "proved" and not self.texts[self.package.citations[slug]["source"]].is_named
            for slug, state in self.states.items()
        )

    @property
    def published_failures(self) -> int:
        """How many failures the portal itself had when the package was made."""
        return len(self.package.totals.get("failures", []))

    @property
    def code(self) -> int:
        """The exit code."""
        if self.failures or self.published_failures:
            return FAILED
        return NOT_PROVED if self.not_proved or self.in_other_texts else PROVED

    def as_data(self) -> Row:
        """The figures with the keys of `manage.py verify --json`, as far as they can be known here."""
        return {
            "verdict": VERDICTS[self.code],
            **self.figures,
            "failures": [
                {
                    "source": each.source,
                    "citation": each.citation,
                    "sentence": each.sentence,
                    "facts": [{"record": record, "fact": label} for record, label in each.facts],
                }
                for each in self.failures
            ],
        }


def summary(check: Check) -> Iterator[str]:
    """The lines that are printed, in the words of `manage.py verify`."""
    figures, levels = check.figures, {**RUNGS, "without_evidence": "Without evidence"}
    yield f"{figures['records']} published records state {figures['facts']['total']} facts:"
    yield from (f"  {figures['facts'][level]:6}  {label}" for level, label in levels.items())
    yield from ["", f"{'by kind of record':40}" + "".join(f"{name:>18}" for name in ["facts", *levels])]
    for kind in figures["kinds"]:
        yield f"  {kind['kind']:38}" + "".join(f"{kind[name]:18}" for name in ["facts", *levels])
    citations = figures["citations"]
    quoted = citations["total"] - citations["cited"]
    yield from ["", f"{citations['total']} citations, {quoted} of them with a quotation:"]
    yield from (f"  {citations[state]:6}  {label}" for state, label in STATES.items())
    yield from ["", "Texts:", *_text_lines(check), ""]
    for failure in check.failures:
        yield from failure.lines()
    yield from _portal_lines(check)
    yield " ".join([_verdict(check), *_without_words(figures)])


def _text_lines(check: Check) -> Iterator[str]:
    """What was given for each source that is quoted, and what could not be proved of it."""
    for row in check.figures["sources"]:
        source, text = check.package.sources[row["source"]], check.texts.get(row["source"])
        number = sum(count for state, count in row["citations"].items() if state != "cited")
        start = f"  {source['slug']}, {number} quotations: "
        if text is None:
            yield f"{start}no text is given"
            yield f"    {number} quotations are not re-proved; they need the text {source['text_sha256']}."
        elif text.is_named:
            yield f"{start}{text.path.name}, {text.sha256}, the text that the package names"
        else:
            yield f"{start}{text.path.name}, {text.sha256}"
            yield f"    This is another text than the package names, {source['text_sha256'] or 'none'}."
            yield "    What is found in it is no proof of the places that the package names."


def _portal_lines(check: Check) -> Iterator[str]:
    """How the figures stand to those of the portal."""
    if check.published_failures:
        yield f"FAILED  The portal itself named {check.published_failures} failures; see totals.json."
    differing = list(differences(check.figures, check.package.totals))
    if not differing:
        yield "All figures are those of totals.json."
    elif all(" proved: " in each or " before: " in each for each in differing):
        there = check.package.totals["citations"]["proved"]
        yield (
            "All figures are those of totals.json, but for the texts at hand: "
            f"{check.figures['citations']['proved']} quotations are proved here, {there} were at the portal."
        )
    else:
        yield "Figures that differ from those of the portal, in totals.json:"
        yield from (f"  {difference}" for difference in differing)


def _verdict(check: Check) -> str:
    if number := len(check.failures) + check.published_failures:
        return f"{number} failure{'s' * (number != 1)}."
    if number := check.not_proved:
        words = "quotation" if number == 1 else "quotations"
        return f"Nothing failed, but {number} {words} could not be re-proved here. That is no pass."
    if check.in_other_texts:
        return "Every quotation was found once, but not in the texts that the package names. That is no pass."
    return "Every fact has evidence, and every quotation was found once in its text."


def _without_words(figures: Row) -> Iterator[str]:
    """How many citations have no quotation and how many facts are only cited."""
    citations, facts = figures["citations"], figures["facts"]
    if number := citations["cited"]:
        yield f"{number} of {citations['total']} citations {'has' if number == 1 else 'have'} no quotation."
    if number := facts["cited"]:
        yield (
            f"{number} of {facts['total']} facts {'is' if number == 1 else 'are'} only cited: no words "
            f"found in a source prove {'it' if number == 1 else 'them'}."
        )


def given(package: Package, arguments: Iterable[str]) -> dict[str, GivenText]:
    """The texts named by the arguments, by source; UnreadableError if one is not readable or not known."""
    by_hash = {row["text_sha256"]: slug for slug, row in package.sources.items() if row["text_sha256"]}
    texts: dict[str, GivenText] = {}
    for argument in arguments:
        slug, equals, name = argument.partition("=")
        if not equals or Path(argument).is_file():
            slug, name = "", argument
        content = read_bytes(Path(name))
        digest = sha256(content).hexdigest()
        slug = slug or by_hash.get(digest, "")
        if not slug:
            raise UnreadableError(
                f"{name} has the hash {digest[:SHORT_HASH]}…, which is the text of no source of the package. "
                f"To check it nevertheless, name its source: SOURCE={name}, with one of "
                f"{', '.join(sorted(by_hash.values()))}."
            )
        if slug not in package.sources:
            raise UnreadableError(f"The package has no source {slug}.")
        if slug in texts:
            raise UnreadableError(f"Two texts are given for {slug}.")
        texts[slug] = GivenText(Path(name), content, package.sources[slug])
    return texts


def main(arguments: list[str] | None = None, folder: Path | None = None) -> int:
    """Check the package in `folder`, print the outcome, and return the exit code."""
    purpose, _blank, details = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="check.py", description=purpose, epilog=details, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("texts", nargs="*", metavar="TEXT", help="a text, or SOURCE=TEXT")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    try:
        package = Package(folder or Path(__file__).resolve().parent)
        check = Check(package, given(package, options.texts))
    except UnreadableError as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    except (KeyError, TypeError, AttributeError) as error:
        print(f"The package is not whole: {error!r}.", file=sys.stderr)
        return UNREADABLE
    if options.json:
        print(json.dumps(check.as_data(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(summary(check)))
    return check.code


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
