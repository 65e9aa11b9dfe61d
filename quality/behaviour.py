"""Does a small edit change what it says, and nothing else? Base texts in our own words, edited by hand, read and compared.

    python -m quality.behaviour [--json] [-v] [--raise-floors]

A reading is reduced to its *tellings*: each claim as the values it holds, without ids and spans, with parties and speakers as
the letters that the base text gives them. An edit declares what it moves (sides, days, a number, a speaker, realis or voice) and
what the edited text must be read to say (``shows``). It passes when every ``shows`` is met and the tellings of the edited text
are those of the base text moved so, and no others. A claim that the reader misses in both texts therefore fails too.

After Ribeiro et al. 2020, "Beyond Accuracy: Behavioral Testing of NLP Models with CheckList": directional and invariance tests.
The rates per edit and language stand beside the floors under ``behaviour`` in ``floors.json``; they only rise while the texts and
edits are the same. The exit status is 1 where one lies under its floor.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import Any

from quality.run_gold import FLOORS, Floors, floors
from quality.run_variants import Reader, read
from saksi.text import digest

Row = dict[str, Any]
Telling = dict[str, Any]

FOLDER = Path(__file__).parent / "behaviour"
EDITS = ("sides", "negate", "date", "number", "speaker", "teaser", "quote", "translation")
NAME = "behaviour"
NONE = "-"
OTHER = "other"
CLAIMS = "claims"

ACROSS: Mapping[str, tuple[str, ...]] = {
    "event": ("type", "actors", "recipients", "mutual", "realis", "time", "said"),
    "casualty": ("kind", "number", "low", "best", "high", "qualifier", "who", "side", "by", "realis", "scope", "said"),
    "impact": ("object", "effect", "number", "low", "best", "high", "side", "said"),
    "control": ("relation", "holder", "change", "negated", "said"),
}
"""What a translation keeps, by noun: no words, only values."""


@dataclass(frozen=True)
class Lens:
    """How the values of a reading are named: the letters of parties and speakers, and what an edit turns into what."""

    names: Mapping[str, list[str]] = field(default_factory=dict)
    speakers: Mapping[str, list[str]] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[Any, int] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def named(self, text: str) -> str:
        """The words for what has no letter, as the edit rewrites them."""
        text = text.casefold()
        return reduce(lambda so_far, pair: so_far.replace(*pair), self.words.items(), text)


def letter(text: str, names: Mapping[str, list[str]]) -> str | None:
    """Whose name stands first in a text, the longer one where two begin together; None where nobody's does."""
    found = []
    for key, forms in names.items():
        for form in forms:
            match = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE)
            if match:
                found.append((match.start(), -len(form), key))
    return min(found)[2] if found else None


