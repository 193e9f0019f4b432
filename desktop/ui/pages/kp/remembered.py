"""Which part of what the page shows is a filter that can be remembered, and how is it said? No Qt."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.invoices import InvoiceKind
from desktop.domain.kp_rules import Judgement
from desktop.domain.relevance import Relevance
from desktop.texts import labels
from desktop.texts.translate import _
from desktop.ui.pages.kp.answers import Grouping, Question
from desktop.ui.pages.page_memory import FilterState

ANY = "all"
"""Stands for every supplier, and for every judgement."""
_USUAL = Question()


def state_of(asked: Question) -> FilterState:
    """What is asked for beyond the usual.

    An opened group is of one plan. Instead of its documents, and never instead of them everybody's, the list
    that it stands in comes back.
    """
    grouping = asked.group.grouping if asked.group is not None else asked.grouping
    state: dict[str, str] = {
        "scope": "" if asked.relevance is _USUAL.relevance else asked.relevance or ANY,
        "kind": asked.kind or "",
        "by": "" if grouping is _USUAL.grouping else grouping,
        "judgement": (asked.judgement or "") if grouping is Grouping.DOCUMENTS else "",
        "older": "yes" if asked.everything else "",
    }
    return {key: (str(value),) for key, value in state.items() if value}


def asked_by(state: FilterState, now: Question) -> Question:
    """The question with this filter and no other; what it does not know is passed over."""
    picked = {key: values[0] for key, values in state.items() if values}
    scope, kind, by, judgement = (picked.get(key, "") for key in ("scope", "kind", "by", "judgement"))
    usual = None if scope == ANY else _USUAL.relevance
    return replace(
        now,
        relevance=Relevance(scope) if scope in set(Relevance) else usual,
        kind=InvoiceKind(kind) if kind in set(InvoiceKind) else None,
        grouping=Grouping(by) if by in set(Grouping) else _USUAL.grouping,
        judgement=Judgement(judgement) if judgement in set(Judgement) else None,
        everything="older" in picked,
        group=None,
    )


def scope_name(relevance: Relevance | None) -> str:
    """Whose documents are counted, as the page's buttons have it."""
    return {
        Relevance.KP: _("Belong in KP"),
        Relevance.UNKNOWN: _("Not settled"),
        Relevance.OUTSIDE: _("Outside KP"),
        None: _("All"),
    }[relevance]


def in_words(asked: Question) -> str:
    """What narrows the rows beyond the usual; how they are grouped does not."""
    words = (
        "" if asked.relevance is _USUAL.relevance else scope_name(asked.relevance),
        labels.invoice_kind(asked.kind) if asked.kind else "",
        labels.judgement(asked.judgement) if asked.judgement else "",
        asked.group.name if asked.group and asked.grouping is Grouping.DOCUMENTS else "",
        _("Older ones too") if asked.everything else "",
    )
    return ", ".join(word for word in words if word)
