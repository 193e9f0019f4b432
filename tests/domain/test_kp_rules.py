"""Does every document get one judgement, by the published rules, and is what is not known left unknown?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.invoices import (
    CitizenEvidence,
    DocumentFormat,
    Grade,
    Invoice,
    InvoiceFacts,
    InvoiceId,
    InvoiceKind,
    Place,
)
from desktop.domain.kp_list import Remark, remarks_of
from desktop.domain.kp_matching import Route, judge_all, route_of
from desktop.domain.kp_rules import Document, Fate, Judgement, KpRules, Missing, Rule, Verdict
from desktop.domain.suppliers import SupplierId
from desktop.workspace.reference_data import kp_rule_table

KP_EAN = "5790000000012"
ELSEWHERE = "5790000000029"
GO_LIVE = date(2026, 3, 1)
ROUTE = Route(KP_EAN, GO_LIVE)
RULES = kp_rule_table()
SENDER = SupplierId(1)


def invoice(
    number: str,
    kind: InvoiceKind = InvoiceKind.INVOICE,
    *,
    key: int = 0,
    day: date | None = date(2026, 1, 15),
    ean: str = KP_EAN,
    citizens: int | None = 1,
    matches: tuple[str, ...] = (),
    fee: bool | None = None,
    vat: int | None = 0,
    sender: SupplierId = SENDER,
) -> Invoice:
    evidence = CitizenEvidence(citizens=citizens, grade=Grade.CERTAIN if citizens else Grade.NONE)
    facts = InvoiceFacts(
        source="f.zip",
        invoice_no=number,
        kind=kind,
        issue_date=day,
        ean=ean,
        amount_ore=10_000,
        vat_ore=vat,
        matches=matches,
        fee=fee,
        evidence=evidence,
    )
    return Invoice(InvoiceId(key or abs(hash((number, kind, ean))) % 10**9), sender, facts)


def last(*invoices: Invoice, route: Route | None = None) -> Verdict:
    """What becomes of the last of them, with the others known."""
    return judge_all(invoices, RULES, route=route)[invoices[-1].id]


# ------------------------------------------------------------------------------------------------- invoices


@pytest.mark.parametrize(
    ("document", "judgement", "rule"),
    [
        (Document(citizens=1), Judgement.ACCEPTABLE, Rule.INVOICE_FITS),
        (Document(citizens=2), Judgement.STAYS_IN_ERP, Rule.ONE_CITIZEN),
        (Document(citizens=0), Judgement.CANNOT_PLACE, Rule.NO_CITIZEN),
        (Document(citizens=None), Judgement.UNKNOWN, Rule.NONE),
        (Document(citizens=0, doubtful=True), Judgement.UNKNOWN, Rule.NONE),
        (Document(citizens=None, one_by_hand=True), Judgement.ACCEPTABLE, Rule.INVOICE_FITS),
        (Document(citizens=3, one_by_hand=True), Judgement.ACCEPTABLE, Rule.INVOICE_FITS),
        (Document(citizens=0, one_by_hand=True), Judgement.CANNOT_PLACE, Rule.NO_CITIZEN),
    ],
)
def test_citizens_decide(document: Document, judgement: Judgement, rule: Rule) -> None:
    dated = replace(document, issue_date=date(2026, 1, 1), vat=False)
    assert (RULES.judge(dated).judgement, RULES.judge(dated).rule) == (judgement, rule)


@pytest.mark.parametrize(
    ("day", "vat", "expected"),
    [
        (date(2024, 12, 31), True, Verdict(Judgement.STAYS_IN_ERP, Rule.VAT_NOT_YET)),
        (date(2025, 1, 1), True, Verdict(Judgement.ACCEPTABLE, Rule.VAT_ACCEPTED)),
        (date(2024, 12, 31), False, Verdict(Judgement.ACCEPTABLE, Rule.INVOICE_FITS)),
        (date(2024, 12, 31), None, Verdict(Judgement.UNKNOWN, missing=Missing.VAT)),
        (date(2025, 1, 1), None, Verdict(Judgement.ACCEPTABLE, Rule.INVOICE_FITS)),
        (None, True, Verdict(Judgement.UNKNOWN, missing=Missing.ISSUE_DATE)),
        (None, False, Verdict(Judgement.ACCEPTABLE, Rule.INVOICE_FITS)),
    ],
)
def test_vat_is_accepted_from_release_5_3(day: date | None, vat: bool | None, expected: Verdict) -> None:
    assert RULES.judge(Document(issue_date=day, citizens=1, vat=vat)) == expected


def test_two_rules_that_may_apply_and_agree_decide() -> None:
    """Nobody counted the citizens, but with VAT in 2024 it stays in the ERP however many there are."""
    found = RULES.judge(Document(issue_date=date(2024, 5, 1), citizens=None, vat=True))
    assert found == Verdict(Judgement.STAYS_IN_ERP, Rule.VAT_NOT_YET)


# ------------------------------------------------------------------------------ credit notes and reminders


@pytest.mark.parametrize(
    ("matching", "judgement", "rule"),
    [
        ({"citizens": 1}, Judgement.ACCEPTABLE, Rule.CREDIT_NOTE_FITS),
        ({"citizens": 4}, Judgement.REJECTED, Rule.CREDIT_NOTE_NOT_RECEIVED),
        ({"citizens": 0}, Judgement.REJECTED, Rule.CREDIT_NOTE_REJECTED),
        ({"citizens": None}, Judgement.UNKNOWN, Rule.NONE),
        ({"ean": ELSEWHERE}, Judgement.ACCEPTABLE, Rule.CREDIT_NOTE_FITS),
    ],
)
def test_before_the_go_live_both_are_taken_to_come_to_kp(
    matching: dict[str, object], judgement: Judgement, rule: Rule
) -> None:
    about = invoice("A-1", **matching)  # type: ignore[arg-type]  # facts by name
    note = invoice("K-1", InvoiceKind.CREDIT_NOTE, citizens=None, matches=(" a-1 ",))
    found = last(about, note)
    assert (found.judgement, found.rule) == (judgement, rule)


@pytest.mark.parametrize(
    ("ean", "day", "expected"),
    [
        (KP_EAN, date(2026, 3, 1), Verdict(Judgement.ACCEPTABLE, Rule.CREDIT_NOTE_FITS)),
        (KP_EAN, date(2026, 2, 28), Verdict(Judgement.REJECTED, Rule.CREDIT_NOTE_NOT_RECEIVED)),
        (ELSEWHERE, date(2026, 3, 9), Verdict(Judgement.REJECTED, Rule.CREDIT_NOTE_NOT_RECEIVED)),
        ("", date(2026, 3, 9), Verdict(Judgement.UNKNOWN, missing=Missing.MATCHING_ROUTE)),
        ("", date(2026, 2, 28), Verdict(Judgement.REJECTED, Rule.CREDIT_NOTE_NOT_RECEIVED)),
        (KP_EAN, None, Verdict(Judgement.UNKNOWN, missing=Missing.MATCHING_ROUTE)),
    ],
)
def test_after_the_go_live_kp_has_what_went_to_its_ean_number(
    ean: str, day: date | None, expected: Verdict
) -> None:
    note = invoice("K-1", InvoiceKind.CREDIT_NOTE, day=date(2026, 4, 1), matches=("A-1",))
    assert last(invoice("A-1", ean=ean, day=day), note, route=ROUTE) == expected


def test_an_invoice_sent_again_to_the_right_number_is_the_one_that_counts() -> None:
    first = invoice("A-1", key=1, ean=ELSEWHERE, day=date(2026, 3, 2))
    again = invoice("A-1", key=2, day=date(2026, 3, 9))
    note = invoice("K-1", InvoiceKind.CREDIT_NOTE, key=3, day=date(2026, 4, 1), matches=("A-1",))
    assert last(first, again, note, route=ROUTE).judgement is Judgement.ACCEPTABLE


@pytest.mark.parametrize(
    ("note", "missing"),
    [
        (invoice("K-1", InvoiceKind.CREDIT_NOTE), Missing.MATCH_NUMBER),
        (invoice("K-1", InvoiceKind.CREDIT_NOTE, matches=("A-9",)), Missing.MATCHING_INVOICE),
        (invoice("K-1", InvoiceKind.CREDIT_NOTE, day=None, matches=("A-1",)), Missing.ISSUE_DATE),
    ],
)
def test_what_is_not_known_of_the_matching_invoice_is_told(note: Invoice, missing: Missing) -> None:
    assert last(invoice("A-1"), note, route=ROUTE) == Verdict(Judgement.UNKNOWN, missing=missing)


def test_another_suppliers_invoice_of_the_same_number_is_not_the_matching_one() -> None:
    note = invoice("K-1", InvoiceKind.CREDIT_NOTE, matches=("A-1",), sender=SupplierId(2))
    assert last(invoice("A-1"), note).missing is Missing.MATCHING_INVOICE


@pytest.mark.parametrize(
    ("fee", "citizens", "expected"),
    [
        (False, 1, Verdict(Judgement.REJECTED, Rule.REMINDER_WITHOUT_FEE)),
        (True, 1, Verdict(Judgement.ACCEPTABLE, Rule.REMINDER_FITS)),
        (True, 2, Verdict(Judgement.REJECTED, Rule.REMINDER_NOT_RECEIVED)),
        (None, 1, Verdict(Judgement.UNKNOWN, missing=Missing.FEE)),
        (None, 0, Verdict(Judgement.REJECTED, Rule.REMINDER_REJECTED)),
    ],
)
def test_reminders(fee: bool | None, citizens: int, expected: Verdict) -> None:
    reminder = invoice("R-1", InvoiceKind.REMINDER, matches=("A-1",), fee=fee, citizens=None)
    assert last(invoice("A-1", citizens=citizens), reminder) == expected


def test_a_reminder_that_names_an_earlier_reminder_is_about_the_invoice() -> None:
    first = invoice("R-1", InvoiceKind.REMINDER, matches=("A-1",), fee=True)
    second = invoice("R-2", InvoiceKind.REMINDER, matches=("A-1", "R-1"), fee=True)
    assert last(invoice("A-1"), first, second).rule is Rule.REMINDER_FITS


def test_nothing_reaches_kp_before_the_day_or_without_a_number() -> None:
    assert route_of(KP_EAN, GO_LIVE, today=GO_LIVE - timedelta(days=1)) is None
    assert route_of(KP_EAN, None, today=GO_LIVE) is None
    assert route_of("", GO_LIVE, today=GO_LIVE) is None
    assert route_of(KP_EAN, GO_LIVE, today=GO_LIVE) == ROUTE


# ------------------------------------------------------------------------------------------------ the laws

_DAYS = st.one_of(st.none(), st.dates(date(2023, 6, 1), date(2026, 12, 31)))
_DOCUMENTS = st.builds(
    Document,
    kind=st.sampled_from(InvoiceKind),
    issue_date=_DAYS,
    citizens=st.one_of(st.none(), st.integers(0, 3)),
    doubtful=st.booleans(),
    vat=st.sampled_from((None, False, True)),
    fee=st.sampled_from((None, False, True)),
    one_by_hand=st.booleans(),
    fates=st.frozensets(st.sampled_from(Fate)),
)
_NUMBERS = st.sampled_from(("A", "B", "C"))
_INVOICES = st.lists(
    st.builds(
        invoice,
        _NUMBERS,
        st.sampled_from(InvoiceKind),
        day=_DAYS,
        ean=st.sampled_from((KP_EAN, ELSEWHERE, "")),
        citizens=st.one_of(st.none(), st.integers(0, 2)),
        matches=st.lists(_NUMBERS, max_size=2).map(tuple),
        fee=st.sampled_from((None, False, True)),
        vat=st.sampled_from((None, 0, 2500)),
        sender=st.sampled_from((SupplierId(1), SupplierId(2))),
    ),
    max_size=10,
).map(lambda found: [replace(one, id=InvoiceId(at)) for at, one in enumerate(found, 1)])


@given(_DOCUMENTS)
def test_every_document_gets_exactly_one_judgement_with_its_reason(document: Document) -> None:
    found = RULES.judge(document)
    unknown = found.judgement is Judgement.UNKNOWN
    assert (found.rule is Rule.NONE) == unknown
    assert (found.missing is not Missing.NOTHING) == unknown
    if not unknown:
        line = RULES.named(found.rule)
        assert line is not None
        assert line.judgement is found.judgement
        assert document.kind in line.kinds
        assert line.in_force(document.issue_date)


_KNOWN = {
    "citizens": (0, 1, 2),
    "vat": (False, True),
    "fee": (False, True),
    "issue_date": (date(2024, 6, 1), date(2026, 6, 1)),
}


@given(_DOCUMENTS)
def test_a_judgement_holds_whatever_the_missing_facts_turn_out_to_be(document: Document) -> None:
    """What was sure before a fact was known is not another judgement once it is."""
    found = RULES.judge(document).judgement
    if found is Judgement.UNKNOWN:
        return
    for name, values in _KNOWN.items():
        if getattr(document, name) is not None or (name == "citizens" and document.kind is not _PLAIN):
            continue
        for value in values:
            if name == "citizens" and document.one_by_hand and value == 0:
                continue  # the person's word was about invoices that name somebody
            later = replace(document, **{name: value})  # type: ignore[arg-type]  # facts by name
            assert RULES.judge(later).judgement is found


_PLAIN = InvoiceKind.INVOICE


@given(_INVOICES, st.sampled_from((None, ROUTE)))
def test_no_credit_note_or_reminder_is_acceptable_when_its_invoice_is_not(
    invoices: list[Invoice], route: Route | None
) -> None:
    verdicts = judge_all(invoices, RULES, route=route)
    assert verdicts.keys() == {one.id for one in invoices}
    for one in invoices:
        if one.facts.kind is _PLAIN or verdicts[one.id].judgement is not Judgement.ACCEPTABLE:
            continue
        about = [
            other
            for other in invoices
            if other.facts.kind is _PLAIN
            and other.supplier_id == one.supplier_id
            and other.facts.invoice_no in one.facts.matches
        ]
        assert any(verdicts[other.id].judgement is Judgement.ACCEPTABLE for other in about)
        if route is None:
            assert all(verdicts[other.id].judgement is Judgement.ACCEPTABLE for other in about)
        elif one.facts.issue_date and one.facts.issue_date >= route.go_live:
            assert any(
                other.facts.ean == route.ean
                and other.facts.issue_date is not None
                and other.facts.issue_date >= route.go_live
                for other in about
            )


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-400, 400))
def test_a_rule_counts_from_its_day_until_its_last(turning: date, offset: int) -> None:
    lines = tuple(
        replace(
            line,
            until=turning if line.rule is Rule.VAT_NOT_YET else line.until,
            valid_from=turning if line.rule is Rule.VAT_ACCEPTED else line.valid_from,
        )
        for line in RULES.rules
    )
    day = turning + timedelta(days=offset)
    found = KpRules(lines).judge(Document(issue_date=day, citizens=1, vat=True))
    expected = Rule.VAT_NOT_YET if offset < 0 else Rule.VAT_ACCEPTED
    assert found.rule is expected


# ------------------------------------------------------------------------------------------------- remarks


def test_remarks_tell_of_lines_and_of_the_person_reference() -> None:
    evidence = CitizenEvidence(
        citizens=2, most_on_a_line=2, grade=Grade.PROBABLE, places=frozenset({Place.PERSON_REFERENCE})
    )
    facts = replace(invoice("A").facts, evidence=evidence, format=DocumentFormat.OIOUBL_3)
    assert remarks_of(facts) == (Remark.SEVERAL_ON_A_LINE, Remark.PERSON_REFERENCE)
    older = replace(facts, format=DocumentFormat.OIOUBL_2)
    assert remarks_of(older) == (Remark.SEVERAL_ON_A_LINE, Remark.PERSON_REFERENCE_MOVES)
    assert remarks_of(replace(invoice("B").facts, attachments=1)) == ()
