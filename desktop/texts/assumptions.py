"""What does an assumption of the EAN model mean, and how is its value written?"""

from __future__ import annotations

from desktop.domain.assumptions import ASSUMPTIONS, Assumption, Unit
from desktop.texts import numbers, phrases
from desktop.texts.translate import N_, _, ngettext_

_LABEL = {
    "letter_minutes": N_("Minutes per letter"),
    "call_share": N_("Suppliers that call"),
    "call_minutes": N_("Minutes per call"),
    "reminder_share": N_("Suppliers that must be written to again"),
    "reminder_minutes": N_("Minutes per second letter"),
    "months_until_changed": N_("Months before a supplier has changed"),
    "reject_minutes": N_("Minutes per invoice that must be rejected"),
    "old_way_minutes": N_("Extra minutes per invoice handled the old way"),
    "setup_hours": N_("Hours to set up a new EAN number"),
    "watching_hours": N_("Hours a week to keep an eye on two places"),
    "notice_weeks": N_("Weeks of notice to suppliers"),
    "wave_interval_weeks": N_("Weeks between waves"),
    "tail_weeks": N_("Weeks before the last have moved"),
    "pilot_suppliers": N_("Suppliers in the pilot"),
    "wave_suppliers": N_("Suppliers per wave"),
    "capacity_per_month": N_("Invoices you can handle a month in KP"),
    "window_months": N_("Months of invoices that count"),
}
_EXPLANATION = {
    "letter_minutes": N_("Checking the address, sending and filing one letter."),
    "call_share": N_("The share of the suppliers written to that call with questions."),
    "call_minutes": N_("Answering one supplier on the phone."),
    "reminder_share": N_("The share of the suppliers written to that do not react to the first letter."),
    "reminder_minutes": N_("Finding and writing to one supplier that has not reacted."),
    "months_until_changed": N_("How long a supplier goes on sending as before after the letter."),
    "reject_minutes": N_("Rejecting an invoice in KP and telling the supplier, which KP does not do."),
    "old_way_minutes": N_("Handling an invoice in the ERP until its supplier has changed: harmless, slower."),
    "setup_hours": N_("Registering the number in Nemhandelsregistret, setting up the route and testing it."),
    "watching_hours": N_("During the transition somebody looks in both the ERP and KP."),
    "notice_weeks": N_("From the letter is sent until the change applies."),
    "wave_interval_weeks": N_("From one wave changes until the next one does."),
    "tail_weeks": N_("From the last wave changes until the last suppliers have followed."),
    "pilot_suppliers": N_("How many suppliers you try it out with first."),
    "wave_suppliers": N_("How many suppliers change together after the pilot."),
    "capacity_per_month": N_("Invoices beyond this from the first day speak against an option."),
    "window_months": N_("Suppliers without an invoice in this period get no letter."),
}


def label(key: str) -> str:
    """What an assumption is called."""
    return _(_LABEL[key])


def explanation(key: str) -> str:
    """What is counted in it."""
    return _(_EXPLANATION[key])


_UNIT = {
    Unit.MINUTES: N_("minutes"),
    Unit.HOURS: N_("hours"),
    Unit.WEEKS: N_("weeks"),
    Unit.MONTHS: N_("months"),
    Unit.SHARE: "%",
    Unit.SUPPLIERS: N_("suppliers"),
    Unit.INVOICES_PER_MONTH: N_("invoices a month"),
}


def unit(counted_in: Unit) -> str:
    """The unit behind a number, in the plural."""
    return "%" if counted_in is Unit.SHARE else _(_UNIT[counted_in])


def value(key: str, number: float) -> str:
    """A value with its unit: "6 minutter", "25 %", "1,5 måneder"."""
    counted_in = next(assumption.unit for assumption in ASSUMPTIONS if assumption.key == key)
    if counted_in is Unit.SHARE:
        return numbers.percent(number)
    written = numbers.decimal(number, 0 if number == int(number) else 1)
    return _counted(counted_in, 1 if number == 1 else 2).format(n=written)


def _counted(counted_in: Unit, n: int) -> str:
    match counted_in:
        case Unit.MINUTES:
            return ngettext_("{n} minute", "{n} minutes", n)
        case Unit.HOURS:
            return ngettext_("{n} hour", "{n} hours", n)
        case Unit.WEEKS:
            return ngettext_("{n} week", "{n} weeks", n)
        case Unit.MONTHS:
            return ngettext_("{n} month", "{n} months", n)
        case Unit.SUPPLIERS:
            return ngettext_("{n} supplier", "{n} suppliers", n)
        case Unit.INVOICES_PER_MONTH:
            return ngettext_("{n} invoice a month", "{n} invoices a month", n)
        case Unit.SHARE:
            return "{n}\u00a0%"


def source(key: str) -> str:
    """What is counted in it, where the default comes from, and what values make sense."""
    declared = _declared(key)
    low, high = (value(key, end) for end in (declared.low, declared.high))
    return phrases.sentences(
        explanation(key),
        _("Assumption of ours, not from the guide: {default}. From {low} to {high}.").format(
            default=value(key, declared.default), low=low, high=high
        ),
    )


def typed(key: str, number: float) -> str:
    """A value as it stands in a field, without its unit: "25" for a share of a quarter."""
    shown = number * 100 if _declared(key).unit is Unit.SHARE else number
    short = round(shown, 2)
    if short == int(short):
        return str(int(short))  # without thousands, as people type it
    return numbers.decimal(short, 1 if round(short, 1) == short else 2)


def read(key: str, text: str) -> float | None:
    """What somebody typed into a field; None when it is no number. Comma and point are both decimal marks."""
    plain = "".join(text.split()).removesuffix("%").replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        return None
    return round(number / 100, 6) if _declared(key).unit is Unit.SHARE else number


def _declared(key: str) -> Assumption:
    return next(one for one in ASSUMPTIONS if one.key == key)
