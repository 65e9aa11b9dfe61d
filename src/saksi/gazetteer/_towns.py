"""Towns, second-level areas and villages in one compiled file, read where they lie.

The file is mapped into memory and nothing of it is parsed when it is opened: a name is found by its hash, a place is made when it
is asked for. Layout, all numbers little-endian and unsigned::

    saksi-towns 1\\n
    one line of JSON: {"countries": [...], "sizes": {section: bytes}, "places": n, "sha256": of all sections}
    buckets   4 bytes each, one more than there are buckets: where a bucket of records begins
    records   length of the text (1), the text as it is written (UTF-8), how many places (1), their numbers (3 each)
    places    19 bytes each: record of the name (3), id (4), latitude (2), longitude (2), country (1), flags (1), adm1 (2),
              adm2 (2), population (2); those with a GeoNames number first, by it, then those with a code, by it
    areas     names of first- and second-level areas, lines, compressed (zlib)
    codes     ids that are no GeoNames number, lines, sorted, without the four last digits of a village, compressed (zlib)

Coordinates are 1/65535 of their range: at most 310 m off. Populations keep three digits. The id is the GeoNames number, or the
line of the code and, in the upper half, the last digits of a village's. Texts are compared, and put in buckets by the CRC-32,
as :func:`plain` has them; where the upper bit of the length is set, with their diacritics: without them they are another word.
"""

from __future__ import annotations

import hashlib
import json
import struct
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any
from zlib import compress, crc32, decompress

from saksi.gazetteer._types import GazetteerError, Place

MAGIC = b"saksi-towns 1\n"
SECTIONS = ("buckets", "records", "places", "areas", "codes")
PRECISIONS = ("point", "village", "adm3", "adm2", "adm1", "region", "country")
_ROW, _TWO = struct.Struct("<HBIHHBBHHH"), struct.Struct("<II")
_AMBIGUOUS, _CODED, _NOWHERE = 8, 16, 32
_FLAGS = 12  # where the flags stand in a row
_EXACT = 128
_FILL = 2  # records a bucket, on average
_MOST = 255  # places of one name; the smallest are left out
_FULL = {"st.": "saint", "st": "saint", "ste.": "sainte", "mt.": "mount", "mt": "mount", "ft.": "fort", "ft": "fort"}
_SHORT = frozenset(_FULL)
_LETTERS = str.maketrans("ıłøđə’‘ʻ", "iloda'''") | {ord("ß"): "ss", ord("æ"): "ae"}


