//! JSON from outside, read strictly: no name twice, nothing endless; text is borrowed from the body where it can be.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// How many values one body may hold, lists and objects included.
const MOST_VALUES: u32 = 10_000;

/// The longest name in an object, in bytes, and how many of them an object may have: far more than any call knows.
const LONGEST_NAME: usize = 200;
const MOST_NAMES: usize = 100;

/// One JSON value.
#[derive(Debug, PartialEq)]
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Truth(bool),
    /// Any number.
    Number(Number),
    /// A string.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Self>),
    /// Names and values, each name once, in the order in which they came.
    Object(Vec<(Cow<'a, str>, Self)>),
}

impl<'a> Json<'a> {
    /// Reads a whole body.
    ///
    /// # Errors
    /// What is wrong with it and where, for whoever sent it.
    pub fn parse(body: &'a [u8]) -> Result<Self, String> {
        let left = Cell::new(MOST_VALUES);
        let mut reader = serde_json::Deserializer::from_slice(body);
        let value = One(&left)
            .deserialize(&mut reader)
            .map_err(|error| said(&error))?;
        reader.end().map_err(|error| said(&error))?;
        Ok(value)
    }
}

fn said(error: &serde_json::Error) -> String {
    format!("The body is not JSON that we can read: {error}.")
}

/// One value, while there are some left.
#[derive(Clone, Copy)]
struct One<'b>(&'b Cell<u32>);

impl<'de> DeserializeSeed<'de> for One<'_> {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Json<'de>, D::Error> {
        let left = self.0.get().checked_sub(1);
        self.0
            .set(left.ok_or_else(|| D::Error::custom("there are too many values"))?);
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for One<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Json<'de>, E> {
        Ok(Json::Truth(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json<'de>, E> {
        let number = Number::from_f64(number);
        Ok(Json::Number(number.ok_or_else(|| {
            E::custom("a number is beyond what can be kept")
        })?))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json<'de>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self)? {
            values.push(value);
        }
        Ok(Json::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
        let mut values: Vec<(Cow<'de, str>, Json<'de>)> = Vec::new();
        while let Some(Json::Text(name)) = map.next_key_seed(self)? {
            if name.len() > LONGEST_NAME || values.len() == MOST_NAMES {
                return Err(A::Error::custom("an object has names that no call knows"));
            }
            if values.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom(format_args!(
                    "the name {name:?} stands there twice"
                )));
            }
            let value = map.next_value_seed(self)?;
            values.push((name, value));
        }
        Ok(Json::Object(values))
    }
}

#[cfg(test)]
mod tests {
    use super::Json;
    use std::borrow::Cow;

    #[test]
    fn text_is_borrowed_where_it_can_be() {
        let Ok(Json::Object(values)) = Json::parse(br#"{"a": "plain", "b": "\u00e9"}"#) else {
            panic!("an object");
        };
        assert!(matches!(values[0].1, Json::Text(Cow::Borrowed("plain"))));
        assert!(matches!(&values[1].1, Json::Text(Cow::Owned(text)) if text == "\u{e9}"));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_not_read() {
        for (body, says) in [
            (&br#"{"a":1,"a":2}"#[..], "twice"),
            (b"{\"a\":1}x", "trailing"),
            (b"{\"a\":1e999}", "out of range"),
            (br#"{"a":"\ud800"}"#, "hex escape"),
            (b"\xef\xbb\xbf{}", "expected value"),
            (b"{\"a\":\"\xff\"}", "unicode"),
            (b"", "EOF"),
        ] {
            let error = Json::parse(body).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn nothing_is_endless() {
        let deep = [&b"["[..]].concat().repeat(10_000);
        assert!(Json::parse(&deep).unwrap_err().contains("recursion"));
        let many = format!("[{}0]", "0,".repeat(10_000));
        assert!(
            Json::parse(many.as_bytes())
                .unwrap_err()
                .contains("too many")
        );
    }
}
