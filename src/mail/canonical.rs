//! A mail as its signature sees it: what mail servers may change on the way, spaces and folds, is made one ("relaxed").

/// The header's fields in order: name, and value with its folds.
pub(super) fn fields(head: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = head;
    while !rest.is_empty() {
        let end = rest
            .match_indices("\r\n")
            .map(|(at, _)| at)
            .find(|at| !rest[at + 2..].starts_with([' ', '\t']));
        let (line, after) = match end {
            Some(at) => (&rest[..at], &rest[at + 2..]),
            None => (rest, ""),
        };
        found.extend(line.split_once(':'));
        rest = after;
    }
    found
}

/// One field: its name in small letters, its value in one line with single spaces.
pub(super) fn field(name: &str, value: &str) -> String {
    let words: Vec<&str> = value.split_ascii_whitespace().collect();
    format!("{}:{}", name.trim().to_ascii_lowercase(), words.join(" "))
}

/// A body: single spaces, none at the end of a line, no empty lines at its end.
pub(super) fn body(text: &str) -> Vec<u8> {
    let mut lines: Vec<String> = text.split("\r\n").map(single_spaced).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let mut whole = lines.join("\r\n");
    if !whole.is_empty() {
        whole.push_str("\r\n");
    }
    whole.into_bytes()
}

fn single_spaced(line: &str) -> String {
    let mut single = String::with_capacity(line.len());
    for c in line.chars() {
        let space = c == ' ' || c == '\t';
        if !space {
            single.push(c);
        } else if !single.ends_with(' ') {
            single.push(' ');
        }
    }
    single.truncate(single.trim_end_matches(' ').len());
    single
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_reads_as_in_the_example_of_the_standard() {
        // RFC 6376, 3.4.5.
        let head = "A: X\r\nB : Y\t\r\n\tZ  ";
        let seen: Vec<String> = fields(head)
            .into_iter()
            .map(|(name, value)| field(name, value))
            .collect();
        assert_eq!(seen, ["a:X", "b:Y Z"]);
        assert_eq!(body(" C \r\nD \t E\r\n\r\n\r\n"), b" C\r\nD E\r\n");
        assert_eq!(body("\r\n\r\n"), b"");
        assert_eq!(body("no end"), b"no end\r\n");
    }
}
