"""Loads the text of a source and finds its passages and quotations in it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sources.models import Source
from sources.texts import Report, TextRefusedError, load, read


class Command(BaseCommand):
    """`manage.py import_text SOURCE FILE` stores a text in the database only, and says what it matched."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("source", help="The slug of the source, for example abitbekov-2021.")
        parser.add_argument("file", type=Path, help="Its text in UTF-8, .txt or .md.")
        parser.add_argument(
            "--replace", action="store_true", help="Put the file in the place of a text that differs."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and report; fail if nothing was stored."""
        try:
            source = Source.objects.get(slug=options["source"])
            report = load(source, read(options["file"]), options["file"].name, replace=options["replace"])
        except Source.DoesNotExist as error:
            raise CommandError(f"Nothing was stored: there is no source {options['source']}.") from error
        except (TextRefusedError, OSError) as error:
            raise CommandError(f"Nothing was stored: {error}") from error
        if report.difference:
            self.stdout.write(report.difference)
        if report.outcome == "changed":
            raise CommandError(
                f"Nothing was stored: another text of {source} stands; give --replace to put {report.name} "
                "in its place."
            )
        self._write(source, report)

    def _write(self, source: Source, report: Report) -> None:
        """Print what was done and what was matched."""
        said = {"stored": "is stored", "replaced": "replaces the text stored before"}
        if report.outcome == "unchanged":
            places = f"{report.moved} citations have another place" if report.moved else "nothing changes"
            self.stdout.write(f"{report.name} is the text of {source} that is stored; {places}.")
        else:
            self.stdout.write(f"{report.name} {said[report.outcome]} as the text of {source}.")
        self.stdout.write(f"SHA-256 {report.sha256}")
        if source.text_sha256 and source.text_sha256 != report.sha256:
            self.stdout.write(f"The quotations were entered from another text, {source.text_sha256}.")
        self._list("passages found", len(report.found), "not found", report.not_found)
        self.stdout.write(f"{len(report.located):4} citations located")
        ambiguous = [f"{slug}: {count} times" for slug, count in report.ambiguous.items()]
        missing = [f"{slug}: {hint}" for slug, hint in report.missing.items()]
        for label, rows in (("ambiguous", ambiguous), ("missing", missing)):
            self.stdout.write(f"{len(rows):4} citations {label}")
            for row in rows:
                self.stdout.write(f"       {row}")

    def _list(self, label: str, number: int, failed: str, rows: list[str]) -> None:
        self.stdout.write(f"{number:4} {label}")
        if rows:
            self.stdout.write(f"{len(rows):4} {failed}: {', '.join(rows)}")
