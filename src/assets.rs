//! The files inside the binary: templates, static files and migrations. In debug builds they are read from disk.

use std::borrow::Cow;
use std::sync::OnceLock;

use data_encoding::HEXLOWER;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

#[derive(RustEmbed)]
#[folder = "migrations/"]
struct Migrations;

/// True where files are read from disk at each use, so that an edit shows at once.
pub const RELOADS: bool = cfg!(debug_assertions);

/// Every template as (name, text), sorted by name.
#[must_use]
pub fn templates() -> Vec<(String, String)> {
    texts::<Templates>()
}

/// Every migration as (name, SQL), in the order in which they apply.
#[must_use]
pub fn migrations() -> Vec<(String, String)> {
    texts::<Migrations>()
}

/// A static file's bytes and content type, or nothing by that name.
#[must_use]
pub fn static_file(path: &str) -> Option<(Cow<'static, [u8]>, String)> {
    let file = Static::get(path)?;
    Some((file.data.clone(), file.metadata.mimetype().to_owned()))
}

/// A short fingerprint of all static files: it changes the pages' links when a file changes.
#[must_use]
pub fn fingerprint() -> String {
    static ONCE: OnceLock<String> = OnceLock::new();
    if RELOADS {
        compute_fingerprint()
    } else {
        ONCE.get_or_init(compute_fingerprint).clone()
    }
}

fn compute_fingerprint() -> String {
    let mut hash = Sha256::new();
    for name in sorted::<Static>() {
        if let Some(file) = Static::get(&name) {
            hash.update(file.metadata.sha256_hash());
        }
    }
    HEXLOWER.encode(&hash.finalize())[..12].to_owned()
}

fn texts<E: RustEmbed>() -> Vec<(String, String)> {
    let text_of = |name: String| {
        let file = E::get(&name)?;
        Some((name, String::from_utf8_lossy(&file.data).into_owned()))
    };
    sorted::<E>().into_iter().filter_map(text_of).collect()
}

fn sorted<E: RustEmbed>() -> Vec<String> {
    let mut names: Vec<String> = E::iter().map(Cow::into_owned).collect();
    names.sort();
    names
}
