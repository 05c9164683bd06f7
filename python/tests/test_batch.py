"""Tables of texts."""

import datetime

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from conftest import rows

import factrow

TEXT = "Hier, Renault a racheté Zorblat pour 3 M€."


@pytest.fixture(scope="module")
def table(articles):
    return pa.Table.from_pylist(articles, schema=pa.schema([("id", "string"), ("text", "string"), ("date", "string")]))


def test_the_fixtures_give_the_rows_of_the_command_line(table, command_line, extractor):
    inputs = {
        "table": table,
        "reader": table.to_reader(max_chunksize=7),
        "batch": table.combine_chunks().to_batches()[0],
        "batches": table.to_batches(max_chunksize=50),
        "large strings": table.cast(pa.schema([(name, "large_string") for name in table.column_names])),
        "polars": pl.from_arrow(table),
        "pandas": table.to_pandas(),
    }
    for name, data in inputs.items():
        made = extractor.extract_batch(data, date="date")
        assert rows(made.mentions.to_pylist()) == command_line.mentions, name
        assert rows(made.facts.to_pylist()) == command_line.facts, name


def test_threads_change_nothing(table):
    one, three = (factrow.Extractor(threads=n).extract_batch(table, date="date") for n in (1, 3))
    assert one.mentions.equals(three.mentions) and one.facts.equals(three.facts)


def test_columns_have_types(extractor):
    made = extractor.extract_batch(pa.table({"id": ["a"], "text": [""]}))
    assert made.mentions.num_rows == made.facts.num_rows == 0
    for name in ("mentions", "facts"):
        schema = factrow.schema(name)
        assert getattr(made, name).schema == schema
        types = {field.name: field.type for field in schema}
        assert types["start"] == types["end"] == types["sentence"] == pa.int64()
        assert types["amount"] == pa.decimal128(38, 9)
        assert types["date_from"] == pa.date32()
        assert types["confidence"] == pa.float64()
        assert types["doc"] == pa.string()


@pytest.mark.parametrize(
    "dates",
    [
        pa.array(["2024-01-02"]),
        pa.array(["02/01/2024"]),
        pa.array([datetime.date(2024, 1, 2)]),
        pa.array([datetime.datetime(2024, 1, 2, 23, 59)]),
        # the day where it is written: half past midnight in Paris
        pa.array([datetime.datetime(2024, 1, 1, 23, 30)], pa.timestamp("us", "Europe/Paris")),
        pa.array([1704153600]),
        pa.array(["2024-01-02"]).dictionary_encode(),
    ],
    ids=lambda dates: str(dates.type),
)
def test_dates_of_any_type_are_read(extractor, dates):
    [mention] = [
        m
        for m in extractor.extract_batch(pa.table({"id": ["a"], "text": [TEXT], "d": dates}), date="d").mentions.to_pylist()
        if m["kind"] == "date"
    ]
    assert mention["date_from"] == datetime.date(2024, 1, 1)


def test_columns_have_the_names_they_are_given(extractor):
    table = pa.table({"Corps du texte": [TEXT], "no": [7], "langue": ["fr-FR"], "day": pa.nulls(1)})
    made = extractor.extract_batch(table, text="Corps du texte", id="no", lang="langue", date="day")
    assert made.mentions["doc"].to_pylist() == ["7"] * 4
    numbered = extractor.extract_batch(pa.table({"text": ["", TEXT]}), id=None)
    assert set(numbered.mentions["doc"].to_pylist()) == {"1"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"text": "body"}, "text: no column `body`; there are id, text, n"),
        ({"date": "day"}, "date: no column `day`"),
        ({"text": "n"}, "text: column `n` holds Int64, not text"),
        ({"errors": "ignore"}, "errors: 'raise' or 'row'"),
    ],
)
def test_columns_that_are_not_there_are_named(extractor, arguments, message):
    table = pa.table({"id": ["a"], "text": [TEXT], "n": [1]})
    for data in (table, table.slice(0, 0)):
        with pytest.raises(ValueError, match=message):
            extractor.extract_batch(data, **arguments)


def test_what_is_no_table_is_refused(extractor):
    for data in ("text", 1, ["text"], None):
        with pytest.raises((TypeError, ValueError)):
            extractor.extract_batch(data)


BAD = pa.table(
    {
        "id": ["a", "b", None, "d", "e"],
        "text": [TEXT, None, TEXT, TEXT, TEXT],
        "date": ["2024-01-02", None, None, "soon", None],
    }
)


@pytest.mark.parametrize(
    ("first", "row", "id", "reason"),
    [(0, 1, "b", "no text"), (2, 0, None, "no id"), (3, 0, "d", "`soon` is no date; 2025-06-12, 2025-06 and 2025 are")],
)
def test_bad_rows_are_named(extractor, first, row, id, reason):
    # in the second batch of a table rows are counted on
    good = BAD.slice(4)
    data = pa.concat_tables([good, BAD.slice(first)])
    with pytest.raises(factrow.RowError) as raised:
        extractor.extract_batch(data, date="date")
    error = raised.value
    assert (error.row, error.id, error.reason) == (row + 1, id, reason)
    assert str(error) == f"row {row + 1}{'' if id is None else f' (id {id!r})'}: {reason}"


def test_bad_rows_become_rows_with_an_error(extractor):
    made = extractor.extract_batch(BAD, date="date", errors="row")
    good = extractor.extract_batch(BAD.take([0, 4]), date="date")
    for with_errors, without in zip(made, good, strict=True):
        errors = with_errors.filter(pc.is_valid(with_errors["error"]))
        assert errors.select(["doc", "error"]).to_pylist() == [
            {"doc": "b", "error": "no text"},
            {"doc": None, "error": "no id"},
            {"doc": "d", "error": "`soon` is no date; 2025-06-12, 2025-06 and 2025 are"},
        ]
        assert all(v is None for row in errors.drop(["doc", "error"]).to_pylist() for v in row.values())
        rest = with_errors.filter(pc.is_null(with_errors["error"])).drop("error")
        assert rest.equals(without) and rest.num_rows > 0


def test_large_tables_come_in_order(extractor):
    count = 20_000
    texts = [f"OpenAI vaut {n} dollars." if n % 3 else "" for n in range(1, count)]
    made = extractor.extract_batch(pa.table({"text": texts}), id=None)
    money = [m for m in made.mentions.select(["doc", "kind", "amount"]).to_pylist() if m["kind"] == "money"]
    assert [(m["doc"], m["amount"]) for m in money] == [(str(n - 1), n) for n in range(1, count) if n % 3]


def test_pandas_gives_its_columns(extractor):
    df = pd.DataFrame({"id": ["a"], "text": [TEXT]}, index=[5])
    assert list(extractor.extract_batch(df).facts.to_pandas()["amount"]) == [3_000_000]
