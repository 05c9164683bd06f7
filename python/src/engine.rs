//! The engine: loaded once, used by any number of threads without the interpreter's lock.

use crate::columns::{Columns, Named, RowError, no_date};
use crate::tables::{Rows, columns};
use crate::values;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use arrow_select::concat::concat_batches;
use factrow::formats::input::record_date;
use factrow::records::{Filter, Table, fact_rows, mention_rows};
use factrow::{Document, DocumentDate, Extraction, LoadError, Options, Scratch, Settings};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Threads take so many bytes of text or rows at once: little enough to share the work evenly.
const SHARE: (usize, usize) = (128 << 10, 256);
/// After so many bytes of text or rows an interrupt is looked for.
const STRETCH: (usize, usize) = (8 << 20, 4096);
/// Rows of a batch that is given out: no column of it can come near the two billion bytes that one may hold.
const BATCH: usize = 1 << 16;

const FAULT: &str = "internal error; please report it with this text";

/// Dictionaries, what is wanted of a text, and threads.
#[derive(Debug)]
#[pyclass(frozen, module = "factrow._factrow")]
pub(crate) struct Engine {
    engine: factrow::Engine,
    filter: Filter,
    threads: Option<usize>,
    /// With the process that it belongs to: threads do not live on in a fork.
    pool: Mutex<Option<(u32, Arc<ThreadPool>)>>,
}

/// A text's language, date, mentions and facts.
type Read<'py> = (String, Option<String>, Vec<Bound<'py, PyTuple>>, Vec<Bound<'py, PyTuple>>);
/// Tables of mentions and facts, and the first row that is no document: its place, its id and why.
type Batches<'py> = (Option<Bound<'py, PyAny>>, Option<Bound<'py, PyAny>>, Option<(u64, Option<String>, String)>);

#[pymethods]
impl Engine {
    #[new]
    #[allow(clippy::too_many_arguments, reason = "named where they are given, in Python")]
    fn new(
        py: Python<'_>,
        dictionaries: Option<PathBuf>,
        add: Vec<PathBuf>,
        languages: Option<Vec<String>>,
        min_confidence: Option<f32>,
        facts: bool,
        prefer_future: bool,
        threads: Option<usize>,
    ) -> PyResult<Engine> {
        let options = Options { folder: dictionaries, add };
        let settings = Settings { prefer_future, explain: false, mentions_only: !facts };
        let engine = py.detach(|| factrow::Engine::open(&options, settings)).map_err(wrong)?;
        if min_confidence.is_some_and(|c| !(0.0..=1.0).contains(&c)) {
            return Err(PyValueError::new_err("min_confidence: a confidence is a number from 0 to 1"));
        }
        if threads == Some(0) {
            return Err(PyValueError::new_err("threads: at least 1"));
        }
        let languages = languages.unwrap_or_default();
        languages.iter().try_for_each(|l| is_known(&engine, "languages", l))?;
        let filter = Filter { languages, ..Filter::sure(min_confidence) };
        Ok(Engine { engine, filter, threads, pool: Mutex::default() })
    }

