"""How long the workspace's pages take over a large ledger, in a real browser and without one.

    python -m benchmarks.workspace make LEDGER [--events 50000] [--articles 100000]
    python -m benchmarks.workspace pages LEDGER [--browser chromium]
    python -m benchmarks.workspace load LEDGER [--seconds 60] [--readers 200] [--reviewers 10]

``make`` invents a ledger with the shape of a real one: reports an event follow a long tail (most events are told once, some by
dozens), a third of the reports mention a second event, speakers are police, army, hospital and witnesses, tolls disagree and
rise, one report in five copies another. Who told which event is known, so nothing is clustered here: what is measured is pages,
not reconciling (see ``benchmarks.reconciling``). ``load`` lets so many readers and reviewers at the workspace at once over
loopback; every judgement that was answered must be in the ledger afterwards.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import httpx
import msgspec

from saksi import ledger as ledgers
from saksi.reconcile import Facts, event_key, policies
from saksi.text import digest
from saksi.types import (
    Actor,
    Attribution,
    CasualtyClaim,
    Document,
    Event,
    EventClaim,
    Evidence,
    Location,
    Mention,
    Participant,
    Passage,
    Place,
    Plover,
    PloverType,
    Quantity,
    Reading,
    Source,
    SourceClass,
    Time,
)
from saksi.views import Views

START = date(2015, 1, 1).toordinal()
DAYS = 3650
TOWNS = 800
SPEAKERS: tuple[tuple[str, SourceClass], ...] = (
    ("polisi", "police"), ("juru bicara militer", "army"), ("dokter rumah sakit", "hospital"), ("seorang saksi mata", "witness"),
    ("bupati", "government"), ("juru bicara kelompok bersenjata", "belligerent"),
)  # fmt: skip
SENTENCE = "Sedikitnya {killed} warga tewas dalam {what} di {town} pada {day}, kata {speaker}."
MORE = "Sebelumnya, kontak tembak terjadi di {other} dan warga mengungsi ke gereja serta kantor distrik."
WHATS: tuple[tuple[str, PloverType], ...] = (
    *(("penembakan", "ASSAULT"), ("serangan", "ASSAULT"), ("penyanderaan", "COERCE")),
    *(("unjuk rasa", "PROTEST"), ("ledakan", "ASSAULT")),
)


def town(i: int) -> Place:
    """A town of the invented country."""
    return Place(
        f"geonames:{i}", f"Kota{i}", "IDN", f"Provinsi {i // 40}", f"Kabupaten {i // 8}", -8 + (i % 40) / 3, 96 + (i // 40) * 2.2
    )


def report(ident: str, told: Told, other: int | None, draw: random.Random) -> tuple[Reading, str, str | None]:
    """A report, the id of the claim that tells its event, and that of another event it mentions."""
    speaker, kind = draw.choice(SPEAKERS)
    killed = max(1, told.killed + draw.choice((0, 0, 0, 0, -1, 1, 2)))
    day = date.fromordinal(told.day).isoformat()
    what, plover = WHATS[told.what]
    place = town(told.town)
    body = SENTENCE.format(killed=killed, what=what, town=place.name, day=day, speaker=speaker)
    notes = (
        f"Keterangan {draw.randrange(4000)} disampaikan pada hari berikutnya oleh warga." for _ in range(draw.randrange(4, 14))
    )
    filler = " ".join(notes)
    second = MORE.format(other=town(other).name) if other is not None else ""
    title = f"{killed} Tewas dalam {what.title()} di {place.name}"
    text = f"{title}\n{body} {filler} {second}".strip()
    published = date.fromordinal(told.day + draw.randrange(3)).isoformat()
    url = f"https://news.example/{ident}"
    document = Document(ident, None, url, title, text, "id", f"Media {draw.randrange(120)}", published, digest(text))

    def words(found: str, after: int = len(title)) -> Evidence:
        start = text.index(found, after)
        return Evidence.at(ident, text, start, start + len(found))

    sentence = words(body)
    trigger, harm, who = words(what), words("tewas"), words(speaker)
    said = Attribution(f"{ident}a", (Source(speaker, None, who, kind),), Passage("kata", words("kata ")), (sentence,), "asserts")
    location = Location(place.name, words(place.name), place, draw.choice(("point", "village", "adm3", "adm2")))
    when = Time(day, words(day), day, day)
    side = Actor(f"act:{told.side}", f"Kelompok {told.side}", "IDN", "Indonesia", "REB")
    main = EventClaim(f"{ident}e", (Mention(trigger, sentence, (said.id,)),), Plover(plover), place=location, time=when,
                      actors=(Participant(side.name, None, side, "suspected"),), certainty="reported")  # fmt: skip
    quantity = Quantity(killed, killed, None, None, "at_least", f"Sedikitnya {killed}")
    count = CasualtyClaim(f"{ident}c", harm, words(str(killed)), "killed", quantity, ("civilian",), asserted_by=(said.id,),
                          event=main.id, place=location, time=when)  # fmt: skip
    events = [main]
    if other is not None:
        there = town(other)
        clash, whole = words("kontak tembak"), words(second)
        events.append(EventClaim(f"{ident}o", (Mention(clash, whole),), Plover("ASSAULT"),
                                 place=Location(there.name, words(there.name, whole.start), there, "adm2")))  # fmt: skip
    reading = Reading("1", "benchmark", main.id, document, (said,), tuple(events), (count,))
    return reading, main.id, f"{ident}o" if other is not None else None


class Told:
    """What happened, as far as it matters here."""

    __slots__ = ("casualties", "claims", "day", "killed", "readings", "side", "town", "what")

    def __init__(self, draw: random.Random) -> None:
        self.day, self.town = START + draw.randrange(DAYS), draw.randrange(TOWNS)
        self.killed, self.what, self.side = int(draw.paretovariate(1.3)), draw.randrange(len(WHATS)), draw.randrange(60)
        self.claims: list[str] = []
        self.casualties: list[str] = []
        self.readings: list[Reading] = []


def make(path: Path, events: int, articles: int, seed: int = 3) -> None:
    """Write the ledger and its views."""
    draw = random.Random(seed)
    told = [Told(draw) for _ in range(events)]
    shares = [draw.paretovariate(1.1) for _ in told]
    tellers = list(range(events)) + draw.choices(range(events), weights=[min(one, 60) for one in shares], k=articles - events)
    began = time.perf_counter()
    with ledgers.open(path) as ledger:
        kept: list[Reading] = []
        with ledger.store.writing():
            for number, which in enumerate(tellers):
                other = draw.randrange(events) if draw.random() < 0.33 else None
                reading, main, second = report(f"d{number:06d}", told[which], None if other is None else told[other].town, draw)
                ledger.add(reading)
                kept.append(reading)
                told[which].claims.append(main)
                told[which].casualties.append(reading.casualties[0].id)
                told[which].readings.append(reading)
                if other is not None and second is not None:
                    told[other].claims.append(second)
                    told[other].readings.append(reading)
                if number % 10_000 == 9_999:
                    print(f"{number + 1} articles, {time.perf_counter() - began:.0f} s", flush=True)
        views = Views(ledger)
        facts = Facts(tuple(kept))
        views.write(_events(told), facts, views.tables.present(), lambda n: n % 10_000 or print(f"{n} events", flush=True))


def _events(told: list[Told]) -> Iterator[Event]:
    for number, one in enumerate(told):
        claims = tuple(sorted(one.claims))
        bare = Event(event_key(claims), claims, WHATS[one.what][1], tuple(sorted(one.casualties)))
        fields = policies.fields_of(bare, Facts(tuple(one.readings)))
        yield Event(bare.key, claims, bare.type, bare.casualties, fields=fields, name=f"bench-{number:05d}")


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The url of a workspace over the ledger in a process of its own."""
    command = [sys.executable, "-c", _SERVE, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        try:
            yield url
        finally:
            process.terminate()


_SERVE = """
import sys
from saksi import ledger
from saksi.cli.serve import listen
from saksi.web import Settings, create_app
import uvicorn
with ledger.open(sys.argv[1]) as held:
    listening = listen("127.0.0.1", 0)
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    uvicorn.Server(uvicorn.Config(create_app(held, Settings(rate=0)), log_level="error")).run([listening])
"""


def pages(path: Path, browser: str | None) -> None:
    """Times of the pages, median and worst of several visits, in seconds."""
    with ledgers.open(path, create=False) as ledger:
        views = Views(ledger)
        most = [row.ref for row in views.page(sort="reports", size=5).rows]
        some = [row.ref for row in views.page(sort="newest", number=40, size=20).rows]
        total = views.page(size=1).total
    asked = {
        "first page": ["/"],
        "list": ["/events", "/events?page=500", "/events?sort=disputed", "/events?sort=deaths&deadly=1"],
        "search": ["/events?q=penembakan", "/events?q=menembak+gereja&type=ASSAULT", "/events?q=Kota17&disputed=1"],
        "map": ["/map", "/map/sites?type=ASSAULT"],
        "coverage": ["/coverage"],
        "event": [f"/event/{ref}" for ref in some],
        "event of most reports": [f"/event/{ref}" for ref in most],
    }
    print(f"{total} events")
    with served(path) as url:
        with httpx.Client(base_url=url, timeout=60) as client:
            client.get("/healthz")
            print(f"cold first page {_timed(client, '/'):.3f}")
            for name, paths in asked.items():
                _print(name, [_timed(client, one) for _ in range(3) for one in paths])
        if browser is not None:
            from playwright.sync_api import sync_playwright

            with sync_playwright() as play:
                held = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
                page = held.new_page()
                for name in ("first page", "list", "event", "event of most reports"):
                    times = []
                    for one in asked[name] * 2:
                        page.goto(url + one, wait_until="load")
                        times.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000)
                    _print(f"browser: {name}", times)
                held.close()


