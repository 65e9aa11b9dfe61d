"""The closed schemas of a language pack's tables.

A pack is a folder of TOML files with the same names in every language. Each file holds arrays of rows; each row is checked
against one struct below, and an unknown key, a missing key or a value outside the closed lists is an error with file and line.
Language lives in packs only: nothing in ``reading/`` knows a word of any language.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from saksi.types import (
    CasualtyKind,
    Certainty,
    ControlChange,
    ControlRelation,
    Extent,
    ImpactEffect,
    ImpactObject,
    PlacePrecision,
    PlaceRelation,
    PloverType,
    Qualifier,
    Realis,
    RelationType,
    Scope,
    SourceClass,
    Stance,
    TimePrecision,
    VictimClass,
)

Voice = Literal["active", "passive", "stative", "nominal", "agentive", "base", "reciprocal", "past", "gerund", "third"]
"""Grammatical voice or shape of a word form. *past* is a form that is active or passive by its neighbours (English *killed*)."""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of a table. ``words`` are literal forms or phrases; ``root`` is expanded by the pack's morphology."""

    words: tuple[str, ...] = ()
    root: str | None = None
    voices: tuple[Voice, ...] = ()
    """Which derived voices of ``root`` belong here; empty means all the morphology derives by default."""
    forms: dict[Voice, tuple[str, ...]] = {}
    """Irregular or literal forms by voice, beside what is derived."""
    note: str | None = None


# --- pack.toml -------------------------------------------------------------------------------------------------------


class Floor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The least a table must hold: rows, and examples in ``examples/<table>.jsonl``."""

    rows: int
    examples: int = 0


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``pack.toml``: what the language is and what its tables must hold."""

    code: str
    name: str
    decimal: str
    thousands: str
    date_order: Literal["dmy", "mdy", "ymd"]
    head: Literal["first", "last"]
    """Where the head of a noun phrase stands: first (*militer Sudan*) or last (*Sudanese military*)."""
    plural: str = msgspec.field(default="")
    """The ending of plural nouns, where a plural tells a subject and its verb (*jets bomb X*) from a compound (*a jet bomb*)."""
    plurals: tuple[str, ...] = ()
    """Endings of other plural nouns (*-men*, *police*)."""
    bare_agent: bool = msgspec.field(default=False)
    """True where the agent of a passive may follow the verb without a marker (*ditembak aparat*)."""
    identify: tuple[str, ...]
    abbreviations: tuple[str, ...]
    apart: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Words that tell the language from one that looks like it, by the code of that one (Malay *kerana*, not *karena*)."""
    floors: dict[str, Floor]
    sources: str
    """Where the tables come from and under which licence."""


# --- words.toml: closed classes ---------------------------------------------------------------------------------------

WordClass = Literal[
    "negator", "not_negator", "occurrence", "auxiliary", "passive_auxiliary", "aspect", "future", "past", "ability",
    "condition", "purpose",
    "coordinator", "subordinator", "relative", "complementizer", "preposition", "agent_marker", "target_marker",
    "source_marker", "addressee_marker", "partner_marker", "between", "location_marker", "possessive_marker", "linker",
    "adversative", "determiner", "demonstrative", "anaphor", "pronoun_person", "pronoun_female", "pronoun_male",
    "pronoun_plural", "pronoun_institution", "pronoun_we", "pronoun_self", "pronoun_open",
    "quantifier", "adverb", "copula", "verb", "title", "more", "other", "each", "reciprocal", "cause_marker", "result_marker",
    "neighbour", "own_country", "perspective", "imperative", "subset", "of_total", "sum", "tally", "outcome", "as_of", "own_side",
    "side", "parent", "plural_marker", "modifier", "response", "collective", "presupposing", "sequel", "reflexive", "excepting",
    "aftermath", "perpetrator", "intangible", "foreign", "affiliation", "plain", "elsewhere",
    "destination", "figure", "figure_marker", "suffering", "another", "whole", "topic_marker", "severity", "tidings",
    "newsroom", "stamp", "harmless", "spared", "identity", "pluperfect", "mishap", "performed", "performing", "statute",
    "company", "superlative", "accused_marker", "deed_marker", "behind", "lasting",
]  # fmt: skip


class Words(Row, frozen=True, kw_only=True):
    """A closed word class. The names of the classes are the same in all languages."""

    name: WordClass


# --- morphology.toml --------------------------------------------------------------------------------------------------


class Derivation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a voice is made from a root: ``{root}`` is the root, ``{N}`` the nasal that fits its first sound."""

    voice: Voice
    pattern: str
    default: bool = True
    """False: only for rows that name the voice."""


