"""Does the program speak Danish unless told otherwise, and change language while it runs?"""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import paths
from desktop.texts import labels, translate
from desktop.texts.translate import N_, _, ngettext_


def test_danish_is_the_default() -> None:
    assert translate.current_language() == "da"
    assert _("Supplier number") == "Leverandørnummer"
    assert ngettext_("{n} supplier", "{n} suppliers", 1) == "{n} leverandør"
    assert ngettext_("{n} supplier", "{n} suppliers", 0) == "{n} leverandører"


def test_english_is_the_source_itself() -> None:
    translate.use("en")
    assert translate.current_language() == "en"
    assert _("Supplier number") == "Supplier number"
    assert ngettext_("{n} supplier", "{n} suppliers", 2) == "{n} suppliers"


@pytest.mark.parametrize(
    ("value", "language"), [("en", "en"), ("en_GB.UTF-8", "en"), ("DA", "da"), ("sv", "da"), ("", "da")]
)
def test_the_environment_may_choose(monkeypatch: pytest.MonkeyPatch, value: str, language: str) -> None:
    monkeypatch.setenv(translate.LANGUAGE_VARIABLE, value)
    translate.use()
    assert translate.current_language() == language


def test_a_choice_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(translate.LANGUAGE_VARIABLE, "en")
    translate.use("da")
    assert _("Supplier number") == "Leverandørnummer"


def test_a_language_that_is_not_there_is_refused_and_changes_nothing() -> None:
    with pytest.raises(ValueError, match="'sv'"):
        translate.use("sv")
    assert translate.current_language() == "da"


def test_a_table_of_texts_follows_the_language() -> None:
    danish = labels.field(None)
    translate.use("en")
    assert (danish, labels.field(None)) == ("Bruges ikke", "Not used")


def test_marking_changes_nothing() -> None:
    assert N_("Supplier number") == "Supplier number"


def test_an_empty_message_is_empty() -> None:
    """In a catalogue the empty message is the header."""
    assert _("") == ""


def test_what_the_catalogue_does_not_know_stays_as_it_is() -> None:
    unknown = "A message nobody has written"
    assert _(unknown) == unknown


@pytest.mark.logs("the catalogue of language da is missing")
def test_without_its_catalogue_the_program_speaks_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "resources_dir", lambda: tmp_path)
    translate.use("da")
    assert _("Supplier number") == "Supplier number"
