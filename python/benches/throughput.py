"""Rows a second of Arrow batches and of Spark, against the command line with as many threads on the same text.

    FACTROW=target/release/factrow python benches/throughput.py [MEGABYTES]    # in an environment with the wheel of the same profile

Its figures go to ../../benches/RECORD.md.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import polars as pl
import pyarrow as pa

import factrow
import factrow.spark

THREADS = 2
ROOT = pathlib.Path(__file__).parents[2]


def articles(size):
    """The annotated articles, again and again."""
    texts = [path.read_bytes().decode() for path in sorted((ROOT / "fixtures/gold").rglob("*.txt"))]
    rows = []
    while size > 0:
        for text in texts:
            rows.append({"id": str(len(rows)), "text": text})
            size -= len(text.encode())
    return rows


def timed(name, count, work, runs=3):
    """The best of some runs: what else the machine does only makes one slower."""
    best = min(_seconds(work) for _ in range(runs))
    print(f"{name:<28} {best:7.2f} s {count / best:9.0f} rows/s", flush=True)
    return best


def _seconds(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main():
    size = int(float(sys.argv[1] if len(sys.argv) > 1 else 10) * 1e6)
    rows = articles(size)
    print(f"{len(rows)} rows, {sum(len(row['text'].encode()) for row in rows) / 1e6:.1f} MB, {THREADS} threads")
    with tempfile.TemporaryDirectory() as folder:
        lines, parquet = f"{folder}/articles.jsonl", f"{folder}/articles.parquet"
        with open(lines, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        table = pa.Table.from_pylist(rows)
        frame = pl.from_arrow(table)
        arguments = [os.environ["FACTROW"], "extract", "--no-config", "-q", "-j", str(THREADS), lines, "-o", f"{folder}/out"]
        extractor = factrow.Extractor(threads=THREADS)
        base = timed("command line", len(rows), lambda: subprocess.run(arguments, check=True))
        ratios = {
            "pyarrow": timed("pyarrow", len(rows), lambda: extractor.extract_batch(table)),
            "Polars": timed("Polars", len(rows), lambda: pl.from_arrow(extractor.extract_batch(frame).facts)),
        }
        spark = session()
        spark.createDataFrame(table.to_pandas()).repartition(8).write.parquet(parquet)
        read = factrow.spark.extract(spark.read.parquet(parquet), extractor=extractor)
        for name, made in read._asdict().items():
            write = made.write.mode("overwrite")
            ratios[f"Spark, {name}"] = timed(f"Spark, {name}", len(rows), lambda: write.parquet(f"{folder}/{name}"))
        spark.stop()
    print("of the command line's rows a second: " + ", ".join(f"{name} {base / t:.2f}" for name, t in ratios.items()))


def session():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    return SparkSession.builder.master(f"local[{THREADS}]").config("spark.ui.enabled", False).getOrCreate()


if __name__ == "__main__":
    main()
