"""How do the letters of a run become PDF, each under the name of its Word file?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.letter_outputs import LeftOut, MadeOutput, OutputFault, OutputKind, PdfTool
from desktop.domain.letters import WrittenLetter
from desktop.letters import pdf, pdf_tools
from desktop.letters.joined_run import letter_fault
from desktop.letters.out_folder import OutFolder
from desktop.letters.pdf import USUAL, Patience


@dataclass(slots=True)
class _Taken:
    """PDF files as they come: written at once, so that whoever stops the run keeps them."""

    letters: Sequence[WrittenLetter]
    out: OutFolder
    made: dict[int, Path]
    faults: dict[int, OutputFault]

    def take(self, number: int, data: bytes) -> None:
        letter = self.letters[number]
        try:
            path = self.out.put(data, Path(letter.file).stem, ending=".pdf")
        except OSError as error:
            self.faults[number] = OutputFault(letter_fault(error).value)
        else:
            self.made[letter.position] = path


def write_pdf(
    letters: Sequence[WrittenLetter],
    out: OutFolder,
    made: dict[int, Path],
    alive: Callable[[int], None],
    *,
    patience: Patience = USUAL,
) -> MadeOutput:
    """Make PDF of written letters.

    Args:
        made: is filled with each letter's PDF by the letter's position as soon as it is there.
        alive: told how many are done, ten times a second; what it raises ends the work at once.
    """
    tools = list(pdf_tools.converters())
    if not tools:
        return MadeOutput(OutputKind.PDF, fault=OutputFault.NO_PDF_TOOL)
    taken = _Taken(letters, out, made, {})
    tool = _convert(tools, taken, alive, patience)
    left = tuple(
        LeftOut(letter.position, letter.supplier_number, letter.supplier_name, taken.faults[number])
        for number, letter in enumerate(letters)
        if number in taken.faults
    )
    fault = None
    try:
        out.settle()
    except OSError as error:
        fault = OutputFault(letter_fault(error).value)
    return MadeOutput(OutputKind.PDF, tuple(made.values()), tuple(made), left, fault, tool=tool)


def _convert(
    tools: list[pdf_tools.Converter], taken: _Taken, alive: Callable[[int], None], patience: Patience
) -> PdfTool:
    """Gives the program that was used; another one takes over where the first cannot be used at all."""
    files = {number: letter.path for number, letter in enumerate(taken.letters)}
    for tool in tools:
        try:
            outcome = pdf.convert(tool, files, taken.take, alive, patience=patience)
        except OSError as error:
            outcome = pdf.PdfOutcome(dict.fromkeys(files, OutputFault(letter_fault(error).value)))
        unusable = OutputFault.TOOL_FAILED in outcome.faults.values() and not taken.made
        if not unusable or tool is tools[-1]:
            # What could not be written must be told as that, whatever the program said.
            taken.faults = outcome.faults | taken.faults
            return tool.tool
    return tools[-1].tool
