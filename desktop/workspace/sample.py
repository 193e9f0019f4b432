"""What does the program look like with something in it? The sample municipality Eksempelby, in one call."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.domain.imports import TableChoices
from desktop.domain.plan import Municipality
from desktop.domain.progress import Progress, silent
from desktop.paths import resources_dir
from desktop.workspace.importing import read_invoices, read_suppliers
from desktop.workspace.operations import ImportInvoices, ImportSuppliers
from desktop.workspace.session import Clock, Session, Who


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """The files of the sample municipality, as a municipality would have them."""

    municipality: Municipality
    suppliers: Path
    extract: Path
    einvoices: Path


def sample_files() -> SampleFiles:
    """Where the sample lies and who it is."""
    folder = resources_dir() / "sample"
    with (folder / "municipality.toml").open("rb") as file:
        told = tomllib.load(file)
    files = told["files"]
    return SampleFiles(
        municipality=_municipality(told),
        suppliers=folder / files["suppliers"],
        extract=folder / files["extract"],
        einvoices=folder / files["einvoices"],
    )


def load_sample(
    progress: Progress = silent,
    *,
    who: Who | None = None,
    clock: Clock | None = None,
    step: Callable[[Path], None] = lambda _: None,
) -> Session:
    """A new plan with everything of the sample imported: suppliers, twelve months of invoices, e-invoices.

    Args:
        step: told which file is next.

    Raises:
        Cancelled: the user stopped it; the half-filled plan is closed.
    """
    files = sample_files()
    session = Session.create(files.municipality, who=who, clock=clock)
    try:
        step(files.suppliers)
        session.run(ImportSuppliers(read_suppliers([files.suppliers], TableChoices(), progress)))
        for path in (files.extract, files.einvoices):
            step(path)
            reading = read_invoices([path], TableChoices(), progress, today=session.today)
            session.run(ImportInvoices(reading))
    except BaseException:
        session.close()
        raise
    return session


def _municipality(told: dict[str, object]) -> Municipality:
    texts = {
        key: str(told.get(key, ""))
        for key in (
            "name",
            "department",
            "address",
            "postal_code",
            "city",
            "phone",
            "email",
            "contact",
            "erp",
            "new_ean",
            "erp_ean",
        )
    }
    go_live = told.get("go_live")
    return Municipality(**texts, go_live=go_live if isinstance(go_live, date) else None)
