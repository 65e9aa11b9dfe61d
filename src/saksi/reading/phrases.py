"""The noun phrases of a page that may be parties, built in one pass over its tokens.

Needs names, numbers and word classes; gives phrases without actors. A phrase is a maximal run of names, party nouns (*militer*,
*warga*), capitalised words and what may stand between them; verbs, prepositions and punctuation end it, an apposition (*Presiden
X, Nama*) joins it. The same run works for languages that put the head first (*militer Sudan*) and last (*Sudanese military*).
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from saksi.gazetteer import Place as RegistryPlace
from saksi.languages import Hit, Keys
from saksi.languages.schema import ActorNoun, WordClass
from saksi.reading.actors import Cast, Phrase, is_armed, nouns_of
from saksi.reading.numbers import Number
from saksi.reading.page import Page
from saksi.reading.pipeline import NOTHING, Marks
from saksi.reading.places import Name
from saksi.types import Status

_BREAKING: tuple[WordClass, ...] = (
    "negator", "auxiliary", "passive_auxiliary", "aspect", "future", "past", "ability", "condition", "purpose", "coordinator",
    "subordinator", "relative", "complementizer", "preposition", "agent_marker", "target_marker", "addressee_marker",
    "partner_marker", "between", "adverb", "copula", "verb", "pronoun_person", "pronoun_plural", "pronoun_we",
    "cause_marker", "result_marker", "perspective", "subset", "other", "more", "location_marker",
)  # fmt: skip
_PRONOUNS: frozenset[WordClass] = frozenset({"pronoun_person", "pronoun_plural", "pronoun_institution"})
_ARTICLE = 3  # letters of the article in a name (*al-*)
_HOLDER = 8  # tokens of a name in brackets
_BESIDE = ("nominal", "regards", "compound", "stronghold")
_VERBAL = ("active", "passive", "stative", "past", "third", "gerund", "base", "reciprocal")


def find_phrases(page: Page, names: list[Name], numbers: list[Number], void: set[int], marks: Marks = NOTHING) -> list[Phrase]:
    """The noun phrases of the page that may be parties, in text order, appositions joined, without actors yet.

    Tokens in ``void`` (dates, datelines) belong to no phrase. Persons that a pipeline has marked are names also where a capital
    says nothing.
    """
    return _join_appositions(page, _Builder(page, names, numbers, void, marks).build())


class _Builder:
    """One pass over the tokens."""

    def __init__(self, page: Page, names: list[Name], numbers: list[Number], void: set[int], marks: Marks) -> None:
        self.page, self.void = page, void
        self.persons = marks.tokens("person")
        names = [n for n in names if n.first not in void]
        names = [n for n in names if not _inside_a_name(page, n, names)]
        long = [(h.first, h.last) for h in nouns_of(page) if h.last - h.first > 1]
        names = [  # *balai karantina* though a district is called Balai
            n for n in names
            if not isinstance(n.entries[0], RegistryPlace)
            or not any(a <= n.first and n.last <= b and n.last - n.first < b - a for a, b in long)
        ]  # fmt: skip
        self.name_at = {n.first: n for n in names}
        self.numbers = {n.last: n for n in numbers if n.trap is None}
        self.in_number = {i for n in numbers for i in range(n.first, n.last)}
        self.in_name = {i for n in names for i in range(n.first, n.last)}
        self.demonyms = {
            n.last - 1 for n in names
            if n.country is not None and page.words(n.first, n.last) in n.country.demonyms and page.pack.header.head == "last"
        }  # fmt: skip
        self.third = {h.first for h in page.hits("events", "trigger") if h.voice == "third"}
        verbal, nominal = _predicates(page)
        nouns = []
        for hit in self.beside_names(nouns_of(page)):
            if hit.first in void:
                continue  # the outlet in a dateline
            covered = range(hit.first, hit.last)
            size = hit.last - hit.first
            if size == 1 and not page.tokens[hit.first].is_capital and page.is_(hit.first, *_BREAKING):
                continue
            longer = any(i in nominal and nominal[i] > size for i in covered)
            tied = any(verbal.get(i, 0) >= size for i in covered) and not self.nominalised(hit.first)
            if hit.row.age and not self.heads(hit.last, verbal):
                continue
            if not any(i in self.in_name for i in covered) and not longer and not tied:
                nouns.append(hit)
        self.noun_at = {h.first: h for h in nouns}
        in_noun = {i for h in nouns for i in range(h.first, h.last)}
        self.breaks = ({i for i in verbal if i not in in_noun} | {i for i in nominal if i not in in_noun}) - self.in_name
        self.pronouns = {
            h.first: h.last
            for h in page.hits("words", "class")
            if h.last - h.first > 1 and any(form.row.name in _PRONOUNS for form in h.forms)
        }
        self.titled = page.titled
        self.name_words: dict[str, int] = {}
        for token in page.tokens:
            if (
                token.is_capital
                and token.is_word
                and token.position != page.sentence_of(token.position).first
                and len(token.text) > 3
            ):
                self.name_words.setdefault(token.lower, token.position)

    def beside_names(self, hits: list[Hit[ActorNoun]]) -> list[Hit[ActorNoun]]:
        """The hits, and of one that begins with a registered name the noun behind it (*leaders* of *al-Qaeda leaders*)."""
        page, out = self.page, []
        for hit in hits:
            behind = next((i for i in range(hit.first, hit.last) if i not in self.in_name), hit.last)
            if hit.first == behind or behind == hit.last:
                out.append(hit)
                continue
            found = page.pack.lexicon("actors", "noun").find(Keys(page.keys.words[behind : hit.last]))
            out += [Hit(behind + h.first, behind + h.last, h.forms) for h in found]
        return out

    def heads(self, i: int, verbal: dict[int, int]) -> bool:
        """True where a phrase ends before a token: at a stop, a verb, or a word that no noun phrase goes on with."""
        page = self.page
        if i >= len(page.tokens) or not page.tokens[i].is_word:
            return True
        return i in verbal or i in self.void or page.is_(i, *_BREAKING)

    def nominalised(self, i: int) -> bool:
        """A word that is a noun and a verb form alike is the noun after a determiner, a number or a possessor."""
        opens = i == self.page.sentence_of(i).first or i - 1 in self.void or self.page.tokens[i - 1].text in (";", ":")
        return (
            opens
            or self.page.is_(i - 1, "determiner", "anaphor", "quantifier", "possessive_marker")
            or i - 1 in self.in_number
            or (i - 1 in self.in_name and i - 2 in self.in_number)
            or (i - 1 in self.demonyms and i in self.third)
        )

    def proper(self, i: int) -> bool:
        """A capitalised word that is a name of its own: not a word of the language where capitals say nothing."""
        page = self.page
        if i >= len(page.tokens):
            return False
        token = page.tokens[i]
        if (
            not token.is_word
            or not token.is_capital
            or i in self.in_name
            or i in self.breaks
            or i in self.void
            or i in self.in_number
        ):
            return False
        sentence = page.sentence_of(i)
        if i in self.persons or (i + 2 < sentence.last and self.ends_initial(i + 1, sentence.last)):
            return True
        if i == sentence.first or i - 1 in self.void or sentence.index in self.titled or page.tokens[i - 1].text in ('"', ":"):
            return not page.pack.knows(token.lower)
        return not page.is_(i, *_BREAKING) or (len(token.text) > 3 and token.text.isupper())

    def stops(self, i: int) -> bool:
        page = self.page
        token = page.tokens[i]
        return not token.is_word or i in self.void or i in self.breaks or i in self.in_number or page.is_(i, *_BREAKING)

    def opens(self, i: int) -> bool:
        return i in self.name_at or i in self.noun_at or self.proper(i) or self.echoes(i)

    def echoes(self, i: int) -> bool:
        """A plain word with a demonstrative that repeats part of a name given before (*komite tersebut*, *the committee*)."""
        page = self.page
        token = page.tokens[i]
        if token.is_capital or token.lower not in self.name_words or self.name_words[token.lower] >= i or self.stops(i):
            return False
        return page.is_(i + 1, "anaphor", "demonstrative") if page.pack.header.head == "first" else page.is_(i - 1, "anaphor")

    def build(self) -> list[Phrase]:
        out: list[Phrase] = []
        i, n = 0, len(self.page.tokens)
        while i < n:
            pronoun = self.page.is_(i, "pronoun_person", "pronoun_plural", "pronoun_institution") and not self.opens(i)
            owns = self.page.pack.header.head == "last" and i + 1 < n and (self.opens(i + 1) or self.page.is_(i + 1, "modifier"))
            if pronoun and not owns and not self.page.is_(i, "relative", "determiner"):
                out.append(Phrase(i, self.pronouns.get(i, i + 1), pronoun=True))
                i = out[-1].last
                continue
            lead = self.page.is_(
                i, "quantifier", "modifier", "title", "determiner", "own_country", "neighbour"
            ) and not self.opens(i)
            lead = lead and i not in self.breaks and not self.page.is_(i, "complementizer", "relative", "preposition")
            if self.opens(i) or (lead and not self.in_number.intersection([i])):
                phrase = self.run(i)
                if phrase is not None:
                    out.append(phrase)
                    i = phrase.last
                    continue
            i += 1
        return out

    def run(self, first: int) -> Phrase | None:
        page = self.page
        end = page.sentence_of(first).last
        nouns: list[Hit[ActorNoun]] = []
        names: list[Name] = []
        proper: list[int] = []
        demonstrative = echo = False
        j = keep = first
        while j < end:
            if j > first and j in self.void:
                break  # *guerrillas early Tuesday*
            if j in self.name_at and self.name_at[j].last <= end:
                names.append(self.name_at[j])
                j = keep = self.name_at[j].last
            elif j in self.noun_at and self.noun_at[j].last <= end:
                if self.heads_anew(j, names, proper) and not self.sent_by(j, nouns):
                    break
                nouns.append(self.noun_at[j])
                j = keep = self.noun_at[j].last
            elif self.abbreviated_title(j, end):
                j += 2  # *Dr. Name*
            elif self.proper(j):
                proper.append(j)
                j = keep = j + 1
            elif j > first and proper and proper[-1] == j - 1 and self.ends_initial(j, end):
                proper.append(j)
                j += 1  # *D. P. K. Name*
            elif nouns and keep == j == nouns[-1].last and self.ends_short_rank(j, end):
                j += 1  # *Irjen Pol. Name*
            elif j == first and self.echoes(j):
                echo = True
                j = keep = j + 1
            elif page.is_(j, "demonstrative", "anaphor") and keep == j and j > first and page.pack.header.head == "first":
                demonstrative = True
                keep = j + 1
                break
            elif (
                keep == j
                and j > first
                and page.pack.header.head == "last"
                and page.is_(j, "determiner")
                and (nouns or names or proper)
            ):
                break  # *the aid workers | the rebels abducted*
            elif j not in self.breaks and page.is_(
                j, "possessive_marker", "title", "modifier", "quantifier", "determiner", "own_country", "neighbour"
            ):
                behind = page.pack.header.head == "last" and bool(nouns) and page.is_(j + 1, "determiner")
                if page.is_(j, "own_country", "neighbour", "modifier") and not behind:  # *rebels renewed their assault*
                    keep = j + 1
                j += 1
            elif (self.links(j, bool(nouns), end) and not self.beside_body(j, nouns)) or (
                page.is_(j, "coordinator") and page.is_(first, "neighbour") and j + 1 in self.name_at
            ):
                j += 1
            elif (
                page.tokens[j].text == "("
                and j + 2 < end
                and page.tokens[j + 2].text == ")"
                and keep == j
                and self.capital(j + 1)
            ):
                if j + 1 in self.name_at:
                    names.append(self.name_at[j + 1])
                j = keep = j + 3
            elif page.tokens[j].text == "(" and keep == j and nouns and not proper and self.holder_in_brackets(j, end):
                proper = self.holder_in_brackets(j, end)
                keep = proper[-1] + 2
                break
            elif proper and proper[-1] == j - 1 == keep - 1 and (inner := self.past_nickname(j, end)):
                proper.extend(range(j, inner))
                j = inner
            elif proper and proper[-1] == j - 1 == keep - 1 and (inner := self.past_article(j)):
                proper.extend(range(j, inner))
                j = keep = inner
            elif page.tokens[j].text == "/" and keep == j and j + 1 < end and self.capital(j + 1):
                j += 2
                keep = j
            elif self.designates(j, end, keep, nouns):
                j = keep = j + 1
            elif self.bridges(j, end):
                j += 1
            else:
                break
        if not (nouns or names or proper or echo) and not (page.is_(first, "own_country") and keep > first):
            return None
        heads = self.head_of_name(nouns)
        if len(heads) < len(nouns):
            proper = sorted(
                {*proper, *(i for h in nouns if h not in heads for i in range(h.first, h.last) if page.tokens[i].is_capital)}
            )
            nouns = heads
        person = _run_behind(proper, nouns) or _longest_run(proper)
        status: Status = next((h.row.status for h in nouns if h.row.status != "named"), "named")
        return Phrase(
            first, keep, tuple(nouns), tuple(names), person, demonstrative, False, self.number_before(first), None, status
        )

    def head_of_name(self, nouns: list[Hit[ActorNoun]]) -> list[Hit[ActorNoun]]:
        """The noun that says what a body is: the last of a name where heads are last (*Marine Conservation Society*).

        So it is of lower case where a body follows those who make it up (*the police union*), and where heads are first the first
        of a group's name (*Front Penyelamat*).
        """
        page = self.page
        if len(nouns) < 2:
            return nouns
        span = range(nouns[0].first, nouns[-1].last)
        written = all(page.tokens[i].is_capital for i in span) and page.sentence_of(span[0]).index not in self.titled
        if page.pack.header.head == "first":
            first, then = nouns[0].row, nouns[1].row
            name = written and first.kind == "group" and then.kind == "organ" and nouns[0].last == nouns[1].first
            return nouns[:1] if name and first.sector == "UNK" else nouns
        before, last = nouns[-2], nouns[-1]
        if last.row.kind != "organ" or before.last > last.first:
            return nouns
        theirs = all(page.is_(i, "possessive_marker") or not page.tokens[i].is_word for i in range(before.last, last.first))
        of_them = theirs and last.row.mild and before.row.kind != "organ" and before.row.source != "belligerent"
        return nouns[-1:] if last.row.sector is not None and (written or of_them) else nouns

    def heads_anew(self, j: int, names: list[Name], proper: list[int]) -> bool:
        """In a head-first language a noun after a name begins the next phrase, unless it is a rank before a person's name."""
        if self.page.pack.header.head != "first" or not (names or proper):
            return False
        after = self.noun_at[j].last
        if (
            self.page.tokens[j].is_capital
            and proper
            and proper[-1] == j - 1
            and self.page.sentence_of(j).index not in self.titled
        ):
            return False  # *Komite Dokter Kordofan*: a noun inside a name
        return not (self.noun_at[j].row.kind == "role" and (self.proper(after) or after in self.name_at or after in self.noun_at))

    def capital(self, i: int) -> bool:
        token = self.page.tokens[i]
        return token.is_word and token.is_capital

    def number_before(self, first: int) -> Number | None:
        for at in (first, first - 1):
            number = self.numbers.get(at)
            if number is not None and (at == first or self.page.is_(at, "modifier", "other", "more", "determiner", "quantifier")):
                return number if self.page.sentence_of(number.first) is self.page.sentence_of(first) else None
        return None

    def abbreviated_title(self, j: int, end: int) -> bool:
        """A title cut short with its full stop, a name behind it."""
        page = self.page
        if not page.is_(j, "title") or j + 2 >= end or page.tokens[j + 1].text != ".":
            return False
        return self.capital(j + 2) and j not in self.name_at and j not in self.noun_at

    def past_nickname(self, j: int, end: int) -> int | None:
        """The token behind a quoted nickname between two parts of a person's name."""
        page = self.page
        if page.tokens[j].text != '"':
            return None
        close = next((k for k in range(j + 1, min(j + 5, end)) if page.tokens[k].text == '"'), None)
        if close is None or close == j + 1 or close + 1 >= end or not self.capital(close + 1):
            return None
        return close + 1 if all(self.capital(k) for k in range(j + 1, close)) else None

    def past_article(self, j: int) -> int | None:
        """The token behind a part of a name that begins with a short word and a hyphen (*Karim al-Hamzawi*)."""
        article, hyphen, name = self.page.tokens[j].text.partition("-")
        return j + 1 if hyphen and name[:1].isupper() and article.islower() and len(article) <= _ARTICLE else None

    def sent_by(self, j: int, nouns: list[Hit[ActorNoun]]) -> bool:
        """*Anggota DPR dari Fraksi X Nama*: the party that a post is held for stands inside it."""
        body = self.noun_at[j]
        post = bool(nouns) and nouns[0].row.kind == "role" and self.page.is_(j - 1, "preposition")
        return (
            post
            and body.row.kind == "organ"
            and body.row.sector == "PTY"
            and self.capital(min(body.last, len(self.page.tokens) - 1))
        )

    def designates(self, j: int, end: int, keep: int, nouns: list[Hit[ActorNoun]]) -> bool:
        """The number of a unit, a school or a department behind its noun, a name or a stroke behind it (*Danrem 172/PWY*)."""
        page = self.page
        if not page.tokens[j].is_number or keep != j or not nouns or nouns[-1].last != j or j + 1 >= end:
            return False
        return page.pack.header.head == "first" and (page.tokens[j + 1].text == "/" or self.capital(j + 1))

    def holder_in_brackets(self, j: int, end: int) -> list[int]:
        """The tokens of a name in brackets right behind a post: *the Prime Minister (D. M. Name)*; none where it is no name."""
        inside: list[int] = []
        for k in range(j + 1, min(end, j + 2 + _HOLDER)):
            if self.page.tokens[k].text == ")":
                return inside if len(inside) > 1 and k - 1 not in self.in_number else []
            if not self.proper(k) and not self.ends_initial(k, end):
                return []
            inside.append(k)
        return []

    def ends_short_rank(self, j: int, end: int) -> bool:
        """The full stop of a rank cut short, a name or a title behind it."""
        page = self.page
        short = page.tokens[j - 1].lower in page.pack.abbreviations
        return short and page.tokens[j].text == "." and j + 1 < end and self.capital(j + 1)

    def ends_initial(self, j: int, end: int) -> bool:
        """The full stop of an initial inside a name."""
        if not _is_initial(self.page, j - 1) or self.page.tokens[j].text != "." or j + 1 >= end or not self.capital(j + 1):
            return False
        return self.page.tokens[j].end < self.page.tokens[j + 1].start or _is_initial(self.page, j + 1)  # *M.Hum.* is a degree

    def links(self, j: int, headed: bool, end: int) -> bool:
        """A linker (*di*, *of*) continues a headed phrase when a name or another noun follows."""
        page = self.page
        if not headed or not page.is_(j, "linker", "location_marker"):
            return False
        k = j + 1
        if page.is_(j, "between", "partner_marker"):
            return False
        if page.is_(j, "location_marker") and page.pack.header.head == "first":
            return k in self.name_at and self.name_at[k].country is not None
        anew = page.is_(k, "determiner") and not page.is_(k, "anaphor")
        if anew and page.is_(j, "location_marker") and not page.is_(j, "linker"):
            return False  # *60 wounded in an air strike*
        while k < end and page.is_(k, "determiner", "modifier") and not self.opens(k):
            k += 1
        return k < end and self.opens(k) and k not in self.in_number

    def beside_body(self, j: int, nouns: list[Hit[ActorNoun]]) -> bool:
        """True where only a place stands behind people: *a man near the parliament* is not of it."""
        page, k = self.page, j + 1
        while page.is_(k, "determiner", "modifier"):
            k += 1
        row = nouns[-1].row if nouns else None
        people = row is not None and (row.sex is not None or row.age)
        where = page.is_(j, "location_marker") and not page.is_(j, "linker")
        return people and where and k in self.noun_at and k not in self.name_at and self.noun_at[k].row.kind == "organ"

    def bridges(self, j: int, end: int) -> bool:
        """One or two unknown lower-case words between known ones (*otoritas politik-militer Armenia*)."""
        for k in range(j, min(j + 2, end)):
            token = self.page.tokens[k]
            if self.stops(k) or token.is_capital or self.page.is_(k, "linker", "demonstrative", "anaphor"):
                return False
            if k + 1 < end and (self.opens(k + 1) or (not self.page.pack.knows(token.lower) and self.links(k + 1, True, end))):
                return True
        return False


