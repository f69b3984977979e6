use super::super::archive::tests::zipped;
use super::read;
use crate::documents::{Blocks, Flag, Unreadable};
use crate::drafts::reading::ParagraphKind::{Body, Footnote, Heading, ListItem, Quote, TableCell};

const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'";
const RELATIONS: &str = "<Relationships><Relationship Type='x/styles' Target='styles.xml'/><Relationship Type='x/footnotes' Target='/word/footnotes.xml'/><Relationship Type='x/image' Target='https://example.org/a.png' TargetMode='External'/></Relationships>";
const STYLES: &str = "<w:style w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style><w:style w:styleId='Own'><w:name w:val='My own'/><w:basedOn w:val='berschrift2'/></w:style><w:style w:styleId='Zitat'><w:name w:val='Quote'/></w:style><w:style w:styleId='Dots'><w:name w:val='Dots'/><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='3'/></w:numPr></w:pPr></w:style>";
const NOTES: &str = "<w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>rule</w:t></w:r></w:p></w:footnote><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t>A note.</w:t></w:r></w:p></w:footnote>";

fn word_file(body: &str) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "word/document.xml",
            &format!("<w:document {W}><w:body>{body}</w:body></w:document>"),
        ),
        ("word/_rels/document.xml.rels", RELATIONS),
        (
            "word/styles.xml",
            &format!("<w:styles {W}>{STYLES}</w:styles>"),
        ),
        (
            "word/footnotes.xml",
            &format!("<w:footnotes {W}>{NOTES}</w:footnotes>"),
        ),
        (
            "docProps/core.xml",
            "<p xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator>Ada</dc:creator></p>",
        ),
    ])
}

fn blocks(body: &str) -> Blocks {
    read(&word_file(body)).unwrap().0
}

fn plain(body: &str) -> Vec<String> {
    blocks(body)
        .into_iter()
        .map(|(_, text)| text)
        .filter(|t| !t.is_empty())
        .collect()
}

fn p(look: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{look}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn headings_lists_and_quotes_are_told_apart_also_through_styles() {
    let body = [
        p("<w:pStyle w:val='Own'/>", "A"),
        p("<w:outlineLvl w:val='0'/>", "B"),
        p(
            "<w:numPr><w:ilvl w:val='2'/><w:numId w:val='1'/></w:numPr>",
            "C",
        ),
        p("<w:pStyle w:val='Dots'/>", "D"),
        p("<w:pStyle w:val='Zitat'/>", "E"),
        p(
            "<w:pStyle w:val='Dots'/><w:numPr><w:numId w:val='0'/></w:numPr>",
            "F",
        ),
    ];
    let kinds: Vec<_> = blocks(&body.concat())
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
    assert_eq!(
        kinds,
        [
            Heading(2),
            Heading(1),
            ListItem(3),
            ListItem(2),
            Quote,
            Body
        ]
    );
}

#[test]
fn notes_follow_their_paragraph_and_cells_are_paragraphs() {
    let body = "<w:p><w:r><w:t>Text</w:t><w:footnoteReference w:id='2'/><w:t> on.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(
        blocks(body),
        [
            (Body, "Text on.".into()),
            (Footnote, "A note.".into()),
            (TableCell, "x".into())
        ]
    );
}

#[test]
fn changes_are_read_as_accepted() {
    let body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p><w:p><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>two</w:t></w:r></w:ins></w:p>";
    assert_eq!(plain(body), ["One two"]);
}

#[test]
fn fields_give_their_result_and_hidden_text_stays_hidden() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x</w:instrText><w:t>no</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>yes</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:tab/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>";
    assert_eq!(plain(body), ["yes a-b"]);
}

#[test]
fn a_text_box_is_read_once() {
    let inner = "<w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>outer</w:t></w:r></w:p>"
    );
    assert_eq!(plain(&body), ["outer", "box"]);
}

#[test]
fn what_else_is_in_the_file_is_told() {
    assert_eq!(
        read(&word_file("")).unwrap().1,
        [Flag::LinkedContent, Flag::Author]
    );
}

#[test]
fn hostile_word_files_are_unreadable_and_no_more() {
    let deep = "<w:p>".repeat(200);
    let doctype = zipped(&[
        ("[Content_Types].xml", ""),
        (
            "word/document.xml",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        ),
    ]);
    for bytes in [
        word_file(&deep),
        doctype,
        zipped(&[("x", "")]),
        b"PK".to_vec(),
    ] {
        assert!(matches!(read(&bytes), Err(Unreadable::Broken(_))));
    }
}
