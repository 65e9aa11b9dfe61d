"""Who does what to whom, without a parser: subjects, objects and agents by walking from the predicate.

Needs the page, the cast and the predicates; gives phrases in grammatical roles. The walk skips what may stand between a
predicate and its arguments (adverbs, aspect, negation, times, brackets) and stops at clause borders (complementizers,
subordinators, quotes). Voice and affixes decide roles afterwards (:mod:`saksi.reading.events`).
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.languages.schema import WordClass
from saksi.reading.actors import Phrase, describes, is_armed, is_mere_place
from saksi.reading.governing import Governing
from saksi.reading.phrases import qualified

_FAR = 40  # tokens a walk may cover
_TOLD = 5  # light words between who is spoken of and the verb (*said civilians may also have been injured*)
_QUALIFIED = 2  # plain nouns behind a party that say which
_DEED = 14  # tokens between a nominal and the relative clause that modifies it

_LASTED: tuple[WordClass, ...] = ("aspect", "past", "auxiliary", "passive_auxiliary", "modifier", "negator")
_ADJECTIVAL: tuple[WordClass, ...] = ("determiner", "modifier", "quantifier", "adversative")


@dataclass(slots=True)
class Clauses(Governing):
    """Walks over one page."""

    def __post_init__(self) -> None:
        numerals = {i for h in self.page.hits("numbers", "numeral") for i in range(h.first, h.last)}
        tables = (("events", "trigger"), ("attribution", "cue"), ("casualties", "word"))
        hits = [h for table in tables for h in self.page.hits(*table)]
        self.gerunds = {h.first for h in hits if any(f.voice == "gerund" for f in h.forms)}
        said = (h for h in self.page.hits("attribution", "cue") if h.voice is None and h.row.shape == "quote")
        self.spoken = {i for h in said for i in range(h.first, h.last)}
        self.harms = {h.first for h in self.page.hits("casualties", "word")}
        self.participles = self.gerunds - self.harms
        timed = (h for array in ("word", "month", "weekday") for h in self.page.hits("times", array))
        self.timed = {i for h in timed for i in range(h.first, h.last)} | self.void
        self.counted = {i for i in numerals if not self.page.is_(i, "coordinator")}
        self.counted |= {i for i, t in enumerate(self.page.tokens) if t.is_number}
        going = [h for h in self.page.hits("casualties", "word") if h.row.takes == "subject"]  # *fleeing civilians*
        triggers = self.page.hits("events", "trigger")
        self.suffered = {i for h in triggers if h.voice == "passive" for i in range(h.first, h.last)}
        for hit in (*triggers, *going):
            party = qualified(self.page, self.cast, hit.first, hit.last, self.counted) if hit.first in self.gerunds else None
            if party is not None:
                self.qualifying[hit.first] = party
                for i in range(hit.first, hit.last):
                    self.verbs.pop(i, None)

    # --- leftwards ---------------------------------------------------------------------------------------------------

    def subject(self, verb: int) -> list[Phrase]:
        """The phrases that are the grammatical subject of the predicate at token ``verb``, conjuncts in text order."""
        found, _ = self.subject_or_nominal(verb)
        return found

    def subject_or_nominal(self, verb: int) -> tuple[list[Phrase], int | None]:
        """The subject as phrases, or the first token of the nominal predicate that is the subject (*serangan itu menewaskan*).

        By walking from the verb; where that finds nothing, by the parse of a pipeline.
        """
        found, nominal = self._walk(verb)
        if found or nominal is not None:
            return found, nominal
        return self._parsed(verb), None

    def _parsed(self, verb: int) -> list[Phrase]:
        """The parties at the heads of the parsed subject of a verb: nouns of parties, names, pronouns."""
        sentence = self.page.sentence_of(verb)
        marked = self.marks.tokens("person", "organisation", "group")
        out: list[Phrase] = []
        for i in self.marks.subjects.get(verb, ()):
            phrase = self.cast.covering.get(i)
            if phrase is None or phrase in out or is_mere_place(phrase) or not sentence.first <= i < sentence.last:
                continue
            known = any(h.first <= i < h.last for h in phrase.nouns) or any(n.first <= i < n.last for n in phrase.names)
            if known or phrase.pronoun or i in marked:
                out.append(phrase)
        return out

    def _walk(self, verb: int) -> tuple[list[Phrase], int | None]:
        page = self.page
        start = page.sentence_of(verb).first
        i = verb - 1
        aside = page.tokens[i].text == "," and page.tokens[i - 2].text == "," and page.is_(i - 1, "adverb", "adversative")
        if aside and i - 3 > start and page.is_(i - 3, "aspect", "auxiliary"):
            i -= 3  # *have, however, said*
        if verb in self.qualifying:
            return [self.qualifying[verb]], None
        charged = self._charged(verb, start) if verb in self.gerunds else None
        if charged is not None:
            return self.conjuncts_before(charged), None
        joined = i
        while joined > start and page.is_(joined, "adverb", "aspect", "past") and not page.is_(joined, "coordinator"):
            joined -= 1
        speaker = i
        while speaker > start and page.is_(
            speaker, "adverb", "aspect", "past", "future", "ability", "auxiliary", "negator", "purpose"
        ):
            speaker -= 1
        if self._is_we(speaker):
            return [Phrase(speaker, speaker + 1, pronoun=True)], None
        agent = self.cast.ending.get(speaker + 1) if page.pack.header.bare_agent else None
        if agent is not None and agent.number is None and page.pack.looks_passive(page.tokens[agent.first - 1].lower):
            return self.subject_or_nominal(agent.first - 1)  # *14 orang dilaporkan polisi tewas*
        bare = page.is_(joined, "other") and joined - 1 in self.counted
        count = joined in self.counted and joined not in self.when and joined not in self.cast.covering
        if bare or (count and verb in self.harms):
            return [], None  # *nine others wounded*, *says eight killed*: a count without its noun
        light = page.is_(joined - 1, "anaphor", "auxiliary", "passive_auxiliary", "aspect", "past")  # *had also been killed*
        also = page.is_(joined, "adverb") and (light or joined in self.cast.ending)
        coordinated = joined > start and page.is_(joined, "coordinator") and joined not in self.void and not also
        coordinated = coordinated or self._listed_verb(joined, start)
        if coordinated:
            i = joined  # *stormed the camp and then shot two men*: the subject is that of the first verb
        led = verb in self.gerunds and i > start and page.is_(i, "subordinator")  # *ran off after killing two*
        if page.pack.header.head == "last" and page.is_(i, "passive_auxiliary") and page.is_(i - 1, "subordinator"):
            led, i = True, i - 1  # *died after being shot*
        if coordinated or led or (page.is_(i, "partner_marker", "purpose") and not page.is_(i, "relative", "future")):
            main = self.verb_before(i, start, verb not in self.suffered)
            while main is not None:
                subject, nominal = self.subject_or_nominal(main)
                speaks = coordinated and subject and verb in self.speech  # *said the army shelled it and vowed revenge*
                outer = self.verb_before(main, start) if speaks and self._told_to(subject[-1], main) else None
                if outer is None:
                    return subject, nominal
                main = outer
        inner: int | None = None
        before = self.past_adverbs(i, start)
        if page.is_(before, "relative"):
            i = before
            end = i - (page.tokens[i - 1].text == ",")
            head = self.cast.ending.get(i) or self.cast.ending.get(end) or self._headed_by(end)
            if head is not None and page.is_(head.first - 1, "location_marker") and not head.person:
                head = self.cast.ending.get(head.first - 1) or head  # *the ministry in Moscow, which ... acknowledged*
            place = head is not None and (is_mere_place(head) or self._is_scene(head))
            if head is not None and not (place and self._deed_before(self._quantity_start(head.first)) is not None):
                return [head], None
            nominal = self._deed_before(i)
            thing = head is None and page.pack.header.head == "first" and verb not in self.speech and self._is_plain(end - 1)
            if nominal is not None or thing:
                return [], nominal  # *sebuah mobil bersenjata yang menembaki X*: a thing
        depth = 0
        while i >= start and verb - i < _FAR:
            token = page.tokens[i]
            if i in self.void:
                break
            ended = self.cast.ending.get(i + 1)
            if token.text == ")" and depth == 0 and ended is not None:
                if self.governor(ended) == "ungoverned":
                    return self.conjuncts_before(ended), None
                i = ended.first - 1  # *bersekutu dengan X (Y)*
                continue
            if token.text in (")", "]"):
                depth += 1
            elif token.text in ("(", "["):
                depth = max(0, depth - 1)
            elif depth == 0:
                phrase = self.cast.ending.get(i + 1)
                if phrase is not None:
                    role = self.governor(phrase)
                    named = bool(self.lead_ins & {phrase.first - 1, phrase.first}) and (not phrase.nouns or bool(phrase.names))
                    closed = page.tokens[phrase.last].text == "," and not phrase.nouns and bool(phrase.names)
                    if self._listed(phrase) and (named or closed or is_mere_place(phrase)):
                        role = "preposition"  # *di Kampung X, Distrik Y, Kabupaten Z*: the tail of a place, not a subject
                    if role == "ungoverned" and self._is_apposed(phrase):
                        i = phrase.first - 1
                        continue
                    if role == "ungoverned" and self._says_of_thing(phrase, verb):
                        break
                    whose = self._told_more(phrase, verb) if role == "ungoverned" else None
                    if whose is not None:
                        return self.conjuncts_before(whose), None
                    modifies = phrase.last == verb and verb in self.participles and not is_mere_place(phrase)
                    if role == "ungoverned" or (role == "verb" and (modifies or self._told_to(phrase, verb))):
                        return self.conjuncts_before(phrase), None
                    if role in ("verb", "preposition") and self._opens_clause(phrase, verb):
                        return self.conjuncts_before(phrase) if role == "verb" else [phrase], None
                    i = (phrase.number.first if phrase.number and phrase.number.last <= phrase.first else phrase.first) - 1
                    continue
                acts = page.is_(i, "verb") or (page.pack.header.head == "first" and page.is_(i - 1, "relative"))
                deed = i in self.nominals and not (i in self.verbs and acts)  # *mengklaim menewaskan*, *pria yang ditangkap*
                deed = deed and i not in self.suffered
                if deed and inner is None and self._nominal_subject(self.nominals[i], verb):
                    inner = self.nominals[i]
                    told = verb not in self.gerunds and inner not in self.speech and self.before(inner) in self.speech
                    if not self.preceded_by_verb(inner) or told:  # *police said the attack killed five*
                        return [], inner
                if token.text == ",":
                    opened = self.relative_opening(i, start)
                    if opened is not None:
                        i = opened - 1
                        continue
                if i in page.quote_marks or page.is_(i, "complementizer"):
                    break
                if page.is_(i, "subordinator", "condition") and i < verb - 1 and not self._before_time(i):
                    break
                if token.text in (";", ":"):
                    break
            i -= 1
        return [], inner

    def _told_more(self, phrase: Phrase, verb: int) -> Phrase | None:
        """Who a noun between commas tells more of, right before a verb (*M23, a rebel group in X, captured Y*)."""
        page, i = self.page, verb - 1
        described = page.is_(phrase.first, "determiner") or page.is_(phrase.first - 1, "determiner")
        if page.pack.header.head == "first" or not phrase.nouns or (phrase.proper is not None and not described):
            return None
        while i > phrase.last and (page.is_(i, "adverb", "aspect", "auxiliary", "past", "future") or i in self.timed):
            i -= 1
        if page.tokens[i].text != "," or i < phrase.last:
            return None
        first = self._quantity_start(phrase.first)
        while phrase.first - first < _TOLD and (self._is_plain(first - 1) or page.is_(first - 1, *_ADJECTIVAL)):
            first -= 1  # *a small but violent group*
        head = self.cast.ending.get(first - 1) if page.tokens[first - 1].text == "," else None
        told = head is not None and head.named and bool(head.names) and not is_mere_place(head)
        return head if told and head is not None and self.governor(head) == "ungoverned" else None

    def _is_apposed(self, phrase: Phrase) -> bool:
        """True of the bare name of a town between commas, behind what says which (*in the capital, Kabul, on Monday*)."""
        tokens = self.page.tokens
        town = bool(phrase.names) and not phrase.nouns and all(n.actor is None and n.country is None for n in phrase.names)
        before = phrase.first - 1
        if not town or before < 1 or tokens[before].text != "," or tokens[phrase.last].text != ",":
            return False
        return before - 1 in self.lead_ins or before - 1 in self.cast.covering or self._is_plain(before - 1)

    def _says_of_thing(self, phrase: Phrase, verb: int) -> bool:
        """Whether a phrase says something, and a plain noun between is what the verb is about (*X said the bridge was hit*)."""
        said = [i for i in range(phrase.last, verb) if i in self.speech and i in self.verbs and i not in self.nominals]
        between = range(said[-1] + 1, verb) if said else range(0)
        joined = any(self.page.is_(i, "coordinator") or self.page.tokens[i].text == "," for i in between)
        own = any(self.page.is_(i, "pronoun_person", "pronoun_institution", "pronoun_plural", "pronoun_we") for i in between)
        return not joined and not own and any(self._is_plain(i) for i in between)  # *X said his side hit Y*

    def _before_time(self, i: int) -> bool:
        """True of a subordinator with a bare time behind it, which opens no clause (*before dawn on Sunday*)."""
        page, at = self.page, i + 1
        while at < len(page.tokens) and (
            at in self.timed or at in self.counted or (at > i + 1 and page.is_(at, *_LASTED))
        ):  # fmt: skip
            at += 1
        return any(k in self.timed for k in range(i + 1, at)) and (
            at in self.verbs or page.is_(at, "preposition", "location_marker", "verb")
        )

    def past_adverbs(self, i: int, start: int) -> int:
        """The token at or before ``i`` behind which only adverbs and times stand (*which last month*, *yang pada Senin*)."""
        page = self.page
        while i > start and not page.is_(i, "relative"):
            light = page.is_(i, "aspect", "past", "adverb", "negator", "passive_auxiliary") or i in self.timed
            if not light and not (page.is_(i, "location_marker", "preposition") and i + 1 in self.timed):
                break
            i -= 1
        return i

    def _charged(self, verb: int, start: int) -> Phrase | None:
        """Whom a verb of speech charges with a deed (*accused soldiers of killing*, *blamed X for shelling*)."""
        page, i = self.page, verb - 1
        while i > start and page.is_(i, "aspect", "past", "adverb"):
            i -= 1
        linked = page.is_(i, "linker", "source_marker") and page.pack.header.head == "last"
        while i - 1 > start and (i - 1 in self.when or (i in self.when and page.is_(i - 1, "preposition", "location_marker"))):
            i -= 1  # *accused X on Monday of shelling*
        phrase = self.cast.ending.get(i) if linked else None
        while phrase is not None and is_mere_place(phrase) and page.is_(phrase.first - 1, "preposition"):
            phrase = self.cast.ending.get(phrase.first - 1)
        if phrase is None or phrase.first <= start:
            return None
        first = self._quantity_start(phrase.first) - 1
        while first > start and page.is_(first, "determiner", "modifier", "quantifier"):
            first -= 1
        return phrase if first in self.speech else None

    def doer_before(self, verb: int) -> Phrase | None:
        """Who does what a base form says, where its object stands in front (*sebelas orang kami amankan*)."""
        page, i = self.page, verb - 1
        before = i - 1
        if page.pack.header.head == "last" or before < page.sentence_of(verb).first or not page.tokens[before].is_word:
            return None
        words = page.pack.words("pronoun_we") | page.pack.words("pronoun_plural") | page.pack.words("pronoun_person")
        if page.tokens[i].lower not in words or page.is_(before, "coordinator", "complementizer", "subordinator", "preposition"):
            return None
        return Phrase(i, i + 1, pronoun=True) if before not in self.verbs or page.is_(before, "relative") else None

    def _is_we(self, i: int) -> bool:
        """A *we* that is a subject, not an owner (*our*) or an object."""
        page = self.page
        if not page.is_(i, "pronoun_we") or page.is_(i, "own_side") or i in self.cast.covering:
            return False
        led = page.is_(i - 1, "preposition", "agent_marker", "target_marker", "determiner", "quantifier", "modifier")
        return not led and i - 1 not in self.verbs

    def _listed_verb(self, i: int, start: int) -> bool:
        """Whether the comma before a verb sets it beside another (*stormed the camp, burned two cars and threw stones*)."""
        page = self.page
        if i <= start or page.tokens[i].text != "," or self.relative_opening(i, start) is not None:
            return False
        main = self.verb_before(i, start)
        if main is None or main not in self.verbs:
            return False
        after = main
        while self.verbs.get(after) == self.verbs[main]:
            after += 1
        return not any(page.tokens[k].text == "," or page.is_(k, "complementizer", "subordinator") for k in range(after, i))

    def _deed_before(self, at: int) -> int | None:
        """The nominal that a relative clause at a token modifies: *the blast that*, *serangan di X pada Senin yang*."""
        page = self.page
        start = page.sentence_of(at).first
        i = at - 1
        while i >= start and at - i < _DEED:
            if i in self.nominals:
                return self.nominals[i]
            if i in self.verbs and i == at - 1:
                return self.verbs[i]  # a gerund: *the bombing that*
            phrase = self.cast.ending.get(i + 1)
            if phrase is not None:
                i = self._quantity_start(phrase.first) - 1
                scene = is_mere_place(phrase) or self._is_scene(phrase)
                if not scene or not page.is_(i, "preposition", "location_marker"):
                    return None
            elif i in self.void or page.is_(i, "preposition", "location_marker", "anaphor") or page.tokens[i].text == ",":
                i -= 1
            else:
                return None
        return None

    def _headed_by(self, end: int) -> Phrase | None:
        """The party that plain nouns before a token qualify where heads are first (*seorang pilot helikopter yang*)."""
        i = end
        while self.page.pack.header.head == "first" and end - i < _QUALIFIED and self._is_plain(i - 1):
            i -= 1
        return self.cast.ending.get(i) if i < end else None

    def _is_scene(self, phrase: Phrase) -> bool:
        """True of what a word of location governs and who bears no arms: where something was (*bom di tiga gereja yang*)."""
        before = self._quantity_start(phrase.first) - 1
        at = self.page.is_(before, "location_marker") and not self.page.is_(before, "target_marker", "source_marker")
        return at and not phrase.person and not is_armed(phrase)

    def _listed(self, phrase: Phrase) -> bool:
        """True of a toponym behind another and a comma, its admin word included; not one that opens a clause."""
        first = phrase.first
        while first > 0 and first - 1 in self.lead_ins:
            first -= 1
        if first < 2 or self.page.tokens[first - 1].text != ",":
            return False
        before = self.cast.ending.get(first - 1)
        return before is not None and bool(before.names)

    def _told_to(self, phrase: Phrase, verb: int) -> bool:
        """The object of a verb of speech right before another verb is that verb's subject (*mendesak X menarik pasukan*)."""
        page = self.page
        between = range(phrase.last, verb)
        light = all(
            page.is_(
                i,
                "negator",
                "adverb",
                "aspect",
                "auxiliary",
                "future",
                "purpose",
                "ability",
                "relative",
                "past",
                "passive_auxiliary",
            )
            or (i == verb - 1 and i not in self.verbs and page.is_(i, "verb"))  # *mendesak X menghentikan tembak-menembak*
            for i in between
        )
        first = phrase.number.first if phrase.number and phrase.number.last <= phrase.first else phrase.first
        governor = first - 1
        while governor > 0 and page.is_(governor, "quantifier", "determiner", "modifier"):
            governor -= 1
        if page.is_(governor, "addressee_marker") and page.pack.header.head == "first":
            governor -= 1  # *menyerukan kepada warga agar mengabaikan*
        return light and len(between) <= _TOLD and governor in self.speech

    def _opens_clause(self, phrase: Phrase, verb: int) -> bool:
        """Right before its verb, after a conjunction of clauses (*X freed A and Y freed B*, *after police arrested B*)."""
        page = self.page
        between = range(phrase.last, verb)
        if len(between) > 3 or not all(page.is_(i, "adverb", "aspect", "auxiliary", "past", "negator") for i in between):
            return False
        first = self._quantity_start(phrase.first)
        while first > 0 and page.is_(first - 1, "determiner", "quantifier", "modifier"):
            first -= 1
        joined = page.is_(first - 1, "coordinator") and self.page.pack.header.head == "last"
        named = bool(phrase.names and phrase.nouns) and phrase.names[0].first == phrase.first
        fronted = named and first - 1 == page.sentence_of(verb).first and page.is_(first - 1, "location_marker")
        return joined or fronted or page.is_(first - 1, "subordinator")  # fronted: *In Mandalay police arrested*

    def verb_before(self, at: int, start: int, active: bool = False) -> int | None:
        """The verb that an adjunct clause (*dengan mengerahkan*, *untuk menyerang*) hangs on: the nearest one to its left."""
        for k in range(at - 1, max(start, at - _FAR) - 1, -1):
            if k in self.page.quote_marks or self.page.is_(k, "complementizer"):
                return None
            aside = active and k in self.suffered and self.page.is_(self.verbs.get(k, k) - 1, "relative")
            if k in self.verbs and not aside:
                return self.verbs[k]  # *semua yang ditahan dan mengancam*: a passive clause goes on with no active verb
            if self.page.is_(k, "verb") and not aside and k not in self.cast.covering:
                return k
        return None

    def relative_opening(self, comma: int, start: int) -> int | None:
        """The comma that opens the relative clause which the given comma closes (*X, who heads Y, said*)."""
        page = self.page
        for k in range(comma - 1, max(start, comma - 25) - 1, -1):
            if page.tokens[k].text == "," and page.is_(k + 1, "relative"):
                return k
            if page.tokens[k].text == "," and (k + 1 in self.counted or page.is_(k + 1, "subset", "quantifier")):
                of_them = any(page.is_(i, "subset", "pronoun_plural") for i in range(k + 1, comma))
                return k if of_them else None  # *nine civilians, five of them children, were*
            if page.tokens[k].text in (";", '"'):
                return None
        return None

    def _nominal_subject(self, nominal: int, verb: int) -> bool:
        """A nominal predicate is a subject when nothing governs it as object or adjunct and no verb stands between."""
        page = self.page
        before = nominal - 1
        if page.is_(before, "preposition", "agent_marker", "target_marker", "location_marker", "cause_marker", "subordinator"):
            return False
        told = self.past_adverbs(before, page.sentence_of(nominal).first)
        if page.is_(told, "relative") and not page.is_(told, "determiner") and not page.is_(told, "demonstrative"):
            return False  # *korban yang terluka mengatakan*
        return not any(
            i in self.verbs for i in range(nominal + 1, verb) if i not in self.nominals and not page.is_(i, "relative")
        )

    def preceded_by_verb(self, nominal: int) -> bool:
        before = self.before(nominal)
        return before in self.verbs or self.page.is_(before, "verb")

    # --- rightwards --------------------------------------------------------------------------------------------------

    def object(self, after: int) -> list[Phrase]:
        """The phrases that directly follow the predicate ending before token ``after``: its object, conjuncts included."""
        page = self.page
        if 0 < after < len(page.tokens) and page.sentence_of(after) is not page.sentence_of(after - 1):
            return []  # the predicate closes its sentence
        end = page.sentence_of(min(after, len(page.tokens) - 1)).last
        for i in range(after, min(end, after + 8)):
            phrase = self.cast.starting.get(i)
            if phrase is not None:
                return self.conjuncts_after(phrase)
            light = page.is_(i, "quantifier", "determiner", "modifier", "adverb", "more", "other", "each")
            light = light or (page.is_(i - 1, "determiner", "pronoun_person") and describes(page, self.cast, self.verbs, i))
            if page.pack.header.head == "last" and (page.is_(i, "linker") or page.is_(i + 1, "linker")):
                light = light or i > after or i in self.counted  # *the last of three bases*
            if page.pack.header.head == "last" and page.is_(i, "preposition"):  # *about 80 per cent of the town*
                light = light or i + 1 in self.counted or (i - 1 in self.counted and page.is_(i + 2, "linker"))
            if not (light or i in self.lead_ins or i in self.counted or page.tokens[i].text == "-"):
                return []
        return []

    def thing(self, after: int) -> Phrase | None:
        """The plain words that directly follow a predicate when no party does (*menghantam pasar sayur*)."""
        page = self.page
        end = page.sentence_of(min(after, len(page.tokens) - 1)).last
        i = after
        while i < min(end, after + 4) and (page.is_(i, "determiner", "quantifier", "modifier", "more") or i in self.counted):
            i += 1
        first = i
        closed: tuple[WordClass, ...] = (
            "preposition",
            "location_marker",
            "result_marker",
            "coordinator",
            "complementizer",
            "relative",
            "negator",
            "adverb",
            "verb",
            "subordinator",
            "aspect",
        )
        while (
            i < min(end, first + 4)
            and page.tokens[i].is_word
            and not page.is_(i, *closed)
            and i not in self.verbs
            and i not in self.nominals
            and i not in self.void
            and i not in self.when
        ):
            i += 1
        if after < i <= first + 1 and page.pack.header.head == "last" and page.is_(i, "linker") and i + 1 < end:
            return self.thing(i + 1) or (Phrase(first, i) if i > first else None)  # *the last of three bases*
        return Phrase(first, i) if i > first else None

    def plain_subject(self, verb: int) -> Phrase | None:
        """The plain words that open the clause of a predicate when no party does (*Pasar di El Obeid digempur*)."""
        page = self.page
        first, _ = self.clause(verb)
        while first < verb and (
            first in self.void or page.is_(first, "determiner", "quantifier", "coordinator") or not page.tokens[first].is_word
        ):
            first += 1
        i = first
        closed: tuple[WordClass, ...] = (
            "preposition", "location_marker", "relative", "verb", "negator", "adverb", "aspect", "auxiliary",
        )  # fmt: skip
        while i < verb and i - first < 4 and page.tokens[i].is_word and not page.is_(i, *closed) and i not in self.verbs:
            i += 1
        crossed = any(k in self.verbs or page.is_(k, "verb", "relative") for k in range(i, verb))
        return Phrase(first, i) if i > first and not crossed and first not in self.nominals else None

    def marked(self, after: int, *markers: str, reach: int = 16, past_nominals: bool = False) -> list[Phrase]:
        """The phrases after the first of ``markers`` (word classes) to the right of ``after`` and inside its clause."""
        page = self.page
        if after >= len(page.tokens):
            return []
        end = min(page.sentence_of(after - 1).last, after + reach)
        i = after
        while i < end:
            if page.is_(i, *markers):  # type: ignore[arg-type]
                phrase = self.next_phrase(i + 1, end)
                if phrase is not None:
                    return self.conjuncts_after(phrase, listed=page.is_(i, "between"))
            if page.tokens[i].text == ";" or i in page.quote_marks or page.is_(i, "complementizer", "relative"):
                return []
            verb = i in self.verbs and not page.is_(i, "occurrence")  # *clashes are taking place between X and Y*
            if verb or (i in self.nominals and self.nominals[i] >= after and not past_nominals):
                return []
            i += 1
        return []

    def next_phrase(self, at: int, end: int) -> Phrase | None:
        page = self.page
        i = at
        while i < min(end, len(page.tokens)) and i - at < 5:
            phrase = self.cast.starting.get(i)
            if phrase is not None:
                return phrase
            free = (
                i in self.lead_ins
                or i in self.qualifying
                or page.is_(i, "quantifier", "determiner", "modifier")
                or page.tokens[i].is_number
                or (page.tokens[i].text == "-" and page.tokens[i - 1].is_number)  # *a 63-member unit*
                or page.keys.words[i] in page.pack.words("each")
            )
            if not free:
                return None
            i += 1
        return None

    # --- borders -----------------------------------------------------------------------------------------------------

    def clause(self, at: int) -> tuple[int, int]:
        """Tokens ``[first, last)`` of the clause around a token: cut at quotes, semicolons, complementizers and subordinators."""
        page = self.page
        sentence = page.sentence_of(at)
        first, last = at, at + 1
        while first > sentence.first:
            i = first - 1
            if page.tokens[i].text in (";", '"', ":") or page.is_(i, "complementizer", "subordinator", "condition"):
                if page.is_(i, "condition", "subordinator"):
                    first = i
                break
            first = i
        while last < sentence.last:
            if page.tokens[last].text in (";", '"') or page.is_(last, "complementizer", "subordinator", "condition"):
                break
            last += 1
        return first, last