def _inside_a_name(page: Page, name: Name, names: list[Name]) -> bool:
    """A mere town's name beside an unknown capitalised word is part of a person's name, unless a location marker says no."""
    if not isinstance(name.entries[0], RegistryPlace) or page.is_(name.first - 1, "location_marker"):
        return False
    sentence = page.sentence_of(name.first)
    taken = {i for n in names for i in range(n.first, n.last)}

    def unknown(i: int) -> bool:
        inside = sentence.first < i < sentence.last and i not in taken
        return inside and page.tokens[i].is_word and page.tokens[i].is_capital and not page.pack.knows(page.tokens[i].lower)

    if page.tokens[name.first - 1].text == "." and name.first - 1 > sentence.first and _is_initial(page, name.first - 2):
        return True  # *G. S. Rath*
    return unknown(name.first - 1) or (unknown(name.last) and name.entries[0].ambiguous)


def _is_initial(page: Page, i: int) -> bool:
    """One capital letter."""
    text = page.tokens[i].text
    return len(text) == 1 and text.isalpha() and text.isupper()


def _predicates(page: Page) -> tuple[dict[int, int], dict[int, int]]:
    """Tokens of verbal and of nominal predicates (triggers, cues, casualty and control words) -> length of their hit."""
    verbal: dict[int, int] = {}
    nominal: dict[int, int] = {}
    for table, array in (
        ("events", "trigger"), ("attribution", "cue"), ("casualties", "word"), ("control", "cue"), ("impacts", "effect"),
    ):  # fmt: skip
        for hit in page.hits(table, array):
            beside = table == "control" and (hit.row.needs == "control" or hit.row.shape in _BESIDE)
            if hit.voice == "agentive" or (beside and hit.voice != "nominal"):
                continue
            box = verbal if hit.voice in _VERBAL else nominal
            for i in range(hit.first, hit.last):
                box[i] = max(box.get(i, 0), hit.last - hit.first)
    return verbal, nominal


