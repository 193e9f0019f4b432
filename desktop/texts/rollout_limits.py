"""What are the numbers a rollout follows called, what do they mean, and how are they written and read?"""

from __future__ import annotations

import re

from desktop.domain.rollout_declared import DECLARED, Term, TermUnit
from desktop.texts import numbers
from desktop.texts.translate import N_, _

_LABEL = {
    Term.PILOT_SUPPLIERS: N_("Suppliers in the pilot, at most"),
    Term.WAVE_SUPPLIERS: N_("Suppliers in a wave, at most"),
    Term.INVOICES_PER_MONTH: N_("Invoices a month from one wave, at most"),
    Term.LETTERS_PER_WEEK: N_("Letters in a week, at most"),
    Term.INTERVAL_WEEKS: N_("Weeks from one wave to the next"),
    Term.NOTICE_WEEKS: N_("Weeks of notice"),
    Term.REMINDER_WEEKS: N_("Weeks until the reminder"),
    Term.TAIL_WEEKS: N_("Weeks with both EAN numbers"),
    Term.GATE_ON_NEW_EAN: N_("On the new EAN number, at least"),
    Term.GATE_REJECTED: N_("Cannot be taken by KP, at most"),
    Term.GATE_WEEKS: N_("Weeks before you look"),
}
_HELP = {
    Term.PILOT_SUPPLIERS: N_("Few enough that you can ring each of them."),
    Term.WAVE_SUPPLIERS: N_("As many as you can answer questions from at a time."),
    Term.INVOICES_PER_MONTH: N_("What KP's staff can take on with one wave."),
    Term.LETTERS_PER_WEEK: N_("What you can check and send in a week."),
    Term.INTERVAL_WEEKS: N_("Time to see how it went before the next ones change."),
    Term.NOTICE_WEEKS: N_("From the last letter of a wave until it changes."),
    Term.REMINDER_WEEKS: N_("From the first letter until those who have not answered hear again."),
    Term.TAIL_WEEKS: N_("So long invoices to the old EAN number are still dealt with."),
    Term.GATE_ON_NEW_EAN: N_("Share of the wave's invoices that must come on the new number."),
    Term.GATE_REJECTED: N_("Share of those that may be such that KP must reject them."),
    Term.GATE_WEEKS: N_("From the change until the wave is judged."),
}
_UNIT = {
    TermUnit.SUPPLIERS: N_("suppliers"),
    TermUnit.INVOICES: N_("invoices a month"),
    TermUnit.LETTERS: N_("letters"),
    TermUnit.WEEKS: N_("weeks"),
    TermUnit.SHARE: N_("%"),
}
_PERCENT = 100
_THOUSANDS = re.compile(r"\d{1,3}([.,]\d{3})+", re.ASCII)


def label(term: Term) -> str:
    """What a number is called."""
    return _(_LABEL[term])


def explanation(term: Term) -> str:
    """What a number is for, in a line."""
    return _(_HELP[term])


def unit(of: TermUnit) -> str:
    """What stands after a number."""
    return _(_UNIT[of])


def written(term: Term, value: float) -> str:
    """The number as a person types it: a share as percent, whole numbers without decimals."""
    shown = value * _PERCENT if DECLARED[term].unit is TermUnit.SHARE else value
    digits = next(count for count in (0, 1, 2) if count == 2 or round(shown, count) == round(shown, 2))
    return numbers.decimal(shown, digits)


def read(term: Term, text: str) -> float | None:
    """The number a person typed, None when it is none or is out of range. Weeks and counts are whole."""
    declared = DECLARED[term]
    plain = "".join(text.replace("%", "").split())
    # Nothing here has three decimals, so a sign before three digits parts thousands, in either language.
    plain = (
        plain.replace(".", "").replace(",", "") if _THOUSANDS.fullmatch(plain) else plain.replace(",", ".")
    )
    try:
        value = float(plain.replace(",", "."))
    except ValueError:
        return None
    if declared.unit is TermUnit.SHARE:
        value = round(value / _PERCENT, 6)
    if not declared.allows(value):
        return None
    halves = declared.unit in (TermUnit.SHARE, TermUnit.INVOICES)
    return value if halves or value.is_integer() else None


def allowed(term: Term) -> str:
    """What may be typed, as a sentence."""
    declared = DECLARED[term]
    return _("Write a number from {least} to {most}.").format(
        least=written(term, declared.least), most=written(term, declared.most)
    )
