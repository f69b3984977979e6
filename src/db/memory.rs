//! What a reading connection found before, for as long as nobody has committed anything since: the few rows that every
//! request asks for again. It is as fresh as the rows themselves, whichever process changes them.

use std::any::{Any, TypeId};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

/// So many of a kind are kept by one connection; then it begins anew.
const MOST: usize = 256;

type Kept = HashMap<Vec<u8>, Arc<dyn Any + Send + Sync>>;

/// What one connection remembers, by its kind and key.
#[derive(Default)]
pub(super) struct Memory {
    version: Cell<Option<i64>>,
    kept: RefCell<HashMap<TypeId, Kept>>,
}

impl Memory {
    /// Forgets everything unless it was found at this version of the data.
    pub(super) fn forget_unless(&self, version: i64) {
        if self.version.replace(Some(version)) != Some(version) {
            self.kept.borrow_mut().clear();
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
