"""The wheel is the whole house: it holds all rooms and data, and runs alone from anywhere."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UV = str(Path(sys.executable).with_name("uv"))  # a newcomer's PATH has none
ROOMS = (
    *("kit", "models", "policies", "desk", "tasks", "flows", "portal", "engine", "cli"),
    "migrations",
)
DATA = ("templates", "regencies", "migrations/versions")

pytestmark = pytest.mark.packaging


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a release would be."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(UV, "build", "--wheel", "--out-dir", str(folder), cwd=ROOT)
    (built,) = folder.glob("rukun-*.whl")
    return built


@pytest.fixture(scope="module")
def rukun(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment in which nothing but the wheel was installed."""
    venv = tmp_path_factory.mktemp("empty") / "venv"
    _run(UV, "venv", "--python", sys.executable, str(venv), cwd=venv.parent)
    python = venv / "bin" / "python"
    _run(UV, "pip", "install", "--python", str(python), str(wheel), cwd=venv.parent)
    return venv / "bin" / "rukun"


def _run(*command: str, cwd: Path, home: Path | None = None) -> str:
    """Run a command far from the checkout's paths; what it said is shown when it fails."""
    kept = ("PATH", "HOME", "UV_CACHE_DIR", "UV_INDEX_URL", "UV_DEFAULT_INDEX", "SSL_CERT_FILE")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    if home is not None:
        env |= {"HOME": str(home), "RUKUN_HOME": str(home / "rukun"), "COLUMNS": "120"}
    done = subprocess.run(  # noqa: S603 - our own commands
        command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_holds_every_room_and_everything_they_read(wheel: Path) -> None:
    """Each module, template, rule and migration of the checkout is in it, byte for byte."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for path in _wanted():
            name = path.relative_to(ROOT).as_posix()
            assert name in names
            assert archive.read(name) == path.read_bytes()
        deployments = archive.read("engine/prefect.yaml")
    assert deployments == (ROOT / "prefect.yaml").read_bytes()


def _wanted() -> list[Path]:
    code = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    data = [path for folder in DATA for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in (*code, *data) if "__pycache__" not in path.parts]


def test_leaves_tests_and_secrets_out(wheel: Path) -> None:
    """Nothing that only a checkout needs, and no settings or keys of ours."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert not tops & {"tests", "benchmarks", "docs", ".ci", "settings.env", "keys"}


def test_runs_alone_from_another_directory(rukun: Path, tmp_path: Path) -> None:
    """Help, the check of the regency and a letter need no checkout, no database, no server."""
    help_text = _run(str(rukun), "--help", cwd=tmp_path, home=tmp_path)
    assert "report" in help_text
    assert "regency" in help_text
    _run(str(rukun), "regency", "check", cwd=tmp_path, home=tmp_path)
    letter = _run(
        *(str(rukun), "notices", "preview", "case_assigned", "--lang", "en"),
        cwd=tmp_path,
        home=tmp_path,
    )
    assert "KLK-" in letter


def test_finds_its_deployments_and_migrations_without_a_checkout(
    rukun: Path, tmp_path: Path
) -> None:
    """What ``rukun up`` reads at its start is found where the wheel put it."""
    python = str(rukun.parent / "python")
    code = (
        "from pathlib import Path; import engine, migrations, flows.triage;"
        "print((Path(engine.__file__).parent / 'prefect.yaml').is_file(),"
        " len(list((Path(migrations.__file__).parent / 'versions').glob('*.py'))) > 0)"
    )
    said = _run(python, "-c", code, cwd=tmp_path, home=tmp_path)
    assert said.split() == ["True", "True"]
