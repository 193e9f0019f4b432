"""Encodings: files whose letters come back, by our rule and by charset-normalizer"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from desktop.importing.text_encoding import NotText, find_encoding
from tests.importing.encoded_files import CODECS, EncodedFile, files


def ours(data: bytes) -> str:
    try:
        return data.decode(find_encoding(data).codec)
    except NotText:
        return ""


def theirs(data: bytes) -> str:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    return str(best) if best else ""


def right(file: EncodedFile, read: Callable[[bytes], str]) -> bool:
    return read(file.data).removeprefix("\ufeff") == file.text


def timed(made: list[EncodedFile], read: Callable[[bytes], str]) -> tuple[int, float]:
    started = time.perf_counter()
    count = sum(right(file, read) for file in made)
    return count, time.perf_counter() - started


def main() -> list[Mapping[str, object]]:
    """Files read right, one row per encoding."""
    made = files()
    theirs(made[0].data)
    rows: list[Mapping[str, object]] = []
    groups = [(codec, [file for file in made if file.name.endswith(f", {codec}")]) for codec in CODECS]
    grouped = {file.name for _, group in groups for file in group}
    groups.append(("other", [file for file in made if file.name not in grouped]))
    for name, group in [*groups, ("all", made)]:
        our_count, our_time = timed(group, ours)
        their_count, their_time = timed(group, theirs)
        rows.append({
            "encoding": name,
            "files": len(group),
            "right": our_count,
            "charset-normalizer right": their_count,
            "ms per file": 1_000 * our_time / len(group),
            "charset-normalizer ms per file": 1_000 * their_time / len(group),
        })  # fmt: skip
    return rows
