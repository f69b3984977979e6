//! One transaction as the nouns see it: statements in, rows out, and one moment for all of it.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use rusqlite::{CachedStatement, Connection, ErrorCode};

use super::memory::{self, Memory, Places};
use super::value::{FromCell, Value};
use crate::clock::Moment;
use crate::refusal::{Failure, Fault, Outcome, Refusal};

/// A transaction under way, or the snapshot of a read.
pub struct Tx<'c> {
    connection: &'c Connection,
    now: Moment,
    rung: Cell<bool>,
    marks: RefCell<Marks>,
    memory: &'c Memory,
    /// Whether that is known to agree with what stands in the file now.
    is_current: Cell<bool>,
    /// Whether what is read now is going to be remembered.
    looks: Cell<bool>,
}

/// What a deed wrote that the log tells of once it is on disk: of what kind, and its number.
pub(super) type Marks = Vec<(&'static str, i64)>;

impl<'c> Tx<'c> {
    pub(super) const fn new(
        (connection, memory): (&'c Connection, &'c Memory),
        now: Moment,
    ) -> Self {
        Self {
            connection,
            now,
            rung: Cell::new(false),
            marks: RefCell::new(Marks::new()),
            memory,
            is_current: Cell::new(false),
            looks: Cell::new(false),
        }
    }

    /// The one moment of the whole deed.
    #[must_use]
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// Wakes the courier once this deed is on disk.
    pub fn ring(&self) {
        self.rung.set(true);
    }

    pub(super) const fn has_rung(&self) -> bool {
        self.rung.get()
    }

    /// Has the log tell of this once the deed is on disk, so that what a request caused can be followed.
    pub fn mark(&self, kind: &'static str, number: i64) {
        self.marks.borrow_mut().push((kind, number));
    }

    pub(super) fn take_marks(&self) -> Marks {
        self.marks.take()
    }

    /// Runs a statement; gives the number of rows it changed.
    ///
    /// # Errors
    /// `Unavailable` when the disk is full, else a fault.
    pub fn run(&self, sql: &str, values: &[Value<'_>]) -> Outcome<usize> {
        self.is_current.set(false);
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        statement
            .execute(rusqlite::params_from_iter(values))
            .map_err(failed)
    }

    /// Runs an insert; gives the new row's number.
    ///
    /// # Errors
    /// As `run`.
    pub fn insert(&self, sql: &str, values: &[Value<'_>]) -> Outcome<i64> {
        self.run(sql, values)?;
        Ok(self.connection.last_insert_rowid())
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// As `run`, and whatever reading the row gives.
    pub fn one<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        read: impl FnOnce(&Row<'_>) -> Outcome<T>,
    ) -> Outcome<Option<T>> {
        let mut statement = self.prepare(sql)?;
        let mut rows = statement
            .query(rusqlite::params_from_iter(values))
            .map_err(failed)?;
        let Some(row) = rows.next().map_err(failed)? else {
            return Ok(None);
        };
        let places = RefCell::new(self.memory.take_places(sql));
        let found = read(&Row::new(row, &places));
        self.memory.give_back(sql, places.into_inner());
        found.map(Some)
    }

    /// What `look` finds under a key, or found before and would find again: no table that it reads has changed since. Only
    /// for what nearly every request or event asks for. It reads tables that change `remembered.version` and no others, and
    /// what it finds must not depend on the moment.
    ///
    /// # Errors
    /// What looking gives.
    pub fn remembered<T: Send + Sync + 'static>(
        &self,
        key: &[u8],
        look: impl FnOnce() -> Outcome<Option<T>>,
    ) -> Outcome<Option<Arc<T>>> {
        if !self.is_current.replace(true) {
            self.memory.forget_unless(self.version()?);
        }
        if let Some(known) = self.memory.find(key) {
            return Ok(Some(known));
        }
        let looked_before = self.looks.replace(true);
        let found = look();
        self.looks.set(looked_before);
        let found = found?.map(Arc::new);
        if let Some(found) = &found {
            self.memory.keep(key, Arc::clone(found));
        }
        Ok(found)
    }

    /// Another number whenever a table has changed from which anything is remembered.
    fn version(&self) -> Outcome<i64> {
        let sql = "select version from remembered";
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        statement.query_row([], |row| row.get(0)).map_err(failed)
    }

    /// A statement that reads.
    fn prepare(&self, sql: &str) -> Outcome<CachedStatement<'c>> {
        if cfg!(debug_assertions) && self.looks.get() {
            let unnoticed = memory::unnoticed(self.connection, sql).map_err(failed)?;
            assert_eq!(
                unnoticed, [""; 0],
                "nobody notices when these change: {sql}"
            );
        }
        self.connection.prepare_cached(sql).map_err(failed)
    }

    /// All rows of a query.
    ///
    /// # Errors
    /// As `one`.
    pub fn all<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Outcome<T>,
    ) -> Outcome<Vec<T>> {
        let mut statement = self.prepare(sql)?;
        let mut rows = statement
            .query(rusqlite::params_from_iter(values))
            .map_err(failed)?;
        let (mut found, places) = (Vec::new(), RefCell::new(self.memory.take_places(sql)));
        while let Some(row) = rows.next().map_err(failed)? {
            found.push(read(&Row::new(row, &places))?);
        }
        self.memory.give_back(sql, places.into_inner());
        Ok(found)
    }
}

/// One row of an answer; columns are read by name.
pub struct Row<'r> {
    cells: &'r rusqlite::Row<'r>,
    places: &'r RefCell<Places>,
    /// Which of the places is likely asked for next.
    next: Cell<usize>,
}

