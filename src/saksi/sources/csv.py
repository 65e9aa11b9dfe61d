"""CSV and TSV: one article a row, the keys in the header. The delimiter is told from the header."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from saksi.errors import SourceError
from saksi.sources.dates import FileOrder
from saksi.sources.encoding import Line, lines
from saksi.sources.records import KEYS, Options, Skipped, documents_of, skipped
from saksi.types import Document

_DELIMITERS = ",;\t|"


def read(uri: str, options: Options = Options()) -> Iterator[Document | Skipped]:  # noqa: B008 - frozen
    """The articles of the file ``uri``. A row that is broken is reported with its line and the rows after it are read."""
    order = FileOrder(options.dates, options.order(), lambda: _dates(uri, options))
    try:
        for number, row in _rows(uri, options):
            if isinstance(row, Skipped):
                yield row
            else:
                yield from documents_of(row, uri, number, options, order)
    except SourceError as error:
        yield skipped(error, uri)


class _Lines:
    """The physical lines of a file for the CSV parser, which can be given back when a row turns out broken."""

    def __init__(self, uri: str, options: Options) -> None:
        self.at = 0
        self.problems: list[Skipped] = []
        self.held: list[Line] = []
        self._uri = uri
        self._again: deque[Line] = deque()
        self._file = lines(Path(uri), uri, options.max_bytes)

    def __iter__(self) -> Iterator[str]:
        """The lines from here on. What is wrong with one goes to ``problems``."""
        while True:
            if self._again:
                line = self._again.popleft()
            elif (new := next(self._file, None)) is None:
                return
            else:
                line = new
                if line.note:
                    self.problems.append(Skipped(self._uri, line.number, line.note, line.hint, kept=line.text is not None))
            self.at = line.number
            if line.text is not None:
                self.held.append(line)
                yield line.text

    def give_back(self) -> int:
        """Read the lines held again, but for the first; its number is returned."""
        first, *rest = self.held
        self._again.extendleft(reversed(rest))
        self.held.clear()
        return first.number


def _rows(uri: str, options: Options) -> Iterator[tuple[int, dict[str, str] | Skipped]]:
    """(first line, row) of every row below the header. Raises SourceError when there is no usable header."""
    source = _Lines(uri, options)
    header, delimiter = _header(source, uri, options)
    csv.field_size_limit(options.max_bytes)
    ended = False
    while not ended:
        source.held.clear()
        reader = csv.reader(iter(source), delimiter=delimiter, strict=True)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                ended = True
                break
            except csv.Error as error:
                start = source.give_back()
                source.problems.append(Skipped(uri, start, f"the row cannot be read: {error}.", "Check its quotes."))
                break
            start = source.held[0].number if source.held else source.at
            source.held.clear()
            yield from ((problem.line or start, problem) for problem in source.problems)
            source.problems.clear()
            if len(cells) > len(header):
                what = f"the row has {len(cells)} cells, the header {len(header)}."
                yield start, Skipped(uri, start, what, "Put quotes around cells that hold the delimiter or a line end.")
            elif any(cell.strip() for cell in cells):
                yield start, dict(zip(header, cells, strict=False))
    yield from ((problem.line or source.at, problem) for problem in source.problems)


def _header(source: _Lines, uri: str, options: Options) -> tuple[list[str], str]:
    """The column names and the delimiter. Raises SourceError when there are none, or none that holds the text."""
    first = next((line for line in source if line.strip()), None)
    if first is None:
        raise SourceError("there is no header.", file=uri, line=1, hint=f"Begin with a line of column names: {','.join(KEYS)}")
    delimiter = _delimiter(first, [options.fields.get(key, key) for key in KEYS])
    names = _names(first, delimiter)
    if names is None:
        hint = "Save it as CSV with line ends of Unix or Windows, and close its quotes."
        raise SourceError("the header cannot be read.", file=uri, line=source.at, hint=hint)
    text = options.fields.get("text", "text")
    if text not in names:
        hint = "Say which one holds the article: --fields text=NAME"
        raise SourceError(
            f"there is no column '{text}'; the columns are: {', '.join(names)}.", file=uri, line=source.at, hint=hint
        )
    return names, delimiter


def _names(header: str, delimiter: str) -> list[str] | None:
    try:
        return [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    except csv.Error:
        return None


def _delimiter(header: str, wanted: list[str]) -> str:
    """The delimiter under which the header has most of the wanted names, and then most columns."""

    def fit(delimiter: str) -> tuple[int, int]:
        names = _names(header, delimiter) or []
        return sum(name in wanted for name in names), len(names)

    return max(_DELIMITERS, key=fit)


def _dates(uri: str, options: Options) -> Iterator[str]:
    """The publication dates of a file, to tell which way round it writes them."""
    column = options.fields.get("published", "published")
    try:
        for _, row in _rows(uri, options):
            if isinstance(row, dict):
                yield row.get(column, "")
    except SourceError:
        return  # reported when the articles are read
