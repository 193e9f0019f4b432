"""What is an encoding called by people who have never heard of one?"""

from __future__ import annotations

from desktop.texts.translate import N_, _

_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "cp1252": N_("Windows (cp1252)"),
    "cp850": N_("DOS (cp850)"),
    "cp865": N_("DOS, Nordic (cp865)"),
    "mac-roman": N_("Mac (Roman)"),
    "mac_roman": N_("Mac (Roman)"),
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
OFFERED = ("utf-8", "cp1252", "cp850", "cp865", "mac_roman", "utf-16")
"""Codec names one can choose between."""


def encoding_name(codec: str) -> str:
    """The codec as it is shown; an unknown one by its own name."""
    return _(_NAMES[codec]) if codec in _NAMES else codec


def same_encoding(one: str, other: str) -> bool:
    """Whether two codec names are shown as the same."""
    return encoding_name(one) == encoding_name(other)
