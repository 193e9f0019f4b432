"""Who are the 340 suppliers of Eksempelby?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from sample.dice import Dice
from sample.identifiers import cvr_series, has_cvr_checksum
from sample.municipality import BENEFITS, CITIZEN_SERVICE, HEALTH, UNITS
from sample.names import FAMILY_NAMES, MEN, TOWNS, WOMEN, person, street, town
from sample.roles import Fault, Part, Role, parts
from sample.trades import Trade

KP_ROLES = frozenset({Role.SINGLE, Role.COLLECTIVE, Role.PHARMACY, Role.PHARMACY_ELSEWHERE, Role.ELSEWHERE})
MAIN_ROLES = frozenset({Role.SINGLE, Role.COLLECTIVE, Role.PHARMACY, Role.SHARING, Role.UNDECIDED})
PHARMACY_ROLES = frozenset({Role.PHARMACY, Role.PHARMACY_ELSEWHERE})


class Dialect(StrEnum):
    """The format a supplier's system writes."""

    OIOUBL_21 = "OIOUBL-2.1"
    OIOUBL_202 = "OIOUBL-2.02"
    OIOUBL_3 = "OIOUBL-3"
    PEPPOL = "Peppol BIS 3"

    @property
    def is_oioubl_2(self) -> bool:
        return self in (Dialect.OIOUBL_21, Dialect.OIOUBL_202)


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier as it really is; what the list makes of it is `supplier_list`'s matter.

    Attributes:
        cvr: eight digits; "" for the one whose number the municipality does not know.
        list_account: account string in the supplier list, may be "".
        accounts: account strings of its postings.
        eans: where it sends invoices, the usual one first.
        monthly: invoices in a hundred months.
        numbering: how it numbers its invoices.
        rank: its place among the suppliers of the same role, from 0.
    """

    number: str
    name: str
    name_2: str
    cvr: str
    street: str
    postal_code: str
    town: str
    email: str
    phone: str
    contact: str
    branch_code: str
    list_account: str
    accounts: tuple[str, ...]
    trade: Trade | None
    role: Role
    dormant: bool
    fault: Fault | None
    eans: tuple[str, ...]
    monthly: int
    numbering: str
    dialect: Dialect
    rank: int

    @property
    def is_kp(self) -> bool:
        return self.role in KP_ROLES

    @property
    def is_pharmacy(self) -> bool:
        return self.role in PHARMACY_ROLES

    @property
    def relevance(self) -> str:
        """kp, outside or unknown, as a person who knows the supplier would say."""
        if self.role in (Role.UNDECIDED, Role.UNDECIDED_ELSEWHERE):
            return "unknown"
        return "kp" if self.is_kp else "outside"

    @property
    def collective(self) -> str:
        """none, can_split or cannot_split."""
        if self.is_pharmacy:
            return "cannot_split"
        return "can_split" if self.role is Role.COLLECTIVE else "none"


# Half OIOUBL 2, a quarter OIOUBL 3, a quarter Peppol.
_DIALECTS = (
    Dialect.OIOUBL_21,
    Dialect.OIOUBL_3,
    Dialect.OIOUBL_21,
    Dialect.PEPPOL,
    Dialect.OIOUBL_21,
    Dialect.PEPPOL,
    Dialect.OIOUBL_202,
    Dialect.OIOUBL_3,
)
_NUMBERINGS = ("plain", "year", "dash", "letter", "slash")


def suppliers() -> list[Supplier]:
    """The suppliers by rising supplier number; the sorts are mixed as in a real list."""
    dice, cast = Dice("suppliers"), Dice("order").shuffled(parts())
    numbers, cvrs, names = _supplier_numbers(), cvr_series(), _Names()
    next(cvrs)  # the municipality's own
    ranks: defaultdict[Role, int] = defaultdict(int)
    made = []
    for part in cast:
        made.append(
            _supplier(part, dice, next(numbers), next(cvrs), names.for_part(part, dice), ranks[part.role])
        )
        ranks[part.role] += 1
    return _with_twin(made)


def municipality_cvr() -> str:
    """The municipality's own CVR number."""
    return next(cvr_series())


def _supplier(part: Part, dice: Dice, number: str, cvr: str, name: str, rank: int) -> Supplier:
    postal_code, place = town(dice)
    if part.trade and part.trade.key == "pharmacy":
        postal_code, place = next(found for found in TOWNS if name.startswith(found[1]))
    contact = _owner(name) or (person(dice) if dice.chance(0.6) else "")
    trade = part.trade
    accounts = part.accounts if part.accounts is not None else (dice.pick(trade.accounts) if trade else "",)
    return Supplier(
        number=number,
        name=name,
        name_2=f"v/ {contact}" if contact and contact not in name and dice.chance(0.15) else "",
        cvr=_cvr_of(part, cvr),
        street=street(dice),
        postal_code=postal_code,
        town=place,
        email=""
        if dice.chance(0.1)
        else f"{dice.pick(('faktura', 'kontakt', 'post'))}@{_slug(name)}.example",
        phone="" if dice.chance(0.12) else _phone(dice),
        contact=contact,
        branch_code=part.code or _branch_code(part, dice),
        list_account=accounts[0] if trade and dice.chance(0.85) else "",
        accounts=accounts,
        trade=trade,
        role=part.role,
        dormant=part.dormant,
        fault=part.fault,
        eans=_eans(part, rank, dice),
        monthly=_monthly(part, dice),
        numbering="long" if part.role is Role.OUTSIDE and rank % 40 == 17 else dice.pick(_NUMBERINGS),
        dialect=_DIALECTS[rank % len(_DIALECTS)],
        rank=rank,
    )