def _run_behind(indexes: list[int], nouns: list[Hit[ActorNoun]]) -> tuple[int, int] | None:
    """The capitals right behind a rank that is not the first noun: who holds the post (*Kasubdit I Y Polri Kombes Name*)."""
    if len(nouns) < 2 or nouns[-1].row.kind != "role" or nouns[-1].last not in indexes:
        return None
    first = last = nouns[-1].last
    while last in indexes:
        last += 1
    return first, last


def _longest_run(indexes: list[int]) -> tuple[int, int] | None:
    best: tuple[int, int] | None = None
    start = None
    for position, i in enumerate(indexes):
        if start is None or i != indexes[position - 1] + 1:
            start = i
        if best is None or i + 1 - start > best[1] - best[0]:
            best = (start, i + 1)
    return best


def _join_appositions(page: Page, phrases: list[Phrase]) -> list[Phrase]:
    """*Presiden X, Nama Orang* and *Nama Orang, Presiden X* are one party."""
    out: list[Phrase] = []
    for phrase in phrases:
        before = out[-1] if out else None
        if (
            before is not None
            and page.sentence_of(before.first) is page.sentence_of(phrase.first)
            and page.tokens[before.last].text == ","
            and phrase.first == before.last + 1
            and _apposed(page, before, phrase)
        ):
            out[-1] = replace(
                before,
                last=phrase.last,
                nouns=before.nouns + phrase.nouns,
                names=before.names + phrase.names,
                proper=phrase.proper if _ranked(phrase) else before.proper or phrase.proper,
                demonstrative=before.demonstrative or phrase.demonstrative,
            )
        else:
            out.append(phrase)
    return out


