//! Small papers of every kind, made on the spot; and files that mean harm.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
pub const SENTENCE: &str = "Community gardens are often described as a cure for everything.";

/// A zip file; its first member is not packed.
pub fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (n, (name, content)) in members.iter().enumerate() {
        let method = if n == 0 {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word file whose document part is exactly this.
pub fn docx_of(document: &[u8]) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document),
    ])
}

/// A Word file with a heading and one paragraph.
pub fn docx(title: &str, text: &str) -> Vec<u8> {
    let heading =
        format!("<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p>");
    let body = format!("{heading}<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    docx_of(format!("<w:document {W}><w:body>{body}</w:body></w:document>").as_bytes())
}

/// A Word file of exactly this many bytes, with nothing to read in it.
pub fn docx_of_size(size: usize) -> Vec<u8> {
    let made = |filling: &[u8]| {
        zipped(&[
            ("[Content_Types].xml", filling),
            ("word/document.xml", b"<w/>"),
        ])
    };
    let around = made(b"").len();
    let filling: Vec<u8> = (0_u8..251).cycle().take(size - around).collect();
    made(&filling)
}

pub fn odt(text: &str) -> Vec<u8> {
    let names = ["office", "text"]
        .map(|name| format!("xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'"));
    let content = format!(
        "<office:document-content {}><office:body><office:text><text:p>{text}</text:p></office:text></office:body></office:document-content>",
        names.join(" ")
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

pub fn rtf(text: &str) -> Vec<u8> {
    format!("{{\\rtf1\\ansi {text}\\par}}").into_bytes()
}

/// A PDF with one page and one line on it.
pub fn pdf(text: &str) -> Vec<u8> {
    let drawing = format!("BT /F1 10 Tf 50 700 Td ({text}) Tj ET");
    let widths = "600 ".repeat(95);
    pdf_of(&[
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".into(),
        format!("<< /Length {} >>\nstream\n{drawing}\nendstream", drawing.len()),
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths [{widths}] >>"),
    ])
}

/// The PDF of these objects, numbered from 1.
pub fn pdf_of(objects: &[String]) -> Vec<u8> {
    let (mut file, mut table) = (b"%PDF-1.4\n".to_vec(), String::new());
    for (n, object) in objects.iter().enumerate() {
        table = [table, format!("{:010} 00000 n \n", file.len())].concat();
        write!(file, "{} 0 obj\n{object}\nendobj\n", n + 1).unwrap();
    }
    let (start, count) = (file.len(), objects.len() + 1);
    write!(file, "xref\n0 {count}\n0000000000 65535 f \n{table}").unwrap();
    let root = format!("<< /Size {count} /Root 1 0 R >>");
    write!(file, "trailer\n{root}\nstartxref\n{start}\n%%EOF\n").unwrap();
    file
}

/// A PDF that its owner locked with a password.
pub fn locked_pdf() -> Vec<u8> {
    String::from_utf8(pdf("Nothing to see."))
        .unwrap()
        .replace("/Root 1 0 R", "/Root 1 0 R /Encrypt 6 0 R")
        .into_bytes()
}

/// How Word keeps a document that is locked with a password: an old container with the real file scrambled inside.
pub fn locked_docx() -> Vec<u8> {
    let mut bytes = vec![0; 2048];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    bytes[30] = 9;
    bytes[48] = 1;
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes[1024 + 128..][..name.len()].copy_from_slice(&name);
    bytes
}

/// A Word file that would unpack to far more than it weighs.
pub fn zip_bomb() -> Vec<u8> {
    docx_of(&vec![b' '; 30 * 1024 * 1024])
}

/// The same, but the sizes it tells of itself are small.
pub fn lying_zip_bomb() -> Vec<u8> {
    let (mut bytes, size) = (zip_bomb(), (30_u32 * 1024 * 1024).to_le_bytes());
    let places: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| bytes[*at..at + 4] == size)
        .collect();
    for at in places {
        bytes[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    bytes
}

/// A Word file whose few lines of XML would grow to a billion words.
pub fn billion_laughs() -> Vec<u8> {
    let mut entities = vec!["<!ENTITY a0 'ha '>".to_owned()];
    for n in 1..10 {
        let ten = format!("&a{};", n - 1).repeat(10);
        entities.push(format!("<!ENTITY a{n} '{ten}'>"));
    }
    let entities = entities.concat();
    let body = "<w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body>";
    docx_of(format!("<!DOCTYPE w [{entities}]><w:document {W}>{body}</w:document>").as_bytes())
}

/// A PDF with brackets inside brackets until a careless reader falls over.
pub fn nested_pdf() -> Vec<u8> {
    let deep = [vec![b'['; 200_000], vec![b']'; 200_000]].concat();
    pdf_of(&[
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        format!(
            "<< /Type /Pages /Kids {} /Count 1 >>",
            String::from_utf8(deep).unwrap()
        ),
    ])
}

/// A PDF whose list of pages contains itself.
pub fn endless_pdf() -> Vec<u8> {
    pdf_of(&[
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 2 0 R] /Count 2 >>".into(),
    ])
}
