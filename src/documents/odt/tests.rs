use super::super::archive::tests::zipped;
use super::read;
use crate::documents::{Blocks, Unreadable};
use crate::drafts::reading::ParagraphKind::{Body, Footnote, Heading, ListItem, Quote, TableCell};

fn odt_file(body: &str, manifest: &str) -> Vec<u8> {
    let names = ["office", "text", "table", "style"].map(|n| {
        let whole = if n == "draw" { "drawing" } else { n };
        format!("xmlns:{n}='urn:oasis:names:tc:opendocument:xmlns:{whole}:1.0'")
    });
    let draw = "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'";
    let styles = "<office:automatic-styles><style:style style:name='P1' style:family='paragraph' style:parent-style-name='Quotations'/></office:automatic-styles>";
    let content = format!(
        "<office:document-content {} {draw}>{styles}<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        names.join(" ")
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", manifest),
    ])
}

fn blocks(body: &str) -> Blocks {
    read(&odt_file(body, "<m/>")).unwrap().0
}

#[test]
fn headings_lists_quotes_and_cells_are_told_apart() {
    let body = "<text:h text:outline-level='2'>A</text:h><text:list><text:list-item><text:p>B</text:p><text:list><text:list-item><text:p>C</text:p></text:list-item></text:list></text:list-item></text:list><text:p text:style-name='P1'>D</text:p><table:table><table:table-cell><text:p>E</text:p></table:table-cell></table:table><text:p text:style-name='Title'>F<text:s/>G</text:p>";
    let expected = [
        (Heading(2), "A"),
        (ListItem(1), "B"),
        (ListItem(2), "C"),
        (Quote, "D"),
        (TableCell, "E"),
        (Heading(1), "F G"),
    ];
    assert_eq!(
        blocks(body),
        expected.map(|(kind, text)| (kind, text.to_owned()))
    );
}

#[test]
fn notes_and_frames_follow_and_deleted_text_and_comments_are_left_out() {
    let body = "<text:tracked-changes><text:deletion><text:p>gone</text:p></text:deletion></text:tracked-changes><text:p>One<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Note.</text:p></text:note-body></text:note> <office:annotation><text:p>comment</text:p></office:annotation><draw:frame><draw:text-box><text:p>Box</text:p></draw:text-box></draw:frame>two</text:p>";
    assert_eq!(
        blocks(body),
        [
            (Body, "One two".into()),
            (Footnote, "Note.".into()),
            (Body, "Box".into())
        ]
    );
}

#[test]
fn a_file_with_a_password_is_locked() {
    let locked = odt_file(
        "",
        "<manifest><file-entry><encryption-data/></file-entry></manifest>",
    );
    assert_eq!(read(&locked), Err(Unreadable::Locked));
}
