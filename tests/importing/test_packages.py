"""Is a ZIP read that lies, bursts or keeps a secret?"""

from __future__ import annotations

import io
import zipfile

import pytest

from desktop.importing import limits
from desktop.importing.packages import Budget, Package, PackageFault, PackageTrouble
from tests.importing.making import encrypted_zip_of, zip_of

MEGABYTE = 1_000_000


def opened(data: bytes, *, budget: int = 100 * MEGABYTE) -> Package:
    return Package(io.BytesIO(data), most_entries=100, budget=Budget(budget))


def read_first(data: bytes, *, budget: int = 100 * MEGABYTE, limit: int = 50 * MEGABYTE) -> bytes:
    package = opened(data, budget=budget)
    return package.read(package.entries()[0], limit=limit)


def fault_of(data: bytes, *, budget: int = 100 * MEGABYTE, limit: int = 50 * MEGABYTE) -> PackageFault:
    with pytest.raises(PackageTrouble) as caught:
        read_first(data, budget=budget, limit=limit)
    return caught.value.fault


def test_an_entry_comes_back() -> None:
    assert read_first(zip_of({"a.xml": b"<a/>"})) == b"<a/>"


def test_a_bomb_is_refused_by_its_real_size() -> None:
    assert fault_of(zip_of({"a.xml": b" " * 20 * MEGABYTE})) is PackageFault.TOO_LARGE


def read_all(package: Package) -> None:
    for entry in package.entries():
        package.read(entry, limit=limits.DOCUMENT_BYTES)


def test_many_small_bombs_are_refused_together() -> None:
    package = opened(zip_of({f"{n}.xml": b" " * 900_000 for n in range(60)}))
    with pytest.raises(PackageTrouble) as caught:
        read_all(package)
    assert (caught.value.fault, caught.value.whole) == (PackageFault.TOO_LARGE, True)


def test_a_budget_is_shared_between_archives_and_ends() -> None:
    budget = Budget(3 * MEGABYTE)
    data = zip_of({"a.bin": bytes(range(256)) * 8_000}, compression=zipfile.ZIP_STORED)
    first, second = (Package(io.BytesIO(data), most_entries=10, budget=budget) for _ in range(2))
    read_all(first)
    with pytest.raises(PackageTrouble) as caught:
        read_all(second)
    assert caught.value.fault is PackageFault.TOO_LARGE


def test_what_is_too_large_is_refused() -> None:
    data = zip_of({"a.bin": bytes(range(256)) * 8_000}, compression=zipfile.ZIP_STORED)
    assert fault_of(data, limit=MEGABYTE) is PackageFault.TOO_LARGE


def test_a_password_is_told_as_such() -> None:
    assert fault_of(encrypted_zip_of("a.xml", b"<a/>")) is PackageFault.PASSWORD


def test_a_flipped_byte_is_noticed() -> None:
    data = bytearray(zip_of({"a.xml": b"<a>abcdefgh</a>"}, compression=zipfile.ZIP_STORED))
    place = data.index(b"abcdefgh")
    data[place] ^= 1
    assert fault_of(bytes(data)) is PackageFault.DAMAGED


def test_a_cut_archive_is_damaged() -> None:
    data = zip_of({"a.xml": b"<a/>"})
    with pytest.raises(PackageTrouble) as caught:
        opened(data[: len(data) // 2])
    assert caught.value.fault is PackageFault.DAMAGED


def test_entries_that_share_bytes_are_refused() -> None:
    data = bytearray(zip_of({"a.xml": b"x" * 5_000, "b.xml": b"y" * 5_000}, compression=zipfile.ZIP_STORED))
    second = data.rindex(b"PK\x01\x02")
    # The second entry of the directory points at the first one's bytes.
    data[second + 42 : second + 46] = (10).to_bytes(4, "little")
    with pytest.raises(PackageTrouble):
        opened(bytes(data))


def test_an_archive_behind_a_program_is_no_archive() -> None:
    with pytest.raises(PackageTrouble):
        opened(b"MZ" + b"\x00" * 100 + zip_of({"a.xml": b"<a/>"}))


def test_a_link_is_not_followed() -> None:
    entry = zipfile.ZipInfo("link.xml")
    entry.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, "/etc/hostname")
    assert fault_of(buffer.getvalue()) is PackageFault.LINK


def test_too_many_entries() -> None:
    with pytest.raises(PackageTrouble) as caught:
        opened(zip_of({f"{n}": b"" for n in range(101)}))
    assert caught.value.fault is PackageFault.TOO_MANY
