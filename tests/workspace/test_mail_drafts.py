"""Mail drafts of the tasks: one or two by ERP system, and nobody contacted who must not be."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from desktop.domain.mails import MailDraft
from desktop.outputs.mail_drafts import draft_bytes
from desktop.workspace.checklist import checklist_of
from desktop.workspace.mail_drafts import mails_of, write_mails
from desktop.workspace.operations import ChooseEan, SetUp
from desktop.workspace.session import Session
from tests.building import MUNICIPALITY, NEW_EAN, new_session


def session_of(erp: str, name: str = "Prøveby Kommune") -> Session:
    session = new_session()
    session.run(SetUp(replace(MUNICIPALITY, erp=erp, name=name)))
    return session


def mails(session: Session, key: str) -> tuple[MailDraft, ...]:
    return mails_of(session, next(one for one in checklist_of(session).tasks if one.key == key)).drafts


@pytest.mark.parametrize(
    ("erp", "name", "number"),
    [
        ("opus", "Aalborg Kommune", 2),
        ("prisme", "Haderslev Kommune", 1),
        ("prisme", "Varde Kommune", 2),
        ("kvantum", "Københavns Kommune", 2),
    ],
)
def test_two_mails_where_bookkeeping_and_collection_differ(erp: str, name: str, number: int) -> None:
    drafts = mails(session_of(erp, name), "oeir-03")
    assert len(drafts) == number
    assert len({draft.name for draft in drafts}) == number
    for draft in drafts:
        assert name in draft.subject
        assert len(draft.attach) == 2
        assert all(one in draft.body for one in draft.attach)
        assert "$" not in draft.body + draft.subject


def test_oes_indsigt_is_not_contacted() -> None:
    session = session_of("oes")
    task = next(one for one in checklist_of(session).tasks if one.key == "efaktura-8b")
    found = mails_of(session, task)
    assert found.drafts == ()
    assert found.do_not_contact == "Ejerkredsen/EG"
    assert len(mails(session, "efaktura-10")) == 1


def test_8b_has_no_mail_while_the_erp_system_is_not_told() -> None:
    session = session_of("")
    task = next(one for one in checklist_of(session).tasks if one.key == "efaktura-8b")
    assert mails_of(session, task).do_not_contact == "Ejerkredsen/EG"
    assert len(mails(session, "efaktura-8")) == 1


def test_oes_indsigt_orders_its_routes_as_everybody() -> None:
    """Only about the connection to KP nobody writes; the order of routes has no such exception."""
    (draft,) = mails(session_of("oes"), "oeir-03")
    assert "Til Ejerkredsen/EG" in draft.body


def test_who_is_responsible_for_a_collection_system_of_its_own_is_not_made_up() -> None:
    first, second = mails(session_of("opus"), "oeir-03")
    assert "Til KMD" in first.body
    assert "KMD" not in second.body
    assert "Til …" in second.body


def test_kolding_writes_to_itself() -> None:
    (draft,) = mails(session_of("prisme", "Kolding Kommune"), "efaktura-8")
    assert "Til Kolding Kommune" in draft.body


def test_a_mail_says_when_and_which_number() -> None:
    session = session_of("opus")
    session.run(ChooseEan("new", NEW_EAN))
    (draft,) = mails(session, "efaktura-8")
    assert "fra den 1. marts 2027" in draft.body
    assert NEW_EAN in draft.body
    (kombit,) = mails(session, "efaktura-10")
    assert "1. marts 2027" in kombit.subject


def test_a_task_without_a_mail_has_none() -> None:
    assert mails(session_of("opus"), "efaktura-2") == ()


def test_the_file_opens_as_a_mail_that_nobody_has_sent(tmp_path: Path) -> None:
    session = session_of("opus")
    task = next(one for one in checklist_of(session).tasks if one.key == "oeir-03")
    paths = write_mails(session, task, tmp_path)
    assert [path.name for path in paths] == ["order-routes.eml", "order-routes-2.eml"]
    mail = message_from_bytes(paths[0].read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    assert mail["X-Unsent"] == "1"
    assert "Bestilling af ruter" in mail["Subject"]
    assert "overvågning" in mail.get_content()


def test_a_line_break_in_a_name_makes_no_header(tmp_path: Path) -> None:
    letter = tmp_path / "brev æøå.docx"
    letter.write_bytes(b"PK")
    draft = MailDraft(
        "x", "Til A\r\nBcc: x@y.example", "Hej", "a@b.example\nCc: c@d.example", attached=(letter,)
    )
    mail = message_from_bytes(draft_bytes(draft), policy=default)
    assert isinstance(mail, EmailMessage)
    assert sorted(mail.keys()) == sorted(["X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"])
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "brev æøå.docx"
