//! The token by which the command line asks a desk elsewhere. It is no setting of a desk, and never a flag: others on
//! a machine see flags.

use std::fmt;
use std::path::Path;

use super::Mistake;
use super::surroundings::Surroundings;

/// The variables of the environment that hold it, or the name of the file that does.
pub(super) const VARIABLES: [&str; 2] = ["PAPERDESK_TOKEN", "PAPERDESK_TOKEN_FILE"];

/// A token, which shows itself to nobody by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    secret: String,
    /// What works but should be mended.
    pub warning: Option<String>,
}

impl Token {
    /// Reads the token of this process.
    ///
    /// # Errors
    /// When there is none, or none that can be one.
    pub fn read() -> Result<Self, Mistake> {
        Self::gather(&Surroundings::of_this_process()?)
    }

    /// Reads the token from what is given.
    ///
    /// # Errors
    /// When there is none, or none that can be one.
    pub fn gather(around: &Surroundings<'_>) -> Result<Self, Mistake> {
        let [plain, of_file] = VARIABLES.map(|name| {
            let mut given = around.variables.iter();
            let found = given.find(|(known, value)| known == name && !value.trim().is_empty());
            found.map(|(_, value)| value.trim())
        });
        match (plain, of_file) {
            (Some(_), Some(_)) => Err(Mistake(
                "PAPERDESK_TOKEN and PAPERDESK_TOKEN_FILE are both set; leave one out.".to_owned(),
            )),
            (None, None) => Err(Mistake(
                "There is no token: set PAPERDESK_TOKEN, or PAPERDESK_TOKEN_FILE to the file that holds it; \
                 `paperdesk token create` makes one."
                    .to_owned(),
            )),
            (Some(secret), None) => Self::new(VARIABLES[0], secret, None),
            (None, Some(path)) => Self::in_file(around, Path::new(path)),
        }
    }

    fn in_file(around: &Surroundings<'_>, path: &Path) -> Result<Self, Mistake> {
        let name = VARIABLES[1];
        let file = (around.read)(path).map_err(|error| {
            Mistake(format!(
                "{name}: {} cannot be read: {error}.",
                path.display()
            ))
        })?;
        let warning = file.open_to_all.then(|| {
            let path = path.display();
            format!("{path} holds a token and everybody on this machine may read it.")
        });
        Self::new(name, file.text.trim(), warning)
    }

    fn new(name: &str, secret: &str, warning: Option<String>) -> Result<Self, Mistake> {
        if secret.is_empty() || !secret.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Mistake(format!(
                "{name}: this is no token; one is a single word that begins with pd_."
            )));
        }
        Ok(Self {
            secret: secret.to_owned(),
            warning,
        })
    }

    /// The token itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::Path;

    use super::super::surroundings::{FileText, Surroundings};
    use super::{Token, VARIABLES};

    fn token(given: [&str; 2]) -> Result<Token, String> {
        let read = |path: &Path| match path.to_str() {
            Some("/run/token") => Ok(FileText {
                text: "pd_inside\n".to_owned(),
                open_to_all: true,
            }),
            _ => Err(io::Error::from(io::ErrorKind::NotFound)),
        };
        let variables = VARIABLES.iter().zip(given);
        let around = Surroundings {
            variables: variables
                .map(|(name, value)| ((*name).to_owned(), value.to_owned()))
                .collect(),
            on_terminal: false,
            read: &read,
        };
        Token::gather(&around).map_err(|mistake| mistake.to_string())
    }

    #[test]
    fn a_token_comes_from_the_environment_or_from_a_file() {
        let plain = token(["pd_plain", ""]).unwrap();
        assert_eq!(
            (plain.reveal(), plain.warning.as_deref()),
            ("pd_plain", None)
        );
        assert!(!format!("{plain:?}").contains("pd_plain"));
        let inside = token([" ", "/run/token"]).unwrap();
        assert_eq!(inside.reveal(), "pd_inside");
        assert!(inside.warning.unwrap().contains("everybody"));
    }

    #[test]
    fn what_is_no_token_is_refused_and_not_repeated() {
        for (given, says) in [
            (["", ""], "There is no token"),
            (["pd_a", "/run/token"], "both set"),
            (["", "/gone"], "PAPERDESK_TOKEN_FILE: /gone cannot be read"),
            (["pd_a pd_b", ""], "PAPERDESK_TOKEN: this is no token"),
        ] {
            let said = token(given).unwrap_err();
            assert!(said.contains(says) && !said.contains("pd_b"), "{said}");
        }
    }
}