    /// One text.
    fn extract<'py>(&self, py: Python<'py>, text: String, id: String, date: Option<&str>, lang: Option<String>) -> PyResult<Read<'py>> {
        let span = date.map(|d| record_date(d).ok_or_else(|| PyValueError::new_err(format!("date: {}", no_date(d))))).transpose()?;
        if let Some(lang) = &lang {
            is_known(&self.engine, "lang", lang)?;
        }
        let date = span.map(|span| DocumentDate { span, source: DocumentDate::RECORD.to_owned() });
        let document = Document { id, text, lang, date, title: None };
        let extraction = py.detach(|| self.read(&document, &mut Scratch::default())).map_err(PyRuntimeError::new_err)?;
        let mentions = mention_rows(&document, &extraction).map(|row| values::row(py, &row)).collect::<PyResult<_>>()?;
        let facts = fact_rows(&document, &extraction).map(|row| values::row(py, &row)).collect::<PyResult<_>>()?;
        let date = extraction.date.as_ref().map(|d| d.span.edtf());
        Ok((extraction.lang, date, mentions, facts))
    }

    /// The texts of a column.
    #[allow(clippy::too_many_arguments, reason = "named where they are given, in Python")]
    fn extract_batch<'py>(
        &self,
        py: Python<'py>,
        data: AnyRecordBatch,
        text: String,
        id: Option<String>,
        date: Option<String>,
        lang: Option<String>,
        errors: bool,
        wanted: (bool, bool),
        threads: Option<usize>,
    ) -> PyResult<Batches<'py>> {
        let named = Named { text, id, date, lang };
        let mut reader = data.into_reader()?;
        // said of a table without rows as well
        Columns::of(&RecordBatch::new_empty(reader.schema()), &named).map_err(PyValueError::new_err)?;
        let schemas = [(wanted.0, Table::Mentions), (wanted.1, Table::Facts)].map(|(w, table)| w.then(|| columns(table, errors)));
        let pool = match threads.or(self.threads) {
            Some(1) => None,
            _ => Some(self.pool()?),
        };
        let job = Job { engine: self, schemas, errors, pool };
        let mut tables = [Vec::new(), Vec::new()];
        let mut first = 0;
        while let Some(batch) = py.detach(|| reader.next()) {
            let columns = Columns::of(&batch.map_err(arrow)?, &named).map_err(PyValueError::new_err)?;
            for stretch in ranges(&columns, 0..columns.len(), STRETCH) {
                py.check_signals()?;
                match py.detach(|| job.work(&columns, stretch, first)) {
                    Ok(made) => tables.iter_mut().zip(made).for_each(|(table, made)| table.extend(made)),
                    Err(Stop::Row(e)) => return Ok((None, None, Some((e.row, e.id, e.reason)))),
                    Err(Stop::Arrow(e)) => return Err(arrow(e)),
                }
            }
            first += columns.len() as u64;
        }
        let [mentions, facts] = tables;
        let [of_mentions, of_facts] = job.schemas;
        Ok((table(py, mentions, of_mentions)?, table(py, facts, of_facts)?, None))
    }
}

impl Engine {
    /// Reads a text. A fault of ours costs one document, never the process.
    fn read(&self, document: &Document, scratch: &mut Scratch) -> Result<Extraction, &'static str> {
        let read = catch_unwind(AssertUnwindSafe(|| self.engine.extract_with(document, scratch)));
        let mut extraction = read.map_err(|_| {
            *scratch = Scratch::default();
            FAULT
        })?;
        if self.filter.reads(&extraction.lang) {
            self.filter.apply(&mut extraction);
        } else {
            extraction.mentions.clear();
            extraction.facts.clear();
        }
        Ok(extraction)
    }

    /// The threads of this process.
    fn pool(&self) -> PyResult<Arc<ThreadPool>> {
        let mut held = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        let process = std::process::id();
        if let Some((of, pool)) = &*held {
            if *of == process {
                return Ok(pool.clone());
            }
        }
        let made = ThreadPoolBuilder::new().num_threads(self.threads.unwrap_or(0)).build();
        let pool = Arc::new(made.map_err(|e| PyRuntimeError::new_err(format!("cannot start threads: {e}")))?);
        // joining threads that a fork has not taken along would wait for ever
        std::mem::forget(held.replace((process, pool.clone())));
        Ok(pool)
    }
}

/// One call for many texts.
struct Job<'e> {
    engine: &'e Engine,
    /// Of mentions and of facts, where they are wanted.
    schemas: [Option<SchemaRef>; 2],
    /// Whether a row that is no document becomes a row with its error.
    errors: bool,
    /// Nothing for the thread that calls.
    pool: Option<Arc<ThreadPool>>,
}

/// Why no more is read.
enum Stop {
    Row(RowError),
    Arrow(ArrowError),
}

