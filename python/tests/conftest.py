"""The fixture articles, and what the command line reads in them."""

import csv
import datetime
import json
import os
import pathlib
import subprocess
from decimal import Decimal

import pytest

import factrow

ROOT = pathlib.Path(__file__).parents[2]


def cell(value):
    """A value as CSV writes it."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value.normalize():f}"
        case float():
            return f"{value:.2f}"
        case datetime.date():
            return value.isoformat()
    return str(value)


def rows(dicts):
    """Rows as CSV writes them."""
    return [{name: cell(value) for name, value in row.items()} for row in dicts]


@pytest.fixture(scope="session")
def articles():
    """All articles under `fixtures/`, with the date that their name states."""
    found = []
    for path in sorted((ROOT / "fixtures").rglob("*.txt")):
        day = path.name[:10]
        dated = day if day[:4].isdigit() and day.count("-") == 2 else None
        text = path.read_bytes().decode()
        found.append({"id": path.relative_to(ROOT).as_posix(), "text": text, "date": dated})
    assert len(found) > 100
    return found


@pytest.fixture(scope="session")
def command_line(articles, tmp_path_factory):
    """The tables that the command line (`$FACTROW`) makes of them."""
    folder = tmp_path_factory.mktemp("command-line")
    lines = (json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    (folder / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
    program = os.environ["FACTROW"]
    arguments = ["extract", "--no-config", folder / "articles.jsonl", "-o", folder / "out"]
    subprocess.run([program, *arguments], check=True, cwd=folder)

    def table(name):
        with open(folder / "out" / f"{name}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    made = factrow.Tables(table("mentions"), table("facts"))
    assert made.mentions and made.facts
    return made


@pytest.fixture(scope="session")
def extractor():
    return factrow.Extractor()
