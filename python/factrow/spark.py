"""factrow on Spark: the texts of a DataFrame become DataFrames of mentions and facts, in the workers.

>>> import factrow.spark
>>> mentions, facts = factrow.spark.extract(articles, text="body", id="url", date="published")
>>> facts.where("type = 'acquisition'").write.parquet("acquisitions")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from factrow import _factrow
from factrow._extractor import Extractor

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame

__all__ = ["DataFrames", "extract"]


class DataFrames(NamedTuple):
    """What :func:`extract` gives."""

    mentions: DataFrame
    """The columns of mentions.csv, and ``error``."""
    facts: DataFrame
    """The columns of facts.csv, and ``error``."""


def extract(
    df: DataFrame,
    text: str = "text",
    id: str = "id",
    date: str | None = None,
    lang: str | None = None,
    *,
    extractor: Extractor | None = None,
) -> DataFrames:
    """Reads the texts of a column, where they are.

    ``text``, ``id``, ``date`` and ``lang`` name columns of ``df``, as for :meth:`factrow.Extractor.extract_batch`. The
    dictionaries of ``extractor`` are loaded once a Python worker; files it adds must be at the same path on each.

    A row that is no document (no text, no id, a date that is none) becomes a row with its ``doc`` and its ``error`` in both
    DataFrames; ``where("error is null")`` leaves them out. The DataFrames are lazy, and each reads the texts anew; rows have
    no order but within an article.
    """
    extractor = extractor or Extractor()
    named = {"text": text, "id": id, "date": date, "lang": lang}
    roles = {role: column for role, column in named.items() if column is not None}
    # by what they are for: Spark finds no column in mapInArrow that has a dot in its name
    documents = df.select(*(_column(column).alias(role) for role, column in roles.items()))
    kind = documents.schema["text"].dataType.simpleString()
    if not kind.startswith(("string", "varchar", "char")):
        raise ValueError(f"text: column `{text}` holds {kind}, not text")
    # one thread a worker: the cores are Spark's to share out
    return DataFrames(
        _table(documents, "mentions", extractor._but(threads=1, facts=False)),
        _table(documents, "facts", extractor._but(threads=1)),
    )


def _column(name: str) -> Column:
    from pyspark.sql.functions import col

    return col(f"`{name.replace('`', '``')}`")


def _table(documents: DataFrame, table: str, extractor: Extractor) -> DataFrame:
    roles = [role if role in documents.columns else None for role in ("text", "id", "date", "lang")]
    wanted = (table == "mentions", table == "facts")

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            made = extractor._tables(batch, *roles, True, wanted, 1)
            yield from made[wanted.index(True)].to_batches()

    return documents.mapInArrow(work, _ddl(_factrow.schema(table, True)))


def _ddl(schema: pa.Schema) -> str:
    """The columns of a table as Spark writes them."""
    types = {"string": "string", "int64": "bigint", "double": "double", "date32[day]": "date"}
    return ", ".join(f"`{f.name}` {types.get(str(f.type), str(f.type).replace('128', ''))}" for f in schema)
