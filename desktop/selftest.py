"""Can this installation do its work? What the installed program checks about itself.

Every library is used once, on something tiny, in memory, because a frozen program that lacks one file fails
only when that file is needed. The rooms of the house are not asked: this must answer when one of them cannot.
The built program is optimised, which strips `assert`; a check therefore raises.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop import __version__, paths

QT_VERSION = "6.11.3"
IMAGE_FORMATS = ("png", "svg", "jpeg")
DANISH = "Ærø, Østerbro og Århus"


class SelfTestError(Exception):
    """A library answered, but not what it should."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the program needs.

    Attributes:
        name: short and stable, in English; robots may look for it.
        ok: whether it is there and works.
        detail: versions and counts, or what went wrong; the user's home folder is written as `~`.
    """

    name: str
    ok: bool
    detail: str


def run_checks() -> list[Check]:
    """Try everything the program needs, each by itself: one fault hides no other.

    Returns:
        One entry per check, in a fixed order; none is left out, none raises.
    """
    return [_tried(name, check) for name, check in CHECKS.items()]


def _tried(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name, ok=True, detail=_without_home(check()))
    except Exception as error:  # noqa: BLE001 - whatever breaks here is the answer the self-test is asked for
        return Check(name, ok=False, detail=_without_home(f"{type(error).__name__}: {error}"))


def _without_home(text: str) -> str:
    """The text with the user's home folder as `~`: people send this text to others."""
    return text.replace(str(Path.home()), "~")


def _need(*, met: bool, otherwise: str) -> None:
    if not met:
        raise SelfTestError(otherwise)


def _program() -> str:
    kind = "built" if paths.is_frozen() else "checkout"
    return f"EAN Planner {__version__} ({kind}), Python {platform.python_version()}, {platform.platform()}"


def _resources() -> str:
    folder = paths.resources_dir()
    _need(met=folder.is_dir(), otherwise="the folder `resources` is missing")
    files = [path for path in folder.rglob("*") if path.is_file()]
    _need(met=bool(files), otherwise="the folder `resources` is empty")
    guide = paths.program_dir() / "docs" / "brugervejledning.md"
    _need(met=guide.is_file(), otherwise="the user's guide is missing")
    return f"{len(files)} files"


def _catalogue() -> str:
    import gettext

    translation = gettext.translation(
        "ean-planner", localedir=str(paths.resources_dir() / "locale"), languages=["da"]
    )
    _need(
        met=translation.info().get("language") == "da",
        otherwise="the Danish catalogue is of another language",
    )
    return f"Danish, {translation.charset()}"


def _database() -> str:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE TABLE amount (ore INTEGER NOT NULL) STRICT")
        refused = False
        try:
            connection.execute("INSERT INTO amount VALUES ('two crowns')")
        except sqlite3.IntegrityError:
            refused = True
        _need(met=refused, otherwise="a STRICT table took text for a number")
    finally:
        connection.close()
    return f"SQLite {sqlite3.sqlite_version} with STRICT tables"


def _sqlalchemy() -> str:
    import sqlalchemy

    engine = sqlalchemy.create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            answer = connection.execute(sqlalchemy.select(sqlalchemy.literal(DANISH))).scalar_one()
    finally:
        engine.dispose()
    _need(met=answer == DANISH, otherwise="text came back changed")
    return f"SQLAlchemy {sqlalchemy.__version__}"


def _csv() -> str:
    from io import BytesIO

    import pandas as pd

    content = f"number;name\n00012345;{DANISH}\n".encode("cp1252")
    frame = pd.read_csv(BytesIO(content), sep=";", encoding="cp1252", dtype=str, keep_default_na=False)
    row = frame.iloc[0].tolist()
    _need(met=row == ["00012345", DANISH], otherwise="a table came back changed")
    return f"pandas {pd.__version__}"


def _workbook() -> bytes:
    """A spreadsheet of one cell, in memory."""
    from io import BytesIO

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    _need(met=sheet is not None, otherwise="a new workbook has no sheet")
    book.worksheets[0]["A1"] = DANISH
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _openpyxl() -> str:
    from io import BytesIO

    import openpyxl
    from openpyxl.xml import DEFUSEDXML

    sheet = openpyxl.load_workbook(BytesIO(_workbook())).worksheets[0]
    _need(met=sheet["A1"].value == DANISH, otherwise="a cell came back changed")
    _need(met=bool(DEFUSEDXML), otherwise="the guard against XML bombs (defusedxml) is not active")
    return f"openpyxl {openpyxl.__version__}, guarded"


def _calamine() -> str:
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(BytesIO(_workbook())).get_sheet_by_index(0).to_python()
    _need(met=rows == [[DANISH]], otherwise="a cell came back changed")
    return "python-calamine read a cell"


