"""How does the checklist come onto paper? Task by task with its steps as boxes to tick."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from desktop.domain.characters import visible
from desktop.domain.checklist import ChecklistTask
from desktop.domain.cpr import scrub
from desktop.texts import checklist, checklist_page
from desktop.texts.translate import _
from desktop.ui.pages.tasks.answers import TasksAnswers
from desktop.ui.paper import Paper

if TYPE_CHECKING:
    from desktop.ui.paper import Pages

_STYLE = """
body { font-family: 'Segoe UI', sans-serif; font-size: 9pt; }
h1 { font-size: 16pt; margin: 0; } h2 { font-size: 11pt; margin: 12px 0 2px 0; }
p { margin: 2px 0; } .quiet { color: #555555; }
"""


def document(answers: TasksAnswers) -> QTextDocument:
    """The checklist as a document. Every text of the plan is escaped: a title is never read as markup."""
    title = _("Tasks before go-live")
    parts = [
        f"<h1>{_text(title)}</h1>",
        _line(answers.municipality.name),
        _line(checklist_page.headline(answers.progress)),
        _line(checklist_page.go_live(answers.checklist.go_live, trial=answers.trial is not None)),
        *(_task(one, answers) for one in answers.tasks),
    ]
    made = QTextDocument()
    made.setDefaultStyleSheet(_STYLE)
    made.setHtml("".join(parts))
    return made


def _task(task: ChecklistTask, answers: TasksAnswers) -> str:
    told, state = task.definition, task.state
    who = state.owner or told.owner or told.doer
    facts = (checklist.status(state.status), checklist_page.period(task), who)
    lines = [
        f"<h2>{_text(checklist.title(told))}</h2>",
        _line(" · ".join(fact for fact in facts if fact), quiet=True),
        *(_line(one) for one in checklist_page.conflicts(task, answers.titles)),
        _line(told.goal),
    ]
    for number, step in enumerate(told.method):
        lines.append(_line(f"{'☑' if number in state.steps_done else '☐'} {step}"))
    if state.note:
        lines.append(_line(_("Note: {note}").format(note=state.note)))
    return "".join(lines)


def _line(text: str, *, quiet: bool = False) -> str:
    if not text:
        return ""
    return f"<p{' class=quiet' if quiet else ''}>{_text(text)}</p>"


def _text(text: str) -> str:
    return escape(scrub(visible(text))).replace("\n", "<br>")


def checklist_paper(answers: TasksAnswers) -> Paper:
    """Every task with its steps, upright as it is hung on a wall."""

    def draw(pages: Pages, _chosen_only: bool) -> int:
        made = document(answers)
        made.print_(pages)
        return made.pageCount()

    return Paper(_("Tasks before go-live"), draw)
