"""How fast is it? Runs every benchmark of tests/bench and shows one table each.

A benchmark is a file `bench_*.py` with `main() -> list[dict]`: one row per dictionary, its keys are the
columns, in the order in which they come up. Figures are ratios measured in the same run where they can be,
for seconds belong to one machine.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from devtools.environment import ROOT

FOLDER = ROOT / "tests" / "bench"
PAGE = ROOT / "docs" / "benchmarks.md"
HEADING = """# Benchmarks

Written by `python dev.py bench --write`. Quote the ratios: seconds belong to the machine that measured them.
"""

Row = Mapping[str, object]


def rows_of(path: Path) -> tuple[str, list[Row]]:
    """Run one benchmark file.

    Returns:
        The first line of its docstring as title, and its rows.

    Raises:
        TypeError: the file has no `main()`, or that does not return a list of rows.
    """
    spec = importlib.util.spec_from_file_location(f"bench_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise TypeError(f"{path.name} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their own module up
    spec.loader.exec_module(module)
    main_function = getattr(module, "main", None)
    rows = main_function() if callable(main_function) else None
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise TypeError(f"{path.name} needs a main() that returns a list of dictionaries")
    title = (module.__doc__ or path.stem).strip().splitlines()[0]
    return title, rows


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table whose columns line up in plain text too."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    cells = [columns, *([shown(row.get(column, "")) for column in columns] for row in rows)]
    widths = [max(3, *(len(line[index]) for line in cells)) for index in range(len(columns))]
    lines = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) + " |"
        for line in cells
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def shown(value: object) -> str:
    """A figure with three significant digits, anything else as it is."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def main() -> int:
    """Run those named or all, print the tables and, with `--write`, put them into the page."""
    known = {path.stem.removeprefix("bench_"): path for path in sorted(FOLDER.glob("bench_*.py"))}
    parser = argparse.ArgumentParser(prog="python dev.py bench")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    options = parser.parse_args()
    unknown = sorted(set(options.names) - known.keys())
    if unknown:
        parser.error(f"no benchmark is called {unknown[0]}; there are {', '.join(known)}")
    sections = []
    for path in [known[name] for name in options.names or known]:
        title, rows = rows_of(path)
        sections.append(f"## {title}\n\n{table(rows)}\n")
        print(sections[-1], flush=True)
    if not sections:
        print("tests/bench holds no benchmark")
        return 1
    if options.write:
        there = PAGE.read_text(encoding="utf-8") if options.names and PAGE.exists() else ""
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(there, sections), encoding="utf-8", newline="\n")
    return 0


def page(there: str, sections: Sequence[str]) -> str:
    """The page with these sections in place of those of the same title; new ones come last.

    Args:
        there: the page as it is; "" to write it anew.
    """
    kept = {_title(section): section for section in there.split("\n## ")[1:]}
    kept |= {_title(section): section for section in (one.removeprefix("## ") for one in sections)}
    return "\n".join([HEADING, *(f"## {section.rstrip()}\n" for section in kept.values())])


def _title(section: str) -> str:
    return section.partition("\n")[0].strip()


if __name__ == "__main__":
    raise SystemExit(main())
