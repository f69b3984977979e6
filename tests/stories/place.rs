//! A place on disk for one story with the real binary: commands are run there, and what they said is read.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

/// A folder that goes when the story ends; the data dir is `desk` in it.
pub struct Place(pub PathBuf);

impl Place {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("paperdesk-story-{}-{n}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_paperdesk"));
        command
            .args(arguments)
            .current_dir(&self.0)
            .env_clear()
            .env("PAPERDESK_DATA", self.0.join("desk"));
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        Said::from(self.command(arguments).output().unwrap())
    }

    pub fn with(&self, variable: (&str, &str), arguments: &[&str]) -> Said {
        Said::from(
            self.command(arguments)
                .env(variable.0, variable.1)
                .output()
                .unwrap(),
        )
    }

    pub fn add_ben(&self) {
        let added = self.run(&[
            "person",
            "add",
            "ben@example.edu",
            "--name",
            "Ben",
            "--role",
            "tutor",
        ]);
        assert_eq!(added.code, 0, "{added:?}");
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

impl Said {
    pub fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{self:?}");
        serde_json::from_str(&self.out).unwrap()
    }

    pub fn is_refused(&self, code: i32, says: &str) {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{self:?}");
        assert!(
            self.err.contains(says) && self.err.trim_end().lines().count() == 1,
            "{self:?}"
        );
    }
}
