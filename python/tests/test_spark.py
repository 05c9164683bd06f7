"""A real Spark, with Python workers that are processes of their own."""

import os
import signal
import sys

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from conftest import rows
from pyspark.sql import SparkSession
from test_readme import blocks

import factrow
import factrow.spark


@pytest.fixture(scope="module")
def spark():
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    # two workers at a time, and a task may be tried four times
    builder = SparkSession.builder.master("local[2,4]").appName("factrow")
    for name, value in {
        "spark.ui.enabled": False,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": 2,
        "spark.sql.session.timeZone": "UTC",
        # several batches a task
        "spark.sql.execution.arrow.maxRecordsPerBatch": 8,
    }.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def df(spark, articles):
    lines = [(a["id"], a["text"], a["date"]) for a in articles]
    return spark.createDataFrame(lines, "id string, text string, date string").repartition(4)


def collected(frame):
    """The rows in the order of the command line: Spark keeps no order but within an article."""
    table = frame.toArrow()
    assert table["error"].null_count == table.num_rows
    found = rows(table.drop(["error"]).to_pylist())
    return sorted(found, key=lambda row: row["doc"])


def by_doc(table):
    return sorted(table, key=lambda row: row["doc"])


def test_the_fixtures_give_the_rows_of_the_command_line(df, command_line):
    made = factrow.spark.extract(df, date="date")
    assert collected(made.mentions) == by_doc(command_line.mentions)
    assert collected(made.facts) == by_doc(command_line.facts)


def test_columns_have_types(df):
    made = factrow.spark.extract(df)
    for name, frame in made._asdict().items():
        types = dict(frame.dtypes)
        assert list(types) == [*factrow.schema(name).names, "error"]
        assert (types["start"], types["amount"], types["date_from"]) == ("bigint", "decimal(38,9)", "date")


def test_a_killed_worker_loses_nothing(df, command_line, tmp_path):
    killed = tmp_path / "killed"

    class Mortal(factrow.Extractor):
        """Kills its process once, between two batches."""

        def _tables(self, *arguments):
            read = super()._tables(*arguments)
            Mortal.batches = getattr(Mortal, "batches", 0) + 1
            if Mortal.batches == 2:
                try:
                    killed.touch(exist_ok=False)
                except FileExistsError:
                    return read
                os.kill(os.getpid(), signal.SIGKILL)
            return read

    made = factrow.spark.extract(df, date="date", extractor=Mortal())
    assert collected(made.mentions) == by_doc(command_line.mentions)
    assert killed.exists()


def test_bad_rows_become_rows_with_an_error(spark):
    lines = [("a", "OpenAI a levé 3 M€.", None), ("b", None, None), (None, "OpenAI", None), ("d", "OpenAI", "soon")]
    df = spark.createDataFrame(lines, "`the id` string, `x.y` string, date string")
    made = factrow.spark.extract(df, text="x.y", id="the id", date="date")
    for frame in made:
        table = frame.toArrow()
        errors = {(row["doc"], row["error"]) for row in table.to_pylist() if row["error"]}
        assert errors == {("b", "no text"), (None, "no id"), ("d", "`soon` is no date; 2025-06-12, 2025-06 and 2025 are")}
        assert set(table.filter(pc.is_null(table["error"]))["doc"].to_pylist()) == {"a"}


def test_columns_that_are_no_text_are_named(spark):
    df = spark.createDataFrame([("a", 1)], "id string, body long")
    with pytest.raises(ValueError, match="text: column `body` holds bigint, not text"):
        factrow.spark.extract(df, text="body")


def test_dictionaries_are_loaded_once_a_worker(spark):
    def loads(batches):
        from factrow._extractor import _shared

        for _ in batches:
            yield pa.RecordBatch.from_pylist([{"pid": os.getpid(), "loads": _shared.cache_info().misses}])

    many = spark.createDataFrame([(str(n), "OpenAI a levé 3 M€.") for n in range(200)], ["id", "text"]).repartition(10)
    factrow.spark.extract(many).facts.count()
    seen = {(row.pid, row.loads) for row in many.mapInArrow(loads, "pid long, loads long").collect()}
    assert seen and all(count <= 2 for _, count in seen), seen


def test_the_readme_s_example_runs(spark):
    [block] = [b for b in blocks() if "pyspark" in b]
    names = {}
    exec(block, names)
    assert names["facts"].count() == 1
