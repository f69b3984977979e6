//! Cuts a rich text file into its signs: braces, control words and characters.

/// One sign of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    Open,
    Close,
    /// A control word and its number.
    Word(&'a str, Option<i32>),
    /// A control sign other than a letter, such as `\~`.
    Sign(u8),
    /// A character of the text, in the code page of its font.
    Byte(u8),
}

/// The longest control word there is has far fewer letters.
const LONGEST_WORD: usize = 32;

/// The signs of a file, one after the other.
pub struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn after_backslash(&mut self) -> Option<Token<'a>> {
        let (&first, rest) = self.rest.split_first()?;
        if first.is_ascii_alphabetic() {
            return self.word();
        }
        self.rest = rest;
        match first {
            b'\'' => {
                let digits = self.rest.get(..2).and_then(|d| str::from_utf8(d).ok());
                let byte = digits.and_then(|d| u8::from_str_radix(d, 16).ok());
                self.rest = self.rest.get(2..).unwrap_or_default();
                Some(Token::Byte(byte.unwrap_or(b'?')))
            }
            b'\\' | b'{' | b'}' => Some(Token::Byte(first)),
            b'\n' | b'\r' => Some(Token::Word("par", None)),
            _ => Some(Token::Sign(first)),
        }
    }

    fn word(&mut self) -> Option<Token<'a>> {
        let letters = self
            .rest
            .iter()
            .take(LONGEST_WORD)
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        let (name, rest) = self.rest.split_at(letters);
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..]
            .iter()
            .take(10)
            .take_while(|b| b.is_ascii_digit())
            .count();
        let (number, rest) = if digits > 0 {
            rest.split_at(sign + digits)
        } else {
            rest.split_at(0)
        };
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let name = str::from_utf8(name).ok()?;
        let number = str::from_utf8(number).ok()?.parse().ok();
        if name == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            self.rest = self.rest.get(length..).unwrap_or_default();
        }
        Some(Token::Word(name, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (&first, rest) = self.rest.split_first()?;
            self.rest = rest;
            match first {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.after_backslash(),
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}
