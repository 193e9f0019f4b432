"""What stands in each e-invoice: lines, citizens, and the ten-digit numbers that only look like citizens?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sample.dice import Dice
from sample.habits import Habit, habit
from sample.identifiers import Lookalikes, hyphenated
from sample.invoices import Invoice, Kind
from sample.municipality import unit
from sample.names import Citizen
from sample.pdf import small_pdf
from sample.roles import Role
from sample.suppliers import Supplier

_CITIZENS_OF_PHARMACIES = 170


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document.

    Attributes:
        on_line: the citizens named on this line, in whatever way.
        structured: the citizen that stands in an element of its own, or None.
        labelled_property: value of an item property called "CPR-nr.", or "".
        article: the seller's article number, or "".
    """

    name: str
    net_ore: int
    on_line: tuple[Citizen, ...] = ()
    note: str = ""
    description: str = ""
    structured: Citizen | None = None
    labelled_property: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class EInvoice:
    """A document ready to be written in its dialect.

    Attributes:
        people: the citizens it is about.
        header: the citizen that stands in an element of the header made for it, or None.
        contact_id: the recipient's reference.
        p_number, bank_account, contract: ten-digit numbers that are not CPR numbers, or "".
        pdf: an attachment, or None.
    """

    invoice: Invoice
    habit: Habit
    people: tuple[Citizen, ...]
    delivered: date
    contact_id: str
    contact_name: str
    order_id: str
    lines: tuple[Line, ...]
    header: Citizen | None = None
    notes: tuple[str, ...] = ()
    p_number: str = ""
    bank_account: str = ""
    bank_branch: str = ""
    contract: str = ""
    pdf: bytes | None = None

    @property
    def supplier(self) -> Supplier:
        return self.invoice.supplier

    @property
    def is_reminder(self) -> bool:
        return self.invoice.kind is Kind.REMINDER

    @property
    def citizens(self) -> int | None:
        """Different citizens that a reader of the XML finds; None when only the attachment may name some."""
        if self.grade == Habit.ATTACHMENT.grade:
            return None
        return len(set(self.people))

    @property
    def grade(self) -> str:
        """How sure the count is; with nobody found and an attachment unread it is unknown."""
        if self.habit is Habit.NOWHERE and self.pdf is not None:
            return Habit.ATTACHMENT.grade
        return self.habit.grade

    @property
    def most_on_a_line(self) -> int:
        """Citizens on the line that names most of them."""
        return max((len(set(line.on_line)) for line in self.lines), default=0)


