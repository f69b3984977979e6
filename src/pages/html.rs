//! HTML that is set in Rust, where a template would ask for every letter by name: all words in it are escaped.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;
use tera::{Filter, escape_html};

/// Markup of the house's own with words in it. Nothing comes in unescaped: markup is written in the code, and all else
/// is words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Html {
    typeset: String,
}

impl Html {
    /// Adds some markup; each `{name}` in it stands for the words of that name.
    pub(super) fn put(&mut self, markup: &'static str, words: &[(&str, &str)]) {
        let mut pieces = markup.split('{');
        self.typeset.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (name, after) = piece.split_once('}').unwrap_or((piece, ""));
            let said = words.iter().find(|(known, _)| *known == name);
            debug_assert!(said.is_some(), "nothing stands for {name}");
            self.typeset
                .push_str(&escape_html(said.map_or("", |(_, said)| said)));
            self.typeset.push_str(after);
        }
    }
}

/// The filter `typeset`: puts such HTML into a page as it is, and takes nothing else.
pub(super) struct Typeset;

impl Filter for Typeset {
    fn filter(&self, value: &Value, _: &HashMap<String, Value>) -> tera::Result<Value> {
        let html = value.get("typeset").filter(|html| html.is_string());
        html.cloned()
            .ok_or_else(|| tera::Error::msg("only what was typeset goes into a page as it is"))
    }

    fn is_safe(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use tera::Filter;

    use super::{Html, Typeset};

    #[test]
    fn words_are_escaped_and_never_read_again() {
        let mut html = Html::default();
        html.put(
            "<a href=\"{to}\">{says}</a>",
            &[("to", "\"><script>"), ("says", "{to} & 'it'")],
        );
        assert_eq!(
            html.typeset,
            "<a href=\"&quot;&gt;&lt;script&gt;\">{to} &amp; &#x27;it&#x27;</a>"
        );
    }

    #[test]
    fn a_page_takes_nothing_as_it_is_but_what_was_typeset() {
        let filter = |value| Typeset.filter(&value, &HashMap::new());
        let mut html = Html::default();
        html.put("<b>{n}</b>", &[("n", "1")]);
        let set = serde_json::to_value(&html).expect("a value");
        assert_eq!(filter(set).expect("HTML"), "<b>1</b>");
        assert!(filter("<b>1</b>".into()).is_err());
        assert!(filter(serde_json::json!({"typeset": 1})).is_err());
    }
}
