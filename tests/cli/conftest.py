"""The command line as a fixture."""

import pytest

from tests.cli.running import Rukun


@pytest.fixture
def rukun(capsys: pytest.CaptureFixture[str]) -> Rukun:
    """Runs commands and gives back how they ended."""
    return Rukun(capsys)
