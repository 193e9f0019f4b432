"""What does the template of the decision note say, and how is it laid out? Two pages a leader can read.

The answer stands first, then the figures it rests on, then what is assumed. The fields are those of
`desktop.texts.decision_note`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from letters.blocks import Table

# The letters' own parts: the note looks like them.
from letters.page import MARGIN, _bare, _foot, _letterhead, _table, _text

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "notes"
NAME = "decision-note.docx"
SUBJECT = "Hvilket EAN-nummer skal KP have?"

_FIGURES = Table(
    "Mulighederne i tal",
    ("Mulighed", "Breve", "Timer", "Uger", "I KP fra dag ét pr. måned", "Afvises", "Gradvis start"),
    (
        (
            "{{ m.navn }}{{ m.maerke }}",
            "{{ m.breve }}",
            "{{ m.timer }}",
            "{{ m.uger }}",
            "{{ m.dag_et }}",
            "{{ m.afvises }}",
            "{{ m.gradvis }}",
        ),
        ("Ingen muligheder endnu", "", "", "", "", "", ""),
    ),
    (52, 17, 17, 17, 27, 18, 22),
    loop="m in muligheder",
)
_HOURS = Table(
    "Hvad timerne går til",
    ("Mulighed", "Breve", "Opkald", "Rykkere", "Fejlsendte", "Opsætning", "Tilsyn", "I alt"),
    (
        (
            "{{ m.navn }}",
            "{{ m.timer_brev }}",
            "{{ m.timer_opkald }}",
            "{{ m.timer_rykker }}",
            "{{ m.timer_fejlsendte }}",
            "{{ m.timer_opsaetning }}",
            "{{ m.timer_tilsyn }}",
            "{{ m.timer_i_alt }}",
        ),
        ("Ingen muligheder endnu", "", "", "", "", "", "", ""),
    ),
    (44, 17, 17, 17, 20, 19, 17, 19),
    loop="m in muligheder",
)
_CONTACTS = Table(
    "Hvem skal have brev",
    (
        "",
        "Uden for KP (N)",
        "Kan ikke dele (U)",
        "Én borger (K)",
        "Kan dele (C)",
        "Andet nummer (M)",
        "Ikke afgjort",
    ),
    (
        (
            "{{ r.navn }}",
            "{{ r.n }}",
            "{{ r.u }}",
            "{{ r.k }}",
            "{{ r.c }}",
            "{{ r.m }}",
            "{{ r.uafklarede }}",
        ),
        ("Ingen", "", "", "", "", "", ""),
    ),
    (38, 22, 22, 22, 22, 22, 22),
    loop="r in hvem",
)
_EANS = Table(
    "Jeres EAN-numre i dag",
    (
        "EAN-nummer",
        "Lev.",
        "Én borger",
        "Kan dele",
        "Kan ikke dele",
        "Uden for KP",
        "Ikke afgjort",
        "Fakt.",
        "Beløb",
    ),
    (
        (
            "{{ e.nummer }}",
            "{{ e.leverandoerer }}",
            "{{ e.i_kp }}",
            "{{ e.kan_dele }}",
            "{{ e.kan_ikke_dele }}",
            "{{ e.uden_for }}",
            "{{ e.uafklarede }}",
            "{{ e.fakturaer }}",
            "{{ e.beloeb }}",
        ),
        ("Ingen", "", "", "", "", "", "", "", ""),
    ),
    (32, 13, 13, 15, 16, 17, 16, 16, 32),
    loop="e in ean",
)
_SWINGS = Table(
    "Antagelserne én for én: forskel i timer mellem de to første muligheder",
    ("Antagelse", "Halveret", "Timer", "Halvanden gang", "Timer", "Vender"),
    (
        (
            "{{ s.antagelse }}",
            "{{ s.lav }}",
            "{{ s.timer_lav }}",
            "{{ s.hoej }}",
            "{{ s.timer_hoej }}",
            "{{ s.vender }}",
        ),
        ("Ingen antagelse flytter timerne", "", "", "", "", ""),
    ),
    (62, 27, 19, 27, 19, 16),
    loop="s in udsving",
)
_ASSUMPTIONS = Table(
    "Antagelser",
    ("Antagelse", "Værdi", "Standard", ""),
    (("{{ a.navn }}", "{{ a.vaerdi }}", "{{ a.standard }}", "{{ a.aendret }}"), ("Ingen", "", "", "")),
    (80, 36, 36, 18),
    loop="a in antagelser",
)
_SCENARIOS = Table(
    "Scenarier",
    ("Scenarie", "Taler for", "Breve", "Timer", "Uger", "Forskelle"),
    (
        (
            "{{ s.navn }}",
            "{{ s.taler_for }}",
            "{{ s.breve }}",
            "{{ s.timer }}",
            "{{ s.uger }}",
            "{{ s.forskelle }}",
        ),
        ("Ingen scenarier er gemt", "", "", "", "", ""),
    ),
    (32, 36, 16, 16, 16, 54),
    loop="s in scenarier",
)
_READY = Table(
    "Klar til alt på én gang",
    ("Punkt", "Status", "Ansvarlig"),
    (("{{ k.punkt }}", "{{ k.status }}", "{{ k.ansvarlig }}"), ("Ingen punkter", "", "")),
    (110, 24, 36),
    loop="k in klar",
)


def note() -> WordDocument:
    """The template as a Word document."""
    word = _bare()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(28), Mm(18)
    section.header_distance, section.footer_distance = Mm(12), Mm(9)
    section.different_first_page_header_footer = True
    _letterhead(section.first_page_header)
    running = section.header.paragraphs[0]
    running.style = "header"
    running.add_run("{{ kommune.navn }}\t" + SUBJECT)
    _foot(section.first_page_footer)
    _foot(section.footer)
    _answer(word)
    _figures(word)
    _assumed(word)
    _decided(word)
    _properties(word)
    return word


def _answer(word: WordDocument) -> None:
    word.add_paragraph(SUBJECT, style="heading 1")
    _text(word, "Notat til beslutning, {{ dato }}")
    _heading(word, "Spørgsmålet")
    _text(
        word,
        "Leverandørernes fakturaer om helbredstillæg og personligt tillæg skal til KP. Skal KP overtage et "
        "EAN-nummer, kommunen allerede bruger, eller have et nyt?",
    )
    _heading(word, "Anbefalingen")
    _text(word, "**{{ anbefaling }}**")
    _loop(word, "b in begrundelser", "{{ b.tegn }}: {{ b.tekst }}")
    _text(word, "{{ robusthed }}")
    _heading(word, "Beslutningen")
    _when(
        word,
        "beslutning.truffet",
        "**{{ beslutning.mulighed }}.** KP’s EAN-nummer: {{ beslutning.ean }}. Valgt af {{ "
        "beslutning.hvem }}, "
        "{{ beslutning.dato }}. Begrundelse: {{ beslutning.hvorfor }}",
    )
    _when(word, "beslutning.siden", "{{ beslutning.siden }}")
    _when(word, "not beslutning.truffet", "Der er ikke valgt endnu. Dato og navn: ________________________")


def _figures(word: WordDocument) -> None:
    _heading(word, "Mulighederne i tal")
    _text(word, "{{ grundlag }}")
    _loop(word, "g in mangler", "Mangler: {{ g }}")
    _table(word, _FIGURES)
    _heading(word, "Hvem skal have brev?")
    _when(word, "uden_billeder", "{{ uden_billeder }}")
    _picture(word, "kontakter")
    _table(word, _CONTACTS)
    _when(word, "vender", "{{ vender }}").paragraph_format.space_before = Pt(8)
    _picture(word, "vendepunkt")
    _heading(word, "For og imod")
    _text(word, "{%p for m in argumenter %}")
    _text(word, "**{{ m.navn }}**").paragraph_format.keep_with_next = True
    _loop(word, "l in m.linjer", "{{ l.tegn }}: {{ l.tekst }}")
    _text(word, "{%p endfor %}")
    _heading(word, "Hvad timerne går til")
    _table(word, _HOURS)
    _heading(word, "Jeres EAN-numre i dag")
    _table(word, _EANS)


def _assumed(word: WordDocument) -> None:
    _heading(word, "Hvad betyder mest, og hvad kan ændre svaret?")
    _picture(word, "foelsomhed")
    _text(word, "{%p if not foelsomhed %}")
    _table(word, _SWINGS)
    _text(word, "{%p endif %}")
    _loop(word, "v in vendepunkter", "{{ v }}")
    _heading(word, "Antagelser")
    _text(word, "{{ antagelser_fra }}")
    _table(word, _ASSUMPTIONS)
    _heading(word, "Scenarier")
    _table(word, _SCENARIOS)
    _text(word, "{%p if genbrug %}")
    _heading(word, "Er I klar, hvis alt flytter på én gang?")
    _table(word, _READY)
    _text(word, "{%p endif %}")


def _decided(word: WordDocument) -> None:
    _heading(word, "Grundlaget")
    _text(
        word,
        "Notatet er dannet {{ dato }} kl. {{ klokken }} af planens tal. Fingeraftryk af dem: {{ "
        "fingeraftryk }}. Et "
        "notat med samme fingeraftryk bygger på de samme fakturaer og vurderinger.",
    )


def _heading(word: WordDocument, text: str) -> None:
    paragraph = word.add_paragraph(text, style="heading 2")
    paragraph.paragraph_format.space_before = Pt(12)
    paragraph.paragraph_format.space_after = Pt(4)


def _loop(word: WordDocument, each: str, text: str) -> None:
    _text(word, f"{{%p for {each} %}}")
    _text(word, text)
    _text(word, "{%p endfor %}")


def _when(word: WordDocument, condition: str, text: str) -> WordParagraph:
    _text(word, f"{{%p if {condition} %}}")
    paragraph = _text(word, text)
    _text(word, "{%p endif %}")
    return paragraph


def _picture(word: WordDocument, field: str) -> None:
    _text(word, f"{{%p if {field} %}}")
    _text(word, f"{{{{ {field} }}}}")
    _text(word, "{%p endif %}")


def _properties(word: WordDocument) -> None:
    properties = word.core_properties
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    properties.author = "{{ kommune.navn }}"
    properties.title = SUBJECT
    properties.subject = "Notat til beslutning"
    properties.language = "da-DK"
    properties.category = "Notat"
    properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.revision = 1
