"""What is missing before the EAN choice can be relied on, and how does one get it?"""

from __future__ import annotations

from desktop.domain.choice_gaps import FoundGap, Gap
from desktop.texts import dates, numbers, phrases
from desktop.texts.translate import N_, _, ngettext_

_MOST_NAMES = 3

_TITLE = {
    Gap.NO_SUPPLIERS: N_("No suppliers yet"),
    Gap.NO_INVOICES: N_("No invoices yet"),
    Gap.NOBODY_ACTIVE: N_("No invoices in the period"),
    Gap.NO_EAN: N_("No EAN numbers on the invoices"),
    Gap.NONE_IN_KP: N_("No supplier belongs in KP"),
    Gap.NOTHING_SETTLED: N_("No supplier is settled"),
    Gap.ALL_COLLECTIVE: N_("Only collective invoices"),
    Gap.NONE_CAN_SPLIT: N_("No supplier can split its collective invoices"),
    Gap.MONTHS_MISSING: N_("Months are missing"),
    Gap.SHORT_PERIOD: N_("Less than a year"),
    Gap.NO_AMOUNTS: N_("No amounts"),
    Gap.BAD_CHECK_DIGIT: N_("An EAN number that cannot be right"),
    Gap.ONLY_BAD_CHECK_DIGITS: N_("Check the EAN number first"),
}


def title(found: FoundGap) -> str:
    """A few words for the head of it."""
    return _(_TITLE[found.gap])


def sentence(found: FoundGap) -> str:  # noqa: C901 - one line per gap
    """What is missing, what it means for the choice, and how to get it."""
    count = numbers.whole(found.count)
    match found.gap:
        case Gap.NO_SUPPLIERS:
            return _(
                "Import the supplier list and the invoices of the last 12 months from the ERP, and the "
                "options come by themselves."
            )
        case Gap.NO_INVOICES:
            return _(
                "There are suppliers, but no invoices, so nobody knows who sends to which EAN number. Get an "
                "extract of the last 12 months' e-invoices from the ERP, and import it."
            )
        case Gap.NOBODY_ACTIVE:
            return _(
                "No supplier has an invoice with a date in the period. Look at the dates under Data "
                "quality, or import the invoices of the last 12 months."
            )
        case Gap.NO_EAN:
            return _(
                "The invoices have no EAN numbers, so reuse cannot be worked out. Get an extract with the "
                "receiver's EAN number, or import the e-invoices themselves."
            )
        case Gap.NONE_IN_KP:
            return ngettext_(
                "The only supplier that sends is judged to be outside KP. Look at the trades under "
                "Suppliers: dentists, podiatrists and opticians belong in KP.",
                "All {n} suppliers that send are judged to be outside KP. Look at the trades under "
                "Suppliers: dentists, podiatrists and opticians belong in KP.",
                found.count,
            ).format(n=count)
        case Gap.NOTHING_SETTLED:
            return ngettext_(
                "The only supplier that sends is not settled, so every figure goes from the one end to the "
                "other. Settle it under Suppliers.",
                "None of the {n} suppliers that send is settled, so every figure goes from the one end to "
                "the other. Begin with those that send most.",
                found.count,
            ).format(n=count)
        case Gap.ALL_COLLECTIVE:
            return ngettext_(
                "The only supplier in KP sends collective invoices. KP can only receive from it if it can "
                "split them, so ask it first.",
                "All {n} suppliers in KP send collective invoices. KP can only receive from those that "
                "can split them, so ask them first.",
                found.count,
            ).format(n=count)
        case Gap.NONE_CAN_SPLIT:
            return ngettext_(
                "The only supplier in KP cannot split its collective invoices, so KP can receive nothing "
                "yet. Look at the answer under Collective invoices.",
                "None of the {n} suppliers in KP can split their collective invoices, so KP can receive "
                "nothing yet. Look at the answers under Collective invoices.",
                found.count,
            ).format(n=count)
        case Gap.MONTHS_MISSING:
            return ngettext_(
                "There are no invoices of {months}. Import that month too, or the figures per month come out "
                "too low.",
                "There are no invoices of {months}. Import those months too, or the figures per month "
                "come out "
                "too low.",
                found.count,
            ).format(months=_listed([dates.month(one) for one in found.names]))
        case Gap.SHORT_PERIOD:
            return ngettext_(
                "The invoices cover {n} month. Whoever sends once a year may not be among them: import 12 "
                "months.",
                "The invoices cover {n} months. Whoever sends once a year may not be among them: import "
                "12 months.",
                found.count,
            ).format(n=count)
        case Gap.NO_AMOUNTS:
            return _(
                "All amounts are 0. The choice does not rest on amounts, but the table of EAN numbers "
                "lacks them."
            )
        case Gap.BAD_CHECK_DIGIT:
            return _(
                "The check digit of {eans} does not fit: probably a typing error on an invoice. It is no "
                "option while there is a number that fits."
            ).format(eans=_listed([numbers.ean(one) for one in found.names]))
        case Gap.ONLY_BAD_CHECK_DIGITS:
            return _(
                "The check digit of {eans} does not fit, and the invoices have no other number. Look the "
                "number up on nemhandel.dk before you choose to reuse it."
            ).format(eans=_listed([numbers.ean(one) for one in found.names]))


def _listed(names: list[str]) -> str:
    rest = len(names) - _MOST_NAMES
    shown = names[:_MOST_NAMES]
    if rest > 0:
        shown.append(ngettext_("{n} more", "{n} more", rest).format(n=numbers.whole(rest)))
    return phrases.listed(shown)