def plain(text: str) -> str:
    """A name as it is compared: lower case, without diacritics, spaces for hyphens, *St.* and *Mt.* in full."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.replace("-", " ").replace("`", "'")
    if " " in text:
        words = text.split()
        return (
            text if _SHORT.isdisjoint(words) and len(text) == len(" ".join(words)) else " ".join(_FULL.get(w, w) for w in words)
        )
    return text


class Towns:
    """The places of a compiled file. Raises GazetteerError where the bytes are not one."""

    def __init__(self, data: bytes | memoryview) -> None:
        view = memoryview(data)
        head = bytes(view[: len(MAGIC)])
        if head != MAGIC:
            raise GazetteerError("towns.bin: not a file of towns. Do this: run training/gazetteer/compile.py.")
        end = len(MAGIC)
        while view[end] != 10:
            end += 1
        header = json.loads(bytes(view[len(MAGIC) : end]))
        at, parts = end + 1, {}
        for name in SECTIONS:
            parts[name] = view[at : at + header["sizes"][name]]
            at += header["sizes"][name]
        if at != len(view):
            raise GazetteerError("towns.bin: cut short or too long. Do this: run training/gazetteer/compile.py.")
        self.digest: str = header["sha256"]
        self._countries: list[str] = header["countries"]
        self._count: int = header["places"]
        self._parts = parts
        self._buckets = parts["buckets"]
        self._size = len(self._buckets) // 4 - 1
        self._records, self._rows = parts["records"], parts["places"]
        self._made: dict[int, Place] = {}

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _areas(self) -> list[str]:
        return decompress(self._parts["areas"]).decode().split("\n")

    @cached_property
    def _codes(self) -> list[str]:
        return decompress(self._parts["codes"]).decode().split("\n")

    @cached_property
    def _numbered(self) -> int:
        """How many places have a GeoNames number: their rows come first."""
        return bisect_left(range(self._count), 1, key=lambda i: self._rows[i * _ROW.size + _FLAGS] & _CODED)

    def sound(self) -> bool:
        """Whether the bytes are those that were compiled."""
        return _sha256([self._parts[name] for name in SECTIONS]) == self.digest

    def find(self, key: str) -> tuple[Place, ...]:
        """Places of a name, villages apart, in the order of the file."""
        return tuple(place for place in map(self.place, self._postings(key)) if place.precision != "village")

    def villages(self, key: str) -> tuple[Place, ...]:
        """Villages of a name, in the order of the file."""
        return tuple(place for place in map(self.place, self._postings(key)) if place.precision == "village")

    def _postings(self, key: str) -> list[int]:
        """Numbers of the places of a name."""
        wanted = plain(key)
        begin, end = _TWO.unpack_from(self._buckets, crc32(wanted.encode()) % self._size * 4)
        if begin == end:
            return []
        out: set[int] = set()
        for text, exact, numbers in self._read(begin, end, ord(wanted[0]) if wanted else 0):
            if plain(text) == wanted and (not exact or text.lower() == key.lower()):
                out.update(int.from_bytes(numbers[j : j + 3], "little") for j in range(0, len(numbers), 3))
        return sorted(out)

    def _read(self, begin: int, end: int, first: int = 0) -> Iterator[tuple[str, bool, bytes]]:
        """The records of a bucket: text, whether it needs its diacritics, numbers of places.

        With a ``first`` letter, without those that begin with another; this is only there to be quick.
        """
        box, i = bytes(self._records[begin:end]), 0
        while i < len(box):
            stop = i + 1 + (box[i] & ~_EXACT)
            following = stop + 1 + 3 * box[stop]
            if not first or not box[i + 1 : i + 2].isalpha() or box[i + 1] | 32 == first | 32:
                yield box[i + 1 : stop].decode(), box[i] >= _EXACT, box[stop + 1 : following]
            i = following

    def forms(self) -> Iterator[str]:
        """Every name in lower case, those of villages alone apart."""
        for bucket in range(self._size):
            seen = set()
            for text, _, numbers in self._read(*_TWO.unpack_from(self._buckets, bucket * 4)):
                key = text.lower()
                rows = (int.from_bytes(numbers[j : j + 3], "little") for j in range(0, len(numbers), 3))
                if key not in seen and any(PRECISIONS[self._rows[i * _ROW.size + _FLAGS] & 7] != "village" for i in rows):
                    seen.add(key)
                    yield key

    def place(self, number: int) -> Place:
        """A place by its row. Its ``names`` hold its name only: spellings are in the index."""
        made = self._made.get(number)
        if made is not None:
            return made
        low, high, ident, lat, lon, country, flags, adm1, adm2, population = _ROW.unpack_from(self._rows, number * _ROW.size)
        name = low | high << 16
        length = self._records[name] & ~_EXACT
        text = str(self._records[name + 1 : name + 1 + length], "utf-8")
        nowhere = flags & _NOWHERE
        place = Place(
            self._code(ident) if flags & _CODED else f"geonames:{ident}",
            text,
            (text,),
            self._countries[country],
            self._areas[adm1],
            self._areas[adm2],
            PRECISIONS[flags & 7],
            None if nowhere else round(lat / 65535 * 180 - 90, 3),
            None if nowhere else round(lon / 65535 * 360 - 180, 3),
            (population & 1023) * 10 ** (population >> 10),
            bool(flags & _AMBIGUOUS),
        )
        self._made[number] = place
        return place

    def _code(self, ident: int) -> str:
        code, last = self._codes[ident & 0xFFFF], ident >> 16
        return f"{code}.{last:04}" if last else code

    def by_id(self, ident: str) -> Place | None:
        """The place with an id, or None."""
        if ident.startswith("geonames:") and ident[9:].isdecimal():
            return self._at(int(ident[9:]), 0, self._numbered, lambda number: number)
        code, last = _cut(ident)
        line = bisect_left(self._codes, code)
        if line == len(self._codes) or self._codes[line] != code:
            return None
        return self._at((line, last), self._numbered, self._count, lambda number: (number & 0xFFFF, number >> 16))

    def _at(self, wanted: Any, low: int, high: int, key: Callable[[int], Any]) -> Place | None:
        """The place whose id gives the wanted key, among rows that are sorted by it."""
        found = bisect_left(range(high), wanted, low, key=lambda i: key(_ROW.unpack_from(self._rows, i * _ROW.size)[2]))
        if found < high and key(_ROW.unpack_from(self._rows, found * _ROW.size)[2]) == wanted:
            return self.place(found)
        return None

    def __iter__(self) -> Iterator[str]:
        """The ids, in the order of the file."""
        for number in range(self._count):
            yield self.place(number).id


def _cut(ident: str) -> tuple[str, int]:
    """An id without a village's last digits, and these."""
    code, _, last = ident.rpartition(".")
    return (code, int(last)) if len(last) == 4 and last.isdecimal() else (ident, 0)


