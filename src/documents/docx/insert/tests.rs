use super::super::super::archive::tests::zipped;
use super::super::super::parts::Parts;
use super::insert;
use crate::documents::docx::{marked_up, read};
use crate::documents::{Annotations, Comment, Unreadable};
use crate::drafts::reading::{ReadingText, Span};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";
const TYPES: &str =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";

fn word_file(body: &str) -> Vec<u8> {
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    zipped(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", &document),
        ("word/media/image1.png", "not really"),
    ])
}

fn with_comments(body: &str, listed: &str) -> Vec<u8> {
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    zipped(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", &document),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id='rId1' Type='x/comments' Target='comments.xml'/></Relationships>",
        ),
        ("word/comments.xml", listed),
    ])
}

fn text_of(file: &[u8]) -> ReadingText {
    ReadingText::from_blocks(read(file).unwrap().0)
}

/// Comments on these words, wherever they stand first.
fn on(text: &ReadingText, quotes: &[&str]) -> Annotations {
    let whole = text.whole();
    let at = |bytes: usize| u32::try_from(whole[..bytes].chars().count()).unwrap();
    let comment = |quote: &&str| Comment {
        span: whole
            .find(quote)
            .map(|start| Span::from((at(start), at(start + quote.len())))),
        author: "Ben <Okafor>".into(),
        at: "2026-11-10T12:00:00Z".into(),
        lines: vec![format!("On {quote}?")],
    };
    Annotations {
        text: text.clone(),
        comments: quotes.iter().map(comment).collect(),
    }
}

fn part(file: &[u8], name: &str) -> String {
    Parts::open(file).unwrap().xml(name).unwrap().unwrap()
}

/// What each comment of a file says, and the words it stands on.
fn comments(file: &[u8]) -> Vec<(String, String)> {
    let found = marked_up(file).unwrap();
    let whole: Vec<char> = found.text.whole().chars().collect();
    let said = |span: Span| {
        whole[span.start as usize..span.end as usize]
            .iter()
            .collect()
    };
    let notes = found.notes.into_iter();
    notes
        .map(|note| (note.words, note.span.map_or_else(String::new, said)))
        .collect()
}

#[track_caller]
fn stand_at_their_words(body: &str, quotes: &[&str]) -> Vec<u8> {
    let file = word_file(body);
    let new = insert(&file, &on(&text_of(&file), quotes)).unwrap();
    assert_eq!(text_of(&new), text_of(&file));
    let expected: Vec<_> = quotes
        .iter()
        .map(|q| (format!("On {}?", q.replace('\n', " ")), (*q).to_owned()))
        .collect();
    assert_eq!(
        comments(&new),
        expected,
        "{}",
        part(&new, "word/document.xml")
    );
    new
}

#[test]
fn a_run_is_cut_where_a_comment_begins_and_ends_and_keeps_its_look() {
    let new = stand_at_their_words(
        "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>One two three</w:t></w:r></w:p>",
        &["two"],
    );
    let run = "<w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">";
    let body = format!(
        "<w:p>{run}One </w:t></w:r><w:commentRangeStart w:id=\"0\"/>{run}two</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>{run} three</w:t></w:r></w:p>"
    );
    let document = part(&new, "word/document.xml");
    assert!(document.contains(&body), "{document}");
}

#[test]
fn whole_runs_are_not_cut_and_comments_may_overlap_and_span_paragraphs() {
    let new = stand_at_their_words(
        "<w:p><w:r><w:t>One.</w:t></w:r><w:r><w:tab/><w:t>T\u{E9}o &amp; x.</w:t></w:r></w:p><w:p><w:hyperlink><w:r><w:t>Three</w:t></w:r></w:hyperlink><w:ins><w:r><w:t> four</w:t></w:r></w:ins></w:p>",
        &[
            "One.",
            "T\u{E9}o",
            "& x.",
            "\u{E9}o & x.\nThree fo",
            "One. T",
            "ur",
        ],
    );
    let document = part(&new, "word/document.xml");
    assert!(document.contains("<w:commentRangeStart w:id=\"0\"/><w:commentRangeStart w:id=\"4\"/><w:r><w:t>One.</w:t></w:r><w:commentRangeEnd w:id=\"0\"/>"), "{document}");
}

#[test]
fn letters_that_were_tidied_are_found_in_the_file() {
    stand_at_their_words(
        "<w:p><w:r><w:t xml:space=\"preserve\">  Caf</w:t></w:r><w:r><w:t>e\u{301} and  so\u{AD}me</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:t>thing</w:t></w:r></w:p>",
        &["Caf\u{E9} and", "something", "and some"],
    );
}

#[test]
fn what_cannot_be_cut_is_commented_as_a_whole_with_the_words_said() {
    let body = "<w:p><w:r><w:t>Sum </w:t></w:r><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath><w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>A box of words</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r></w:p>";
    let file = word_file(body);
    let new = insert(&file, &on(&text_of(&file), &["a+", "box"])).unwrap();
    let document = part(&new, "word/document.xml");
    assert!(
        document.contains("<w:commentRangeStart w:id=\"0\"/><m:oMath>"),
        "{document}"
    );
    assert!(
        document.contains("</m:oMath><w:commentRangeEnd w:id=\"0\"/>"),
        "{document}"
    );
    assert!(
        document.contains("<w:commentRangeStart w:id=\"1\"/><w:r><w:drawing>"),
        "{document}"
    );
    let said: Vec<String> = comments(&new).into_iter().map(|(said, _)| said).collect();
    assert_eq!(
        said,
        ["\u{201C}a+\u{201D}\nOn a+?", "\u{201C}box\u{201D}\nOn box?"]
    );
}

