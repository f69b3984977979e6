use super::super::archive::tests::zipped;
use super::{WrongFile, recognise};
use crate::drafts::reading::FileKind;
use std::io::Cursor;

const ODT: (&str, &str) = ("mimetype", "application/vnd.oasis.opendocument.text");
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\nstartxref\n30\n%%EOF\n";

fn kind(name: &str, bytes: &[u8]) -> Result<FileKind, WrongFile> {
    recognise(name, &mut Cursor::new(bytes))
}

fn word() -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", "<w/>"),
    ])
}

/// A container of older Office programs with one stream of this name.
fn container(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0; 2048];
    bytes[..8].copy_from_slice(super::old_word::MAGIC);
    bytes[30] = 9;
    bytes[48] = 1;
    let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024 + 128..1024 + 128 + wide.len()].copy_from_slice(&wide);
    bytes
}

#[test]
fn name_and_structure_that_agree_are_recognised() {
    assert_eq!(kind("My Paper.DOCX", &word()), Ok(FileKind::Docx));
    assert_eq!(
        kind("a.odt", &zipped(&[ODT, ("content.xml", "<x/>")])),
        Ok(FileKind::Odt)
    );
    assert_eq!(kind("a.rtf", b"{\\rtf1 x}"), Ok(FileKind::Rtf));
    assert_eq!(kind("a.pdf", PDF), Ok(FileKind::Pdf));
    assert_eq!(kind("a.txt", b"caf\xE9"), Ok(FileKind::Txt));
    assert_eq!(kind("a.txt", b"\xFF\xFEa\0"), Ok(FileKind::Txt));
    assert_eq!(kind("a.md", "# caf\u{e9}".as_bytes()), Ok(FileKind::Md));
}

#[test]
fn name_and_structure_that_disagree_are_no_paper() {
    let rtf: &[u8] = b"{\\rtf1 x}";
    let zip = zipped(&[("a", "b")]);
    let late_mimetype = zipped(&[("content.xml", "<x/>"), ODT]);
    for (name, bytes) in [
        ("a.pdf", rtf),
        ("a.txt", rtf),
        ("a.txt", PDF),
        ("a.rtf", PDF),
        ("a.docx", PDF),
        ("a.docx", &zip),
        ("a.odt", &word()),
        ("a.odt", &late_mimetype),
        ("a.docm", &word()),
        ("a.exe", b"MZ"),
        ("a", b"text"),
        ("a.txt", b"a\0b"),
        ("a.pdf", b"%PDF-1.4 and no more"),
        ("a.doc", b"MZ"),
    ] {
        assert_eq!(kind(name, bytes), Err(WrongFile::NotAPaper), "{name}");
    }
}

#[test]
fn a_file_that_is_two_things_at_once_is_no_paper() {
    let before = [PDF, &word()].concat();
    let after = [&word(), PDF].concat();
    assert_eq!(kind("a.docx", &before), Err(WrongFile::NotAPaper));
    assert_eq!(kind("a.docx", &after), Err(WrongFile::NotAPaper));
}

#[test]
fn empty_files_are_called_empty() {
    for name in ["a.docx", "a.doc", "a.txt", "a.zip"] {
        assert_eq!(kind(name, b""), Err(WrongFile::Empty));
    }
    assert_eq!(kind("a.txt", b"\xEF\xBB\xBF \r\n\t"), Err(WrongFile::Empty));
}

#[test]
fn locked_files_are_called_locked() {
    let locked_pdf = String::from_utf8_lossy(PDF).replace("/Root", "/Encrypt 5 0 R /Root");
    assert_eq!(
        kind("a.docx", &container("EncryptedPackage")),
        Err(WrongFile::Locked)
    );
    assert_eq!(kind("a.pdf", locked_pdf.as_bytes()), Err(WrongFile::Locked));
    assert_eq!(
        kind("a.odt", &zipped(&[ODT, ("encrypted-package", "x")])),
        Err(WrongFile::Locked)
    );
}

#[test]
fn older_word_files_are_named_as_such() {
    assert_eq!(
        kind("a.doc", &container("WordDocument")),
        Err(WrongFile::OldWord)
    );
    assert_eq!(
        kind("a.docx", &container("WordDocument")),
        Err(WrongFile::OldWord)
    );
    assert_eq!(
        kind("a.docx", &container("Workbook")),
        Err(WrongFile::NotAPaper)
    );
    assert_eq!(kind("a.doc", b"{\\rtf1 x}"), Err(WrongFile::OldWord));
}
