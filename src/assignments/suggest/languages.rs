//! Languages: which of a tutor's tell them from others, and whether a student named one of them.

/// Words in lower case between single blanks, one at each end: what contains another has it as whole words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(String);

/// A language that a tutor can give feedback in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// As it was written down.
    pub name: String,
    words: Words,
}

impl Words {
    /// The words of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric());
        Self(
            words
                .filter(|word| !word.is_empty())
                .fold(" ".to_owned(), |all, word| format!("{all}{word} ")),
        )
    }

    fn are_none(&self) -> bool {
        self.0 == " "
    }
}

impl Language {
    /// One by its name.
    #[must_use]
    pub fn called(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            words: Words::of(name),
        }
    }
}

/// The languages of each tutor, from what is written down ("English, German"), but those that all tutors have who have
/// any written down: nobody is chosen for them.
pub fn telling_apart(written: &[&str]) -> Vec<Vec<Language>> {
    let all: Vec<Vec<Language>> = written.iter().map(|written| listed(written)).collect();
    let known = || all.iter().filter(|languages| !languages.is_empty());
    let is_everybodys = |language: &Language| {
        let has = |own: &Vec<Language>| own.iter().any(|one| one.words == language.words);
        known().count() > 1 && known().all(has)
    };
    let own = |languages: &Vec<Language>| {
        let own = languages.iter().filter(|language| !is_everybodys(language));
        own.cloned().collect()
    };
    all.iter().map(own).collect()
}

/// The place of the first of some languages that an answer names: "Romanian, and some English".
pub fn named(answer: &Words, languages: &[Language]) -> Option<usize> {
    let is_named = |language: &Language| answer.0.contains(&language.words.0);
    languages.iter().position(is_named)
}

fn listed(written: &str) -> Vec<Language> {
    let parts = written.split([',', ';', '/', '·']);
    let languages = parts.map(|part| Language::called(part.trim()));
    languages
        .filter(|language| !language.words.are_none())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Language, Words, named, telling_apart};

    #[test]
    fn a_language_that_all_have_tells_nobody_apart() {
        let written = ["English, German", "", "english; Haitian Creole"];
        let own = |written: &[&str]| {
            let names = telling_apart(written).into_iter().map(|own| {
                let names = own.into_iter().map(|language| language.name);
                names.collect::<Vec<_>>()
            });
            names.collect::<Vec<_>>()
        };
        assert_eq!(
            own(&written),
            [vec!["German"], vec![], vec!["Haitian Creole"]]
        );
        assert_eq!(own(&["English"]), [vec!["English"]]);
    }

    #[test]
    fn an_answer_names_whole_words_only() {
        let languages = ["German", "Haitian Creole"].map(Language::called);
        let named = |answer| named(&Words::of(answer), &languages);
        assert_eq!(named("Haitian creole, I think."), Some(1));
        assert_eq!(named("Germanic studies"), None);
        assert_eq!(named(""), None);
    }
}