#[test]
fn a_field_is_commented_as_a_whole_and_no_comment_goes_from_cell_to_cell() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let body = format!(
        "<w:p><w:r><w:t xml:space=\"preserve\">See </w:t></w:r>{begin}{separate}<w:r><w:t>(Smith 2013)</w:t></w:r>{end}<w:r><w:t>.</w:t></w:r></w:p><w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell("One two"),
        cell("three")
    );
    let file = word_file(&body);
    let quotes = ["(Smith 2013)", "See (Sm", "2013).", "two\nthree"];
    let new = insert(&file, &on(&text_of(&file), &quotes)).unwrap();
    let said = |words: &str, on: &str| (words.to_owned(), on.to_owned());
    let expected = [
        said("On (Smith 2013)?", "(Smith 2013)"),
        said("\u{201C}See (Sm\u{201D}\nOn See (Sm?", "See (Smith 2013)"),
        said("\u{201C}2013).\u{201D}\nOn 2013).?", "(Smith 2013)."),
        said("\u{201C}two three\u{201D}\nOn two three?", "two"),
    ];
    assert_eq!(comments(&new), expected);
    let document = part(&new, "word/document.xml");
    assert!(
        document.contains(&format!("<w:commentRangeStart w:id=\"2\"/>{begin}")),
        "{document}"
    );
}

#[test]
fn comments_that_are_there_already_stay_and_keep_their_numbers() {
    let old = format!(
        "<w:comments {W}><w:comment w:id=\"7\" w:author=\"Ada\"><w:p><w:r><w:t>Mine</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let body = "<w:p><w:commentRangeStart w:id=\"7\"/><w:r><w:t>One two</w:t></w:r><w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r></w:p>";
    let file = with_comments(body, &old);
    let new = insert(&file, &on(&text_of(&file), &["two", "One"])).unwrap();
    let found = comments(&new);
    assert_eq!(found[0], ("Mine".to_owned(), "One two".to_owned()));
    assert_eq!(found[1].1, "two");
    let listed = part(&new, "word/comments.xml");
    assert!(
        listed.starts_with(old.strip_suffix("</w:comments>").unwrap()),
        "{listed}"
    );
    assert!(
        listed.contains("w:id=\"8\"") && listed.contains("w:id=\"9\""),
        "{listed}"
    );
}

#[test]
fn an_empty_list_another_prefix_and_the_strict_kind_are_written_as_they_are() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let document = format!(
        "<x:document xmlns:x='{strict}'><x:body><x:p><x:r><x:t>One two</x:t></x:r></x:p></x:body></x:document>"
    );
    let relations = "<r:Relationships xmlns:r='http://schemas.openxmlformats.org/package/2006/relationships'><r:Relationship Id='a' Type='x/comments' Target='/word/remarks.xml'/></r:Relationships>";
    let file = zipped(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", relations),
        (
            "word/remarks.xml",
            &format!("<x:comments xmlns:x='{strict}'/>"),
        ),
    ]);
    let new = insert(&file, &on(&text_of(&file), &["two"])).unwrap();
    assert_eq!(comments(&new)[0].1, "two");
    let listed = part(&new, "word/remarks.xml");
    assert!(listed.ends_with("</w:comment></x:comments>"), "{listed}");
    assert!(
        listed.contains(&format!("<w:comment xmlns:w=\"{strict}\"")),
        "{listed}"
    );
}

#[test]
fn all_other_parts_stay_as_they_were() {
    let file = word_file("<w:p><w:r><w:t>One</w:t></w:r></w:p>");
    let new = insert(&file, &on(&text_of(&file), &["One", "gone"])).unwrap();
    assert_eq!(part(&new, "word/media/image1.png"), "not really");
    assert!(part(&new, "[Content_Types].xml").contains("PartName=\"/word/comments.xml\""));
    assert!(part(&new, "word/_rels/document.xml.rels").contains("Target=\"/word/comments.xml\""));
    // What stands on nothing in particular stands at the beginning.
    assert_eq!(comments(&new)[1].1, "One");
}

#[test]
fn a_file_that_does_not_agree_with_its_text_or_is_hostile_gets_no_comments() {
    let file = word_file("<w:p><w:r><w:t>One two</w:t></w:r></w:p>");
    let other = on(
        &text_of(&word_file("<w:p><w:r><w:t>One too</w:t></w:r></w:p>")),
        &["One"],
    );
    let doctype = zipped(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", "<!DOCTYPE a><a/>"),
    ]);
    let empty = word_file("<w:p/>");
    let high = format!("<w:comments {W}><w:comment w:id=\"9223372036854775807\"/></w:comments>");
    let high = with_comments("<w:p><w:r><w:t>One two</w:t></w:r></w:p>", &high);
    for (file, given) in [
        (&file, &other),
        (&doctype, &other),
        (&empty, &on(&ReadingText::default(), &[""])),
        (&high, &on(&text_of(&file), &["One"])),
    ] {
        assert!(matches!(insert(file, given), Err(Unreadable::Broken(_))));
    }
}
