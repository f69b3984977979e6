//! Turns the text of a setting into its value, or says in one sentence why it cannot.

use std::net::SocketAddr;

use url::{Position, Url};

use super::InboundKey;
use super::LogForm;
use crate::mail::{DkimKey, RelayUrl, bare};
use crate::web::gate::Network;

/// The sender we start with; no mail server on the net takes it.
pub(super) const MAIL_FROM: &str = "Paperdesk <paperdesk@localhost>";
/// The selector we start with.
pub(super) const DKIM_SELECTOR: &str = "paperdesk";
/// The largest file we start with, in bytes.
pub(super) const MAX_UPLOAD: u64 = 10 * MEBIBYTE;

const KIBIBYTE: u64 = 1024;
const MEBIBYTE: u64 = 1024 * KIBIBYTE;
/// What the reader of papers can hold.
const LARGEST_UPLOAD: u64 = 64 * MEBIBYTE;
const LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];
const NONE: &str = "none";

pub(super) fn listen(text: &str) -> Result<SocketAddr, String> {
    let text = text.replace("localhost", "127.0.0.1");
    text.parse()
        .map_err(|_| "listen must look like 127.0.0.1:8000 or [::1]:8000.".to_owned())
}

/// The address as browsers write it, without the slash at its end.
pub(super) fn public_url(text: &str) -> Result<String, String> {
    let url = Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| "public_url must look like https://desk.example.edu.".to_owned())?;
    let plain = url.username().is_empty() && url.password().is_none();
    if !plain || !matches!(&url[Position::BeforePath..], "" | "/") {
        return Err(
            "public_url must hold nothing but http:// or https://, the host and the port."
                .to_owned(),
        );
    }
    Ok(url[..Position::BeforePath].to_owned())
}

pub(super) fn smtp(text: &str) -> Result<Option<RelayUrl>, String> {
    if text == NONE {
        return Ok(None);
    }
    RelayUrl::parse(text).map(Some)
}

pub(super) fn mail_from(text: &str) -> Result<String, String> {
    let one_line = !text.chars().any(char::is_control);
    if one_line && bare(text).is_ok() {
        return Ok(text.to_owned());
    }
    Err("mail_from must look like Writing Centre <desk@example.edu>.".to_owned())
}

pub(super) fn dkim_key(text: &str) -> Result<Option<DkimKey>, String> {
    if text == NONE {
        return Ok(None);
    }
    DkimKey::parse(text).map(Some)
}

/// One or several labels, as a name in the DNS has them.
pub(super) fn selector(text: &str) -> Result<String, String> {
    if is_name(text) {
        return Ok(text.to_owned());
    }
    Err("dkim_selector must be letters, digits and hyphens, such as paperdesk.".to_owned())
}

pub(super) fn inbound_key(text: &str) -> Result<Option<InboundKey>, String> {
    if text == NONE {
        return Ok(None);
    }
    InboundKey::parse(text).map(Some)
}

pub(super) fn domain(text: &str) -> Result<Option<String>, String> {
    let domain = text.to_lowercase();
    if domain == NONE {
        return Ok(None);
    }
    if is_name(&domain) && bare(&format!("bounce@{domain}")).is_ok() {
        return Ok(Some(domain));
    }
    Err("inbound_domain must look like desk.example.edu.".to_owned())
}

fn is_name(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 200 && text.split('.').all(is_label)
}

/// Networks between commas or spaces.
pub(super) fn networks(text: &str) -> Result<Vec<Network>, String> {
    let parts = text
        .split([',', ' '])
        .filter(|part| !part.is_empty() && *part != NONE);
    let parse = |part: &str| {
        part.parse()
            .map_err(|error| format!("trusted_proxies: {error}."))
    };
    parts.map(parse).collect()
}

pub(super) fn max_upload(text: &str) -> Result<u64, String> {
    let bytes = size(text)
        .ok_or_else(|| "max_upload must look like 10 MiB, 500 KB or 1048576.".to_owned())?;
    if !(KIBIBYTE..=LARGEST_UPLOAD).contains(&bytes) {
        return Err("max_upload must be between 1 KiB and 64 MiB.".to_owned());
    }
    Ok(bytes)
}

/// A size in bytes: a whole number, and maybe a unit.
fn size(text: &str) -> Option<u64> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let unit = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1000,
        "kib" => KIBIBYTE,
        "mb" => 1_000_000,
        "mib" => MEBIBYTE,
        "gb" => 1_000_000_000,
        "gib" => 1024 * MEBIBYTE,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(unit)
}

pub(super) fn shown_size(bytes: u64) -> String {
    match bytes {
        _ if bytes.is_multiple_of(MEBIBYTE) => format!("{} MiB", bytes / MEBIBYTE),
        _ if bytes.is_multiple_of(KIBIBYTE) => format!("{} KiB", bytes / KIBIBYTE),
        _ => format!("{bytes} bytes"),
    }
}

pub(super) fn log(text: &str) -> Result<LogForm, String> {
    match text {
        "text" => Ok(LogForm::Text),
        "json" => Ok(LogForm::Json),
        _ => Err("log must be text or json.".to_owned()),
    }
}

pub(super) fn log_level(text: &str) -> Result<String, String> {
    if LEVELS.contains(&text) {
        return Ok(text.to_owned());
    }
    Err("log_level must be error, warn, info, debug or trace.".to_owned())
}

/// A collector's address as it is asked, without the slash at its end.
pub(super) fn otlp(text: &str) -> Result<Option<String>, String> {
    if text == NONE {
        return Ok(None);
    }
    let url = Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| "otlp must look like http://127.0.0.1:4318.".to_owned())?;
    let plain = url.username().is_empty() && url.password().is_none();
    if !plain || url.query().is_some() || url.fragment().is_some() {
        return Err(
            "otlp must hold nothing but http:// or https://, the host, the port and a path."
                .to_owned(),
        );
    }
    Ok(Some(url.as_str().trim_end_matches('/').to_owned()))
}
