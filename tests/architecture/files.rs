//! The files of the repository, and the list of what is wrong in them.

use std::fmt::Write;
use std::fs;
use std::path::Path;

pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    /// Its lines as (number, line), without what stands after `//`.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(n, line)| (n + 1, without_comment(line)))
    }

    /// The lines before its own tests.
    pub fn code_before_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code().take_while(|(_, line)| {
            !line.starts_with("#[cfg(test)]\nmod tests {") && *line != "mod tests {"
        })
    }

    pub fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.contains("/tests/")
    }

    pub fn room(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap();
        if inside.starts_with("web/gate/") {
            return "gate";
        }
        inside.split(['/', '.']).next().unwrap()
    }
}

fn without_comment(line: &str) -> &str {
    let begins = line
        .match_indices("//")
        .find(|(at, _)| !line[..*at].ends_with([':', '"']));
    begins.map_or(line, |(at, _)| &line[..at])
}

pub fn files(folder: &str, ending: &str) -> Vec<File> {
    let mut found = Vec::new();
    gather(
        Path::new(env!("CARGO_MANIFEST_DIR")),
        folder,
        ending,
        &mut found,
    );
    assert!(!found.is_empty(), "there is nothing in {folder}");
    found
}

fn gather(root: &Path, folder: &str, ending: &str, found: &mut Vec<File>) {
    let mut entries: Vec<_> = fs::read_dir(root.join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for entry in entries {
        let path = entry
            .strip_prefix(root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        if entry.is_dir() && !path.ends_with("node_modules") {
            gather(root, &path, ending, found);
        } else if path.ends_with(ending) {
            found.push(File {
                path,
                text: fs::read_to_string(&entry).unwrap(),
            });
        }
    }
}

pub fn everything_in_rust() -> Vec<File> {
    ["src", "tests", "benches"]
        .into_iter()
        .flat_map(|folder| files(folder, ".rs"))
        .collect()
}

/// Fails with every stray: its file, its line, and what is wrong there.
#[derive(Default)]
pub struct Strays(String);

impl Strays {
    pub fn add(&mut self, (file, line): (&File, usize), what: &str) {
        writeln!(self.0, "  {}:{line}: {what}", file.path).unwrap();
    }
}

impl Drop for Strays {
    fn drop(&mut self) {
        assert!(
            std::thread::panicking() || self.0.is_empty(),
            "strays:\n{}",
            self.0
        );
    }
}
