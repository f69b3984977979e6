//! Writes the demo's script: twenty-four days of sixty papers, told backwards from the moment at which it opens.

use super::cast::Cast;
use super::essays;
use super::plan::{Act, By, Plan};
use super::subjects::{LONG_TITLE, PORTFOLIO, STATEMENT, SUBJECTS};
use crate::clock::Moment;
use crate::drafts::reading::FileKind;

/// Who returned the papers that are returned: some do more than others.
const RETURNED_BY: [usize; 14] = [0, 1, 3, 0, 2, 4, 1, 0, 5, 3, 0, 6, 1, 7];
const RETURNED: usize = 35;
/// The one of them whose next draft is being read.
const AGAIN: usize = 14;
/// Between one returned paper and the next, in minutes.
const APART: i64 = 20 * 24 * 60 / 35;
const HOUR: i64 = 60;

/// The whole script for a demo that opens now.
pub fn plan(now: Moment) -> Plan {
    let mut plan = Plan::new(now);
    returned(&mut plan);
    with_tutors(&mut plan);
    standing_still(&mut plan);
    ended(&mut plan);
    waiting(&mut plan);
    plan.finish()
}

fn returned(plan: &mut Plan) {
    for n in 0..RETURNED {
        let student = if n % 12 == 2 {
            Cast::FACE
        } else {
            1 + (n * 7) % 23
        };
        let piece = if n == 10 {
            long_title(plan, student)
        } else {
            plan.paper(student)
        };
        let tutor = RETURNED_BY[n % RETURNED_BY.len()];
        let ago = 2 * HOUR + APART * i64::try_from(n).unwrap_or(0) + plan.chance.minutes(0, 240);
        let end = plan.office_before(plan.calendar.now, ago);
        plan.at((end, 0), piece, Act::Return);
        plan.at((end, 10), piece, Act::Post);
        if n % 7 != 3 {
            plan.at((end, 25 * HOUR), piece, Act::Read);
        }
        if n == AGAIN {
            again(plan, piece, tutor);
        }
        match n {
            9 => after_a_question(plan, end, piece, tutor),
            12 => after_a_slip(plan, end, piece, tutor),
            _ => {
                marked(plan, end, piece, tutor);
            }
        }
    }
}

/// The student took up the notes, and the same tutor reads the next draft.
fn again(plan: &mut Plan, piece: usize, tutor: usize) {
    let title = plan.pieces[piece].form.title.clone();
    let about = SUBJECTS
        .iter()
        .find(|subject| subject.titles.contains(&title.as_str()));
    let text = about.map_or("", |subject| subject.text.trim());
    plan.pieces[piece].instead = Some(essays::handed_in(FileKind::Txt, &title, text));
    let given = plan.office_before(plan.calendar.now, 30 * HOUR);
    let sent = plan.calendar.awake(given.plus_minutes(-5 * HOUR), 30);
    plan.at((sent, 0), piece, Act::Again);
    plan.at((given, 0), piece, Act::Give(tutor));
    plan.at((given, 10), piece, Act::Post);
    plan.at((given, 90), piece, Act::Begin);
}

fn long_title(plan: &mut Plan, student: usize) -> usize {
    let about = &SUBJECTS[2];
    let handed_in = essays::handed_in(FileKind::Txt, LONG_TITLE, about.text.trim());
    plan.piece(student, (LONG_TITLE, about.course), handed_in)
}

/// Sent in, given and begun before it was returned.
fn marked(plan: &mut Plan, end: Moment, piece: usize, tutor: usize) -> Moment {
    let minutes = plan.chance.minutes(70, 240);
    let begun = plan.office_before(end, minutes);
    plan.at((begun, 0), piece, Act::Begin);
    plan.given(begun, piece, tutor)
}

fn after_a_question(plan: &mut Plan, end: Moment, piece: usize, tutor: usize) {
    let answered = plan.calendar.awake(end.plus_minutes(-90), 30);
    let asked = plan.office_before(answered, 3 * HOUR);
    let question = "Which of the two assignments in the course is this for? The first asks you to compare, the second does not.";
    plan.at((asked, 0), piece, Act::Ask(By::Tutor, question));
    plan.at(
        (answered, 0),
        piece,
        Act::Answer("The second one, sorry! I have the sheet here: no comparison."),
    );
    marked(plan, asked, piece, tutor);
}

/// Given to the wrong tutor, taken back two minutes later, and given to the right one.
fn after_a_slip(plan: &mut Plan, end: Moment, piece: usize, tutor: usize) {
    let given = marked(plan, end, piece, tutor + 1);
    plan.at((given, 2), piece, Act::Undo);
    plan.at((given, 3), piece, Act::Give(tutor));
    plan.at((given, 13), piece, Act::Post);
}

/// The tutor whose feedback a second reader sees: their place in the cast.
const NEW_TUTOR: usize = 4;