impl Job<'_> {
    /// Reads rows of a batch, whose first row has the place `first`, in order.
    fn work(&self, columns: &Columns, rows: Range<usize>, first: u64) -> Result<[Vec<RecordBatch>; 2], Stop> {
        let shares = ranges(columns, rows, SHARE);
        let share = |scratch: &mut Scratch, rows| self.share(columns, rows, first, scratch);
        let made: Result<Vec<_>, Stop> = match &self.pool {
            Some(pool) => {
                let made: Vec<_> = pool.install(|| shares.into_par_iter().map_init(Scratch::default, share).collect());
                made.into_iter().collect()
            }
            None => {
                let mut scratch = Scratch::default();
                shares.into_iter().map(|rows| share(&mut scratch, rows)).collect()
            }
        };
        let (mut mentions, mut facts) = (Vec::new(), Vec::new());
        for [m, f] in made? {
            mentions.extend(m);
            facts.extend(f);
        }
        Ok([joined(mentions).map_err(Stop::Arrow)?, joined(facts).map_err(Stop::Arrow)?])
    }

    fn share(&self, columns: &Columns, rows: Range<usize>, first: u64, scratch: &mut Scratch) -> Result<[Option<RecordBatch>; 2], Stop> {
        let [mut mentions, mut facts] = self.schemas.clone().map(|s| s.map(Rows::new));
        for row in rows {
            let read = columns.document(row, first).and_then(|document| match self.engine.read(&document, scratch) {
                Ok(extraction) => Ok((document, extraction)),
                Err(reason) => Err(RowError { row: first + row as u64, id: Some(document.id), reason: reason.to_owned() }),
            });
            match read {
                Ok((document, extraction)) => {
                    mentions.iter_mut().for_each(|rows| mention_rows(&document, &extraction).for_each(|row| rows.push(&row)));
                    facts.iter_mut().for_each(|rows| fact_rows(&document, &extraction).for_each(|row| rows.push(&row)));
                }
                Err(e) if self.errors => {
                    let doc = e.id.as_deref().unwrap_or_default();
                    mentions.iter_mut().chain(&mut facts).for_each(|rows| rows.fail(doc, &e.reason));
                }
                Err(e) => return Err(Stop::Row(e)),
            }
        }
        let finish = |rows: Option<Rows>| rows.map(Rows::finish).transpose().map_err(Stop::Arrow);
        Ok([finish(mentions)?, finish(facts)?])
    }
}

/// Cuts rows where they hold so many bytes of text or so many rows.
fn ranges(columns: &Columns, rows: Range<usize>, (bytes, most): (usize, usize)) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut start, mut size) = (rows.start, 0);
    for row in rows.clone() {
        size += columns.size(row);
        if size >= bytes || row + 1 - start >= most {
            out.push(start..row + 1);
            (start, size) = (row + 1, 0);
        }
    }
    if start < rows.end {
        out.push(start..rows.end);
    }
    out
}

/// Small batches as larger ones.
fn joined(batches: Vec<RecordBatch>) -> Result<Vec<RecordBatch>, ArrowError> {
    let mut out = Vec::new();
    let mut group: Vec<RecordBatch> = Vec::new();
    let mut rows = 0;
    let mut join = |group: &mut Vec<RecordBatch>| -> Result<(), ArrowError> {
        if let Some(first) = group.first() {
            out.push(concat_batches(&first.schema(), group.iter())?);
            group.clear();
        }
        Ok(())
    };
    for batch in batches.into_iter().filter(|b| b.num_rows() > 0) {
        if rows + batch.num_rows() > BATCH {
            join(&mut group)?;
            rows = 0;
        }
        rows += batch.num_rows();
        group.push(batch);
    }
    join(&mut group)?;
    Ok(out)
}

fn table(py: Python<'_>, batches: Vec<RecordBatch>, schema: Option<SchemaRef>) -> PyResult<Option<Bound<'_, PyAny>>> {
    schema.map(|schema| PyTable::try_new(batches, schema)?.into_pyarrow(py)).transpose()
}

fn is_known(engine: &factrow::Engine, option: &str, lang: &str) -> PyResult<()> {
    if engine.languages().any(|l| l == lang) {
        return Ok(());
    }
    let known: Vec<&str> = engine.languages().collect();
    Err(PyValueError::new_err(format!("{option}: no dictionary for `{lang}`; there are {}", known.join(", "))))
}

/// All errors of dictionaries, a line each.
fn wrong(errors: Vec<LoadError>) -> PyErr {
    PyValueError::new_err(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

fn arrow(e: ArrowError) -> PyErr {
    PyValueError::new_err(e.to_string())
}
