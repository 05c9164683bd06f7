//! Excel workbooks: a sheet a table, typed numbers and dates, so that no locale matters.

use crate::records::{Cell, ColumnType, Row, Table};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Url, Workbook as Book, Worksheet, XlsxError};
use rustc_hash::FxHashMap;
use std::io::{Seek, Write};

/// Rows of a sheet, header included, and links in it, by the limits of Excel.
const ROWS: u32 = 1_048_576;
const LINKS: u32 = 65_000;

/// A workbook in the making; rows come in the order of the tables.
pub struct Workbook {
    sheets: Vec<Sheet>,
    formats: Formats,
}

struct Sheet {
    table: Table,
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
    /// Empty sheets with their headers.
    ///
    /// # Errors
    /// None that depend on the data.
    pub fn new() -> Result<Workbook, XlsxError> {
        let header = Format::new().set_bold().set_align(FormatAlign::Left);
        let mut sheets = Vec::new();
        // what is read first stands first
        for table in [Table::Facts, Table::Mentions, Table::Companies, Table::Documents] {
            let mut sheet = Worksheet::new();
            sheet.set_name(table.name())?.set_freeze_panes(1, 0)?;
            for (i, c) in (0u16..).zip(table.columns()) {
                sheet.write_string_with_format(0, i, c.name, &header)?.set_column_width(i, width(c.name, c.kind))?;
            }
            sheets.push(Sheet { table, sheet, row: 1 });
        }
        Ok(Workbook { sheets, formats: Formats::default() })
    }

    /// One row.
    ///
    /// # Errors
    /// More rows than a sheet can hold.
    pub fn row<R: Row>(&mut self, row: &R) -> Result<(), XlsxError> {
        let document = self.sheets.iter().find(|s| s.table == Table::Documents).map_or(1, |s| s.row);
        let Workbook { sheets, formats } = self;
        let Some(Sheet { sheet, row: at, table }) = sheets.iter_mut().find(|s| s.table == R::TABLE) else { return Ok(()) };
        if *at >= ROWS {
            return Err(XlsxError::RowColumnLimitError);
        }
        let mut cells: Vec<Cell<'_>> = Vec::with_capacity(32);
        row.cells(&mut |c| cells.push(c));
        let place = |name: &str| table.columns().iter().position(|c| c.name == name);
        let currency = match place(if *table == Table::Facts { "currency" } else { "unit" }).map(|i| &cells[i]) {
            Some(Cell::Text(unit)) if unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase()) => format!(" \"{unit}\""),
            _ => String::new(),
        };
        for ((i, c), cell) in (0u16..).zip(table.columns()).zip(&cells) {
            match cell {
                Cell::Empty => {}
                // the documents of a fact come after it: its row is the next one
                Cell::Text(t) if *table == Table::Facts && c.name == "doc" && *at < LINKS => {
                    let link = Url::new(format!("internal:documents!A{}", document + 1)).set_text(&**t);
                    sheet.write_url(*at, i, link)?;
                }
                // a string is a string: nothing in it is a formula
                Cell::Text(t) => {
                    sheet.write_string(*at, i, &**t)?;
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
                    Ok(day) => {
                        sheet.write_datetime_with_format(*at, i, &day, formats.of("yyyy-mm-dd".to_owned()))?;
                    }
                    // before 1900 a spreadsheet knows no dates
                    Err(_) => {
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
        let mut book = Book::new();
        // the same rows make the same bytes
        let long_ago = ExcelDateTime::from_ymd(2020, 1, 1)?;
        book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&long_ago));
        for Sheet { mut sheet, row, table } in self.sheets {
            sheet.autofilter(0, 0, row - 1, table.columns().len() as u16 - 1)?;
            book.push_worksheet(sheet);
        }
        book.save_to_writer(out)
    }
}
