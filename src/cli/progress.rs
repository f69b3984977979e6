//! A bar that shows how far something has come, on a terminal alone, and gets out of the way of all else.

use std::io::{self, IsTerminal, Write};

/// How many marks a full bar has.
const WIDTH: u64 = 30;
/// So much of a name is shown.
const NAME: usize = 24;

/// A bar on stderr; none where that is no terminal.
pub struct Bar {
    lives: bool,
}

impl Bar {
    /// A bar that shows nothing yet.
    pub fn new() -> Self {
        Self {
            lives: io::stderr().is_terminal(),
        }
    }

    /// Shows how much of it is done, under a name and with words of its own.
    pub fn show(&self, name: &str, (done, all): (u64, u64), words: &str) {
        let name: String = name.chars().take(NAME).collect();
        self.write(&format!("\r{name}  {}  {words}\u{1b}[K", bar(done, all)));
    }

    /// Clears the line, for something that stays.
    pub fn clear(&self) {
        self.write("\r\u{1b}[K");
    }

    /// A bar that cannot be drawn is no reason to stop.
    fn write(&self, text: &str) {
        if self.lives {
            let mut out = io::stderr().lock();
            drop(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.clear();
    }
}

fn bar(done: u64, all: u64) -> String {
    let all = all.max(1);
    let done = done.min(all);
    let full = usize::try_from(done * WIDTH / all).unwrap_or_default();
    let empty = usize::try_from(WIDTH).unwrap_or_default() - full;
    format!(
        "[{}{}] {:>3} %",
        "#".repeat(full),
        ".".repeat(empty),
        done * 100 / all
    )
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_fills_from_nothing_to_all_and_no_further() {
        assert_eq!(bar(0, 9), format!("[{}]   0 %", ".".repeat(30)));
        assert_eq!(
            bar(5, 10),
            format!("[{}{}]  50 %", "#".repeat(15), ".".repeat(15))
        );
        assert_eq!(bar(11, 10), format!("[{}] 100 %", "#".repeat(30)));
        assert_eq!(bar(0, 0), format!("[{}]   0 %", ".".repeat(30)));
    }
}
