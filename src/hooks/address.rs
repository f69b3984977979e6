//! Where a webhook may lead: which addresses somebody may type, and which machines they may turn out to be.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// The ports that may be named.
const PORTS: [u16; 1] = [443];
const LONGEST: usize = 2000;

/// An address that may be asked, by its name only: whether its machine may be is looked up before each try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The whole of it.
    pub url: String,
    /// The name of its machine.
    pub host: String,
}

impl Target {
    /// Reads what somebody typed.
    ///
    /// # Errors
    /// One sentence for them.
    pub fn parse(typed: &str) -> Result<Self, &'static str> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err("Enter the address that the other side gave you");
        }
        let url = Url::parse(typed).ok().filter(|_| typed.len() <= LONGEST);
        let url = url.ok_or("Enter a whole address, like https://hooks.example.edu/desk")?;
        if url.scheme() != "https" {
            return Err("The address must begin with https://");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("Leave the name and the password before the @ out of the address");
        }
        if url.port().is_some_and(|port| !PORTS.contains(&port)) {
            return Err("Only the usual port of https, 443, can be used");
        }
        let name = match url.host() {
            Some(Host::Domain(name)) if is_public_name(name) => name.to_owned(),
            Some(Host::Domain(_)) => {
                return Err("Enter the full name of the machine, like hooks.example.edu");
            }
            _ => return Err("Name the machine, like hooks.example.edu; a number cannot be used"),
        };
        if url.fragment().is_some() {
            return Err("Leave the # and what follows it out of the address");
        }
        Ok(Self {
            url: url.into(),
            host: name,
        })
    }
}

/// A name with at least two parts that all hold something, the last of which is no number.
fn is_public_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    let last_is_word = parts
        .last()
        .is_some_and(|last| last.contains(|c: char| c.is_ascii_alphabetic()));
    parts.len() >= 2 && last_is_word && parts.iter().all(|part| !part.is_empty())
}

/// Whether a machine stands in the public network. Everything that is not surely public is not.
#[must_use]
pub fn is_global(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_global_v4(v4),
        IpAddr::V6(v6) => is_global_v6(v6),
    }
}

fn is_global_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let closed = match a {
        // This network; private; this machine; multicast, reserved, broadcast.
        0 | 10 | 127 | 224..=255 => true,
        // Shared by carriers.
        100 => (64..128).contains(&b),
        // Link-local, and with it the clouds' keepers of secrets.
        169 => b == 254,
        172 => (16..32).contains(&b),
        // Protocols, examples, relays of 6to4, private.
        192 => b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99),
        // Measuring, examples.
        198 => b == 18 || b == 19 || (b == 51 && c == 100),
        203 => b == 0 && c == 113,
        _ => false,
    };
    !closed
}

/// Only `2000::/3` was ever given out. That leaves out, among others, mapped and compatible addresses, both NAT64
/// prefixes, unique-local, link-local, site-local and multicast.
const fn is_global_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let given_out = a & 0xe000 == 0x2000;
    // Teredo, measuring, ORCHID and other protocols; two ranges of examples; 6to4.
    let protocols = a == 0x2001 && b < 0x0200;
    let examples = (a == 0x2001 && b == 0x0db8) || (a == 0x3fff && b < 0x1000);
    given_out && !protocols && !examples && a != 0x2002
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_by_name_is_kept_as_it_will_be_asked() {
        for (typed, url, host) in [
            (
                " https://Hooks.Example.edu/a?b=c ",
                "https://hooks.example.edu/a?b=c",
                "hooks.example.edu",
            ),
            (
                "https://prod-12.westeurope.logic.azure.com:443/workflows/1",
                "https://prod-12.westeurope.logic.azure.com/workflows/1",
                "prod-12.westeurope.logic.azure.com",
            ),
            (
                "https://b\u{fc}cher.example",
                "https://xn--bcher-kva.example/",
                "xn--bcher-kva.example",
            ),
        ] {
            let target = Target::parse(typed).unwrap();
            assert_eq!((target.url.as_str(), target.host.as_str()), (url, host));
        }
    }

    #[test]
    fn what_is_no_public_name_over_https_is_refused_before_anything_is_looked_up() {
        for typed in [
            "",
            "hooks.example.edu",
            "http://hooks.example.edu/",
            "ftp://hooks.example.edu/",
            "file:///etc/passwd",
            "gopher://hooks.example.edu/",
            "javascript:alert(1)",
            "https://user@hooks.example.edu/",
            "https://user:word@hooks.example.edu/",
            "https://:word@hooks.example.edu/",
            "https://hooks.example.edu:80/",
            "https://hooks.example.edu:8443/",
            "https://hooks.example.edu:22/",
            "https://hooks.example.edu:0/",
            "https://hooks.example.edu/#part",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://0x7f.1/",
            "https://0x7f000001/",
            "https://2130706433/",
            "https://017700000001/",
            "https://0/",
            "https://10.0.0.1/",
            "https://169.254.169.254/latest/meta-data/",
            "https://93.184.216.34/",
            "https://1.1.1.1./",
            "https://[::1]/",
            "https://[::]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[::ffff:7f00:1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[2002:7f00:1::]/",
            "https://[fe80::1]/",
            "https://[fe80::1%25eth0]/",
            "https://[2606:2800:220:1::1]/",
            "https://localhost/",
            "https://localhost./",
            "https://intranet/",
            "https://hooks.example.edu./",
            "https://hooks..example.edu/",
            "https:///hooks",
            "https://",
            "https://a b.example/",
            "https://\u{2460}\u{2461}\u{2466}.0.0.1/",
            "https://127\u{3002}0\u{3002}0\u{3002}1/",
            "https://\u{ff11}27.0.0.1/",
        ] {
            assert!(Target::parse(typed).is_err(), "{typed}");
        }
        let long = format!("https://hooks.example.edu/{}", "a".repeat(2000));
        assert!(Target::parse(&long).is_err());
    }

    #[test]
    fn only_machines_in_the_public_network_are_asked() {
        for closed in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.0.170",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "192.168.255.255",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::ffff:0:127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::808:808",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:0:4136:e378::1",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:1ff::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:808:808::1",
            "3fff::1",
            "3fff:fff::1",
            "4000::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_global(closed.parse().unwrap()), "{closed}");
        }
        for open in [
            "1.1.1.1",
            "8.8.8.8",
            "93.184.216.34",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "192.167.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "2001:200::1",
            "2001:4860:4860::8888",
            "2606:4700::1111",
            "2a00:1450::1",
            "3ffe::1",
        ] {
            assert!(is_global(open.parse().unwrap()), "{open}");
        }
    }
}
