"""How does argparse speak the user's language, and say what was typed wrong?

argparse takes its own sentences from a name in its module, `_`, that is there for this (docs.python.org,
"argparse": its messages can be translated with gettext). It is lent to the program's own catalogue only
while a command line is read.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from desktop.domain import cpr
from desktop.texts import usage

_NEAR = 0.6
"""How alike two words are for one to be meant by the other; difflib's own usual."""
_MOST_NEAR = 3
_LENT = "_"


@contextmanager
def own_words() -> Iterator[None]:
    """argparse in the language in force."""
    before = getattr(argparse, _LENT)
    setattr(argparse, _LENT, usage.of_argparse)
    try:
        yield
    finally:
        setattr(argparse, _LENT, before)


class Parser(argparse.ArgumentParser):
    """A parser whose options all say what they are, in the language in force."""

    def add_argument(self, *names: str, **told: Any) -> argparse.Action:
        if not told.get("help") and (about := usage.about(names[-1])) is not None:
            told["help"] = about
        if isinstance(told.get("metavar"), str):
            told["metavar"] = usage.placeholder(told["metavar"])
        if told.get("choices") is not None:
            # A word of a closed set would be told with the name of its class.
            told["choices"] = tuple(str(one) for one in told["choices"])
            if "metavar" in told and told.get("help"):
                told["help"] = f"{told['help']}: {', '.join(told['choices'])}"
        return super().add_argument(*names, **told)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, usage.wrong(cpr.scrub(message), self.prog) + "\n")

    def refuse_unknown(self, arguments: Sequence[str], commands: Collection[str]) -> None:
        """Stop with a suggestion when the first word is no command; argparse would list all of them."""
        first = next((one for one in arguments if not one.startswith("-")), None)
        if first is not None and first not in commands:
            near = difflib.get_close_matches(first, commands, n=_MOST_NEAR, cutoff=_NEAR)
            self.exit(2, cpr.scrub(usage.no_command(first, near, self.prog)) + "\n")
