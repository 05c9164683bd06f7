"""One text at a time."""

import copy
import dataclasses
import datetime
import multiprocessing
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pyarrow as pa
import pytest
from conftest import rows
from hypothesis import given, settings
from hypothesis import strategies as st

import factrow

TEXT = "Mistral AI lève 105 millions\nd'euros en juin 2023."


def test_the_fixtures_give_the_rows_of_the_command_line(articles, command_line, extractor):
    read = [extractor.extract(a["text"], date=a["date"], id=a["id"]) for a in articles]
    assert rows(m.to_dict() for r in read for m in r.mentions) == command_line.mentions
    assert rows(f.to_dict() for r in read for f in r.facts) == command_line.facts


def test_objects_have_the_columns_of_the_tables():
    for kind, table in ((factrow.Mention, "mentions"), (factrow.Fact, "facts")):
        assert [field.name for field in dataclasses.fields(kind)] == factrow.schema(table).names


def test_values_have_types(extractor):
    read = extractor.extract(TEXT, date="2024-01-02", lang="fr", id="a")
    company, money, date = read.mentions
    assert (company.kind, company.text, company.doc) == ("company", "Mistral AI", "a")
    assert (money.text, money.amount, money.unit) == ("105 millions\nd'euros", Decimal(105_000_000), "EUR")
    assert money.to_dict()["text"] == "105 millions d'euros"
    assert (date.date_from, date.date_to) == (datetime.date(2023, 6, 1), datetime.date(2023, 6, 30))
    [fact] = read.facts
    assert (fact.type, fact.subject, fact.amount, fact.doc_date) == ("funding", "Mistral AI", money.amount, "2024-01-02")
    assert read.to_dict()["facts"] == [fact.to_dict()]
    assert (read.lang, read.date) == ("fr", "2024-01-02")


def test_dates_decide_what_words_mean(extractor):
    for date in ("2024-01-02", datetime.date(2024, 1, 2), datetime.datetime(2024, 1, 2, 8)):
        [mention] = [m for m in extractor.extract("Hier, Renault a baissé.", date=date).mentions if m.kind == "date"]
        assert mention.date_from == datetime.date(2024, 1, 1)


PIECES = ["3,2 Md€", "Mistral AI", "OpenAI", "$2.5bn", "en mai 2024", "12 %", "rachète", "a levé", "400 millions d'utilisateurs"]
PIECES += ["\r\n", "\n\n", " ", ". ", "é", "e\u0301", "\U0001f600", "\u200d", "\u202f", "\u2028", "\0", "\ufeff", "ﬁ", "İ", "你好", "עברית"]


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join), st.lists(st.sampled_from(PIECES)).map(" ".join)))
def test_offsets_are_code_points(extractor, text):
    read = extractor.extract(text)
    for m in read.mentions:
        assert text[m.start : m.end] == m.text
    for f in read.facts:
        assert 0 <= f.start < f.end <= len(text)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"dictionaries": "nowhere"}, "nowhere"),
        ({"add": ["nowhere.csv"]}, "nowhere.csv"),
        ({"languages": ["fr", "xx"]}, "languages: no dictionary for `xx`; there are en, fr"),
        ({"min_confidence": 2}, "min_confidence"),
        ({"threads": 0}, "threads"),
        ({"prefer_dates_from": "now"}, "prefer_dates_from"),
    ],
)
def test_settings_that_mean_nothing_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        factrow.Extractor(**settings)


def test_arguments_that_mean_nothing_are_refused(extractor):
    with pytest.raises(ValueError, match="date: `soon` is no date"):
        extractor.extract(TEXT, date="soon")
    with pytest.raises(ValueError, match="lang: no dictionary for `xx`"):
        extractor.extract(TEXT, lang="xx")
    with pytest.raises(ValueError):
        extractor.extract("\ud800")
    with pytest.raises(TypeError):
        extractor.extract(b"bytes")


def test_added_rows_are_read_and_errors_name_their_line(tmp_path):
    names = tmp_path / "companies" / "ours.csv"
    names.parent.mkdir()
    names.write_text("id,name,aliases,ambiguous,country,ticker,parent,sector\nzorblat,Zorblat,,,FR,,,\n")
    extractor = factrow.Extractor(add=names)
    assert [m.id for m in extractor.extract("Zorblat lève 3 M€.").mentions] == ["zorblat", None]
    names.write_text(names.read_text() + ",Namenlos,,,,,,\n")
    with pytest.raises(ValueError, match=r"ours\.csv:3"):
        factrow.Extractor(add=[names])


def test_what_is_not_wanted_is_left_out():
    assert factrow.Extractor(languages="en").extract(TEXT) == factrow.Extraction("fr", None, (), ())
    sure = factrow.Extractor(min_confidence=0.9).extract(TEXT)
    assert sure.mentions and all(row.confidence >= 0.9 for row in (*sure.mentions, *sure.facts))
    assert factrow.Extractor(facts=False).extract(TEXT).facts == ()


def test_pickles_are_settings():
    extractor = factrow.Extractor(languages=["fr"], min_confidence=0.3, prefer_dates_from="future")
    pickled = pickle.dumps(extractor)
    assert len(pickled) < 1000
    for other in (pickle.loads(pickled), copy.deepcopy(extractor)):
        assert repr(other) == repr(extractor)
        assert other.extract(TEXT) == extractor.extract(TEXT)


def _table(*texts):
    return pa.table({"id": [str(n) for n in range(len(texts))], "text": texts})


def _count(extractor):
    return len(extractor.extract_batch(_table(TEXT, TEXT)).mentions)


def test_other_processes_and_threads_read_the_same():
    extractor = factrow.Extractor(threads=2)
    expected = _count(extractor)
    assert expected == 6
    for way in ("fork", "spawn"):
        with multiprocessing.get_context(way).Pool(1) as pool:
            assert pool.apply_async(_count, (extractor,)).get(120) == expected
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(extractor.extract, [TEXT] * 40))
    assert all(r == read[0] for r in read)


def test_the_interpreter_is_free_while_texts_are_read():
    table = _table("Mistral AI lève 105 M€ auprès de Nvidia en juin 2023. " * 20_000)
    extractor = factrow.Extractor(facts=False)
    thread = threading.Thread(target=extractor.extract_batch, args=(table,))
    thread.start()
    steps = 0
    while thread.is_alive():
        steps += 1
        thread.join(0.001)
    assert steps > 20
