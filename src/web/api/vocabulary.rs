//! The words that may stand in a field, described from the enums themselves.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::{outbox, papers, people};

fn words<'a>(words: impl Iterator<Item = &'a str>) -> RefOr<Schema> {
    let all: Vec<&str> = words.collect();
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(all))
        .into()
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident, $of:ty) => {
        $(#[$doc])*
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                words(<$of>::ALL.iter().map(|one| one.as_str()))
            }
        }

        impl ToSchema for $name {}
    };
}

vocabulary! {
    /// Where a paper stands.
    Status, papers::State
}

vocabulary! {
    /// Where a delivery stands.
    DeliveryState, outbox::State
}

/// Which letter a delivery brings; `webhook` where it is none.
pub struct LetterWord;

impl PartialSchema for LetterWord {
    fn schema() -> RefOr<Schema> {
        let letters = outbox::Letter::ALL.iter().map(|one| one.as_str());
        words(letters.chain(["webhook"]))
    }
}

impl ToSchema for LetterWord {}

vocabulary! {
    /// What a person does here.
    RoleWord, people::Role
}