def _apposed(page: Page, before: Phrase, after: Phrase) -> bool:
    closes = after.last >= len(page.tokens) or not page.is_(after.last, "coordinator")
    ranked = _ranked(after) and before.named
    role = (
        before.noun is not None
        and before.noun.kind == "role"
        and (ranked or not before.proper)
        and not _registered_person(before)
    )
    bare = (
        (not after.nouns or ranked)
        and (after.proper is not None or _registered_person(after))
        and not any(n.country for n in after.names)
    )
    if role and bare:
        return closes
    nameonly = (
        not before.nouns
        and (before.proper is not None or _registered_person(before))
        and not any(n.country for n in before.names)
    )
    titled = after.noun is not None and after.noun.kind == "role" and not after.proper and not _registered_person(after)
    comma = after.last < len(page.tokens) and page.tokens[after.last].text in (",", ".")
    return nameonly and titled and comma


def _ranked(phrase: Phrase) -> bool:
    """A rank and a person's name: what it follows names a post, whatever capitals that holds (*Kapendam XVII/X, Letkol Y*)."""
    return phrase.noun is not None and phrase.noun.kind == "role" and phrase.proper is not None


def _registered_person(phrase: Phrase) -> bool:
    return any(n.actor is not None and n.actor.kind == "person" for n in phrase.names)


def qualified(page: Page, cast: Cast, first: int, last: int, counted: Set[int]) -> Phrase | None:
    """The party right behind the gerund ``[first, last)`` that opens its noun phrase (*retreating soldiers*, *hundreds of
    protesting students*); null where the gerund has an object of its own. ``counted`` are the tokens of numerals.
    """
    party = cast.covering.get(last)
    if party is None or party.first not in (first, last) or not (party.nouns or is_armed(party)):
        return None
    if page.is_(last, "determiner") or last in counted or party.last >= len(page.tokens) or page.tokens[party.last].text == ",":
        return None
    opens = first == page.sentence_of(first).first or page.is_(first - 1, "determiner") or first - 1 in counted
    return party if opens or (page.is_(first - 1, "linker") and first - 2 in counted) else None