def _owner(name: str) -> str:
    """The person the company is named after, or ""."""
    words = name.split(" ")
    return " ".join(words[-2:]) if words[-1] in FAMILY_NAMES and words[-2:][0] in WOMEN + MEN else ""


def _with_twin(made: list[Supplier]) -> list[Supplier]:
    """Give the duplicated supplier the CVR number, address and mail of the one it doubles."""
    double = next(supplier for supplier in made if supplier.fault is Fault.DUPLICATE)
    original = next(supplier for supplier in made if supplier.name == double.name.replace("A/S", "ApS"))
    twin = replace(
        double,
        cvr=original.cvr,
        street=original.street,
        postal_code=original.postal_code,
        town=original.town,
        email=original.email,
        phone=original.phone,
    )
    return [twin if supplier is double else supplier for supplier in made]


def _supplier_numbers() -> Iterator[str]:
    """Ten digits with leading zeros and gaps where creditors have been closed."""
    dice, number = Dice("supplier numbers"), 104_000
    while True:
        number += dice.between(1, 24)
        yield f"{number:010d}"


def _cvr_of(part: Part, cvr: str) -> str:
    if part.fault is Fault.PHONE_AS_CVR:
        return ""
    if part.fault is not Fault.CVR_CHECKSUM:
        return cvr
    return next(wrong for last in range(10) if not has_cvr_checksum(wrong := f"{cvr[:-1]}{last}"))


def _branch_code(part: Part, dice: Dice) -> str:
    """A code for six suppliers of seven; the others are known by the accounts of their invoices."""
    missing = dice.chance(0.15) and not part.dormant
    return dice.pick(part.trade.codes) if part.trade and not missing else ""


def _monthly(part: Part, dice: Dice) -> int:
    if part.trade is None:
        return dice.between(60, 160)
    low, high = part.trade.monthly
    if part.role is Role.SHARING:
        return dice.between(40, 130)
    if part.role is Role.COLLECTIVE:
        return dice.between(180, 300)
    return dice.between(low, high)


def _eans(part: Part, rank: int, dice: Dice) -> tuple[str, ...]:
    """Where the supplier sends invoices: a few send to two EAN numbers."""
    others = [found.number for found in UNITS if found is not BENEFITS]
    if part.role in MAIN_ROLES:
        second = {Role.SINGLE: 15, Role.SHARING: 3, Role.PHARMACY: 4}.get(part.role, 0)
        also = (CITIZEN_SERVICE.number,) if second and rank % second == second - 1 else ()
        return (BENEFITS.number, *also)
    if part.role is Role.PHARMACY_ELSEWHERE:
        return (CITIZEN_SERVICE.number,)
    if part.role is Role.ELSEWHERE:
        return ((HEALTH if rank % 2 else CITIZEN_SERVICE).number,)
    if part.trade is None:
        return (others[rank % len(others)],)
    usual = part.trade.eans[rank % len(part.trade.eans)]
    if dice.chance(0.05):
        return (usual, next(ean for ean in dice.shuffled(others) if ean != usual))
    return (usual,)


class _Names:
    """Makes up company names; no name twice, no family name often in one line of business."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._turn: defaultdict[str, int] = defaultdict(int)
        self._order = Dice("family names").shuffled(FAMILY_NAMES)

    def for_part(self, part: Part, dice: Dice) -> str:
        """The part's own name, or one after its trade's patterns."""
        if part.name:
            return part.name
        if part.trade is None:
            raise ValueError("a supplier without a trade needs a name")
        while True:
            turn = self._turn[part.trade.key]
            self._turn[part.trade.key] += 1
            # Each trade starts at another family name, so that the list does not read like a register.
            family = self._order[(turn + 7 * sum(map(ord, part.trade.key))) % len(self._order)]
            name = dice.pick(part.trade.names).format(first=dice.pick(WOMEN + MEN), family=family)
            if name not in self._taken:
                self._taken.add(name)
                return name


def _slug(name: str) -> str:
    """The name as a mail domain."""
    folded = name.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")


def _phone(dice: Dice) -> str:
    """Eight digits that start with 15: no subscriber has such a number."""
    return "15 " + " ".join(f"{dice.between(0, 99):02d}" for _ in range(3))
