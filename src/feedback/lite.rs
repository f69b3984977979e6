//! A little Markdown: **bold**, *italic*, [links](https://…) and lists. What it gives is words in a tree, never HTML.

/// A part of a note or a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Whether its lines are the items of a list; else they are the lines of a paragraph.
    pub list: bool,
    /// Its lines, each of several runs.
    pub lines: Vec<Vec<Run>>,
}

/// Some letters that look the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// `plain`, `bold`, `italic` or `link`.
    pub look: &'static str,
    /// The letters.
    pub text: String,
    /// Where a link leads: an address on the web or a mail address, nothing else.
    pub href: String,
}

/// Reads what somebody typed. An empty line parts paragraphs; a line that begins with "- " is an item of a list.
#[must_use]
pub fn read(typed: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut parted = true;
    for line in typed.lines().map(str::trim) {
        if line.is_empty() {
            parted = true;
            continue;
        }
        let item = ["- ", "* ", "• "]
            .iter()
            .find_map(|mark| line.strip_prefix(mark));
        let (list, said) = (item.is_some(), item.unwrap_or(line));
        let goes_on = blocks
            .last_mut()
            .filter(|block| block.list == list && (!parted || list));
        match goes_on {
            Some(block) => block.lines.push(runs(said)),
            None => blocks.push(Block {
                list,
                lines: vec![runs(said)],
            }),
        }
        parted = false;
    }
    blocks
}

/// What was typed as one line without any marks.
#[must_use]
pub fn plain(typed: &str) -> String {
    let lines = read(typed).into_iter().flat_map(|block| {
        let mark = if block.list { "\u{2022} " } else { "" };
        let lines = block.lines.into_iter().map(move |line| {
            let words: String = line.into_iter().map(|run| run.text).collect();
            format!("{mark}{words}")
        });
        lines.collect::<Vec<_>>()
    });
    let lines: Vec<String> = lines.collect();
    lines.join(" ")
}

fn runs(line: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let (mut told, mut at) = (0, 0);
    while let Some(next) = line[at..].find(['*', '[']) {
        let begins = at + next;
        let Some((run, used)) = marked(&line[begins..]) else {
            at = begins + 1;
            continue;
        };
        runs.extend(unmarked(&line[told..begins]));
        runs.push(run);
        at = begins + used;
        told = at;
    }
    runs.extend(unmarked(&line[told..]));
    runs
}

fn unmarked(text: &str) -> Option<Run> {
    (!text.is_empty()).then(|| run("plain", text, ""))
}

fn run(look: &'static str, text: &str, href: &str) -> Run {
    Run {
        look,
        text: text.to_owned(),
        href: href.to_owned(),
    }
}

/// What begins at the start of `rest`, where it is marked, and how many bytes it takes.
fn marked(rest: &str) -> Option<(Run, usize)> {
    if let Some(inside) = rest.strip_prefix("**") {
        let text = within(inside, "**")?;
        return Some((run("bold", text, ""), text.len() + 4));
    }
    if let Some(inside) = rest.strip_prefix('*') {
        let text = within(inside, "*")?;
        return Some((run("italic", text, ""), text.len() + 2));
    }
    let inside = rest.strip_prefix('[')?;
    let text = within(inside, "](")?;
    let after = &inside[text.len() + 2..];
    let href = within(after, ")").filter(|href| leads_outside(href))?;
    Some((run("link", text, href), text.len() + href.len() + 4))
}

/// What stands before the next `end`, where it begins and ends with a letter and not with a space.
fn within<'a>(inside: &'a str, end: &str) -> Option<&'a str> {
    let text = &inside[..inside.find(end)?];
    (!text.is_empty() && text.trim() == text).then_some(text)
}

fn leads_outside(href: &str) -> bool {
    let clean = !href.chars().any(|c| c.is_whitespace() || c.is_control());
    clean
        && ["https://", "http://", "mailto:"]
            .iter()
            .any(|start| href.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{plain, read};

    fn shape(typed: &str) -> String {
        let blocks = read(typed).into_iter().map(|block| {
            let lines = block.lines.into_iter().map(|line| {
                let runs = line.into_iter().map(|run| match run.look {
                    "plain" => run.text,
                    "link" => format!("<{}|{}>", run.text, run.href),
                    look => format!("<{look} {}>", run.text),
                });
                runs.collect::<String>()
            });
            let lines = lines.collect::<Vec<_>>().join("/");
            if block.list {
                format!("[{lines}]")
            } else {
                lines
            }
        });
        blocks.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn marks_become_looks_and_lists_become_lists() {
        let typed =
            "Say **what** you *mean*.\nThen:\n- one\n- two\n\nSee [this](https://example.edu/a_b).";
        assert_eq!(
            shape(typed),
            "Say <bold what> you <italic mean>./Then: [one/two] See <this|https://example.edu/a_b>."
        );
        assert_eq!(plain("**A** [b](https://c.example)"), "A b");
    }

    #[test]
    fn what_is_no_mark_stays_as_it_was_typed() {
        for typed in [
            "2 * 3 * 4",
            "**open",
            "[no](javascript:alert)",
            "[no](https://a b)",
            "<b>x</b>",
            "* not a list*",
        ] {
            let expected = typed
                .strip_prefix("* ")
                .map_or_else(|| typed.to_owned(), |item| format!("[{item}]"));
            assert_eq!(shape(typed), expected);
        }
    }

    #[test]
    fn any_letters_are_read_without_an_accident() {
        for typed in [
            "*\u{1F469}\u{200D}\u{1F4BB}*",
            "[\u{e9}](",
            "**",
            "***",
            "*",
            "[]()",
        ] {
            let _ = read(typed);
        }
    }
}
