use super::read;
use crate::documents::{Blocks, Flag, Unreadable};
use crate::drafts::reading::ParagraphKind::{Body, Footnote, Heading, ListItem};

/// A PDF with one page for each drawing.
fn pdf_file(pages: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len())
        .map(|n| format!("{} 0 R", 10 + n * 2))
        .collect();
    let kids = kids.join(" ");
    let mut objects = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (2, format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len())),
        (3, "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths 5 0 R >>".to_owned()),
        (4, "<< /Author (Ada) >>".to_owned()),
        (5, format!("[{}]", "600 ".repeat(95))),
    ];
    for (n, drawing) in pages.iter().enumerate() {
        let (page, content) = (10 + n * 2, 11 + n * 2);
        objects.push((page, format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>")));
        objects.push((
            content,
            format!(
                "<< /Length {} >>\nstream\n{drawing}\nendstream",
                drawing.len()
            ),
        ));
    }
    written(&objects, 12 + pages.len() * 2)
}

/// The file that holds these objects and ends with a table of where they stand.
fn written(objects: &[(usize, String)], count: usize) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = vec![0; count];
    for (number, object) in objects {
        places[*number] = file.len();
        file = [file, format!("{number} 0 obj\n{object}\nendobj\n")].concat();
    }
    let table = file.len();
    file = [
        file,
        format!("xref\n0 {}\n0000000000 65535 f \n", places.len()),
    ]
    .concat();
    for place in &places[1..] {
        let used = if *place > 0 { "00000 n" } else { "65535 f" };
        file = [file, format!("{place:010} {used} \n")].concat();
    }
    file = [
        file,
        format!(
            "trailer\n<< /Size {} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n",
            places.len()
        ),
    ]
    .concat();
    file.into_bytes()
}

/// Draws lines of `(left, height from below, size, text)`.
fn drawing(lines: &[(u32, u32, u32, &str)]) -> String {
    let line = |(left, up, size, text): &(u32, u32, u32, &str)| {
        format!("BT /F1 {size} Tf {left} {up} Td ({text}) Tj ET")
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn blocks(pages: &[&[(u32, u32, u32, &str)]]) -> Blocks {
    let pages: Vec<String> = pages.iter().map(|lines| drawing(lines)).collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    read(&pdf_file(&pages)).unwrap().0
}

#[test]
fn lines_become_paragraphs_and_parted_words_are_made_whole() {
    let page: &[_] = &[
        (50, 690, 20, "A title"),
        (
            50,
            650,
            10,
            "This is the first line of the paragraph and it is exam-",
        ),
        (
            50,
            638,
            10,
            "ple enough to show that words parted at line ends come",
        ),
        (50, 626, 10, "together."),
        (
            80,
            614,
            10,
            "An indented line begins the second paragraph of this",
        ),
        (50, 602, 10, "page, which is short."),
        (50, 580, 10, "* an item"),
    ];
    let expected = [
        (Heading(1), "A title"),
        (
            Body,
            "This is the first line of the paragraph and it is example enough to show that words parted at line ends come together.",
        ),
        (
            Body,
            "An indented line begins the second paragraph of this page, which is short.",
        ),
        (ListItem(1), "an item"),
    ];
    assert_eq!(
        blocks(&[page]),
        expected.map(|(kind, text)| (kind, text.to_owned()))
    );
}

#[test]
fn page_numbers_go_notes_wait_and_paragraphs_run_over_pages() {
    let first: &[_] = &[
        (50, 780, 10, "Ray 1"),
        (
            50,
            650,
            10,
            "This paragraph begins on the first page and it goes on",
        ),
        (
            50,
            638,
            10,
            "until the very end of the page where it is cut by the",
        ),
        (50, 100, 7, "1 A note."),
        (300, 20, 10, "1"),
    ];
    let second: &[_] = &[
        (50, 780, 10, "Ray 2"),
        (50, 650, 10, "foot of it."),
        (50, 600, 10, "New one."),
        (300, 20, 10, "Page 2 of 2"),
    ];
    let expected = [
        (
            Body,
            "This paragraph begins on the first page and it goes on until the very end of the page where it is cut by the foot of it.",
        ),
        (Footnote, "1 A note."),
        (Body, "New one."),
    ];
    assert_eq!(
        blocks(&[first, second]),
        expected.map(|(kind, text)| (kind, text.to_owned()))
    );
}

#[test]
fn the_author_is_flagged_and_a_broken_file_is_unreadable() {
    assert_eq!(read(&pdf_file(&[""])).unwrap().1, [Flag::Author]);
    assert!(matches!(
        read(b"%PDF-1.4 nothing"),
        Err(Unreadable::Broken(_))
    ));
}
