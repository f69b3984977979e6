//! What is sent: an event in the shape that each receiver understands. Ids and states; never a name, a title or a text.

use serde_json::{Value, json};

use super::kinds;
use super::{Format, Hook, Message};
use crate::clock::Moment;

/// The body for one format: a pure function of the message, so that every try sends the same.
#[must_use]
pub fn body(format: Format, message: &Message, public_url: &str) -> Vec<u8> {
    let (line, way) = (line(message), link(message, public_url));
    let written = match format {
        Format::Standard => cloud_event(message, public_url),
        Format::Slack => json!({
            "text": format!("{line} <{way}|Open>"),
            "unfurl_links": false,
        }),
        Format::Teams => card(&line, &way),
        Format::Matrix => json!({
            "msgtype": "m.notice",
            "body": format!("{line} {way}"),
            "format": "org.matrix.custom.html",
            "formatted_body": format!("{line} <a href=\"{way}\">Open</a>"),
        }),
        Format::Ntfy => return line.into_bytes(),
    };
    written.to_string().into_bytes()
}

/// The headers that a format wants beside its body and its signature.
#[must_use]
pub fn headers(hook: &Hook, message: &Message, public_url: &str) -> Vec<(&'static str, String)> {
    let mut headers = vec![("content-type", kind_of_body(hook.format).to_owned())];
    if hook.format == Format::Ntfy {
        let title = message.paper.as_ref();
        headers.push((
            "title",
            title.map_or("Paperdesk".into(), |paper| paper.reference.to_string()),
        ));
        headers.push(("click", link(message, public_url)));
    }
    if !hook.token.is_empty() {
        headers.push(("authorization", format!("Bearer {}", hook.token)));
    }
    headers
}

/// Where it goes: Matrix wants the message's own id at the end, so that it takes no message twice.
#[must_use]
pub fn url(hook: &Hook, message: &Message) -> String {
    match hook.format {
        Format::Matrix => format!("{}/{}", hook.url.trim_end_matches('/'), message.id),
        _ => hook.url.clone(),
    }
}

const fn kind_of_body(format: Format) -> &'static str {
    match format {
        Format::Standard => "application/cloudevents+json; charset=utf-8",
        Format::Ntfy => "text/plain; charset=utf-8",
        _ => "application/json; charset=utf-8",
    }
}

/// A cloud event, version 1.0 of the rules for them.
fn cloud_event(message: &Message, public_url: &str) -> Value {
    let mut event = json!({
        "specversion": "1.0",
        "id": message.id,
        "source": public_url,
        "type": format!("paperdesk.{}", message.kind),
        "time": iso(message.at),
        "datacontenttype": "application/json",
        "data": {},
    });
    if let Some(paper) = &message.paper {
        event["subject"] = paper.reference.to_string().into();
        event["data"] = json!({
            "seq": paper.seq,
            "kind": message.kind,
            "paper_id": paper.id,
            "paper_reference": paper.reference.to_string(),
            "status": paper.state,
            "draft": paper.draft,
        });
    }
    event
}

/// A card as the Workflows of Teams post it.
fn card(line: &str, way: &str) -> Value {
    json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": {
                "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                "type": "AdaptiveCard",
                "version": "1.4",
                "body": [{"type": "TextBlock", "text": line, "wrap": true}],
                "actions": [{"type": "Action.OpenUrl", "title": "Open", "url": way}],
            },
        }],
    })
}

/// The event in one line: "P-1042 was sent in."
fn line(message: &Message) -> String {
    let says = kinds::says(&message.kind);
    match &message.paper {
        Some(paper) => format!("{} {says}.", paper.reference),
        None => "This is a test from Paperdesk. It has arrived.".to_owned(),
    }
}

fn link(message: &Message, public_url: &str) -> String {
    let paper = message.paper.as_ref();
    paper.map_or_else(
        || public_url.to_owned(),
        |paper| format!("{public_url}/papers/{}", paper.reference),
    )
}

fn iso(at: Moment) -> String {
    at.timestamp().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{PaperNumber, Seq};
    use crate::hooks::Told;

    fn message() -> Message {
        Message {
            id: "msg_01".into(),
            kind: "submitted".into(),
            at: Moment(1_793_610_000_000),
            paper: Some(Told {
                seq: Seq(7),
                id: "019a".into(),
                reference: PaperNumber(1042),
                state: "waiting".into(),
                draft: 1,
            }),
        }
    }

    fn written(format: Format) -> Value {
        serde_json::from_slice(&body(format, &message(), "https://desk.example.edu")).unwrap()
    }

    #[test]
    fn programs_get_a_cloud_event_of_ids_and_states() {
        assert_eq!(
            written(Format::Standard),
            json!({
                "specversion": "1.0", "id": "msg_01", "source": "https://desk.example.edu",
                "type": "paperdesk.submitted", "subject": "P-1042", "time": "2026-11-02T09:00:00Z",
                "datacontenttype": "application/json",
                "data": {"seq": 7, "kind": "submitted", "paper_id": "019a", "paper_reference": "P-1042",
                         "status": "waiting", "draft": 1}
            })
        );
    }

    #[test]
    fn chat_rooms_get_one_line_and_the_way_there() {
        let link = "https://desk.example.edu/papers/P-1042";
        assert_eq!(
            written(Format::Slack)["text"],
            format!("P-1042 was sent in. <{link}|Open>")
        );
        let teams = &written(Format::Teams)["attachments"][0]["content"];
        assert_eq!(teams["body"][0]["text"], "P-1042 was sent in.");
        assert_eq!(teams["actions"][0]["url"], link);
        let matrix = written(Format::Matrix);
        assert_eq!(matrix["body"], format!("P-1042 was sent in. {link}"));
        assert_eq!(
            matrix["formatted_body"],
            format!("P-1042 was sent in. <a href=\"{link}\">Open</a>")
        );
        assert_eq!(
            body(Format::Ntfy, &message(), "https://desk.example.edu"),
            b"P-1042 was sent in."
        );
    }

    #[test]
    fn a_test_says_that_it_is_one() {
        let test = Message {
            kind: "test".into(),
            paper: None,
            ..message()
        };
        let event: Value =
            serde_json::from_slice(&body(Format::Standard, &test, "https://d.example")).unwrap();
        assert_eq!(
            (event["type"].as_str(), &event["data"]),
            (Some("paperdesk.test"), &json!({}))
        );
        assert_eq!(
            body(Format::Ntfy, &test, "https://d.example"),
            b"This is a test from Paperdesk. It has arrived."
        );
    }
}
