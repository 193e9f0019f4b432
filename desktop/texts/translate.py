"""Which language does the program speak, and what is this English source string in it?

Source strings are English and stand in the code as `_("…")`; the Danish catalogue is complete and the
default. Nothing is translated when a module is imported: `_` looks the string up when it is called, so that
the language can change while the program runs. A string that stands in a table is marked with `N_` and
translated by `_` when it is used.
"""

from __future__ import annotations

import gettext
import os

from desktop import paths

LANGUAGE_VARIABLE = "EAN_PLANNER_LANGUAGE"
"""Environment variable that sets the language: `da` or `en`. A choice made by `use` wins over it."""

DANISH = "da"
ENGLISH = "en"
LANGUAGES = (DANISH, ENGLISH)
DOMAIN = "ean-planner"


class _Speaker:
    """The language in force and its catalogue, found the first time somebody speaks."""

    def __init__(self) -> None:
        self._language = ""
        self._catalogue: gettext.NullTranslations | None = None

    @property
    def language(self) -> str:
        return self._language or _language_of_environment()

    @property
    def catalogue(self) -> gettext.NullTranslations:
        if self._catalogue is None:
            self._catalogue = _catalogue(self.language)
        return self._catalogue

    def use(self, language: str) -> None:
        if language and language not in LANGUAGES:
            raise ValueError(f"no such language: {language!r}")
        self._language = language
        self._catalogue = None


def _language_of_environment() -> str:
    wanted = os.environ.get(LANGUAGE_VARIABLE, "").strip().lower()[:2]
    return wanted if wanted in LANGUAGES else DANISH


def _catalogue(language: str) -> gettext.NullTranslations:
    """The strings of a language; English is the source and has no catalogue."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    folder = paths.resources_dir() / "locale"
    try:
        return gettext.translation(DOMAIN, localedir=str(folder), languages=[language])
    except FileNotFoundError:
        # The self-test says what is missing; until then English words are better than no window.
        import logging

        logging.getLogger(__name__).warning("the catalogue of language %s is missing", language)
        return gettext.NullTranslations()


_speaker = _Speaker()


def use(language: str = "") -> None:
    """Speak this language from now on.

    Args:
        language: `da` or `en`; "" goes back to the environment's choice, Danish without one.

    Raises:
        ValueError: for any other language.
    """
    _speaker.use(language)


def current_language() -> str:
    """`da` or `en`."""
    return _speaker.language


def _(message: str) -> str:
    """The message in the language in force; the message itself where the catalogue has none."""
    return _speaker.catalogue.gettext(message) if message else ""


def ngettext_(one: str, many: str, n: int) -> str:
    """The singular or the plural, as the language counts."""
    return _speaker.catalogue.ngettext(one, many, n)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a message for the catalogue without translating it yet: for tables of texts."""
    return message
