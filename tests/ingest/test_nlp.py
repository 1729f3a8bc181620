from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import within
from underthesea.pipeline.word_tokenize import word_tokenize
from underthesea.pipeline.word_tokenize.regex_tokenize import tokenize

from ingest.nlp import components, pipeline, weights
from ingest.nlp.words import spans

PLANS = sorted((Path(__file__).parent.parent / "plans").glob("*.txt"))
LETTERS = st.text(alphabet="aAđĐệỆ.,:;()/-+*#%0123456789 \t²“”xX", max_size=60)


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip() and "://" not in line]


@pytest.mark.parametrize("path", PLANS[::3], ids=lambda path: path.stem)
def test_words_are_those_of_underthesea(path: Path) -> None:
    for line in lines(path):
        ours = ["".join(line[start:end].split()) for start, end in spans(line)]
        theirs = ["".join(word.split()) for word in word_tokenize(line, use_token_normalize=False)]
        assert ours == theirs


@settings(deadline=None)  # the first reads the model
@given(LETTERS)
def test_the_weights_tag_as_the_model_does(text: str) -> None:
    tokens = tokenize(text, use_token_normalize=False)
    if tokens:
        assert weights.joins()(tokens) == weights.asked(tokens)


@settings(deadline=None)
@given(LETTERS | st.text(max_size=40))
def test_the_words_are_the_text(text: str) -> None:
    assert pipeline().make_doc(text).text == text


def test_a_model_of_another_kind_is_asked_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "models" / "other").mkdir(parents=True)
    (tmp_path / "models" / "other" / "models.bin").write_bytes(b"\x00" * 100)
    monkeypatch.setattr(weights.segmentation, "__file__", str(tmp_path / "__init__.py"))
    assert weights.joins.__wrapped__() is weights.asked


@pytest.mark.parametrize(
    "hostile",
    [
        "http://" + "!" * 40,
        "Địa chỉ: http://" + "." * 200,
        "abc.vn/" + "(" * 60,
        "a." * 20_000,
        "1." * 20_000,
        "+" * 20_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_line_takes_underthesea_for_ever(hostile: str) -> None:
    with within(1):
        assert pipeline().make_doc(hostile).text == hostile


def test_spans_are_whole_words_round_what_was_found() -> None:
    doc = pipeline()(PLANS[0].read_text("utf-8"))
    for key, found in components._shown(doc):
        expected = [
            doc.char_span(start, end, label=label, alignment_mode="expand")
            for start, end, label, _ in found
            if start < end
        ]
        assert [(one.start, one.end, one.label_) for one in doc.spans[key]] == [
            (one.start, one.end, one.label_) for one in expected
        ]
    assert doc.spans["obligations"]


def test_a_record_is_made_without_spans() -> None:
    doc = pipeline()("Sở Y tế chủ trì.", disable=["spans"])
    assert not doc.spans
    assert doc._.mentions


def test_a_pipeline_that_knows_too_many_words_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    before = pipeline()
    assert pipeline() is before
    monkeypatch.setattr(components, "_MOST_WORDS", -1)
    after = pipeline()
    assert after is not before
    assert after("Sở Y tế báo cáo.").text == "Sở Y tế báo cáo."
