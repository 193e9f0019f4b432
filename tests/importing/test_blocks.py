"""Do blocks of lines give the same invoices, problems and reports as the same lines one by one?"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import FileTrouble, MappingTrouble
from desktop.domain.imports import InvoiceImport, TableChoices
from desktop.domain.problems import ProblemKind
from desktop.domain.progress import Cancelled
from desktop.importing import blocks
from desktop.importing.blocks import Block
from desktop.importing.invoice_lines import read_invoices_from_table
from desktop.importing.sheets import read_sheet
from tests.importing.making import (
    ANNA,
    BENT,
    CLARA,
    CVR,
    EAN,
    OTHER_CVR,
    TODAY,
    dashed,
    leaks,
    never_issued,
    text_file,
)

HEADINGS = [
    "Kreditornr", "Navn", "CVR-nr", "Fakturanr", "Fakturadato", "EAN-nr", "Kontostreng", "Beløb", "Tekst",
    "Bilagstype", "Vedr. faktura", "CPR-nr", "Antal CPR", "Linjenr", "Kontakt", "Linjetekst",
]  # fmt: skip
_HEADING_OF = {heading.replace("-", "_").replace(" ", "_"): heading for heading in HEADINGS}
NEVER = 10**9

Outcome = tuple[InvoiceImport | str, list[tuple[int, int]]]


def line(invoice: str, amount: str, text: str = "", *, number: str = "00104", **changes: str) -> list[str]:
    row = dict.fromkeys(HEADINGS, "")
    row.update({"Kreditornr": number, "Navn": "Åløkke Prøve", "CVR-nr": CVR, "Fakturanr": invoice})
    row.update({"Fakturadato": "14-02-2026", "EAN-nr": EAN, "Kontostreng": "5.48.67.1.008"})
    row.update({"Beløb": amount, "Tekst": text, "Bilagstype": "Faktura"})
    row.update({_HEADING_OF.get(word, word): cell for word, cell in changes.items()})
    assert len(row) == len(HEADINGS)
    return [row[heading] for heading in HEADINGS]


def outcome(path: Path, *, worth_it: int, lines: int = blocks.LINES) -> Outcome:
    """What is read, or the trouble there is, and the progress that was told."""
    told: list[tuple[int, int]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "WORTH_IT", worth_it)
        patch.setattr(blocks, "LINES", lines)
        try:
            found: InvoiceImport | str = read_invoices_from_table(
                path, TableChoices(), lambda done, total: told.append((done, total)), today=TODAY
            )
        except (FileTrouble, MappingTrouble) as trouble:
            found = repr(trouble)
    return found, told


def lines_in_blocks(path: Path, *, lines: int = blocks.LINES) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "WORTH_IT", 1)
        patch.setattr(blocks, "LINES", lines)
        understood, _ = read_sheet(path, TableChoices(), missing=lambda _: None)
        return sum(len(piece) for piece in understood.body_in_blocks([]) if isinstance(piece, Block))


def with_every_fault(count: int) -> list[list[str]]:
    """Lines of an extract, one to four per invoice, some of them with a fault of each kind."""
    chance = random.Random(7)
    texts = (
        "", "Kørsel", f"Behandling {dashed(ANNA)}", f"cpr {BENT} og {dashed(CLARA)}", f"Ordre {ANNA}",
        "Samleregning marts", 'Sko "Åse"; par 2', "Levering; uden nummer",
    )  # fmt: skip
    faults: tuple[dict[str, str], ...] = (
        {"EAN_nr": "5790000000013"}, {"EAN_nr": "5,79E+12"}, {"Fakturadato": "31-02-2026"},
        {"Fakturadato": "i går"}, {"Beløb": "tolv kroner"}, {"Beløb": "1.250,00-"}, {"Beløb": ANNA},
        {"CPR_nr": dashed(ANNA)}, {"CPR_nr": "flere"}, {"Bilagstype": "Kreditnota"},
        {"Bilagstype": "Kreditnota", "Vedr. faktura": "F-17", "Beløb": "-7,50"}, {"Vedr. faktura": ANNA},
        {"Bilagstype": "Rykker"}, {"Antal_CPR": "3"}, {"Antal_CPR": "mange"}, {"Fakturanr": ""},
        {"Fakturanr": BENT}, {"Kreditornr": "", "Navn": "", "CVR_nr": ""}, {"CVR_nr": "99000008"},
        {"Kreditornr": ""}, {"Kontostreng": dashed(CLARA)}, {"Navn": f"Prøve {dashed(ANNA)}"},
        {"Kontostreng": ""}, {"Fakturanr": "\t"},
    )  # fmt: skip
    rows: list[list[str]] = []
    while len(rows) < count:
        number, invoice = f"{chance.randint(1, 300):05}", f"F-{chance.randint(1, count // 2)}"
        for place in range(chance.randint(1, 4)):
            amount = f"{chance.randint(1, 9000)},{chance.randint(0, 99):02}"
            changes = {"Linjenr": str(place), "CVR_nr": chance.choice((CVR, OTHER_CVR))}
            changes |= chance.choice(faults) if chance.random() < 0.1 else {}
            amount = changes.pop("Beløb", amount)
            own_number, own_invoice = changes.pop("Kreditornr", number), changes.pop("Fakturanr", invoice)
            row = line(own_invoice, amount, chance.choice(texts), number=own_number, **changes)
            rows += [row] * (2 if chance.random() < 0.03 else 1)
    return rows[:count]


def test_a_large_extract_with_every_kind_of_fault(tmp_path: Path) -> None:
    path = text_file(tmp_path, [HEADINGS, *with_every_fault(30_000)], name="udtræk.csv", encoding="cp1252")
    assert lines_in_blocks(path) == 30_000
    in_blocks, one_by_one = outcome(path, worth_it=20_000), outcome(path, worth_it=NEVER)
    assert in_blocks == one_by_one
    assert outcome(path, worth_it=20_000, lines=977) == one_by_one
    found = in_blocks[0]
    assert isinstance(found, InvoiceImport)
    assert found.reports[0].rows_in == 30_000
    assert {problem.kind for problem in found.problems} >= {
        ProblemKind.EAN_CHECK_DIGIT, ProblemKind.EAN_LOST_DIGITS, ProblemKind.DATE_UNREADABLE,
        ProblemKind.AMOUNT_UNREADABLE, ProblemKind.COUNT_UNREADABLE, ProblemKind.NO_INVOICE_NUMBER,
        ProblemKind.NO_SUPPLIER, ProblemKind.CVR_CHECK_DIGIT, ProblemKind.CPR_REMOVED,
        ProblemKind.REPEATED_ROW,
    }  # fmt: skip
    assert min(Counter(row.facts.kind for row in found.rows).values()) > 10
    assert leaks(found, ANNA, BENT, CLARA) == []


def test_repeated_rows_are_found_across_blocks_and_whatever_their_quotes(tmp_path: Path) -> None:
    row = line("F-1", "5,00", "Gebyr")
    others = [line(f"G-{n}", "1,00") for n in range(40)]
    path = text_file(tmp_path, [HEADINGS, row, *others, row, row])
    path.write_bytes(path.read_bytes().replace(b"Gebyr", b'"Gebyr"', 1))
    assert lines_in_blocks(path, lines=10) == 43
    found, _ = outcome(path, worth_it=1, lines=10)
    assert found == outcome(path, worth_it=NEVER)[0]
    assert isinstance(found, InvoiceImport)
    assert [(p.kind, p.value) for p in found.problems] == [(ProblemKind.REPEATED_ROW, "2")]


@pytest.mark.parametrize(
    ("broken", "left"),
    [
        ("1;kort", 50),  # too few cells: its block goes line by line, the others do not
        ('1;A;"to\r\nlinjer";F-9', 20),  # from here on a record may be several lines
        ('1;A;et "citat;F-9', 20),
        ("I alt;;;;;;;9,00", 50),
        ("", 50),
    ],
)
def test_only_regular_stretches_are_cut_into_blocks(tmp_path: Path, broken: str, left: int) -> None:
    path = text_file(tmp_path, [HEADINGS, *[line(f"F-{n}", "1,00") for n in range(59)]])
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.insert(25, broken)
    path.write_text("".join(f"{each}\r\n" for each in lines), encoding="utf-8", newline="")
    assert lines_in_blocks(path, lines=10) == left
    assert outcome(path, worth_it=1, lines=10) == outcome(path, worth_it=NEVER)


def test_short_files_and_cells_between_pipes_are_not_cut_into_blocks(tmp_path: Path) -> None:
    rows = [HEADINGS, *[line(f"F-{n}", "1,00") for n in range(60)]]
    understood, _ = read_sheet(text_file(tmp_path, rows), TableChoices(), missing=lambda _: None)
    assert not any(isinstance(piece, Block) for piece in understood.body_in_blocks([]))
    assert lines_in_blocks(text_file(tmp_path, rows, delimiter="|", name="rør.txt")) == 0


def test_reading_blocks_can_be_stopped(tmp_path: Path) -> None:
    path = text_file(tmp_path, [HEADINGS, *[line(f"F-{n}", "1,00") for n in range(25_000)]])
    told: list[int] = []

    def stop_later(done: int, total: int) -> None:
        told.append(done)
        if done >= 22_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_invoices_from_table(path, TableChoices(), stop_later, today=TODAY)
    assert told == list(range(2_000, 22_001, 2_000))


cells = st.one_of(
    st.sampled_from(["", " ", "F-1", "F-2", "1,00", "-2,50", "5e3", "14-02-2026", "99-99-99", "I alt"]),
    st.sampled_from(
        ["---", "Udskrevet 5. marts", EAN, "5790000000013", "Kreditornr", "'a", "b'", "x" * 33_000]
    ),
    st.sampled_from(['="007"', "'12", "samleregning", "Kreditnota", "\ufeff", "\x1a", "a\rb", "Ærø", "🎈"]),
    never_issued,
    never_issued.map(dashed),
    never_issued.map(lambda digits: f"borger {digits}"),
    st.text(alphabet='ab;" \t\r\n\x00\u2028é0', max_size=6),
)
usual_lines = st.builds(
    line,
    st.sampled_from(["F-1", "F-2", "F-3", "", ANNA, "7", "'7", '="7"', "7.0"]),
    st.sampled_from(["1,00", "1,00", "2,00", "-3,00", "x", "", ANNA, "20000000000,00", f"9{'0' * 20},00"]),
    st.one_of(cells, st.sampled_from([f"cpr {ANNA}", dashed(BENT), "", 'a;"b"'])),
    number=st.sampled_from(["00104", "00105", "", "I alt"]),
    CVR_nr=st.sampled_from([CVR, "", "99000008"]),
    Fakturadato=st.sampled_from(["14-02-2026", "2026-02-15", "", "x"]),
    CPR_nr=st.sampled_from(["", dashed(CLARA), "flere"]),
    Antal_CPR=st.sampled_from(["", "2", "x"]),
    Kontakt=st.sampled_from(["", "", "Åse Ørsted", dashed(ANNA), f"{BENT}, Bent"]),
    Linjetekst=st.sampled_from(["", "Fodbehandling", f"Vedr. {dashed(CLARA)}", "Samlefaktura"]),
    Navn=st.sampled_from(["Åløkke Prøve", "AALØKKE PRØVE ApS", "!!", ""]),
)
raw_lines = st.one_of(
    usual_lines.map(";".join),
    usual_lines.map(lambda row: ";".join('"' + cell.replace('"', '""') + '"' for cell in row)),
    usual_lines.map(lambda row: ";".join(f'"{cell}"' for cell in row) + ";"),
    st.lists(cells, max_size=17).map(";".join),
)


@given(
    st.lists(st.one_of(usual_lines, st.lists(cells, max_size=16)), max_size=16),
    st.integers(1, 6),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([";", ",", "\t"]),
)
def test_blocks_and_lines_agree_on_cells(
    rows: list[list[str]], lines: int, encoding: str, delimiter: str
) -> None:
    with TemporaryDirectory() as folder:
        path = text_file(Path(folder), [HEADINGS, *rows], encoding=encoding, delimiter=delimiter)
        assert outcome(path, worth_it=1, lines=lines) == outcome(path, worth_it=NEVER)


def test_a_column_beyond_the_headings_may_be_known_by_a_few_cells(tmp_path: Path) -> None:
    rows = [line(f"F-{n}", "1,00") for n in range(9)]
    rows[4].append(f"Vedr. {dashed(CLARA)}")
    path = text_file(tmp_path, [HEADINGS, *rows], name="udtræk.csv")
    assert outcome(path, worth_it=1, lines=2) == outcome(path, worth_it=NEVER)


@given(
    st.lists(raw_lines, max_size=14),
    st.integers(1, 5),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from(["", "sep=;\n", "Titel\n\n", '"To\nlinjer"\n']),
    st.booleans(),
)
def test_blocks_and_lines_agree_on_any_text(
    found: list[str], lines: int, end: str, above: str, ends: bool
) -> None:
    # Enough good lines that the table is found whatever stands among them.
    good = [";".join(line(f"G-{n}", "1,00", number="00200")) for n in range(6)]
    text = above + end.join([";".join(HEADINGS), *good, *found, *good]) + (end if ends else "")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "udtræk.csv"
        path.write_bytes(text.encode())
        assert outcome(path, worth_it=1, lines=lines) == outcome(path, worth_it=NEVER)
