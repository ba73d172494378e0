"""`adapters.entailing`: a real cross-encoder on disk, tiny and with random weights; whatever is wrong with it is said."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from rights_assistant import wiring
from rights_assistant.adapters.entailing import CrossEntailment
from rights_assistant.errors import ModelUnavailable
from rights_assistant.settings import Settings
from rights_assistant.support.verdict import check

PASSAGE = "you may ask the court"
CLAIM = "you may ask"
ORDERS = [("contradiction", "entailment", "neutral"), ("ENTAILMENT", "NEUTRAL", "CONTRADICTION"), ("not_entailment", "entailment")]


def a_model(folder: Path, *labels: str, seed: int = 1) -> Path:
    """A cross-encoder of one tiny layer with random weights and these labels, saved as transformers saves it."""
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast
    from transformers.utils import logging

    logging.disable_progress_bar()
    folder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *PASSAGE.split()]
    (folder / "vocab.txt").write_text("\n".join(words), "utf-8")
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), model_max_length=32).save_pretrained(folder)
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        max_position_embeddings=32,
        initializer_range=2.0,
        id2label=dict(enumerate(labels)),
        label2id={label: n for n, label in enumerate(labels)},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with three labels."""
    return a_model(tmp_path_factory.mktemp("nli") / "model", *ORDERS[0])


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """The model once more, to be damaged."""
    import shutil

    return Path(shutil.copytree(folder, tmp_path / "copy"))


def by_hand(folder: Path) -> Iterator[float]:
    """The probability of each label, worked out with transformers alone."""
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    model, reader = AutoModelForSequenceClassification.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
    with torch.no_grad():
        logits = model.eval()(**reader([PASSAGE], [CLAIM], return_tensors="pt")).logits[0]
    yield from (torch.softmax(logits, 0) if len(logits) > 1 else torch.sigmoid(logits)).tolist()


@pytest.mark.parametrize("labels", ORDERS, ids=["in the middle", "first, in capitals", "of two"])
def test_the_label_is_read_from_the_model(tmp_path: Path, labels: tuple[str, ...]) -> None:
    """Is the probability that of the label called entailment, wherever it stands in the model's own order?"""
    model = a_model(tmp_path / "model", *labels)
    place = [label.lower() for label in labels].index("entailment")
    expected = list(by_hand(model))
    assert CrossEntailment(str(model)).entails(PASSAGE, CLAIM) == pytest.approx(expected[place], abs=1e-5)
    assert len({round(x, 4) for x in expected}) == len(labels)  # the labels can be told apart


def test_a_model_with_one_score(tmp_path: Path) -> None:
    """Is the score of a model with a single label brought between 0 and 1?"""
    model = a_model(tmp_path / "model", "LABEL_0")
    assert CrossEntailment(str(model)).entails(PASSAGE, CLAIM) == pytest.approx(*by_hand(model), abs=1e-5)


def test_passage_first(folder: Path) -> None:
    """Does it make a difference which text is the passage and which the claim?"""
    model = CrossEntailment(str(folder))
    assert model.entails(PASSAGE, CLAIM) != model.entails(CLAIM, PASSAGE)


def test_a_long_passage_is_cut(folder: Path) -> None:
    """Is there a probability for a passage longer than the model can read?"""
    assert 0 <= CrossEntailment(str(folder)).entails(f"{PASSAGE} " * 200, CLAIM) <= 1


def test_nothing_is_loaded_before_it_is_asked(tmp_path: Path) -> None:
    """Does making one cost nothing, even where there is no model?"""
    CrossEntailment(str(tmp_path / "none"))


def test_it_is_loaded_once(copied: Path) -> None:
    """Does it answer again after its folder is gone?"""
    import shutil

    model = CrossEntailment(str(copied))
    first = model.entails(PASSAGE, CLAIM)
    shutil.rmtree(copied)
    assert model.entails(PASSAGE, CLAIM) == first


def change(folder: Path, **keys: Any) -> None:
    """Write keys into a model's config."""
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | keys), "utf-8")


def refused(folder: Path | str) -> ModelUnavailable:
    """The error that a model gives."""
    with pytest.raises(ModelUnavailable) as caught:
        CrossEntailment(str(folder)).entails(PASSAGE, CLAIM)
    assert str(folder) in caught.value.problem
    assert caught.value.remedy
    return caught.value


def test_no_model_of_that_name() -> None:
    """Is a name that leads nowhere said, with the setting to mend?"""
    assert "RIGHTS_ASSISTANT_ENTAILMENT" in refused("nobody/no-such-model").remedy


def test_an_empty_folder(tmp_path: Path) -> None:
    """Is a folder without a model said to have no config?"""
    assert "no readable config.json" in refused(tmp_path).problem


def test_a_broken_config(copied: Path) -> None:
    """Is a config that is no JSON said?"""
    (copied / "config.json").write_text("{", "utf-8")
    assert "no readable config.json" in refused(copied).problem


def test_broken_weights(copied: Path) -> None:
    """Are weights that cannot be read said, and not taken for chance?"""
    (copied / "model.safetensors").write_bytes(b"nothing")
    assert "does not load" in refused(copied).problem


def test_no_weights(copied: Path) -> None:
    """Is a model without safetensors weights refused?"""
    (copied / "model.safetensors").unlink()
    assert "does not load" in refused(copied).problem


@pytest.mark.parametrize("key", ["auto_map", "_attn_implementation_internal"])
def test_a_model_that_brings_code(copied: Path, key: str) -> None:
    """Is a model refused that would run code of its own?"""
    change(copied, **{key: {"AutoModel": "evil.Model"}})
    assert "brings code of its own" in refused(copied).problem


@pytest.mark.parametrize(
    "labels",
    [
        pytest.param({"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}, id="labels without a name"),
        pytest.param({"0": "positive", "1": "negative", "2": "neutral"}, id="labels of another task"),
        pytest.param({"0": "entailment", "1": "entailment", "2": "neutral"}, id="two of that name"),
    ],
)
def test_no_label_for_entailment(copied: Path, labels: dict[str, str]) -> None:
    """Is a model refused of which nobody can say which label is entailment?"""
    change(copied, id2label=labels, label2id={label: int(n) for n, label in labels.items()})
    assert "has no label for entailment" in refused(copied).problem


def test_the_setting() -> None:
    """Is no cross-encoder wired by default, and the one that the setting names otherwise?"""
    assert Settings().entailment == ""
    assert wiring.entailment(Settings()) is None
    assert isinstance(wiring.entailment(Settings(entailment="some/model")), CrossEntailment)


def test_it_judges_a_sentence(folder: Path) -> None:
    """Does the support check take the model's probability for what the rules leave to it?"""
    model = CrossEntailment(str(folder))
    verdict = check("You may ask. [1]", ["You may ask the court."], entails=model)
    assert verdict.score == model.entails("You may ask the court.", "You may ask.")
    assert verdict.supported is (verdict.score >= 0.5)
