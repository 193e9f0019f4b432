"""Who signs the letters on this machine? Kept for the person at the keyboard, not in the plan.

What is not told falls back to the municipality's details in the plan. A file that cannot be read counts as
nothing told: a letter with the municipality's own details is right all the same.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, fields
from pathlib import Path

from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letters import SenderProfile
from desktop.paths import user_data_dir

_MOST_BYTES = 10_000
_NAMES = tuple(field.name for field in fields(SenderProfile))


def sender_profile() -> SenderProfile:
    """How the person at the keyboard signs."""
    try:
        data = _file().read_bytes()[: _MOST_BYTES + 1]
        told = json.loads(data.decode("utf-8")) if len(data) <= _MOST_BYTES else {}
    except (OSError, ValueError, RecursionError):
        return SenderProfile()
    if not isinstance(told, dict):
        return SenderProfile()
    return SenderProfile(**{name: str(told.get(name, "")) for name in _NAMES})


def keep_sender_profile(profile: SenderProfile) -> None:
    """Remember it; CPR numbers are scrubbed, for it stands in every letter.

    Raises:
        FileTrouble: it cannot be written.
    """
    told = {name: cpr.scrub(text.strip()) for name, text in asdict(profile).items()}
    path = _file()
    fresh = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise FileTrouble(path.name, FileFault.NO_ACCESS) from None


def _file() -> Path:
    return user_data_dir() / "sender.json"
