//! Which part of a Word file belongs to which: a file of relations stands beside every part.

use super::super::Unreadable;
use super::super::parts::Parts;
use super::super::xml::{Piece, Xml};

struct Relation {
    kind: String,
    target: String,
    external: bool,
}

/// The relations of one part.
#[derive(Default)]
pub struct Relations(Vec<Relation>);

impl Relations {
    /// The relations of `part`; the empty name stands for the file as a whole.
    pub fn of(parts: &mut Parts, part: &str) -> Result<Self, Unreadable> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let text = parts.xml(&format!("{folder}{slash}_rels/{name}.rels"))?;
        Self::parse(&text.unwrap_or_default(), folder)
    }

    /// Reads a file of relations whose targets are counted from `folder`.
    pub fn parse(text: &str, folder: &str) -> Result<Self, Unreadable> {
        let mut xml = Xml::new(text);
        let mut relations = Vec::new();
        while let Some(piece) = xml.next()? {
            let Piece::Open(tag) = piece else { continue };
            if let (Some(kind), Some(target)) = (tag.get("Type"), tag.get("Target")) {
                let external = tag.get("TargetMode") == Some("External");
                let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
                let target = if external {
                    target.to_owned()
                } else {
                    resolve(folder, target)
                };
                relations.push(Relation {
                    kind,
                    target,
                    external,
                });
            }
        }
        Ok(Self(relations))
    }

    /// The part that stands in the relation `kind`.
    pub fn target(&self, kind: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|r| r.kind == kind && !r.external)
            .map(|r| r.target.as_str())
    }

    /// Whether something other than a link for the reader lies outside the file.
    pub fn links_elsewhere(&self) -> bool {
        let on_the_web = |r: &Relation| r.target.to_lowercase().starts_with("http");
        // Word notes the template on the writer's own disk in many honest files.
        self.0.iter().any(|r| {
            r.external && r.kind != "hyperlink" && (r.kind != "attachedTemplate" || on_the_web(r))
        })
    }
}

fn resolve(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}
