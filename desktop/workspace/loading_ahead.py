"""What does opening a plan have to import? Loaded ahead, while the user looks at the first page."""

from __future__ import annotations

import importlib

from desktop.domain.progress import Progress

MODULES = (
    "desktop.workspace.session",
    "desktop.workspace.recovery",
    "desktop.storage.plan_file",
    "desktop.storage.queries",
    "desktop.workspace.sample",
    "desktop.workspace.standing",
    "desktop.workspace.import_flow",
    "desktop.workspace.kp",
    "desktop.workspace.scenarios",
    "desktop.workspace.decision_note",
    "desktop.workspace.rollout",
    "desktop.workspace.letter_templates",
    "desktop.workspace.past",
)
"""What the first page asks of a plan, then what the others do, in the order of the rail.

They bring SQLAlchemy. Pandas is left to the first import of a file: not everybody imports today.
"""


def load_ahead(progress: Progress) -> None:
    """Import them one after the other.

    Raises:
        Cancelled: out of the report, when the program is closed meanwhile.
    """
    for done, name in enumerate(MODULES):
        progress(done, len(MODULES))
        importlib.import_module(name)
