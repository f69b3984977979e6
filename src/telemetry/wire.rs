//! Spans as `OpenTelemetry`'s protocol writes them in JSON (OTLP 1.x, `ExportTraceServiceRequest`): names of traces and spans in
//! hexadecimal, nanoseconds and whole numbers as text, kinds and states as numbers.

use serde_json::{Value as Json, json};

use super::fields::{Fields, Value};
use super::span::{Line, Span};

/// `SPAN_KIND_INTERNAL`, `SPAN_KIND_SERVER`, `SPAN_KIND_CLIENT`.
const WITHIN: u8 = 1;
const ASKED: u8 = 2;
const ASKING: u8 = 3;
/// `STATUS_CODE_ERROR`.
const BAD: u8 = 2;

/// The body of one request to a collector.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn written(spans: &[Span]) -> Result<Vec<u8>, String> {
    let version = env!("CARGO_PKG_VERSION");
    let spans: Vec<Json> = spans.iter().map(span).collect();
    let body = json!({
        "resourceSpans": [{
            "resource": { "attributes": [
                attribute("service.name", &Value::Text("paperdesk".to_owned())),
                attribute("service.version", &Value::Text(version.to_owned())),
            ] },
            "scopeSpans": [{
                "scope": { "name": "paperdesk", "version": version },
                "spans": spans,
            }],
        }],
    });
    serde_json::to_vec(&body).map_err(|error| error.to_string())
}

fn span(span: &Span) -> Json {
    let mut written = json!({
        "traceId": span.trace.0,
        "spanId": span.id,
        "name": name(span),
        "kind": match span.name {
            "request" => ASKED,
            "delivery" => ASKING,
            _ => WITHIN,
        },
        "startTimeUnixNano": span.began.to_string(),
        "endTimeUnixNano": span.ended.to_string(),
        "attributes": attributes(&span.fields),
        "events": span.lines.iter().map(line).collect::<Vec<_>>(),
    });
    if let Some(parent) = &span.parent {
        written["parentSpanId"] = json!(parent);
    }
    if span.is_bad {
        written["status"] = json!({ "code": BAD });
    }
    written
}

/// A request by its route, as `GET /papers/<number>`, and a delivery by its channel: few names, so that they can be counted.
fn name(span: &Span) -> String {
    let said = |name| span.fields.text(name).unwrap_or_default();
    match span.name {
        "request" => format!("{} {}", said("method"), said("route"))
            .trim()
            .to_owned(),
        "delivery" => format!("delivery by {}", said("channel")),
        other => other.to_owned(),
    }
}

fn line(line: &Line) -> Json {
    let mut fields = line.fields.clone();
    let said = fields.take_text("message").unwrap_or_default();
    let mut attributes = attributes(&fields);
    attributes.push(attribute("level", &Value::Text(line.level.to_lowercase())));
    json!({
        "timeUnixNano": line.at.to_string(),
        "name": said,
        "attributes": attributes,
    })
}

fn attributes(fields: &Fields) -> Vec<Json> {
    let all = fields.0.iter();
    all.map(|(name, value)| attribute(&key(name), value))
        .collect()
}

/// What has a name in `OpenTelemetry`’s own conventions goes by that, all else by ours.
fn key(name: &str) -> String {
    match name {
        "method" => "http.request.method".to_owned(),
        "route" => "http.route".to_owned(),
        "status" => "http.response.status_code".to_owned(),
        _ => format!("paperdesk.{name}"),
    }
}

fn attribute(key: &str, value: &Value) -> Json {
    let value = match value {
        Value::Text(text) => json!({ "stringValue": text }),
        Value::Number(number) => json!({ "intValue": number.to_string() }),
        Value::Truth(truth) => json!({ "boolValue": truth }),
    };
    json!({ "key": key, "value": value })
}
