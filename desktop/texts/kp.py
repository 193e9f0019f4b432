"""Why would KP do this with a document, and what do the figures of all documents say?"""

from __future__ import annotations

from desktop.domain.kp_list import Remark
from desktop.domain.kp_matching import Route
from desktop.domain.kp_rules import Judgement, KpRule, Missing, Rule, Verdict
from desktop.domain.kp_totals import KpTotal
from desktop.texts import dates, labels, numbers
from desktop.texts.phrases import sentences
from desktop.texts.translate import N_, _, ngettext_

_RULE = {
    Rule.ONE_CITIZEN: N_("KP only takes one citizen per invoice (the single-case principle)."),
    Rule.VAT_NOT_YET: N_("It has VAT, and KP could not take that yet on its date."),
    Rule.NO_CITIZEN: N_("No citizen is named, so KP cannot tell whose case it belongs to."),
    Rule.CREDIT_NOTE_NOT_RECEIVED: N_("KP never got the invoice that the credit note is about."),
    Rule.CREDIT_NOTE_REJECTED: N_("KP rejects the invoice that the credit note is about."),
    Rule.REMINDER_WITHOUT_FEE: N_("KP rejects a reminder that has no fee."),
    Rule.REMINDER_NOT_RECEIVED: N_("KP never got the invoice that the reminder is about."),
    Rule.REMINDER_REJECTED: N_("KP rejects the invoice that the reminder is about."),
    Rule.VAT_ACCEPTED: N_("One citizen. It has VAT, and KP takes that on its date."),
    Rule.INVOICE_FITS: N_("One citizen, and no rule speaks against it."),
    Rule.CREDIT_NOTE_FITS: N_("KP can handle the invoice that the credit note is about."),
    Rule.REMINDER_FITS: N_("It has a fee, and KP can handle the invoice that the reminder is about."),
    Rule.NONE: N_("None of the published rules decides it."),
}


def rule(decided: Rule) -> str:
    """The rule behind a judgement, as a sentence."""
    return _(_RULE[decided])


_MISSING = {
    Missing.CITIZENS: N_("It is not known how many citizens it names. Import the e-invoice itself."),
    Missing.CITIZENS_DOUBTFUL: N_(
        "It has a number that may be a CPR number, but need not be. Look at the invoice."
    ),
    Missing.ISSUE_DATE: N_("It has no date, so it is not known which rules counted."),
    Missing.VAT: N_("It is not known whether it has VAT, and KP did not take VAT then."),
    Missing.FEE: N_("It is not known whether the reminder has a fee."),
    Missing.MATCH_NUMBER: N_("It does not tell which invoice it is about."),
    Missing.MATCHING_INVOICE: N_("The invoice it is about is not in the plan. Import it."),
    Missing.MATCHING_ROUTE: N_(
        "It is not known when or to which EAN number the invoice it is about was sent."
    ),
    Missing.MATCHING_JUDGEMENT: N_("It is not known what KP would do with the invoice it is about."),
    Missing.NOTHING: N_("Nothing is missing."),
}


def missing(fact: Missing) -> str:
    """What a judgement waits for, as a sentence, with what to do where there is something to do."""
    return _(_MISSING[fact])


_BY_WORD = {
    Rule.INVOICE_FITS: N_("No rule speaks against it then."),
    Rule.VAT_ACCEPTED: N_("It has VAT, and KP takes that on its date."),
}


def why(verdict: Verdict, *, by_word: bool = False) -> str:
    """The sentence behind a verdict: the rule, or the fact that is missing.

    Args:
        by_word: that it names one citizen is what a person said of the supplier, not what was counted.
    """
    if verdict.judgement is Judgement.UNKNOWN:
        return missing(verdict.missing)
    if by_word and verdict.rule in _BY_WORD:
        said = _("You have said that the supplier sends one citizen per invoice.")
        return sentences(said, _(_BY_WORD[verdict.rule]))
    return rule(verdict.rule)


