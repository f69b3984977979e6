//! What a connection found before in tables that seldom change: the few rows that every request and every event asks for
//! again. It is as fresh as the rows themselves, whichever process changes them: a change of such a table gives
//! `remembered.version` another number, in the same transaction.

use std::any::{Any, TypeId};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;

/// So many of a kind are kept by one connection; then it begins anew.
const MOST: usize = 256;

type Kept = HashMap<Vec<u8>, Arc<dyn Any + Send + Sync>>;

/// Where columns of an answer stand, as they were asked for: the same line of code reads every row, and names a column
/// by the same text in memory.
pub(super) type Places = Vec<(&'static str, usize)>;

/// What one connection remembers, by its kind and key.
#[derive(Default)]
pub(super) struct Memory {
    version: Cell<Option<i64>>,
    kept: RefCell<HashMap<TypeId, Kept>>,
    /// By where a statement's text stands; with that text, for another may come to stand there.
    places: RefCell<HashMap<usize, (String, Places)>>,
}

impl Memory {
    /// Forgets everything unless it was found at this version of those tables.
    pub(super) fn forget_unless(&self, version: i64) {
        if self.version.replace(Some(version)) != Some(version) {
            self.kept.borrow_mut().clear();
        }
    }

    /// Where the columns of a statement's answers stand, as far as they are known; nobody else knows until they are given
    /// back.
    pub(super) fn take_places(&self, sql: &str) -> Places {
        match self.places.borrow_mut().get_mut(&sql.as_ptr().addr()) {
            Some((known, places)) if known == sql => std::mem::take(places),
            _ => Places::new(),
        }
    }

    pub(super) fn give_back(&self, sql: &str, places: Places) {
        let mut all = self.places.borrow_mut();
        match all.get_mut(&sql.as_ptr().addr()) {
            Some((known, kept)) if known == sql => *kept = places,
            _ => {
                if all.len() >= MOST {
                    all.clear();
                }
                all.insert(sql.as_ptr().addr(), (sql.to_owned(), places));
            }
        }
    }

    pub(super) fn find<T: Send + Sync + 'static>(&self, key: &[u8]) -> Option<Arc<T>> {
        let kept = self.kept.borrow();
        let known = kept.get(&TypeId::of::<T>())?.get(key)?;
        Arc::clone(known).downcast().ok()
    }

    pub(super) fn keep<T: Send + Sync + 'static>(&self, key: &[u8], found: Arc<T>) {
        let mut kept = self.kept.borrow_mut();
        let of_kind = kept.entry(TypeId::of::<T>()).or_default();
        if of_kind.len() >= MOST {
            of_kind.clear();
        }
        of_kind.insert(key.to_owned(), found);
    }
}

/// Tables that a query reads and whose changes give `remembered.version` no other number: what it finds must not be
/// remembered.
pub(super) fn unnoticed(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    let mut steps = connection.prepare(&format!("explain {sql}"))?;
    let mut opened = connection.prepare(
        "select tbl_name from sqlite_schema where rootpage = ?1 and tbl_name <> 'remembered' and tbl_name not in
             (select tbl_name from sqlite_schema where type = 'trigger' and name = tbl_name || '_update_remembered')",
    )?;
    let (mut steps, mut unnoticed) = (steps.raw_query(), Vec::new());
    while let Some(step) = steps.next()? {
        if step.get::<_, String>("opcode")? == "OpenRead" {
            let root: i64 = step.get("p2")?;
            let names = opened.query_map([root], |row| row.get(0))?;
            unnoticed.extend(names.collect::<rusqlite::Result<Vec<String>>>()?);
        }
    }
    Ok(unnoticed)
}
