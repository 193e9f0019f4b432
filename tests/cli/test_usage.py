"""Does the command line speak the user's language about itself, and help who typed something wrong?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from desktop.cli import COMMANDS, main
from desktop.cli.main import _parser
from desktop.cli.parsing import own_words
from desktop.texts import usage
from desktop.texts.translate import use

ENGLISH = (
    "usage",
    "options:",
    "positional",
    "show this",
    "error:",
    "argument ",
    "required",
    "invalid",
    "expected",
    "unrecognized",
    "choose from",
    "FILE",
    "FOLDER",
)


@pytest.fixture
def danish() -> Iterator[None]:
    use("da")
    yield
    use()


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Of the program ("") and of every command, in the language in force."""
    with own_words():
        whole = _parser()
    (commands,) = (one for one in whole._actions if isinstance(one, argparse._SubParsersAction))
    return {"": whole, **commands.choices}


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    printed = capsys.readouterr()
    return int(str(stopped.value.code)), printed.out, printed.err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_danish_fits_a_terminal_and_says_what_everything_is(
    command: str, danish: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    status, out, _err = told(capsys, *([command] if command else []), "--help")
    assert status == 0
    assert max(map(len, out.splitlines())) <= 80
    assert [word for word in ENGLISH if word in out] == []
    unsaid = [one.dest for one in parsers()[command]._actions if not one.help]
    assert unsaid == ([] if command else ["==SUPPRESS=="])


def test_every_placeholder_has_its_word(danish: None) -> None:
    known = {usage.placeholder(one) for one in usage.PLACEHOLDERS} | {"N", "GLN"}
    actions = [one for parser in parsers().values() for one in parser._actions]
    assert {one.metavar for one in actions if isinstance(one.metavar, str)} <= known


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), ["der mangler KOMMANDO"]),
        (("new",), ["der mangler PLAN, --municipality", "`ean-planner new --help`"]),
        (("letters", "p", "--out"), ["--out: der skal stå én værdi"]),
        (("letters", "p", "--out", "x", "--wave", "to"), ["--wave: 'to' kan ikke bruges her"]),
        (("import-suppliers", "p", "f", "--date-order", "z"), ["ikke en af mulighederne", "'dmy'"]),
        (("undo", "p", "--noget"), ["programmet kender ikke --noget"]),
        (("clean", "p"), ["der mangler en af", "--keep-entries"]),
        (
            ("clean", "p", "--keep-entries", "1", "--history-before", "2026-01-01"),
            ["kan ikke stå sammen med"],
        ),
        (("problems", "p", "--o"), ["--out: der skal stå én værdi"]),
        (("undo", "p", "--json=1"), ["der skal ikke stå en værdi"]),
    ],
)
def test_what_is_typed_wrong_is_told_in_danish(
    arguments: tuple[str, ...], words: list[str], danish: None, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = told(capsys, *arguments)
    assert (status, out) == (2, "")
    assert [word for word in words if word not in err] == []
    assert [word for word in ENGLISH if word in err] == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("wave", "Der er ingen kommando, der hedder ”wave”. Mener I `waves`? Se `ean-planner --help`."),
        ("xyzzy", "Der er ingen kommando, der hedder ”xyzzy”. Se `ean-planner --help`."),
        ("follow-up", "`follow-up` kommer i en senere version af programmet."),
        ("stuck", "`stuck` kommer i en senere version af programmet."),
    ],
)
def test_an_unknown_command_is_told_with_what_may_be_meant(
    typed: str, sentence: str, danish: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, typed, "plan.eanplan") == (2, "", f"{sentence}\n")


def test_what_comes_later_is_no_command_yet() -> None:
    assert usage.LATER.isdisjoint(COMMANDS)


def test_a_number_typed_in_the_wrong_place_is_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["010160-5003"],
        ["undo", "p", "010160-5003"],
        ["letters", "p", "--wave", "0101605003"],
    ):
        _status, _out, err = told(capsys, *arguments)
        assert "5003" not in err


def test_argparse_has_its_own_words_back_afterwards(capsys: pytest.CaptureFixture[str], danish: None) -> None:
    told(capsys, "new")
    with pytest.raises(SystemExit):
        argparse.ArgumentParser().parse_args(["--noget"])
    assert "unrecognized arguments" in capsys.readouterr().err


def test_argparse_says_nothing_that_has_no_translation() -> None:
    """The sentences are argparse's own: a Python that words one differently would leave it English."""
    assert set(usage.ARGPARSE) <= set(words_of_argparse())


def words_of_argparse() -> list[str]:
    import ast
    import inspect

    calls = [one for one in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(one, ast.Call)]
    first = [
        one.args[0] for one in calls if isinstance(one.func, ast.Name) and one.func.id == "_" and one.args
    ]
    return [str(one.value) for one in first if isinstance(one, ast.Constant)]
