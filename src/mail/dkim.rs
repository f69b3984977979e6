//! Signs a mail (DKIM, RFC 6376), so that others can tell that it comes from this domain and was not changed on its way.

use std::fmt;
use std::sync::Arc;

use data_encoding::BASE64;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use sha2::{Digest, Sha256};

use super::canonical::{body, field, fields};
use super::compose::Unsendable;

/// The headers under the signature, where a mail has them. With both of `List-Unsubscribe`, as RFC 8058 wants.
const SIGNED: [&str; 14] = [
    "from",
    "to",
    "reply-to",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "auto-submitted",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "list-unsubscribe",
    "list-unsubscribe-post",
];
/// Named once more than the mail has them, so that nobody can add another one.
const NOT_TWICE: [&str; 5] = ["from", "to", "reply-to", "subject", "date"];
/// Before a public RSA key: that it is one (RFC 8017), as `SubjectPublicKeyInfo`.
const IS_RSA: [u8; 15] = [
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

enum Pair {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

/// A private key that signs mail; it shows itself to nobody.
#[derive(Clone)]
pub struct DkimKey(Arc<Pair>);

impl fmt::Debug for DkimKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

impl DkimKey {
    /// Reads a private key in PEM: RSA of 2048 bits or more (PKCS #8 or PKCS #1), or Ed25519 (PKCS #8).
    ///
    /// # Errors
    /// One sentence that says what it should look like.
    pub fn parse(pem: &str) -> Result<Self, String> {
        let says = "dkim_key must be a private key in PEM: RSA of at least 2048 bits, or Ed25519.";
        let inside: String = pem
            .lines()
            .map(str::trim)
            .filter(|line| !line.starts_with("-----"))
            .collect();
        let der = BASE64.decode(inside.as_bytes()).map_err(|_| says)?;
        let rsa = RsaKeyPair::from_pkcs8(&der).or_else(|_| RsaKeyPair::from_der(&der));
        let pair = match rsa {
            Ok(rsa) => Pair::Rsa(Box::new(rsa)),
            Err(_) => {
                Pair::Ed25519(Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).map_err(|_| says)?)
            }
        };
        Ok(Self(Arc::new(pair)))
    }

    /// What kind of key it is, as DKIM names it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &*self.0 {
            Pair::Rsa(_) => "rsa",
            Pair::Ed25519(_) => "ed25519",
        }
    }

    /// Its public half, as the DNS record of its selector has it after `p=`.
    #[must_use]
    pub fn public(&self) -> String {
        match &*self.0 {
            Pair::Ed25519(pair) => BASE64.encode(pair.public_key().as_ref()),
            Pair::Rsa(pair) => {
                let key = pair.public().as_ref();
                let bits = [&[0x00], key].concat();
                let inside = [&IS_RSA[..], &[0x03], &length(bits.len()), &bits].concat();
                BASE64.encode(&[&[0x30], &length(inside.len())[..], &inside].concat())
            }
        }
    }

    fn sign(&self, words: &[u8]) -> Result<Vec<u8>, Unsendable> {
        match &*self.0 {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(
                    &RSA_PKCS1_SHA256,
                    &SystemRandom::new(),
                    words,
                    &mut signature,
                )
                .map_err(|_| Unsendable::new("This mail could not be signed."))?;
                Ok(signature)
            }
            // RFC 8463: over the hash of the words.
            Pair::Ed25519(pair) => Ok(pair.sign(&Sha256::digest(words)).as_ref().to_vec()),
        }
    }
}

/// A length as DER writes it.
fn length(length: usize) -> Vec<u8> {
    let bytes = length.to_be_bytes();
    let first = bytes
        .iter()
        .position(|byte| *byte != 0)
        .unwrap_or(bytes.len() - 1);
    let bytes = &bytes[first..];
    match bytes {
        [short] if *short < 0x80 => vec![*short],
        long => {
            let count = u8::try_from(long.len()).unwrap_or(0);
            [&[0x80 | count], long].concat()
        }
    }
}

/// Who signs: a key, the domain it stands for, and the selector under which its public half is found.
#[derive(Clone, Debug)]
pub struct Signer {
    /// The key.
    pub key: DkimKey,
    /// The domain of the sender.
    pub domain: String,
    /// `<selector>._domainkey.<domain>` holds the public key.
    pub selector: String,
}

