"""How is what was found said, and put into docs/windows.md between its marks?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from devtools import environment, machine

if TYPE_CHECKING:
    from windows.building import Outcome
    from windows.suite import Part

PAGE = environment.ROOT / "docs" / "windows.md"
BUILD, TESTS = "build", "tests"
_LARGEST = 12
_MB = 1_000_000


def of_build(outcome: Outcome) -> str:
    """Sizes, contents, start times and every step of the installer's life."""
    contents = outcome.contents
    largest = list(contents.parts.items())[:_LARGEST]
    rest = contents.bytes - sum(size for _, size in largest)
    sizes = [
        ("bundle", _mb(contents.bytes), f"{contents.files} files"),
        ("installer", _mb(outcome.installer_bytes), outcome.installer.name),
        (
            "programs and DLLs",
            str(contents.programs),
            f"{contents.known} byte for byte a locked wheel's or Python's",
        ),
    ]
    inside = [*((name, _mb(size)) for name, size in largest), ("everything else", _mb(rest))]
    starts = [(what, f"{seconds:.1f} s") for what, seconds in outcome.starts.items()]
    steps = [(one.what, one.expected, one.found, "yes" if one.ok else "NO") for one in outcome.steps]
    return "\n\n".join(
        [
            _table(("what", "size", ""), sizes),
            "In the bundle:",
            _table(("part", "size"), inside),
            "Asked of Windows itself: " + ", ".join(contents.asked_of_windows) + ".",
            _fingerprints(outcome),
            "Start under Wine; whole process, median of three, the window to its first paint, of two:",
            _table(("what", "time"), starts),
            "How long it took here; what was there already took no time, and packing runs beside the rest:",
            _table(("what", "time"), [(what, f"{seconds:.0f} s") for what, seconds in outcome.laps.items()]),
            "Every step of the installer's life:",
            _table(("step", "expected", "found", "as expected"), steps),
        ]
    )


def _fingerprints(outcome: Outcome) -> str:
    """SHA-256 of what was made, and whether a second making gave the same."""
    if not outcome.again:
        once = [(what, f"`{one}`") for what, one in outcome.fingerprints.items()]
        return _table(("made once", "SHA-256"), once)
    same = {what: outcome.again.get(what) == one for what, one in outcome.fingerprints.items()}
    rows = [(what, f"`{one}`", "yes" if same[what] else "NO") for what, one in outcome.fingerprints.items()]
    return _table(("made twice, in different folders", "SHA-256", "the same"), rows)


def of_tests(parts: Sequence[Part]) -> str:
    """What the project's tests said as Windows, with the reasons of those that were not run."""
    rows = [
        (
            one.name,
            str(one.passed),
            str(len(one.failed)),
            str(sum(one.skipped.values())),
            f"{one.seconds:.0f} s",
            one.commit,
        )
        for one in parts
    ]
    passed, failed = sum(one.passed for one in parts), sum(len(one.failed) for one in parts)
    left_out = sum(sum(one.skipped.values()) for one in parts)
    rows.append(
        ("all", str(passed), str(failed), str(left_out), f"{sum(one.seconds for one in parts):.0f} s", "")
    )
    said = [_table(("tests of", "passed", "failed", "not run", "time", "commit"), rows)]
    reasons: dict[str, int] = {}
    for part in parts:
        for reason, count in part.skipped.items():
            reasons[reason] = reasons.get(reason, 0) + count
    if reasons:
        said += ["Not run, and why:", _table(("reason", "tests"), [(k, str(v)) for k, v in reasons.items()])]
    if failures := [fault for part in parts for fault in part.faults()]:
        said += ["Failed:", "\n".join(f"* {fault}" for fault in failures)]
    return "\n\n".join(said)


def write(outcome: Outcome | None, parts: Sequence[Part]) -> None:
    """Put what was found into the page; a part that was not looked at keeps what stands there."""
    text = PAGE.read_text(encoding="utf-8")
    if outcome is not None:
        text = placed(text, BUILD, of_build(outcome))
    if parts:
        text = placed(text, TESTS, of_tests(parts))
    PAGE.write_text(text, encoding="utf-8", newline="\n")


def placed(text: str, name: str, content: str) -> str:
    """The page with the content between the marks of that name.

    Raises:
        machine.Trouble: the page has no such marks.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        raise machine.Trouble(f"docs/windows.md has no place for `{name}`.")
    return pattern.sub(lambda _: f"{begin}\n\n{content}\n\n{end}", text)


def _mb(size: int) -> str:
    return f"{size / _MB:.1f} MB"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
