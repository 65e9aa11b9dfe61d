"""Texts come through every format code point for code point."""

import csv
import io
import json
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from saksi import sources
from saksi.types import Document

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(lambda t: t.strip())
ODD = "a\u00a0b\x85c\u2028d\x0b\x1c\r\r\n\ufeff\x01 \U0001f600"


def through(name, data, **options):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return [d.text for d in sources.documents([str(path)], language="id", **options) if isinstance(d, Document)]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
@example([ODD, ODD])
def test_jsonl(texts):
    plain = "".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in texts).encode()
    escaped = "".join(json.dumps({"text": t}) + "\r\n" for t in texts).encode()
    assert through("a.jsonl", plain) == texts
    assert through("a.jsonl", escaped) == texts
    assert through("a.jsonl", json.dumps({"text": texts[0]}).encode("utf-16")) == texts[:1]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(",;\t|"))
@example([ODD, ODD], ";")
def test_csv(texts, delimiter):
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["id", "text"])
    writer.writerows(enumerate(texts))
    data = held.getvalue().encode()
    if b"\x00" not in data[:8192]:
        assert through("a.csv", data) == texts


@settings(max_examples=60, deadline=None)
@given(TEXTS.filter(lambda t: "\x00" not in t and not t.startswith(("\ufeff", "%PDF", "GIF8", "RIFF", "BZh", "{\\rtf"))))
@example(ODD)
def test_text(text):
    assert through("a.txt", text.encode()) == [text]
    assert through("a.txt", text.encode("utf-8-sig")) == [text]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.jsonl", "a.json", "a.csv", "a.html", "a.tsv"]))
@example(b'{"text": "\xff', "a.jsonl")
@example(b'text\n"', "a.csv")
def test_no_bytes_raise(data, name):
    through(name, data)