class Sandhi(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of sound or spelling where root and affix meet.

    With ``nasal``: roots beginning with one of ``initial`` take that nasal for ``{N}`` and lose their first letter if ``drop``.
    With ``suffix``: a root ending in one of ``final`` followed by that suffix is cut by ``cut`` letters and takes ``becomes``.
    """

    initial: tuple[str, ...] = ()
    nasal: str | None = None
    drop: bool = False
    final: tuple[str, ...] = ()
    suffix: str | None = None
    cut: int = 0
    becomes: str = ""


class Clitic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An ending that is not part of the word: *-nya*, *-lah*. Stripped only when that leaves a word some table knows."""

    ending: str
    role: Literal["possessor", "imperative", "emphasis", "plural"]


class Affix(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Letters before and after a root that make another word of it. For searching alone: no reader derives words with it."""

    prefix: str = ""
    suffix: str = ""
    initial: tuple[str, ...] = ()
    """How a root begins that takes this prefix; nothing where any does."""


# --- numbers.toml -----------------------------------------------------------------------------------------------------


class NumberWord(Row, frozen=True, kw_only=True):
    """A numeral, or a part of one.

    ``add`` is a value (*lima* 5), ``times`` multiplies what stands before it (*puluh* 10, *ribu* 1000), both together are a
    value that is multiplied (*seratus*: 1, 100). ``part`` is a fraction (*setengah* 0.5). ``vague`` alone or with ``times`` is a
    number word without a number (*puluhan*: tens; after a numeral, *lima puluhan*, about 50); *about* with a value: roughly it.
    """

    add: int | None = None
    times: int | None = None
    part: float | None = None
    shares: bool = False
    """True of fractions that take a share of the number before them (*dua pertiga*), not add to it (*dua setengah*)."""
    vague: Qualifier | None = None
    one: bool = False
    """True of words that are a whole *one* with their noun (*seorang*)."""
    article: bool = False
    """True of articles, which are a *one* only before a noun for people (English *a*)."""
    definite: bool = False
    """True of words that take up a group already told of (*kedua*, *both*): no new count."""
    link: bool = False
    """True of the word inside a numeral that adds nothing (*two hundred and five*)."""


class NumberCue(Row, frozen=True, kw_only=True):
    """A word beside a number that changes what it allows (*sedikitnya*, *lebih dari*, *100 lebih*).

    *suffix* is glued to the digits (*50-an*); *joint* stands between the two ends of a range (*10 hingga 15*); *open* stands
    before two numbers joined by an *and* (*antara 10 dan 15*); *apart* before two numbers: no range (*from 10 to 15*).
    """

    qualifier: Qualifier
    position: Literal["before", "after", "both", "suffix", "joint", "open", "and", "apart"] = "before"


class NumberTrap(Row, frozen=True, kw_only=True):
    """A unit, label or frame that makes a number no count of people: *persen*, *tahun*, *pasal 340*, *Yonif 408*.

    *suffix* is glued to the digits (*12th*), *prefix* is the part before the hyphen of one word (*ke-12*).
    """

    position: Literal["before", "after", "suffix", "prefix"]
    kind: Literal["unit", "money", "age", "time", "ordinal", "label", "score", "rate", "thing"]
    spelled: bool = True
    """False of words that are a trap beside digits only (*jalan 3*, not *di jalan tiga orang*)."""


# --- times.toml -------------------------------------------------------------------------------------------------------


class Month(Row, frozen=True, kw_only=True):
    """A month name, 1 to 12.

    ``needs`` says what a homonym wants: a *capital* (*Mei*), or a *date*: a day, year or preposition beside it (*May*).
    """

    month: int
    needs: Literal["nothing", "capital", "date"] = "nothing"


class Weekday(Row, frozen=True, kw_only=True):
    """A weekday name, Monday 1 to Sunday 7.

    ``needs`` *capital*: also another word (*minggu*, week), told by its capital, a date or a part of the day; *date*: counts only
    with a date (*Sun.*).
    """

    weekday: int
    needs: Literal["nothing", "capital", "date"] = "nothing"


class TimeWord(Row, frozen=True, kw_only=True):
    """A word or phrase of time.

    ``kind`` says how ``value`` is read. *day*: offset in days from publication or, with ``anchor`` *event*, from the last day
    told of. *unit*: ``value`` units of ``precision``, once if ``one`` (*sepekan*). *direction*: -1, 0, +1 (*lalu, ini, depan*).
    *past*: a span up to now (*terakhir*). *part*: an hour band ``[value, upto)``; with ``eve`` it makes the evening before the
    weekday after it (*malam Minggu*). *zone*: UTC offset in hours, none for local time. *section*: from ``value`` to ``upto`` of
    the whole (*awal* 0 to 0.33). *since*, *until*, *asof*: ends of an interval; *now*: the moment of writing. *clock*: marks
    hours; *meridiem*: 0 or 12 hours to add. *decade*: the ending of a decade; *in*: a word before a year or month; *dated*: a
    word before a day of the month; *nth*: an ending of such a day, or what opens an ordinal (``position`` before). *joint*,
    *open*, *and*: as with numbers. *bridge*: stands between day and hour, tightly when it only says about (``one``).

    These make expressions of TimeML that no claim hangs on. *each*: repeats what follows (*setiap*), a unit alone with ``one``
    and ``precision`` is a whole expression (*daily*). *times*: counts repetitions (*kali*), by itself with ``one`` (*twice*).
    *ref*: a point without a date, ``code`` says which. *ahead*: a span from now on (*ke depan*). *ordinal*: ``value`` as an
    order. *division*: ``value`` parts of a year, ``code`` their letter (*kuartal*). *season*: ``code``. *vague*: an uncounted
    plural of a unit (*berbulan-bulan*). *relates*: measures from an event (*setelah*). *half*: an hour that is not full yet
    (*setengah*, -30) or past (*half past*, 30), ``value`` in minutes. *old*: closes an age (*years old*). *due*: what comes after
    it in the sentence lies ahead (*dijadwalkan*), with ``one`` only what comes right after it (*pengiriman Januari*).

    ``code`` is what TIMEX3 writes for a part of the day (*MO*), a unit (*TH* hours), a season (*WI*).
    """

    kind: Literal[
        "day", "unit", "direction", "past", "part", "zone", "section", "since", "until", "asof", "now", "clock", "meridiem",
        "decade", "in", "dated", "nth", "joint", "open", "and", "bridge", "each", "times", "ref", "ahead", "ordinal", "division",
        "season", "vague", "relates", "half", "old", "due",
    ]  # fmt: skip
    value: float | None = None
    upto: float | None = None
    precision: TimePrecision | None = None
    code: str | None = None
    one: bool = False
    eve: bool = False
    anchor: Literal["published", "event"] = "published"
    position: Literal["before", "after", "both"] = "after"


# --- places.toml ------------------------------------------------------------------------------------------------------


class PlaceWord(Row, frozen=True, kw_only=True):
    """A word that makes or marks a toponym: admin words (*Kabupaten*), facilities, relations (*dekat*, *perbatasan*).

    ``named_after``: of what bears the name of another place or of a person (*Germantown Street*, *Jensen Elementary*).
    """

    kind: Literal["admin", "facility", "relation", "country", "not_place", "in", "named_after"]
    precision: PlacePrecision | None = None
    relation: PlaceRelation | None = None
    position: Literal["before", "after"] = "before"
    seat: bool = False
    """Of the town a country is governed from (*ibu kota*, *capital*)."""


# --- actors.toml ------------------------------------------------------------------------------------------------------


class ActorNoun(Row, frozen=True, kw_only=True):
    """A noun that names a party: an organ (*militer*), a role (*presiden*), a group of people (*warga*).

    ``sector`` is PLOVER's; ``source`` the class of source it makes when it speaks; ``who`` the victim class its members fall in;
    ``status`` *unidentified* for *orang tak dikenal*, *suspected* for *tersangka*.
    """

    kind: Literal["organ", "role", "group", "thing"]
    sector: str | None = None
    source: SourceClass | None = None
    who: VictimClass | None = None
    status: Literal["named", "suspected", "unidentified"] = "named"
    armed: bool = False
    sex: Literal["female", "male"] | None = None
    """Of titles and role nouns that tell it."""
    classifier: bool = False
    """True of counting words (*orang*, *jiwa*) that add nothing but that people are counted."""
    age: bool = False
    """True of words for an age (*year-old*): a person only where no noun follows that they qualify."""
    relative: bool = False
    """True of nouns that only say whose they are (*rekan*, *comrades*): of the kind of those told of before."""
    mild: bool = False
    """True of posts that many kinds of bodies have (*kepala*, *deputi*): the sector of another noun comes before its own."""
    written: bool = False
    """True of nouns that say so only in a name, in capitals (*the Weather Service*, and not *the service*)."""
    abroad: bool = False
    """True of those whom a state sends to others (*duta besar*): where they are does not tell whose they are."""
    home: bool = False
    """True of those who act for the state of where something happens (*gubernur*, *pasukan pemerintah*): no stranger's."""


class StateWord(Row, frozen=True, kw_only=True):
    """Words for organs, ranks and posts that one state alone has (*Kapolres*, *bupati*): who bears one is that state's."""

    country: str
    """Its ISO 3166 alpha-3 code."""


# --- attribution.toml -------------------------------------------------------------------------------------------------


class Cue(Row, frozen=True, kw_only=True):
    """A cue of attribution.

    ``shape``: *verb* has its source before it (*X menyatakan*), *quote* may have it after it too (*"...", kata X*), *according*
    has its source right after it (*menurut X*), *passive* has no source unless an agent follows (*dilaporkan*), *chain* names the
    agency or outlet it was taken from (*dilansir AFP*), *noun* is a nominal cue (*klaim X*), *owned* names its source as its
    possessor (*by the army's count*). ``needs``: *clause* counts only with a complementizer, comma or quote behind it; *actor*
    only with a source that can speak; *speech* only with a quotation or a marked clause right behind it; *figure* only with a
    count of people behind it (*put the toll at 12*); *found* only with a clause behind it (*found that 12 died*, not *found 12
    bodies*);
    *tidings* only with what was told as its object (*released a statement*, never *released a prisoner*); *purpose* only with
    what is to be done behind it (*ordered troops to hold*, never *ordered an inquiry*). ``request`` is the
    stance when an addressee or purpose clause follows (*mengatakan kepada ... untuk*); ``loose`` cues want a source of a known
    kind. Behind an ``addressed`` cue stands who is told (*told Reuters that*), never who speaks.
    """

    stance: Stance
    shape: Literal["verb", "quote", "according", "passive", "chain", "noun", "owned"] = "verb"
    needs: Literal["clause", "actor", "speech", "figure", "found", "tidings", "purpose", "nothing"] = "nothing"
    request: Stance | None = None
    addressed: bool = False
    certainty: Certainty | None = None
    denies: Literal["event", "agent", "toll", "status"] | None = None


# --- events.toml ------------------------------------------------------------------------------------------------------


class Trigger(Row, frozen=True, kw_only=True):
    """Words that evoke an event.

    ``roles``: *directed* subject -> object, *mutual* all parties are actors, *actor* has no recipient (its object is a thing),
    *suffered* the subject is the recipient (*mendapat serangan*), *none* neither. ``topic`` says whose noun after a nominal is
    (*penembakan X*: patient; *serangan X*: agent). ``weak`` counts only beside conflict evidence; ``needs`` asks for a party,
    an armed party, a target or a territory among its arguments; *ground* for forces as its subject and a place as its object
    (*troops left the town*). ``content`` is the realis of what it speaks of (*mengancam* ->
    threatened).
    """

    type: PloverType
    modes: tuple[str, ...] = ()
    roles: Literal["directed", "mutual", "actor", "suffered", "none"] = "directed"
    topic: Literal["agent", "patient", "none"] = "agent"
    weak: bool = False
    needs: Literal["party", "armed", "territory", "state", "target", "ground", "nothing"] = "nothing"
    realis: Realis | None = None
    content: Realis | None = None
    means: str | None = None
    objects: tuple[str, ...] = ()
    """Words one of which must stand in its object (*menghapus* + *status otonom*)."""
    bound: bool = False
    """Without such an object it is no predicate at all: an everyday verb (*lifted*, *held*)."""
    wards_off: bool = False
    """Its subject is the one attacked by what its object names (*repelled nine assaults*)."""
    state_only: bool = False
    incidental: bool = False
    """Damage: no event of its own beside the attack that did it (*shelled the town, damaging a school*)."""


class MeansWord(Row, frozen=True, kw_only=True):
    """A weapon or means, the kind it is, and the ASSAULT mode it implies. ``crewed`` ones act by themselves (*jets bombed*)."""

    kind: str
    mode: str | None = None
    crewed: bool = False


class ContextWord(Row, frozen=True, kw_only=True):
    """Words that evoke a PLOVER context."""

    name: str


class RelationCue(Row, frozen=True, kw_only=True):
    """Words that relate the event before them to the event after them (*sebagai balasan atas*)."""

    type: RelationType


# --- casualties.toml --------------------------------------------------------------------------------------------------


class CasualtyWord(Row, frozen=True, kw_only=True):
    """A word of harm to people.

    ``takes``: *subject* its count stands before it (*16 orang tewas*), *object* after it (*menewaskan 16 orang*), *count* is
    itself what is counted (*23 korban jiwa*), *either*. ``bare`` false: counts only with a number. ``violent`` true: needs no
    other evidence of deliberate harm (*ditembak mati*). ``owned`` true: they are the subject's own (*Kyiv lost 40 men*).
    """

    kind: CasualtyKind
    takes: Literal["subject", "object", "count", "either"] = "subject"
    bare: bool = False
    violent: bool = False
    weak: bool = False
    owned: bool = False


class ScopeCue(Row, frozen=True, kw_only=True):
    """Words that say what a figure counts: increment (*tambahan*), running total (*menjadi*), campaign (*sejak perang*).

    ``position``: before or after the figure, anywhere in its *sentence*, in the *clause* of the harm, or the *subject* of it
    (*the insurgency has killed 13,000*).
    """

    scope: Scope
    position: Literal["before", "after", "sentence", "clause", "subject"] = "sentence"


class Zero(Row, frozen=True, kw_only=True):
    """Phrases that say none (*tidak ada korban jiwa*) or not known yet (*belum ada laporan korban*)."""

    kind: CasualtyKind
    unknown: bool = False


class Nobody(Row, frozen=True, kw_only=True):
    """Words that count nobody before a word of harm (*no*, *none of*, *tak seorang pun*), or after one that takes an object."""


# --- impacts.toml -----------------------------------------------------------------------------------------------------


class ImpactNoun(Row, frozen=True, kw_only=True):
    """A thing that can be hit, and its class."""

    object: ImpactObject


class ImpactWord(Row, frozen=True, kw_only=True):
    """What happens to a thing."""

    effect: ImpactEffect
    takes: Literal["subject", "object", "either"] = "either"


# --- control.toml -----------------------------------------------------------------------------------------------------


class ControlCue(Row, frozen=True, kw_only=True):
    """Words of holding, owning or recognising a territory.

    ``shape``: *territory-holder* (territory before, holder after: *berada di bawah kendali X*), *holder-territory*
    (*X menguasai Y*), *recognises* (the subject recognises, the object holds), *holder-inside* (the holder stands before the
    last word: *in X hands*), *nominal* (a noun with both beside it: *X's control of Y*, *pendudukan X atas Y*), *transfer*
    (X gives or loses Y to Z), *evacuates* (forces as the object, and out of where: *pulled its troops out of Y*), *secedes* (a
    land makes itself its own master), *regards* (X counts Y as its own), *copula* (*Y is X's territory*), *compound* (the second
    half of *X-held*), *stronghold* (a noun that says whose a place is: *Y, X's last stronghold*).
    ``needs`` *territory*: a word of many uses, counted only where a force or a state is the holder and the object is no
    whole country (*took the town of Y*); *force*: one that everybody does to places (*left Y*), counted of forces alone;
    *receiver*: only with who it is given to; *control*: a verb that counts only before a noun of holding (*tightened its
    grip on Y*).
    """

    relation: ControlRelation
    shape: Literal[
        "territory-holder", "holder-territory", "recognises", "holder-inside", "nominal", "transfer", "evacuates", "secedes",
        "regards", "copula", "compound", "stronghold",
    ]  # fmt: skip
    needs: Literal["territory", "force", "receiver", "control", "nothing"] = "nothing"
    change: ControlChange | None = None
    realis: Realis | None = None
    negated: bool = False


class ExtentWord(Row, frozen=True, kw_only=True):
    """How much of a territory: *sebagian besar* most, *seluruh* all."""

    extent: Extent


class DeJure(Row, frozen=True, kw_only=True):
    """Words that fix the relation of a control claim in their clause: *de facto*, *de jure*, *secara hukum*."""

    relation: ControlRelation


class TerritoryNoun(Row, frozen=True, kw_only=True):
    """A common noun for a territory (*wilayah*, *tanah*), so that *wilayah kami* can be one.

    ``works``: of places that are held like a territory and are none: a base, an airport, a bridge. ``town``: of settlements,
    which a country's name behind them places and does not name (*a town in X*). ``state``: of whole states (*negara itu*).
    ``stretch``: of land that points back to no place by name (*the coast*).
    """

    works: bool = False
    town: bool = False
    state: bool = False
    stretch: bool = False


# --- modality.toml ----------------------------------------------------------------------------------------------------


class Modal(Row, frozen=True, kw_only=True):
    """A cue of realis, certainty or history, and how far it reaches.

    ``reach``: *next* the word after it, *clause* the rest of its clause, *sentence* all of it, *page* the whole text
    where headline or lead has such a word (of drills and fiction two must, or any three). ``over`` limits it to the agent or
    the status of a participant (*diduga dilakukan*, *diduga anggota*).
    """

    realis: Realis | None = None
    certainty: Certainty | None = None
    historical: bool = False
    unreal: bool = False
    """True of comparison, exercise, film: nothing happens."""
    reach: Literal["next", "clause", "sentence", "page"] = "clause"
    over: Literal["event", "agent", "status"] = "event"


# --- traps.toml -------------------------------------------------------------------------------------------------------


class Trap(Row, frozen=True, kw_only=True):
    """A phrase whose words mean something else here (*serangan jantung*). Masks its words from all other tables."""

    table: Literal["event", "casualty", "control", "attribution", "place", "time", "number", "fiction", "all"] = "all"


class Domain(Row, frozen=True, kw_only=True):
    """Vocabulary of a field of news. Other fields than conflict weigh against weak triggers and tolls (sport, disaster).

    ``behind``: verbs of many fields count only where one of these nouns stands before them (*the bus hit a tree*).
    """

    behind: tuple[str, ...] = ()
    name: Literal["conflict", "sport", "accident", "disaster", "disease", "economy", "film", "crime", "politics", "wildlife"]
    weight: float = 1.0


# --- layout.toml ------------------------------------------------------------------------------------------------------


class LayoutCue(Row, frozen=True, kw_only=True):
    """Openings of teasers, credits, captions, corrections, datelines and bylines, as the literal words that open them.

    ``at``: *line* at the start of a line, *inline* also at the start of a sentence or in brackets, *end* at the end of a line.
    """

    kind: Literal["teaser", "credit", "own", "caption", "correction", "dateline", "byline", "furniture"]
    at: Literal["line", "inline", "end", "anywhere"] = "line"
    needs: Literal["colon", "nothing"] = "nothing"


TABLES: dict[str, dict[str, type[Row]]] = {
    "words": {"class": Words},
    "numbers": {"numeral": NumberWord, "cue": NumberCue, "trap": NumberTrap},
    "times": {"month": Month, "weekday": Weekday, "word": TimeWord},
    "places": {"word": PlaceWord},
    "actors": {"noun": ActorNoun, "state": StateWord},
    "attribution": {"cue": Cue},
    "events": {"trigger": Trigger, "means": MeansWord, "context": ContextWord, "relation": RelationCue},
    "casualties": {"word": CasualtyWord, "scope": ScopeCue, "zero": Zero, "nobody": Nobody},
    "impacts": {"object": ImpactNoun, "effect": ImpactWord},
    "control": {"cue": ControlCue, "extent": ExtentWord, "law": DeJure, "territory": TerritoryNoun},
    "modality": {"cue": Modal},
    "traps": {"trap": Trap, "domain": Domain},
    "layout": {"cue": LayoutCue},
}
"""File name -> array of tables -> row struct. Every pack has every file (``words.toml`` and so on)."""


class Morphology(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``morphology.toml``."""

    derivation: tuple[Derivation, ...] = ()
    sandhi: tuple[Sandhi, ...] = ()
    clitic: tuple[Clitic, ...] = ()
    affix: tuple[Affix, ...] = ()
    reduplication: bool = False
    """True where a doubled word (*orang-orang*) is the word."""