fn with_tutors(plan: &mut Plan) {
    let now = plan.calendar.now;
    for (hours, tutor) in [(1, 0), (4, 0), (15, 2), (25, 0), (33, 3)] {
        let piece = plan.paper(1 + 3 * tutor + usize::try_from(hours).unwrap_or(0) % 7);
        plan.given(now.plus_minutes(-hours * HOUR), piece, tutor);
    }
    let marking = [(1, 0, Cast::FACE), (5, 1, 8), (7, 4, 17), (25, 2, 11)];
    for (hours, tutor, student) in marking {
        let piece = plan.paper(student);
        let begun = plan.office_before(now, hours * HOUR - 10);
        plan.at((begun, 0), piece, Act::Begin);
        plan.given(begun, piece, tutor);
        if tutor == NEW_TUTOR {
            plan.at((now, -40), piece, Act::SecondReader);
        }
    }
    handed_back(plan);
    let just_now = plan.paper(20);
    plan.sent(now.plus_minutes(-5 * HOUR), just_now);
    plan.at((now, -3), just_now, Act::Give(5));
    plan.at((now, 7), just_now, Act::Post);
}

/// One tutor fell ill, and another has the paper now.
fn handed_back(plan: &mut Plan) {
    let piece = plan.paper(14);
    let again = plan.calendar.sitting(plan.calendar.now.plus_minutes(-HOUR));
    let back = plan.office_before(again, 90);
    let reason = "I am down with the flu and will not get to it before next week. I have not made any notes yet.";
    plan.at((back, 0), piece, Act::HandBack(reason));
    plan.at((again, 0), piece, Act::Give(3));
    plan.at((again, 10), piece, Act::Post);
    plan.given(back, piece, 6);
}

/// Papers about which we asked something that is not answered yet.
fn standing_still(plan: &mut Plan) {
    let now = plan.calendar.now;
    let piece = plan.paper(Cast::FACE);
    let asked = plan.office_before(now, 3 * HOUR);
    let question = "Your second section stops in the middle of a sentence. Is there a page missing, or shall I read it as it is?";
    plan.at((asked, 0), piece, Act::Ask(By::Tutor, question));
    plan.given(asked, piece, 0);

    let portfolio = essays::handed_in(FileKind::Md, PORTFOLIO, &essays::portfolio());
    let piece = plan.piece(7, (PORTFOLIO, "ENG 110"), portfolio);
    let asked = plan.office_before(now, 21 * HOUR);
    let question = "This is more than we can read in one go. Which two of the pieces matter most to you just now?";
    plan.at((asked, 0), piece, Act::Ask(By::Coordinator, question));
    plan.sent(plan.calendar.awake(asked.plus_minutes(-150), 20), piece);
}

/// Papers that ended without feedback.
fn ended(plan: &mut Plan) {
    let day = |days: i64| plan.calendar.now.plus_days(-days);
    let (three, six, eight, twelve) = (day(3), day(6), day(8), day(12));
    let piece = plan.paper(Cast::FACE);
    let sent = plan.calendar.awake(six, 45);
    plan.sent(sent, piece);
    plan.at((sent, 50), piece, Act::Withdraw);

    let piece = plan.paper(19);
    plan.at((three, 0), piece, Act::Withdraw);
    plan.given(three, piece, 4);

    let piece = plan.paper(10);
    let back = plan.office_before(eight, 0);
    let reason = "These are answers for an exam that is still open, and we may not help with those. \
        Do come back with any other text: we would like to read you.";
    plan.at((back, 0), piece, Act::SendBack(By::Coordinator, reason));
    plan.sent(plan.calendar.awake(back.plus_minutes(-200), 15), piece);

    let piece = plan.paper(16);
    let back = plan.office_before(twelve, 0);
    let reason = "This is the paper you had back from us last month, word for word. I think the new draft is \
        still on your computer; send it in and I will read it first.";
    plan.at((back, 0), piece, Act::SendBack(By::Tutor, reason));
    plan.given(back, piece, 1);
}

/// Papers that nobody has yet: one late, one due today, one nobody can read, one that came in a moment ago.
fn waiting(plan: &mut Plan) {
    let now = plan.calendar.now;
    let (late, due_today) = plan.calendar.sent_late_and_for_today();
    let yesterday = plan.calendar.awake(now.plus_minutes(-20 * HOUR), 60);
    for (sent, student) in [(late, 12), (due_today, 6), (yesterday, Cast::MISTYPED)] {
        let piece = plan.paper(student);
        plan.sent(sent, piece);
    }
    let swapped = plan.paper(2);
    let right = std::mem::replace(&mut plan.pieces[swapped].handed_in, essays::wrong_file());
    plan.pieces[swapped].instead = Some(right);
    plan.sent(now.plus_minutes(-9 * HOUR), swapped);
    plan.at((now, -9 * HOUR + 20), swapped, Act::Swap);

    let scan = plan.piece(
        13,
        ("Field notebook, weeks 1 to 3", "BIO 130"),
        essays::scan(),
    );
    plan.sent(now.plus_minutes(-4 * HOUR), scan);
    let text = essays::handed_in(FileKind::Txt, STATEMENT.0, STATEMENT.1.trim());
    let statement = plan.piece(22, (STATEMENT.0, ""), text);
    plan.sent(now.plus_minutes(-112), statement);
    for (ago, student) in [(41, Cast::FACE), (6, 4)] {
        let piece = plan.paper(student);
        plan.sent(now.plus_minutes(-ago), piece);
    }
}
