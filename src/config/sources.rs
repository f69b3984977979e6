//! Where settings come from: `paperdesk.toml`, the environment, files named in it, and flags.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::Mistake;
use super::keys::Key;
use super::surroundings::{Flags, Origin, PREFIX, Surroundings};
use super::token;

const DEFAULT_DATA: &str = "./paperdesk-data";
const FILE_NAME: &str = "paperdesk.toml";

/// A setting's text and where it came from.
pub(super) struct Given {
    pub(super) text: String,
    pub(super) origin: Origin,
}

/// All that was given; where a key comes twice, the later one counts.
pub(super) struct Found {
    pub(super) data: (PathBuf, Origin),
    pub(super) values: Vec<(Key, Given)>,
    pub(super) warnings: Vec<String>,
}

pub(super) fn gather(flags: &Flags, around: &Surroundings<'_>) -> Result<Found, Mistake> {
    let mut warnings = Vec::new();
    let from_environment = environment(around, &mut warnings)?;
    let mut data = (PathBuf::from(DEFAULT_DATA), Origin::Default);
    let mut values = match &flags.config {
        Some(path) => settings_file(around, path, &mut warnings)?
            .ok_or_else(|| Mistake(format!("--config: there is no file {}.", path.display())))?,
        None => Vec::new(),
    };
    for (_, given) in values
        .iter()
        .chain(&from_environment)
        .filter(|(key, _)| *key == Key::Data)
    {
        data = (PathBuf::from(&given.text), given.origin.clone());
    }
    if let Some(path) = &flags.data {
        data = (path.clone(), Origin::Flag("--data"));
    }
    if data.0.as_os_str().is_empty() {
        return Err(Mistake(format!("{}: data must name a folder.", data.1)));
    }
    if flags.config.is_none() {
        values = beside_the_data(around, &data.0, &mut warnings)?;
    }
    values.extend(from_environment);
    if let Some(listen) = &flags.listen {
        values.push((
            Key::Listen,
            Given {
                text: listen.clone(),
                origin: Origin::Flag("--listen"),
            },
        ));
    }
    values.retain(|(key, _)| *key != Key::Data);
    Ok(Found {
        data,
        values,
        warnings,
    })
}

type Values = Vec<(Key, Given)>;

fn beside_the_data(
    around: &Surroundings<'_>,
    data: &Path,
    warnings: &mut Vec<String>,
) -> Result<Values, Mistake> {
    let path = data.join(FILE_NAME);
    let values = settings_file(around, &path, warnings)?.unwrap_or_default();
    if values.iter().any(|(key, _)| *key == Key::Data) {
        let says = "data cannot be set by the file that stands in the data dir; use --data or PAPERDESK_DATA.";
        return Err(Mistake(format!("{}: {says}", path.display())));
    }
    Ok(values)
}

/// The values of a settings file; nothing where there is no such file.
fn settings_file(
    around: &Surroundings<'_>,
    path: &Path,
    warnings: &mut Vec<String>,
) -> Result<Option<Values>, Mistake> {
    let mistake = |says: String| Mistake(format!("{}: {says}", path.display()));
    let file = match (around.read)(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(mistake(format!("the file cannot be read: {error}."))),
    };
    // The parser's own picture of the line is left out: the line may hold a password.
    let table: Table = file.text.parse().map_err(|error: toml::de::Error| {
        let before = error
            .span()
            .and_then(|span| file.text.get(..span.start))
            .unwrap_or_default();
        mistake(format!(
            "line {} is not TOML: {}.",
            before.matches('\n').count() + 1,
            error.message().trim()
        ))
    })?;
    let mut values = Vec::new();
    for (name, value) in &table {
        let key = Key::named(name).ok_or_else(|| {
            let nearest = Key::nearest(name).name();
            mistake(format!(
                "there is no setting {name}; the nearest is {nearest}."
            ))
        })?;
        let text =
            text_of(value).ok_or_else(|| mistake(format!("{name} must be text in quotes.")))?;
        if key == Key::Smtp && text.contains('@') && file.open_to_all {
            warnings.push(readable_by_all(path));
        }
        values.push((
            key,
            Given {
                text,
                origin: Origin::File(path.to_owned()),
            },
        ));
    }
    Ok(Some(values))
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Array(items) => items
            .iter()
            .map(text_of)
            .collect::<Option<Vec<_>>>()
            .map(|items| items.join(",")),
        _ => None,
    }
}

/// The values of the environment; an empty variable counts as not set.
fn environment(around: &Surroundings<'_>, warnings: &mut Vec<String>) -> Result<Values, Mistake> {
    let mut values: Values = Vec::new();
    for (name, value) in &around.variables {
        let Some(rest) = name
            .strip_prefix(PREFIX)
            .filter(|_| !value.trim().is_empty() && !token::VARIABLES.contains(&name.as_str()))
        else {
            continue;
        };
        let key_of = |rest: &str| {
            Key::ALL
                .into_iter()
                .find(|key| key.name().to_uppercase() == rest)
        };
        let of_file = rest.strip_suffix("_FILE").and_then(key_of);
        let key = of_file
            .or_else(|| key_of(rest))
            .ok_or_else(|| unknown_variable(name, rest))?;
        if values.iter().any(|(known, _)| *known == key) {
            let plain = name.trim_end_matches("_FILE");
            return Err(Mistake(format!(
                "{plain} and {plain}_FILE are both set; leave one out."
            )));
        }
        let text = match of_file {
            Some(_) => secret_file(around, name, (key, Path::new(value)), warnings)?,
            None => value.trim().to_owned(),
        };
        values.push((
            key,
            Given {
                text,
                origin: Origin::Variable(name.clone()),
            },
        ));
    }
    Ok(values)
}

fn unknown_variable(name: &str, rest: &str) -> Mistake {
    let nearest = Key::nearest(rest.trim_end_matches("_FILE"))
        .name()
        .to_uppercase();
    Mistake(format!(
        "There is no setting {name}; the nearest is {PREFIX}{nearest}."
    ))
}

fn secret_file(
    around: &Surroundings<'_>,
    name: &str,
    (key, path): (Key, &Path),
    warnings: &mut Vec<String>,
) -> Result<String, Mistake> {
    let file = (around.read)(path).map_err(|error| {
        Mistake(format!(
            "{name}: {} cannot be read: {error}.",
            path.display()
        ))
    })?;
    if file.open_to_all && key == Key::Smtp {
        warnings.push(readable_by_all(path));
    }
    Ok(file.text.trim().to_owned())
}

fn readable_by_all(path: &Path) -> String {
    format!(
        "{} holds a password and everybody on this machine may read it.",
        path.display()
    )
}
