"""What else is worth knowing about the letters: who needs none, and how many are no longer right? No Qt."""

from __future__ import annotations

from desktop.texts import numbers
from desktop.texts.translate import ngettext_
from desktop.ui.pages.letters.answers import LettersAnswers


def notice(answers: LettersAnswers) -> str:
    """Who needs nothing, and letters that no longer fit."""
    parts = []
    if answers.untouched:
        parts.append(
            ngettext_(
                "{n} supplier needs no letter.", "{n} suppliers need no letter.", answers.untouched
            ).format(n=numbers.whole(answers.untouched))
        )
    if answers.stray:
        parts.append(
            ngettext_(
                "{n} supplier got a letter under an earlier choice and needs none now. Tell it.",
                "{n} suppliers got a letter under an earlier choice and need none now. Tell them.",
                answers.stray,
            ).format(n=numbers.whole(answers.stray))
        )
    return " ".join(parts)


def outdated_note(answers: LettersAnswers) -> str:
    """How many letters are no longer right."""
    if not answers.outdated:
        return ""
    return ngettext_(
        "{n} letter is no longer right; see why.",
        "{n} letters are no longer right; see why.",
        answers.outdated,
    ).format(n=numbers.whole(answers.outdated))
