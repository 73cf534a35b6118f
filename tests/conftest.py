"""What the tests share: the portal filled from the fixtures, once for all tests that ask for it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from portal.seeding import seed


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder of the two source texts, named by TEXTS; tests that need it are skipped without."""
    folder = os.environ.get("TEXTS")
    if not folder:
        pytest.skip("TEXTS does not name the folder of the source texts; they are no part of this repository")
    return Path(folder)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of the filled portal last: it is filled once, and the others find an empty database."""
    items.sort(key=lambda item: "filled" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def filled(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The database filled from fixtures/, for all tests that ask for it; rolled back in the end.

    What a test changes in it is rolled back after that test.
    """
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        block = transaction.atomic()
        block.__enter__()
        try:
            seed(settings.BASE_DIR / "fixtures")
            yield
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)


@pytest.fixture
def staff(client: Client) -> Client:
    """A client signed in as a superuser."""
    user: Any = get_user_model()
    client.force_login(user.objects.create_superuser("editor", "", "secret"))
    return client


@pytest.fixture(scope="session")
def style_bytes() -> int:
    """The compressed size of the stylesheet, as WhiteNoise serves it where the portal is deployed."""
    return len(brotli.compress((settings.BASE_DIR / "static" / "portal.css").read_bytes()))
