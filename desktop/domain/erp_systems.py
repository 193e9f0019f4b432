"""Which ERP system does the municipality have, and whom does it write to about the connection to KP?

The table is data (`resources/erp/systems.toml`, from the KLIK tasks SA 06, ØiR 03 and eFaktura 8b): each
system has a body responsible for the connection (forvaltningsansvarlig); some municipalities differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.suppliers import folded_name


@dataclass(frozen=True, slots=True)
class ErpSystem:
    """A line of the table.

    Attributes:
        key: name in plans and on the command line.
        responsible: forvaltningsansvarlig, who orders routes and monitoring.
        separate_collection: bookkeeping and collection are different systems, so two mails are sent.
        do_not_contact: about the connection to KP the supplier writes to everybody itself; nobody is to
            write first (eFaktura 8b). Routes and monitoring (ØiR 03) are ordered there as elsewhere.
    """

    key: str
    title: str
    responsible: str
    separate_collection: bool = False
    do_not_contact: bool = False


@dataclass(frozen=True, slots=True)
class MunicipalityException:
    """A municipality that differs. "" and None mean: as its system says.

    Attributes:
        name: without "Kommune".
        erps: only with these systems; empty for whatever system it has.
    """

    name: str
    responsible: str = ""
    separate_collection: bool | None = None
    erps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ErpContact:
    """Whom a municipality writes to about routes and monitoring.

    Attributes:
        system: None while the ERP system is not told.
        responsible: "" while it is not known.
        mails: orders of routes: 2 when bookkeeping and collection are different systems, else 1.
    """

    system: ErpSystem | None
    responsible: str
    mails: int

    @property
    def do_not_contact(self) -> bool:
        """Nobody is to write to the supplier about the connection to KP."""
        return self.system is not None and self.system.do_not_contact


@dataclass(frozen=True, slots=True)
class ErpTable:
    """All systems and all exceptions."""

    systems: tuple[ErpSystem, ...]
    exceptions: tuple[MunicipalityException, ...] = ()

    def by_key(self, key: str) -> ErpSystem | None:
        return next((one for one in self.systems if one.key == key), None)

    def contact(self, *, erp: str, municipality: str) -> ErpContact:
        """Whom to write to, for this system and this municipality."""
        system = self.by_key(erp)
        mine = list(_of(self.exceptions, municipality, erp))
        responsible = next((one.responsible for one in mine if one.responsible), "")
        separate = next(
            (one.separate_collection for one in mine if one.separate_collection is not None), None
        )
        if system is None:
            return ErpContact(None, responsible, 2 if separate else 1)
        two = system.separate_collection if separate is None else separate
        return ErpContact(system, responsible or system.responsible, 2 if two else 1)


def _of(
    exceptions: Iterable[MunicipalityException], municipality: str, erp: str
) -> Iterable[MunicipalityException]:
    name = folded_name(municipality).removesuffix(" kommune").strip()
    for one in exceptions:
        own = folded_name(one.name)
        # "Københavns Kommune" and "København" are one; no other name in the table is the start of another.
        if name in (own, own + "s") and (not one.erps or erp in one.erps):
            yield one
