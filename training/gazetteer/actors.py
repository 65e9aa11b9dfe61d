"""Compiles the registry of actors from hand-kept lists and outside sets. See README.md beside this file.

    python training/gazetteer/actors.py --shared DIR

Writes bodies.tsv, holders.tsv and ministers.tsv, and closes the terms that REIGN leaves open in leaders.tsv. Run it after
``compile.py``, which writes leaders.tsv. Nothing is downloaded; the same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "src" / "saksi" / "gazetteer" / "data"
ACTOR_COLUMNS = "id name kind country sector aliases from to member_of notes"
PERSON_COLUMNS = "id name country sector office since until names"
OWN = "own knowledge, hand-kept in training/gazetteer/{}; licence: as the project"
PHOENIX = "PETRARCH2 Phoenix.Countries dictionary (https://github.com/openeventdata), MIT, (c) 2014 Open Event Data"

Row = list[str]

# Words too common in names of bodies to tell that two forms are of one body.
_COMMON = (
    "news radio times daily world national army party police forces force movement group press television agency state security "
    "brigade brigades republic people's peoples democratic council front liberation international human rights post foundation "
    "service union islamic free united front media military armed command center centre defence defense partai polisi tentara "
    "the and for kementerian badan komisi south north west east central republican government special committee cartel kodam "
    "universitas institut aliansi gerakan persatuan federal public investigation intelligence general islam star herald tribune "
    "cadena guard border observer monitor network independent "
)
COMMON = frozenset(_COMMON.split())
# How a translation or an abbreviation of a body's name begins, rather than another body.
TRANSLATED = re.compile(
    r"(Kem|Ditjen|Kementerian|Departemen|Komite|Badan|Dewan|Gerakan|Parlemen|Senat|Mahkamah|Intelijen|Marinir|Armada|Garda|Partai|"
    r"Kantor|Organisasi|Misi|Koalisi|Legiun|Pemerintah|Layanan|Kongres|Front|Pasukan|Angkatan|Tentara|Faksi|Emirat|Fajar)"
)


# Last words of a description of a body (*Saudi army*) that is no name of another.
_COUNTED = "army military forces police troops government ministry militia gang faction parliament navy marines"
COUNTED = frozenset(_COUNTED.split())


def fold(text: str) -> str:
    """ASCII letters for diacritics."""
    text = text.translate(str.maketrans("ıłŁøØđĐəƏ’‘ʻ`", "ilLoOdDaA''''"))
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text).lower()).strip("-")


def bare(text: str) -> str:
    """A name without the remark in brackets that tells it from others."""
    return re.sub(r"\s*\([^)]*\)", "", text).strip()


def hand(name: str, width: int) -> Iterator[Row]:
    """Rows of a hand-kept list. Raises ValueError with the line where a row has another number of fields."""
    for number, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            cells = line.split(";")
            if len(cells) != width:
                raise ValueError(f"{name}:{number}: {len(cells)} fields, expected {width}")
            yield cells


def kept(name: str) -> Iterator[Row]:
    """Rows of a data file without its head."""
    lines = [line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    yield from (line.split("\t") for line in lines[1:])


def write(name: str, columns: str, rows: Iterable[Row], *sources: str) -> None:
    """One TSV, sorted."""
    body = ["\t".join(" ".join(cell.split()) for cell in row) for row in sorted(rows)]
    head = [f"# {name}: compiled by training/gazetteer/actors.py, do not edit by hand.", *(f"# Source: {s}" for s in sources)]
    text = "\n".join([*head, "\t".join(columns.split()), *body]) + "\n"
    (DATA / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(body)} rows, {len(text.encode()) / 1e3:.0f} kB")


def unique(items: Iterable[str]) -> Row:
    """Without empty and repeated items, in order."""
    return list(dict.fromkeys(item for item in items if item))


def plain(form: str) -> str:
    """A surface form as it is looked up: without marks and years, in lower case."""
    return re.sub(r"@\d{0,4}-\d{0,4}$", "", form.lstrip("!&=")).lower()


# --- bodies ----------------------------------------------------------------------------------------------------------


def is_initials(form: str, name: str) -> bool:
    """Whether an acronym is made of the first letters of a name's words, small words in or out."""
    letters = re.sub(r"[^A-Z]", "", form.upper())
    words = re.split(r"[\s/-]+", fold(bare(name)))
    every = "".join(word[:1] for word in words).upper()
    large = "".join(word[:1] for word in words if word[:1].isupper())
    return letters in (every, large, every[: len(letters)]) and len(letters) > 1


