//! Looks over what the outside sees: the address in links, the proxies we believe, and the mail server.

use std::time::Duration;

use super::dns::Resolver;
use super::{Check, of_mail_names};
use crate::config::Settings;
use crate::mail::{Deadlines, Relay};
use crate::outbox::carrier::Outcome;

/// The public address, the proxies, the sender, whether the mail server lets us in, the way back, and what the DNS says.
pub async fn of_settings(settings: &Settings) -> Vec<Check> {
    let resolver = Resolver::of_this_machine();
    let (server, names) = tokio::join!(
        of_mail_server(settings),
        Box::pin(of_mail_names(settings, &resolver))
    );
    let mut found = vec![
        of_address(settings),
        of_proxies(settings),
        of_sender(settings),
        server,
    ];
    found.extend(of_way_back(settings));
    found.extend(names);
    found
}

/// Whether the desk hears of mail that comes back; nothing to say where none goes out.
fn of_way_back(settings: &Settings) -> Option<Check> {
    settings.smtp.as_ref()?;
    Some(match &settings.inbound_domain {
        Some(domain) => Check::ok(
            "way_back",
            format!(
                "Mail that does not arrive comes back to bounce+…@{domain}; see that your mail server hands it over."
            ),
        ),
        None => Check::warn(
            "way_back",
            "Mail that another server refuses later comes back to the sender, and the desk never hears of it.",
            "Set `inbound_domain`, and have your mail server hand over what comes to bounce+…@ and paper+…@ there.",
        ),
    })
}

fn of_address(settings: &Settings) -> Check {
    let mend =
        "Set `public_url` to the address that people type, such as https://desk.example.edu.";
    let url = &settings.public_url;
    if !settings.public_url_is_set {
        return Check::warn(
            "public_url",
            format!("It is not set, so links start with {url}."),
            mend,
        );
    }
    if url.starts_with("https://") {
        return Check::ok("public_url", format!("Links start with {url}."));
    }
    Check::warn(
        "public_url",
        format!("Links start with {url}, which is not sealed."),
        mend,
    )
}

fn of_proxies(settings: &Settings) -> Check {
    let count = settings.trusted_proxies.len();
    let behind_a_proxy = settings.public_url.starts_with("https://");
    match (count, behind_a_proxy) {
        (0, true) => Check::warn(
            "trusted_proxies",
            "None is set, so everybody seems to come from one address.",
            "Set `trusted_proxies` to the address of the proxy that speaks https for us, such as 127.0.0.1.",
        ),
        (0, false) => Check::ok("trusted_proxies", "No forwarded address is believed."),
        (1, _) => Check::ok("trusted_proxies", "1 proxy is believed."),
        _ => Check::ok("trusted_proxies", format!("{count} proxies are believed.")),
    }
}

fn of_sender(settings: &Settings) -> Check {
    let says = format!("Mail comes from {}.", settings.mail_from);
    if settings.smtp.is_some() && settings.mail_from_is_default() {
        return Check::warn(
            "mail_from",
            says,
            "Set `mail_from` to an address that the mail server may send for.",
        );
    }
    Check::ok("mail_from", says)
}

async fn of_mail_server(settings: &Settings) -> Check {
    let Some(url) = settings.smtp.clone() else {
        let says = "No mail server is set, so mail is kept and not sent.";
        return Check::warn(
            "smtp",
            says,
            "Set `smtp`, such as smtp://user:password@mail.example.edu:587.",
        );
    };
    let shown = url.to_string();
    let relay = Relay::with_deadlines(url, 1, soon());
    let answer = relay.probe().await;
    if answer.outcome == Outcome::Sent {
        return Check::ok("smtp", answer.said);
    }
    let says = format!(
        "The mail server at {shown} does not let us in: {}",
        answer.said
    );
    Check::fail(
        "smtp",
        says,
        "Look at the host, the port, the password and the firewall.",
    )
}

/// Short enough that a person waits for it.
fn soon() -> Deadlines {
    Deadlines::of(Duration::from_secs(5))
}
