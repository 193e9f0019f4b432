"""How do two processes share a large import of e-invoices? Each reads every other block of files.

What comes back is what an import keeps anyway: rows without CPR numbers, problems with scrubbed values. The
one thing both must know of a CPR-like document number is whether it is the same, so that references find
their document: it goes across as a hash under the run's key, which the workers are given and nobody writes.

A second process costs a second or two to start; it is worth that from some twenty thousand files on.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.cpr import PersonHasher
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.progress import Progress
from desktop.importing import archives
from desktop.importing.archives import Share
from desktop.importing.document_numbers import DocumentNumbers
from desktop.importing.documents import DocumentResult
from desktop.importing.einvoices import DocumentReader

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

WORKERS = 2
WORTH_IT_FROM = 20_000
"""Files, from which on a second process pays for its start."""
_TICK_SECONDS = 0.1


class WorkerLost(Exception):
    """A worker ended before its work; whoever asked reads by itself."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Some files that were read.

    Attributes:
        number: of the block in the whole.
        results: one for each document, in order.
        signed: how CPR-like numbers among them were signed, by their hashes.
    """

    number: int
    results: list[DocumentResult]
    signed: dict[bytes, str]


@dataclass(frozen=True, slots=True)
class _Refused:
    """A path that cannot be read: the facts of a `FileTrouble`."""

    name: str
    fault: FileFault
    detail: str


def read_shared(
    path: Path, numbers: DocumentNumbers, progress: Progress, *, total: int, today: date
) -> list[DocumentResult]:
    """Read every document of a path with two processes; the results come in the order of the documents.

    Args:
        numbers: of the whole import; told of every number that was signed.
        total: documents there are, as far as is known.
        today: nobody is born after it.

    Raises:
        FileTrouble: the path itself cannot be read.
        WorkerLost: a worker died or could not be started.
        Cancelled: the progress was told to stop; the workers are ended.
    """
    context = get_context("spawn")
    workers: list[SpawnProcess] = []
    connections: list[Connection] = []
    try:
        for number in range(WORKERS):
            ours, theirs = context.Pipe(duplex=False)
            connections.append(ours)
            arguments = (theirs, numbers.key, path, Share(number, WORKERS), today)
            workers.append(context.Process(target=_work, args=arguments, daemon=True))
            workers[-1].start()
            theirs.close()
        blocks = sorted(_collected(workers, connections, progress, total), key=lambda block: block.number)
    except OSError:
        raise WorkerLost from None
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
        for connection in connections:
            connection.close()
    return [result for block in blocks for result in _taken_over(block, numbers)]


def _collected(
    workers: list[SpawnProcess], connections: list[Connection], progress: Progress, total: int
) -> Iterator[_Block]:
    """The blocks in the order in which they are finished.

    Args:
        workers: beside their connections.
    """
    open_ones, done = list(connections), 0
    while open_ones:
        progress(done, max(total, done))
        ready = wait(open_ones, timeout=_TICK_SECONDS)
        if not ready and any(map(_has_died, workers, connections)):
            raise WorkerLost
        for connection in [each for each in open_ones if each in ready]:
            try:
                message: _Block | _Refused | None = connection.recv()
            except EOFError:
                raise WorkerLost from None
            if isinstance(message, _Refused):
                raise FileTrouble(message.name, message.fault, detail=message.detail)
            if message is None:
                open_ones.remove(connection)
            else:
                done += len(message.results)
                yield message


def _has_died(worker: SpawnProcess, connection: Connection) -> bool:
    """Whether nothing will come from a worker any more although its connection stays open.

    On Windows we hold the worker's end ourselves until it has taken it over; who dies before never closes it.
    """
    return bool(worker.exitcode) and not connection.poll()


def _taken_over(block: _Block, numbers: DocumentNumbers) -> Iterator[DocumentResult]:
    rows = iter(
        numbers.taken_over([each.row for each in block.results if each.row is not None], block.signed)
    )
    for result in block.results:
        row = None if result.row is None else next(rows)
        yield DocumentResult(result.outcome, row, result.problems)


def _work(connection: Connection, key: bytes, path: Path, share: Share, today: date) -> None:
    """What a worker does: read its share, block by block."""
    # The terminal's Ctrl+C goes to every process; the one that was asked ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    reader = DocumentReader(PersonHasher(), today=today, numbers=DocumentNumbers(key))
    try:
        with closing(archives.documents(path, share)) as found_ones:
            for number, block in groupby(found_ones, key=lambda found: found.position // archives.BLOCK):
                results = [reader.read_found(found) for found in block]
                connection.send(_Block(number, results, reader.numbers.fresh()))
        connection.send(None)
    except FileTrouble as trouble:
        connection.send(_Refused(trouble.name, trouble.fault, trouble.detail))
    except BrokenPipeError:
        return
