//! The pages of marking and reading, rendered with something in each place.

use super::earlier::EarlierFacts;
use super::letter::{Desk, LetterPage};
use super::marking::{MarkingPage, Sheet, Typed};
use super::note_form::{NoteForm, NotePage};
use super::standing::tests::{moment, paper, times};
use super::student_tests::{has, manuscript, render, text};
use crate::centre::Ways;
use crate::drafts::reading::Span;
use crate::drafts::{Draft, DraftId};
use crate::feedback::effort::Pace;
use crate::feedback::margin::{Loose, MarginId};
use crate::feedback::pieces::{Before, VersionId};
use crate::feedback::place;
use crate::feedback::plan::{Item, ItemId};
use crate::feedback::{Kind, Letter, Note, Piece, PieceId, ReturnId};
use crate::papers::State;

pub(super) fn ways() -> Ways {
    Ways {
        hints: "Greeting: say hello".to_owned(),
        ..Ways::default()
    }
}

pub(super) fn piece(id: i64, kind: Kind, deleted: bool) -> Piece {
    let span = Span { start: 10, end: 18 };
    Piece {
        id: PieceId(id),
        kind,
        place: (id > 1).then(|| place::at(&text(), span)),
        words: "Say **why** <now>.".to_owned(),
        author: "Ben".to_owned(),
        version: 3,
        sitting: "s".to_owned(),
        updated_at: moment("2026-11-10T11:58:00Z"),
        deleted,
    }
}

fn loose(id: i64, words: &str, left_out: bool) -> Loose {
    Loose {
        id: MarginId(id),
        kind: Kind::Big,
        words: words.to_owned(),
        quote: "a place that is gone".to_owned(),
        left_out,
    }
}

pub(super) fn note() -> Note {
    let piece = piece(2, Kind::Question, false);
    Note {
        n: 1,
        piece: piece.id,
        kind: piece.kind,
        place: piece.place,
        words: piece.words,
    }
}

pub(super) fn letter() -> Letter {
    Letter {
        id: ReturnId(1),
        draft: DraftId(1),
        version: 1,
        tutor: "Ben".into(),
        text: "Dear Ada,\n\nWell done.\nMore <soon>.".into(),
        returned_at: moment("2026-11-10T11:55:00Z"),
        undo_until: moment("2026-11-10T12:05:00Z"),
    }
}

pub(super) fn sheet(state: State) -> Sheet {
    let draft = Draft {
        id: DraftId(1),
        n: 2,
        manuscript: manuscript(1284),
        sent_at: moment("2026-11-09T08:00:00Z"),
        begun_at: None,
    };
    let aside = Before {
        id: VersionId(4),
        piece: PieceId(2),
        kind: Kind::Question,
        words: "From the other tab.".to_owned(),
        at: moment("2026-11-10T11:59:00Z"),
        aside: true,
    };
    let earlier = EarlierFacts {
        asked: None,
        n: 1,
        letter: letter(),
        notes: vec![note()],
        plan: vec![item(false)],
        text: Some(text()),
    };
    Sheet {
        second: None,
        pace: Pace::default(),
        paper: paper(state),
        draft,
        text: Some(text()),
        answers: Vec::new(),
        asked: None,
        notes: vec![
            piece(1, Kind::Big, false),
            piece(2, Kind::Question, false),
            piece(3, Kind::Well, true),
        ],
        versions: vec![aside],
        loose: vec![
            loose(1, "We could <not> place this.", false),
            loose(2, "Left out.", true),
        ],
        saved_at: Some(moment("2026-11-10T11:58:00Z")),
        returned: (state == State::Returned).then(letter),
        lease: None,
        earlier: vec![earlier],
        ways: ways(),
    }
}

pub(super) fn item(set_aside: bool) -> Item {
    Item {
        id: ItemId(if set_aside { 2 } else { 1 }),
        piece: Some(PieceId(2)),
        words: "Say **why**.".to_owned(),
        set_aside,
        done_at: None,
    }
}