impl<'r> Row<'r> {
    const fn new(cells: &'r rusqlite::Row<'r>, places: &'r RefCell<Places>) -> Self {
        Self {
            cells,
            places,
            next: Cell::new(0),
        }
    }

    /// The value of a column.
    ///
    /// # Errors
    /// A fault when there is no such column or it holds another kind of value.
    pub fn get<T: FromCell>(&self, column: &'static str) -> Outcome<T> {
        let missing = || Fault::new(format!("there is no column {column}"));
        let place = self.place(column).ok_or_else(missing)?;
        let cell = self.cells.get_ref(place).map_err(failed)?;
        T::from_cell(cell)
            .map_err(|fault| Fault::from_error(format!("reading column {column}"), fault).into())
    }

    fn place(&self, column: &'static str) -> Option<usize> {
        let (mut places, next) = (self.places.borrow_mut(), self.next.get());
        let is_it = |n: &usize| std::ptr::eq(places[*n].0, column);
        let known = (next..places.len()).chain(0..next).find(is_it);
        if let Some(n) = known {
            self.next.set(n + 1);
            return Some(places[n].1);
        }
        let after = places.last().map_or(0, |(_, place)| place + 1);
        let place = self.look_up(column, after)?;
        places.push((column, place));
        self.next.set(places.len());
        Some(place)
    }

    /// Columns are nearly always read in the order of the query: the first look is after the last one found.
    fn look_up(&self, column: &str, after: usize) -> Option<usize> {
        let statement = self.cells.as_ref();
        let count = statement.column_count();
        (0..count)
            .map(|ahead| (after + ahead) % count)
            .find(|place| {
                statement
                    .column_name(*place)
                    .is_ok_and(|name| name == column)
            })
    }
}

/// A database error as the desk says it: a full disk is the desk's no, all else a fault.
pub(super) fn failed(error: rusqlite::Error) -> Failure {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => full().into(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => busy(),
        _ => Fault::from_error("the database did not do as it was told", error).into(),
    }
}

/// The no of a desk that has too much to do just now.
pub(super) fn busy() -> Failure {
    Refusal::unavailable("The desk is very busy just now. Try again in a few seconds.").into()
}

/// The no of a full disk.
#[must_use]
pub fn full() -> Refusal {
    Refusal::unavailable(
        "The desk's disk is full, so nothing new can be kept just now. Nothing that was sent before is lost.",
    )
}
