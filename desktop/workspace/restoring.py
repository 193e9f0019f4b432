"""What of a supplier can be put back to how it was before or after an entry of the history?"""

from __future__ import annotations

from desktop.domain.restoring import Restorable
from desktop.domain.suppliers import SupplierId
from desktop.workspace.operations.restoring import RestoreSupplier
from desktop.workspace.session import Session


def what_can_be_restored(
    session: Session, supplier: SupplierId, entry: int, *, before: bool
) -> tuple[Restorable, ...]:
    """What is different now from what it was then; nothing is changed."""
    with session.reading() as reader:
        return RestoreSupplier(supplier, entry, before=before).found(reader)