@dataclass(slots=True)
class Planner:
    """Turns chosen invoices into documents; remembers how far each collective supplier has come."""

    people: list[Citizen]
    _collective_so_far: dict[str, int] = field(default_factory=dict)

    def plan(self, invoice: Invoice) -> EInvoice:
        """The document of this invoice."""
        dice = Dice(f"document/{invoice.supplier.number}/{invoice.number}")
        place = self._habit(invoice, dice)
        people = self._citizens(invoice, place, dice)
        lines = () if invoice.kind is Kind.REMINDER else tuple(_lines(invoice, place, people, dice))
        plain = EInvoice(
            invoice=invoice,
            habit=place,
            people=people,
            delivered=invoice.issued - timedelta(days=dice.between(1, 20)),
            contact_id=unit(invoice.ean).person_reference,
            contact_name=unit(invoice.ean).contact,
            order_id=dice.pick(
                ("", "", "NA", f"{dice.between(1000, 99999)}", f"KP-{dice.between(100, 999)}")
            ),
            lines=lines,
        )
        return _with_attachment(_with_lookalikes(_with_citizen(plain), dice), dice)

    def _habit(self, invoice: Invoice, dice: Dice) -> Habit:
        """Now and then a clerk forgets the number; a reminder is about money and names nobody."""
        place = habit(invoice.supplier)
        forgotten = invoice.supplier.role in (Role.SINGLE, Role.ELSEWHERE) and dice.chance(0.07)
        return Habit.NOWHERE if forgotten or invoice.kind is Kind.REMINDER else place

    def _citizens(self, invoice: Invoice, place: Habit, dice: Dice) -> tuple[Citizen, ...]:
        if place is Habit.NOWHERE:
            return ()
        supplier = invoice.supplier
        if supplier.is_pharmacy:
            count = min(60, max(15, invoice.net_ore // 120_00))
            return tuple(dice.some(self.people[:_CITIZENS_OF_PHARMACIES], count))
        if supplier.role is Role.COLLECTIVE and invoice.kind is Kind.INVOICE:
            return tuple(dice.some(self.people, self._size(supplier, dice)))
        return (dice.pick(self.people),)

    def _size(self, supplier: Supplier, dice: Dice) -> int:
        """The first two invoices are collective, later ones mostly."""
        turn = self._collective_so_far.get(supplier.number, 0)
        self._collective_so_far[supplier.number] = turn + 1
        return dice.between(2, 6) if turn < 2 or dice.chance(0.6) else 1


def _lines(invoice: Invoice, place: Habit, people: tuple[Citizen, ...], dice: Dice) -> list[Line]:
    trade = invoice.supplier.trade
    wares = trade.wares if trade else ("Ydelse efter aftale",)
    groups = _groups(invoice, people, dice)
    shares = dice.share_out(invoice.net_ore, len(groups), step=20)
    return [
        _line(Line(dice.pick(wares), share, on_line=group), place)
        for group, share in zip(groups, shares, strict=True)
    ]


def _groups(invoice: Invoice, people: tuple[Citizen, ...], dice: Dice) -> list[tuple[Citizen, ...]]:
    """Who stands on which line: one citizen per line, some with a second line, once two on one line."""
    if len(people) < 2:
        return [people] * dice.between(1, 3)
    groups: list[tuple[Citizen, ...]] = [(citizen,) for citizen in people]
    if invoice.supplier.role is Role.COLLECTIVE and invoice.supplier.rank in (2, 7) and len(people) > 2:
        return [people[:2], *groups[2:]]
    again = [group for group in groups if dice.chance(0.08)]
    return groups + again


def _line(line: Line, place: Habit) -> Line:
    """The line with its citizens in the supplier's way."""
    if not line.on_line:
        return line
    citizen = line.on_line[0]
    both = " og ".join(f"{found.name} {hyphenated(found.cpr)}" for found in line.on_line)
    if place in (Habit.DELIVERY_LINE, Habit.DESPATCH_LINE, Habit.BENEFIT_LINE):
        return replace(line, structured=citizen)
    if place is Habit.LINE:
        return replace(line, note=both)
    if place is Habit.LINE_LABELLED:
        return replace(line, description=f"{line.name}, CPR: {citizen.cpr}")
    if place is Habit.ITEM_PROPERTY:
        return replace(line, labelled_property=hyphenated(citizen.cpr))
    # In the header: the lines themselves name nobody.
    return replace(line, on_line=())


def _with_citizen(plain: EInvoice) -> EInvoice:
    """The document with its one citizen in the header, where that is the habit."""
    if not plain.people:
        return plain
    citizen, place = plain.people[0], plain.habit
    dashed = hyphenated(citizen.cpr)
    if place in (Habit.DELIVERY, Habit.BUYER, Habit.BENEFIT):
        return replace(plain, header=citizen)
    if place is Habit.CONTACT:
        return replace(plain, contact_id=f"{dashed},{citizen.name}")
    if place is Habit.CONTACT_AND_NOTE:
        note = f"Kundereference: {dashed},{citizen.name}"
        return replace(plain, contact_id=f"{citizen.cpr},{citizen.name}", notes=(note,))
    if place is Habit.NOTE:
        return replace(plain, notes=(_note(citizen, plain.supplier),))
    if place is Habit.NOTE_LABELLED:
        return replace(plain, notes=(f"CPR: {citizen.cpr}",))
    return replace(plain, order_id=dashed) if place is Habit.ORDER else plain


def _note(citizen: Citizen, supplier: Supplier) -> str:
    dashed = hyphenated(citizen.cpr)
    ways = (f"Vedr. {citizen.name} ({dashed})", f"CPR: {dashed}", f"Borger: {citizen.name}, {dashed}")
    return ways[supplier.rank % len(ways)]


def _with_lookalikes(plain: EInvoice, dice: Dice) -> EInvoice:
    """Numbers of ten digits with a good date that are something else, as their place or their label tells."""
    own, new = (
        Lookalikes(f"of {plain.supplier.number}"),
        Lookalikes(f"{plain.supplier.number}/{plain.invoice.number}"),
    )
    p_number, account = own.next(day=10), own.next()
    rank = plain.supplier.rank
    order = new.next() if plain.order_id == "NA" and dice.chance(0.3) else plain.order_id
    labels = (
        f"Kundenr. {new.next()}",
        f"Ordrenr. {new.next()}",
        f"P-nr. {p_number}",
        f"Tlf. {new.next()}",
        f"Kontonr. {account}",
        f"Aftalt ramme kr. {new.next()},00",
        f"Bilagsnr.: {new.next()}",
        f"Autorisationsnr. {new.next()}",
    )
    # The newer formats have room for one note only.
    room = plain.supplier.dialect.is_oioubl_2 or not plain.notes
    note = (dice.pick(labels),) if room and dice.chance(0.3) else ()
    lines = tuple(
        replace(line, article=new.next() if dice.chance(0.2) else f"{dice.between(100, 9999)}")
        for line in plain.lines
    )
    contract = new.next() if dice.chance(0.04) else ""
    uses_p_number, long_account = rank % 3 == 0, rank % 2 == 0
    return replace(
        plain,
        order_id=order,
        notes=plain.notes + note,
        lines=lines,
        p_number=p_number if uses_p_number else "",
        bank_branch=f"{9990 + rank % 10}",
        bank_account=account if long_account else f"{7_000_000 + rank}",
        contract=contract,
    )


def _with_attachment(plain: EInvoice, dice: Dice) -> EInvoice:
    """A PDF on those that keep the number there, on a few others, and on no reminder."""
    if plain.habit is Habit.ATTACHMENT:
        shown = [f"Specifikation til faktura {plain.invoice.number}"]
        shown += [f"{citizen.name}, {hyphenated(citizen.cpr)}" for citizen in plain.people]
        return replace(plain, pdf=small_pdf(shown))
    if not plain.is_reminder and plain.supplier.is_kp and dice.chance(0.05):
        return replace(
            plain, pdf=small_pdf([f"Bilag til faktura {plain.invoice.number}", plain.supplier.name])
        )
    return plain