def same_body(form: str, forms: Row) -> bool:
    """Whether a form names the body of ``forms`` and not one listed beside it."""
    text = re.sub(r"@.*", "", form.lstrip("!="))
    if form[:1] in "!&" or "@" in form or TRANSLATED.match(text) or text[0].islower() or text.split()[-1] in COUNTED:
        return True
    for other in forms:
        known = re.sub(r"@.*", "", other.lstrip("!="))
        if text.isupper() and (is_initials(text, known) or text in known.split()):
            return True
        mine, theirs = (set(re.findall(r"[\w']{4,}", fold(t).lower())) - COMMON for t in (text, bare(known)))
        if mine & theirs or is_initials(known, text) or slug(text) == slug(known):
            return True
    return False


def bodies() -> None:
    """Writes bodies.tsv from bodies.txt: a form that is no variant of the name before it is a body of its own, undated."""
    others = [cells for file in ("actors.tsv", "armed_groups.tsv") for cells in kept(file)]
    taken = {plain(form) for cells in others for form in [cells[1], *cells[5].split("|")]}
    ids = {cells[0] for cells in others}
    rows: dict[str, Row] = {}
    for iso, sector, kind, name, aliases, first, last, parent, notes in hand("bodies.txt", 9):
        groups: list[Row] = [[name]]
        for form in filter(None, aliases.split("|")):
            home = next((g for g in reversed(groups) if same_body(form, g)), None)
            if home is None:
                groups.append([form])
            else:
                home.append(form)
        for at, forms in enumerate(groups):
            title = forms[0].lstrip("!=&")
            ident = f"{(iso or 'int').lower()}-{slug(re.sub(r'@.*', '', title))}"
            free = [f.lstrip("&") for f in forms if "(" not in f and plain(f) not in taken]
            if ident in ids or ident in rows or not free:
                continue
            taken.update(plain(f) for f in free)
            if "(" not in title and plain(title) not in taken:
                free.insert(0, title)
            exact = title.isupper() and len(title) < 6 and not forms[0].startswith("=")
            names = unique(("=" + f if exact and f == title else f) for f in free if f != title or exact)
            dates = [first, last] if at == 0 else ["", ""]
            rows[ident] = [ident, title, kind, iso, sector, "|".join(names), *dates, parent, notes if at == 0 else ""]
    write("bodies.tsv", ACTOR_COLUMNS, rows.values(), OWN.format("bodies.txt"))


# --- holders of office -----------------------------------------------------------------------------------------------


def same_person(form: str, name: str) -> bool:
    """Whether a form shares a word with a name, so that it is another spelling and not another person."""
    mine, theirs = (set(re.findall(r"\w{3,}", fold(text).lower())) for text in (bare(form), bare(name)))
    return form.startswith("&") or bool(mine & theirs)


def holders() -> dict[str, str]:
    """Writes holders.tsv from holders.txt; returns for each state the day its first new leader took office."""
    known: dict[str, set[str]] = defaultdict(set)
    for cells in kept("officials.tsv"):
        known[cells[0]].add(cells[5][:4])
    shapes = {(cells[2], plain(form)): cells[0] for cells in kept("officials.tsv") for form in [cells[1], *cells[7].split("|")]}
    rows: list[Row] = []
    since_of: dict[str, str] = {}
    for iso, sector, office, since, until, names in hand("holders.txt", 6):
        if office.startswith("leader: ") and since >= "2021-03":
            since_of[iso] = min(since, since_of.get(iso, since))
        groups: list[Row] = []
        for form in names.split("|"):
            home = next((g for g in groups if same_person(form, g[0])), None)
            if home is None:
                groups.append([form])
            else:
                home.append(form)
        for at, forms in enumerate(groups):
            name = bare(forms[0])
            ident = shapes.get((iso, plain(name)), f"person:{(iso or 'int').lower()}-{slug(forms[0])}")
            dates = [since, until] if at == 0 else ["", ""]  # who is listed beside the first is undated
            if since[:4] in known[ident] or (ident in known and at > 0 and known[ident]):
                continue
            known[ident].add(since[:4])
            spelled = [bare(form.lstrip("&")) for form in forms]
            spelled += [fold(form) for form in spelled]
            post = office.removeprefix("leader: ") if at == 0 else ""
            rows.append([ident, name, iso, sector, post, *dates, "|".join(unique(spelled))])
    write("holders.tsv", PERSON_COLUMNS, rows, OWN.format("holders.txt"))
    return since_of


def close_terms(since_of: dict[str, str]) -> None:
    """Gives an end to the terms that leaders.tsv leaves open in states whose new leader holders.txt knows."""
    lines = (DATA / "leaders.tsv").read_text(encoding="utf-8").split("\n")
    closed = 0
    for at, line in enumerate(lines):
        cells = line.split("\t")
        if line.startswith("person:") and not cells[6] and cells[5] < since_of.get(cells[2], ""):
            cells[6] = since_of[cells[2]][:7]
            lines[at] = "\t".join(cells)
            closed += 1
    note = "# Note: terms that REIGN leaves open in March 2021 end where holders.tsv names the next leader of the state"
    if note not in lines:
        lines.insert(next(i for i, line in enumerate(lines) if line.startswith("id\t")), note)
    (DATA / "leaders.tsv").write_text("\n".join(lines), encoding="utf-8")
    print(f"leaders.tsv: {closed} open terms closed")


