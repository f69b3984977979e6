//! The names of the settings, and the nearest one to a name that is none.

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Data,
    Listen,
    PublicUrl,
    Smtp,
    MailFrom,
    Signing,
    DkimSelector,
    Inbound,
    InboundDomain,
    TrustedProxies,
    MaxUpload,
    Log,
    LogLevel,
    Otlp,
}

impl Key {
    /// All of them, in the order in which they are shown.
    pub(super) const ALL: [Self; 14] = [
        Self::Data,
        Self::Listen,
        Self::PublicUrl,
        Self::Smtp,
        Self::MailFrom,
        Self::Signing,
        Self::DkimSelector,
        Self::Inbound,
        Self::InboundDomain,
        Self::TrustedProxies,
        Self::MaxUpload,
        Self::Log,
        Self::LogLevel,
        Self::Otlp,
    ];

    /// Its name in `paperdesk.toml`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Listen => "listen",
            Self::PublicUrl => "public_url",
            Self::Smtp => "smtp",
            Self::MailFrom => "mail_from",
            Self::Signing => "dkim_key",
            Self::DkimSelector => "dkim_selector",
            Self::Inbound => "inbound_key",
            Self::InboundDomain => "inbound_domain",
            Self::TrustedProxies => "trusted_proxies",
            Self::MaxUpload => "max_upload",
            Self::Log => "log",
            Self::LogLevel => "log_level",
            Self::Otlp => "otlp",
        }
    }

    /// The setting of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// The setting whose name takes the fewest changed letters to reach.
    pub(super) fn nearest(name: &str) -> Self {
        let name = name.to_lowercase();
        Self::ALL
            .into_iter()
            .min_by_key(|key| distance(&name, key.name()))
            .unwrap_or(Self::Data)
    }
}

/// How many letters must be added, removed or changed to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, have) in from.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, want) in to.iter().enumerate() {
            let changed = corner + usize::from(have != *want);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}
