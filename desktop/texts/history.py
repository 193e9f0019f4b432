"""What was done to the plan? One sentence per line of the history, and a short name for the undo menu."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.assessment import Subject
from desktop.domain.collective import CollectiveDecision
from desktop.domain.duplicates import PairVerdict
from desktop.domain.imports import Field
from desktop.domain.plan import HistoryEntry, OperationName
from desktop.domain.relevance import Relevance
from desktop.texts import history_care, history_steps, labels, letter_record, numbers, summary
from desktop.texts.translate import N_, _, ngettext_

_ACTION = {
    OperationName.SET_UP: N_("the municipality's details"),
    OperationName.IMPORT_SUPPLIERS: N_("import of suppliers"),
    OperationName.IMPORT_INVOICES: N_("import of invoices"),
    OperationName.DECIDE: N_("decision about suppliers"),
    OperationName.CHOOSE_EAN: N_("choice of EAN number"),
    OperationName.RECORD_LETTERS: N_("letters written"),
    OperationName.MARK_LETTERS: N_("marking of letters"),
    OperationName.SET_REMINDER_DAYS: N_("days before a reminder"),
    OperationName.DECIDE_PAIR: N_("decision about a pair of suppliers"),
    OperationName.MERGE_SUPPLIERS: N_("two suppliers put together"),
    OperationName.ACCEPT_PROBLEMS: N_("acceptance of problems"),
    OperationName.CORRECT_VALUE: N_("correction of a value"),
    OperationName.TAKE_OVER: N_("the taking over of the plan"),
    OperationName.PLAN_WAVES: N_("proposal of waves"),
    OperationName.MOVE_SUPPLIERS: N_("suppliers moved to another wave"),
    OperationName.LOCK_SUPPLIERS: N_("suppliers locked in their wave"),
    OperationName.SPLIT_WAVE: N_("wave split in two"),
    OperationName.DATE_WAVE: N_("dates of a wave"),
    OperationName.OPEN_GATE: N_("next wave opened by hand"),
    OperationName.SET_LIMITS: N_("limits of the rollout"),
    OperationName.CHANGE_TASK: N_("change of a task"),
    OperationName.ADD_TASK: N_("task of your own"),
    OperationName.REMOVE_TASK: N_("task removed"),
    OperationName.SAVE_SCENARIO: N_("scenario saved"),
    OperationName.REMOVE_SCENARIO: N_("scenario removed"),
    OperationName.REPAIR_LETTERS: N_("repair of garbled letters"),
    OperationName.MERGE_COPIES: N_("merge with another copy"),
    OperationName.RESTORE_SUPPLIER: N_("supplier put back"),
    OperationName.RESTORE_ROW: N_("single change put back"),
    OperationName.SET_DELETION_DATE: N_("deletion date"),
    OperationName.CLEAN_HISTORY: N_("cleaning of the history"),
}


def action(operation: OperationName) -> str:
    """An operation as it stands after "Undo" and "Redo" in a menu."""
    return _(_ACTION[operation])


def entry(remembered: HistoryEntry) -> str:  # noqa: C901 - one case per operation
    """What was done, with the figures that matter."""
    facts = remembered.facts
    match remembered.operation:
        case OperationName.SET_UP:
            name = facts.get("municipality", "")
            if name:
                return _("Set the municipality's details: {name}.").format(name=name)
            return _("Set the municipality's details.")
        case OperationName.IMPORT_SUPPLIERS:
            return _imported(_("Imported suppliers from {files}: {counts}."), facts)
        case OperationName.IMPORT_INVOICES:
            return _imported(_("Imported invoices from {files}: {counts}."), facts)
        case OperationName.DECIDE:
            return _decided(facts)
        case OperationName.CHOOSE_EAN:
            option = facts.get("option", "")
            if not option:
                return _("Took back the choice of EAN number.")
            return _("Chose: {option}.").format(option=labels.option(option))
        case OperationName.DECIDE_PAIR:
            return _decided_pair(facts)
        case OperationName.MERGE_SUPPLIERS:
            count = _count(facts, "invoices")
            moved = ngettext_("{n} invoice", "{n} invoices", count).format(n=numbers.whole(count))
            return _("Put two suppliers together as one; {invoices} moved.").format(invoices=moved)
        case OperationName.RECORD_LETTERS:
            count = _count(facts, "letters")
            return ngettext_("Wrote {n} letter.", "Wrote {n} letters.", count).format(n=numbers.whole(count))
        case OperationName.MARK_LETTERS:
            return letter_record.marked(facts.get("state", ""), _count(facts, "letters"))
        case OperationName.SET_REMINDER_DAYS:
            return letter_record.reminder_days_set(_count(facts, "days"))
        case OperationName.ACCEPT_PROBLEMS:
            return _accepted(facts)
        case OperationName.CORRECT_VALUE:
            return _corrected(facts)
        case OperationName.TAKE_OVER:
            return _("Took the plan over from {user} (on {machine}).").format(
                user=facts.get("user", ""), machine=facts.get("machine", "")
            )
        case OperationName.REPAIR_LETTERS:
            count = _count(facts, "suppliers")
            return ngettext_(
                "Put the letters right in {n} supplier.", "Put the letters right in {n} suppliers.", count
            ).format(n=numbers.whole(count))
        case operation:
            sentence = history_steps.SENTENCES.get(operation) or history_care.SENTENCES[operation]
            return sentence(facts)


def _accepted(facts: Mapping[str, str]) -> str:
    count = _count(facts, "problems")
    message = (
        ngettext_("Accepted {n} problem.", "Accepted {n} problems.", count)
        if facts.get("accept")
        else ngettext_(
            "Took back the acceptance of {n} problem.", "Took back the acceptance of {n} problems.", count
        )
    )
    return message.format(n=numbers.whole(count))


def _corrected(facts: Mapping[str, str]) -> str:
    field = labels.field(Field(facts.get("field", Field.NAME.value)))
    if facts.get("corrected"):
        return _("Corrected a supplier's value: {field}.").format(field=field)
    return _("Took back the correction of a supplier's value: {field}.").format(field=field)


def _imported(message: str, facts: Mapping[str, str]) -> str:
    counts = summary.outcomes({outcome: _count(facts, outcome) for outcome in summary.OUTCOMES})
    return message.format(files=facts.get("files", ""), counts=counts)


def _decided_pair(facts: Mapping[str, str]) -> str:
    match facts.get("verdict", ""):
        case PairVerdict.SAME:
            return _("Decided about a pair of suppliers: the same, and both stay.")
        case PairVerdict.DIFFERENT:
            return _("Decided about a pair of suppliers: two different ones.")
    return _("Took back the decision about a pair of suppliers.")


def _count(facts: Mapping[str, str], name: str) -> int:
    text = facts.get(name, "")
    return int(text) if text.isdecimal() else 0


def _decided(facts: Mapping[str, str]) -> str:
    count = _count(facts, "suppliers")
    value = facts.get("value", "")
    subject = Subject(facts.get("subject", Subject.NOTE.value))
    suppliers = ngettext_("{n} supplier", "{n} suppliers", count).format(n=numbers.whole(count))
    if subject is Subject.NOTE:
        return _("Changed the note on {suppliers}.").format(suppliers=suppliers)
    if not value:
        return _("Took back the decision on {subject} for {suppliers}.").format(
            subject=_("“{value}”").format(value=labels.subject(subject)), suppliers=suppliers
        )
    if subject is Subject.TRADE:
        return _("Set the trade of {suppliers}.").format(suppliers=suppliers)
    if subject is Subject.LETTER:
        return _("Decided the letter for {suppliers}: {letter}.").format(
            suppliers=suppliers, letter=labels.letter_decision(value)
        )
    if subject is Subject.RELEVANCE:
        decided = labels.relevance(Relevance(value))
    else:
        decided = labels.collective_decision(CollectiveDecision(value))
    return _("Decided for {suppliers}: {decision}.").format(suppliers=suppliers, decision=decided)
