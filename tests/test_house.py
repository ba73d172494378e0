"""Does the house stand as it was drawn: floors, references, versions, names, the two commands?"""

import ast
import importlib
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from conftest import ROOT

SOURCE = ROOT / "src" / "rights_assistant"
MODULES = sorted(SOURCE.rglob("*.py"))
WEB = sorted((SOURCE / "web").rglob("*.py"))


def test_imports_only_go_down() -> None:
    """Is every contract of the rooms kept?"""
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_a_room_without_a_floor_fails(tmp_path: Path) -> None:
    """Would a new module that nobody put on a floor be noticed?"""
    config = (ROOT / "pyproject.toml").read_text("utf-8")
    without = tmp_path / "pyproject.toml"
    without.write_text(config.replace('  "draft",\n', ""), "utf-8")
    command = [str(Path(sys.executable).parent / "lint-imports"), "--config", str(without)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "draft" in done.stdout + done.stderr


def test_references_are_made_from_the_code() -> None:
    """Do docs/commands.md, settings.md and formats.md say what the code says?"""
    done = subprocess.run([sys.executable, "tools/references.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_has_a_subject(path: Path) -> None:
    """Does each module say in a sentence what it is about, and is it small enough to say it?"""
    text = path.read_text("utf-8")
    assert (ast.get_docstring(ast.parse(text)) or "").strip(), "no docstring"
    assert text.count("\n") <= 310, "a big room"
    assert path.stem not in ("utils", "helpers", "common", "core", "base", "manager")


def test_nothing_heavy_is_imported_to_print_help() -> None:
    """Does `--help` answer without loading torch, Chroma or Gradio?"""
    heavy = "{'torch', 'chromadb', 'gradio', 'sentence_transformers'}"
    code = f"import sys, rights_assistant.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Fixed versions of advisories; a lower version would bring the flaw back.
FLOORS = [
    pytest.param("gradio", "6.31.0", id="brotli bomb, CVE-2026-111497, and all before it"),
    pytest.param("langchain-core", "1.3.3", id="load() too broad, CVE-2026-44843"),
    pytest.param("transformers", "5.17.0", id="config.json runs code, CVE-2026-4372 and CVE-2026-9856"),
    pytest.param("sentence-transformers", "6.1.0", id="needed by transformers 5"),
    pytest.param("chromadb", "1.5.9", id="newest release; embedded only, because its server has open advisories"),
]


@pytest.mark.parametrize(("package", "floor"), FLOORS)
def test_no_version_below_a_known_flaw(package: str, floor: str) -> None:
    """Is what is installed at least the version that fixed the known flaws?"""
    assert _numbers(version(package)) >= _numbers(floor)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", text.split("+")[0])[:3])


def test_what_is_pinned_is_what_is_installed() -> None:
    """Do the constraints name the torch that was asked for, and every direct dependency?"""
    pins = dict(re.findall(r"(?m)^([\w.-]+)==([\w.]+)$", (ROOT / "constraints.txt").read_text("utf-8")))
    pinned = {name.lower().replace("_", "-") for name in pins}
    direct = re.findall(r'(?m)^  "([A-Za-z0-9_.-]+)(?:[><=][^"]*)?",$', (ROOT / "pyproject.toml").read_text("utf-8"))
    names = {name.lower().replace("_", "-") for name in direct if "." not in name}
    assert pins["torch"] == "2.13.0"
    packages = {"bm25s", "chromadb", "gradio", "pystemmer", "sentence-transformers", "typer", "uvicorn", "pytest", "mypy"}
    assert packages <= names & pinned


@pytest.mark.parametrize("path", WEB, ids=lambda p: p.name)
def test_the_page_runs_no_script_of_its_own(path: Path) -> None:
    """Is there no `gr.HTML` and no `js=`, which would need a weaker security policy?"""
    tree = ast.parse(path.read_text("utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    assert not [c for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr == "HTML"]
    assert not [k for c in calls for k in c.keywords if k.arg == "js"]


@pytest.mark.parametrize(
    "path", [p for p in MODULES if "domain" in p.parts or p.stem in ("compose", "cite", "retrieve", "understand")]
)
def test_the_middle_reads_no_clock_network_or_environment(path: Path) -> None:
    """Is the day of asking always an argument?"""
    text = path.read_text("utf-8")
    for forbidden in ("date.today", "datetime.now", "time.time", "os.environ", "import socket", "import requests", "import httpx"):
        assert forbidden not in text


def test_ci_runs_what_people_run() -> None:
    """Does CI call `make test`, and do both commands exist?"""
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(re.search(rf"(?m)^{target}:", makefile) for target in ("install", "serve", "test", "lint", "eval"))


def test_the_first_screen_of_the_readme() -> None:
    """Does the README open with a sentence, a real cited answer and the two commands?"""
    first = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:20])
    assert re.search(r"Can a computer refuse my visitor visa\?", first)
    assert re.search(r"\[\d+\]", first)
    assert "make serve" in first
    assert "make test" in first


def test_the_readme_quotes_a_real_answer(assistant: object) -> None:
    """Are the sentences of the README's answer still what the assistant says, with the same numbers?"""
    from datetime import date

    from rights_assistant.domain.question import ask

    readme = (ROOT / "README.md").read_text("utf-8")
    answer = assistant.answer(ask("Can a computer refuse my visitor visa?", date(2026, 11, 23), jurisdiction="ca"))  # type: ignore[attr-defined]
    quoted = [line.removeprefix("> ") for line in readme.splitlines() if re.fullmatch(r"> [A-Z].*\]", line)]
    assert len(quoted) == 3
    for line in quoted:
        assert line in answer.text


def test_every_public_module_imports() -> None:
    """Does every module import on its own?"""
    for path in MODULES:
        if path.stem != "__main__":
            name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
            importlib.import_module(name)