def _xml() -> str:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(f"<a><b x='1'>{DANISH}</b></a>".encode(), parser)
    _need(met=root.findtext("b") == DANISH, otherwise="text came back changed")
    libxml2 = ".".join(map(str, etree.LIBXML_VERSION))
    return f"lxml {etree.__version__}, libxml2 {libxml2}"


def _identifiers() -> str:
    import stdnum
    from stdnum import ean

    _need(met=ean.is_valid("5790000000005"), otherwise="a good EAN number was refused")
    _need(met=not ean.is_valid("5790000000006"), otherwise="a bad EAN number was taken")
    return f"python-stdnum {stdnum.__version__}"


def _duplicates() -> str:
    import rapidfuzz
    from rapidfuzz import fuzz

    # Where its compiled part cannot be loaded it goes on without a word, thirty times slower.
    kind = fuzz.ratio.__module__
    _need(met="_cpp" in kind, otherwise=f"names are compared by {kind}")
    _need(met=fuzz.ratio(DANISH, DANISH) == 100, otherwise="a name is not like itself")
    return f"RapidFuzz {rapidfuzz.__version__}, compiled"


def _holidays() -> str:
    from datetime import date

    import holidays

    days = holidays.country_holidays("DK", years=2027, language="da", categories=("public", "optional"))
    name = str(days.get(date(2027, 3, 25), "nothing"))
    _need(met=name == "Skærtorsdag", otherwise=f"Maundy Thursday is {name}")
    return f"{len(days)} days off in 2027, by their Danish names"


def _calendar() -> str:
    from datetime import date

    import icalendar

    event = icalendar.Event()
    event.add("summary", DANISH)
    event.add("dtstart", date(2027, 3, 1))
    again = icalendar.Event.from_ical(event.to_ical())
    _need(met=str(again["summary"]) == DANISH, otherwise="an event came back changed")
    return f"icalendar {icalendar.__version__}"


def _letters() -> str:
    templates = sorted(paths.letter_templates_dir().glob("*.docx"))
    _need(met=bool(templates), otherwise="no letter template was shipped")
    return f"{len(templates)} templates rendered: " + ", ".join(_rendered(path) for path in templates)


def _rendered(template: Path) -> str:
    """Fill a template with nothing and read the document that comes out; its name."""
    import zipfile
    from io import BytesIO

    import docxtpl
    from jinja2 import ChainableUndefined
    from jinja2.sandbox import SandboxedEnvironment
    from lxml import etree

    document = docxtpl.DocxTemplate(template)
    document.render({}, SandboxedEnvironment(undefined=ChainableUndefined, autoescape=True), autoescape=True)
    stream = BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as package:
        text = "".join(str(part) for part in etree.fromstring(package.read("word/document.xml")).itertext())
    _need(met=bool(text.strip()), otherwise=f"{template.name} came out empty")
    _need(met="{{" not in text and "{%" not in text, otherwise=f"{template.name} kept unfilled fields")
    return template.stem


def _window() -> str:
    # Without a display, and without a window flashing up where there is one.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import PySide6
    from PySide6.QtGui import QImageReader
    from PySide6.QtWidgets import QApplication, QWidget

    _need(met=PySide6.__version__ == QT_VERSION, otherwise=f"Qt is {PySide6.__version__}, not {QT_VERSION}")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    widget = QWidget()
    widget.resize(200, 100)
    _need(met=not widget.grab().isNull(), otherwise="a window could not be drawn")
    formats = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    missing = sorted(set(IMAGE_FORMATS) - formats)
    _need(met=not missing, otherwise=f"image formats missing: {', '.join(missing)}")
    return f"PySide6 {PySide6.__version__}, {type(application).__name__} on {_platform_name()}"


def _platform_name() -> str:
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.platformName()


def _qt_danish() -> str:
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = translator.load(QLocale("da_DK"), "qtbase", "_", folder)
    _need(met=found, otherwise="qtbase_da.qm is missing")
    return f"Cancel is {translator.translate('QPlatformTheme', 'Cancel')}"


def _user_folder() -> str:
    import tempfile

    folder = paths.user_data_dir()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(DANISH.encode())
        file.seek(0)
        _need(met=file.read().decode() == DANISH, otherwise="what was written came back changed")
    return "can be written"


CHECKS: dict[str, Callable[[], str]] = {
    "program": _program,
    "resources": _resources,
    "catalogue": _catalogue,
    "identifiers": _identifiers,
    # Before pandas, which would bring what this needs, too.
    "duplicates": _duplicates,
    "database": _database,
    "sqlalchemy": _sqlalchemy,
    "csv": _csv,
    "openpyxl": _openpyxl,
    "calamine": _calamine,
    "xml": _xml,
    "holidays": _holidays,
    "calendar": _calendar,
    "letters": _letters,
    "window": _window,
    "qt-danish": _qt_danish,
    "user-folder": _user_folder,
}
"""What is checked, in this order; public so that a test can put a fault in each."""
