"""What does every test of the texts start from? Danish, and back to it afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.texts import translate


@pytest.fixture(autouse=True)
def starts_in_danish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Danish, whatever the machine that runs the tests wants; a test may change it for itself."""
    monkeypatch.delenv(translate.LANGUAGE_VARIABLE, raising=False)
    translate.use()
    yield
    translate.use()


@pytest.fixture(params=translate.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn, in force while the test runs."""
    name = str(request.param)
    translate.use(name)
    return name