impl Signer {
    /// The mail with its signature before it; the same mail is signed the same each time.
    ///
    /// # Errors
    /// When it is no mail, or the key fails.
    pub fn sign(&self, mail: &[u8]) -> Result<Vec<u8>, Unsendable> {
        let text = str::from_utf8(mail).map_err(|_| Unsendable::new("This mail is damaged."))?;
        let (head, rest) = text
            .split_once("\r\n\r\n")
            .ok_or_else(|| Unsendable::new("This mail is damaged."))?;
        let present = fields(head);
        let is_there = |name: &&str| {
            present
                .iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(name))
        };
        let names: Vec<&str> = SIGNED
            .into_iter()
            .filter(is_there)
            .chain(NOT_TWICE)
            .collect();
        let hash = BASE64.encode(&Sha256::digest(body(rest)));
        let unsigned = format!(
            "v=1; a={}-sha256; c=relaxed/relaxed;\r\n\td={}; s={};\r\n\th={};\r\n\tbh={hash};\r\n\tb=",
            self.key.kind(),
            self.domain,
            self.selector,
            names.join(":"),
        );
        let signature = BASE64.encode(&self.key.sign(&words(&present, &names, &unsigned))?);
        let folded: Vec<&str> = signature
            .as_bytes()
            .chunks(72)
            .map(|part| str::from_utf8(part).unwrap_or_default())
            .collect();
        Ok(format!(
            "DKIM-Signature: {unsigned}{}\r\n{text}",
            folded.join("\r\n\t")
        )
        .into_bytes())
    }
}

/// The words that are signed: each named header, and the signature's own without its end.
fn words(present: &[(&str, &str)], names: &[&str], unsigned: &str) -> Vec<u8> {
    let mut words = String::new();
    for (n, name) in names.iter().enumerate() {
        // The second naming of a header means a second one, which no mail of ours has.
        let first = !names[..n].contains(name);
        let found = present
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        if let Some((known, value)) = found.filter(|_| first) {
            words.push_str(&field(known, value));
            words.push_str("\r\n");
        }
    }
    words.push_str(&field("DKIM-Signature", unsigned));
    words.into_bytes()
}

#[cfg(test)]
mod tests {
    use ring::signature::{ED25519, UnparsedPublicKey};

    use super::*;

    const KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIDnFGNKTWMbbfbF1wPVfBa4hkOSV0OPbugjpWpBggv+S
-----END PRIVATE KEY-----
";

    fn signed(mail: &str) -> String {
        let signer = Signer {
            key: DkimKey::parse(KEY).expect("a key"),
            domain: "example.edu".to_owned(),
            selector: "desk".to_owned(),
        };
        let bytes = signer.sign(mail.as_bytes()).expect("a mail");
        String::from_utf8(bytes).expect("text")
    }

    const MAIL: &str = "From: a@example.edu\r\nTo: b@example.org\r\nList-Unsubscribe: <https://x>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nX-Odd: 1\r\n\r\nHello\r\n";

    #[test]
    fn a_signature_stands_before_the_mail_and_covers_the_way_to_unsubscribe() {
        let mail = signed(MAIL);
        assert!(mail.ends_with(MAIL), "{mail}");
        let head = &mail[..mail.len() - MAIL.len()];
        let covers =
            "h=from:to:list-unsubscribe:list-unsubscribe-post:from:to:reply-to:subject:date;";
        assert!(head.contains(covers), "{head}");
        assert!(head.starts_with(
            "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n\td=example.edu; s=desk;"
        ));
        assert_eq!(mail, signed(MAIL));
    }

    #[test]
    fn a_signature_is_of_the_words_by_the_key_in_the_dns() {
        let mail = signed(MAIL);
        let (head, value) = mail.split_once("\tb=").expect("a signature");
        let (value, _) = value.split_once("\r\nFrom:").expect("a mail");
        let value: String = value.split_whitespace().collect();
        let (_, unsigned) = head.split_once(':').expect("a header");
        let present = fields(MAIL.split_once("\r\n\r\n").expect("a head").0);
        let names = ["from", "to", "list-unsubscribe", "list-unsubscribe-post"];
        let words = words(&present, &names, &format!("{unsigned}\tb="));
        let public = DkimKey::parse(KEY).expect("a key").public();
        let public =
            UnparsedPublicKey::new(&ED25519, BASE64.decode(public.as_bytes()).expect("base64"));
        let value = BASE64.decode(value.as_bytes()).expect("base64");
        assert!(public.verify(&Sha256::digest(words), &value).is_ok());
    }

    #[test]
    fn what_is_no_key_is_refused_in_a_sentence() {
        for odd in [
            "",
            "none",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        ] {
            let says = DkimKey::parse(odd).err().unwrap_or_default();
            assert!(says.contains("must be a private key in PEM"), "{odd}");
        }
        assert_eq!(format!("{:?}", DkimKey::parse(KEY)), "Ok(ed25519)");
        assert_eq!(
            [length(5), length(0x80), length(0x1234)].concat(),
            [5, 0x81, 0x80, 0x82, 0x12, 0x34]
        );
    }
}
