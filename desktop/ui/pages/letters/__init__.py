"""Who gets which letter, how does it read, and where are the letters? The page about letters."""

from desktop.ui.pages.letters.page import LettersPage

__all__ = ["LettersPage"]
