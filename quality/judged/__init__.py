"""Judging the reading on real text that is not stored: verdicts are kept with a document's digest and offsets, never its words.

``PROTOCOL.md`` says how to judge; ``python -m quality.judged`` draws sheets, takes verdicts in, and reports.
"""