class Abstract:
    """The tellings of one reading, seen through a lens; ``at`` says where each stands, until they are compared."""

    def __init__(self, reading: Row, lens: Lens) -> None:
        self.lens = lens
        self.reading = reading
        self.attributions = {one["id"]: one for one in reading["attributions"]}
        self.teasers = [one["span"] for one in reading["document"]["teasers"]]

    def tellings(self) -> list[Telling]:
        """Every claim as its values, what the article is mainly about, and how many teasers it has."""
        events = {one["id"]: one for one in self.reading["events"]}
        tolls = {one["id"]: one for one in self.reading["casualties"]}
        out = [self._attribution(one) for one in self.reading["attributions"]]
        out += [self._event(one, events) for one in self.reading["events"]]
        out += [self._casualty(one, events, tolls) for one in self.reading["casualties"]]
        out += [self._impact(one) for one in self.reading["impacts"]]
        out += [self._control(one) for one in self.reading["control"]]
        main = events.get(self.reading["main"])
        if main:
            out.append({"noun": "main", "type": main["plover"]["type"]} | self._sides(main))
        out.append({"noun": "teasers", "count": len(self.teasers)})
        return out

    def _party(self, one: Row | None) -> str:
        if not one or one["text"] is None:
            return NONE
        actor = one["actor"] or {}
        names = (one["text"], actor.get("name") or "")
        found = next((key for text in names if (key := letter(text, self.lens.names))), None)
        if found:
            return self.lens.sides.get(found, found)
        return str(actor.get("id") or self.lens.named(one["text"]))

    def _said(self, ids: Iterable[str]) -> list[str]:
        out = set()
        for name in ids:
            for source in self.attributions[name]["sources"]:
                who = letter(source["text"], self.lens.speakers)
                if who is None and (party := letter(source["text"], self.lens.names)):
                    who = self.lens.sides.get(party, party)
                key = f"{source['class'] or NONE}:{who or source['text'].casefold()}"
                out.add(self.lens.said.get(key, key))
        return sorted(out)

    def _day(self, time: Row | None) -> str:
        if not time:
            return NONE
        if time["earliest"] is None:
            return str(time["relative"] or NONE)
        ends = [self.lens.days.get(end, end) for end in (time["earliest"], time["latest"])]
        return ends[0] if ends[0] == ends[1] else "/".join(ends)

    def _quantity(self, one: Row) -> Telling:
        moved = self.lens.numbers
        out: Telling = {key: moved.get(one[key], one[key]) for key in ("number", "low", "best", "high")}
        out["qualifier"] = one["qualifier"]
        return out

    def _denied(self, one: Row) -> list[str]:
        return sorted(f"{row['what']} {' '.join(self._said([row['by']]))}" for row in one["denied_by"])

    def _sides(self, one: Row) -> Telling:
        return {role: sorted(self._party(p) for p in one[role]) for role in ("actors", "recipients")}

    def _standing(self, parties: list[Row], said: list[str]) -> list[str]:
        """Each party's status and denials, and its own sources where they are not the claim's."""
        out = []
        for one in parties:
            own = self._said(one["asserted_by"])
            words = [self._party(one), one["status"], *([] if own == said else own), *self._denied(one)]
            out.append(" ".join(words))
        return sorted(out)

    def _place(self, one: Row | None) -> str:
        if not one:
            return NONE
        found = letter(one["text"], self.lens.names)  # a party's own town goes with it to the other side
        return self.lens.sides.get(found, found) if found else self.lens.named(one["text"])

    def _attribution(self, one: Row) -> Telling:
        spans = [one["cue"]["span"]] if one["cue"] else one["content"] or [source["span"] for source in one["sources"]]
        inside = any(a <= start < b for start, _ in spans[:1] for a, b in self.teasers)
        return {
            "noun": "attribution",
            "said": self._said([one["id"]]),
            "stance": one["stance"],
            "direct": one["direct"],
            "cue": one["cue"]["text"].casefold() if one["cue"] else NONE,
            "medium": one["medium"]["text"].casefold() if one["medium"] else NONE,
            "via": sorted(row["text"].casefold() for row in one["via"]),
            "nested": one["within"] is not None,
            "voice": "teaser" if inside else "body",
        }

    def _event(self, one: Row, events: Mapping[str, Row]) -> Telling:
        said = self._said(name for mention in one["mentions"] for name in mention["asserted_by"])
        return {
            "noun": "event",
            "at": one["mentions"][0]["trigger"][0],
            "type": one["plover"]["type"],
            "modes": sorted(one["plover"]["modes"]),
            **self._sides(one),
            "standing": self._standing([*one["actors"], *one["recipients"]], said),
            "mutual": one["mutual"],
            "place": self._place(one["place"]),
            "time": self._day(one["time"]),
            "means": sorted(row["kind"] for row in one["means"]),
            "realis": one["realis"],
            "historical": one["historical"],
            "certainty": one["certainty"],
            "voice": one["voice"],
            "said": said,
            "denied": self._denied(one),
            "relations": sorted(f"{row['type']} {events[row['to']]['plover']['type']}" for row in one["relations"]),
            "mentions": len(one["mentions"]),
        }

    def _casualty(self, one: Row, events: Mapping[str, Row], tolls: Mapping[str, Row]) -> Telling:
        said = self._said(one["asserted_by"])

        def of(name: str | None) -> Any:
            number = tolls[name]["quantity"]["number"] if name else NONE
            return self.lens.numbers.get(number, number)

        return {
            "noun": "casualty",
            "at": one["span"][0],
            "kind": one["kind"],
            **self._quantity(one["quantity"]),
            "who": sorted(one["who"]),
            "side": self._party(one["side"]),
            "by": self._party(one["by"]),
            "standing": self._standing([p for p in (one["side"], one["by"]) if p], said),
            "said": said,
            "denied": self._denied(one),
            "via": sorted(row["text"].casefold() for row in one["via"]),
            "scope": one["scope"],
            "as_of": self._day(one["as_of"]),
            "part_of": of(one["part_of"]),
            "restates": of(one["restates"]),
            "includes_perpetrators": one["includes_perpetrators"],
            "declared_unknown": one["declared_unknown"],
            "victims": sorted(row["name"] for row in one["victims"]),
            "realis": one["realis"],
            "historical": one["historical"],
            "certainty": one["certainty"],
            "voice": one["voice"],
            "place": self._place(one["place"]),
            "time": self._day(one["time"]),
            "event": events[one["event"]]["plover"]["type"] if one["event"] else NONE,
        }

    def _impact(self, one: Row) -> Telling:
        return {
            "noun": "impact",
            "at": one["span"][0],
            "object": one["object"],
            "effect": one["effect"],
            **self._quantity(one["quantity"]),
            "side": self._party(one["side"]),
            "by": self._party(one["by"]),
            "said": self._said(one["asserted_by"]),
            "voice": one["voice"],
        }

    def _control(self, one: Row) -> Telling:
        return {
            "noun": "control",
            "at": one["span"][0],
            "territory": self._place(one["territory"]),
            "relation": one["relation"],
            "holder": self._party(one["holder"]),
            "change": one["change"] or NONE,
            "extent": one["extent"] or NONE,
            "said": self._said(one["asserted_by"]),
            "negated": one["negated"],
            "realis": one["realis"],
            "time": self._day(one["time"]),
            "voice": one["voice"],
        }


