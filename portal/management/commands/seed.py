"""Fills an empty database from the fixtures, or says how one that is filled differs from them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management.base import BaseCommand, CommandError

from portal.seeding import SeedError, is_empty, seed, slugs_of


class Command(BaseCommand):
    """`manage.py seed` loads fixtures/ and publishes it; refuses a database that is not empty.

    With `--compare` it changes nothing: it names records that only the fixtures or only the database hold,
    and those that were changed in the admin, which are to be entered again in a fresh database.
    """

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Do nothing, and succeed, when the database holds records already.",
        )
        parser.add_argument(
            "--compare",
            action="store_true",
            help="Change nothing; name what the database and the fixtures do not share, and what was edited.",
        )
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many records there are."""
        if options["compare"]:
            self.compare(options["folder"])
            return
        if not is_empty():
            if options["if_empty"]:
                return
            raise CommandError(
                "The database holds records already; seed fills only an empty one. "
                "How the content of a new release is taken stands in README.md under “Update”."
            )
        try:
            counts = seed(options["folder"])
        except SeedError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self.stdout.write(f"Loaded {sum(counts.values())} rows from {options['folder'].name}/:")
        for name, number in sorted(counts.items()):
            self.stdout.write(f"  {number:5}  {name}")

    def compare(self, folder: Path) -> None:
        """Say how the database differs from the fixtures, record by record."""
        for model, given in slugs_of(folder).items():
            held = set(model._default_manager.values_list("slug", flat=True))
            for words, slugs in (
                ("only in the fixtures", given - held),
                ("only in the database", held - given),
                ("edited in the admin", self.edited(model) & held & given),
            ):
                if slugs:
                    name = model._meta.verbose_name_plural
                    self.stdout.write(f"{name}, {words}, {len(slugs)}: {', '.join(sorted(slugs))}")

    @staticmethod
    def edited(model: Any) -> set[str]:
        """The slugs of the records whose page in the admin was saved with changes."""
        saved = LogEntry.objects.filter(
            content_type__app_label=model._meta.app_label,
            content_type__model=model._meta.model_name,
            action_flag=CHANGE,
        )
        keys = [key for key in saved.values_list("object_id", flat=True) if key and key.isdigit()]
        return set(model._default_manager.filter(pk__in=keys).values_list("slug", flat=True))
