"""What is refused when a portal is put online half configured."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

#: What a process of its own prints of its settings, a line each.
PRINTED = """
import portal.settings as s
print(s.DEBUG, s.ALLOWED_HOSTS)
print(*getattr(s, "SECURE_PROXY_SSL_HEADER", [None]))
"""


def start(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Import the settings in a process of its own, or run another command, with this environment only."""
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        [sys.executable, *(command or ("-c", PRINTED))],
        cwd=settings.BASE_DIR,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_has_to_be_set_on_ones_own_machine() -> None:
    run = start()
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("False ['127.0.0.1', 'localhost', '[::1]']\n")


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


def test_nothing_is_left_to_warn_of_where_a_portal_is_put_online() -> None:
    """Django's own checks of a deployed site pass behind a proxy, from which http is led to https."""
    key = "a-key-of-the-test-that-is-long-enough-0123456789-abcdefghij"
    run = start(
        "manage.py",
        "check",
        "--deploy",
        "--fail-level=WARNING",
        ALLOWED_HOSTS="portal.example.org",
        SECRET_KEY=key,
        TRUST_PROXY="1",
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(("trust", "printed"), [("", "None"), ("0", "None"), ("1", "HTTP_X_FORWARDED_PROTO")])
def test_the_header_of_a_proxy_is_believed_only_when_asked_for(trust: str, printed: str) -> None:
    run = start(ALLOWED_HOSTS="portal.example.org", SECRET_KEY="given", TRUST_PROXY=trust)
    assert run.stdout.split("\n")[1].startswith(printed)
