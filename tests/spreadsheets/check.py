"""Compares what programs read in each output format with the plain CSV of the same articles.

check.py FACTROW FOLDER: runs FACTROW on articles of its own, works in FOLDER, ends with 1 at the first difference.
"""

import csv
import decimal
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as xml
import zipfile

TABLES = ["mentions", "facts", "companies", "documents"]
NUMBERS = {
    "sentence", "start", "end", "amount", "amount_high", "confidence", "count", "count_high", "percent",
    "documents", "mentions", "facts", "characters", "sentences",
}  # fmt: skip
DAYS = {"date_from", "date_to"}

ARTICLES = {
    "2024-06-03-levee.txt": "OpenAI a levé 13 milliards de dollars auprès de Microsoft en mars 2023. Le chiffre d'affaires de Carrefour"
    " a reculé de 1,24 % à 83,3 milliards d'euros en 2023. Le prix est de 13,75 dollars par action depuis le 14 février 2024.\n",
    "formules.md": "---\ntitle: '=HYPERLINK(\"http://example.org\";\"gagné\")'\ndate: 2025-01-02\n---\n\n"
    "+33 millions d'utilisateurs pour Spotify ; « l'été », ça coûte 0,000 5 € ?\n",
    "minus.md": "---\ntitle: '-1+1'\ndate: 2025-01-02\n---\n\nSpotify said it has 602 million users, up 23%, and paid $1.5bn.\n",
    "vieux.txt": "Siemens was founded on 12 October 1847, Firestone on 3 February 1900. Renault was founded in 1899.\n",
}

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
LINK = "{http://www.w3.org/1999/xlink}href"


def must(what, condition, *seen):
    if not condition:
        sys.exit(f"!! {what}: {' / '.join(map(repr, seen))}")


def sheets(path):
    """The sheets of a flat OpenDocument file: by name, rows of (type, value, link)."""
    found = {}
    for table in xml.parse(path).iter(f"{TABLE}table"):
        rows = []
        for row in table.iter(f"{TABLE}table-row"):
            cells = []
            for cell in row:
                kind = "formula" if cell.get(f"{TABLE}formula") else cell.get(f"{OFFICE}value-type")
                # only the dialects for spreadsheets guard against it
                must(f"{path}: no formula", kind != "formula" or path.parent.name.endswith(("csv", "tsv")), "".join(cell.itertext()))
                value = cell.get(f"{OFFICE}date-value") or cell.get(f"{OFFICE}value")
                if kind in ("string", "formula") or value is None:
                    value = "\n".join("".join(p.itertext()) for p in cell.findall(f"{TEXT}p"))
                link = next((a.get(LINK) for a in cell.iter(f"{TEXT}a")), None)
                repeated = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
                cells.extend([(kind, value, link)] * (repeated if repeated < 1000 else 1))
            repeated = int(row.get(f"{TABLE}number-rows-repeated", "1"))
            rows.extend([cells] * (repeated if repeated < 1000 else 1))
        while rows and not any(kind for kind, _, _ in rows[-1]):
            rows.pop()
        found[table.get(f"{TABLE}name")] = rows
    return found


def compare(where, rows, reference, exact_text):
    """Typed cells are what the plain table says. In CSV a program may take words for a date; in a workbook it must not."""
    header, *expected = reference
    must(f"{where}: header", [v for _, v, _ in rows[0]][: len(header)] == header, rows[0])
    must(f"{where}: rows", len(rows) - 1 == len(expected), len(rows) - 1, len(expected))
    for row, wanted in zip(rows[1:], expected):
        for name, want, (kind, value, _) in zip(header, wanted, row + [(None, "", None)] * len(header)):
            at = f"{where}: {name}"
            if want == "":
                must(at, value == "", value)
            elif name in NUMBERS:
                must(at, kind in ("float", "currency", "percentage") and float(value) == float(want), kind, value, want)
            elif name in DAYS and (want >= "1900-03" or not exact_text):
                must(at, kind == "date" and value[:10] == want, kind, value, want)
            elif kind == "string" or exact_text:
                guarded = "'" + want if want[0] in "=+-@" and not exact_text else want
                must(at, kind == "string" and value in (want, guarded), kind, value, want)


def convert(work, locale, files, infilter=None):
    """Has LibreOffice read files as in a locale; gives back the flat files."""
    profile = work / f"profile-{locale}"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(
        '<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">'
        f'<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop></item></oor:items>'
    )
    out = work / f"read-{locale}-{files[0].parent.name}"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "fods", "--outdir", str(out)]
    if infilter:
        command.append(f"--infilter=Text - txt - csv (StarCalc):{infilter}")
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
    return [out / (f.stem + ".fods") for f in files]


