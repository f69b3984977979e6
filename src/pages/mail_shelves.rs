//! The shelves of the Mail page as ways to look at a part of it, each with how many lie there.

use serde::Serialize;

use super::words;
use crate::outbox::{DeliveryId, Shelf};

/// The part of all mail that is looked at: a shelf, or all; and the delivery before which the list begins.
pub type Part = (Option<Shelf>, Option<DeliveryId>);

/// A way to look at a part of all that is on its way.
#[derive(Serialize)]
pub(super) struct Filter {
    pub(super) href: String,
    pub(super) label: &'static str,
    pub(super) count: Option<String>,
    pub(super) current: bool,
}

/// The address of a part of all mail.
pub(super) fn href(shelf: Option<Shelf>, before: Option<DeliveryId>) -> String {
    part_at("/mail", (shelf, before))
}

/// The address of a part of a list.
pub(super) fn part_at(path: &str, part: Part) -> String {
    match part {
        (None, None) => path.to_owned(),
        (Some(shelf), None) => format!("{path}?state={}", shelf.as_str()),
        (None, Some(before)) => format!("{path}?before={}", before.0),
        (Some(shelf), Some(before)) => {
            format!("{path}?state={}&before={}", shelf.as_str(), before.0)
        }
    }
}

/// A shelf as people read it.
pub(super) const fn label(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Waiting => "Waiting",
        Shelf::Sending => "Sending",
        Shelf::SentToday => "Sent today",
        Shelf::Delayed => "Delayed",
        Shelf::Failed => "Failed",
        Shelf::Bounced => "Bounced",
        Shelf::Held => "Held",
        Shelf::Sent => "Sent",
        Shelf::Cancelled => "Cancelled",
    }
}

/// How many lie on a shelf, as it is written beside its name.
fn counted(counts: &[(Shelf, i64)], shelf: Shelf) -> Option<String> {
    let found = counts.iter().find(|(counted, _)| *counted == shelf);
    found.map(|(_, n)| {
        if *n > 1000 {
            "1,000+".to_owned()
        } else {
            words::thousands(*n)
        }
    })
}

/// The ways to look at mail, and the one to what webhooks are told.
pub(super) fn filters(
    chosen: Option<Shelf>,
    counts: &[(Shelf, i64)],
    has_hooks: bool,
) -> Vec<Filter> {
    let webhooks = Filter {
        href: "/mail/webhooks".to_owned(),
        label: "Webhooks",
        count: None,
        current: false,
    };
    let at = ("/mail", label);
    let mut filters = ways(at, (Shelf::ALL, counts), chosen);
    filters.extend(has_hooks.then_some(webhooks));
    filters
}

/// The ways to look at the shelves of a list: all of it, and each shelf under its name there.
pub(super) fn ways(
    (path, name): (&str, impl Fn(Shelf) -> &'static str),
    (shelves, counts): (&[Shelf], &[(Shelf, i64)]),
    chosen: Option<Shelf>,
) -> Vec<Filter> {
    let all = Filter {
        href: part_at(path, (None, None)),
        label: "All",
        count: None,
        current: chosen.is_none(),
    };
    let of_shelf = |shelf: &Shelf| Filter {
        href: part_at(path, (Some(*shelf), None)),
        label: name(*shelf),
        count: counted(counts, *shelf),
        current: chosen == Some(*shelf),
    };
    std::iter::once(all)
        .chain(shelves.iter().map(of_shelf))
        .collect()
}
