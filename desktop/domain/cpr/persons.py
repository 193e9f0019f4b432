"""Is this the same person as before? Keyed hashes that die with the run.

A plain hash of a CPR number can be undone by trying all of them in seconds. The key makes that impossible for
whoever does not have it, and nobody has it: it is drawn at random, lives in one object and is never written.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import NoReturn, SupportsIndex

_KEY_BYTES = 32
_HASH_BYTES = 16


class PersonHasher:
    """Turns CPR numbers into keys that can be compared and counted, but not read, within one run.

    Two hashers give different keys for the same number, so keys from different runs tell nothing.
    """

    __slots__ = ("_begun",)

    def __init__(self) -> None:
        # Begun with the key once, and copied for every number.
        self._begun = hashlib.blake2b(digest_size=_HASH_BYTES, key=secrets.token_bytes(_KEY_BYTES))

    def key_of(self, digits: str) -> bytes:
        """The person's key: 16 bytes, the same for the same ten digits in this run."""
        number = self._begun.copy()
        number.update(digits.encode("ascii"))
        return number.digest()

    def __repr__(self) -> str:
        return "PersonHasher()"

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        """Refuse pickling and copying: the key must not leave this object.

        Raises:
            TypeError: always.
        """
        raise TypeError("a PersonHasher is never stored or copied")
