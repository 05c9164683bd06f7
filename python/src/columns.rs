//! From Arrow columns to documents.

use arrow_array::{Array, LargeStringArray, RecordBatch};
use arrow_cast::cast;
use arrow_schema::DataType;
use factrow::formats::input::{record_date, record_lang};
use factrow::{Document, DocumentDate};

/// Which columns hold what.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) text: String,
    /// Rows are numbered where there is none.
    pub(crate) id: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) lang: Option<String>,
}

/// The columns of a batch, as text.
#[derive(Debug)]
pub(crate) struct Columns {
    text: LargeStringArray,
    id: Option<LargeStringArray>,
    date: Option<LargeStringArray>,
    lang: Option<LargeStringArray>,
}

/// Why a row is no document.
#[derive(Debug)]
pub(crate) struct RowError {
    /// Its place, from 0.
    pub(crate) row: u64,
    /// Its id, if it has one.
    pub(crate) id: Option<String>,
    /// What is wrong.
    pub(crate) reason: String,
}

impl Columns {
    /// Finds the columns of a batch.
    ///
    /// # Errors
    /// A column that is not there, or that holds nothing that could be text.
    pub(crate) fn of(batch: &RecordBatch, named: &Named) -> Result<Columns, String> {
        let optional = |name: &Option<String>, option| name.as_ref().map(|n| column(batch, n, option)).transpose();
        let text = find(batch, &named.text, "text")?;
        if !is_text(text.data_type()) {
            return Err(format!("text: column `{}` holds {}, not text", named.text, text.data_type()));
        }
        Ok(Columns {
            text: as_text(text, &named.text, "text")?,
            id: optional(&named.id, "id")?,
            date: optional(&named.date, "date")?,
            lang: optional(&named.lang, "lang")?,
        })
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// Bytes of a row's text.
    pub(crate) fn size(&self, row: usize) -> usize {
        self.text.value_length(row).try_into().unwrap_or(0)
    }

    /// The document of a row; `first` is the place of the batch's first row.
    ///
    /// # Errors
    /// Why it is none.
    pub(crate) fn document(&self, row: usize, first: u64) -> Result<Document, RowError> {
        let place = first + row as u64;
        let id = match &self.id {
            None => Some(place.to_string()),
            Some(ids) => cell(ids, row).map(str::to_owned),
        };
        let wrong = |id: Option<String>, reason: String| RowError { row: place, id, reason };
        let Some(id) = id else { return Err(wrong(None, "no id".to_owned())) };
        if self.text.is_null(row) {
            return Err(wrong(Some(id), "no text".to_owned()));
        }
        let date = match self.date.as_ref().and_then(|d| cell(d, row)) {
            None => None,
            Some(said) => match record_date(said) {
                Some(span) => Some(DocumentDate { span, source: DocumentDate::RECORD.to_owned() }),
                None => return Err(wrong(Some(id), no_date(said))),
            },
        };
        let lang = self.lang.as_ref().and_then(|l| cell(l, row)).and_then(record_lang);
        Ok(Document { id, text: self.text.value(row).to_owned(), lang, date, title: None })
    }
}

/// What is said of a date that is none.
pub(crate) fn no_date(said: &str) -> String {
    format!("`{said}` is no date; 2025-06-12, 2025-06 and 2025 are")
}

/// What a cell says, if anything.
fn cell(column: &LargeStringArray, row: usize) -> Option<&str> {
    (!column.is_null(row)).then(|| column.value(row)).filter(|s| !s.trim().is_empty())
}

fn find<'b>(batch: &'b RecordBatch, name: &str, option: &str) -> Result<&'b dyn Array, String> {
    batch.column_by_name(name).map(AsRef::as_ref).ok_or_else(|| {
        let known: Vec<&str> = batch.schema_ref().fields().iter().map(|f| f.name().as_str()).collect();
        format!("{option}: no column `{name}`; there are {}", known.join(", "))
    })
}

fn column(batch: &RecordBatch, name: &str, option: &str) -> Result<LargeStringArray, String> {
    as_text(find(batch, name, option)?, name, option)
}

fn as_text(column: &dyn Array, name: &str, option: &str) -> Result<LargeStringArray, String> {
    let wrong = |e: String| format!("{option}: column `{name}` holds {}, which cannot be read as text: {e}", column.data_type());
    let text = cast(column, &DataType::LargeUtf8).map_err(|e| wrong(e.to_string()))?;
    text.as_any().downcast_ref::<LargeStringArray>().cloned().ok_or_else(|| wrong("no text".to_owned()))
}

fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}