#[test]
fn the_marking_page_has_the_notes_behind_their_paragraphs_and_keeps_what_was_typed() {
    for state in [
        State::Assigned,
        State::Marking,
        State::NeedsInfo,
        State::Returned,
    ] {
        let typed = Typed {
            reason: "I know <Ada>".to_owned(),
            ..Typed::default()
        };
        let html = render(&MarkingPage::of(sheet(state), &times()).with(typed), &[]);
        let marks = matches!(state, State::Marking | State::NeedsInfo | State::Returned);
        assert_eq!(html.contains("data-edit"), marks, "{state:?}");
        assert_eq!(
            html.contains("I know &lt;Ada&gt;"),
            matches!(state, State::Assigned | State::Marking),
            "{html}"
        );
        let parts = [
            "/papers/P-1042/drafts/2/file",
            "aria-details=\"c2\"",
            "Say <strong>why</strong> &lt;now&gt;.",
            "planned to act on 1 of 1 notes",
        ];
        has(&html, &parts);
        let (text, note) = (html.find("id=\"p2\""), html.find("id=\"c2\""));
        assert!(text < note, "a note stands behind its paragraph");
    }
}

#[test]
fn what_another_window_typed_and_what_was_deleted_stand_on_the_page() {
    let page = MarkingPage::of(sheet(State::Marking), &times()).after_deleting(Some(3));
    has(
        &render(&page, &[]),
        &[
            "From the other tab.",
            "/desk/P-1042/versions/4/use",
            "/desk/P-1042/notes/3/back",
            "2 notes: 1 big picture, 1 question",
            "No note yet on what works.",
            "We could &lt;not&gt; place this.",
            "on “a place that is gone”",
            "/desk/P-1042/notes/new?comment=1",
            "Left out (1)",
            "action=\"/desk/P-1042/word\"",
        ],
    );
}

#[test]
fn a_note_has_a_form_of_its_own_with_the_sentences_of_its_paragraph() {
    let form = NoteForm {
        p: "2".to_owned(),
        ..NoteForm::blank("P-1042", &ways())
    };
    let named = ("P-1042".to_owned(), "Gardens".to_owned());
    let page = NotePage::fresh(named, form, Some(&text()), Vec::new());
    has(
        &render(&page, &[("words", "Write the comment before saving it")]),
        &[
            "Note on ¶2",
            "A &lt;b&gt;garden&lt;/b&gt; is a place.",
            "name=\"quote\"",
            "words-err",
        ],
    );
}

#[test]
fn a_comment_is_placed_by_choosing_a_paragraph_and_then_its_sentence() {
    let page = |p: &str| {
        let form = NoteForm {
            p: p.to_owned(),
            ..NoteForm::blank("P-1042", &ways()).about(&loose(1, "Whose <idea>?", false))
        };
        let named = ("P-1042".to_owned(), "Gardens".to_owned());
        render(
            &NotePage::fresh(named, form, Some(&text()), Vec::new()),
            &[],
        )
    };
    let first = page("");
    has(
        &first,
        &[
            "Place a comment",
            "“a place that is gone”",
            "¶2 A &lt;b&gt;garden",
            "Whose &lt;idea&gt;?",
        ],
    );
    assert!(!first.contains("name=\"quote\""), "{first}");
    has(
        &page("2"),
        &["name=\"quote\"", "name=\"comment\" value=\"1\""],
    );
}

#[test]
fn the_letter_has_hints_and_what_the_notes_say() {
    let desk = Desk {
        paper: paper(State::Marking),
        letter: Some(Piece {
            words: "I would give this a good grade.".to_owned(),
            ..piece(9, Kind::Letter, false)
        }),
        notes: vec![piece(1, Kind::Big, false)],
        versions: Vec::new(),
        ways: ways(),
    };
    has(
        &render(&LetterPage::of(desk, &times()), &[]),
        &["say hello", "Say why", "mentions a grade", "Saved 11:58"],
    );
}
