"""The extractor: dictionaries loaded once, then any number of texts."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from factrow import _factrow
from factrow._records import Extraction, Fact, Mention

if TYPE_CHECKING:
    import pyarrow as pa

Path = str | os.PathLike[str]


class RowError(ValueError):
    """A row that is no document: without text or id, or with a date that is none."""

    def __init__(self, row: int, id: str | None, reason: str) -> None:
        super().__init__(row, id, reason)
        self.row = row
        """Its place in the table, from 0."""
        self.id = id
        """Its id, if it has one."""
        self.reason = reason
        """What is wrong."""

    def __str__(self) -> str:
        return f"row {self.row}{'' if self.id is None else f' (id {self.id!r})'}: {self.reason}"


class Tables(NamedTuple):
    """Tables of mentions and of facts: ``mentions, facts = extractor.extract_batch(table)``."""

    mentions: pa.Table
    """The columns of mentions.csv."""
    facts: pa.Table
    """The columns of facts.csv."""


class _Settings(NamedTuple):
    dictionaries: str | None
    add: tuple[str, ...]
    languages: tuple[str, ...] | None
    min_confidence: float | None
    facts: bool
    prefer_dates_from: str
    threads: int | None

    def load(self) -> _factrow.Engine:
        future = self.prefer_dates_from == "future"
        return _factrow.Engine(*self._replace(prefer_dates_from=future))  # type: ignore[arg-type]


@functools.lru_cache(maxsize=8)
def _shared(settings: _Settings) -> _factrow.Engine:
    """An engine for all extractors of these settings that come to this process in a pickle."""
    return settings.load()


def _rebuilt(kind: type[Extractor], settings: _Settings) -> Extractor:
    extractor = kind.__new__(kind)
    extractor._settings = settings
    extractor._engine = _shared(settings)
    return extractor


class Extractor:
    """Reads texts with dictionaries that are loaded once.

    It can be shared between threads, which run at the same time: the interpreter's lock is released while texts are read.
    Pickled, it is its settings; where it is unpickled, the dictionaries are loaded once a process, from the same paths.

    Parameters:
        dictionaries: a folder that replaces the built-in dictionaries.
        add: files whose rows are added: lists of companies, products or words, or one that ``factrow dict build`` made.
        languages: texts in other languages give nothing; all languages there are dictionaries for, if not given.
        min_confidence: mentions and facts of less confidence are left out: 0 for mentions and 0.55 for facts, if not given.
        facts: whether to look for facts; mentions alone take less time.
        prefer_dates_from: ``"past"`` as in news, or ``"future"`` as in calendars: where ``in May`` lies.
        threads: how many ``extract_batch`` uses; all cores, if not given.

    Raises:
        ValueError: dictionaries that cannot be read, by file and line; settings that mean nothing.
    """

    def __init__(
        self,
        dictionaries: Path | None = None,
        add: Path | Iterable[Path] = (),
        languages: str | Iterable[str] | None = None,
        min_confidence: float | None = None,
        *,
        facts: bool = True,
        prefer_dates_from: Literal["past", "future"] = "past",
        threads: int | None = None,
    ) -> None:
        if prefer_dates_from not in ("past", "future"):
            raise ValueError(f"prefer_dates_from: 'past' or 'future', not {prefer_dates_from!r}")
        files = [add] if isinstance(add, (str, os.PathLike)) else add
        codes = [languages] if isinstance(languages, str) else languages
        self._settings = _Settings(
            None if dictionaries is None else os.path.abspath(dictionaries),
            tuple(os.path.abspath(file) for file in files),
            None if codes is None else tuple(codes),
            min_confidence,
            facts,
            prefer_dates_from,
            threads,
        )
        self._engine = self._settings.load()

    def extract(
        self, text: str, date: str | datetime.date | None = None, lang: str | None = None, *, id: str = ""
    ) -> Extraction:
        """Reads one text.

        ``date`` is when it was written (``"2025-06-12"``, ``"2025-06"``, a date), which decides what ``hier`` and
        ``last month`` mean; without it, it is looked for in the text. ``lang`` is told from the text if not given. ``id``
        names the text in its rows; the ids of facts depend on it.

        Raises:
            ValueError: a date that is none, a language without a dictionary, a text with lone surrogates.
        """
        said = date.isoformat() if isinstance(date, datetime.date) else date
        lang, written, mentions, facts = self._engine.extract(text, id, said, lang)
        read = (Mention(*row) for row in mentions)  # type: ignore[arg-type]
        # cells are on one line; the objects say what is written
        exact = (dataclasses.replace(m, text=text[m.start : m.end]) for m in read)
        return Extraction(lang, written, tuple(exact), tuple(Fact(*row) for row in facts))  # type: ignore[arg-type]

    def extract_batch(
        self,
        data: Any,
        text: str = "text",
        id: str | None = "id",
        date: str | None = None,
        lang: str | None = None,
        *,
        errors: Literal["raise", "row"] = "raise",
    ) -> Tables:
        """Reads the texts of a column, on all threads.

        ``data`` is anything that speaks Arrow: a pyarrow ``RecordBatch``, ``Table`` or ``RecordBatchReader``, a Polars or
        pandas ``DataFrame``, a DuckDB relation, or several record batches. The other parameters name its columns: ``id``
        may be ``None``, rows are then numbered from 0; ``date`` may hold dates, timestamps or text; ``lang`` ISO 639-1
        codes. Empty dates and languages are told from the text.

        Gives the tables of mentions and facts, in the order of the rows. With ``errors="row"`` they have one more column,
        ``error``, and a row that is no document becomes a row with its ``doc`` and its error in each.

        Raises:
            RowError: the first row that is no document, with ``errors="raise"``.
            ValueError: a column that is not there or holds no text.
        """
        if errors not in ("raise", "row"):
            raise ValueError(f"errors: 'raise' or 'row', not {errors!r}")
        mentions, facts = self._tables(data, text, id, date, lang, errors == "row", (True, True), None)
        return Tables(mentions, facts)

    def _tables(
        self,
        data: Any,
        text: str,
        id: str | None,
        date: str | None,
        lang: str | None,
        errors: bool,
        wanted: tuple[bool, bool],
        threads: int | None,
    ) -> Sequence[Any]:
        if not hasattr(data, "__arrow_c_stream__") and not hasattr(data, "__arrow_c_array__"):
            import pyarrow as pa

            data = pa.Table.from_batches(list(data))
        *tables, wrong = self._engine.extract_batch(data, text, id, date, lang, errors, wanted, threads)
        if wrong is not None:
            raise RowError(*wrong)
        return tables

    def _but(self, **settings: Any) -> Extractor:
        """The same extractor but for some settings."""
        return _rebuilt(type(self), self._settings._replace(**settings))

    def __reduce__(self) -> Any:
        return _rebuilt, (type(self), self._settings)

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self._settings._asdict().items())
        return f"Extractor({said})"


def schema(table: Literal["mentions", "facts"]) -> pa.Schema:
    """The columns of a table as Arrow types."""
    return _factrow.schema(table, False)
