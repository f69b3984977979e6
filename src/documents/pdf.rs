//! Reads PDF files: the letters on their pages become lines, and the lines become paragraphs.

mod furniture;
mod letters;
mod measure;
mod paragraphs;

use super::{Blocks, Flag, Unreadable, broken};
use letters::Letters;
use pdf_extract::{Dictionary, Document, Object, output_doc_page};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

/// Pages that are nested deeply need room; it counts towards the memory of the child. In bytes.
const STACK: usize = 64 * 1024 * 1024;

/// The paragraphs of a PDF, and what else is in it. A page that makes the library give up is left out.
pub fn read(bytes: &[u8]) -> Result<(Blocks, Vec<Flag>), Unreadable> {
    thread::scope(|scope| {
        let reader = thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || read_here(bytes));
        let done = reader.map_err(broken)?.join();
        done.unwrap_or_else(|_| Err(broken("the PDF reader gave up")))
    })
}

fn read_here(bytes: &[u8]) -> Result<(Blocks, Vec<Flag>), Unreadable> {
    let mut document = Document::load_mem(bytes).map_err(broken)?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Unreadable::Locked);
    }
    let mut pages = Vec::new();
    let mut drawn = 0;
    for number in document.get_pages().into_keys() {
        let mut letters = Letters::default();
        // What was read of a page before the library gave up is still worth reading.
        let page = AssertUnwindSafe(|| output_doc_page(&document, &mut letters, number));
        drawn += usize::from(catch_unwind(page).is_ok_and(|page| page.is_ok()));
        pages.push(letters.finish());
    }
    if drawn == 0 && pages.iter().all(|page| page.lines.is_empty()) {
        return Err(broken("the PDF has no page that can be read"));
    }
    furniture::clear(&mut pages);
    Ok((paragraphs::join(pages), flags(&document)))
}

fn flags(document: &Document) -> Vec<Flag> {
    let info = document.trailer.get(b"Info").and_then(Object::as_reference);
    let info = info.and_then(|id| document.get_dictionary(id));
    let author = info
        .and_then(|info| info.get(b"Author"))
        .and_then(Object::as_str);
    let names = document
        .catalog()
        .and_then(|root| resolve(document, root, b"Names"));
    let has = |name: &[u8]| names.as_ref().is_ok_and(|names| names.has(name));
    let found = [
        (has(b"JavaScript"), Flag::Macros),
        (has(b"EmbeddedFiles"), Flag::Embedded),
        (
            author.is_ok_and(|name| !name.trim_ascii().is_empty()),
            Flag::Author,
        ),
    ];
    found
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, flag)| flag)
        .collect()
}

fn resolve<'a>(
    document: &'a Document,
    from: &'a Dictionary,
    name: &[u8],
) -> Result<&'a Dictionary, pdf_extract::Error> {
    let object = from.get(name)?;
    document.dereference(object)?.1.as_dict()
}

#[cfg(test)]
mod tests;
