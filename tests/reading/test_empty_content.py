"""A cue between two commas inside a quotation: what is said is never nothing."""

from __future__ import annotations

from saksi import read


def test_punctuation_alone_is_no_content() -> None:
    text = (
        'Soldiers attacked Tarin. "From the outside, it seemed like he was doing well, but I think on the inside, he was'
        ' just slowly crumbling, and it got to the point where he just was not making sense. He was not rational," she said.'
    )
    found = read(text, language="en").attributions
    assert found
    assert all(span.start < span.end for one in found for span in one.content)
