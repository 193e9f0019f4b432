"""Does the Danish catalogue say everything the source says, and how is it brought up to date?

Source strings are English in `_("...")`; the template and the catalogue live in resources/locale. Locations
are file names without line numbers, and the headers' dates stand still, so that a change of code changes only
the lines it must.
"""

from __future__ import annotations

import argparse
import string
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from devtools.environment import ROOT

DOMAIN = "ean-planner"
LANGUAGE = "da"
# Babel writes dates into the headers; one that never changes keeps them out of every diff.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
# gettext's usual names and ours: `desktop.texts.translate.ngettext_` takes singular and plural.
KEYWORDS = {**DEFAULT_KEYWORDS, "ngettext_": (1, 2)}
HEADER = "# EAN Planner, the words of the user.\n# Licensed as the program is (MIT)."


@dataclass(frozen=True, slots=True)
class Places:
    """Where the source and the catalogue's three files are.

    Attributes:
        source: folder whose Python files hold the strings.
        locale: folder of the template; the catalogue lies below it by language.
    """

    source: Path
    locale: Path

    @property
    def template(self) -> Path:
        """What the source says, with nothing translated."""
        return self.locale / f"{DOMAIN}.pot"

    @property
    def danish(self) -> Path:
        """What people edit."""
        return self.locale / LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.po"

    @property
    def compiled(self) -> Path:
        """What the program reads."""
        return self.danish.with_suffix(".mo")


HOUSE = Places(source=ROOT / "desktop", locale=ROOT / "resources" / "locale")


def extracted(places: Places) -> Catalog:
    """Everything the source says, by file."""
    catalog = _empty(None)
    strings = extract_from_dir(
        places.source, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for name, _, message, comments, context in strings:
        location = f"{places.source.name}/{Path(name).as_posix()}"
        catalog.add(message, locations=[(location, 0)], auto_comments=comments, context=context)
    return catalog


def update(places: Places) -> None:
    """Write the template, bring the catalogue up to it and compile it.

    Nothing is guessed: a new string is untranslated and stays so until a person writes it. A string that went
    and came back gets the translation it had, which the catalogue keeps at its end.
    """
    template = extracted(places)
    _write(places.template, _po_bytes(template))
    danish = _read(places.danish)
    danish.update(template, no_fuzzy_matching=True)
    for message in danish:
        kept = danish.obsolete.get((_text(message), message.context) if message.context else _text(message))
        if kept is not None and not _is_translated(message):
            message.string = kept.string
    _write(places.danish, _po_bytes(danish))
    # Compiled from what was written, so that a later check compiles the same.
    _write(places.compiled, _mo_bytes(_read(places.danish)))


def faults(places: Places) -> list[str]:
    """What keeps the catalogue from being complete and up to date; empty when nothing does."""
    template = extracted(places)
    if not places.template.is_file() or places.template.read_bytes() != _po_bytes(template):
        return ["the template is not what the source says; run: python dev.py locale"]
    danish = _read(places.danish)
    found = [fault for message in template if message.id for fault in _faults_of(message, danish)]
    wanted = {(_text(message), message.context) for message in template}
    found += [
        f"no longer in the source: {_text(message)!r}"
        for message in danish
        if message.id and (_text(message), message.context) not in wanted
    ]
    if not places.compiled.is_file() or places.compiled.read_bytes() != _mo_bytes(danish):
        found.append("the compiled catalogue (.mo) is stale; run: python dev.py locale")
    return found


def fields(text: str) -> set[str] | None:
    """Names of the `{placeholders}` of a text; None when it is no format string."""
    try:
        parsed = list(string.Formatter().parse(text))
    except ValueError:
        return None
    return {name for _, name, _, _ in parsed if name is not None}


def _faults_of(message: Message, danish: Catalog) -> list[str]:
    """What is wrong with the translation of one message of the template."""
    translation = danish.get(message.id, message.context)
    quoted = repr(_text(message))
    if translation is None or not _is_translated(translation):
        return [f"untranslated: {quoted}"]
    if translation.fuzzy:
        return [f"fuzzy: {quoted}"]
    return [
        f"placeholders differ from {sorted(wanted)}: {target!r}"
        for source, target in _pairs(translation)
        if (wanted := fields(source)) is not None and fields(target) != wanted
    ]


def _pairs(message: Message) -> list[tuple[str, str]]:
    """Source and translation of each form; Danish has the same two forms as English."""
    return list(zip(_forms(message.id), _forms(message.string), strict=True))


def _forms(value: object) -> list[str]:
    """The text, or the texts of singular and plural; an absent one is empty."""
    parts = value if isinstance(value, tuple | list) else [value]
    return [str(part or "") for part in parts]


def _is_translated(message: Message) -> bool:
    forms = _forms(message.string)
    return len(forms) == len(_forms(message.id)) and all(forms)


def _text(message: Message) -> str:
    return _forms(message.id)[0]


def _empty(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        domain=DOMAIN,
        header_comment=HEADER,
        project="EAN Planner",
        version="1",
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        last_translator="EAN Planner contributors",
        language_team="EAN Planner contributors",
        charset="utf-8",
        fuzzy=False,
    )


def _read(path: Path) -> Catalog:
    """The catalogue of a .po file under our own header; an empty one when there is no file yet."""
    catalog = _empty(LANGUAGE)
    if path.is_file():
        with path.open("rb") as file:
            read = read_po(file, locale=LANGUAGE, domain=DOMAIN, abort_invalid=True)
        for message in read:
            if message.id:
                catalog[message.id] = message
        catalog.obsolete = read.obsolete
    return catalog


def _po_bytes(catalog: Catalog) -> bytes:
    stream = BytesIO()
    # Width 0: no text is folded, so that one changed word changes one line.
    write_po(stream, catalog, width=0, sort_by_file=True, include_lineno=False)
    return stream.getvalue()


def _mo_bytes(catalog: Catalog) -> bytes:
    stream = BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def main() -> int:
    """Update, or with `--check` only look; 1 when the catalogue is not complete afterwards."""
    parser = argparse.ArgumentParser(prog="python dev.py locale")
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        update(HOUSE)
    found = faults(HOUSE)
    for fault in found:
        print(fault, file=sys.stderr)
    count = sum(1 for message in extracted(HOUSE) if message.id)
    print(f"{count} source strings, {len(found)} faults in the Danish catalogue")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
