"""Where does a supplier's system put the citizen's CPR number, and how sure can a reader be of it there?"""

from __future__ import annotations

from enum import StrEnum

from sample.roles import Role
from sample.suppliers import Dialect, Supplier


class Habit(StrEnum):
    """A place in the document. The value is the place's name in the truth file."""

    DELIVERY = "delivery_party"  # header, DK:CPR or 0237
    DELIVERY_LINE = "delivery_party_on_line"
    DESPATCH_LINE = "despatch_party_on_line"
    BUYER = "buyer_party"
    BENEFIT = "benefit_reference"  # ARR with document type 130
    BENEFIT_LINE = "benefit_reference_on_line"
    CONTACT = "person_reference"  # "DDMMYY-SSSS,Name" in the recipient's Contact/ID
    CONTACT_AND_NOTE = "person_reference_and_note"  # bare in Contact/ID, hyphenated in the note
    NOTE = "header_note"
    NOTE_LABELLED = "header_note_labelled"  # ten digits after "CPR:"
    ORDER = "order_reference"
    LINE = "line_text"
    LINE_LABELLED = "line_text_labelled"
    ITEM_PROPERTY = "item_property"
    ATTACHMENT = "attachment"
    NOWHERE = "nowhere"

    @property
    def grade(self) -> str:
        """How sure a reader is: certain, probable, weak, unknown or none."""
        return _GRADES.get(self, "probable")


_GRADES = {
    **dict.fromkeys(
        (
            Habit.DELIVERY,
            Habit.DELIVERY_LINE,
            Habit.DESPATCH_LINE,
            Habit.BUYER,
            Habit.BENEFIT,
            Habit.BENEFIT_LINE,
        ),
        "certain",
    ),
    Habit.NOTE_LABELLED: "weak",
    Habit.LINE_LABELLED: "weak",
    Habit.ATTACHMENT: "unknown",
    Habit.NOWHERE: "none",
}

_OIOUBL_2 = (
    Habit.CONTACT,
    Habit.DELIVERY,
    Habit.NOTE,
    Habit.CONTACT_AND_NOTE,
    Habit.LINE,
    Habit.NOTE_LABELLED,
    Habit.DELIVERY_LINE,
    Habit.BUYER,
    Habit.ORDER,
    Habit.LINE_LABELLED,
    Habit.ITEM_PROPERTY,
    Habit.CONTACT,
    Habit.NOTE,
    Habit.ATTACHMENT,
    Habit.DESPATCH_LINE,
)
# OIOUBL 3 forbids a CPR number in the person reference.
_OIOUBL_3 = (
    Habit.BENEFIT,
    Habit.NOTE,
    Habit.BENEFIT_LINE,
    Habit.LINE,
    Habit.DELIVERY,
    Habit.BENEFIT,
    Habit.NOTE_LABELLED,
)
_PEPPOL = (
    Habit.BENEFIT,
    Habit.NOTE,
    Habit.BENEFIT,
    Habit.LINE_LABELLED,
    Habit.BENEFIT_LINE,
    Habit.LINE,
    Habit.ORDER,
    Habit.ATTACHMENT,
)
# By rank; the dialects that go with them are dealt out in `suppliers`.
_COLLECTIVE = (
    Habit.DELIVERY_LINE,
    Habit.BENEFIT_LINE,
    Habit.LINE,
    Habit.LINE,
    Habit.LINE_LABELLED,
    Habit.BENEFIT_LINE,
    Habit.DESPATCH_LINE,
    Habit.LINE,
    Habit.ITEM_PROPERTY,
)
_PHARMACY = (Habit.LINE, Habit.LINE, Habit.DESPATCH_LINE, Habit.LINE)
_PHARMACY_ELSEWHERE = (Habit.LINE, Habit.BENEFIT_LINE)


def habit(supplier: Supplier) -> Habit:
    """The supplier's habit; suppliers outside KP name nobody, but for a taxi that says whom it drove."""
    rank = supplier.rank
    if supplier.role is Role.COLLECTIVE:
        return _COLLECTIVE[rank]
    if supplier.role is Role.PHARMACY:
        return _PHARMACY[rank]
    if supplier.role is Role.PHARMACY_ELSEWHERE:
        return _PHARMACY_ELSEWHERE[rank]
    if supplier.is_kp:
        choices = _by_dialect(supplier.dialect)
        # Eight ranks deal out every dialect once or more; what is left over turns the wheel.
        return choices[(rank // 8 * 3 + rank % 8) % len(choices)]
    names_somebody = supplier.role is Role.UNDECIDED or (
        supplier.trade is not None and supplier.trade.key == "taxi"
    )
    return Habit.NOTE if names_somebody and rank % 2 else Habit.NOWHERE


def _by_dialect(dialect: Dialect) -> tuple[Habit, ...]:
    if dialect.is_oioubl_2:
        return _OIOUBL_2
    return _PEPPOL if dialect is Dialect.PEPPOL else _OIOUBL_3
