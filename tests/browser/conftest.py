"""Chromium, driven by Playwright, against the filled portal served in this process."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from django.conf import settings

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop beside Django's database


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A headless browser; tests that need it are skipped where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        assert not os.environ.get("REQUIRE_BROWSER"), "REQUIRE_BROWSER is set, but there is no Chromium"
        pytest.skip("Chromium is not installed on this machine")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    arguments += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def portal(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the portal, filled and served by `manage.py serve` as `make run` does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    database = tmp_path_factory.mktemp("portal") / "portal.sqlite3"
    log = database.with_suffix(".log")
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "SECRET_KEY": "for these tests only",
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=output,
            stderr=output,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(600):
                assert server.poll() is None, log.read_text()
                try:
                    urlopen(address)
                    break
                except OSError:
                    time.sleep(0.2)
            else:
                pytest.fail(f"The portal did not answer within two minutes: {log.read_text()}")
            yield address
        finally:
            server.terminate()
            server.wait()
