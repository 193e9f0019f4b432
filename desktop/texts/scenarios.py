"""How are scenarios and readiness spoken of?"""

from __future__ import annotations

from desktop.domain.readiness import ReadinessPoint
from desktop.domain.scenarios import OpenSuppliers
from desktop.texts.translate import N_, _

_OPEN = {
    OpenSuppliers.AS_THEY_ARE: N_("As intervals"),
    OpenSuppliers.IN_KP: N_("As if they belong in KP"),
    OpenSuppliers.OUTSIDE: N_("As if they do not belong in KP"),
}
_POINT = {
    ReadinessPoint.STAFF: N_("Everybody who deals with invoices has been instructed."),
    ReadinessPoint.SCENARIOS: N_(
        "There are written guidelines for each case: invoice, credit note, reminder."
    ),
    ReadinessPoint.ROUTING: N_("The ERP sends the EAN number on to KP from the right day."),
    ReadinessPoint.BACKUP: N_("Named people can see the invoices in the ERP if something goes wrong."),
}


def open_suppliers(taken: OpenSuppliers) -> str:
    """How a scenario takes the suppliers nobody has judged."""
    return _(_OPEN[taken])


def ready(point: ReadinessPoint) -> str:
    """What must be in place when everything moves at once."""
    return _(_POINT[point])
