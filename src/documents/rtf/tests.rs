use super::read;
use crate::documents::{Blocks, Flag, Unreadable};
use crate::drafts::reading::ParagraphKind::{Body, Footnote, Heading, ListItem, TableCell};

fn blocks(body: &str) -> Blocks {
    let head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}{\f1\fcharset204 Cyr;}{\f2\fcharset128 Jap;}}{\stylesheet{\s0 Normal;}{\s2\outlinelevel1 heading 2;}}{\*\generator x;}";
    let mut blocks = read(format!("{head}{body}}}").as_bytes()).unwrap().0;
    blocks.retain(|(_, text)| !text.is_empty());
    blocks
}

fn plain(body: &str) -> String {
    blocks(body)
        .into_iter()
        .map(|(_, text)| text)
        .collect::<Vec<_>>()
        .join("|")
}

#[test]
fn characters_are_read_in_every_way_they_are_written() {
    assert_eq!(
        plain(r"caf\'e9 \u8364? \u-10179?\u-8704?!"),
        "caf\u{e9} \u{20ac} \u{1F600}!"
    );
    assert_eq!(
        plain(r"\uc2\u233\'65\'66x {\f1\'cf} {\f2\'93\'fa}\f0\'93\rquote\~\_"),
        "\u{e9}x \u{41f} \u{65e5}\u{201c}\u{2019} -"
    );
    assert_eq!(plain(r"a\{b\}\\ {\uc0\u233}b"), "a{b}\\ \u{e9}b");
}

#[test]
fn paragraphs_headings_lists_and_cells_are_told_apart() {
    let body = r"\pard\s2 Head\par\pard text\par\pard\ls1\ilvl1{\listtext\'b7\tab}item\par\pard{\pntext 1.}old\par\pard\intbl x\cell y\cell\row\pard end";
    let expected = [
        (Heading(2), "Head"),
        (Body, "text"),
        (ListItem(2), "item"),
        (ListItem(1), "old"),
        (TableCell, "x"),
        (TableCell, "y"),
        (Body, "end"),
    ];
    assert_eq!(
        blocks(body),
        expected.map(|(kind, text)| (kind, text.to_owned()))
    );
}

#[test]
fn notes_follow_and_unseen_groups_are_left_out() {
    let body = r"One{\footnote\pard Note.\par}{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}{\header no}{\pict ff00}{\*\unknown no}{\deleted gone}{\v hid} two\par three";
    assert_eq!(
        blocks(body),
        [
            (Body, "Onelink two".into()),
            (Footnote, "Note.".into()),
            (Body, "three".into())
        ]
    );
}

#[test]
fn an_author_is_flagged_and_deep_nesting_is_unreadable() {
    assert_eq!(
        read(br"{\rtf1{\info{\author Ada}}x}").unwrap().1,
        [Flag::Author]
    );
    assert!(matches!(
        read("{".repeat(500).as_bytes()),
        Err(Unreadable::Broken(_))
    ));
    assert_eq!(
        read(br"{\rtf1 x\bin3 }}}y").unwrap().0,
        [(Body, "xy".into())]
    );
}