def across(tellings: Iterable[Telling], letters: Iterable[str]) -> list[Telling]:
    """The tellings as another language would tell them: parties without a letter are *other*, speakers their class alone."""
    known = {*letters, NONE}

    def value(name: str, one: Any) -> Any:
        if name == "said":
            return sorted({key.split(":")[0] for key in one})
        if name in ("actors", "recipients"):
            return sorted(key if key in known else OTHER for key in one)
        if name in ("side", "by", "holder"):
            return one if one in known else OTHER
        return one

    return [
        {"noun": one["noun"]} | {name: value(name, one[name]) for name in ACROSS[one["noun"]]}
        for one in tellings
        if one["noun"] in ACROSS
    ]


def fits(pattern: Row, one: Telling) -> bool:
    """Has a telling all the values of a pattern? Lists are compared without order."""
    return all(
        sorted(one.get(key, ())) == sorted(value) if isinstance(value, list) else one.get(key, NONE) == value
        for key, value in pattern.items()
    )


def flat(one: Telling) -> str:
    """A telling as text that can be counted."""
    return json.dumps({key: value for key, value in one.items() if key != "at"}, sort_keys=True, ensure_ascii=False)


def whole_text(document: Row) -> str:
    """The text that a reader is given and that spans point into."""
    return "\n".join(filter(None, (document.get("title"), document["text"])))


