//! A question to a resolver and its answer, as bytes (RFC 1035). Whatever stands in an answer, reading it comes to an end.

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// TXT.
    Text,
    /// PTR.
    Name,
}

impl Kind {
    const fn number(self) -> u16 {
        match self {
            Self::Text => 16,
            Self::Name => 12,
        }
    }
}

const HEAD: usize = 12;
const NO_SUCH_NAME: u8 = 3;
/// No name has more labels.
const MOST_LABELS: usize = 128;

/// A question with its number: one name, one kind, recursion wanted.
pub(super) fn question(id: u16, (name, kind): (&str, Kind)) -> (u16, Vec<u8>) {
    let mut words = Vec::with_capacity(64);
    words.extend(id.to_be_bytes());
    words.extend([1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    for label in name.split('.').filter(|label| !label.is_empty()) {
        let label = &label.as_bytes()[..label.len().min(63)];
        words.push(u8::try_from(label.len()).unwrap_or(0));
        words.extend(label);
    }
    words.push(0);
    words.extend(kind.number().to_be_bytes());
    words.extend([0, 1]);
    (id, words)
}

/// An answer, not read yet but for its head.
pub(super) struct Message<'a> {
    bytes: &'a [u8],
}

impl<'a> Message<'a> {
    /// An answer to the question with this number.
    pub(super) fn read(bytes: &'a [u8], id: u16) -> Option<Self> {
        let message = Self { bytes };
        let is_ours = message.number(0)? == id && bytes.get(2)? & 0x80 != 0;
        (is_ours && bytes.len() >= HEAD).then_some(message)
    }

    /// Whether it was too long for its packet.
    pub(super) fn is_cut(&self) -> bool {
        self.bytes.get(2).is_some_and(|flags| flags & 0x02 != 0)
    }

    fn number(&self, at: usize) -> Option<u16> {
        let pair = self.bytes.get(at..at + 2)?;
        Some(u16::from_be_bytes([pair[0], pair[1]]))
    }

    /// What it says; none: the resolver has trouble, or it makes no sense.
    pub(super) fn answers(&self, kind: Kind) -> Option<Vec<String>> {
        match self.bytes.get(3)? & 0x0f {
            0 => {}
            NO_SUCH_NAME => return Some(Vec::new()),
            _ => return None,
        }
        let (questions, answers) = (self.number(4)?, self.number(6)?);
        let mut at = HEAD;
        for _ in 0..questions {
            at = self.after_name(at)? + 4;
        }
        let mut found = Vec::new();
        for _ in 0..answers {
            let head = self.after_name(at)?;
            let length = usize::from(self.number(head + 8)?);
            let begins = head + 10;
            if self.number(head)? == kind.number() {
                found.push(match kind {
                    Kind::Text => text(self.bytes.get(begins..begins + length)?)?,
                    Kind::Name => self.name(begins)?,
                });
            }
            at = begins + length;
        }
        Some(found)
    }

    /// Where a name ends.
    fn after_name(&self, mut at: usize) -> Option<usize> {
        for _ in 0..MOST_LABELS {
            match *self.bytes.get(at)? {
                0 => return Some(at + 1),
                pointer if pointer >= 0xc0 => return Some(at + 2),
                length => at += 1 + usize::from(length),
            }
        }
        None
    }

    /// A name, also where it goes on somewhere else.
    fn name(&self, mut at: usize) -> Option<String> {
        let mut labels = Vec::new();
        for _ in 0..MOST_LABELS {
            match *self.bytes.get(at)? {
                0 => return Some(labels.join(".").to_lowercase()),
                pointer if pointer >= 0xc0 => at = usize::from(self.number(at)? & 0x3fff),
                length => {
                    let end = at + 1 + usize::from(length);
                    let label = self.bytes.get(at + 1..end)?;
                    labels.push(String::from_utf8_lossy(label).into_owned());
                    at = end;
                }
            }
        }
        None
    }
}

/// A text in one, of whatever pieces it comes.
fn text(mut bytes: &[u8]) -> Option<String> {
    let mut whole = Vec::with_capacity(bytes.len());
    while let Some((length, rest)) = bytes.split_first() {
        let length = usize::from(*length);
        whole.extend(rest.get(..length)?);
        bytes = &rest[length..];
    }
    Some(String::from_utf8_lossy(&whole).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(kind: u16, data: &[u8]) -> Vec<u8> {
        let (_, mut words) = question(7, ("a.example", Kind::Text));
        words[2] = 0x81;
        words[7] = 1;
        words.extend([0xc0, 12]);
        words.extend(kind.to_be_bytes());
        words.extend([0, 1, 0, 0, 0, 60]);
        words.extend(u16::try_from(data.len()).unwrap_or(0).to_be_bytes());
        words.extend(data);
        words
    }

    fn read(bytes: &[u8], kind: Kind) -> Option<Vec<String>> {
        Message::read(bytes, 7)?.answers(kind)
    }

    #[test]
    fn texts_and_names_are_read_in_one_piece() {
        let found = read(&answer(16, b"\x03v=s\x04pf1 "), Kind::Text);
        assert_eq!(found, Some(vec!["v=spf1 ".to_owned()]));
        let found = read(&answer(12, b"\x04Mail\xc0\x0c"), Kind::Name);
        assert_eq!(found, Some(vec!["mail.a.example".to_owned()]));
        assert_eq!(read(&answer(5, b"\0"), Kind::Text), Some(Vec::new()));
    }

    #[test]
    fn whatever_comes_reading_ends() {
        // A name that leads to itself, a text longer than its place, and every way to break off.
        assert_eq!(read(&answer(12, b"\xc0\x27\xc0\x27"), Kind::Name), None);
        assert_eq!(read(&answer(16, b"\x09abc"), Kind::Text), None);
        let whole = answer(16, b"\x03abc");
        for length in 0..whole.len() {
            assert_eq!(read(&whole[..length], Kind::Text), None, "{length}");
        }
        assert!(Message::read(&whole, 8).is_none());
    }
}
