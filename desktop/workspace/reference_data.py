"""Which data do the rules read? The tables in `resources/`, or the user's own copies of them.

A copy of the same name in the folder `reference` of the program's own data is used instead of the shipped
table. It is read anew when it has changed, and a fault in it is told, never passed over: working on with the
shipped table would judge by other rules than the municipality believes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from shutil import copyfile

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.kp_rules import KpRules
from desktop.domain.reference import ReferenceFault, ReferenceTrouble, kp_rules_of, trades_of
from desktop.domain.relevance import TradeTable
from desktop.paths import resources_dir, user_data_dir

TRADES = "trades.toml"
KP_RULES = "kp_rules.toml"


def own_table(name: str) -> Path:
    """Where the user's own copy of a table lies, whether it is there or not."""
    return user_data_dir() / "reference" / name


def table_in_use(name: str) -> Path:
    """The file a table is read from: the user's own where there is one."""
    own = own_table(name)
    return own if own.is_file() else resources_dir() / name


def make_own_table(name: str) -> Path:
    """Put a copy of the shipped table where the user can edit it; one that is there stays as it is.

    Raises:
        FileTrouble: it cannot be written.
    """
    own = own_table(name)
    if not own.is_file():
        try:
            own.parent.mkdir(parents=True, exist_ok=True)
            copyfile(resources_dir() / name, own)
        except OSError:
            raise FileTrouble(name, FileFault.NO_ACCESS) from None
    return own


def trade_table() -> TradeTable:
    """The trades in use.

    Raises:
        ReferenceTrouble: the user's own table has a fault.
        FileTrouble: it cannot be read.
    """
    return _trades(*_state(TRADES))


def kp_rule_table() -> KpRules:
    """The rules of KP in use.

    Raises:
        ReferenceTrouble: the user's own table has a fault.
        FileTrouble: it cannot be read.
    """
    return _kp_rules(*_state(KP_RULES))


def _state(name: str) -> tuple[Path, int, int]:
    """The file in use and what tells that it was changed."""
    path = table_in_use(name)
    try:
        state = path.stat()
    except OSError:
        raise FileTrouble(name, FileFault.MISSING) from None
    return path, state.st_mtime_ns, state.st_size


@lru_cache(maxsize=4)
def _trades(path: Path, _changed: int, _size: int) -> TradeTable:
    return trades_of(_read(path), path.name)


@lru_cache(maxsize=4)
def _kp_rules(path: Path, _changed: int, _size: int) -> KpRules:
    return kp_rules_of(_read(path), path.name)


def _read(path: Path) -> Mapping[str, object]:
    try:
        # Notepad may put a mark in front; TOML does not know it.
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise FileTrouble(path.name, FileFault.NO_ACCESS) from None
    except UnicodeDecodeError:
        raise FileTrouble(path.name, FileFault.UNKNOWN_ENCODING, detail="UTF-8") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        line = int(where[1]) if where else 0
        raise ReferenceTrouble(path.name, ReferenceFault.NOT_TOML, line=line) from None
