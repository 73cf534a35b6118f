"""Proves again everything that the portal publishes."""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sources.models import SourceText
from sources.rungs import Rung, State, keep_all
from sources.texts import keep_found
from sources.verification import Run, Verification

#: A long run says what it looks at every so many seconds.
PATIENCE = 1.0


class Command(BaseCommand):
    """`manage.py verify` prints the figures of /status/ and every failure; exit code 1 if there is one."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("--json", action="store_true", help="Print the same figures as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, print, and fail if anything published does not hold."""
        said = time.monotonic()

        def progress(what: str) -> None:
            nonlocal said
            if time.monotonic() - said > PATIENCE:
                self.stderr.write(f"{what} …")
                said = time.monotonic()

        kept, mended = keep_found(), keep_all()
        run = Run(progress)
        result = run.result
        if kept:
            self.stderr.write(f"States of quotations that were kept wrongly and are stored anew: {kept}.")
        if mended := mended + run.store_rungs():
            self.stderr.write(f"Rungs that marks show, were out of date and are stored anew: {mended}.")
        if options["json"]:
            self.stdout.write(json.dumps(result.as_data(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(summary(result)))
        if result.failures:
            raise SystemExit(1)


def summary(result: Verification) -> list[str]:
    """The lines that the command prints."""
    lines = [f"{result.records} published records state {result.facts} facts:"]
    lines += [f"  {result.rungs[rung]:6}  {rung.label}" for rung in Rung]
    lines += [f"  {result.without_evidence:6}  Without evidence"]
    lines += ["", f"{result.citations} citations, {result.quotations} of them with a quotation:"]
    lines += [f"  {result.states[state]:6}  {state.label}" for state in State]
    lines += ["", "Texts:"]
    for each in result.sources:
        lines.append(f"  {each.source.slug}, {each.quotations} quotations: {_loaded(each.text)}")
        lines += [f"    {sentence}" for sentence in each.not_proved]
    lines.append("")
    for failure in result.failures:
        lines.append(f"FAILED  {failure.sentence}")
        lines += [f"          {record}: {facts}" for record, _url, facts in failure.records]
    return [*lines, result.verdict_sentence]


def _loaded(text: SourceText | None) -> str:
    if text is None:
        return "no text is loaded"
    return f"{text.name}, {text.sha256}, loaded {text.loaded:%Y-%m-%d %H:%M}"