def rewritten(document: Row, edit: Row) -> Row:
    """The document after an edit. Raises ValueError where the words to replace are not there."""
    new: Row = {**document, **{key: edit[key] for key in ("text", "title", "language", "published") if key in edit}}
    if "line" in edit:
        lines = new["text"].strip().split("\n")
        at = edit.get("at", len(lines))
        return {**new, "text": "\n".join([*lines[:at], edit["line"], *lines[at:]])}
    pairs: dict[str, str] = dict(edit.get("replace", []))
    if "wraps" in edit:
        pairs[edit["wraps"]] = edit["becomes"]
    if pairs:
        whole = whole_text(new)
        absent = [old for old in pairs if old not in whole]
        if absent:
            raise ValueError(f"{document['id']} {edit['edit']}: {absent[0]!r} is not in the text")
        words = re.compile("|".join(re.escape(old) for old in sorted(pairs, key=len, reverse=True)))
        new |= {key: words.sub(lambda m: pairs[m.group()], new[key]) for key in ("title", "text") if new.get(key)}
    return new


@dataclass
class Outcome:
    """What came of one edit: the ``shows`` that were not met, the tellings that should be there and those that should not."""

    text: str
    language: str
    edit: str
    unmet: list[str]
    missing: list[str]
    extra: list[str]
    kept: float

    @property
    def passed(self) -> bool:
        """Did exactly what should change change?"""
        return not (self.unmet or self.missing or self.extra)

    @property
    def cause(self) -> str:
        """What is wrong: what the edit says is not read, or something else moved, or both."""
        elsewhere = bool(self.missing or self.extra)
        return "both" if self.unmet and elsewhere else "not read" if self.unmet else "moved elsewhere" if elsewhere else "passed"


def lens_of(text: Row, edit: Row | None = None) -> Lens:
    """The lens of a base text; with an edit, the one that sees the base reading as the edit should leave it."""
    moves = edit or {}
    return Lens(
        text.get("names", {}),
        text.get("speakers", {}),
        moves.get("sides", {}),
        moves.get("days", {}),
        {int(old): new for old, new in moves.get("numbers", {}).items()},
        moves.get("said", {}),
        {old.casefold(): new.casefold() for old, new in (*moves.get("replace", []), *moves.get("words", {}).items())},
    )


def document_of(text: Row) -> Row:
    """What of a base text is read."""
    return {key: text[key] for key in ("id", "title", "text", "published", "language", "publisher") if key in text}


def expected(before: list[Telling], text: Row, edit: Row) -> tuple[list[Telling], list[str]]:
    """The base tellings as the edit should leave them, and the ``turns`` that found nothing to turn.

    Besides the turns: all that stands in a wrapped sentence becomes its new speaker's; an added teaser is one teaser more.
    """
    out = [dict(one) for one in before]
    unmet = []
    if "wraps" in edit:
        start = whole_text(document_of(text)).index(edit["wraps"])
        become = {"said": [edit["by"]], "certainty": "reported"} | ({"voice": "quote"} if edit["direct"] else {})
        for one in out:
            if start <= one.get("at", -1) < start + len(edit["wraps"]):
                one.update({key: value for key, value in become.items() if key in one})
    for turn in edit.get("turns", []):
        hits = [one for one in out if fits(turn["where"], one)]
        if not hits:
            unmet.append(f"nothing to turn: {flat(turn['where'])}")
        for one in hits:
            one.update(turn["to"])
    for one in out:
        if one["noun"] == "teasers" and edit["edit"] == "teaser":
            one["count"] += 1
    return out, unmet


def quotation(edit: Row) -> Row:
    """The attribution that a wrapped sentence must bring."""
    return {"noun": "attribution", "said": [edit["by"]], "stance": "asserts", "direct": edit["direct"]}


