//! What may stand in a cell of a table: our own words for it, so that no library's type leaves this room.

use std::borrow::Cow;

use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::clock::Moment;
use crate::refusal::Fault;

/// A value on its way into a statement.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// A whole number, a truth (0 or 1) or a moment (ms UTC).
    Int(i64),
    /// Text.
    Text(Cow<'a, str>),
    /// Bytes.
    Blob(&'a [u8]),
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Int(truth.into())
    }
}

impl From<Moment> for Value<'_> {
    fn from(moment: Moment) -> Self {
        Self::Int(moment.0)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Blob(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::Blob(bytes)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(perhaps: Option<T>) -> Self {
        perhaps.map_or(Self::Null, Into::into)
    }
}

/// A value on its way out of a row.
pub trait FromCell: Sized {
    /// Reads the cell.
    ///
    /// # Errors
    /// When the cell holds another kind of value: the schema and the code disagree.
    fn from_cell(cell: ValueRef<'_>) -> Result<Self, Fault>;
}

fn unlike(cell: ValueRef<'_>, wanted: &str) -> Fault {
    Fault::new(format!(
        "a cell holds {:?} where {wanted} was expected",
        cell.data_type()
    ))
}

impl FromCell for i64 {
    fn from_cell(cell: ValueRef<'_>) -> Result<Self, Fault> {
        cell.as_i64().map_err(|_| unlike(cell, "a number"))
    }
}

impl FromCell for u32 {
    fn from_cell(cell: ValueRef<'_>) -> Result<Self, Fault> {
        let number = i64::from_cell(cell)?;
        Self::try_from(number).map_err(|_| unlike(cell, "a small number"))
    }
}

impl FromCell for bool {
    fn from_cell(cell: ValueRef<'_>) -> Result<Self, Fault> {
        Ok(i64::from_cell(cell)? != 0)
    }
}

impl FromCell for Moment {
    fn from_cell(cell: ValueRef<'_>) -> Result<Self, Fault> {
        i64::from_cell(cell).map(Moment)
    }
}

/// The text of a cell, where it stands.
///
/// # Errors
/// When the cell holds another kind of value.
pub fn text(cell: ValueRef<'_>) -> Result<&str, Fault> {
    cell.as_str().map_err(|_| unlike(cell, "text"))
}

impl FromCell for String {
    fn from_cell(cell: ValueRef<'_>) -> Result<Self, Fault> {
        text(cell).map(str::to_owned)
    }
}

impl FromCell for Vec<u8> {
    fn from_cell(cell: ValueRef<'_>) -> Result<Self, Fault> {
        cell.as_blob()
            .map(<[u8]>::to_vec)
            .map_err(|_| unlike(cell, "bytes"))
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: ValueRef<'_>) -> Result<Self, Fault> {
        if matches!(cell, ValueRef::Null) {
            Ok(None)
        } else {
            T::from_cell(cell).map(Some)
        }
    }
}

/// Several numbers as one value: `in (select value from json_each(?1))`.
///
/// # Errors
/// When they cannot be written as JSON.
pub fn listed(numbers: &impl serde::Serialize) -> Result<String, Fault> {
    serde_json::to_string(numbers)
        .map_err(|error| Fault::from_error("listing numbers for a statement", error))
}

/// Values for a statement's `?1, ?2, …`, in order.
macro_rules! bind {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Value::from($value)),*] };
}

/// A newtype over a row's number, so that a person's id cannot be taken for a paper's.
macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl From<$name> for $crate::db::Value<'_> {
            fn from(id: $name) -> Self {
                Self::Int(id.0)
            }
        }

        impl $crate::db::FromCell for $name {
            fn from_cell(cell: rusqlite::types::ValueRef<'_>) -> Result<Self, $crate::refusal::Fault> {
                <i64 as $crate::db::FromCell>::from_cell(cell).map($name)
            }
        }
    };
}

/// An enum kept in a table as a word: `as_str`, `parse` and both ways through a cell.
macro_rules! word_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word for it in tables, addresses and the API.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one with this word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl From<$name> for $crate::db::Value<'_> {
            fn from(value: $name) -> Self {
                Self::Text(std::borrow::Cow::Borrowed(value.as_str()))
            }
        }

        impl $crate::db::FromCell for $name {
            fn from_cell(cell: rusqlite::types::ValueRef<'_>) -> Result<Self, $crate::refusal::Fault> {
                let word = $crate::db::text(cell)?;
                Self::parse(word).ok_or_else(|| {
                    $crate::refusal::Fault::new(format!("a cell holds the unknown word {word:?}"))
                })
            }
        }
    };
}

pub(crate) use {bind, number_id, word_enum};
