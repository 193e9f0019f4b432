"""`new` and `set-up`: whose plan it is, and what stands in its letters."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace

from desktop.cli.days import day
from desktop.cli.plans import opened
from desktop.cli.result import Json, Result
from desktop.domain.errors import ChoiceFault, ChoiceTrouble, FileFault, FileTrouble
from desktop.domain.identifiers import IdentifierError, ean
from desktop.domain.plan import Municipality
from desktop.texts import commands
from desktop.workspace.operations import SetUp
from desktop.workspace.operations.setting_up import to_values
from desktop.workspace.session import Session

ERP_SYSTEMS = ("opus", "prisme", "oes", "kvantum")
_TEXTS = ("department", "address", "postal_code", "city", "phone", "email", "contact", "erp")
_EANS = ("new_ean", "erp_ean")


def add_facts(parser: argparse.ArgumentParser) -> None:
    """The options that say something of the municipality."""
    for name in _TEXTS:
        choices = ERP_SYSTEMS if name == "erp" else None
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="TEXT", choices=choices)
    for name in _EANS:
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="GLN")
    parser.add_argument("--go-live", metavar="YYYY-MM-DD", type=day)


def new(options: argparse.Namespace) -> Result:
    """An empty plan."""
    if os.path.lexists(options.plan):  # unlike Path.exists it has an answer for names no system can have
        raise FileTrouble(options.plan.name, FileFault.EXISTS)
    session = Session.create(_told(Municipality(), options))
    try:
        session.save_as(options.plan)
    finally:
        session.close()
    return Result({"plan": str(options.plan)}, [commands.plan_made(str(options.plan), options.municipality)])


def set_up(options: argparse.Namespace) -> Result:
    """Change what is told; what is not mentioned stays."""
    with opened(options.plan, save=True) as session:
        session.run(SetUp(_told(session.municipality, options)))
        known: dict[str, Json] = dict(to_values(session.municipality))
    return Result({"municipality": known}, [commands.plan_made(str(options.plan), str(known["name"]))])


def _told(known: Municipality, options: argparse.Namespace) -> Municipality:
    told = {name: value for name in _TEXTS if (value := getattr(options, name)) is not None}
    told |= {name: _ean(value) for name in _EANS if (value := getattr(options, name)) is not None}
    if options.municipality is not None:
        told["name"] = options.municipality
    return replace(known, **told, go_live=options.go_live or known.go_live)


def _ean(text: str) -> str:
    """An EAN number that will stand in letters, so it must be right; "" takes it away."""
    if not text.strip():
        return ""
    try:
        digits = ean.parse(text)
    except IdentifierError as error:
        raise ChoiceTrouble(ChoiceFault.NEW_EAN_BAD, suggestion=error.suggestion) from None
    if not ean.has_valid_check_digit(digits):
        raise ChoiceTrouble(ChoiceFault.NEW_EAN_BAD)
    return digits