def judge(text: Row, edit: Row, base: Row, reader: Reader) -> Outcome:
    """Read the edited text and compare it with what the base reading and the edit ask for."""
    before = Abstract(base, lens_of(text, edit)).tellings()
    after = Abstract(reader(rewritten(document_of(text), edit)), lens_of(text)).tellings()
    wanted, unmet = expected(before, text, edit)
    told = after
    if "wraps" in edit:  # who did it may be told in the wrapped sentence alone: then the new speaker says that too
        for one in told:
            if one["noun"] == "casualty":
                one["standing"] = [words.removesuffix(f" {edit['by']}") for words in one["standing"]]
    if edit["edit"] == "translation":
        wanted, told = across(wanted, text.get("names", {})), across(after, text.get("names", {}))
        unmet += [f"base: {flat(one)}" for one in edit["shows"] if not any(fits(one, t) for t in wanted)]
    shows = [*edit["shows"], *([quotation(edit)] if "wraps" in edit else [])]
    unmet += [flat(one) for one in shows if not any(fits(one, t) for t in told)]
    brought = Counter(  # what the edit itself brings: a quotation's attribution, whatever a teaser tells
        flat(one)
        for one in told
        if (edit["edit"] == "teaser" and one.get("voice") == "teaser") or ("wraps" in edit and fits(quotation(edit), one))
    )
    want = Counter(map(flat, wanted))
    have = Counter(map(flat, told)) - (brought - want)
    missing, extra = want - have, have - want
    union = sum((want | have).values())
    kept = sum((want & have).values()) / union if union else 1.0
    return Outcome(text["id"], text["language"], edit["edit"], unmet, [*missing.elements()], [*extra.elements()], kept)


def texts(folder: Path = FOLDER) -> list[Row]:
    """The base texts with their edits, from every file of the folder; the file's name is the language."""
    out: list[Row] = []
    for path in sorted(folder.glob("*.toml")):
        found = tomllib.loads(path.read_text(encoding="utf-8"))["text"]
        out += [{"language": path.stem, **text, "text": text["text"].strip()} for text in found]
    return out


def texts_digest() -> str:
    """What the floors were set on: a digest of the base texts and their edits."""
    return digest(*(json.dumps(text, ensure_ascii=False, sort_keys=True) for text in texts()))[:16]


def outcomes(found: Iterable[Row], reader: Reader = read) -> Iterator[Outcome]:
    """Every edit of every base text, judged."""
    for text in found:
        base = reader(document_of(text))
        for edit in text["edit"]:
            yield judge(text, edit, base, reader)


def rates(found: Iterable[Outcome]) -> dict[str, dict[str, float]]:
    """The share of edits that pass, by language and edit; under *claims* the mean share of right tellings."""
    boxes: dict[tuple[str, str], list[float]] = {}
    for one in found:
        boxes.setdefault((one.language, one.edit), []).append(float(one.passed))
        boxes.setdefault((one.language, CLAIMS), []).append(one.kept)
    out: dict[str, dict[str, float]] = {}
    for (language, edit), values in boxes.items():
        out.setdefault(language, {})[edit] = round(sum(values) / len(values), 3)
    return out


def drops(have: Mapping[str, Mapping[str, float]], under: Floors) -> list[str]:
    """Which rates lie under their floor, or are gone."""
    out = []
    for language, scores in under.get(NAME, {}).items():
        for name, floor in scores.items():
            value = have.get(language, {}).get(name)
            if value is None or value < floor:
                out.append(f"{NAME} {language} {name}: {'nothing' if value is None else value} is under the floor {floor}")
    return out


def raised(have: Mapping[str, Mapping[str, float]], under: Floors) -> Floors:
    """The floors with those of behaviour raised to what was reached, rounded down to two decimals; none ever falls."""
    out: Floors = {**under, NAME: {language: dict(scores) for language, scores in under.get(NAME, {}).items()}}
    for language, scores in have.items():
        box = out[NAME].setdefault(language, {})
        for name, value in scores.items():
            box[name] = max(box.get(name, 0.0), math.floor(value * 100 + 1e-9) / 100)
    return out


