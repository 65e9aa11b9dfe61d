"""The validation records of PETRARCH: root type F1, and type with the countries on both sides.

*petr2-gsr* is news (78 sentences), *petr-unit* the stylised sentences PETRARCH was developed on (invented states, so their types
alone are measured). Both code to CAMEO (Gerner and Schrodt 2002); codes are mapped to PLOVER types by the crosswalk of PLOVER
(Schrodt 2021), roots that PLOVER drops are left out. Micro-F1 over event records as in Schrodt's validation of PETRARCH-2
(github.com/openeventdata, MIT). Reported only: nothing was tuned on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from quality.suites.plover import code, records, sentence
from quality.suites.report import Counts, Errors, Report

FILES = {"petr2-gsr": "PETR2_GSR_validation.xml", "petr-unit": "PETR.UnitTest.records.xml"}
ROOTS = {
    "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "081": "CONCEDE", "082": "CONCEDE",
    "083": "CONCEDE", "08": "RETREAT", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN",
    "14": "PROTEST", "15": "MOBILIZE", "163": "COERCE", "16": "SANCTION", "1712": "ASSAULT", "175": "ASSAULT", "17": "COERCE",
    "18": "ASSAULT", "191": "COERCE", "192": "COERCE", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
"""Beginning of a CAMEO code -> PLOVER type; the longest one counts."""
_SENTENCE = re.compile(r"<Sentence (?P<head>[^>]*)>(?P<body>.*?)(?=<Sentence |\Z)", re.DOTALL)
_FIELD = re.compile(r'(\w+)\s*=\s*"([^"]*)"')
_CODING = re.compile(r"<EventCoding ([^>]*)>")
_TEXT = re.compile(r"<Text>(.*?)</Text>", re.DOTALL)


def run_news(data: Path, worst: int = 0) -> Report:
    """The report on the news sentences."""
    return _run(data, "petr2-gsr", worst)


def run_unit(data: Path, worst: int = 0) -> Report:
    """The report on the stylised sentences."""
    return _run(data, "petr-unit", worst)


def _run(data: Path, name: str, worst: int) -> Report:
    types, whole, errors = Counts(), Counts(), Errors()
    path = data if data.is_file() else data / FILES[name]
    for text, codings in sentences(path.read_text(encoding="utf-8")):
        found = records(sentence(text))
        gold = [kind for kind, _, _ in codings]
        types.add({r.type for r in found}, set(gold))
        sides = {
            (r.type, code(a.actor), code(b.actor))
            for r in found
            for a in r.actors
            for b in r.recipients or r.actors
            if a is not b
        }
        whole.add(sides, set(codings))
        wrong = set(gold) ^ {r.type for r in found}
        errors.note(len(wrong), f"{'/'.join(gold) or 'none'} given {[(r.type, text[r.start : r.end]) for r in found]}: {text}")
    figures = types.as_figures("root")
    if name == "petr2-gsr":
        figures |= whole.as_figures("root_and_countries")
    return Report({"all": {**figures, "records": types.gold}}, errors.worst(worst))


def sentences(markup: str) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Text and gold codings (type, source country, target country) of every sentence. The file is not well-formed XML."""
    for match in _SENTENCE.finditer(markup):
        body = re.sub(r"<!--.*?-->", "", match["body"], flags=re.DOTALL)
        text = _TEXT.search(body)
        if text is None or not text[1].strip():
            continue
        codings = []
        for coding in _CODING.findall(body):
            fields = dict(_FIELD.findall(coding))
            kind = type_of(fields.get("eventcode", ""))
            if kind is not None:
                codings.append((kind, fields.get("sourcecode", "")[:3], fields.get("targetcode", "")[:3]))
        yield " ".join(text[1].split()).replace("``", '"').replace("''", '"'), codings


def type_of(cameo: str) -> str | None:
    """The PLOVER type of a CAMEO code; null for what PLOVER does not code."""
    return next((ROOTS[cameo[:n]] for n in (4, 3, 2) if cameo[:n] in ROOTS), None)
