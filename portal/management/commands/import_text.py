"""Loads the text of a source, finds its passages and quotations in it, or removes it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sources.models import Source
from sources.texts import QuotationsLostError, Removal, Report, TextRefusedError, load, read, remove


class Command(BaseCommand):
    """`manage.py import_text SOURCE FILE` stores a text in the database only, and says what it matched.

    A text that lacks words on which something published rests is refused. `import_text SOURCE --remove`
    takes a stored text away.
    """

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("source", help="The slug of the source, for example abitbekov-2021.")
        parser.add_argument("file", type=Path, nargs="?", help="Its text in UTF-8, .txt or .md.")
        parser.add_argument(
            "--replace", action="store_true", help="Put the file in the place of a text that differs."
        )
        parser.add_argument(
            "--with-failures",
            action="store_true",
            help="Store the text even if quotations of published records do not stand in it once; "
            "manage.py verify and /status/ then name them.",
        )
        parser.add_argument(
            "--remove", action="store_true", help="Remove the stored text; no file is given then."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load or remove, and report; fail if nothing was stored or removed."""
        undone = "Nothing was removed" if options["remove"] else "Nothing was stored"
        try:
            source = Source.objects.get(slug=options["source"])
            if options["remove"]:
                self._remove(source, options)
            else:
                self._load(source, options)
        except Source.DoesNotExist as error:
            raise CommandError(f"{undone}: there is no source {options['source']}.") from error
        except QuotationsLostError as error:
            raise CommandError(
                f"{undone}: of the quotations that published records rest on, {len(error.sentences)} would "
                f"fail. Give --with-failures to store the text all the same.\n{error}"
            ) from error
        except (TextRefusedError, OSError) as error:
            raise CommandError(f"{undone}: {error}") from error

    def _load(self, source: Source, options: dict[str, Any]) -> None:
        file: Path | None = options["file"]
        if file is None:
            raise TextRefusedError("give the file of the text.")
        report = load(
            source,
            read(file),
            file.name,
            replace=options["replace"],
            with_failures=options["with_failures"],
        )
        if report.difference:
            self.stdout.write(report.difference)
        if report.outcome == "changed":
            raise TextRefusedError(
                f"another text of {source} stands; give --replace to put {report.name} in its place."
            )
        self._write(source, report)

    def _remove(self, source: Source, options: dict[str, Any]) -> None:
        if options["file"] or options["replace"] or options["with_failures"]:
            raise TextRefusedError("--remove takes the source only, no file and no other option.")
        gone: Removal = remove(source)
        self.stdout.write(f"{gone.name} is no longer stored as the text of {source}.")
        self.stdout.write(f"SHA-256 {gone.sha256}")
        kept, lost = gone.kept, gone.lost
        if kept:
            self.stdout.write(f"{kept:4} citations keep the places found in the text {source.text_sha256}")
        self.stdout.write(f"{lost:4} citations have no place in a text any more")

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
        if report.failures:
            self.stdout.write("Stored with failures, which manage.py verify and /status/ name:")
            for sentence in report.failures:
                self.stdout.write(f"       {sentence}")

    def _list(self, label: str, number: int, failed: str, rows: list[str]) -> None:
        self.stdout.write(f"{number:4} {label}")
        if rows:
            self.stdout.write(f"{len(rows):4} {failed}: {', '.join(rows)}")