def table(found: list[Outcome], under: Floors) -> str:
    """A line per language and edit: how many passed, the floor, why the others did not, the share of claims as they should be."""
    have, of = rates(found), under.get(NAME, {})
    heads = ("passed", "rate", "floor", "not read", "elsewhere", "both", "claims")
    lines = [f"{'edits that change what they say, and nothing else':<52}" + "".join(f"{head:>11}" for head in heads)]
    for language, scores in sorted(have.items()):
        for edit in EDITS:
            mine = [one for one in found if one.language == language and one.edit == edit]
            cause = Counter(one.cause for one in mine)
            floor = of.get(language, {}).get(edit)
            kept = sum(one.kept for one in mine) / len(mine) if mine else 0.0
            cells = (
                *(f"{cause['passed']} of {len(mine)}", f"{scores.get(edit, 0.0):.3f}", NONE if floor is None else f"{floor:.2f}"),
                *(str(cause[name]) for name in ("not read", "moved elsewhere", "both")),
                f"{kept:.3f}",
            )
            lines.append(f"{language} {edit:<49}" + "".join(f"{cell:>11}" for cell in cells))
        floor = of.get(language, {}).get(CLAIMS, 0.0)
        lines.append(f"{language} {CLAIMS:<49}{'':11}{scores[CLAIMS]:>11.3f}{floor:>11.2f}")
    return "\n".join(lines)


def difference(missing: list[str], extra: list[str]) -> Iterator[str]:
    """The remarks on one outcome: tellings that changed, field by field, then those that only came or went."""
    gone, come = [json.loads(one) for one in missing], [json.loads(one) for one in extra]
    while gone:
        one = gone.pop(0)
        near = sorted(
            (sum(one[k] != other.get(k) for k in one), i) for i, other in enumerate(come) if other["noun"] == one["noun"]
        )
        if near and near[0][0] <= 6:
            other = come.pop(near[0][1])
            changed = "; ".join(f"{k} {one[k]} -> {other[k]}" for k in one if one[k] != other[k])
            yield f"{one['noun']} {one.get('type') or one.get('kind') or one.get('said')}: {changed}"
        else:
            yield f"gone: {flat(one)}"
    yield from (f"new: {flat(one)}" for one in come)


def remarks(one: Outcome) -> Iterator[str]:
    """What is wrong with one outcome."""
    yield from (f"not read: {row}" for row in one.unmet)
    yield from difference(one.missing, one.extra)


def main(arguments: list[str] | None = None, source: Callable[[], list[Row]] = texts) -> int:
    """The command. 0: no rate lies under its floor; 1: one does."""
    parser = argparse.ArgumentParser(prog="python -m quality.behaviour", description="Small edits and what they change.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("-v", action="store_true", help="print what each failing edit changed or left")
    parser.add_argument("--raise-floors", action="store_true", help="write what was reached into floors.json, where it is higher")
    options = parser.parse_args(arguments)
    found = list(outcomes(source()))
    have, under = rates(found), floors()
    moved = NAME in under and under.get("gold", {}).get(NAME) != texts_digest()
    if moved and options.raise_floors:
        under = {key: of for key, of in under.items() if key != NAME}
    fallen = drops(have, under) + (
        [] if NAME not in under or not moved else [f"{NAME}: its texts have changed, set its floors anew"]
    )
    if options.raise_floors and not fallen:
        under = raised(have, under)
        under["gold"] = under.get("gold", {}) | {NAME: texts_digest()}
        FLOORS.write_text(json.dumps(under, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if options.json:
        rows = [one.__dict__ | {"cause": one.cause} for one in found]
        print(json.dumps({"rates": have, "edits": rows, "drops": fallen}, ensure_ascii=False))
        return 1 if fallen else 0
    print(table(found, under))
    for one in found if options.v else ():
        if not one.passed:
            print(f"\n{one.text} {one.edit}: {one.cause}")
            print("\n".join(f"    {line}" for line in remarks(one)))
    print("\n" + ("\n".join(f"DROP {line}" for line in fallen) if fallen else "no rate lies under its floor"))
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
