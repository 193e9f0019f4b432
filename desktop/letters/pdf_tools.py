"""Which program on this machine makes PDF of Word files, and how is it called?

Word on Windows is driven by a PowerShell script over COM: PowerShell is part of Windows, while pywin32 would
be one more library with native parts in the process of the window, and a Word that hangs would hang it too.
LibreOffice is called without a window, with a profile of its own: the user's would take the call over when it
is open, and would remember the letters' names.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.letter_outputs import PdfTool

WORD_PID = "word.pid"
"""The script leaves Word's process number here: Word is not a child of whoever starts it."""

_WORD_SCRIPT = r"""
param([string]$List, [string]$PidFile)
$ErrorActionPreference = 'Stop'
$before = @(Get-Process WINWORD -ErrorAction SilentlyContinue | ForEach-Object { $_.Id })
$word = New-Object -ComObject Word.Application
$new = @(Get-Process WINWORD | ForEach-Object { $_.Id } | Where-Object { $before -notcontains $_ })
if ($new.Count -eq 1) { Set-Content -LiteralPath $PidFile -Value $new[0] -Encoding ASCII }
try {
    $word.Visible = $false
    $word.DisplayAlerts = 0
    $word.AutomationSecurity = 3
    foreach ($line in Get-Content -LiteralPath $List -Encoding UTF8) {
        $source, $target = $line -split "`t"
        try {
            $document = $word.Documents.Open($source, $false, $true, $false)
            try { $document.ExportAsFixedFormat($target, 17) } finally { $document.Close(0) }
        } catch { [Console]::Error.WriteLine('not converted') }
    }
} finally { $word.Quit(0) }
"""


@dataclass(frozen=True, slots=True)
class Converter:
    """A program that makes PDF.

    Attributes:
        program: soffice, or PowerShell for Word.
    """

    tool: PdfTool
    program: Path

    def command(self, sources: Sequence[Path], out: Path, private: Path) -> list[str]:
        """The one call that converts these files into a folder, each under its name with `.pdf`.

        Args:
            private: a folder nobody else uses, for the profile and what Word is told.
        """
        if self.tool is PdfTool.WORD:
            return self._word(sources, out, private)
        profile = (private / "profile").resolve().as_uri()
        options = ("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
        convert = ("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(out))
        return [
            str(self.program),
            f"-env:UserInstallation={profile}",
            *options,
            *convert,
            *map(str, sources),
        ]

    def _word(self, sources: Sequence[Path], out: Path, private: Path) -> list[str]:
        script, told = private / "word.ps1", private / "files.txt"
        lines = (f"{source}\t{out / source.stem}.pdf\n" for source in sources)
        script.write_text(_WORD_SCRIPT, encoding="utf-8-sig")
        told.write_text("".join(lines), encoding="utf-8")
        options = ("-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", str(script))
        return [str(self.program), *options, "-List", str(told), "-PidFile", str(private / WORD_PID)]


def find_converter() -> Converter | None:
    """Word before LibreOffice, for the municipality's own Word shows the letter as its reader will see it."""
    return next(iter(converters()), None)


def converters() -> Iterator[Converter]:
    """What is on this machine, the best first."""
    if (shell := _powershell()) is not None and _has_word():
        yield Converter(PdfTool.WORD, shell)
    if (office := _soffice()) is not None:
        yield Converter(PdfTool.LIBREOFFICE, office)


def _soffice() -> Path | None:
    return next((path for path in _office_places() if path.is_file()), None)


def _office_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"):
            if folder := os.environ.get(variable):
                # The .com waits until the work is done; the .exe lets go of its caller.
                yield Path(folder) / "LibreOffice" / "program" / "soffice.com"
        return
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            yield Path(found)
    for folder in ("/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program", "/snap/bin"):
        yield from (Path(folder) / name for name in ("soffice", "libreoffice"))
    yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def _powershell() -> Path | None:
    """The one that belongs to Windows, by its full path: a file of that name elsewhere is not started."""
    root = os.environ.get("SYSTEMROOT") if sys.platform == "win32" else None
    if not root:
        return None
    path = Path(root) / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    return path if path.is_file() else None


def _has_word() -> bool:
    if sys.platform != "win32":
        return False
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID"):
            return True
    except OSError:
        return False
