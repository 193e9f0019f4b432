"""Which invoices are made, and what is true of each? Documents with their citizens known, by a seed.

Every document carries its truth: each citizen with how sure it must be and where, what traps stand in it, and
how many citizens stand on the fullest line. `documents` gives single citizens in every place, traps alone,
mixed invoices and pharmacies' hundreds of lines; `pharmacies` share a few senders, so that what is said of a
supplier can be checked too.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.domain.invoices import Grade, Place
from tests.citizens import dialects, inventing, sentences
from tests.citizens.dialects import Dialect, Draft, Sender

_TEXT_PLACES = {
    "note": Place.HEADER_NOTE,
    "order": Place.ORDER_REFERENCE,
    "customer_reference": Place.ORDER_REFERENCE,
    "contact_id": Place.PERSON_REFERENCE,
    "contact_name": Place.PERSON_REFERENCE,
    "contact_note": Place.PERSON_REFERENCE,
}
_PARTY_PLACES = {
    "delivery": Place.DELIVERY_PARTY,
    "despatch": Place.DELIVERY_PARTY,
    "buyer": Place.BUYER_PARTY,
    "originator": Place.BUYER_PARTY,
}
_FREE = frozenset({"note", "description", "name", "contact_name", "contact_note"})
_SENDERS = 400
_BY_NUMBER = dialects.party_number("identification", "DK:CPR", "{digits}")
_NOBODYS = (
    f"<cac:PayeeParty>{_BY_NUMBER}</cac:PayeeParty>",
    f"<cac:TaxRepresentativeParty>{_BY_NUMBER}</cac:TaxRepresentativeParty>",
    f"<cac:Delivery><cac:CarrierParty>{_BY_NUMBER}</cac:CarrierParty></cac:Delivery>",
    f"<cac:Signature><cbc:ID>1</cbc:ID><cac:SignatoryParty>{_BY_NUMBER}</cac:SignatoryParty></cac:Signature>",
    dialects.PARTIES["delivery"].format(dialects.party_number("identification", "DK:P", "{digits}")),
    dialects.PARTIES["delivery"].format(dialects.party_number("legal", "0096", "{digits}")),
    (
        "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>{digits}</cbc:ID>"
        "</cac:InvoiceDocumentReference></cac:BillingReference>"
    ),
    *(
        f'<cac:AdditionalDocumentReference><cbc:ID schemeID="{scheme}">{{digits}}</cbc:ID>'
        "</cac:AdditionalDocumentReference>"
        for scheme in ("AMH", "AWV", "AKZ", "BW")
    ),
    "<cac:PaymentMeans><cbc:InstructionNote>{dashed}</cbc:InstructionNote></cac:PaymentMeans>",
)
"""Elements whose number is a sender's, a payee's, a case's or an account's."""


@dataclass(frozen=True, slots=True)
class Named:
    """One citizen of a document: the truth."""

    digits: str = field(repr=False)
    grade: Grade
    place: Place
    line: int = 0


@dataclass(slots=True)
class TrueDocument:
    """A document with what is true of it.

    Attributes:
        sort: what it was made for.
        data: the file.
        named: every mention; the same citizen may be mentioned twice.
        traps: kinds of traps in it.
    """

    sort: str
    draft: Draft
    named: list[Named] = field(default_factory=list)
    traps: list[str] = field(default_factory=list)
    says_collective: bool = False

    @property
    def data(self) -> bytes:
        return dialects.encoded(self.draft)

    @property
    def citizens(self) -> frozenset[str]:
        return frozenset(one.digits for one in self.named)

    @property
    def most_on_a_line(self) -> int:
        lines = {one.line for one in self.named if one.line}
        return max((len({n.digits for n in self.named if n.line == line}) for line in lines), default=0)

    @property
    def best(self) -> dict[str, Named]:
        """Each citizen's surest mention."""
        found: dict[str, Named] = {}
        for one in self.named:
            if one.digits not in found or one.grade.strength > found[one.digits].grade.strength:
                found[one.digits] = one
        return found