# --- ministers -------------------------------------------------------------------------------------------------------

_NEAR = "BRN CHN DEU GBR JPN KHM LAO MYS PHL PNG SAU SGP THA TLS TWN UKR USA VNM QAT EGY KOR PRK AUS"
NEAR = frozenset(_NEAR.split())
OFFICES = {"MIL": "defence", "JUD": "justice", "COP": "police", "SPY": "intelligence", "LEG": "parliament"}
HONORIFIC = re.compile(r"(?i)(mian|sheikh|shaikh|sir|dr|lord|baron(ess)?|dame|prince(ss)?|hajj?i|col|gen|general|maj) ")


def ministers(shared: Path) -> None:
    """Writes ministers.tsv: members of government since 1989 of Phoenix.Countries with their years, one row a person.

    Of the states that the wars of conflicts.tsv are fought by and in, their like in ASEAN, and the great powers. Persons in
    officials, holders and leaders are left out, and names that two states have.
    """
    wars = {code for cells in kept("conflicts.tsv") for cell in cells[6:8] for code in cell.split("|")}
    codes = {cells[0] for cells in kept("countries.tsv") if cells[0] in wars | NEAR}
    taken: set[str] = set()
    for file in ("officials.tsv", "holders.tsv", "leaders.tsv"):
        for cells in kept(file):
            taken |= {slug(plain(form)) for form in [cells[1], *cells[7].split("|")] if form}
    found: dict[tuple[str, str], tuple[Row, str, str, set[str]]] = {}
    forms: Row = []
    path = shared / "data/actors/petrarch2_dictionaries/Phoenix.Countries.actors.txt"
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        text = line.split("#")[0].rstrip()
        if not text:
            continue
        if match := re.match(r"\s+\[([A-Z]{3})GOV([A-Z]*) ([<>]?)(\d{6})(?:-(\d{6}))?\]", text):
            code, role, sign, first, last = match.groups()
            if code in codes and forms and sign != "<":
                key = (code, slug(forms[0]))
                old = found.get(key, (forms, "9999", "", set()))
                since, until = year(first), year(last) if last else ""
                end = "" if not until or (key in found and not old[2]) else max(until, old[2])
                found[key] = (old[0], min(since, old[1]), end, old[3] | {role})
        elif text.startswith("+"):
            forms.append(person(text[1:].split("[")[0]))
        elif not text[0].isspace():
            forms = [person(text.split("[")[0])]
    states: dict[str, set[str]] = defaultdict(set)
    for code, known in found:
        states[known].add(code)
    rows: list[Row] = []
    for (code, known), (spelled, since, until, roles) in found.items():
        names = unique(form for form in spelled if full(form))
        if not names or (until or "9") < "1989" or len(states[known]) > 1 or any(slug(form) in taken for form in names):
            continue
        short = [" ".join(form.split()[-3:]) for form in names if len(form.split()) > 3]
        office = next((OFFICES[r[:3]] for r in sorted(roles) if r[:3] in OFFICES), "")
        title = f"minister ({office})" if office else "minister"
        ident = f"person:{code.lower()}-{slug(names[0])}"
        rows.append([ident, names[0], code, "GOV", title, since, until or "2014", "|".join(unique([*names, *short]))])
    note = "years only; who was in office when the set ends (2014) has that year as the end"
    write("ministers.tsv", PERSON_COLUMNS, rows, PHOENIX, note)


def year(text: str) -> str:
    """Phoenix writes 980521 for 1998-05-21."""
    return ("19" if int(text[:2]) >= 40 else "20") + text[:2]


def person(raw: str) -> str:
    """FRANK_WALTER_STEINMEIER_ -> Frank Walter Steinmeier, without honorifics."""
    text = " ".join(raw.replace("_", " ").split())
    while match := HONORIFIC.match(text):
        text = text[match.end() :]
    return " ".join("-".join(part.capitalize() for part in word.split("-")) for word in text.split())


def full(form: str) -> bool:
    """A name of two to five words, none of them an initial alone in front of a surname."""
    words = form.split()
    return 2 <= len(words) <= 5 and all(len(w.strip(".")) > 1 for w in (words[0], words[-1])) and form.isascii()


def main() -> None:
    """Compiles everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/actors")
    arguments = parser.parse_args()
    bodies()
    close_terms(holders())
    ministers(arguments.shared)


if __name__ == "__main__":
    main()
