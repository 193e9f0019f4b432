"""How are waves spoken of? Why a supplier is there, which limits are not kept, what keeps a gate shut."""

from __future__ import annotations

from desktop.domain.rollout import Breach, Limit, PlacementReason, RestReason, WaveKind
from desktop.domain.rollout_gates import Gate, GateFault, GateState
from desktop.texts import dates, numbers
from desktop.texts.translate import N_, _, ngettext_

_PLACEMENT = {
    PlacementReason.VARIED_TRADE: N_("The pilot should meet different trades."),
    PlacementReason.TYPICAL_SENDER: N_("Sends about as much as others of its trade."),
    PlacementReason.GOOD_CONTACT_DATA: N_("Address, e-mail and CVR number are in place."),
    PlacementReason.WITH_ITS_TRADE: N_("Changes together with others of its trade."),
    PlacementReason.CONTACT_DATA_MISSING: N_("Comes later, because contact data is missing."),
    PlacementReason.SENDS_COLLECTIVE: N_("Comes last, because it must also send one citizen per invoice."),
    PlacementReason.ABOVE_THE_LIMIT_ALONE: N_("Sends more a month than a wave may bring, all by itself."),
    PlacementReason.LOCKED: N_("Locked in this wave by one of you."),
    PlacementReason.CONTACTED: N_("Has been written to, so it stays in this wave."),
    PlacementReason.BY_HAND: N_("Moved here by one of you."),
}
_REST = {
    RestReason.CANNOT_SPLIT: N_("Cannot split its collective invoices: stays in the ERP."),
    RestReason.UNDECIDED: N_(
        "Settle first whether it belongs in KP and whether it sends collective invoices."
    ),
    RestReason.ON_THE_NEW_EAN: N_("Sends to KP's EAN number already."),
    RestReason.TAKEN_OUT: N_("Taken out of the waves by one of you."),
}
_LIMIT = {
    Limit.SUPPLIERS: N_("Suppliers in a wave"),
    Limit.INVOICES_PER_MONTH: N_("Invoices a month in a wave"),
    Limit.LETTERS_PER_WEEK: N_("Letters a week"),
    Limit.NOTICE: N_("Notice"),
    Limit.START: N_("Wanted start"),
    Limit.CUT_OVER_DAY: N_("Day of change"),
    Limit.INTERVAL: N_("Weeks between two waves"),
    Limit.COLLECTIVE_IN_PILOT: N_("Collective invoices in the pilot"),
}
_STATE = {
    GateState.NOT_YET: N_("Not yet"),
    GateState.UNKNOWN: N_("Not known"),
    GateState.HOLDS: N_("Open"),
    GateState.FAILS: N_("Shut"),
    GateState.OVERRIDDEN: N_("Opened by hand"),
}


def placement(reason: PlacementReason) -> str:
    """One line of "why this wave"."""
    return _(_PLACEMENT[reason])


def rest(reason: RestReason) -> str:
    """Why a supplier is in no wave."""
    return _(_REST[reason])


def limit(which: Limit) -> str:
    """What a limit is called."""
    return _(_LIMIT[which])


def wave(number: int, kind: WaveKind) -> str:
    """The name of a wave: the pilot is called that, the others by number."""
    if kind is WaveKind.PILOT:
        return _("Pilot")
    return _("Wave {n}").format(n=numbers.whole(number))


def kind(of: WaveKind) -> str:
    """The kind of a wave, without its number."""
    return _("Pilot") if of is WaveKind.PILOT else _("Wave")


def breach(found: Breach, kind: WaveKind = WaveKind.WAVE) -> str:
    """A limit that is not kept, with what it is and what it may be.

    Args:
        kind: of the wave; the pilot has a limit of suppliers of its own.
    """
    value, allowed = numbers.decimal(found.value, 0), numbers.decimal(found.allowed, 0)
    message = ""
    match found.limit:
        case Limit.SUPPLIERS:
            message = (
                _("{value} suppliers; the pilot may have {allowed}. Move some, or change the limit.")
                if kind is WaveKind.PILOT
                else _("{value} suppliers; a wave may have {allowed}. Move or split.")
            )
        case Limit.INVOICES_PER_MONTH:
            message = _("{value} invoices a month; a wave may bring {allowed}. Move or split.")
        case Limit.LETTERS_PER_WEEK:
            message = _("{value} letters in one week; you can manage {allowed}. Choose a later date.")
        case Limit.NOTICE:
            message = _("{value} weeks' notice; you want {allowed}. Choose a later date.")
            value = numbers.decimal(found.value, 1)
        case Limit.START:
            days = ngettext_("{n} day", "{n} days", round(found.value)).format(n=value)
            return _("Begins {days} later than you wished, so that the letters go out in good time.").format(
                days=days
            )
        case Limit.CUT_OVER_DAY:
            return _("Changes on a day off or in the last working days of a month. Choose another date.")
        case Limit.INTERVAL:
            message = _(
                "{value} weeks after the wave before it changes; you want {allowed}. Choose another date."
            )
            value = numbers.decimal(found.value, 1)
        case Limit.COLLECTIVE_IN_PILOT:
            message = _("{value} in the pilot send collective invoices. Move them to a later wave.")
    return message.format(value=value, allowed=allowed)


def gate_state(state: GateState) -> str:
    """A gate's state in a word or two."""
    return _(_STATE[state])


def gate_fault(fault: GateFault, gate: Gate | None = None) -> str:
    """What keeps a gate shut, with the figures when the gate is given."""
    facts = gate.facts if gate else None
    match fault:
        case GateFault.NO_INVOICES_SEEN:
            return _("No invoices from the wave have been imported since it changed.")
        case GateFault.TOO_FEW_ON_NEW_EAN:
            if facts is None:
                return _("Too few invoices come on the new EAN number.")
            return _("{on} of {all} invoices come on the new EAN number.").format(
                on=numbers.whole(facts.on_new_ean), all=numbers.whole(facts.invoices)
            )
        case GateFault.TOO_MANY_REJECTED:
            if facts is None:
                return _("Too many of the invoices are such that KP cannot take them.")
            return _("KP cannot take {rejected} of {on} invoices.").format(
                rejected=numbers.whole(facts.rejected), on=numbers.whole(facts.on_new_ean)
            )
        case GateFault.OPEN_TASKS:
            if facts is None:
                return _("Tasks that should have been done are open.")
            return ngettext_(
                "{n} task that should have been done is open.",
                "{n} tasks that should have been done are open.",
                facts.open_tasks,
            ).format(n=numbers.whole(facts.open_tasks))


def gate(found: Gate) -> str:
    """A gate in one sentence: whether the next wave may open, and why not."""
    match found.state:
        case GateState.NOT_YET:
            return _("Is looked at from {day}.").format(day=dates.short(found.looked_at))
        case GateState.HOLDS:
            return _("The next wave may open.")
        case GateState.OVERRIDDEN:
            return _("Opened by hand: {note}").format(note=found.note)
    return " ".join(gate_fault(fault, found) for fault in found.faults)
