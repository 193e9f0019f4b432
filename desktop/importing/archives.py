"""Which documents lie in this file, folder or ZIP? One after the other, in memory, never on the disk.

Folders are walked in the order of their names, links not followed; ZIPs may hold ZIPs, three deep. What
is no XML is named and left alone. What cannot be read is named with the reason; only an archive that is
no archive, or a bomb in the file the user pointed at, stops the import.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.problems import ProblemKind, Severity
from desktop.importing import limits
from desktop.importing.file_kinds import FileKind, kind_of
from desktop.importing.packages import Budget, Package, PackageFault, PackageTrouble
from desktop.importing.sources import inside, open_source, shown_name, trouble_from

_NEVER_XML = frozenset(
    ".pdf .png .jpg .jpeg .gif .tif .tiff .bmp .doc .docx .xls .xlsx .xlsm .csv .txt .msg .eml .htm"
    " .html".split()
)

_ODD_PART = re.compile(
    r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|.*[. ]|.*[:*?\"<>|].*", re.IGNORECASE | re.DOTALL
)

_PROBLEMS = {
    PackageFault.DAMAGED: ProblemKind.NOT_READABLE,
    PackageFault.METHOD: ProblemKind.UNKNOWN_FORMAT,
    PackageFault.LINK: ProblemKind.UNKNOWN_FORMAT,
    PackageFault.PASSWORD: ProblemKind.PASSWORD,
    PackageFault.TOO_LARGE: ProblemKind.TOO_LARGE,
    PackageFault.TOO_MANY: ProblemKind.TOO_LARGE,
}
_FILE_FAULTS = {
    PackageFault.PASSWORD: FileFault.PASSWORD,
    PackageFault.TOO_LARGE: FileFault.TOO_LARGE,
    PackageFault.TOO_MANY: FileFault.TOO_LARGE,
}
_KINDS_REFUSED = {FileKind.ENCRYPTED: ProblemKind.PASSWORD}


@dataclass(frozen=True, slots=True)
class Found:
    """One file that was come across.

    Attributes:
        source: what it is called, scrubbed: `archive.zip › folder/invoice.xml`.
        data: its bytes when it is XML; None when it is not read.
        problem: why it is not read.
        severity: an error for what could not be read, a note for what is left alone.
        odd_name: the archive gives it a name that no file could have or that leads out of the archive.
        position: of the file in the folder or the entry in the ZIP, where several processes share the work.
    """

    source: str
    data: bytes | None = field(default=None, repr=False)
    problem: ProblemKind | None = None
    severity: Severity = Severity.NOTE
    odd_name: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """Which blocks of a folder's files or of a ZIP's entries one of several processes reads.

    Attributes:
        number: of this process, from 0.
        of: processes in all.
    """

    number: int = 0
    of: int = 1

    def has(self, position: int) -> bool:
        """Whether the file or entry at a position, counted from 0, is this process's."""
        return self.of == 1 or position // BLOCK % self.of == self.number

    def at(self, position: int, found_ones: Iterable[Found]) -> Iterable[Found]:
        """What was found at a position; nobody asks for it where one process does everything."""
        return found_ones if self.of == 1 else (replace(found, position=position) for found in found_ones)


BLOCK = 250
"""Files that go to the same process one after the other."""
EVERYTHING = Share()


def documents(path: Path, share: Share = EVERYTHING) -> Generator[Found, None, None]:
    """Everything in a file, a folder or a ZIP.

    Args:
        share: the part of it that is read; the rest is not even opened.

    Raises:
        FileTrouble: the path itself cannot be read: missing, no access, a ZIP that is damaged or a bomb.
    """
    if path.is_dir():
        yield from _in_folder(path, share)
    else:
        yield from _in_file(path, shown_name(path), top=True, share=share)


def count(path: Path) -> int:
    """About how many documents there are, for a progress bar; what lies in inner archives is not counted.

    Raises:
        FileTrouble: the path cannot be read.
    """
    if path.is_dir():
        return sum(len(files) for _, _, files in os.walk(path))
    with open_source(path, limit=limits.ARCHIVE_BYTES) as stream:
        if kind_of(stream) is not FileKind.ARCHIVE:
            return 1
        try:
            budget = Budget(limits.ARCHIVE_BYTES)
            package = Package(stream, most_entries=limits.ARCHIVE_ENTRIES, budget=budget)
        except PackageTrouble:
            return 1
        return len(package.entries())


def _in_folder(folder: Path, share: Share) -> Iterator[Found]:
    name = shown_name(folder)
    refused: list[OSError] = []
    position = -1
    for where, inner_folders, files in os.walk(folder, onerror=refused.append):
        inner_folders.sort()
        for file in sorted(files):
            position += 1
            if not share.has(position):
                continue
            path = Path(where, file)
            source = inside(name, path.relative_to(folder).as_posix())
            if path.is_symlink():
                yield Found(source, problem=ProblemKind.UNKNOWN_FORMAT, position=position)
                continue
            try:
                yield from share.at(position, _in_file(path, source, top=False))
            except FileTrouble as trouble:
                problem = _problem_of(trouble)
                yield Found(source, problem=problem, severity=Severity.ERROR, position=position)
    for error in refused if share.number == 0 else ():
        unread = Path(error.filename or folder)
        if unread == folder:
            raise trouble_from(error, name)
        source = inside(name, unread.relative_to(folder).as_posix())
        yield Found(source, problem=ProblemKind.NOT_READABLE, severity=Severity.ERROR)


