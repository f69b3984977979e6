//! Feedback as a Word file: the letter, and the text with real comments at their places.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::comment::{Comment, element, run};
use crate::drafts::reading::{Paragraph, ParagraphKind, ReadingText, Span};
use crate::refusal::Fault;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/></Types>";
const ROOT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
const PARTS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>";

/// A Word file with a title, a letter and the text of a draft with its comments.
///
/// # Errors
/// When it cannot be packed.
pub fn with_comments(
    title: &str,
    letter: &[String],
    text: &ReadingText,
    comments: &[Comment],
) -> Result<Vec<u8>, Fault> {
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", ROOT.to_owned()),
        ("word/_rels/document.xml.rels", PARTS.to_owned()),
        ("word/styles.xml", styles()),
        ("word/comments.xml", comments_part(comments)),
        ("word/document.xml", document(title, letter, text, comments)),
    ];
    let packing = |error| Fault::from_error("packing a Word file", error);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name, SimpleFileOptions::default())
            .map_err(packing)?;
        zip.write_all(HEAD.as_bytes())
            .and_then(|()| zip.write_all(part.as_bytes()))
            .map_err(|error| Fault::from_error("packing a Word file", error))?;
    }
    Ok(zip.finish().map_err(packing)?.into_inner())
}

fn styles() -> String {
    let mut xml = format!(
        "<w:styles xmlns:w=\"{NAMESPACE}\"><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr><w:spacing w:after=\"160\" w:line=\"300\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"24\"/></w:rPr></w:style>"
    );
    for level in 1..=6 {
        let size = 38 - 2 * level;
        // Writing to a string cannot fail.
        let _ = write!(
            xml,
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:keepNext/><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"{size}\"/></w:rPr></w:style>",
            level - 1
        );
    }
    xml.push_str("<w:style w:type=\"paragraph\" w:styleId=\"Quote\"><w:name w:val=\"Quote\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:ind w:left=\"720\"/></w:pPr><w:rPr><w:i/></w:rPr></w:style></w:styles>");
    xml
}

fn comments_part(comments: &[Comment]) -> String {
    let all = (0..).zip(comments);
    let all: String = all.map(|(id, comment)| element(id, comment, "")).collect();
    format!("<w:comments xmlns:w=\"{NAMESPACE}\">{all}</w:comments>")
}

fn document(title: &str, letter: &[String], text: &ReadingText, comments: &[Comment]) -> String {
    let mut xml = format!("<w:document xmlns:w=\"{NAMESPACE}\"><w:body>");
    for line in letter {
        let _ = write!(xml, "<w:p>{}</w:p>", run(line));
    }
    let whole = || (0..comments.len()).filter(|id| comments[*id].span.is_none());
    xml.push_str("<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:pageBreakBefore/></w:pPr>");
    whole().for_each(|id| begin(&mut xml, id));
    xml.push_str(&run(title));
    whole().for_each(|id| end(&mut xml, id));
    xml.push_str("</w:p>");
    for found in &text.paragraphs {
        paragraph(&mut xml, found, comments);
    }
    xml + "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
}

/// One paragraph, cut where comments begin and end.
fn paragraph(xml: &mut String, paragraph: &Paragraph, comments: &[Comment]) {
    let style = match paragraph.kind {
        ParagraphKind::Heading(level) => format!("Heading{}", level.clamp(1, 6)),
        ParagraphKind::Quote => "Quote".to_owned(),
        _ => String::new(),
    };
    xml.push_str("<w:p>");
    if !style.is_empty() {
        let _ = write!(xml, "<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
    }
    let placed: Vec<(usize, Span)> = comments
        .iter()
        .enumerate()
        .filter_map(|(id, comment)| Some((id, comment.span?)))
        .collect();
    let mut letters = String::new();
    let last = u32::try_from(paragraph.text.chars().count()).unwrap_or(u32::MAX);
    let all = paragraph.text.chars().map(Some).chain([None]);
    for (at, letter) in (paragraph.start..).zip(all) {
        let ends = placed
            .iter()
            .filter(|(_, span)| span.end == at || (letter.is_none() && span.end == at + 1));
        let begins = placed
            .iter()
            .filter(|(_, span)| span.start == at && letter.is_some());
        let (ends, begins): (Vec<_>, Vec<_>) = (ends.collect(), begins.collect());
        if !ends.is_empty() || !begins.is_empty() {
            xml.push_str(&run(&std::mem::take(&mut letters)));
        }
        // What ends at the first letter ended with the paragraph before, across the line break.
        if at > paragraph.start || last == 0 {
            for (id, _) in ends {
                end(xml, *id);
            }
        }
        for (id, _) in begins {
            begin(xml, *id);
        }
        letters.extend(letter);
    }
    xml.push_str(&run(&letters));
    xml.push_str("</w:p>");
}

fn begin(xml: &mut String, id: usize) {
    let _ = write!(xml, "<w:commentRangeStart w:id=\"{id}\"/>");
}

fn end(xml: &mut String, id: usize) {
    let _ = write!(
        xml,
        "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>"
    );
}

#[cfg(test)]
mod tests {
    use super::{document, with_comments};
    use crate::documents::{self, Comment};
    use crate::drafts::reading::{FileKind, ParagraphKind, ReadingText, Span};

    fn text() -> ReadingText {
        ReadingText::from_blocks(vec![
            (ParagraphKind::Heading(2), "Gardens & cities".into()),
            (
                ParagraphKind::Body,
                "\u{1F469} They heal. They cost.".into(),
            ),
        ])
    }

    fn comment(span: Option<(u32, u32)>) -> Comment {
        Comment {
            span: span.map(Span::from),
            author: "Ben <Okafor>".into(),
            at: "2026-11-10T12:00:00Z".into(),
            lines: vec!["Do they?".into()],
        }
    }

    #[test]
    fn every_comment_begins_ends_and_is_referred_to_once_at_its_place() {
        let comments = [
            comment(None),
            comment(Some((19, 29))),
            comment(Some((24, 40))),
            comment(Some((0, 29))),
        ];
        let xml = document("Title", &["Dear Ada,".into()], &text(), &comments);
        for id in 0..4 {
            for part in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
                let tag = format!("<w:{part} w:id=\"{id}\"/>");
                assert_eq!(xml.matches(&tag).count(), 1, "{tag} in {xml}");
            }
        }
        let (from, to) = (
            xml.find("RangeStart w:id=\"1\"").expect("a start"),
            xml.find("RangeEnd w:id=\"1\"").expect("an end"),
        );
        let inside: String = xml[from..to]
            .split('<')
            .filter_map(|piece| piece.strip_prefix("w:t xml:space=\"preserve\">"))
            .collect();
        assert_eq!(inside, "They heal.");
    }

    #[test]
    fn our_own_reader_reads_it_again() {
        let file = with_comments(
            "Title",
            &["Dear <Ada>,".into()],
            &text(),
            &[comment(Some((19, 29)))],
        )
        .expect("a file");
        let read = documents::read(FileKind::Docx, &file).expect("a text").text;
        let lines: Vec<&str> = read
            .paragraphs
            .iter()
            .map(|found| found.text.as_str())
            .collect();
        assert_eq!(
            lines,
            [
                "Dear <Ada>,",
                "Title",
                "Gardens & cities",
                "\u{1F469} They heal. They cost."
            ]
        );
    }
}
