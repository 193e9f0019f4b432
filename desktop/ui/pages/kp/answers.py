"""What does the page about KP ask the plan, and in what shape does it get the answer? Without Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop.domain.invoices import InvoiceKind
from desktop.domain.kp_list import JudgedInvoice, KpFilter, KpOrder
from desktop.domain.kp_rules import Judgement
from desktop.domain.kp_totals import KpTotal
from desktop.domain.relevance import Relevance
from desktop.domain.suppliers import SupplierId
from desktop.texts import kp
from desktop.workspace.kp import KpPicture
from desktop.workspace.session import Session

MOST_BARS = 5
"""Groups that the chart shows; the table below has them all."""


class Grouping(StrEnum):
    """What the table lists."""

    TRADE = "trade"
    EAN = "ean"
    SUPPLIER = "supplier"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Question:
    """What the page shows at the moment.

    Attributes:
        group: the filter of one group that was opened, with its name; None shows all groups.
        everything: documents older than a year as well.
    """

    relevance: Relevance | None = Relevance.KP
    kind: InvoiceKind | None = None
    grouping: Grouping = Grouping.TRADE
    judgement: Judgement | None = None
    group: Group | None = None
    search: str = ""
    everything: bool = False
    order: KpOrder = KpOrder.DATE
    descending: bool = True

    @property
    def scope(self) -> KpFilter:
        """What all figures of the page count."""
        return KpFilter(relevance=self.relevance, kind=self.kind)

    @property
    def wanted(self) -> KpFilter:
        """What the list of documents keeps."""
        start = self.group.within(self.scope) if self.group else self.scope
        return replace(start, judgement=self.judgement, search=self.search)


@dataclass(frozen=True, slots=True)
class Group:
    """One trade, EAN number or supplier with what KP would do with its documents."""

    grouping: Grouping
    key: str
    name: str
    total: KpTotal = field(default_factory=KpTotal)

    def within(self, scope: KpFilter) -> KpFilter:
        """The filter that keeps this group's documents."""
        match self.grouping:
            case Grouping.TRADE:
                return replace(scope, trade=self.key)
            case Grouping.EAN:
                return replace(scope, ean=self.key)
        return replace(scope, supplier_id=SupplierId(int(self.key)))


@dataclass(frozen=True, slots=True)
class KpAnswers:
    """Everything the page shows, of one state of the plan.

    Attributes:
        scopes: documents by the relevance of their supplier; None is all of them.
        counts: documents by judgement, of the group that is open or of all; None is all of them.
        groups: the groups of the grouping, the largest first; empty while documents are listed.
        ids: the documents that are listed.
        fetch: reads some of them.
    """

    total: KpTotal
    scopes: Mapping[Relevance | None, int]
    counts: Mapping[Judgement | None, int]
    groups: Sequence[Group]
    ids: Sequence[int]
    fetch: Callable[[Sequence[int]], Mapping[int, JudgedInvoice]]
    reading: str
    documents: int
    older: int


def answer(session: Session, question: Question) -> KpAnswers:
    """Ask the plan; off the GUI thread, since it may have a million documents."""
    picture = session.kp(everything=question.everything)
    total = picture.total(question.scope)
    shown = picture.total(question.group.within(question.scope)) if question.group else total
    scopes: dict[Relevance | None, int] = {
        key: sums.all_documents for key, sums in picture.by_relevance(KpFilter(kind=question.kind)).items()
    }
    scopes[None] = sum(scopes.values())
    counts: dict[Judgement | None, int] = {one: shown.documents[one] for one in Judgement}
    counts[None] = shown.all_documents
    listing = question.grouping is Grouping.DOCUMENTS
    return KpAnswers(
        total=total,
        scopes=scopes,
        counts=counts,
        groups=() if listing else groups(picture, question),
        ids=_ids(session, picture, question) if listing else (),
        fetch=lambda ids: {one.invoice.id: one for one in session.kp_judged(picture, ids)},
        reading=kp.reading(picture.route),
        documents=picture.documents,
        older=picture.documents - picture.total().all_documents,
    )


def _ids(session: Session, picture: KpPicture, question: Question) -> Sequence[int]:
    return session.kp_list(picture, question.wanted, order=question.order, descending=question.descending)


def groups(picture: KpPicture, question: Question) -> tuple[Group, ...]:
    """The groups of a grouping, the largest first, those only that the search keeps."""
    found = _groups(picture, question)
    words = question.search.casefold().split()
    return tuple(one for one in found if all(word in one.name.casefold() for word in words))


def _groups(picture: KpPicture, question: Question) -> list[Group]:
    scope = question.scope
    match question.grouping:
        case Grouping.TRADE:
            trades = picture.by_trade(scope).items()
            return [Group(Grouping.TRADE, key, kp.trade_group(key), sums) for key, sums in trades]
        case Grouping.EAN:
            eans = picture.by_ean(scope).items()
            return [Group(Grouping.EAN, key, kp.ean_group(key), sums) for key, sums in eans]
        case Grouping.SUPPLIER:
            names = picture.answers.by_id
            return [
                Group(Grouping.SUPPLIER, str(key), names[key].supplier.name, sums)
                for key, sums in picture.by_supplier(scope).items()
            ]
    return []