def _problem_of(trouble: FileTrouble) -> ProblemKind:
    if trouble.fault is FileFault.TOO_LARGE:
        return ProblemKind.TOO_LARGE
    return ProblemKind.PASSWORD if trouble.fault is FileFault.PASSWORD else ProblemKind.NOT_READABLE


def _in_file(path: Path, source: str, *, top: bool, share: Share = EVERYTHING) -> Iterator[Found]:
    """The documents of one file of the disk."""
    if not top and path.suffix.lower() in _NEVER_XML:
        yield Found(source, problem=ProblemKind.UNKNOWN_FORMAT)
        return
    with open_source(path, limit=limits.ARCHIVE_BYTES) as stream:
        kind = kind_of(stream)
        if kind is FileKind.ARCHIVE:
            budget = Budget(limits.ARCHIVE_BYTES)
            try:
                package = Package(stream, most_entries=limits.ARCHIVE_ENTRIES, budget=budget)
                yield from _in_package(package, source, budget, depth=1, share=share)
            except PackageTrouble as trouble:
                fault = _FILE_FAULTS.get(trouble.fault, FileFault.DAMAGED)
                limit = str(limits.ARCHIVE_BYTES // limits.MEGABYTE)
                raise FileTrouble(source, fault, detail=limit) from None
        elif kind is FileKind.XML:
            try:
                data = stream.read(limits.DOCUMENT_BYTES + 1)
            except OSError as error:
                raise trouble_from(error, source) from None
            yield Found(source, data)
        else:
            yield _left_alone(source, kind)


def _left_alone(source: str, kind: FileKind) -> Found:
    if kind in _KINDS_REFUSED:
        return Found(source, problem=_KINDS_REFUSED[kind], severity=Severity.ERROR)
    return Found(source, problem=ProblemKind.UNKNOWN_FORMAT)


def _in_package(
    package: Package, source: str, budget: Budget, *, depth: int, share: Share = EVERYTHING
) -> Iterator[Found]:
    """The documents of an archive.

    Raises:
        PackageTrouble: the archive as a whole is not to be trusted.
    """
    for position, entry in enumerate(package.entries()):
        if share.has(position):
            yield from share.at(position, _of_entry(package, entry, source, budget, depth=depth))


def _of_entry(
    package: Package, entry: ZipInfo, source: str, budget: Budget, *, depth: int
) -> Iterator[Found]:
    """What one entry of an archive holds.

    Raises:
        PackageTrouble: the archive as a whole is not to be trusted.
    """
    name = inside(source, entry.filename)
    suffix = PurePosixPath(entry.filename).suffix.lower()
    if suffix in _NEVER_XML:
        yield Found(name, problem=ProblemKind.UNKNOWN_FORMAT)
        return
    limit = limits.INNER_ARCHIVE_BYTES if suffix == ".zip" else limits.DOCUMENT_BYTES
    try:
        data = package.read(entry, limit=limit)
    except PackageTrouble as trouble:
        if trouble.whole:
            raise
        is_link = trouble.fault is PackageFault.LINK
        severity = Severity.NOTE if is_link else Severity.ERROR
        yield Found(name, problem=_PROBLEMS[trouble.fault], severity=severity)
        return
    odd_name = _is_odd(entry.filename)
    for found in _in_entry(data, name, budget, depth=depth):
        yield replace(found, odd_name=True) if odd_name else found


def _is_odd(entry_name: str) -> bool:
    """Whether a name leads out of the archive, or is one that Windows keeps for devices or refuses.

    Nothing is written by that name, so the entry is read all the same; but whoever made such an archive
    may have meant harm, and that is worth knowing.
    """
    parts = entry_name.replace("\\", "/").split("/")
    return (
        entry_name.startswith(("/", "\\"))
        or ".." in parts
        or any(_ODD_PART.fullmatch(part) or not part.isprintable() for part in parts)
    )


def _in_entry(data: bytes, source: str, budget: Budget, *, depth: int) -> Iterator[Found]:
    """The document that an entry is, or the documents of an archive inside the archive."""
    kind = kind_of(io.BytesIO(data)) if data else FileKind.TEXT
    if kind is FileKind.XML:
        yield Found(source, data)
    elif kind is not FileKind.ARCHIVE:
        yield _left_alone(source, kind)
    elif depth >= limits.ARCHIVE_DEPTH:
        yield Found(source, problem=ProblemKind.TOO_DEEP, severity=Severity.ERROR)
    else:
        try:
            inner = Package(io.BytesIO(data), most_entries=limits.ARCHIVE_ENTRIES, budget=budget)
        except PackageTrouble as trouble:
            yield Found(source, problem=_PROBLEMS[trouble.fault], severity=Severity.ERROR)
            return
        yield from _in_package(inner, source, budget, depth=depth + 1)
