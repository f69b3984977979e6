//! Reads XML piece by piece, refusing what no honest word processor writes.

use super::{Unreadable, broken};
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{QName, ResolveResult};
use std::borrow::Cow;
use std::ops::Range;

const DEEPEST: usize = 100;
const MOST_ATTRIBUTES: usize = 256;
const LONGEST_TAG: usize = 64 * 1024;

/// An element's opening: our short prefix for its namespace, its name and its attributes.
pub struct Tag {
    pub ns: &'static str,
    pub name: String,
    attributes: Vec<(&'static str, String, String)>,
}

impl Tag {
    /// Whether this is the element `ns:name`.
    pub fn is(&self, ns: &str, name: &str) -> bool {
        self.ns == ns && self.name == name
    }

    /// The attribute `name`, whatever its namespace.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut named = self.attributes.iter().filter(|(_, n, _)| n == name);
        named.next().map(|(_, _, value)| value.as_str())
    }

    /// The attribute `ns:name`.
    pub fn get_in(&self, ns: &str, name: &str) -> Option<&str> {
        let mut named = self
            .attributes
            .iter()
            .filter(|(s, n, _)| *s == ns && n == name);
        named.next().map(|(_, _, value)| value.as_str())
    }
}

/// The next thing in a document.
pub enum Piece {
    Open(Tag),
    Close,
    Text(String),
}

/// A document being read; ends with `None`.
pub struct Xml<'a> {
    text: &'a str,
    reader: NsReader<&'a [u8]>,
    depth: usize,
    place: Range<usize>,
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self {
            text,
            reader,
            depth: 0,
            place: 0..0,
        }
    }

    /// Where the last piece stands in the document, in bytes. An element that is closed where it is opened ends with
    /// its opening; its `Close` then has no length.
    pub fn place(&self) -> Range<usize> {
        self.place.clone()
    }

    /// The next piece, or `None` at the end. Comments and instructions are passed over.
    pub fn next(&mut self) -> Result<Option<Piece>, Unreadable> {
        loop {
            let before = self.position();
            let event = self.reader.read_event().map_err(broken)?;
            self.place = before..self.position();
            let piece = match event {
                Event::Start(start) => Piece::Open(self.open(&start)?),
                Event::End(_) => {
                    self.depth -= 1;
                    Piece::Close
                }
                Event::Text(text) => Piece::Text(text.decode().map_err(broken)?.into_owned()),
                Event::CData(text) => Piece::Text(text.decode().map_err(broken)?.into_owned()),
                Event::GeneralRef(entity) => {
                    Piece::Text(resolve(&entity.decode().map_err(broken)?)?)
                }
                Event::DocType(_) => return Err(broken("the XML has a DOCTYPE")),
                Event::Eof if self.depth == 0 => return Ok(None),
                Event::Eof => return Err(broken("the XML ends too early")),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            return Ok(Some(piece));
        }
    }

    /// Whether the element that was opened last is closed where it is opened.
    pub fn closes_at_once(&self) -> bool {
        let tag = self.text.get(self.place.clone());
        tag.is_some_and(|tag| tag.ends_with("/>"))
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Passes over the rest of the element that was opened last, with everything in it.
    pub fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn open(&mut self, start: &BytesStart) -> Result<Tag, Unreadable> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(broken("the XML is nested too deeply"));
        }
        if start.len() > LONGEST_TAG {
            return Err(broken("the XML has a tag that is too long"));
        }
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(broken)?;
            if attributes.len() == MOST_ATTRIBUTES {
                return Err(broken("the XML has a tag with too many attributes"));
            }
            let (ns, name) = self.name_of(attribute.key, false);
            let value = str::from_utf8(&attribute.value).map_err(broken)?;
            attributes.push((ns, name, unescape(value)?.into_owned()));
        }
        let (ns, name) = self.name_of(start.name(), true);
        Ok(Tag {
            ns,
            name,
            attributes,
        })
    }

    fn name_of(&self, name: QName, element: bool) -> (&'static str, String) {
        let (ns, local) = self.reader.resolver().resolve(name, element);
        let prefix = match ns {
            ResolveResult::Bound(uri) => prefix_of(uri.0),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => "",
        };
        (prefix, String::from_utf8_lossy(local.as_ref()).into_owned())
    }
}

