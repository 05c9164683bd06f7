//! Which columns are written.

use super::cell::{Cell, Column, Row, Table};

/// The columns of each table that are written, in their order; all of them unless some are picked.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// By table, in the order of [`Table::ALL`]: places of its columns; nothing for all of them.
    picks: [Option<Vec<usize>>; 4],
}

impl Layout {
    /// Picks columns by name (`amount`), or by table and name (`facts.amount`). A table without any of them keeps all of its
    /// columns, so that one list can serve a folder of tables.
    ///
    /// # Errors
    /// The first name that no table has.
    pub fn pick(names: &[String]) -> Result<Layout, &str> {
        let mut layout = Layout::default();
        for name in names {
            let (of, column) = match name.split_once('.') {
                Some((table, column)) => (Table::ALL.into_iter().find(|t| t.name() == table), column),
                None => (None, name.as_str()),
            };
            let mut known = false;
            let tables = Table::ALL.into_iter().filter(|t| if name.contains('.') { of == Some(*t) } else { true });
            for table in tables {
                if let Some(place) = table.columns().iter().position(|c| c.name == column) {
                    known = true;
                    let picks = layout.picks[table as usize].get_or_insert_default();
                    if !picks.contains(&place) {
                        picks.push(place);
                    }
                }
            }
            if !known {
                return Err(name);
            }
        }
        Ok(layout)
    }

    /// The columns of a table that are written.
    pub fn columns(&self, table: Table) -> Vec<Column> {
        match &self.picks[table as usize] {
            None => table.columns().to_vec(),
            Some(picks) => picks.iter().map(|i| table.columns()[*i]).collect(),
        }
    }

    /// Hands out the cells of a row that are written, in the order of [`Layout::columns`].
    pub fn cells<'r, R: Row>(&self, row: &'r R, emit: &mut dyn FnMut(Cell<'r>)) {
        match &self.picks[R::TABLE as usize] {
            None => row.cells(emit),
            Some(picks) => {
                let mut cells = Vec::with_capacity(R::TABLE.columns().len());
                row.cells(&mut |c| cells.push(c));
                picks.iter().for_each(|i| emit(cells[*i].clone()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(layout: &Layout, table: Table) -> Vec<&'static str> {
        layout.columns(table).iter().map(|c| c.name).collect()
    }

    #[test]
    fn names_pick_columns_of_every_table_that_has_them() {
        let list = ["text", "doc", "doc"].map(str::to_owned);
        let layout = Layout::pick(&list).unwrap_or_default();
        assert_eq!(names(&layout, Table::Mentions), ["text", "doc"]);
        assert_eq!(names(&layout, Table::Facts), ["doc"]);
        assert_eq!(layout.columns(Table::Companies), Table::Companies.columns());
        let list = ["facts.type".to_owned()];
        let layout = Layout::pick(&list).unwrap_or_default();
        assert_eq!(names(&layout, Table::Facts), ["type"]);
        assert_eq!(layout.columns(Table::Mentions), Table::Mentions.columns());
    }

    #[test]
    fn names_of_no_column_are_told() {
        for wrong in ["amuont", "facts.text", "fact.type", "."] {
            let list = ["doc".to_owned(), wrong.to_owned()];
            assert_eq!(Layout::pick(&list).err(), Some(wrong));
        }
    }
}
