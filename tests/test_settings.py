"""What is refused when a portal is put online half configured."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Import the settings in a process of its own, with this environment only."""
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        [sys.executable, "-c", "import portal.settings as s; print(s.DEBUG, s.ALLOWED_HOSTS)"],
        cwd=settings.BASE_DIR,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_has_to_be_set_on_ones_own_machine() -> None:
    run = start()
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "False ['127.0.0.1', 'localhost', '[::1]']"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DATABASE_URL": "postgres://portal@/portal"}, "Set SECRET_KEY"),
        ({"ALLOWED_HOSTS": "portal.example.org"}, "Set SECRET_KEY"),
        ({"DATABASE_URL": "postgres://portal@/portal", "SECRET_KEY": "given"}, "Set ALLOWED_HOSTS"),
    ],
)
def test_a_public_portal_without_key_or_hosts_is_refused_with_a_sentence(
    environment: dict[str, str], sentence: str
) -> None:
    run = start(**environment)
    assert run.returncode != 0
    assert sentence in run.stderr


def test_a_public_portal_with_both_starts() -> None:
    run = start(ALLOWED_HOSTS="portal.example.org", SECRET_KEY="given")
    assert run.returncode == 0, run.stderr
