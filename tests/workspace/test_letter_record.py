"""What becomes of a plan's letters: marked, outdated, reminded, decided by hand, from one's own templates?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from desktop.domain.assessment import Subject
from desktop.domain.collective import CollectiveState
from desktop.domain.letter_record import Channel, Difference, LetterState
from desktop.domain.letters import LetterKind, RejectionReason, SenderProfile
from desktop.domain.recipients import NO_LETTER
from desktop.domain.relevance import Relevance
from desktop.domain.template_check import TemplateFaulty
from desktop.workspace import letter_run, letter_templates
from desktop.workspace.letter_record import letter_record, recipients_of, reminder_days
from desktop.workspace.operations import ChooseEan, Decide, MarkLetters, SetReminderDays, SetUp
from desktop.workspace.sample import load_sample
from desktop.workspace.sender_profile import keep_sender_profile, sender_profile
from desktop.workspace.session import Session

_SENT = date(2026, 10, 1)


@pytest.fixture
def session() -> Iterator[Session]:
    """The sample municipality with a new EAN number for everybody."""
    plan = load_sample()
    plan.run(ChooseEan("new", "5798009812346"))
    yield plan
    plan.close()


@pytest.fixture
def written(session: Session, tmp_path: Path) -> Session:
    """The same with five letters written."""
    letter_run.write(session, tmp_path / "breve", recipients=recipients_of(session)[:5])
    return session


def ids(session: Session) -> tuple[int, ...]:
    return tuple(letter.id for letter in session.letters_made())


def text_of(folder: Path) -> str:
    lines = []
    for path in folder.glob("*.docx"):
        word = docx.Document(str(path))
        lines += [paragraph.text for paragraph in word.paragraphs]
        lines += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def test_marking_is_remembered_and_can_be_undone_and_redone(written: Session) -> None:
    some = ids(written)[:3]
    written.run(MarkLetters(some, LetterState.SENT, Channel.DIGITAL_POST, _SENT))
    marked = [one for one in written.letters_made() if one.id in some]
    assert {(one.state, one.channel, one.sent_on) for one in marked} == {
        (LetterState.SENT, Channel.DIGITAL_POST, _SENT)
    }
    assert all(one.marked_by and one.marked_at for one in marked)
    assert written.history()[0].facts["letters"] == "3"
    written.undo()
    assert {one.state for one in written.letters_made()} == {LetterState.WRITTEN}
    written.redo()
    assert sum(one.state is LetterState.SENT for one in written.letters_made()) == 3


def test_what_is_marked_survives_saving_and_opening(written: Session, tmp_path: Path) -> None:
    written.run(MarkLetters(ids(written), LetterState.SENT, Channel.POST, _SENT))
    path = tmp_path / "plan.eanplan"
    written.save_as(path)
    again = Session.open(path)
    try:
        assert again.letters_made() == written.letters_made()
        assert all(one.first_date and one.last_old_date for one in again.letters_made())
    finally:
        again.close()


def test_an_answer_keeps_the_day_it_was_sent_and_not_sent_clears_it(written: Session) -> None:
    written.run(MarkLetters(ids(written), LetterState.SENT, Channel.POST, _SENT))
    written.run(MarkLetters(ids(written)[:1], LetterState.ANSWERED))
    written.run(MarkLetters(ids(written)[1:2], LetterState.WRITTEN))
    answered, taken_back, *_rest = written.letters_made()
    assert (answered.state, answered.sent_on) == (LetterState.ANSWERED, _SENT)
    assert (taken_back.sent_on, taken_back.channel) == (None, None)
    # Marking what is so already changes nothing.
    assert written.rehearse(MarkLetters(ids(written)[2:], LetterState.SENT, Channel.POST, _SENT)) == 0


def test_reminders_go_to_whom_they_are_proposed_for_and_name_the_letter(
    written: Session, tmp_path: Path
) -> None:
    written.run(MarkLetters(ids(written), LetterState.SENT, Channel.POST, _SENT))
    asked = [one for one in written.letters_made() if one.kind is not LetterKind.ONE_PER_CITIZEN]
    due = letter_record(written).due
    assert {one.supplier_id for one in due} == {one.supplier_id for one in asked}
    assert all(one.since == _SENT + timedelta(days=21) for one in due)
    found = recipients_of(written, LetterKind.REMINDER_1)
    letter_run.write(written, tmp_path / "rykkere", recipients=found)
    assert "Vi skrev til jer den 1. oktober 2026" in text_of(tmp_path / "rykkere")
    # Written, it is not proposed again, and the second waits for the first to be sent.
    assert letter_record(written).due == ()
    assert recipients_of(written, LetterKind.REMINDER_1) == ()
    assert recipients_of(written, LetterKind.REMINDER_2) == ()


def test_the_days_before_a_reminder_are_the_plans(written: Session) -> None:
    assert reminder_days(written) == 21
    written.run(SetReminderDays(90))
    assert reminder_days(written) == 90
    written.run(MarkLetters(ids(written), LetterState.SENT, Channel.POST, _SENT))
    assert letter_record(written, as_of=_SENT + timedelta(days=89)).due == ()
    assert letter_record(written, as_of=_SENT + timedelta(days=90)).due
    written.run(SetReminderDays(None))
    assert reminder_days(written) == 21
    for bad in (0, 366):
        with pytest.raises(ValueError, match=str(bad)):
            written.run(SetReminderDays(bad))


def test_letters_under_another_choice_or_with_other_dates_are_pointed_out(written: Session) -> None:
    assert letter_record(written).outdated == {}
    letters = written.letters_made()
    go_live = letters[0].first_date
    assert go_live is not None
    later = replace(written.municipality, go_live=go_live + timedelta(days=31))
    written.run(SetUp(later))
    assert set(letter_record(written).outdated.values()) == {(Difference.OTHER_DATES,)}
    written.undo()
    best = written.comparison().eans[0]
    written.run(ChooseEan(f"reuse:{best.ean}"))
    found = letter_record(written).outdated
    assert found
    assert all(
        Difference.OTHER_STRATEGY in what or what == (Difference.NOT_NEEDED,) for what in found.values()
    )


def test_a_supplier_can_be_left_out_or_get_another_letter(session: Session) -> None:
    before = session.recipients()
    one, two = before.recipients[0], before.recipients[1]
    session.run(Decide((one.supplier_id,), Subject.LETTER, NO_LETTER, "Ophører 010160-5003"))
    session.run(Decide((two.supplier_id,), Subject.LETTER, LetterKind.STAY_ON_ERP.value, "Aftalt"))
    after = session.recipients()
    assert [left.supplier_id for left in after.left_out] == [one.supplier_id]
    assert len(after.recipients) == len(before.recipients) - 1
    changed = next(row for row in after.recipients if row.supplier_id == two.supplier_id)
    assert changed.kind is LetterKind.STAY_ON_ERP
    reasons = [told.reason for told in session.decisions(one.supplier_id)]
    assert not any("5003" in reason for reason in reasons)
    session.run(Decide((one.supplier_id, two.supplier_id), Subject.LETTER, ""))
    assert session.recipients() == before


def test_a_dormant_supplier_can_be_included(session: Session) -> None:
    asleep = next(one for one in session.assessments() if not one.is_active)
    session.run(Decide((asleep.supplier.id,), Subject.LETTER, LetterKind.NEW_EAN.value, "Begynder igen"))
    assert asleep.supplier.id in {one.supplier_id for one in session.recipients().recipients}


@pytest.mark.parametrize("value", ["reminder-1", "kombit-notice", "noget"])
def test_only_a_first_letter_can_be_decided(session: Session, value: str) -> None:
    supplier = session.assessments()[0].supplier.id
    with pytest.raises(ValueError, match=value):
        session.run(Decide((supplier,), Subject.LETTER, value))


def test_deciding_a_letter_does_not_make_the_choice_stale(session: Session) -> None:
    with session.reading() as reader:
        before = reader.fingerprint()
    session.run(Decide((session.assessments()[0].supplier.id,), Subject.LETTER, NO_LETTER, ""))
    with session.reading() as reader:
        assert reader.fingerprint() == before


def test_whoever_had_documents_sent_back_is_told_which_and_only_once(tmp_path: Path) -> None:
    session = load_sample()
    try:
        recommended = session.recommendation()
        assert recommended is not None
        session.run(ChooseEan(recommended.key))
        assert recipients_of(session, LetterKind.REJECTED) == ()
        session.run(SetUp(replace(session.municipality, go_live=date(2026, 1, 1))))
        found = recipients_of(session, LetterKind.REJECTED)
        assert found
        by_id = {one.supplier_id: letter_run.letter_facts(session, one).rejected for one in found}
        assert all(by_id.values())
        for one in found:
            reasons = {document.reason for document in by_id[one.supplier_id]}
            if one.assessment.collective.state is CollectiveState.CANNOT_SPLIT:
                assert RejectionReason.SEVERAL_CITIZENS not in reasons
            if one.assessment.relevance.relevance is Relevance.OUTSIDE:
                assert reasons == {RejectionReason.WRONG_EAN}
        result = letter_run.write(session, tmp_path / "afviste", recipients=found)
        assert (len(result.written), result.failed) == (len(found), ())
        assert recipients_of(session, LetterKind.REJECTED) == ()
    finally:
        session.close()


# ------------------------------------------------------------------------------------------ templates


def test_a_template_of_ones_own_is_used_and_goes_with_the_letter(written: Session, tmp_path: Path) -> None:
    kind = written.letters_made()[0].kind
    own = letter_templates.make_own(kind)
    word = docx.Document(str(own))
    word.add_paragraph("Vores egen linje til {{ leverandoer.navn }}")
    word.save(str(own))
    (info,) = (one for one in letter_templates.template_infos() if one.kind is kind)
    assert info.own
    # What was written before is told to be from another template, as long as it is not sent.
    assert Difference.OTHER_TEMPLATE in next(iter(letter_record(written).outdated.values()))
    found = recipients_of(written, kind)[:1]
    letter_run.write(written, tmp_path / "egne", recipients=found)
    assert "Vores egen linje til" in text_of(tmp_path / "egne")
    assert written.letters_made()[-1].template_hash == info.sha256
    assert letter_templates.put_own_aside(kind) is not None
    assert not any(one.own for one in letter_templates.template_infos())


def test_a_faulty_template_of_ones_own_stops_the_letters_before_they_begin(
    session: Session, tmp_path: Path
) -> None:
    found = recipients_of(session)[:1]
    own = letter_templates.make_own(found[0].kind)
    word = docx.Document(str(own))
    word.add_paragraph("{{ leverandoer.navnn }}")
    word.save(str(own))
    with pytest.raises(TemplateFaulty) as trouble:
        letter_run.write(session, tmp_path / "breve", recipients=found)
    assert [fault.suggestion for fault in trouble.value.check.findings] == ["leverandoer.navn"]
    assert not (tmp_path / "breve").exists()
    assert session.letters_made() == ()


def test_every_field_letters_have_can_be_looked_up() -> None:
    names = {field.name for field in letter_templates.template_fields()}
    assert {"leverandoer.navn", "nyt_ean", "gamle_ean", "afviste", "kommune.kontakt"} <= names
    (rejected,) = (field for field in letter_templates.template_fields() if field.name == "afviste")
    assert rejected.parts == ("nummer", "dato", "grund", "saadan")


# --------------------------------------------------------------------------------------------- sender


def test_the_senders_own_details_stand_before_the_municipalitys(session: Session, tmp_path: Path) -> None:
    keep_sender_profile(SenderProfile(contact="Ib Prøve 010160-5003", phone="99 99 99 01"))
    assert "5003" not in sender_profile().contact
    found = recipients_of(session)[:1]
    letter_run.write(session, tmp_path / "breve", recipients=found)
    text = text_of(tmp_path / "breve")
    assert "Ib Prøve" in text
    assert "Telefon 99 99 99 01" in text
    assert session.municipality.email in text
    keep_sender_profile(SenderProfile())
    assert letter_run.letter_facts(session, found[0]).sender.contact == session.municipality.contact


# -------------------------------------------------------------------------------------- about the plan


@pytest.mark.parametrize("kind", [LetterKind.INTERNAL, LetterKind.ERP_ROUTES, LetterKind.KOMBIT])
def test_letters_about_the_plan_are_written_and_not_remembered(
    session: Session, tmp_path: Path, kind: LetterKind
) -> None:
    result = letter_run.write_about_the_plan(session, kind, tmp_path / "b", to="KOMBIT")
    assert len(result.written) == 1
    text = text_of(tmp_path / "b")
    assert "5798009812346" in text
    assert str(len(session.recipients().recipients)) in text
    assert session.letters_made() == ()


def test_nobody_is_confirmed_before_an_invoice_on_the_new_number(written: Session) -> None:
    written.run(MarkLetters(ids(written), LetterState.SENT, Channel.POST, _SENT))
    assert recipients_of(written, LetterKind.CONFIRMATION) == ()
    assert letter_record(written).changed == {}
