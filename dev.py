"""How does one run, test and build this program from a checkout? `python dev.py run`, `python dev.py test`.

Standard library only, for Windows and Linux: it makes `.venv`, installs what is locked in
`requirements/`, and hands over to the tools in there.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said here, before anything below fails less clearly on an older one
    raise SystemExit("EAN Planner needs Python 3.11 or later; this is " + sys.version.split()[0] + ".")

import argparse
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "packaging"))

from devtools import environment, machine, steps  # noqa: E402 - they lie in the folder named above

FROZEN = ROOT / "dist" / "ean-planner" / ("ean-planner.exe" if sys.platform == "win32" else "ean-planner")


def run(_: argparse.Namespace) -> int:
    """Open the program on the sample municipality; without a display, do its whole job in the terminal."""
    display = machine.has_display()
    machine.install(machine.missing_for_qt(display=display), why="Qt")
    environment.prepare(environment.RUN)
    if display:
        return steps.call(("-m", "desktop", "--sample"))
    print("- no display here: running the whole job on the sample municipality instead", flush=True)
    return steps.call(("-m", "desktop.cli", "demo"), offscreen=True)


def test(options: argparse.Namespace) -> int:
    """Lint, types, contracts, the Danish catalogue, and every test; --windows: the tests, under Wine."""
    _prepare_to_develop()
    if options.windows:
        given = [f"--{name}" for name in ("again", "write") if getattr(options, name)]
        return steps.call(("-m", "windows", "--only-tests", *given, "--tests", *options.arguments))
    return steps.run([*steps.CHECKS, steps.CATALOGUE, steps.tests(options.arguments)])


def check(_: argparse.Namespace) -> int:
    """Lint, types and contracts: what takes seconds."""
    _prepare_to_develop()
    return steps.run(list(steps.CHECKS))


def bench(options: argparse.Namespace) -> int:
    """Measure, and print a table."""
    _prepare_to_develop()
    return steps.call(
        ("-m", "devtools.bench", *(["--write"] if options.write else []), *options.names), offscreen=True
    )


def faults(options: argparse.Namespace) -> int:
    """Kill the program, cut its power and fail its disk at every operation, and print what was lost."""
    _prepare_to_develop()
    given = [f"--{name}" for name in ("quick", "thorough", "plain", "write") if getattr(options, name)]
    return steps.call(("-m", "tests.faults", *given), offscreen=True)


def build(options: argparse.Namespace) -> int:
    """Build the program into dist/ and let it test itself; --windows: the Windows installer, under Wine."""
    machine.install(machine.missing_for_build(), why="PyInstaller")
    _prepare_to_develop()
    if options.windows:
        given = [f"--{name}" for name in ("twice", "write") if getattr(options, name)]
        return steps.call(("-m", "windows", *given))
    arguments = ("--noconfirm", "--clean", "--log-level", "WARN", "--distpath", "dist", "--workpath", "build")
    if steps.call(("-m", "PyInstaller", *arguments, "build.spec")) != 0:
        return 1
    print("== self-test of the built program", flush=True)
    return subprocess.run(
        [str(FROZEN), "self-test"], cwd=ROOT, stdin=subprocess.DEVNULL, check=False
    ).returncode


def locale(options: argparse.Namespace) -> int:
    """Bring the Danish catalogue up to the source, or check that it is."""
    _prepare_to_develop()
    return steps.call(("-m", "devtools.catalogue", *(["--check"] if options.check else [])))


def sample(_: argparse.Namespace) -> int:
    """Make the sample municipality again."""
    _prepare_to_develop()
    return steps.call((str(ROOT / "packaging" / "sample" / "generate.py"),))


def letters(_: argparse.Namespace) -> int:
    """Make the shipped letter templates again."""
    _prepare_to_develop()
    return steps.call((str(ROOT / "packaging" / "letters" / "build.py"),))


def guide(_: argparse.Namespace) -> int:
    """Make the pictures of the user's guide and the page to print again, from the sample municipality."""
    _prepare_to_develop()
    return steps.call((str(ROOT / "packaging" / "guide_pictures.py"),), offscreen=True)


