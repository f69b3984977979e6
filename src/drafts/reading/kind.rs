//! The kinds of file a paper may come as.

use serde::{Deserialize, Serialize};

/// A kind of file we accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    Docx,
    Odt,
    Rtf,
    Pdf,
    Txt,
    Md,
}

impl FileKind {
    /// Every kind, in the order we name them to people.
    pub const ALL: [Self; 6] = [
        Self::Docx,
        Self::Odt,
        Self::Rtf,
        Self::Pdf,
        Self::Txt,
        Self::Md,
    ];

    /// The one word that stands for this kind in tables and commands.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Pdf => "pdf",
            Self::Txt => "txt",
            Self::Md => "md",
        }
    }

    /// The kind that `word` stands for, as written by [`FileKind::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// How the name of such a file ends, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        self.as_str()
    }

    /// The content type we send such a file with; never the one a browser claimed.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Rtf => "application/rtf",
            Self::Pdf => "application/pdf",
            Self::Txt => "text/plain; charset=utf-8",
            Self::Md => "text/markdown; charset=utf-8",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FileKind;

    #[test]
    fn every_kind_comes_back_from_its_word() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(FileKind::parse("doc"), None);
    }
}
