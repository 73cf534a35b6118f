"""Writes fixtures/coverage.yaml: which records came from which passage of the source texts."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sources.coverage import table

HEAD = """\
# Which records came from which passage of the two source texts, in the order of the texts. Written by
# `manage.py coverage` from the evidence in the database; a passage without records has a reason, which an
# editor writes here and the command keeps.
"""


class Command(BaseCommand):
    """`manage.py coverage` writes the table, keeps its reasons, and names passages that lack both."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and fail if a passage has neither records nor a reason."""
        path = Path(settings.BASE_DIR) / "fixtures" / "coverage.yaml"
        before = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
        reasons = {
            text: {key: entry["reason"] for key, entry in passages.items() if "reason" in entry}
            for text, passages in (before or {}).items()
        }
        covered = table(reasons)
        written = yaml.safe_dump(covered, allow_unicode=True, sort_keys=False, width=110)
        path.write_text(HEAD + written, encoding="utf-8")
        bare = [f"{text}/{key}" for text, rows in covered.items() for key, row in rows.items() if not row]
        if bare:
            raise CommandError(f"No record came from {', '.join(bare)}; give each a reason in {path.name}.")
        self.stdout.write(f"{sum(map(len, covered.values()))} passages are covered.")
