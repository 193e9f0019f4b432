"""Why does the program say this of a supplier? One sentence with the figures it rests on.

Evidence next to every claim: each sentence names what decided it, so that a person can agree or overrule.
"""

from __future__ import annotations

from desktop.domain.collective import CollectiveDecision, CollectiveReason, CollectiveSummary
from desktop.domain.relevance import RelevanceJudgement, RelevanceReason
from desktop.texts import numbers
from desktop.texts.translate import N_, _, ngettext_

_RELEVANCE = {
    RelevanceReason.BY_HAND: N_("You have settled it yourselves."),
    RelevanceReason.ACCOUNT: N_("{share} of the postings stand on function 5.48.67 (personal supplements)."),
    RelevanceReason.TRADE_CODE: N_("The branch code says {trade}, a trade that KP has cases for."),
    RelevanceReason.NAME: N_("The name points at {trade}, a trade that KP has cases for."),
    RelevanceReason.SHARED_CODE: N_(
        "Several trades share the branch code, and the name does not tell which it is. Settle it."
    ),
    RelevanceReason.OTHER_TRADE: N_("KP has no cases for the trade {trade}."),
    RelevanceReason.OTHER_ACCOUNT: N_("No postings stand on function 5.48.67 (personal supplements)."),
    RelevanceReason.MIXED_ACCOUNTS: N_(
        "{share} of the postings stand on function 5.48.67, the rest elsewhere. Settle it."
    ),
    RelevanceReason.TRADE_AGAINST_ACCOUNT: N_(
        "The trade {trade} belongs in KP, but no postings stand on function 5.48.67. It may supply something "
        "else, such as the municipal dental service. Settle it."
    ),
    RelevanceReason.NOTHING_KNOWN: N_(
        "No branch code, no account string, and no name that points at a trade. Settle it."
    ),
}
_TRADE_BY_HAND = N_("You have set the trade to {trade}, and KP has cases for it.")
_OTHER_CODE = N_("The branch code is not one of the trades that KP has cases for.")


def relevance_reason(judgement: RelevanceJudgement) -> str:
    """What decided whether a supplier belongs in KP."""
    message = _RELEVANCE[judgement.reason]
    if judgement.reason is RelevanceReason.TRADE_CODE and judgement.trade_by_hand:
        message = _TRADE_BY_HAND
    elif judgement.reason is RelevanceReason.OTHER_TRADE and judgement.trade is None:
        message = _OTHER_CODE
    return _(message).format(
        share=numbers.percent(judgement.kp_account_share or 0.0),
        trade=judgement.trade.title if judgement.trade else "",
    )


_BY_HAND = {
    CollectiveDecision.CONFIRMED: N_("You have confirmed that the supplier sends collective invoices."),
    CollectiveDecision.REJECTED: N_("You have said that the supplier sends one citizen per invoice."),
    CollectiveDecision.CANNOT_SPLIT: N_(
        "You have decided that the collective invoices cannot be split and stay in the ERP."
    ),
}


def collective_reason(summary: CollectiveSummary) -> str:
    """Why a supplier's invoices are taken to be collective or not."""
    if summary.decision is not None:
        return _(_BY_HAND[summary.decision])
    counts = summary.counts
    return _collective(summary).format(
        n=numbers.whole(counts.collective),
        checked=numbers.whole(counts.checked),
        most=numbers.whole(counts.max_citizens),
        saying=numbers.whole(counts.saying_collective),
    )


def _collective(summary: CollectiveSummary) -> str:
    counts = summary.counts
    match summary.reason:
        case CollectiveReason.BY_HAND:
            return _("You have settled it yourselves.")
        case CollectiveReason.INVOICES:
            return ngettext_(
                "{n} of {checked} checked invoices names several citizens, at most {most} on one.",
                "{n} of {checked} checked invoices name several citizens, at most {most} on one.",
                counts.collective,
            )
        case CollectiveReason.WEAK_INVOICES:
            return ngettext_(
                "{n} invoice seems to name several citizens, but not for sure. Look, and settle it.",
                "{n} invoices seem to name several citizens, but not for sure. Look, and settle it.",
                counts.weak,
            )
        case CollectiveReason.DECLARED:
            return _("Your list says so, but no invoice shows it yet. Settle it.")
        case CollectiveReason.TEXT:
            return ngettext_(
                "{saying} invoice calls itself a collective invoice. Look, and settle it.",
                "{saying} invoices call themselves collective invoices. Look, and settle it.",
                counts.saying_collective,
            )
        case CollectiveReason.PHARMACY:
            return ngettext_(
                "A pharmacy: {n} of {checked} checked invoices names several citizens. Collective invoices "
                "from pharmacies can stay in the ERP.",
                "A pharmacy: {n} of {checked} checked invoices name several citizens. Collective invoices "
                "from pharmacies can stay in the ERP.",
                counts.collective,
            )
        case CollectiveReason.PHARMACY_PATTERN:
            return _("A pharmacy with one invoice a month often sends collective invoices. Settle it.")
        case CollectiveReason.NOTHING_SEEN:
            return ngettext_(
                "The {checked} checked invoice names no more than one citizen.",
                "None of the {checked} checked invoices names more than one citizen.",
                counts.checked,
            )
        case CollectiveReason.NOT_CHECKED:
            return _("No invoices have been checked for citizens yet. Import e-invoices to find out.")
