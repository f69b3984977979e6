//! What the writer of an answer wrote, without the mail that they answered to.

/// So much of an answer is kept.
const LONGEST: usize = 8000;

/// The lines before the mail they answer to, or before their signature.
pub(super) fn own_words(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let begins = |at: &usize| {
        let line = lines[*at];
        line.starts_with('>')
            || matches!(line, "--" | "-- ")
            || leads_to_a_quote(line, lines.get(at + 1).copied().unwrap_or_default())
            || is_a_ruler(line)
    };
    let end = (0..lines.len()).find(begins).unwrap_or(lines.len());
    let own = lines[..end].join("\n");
    let visible = own.chars().filter(|c| !c.is_control() || *c == '\n');
    let kept: String = visible.take(LONGEST).collect();
    kept.trim().to_owned()
}

/// "On Monday, the desk wrote:", also where it is broken over two lines, before quoted ones.
fn leads_to_a_quote(line: &str, next: &str) -> bool {
    let ends = line.ends_with(':') && line.len() > 1;
    (ends && next.starts_with('>'))
        || (line.starts_with("On ") && (line.ends_with("wrote:") || next.ends_with("wrote:")))
        || (ends && next.is_empty() && line.contains('@'))
}

/// "-----Original Message-----", and the rule of underscores above a quoted head.
fn is_a_ruler(line: &str) -> bool {
    let dashes = line.starts_with("-----") && line.ends_with("-----");
    let underscores = line.len() >= 20 && line.chars().all(|c| c == '_');
    dashes || underscores
}

#[cfg(test)]
mod tests {
    use super::own_words;

    #[test]
    fn only_what_its_writer_wrote_is_kept() {
        for (text, own) in [
            ("Thank you!\n\nAda\n", "Thank you!\n\nAda"),
            (
                "Yes: the second.\n\nOn Mon, Ben <b@x> wrote:\n> Which?\n",
                "Yes: the second.",
            ),
            (
                "Yes.\n\nOn Mon, 2 Nov 2026 at 09:00, Northfield\nWriting Centre <d@x> wrote:\n\n> Which?",
                "Yes.",
            ),
            (
                "Ja.\n\nAm Montag schrieb Ben <b@x.example>:\n\nWelche?",
                "Ja.",
            ),
            ("Yes.\n-----Original Message-----\nFrom: x", "Yes."),
            ("Yes.\n--\nAda King", "Yes."),
            ("> all of it is quoted", ""),
            ("a\u{7}b\r\nc", "ab\nc"),
        ] {
            assert_eq!(own_words(text), own);
        }
        assert_eq!(own_words(&"y".repeat(20_000)).len(), 8000);
    }
}
