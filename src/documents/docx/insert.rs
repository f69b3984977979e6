//! Writes comments into a Word file that somebody else made, and changes nothing else in it.

use super::super::comment::element;
use super::super::parts::Parts;
use super::super::{Annotations, Comment, MarkedUp, Unreadable, broken};
use super::Main;
use super::letters::{Lettered, lettered};
use super::line::{Mark, Stretch};
use super::margin::marked_up;
use super::package::{HEAD, appended, declares, repacked};
use super::seams::Seams;
use crate::drafts::reading::Span;
use std::collections::BTreeMap;

const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const USUAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
/// Numbers of comments that every word processor understands.
const HIGHEST: i64 = 1_000_000_000;

/// The file with the comments in it, behind those that it has already. Only for the child process of
/// [`super::super::Apart`]: files are hostile.
///
/// # Errors
/// Why it cannot be done; then nothing was.
pub fn insert(bytes: &[u8], given: &Annotations) -> Result<Vec<u8>, Unreadable> {
    let mut parts = Parts::open(bytes)?;
    let main = Main::read(&mut parts)?;
    if main.text.contains(char::REPLACEMENT_CHARACTER) {
        return Err(broken("the file is written in letters we do not know"));
    }
    let paragraphs = lettered(&main.blocks, &given.text)?;
    let listed = Listed::of(&mut parts, &main)?;
    let first = first_free(&listed.text, &paragraphs)?;
    let namespace = namespace(&main.text);
    let anew = (!declares(&main.text, ("xmlns:w", namespace))).then_some(namespace);
    let mut seams = Seams::new(&main.trail, anew);
    let mut comments = Vec::with_capacity(given.comments.len());
    let whole = given.text.whole();
    for (id, comment) in (first..).zip(&given.comments) {
        let (letters, all) = letters(&paragraphs, comment.span);
        let exact = seams
            .around(id, &letters)
            .ok_or_else(|| broken("a comment has no place in the file"))?;
        comments.push((id, quoting(comment, &whole, exact && all)));
    }
    let mut changed = listed.with(&mut parts, (&main, namespace), &comments)?;
    changed.insert(main.name.clone(), seams.write(&main.text));
    let file = repacked(bytes, changed)?;
    check(&marked_up(&file)?, (given, &comments))?;
    Ok(file)
}

/// The letters of a place; of the first paragraph where there is none. And whether these are all: a comment that goes from
/// one cell of a table into another would be lost in `LibreOffice`, so it stands on the first paragraph alone.
fn letters<'a>(paragraphs: &[Lettered<'a>], span: Option<Span>) -> (Vec<Part<'a>>, bool) {
    let mut touched = paragraphs
        .iter()
        .map(|paragraph| (paragraph.in_table, touched(paragraph, span)))
        .filter(|(_, letters)| !letters.is_empty());
    let Some((mut in_table, mut all)) = touched.next() else {
        return (Vec::new(), false);
    };
    if span.is_none() {
        return (all, true);
    }
    let first = all.len();
    for (here_too, more) in touched {
        in_table |= here_too;
        all.extend(more);
    }
    if in_table && all.len() > first {
        all.truncate(first);
        return (all, false);
    }
    (all, true)
}

/// The letters of a paragraph that belong to a place.
fn touched<'a>(paragraph: &Lettered<'a>, span: Option<Span>) -> Vec<Part<'a>> {
    let (from, to) = span.map_or((0, u32::MAX), Span::into);
    let within = |at: u32| at.saturating_sub(paragraph.start) as usize;
    let to = within(to).min(paragraph.letters.len());
    let own = paragraph.letters.get(within(from)..to).unwrap_or_default();
    match (own.first(), own.last()) {
        (Some((begin, _)), Some((_, end))) => stretches(paragraph, (*begin, *end)),
        _ => Vec::new(),
    }
}

/// A stretch, and from which byte of it up to but not including which.
type Part<'a> = (&'a Stretch, usize, usize);

/// The stretches of a line between two of its bytes.
fn stretches<'a>(paragraph: &Lettered<'a>, (from, to): (usize, usize)) -> Vec<Part<'a>> {
    let mut at = 0;
    let mut found = Vec::new();
    for stretch in &paragraph.line.stretches {
        let end = at + stretch.bytes;
        if at < to && end > from {
            found.push((stretch, from.max(at) - at, to.min(end) - at));
        }
        at = end;
    }
    found
}

/// A comment that cannot begin and end at its very words says on which words it stands.
fn quoting(comment: &Comment, whole: &str, exact: bool) -> Comment {
    let mut comment = comment.clone();
    if let (Some(span), false) = (comment.span, exact) {
        let many = span.end.saturating_sub(span.start) as usize;
        let words: String = whole.chars().skip(span.start as usize).take(many).collect();
        comment.lines.insert(0, format!("\u{201C}{words}\u{201D}"));
    }
    comment
}

fn namespace(part: &str) -> &'static str {
    if part.contains(STRICT) && !part.contains(USUAL) {
        STRICT
    } else {
        USUAL
    }
}