def _timed(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    if answer.status_code != 200 and not path.startswith("/map"):
        raise SystemExit(f"{path} answers {answer.status_code}")
    return time.perf_counter() - began


def _print(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    most = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    print(
        f"{name:28} median {statistics.median(times):.3f}  p95 {most:.3f}  worst {ordered[-1]:.3f}  of {len(times)}", flush=True
    )


def load(path: Path, seconds: float, readers: int, reviewers: int) -> None:
    """So many at once for so long: answers, errors, lost judgements."""
    with ledgers.open(path, create=False) as ledger:
        views = Views(ledger)
        refs = [row.ref for row in views.page(size=200).rows]
        claims = [views.event(ref).event.casualties[0] for ref in refs[: reviewers * 4] if views.event(ref).event.casualties]
        before = len(ledger.judgements())
    times: list[float] = []
    errors: list[str] = []
    made: list[str] = []
    began = time.perf_counter()
    with served(path) as url:
        host = url.removeprefix("http://")
        until = time.monotonic() + seconds

        def ask(connection: HTTPConnection, method: str, where: str, body: object = None) -> tuple[int, bytes]:
            try:
                sent = None if body is None else msgspec.json.encode(body)
                connection.request(method, where, sent, {"content-type": "application/json"} if sent else {})
                answer = connection.getresponse()
                return answer.status, answer.read()
            except (OSError, HTTPException) as error:
                connection.close()
                return 0, type(error).__name__.encode()

        def read(seed: int) -> None:
            draw = random.Random(seed)
            connection = HTTPConnection(host, timeout=60)
            time.sleep(draw.uniform(0, 3))  # nobody comes on the stroke of the hour
            while time.monotonic() < until:
                event, page = f"/event/{draw.choice(refs)}", f"/events?page={draw.randrange(1, 50)}"
                one = draw.choice(["/", "/events", page, event, event, "/events?q=tembak"])
                began = time.perf_counter()
                status, said = ask(connection, "GET", one)
                if status != 200:
                    errors.append(f"{one}: {status} {said[:100]!r}")
                times.append(time.perf_counter() - began)
                time.sleep(draw.uniform(0.5, 3))  # people read what they opened
            connection.close()

        def review(seed: int) -> None:
            draw = random.Random(seed)
            connection = HTTPConnection(host, timeout=60)
            number = before * 10_000  # no value that an earlier run left there
            while time.monotonic() < until:
                number += 1
                body = {"claim": draw.choice(claims), "what": "quantity", "value": f"at_least {seed * 1000 + number}"}
                status, said = ask(connection, "POST", "/api/v1/judgements", body)
                if status == 201:
                    made.append(msgspec.json.decode(said)["id"])
                else:
                    errors.append(f"judgement: {status} {said[:200]!r}")
                time.sleep(draw.uniform(1, 4))
            connection.close()

        people = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
        people += [threading.Thread(target=review, args=(n + 1,)) for n in range(reviewers)]
        for one in people:
            one.start()
        for one in people:
            one.join()
        took = time.perf_counter() - began
    busy = resource.getrusage(resource.RUSAGE_CHILDREN)  # the workspace has ended by now
    with ledgers.open(path, create=False) as ledger:
        held = {one.id for one in ledger.judgements()}
    lost = [one for one in made if one not in held]
    _print(f"{readers} readers, {reviewers} reviewers", times)
    whole = len(times) + len(made)
    each = 1000 * (busy.ru_utime + busy.ru_stime) / max(1, whole)
    print(f"{whole / took:.0f} answers a second; {each:.1f} ms of a processor each, the start of the workspace included")
    print(f"{len(made)} judgements, {len(held) - before} in the ledger, {len(lost)} lost; {len(errors)} errors {errors[:5]}")
    if lost or errors:
        raise SystemExit(1)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["make", "pages", "load"])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--browser", help="path of a Chromium")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--reviewers", type=int, default=10)
    given = parser.parse_args()
    if given.what == "make":
        make(given.ledger, given.events, given.articles)
    elif given.what == "pages":
        pages(given.ledger, given.browser)
    else:
        load(given.ledger, given.seconds, given.readers, given.reviewers)


if __name__ == "__main__":
    main()
