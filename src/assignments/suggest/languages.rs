//! Languages: which of a tutor's tell them from others, and whether a student named one of them.

/// The languages of each tutor, from what is written down ("English, German"), but those that all tutors have who have
/// any written down: nobody is chosen for them.
pub fn telling_apart(written: &[&str]) -> Vec<Vec<String>> {
    let all: Vec<Vec<String>> = written.iter().map(|written| listed(written)).collect();
    let known = || all.iter().filter(|languages| !languages.is_empty());
    let is_everybodys = |language: &String| {
        known().count() > 1 && known().all(|own| own.iter().any(|one| is_same(one, language)))
    };
    let own = |languages: &Vec<String>| {
        let own = languages.iter().filter(|language| !is_everybodys(language));
        own.cloned().collect()
    };
    all.iter().map(own).collect()
}

/// The place of the first of some languages that an answer names: "Romanian, and some English".
pub fn named(answer: &str, languages: &[String]) -> Option<usize> {
    let answer = words(answer);
    let is_named = |language: &String| answer.contains(&words(language));
    languages.iter().position(is_named)
}

fn listed(written: &str) -> Vec<String> {
    let parts = written.split([',', ';', '/', '·']);
    let parts = parts.map(str::trim).filter(|part| words(part) != " ");
    parts.map(str::to_owned).collect()
}

fn is_same(one: &str, other: &str) -> bool {
    words(one) == words(other)
}

/// Words in lower case between single blanks, one at each end: what contains another has it as whole words.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .fold(" ".to_owned(), |all, word| format!("{all}{word} "))
}

#[cfg(test)]
mod tests {
    use super::{named, telling_apart};

    #[test]
    fn a_language_that_all_have_tells_nobody_apart() {
        let written = ["English, German", "", "english; Haitian Creole"];
        let own = telling_apart(&written);
        assert_eq!(own, [vec!["German"], vec![], vec!["Haitian Creole"]]);
        assert_eq!(telling_apart(&["English"]), [vec!["English"]]);
    }

    #[test]
    fn an_answer_names_whole_words_only() {
        let languages = ["German".to_owned(), "Haitian Creole".to_owned()];
        assert_eq!(named("Haitian creole, I think.", &languages), Some(1));
        assert_eq!(named("Germanic studies", &languages), None);
        assert_eq!(named("", &languages), None);
    }
}
