//! A browser in a story: what it sends, and what it is answered.

use std::net::IpAddr;

use paperdesk::web::gate::Inbound;
use rocket::http::{ContentType, Header, Method};
use rocket::local::blocking::{LocalRequest, LocalResponse};

use crate::desk::Desk;

pub struct Seat<'d> {
    pub desk: &'d Desk,
    session: Option<String>,
    address: IpAddr,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn read(response: LocalResponse<'_>) -> Self {
        let status = response.status().code;
        let pairs = response.headers().iter().map(|header| {
            (
                header.name().to_string().to_lowercase(),
                header.value().to_owned(),
            )
        });
        let headers = pairs.collect();
        Self {
            status,
            headers,
            bytes: response.into_bytes().unwrap_or_default(),
        }
    }

    pub fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(given, _)| given == name)
            .map_or("", |(_, value)| value)
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The words of the page, without its tags.
    pub fn words(&self) -> String {
        let mut words = String::new();
        let mut inside = false;
        // The one kind of element that stands inside a word's own line and adds no gap.
        let body = self.body().replace("<bdi>", "").replace("</bdi>", "");
        for c in body.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    words.push(' ');
                }
                _ if !inside => words.push(c),
                _ => {}
            }
        }
        let plain = words
            .replace("&quot;", "\"")
            .replace("&#x27;", "'")
            .replace("&#x2F;", "/")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    pub fn says(&self, sentence: &str) -> &Self {
        assert!(
            self.words().contains(sentence),
            "{sentence:?} is not in: {}",
            self.words()
        );
        self
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.words());
        self
    }

    /// The session that an answer begins.
    pub fn session(&self) -> Option<String> {
        let cookies = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        let mut values = cookies.map(|(_, value)| value);
        let session = values.find_map(|value| value.strip_prefix("session="))?;
        session.split(';').next().map(str::to_owned)
    }
}

impl<'d> Seat<'d> {
    pub fn signed_in(desk: &'d Desk, token: &str) -> Self {
        Self {
            desk,
            session: Some(token.to_owned()),
            address: IpAddr::from([192, 0, 2, 7]),
        }
    }

    pub fn signed_out(desk: &'d Desk) -> Self {
        Self {
            desk,
            session: None,
            address: IpAddr::from([192, 0, 2, 7]),
        }
    }

    pub fn at(self, address: impl Into<IpAddr>) -> Self {
        Self {
            address: address.into(),
            ..self
        }
    }

    /// Keeps the session that an answer begins.
    pub fn keep(&mut self, answer: &Answer) {
        self.session = answer.session();
    }

    /// A request as the gate would hand it on.
    pub fn request<'c>(&'c self, method: Method, path: &'c str) -> LocalRequest<'c> {
        let mut request = self.desk.client.req(method, path.to_owned());
        request.add_header(Header::new("x-paperdesk-client", self.address.to_string()));
        request.add_header(Header::new("x-paperdesk-request", "0123456789abcdef"));
        request.add_header(Header::new(
            "User-Agent",
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0",
        ));
        if let Some(session) = &self.session {
            request = request.cookie(("session", session.clone()));
        }
        request
    }

    pub fn get(&self, path: &str) -> Answer {
        Answer::read(self.request(Method::Get, path).dispatch())
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_as("same-origin", path, fields)
    }

    /// A form on somebody else's site.
    pub fn post_from_elsewhere(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_as("cross-site", path, fields)
    }

    fn post_as(&self, site: &'static str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = self
            .request(Method::Post, path)
            .header(ContentType::Form)
            .body(body);
        Answer::read(
            request
                .header(Header::new("Sec-Fetch-Site", site))
                .dispatch(),
        )
    }

    /// A form with a file in its field `file`.
    pub fn post_file(&self, path: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
        let (kind, body) = form_with_file(fields, file);
        let request = self.request(Method::Post, path).header(kind);
        request.inner().local_cache(|| Inbound::holding(body));
        Answer::read(
            request
                .header(Header::new("Sec-Fetch-Site", "same-origin"))
                .dispatch(),
        )
    }
}

/// A form with a file in its field `file`, as a browser writes it.
pub fn form_with_file(
    fields: &[(&str, &str)],
    (name, bytes): (&str, &[u8]),
) -> (ContentType, Vec<u8>) {
    let boundary = "the-boundary-of-a-story";
    let mut body = Vec::new();
    for (field, value) in fields {
        let part = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    let kind = ContentType::new("multipart", "form-data").with_params(("boundary", boundary));
    (kind, body)
}
