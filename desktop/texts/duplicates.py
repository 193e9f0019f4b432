"""How is a pair of suppliers told: what the two have in common, how sure that is, and what was decided?"""

from __future__ import annotations

from desktop.domain.duplicates import (
    SAME,
    Evidence,
    EvidenceKind,
    Pair,
    PairDecision,
    PairVerdict,
    Strength,
)
from desktop.domain.imports import Field
from desktop.texts import dates, labels, numbers
from desktop.texts.translate import N_, _, ngettext_

_EVIDENCE = {
    EvidenceKind.SAME_CVR: N_("Same CVR number"),
    EvidenceKind.SAME_EMAIL: N_("Same e-mail"),
    EvidenceKind.SAME_PHONE: N_("Same phone"),
    EvidenceKind.SAME_ADDRESS: N_("Same address"),
    EvidenceKind.CLOSE_NAME: N_("Names that look alike"),
}


def evidence_kind(kind: EvidenceKind) -> str:
    """What two suppliers have in common."""
    return _(_EVIDENCE[kind])


def evidence(found: Evidence, *, spelt_alike: bool = True) -> str:
    """One thing two suppliers have in common; names with how alike they are.

    Args:
        spelt_alike: the two names are the same to the letter, and not only but for "ApS" or a full stop.
    """
    if found.kind is not EvidenceKind.CLOSE_NAME:
        return evidence_kind(found.kind)
    if found.score == SAME:
        return _("Same name") if spelt_alike else _("Same name, spelt differently")
    return _("Names {share} alike").format(share=numbers.percent(found.score / 100))


def in_common(pair: Pair) -> str:
    """Everything the two suppliers of a pair have in common, in one line."""
    return all_evidence(pair.evidence, spelt_alike=pair.first.name.strip() == pair.second.name.strip())


def merged(kept: str, gone: str) -> str:
    """What became of two suppliers that were put together, and of the pair in the list."""
    return _("{gone} is now part of {kept}. The pair is no longer in the list.").format(gone=gone, kept=kept)


def all_evidence(found: tuple[Evidence, ...], *, spelt_alike: bool = True) -> str:
    """Everything two suppliers have in common, in one line."""
    words = [evidence(one, spelt_alike=spelt_alike) for one in found]
    return ", ".join([*words[:1], *(word[:1].lower() + word[1:] for word in words[1:])])


_STRENGTH = {
    Strength.CERTAIN: N_("Certain"),
    Strength.PROBABLE: N_("Probable"),
    Strength.WEAK: N_("Perhaps"),
}
_STRENGTH_HELP = {
    Strength.CERTAIN: N_("One CVR number, and nothing speaks of two addresses: one firm under two numbers."),
    Strength.PROBABLE: N_("So much is the same that it is hardly by chance. See for yourselves."),
    Strength.WEAK: N_("It may be chance, or two shops of one chain. Decide only if you know them."),
}


def strength(sure: Strength) -> str:
    """How sure it is that two suppliers are one."""
    return _(_STRENGTH[sure])


def strength_help(sure: Strength) -> str:
    """What that rests on."""
    return _(_STRENGTH_HELP[sure])


_VERDICT = {
    PairVerdict.SAME: N_("The same, both stay"),
    PairVerdict.DIFFERENT: N_("Two different suppliers"),
}


def verdict(said: PairVerdict) -> str:
    """What a person said of a pair."""
    return _(_VERDICT[said])


def decided(decision: PairDecision) -> str:
    """What was decided, by whom and when, and why."""
    text = _("{verdict}. Decided by {who} {date}.").format(
        verdict=verdict(decision.verdict), who=decision.by, date=dates.short(decision.at.date())
    )
    return f"{text} {decision.note}".strip()


_FIELDS = {
    "number": Field.SUPPLIER_NO,
    "name": Field.NAME,
    "cvr": Field.CVR,
    "address": Field.ADDRESS,
    "postal_code": Field.POSTAL_CODE,
    "city": Field.CITY,
    "email": Field.EMAIL,
    "phone": Field.PHONE,
    "contact": Field.CONTACT,
    "trade_code": Field.TRADE_CODE,
    "account": Field.ACCOUNT,
    "ean": Field.EAN,
}


def field(name: str) -> str:
    """A fact of a supplier by its name in the domain, as the same column is called everywhere else."""
    return labels.field(_FIELDS[name])


def invoices(count: int) -> str:
    """How many invoices a supplier has in the period."""
    return ngettext_("{n} invoice", "{n} invoices", count).format(n=numbers.whole(count))


def left_out(count: int) -> str:
    """That there are more pairs than are shown."""
    return ngettext_(
        "{n} more pair looks only a little alike and is not shown.",
        "{n} more pairs look only a little alike and are not shown.",
        count,
    ).format(n=numbers.whole(count))


def pair_line(*, first: str, second: str, evidence: tuple[Evidence, ...], said: str) -> str:
    """A pair in one line, for a terminal.

    Args:
        first, second: number and name.
        said: how sure it is, or what was decided.
    """
    message = _("{first} and {second}: {said}. {evidence}.")
    return message.format(first=first, second=second, said=said, evidence=all_evidence(evidence))
