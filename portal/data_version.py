"""Whether anything was written to the database since: a token that changes with every commit. Knows no app.

What is computed from whole tables may be kept as long as the token stays the same. It promises never to stay
the same over a change that is committed, whoever made it and however: by `save`, `update`, `delete`, in SQL,
in another thread or process. It may change without need, which costs no more than computing again. Inside a
transaction there is no token, since only this connection sees what it has written: nothing may be kept.

SQLite counts commits for each connection, those of others only; so one connection of each process does
nothing but watch. PostgreSQL names which transactions are visible.
"""

import os
from collections.abc import Callable, Hashable
from functools import lru_cache
from itertools import count
from pathlib import Path
from threading import Lock, RLock
from typing import Any
from weakref import WeakValueDictionary

from django.db import connection

#: So many results are kept.
KEPT = 64

_lock = Lock()
_numbers = count()
_kept: dict[Hashable, tuple[Any, Any]] = {}
_keeping = Lock()
_computing: WeakValueDictionary[Hashable, Any] = WeakValueDictionary()


def kept(key: Hashable, compute: Callable[[], Any]) -> Any:
    """What `compute` gives, for the `key` computed once until anything is committed; it must not be changed.

    The version is asked for before anything is read: a result never counts as newer than it is. Whoever asks
    while the same is computed waits for it. Inside a transaction nothing is kept.
    """
    version = data_version()
    if version is None:
        return compute()
    with _keeping:
        turn = _computing.setdefault(key, RLock())
    with turn:
        held = _kept.get(key)
        if held is None or held[0] != version:
            held = (version, compute())
            with _keeping:
                if len(_kept) >= KEPT:
                    _kept.clear()
                _kept[key] = held
    return held[1]


def data_version() -> Any:
    """The token of what is committed; None inside a transaction, or for another kind of database."""
    if connection.in_atomic_block:
        return None
    match connection.vendor:
        case "sqlite":
            return _commits_seen()
        case "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_current_snapshot()::text")
                return cursor.fetchone()
    return None


def _commits_seen() -> tuple[int, int]:
    """The number of the watching connection and what it has counted."""
    file = Path(connection.settings_dict["NAME"])
    known = file.stat() if file.exists() else None
    with _lock:
        number, watching = _watching(os.getpid(), known and (known.st_dev, known.st_ino))
        with watching.cursor() as cursor:
            return number, cursor.execute("PRAGMA data_version").fetchone()[0]


@lru_cache(maxsize=1)
def _watching(process: int, file: Any) -> tuple[int, Any]:
    """A connection that never writes, numbered; another one after a fork or for another file."""
    watching: Any = connection.copy()
    watching.inc_thread_sharing()
    return next(_numbers), watching
