"""How is the Windows program built, installed and tried, on Windows' own terms, from a Linux machine?

    python dev.py build --windows

`building` is the order of things; `runtime` fetches Python and the libraries for Windows; `wine` runs Windows
programs; `stubs` makes the DLLs Wine lacks; `portable_executable` reads programs without running them;
`bundle` freezes and looks through what came out; `installer` makes the installer and `lifecycle` lives with
it; `suite` runs the project's tests as Windows runs them, and `noting` notes each of them; `report` writes
what was found into docs/windows.md.
"""
