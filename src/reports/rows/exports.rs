//! Statements about what leaves the desk for teachers and for research.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::papers::PaperNumber;
use crate::refusal::{Fault, Outcome};

/// A paper whose student agreed that its course's teacher is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForTeacher {
    /// The teacher's name.
    pub teacher: String,
    /// The teacher's address.
    pub teacher_email: String,
    /// The course's code.
    pub course: String,
    /// The student's name.
    pub student: String,
    /// The student's address.
    pub student_email: String,
    /// The paper.
    pub paper: PaperNumber,
    /// When it came in.
    pub sent_at: Moment,
    /// When feedback on its first draft went out.
    pub returned_at: Option<Moment>,
}

/// Such papers that came in from one moment to before another.
pub fn for_teachers(tx: &Tx<'_>, (from, until): (Moment, Moment)) -> Outcome<Vec<ForTeacher>> {
    tx.all(
        "select t.name as teacher, t.email as teacher_email, c.code, s.name as student, s.email as student_email,
                p.number, d.sent_at, r.returned_at
         from drafts d indexed by drafts_by_sending
         join papers p on p.number = d.paper and p.consent_teacher = 1
         join courses c on c.id = p.course_id
         join people t on t.id = c.teacher_id
         join people s on s.id = p.student_id
         left join returns r on r.draft_id = d.id and r.version = 1 and r.undone_at is null
         where d.sent_at >= ?1 and d.sent_at < ?2 and d.n = 1 and p.state not in ('withdrawn', 'sent_back')
         order by t.email, c.code, s.name, p.number",
        bind![from, until],
        |row| {
            Ok(ForTeacher {
                teacher: row.get("teacher")?,
                teacher_email: row.get("teacher_email")?,
                course: row.get("code")?,
                student: row.get("student")?,
                student_email: row.get("student_email")?,
                paper: row.get("number")?,
                sent_at: row.get("sent_at")?,
                returned_at: row.get("returned_at")?,
            })
        },
    )
}

/// What is mixed into every pseudonym.
pub fn pseudonym_key(tx: &Tx<'_>) -> Outcome<Vec<u8>> {
    let key = tx.one("select key from pseudonym_key where id = 1", &[], |row| {
        row.get("key")
    })?;
    key.ok_or_else(|| Fault::new("the key of pseudonyms is gone").into())
}