class Maker:
    """Makes documents with one pair of dice."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._made = 0
        self._senders = [
            Sender(f"Prøve {sentences.thing(self._dice)[:9]} {number}", f"99{number:06}")
            for number in range(_SENDERS)
        ]
        self._several = self._senders[::2]
        """Only these ever send collective invoices."""

    def blank(
        self, sort: str, *, dialect: Dialect | None = None, sender: Sender | None = None
    ) -> TrueDocument:
        """A document without citizens, in a random dialect, encoding and envelope."""
        dice = self._dice
        self._made += 1
        chosen = dialect or dice.choices(list(Dialect), weights=(2, 4, 4, 2, 4, 2))[0]
        encoding = dice.choices(("utf-8", "iso-8859-1", "windows-1252", "utf-16"), weights=(12, 3, 2, 1))[0]
        draft = Draft(
            dialect=chosen,
            sender=sender or dice.choice(self._senders),
            ean=inventing.ean(dice),
            # Ten digits that begin like a date, every fourth time: invoice numbers do.
            number=inventing.failing(dice) if self._made % 4 == 0 else f"F{self._made:06}",
            issued=f"2026-{dice.randint(1, 10):02}-{dice.randint(1, 28):02}",
            kind="CreditNote" if dice.random() < 0.1 else "Invoice",
            enveloped=chosen is not Dialect.OIOXML and dice.random() < 0.2,
            encoding=encoding,
            mark=dice.random() < 0.3,
            comment="Dannet 010160-5003" if dice.random() < 0.2 else "",
            prefixes=("cac", "cbc") if dice.random() < 0.7 else ("n1", "n2"),
            lines=[{"name": sentences.thing(dice)} for _ in range(dice.randint(1, 4))],
        )
        return TrueDocument(sort, draft)

    # ---------------------------------------------------------------------- citizens

    def structured(self, document: TrueDocument, *, line: int = 0, digits: str = "") -> None:
        """A citizen in an element made for citizens."""
        dice, draft = self._dice, document.draft
        if draft.dialect is Dialect.OIOXML:
            self.sentence(document, "note", line=line, digits=digits)
            return
        digits = digits or (inventing.replacement(dice) if dice.random() < 0.05 else inventing.citizen(dice))
        scheme = "DK:CPR" if draft.dialect in dialects.OIOUBL_2 or dice.random() < 0.2 else "0237"
        where = dice.choice(
            ("delivery", "delivery", "buyer", "despatch", "originator", "benefit", "benefit", "customer")
        )
        written = inventing.hyphen(digits) if dice.random() < 0.1 else digits
        number = dialects.party_number(dice.choice(dialects.PARTY_ELEMENTS), scheme, written)
        if where == "customer" and not line:
            draft.header["customer"] = draft.header.get("customer", "") + number
            document.named.append(Named(digits, Grade.PROBABLE, Place.CUSTOMER_PARTY))
            return
        if where in ("benefit", "customer"):
            place = Place.BENEFIT_REFERENCE
            element = (dialects.LINE_BENEFIT if line else dialects.BENEFIT).format(written)
        else:
            place = _PARTY_PLACES[where]
            element = dialects.PARTIES[where].format(number)
        if line:
            slots = draft.lines[line - 1]
            slots["raw"] = slots.get("raw", "") + element
        else:
            draft.raw_header.append(element)
        document.named.append(Named(digits, Grade.CERTAIN, place, line))

    def sentence(self, document: TrueDocument, slot: str, *, line: int = 0, digits: str = "") -> None:
        """A citizen in a text or reference: with a hyphen, or named by a word."""
        dice = self._dice
        by_word = dice.random() < 0.3 and not digits
        make = inventing.replacement if dice.random() < 0.05 else inventing.citizen
        digits = digits or make(dice)
        replacement = digits[0] >= "6"
        if slot == "contact_id" and not replacement:
            text = self._person_reference(digits)
        elif by_word:
            text = dice.choice(sentences.LABELLED).format(
                dice.choice(inventing.UNHYPHENATED)(digits), **sentences.words(dice)
            )
        else:
            text = dice.choice(sentences.HYPHENATED).format(self._hyphenated(digits), **sentences.words(dice))
        probable = not replacement and not by_word
        place = self._place(slot, line)
        # A replacement number is less sure everywhere (domain facts, section 2).
        sure = probable or (place is Place.PERSON_REFERENCE and not replacement)
        self.put(document, slot, text, line)
        document.named.append(Named(digits, Grade.PROBABLE if sure else Grade.WEAK, place, line))

    def _hyphenated(self, digits: str) -> str:
        dice = self._dice
        spellings = inventing.HYPHENATED_ODD if dice.random() < 0.15 else inventing.HYPHENATED
        return (inventing.SOFT if dice.random() < 0.03 else dice.choice(spellings))(digits)

    def _person_reference(self, digits: str) -> str:
        name = sentences.name(self._dice)
        form = self._dice.choice(
            ("{},{name}", "{0},{name}", "{0}", "{1},{name}", "{0} {name}", "{name} {0}", "{1} ; {name}")
        )
        return form.replace("{}", "{0}").format(inventing.hyphen(digits), digits, name=name)

    def _place(self, slot: str, line: int) -> Place:
        if line:
            return Place.OTHER_REFERENCE if slot in ("account", "period") else Place.LINE_TEXT
        return _TEXT_PLACES.get(slot, Place.OTHER_REFERENCE)

    def put(self, document: TrueDocument, slot: str, text: str, line: int) -> None:
        """Write into a slot; what stands there already stays in front."""
        slots = document.draft.lines[line - 1] if line else document.draft.header
        before = slots.get(slot, "")
        slots[slot] = f"{before}\n{text}" if before else text

    def several(self, document: TrueDocument, slot: str, *, line: int = 0) -> None:
        """Two citizens in one text."""
        dice = self._dice
        pair = [inventing.citizen(dice), inventing.citizen(dice)]
        labelled = dice.random() < 0.4
        template = dice.choice(sentences.SEVERAL_LABELLED if labelled else sentences.SEVERAL)
        spelled = pair if labelled else [inventing.hyphen(each) for each in pair]
        self.put(document, slot, template.format(*spelled, **sentences.words(dice)), line)
        for digits in pair:
            place = self._place(slot, line)
            sure = not labelled or place is Place.PERSON_REFERENCE
            document.named.append(Named(digits, Grade.PROBABLE if sure else Grade.WEAK, place, line))

    def random_slot(self, dialect: Dialect, *, line: int) -> str:
        header, below = dialects.slots_of(dialect)
        return self._dice.choice(below if line else header)

    # ------------------------------------------------------------------------- traps

    def trap(self, document: TrueDocument) -> None:
        """Something that names nobody, in a text or reference."""
        dice, draft = self._dice, document.draft
        line = dice.randint(1, len(draft.lines)) if dice.random() < 0.6 else 0
        slot = self.random_slot(draft.dialect, line=line)
        if slot in _FREE:
            kind, text = sentences.trap(dice)
        else:
            # A reference or account of ten digits is one, however well it passes.
            kind = "bare reference"
            text = dice.choice((inventing.passing, inventing.failing, inventing.p_number))(dice)
            text = "1007867103" if slot == "contact_id" else text
        slots = draft.lines[line - 1] if line else draft.header
        if slot in slots and (slot != "name" or any(one.line == line for one in document.named)):
            return
        slots[slot] = text
        document.traps.append(kind)

    def own_number(self, document: TrueDocument) -> None:
        """The sender is a person: its own number, in its own place and in the texts about paying it."""
        dice, draft = self._dice, document.draft
        own = inventing.citizen(dice)
        draft.sender = Sender(draft.sender.name, draft.sender.cvr, own)
        if dice.random() < 0.5:
            text = dice.choice(
                ("A-indkomst indberettes på cpr {}", "Honorar til {}", "NemKonto, CPR-nr. {}")
            ).format(inventing.hyphen(own))
            self.put(document, "note", text, 0)
        document.traps.append("the sender's own number")

    def element_trap(self, document: TrueDocument) -> None:
        """A number in an element that never names a citizen."""
        dice, draft = self._dice, document.draft
        digits = inventing.citizen(dice)
        dashed = inventing.hyphen(digits)
        draft.raw_header.append(dice.choice(_NOBODYS).format(digits=digits, dashed=dashed))
        draft.lines[0]["sellers_item"] = dice.choice((digits, dashed))
        document.traps.append("element for something else")

    # --------------------------------------------------------------------- documents

    def single(self) -> TrueDocument:
        """One citizen in one place, mentioned once or twice, with traps around."""
        dice = self._dice
        document = self.blank("one citizen")
        line = dice.randint(1, len(document.draft.lines)) if dice.random() < 0.5 else 0
        if dice.random() < 0.35:
            self.structured(document, line=line)
        else:
            self.sentence(document, self.random_slot(document.draft.dialect, line=line), line=line)
        if dice.random() < 0.3:
            self.sentence(document, "note", digits=document.named[0].digits)
        if dice.random() < 0.5:
            self.trap(document)
        return document

    def only_traps(self) -> TrueDocument:
        """Nobody, and much that looks like somebody."""
        document = self.blank("nobody")
        for _ in range(self._dice.randint(1, 5)):
            self.trap(document)
        if document.draft.dialect is not Dialect.OIOXML and self._dice.random() < 0.3:
            self.element_trap(document)
        if self._dice.random() < 0.15:
            self.own_number(document)
        return document

    def mixed(self) -> TrueDocument:
        """A few citizens here and there: a small collective invoice."""
        dice = self._dice
        document = self.blank("a few citizens", sender=dice.choice(self._several))
        for _ in range(dice.randint(2, 6)):
            line = dice.randint(1, len(document.draft.lines)) if dice.random() < 0.7 else 0
            slot = self.random_slot(document.draft.dialect, line=line)
            slots = document.draft.lines[line - 1] if line else document.draft.header
            if slot in _FREE and dice.random() < 0.3:
                self.several(document, slot, line=line)
            elif dice.random() < 0.4:
                self.structured(document, line=line)
            elif slot in _FREE or slot not in slots:
                self.sentence(document, slot, line=line)
        return document

    def pharmacy(self, *, lines: int) -> TrueDocument:
        """A pharmacy's month: a citizen per line in one way of writing, items between them."""
        dice = self._dice
        document = self.blank("pharmacy", sender=dice.choice(self._several))
        draft = document.draft
        draft.header["note"] = "Samleregning for måneden"
        document.says_collective = True
        people = [inventing.citizen(dice) for _ in range(max(2, lines // 2))]
        way = dice.choice(("scheme", "note", "name", "label"))
        draft.lines = [
            {"name": f"{sentences.thing(dice)}, varenr. {dice.randrange(10**6):06}"} for _ in range(lines)
        ]
        for line in range(1, lines + 1):
            digits = dice.choice(people)
            if way == "scheme":
                self.structured(document, line=line, digits=digits)
            elif way == "label":
                # OIOXML lines have no name.
                self.put(document, "note", f"CPR {digits} {sentences.name(dice)}", line)
                document.named.append(Named(digits, Grade.WEAK, Place.LINE_TEXT, line))
            else:
                slot = "note" if draft.dialect is Dialect.OIOXML else way
                self.put(document, slot, f"{sentences.name(dice)} {inventing.hyphen(digits)}", line)
                document.named.append(Named(digits, Grade.PROBABLE, Place.LINE_TEXT, line))
        return document


def documents(count: int, *, seed: int = 4) -> Iterator[TrueDocument]:
    """`count` documents of all sorts."""
    maker = Maker(seed)
    for at in range(count):
        sort = at % 20
        if sort < 9:
            yield maker.single()
        elif sort < 15:
            yield maker.only_traps()
        elif sort < 19:
            yield maker.mixed()
        else:
            # Every hundredth document has hundreds of lines.
            yield maker.pharmacy(lines=300 if at % 100 == 99 else 12)