/// Our own short name for the namespaces we read; Word's strict and usual ones are the same to us.
fn prefix_of(uri: &[u8]) -> &'static str {
    match str::from_utf8(uri).unwrap_or_default() {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => "w",
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => "m",
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => "mc",
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0" => "office",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => "text",
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => "table",
        "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => "draw",
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => "style",
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" => "svg",
        "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" => "manifest",
        "urn:oasis:names:tc:opendocument:xmlns:meta:1.0" => "meta",
        "http://purl.org/dc/elements/1.1/" => "dc",
        "http://www.w3.org/1999/xlink" => "xlink",
        _ => "",
    }
}

fn unescape(value: &str) -> Result<Cow<'_, str>, Unreadable> {
    let Some((before, mut rest)) = value.split_once('&') else {
        return Ok(Cow::Borrowed(value));
    };
    let mut plain = before.to_owned();
    loop {
        let Some((entity, after)) = rest.split_once(';') else {
            return Err(broken("the XML has a loose ampersand"));
        };
        plain.push_str(&resolve(entity)?);
        let Some((before, next)) = after.split_once('&') else {
            plain.push_str(after);
            return Ok(Cow::Owned(plain));
        };
        plain.push_str(before);
        rest = next;
    }
}

fn resolve(entity: &str) -> Result<String, Unreadable> {
    let character = match entity {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#');
            number.map(|number| numbered(number).unwrap_or(char::REPLACEMENT_CHARACTER))
        }
    };
    character
        .map(String::from)
        .ok_or_else(|| broken("the XML has an entity of its own"))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(xml: &str) -> Result<String, Unreadable> {
        let mut xml = Xml::new(xml);
        let mut seen = String::new();
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Open(tag) if tag.name == "skip" => xml.skip()?,
                Piece::Open(tag) => {
                    seen += &["<", &tag.name, " ", tag.get("a").unwrap_or_default(), ">"].concat();
                }
                Piece::Close => seen.push('|'),
                Piece::Text(text) => seen += &text,
            }
        }
        Ok(seen)
    }

    #[test]
    fn elements_text_and_the_five_entities_are_read() {
        let xml =
            "<?xml version='1.0'?><x a='1 &lt; 2'>&amp;&#x41;&#66;<skip><y/>no</skip><y/>b</x>";
        assert_eq!(all(xml).unwrap(), "<x 1 < 2>&AB<y >|b|");
    }

    #[test]
    fn every_piece_knows_where_it_stands() {
        let text = "<?xml version='1.0'?>\n<x a='1'>on\u{E9}&amp;<!-- no --><y/><![CDATA[t]]></x >";
        let mut xml = Xml::new(text);
        let mut places = Vec::new();
        while xml.next().unwrap().is_some() {
            places.push(&text[xml.place()]);
        }
        let expected = [
            "\n",
            "<x a='1'>",
            "on\u{E9}",
            "&amp;",
            "<y/>",
            "",
            "<![CDATA[t]]>",
            "</x >",
        ];
        assert_eq!(places, expected);
    }

    #[test]
    fn hostile_xml_is_refused() {
        let many = " a='1'".repeat(300);
        for bad in [
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>".to_owned(),
            "<x>&mine;</x>".to_owned(),
            "<x>".repeat(200) + &"</x>".repeat(200),
            format!("<x{many}/>"),
            format!("<x a='{}'/>", "y".repeat(70_000)),
            "<x><y></x>".to_owned(),
            "<x>".to_owned(),
        ] {
            assert!(
                matches!(all(&bad), Err(Unreadable::Broken(_))),
                "{}",
                &bad[..9]
            );
        }
    }
}
