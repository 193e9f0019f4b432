"""What can be done to a plan?

Every operation, one small file per subject; there is no other way to change one.
"""

from desktop.workspace.operations.accepting import AcceptProblems
from desktop.workspace.operations.choosing import ChooseEan
from desktop.workspace.operations.correcting import CorrectValue
from desktop.workspace.operations.deciding import Decide
from desktop.workspace.operations.duplicates import DecidePair, MergeSuppliers
from desktop.workspace.operations.importing import ImportInvoices, ImportSuppliers
from desktop.workspace.operations.letters import MarkLetters, RecordLetters, SetReminderDays
from desktop.workspace.operations.operation import Moment, Operation, PlanView
from desktop.workspace.operations.repairing import RepairLetters
from desktop.workspace.operations.setting_up import SetUp
from desktop.workspace.operations.taking_over import TakeOver

__all__ = [
    "AcceptProblems",
    "ChooseEan",
    "CorrectValue",
    "Decide",
    "DecidePair",
    "ImportInvoices",
    "ImportSuppliers",
    "MarkLetters",
    "MergeSuppliers",
    "Moment",
    "Operation",
    "PlanView",
    "RecordLetters",
    "RepairLetters",
    "SetReminderDays",
    "SetUp",
    "TakeOver",
]