def main():
    factrow, work = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    articles = work / "articles"
    articles.mkdir()
    for name, text in ARTICLES.items():
        (articles / name).write_text(text, encoding="utf-8")

    def extract(out, *options):
        command = [factrow, "extract", "--quiet", "--no-config", articles, "-o", work / out, *options]
        subprocess.run(command, check=True)
        return work / out

    plain = extract("plain")
    reference = {t: list(csv.reader(open(plain / f"{t}.csv", encoding="utf-8", newline=""))) for t in TABLES}
    amounts = [r["amount"] for r in csv.DictReader(open(plain / "mentions.csv", encoding="utf-8"))]
    must("the articles have 13000000000, and numbers with a point", "13000000000" in amounts and any("." in a for a in amounts), amounts)
    must("a title begins like a formula", any(r[7].startswith("=HYPER") for r in reference["documents"]))

    if shutil.which("soffice"):
        # separator, quote, UTF-8, first line, all columns as they come, locale, quoted cells too, dates and numbers told
        english, french, tabs = "44,34,76,1,,1033,false,true", "59,34,76,1,,1036,false,true", "9,34,76,1,,1033,false,true"
        for dialect, locale, infilter in [("csv", "en-US", english), ("excel", "en-US", english), ("excel-fr", "fr-FR", french), ("tsv", "en-US", tabs)]:
            folder = extract(f"dialect-{dialect}", "--dialect", dialect)
            files = [folder / f"{t}.{'tsv' if dialect == 'tsv' else 'csv'}" for t in TABLES]
            for table, flat in zip(TABLES, convert(work, locale, files, infilter)):
                (rows,) = sheets(flat).values()
                compare(f"LibreOffice, {dialect}, {locale}, {table}", rows, reference[table], False)
        (work / "book").mkdir()
        book = extract("book/all.xlsx")
        for locale in ["fr-FR", "en-US"]:
            (flat,) = convert(work, locale, [book])
            read = sheets(flat)
            for table in TABLES:
                compare(f"LibreOffice, xlsx, {locale}, {table}", read[table], reference[table], True)
            documents = [r[0][1] for r in read["documents"]]
            for _, doc, link in (r[1] for r in read["facts"][1:]):
                must("a fact's link leads to its document", documents[int(link.split(".A")[1]) - 1] == doc, link, doc)
        with zipfile.ZipFile(book) as packed:
            for n in range(1, 5):
                sheet = packed.read(f"xl/worksheets/sheet{n}.xml").decode()
                must(f"sheet {n}: frozen header, filters, widths", 'state="frozen"' in sheet and "<autoFilter" in sheet and "<col " in sheet)
            styles = packed.read("xl/styles.xml").decode()
            must("currency formats", "#,##0 [$USD]" in styles and "yyyy-mm-dd" in styles, styles)
        print("LibreOffice reads every dialect and the workbook as written")

    def sums(table, rows_of):
        """Rows and sums of a table, by what `rows_of(columns)` reads of it."""
        header, *rows = reference[table]
        numbers = [c for c in header if c in NUMBERS]
        want = [len(rows)] + [sum((decimal.Decimal(r[header.index(c)] or 0) for r in rows), decimal.Decimal(0)) for c in numbers]
        got = rows_of([f'coalesce(sum("{c}"), 0)' for c in numbers])
        for name, w, g in zip(["rows", *numbers], want, got):
            must(f"{table}: {name}", abs(decimal.Decimal(str(g)) - w) <= abs(w) * decimal.Decimal("1e-12"), g, w)

    base = sqlite3.connect(extract("all.sqlite"))
    for table in TABLES:
        sums(table, lambda columns: base.execute(f"SELECT count(*), {', '.join(columns)} FROM {table}").fetchone())
    must("SQLite: whole", base.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    must("SQLite: keys", base.execute("PRAGMA foreign_key_check").fetchall() == [])
    joined = "SELECT DISTINCT fact FROM fact_mentions WHERE role = 'amount' AND amount = 13000000000 AND unit = 'USD'"
    of_facts = "SELECT DISTINCT fact FROM facts WHERE amount = 13000000000 AND currency = 'USD'"
    must("SQLite: the view joins", base.execute(joined).fetchall() == base.execute(of_facts).fetchall() != [])
    plan = str(base.execute(f"EXPLAIN QUERY PLAN {joined}").fetchall())
    must("SQLite: the view uses an index", "mentions_document_start" in plan or "facts_document_start" in plan, plan)
    must("SQLite: dates", base.execute("SELECT count(*) FROM facts WHERE date(date_from) IS NOT date_from").fetchone() == (0,))
    print("sqlite3 reads the same rows and sums")

    try:
        import duckdb
    except ImportError:
        return
    folder = extract("columns", "--format", "parquet")
    for table in TABLES:
        file = f"'{folder / table}.parquet'"
        sums(table, lambda columns: duckdb.sql(f"SELECT count(*), {', '.join(columns)} FROM {file}").fetchall()[0])
        types = {name: kind for name, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM {file}").fetchall()}
        must("Parquet: columns", list(types) == reference[table][0], types)
        for name, kind in types.items():
            wanted = ("DATE",) if name in DAYS else ("BIGINT", "DOUBLE", "DECIMAL(38,9)") if name in NUMBERS else ("VARCHAR",)
            must(f"Parquet: {table}.{name}", kind in wanted, kind)
    print("DuckDB reads the same rows and sums")


main()
