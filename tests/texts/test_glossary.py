"""Does the Danish catalogue use the glossary's word for each of the field's terms?"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from tests.architecture import source_rules
from tests.texts.test_catalogue import PAIRS, Pair

GLOSSARY = source_rules.ROOT / "docs" / "glossary.md"

STEMS = {
    "account string": "kontostreng",
    "CPR number": "CPR-num|CPR-kolonne",
    "CVR number": "CVR-num|CVR",
    "EAN number": "EAN-num|EAN-valg|nummer|numre",
    "amount": "beløb",
    "ERP": "økonomisystem",
    "gradual": "gradvis",
    "joined file": "samlede? fil|samlet fil",
    # Letters of the alphabet are the other kind.
    "letter": "brev|bogstav|tegnsæt",
    "lock": "lås",
    "matching invoice": "matchende faktura",
    "note": "note",
    "outside KP": "uden for KP",
    "reject": "afvis",
    "sample municipality": "eksempelkommune",
    "set aside": "lagt til side",
    "settle": "afgør|afgjort",
    "single-case principle": "enkeltsagsprincip",
    "split": r"del\b|dele|delt",
    "row": "rækk",
    "municipality": "kommune",
    "pharmacy": "apotek",
    "misrouted": "fejlsend",
    "supplier": "leverandør",
}
"""What to look for where the Danish word changes with number and gender; the rest as they stand."""

ENGLISH = {
    "pharmacy": "pharmac(?:y|ies)",
    "municipality": "municipalit(?:y|ies)('s)?",
    "reject": "reject(?:ed|ing|ion|s)?",
    "settle": "settle[ds]?",
    "gradual": "gradual(?:ly)?",
    "split": "split(?:s|ting)?",
    "posting": "postings?",
    "reuse": "reuse",
}
"""Forms of an English term beyond a plural s."""

OTHERWISE = {
    # the options' names on the command line
    "reuse:<EAN>, new or new-gradual": "reuse",
}
"""Beginnings of messages in which a term means something else."""


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the glossary."""

    english: str
    danish: str
    meaning: str
    source: str

    def named_in(self, text: str) -> re.Match[str] | None:
        pattern = ENGLISH.get(self.english, re.escape(self.english) + "s?")
        return re.search(rf"(?<![\w-]){pattern}(?![\w-])", text, re.IGNORECASE)

    def said_in(self, text: str) -> bool:
        stem = STEMS.get(self.english, re.escape(self.danish))
        return re.search(stem, text, re.IGNORECASE) is not None


def terms() -> list[Term]:
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("| ")][1:]
    return [Term(*(cell.strip() for cell in row)) for row in rows]


TERMS = terms()


def test_the_glossary_is_whole_and_in_order() -> None:
    assert len(TERMS) > 40
    assert all(all((term.english, term.danish, term.meaning, term.source)) for term in TERMS)
    for names in ([term.english for term in TERMS], [term.danish for term in TERMS]):
        assert len(set(names)) == len(names)
    english = [term.english.casefold() for term in TERMS]
    assert english == sorted(english)


def missed(term: Term, pairs: list[Pair]) -> list[Pair]:
    """Messages that name the term in English and not in Danish."""
    longer = [other for other in TERMS if other is not term and term.named_in(other.english)]
    found = []
    for pair in pairs:
        text = re.sub(r"{\w*}", "", pair.source).replace("&", "")
        for other in longer:
            while match := other.named_in(text):
                text = text[: match.start()] + text[match.end() :]
        elsewhere = any(
            pair.source.startswith(start) for start, word in OTHERWISE.items() if word == term.english
        )
        if elsewhere or not term.named_in(text):
            continue
        if not term.said_in(re.sub(r"{\w*}", "", pair.danish).replace("&", "")):
            found.append(pair)
    return found


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.english)
def test_the_term_has_its_danish_word_wherever_it_stands(term: Term) -> None:
    assert missed(term, PAIRS) == []


def test_another_word_is_seen() -> None:
    term = next(one for one in TERMS if one.english == "collective invoice")
    assert missed(term, [Pair("Two collective invoices", "To samlefakturaer")]) != []
    assert missed(term, [Pair("Two collective invoices", "To samleregninger")]) == []


def test_a_term_inside_a_longer_one_is_not_asked_for() -> None:
    term = next(one for one in TERMS if one.english == "invoice")
    assert missed(term, [Pair("Two collective invoices", "To samleregninger")]) == []
    assert missed(term, [Pair("Collective invoices and invoices", "Samleregninger og breve")]) != []
