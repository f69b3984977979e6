//! Accounts that look like one person's: the same name, or addresses that a slip of the finger tells apart.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::rows::{self, Somebody};
use crate::db::Tx;
use crate::people::{self, Person, PersonId};
use crate::refusal::{Outcome, Refusal};

/// More pairs than this are shown by nobody.
pub const MOST: usize = 100;
/// So many accounts under one name are a name, not a slip.
const COMMON: usize = 4;
/// So many people share a word of their names that nobody is compared by it.
const CROWD: usize = 200;
const WORD: &str = "word ";

/// Two accounts that may be one person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The older account: number, name, address.
    pub one: (PersonId, String, String),
    /// The newer one.
    pub other: (PersonId, String, String),
}

/// Accounts that may be one person's, as far as nobody said that they are not; at most a hundred pairs, the newest
/// accounts first. Everybody is looked at once.
///
/// # Errors
/// When the database fails.
pub fn pairs(tx: &Tx<'_>) -> Outcome<Vec<Alike>> {
    let people = rows::everybody(tx)?;
    let known: HashSet<(PersonId, PersonId)> = rows::told_apart(tx)?.into_iter().collect();
    let alike = places(&people).into_iter();
    let alike = alike.map(|(one, other)| Alike {
        one: people[one].clone(),
        other: people[other].clone(),
    });
    let fresh = alike.filter(|pair| !known.contains(&(pair.one.0, pair.other.0)));
    Ok(fresh.take(MOST).collect())
}

/// Writes down that two accounts are two people's: nobody is asked again.
///
/// # Errors
/// `NotFound` where one of them is not there.
pub fn tell_apart(tx: &Tx<'_>, by: &Person, (one, other): (PersonId, PersonId)) -> Outcome<()> {
    for id in [one, other] {
        people::find(tx, id)?.ok_or_else(Refusal::not_found)?;
    }
    if one == other {
        return Err(Refusal::not_found().into());
    }
    rows::tell_apart(tx, (one, other), by.id)
}

/// Pairs of places, those of the newest accounts first: people are sorted into drawers by what is equal where they are
/// one, and only those in one drawer are compared.
fn places(people: &[Somebody]) -> Vec<(usize, usize)> {
    let mut drawers: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, (_, name, email)) in people.iter().enumerate() {
        for label in labels(name, email) {
            drawers.entry(label).or_default().push(place);
        }
    }
    let mut found = BTreeSet::new();
    for (label, drawer) in &drawers {
        let by_word = label.starts_with(WORD);
        if drawer.len() > if by_word { CROWD } else { COMMON } {
            continue;
        }
        for (n, one) in drawer.iter().enumerate() {
            let others = drawer[n + 1..]
                .iter()
                .filter(|other| !by_word || is_slip(&people[*one].2, &people[**other].2));
            found.extend(others.map(|other| (*other, *one)));
        }
    }
    let newest_first = found.into_iter().rev();
    newest_first.map(|(other, one)| (one, other)).collect()
}

/// The drawers in which somebody lies: by their whole name, by their address without dots and what follows a plus, and by
/// each word of their name.
fn labels(name: &str, email: &str) -> BTreeSet<String> {
    let name = name.to_lowercase();
    let mut words: Vec<&str> = name.split_whitespace().collect();
    words.sort_unstable();
    words.dedup();
    let mut labels: BTreeSet<String> = words.iter().map(|word| format!("{WORD}{word}")).collect();
    if words.len() > 1 {
        labels.insert(format!("name {}", words.join(" ")));
    }
    labels.insert(format!("address {}", bare(email)));
    labels
}

fn bare(email: &str) -> String {
    let (local, domain) = email.split_once('@').unwrap_or((email, ""));
    let local = local.split('+').next().unwrap_or_default();
    format!("{}@{domain}", local.replace(['.', '_', '-'], ""))
}

/// Whether one letter was forgotten, doubled or mistaken. Numbers make no slip: students are numbered one by one; nor do
/// short addresses, which are initials.
fn is_slip(one: &str, other: &str) -> bool {
    let telling = |email: &str| {
        let local = email.split('@').next().unwrap_or_default();
        local.len() >= 5 && !local.contains(|c: char| c.is_ascii_digit())
    };
    if one.len().abs_diff(other.len()) > 1 || !telling(one) || !telling(other) {
        return false;
    }
    let same = |(a, b): &(u8, u8)| a == b;
    let ahead = one.bytes().zip(other.bytes()).take_while(same).count();
    let rest = one.len().min(other.len()) - ahead;
    let behind = one
        .bytes()
        .rev()
        .zip(other.bytes().rev())
        .take(rest)
        .take_while(same)
        .count();
    one.len().max(other.len()) - ahead - behind <= 1
}

#[cfg(test)]
mod tests {
    use super::places;
    use crate::people::PersonId;

    fn alike(one: (&str, &str), other: (&str, &str)) -> bool {
        let somebody =
            |id, (name, email): (&str, &str)| (PersonId(id), name.to_owned(), email.to_owned());
        !places(&[somebody(1, one), somebody(2, other)]).is_empty()
    }

    #[test]
    fn names_dots_and_slips_look_alike() {
        let ada = ("Ada King", "ada.king@example.edu");
        for other in [
            ("King Ada", "a.k@elsewhere.org"),
            ("Countess", "adaking+papers@example.edu"),
            ("Ada Lovelace", "ada.kinng@example.edu"),
            ("Ada", "ada.kimg@example.edu"),
            ("A. King", "ada.king@exmple.edu"),
        ] {
            assert!(alike(ada, other), "{other:?}");
        }
        for other in [
            ("Ben King", "ben.king@example.edu"),
            ("Ada", "ada@example.edu"),
            ("Ida Kong", "ida.king@example.edu"),
        ] {
            assert!(!alike(ada, other), "{other:?}");
        }
        assert!(!alike(
            ("Student Two", "s1002@example.edu"),
            ("Student One", "s1003@example.edu")
        ));
    }

    #[test]
    fn a_name_that_many_have_is_no_slip() {
        let many: Vec<_> = (0..5)
            .map(|n| (PersonId(n), "Wei Zhang".to_owned(), format!("w{n}@x.org")))
            .collect();
        assert!(places(&many).is_empty());
    }
}
