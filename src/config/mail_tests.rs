//! The keys that have to do with mail.

use super::Flags;
use super::tests::gather;

#[test]
fn keys_for_mail_are_read_and_never_shown() {
    let pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIDnFGNKTWMbbfbF1wPVfBa4hkOSV0OPbugjpWpBggv+S\n-----END PRIVATE KEY-----";
    let key = "whsec_a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=";
    let variables = [
        ("PAPERDESK_DKIM_KEY", pem),
        ("PAPERDESK_INBOUND_KEY", key),
        ("PAPERDESK_INBOUND_DOMAIN", "Back.Example.edu"),
        ("PAPERDESK_MAIL_FROM", "Desk <desk@example.edu>"),
    ];
    let settings = gather(&variables, &[], &Flags::default()).unwrap();
    let signer = settings.signer().unwrap();
    assert_eq!(
        (signer.domain.as_str(), signer.selector.as_str()),
        ("example.edu", "paperdesk")
    );
    assert_eq!(settings.inbound_domain.as_deref(), Some("back.example.edu"));
    let shown = format!("{:?} {settings:?}", settings.explain());
    assert!(
        shown.contains("ed25519 ***") && shown.contains("whsec_***"),
        "{shown}"
    );
    assert!(
        !shown.contains("a2tra") && !shown.contains("MC4C"),
        "{shown}"
    );
    for (name, value, says) in [
        ("PAPERDESK_DKIM_KEY", "x", "must be a private key in PEM"),
        (
            "PAPERDESK_DKIM_SELECTOR",
            "a b",
            "dkim_selector must be letters",
        ),
        ("PAPERDESK_INBOUND_KEY", "whsec_AAAA", "24 to 64 bytes"),
        (
            "PAPERDESK_INBOUND_DOMAIN",
            "a@b",
            "must look like desk.example.edu",
        ),
    ] {
        let mistake = gather(&[(name, value)], &[], &Flags::default()).expect_err("a mistake");
        assert!(mistake.contains(says), "{mistake}");
    }
}
