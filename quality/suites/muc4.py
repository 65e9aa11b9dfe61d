"""MUC-4, sets TST1 and TST2: incident templates, and how many people were hurt in what way.

200 articles on Latin American violence in capitals, with the Message Understanding Conference's templates (Sundheim 1992). The
templates are measured as the field does since Du, Rush and Cardie 2021 (*Template filling with generative transformers*, NAACL):
incident type and five slots of entities, exact mentions, the best matching of templates of one type, micro-F1 over all slots.
The people are read from the original keys: number and effect (killed, injured, kidnapped) of every human target. TST1 is tuned
on, TST2 only measured. TST3 and TST4 are left alone.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterable
from itertools import permutations
from pathlib import Path
from typing import Any

from quality.suites.report import Counts, Errors, Figures, Report
from saksi.languages import load as load_pack
from saksi.languages.schema import WordClass
from saksi.reading import read
from saksi.sources import build_document
from saksi.text import tokenize
from saksi.types import EventClaim, Reading

SETS = {"tune": ("tst1", "tst1-muc3", "key-tst1.v7"), "report": ("tst2", "tst2-muc4", "key-tst2.v4")}
SLOTS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
Template = dict[str, Any]
"""Incident type, and per slot its entities, each a set of mentions."""
_ARTICLE = re.compile(r"^(?=TST\d-MUC\d-\d{4}\s*$)", re.MULTILINE)
_KEY_LINE = re.compile(r"^(\d+)\.\s+[A-Z: ]+?\s{2,}(.*)$")
_HURT = {"DEATH": "killed", "INJURY": "injured"}
_MOST = 5
"""Templates of one article that are matched in every order; no article of the sets needs more than a few."""


def run(data: Path, worst: int = 0) -> Report:
    """The report on the folder ``data`` (with CORPORA and gtt_format)."""
    gold = {}
    for line in (data / "gtt_format" / "dev.json").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["docid"]] = [gold_template(t) for t in row["templates"]]
    report = Report({})
    for part, (folder, texts, keys) in SETS.items():
        errors = Errors()
        documents = articles((data / "CORPORA" / folder / texts).read_text(encoding="latin-1"))
        hurt = human_targets((data / "CORPORA" / folder / keys).read_text(encoding="latin-1"))
        report.parts[part] = measure(documents, gold, hurt, errors)
        if part == "tune":
            report.errors.extend(errors.worst(worst))
    return report


def measure(
    documents: dict[str, str], gold: dict[str, list[Template]], hurt: dict[str, list[tuple[str, int | None]]], errors: Errors
) -> Figures:
    """Micro-F1 of templates, F1 per slot, and F1 of people hurt by effect and number."""
    slots = {name: [0, 0, 0, 0] for name in ("incident_type", *SLOTS)}
    people, effects = Counts(), Counts()
    for name, text in documents.items():
        reading = read(build_document(text=text, language="en", id=name))
        wanted, given = gold.get(name, []), templates(reading)
        best = compared(given, wanted)
        for slot, numbers in best.items():
            slots[slot] = [a + b for a, b in zip(slots[slot], numbers, strict=True)]
        found = {(c.kind, c.quantity.number) for c in reading.casualties if c.kind in _HURT.values() and c.realis == "actual"}
        people.add(found, set(hurt.get(name, [])))
        effects.add({kind for kind, _ in found}, {kind for kind, _ in hurt.get(name, [])})
        right, offered, found_again, asked = (sum(column) for column in zip(*best.values(), strict=True))
        errors.note(offered - right + asked - found_again, f"{name} gold {wanted} given {given}")
    total = [sum(column) for column in zip(*slots.values(), strict=True)]
    return {
        "gtt_micro_f1": f1(total), "precision": share(total[0], total[1]), "recall": share(total[2], total[3]),
        **{f"{slot}_f1": f1(numbers) for slot, numbers in slots.items()},
        "human_number_effect_f1": people.f1, "human_effect_f1": effects.f1, "articles": len(documents),
    }  # fmt: skip


def share(part: int, whole: int) -> float:
    """A share; nought of nothing is nought."""
    return part / whole if whole else 0.0


def f1(numbers: list[int]) -> float:
    """F1 from right and all given, right and all wanted."""
    p, r = share(numbers[0], numbers[1]), share(numbers[2], numbers[3])
    return 2 * p * r / (p + r) if p + r else 0.0


# --- gold ------------------------------------------------------------------------------------------------------------


def articles(corpus: str) -> dict[str, str]:
    """The articles of a file by id, in capitals as they are, line breaks inside paragraphs undone."""
    out = {}
    for piece in _ARTICLE.split(corpus):
        name, _, body = piece.strip().partition("\n")
        paragraphs = (" ".join(p.split()) for p in re.split(r"\n\s*\n", body))
        text = "\n\n".join(p for p in paragraphs if p)
        if text:
            out[name.strip()] = text
    return out


def gold_template(row: dict[str, Any]) -> Template:
    """A template of the set, its mentions normalised."""
    slots = {slot: [{plain(mention) for mention, _ in entity} for entity in row[slot] if entity] for slot in SLOTS}
    return {"incident_type": row["incident_type"], **slots}


def plain(words: str) -> str:
    """Lower case without articles and punctuation."""
    lower = "".join(c for c in words.lower() if c not in string.punctuation)
    return " ".join(w for w in lower.split() if w not in ("a", "an", "the"))


def human_targets(keys: str) -> dict[str, list[tuple[str, int | None]]]:
    """Article -> (effect, number) of its human targets; the number is null where the key has only *PLURAL* or a range."""
    out: dict[str, list[tuple[str, int | None]]] = {}
    name, slot, fields = "", 0, {21: "", 23: ""}

    def close() -> None:
        if name:
            numbers = {target: int(n.lstrip("~")) for n, target in re.findall(r"(~?\d+): (\"[^\n]*)", fields[21])}
            for effect, target in re.findall(r"(DEATH|INJURY): (\"[^\n]*)", fields[23]):
                out.setdefault(name, []).append((_HURT[effect], numbers.get(target)))

    for line in keys.splitlines():
        match = _KEY_LINE.match(line)
        if match:
            slot = int(match[1])
            if slot == 0:
                close()
                name, fields = match[2].strip(), {21: "", 23: ""}
            elif slot in fields:
                fields[slot] = match[2].strip() + "\n"
        elif line.strip() and not line.startswith(";") and slot in fields:
            fields[slot] += line.strip() + "\n"
    close()
    return out


# --- the reading as templates ----------------------------------------------------------------------------------------


def templates(reading: Reading) -> list[Template]:
    """The incidents a reading tells of: its attacks by type, those of one type joined, with who is named as killed or hurt."""
    out: dict[str, Template] = {}
    kinds: dict[str, str] = {}
    for event in reading.events:
        kind = incident_type(event)
        if kind is None:
            continue
        kinds[event.id] = kind
        template = out.setdefault(kind, {"incident_type": kind, **{slot: [] for slot in SLOTS}})
        for actor in event.actors:
            group = actor.actor is not None and actor.actor.sector in _ARMED
            if actor.actor is not None and group and ":" not in actor.actor.id:
                add(template["PerpOrg"], actor.actor.name)
            if actor.text is not None and not is_pronoun(actor.text) and (not group or is_people(actor.text)):
                add(template["PerpInd"], actor.text)
        for recipient in event.recipients:
            who = recipient.actor
            if who is not None and who.id.startswith(("name:", "person:")) and (who.sector is None or is_people(recipient.text)):
                add(template["Victim"], who.name)
            elif (who is None or who.described) and not is_people(recipient.text) and not is_pronoun(recipient.text or ""):
                add(template["Target"], recipient.text)
        for means in event.means:
            add(template["Weapon"], means.text)
    for toll in reading.casualties:
        kind = kinds.get(toll.event or "")
        if kind is not None and toll.kind in ("killed", "injured", "abducted"):
            for victim in toll.victims:
                add(out[kind]["Victim"], victim.name)
    for attribution in reading.attributions:
        if attribution.stance == "claims_responsibility":
            for template in out.values():
                for source in attribution.sources:
                    add(template["PerpOrg"], source.text)
    return list(out.values())


def incident_type(event: EventClaim) -> str | None:
    """The type of incident an event is; null for what the set does not take in: fights, what did not happen, what nobody did."""
    if (
        event.plover.type != "ASSAULT"
        or event.historical
        or event.mutual
        or event.realis not in ("actual", "threatened", "planned")
    ):
        return None
    if any(a.actor is not None and a.actor.sector in ("MIL", "COP", "GOV") for a in event.actors):
        return None
    if event.actors[0].status == "unstated" and not event.recipients and not event.means:
        return None
    if "abduct" in event.plover.modes:
        return "kidnapping"
    if any(m.trigger.exact.lower().startswith(("burn", "set fire", "torch", "arson")) for m in event.mentions):
        return "arson"
    if {"explosives", "suicide-attack"} & set(event.plover.modes) or any(m.kind in _BOMBS for m in event.means):
        return "bombing"
    return "attack"


_ARMED = ("REB", "UAF", "PRM", "CRM")
_BOMBS = ("bomb", "car_bomb", "ied", "mine", "explosive")


def is_people(words: str | None) -> bool:
    """True of words that hold a noun for people: persons, groups, organs."""
    tokens = tokenize((words or "").lower())
    pack = load_pack("en")
    return any(hit.row.kind != "thing" for hit in pack.lexicon("actors", "noun").find(pack.keys(tokens)[0]))


def is_pronoun(words: str) -> bool:
    """True of a word that only points back."""
    pack = load_pack("en")
    names: tuple[WordClass, ...] = (
        "pronoun_person", "pronoun_plural", "pronoun_institution", "pronoun_we", "pronoun_self", "pronoun_open", "reflexive",
    )  # fmt: skip
    return any(words.lower() in pack.words(name) for name in names)


def add(entities: list[set[str]], words: str | None) -> None:
    """Put a mention in a slot once."""
    mention = plain(words or "")
    if mention and {mention} not in entities:
        entities.append({mention})


# --- comparison ------------------------------------------------------------------------------------------------------


def compared(given: list[Template], wanted: list[Template]) -> dict[str, list[int]]:
    """Right and all given, right and all wanted per slot, under the matching of templates that gives the best micro-F1."""
    given, best = given[:_MOST], {}
    top = -1.0
    padded = [*range(len(wanted)), *([None] * len(given))]
    seen = set()
    for order in permutations(padded, len(given)):
        if order in seen:
            continue
        seen.add(order)
        counts = under(given, wanted, order)
        score = f1([sum(column) for column in zip(*counts.values(), strict=True)])
        if score > top:
            top, best = score, counts
    return best


def under(given: list[Template], wanted: list[Template], order: Iterable[int | None]) -> dict[str, list[int]]:
    """The counts under one matching: the i-th template given is the one wanted at ``order[i]``; types must agree."""
    counts = {slot: [0, 0, 0, 0] for slot in ("incident_type", *SLOTS)}
    matched = set()
    for template, place in zip(given, order, strict=True):
        partner = wanted[place] if place is not None and template["incident_type"] in wanted[place]["incident_type"] else None
        kind = counts["incident_type"]
        kind[1] += 1
        if partner is not None and place is not None:
            matched.add(place)
            kind[0], kind[2], kind[3] = kind[0] + 1, kind[2] + 1, kind[3] + 1
        for slot in SLOTS:
            row = counts[slot]
            row[1] += len(template[slot])
            if partner is not None:
                row[0] += sum(any(entity <= other for other in partner[slot]) for entity in template[slot])
                row[2] += sum(any(entity <= other for entity in template[slot]) for other in partner[slot])
                row[3] += len(partner[slot])
    for place, template in enumerate(wanted):
        if place not in matched:
            counts["incident_type"][3] += 1
            for slot in SLOTS:
                counts[slot][3] += len(template[slot])
    return counts
