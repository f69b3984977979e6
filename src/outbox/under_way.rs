//! Which mails were begun and which were taken just now, in a small file beside the database: after a death of the desk
//! it tells what may have arrived from what was only claimed, and from what the mail server is known to have.
//!
//! It is written without waiting for the disk, so it outlives the process and not the machine: what was noted before
//! the machine itself started anew is not believed, and then all that was claimed may have arrived.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::DeliveryId;

/// So many lines, and the file is written anew with what still counts.
const LONG: usize = 8_192;
const MACHINE: &str = "/proc/sys/kernel/random/boot_id";

/// What an earlier run of the desk noted before it died.
pub(super) struct Noted {
    boot: String,
    begun: BTreeSet<i64>,
    taken: BTreeMap<i64, String>,
}

/// How far a mail came that was claimed when the desk died.
pub(super) enum Reached<'a> {
    /// It was not begun.
    Nothing,
    /// The mail server took it, in these words.
    Taken(&'a str),
    /// It was begun, or nobody knows.
    Somewhere,
}

impl Noted {
    /// What the last run noted; none where that cannot be believed.
    pub(super) fn read(beside: &Path) -> Option<Self> {
        let text = fs::read_to_string(place(beside)).ok()?;
        let (first, rest) = text.split_once('\n')?;
        let boot = first
            .strip_prefix(machine()?.as_str())?
            .strip_prefix(' ')?
            .to_owned();
        let (mut begun, mut taken) = (BTreeSet::new(), BTreeMap::new());
        for line in rest.lines() {
            let (id, words) = line.split_once(' ').unwrap_or((line, ""));
            let id: i64 = id.parse().ok()?;
            taken.remove(&id.abs());
            if id < 0 {
                begun.remove(&-id);
            } else if words.is_empty() {
                begun.insert(id);
            } else {
                taken.insert(id, words.to_owned());
            }
        }
        Some(Self { boot, begun, taken })
    }

    /// How far a mail came that the run `boot` had claimed.
    pub(super) fn reached(&self, id: DeliveryId, boot: &str) -> Reached<'_> {
        match self.taken.get(&id.0) {
            _ if self.boot != boot => Reached::Somewhere,
            Some(words) => Reached::Taken(words),
            None if self.begun.contains(&id.0) => Reached::Somewhere,
            None => Reached::Nothing,
        }
    }
}

/// Where this run notes it. Without a file nothing is noted, and after a death all that was claimed may have arrived.
pub(super) struct UnderWay {
    path: PathBuf,
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    head: String,
    file: Option<File>,
    lines: usize,
    /// What counts still: what it came to is not in the database yet.
    open: BTreeMap<i64, String>,
}

impl UnderWay {
    /// Notes nothing before `open`.
    pub(super) fn new(beside: &Path) -> Self {
        Self {
            path: place(beside),
            inside: Mutex::default(),
        }
    }

    /// Begins the notes of this run; what an earlier one noted is gone then.
    pub(super) fn open(&self, boot: &str) {
        let mut inside = self.inside();
        if let Some(machine) = machine() {
            inside.head = format!("{machine} {boot}\n");
            self.write_anew(&mut inside);
        }
    }

    /// From now on this mail may arrive.
    pub(super) fn begin(&self, id: DeliveryId) {
        self.note(id, "");
    }

    /// The mail server took it, in these words.
    pub(super) fn taken(&self, id: DeliveryId, words: &str) {
        self.note(id, &words.replace(['\r', '\n'], " "));
    }

    /// What became of these is in the database.
    pub(super) fn settled(&self, ids: &[DeliveryId]) {
        let mut inside = self.inside();
        for id in ids {
            inside.open.remove(&id.0);
        }
        let lines: String = ids.iter().map(|id| line(-id.0, "")).collect();
        self.append(&mut inside, (&lines, ids.len()));
    }

    fn note(&self, id: DeliveryId, words: &str) {
        let mut inside = self.inside();
        inside.open.insert(id.0, words.to_owned());
        self.append(&mut inside, (&line(id.0, words), 1));
    }

    fn append(&self, inside: &mut Inside, (text, lines): (&str, usize)) {
        let Some(file) = &mut inside.file else { return };
        let noted = file.write_all(text.as_bytes());
        inside.lines += lines;
        if noted.is_err() || inside.lines > LONG {
            self.write_anew(inside);
        }
    }

    /// Writes the file anew, or takes it away where that fails: half of it would be believed.
    fn write_anew(&self, inside: &mut Inside) {
        let mut text = inside.head.clone();
        for (id, words) in &inside.open {
            text.push_str(&line(*id, words));
        }
        inside.lines = inside.open.len();
        inside.file = match replace(&self.path, &text) {
            Ok(file) => Some(file),
            Err(error) => {
                tracing::warn!(%error, "what is on its way to the mail server is not noted");
                drop(fs::remove_file(&self.path));
                None
            }
        };
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn line(id: i64, words: &str) -> String {
    match words {
        "" => format!("{id}\n"),
        _ => format!("{id} {words}\n"),
    }
}

fn replace(path: &Path, text: &str) -> io::Result<File> {
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(text.as_bytes())?;
    fs::rename(&new, path)?;
    Ok(file)
}

fn place(beside: &Path) -> PathBuf {
    beside.with_file_name("under-way")
}

/// This run of the machine.
fn machine() -> Option<String> {
    let id = fs::read_to_string(MACHINE).ok()?;
    Some(id.trim().to_owned())
}