_HELP = {
    Judgement.ACCEPTABLE: N_("KP can receive and handle it. A caseworker may still reject it."),
    Judgement.REJECTED: N_("KP rejects it by itself, and the supplier is not told. It goes back to the ERP."),
    Judgement.CANNOT_PLACE: N_("It names no citizen. KP cannot tell whose case it belongs to."),
    Judgement.STAYS_IN_ERP: N_("KP cannot receive it. It is handled in the ERP as today."),
    Judgement.UNKNOWN: N_("A fact is missing that the rules ask for. The list tells which."),
}


def judgement_help(verdict: Judgement) -> str:
    """What a judgement means for the work."""
    return _(_HELP[verdict])


_REMARK = {
    Remark.SEVERAL_ON_A_LINE: N_("Several citizens on one line."),
    Remark.PERSON_REFERENCE: N_("The CPR number stands in the person reference, which OIOUBL 3 forbids."),
    Remark.PERSON_REFERENCE_MOVES: N_(
        "The CPR number stands in the person reference. It must move when the supplier goes over to OIOUBL 3."
    ),
    Remark.ATTACHMENT_NOT_READ: N_("It has an attachment that was not read for citizens."),
}


def remark(found: Remark) -> str:
    """What to know of a document beside its judgement."""
    return _(_REMARK[found])


_GROUPED = {"supplier": N_("Supplier"), "trade": N_("Trade"), "ean": N_("EAN number")}


def grouped_by(key: str) -> str:
    """What totals are grouped by: supplier, trade or ean."""
    return _(_GROUPED[key])


def ean_group(ean: str) -> str:
    """An EAN number as a group of documents."""
    return numbers.ean(ean) if ean else _("No EAN number")


def trade_group(title: str) -> str:
    """A trade as a group of documents; "" is the group of all others."""
    return title or _("Other or unknown trade")


def documents(count: int) -> str:
    """ "1.204 bilag"."""
    return ngettext_("{n} document", "{n} documents", count).format(n=numbers.whole(count))


def headline(found: KpTotal) -> str:
    """The whole in a sentence or two: of those that could be judged, and how many could not."""
    if not found.all_documents:
        return _("There are no documents to judge.")
    share, unknown = found.acceptable_of_judged, found.documents[Judgement.UNKNOWN]
    if share is None:
        return _("None of {documents} can be judged yet.").format(documents=documents(found.all_documents))
    text = _("KP can handle {share} of the {documents} that can be judged.").format(
        share=numbers.percent(share), documents=documents(found.judged)
    )
    if not unknown:
        return text
    more = ngettext_("{n} more cannot be judged yet.", "{n} more cannot be judged yet.", unknown)
    return f"{text} {more.format(n=numbers.whole(unknown))}"


def bars(found: KpTotal) -> str:
    """Why the bars show smaller shares than the headline; "" when they do not."""
    if not found.judged or not found.documents[Judgement.UNKNOWN]:
        return ""
    return _("The bars count those that cannot be judged yet, too, so their shares are smaller.")


def reading(route: Route | None) -> str:
    """How credit notes and reminders were judged, for under the figures."""
    if route is None:
        return _(
            "Nothing has come to KP yet: each document is judged as if it and the invoice it is about came "
            "by KP's EAN number."
        )
    return _(
        "From {date} documents to {ean} come to KP. Credit notes and reminders from that day on are judged "
        "by what KP got; everything else as if it had come to KP."
    ).format(date=dates.short(route.go_live), ean=numbers.ean(route.ean))


def total_line(name: str, found: KpTotal) -> str:
    """One line of totals for a terminal."""
    told = [
        f"{labels.judgement(one)} {numbers.whole(found.documents[one])} ({numbers.percent(share)})"
        for one in Judgement
        if (share := found.share(one))
    ]
    return f"{name}: {documents(found.all_documents)}, {numbers.kroner(found.all_ore)} · {' · '.join(told)}"


def in_force(line: KpRule) -> str:
    """From and until when a rule counts; "" when it always has."""
    if line.valid_from and line.until:
        text = _("From {first} until {last}")
    elif line.valid_from:
        text = _("From {first}")
    elif line.until:
        text = _("Until {last}")
    else:
        return ""
    return text.format(
        first=dates.short(line.valid_from) if line.valid_from else "",
        last=dates.short(line.until) if line.until else "",
    )
