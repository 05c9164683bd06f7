//! Excel workbooks: a sheet a table, typed numbers and dates, so that no locale matters.

use crate::records::{Cell, Column, ColumnType, Layout, Row, Table};
use chrono::Datelike;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Url, Workbook as Book, Worksheet, XlsxError};
use rustc_hash::FxHashMap;
use std::io::{Seek, Write};
use std::path::Path;
use std::sync::Arc;

/// Rows of a sheet, header included, links in it, and characters of a cell, by the limits of Excel.
const ROWS: u32 = 1_048_576;
const LINKS: u32 = 65_000;
const CHARACTERS: usize = 32_767;

/// Earlier days are no dates, or other ones in each program: Excel counts a 29th of February 1900 that never was.
const FIRST_MONTH: (i32, u32) = (1900, 3);

/// A workbook in the making. Rows come document by document and leave memory as they come: only the packing at the end
/// sees all of them, as a stream.
pub struct Workbook {
    book: Book,
    sheets: Vec<Sheet>,
    formats: Formats,
    layout: Arc<Layout>,
}

struct Sheet {
    table: Table,
    columns: Vec<Column>,
    sheet: Worksheet,
    /// The next row.
    row: u32,
}

#[derive(Default)]
struct Formats {
    by_pattern: FxHashMap<String, Format>,
}

impl Formats {
    fn of(&mut self, pattern: String) -> &Format {
        self.by_pattern.entry(pattern).or_insert_with_key(|p| Format::new().set_num_format(p))
    }
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbook").field("rows", &self.sheets.iter().map(|s| s.row).collect::<Vec<_>>()).finish()
    }
}

/// Characters of a column by its header; others are as wide as their type needs.
fn width(name: &str, kind: ColumnType) -> u16 {
    match name {
        "context" | "evidence" => 80,
        "doc" | "source" | "title" | "error" | "aliases_seen" | "first_doc" => 30,
        "text" | "name" | "subject" | "object" | "rule" => 24,
        "amount" | "amount_high" => 22,
        "fact" | "id" | "owner" | "parent" => 18,
        "lang" | "per" | "sentence" => 9,
        _ => match kind {
            ColumnType::Whole | ColumnType::Score => 11,
            _ => 14,
        },
    }
}

impl Workbook {
    /// Sheets with their headers and no rows; rows wait in temporary files in a folder.
    ///
    /// # Errors
    /// No temporary files there. On a full disk the crate panics instead, here and below.
    pub fn new(folder: &Path, layout: Arc<Layout>) -> Result<Workbook, XlsxError> {
        let header = Format::new().set_bold().set_align(FormatAlign::Left);
        let mut book = Book::new();
        book.set_tempdir(folder)?;
        let mut sheets = Vec::new();
        // what is read first stands first
        for table in [Table::Facts, Table::Mentions, Table::Companies, Table::Documents] {
            let mut sheet = book.new_worksheet_with_constant_memory()?;
            sheet.set_name(table.name())?.set_freeze_panes(1, 0)?;
            let columns = layout.columns(table);
            for (i, c) in (0u16..).zip(&columns) {
                sheet.write_string_with_format(0, i, c.name, &header)?.set_column_width(i, width(c.name, c.kind))?;
            }
            sheets.push(Sheet { table, columns, sheet, row: 1 });
        }
        Ok(Workbook { book, sheets, formats: Formats::default(), layout })
    }

    /// One row.
    ///
    /// # Errors
    /// More rows than a sheet can hold, or no room for them on the disk.
    pub fn row<R: Row>(&mut self, row: &R) -> Result<(), XlsxError> {
        let document = self.sheets.iter().find(|s| s.table == Table::Documents).map_or(1, |s| s.row);
        let Workbook { sheets, formats, layout, .. } = self;
        let Some(Sheet { sheet, row: at, columns, table }) = sheets.iter_mut().find(|s| s.table == R::TABLE) else { return Ok(()) };
        if *at >= ROWS {
            return Err(XlsxError::RowColumnLimitError);
        }
        let mut cells: Vec<Cell<'_>> = Vec::with_capacity(32);
        layout.cells(row, &mut |c| cells.push(c));
        let unit = columns.iter().position(|c| matches!(c.name, "currency" | "unit")).map(|i| &cells[i]);
        let currency = match unit {
            Some(Cell::Text(code)) if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) => format!(" [${code}]"),
            _ => String::new(),
        };
        for ((i, c), cell) in (0u16..).zip(columns.iter()).zip(&cells) {
            match cell {
                Cell::Empty => {}
                // the documents of a fact come after it: its row is the next one
                Cell::Text(t) if *table == Table::Facts && c.name == "doc" && *at < LINKS => {
                    let link = Url::new(format!("internal:documents!A{}", document + 1)).set_text(fitting(t));
                    sheet.write_url(*at, i, link)?;
                }
                // a string is a string: nothing in it is a formula
                Cell::Text(t) => {
                    sheet.write_string(*at, i, fitting(t))?;
                }
                Cell::Whole(n) => {
                    sheet.write_number(*at, i, *n as f64)?;
                }
                Cell::Score(s) => {
                    sheet.write_number_with_format(*at, i, (f64::from(*s) * 100.0).round() / 100.0, formats.of("0.00".to_owned()))?;
                }
                Cell::Decimal(d) => {
                    let unit = if c.name.starts_with("amount") { currency.as_str() } else { "" };
                    let places = d.normalize().scale().min(6) as usize;
                    let point = if places > 0 { "." } else { "" };
                    let pattern = format!("#,##0{point}{}{unit}", "0".repeat(places));
                    sheet.write_number_with_format(*at, i, d.to_f64().unwrap_or_default(), formats.of(pattern))?;
                }
                Cell::Day(d) => match ExcelDateTime::parse_from_str(&d.to_string()) {
                    Ok(day) if (d.year(), d.month()) >= FIRST_MONTH => {
                        sheet.write_datetime_with_format(*at, i, &day, formats.of("yyyy-mm-dd".to_owned()))?;
                    }
                    _ => {
                        sheet.write_string(*at, i, d.to_string())?;
                    }
                },
            }
        }
        *at += 1;
        Ok(())
    }

    /// Writes the workbook.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn finish(self, out: impl Write + Seek + Send) -> Result<(), XlsxError> {
        let Workbook { mut book, sheets, .. } = self;
        // the same rows make the same bytes
        let long_ago = ExcelDateTime::from_ymd(2020, 1, 1)?;
        book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&long_ago));
        for Sheet { mut sheet, row, columns, .. } in sheets {
            sheet.autofilter(0, 0, row - 1, columns.len() as u16 - 1)?;
            book.push_worksheet(sheet);
        }
        book.save_to_writer(out)
    }
}

/// What a cell can hold of a text.
fn fitting(text: &str) -> std::borrow::Cow<'_, str> {
    // Excel counts UTF-16 units
    if text.len() <= CHARACTERS || text.encode_utf16().count() <= CHARACTERS {
        return text.into();
    }
    let mut room = CHARACTERS - 1;
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    text.chars().take_while(fits).chain(['…']).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_to_what_a_cell_holds() {
        assert_eq!(fitting("court"), "court");
        let exact = "é".repeat(CHARACTERS);
        assert_eq!(fitting(&exact), exact);
        let long = "𝄞".repeat(CHARACTERS);
        let cut = fitting(&long);
        assert!(cut.ends_with("𝄞…") && (CHARACTERS - 1..=CHARACTERS).contains(&cut.encode_utf16().count()));
    }
}