def pack(places: Sequence[Place], exact: Callable[[str], bool] = lambda _: False) -> bytes:
    """The file for some places: their ``names`` are what they are found by. The same places give the same bytes.

    ``exact`` says of a name with diacritics whether it means something else without them (Būkān, *bukan*).
    """
    codes = sorted({_cut(p.id)[0] for p in places if not p.id.startswith("geonames:")})
    line_of = {code: i for i, code in enumerate(codes)}

    def order(place: Place) -> tuple[bool, int, int]:
        if place.id.startswith("geonames:"):
            return False, int(place.id[9:]), 0
        code, last = _cut(place.id)
        return True, line_of[code], last

    ordered = sorted(places, key=order)
    postings: dict[str, list[int]] = {}
    for number, place in enumerate(ordered):
        for name in dict.fromkeys((place.name, *place.names)):
            postings.setdefault(name, []).append(number)
    size = max(1, len({plain(name) for name in postings}) // _FILL)
    boxes: list[list[str]] = [[] for _ in range(size)]
    for name in sorted(postings):
        boxes[crc32(plain(name).encode()) % size].append(name)
    buckets, records, where = [0], bytearray(), {}
    for box in boxes:
        for name in box:
            text = name.encode()
            found = sorted(postings[name], key=lambda i: (-ordered[i].population, i))[:_MOST]
            where[name] = len(records)
            records += bytes([len(text) | (_EXACT if not name.isascii() and exact(name) else 0)]) + text + bytes([len(found)])
            for number in sorted(found):
                records += number.to_bytes(3, "little")
        buckets.append(len(records))
    areas = sorted({p.adm1 for p in ordered} | {p.adm2 for p in ordered} | {""})
    area_of = {name: i for i, name in enumerate(areas)}
    countries = sorted({p.country for p in ordered})
    country_of = {code: i for i, code in enumerate(countries)}
    rows = bytearray()
    for place in ordered:
        flags = PRECISIONS.index(place.precision) | (_AMBIGUOUS if place.ambiguous else 0)
        coded, first, last = order(place)
        flags |= _CODED if coded else 0
        flags |= _NOWHERE if place.lat is None or place.lon is None else 0
        rows += _ROW.pack(
            where[place.name] & 0xFFFF,
            where[place.name] >> 16,
            first | last << 16,
            round(((place.lat or 0) + 90) / 180 * 65535),
            round(((place.lon or 0) + 180) / 360 * 65535),
            country_of[place.country],
            flags,
            area_of[place.adm1],
            area_of[place.adm2],
            _three_digits(place.population),
        )
    sections = {
        "buckets": struct.pack(f"<{len(buckets)}I", *buckets),
        "records": bytes(records),
        "places": bytes(rows),
        "areas": compress("\n".join(areas).encode(), 9),
        "codes": compress("\n".join(codes).encode(), 9),
    }
    header = {
        "countries": countries,
        "sizes": {name: len(sections[name]) for name in SECTIONS},
        "places": len(ordered),
        "sha256": _sha256([sections[name] for name in SECTIONS]),
    }
    return MAGIC + json.dumps(header, separators=(",", ":")).encode() + b"\n" + b"".join(sections[name] for name in SECTIONS)


def _three_digits(number: int) -> int:
    power = 0
    while number > 1023:
        number, power = round(number / 10), power + 1
    return number | power << 10


def _sha256(parts: Sequence[bytes | memoryview]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
