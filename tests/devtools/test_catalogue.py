"""Does the catalogue check see every way in which Danish can fall behind the source?"""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from devtools import catalogue

SOURCE = """
from house import _, ngettext_

# Translators: on the start page
print(_("Open the plan"))
print(_("{count} of {total} letters"))
print(ngettext_("{count} supplier", "{count} suppliers", 2))
"""


@pytest.fixture
def places(tmp_path: Path) -> catalogue.Places:
    """A small program with three strings, its catalogue written and fully translated."""
    (tmp_path / "desktop").mkdir()
    (tmp_path / "desktop" / "page.py").write_text(SOURCE, encoding="utf-8")
    made = catalogue.Places(source=tmp_path / "desktop", locale=tmp_path / "locale")
    catalogue.update(made)
    edit(
        made,
        ('msgid "Open the plan"\nmsgstr ""', 'msgid "Open the plan"\nmsgstr "Åbn planen"'),
        ('letters"\nmsgstr ""', 'letters"\nmsgstr "{count} af {total} breve"'),
        ('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "{count} leverandør"\nmsgstr[1] "{count} leverandører"'),
    )
    catalogue.update(made)
    return made


def edit(places: catalogue.Places, *changes: tuple[str, str]) -> None:
    """Replace text in the Danish catalogue, as a translator would; each old text must be there once."""
    text = places.danish.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    places.danish.write_text(text, encoding="utf-8", newline="\n")


def rewrite_source(places: catalogue.Places, old: str, new: str) -> None:
    """Replace text in the program."""
    path = places.source / "page.py"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_complete_catalogue_has_no_fault_and_speaks_danish(places: catalogue.Places) -> None:
    assert catalogue.faults(places) == []
    danish = gettext.translation("ean-planner", localedir=str(places.locale), languages=["da"])
    assert danish.gettext("Open the plan") == "Åbn planen"
    assert danish.ngettext("{count} supplier", "{count} suppliers", 2) == "{count} leverandører"


def test_bringing_up_to_date_twice_changes_nothing(places: catalogue.Places) -> None:
    files = (places.template, places.danish, places.compiled)
    before = [path.read_bytes() for path in files]
    catalogue.update(places)
    assert [path.read_bytes() for path in files] == before


def test_moving_a_string_to_another_line_changes_no_file(places: catalogue.Places) -> None:
    before = places.danish.read_bytes()
    rewrite_source(places, "from house", "\n\n\nfrom house")
    catalogue.update(places)
    assert places.danish.read_bytes() == before
    assert catalogue.faults(places) == []


def test_a_translators_comment_reaches_the_translator(places: catalogue.Places) -> None:
    assert "#. on the start page" in places.danish.read_text(encoding="utf-8")


def test_a_new_string_makes_the_template_stale(places: catalogue.Places) -> None:
    rewrite_source(places, "Open the plan", "Close the plan")
    assert "the template is not what the source says" in catalogue.faults(places)[0]


def test_a_new_string_stays_untranslated_until_someone_translates_it(places: catalogue.Places) -> None:
    rewrite_source(places, "Open the plan", "Open a plan")
    catalogue.update(places)
    assert catalogue.faults(places) == ["untranslated: 'Open a plan'"]


def test_a_string_that_comes_back_gets_its_translation_back(places: catalogue.Places) -> None:
    rewrite_source(places, "Open the plan", "Close the plan")
    catalogue.update(places)
    rewrite_source(places, "Close the plan", "Open the plan")
    catalogue.update(places)
    assert catalogue.faults(places) == []
    assert "Åbn planen" in places.danish.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"Åbn planen"', '""', "untranslated: 'Open the plan'"),
        ('msgstr[1] "{count} leverandører"', 'msgstr[1] ""', "untranslated: '{count} supplier'"),
        ("{count} af {total} breve", "{count} breve", "placeholders differ"),
        ("{count} af {total} breve", "{count} af {antal} breve", "placeholders differ"),
        ("{count} af {total} breve", "{count} af {total breve", "placeholders differ"),
        ('msgid "Open the plan"', '#, fuzzy\nmsgid "Open the plan"', "fuzzy: 'Open the plan'"),
        ('msgid "Open the plan"', 'msgid "Open my plan"', "no longer in the source: 'Open my plan'"),
        ("Åbn planen", "Åbn din plan", "compiled catalogue (.mo) is stale"),
    ],
)
def test_a_fault_in_the_catalogue_is_seen(old: str, new: str, fault: str, places: catalogue.Places) -> None:
    edit(places, (old, new))
    assert any(fault in found for found in catalogue.faults(places)), catalogue.faults(places)


def test_no_file_at_all_is_a_fault(places: catalogue.Places) -> None:
    places.template.unlink()
    assert catalogue.faults(places) != []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("plain", set()),
        ("{a} and {b!r} and {a:>8}", {"a", "b"}),
        ("{{literal}}", set()),
        ("50 % of {all}", {"all"}),
        ("broken {", None),
    ],
)
def test_fields(text: str, names: set[str] | None) -> None:
    assert catalogue.fields(text) == names