/// The first number behind all those that comments in the file have.
fn first_free(listed: &str, paragraphs: &[Lettered<'_>]) -> Result<i64, Unreadable> {
    let marks = paragraphs.iter().flat_map(|p| &p.line.marks);
    let used = marks.map(|(_, Mark::Begin(id) | Mark::End(id) | Mark::Sign(id))| id.clone());
    let numbers = used.chain(super::margin::numbers(listed)?);
    let highest = numbers.filter_map(|id| id.parse().ok()).max();
    highest
        .unwrap_or(-1_i64)
        .checked_add(1)
        .map(|next| next.max(0))
        .filter(|next| *next < HIGHEST)
        .ok_or_else(|| broken("the numbers of its comments are too high"))
}

/// The part that lists the comments: the file's own, or a new one.
struct Listed {
    name: String,
    text: String,
    new: bool,
}

impl Listed {
    fn of(parts: &mut Parts, main: &Main) -> Result<Self, Unreadable> {
        if let Some(name) = main.relations.target("comments") {
            let text = parts.xml(name)?;
            return Ok(Self {
                name: name.to_owned(),
                text: text.ok_or_else(|| broken("the part of its comments is missing"))?,
                new: false,
            });
        }
        let folder = main.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let slash = if folder.is_empty() { "" } else { "/" };
        let names = parts.names();
        let free = (0..).map(|n| match n {
            0 => format!("{folder}{slash}comments.xml"),
            n => format!("{folder}{slash}comments{n}.xml"),
        });
        let taken = |name: &String| names.iter().any(|other| other.eq_ignore_ascii_case(name));
        let mut free = free.skip_while(taken);
        Ok(Self {
            name: free.next().unwrap_or_default(),
            text: String::new(),
            new: true,
        })
    }

    /// This part with more comments, and where it is new the parts that must know of it.
    fn with(
        self,
        parts: &mut Parts,
        (main, namespace): (&Main, &str),
        comments: &[(i64, Comment)],
    ) -> Result<BTreeMap<String, String>, Unreadable> {
        let anew = !self.new && !declares(&self.text, ("xmlns:w", namespace));
        let declared = format!(" xmlns:w=\"{namespace}\"");
        let own = if anew { declared.as_str() } else { "" };
        let more: String = comments
            .iter()
            .map(|(id, comment)| element(*id, comment, own))
            .collect();
        let mut changed = BTreeMap::new();
        if self.new {
            let text = format!("{HEAD}<w:comments{declared}>{more}</w:comments>");
            introduce(parts, (main, &self.name, namespace), &mut changed)?;
            changed.insert(self.name, text);
        } else {
            changed.insert(self.name, appended(&self.text, &more)?);
        }
        Ok(changed)
    }
}

/// Makes a new part of comments known to the package and to the document part.
fn introduce(
    parts: &mut Parts,
    (main, name, namespace): (&Main, &str, &str),
    changed: &mut BTreeMap<String, String>,
) -> Result<(), Unreadable> {
    let list = "[Content_Types].xml";
    let types = parts
        .xml(list)?
        .ok_or_else(|| broken("the Word file has no list of its parts"))?;
    let declared = |part: &str, uri: &str| {
        if declares(part, ("xmlns", uri)) {
            String::new()
        } else {
            format!(" xmlns=\"{uri}\"")
        }
    };
    let known = format!(
        "<Override{} PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/>",
        declared(&types, TYPES)
    );
    changed.insert(list.to_owned(), appended(&types, &known)?);
    let (folder, own) = main.name.rsplit_once('/').unwrap_or(("", &main.name));
    let slash = if folder.is_empty() { "" } else { "/" };
    let relations = format!("{folder}{slash}_rels/{own}.rels");
    let text = parts.xml(&relations)?;
    let text = text.unwrap_or_else(|| format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\"/>"));
    let kinds = if namespace == STRICT {
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    } else {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    };
    let mut ids = (1..).map(|n| format!("comments{n}"));
    let id = ids
        .find(|id| !text.contains(id.as_str()))
        .unwrap_or_default();
    let relation = format!(
        "<Relationship{} Id=\"{id}\" Type=\"{kinds}/comments\" Target=\"/{name}\"/>",
        declared(&text, RELATIONS)
    );
    changed.insert(relations, appended(&text, &relation)?);
    Ok(())
}

/// Reads the new file as anybody would: its text must be the same, and each comment at its place.
fn check(
    found: &MarkedUp,
    (given, comments): (&Annotations, &[(i64, Comment)]),
) -> Result<(), Unreadable> {
    let behind = found.notes.len().checked_sub(comments.len());
    let new = behind.and_then(|before| found.notes.get(before..));
    let new = new.ok_or_else(|| broken("a comment got lost"))?;
    let whole: Vec<char> = given.text.whole().chars().collect();
    let said = |span: Span| {
        let letters = whole.get(span.start as usize..span.end as usize);
        let letters: String = letters.unwrap_or_default().iter().collect();
        letters.trim().to_owned()
    };
    let kept = found.text.whole().starts_with(&given.text.whole());
    let placed = new.iter().zip(given.comments.iter().zip(comments));
    let mut placed = placed.filter(|(_, (before, (_, after)))| {
        before.span.is_some() && before.lines.len() == after.lines.len()
    });
    let right = placed.all(|(note, (before, _))| note.span.map(said) == before.span.map(said));
    if kept && right {
        Ok(())
    } else {
        Err(broken("the comments do not stand where they should"))
    }
}

#[cfg(test)]
mod tests;
