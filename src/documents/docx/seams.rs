//! Where a document part is cut so that comments can begin and end between its letters, and what is written there.

use super::line::{Site, Stretch};
use super::trail::{Holder, Trail, Words};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What must be closed at a seam, and opened again behind it.
#[derive(Clone, Copy)]
enum Cut {
    /// Nothing: it lies between two elements of a paragraph.
    Between,
    /// A run.
    Run(usize),
    /// A run and its text.
    Words(usize, usize),
}

/// The comments that end and begin at one byte of the part.
struct Seam {
    cut: Cut,
    ends: Vec<i64>,
    begins: Vec<i64>,
}

/// All seams of a part.
pub struct Seams<'a> {
    trail: &'a Trail,
    all: BTreeMap<usize, Seam>,
    /// What stands in front of our elements' names, and a declaration where the part has none.
    declared: String,
}

impl<'a> Seams<'a> {
    /// No seams yet. `namespace`: the one to be declared anew, where the part does not call it `w`.
    pub fn new(trail: &'a Trail, namespace: Option<&str>) -> Self {
        let declared = namespace.map(|uri| format!(" xmlns:w=\"{uri}\""));
        Self {
            trail,
            all: BTreeMap::new(),
            declared: declared.unwrap_or_default(),
        }
    }

    /// Comment `id` stands around these letters: stretches, each from which byte of it up to but not including which.
    /// Gives whether it begins and ends at the very letters; nothing where there are none.
    pub fn around(&mut self, id: i64, letters: &[(&Stretch, usize, usize)]) -> Option<bool> {
        let begins = letters
            .iter()
            .map(|(stretch, from, _)| self.begin(&stretch.site, *from));
        let ends = letters
            .iter()
            .map(|(stretch, _, to)| self.end(&stretch.site, *to));
        let (begin, before, first) = begins.min_by_key(|(at, ..)| *at)?;
        let (end, behind, last) = ends.max_by_key(|(at, ..)| *at)?;
        self.seam(begin, before).begins.push(id);
        self.seam(end, behind).ends.push(id);
        Some(first && last)
    }

    /// Where a comment begins whose first letter is at a byte of a site, and whether that is at the very letter.
    fn begin(&self, site: &Site, at: usize) -> (usize, Cut, bool) {
        let (from, cut) = self.before(site, at);
        match self.trail.around(site) {
            Some((field, letters)) => (field.start, Cut::Between, letters.start == here(site, at)),
            None => (from, cut, site.cut && !site.elsewhere),
        }
    }

    /// The same of its end behind a letter.
    fn end(&self, site: &Site, at: usize) -> (usize, Cut, bool) {
        let (to, cut) = self.behind(site, at);
        match self.trail.around(site) {
            Some((all, letters)) => {
                let exact =
                    letters.end == here(site, at) || !site.plain && letters.end == site.raw.end;
                (all.end, Cut::Between, exact)
            }
            None => (to, cut, site.cut && !site.elsewhere),
        }
    }

    fn seam(&mut self, at: usize, cut: Cut) -> &mut Seam {
        self.all.entry(at).or_insert(Seam {
            cut,
            ends: Vec::new(),
            begins: Vec::new(),
        })
    }

    fn before(&self, site: &Site, at: usize) -> (usize, Cut) {
        let holder = &self.trail.holders[site.holder];
        if !site.cut {
            return (holder.open.start, Cut::Between);
        }
        let mut here = here(site, at);
        if let Some(n) = site.words {
            let words = &self.trail.words[n];
            if here > words.open.end {
                return (here, Cut::Words(site.holder, n));
            }
            here = words.open.start;
        }
        if here == content(holder) {
            (holder.open.start, Cut::Between)
        } else {
            (here, Cut::Run(site.holder))
        }
    }

    fn behind(&self, site: &Site, at: usize) -> (usize, Cut) {
        let holder = &self.trail.holders[site.holder];
        if !site.cut {
            return (holder.close.end, Cut::Between);
        }
        let mut here = if site.plain {
            here(site, at)
        } else {
            site.raw.end
        };
        if let Some(n) = site.words {
            let words = &self.trail.words[n];
            if here < words.close.start {
                return (here, Cut::Words(site.holder, n));
            }
            here = words.close.end;
        }
        if here == holder.close.start {
            (holder.close.end, Cut::Between)
        } else {
            (here, Cut::Run(site.holder))
        }
    }

    /// The part with all of it written in.
    pub fn write(&self, part: &str) -> String {
        let mut whole = String::with_capacity(part.len() + 400 * self.all.len());
        let mut done = 0;
        let mut kept = usize::MAX;
        for (at, seam) in &self.all {
            if let Cut::Words(_, n) = seam.cut
                && kept != n
            {
                // Spaces at the ends of a text count only where it says so.
                kept = n;
                let words = &self.trail.words[n];
                whole.push_str(&part[done..words.open.start]);
                whole.push_str(&keeping_spaces(&part[words.open.clone()]));
                done = words.open.end;
            }
            whole.push_str(&part[done..*at]);
            done = *at;
            self.stitch(&mut whole, part, seam);
        }
        whole.push_str(&part[done..]);
        whole
    }

    fn stitch(&self, whole: &mut String, part: &str, seam: &Seam) {
        let (run, words) = match seam.cut {
            Cut::Between => (None, None),
            Cut::Run(run) => (Some(run), None),
            Cut::Words(run, words) => (Some(run), Some(words)),
        };
        let run: Option<&Holder> = run.map(|n| &self.trail.holders[n]);
        let words: Option<&Words> = words.map(|n| &self.trail.words[n]);
        if let Some(words) = words {
            whole.push_str(&part[words.close.clone()]);
        }
        if let Some(run) = run {
            whole.push_str(&part[run.close.clone()]);
        }
        let declared = &self.declared;
        for id in &seam.ends {
            // Writing to a string cannot fail.
            let _ = write!(
                whole,
                "<w:commentRangeEnd{declared} w:id=\"{id}\"/><w:r{declared}><w:commentReference w:id=\"{id}\"/></w:r>"
            );
        }
        for id in &seam.begins {
            let _ = write!(whole, "<w:commentRangeStart{declared} w:id=\"{id}\"/>");
        }
        if let Some(run) = run {
            whole.push_str(&part[run.open.clone()]);
            let look = run.look.clone().unwrap_or_default();
            whole.push_str(&part[look]);
        }
        if let Some(words) = words {
            whole.push_str(&keeping_spaces(&part[words.open.clone()]));
        }
    }
}

/// The byte of the part where so many bytes of a site's letters are over.
fn here(site: &Site, at: usize) -> usize {
    site.raw.start + if site.plain { at } else { 0 }
}

/// Where what a run holds begins, behind its look.
fn content(run: &Holder) -> usize {
    run.look.as_ref().map_or(run.open.end, |look| look.end)
}

/// The opening of a text that keeps the spaces at its ends.
fn keeping_spaces(tag: &str) -> String {
    match tag.strip_suffix('>') {
        Some(open) if !tag.contains("xml:space") => format!("{open} xml:space=\"preserve\">"),
        _ => tag.to_owned(),
    }
}
