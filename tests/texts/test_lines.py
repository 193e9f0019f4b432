"""Are recipients, history, summaries and the lines of the command line told right, in plain Danish?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop.domain.assessment import Subject
from desktop.domain.collective import (
    CollectiveCounts,
    CollectiveDecision,
    CollectiveReason,
    CollectiveState,
    CollectiveSummary,
    summarise,
)
from desktop.domain.ean_choice import EanPicture
from desktop.domain.imports import ImportSummary, Outcome, SourceReport
from desktop.domain.invoices import Grade, InvoiceKind
from desktop.domain.letters import (
    BatchResult,
    FailedLetter,
    LetterFault,
    LetterKind,
    TemplateError,
    TemplateFault,
    TemplatePlace,
    WrittenLetter,
)
from desktop.domain.plan import EntryState, HistoryEntry, OperationName
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.recipients import RecipientList
from desktop.domain.relevance import Relevance, RelevanceJudgement, RelevanceReason, Trade
from desktop.texts import commands, history, labels, letters, reasons, recipients, summary
from desktop.texts.phrases import listed
from tests.building import OLD_EAN, assessment

# ---------------------------------------------------------------------------------------------- reasons

DENTIST = Trade("dentist", "Tandlæge", in_kp=True)
MASSAGE = Trade("massage", "Massage", in_kp=False)


@pytest.mark.parametrize(
    ("judgement", "danish"),
    [
        (
            RelevanceJudgement(Relevance.KP, RelevanceReason.ACCOUNT, kp_account_share=0.75),
            "75\u00a0% af posteringerne står på funktion 5.48.67 (personlige tillæg).",
        ),
        (
            RelevanceJudgement(Relevance.KP, RelevanceReason.TRADE_CODE, DENTIST),
            "Branchekoden siger Tandlæge, en branche KP har sager til.",
        ),
        (
            RelevanceJudgement(Relevance.KP, RelevanceReason.TRADE_CODE, DENTIST, trade_by_hand=True),
            "I har sat branchen til Tandlæge, og den har KP sager til.",
        ),
        (
            RelevanceJudgement(Relevance.OUTSIDE, RelevanceReason.OTHER_TRADE),
            "Branchekoden hører ikke til en branche, KP har sager til.",
        ),
        (
            RelevanceJudgement(Relevance.OUTSIDE, RelevanceReason.OTHER_TRADE, MASSAGE),
            "KP har ingen sager til branchen Massage.",
        ),
    ],
)
def test_relevance_names_what_decided_it(judgement: RelevanceJudgement, danish: str) -> None:
    assert labels.relevance_reason(judgement) == danish


def test_collective_invoices_come_with_their_figures() -> None:
    found = summarise(CollectiveCounts(documents=40, checked=38, certain=9, max_citizens=12), pharmacy=False)
    assert (
        labels.collective_reason(found) == "9 af 38 undersøgte fakturaer har flere borgere, højst 12 på én."
    )
    pharmacy = summarise(CollectiveCounts(checked=12, probable=12, max_citizens=60), pharmacy=True)
    assert labels.collective_reason(pharmacy).startswith("Et apotek: 12 af 12 undersøgte fakturaer")
    quiet = summarise(CollectiveCounts(checked=1), pharmacy=False)
    assert labels.collective_reason(quiet) == "Den 1 undersøgte faktura har ikke mere end én borger."


@pytest.mark.parametrize("decision", CollectiveDecision)
def test_a_persons_word_is_told_as_theirs(decision: CollectiveDecision) -> None:
    found = summarise(CollectiveCounts(checked=3, certain=3), pharmacy=True, decision=decision)
    assert reasons.collective_reason(found).startswith("I har ")


def test_a_decision_decides_the_sentence_whatever_the_reason() -> None:
    odd = CollectiveSummary(
        CollectiveCounts(), CollectiveState.NO, CollectiveReason.TEXT, CollectiveDecision.REJECTED
    )
    assert reasons.collective_reason(odd) == "I har sagt, at leverandøren sender én borger pr. faktura."


# ------------------------------------------------------------------------------------------- recipients


def test_the_heaps_of_the_letters_in_one_line() -> None:
    undecided = tuple(assessment(number) for number in range(3))
    found = RecipientList(undecided=undecided, untouched=61, dormant=1240)
    assert recipients.summary(found) == (
        "Af jeres leverandører: 0 får brev, 3 skal afgøres først, 61 behøver ikke noget "
        "og 1.240 har ikke sendt en faktura i perioden."
    )
    assert recipients.summary(RecipientList()) == "Af jeres leverandører: 0 får brev."


# ---------------------------------------------------------------------------------------------- history


def remembered(operation: OperationName, **facts: str) -> str:
    at = datetime(2026, 11, 20, 9, 42, tzinfo=UTC)
    return history.entry(HistoryEntry(1, operation, facts, "mkh", at, EntryState.APPLIED, 3))


@pytest.mark.parametrize(
    ("operation", "facts", "danish"),
    [
        (
            OperationName.IMPORT_SUPPLIERS,
            {"files": "liste.csv", "rows_in": "340", "new": "337", "changed": "0", "same": "0", "gone": "0"},
            "Importerede leverandører fra liste.csv: 337 nye.",
        ),
        (
            OperationName.IMPORT_INVOICES,
            {"files": "a.zip, b.xlsx", "new": "1", "changed": "1", "same": "1240", "gone": "0"},
            "Importerede fakturaer fra a.zip, b.xlsx: 1 ny, 1 ændret og 1.240 uændrede.",
        ),
        (
            OperationName.DECIDE,
            {"subject": "relevance", "value": "kp", "suppliers": "7"},
            "Afgjorde for 7 leverandører: Hører til i KP.",
        ),
        (
            OperationName.DECIDE,
            {"subject": "collective", "value": "cannot_split", "suppliers": "1"},
            "Afgjorde for 1 leverandør: Ja, men de kan ikke deles og bliver i økonomisystemet.",
        ),
        (
            OperationName.DECIDE,
            {"subject": "collective", "value": "", "suppliers": "2"},
            "Tog afgørelsen om ”Samleregninger” tilbage for 2 leverandører.",
        ),
        (
            OperationName.DECIDE,
            {"subject": "trade", "value": "dentist", "suppliers": "2"},
            "Satte branchen for 2 leverandører.",
        ),
        (
            OperationName.DECIDE,
            {"subject": "note", "value": "", "suppliers": "1"},
            "Ændrede noten på 1 leverandør.",
        ),
        (OperationName.CHOOSE_EAN, {"option": f"reuse:{OLD_EAN}"}, f"Valgte: Genbrug {OLD_EAN}."),
        (OperationName.CHOOSE_EAN, {"option": ""}, "Tog valget af EAN-nummer tilbage."),
        (OperationName.RECORD_LETTERS, {"letters": "32", "option": "new"}, "Skrev 32 breve."),
        (
            OperationName.DECIDE_PAIR,
            {"verdict": "different"},
            "Afgjorde om et par leverandører: to forskellige.",
        ),
        (OperationName.DECIDE_PAIR, {"verdict": ""}, "Tog afgørelsen om et par leverandører tilbage."),
        (
            OperationName.MERGE_SUPPLIERS,
            {"invoices": "12", "letters": "1", "decisions": "0"},
            "Samlede to leverandører til én; 12 fakturaer blev flyttet.",
        ),
        (
            OperationName.SET_UP,
            {"municipality": "Prøveby Kommune"},
            "Rettede kommunens oplysninger: Prøveby Kommune.",
        ),
    ],
)
def test_the_history_tells_what_was_done(
    operation: OperationName, facts: dict[str, str], danish: str
) -> None:
    assert remembered(operation, **facts) == danish


@pytest.mark.parametrize("operation", OperationName)
def test_a_line_without_its_facts_is_still_a_sentence(operation: OperationName) -> None:
    """A plan from a later version may know other facts."""
    sentence = remembered(operation)
    assert sentence.endswith(".")
    assert "{" not in sentence


@pytest.mark.parametrize("subject", Subject)
def test_every_decision_can_be_taken_back(language: str, subject: Subject) -> None:
    assert remembered(OperationName.DECIDE, subject=subject.value, value="", suppliers="2"), language


# -------------------------------------------------------------------------------------------- summaries


def test_the_account_of_a_file() -> None:
    report = SourceReport("liste.csv", rows_in=340, rows_kept=337, rows_set_aside=3)
    assert summary.source(report) == "340 rækker ind: 337 taget med, 3 lagt til side"
    assert summary.source_name(report) == "liste.csv"
    sheet = SourceReport("liste.xlsx", "Kreditorer", rows_in=1, rows_kept=1)
    assert summary.source(sheet) == "1 række ind: 1 taget med, 0 lagt til side"
    assert summary.source_name(sheet) == "liste.xlsx, ark Kreditorer"


def test_the_account_of_e_invoices_tells_what_they_were() -> None:
    documents = (("invoice", 290), ("credit_note", 1), ("reminder", 0), ("other", 2), ("unreadable", 1))
    report = SourceReport("f.zip", rows_in=294, rows_kept=291, rows_set_aside=3, documents=documents)
    assert summary.source(report) == (
        "294 dokumenter ind: 291 taget med, 3 lagt til side "
        "(290 fakturaer, 1 kreditnota, 2 andre dokumenter, 1, der ikke kan læses)"
    )


def test_an_import_in_two_sentences() -> None:
    reports = (SourceReport("a.csv", rows_in=10, rows_kept=9, rows_set_aside=1), SourceReport("b.csv"))
    counts = {"a.csv": {Outcome.NEW: 4, Outcome.SAME: 5}, "b.csv": {Outcome.GONE: 2}}
    assert summary.imported(ImportSummary(reports, (), counts)) == (
        "10 rækker ind: 9 taget med, 1 lagt til side. "
        "I planen: 4 nye, 5 uændrede og 2 ikke længere på listen."
    )
    assert summary.imported(ImportSummary((), ())).endswith("I planen: intet nyt.")


def test_problems_are_counted_by_what_they_ask() -> None:
    found = [Problem(ProblemKind.NO_NAME, Severity.ERROR)] * 3 + [Problem(ProblemKind.FOOTER, Severity.NOTE)]
    assert summary.problems(found) == "3 skal rettes og 1 til orientering"
    assert summary.problems([]) == "ingen problemer"


@pytest.mark.parametrize(
    ("words", "danish"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_lists_read_as_lists(words: list[str], danish: str) -> None:
    assert listed(words) == danish


# ---------------------------------------------------------------------------------------------- letters


def failed(fault: LetterFault, **more: object) -> FailedLetter:
    letter = FailedLetter(0, "17", "Fodklinik 17", LetterKind.NEW_EAN, fault)
    for name, value in more.items():
        object.__setattr__(letter, name, value)
    return letter


def test_a_letter_that_was_not_written_says_why() -> None:
    lacking = failed(LetterFault.MISSING_FACT, missing=("supplier.name", "new_ean"))
    assert letters.failed(lacking) == (
        "Brevet mangler leverandørens navn og det nye EAN-nummer. Tilføj det, og skriv brevet igen."
    )
    error = TemplateError("new-ean.docx", TemplateFault.SYNTAX, where=TemplatePlace.FOOTER)
    by_template = failed(LetterFault.TEMPLATE, template_error=error)
    assert letters.failed(by_template) == letters.template_error(error)


def test_a_run_is_told_with_what_went_wrong() -> None:
    written = WrittenLetter(
        0, "17", "Fodklinik", LetterKind.NEW_EAN, None, Path(), "a.docx", "Nyt EAN", "0" * 64
    )
    whole = BatchResult((written,), (), Path("m.csv"), None, cancelled=False)
    assert letters.run_result(whole) == "1 brev er skrevet."
    broken = BatchResult(
        (written, written), (failed(LetterFault.FILE_IN_USE),), None, LetterFault.DISK_FULL, cancelled=True
    )
    assert letters.run_result(broken) == (
        "2 breve er skrevet. 1 kunne ikke skrives. Se hvorfor. I stoppede før resten. "
        "De breve, der er skrevet, er hele. Listen over breve mangler. "
        "Der er ikke mere plads på disken. Skaf plads, eller vælg en anden mappe."
    )


# --------------------------------------------------------------------------------------- the command line


def test_the_demo_tells_the_whole_job() -> None:
    lines = commands.demo(
        municipality="Eksempelby Kommune",
        suppliers=340,
        invoices=6214,
        collective=9,
        headline="Genbrug er lettest.",
        robustness="Rækkefølgen holder.",
        letters=32,
        failed=1,
        out="breve",
        plan="eksempelby.eanplan",
        seconds=12.34,
    )
    assert lines == [
        "Eksempelby Kommune: hele arbejdet på 12,3 sekunder.",
        "340 leverandører og 6.214 fakturaer.",
        "9 leverandører sender samleregninger.",
        "Genbrug er lettest. Rækkefølgen holder.",
        "32 breve ligger i breve. 1 kunne ikke skrives:",
        "Planen: eksempelby.eanplan",
    ]


def test_an_invoice_in_one_line_names_no_citizen() -> None:
    line = commands.invoice(
        supplier="Fodklinik 17",
        number="4711",
        kind=InvoiceKind.INVOICE,
        issued=date(2026, 10, 15),
        ean=OLD_EAN,
        amount_ore=123_450,
        citizens=3,
        grade=Grade.PROBABLE,
    )
    assert line == (
        f"Fodklinik 17 · Faktura 4711 · 15-10-2026 · {OLD_EAN} · 1.234,50\u00a0kr. · 3 borgere (sandsynlig)"
    )
    bare = commands.invoice(
        supplier="",
        number="1",
        kind=InvoiceKind.REMINDER,
        issued=None,
        ean="",
        amount_ore=None,
        citizens=None,
        grade=Grade.UNKNOWN,
    )
    assert bare == "Ukendt leverandør · Rykker 1 · Ikke undersøgt"
    assert commands.citizens_found(0, Grade.NONE) == "0 borgere"


def test_an_ean_number_in_one_line() -> None:
    picture = EanPicture(OLD_EAN, 87, 1240, 123_456_789, 61, 14, 9, 3, 0)
    assert commands.ean_picture(picture) == (
        f"{OLD_EAN} · 87 leverandører · 1.240 fakturaer · 1.234.568\u00a0kr. · 73 i KP · 14 uden for KP · "
        "0 ikke afgjort"
    )


@pytest.mark.parametrize(
    ("said", "danish"),
    [
        (lambda: commands.chosen("Genbrug", OLD_EAN), f"Valgt: Genbrug. KP får EAN-nummer {OLD_EAN}."),
        (
            lambda: commands.chosen("Nyt", ""),
            "Valgt: Nyt. Skriv det nye EAN-nummer, når I har det. Brevene kan ikke skrives uden.",
        ),
        (lambda: commands.letters_written(1, 0, "breve"), "1 brev ligger i breve."),
        (lambda: commands.undone("Skrev 3 breve."), "Fortrudt: Skrev 3 breve."),
        (lambda: commands.redone("Skrev 3 breve."), "Gentaget: Skrev 3 breve."),
        (lambda: commands.check("xml", "lxml 6", ok=True), "OK  xml: lxml 6"),
        (lambda: commands.check("xml", "lxml 6", ok=False), "VIRKER IKKE  xml: lxml 6"),
        (lambda: commands.self_test(0), "Alt, hvad programmet skal bruge, er på plads."),
        (
            lambda: commands.recipient(supplier="F", letter=LetterKind.NEW_EAN, reasons=["A.", "B."]),
            "F · Nyt EAN-nummer · A. B.",
        ),
    ],
)
def test_what_the_command_line_says(said: object, danish: str) -> None:
    assert callable(said)
    assert said() == danish
