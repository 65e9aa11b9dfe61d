"""Properties that hold for any set of readings."""

from __future__ import annotations

from itertools import combinations

from build import (
    KESH,
    KESH_GUARD,
    KESH_PLACE,
    OSTRAVIA,
    SOLIN,
    TARUM,
    VELMAR,
    VELMAR_ARMY,
    at_least,
    clash_story,
    day,
    exact,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saksi.contract import to_json
from saksi.reconcile import POLICIES, current_names, decide, find_contradictions, origins, reconcile, rename, toll, trace
from saksi.reconcile.blocking import candidates, components
from saksi.reconcile.cluster import clusters
from saksi.reconcile.compare import compare, tellings
from saksi.reconcile.facts import Facts
from saksi.types import Quantity, Reading

SOURCES = st.sampled_from(
    [None, ("The army", VELMAR_ARMY, "army"), ("The guard", KESH_GUARD, "belligerent"), ("A priest", None, "church")]
)
DAYS = st.sampled_from(["2021-05-08", "2021-05-09", "2021-05-10", "2021-05-20", None])
PLACES = st.sampled_from([TARUM, SOLIN, KESH_PLACE, None])
COUNTS = st.one_of(st.none(), st.integers(0, 12), st.integers(1, 12).map(at_least))
WHO = st.sampled_from([("unspecified",), ("civilian",), ("military",), ("child",)])
SCOPES = st.sampled_from(["incident", "incident", "increment", "running_total", "campaign"])
CHECK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def story(draw: st.DrawFn, ident: str) -> Reading:
    s = clash_story(
        ident,
        published=draw(DAYS),
        when=draw(DAYS),
        place=draw(PLACES),
        killed=draw(COUNTS),
        source=draw(SOURCES),
        sides=draw(st.booleans()),
        who=draw(WHO),
        scope=draw(SCOPES),
    )
    first = s.casualties[0].id if s.casualties else None
    for words in ("died", "there", "story")[: draw(st.integers(0, 3))]:
        value = draw(COUNTS)
        quantity = value if isinstance(value, Quantity) or value is None else exact(value)
        s.count(
            words,
            quantity,
            draw(st.sampled_from(["killed", "injured"])),
            event=draw(st.sampled_from([s.main, None])),
            restates=draw(st.sampled_from([first, None, None])),
            part_of=draw(st.sampled_from([first, None, None])),
            who=draw(WHO),
            voice=draw(st.sampled_from(["body", "headline", "teaser"])),
            as_of=draw(DAYS.filter(bool)),
            scope=draw(SCOPES),
            side=draw(st.sampled_from([None, s.party(None, KESH), s.party(None, OSTRAVIA)])),
        )
    if draw(st.booleans()):
        when = draw(DAYS)
        s.event(
            "people" if s.casualties else "died",
            draw(st.sampled_from(["ASSAULT", "COERCE", "MOBILIZE"])),
            actors=(s.party(None, draw(st.sampled_from([VELMAR, KESH, OSTRAVIA]))),),
            place=s.place("clash", draw(PLACES)),
            time=day(when) if when else None,
            realis=draw(st.sampled_from(["actual", "planned", "called_for", "negated"])),
            voice=draw(st.sampled_from(["body", "teaser"])),
            historical=draw(st.booleans()),
        )
    if draw(st.booleans()):
        s.control("Kesh", s.place("Kesh", KESH_PLACE, "adm1"), holder=s.party(None, draw(st.sampled_from([VELMAR, KESH]))))
    return s.reading()


@st.composite
def readings(draw: st.DrawFn) -> list[Reading]:
    return [draw(story(f"d{i}")) for i in range(draw(st.integers(1, 5)))]


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[Reading], frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    found = draw(readings())
    ids = [e.id for r in found for e in r.events]
    pairs = st.frozensets(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=3)
    return found, draw(pairs), draw(pairs)


@CHECK
@given(judged(), st.randoms(use_true_random=False))
def test_order_and_doubles_change_nothing(
    data: tuple[list[Reading], frozenset[tuple[str, str]], frozenset[tuple[str, str]]], random: object
) -> None:
    found, same, different = data
    mixed = [*found, *found[:2]]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    flipped = frozenset((b, a) for a, b in same)
    expected = reconcile(found, same=same, different=different)
    assert reconcile(mixed, same=flipped, different=different) == expected
    assert find_contradictions(mixed, expected) == find_contradictions(found, expected)


@CHECK
@given(judged())
def test_judgements_are_kept(data: tuple[list[Reading], frozenset[tuple[str, str]], frozenset[tuple[str, str]]]) -> None:
    found, same, different = data
    told = tellings(Facts(found))
    where = {c: i for i, g in enumerate(clusters(told, same=same, different=different)) for c in g}
    bound = {x: group for group in components(told, same) for x in group}
    for a, b in same:
        assert where.get(a) == where.get(b)
    for a, b in different:
        if a in where and b in where and b not in bound[a]:
            assert where[a] != where[b]
    for r in found:
        solid = [e.id for e in r.events if e.voice != "teaser"]
        assert all(where[a] != where[b] or b in bound[a] for a, b in combinations(solid, 2))


@CHECK
@given(readings())
def test_every_claim_of_a_value_exists_and_every_count_is_accounted_for(found: list[Reading]) -> None:
    facts = Facts(found)
    for event in reconcile(found):
        assert all(c in facts.claims for c in (*event.claims, *event.casualties, *event.impacts, *event.control))
        for derived in event.fields.values():
            assert derived.claims or (derived.value is None and derived.excluded)
            assert all(c in facts.claims for c in derived.claims) or derived.value is None
        for policy in POLICIES:
            for kind in ("killed", "injured"):
                derived = decide(event, kind, policy, facts)
                counted = {c for c in event.casualties if facts.casualties[c].kind == kind}
                out = {c for c, _ in derived.excluded}
                assert set(derived.claims) | out == counted
                assert not set(derived.claims) & out
                assert (derived.value is None) == (not derived.claims)
                assert all(facts.casualties[c].voice != "teaser" for c in derived.claims)
                if isinstance(derived.value, Quantity):
                    q = derived.value
                    assert q.low is None or q.high is None or q.low <= q.high
                    assert q.best is None or ((q.low or 0) <= q.best and (q.high is None or q.best <= q.high))


@CHECK
@given(readings())
def test_no_linkable_pair_escapes_blocking(found: list[Reading]) -> None:
    told = tellings(Facts(found))
    pairs = set(candidates(told))
    for a, b in combinations(sorted(told), 2):
        if compare(told[a], told[b]).linked:
            assert (a, b) in pairs


@CHECK
@given(readings())
def test_components_can_be_reconciled_apart(found: list[Reading]) -> None:
    told = tellings(Facts(found))
    whole = clusters(told)
    apart = [g for part in components(told, candidates(told)) for g in clusters({c: told[c] for c in part})]
    assert sorted(apart) == sorted(whole)


@CHECK
@given(readings())
def test_contradictions_point_at_words(found: list[Reading]) -> None:
    facts = Facts(found)
    for c in find_contradictions(found):
        assert all(claim in facts.claims for claim in c.claims)
        for words, sentence in zip(c.evidence, c.sentences, strict=True):
            assert sentence.document == words.document
            assert sentence.start <= words.start
            assert words.end <= sentence.end
    assert len({(c.kind, c.claims) for c in find_contradictions(found)}) == len(find_contradictions(found))


@CHECK
@given(readings(), readings())
def test_names_settle(first: list[Reading], second: list[Reading]) -> None:
    rows = rename((), reconcile(first))
    events = reconcile(second)
    rows += rename(rows, events)
    assert rename(rows, events) == ()
    assert set(current_names(rows)) == {e.key for e in events}
    assert len(set(current_names(rows).values())) == len(events)


@CHECK
@given(readings())
def test_tables_and_traces_hold_every_count(found: list[Reading]) -> None:
    events = reconcile(found)
    for event in events:
        table = toll(event, found)
        assert sorted(c for r in table.rows for cell in r.cells for c in cell.claims) == sorted(event.casualties)
        for field in event.fields:
            result = trace(events, found, f"{event.key}.{field}")
            assert all(s.sentence.exact[a:b] for s in (*result.steps, *result.excluded) for a, b in s.marks)


@CHECK
@given(readings(), st.lists(st.integers(0, 2), min_size=5, max_size=5))
def test_any_sharding_that_parts_no_candidates_gives_the_same_events(found: list[Reading], shards: list[int]) -> None:
    """Documents that share a candidate pair, directly or through others, stay together; the rest may be cut anyhow."""
    told = tellings(Facts(found))
    links = [(told[a].document, told[b].document) for a, b in candidates(told)]
    groups = components([r.document.id for r in found], links)
    shard_of = {d: shards[i % len(shards)] for i, group in enumerate(groups) for d in group}
    parts = [[r for r in found if shard_of[r.document.id] == shard] for shard in sorted(set(shard_of.values()))]
    apart = sorted((e for part in parts for e in reconcile(part)), key=lambda e: e.key)
    assert tuple(apart) == reconcile(found)


@CHECK
@given(readings(), story("late"))
def test_an_article_changes_no_event_that_it_shares_no_candidate_with(found: list[Reading], late: Reading) -> None:
    told = tellings(Facts([*found, late]))
    links = [(told[a].document, told[b].document) for a, b in candidates(told)]
    around = next(g for g in components([r.document.id for r in (*found, late)], links) if late.document.id in g)
    documents = {e.id: r.document.id for r in found for e in r.events}
    before = {e.key: e for e in reconcile(found)}
    after = {e.key: e for e in reconcile([*found, late])}
    for key, event in before.items():
        if not any(documents[c] in around for c in event.claims):
            assert after[key] == event


@CHECK
@given(judged())
def test_undoing_judgements_restores_every_byte(
    data: tuple[list[Reading], frozenset[tuple[str, str]], frozenset[tuple[str, str]]],
) -> None:
    found, same, different = data
    before = to_json(reconcile(found))
    reconcile(found, same=same, different=different)
    assert to_json(reconcile(found)) == before


@CHECK
@given(readings())
def test_voices_and_facets_lose_no_count(found: list[Reading]) -> None:
    facts = Facts(found)
    held = [c for e in reconcile(found) for c in e.casualties]
    assert len(held) == len(set(held))
    for event in reconcile(found):
        tree = origins(event, facts)
        for one in tree.testimonies:
            assert one.claims
            assert all(f.reason and f.a != f.b for f in one.folds)
