//! The demo's script: which papers there are, and what happens to each of them at which moment.

use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::cast;
use super::chance::Chance;
use super::essays;
use super::subjects::{QUESTIONS, SUBJECTS};
use crate::clock::Moment;
use crate::drafts::HandedIn;
use crate::drafts::reading::FileKind;
use crate::papers::preparation::{CONCERNS, Form};

/// A paper as its student prepared it.
pub struct Piece {
    /// Its student's place in the cast.
    pub student: usize,
    pub form: Form,
    pub handed_in: HandedIn,
    /// The right file, where the first was a wrong one; or the next draft.
    pub instead: Option<HandedIn>,
}

/// What a student answers to the centre's only question of its own, which asks for the language they write best.
fn language(student: usize) -> BTreeMap<i64, String> {
    let said = match student % 7 {
        2 => "Romanian, and English at the university",
        5 => "German",
        _ => return BTreeMap::new(),
    };
    BTreeMap::from([(1, said.to_owned())])
}

/// On which side of the desk somebody sits.
#[derive(Clone, Copy)]
pub enum By {
    Tutor,
    Coordinator,
}

/// What somebody does with a paper.
#[derive(Clone, Copy)]
pub enum Act {
    Send,
    /// To the tutor at this place in the cast.
    Give(usize),
    Undo,
    HandBack(&'static str),
    Ask(By, &'static str),
    Answer(&'static str),
    Begin,
    Return,
    /// A coordinator asks for a second reader of this tutor's work, and the tutor sends theirs there.
    SecondReader,
    Swap,
    /// The student reads the feedback, plans, and says something back.
    Read,
    /// The student sends the next draft.
    Again,
    Withdraw,
    SendBack(By, &'static str),
    /// Nothing but the mail that was held until now.
    Post,
}

impl Act {
    /// Whether mail leaves at once.
    pub const fn tells(self) -> bool {
        !matches!(
            self,
            Self::Give(_) | Self::Undo | Self::Begin | Self::Swap | Self::Return | Self::Read
        )
    }
}

/// One act at its moment.
pub struct Scene {
    pub at: Moment,
    pub piece: usize,
    pub act: Act,
}

/// The whole script, being written.
pub struct Plan {
    pub calendar: Calendar,
    pub chance: Chance,
    pub pieces: Vec<Piece>,
    pub scenes: Vec<Scene>,
    /// How many papers took the next subject.
    told: usize,
}

impl Plan {
    pub fn new(now: Moment) -> Self {
        let calendar = Calendar::new(cast::centre(), now);
        Self {
            calendar,
            chance: Chance::new(0x_4E57_4301),
            pieces: Vec::new(),
            scenes: Vec::new(),
            told: 0,
        }
    }

    /// A paper on the next subject by this student.
    pub fn paper(&mut self, student: usize) -> usize {
        let n = self.told;
        self.told += 1;
        let subject = &SUBJECTS[n % SUBJECTS.len()];
        let title = subject.titles[(n / SUBJECTS.len()) % subject.titles.len()];
        let kind = match n % 5 {
            0 => FileKind::Docx,
            3 => FileKind::Rtf,
            1 => FileKind::Md,
            _ => FileKind::Txt,
        };
        let text = essays::written(subject.text, &mut self.chance);
        let handed_in = essays::handed_in(kind, title, &text);
        self.piece(student, (title, subject.course), handed_in)
    }

    /// A paper as given.
    pub fn piece(
        &mut self,
        student: usize,
        (title, course): (&str, &str),
        handed_in: HandedIn,
    ) -> usize {
        let n = self.pieces.len();
        let form = Form {
            title: title.to_owned(),
            course: course.to_owned(),
            concerns: self.concerns(),
            question: QUESTIONS[n % QUESTIONS.len()].to_owned(),
            consent_teacher: n.is_multiple_of(3),
            answers: language(student),
            ..Form::default()
        };
        self.pieces.push(Piece {
            student,
            form,
            handed_in,
            instead: None,
        });
        n
    }

    /// Something happens to a paper, so many minutes after a moment.
    pub fn at(&mut self, (moment, minutes): (Moment, i64), piece: usize, act: Act) {
        self.scenes.push(Scene {
            at: moment.plus_minutes(minutes),
            piece,
            act,
        });
    }

    /// It is sent in, with a due date for every third paper.
    pub fn sent(&mut self, at: Moment, piece: usize) {
        if piece % 3 == 1 {
            self.pieces[piece].form.due_on =
                self.calendar.day_after(at, 5 + self.chance.minutes(0, 9));
        }
        self.at((at, 0), piece, Act::Send);
    }

    /// It was sent in and given to a tutor some time before a moment.
    pub fn given(&mut self, before: Moment, piece: usize, tutor: usize) -> Moment {
        let given = self
            .calendar
            .sitting(before.plus_minutes(-self.chance.minutes(45, 900)));
        let early = self.chance.minutes(0, 90);
        let sent = self
            .calendar
            .awake(given.plus_minutes(-self.chance.minutes(30, 900)), early);
        self.sent(sent, piece);
        self.at((given, 0), piece, Act::Give(tutor));
        self.at((given, 10), piece, Act::Post);
        given
    }

    /// A moment at the office, at least so many minutes before another.
    pub fn office_before(&mut self, moment: Moment, minutes: i64) -> Moment {
        let early = self.chance.minutes(1, 150);
        self.calendar.office(moment.plus_minutes(-minutes), early)
    }

    /// The script in the order of time, up to the moment at which the demo begins to be real.
    pub fn finish(mut self) -> Self {
        let now = self.calendar.now;
        self.scenes.retain(|scene| scene.at <= now);
        self.scenes.sort_by_key(|scene| scene.at);
        self
    }

    fn concerns(&mut self) -> Vec<String> {
        let many = self.chance.below(3) as usize + 1;
        // The last one, "I am not sure", is only chosen by itself.
        let sure = if many == 1 {
            CONCERNS.len()
        } else {
            CONCERNS.len() - 1
        };
        let first = self.chance.below(6) as usize;
        (0..many)
            .map(|n| CONCERNS[(first + 2 * n) % sure].to_owned())
            .collect()
    }
}
