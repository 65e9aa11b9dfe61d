"""Bytes to text, code point for code point: byte order marks, UTF-8, UTF-16, windows-1252, and what is no text at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from saksi.errors import SourceError

_PATH = "Check the path and its permissions."
_OCR = "Saksi does not read text in images; run it through character recognition first."
_RESAVE = "Save it as UTF-8 and read it again."
# First bytes of files that people pass by mistake, what they are, and what to do.
_MAGIC = (
    (b"%PDF", "this is a PDF, not text.", "Convert it first, for example with: pdftotext FILE.pdf FILE.txt"),
    (b"PK\x03\x04", "this is a ZIP archive, an Office document or an e-book.", "Unpack it, or save the document as plain text."),
    (b"\x1f\x8b", "this is a gzip archive, not text.", "Unpack it first: gunzip FILE.gz"),
    (b"BZh", "this is a bzip2 archive, not text.", "Unpack it first: bunzip2 FILE.bz2"),
    (b"\xfd7zXZ", "this is an xz archive, not text.", "Unpack it first: unxz FILE.xz"),
    (b"\x89PNG", "this is an image.", _OCR),
    (b"\xff\xd8\xff", "this is an image.", _OCR),
    (b"GIF8", "this is an image.", _OCR),
    (b"RIFF", "this is an image, a sound or a film.", "Give its text instead."),
    (b"SQLite format 3\x00", "this is a database, perhaps a ledger.", "Look into a ledger with: saksi show LEDGER"),
    (b"\xd0\xcf\x11\xe0", "this is an old Office document, not text.", "Save it as plain text (.txt) first."),
    (b"{\\rtf", "this is a rich text document.", "Save it as plain text (.txt) first."),
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Decoded(NamedTuple):
    """Text, and what a person should know about how it was decoded (null when nothing)."""

    text: str
    note: str | None = None


class Line(NamedTuple):
    """A line of a file with its line end, or (``text`` null) why there is none. ``number`` counts from 1."""

    number: int
    text: str | None
    note: str | None = None
    hint: str = ""


def bom(raw: bytes) -> tuple[str | None, int]:
    """The encoding that a byte order mark announces, and how many bytes it takes; (null, 0) without one."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return name, len(mark)
    return None, 0


def refuse_binary(head: bytes, file: str) -> None:
    """Raises SourceError when the first bytes of a file are those of a document, archive or image, or hold NUL."""
    for magic, what, hint in _MAGIC:
        if head.startswith(magic):
            raise SourceError(what, file=file, hint=hint)
    if b"\x00" in head and not (bom(head)[0] or "").startswith("utf-16"):
        hint = "If it is UTF-16 text, save it as UTF-8; otherwise leave it out."
        raise SourceError("this is a binary file: it holds NUL bytes.", file=file, hint=hint)


def decode(raw: bytes, file: str, declared: str | None = None, line: int | None = None) -> Decoded:
    """The text of ``raw``: its byte order mark decides, then UTF-8, then ``declared``, then windows-1252 with a note.

    Raises SourceError when the bytes are in no single encoding: valid UTF-8 letters beside bytes that are none, or bytes that
    windows-1252 does not define.
    """
    name, skip = bom(raw) if line is None else (None, 0)
    if name:
        try:
            return Decoded(raw[skip:].decode(name))
        except UnicodeDecodeError as error:
            what = f"it begins as {name.upper()} but byte {error.start + skip} is not."
            raise SourceError(what, file=file, line=line, hint=_RESAVE) from error
    try:
        return Decoded(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        broken = error
    if declared:
        try:
            return Decoded(raw.decode(declared))
        except (UnicodeDecodeError, LookupError):
            pass  # pages often declare what they are not: go on to the guess below
    where = line if line is not None else raw.count(b"\n", 0, broken.start) + 1
    if _multibyte(raw):
        what = f"mixed encodings: UTF-8 letters, and at byte {broken.start} one that is not UTF-8."
        raise SourceError(what, file=file, line=where, hint=_RESAVE)
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is neither UTF-8 nor windows-1252."
        raise SourceError(what, file=file, line=where, hint=_RESAVE) from error
    return Decoded(text, "it is not UTF-8; it was read as windows-1252.")


def _multibyte(raw: bytes) -> bool:
    """True when some letters of ``raw`` are valid UTF-8 of more than one byte."""
    return any(ord(c) > 0x7F for c in raw.decode("utf-8", "ignore"))


def whole(path: Path, file: str, limit: int) -> bytes:
    """All bytes of a file. Raises SourceError when it is empty, binary, unreadable, or longer than ``limit`` bytes."""
    try:
        with path.open("rb") as handle:
            raw = handle.read(limit + 1)
    except OSError as error:
        raise SourceError(f"it cannot be opened: {error.strerror}.", file=file, hint=_PATH) from error
    if not raw.strip():
        raise SourceError("the file is empty.", file=file, hint="Leave it out, or give it the text of an article.")
    refuse_binary(raw[:8192], file)
    if len(raw) > limit:
        what = f"it is longer than {limit:,} bytes, too long for one article."
        raise SourceError(what, file=file, hint="Split it into articles, or give them as JSONL or CSV.")
    return raw


def lines(path: Path, file: str, limit: int) -> Iterator[Line]:
    """The lines of a file, one at a time, never holding more than ``limit`` bytes of one.

    A line that is too long or has impossible bytes comes without text and with the reason; the lines after it are read all the
    same. Raises SourceError, before the first line, as :func:`whole` does.
    """
    try:
        handle = path.open("rb")
    except OSError as error:
        raise SourceError(f"it cannot be opened: {error.strerror}.", file=file, hint=_PATH) from error
    with handle:
        head = handle.read(8192)
        if not head.strip():
            raise SourceError("the file is empty.", file=file, hint="Leave it out, or give it articles.")
        refuse_binary(head, file)
        name, skip = bom(head)
        handle.seek(skip)
        if name and name.startswith("utf-16"):
            yield from _wide_lines(handle, name, file, limit)
        else:
            yield from _byte_lines(handle, file, limit)


def _byte_lines(handle: BinaryIO, file: str, limit: int) -> Iterator[Line]:
    number, noted = 0, False
    while raw := handle.readline(limit):
        number += 1
        if len(raw) >= limit and not raw.endswith(b"\n"):
            length = len(raw)
            while rest := handle.readline(1 << 20):
                length += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield _too_long(number, length, limit)
            continue
        try:
            text, note = decode(raw, file, line=number)
        except SourceError as error:
            yield Line(number, None, error.what, error.hint or "")
            continue
        yield Line(number, text, None if noted else note, _RESAVE if note and not noted else "")
        noted = noted or note is not None


def _wide_lines(handle: BinaryIO, name: str, file: str, limit: int) -> Iterator[Line]:
    text = io.TextIOWrapper(handle, encoding=name, errors="strict", newline="\n")
    number = 0
    try:
        while line := text.readline(limit):
            number += 1
            if len(line) >= limit and not line.endswith("\n"):
                length = len(line)
                while rest := text.readline(1 << 20):
                    length += len(rest)
                    if rest.endswith("\n"):
                        break
                yield _too_long(number, length, limit)
            else:
                yield Line(number, line)
    except UnicodeError as error:
        what = f"it begins as {name.upper()} but goes on as something else."
        raise SourceError(what, file=file, line=number + 1, hint=_RESAVE) from error
    finally:
        text.detach()


def _too_long(number: int, length: int, limit: int) -> Line:
    what = f"the line has {length:,} bytes, more than the {limit:,} that an article may have."
    return Line(number, None, what, "Put one article on a line, or raise max_document in saksi.toml.")
