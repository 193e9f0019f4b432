"""Which mails does a task need, to whom, and what stands in them? Drafts that a person looks through.

The words are `resources/mails/*.txt`: the first line is the subject. A copy in the folder `reference/mails`
of the user's own data is used instead. What the plan does not know stands as "…", for the person to fill in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from desktop.domain.checklist import ChecklistTask, MailKind, TaskDefinition
from desktop.domain.erp_systems import ErpContact
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.mails import MailDraft
from desktop.domain.plan import Municipality
from desktop.workspace.checklist import contact_of
from desktop.workspace.checklist_data import erp_table
from desktop.workspace.reference_data import table_in_use

if TYPE_CHECKING:
    from desktop.workspace.session import Session

_WORDS = {
    MailKind.ORDER_ROUTES: "order-routes.txt",
    MailKind.ERP_SUPPLIER: "erp-supplier.txt",
    MailKind.KOMBIT: "kombit.txt",
}
_UNKNOWN = "…"
_BOOKKEEPING = "bogføringssystem"
_MONTHS = ("januar februar marts april maj juni juli august september oktober november december").split()


@dataclass(frozen=True, slots=True)
class TaskMails:
    """The mails of a task.

    Attributes:
        do_not_contact: whom nobody is to write to; then there are no drafts.
    """

    drafts: tuple[MailDraft, ...]
    do_not_contact: str = ""


def mails_of(session: Session, task: ChecklistTask) -> TaskMails:
    """The drafts of a task that comes with any; two where bookkeeping and collection are different systems.

    Raises:
        FileTrouble: the words cannot be read.
    """
    kind = task.definition.mail
    if kind is None:
        return TaskMails(())
    contact = contact_of(session)
    nobody = not_to_contact(contact, task.definition)
    if nobody:
        return TaskMails((), nobody)
    subject, body = _words(kind)
    systems = _systems(contact, kind)
    drafts = (
        _draft(kind, place, system, subject, body, session, contact, task)
        for place, system in enumerate(systems, start=1)
    )
    return TaskMails(tuple(drafts))


def not_to_contact(contact: ErpContact, task: TaskDefinition) -> str:
    """Whom nobody is to write to in this task; "" when a mail may be sent.

    While the ERP system is not told, a task that is only for one that must not be contacted says so already.
    """
    if task.mail is not MailKind.ERP_SUPPLIER:
        return ""
    if contact.do_not_contact:
        return contact.responsible
    systems = (erp_table().by_key(key) for key in task.erps)
    return next((one.responsible for one in systems if one is not None and one.do_not_contact), "")


def write_mails(session: Session, task: ChecklistTask, folder: Path) -> tuple[Path, ...]:
    """Write the drafts of a task as .eml files and return where they lie.

    Raises:
        FileTrouble: the words cannot be read, or a file cannot be written.
    """
    from desktop.outputs.mail_drafts import write_draft

    written = []
    for draft in mails_of(session, task).drafts:
        path = folder / f"{draft.name}.eml"
        write_draft(draft, path)
        written.append(path)
    return tuple(written)


def _words(kind: MailKind) -> tuple[Template, Template]:
    path = table_in_use(f"mails/{_WORDS[kind]}")
    try:
        subject, _, body = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        raise FileTrouble(path.name, FileFault.NO_ACCESS) from None
    return Template(subject.strip()), Template(body.lstrip("\n"))


def _systems(contact: ErpContact, kind: MailKind) -> tuple[str, ...]:
    """What each mail is about: the bookkeeping system, and the collection system where it is another."""
    if kind is not MailKind.ORDER_ROUTES or contact.mails < 2:
        return (_BOOKKEEPING,)
    return (_BOOKKEEPING, "opkrævningssystem")


def _draft(
    kind: MailKind,
    place: int,
    system: str,
    subject: Template,
    body: Template,
    session: Session,
    contact: ErpContact,
    task: ChecklistTask,
) -> MailDraft:
    attach = task.definition.attachments
    values = _values(session, contact, system, kind) | {"bilag": "\n".join(f"- {one}" for one in attach)}
    name = _WORDS[kind].removesuffix(".txt")
    return MailDraft(
        name=f"{name}-{place}" if place > 1 else name,
        subject=subject.safe_substitute(values),
        body=body.safe_substitute(values),
        attach=attach,
    )


def _values(session: Session, contact: ErpContact, system: str, kind: MailKind) -> dict[str, str]:
    municipality, choice = session.municipality, session.choice()
    go_live = municipality.go_live
    named = contact.system.title if contact.system else _UNKNOWN
    ean = choice.ean if choice else ""
    told_ean = f" {ean}" if ean else ""
    if kind is MailKind.KOMBIT:
        told_ean = f", og EAN-nummeret til KP er {ean}" if ean else ""
    return {
        "kommune": municipality.name or _UNKNOWN,
        "system": system if kind is MailKind.ORDER_ROUTES else named,
        # No source tells who is responsible for a collection system of its own.
        "modtager": (contact.responsible if system == _BOOKKEEPING else "") or _UNKNOWN,
        "fra_dato": f" fra den {go_live.day}. {_MONTHS[go_live.month - 1]} {go_live.year}" if go_live else "",
        "ean": told_ean,
        "afsender": _sender(municipality),
    }


def _sender(municipality: Municipality) -> str:
    lines = (
        municipality.contact or _UNKNOWN,
        municipality.department,
        municipality.name,
        municipality.phone,
        municipality.email,
    )
    return "\n".join(line for line in lines if line)
