"""What the desk makes, read by other people's libraries: `read.py mails|signed|calendar|news`, on standard input."""

import base64
import email
import email.policy
import json
import sys

import dkim
import feedparser
import icalendar


def without_defects(raw):
    """One mail: no part, header or address of it has a defect, and its two forms say something."""
    mail = email.message_from_bytes(raw, policy=email.policy.SMTP)
    for part in mail.walk():
        assert not part.defects, part.defects
        for name, value in part.items():
            assert not value.defects, (name, value.defects)
            for address in getattr(value, "addresses", ()):
                assert address.domain, (name, str(value))
    once = ["From", "To", "Date", "Message-ID", "Subject", "Auto-Submitted", "MIME-Version"]
    for name in once:
        assert len(mail.get_all(name, [])) == 1, name
    assert len(mail["To"].addresses) == 1 and not mail.get_all("Bcc"), mail["To"]
    for kind in ("plain", "html"):
        assert mail.get_body((kind,)).get_content().strip(), kind
    return mail


def mails(told):
    for one in told:
        try:
            without_defects(base64.b64decode(one["raw"]))
        except Exception as error:
            raise AssertionError(f"{one['name']}: {error!r}") from error


def signed(told):
    """Each mail holds under the record that the desk says is to be published, and no longer once it is changed."""
    record = told["record"].encode()
    dns = lambda name, timeout=5: record if name.rstrip(b".") == told["name"].encode() else None
    for raw in map(base64.b64decode, told["mails"]):
        assert dkim.verify(raw, dnsfunc=dns), "the signature does not hold"
        for change in [(b"Subject:", b"Subject: Re:"), (b"\r\n\r\n", b"\r\n\r\nMore\r\n")]:
            try:
                still = dkim.verify(raw.replace(*change, 1), dnsfunc=dns)
            except dkim.DKIMException:
                still = False
            assert not still, change
        mail = without_defects(raw)
        under = mail["DKIM-Signature"].replace(" ", "").split("h=")[1].split(";")[0].lower().split(":")
        wanted = {"from", "to", "subject", "date", "message-id"}
        wanted |= {name.lower() for name in mail.keys() if name.lower().startswith("list-unsubscribe")}
        assert wanted <= set(under), wanted - set(under)


def calendar(told):
    raw = base64.b64decode(told["raw"])
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b"")
    whole = icalendar.Calendar.from_ical(raw)
    assert whole["VERSION"] == "2.0" and whole["PRODID"], whole
    events = list(whole.walk("VEVENT"))
    for event in events:
        assert not event.errors, event.errors
        for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            assert event.get(name), name
        assert event.decoded("DTSTART") <= event.decoded("DTEND", event.decoded("DTSTART"))
    assert len({str(event["UID"]) for event in events}) == len(events) == told["count"], len(events)


def news(told):
    read = feedparser.parse(base64.b64decode(told["raw"]), response_headers={"content-type": told["type"]})
    assert not read.bozo, read.bozo_exception
    assert read.version == "atom10" and read.feed.id and read.feed.title and read.feed.updated_parsed
    assert any(link.rel == "self" for link in read.feed.links)
    for entry in read.entries:
        assert entry.id and entry.title and entry.updated_parsed and entry.link, entry
        assert entry.get("author") or read.feed.get("author"), entry
    assert len({entry.id for entry in read.entries}) == len(read.entries) == told["count"], len(read.entries)


globals()[sys.argv[1]](json.load(sys.stdin))
