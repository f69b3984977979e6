//! Watches the head of a request go by, for what can be understood in two ways.
//!
//! hyper drops `Content-Length` silently when `Transfer-Encoding` stands beside it, and takes a bare LF as a line's
//! end. A proxy in front may read such a request differently, so we refuse it.

/// Long enough for `transfer-encoding:`, the longer of the two names we look for.
const BEGINNING: usize = 18;

/// Where in the head we are.
#[derive(Default, PartialEq, Eq)]
enum Place {
    #[default]
    Before,
    Within,
    Over,
}

/// What has been seen of one head so far.
#[derive(Default)]
pub struct HeadWatch {
    beginning: [u8; BEGINNING],
    length: usize,
    previous: u8,
    place: Place,
    bare_feed: bool,
    sized: bool,
    coded: bool,
}

impl HeadWatch {
    /// Looks at the next bytes from the wire; what comes after the head is left alone.
    pub fn look(&mut self, bytes: &[u8]) {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            if self.place == Place::Over {
                return;
            }
            self.take(piece);
        }
    }

    /// Whether two readers could disagree on where this request ends.
    pub fn is_muddled(&self) -> bool {
        self.bare_feed || (self.sized && self.coded)
    }

    fn take(&mut self, piece: &[u8]) {
        let kept = self.length.min(BEGINNING);
        let more = piece.len().min(BEGINNING - kept);
        self.beginning[kept..kept + more].copy_from_slice(&piece[..more]);
        self.length += piece.len();
        let before_last = match piece {
            [.., before, _] => *before,
            _ => self.previous,
        };
        self.previous = piece.last().copied().unwrap_or(self.previous);
        if self.previous == b'\n' {
            self.end_line(before_last == b'\r');
        }
    }

    fn end_line(&mut self, with_return: bool) {
        let ending = 1 + usize::from(with_return);
        let blank = self.length <= ending;
        self.bare_feed |= !with_return;
        if !blank {
            self.place = Place::Within;
        } else if self.place == Place::Within {
            self.place = Place::Over;
        }
        let seen = &self.beginning[..self.length.min(BEGINNING)];
        let name = seen.split(|byte| *byte == b':').next().unwrap_or(seen);
        self.sized |= name.eq_ignore_ascii_case(b"content-length");
        self.coded |= name.eq_ignore_ascii_case(b"transfer-encoding");
        self.length = 0;
    }
}
