//! Looks over what the DNS says of our mail: who may send it (SPF), by whom it is signed (DKIM), what happens to others'
//! (DMARC), and whether the mail server's address has a name.

use std::net::IpAddr;

use super::Check;
use super::dns::{Resolver, Silence};
use crate::config::Settings;
use crate::mail::bare;

/// Names that nobody can own.
const NOBODYS: [&str; 5] = ["localhost", "local", "test", "example", "invalid"];

/// What is looked up, and what should be there.
struct Names {
    /// The domain of the sender.
    from: String,
    /// The domain that mail comes back to.
    back: String,
    /// The mail server's host.
    host: String,
}

impl Names {
    /// Nothing where no mail goes out, or from a name that nobody can own.
    fn of(settings: &Settings) -> Option<Self> {
        let host = settings.smtp.as_ref()?.host().to_owned();
        let sender = bare(&settings.mail_from).ok()?;
        let from = sender.rsplit('@').next()?.to_owned();
        let last = from.rsplit('.').next()?;
        if NOBODYS.contains(&last) {
            return None;
        }
        let back = settings
            .inbound_domain
            .clone()
            .unwrap_or_else(|| from.clone());
        Some(Self { from, back, host })
    }

    fn spf(&self) -> String {
        let host = match self.host.parse::<IpAddr>() {
            Ok(IpAddr::V4(address)) => format!("ip4:{address}"),
            Ok(IpAddr::V6(address)) => format!("ip6:{address}"),
            Err(_) => format!("a:{}", self.host),
        };
        format!(
            "{}. TXT \"v=spf1 {host} ~all\" (or what your mail provider says instead of {host})",
            self.back
        )
    }

    fn dmarc(&self) -> String {
        format!(
            "_dmarc.{0}. TXT \"v=DMARC1; p=none; rua=mailto:postmaster@{0}\" (later p=quarantine)",
            self.from
        )
    }
}

/// All four, where mail goes out.
pub async fn of_mail_names(settings: &Settings, resolver: &Resolver) -> Vec<Check> {
    let Some(names) = Names::of(settings) else {
        return Vec::new();
    };
    let (spf, dkim, dmarc, name) = tokio::join!(
        of_spf(&names, resolver),
        of_dkim(settings, resolver),
        of_dmarc(&names, resolver),
        of_name(&names, resolver)
    );
    vec![spf, dkim, dmarc, name]
}

fn silent(name: &'static str, record: &str) -> Check {
    Check::warn(
        name,
        "No resolver answers here, so the DNS was not looked at.",
        format!("See that this record stands there: {record}"),
    )
}

async fn of_spf(names: &Names, resolver: &Resolver) -> Check {
    let mend = format!("Set this record: {}", names.spf());
    match resolver.texts(&names.back).await {
        Err(Silence) => silent("spf", &names.spf()),
        Ok(texts) => match &starting(&texts, "v=spf1")[..] {
            [one] => Check::ok(
                "spf",
                format!("{} says who may send for it: {one}", names.back),
            ),
            [] => Check::warn(
                "spf",
                format!("{} does not say who may send for it.", names.back),
                mend,
            ),
            _ => Check::warn(
                "spf",
                format!(
                    "{} has several SPF records, so none of them counts.",
                    names.back
                ),
                "Make one of them.",
            ),
        },
    }
}

async fn of_dkim(settings: &Settings, resolver: &Resolver) -> Check {
    let Some(signer) = settings.signer() else {
        return Check::ok(
            "dkim",
            "The desk does not sign mail; see that your mail server does, or set `dkim_key`.",
        );
    };
    let name = format!("{}._domainkey.{}", signer.selector, signer.domain);
    let record = format!(
        "{name}. TXT \"v=DKIM1; k={}; p={}\"",
        signer.key.kind(),
        signer.key.public()
    );
    let mend = format!("Set this record: {record}");
    let texts = match resolver.texts(&name).await {
        Err(Silence) => return silent("dkim", &record),
        Ok(texts) => texts,
    };
    let key = texts.iter().find_map(|text| {
        let tags = text.split(';').filter_map(|tag| tag.trim().split_once('='));
        let mut keys = tags.filter(|(tag, _)| tag.trim() == "p");
        keys.next()
            .map(|(_, key)| key.split_whitespace().collect::<String>())
    });
    match key {
        None => Check::fail(
            "dkim",
            format!("{name} has no key, so nobody can check our signatures."),
            mend,
        ),
        Some(key) if key == signer.key.public() => {
            Check::ok("dkim", format!("{name} has the key that we sign with."))
        }
        Some(_) => Check::fail(
            "dkim",
            format!("{name} has another key than the one we sign with."),
            mend,
        ),
    }
}

async fn of_dmarc(names: &Names, resolver: &Resolver) -> Check {
    // A domain without a record of its own follows the one above it.
    let mut domain = names.from.as_str();
    loop {
        match resolver.texts(&format!("_dmarc.{domain}")).await {
            Err(Silence) => return silent("dmarc", &names.dmarc()),
            Ok(texts) => {
                if let Some(one) = starting(&texts, "v=DMARC1").first() {
                    return Check::ok(
                        "dmarc",
                        format!("{domain} says what becomes of others’ mail in its name: {one}"),
                    );
                }
            }
        }
        match domain.split_once('.') {
            Some((_, above)) if above.contains('.') => domain = above,
            _ => break,
        }
    }
    let says = format!(
        "{} does not say what becomes of others’ mail in its name.",
        names.from
    );
    Check::warn("dmarc", says, format!("Set this record: {}", names.dmarc()))
}

async fn of_name(names: &Names, resolver: &Resolver) -> Check {
    let host = &names.host;
    let found = tokio::net::lookup_host((host.as_str(), 25)).await;
    let Some(address) = found
        .ok()
        .and_then(|mut all| all.next())
        .map(|found| found.ip())
    else {
        return Check::warn(
            "reverse_name",
            format!("{host} has no address here."),
            "Look at the host in `smtp`.",
        );
    };
    if is_near(address) {
        let says =
            format!("{host} is near ({address}); what the world sees of it is its own matter.");
        return Check::ok("reverse_name", says);
    }
    match resolver.names_of(address).await {
        Err(Silence) => silent(
            "reverse_name",
            &format!("a PTR record from {address} to the mail server's name"),
        ),
        Ok(names) => match names.first() {
            Some(name) => Check::ok("reverse_name", format!("{address} is called {name}.")),
            None => Check::warn(
                "reverse_name",
                format!(
                    "{address}, the mail server, has no name, and many do not take mail from such."
                ),
                format!("Have whoever gave you the address set a PTR record to {host}."),
            ),
        },
    }
}

fn starting<'a>(texts: &'a [String], with: &str) -> Vec<&'a String> {
    let starts = |text: &&String| {
        let start = text.get(..with.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    texts.iter().filter(starts).collect()
}

/// An address that the world does not see.
const fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            address.is_loopback() || address.is_private() || address.is_link_local()
        }
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}
