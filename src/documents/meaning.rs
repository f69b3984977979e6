//! What paragraph styles mean, going by the names that word processors give them.

/// What a style makes of a paragraph.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Outline level from 0.
    pub outline: Option<u8>,
    pub numbered: Option<bool>,
    /// List level from 0.
    pub list_level: Option<u8>,
    pub quote: bool,
}

impl Meaning {
    /// Takes over from `base` what is still open here.
    pub fn fill(&mut self, base: &Self) {
        self.outline = self.outline.or(base.outline);
        self.numbered = self.numbered.or(base.numbered);
        self.list_level = self.list_level.or(base.list_level);
        self.quote |= base.quote;
    }

    /// Word keeps the English names of its own styles in files of every language.
    pub fn by_name(name: &str) -> Self {
        let plain: String = name
            .to_lowercase()
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let number = |rest: &str| {
            rest.parse::<u8>()
                .ok()
                .filter(|n| (1..=9).contains(n))
                .map(|n| n - 1)
        };
        let mut meaning = Self::default();
        match plain.as_str() {
            "title" => meaning.outline = Some(0),
            "subtitle" => meaning.outline = Some(1),
            "quote" | "quotations" | "intensequote" | "blocktext" | "blockquote"
            | "blockquotation" => meaning.quote = true,
            _ => {
                meaning.outline = plain.strip_prefix("heading").and_then(number);
                let list = plain
                    .strip_prefix("listbullet")
                    .or_else(|| plain.strip_prefix("listnumber"));
                meaning.list_level = list.and_then(number);
            }
        }
        meaning
    }
}