def lock(options: argparse.Namespace) -> int:
    """Resolve pyproject.toml into the hash-locked files of requirements/."""
    uv = environment.uv()
    common = "--quiet --universal --python-version 3.11 --fork-strategy fewest --only-binary :all:".split()
    common += "--generate-hashes --no-emit-index-url --no-header --annotation-style line".split()
    common += ["--upgrade"] if options.upgrade else []
    # The developers' set first: the other two take their versions from it, so that users get what was tested.
    sources = {
        "dev.txt": "pyproject.toml --group dev --group build",
        "runtime.txt": "pyproject.toml --constraint requirements/dev.txt",
        "build.txt": "--group build --constraint requirements/dev.txt",
    }
    for name, source in sources.items():
        command = [uv, "pip", "compile", *source.split(), *common, "--output-file", f"requirements/{name}"]
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            return 1
    return 0


def sbom(options: argparse.Namespace) -> int:
    """List what the program consists of (CycloneDX), from the locks; writes dist/ean-planner.cdx.json."""
    _prepare_to_develop()
    return steps.call(("-m", "devtools.sbom", *options.arguments))


def audit(options: argparse.Namespace) -> int:
    """Ask a database of known weaknesses about every locked library; needs `pip-audit` and the internet."""
    found = shutil.which("pip-audit")
    if found is None:
        raise machine.Trouble("`python dev.py audit` needs the program `pip-audit` on the PATH.")
    locks = [part for lock in environment.DEVELOP for part in ("-r", str(environment.LOCKS / lock))]
    command = [found, "--strict", "--require-hashes", "--disable-pip", *locks, *options.arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _prepare_to_develop() -> None:
    """The locked set with the developers' tools, and what Qt needs to run without a display."""
    machine.install(machine.missing_for_qt(display=False), why="Qt")
    environment.prepare(environment.DEVELOP)


def parser() -> argparse.ArgumentParser:
    """The commands and their options; each says what its function's docstring says."""
    root = argparse.ArgumentParser(prog="python dev.py", description="Run, test and build EAN Planner.")
    commands = root.add_subparsers(required=True, metavar="COMMAND")
    made = {}
    for function in (
        run,
        test,
        check,
        bench,
        faults,
        build,
        locale,
        sample,
        letters,
        guide,
        lock,
        sbom,
        audit,
    ):
        command = commands.add_parser(function.__name__, help=function.__doc__, description=function.__doc__)
        command.set_defaults(function=function)
        made[function.__name__] = command
    made["test"].add_argument("arguments", nargs="*", help="handed to pytest, after `--`")
    made["test"].add_argument("--windows", action="store_true", help="under Wine; arguments: folders")
    made["test"].add_argument("--again", action="store_true", help="with --windows: those that did not pass")
    made["build"].add_argument("--windows", action="store_true", help="its installer, under Wine")
    made["build"].add_argument("--twice", action="store_true", help="with --windows: and compare every byte")
    for name in ("test", "build"):
        made[name].add_argument("--write", action="store_true", help="with --windows: into docs/windows.md")
    for name in ("sbom", "audit"):
        made[name].add_argument("arguments", nargs="*", help="handed on, after `--`")
    made["bench"].add_argument("names", nargs="*", help="only these: tests/bench/bench_NAME.py")
    made["bench"].add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    made["faults"].add_argument("--quick", action="store_true", help="every 12th operation: two minutes")
    made["faults"].add_argument("--thorough", action="store_true", help="for a release: hours")
    made["faults"].add_argument("--plain", action="store_true", help="only what needs no ../shared/faultkit")
    made["faults"].add_argument("--write", action="store_true", help="put the table into docs/faults.md")
    made["locale"].add_argument("--check", action="store_true", help="change nothing, fail when out of date")
    made["lock"].add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    return root


def main() -> int:
    """Do what the command line says; trouble a person can mend is one sentence and exit code 1."""
    options = parser().parse_args()
    try:
        return int(options.function(options))
    except machine.Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
