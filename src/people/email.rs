//! Mail addresses, checked more strictly than the mail's own rules: what we cannot safely write to, we do not take.

use std::fmt;

use serde::Serialize;

use crate::db::Value;

/// A mail address in lower case, safe to hand to a mail server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Reads an address as a person typed it. Nothing where it is not `name@host.tld` in plain letters.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let email = typed.trim().to_lowercase();
        let (local, domain) = email.split_once('@')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-.".contains(c);
        let local_fits = (1..=64).contains(&local.len())
            && local.chars().all(plain)
            && !local.starts_with(['.', '-'])
            && !local.ends_with('.')
            && !local.contains("..");
        let fits = local_fits && email.len() <= 254 && is_domain(domain);
        fits.then_some(Self(email))
    }

    /// A first guess at a name, until its owner says better: "ada.king" is "Ada King".
    #[must_use]
    pub fn name_guess(&self) -> String {
        let local = self.0.split('@').next().unwrap_or_default();
        let capital = |word: &str| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect::<String>())
        };
        let words: Vec<String> = local
            .split(['.', '_', '-', '+'])
            .filter_map(capital)
            .collect();
        words.join(" ")
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top_is_a_name = labels
        .last()
        .is_some_and(|top| !top.chars().all(|c| c.is_ascii_digit()));
    labels.len() >= 2 && labels.iter().all(is_label) && top_is_a_name
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'a> From<&'a Email> for Value<'a> {
    fn from(email: &'a Email) -> Self {
        Self::from(email.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Email;

    #[test]
    fn what_could_confuse_a_mail_server_is_not_an_address() {
        let hostile = [
            "",
            "a",
            "@b.org",
            "a@b",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "-oQ/tmp@x.org",
            "\"a b\"@c.org",
            "a@b.org\r\nRCPT TO:<c@d.org>",
            "a b@c.org",
            "a@b..org",
            ".a@b.org",
            "a@-b.org",
            "é@example.org",
            "a@b.org,c@d.org",
            "<a@b.org>",
        ];
        for typed in hostile {
            assert_eq!(Email::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn ordinary_addresses_are_taken_in_lower_case() {
        let email = Email::parse("  Ada.King+papers@Example.EDU ").map(|email| email.to_string());
        assert_eq!(email.as_deref(), Some("ada.king+papers@example.edu"));
    }
}
