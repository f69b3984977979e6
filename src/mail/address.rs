//! Makes sure that an address can stand in an email without meaning anything else.

use super::compose::Unsendable;
use lettre::Address;

const LONGEST: usize = 254;

/// The bare address in `Name <a@b>` or `a@b`, as it is written on the envelope.
///
/// # Errors
/// When it could be read as anything but one address.
pub fn bare(sender: &str) -> Result<String, Unsendable> {
    Ok(checked(split(sender).1)?.to_string())
}

/// Splits `Name <a@b>` into its name (maybe empty) and its address.
pub(super) fn split(sender: &str) -> (&str, &str) {
    let sender = sender.trim();
    match sender
        .strip_suffix('>')
        .and_then(|rest| rest.rsplit_once('<'))
    {
        Some((name, address)) => (name.trim().trim_matches('"'), address.trim()),
        None => ("", sender),
    }
}

/// An address that is safe to say to a mail server; international domains become ASCII.
pub(super) fn checked(text: &str) -> Result<Address, Unsendable> {
    let refused = || Unsendable::new("This address cannot be written to by email.");
    let (local, domain) = text.rsplit_once('@').ok_or_else(refused)?;
    if !local.is_ascii() {
        return Err(Unsendable::new(
            "We cannot write to addresses with letters outside a to z before the @.",
        ));
    }
    if text.len() > LONGEST || local.starts_with('-') || !local.bytes().all(is_atom_byte) {
        return Err(refused());
    }
    let url::Host::Domain(domain) = url::Host::parse(domain).map_err(|_| refused())? else {
        return Err(refused());
    };
    if !domain.bytes().all(is_domain_byte) {
        return Err(refused());
    }
    Address::new(local, domain).map_err(|_| refused())
}

fn is_atom_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

fn is_domain_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_only_ever_one_address() {
        for hostile in [
            "",
            "@",
            "a@",
            "@b",
            "a",
            "a b@c.org",
            "a@b c.org",
            "<a@b.org>",
            "a@b.org>",
            "a@b.org\r\nRCPT TO:<c@d.org>",
            "a@b.org,c@d.org",
            "a\0@b.org",
            "\"a b\"@c.org",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "-oQ/tmp@x.org",
            "a@b@c.org",
            "a@b..org",
            ".a@b.org",
            "a@b.org/x",
            "a@b%0d%0aorg",
            "é@example.org",
        ] {
            assert!(checked(hostile).is_err(), "{hostile:?} was let through");
        }
        assert!(checked(&format!("a@{}.org", "b".repeat(300))).is_err());
    }

    #[test]
    fn ordinary_and_international_addresses_pass() {
        let text = |address: &str| checked(address).map(|address| address.to_string());
        assert_eq!(
            text("ana.duarte+x@example.edu"),
            Ok("ana.duarte+x@example.edu".into())
        );
        assert_eq!(
            text("ana@bücher.example"),
            Ok("ana@xn--bcher-kva.example".into())
        );
        assert_eq!(
            text("paperdesk@localhost"),
            Ok("paperdesk@localhost".into())
        );
    }

    #[test]
    fn the_sender_may_have_a_name() {
        assert_eq!(split("Paperdesk <a@b.org>"), ("Paperdesk", "a@b.org"));
        assert_eq!(
            split("\"The desk, at <X>\" <a@b.org>"),
            ("The desk, at <X>", "a@b.org")
        );
        assert_eq!(split("a@b.org"), ("", "a@b.org"));
        assert_eq!(bare("Desk <a@b.org>"), Ok("a@b.org".into()));
    }
}
