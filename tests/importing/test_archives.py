"""Are all documents found in files, folders and ZIPs, and is everything else named and left alone?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.problems import ProblemKind, Severity
from desktop.importing.archives import count, documents
from tests.importing.making import ANNA, dashed, encrypted_zip_of, leaks, zip_of

XML = b"<a/>"


def found(path: Path) -> list[tuple[str, bytes | None, ProblemKind | None]]:
    return [(each.source, each.data, each.problem) for each in documents(path)]


def archive(folder: Path, data: bytes, name: str = "fakturaer.zip") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_single_file(tmp_path: Path) -> None:
    assert found(archive(tmp_path, XML, "a.xml")) == [("a.xml", XML, None)]


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    assert found(archive(tmp_path, zip_of({"a.dat": XML}), "x.xml")) == [("x.xml › a.dat", XML, None)]
    assert found(archive(tmp_path, b"tekst", "y.xml")) == [("y.xml", None, ProblemKind.UNKNOWN_FORMAT)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_a_document_is_known_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    data = '<?xml version="1.0"?><a/>'.encode(encoding)
    assert found(archive(tmp_path, data, "a.xml")) == [("a.xml", data, None)]


def test_a_folder_is_walked_in_order_of_names(tmp_path: Path) -> None:
    folder = tmp_path / "fakturaer"
    (folder / "2026").mkdir(parents=True)
    (folder / "b.xml").write_bytes(XML)
    (folder / "a.pdf").write_bytes(b"%PDF")
    (folder / "tom.xml").write_bytes(b"")
    (folder / "2026" / "c.xml").write_bytes(XML)
    assert found(folder) == [
        ("fakturaer › a.pdf", None, ProblemKind.UNKNOWN_FORMAT),
        ("fakturaer › b.xml", XML, None),
        ("fakturaer › tom.xml", None, ProblemKind.NOT_READABLE),
        ("fakturaer › 2026/c.xml", XML, None),
    ]
    assert count(folder) == 4


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "hemmelig.xml").write_bytes(XML)
    folder = tmp_path / "fakturaer"
    folder.mkdir()
    try:
        os.symlink(tmp_path / "hemmelig.xml", folder / "link.xml")
        os.symlink(tmp_path, folder / "alt")
    except OSError:
        pytest.skip("this Windows lets nobody but administrators make links")
    if not (folder / "link.xml").is_symlink():
        pytest.skip("Wine makes no links")
    assert found(folder) == [("fakturaer › link.xml", None, ProblemKind.UNKNOWN_FORMAT)]


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "fakturaer"
    (folder / "lukket").mkdir(parents=True)
    (folder / "a.xml").write_bytes(XML)
    listed = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == refused:
            raise PermissionError(13, "nej", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    refused = "lukket"
    assert found(folder) == [
        ("fakturaer › a.xml", XML, None),
        ("fakturaer › lukket", None, ProblemKind.NOT_READABLE),
    ]
    refused = "fakturaer"
    with pytest.raises(FileTrouble) as caught:
        found(folder)
    assert caught.value.fault is FileFault.NO_ACCESS


def test_archives_inside_archives_three_deep(tmp_path: Path) -> None:
    data = zip_of({"d.xml": XML})
    for name in ("c.zip", "b.zip", "a.zip"):
        data = zip_of({name: data, f"{name[0]}.xml": XML})
    assert found(archive(tmp_path, data, "x.zip")) == [
        ("x.zip › a.zip › b.zip › c.zip", None, ProblemKind.TOO_DEEP),
        ("x.zip › a.zip › b.zip › c.xml", XML, None),
        ("x.zip › a.zip › b.xml", XML, None),
        ("x.zip › a.xml", XML, None),
    ]


def test_what_is_no_xml_is_named_and_left_alone(tmp_path: Path) -> None:
    path = archive(tmp_path, zip_of({"a.pdf": b"%PDF", "b.xml": XML, "c.json": b"{}", "d/": b""}))
    assert [(each.problem, each.severity) for each in documents(path) if each.data is None] == [
        (ProblemKind.UNKNOWN_FORMAT, Severity.NOTE),
        (ProblemKind.UNKNOWN_FORMAT, Severity.NOTE),
    ]


def test_an_encrypted_entry_does_not_stop_the_others(tmp_path: Path) -> None:
    inner = encrypted_zip_of("hemmelig.xml", XML)
    path = archive(tmp_path, zip_of({"a.zip": inner, "b.xml": XML}))
    assert found(path) == [
        ("fakturaer.zip › a.zip › hemmelig.xml", None, ProblemKind.PASSWORD),
        ("fakturaer.zip › b.xml", XML, None),
    ]


def test_a_broken_inner_archive_does_not_stop_the_others(tmp_path: Path) -> None:
    path = archive(tmp_path, zip_of({"a.zip": zip_of({"x.xml": XML})[:-20], "b.xml": XML}))
    assert found(path) == [
        ("fakturaer.zip › a.zip", None, ProblemKind.NOT_READABLE),
        ("fakturaer.zip › b.xml", XML, None),
    ]


@pytest.mark.parametrize(
    "name", ["../../x.xml", "/x.xml", "C:\\x.xml", "con.xml", "x.xml.", "a/../../x.xml", "x\x1b.xml"]
)
def test_names_that_lead_out_of_the_archive_are_told_and_read(tmp_path: Path, name: str) -> None:
    (only,) = documents(archive(tmp_path, zip_of({name: XML})))
    assert (only.data, only.odd_name) == (XML, True)
    assert only.source.isprintable()


def test_plain_names_are_not_odd(tmp_path: Path) -> None:
    path = archive(tmp_path, zip_of({"2026/faktura 1, Åse.xml": XML, "console.xml": XML}))
    assert not any(each.odd_name for each in documents(path))


def test_an_entry_that_is_too_large_is_told(tmp_path: Path) -> None:
    path = archive(tmp_path, zip_of({"a.xml": b"<a>" + b" " * 2_000_000 + b"</a>", "b.xml": XML}))
    assert found(path) == [
        ("fakturaer.zip › a.xml", None, ProblemKind.TOO_LARGE),
        ("fakturaer.zip › b.xml", XML, None),
    ]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (zip_of({"a.xml": XML})[:-30], FileFault.DAMAGED),
        (zip_of({f"{n}.xml": b" " * 900_000 for n in range(60)}), FileFault.TOO_LARGE),
        (b"", FileFault.EMPTY),
    ],
    # A ZIP holds the time it was made, and a test must be called the same in every process.
    ids=["cut off", "too large", "empty"],
)
def test_an_archive_that_cannot_be_trusted_stops_the_import(
    tmp_path: Path, data: bytes, fault: FileFault
) -> None:
    path = archive(tmp_path, data)
    with pytest.raises(FileTrouble) as caught:
        list(documents(path))
    assert (caught.value.fault, caught.value.name) == (fault, "fakturaer.zip")


def test_names_are_scrubbed(tmp_path: Path) -> None:
    folder = tmp_path / f"sag {dashed(ANNA)}"
    folder.mkdir()
    archive(folder, zip_of({f"{ANNA}.xml": XML, f"mappe {dashed(ANNA)}/b.pdf": b"%PDF"}), f"{ANNA}.zip")
    assert len(found(folder)) == 2
    assert leaks(found(folder), ANNA) == []


def test_counting_for_the_progress_bar(tmp_path: Path) -> None:
    assert count(archive(tmp_path, zip_of({"a.xml": XML, "b.xml": XML}))) == 2
    assert count(archive(tmp_path, XML, "a.xml")) == 1
    with pytest.raises(FileTrouble):
        count(tmp_path / "mangler.zip")
