"""Which files make up the sample municipality, and how does one make them anew?

    python packaging/sample/generate.py             write them where the repository has them
    python packaging/sample/generate.py --out DIR   write them all to a folder, to compare

The files are the same to the byte in every run; tests/sample checks that those in the repository are these.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

# Started as a script, the folder that holds the package `sample` is not on the path.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sample import municipality
from sample.documents import Planner
from sample.extract import extract
from sample.invoices import invoices
from sample.names import citizens
from sample.package import package
from sample.selection import einvoices
from sample.supplier_list import supplier_list
from sample.suppliers import municipality_cvr, suppliers
from sample.truth import as_json

TRUTH = "truth.json"
_REPOSITORY = Path(__file__).resolve().parents[2]
_CITIZENS = 420


def files() -> dict[str, bytes]:
    """Every file of the sample by name, `truth.json` among them."""
    found, people = suppliers(), citizens(_CITIZENS)
    sent = invoices(found)
    listed, faults = supplier_list(found, sent)
    workbook, texts = extract(sent, people)
    planner = Planner(people)
    archive, packed = package([planner.plan(invoice) for invoice in einvoices(sent)])
    return {
        municipality.SUPPLIER_LIST: listed,
        municipality.EXTRACT: workbook,
        municipality.EINVOICES: archive,
        municipality.MUNICIPALITY_FILE: municipality.as_toml(municipality_cvr()).encode("utf-8"),
        TRUTH: as_json(found, sent, packed, faults, texts).encode("utf-8"),
    }


def main(out: Path | None) -> list[Path]:
    """Write the sample.

    Args:
        out: folder for all files; None for `resources/sample` and, for the truth file, `tests/sample`.

    Returns:
        The files written.
    """
    written = []
    for name, data in files().items():
        home = _REPOSITORY / ("tests/sample" if name == TRUTH else "resources/sample")
        path = (out or home) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
    return written


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the sample municipality Eksempelby.")
    parser.add_argument(
        "--out", type=Path, default=None, help="folder for all files; default: the repository's own"
    )
    for path in main(parser.parse_args().out):
        print(f"{path.stat().st_size:>10,}  {path}")
