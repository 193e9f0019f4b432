"""Is what the packer makes a ZIP like any other, whatever it remembers of the one before?"""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from desktop.letters.packing import Packer

_NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\:"), min_size=1)
_PARTS = st.dictionaries(_NAMES, st.binary(max_size=300), max_size=4)


def _read(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@given(_PARTS, st.lists(_PARTS, min_size=1, max_size=3))
def test_every_package_has_the_unchanged_parts_and_its_own(
    unchanged: dict[str, bytes], letters: list[dict[str, bytes]]
) -> None:
    before = {f"fast/{name}": content for name, content in unchanged.items()}
    packer = Packer(before.items())
    for own in [*letters, *letters]:
        data = packer.pack(own.items())
        assert _read(data) == {**before, **own}
        assert packer.pack(own.items()) == data


def test_a_part_that_changes_between_letters_is_new_in_each() -> None:
    packer = Packer([("a.xml", b"a")])
    head = b"<head/>"
    made = [_read(packer.pack([("h.xml", head), ("b.xml", body)])) for body in (b"1", b"1", b"2")]
    assert [one["b.xml"] for one in made] == [b"1", b"1", b"2"]
    assert all(one["h.xml"] == head for one in made)
