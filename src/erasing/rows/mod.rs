//! Every statement that lets go of something.

pub(super) mod due;
mod named;

use crate::db::{Tx, bind};
use crate::events::PaperNumber;
use crate::people::PersonId;
use crate::refusal::Outcome;

/// What stands where a text was.
const GONE: &str = "This text is no longer kept";

/// What goes with a person, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goes {
    /// Papers of theirs whose texts, files and questions go.
    pub papers: i64,
    /// Files, each draft its own.
    pub files: i64,
    /// Letters that were returned to them.
    pub letters: i64,
    /// Notes on their papers.
    pub notes: i64,
    /// Mails to them or about their papers.
    pub mails: i64,
    /// Reasons, questions and answers said with what happened to their papers, or by them.
    pub words: i64,
    /// Letters that they wrote as a tutor, which stay with their students.
    pub written: i64,
}

/// Open papers that are theirs, or on their desk.
pub(super) fn open_papers(tx: &Tx<'_>, id: PersonId) -> Outcome<Vec<PaperNumber>> {
    tx.all(
        "select number from papers where student_id = ?1 and state in ('waiting', 'assigned', 'marking', 'needs_info')
         union select number from papers where tutor_id = ?1 and state in ('assigned', 'marking', 'needs_info')
         order by number",
        bind![id],
        |row| row.get("number"),
    )
}

pub(super) fn papers_of(tx: &Tx<'_>, id: PersonId) -> Outcome<Vec<PaperNumber>> {
    tx.all(
        "select number from papers where student_id = ?1 order by number",
        bind![id],
        |row| row.get("number"),
    )
}

pub(super) fn goes(tx: &Tx<'_>, id: PersonId) -> Outcome<Goes> {
    let found = tx.one(
        "with mine as (select number from papers where student_id = ?1),
              theirs as (select id from drafts where paper in (select number from mine))
         select (select count(*) from mine) as papers, (select count(*) from theirs) as files,
                (select count(*) from returns where undone_at is null and draft_id in (select id from theirs)) as letters,
                (select count(*) from pieces where kind <> 'letter' and draft_id in (select id from theirs)) as notes,
                (select count(*) from deliveries where person_id = ?1 or paper in (select number from mine)) as mails,
                (select count(*) from event_words w join events e on e.seq = w.seq
                 where e.actor_id = ?1 or e.paper in (select number from mine)) as words,
                (select count(*) from returns where undone_at is null and tutor_id = ?1) as written",
        bind![id],
        |row| {
            Ok(Goes {
                papers: row.get("papers")?,
                files: row.get("files")?,
                letters: row.get("letters")?,
                notes: row.get("notes")?,
                mails: row.get("mails")?,
                words: row.get("words")?,
                written: row.get("written")?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Each of these for one paper, or one person: `?1`.
fn each(tx: &Tx<'_>, statements: &[&str], one: i64) -> Outcome<()> {
    statements
        .iter()
        .try_for_each(|statement| tx.run(statement, bind![one]).map(drop))
}

/// The files and reading texts of a paper's drafts; how many words they had stays. What notes quote of them goes too.
pub(super) fn forget_text(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<()> {
    tx.run(
        "insert or ignore into files (sha256, size)
         values (x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0)",
        bind![],
    )?;
    tx.run(
        "update manuscripts set file_id = (select id from files where size = 0), file_name = 'no longer kept', flags = '[]', unread_why = ?2
         where id in (select manuscript_id from drafts where paper = ?1)",
        bind![paper, GONE],
    )?;
    each(tx, &TEXTS, paper.0)
}

const TEXTS: [&str; 4] = [
    "delete from reading_texts where manuscript_id in (select manuscript_id from drafts where paper = ?1)",
    "update pieces set exact = '', prefix = '', suffix = '' where draft_id in (select id from drafts where paper = ?1)",
    "update returned_notes set exact = '', prefix = '', suffix = ''
     where return_id in (select r.id from returns r join drafts d on d.id = r.draft_id where d.paper = ?1)",
    "update margin_notes set quote = '' where draft_id in (select id from drafts where paper = ?1)",
];

/// Files that no manuscript has any more.
pub(super) fn sweep_files(tx: &Tx<'_>) -> Outcome<()> {
    for statement in [
        "delete from file_pieces where file_id in
            (select f.id from files f where not exists (select 1 from manuscripts m where m.file_id = f.id))",
        "delete from files where not exists (select 1 from manuscripts m where m.file_id = files.id)",
    ] {
        tx.run(statement, &[])?;
    }
    Ok(())
}

/// Letters and notes, what their student made of them and said back, also where they were not returned.
pub(super) fn forget_feedback(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<()> {
    each(tx, &FEEDBACK, paper.0)
}

const FEEDBACK: [&str; 9] = [
    "update returns set letter = '' where draft_id in (select id from drafts where paper = ?1)",
    "update returned_notes set words = ''
     where return_id in (select r.id from returns r join drafts d on d.id = r.draft_id where d.paper = ?1)",
    "delete from piece_versions where piece_id in
        (select p.id from pieces p join drafts d on d.id = p.draft_id where d.paper = ?1)",
    "update pieces set words = '' where draft_id in (select id from drafts where paper = ?1)",
    "update margin_notes set words = '' where draft_id in (select id from drafts where paper = ?1)",
    "update plan_items set words = '' where paper = ?1",
    "update remarks set words = '', answer = iif(answer is null, null, '') where draft_id in (select id from drafts where paper = ?1)",
    "update surveys set words = '' where draft_id in (select id from drafts where paper = ?1)",
    "update second_readings set words = iif(words is null, null, '') where draft_id in (select id from drafts where paper = ?1)",
];

/// What was said with what happened to a paper: reasons, questions, answers.
pub(super) fn forget_words(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<()> {
    each(tx, &WORDS, paper.0)
}

const WORDS: [&str; 4] = [
    "delete from event_words where seq in (select seq from events where paper = ?1)",
    "update assignments set reason = null where paper = ?1",
    "update replies set words = '(erased)' where paper = ?1",
    "update questions set question = '', answer = iif(answer is null, null, '') where paper = ?1",
];

/// What mails about a paper say, byte for byte and as facts; those that were not sent are cancelled.
pub(super) fn forget_mails(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<()> {
    let of_paper = tx.all(
        "select id from deliveries where paper = ?1
         union select delivery_id from gathered where paper = ?1 and delivery_id is not null",
        bind![paper],
        |row| row.get("id"),
    )?;
    tx.run(
        "delete from gathered where paper = ?1 and delivery_id is null",
        bind![paper],
    )?;
    tx.run(
        "update gathered set facts = '{}' where paper = ?1",
        bind![paper],
    )?;
    of_paper.into_iter().try_for_each(|id| empty_mail(tx, id))
}

/// Empties one mail; where it was not sent, it never is.
pub(super) fn empty_mail(tx: &Tx<'_>, id: i64) -> Outcome<()> {
    tx.run(
        "update deliveries set state = 'cancelled', hold = null, boot = null, leased_until = null, finished_at = ?2
         where id = ?1 and state in ('pending', 'sending', 'held')",
        bind![id, tx.now()],
    )?;
    each(tx, &MAIL, id)
}

const MAIL: [&str; 3] = [
    "update deliveries set facts = '{}', last_answer = null where id = ?1",
    "update attempts set said = '' where delivery_id = ?1",
    "delete from mails where delivery_id = ?1",
];

/// What a paper is called, and what its student wanted.
pub(super) fn forget_wishes(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<()> {
    each(tx, &WISHES, paper.0)
}

const WISHES: [&str; 4] = [
    "update papers set title = 'A paper of somebody who was erased', question = '', concerns = '[]', version = version + 1,
        course = coalesce((select c.code from courses c where c.id = papers.course_id), '') where number = ?1",
    "update intake_answers set answer = '' where paper = ?1",
    "update wishes_before set question = '', concerns = '[]' where draft_id in (select id from drafts where paper = ?1)",
    "delete from indexed_papers where number = ?1", // and indexed anew a moment later, as it is then
];

/// All else of an account, and at last its name and address.
pub(super) fn forget_person(tx: &Tx<'_>, id: PersonId) -> Outcome<()> {
    for mail in named::told_of_failures(tx, id)? {
        empty_mail(tx, mail)?;
    }
    named::unname(tx, id)?;
    let to_them = tx.all(
        "select id from deliveries where person_id = ?1
            or recipient = (select email from people where id = ?1)",
        bind![id],
        |row| row.get("id"),
    )?;
    for delivery in to_them {
        empty_mail(tx, delivery)?;
        let unnamed = "update deliveries set recipient = 'erased@erased.invalid', name = 'Somebody' where id = ?1";
        tx.run(unnamed, bind![delivery])?;
    }
    each(tx, &PERSON, id.0)?;
    tx.run(NEVER_SENT, &[])?;
    tx.run(
        "update people set email = 'erased-' || id || '@erased.invalid', name = 'Somebody', password_hash = null,
            time_zone = null, is_read_twice = 0, reads_second = 0, auth_epoch = auth_epoch + 1,
            stop_token = lower(hex(randomblob(16))), disabled_at = coalesce(disabled_at, ?2), erased_at = ?2
         where id = ?1",
        bind![id, tx.now()],
    )?;
    Ok(())
}

/// What was prepared and belongs to nothing any more.
const NEVER_SENT: &str = "delete from manuscripts where not exists (select 1 from drafts d where d.manuscript_id = manuscripts.id)
        and not exists (select 1 from preparations p where p.manuscript_id = manuscripts.id)
        and not exists (select 1 from reading_texts t where t.manuscript_id = manuscripts.id)";

const PERSON: [&str; 34] = [
    "delete from event_words where seq in (select seq from events where actor_id = ?1)",
    "update assignments set reason = null where by_id = ?1 or tutor_id = ?1",
    "update policy_changes set was = '(erased)', became = '(erased)' where exists
        (select 1 from people p where p.id = ?1 and (instr(was || became, p.name) > 0 or instr(was || became, p.email) > 0))",
    "delete from rosters where by_id = ?1 or exists
        (select 1 from people p where p.id = ?1 and instr(lower(sheet), p.email) > 0)",
    "delete from reading_texts where manuscript_id in
        (select manuscript_id from preparations where person_id = ?1 and sent_as is null)",
    "update preparations set form = '{}' where person_id = ?1",
    "update manuscripts set file_name = 'no longer kept', flags = '[]' where id in
        (select manuscript_id from preparations where person_id = ?1)",
    "delete from preparations where person_id = ?1",
    "delete from sessions where person_id = ?1",
    "delete from sign_in_links where person_id = ?1",
    "delete from sign_in_codes where email = (select email from people where id = ?1)",
    "delete from sign_in_tries where instr(key, (select email from people where id = ?1)) > 0",
    "update api_tokens set name = 'Erased', form_key = null where person_id = ?1",
    "delete from kept_answers where person_id = ?1",
    "delete from tastes where person_id = ?1",
    "delete from views where owner_id = ?1 or exists
        (select 1 from people p where p.id = ?1 and (instr(lower(search), p.email) > 0
            or (instr(p.name, ' ') > 0 and instr(lower(search), lower(p.name)) > 0)))",
    "delete from kept_answers where exists (select 1 from people p where p.id = ?1 and instr(lower(body), p.email) > 0)",
    "update second_readings set words = iif(words is null, null, '') where ?1 in (tutor_id, reader_id)",
    "delete from snippets where owner_id = ?1",
    "delete from tutor_hours where person_id = ?1",
    "delete from tutor_away where person_id = ?1",
    "delete from tutors where person_id = ?1",
    "delete from kept_apart where ?1 in (tutor_id, student_id)",
    "delete from told_apart where ?1 in (one_id, other_id)",
    "update courses set teacher_id = null where teacher_id = ?1",
    "update turned_away set course = '' where person_id = ?1",
    "delete from subscriptions where ?1 in (person_id, tutor_id)",
    "delete from mail_habits where person_id = ?1",
    "delete from feeds where person_id = ?1",
    "update gathered set facts = '{}' where person_id = ?1",
    "update replies set words = '(erased)' where person_id = ?1",
    "delete from suppressions where address = (select email from people where id = ?1)",
    "update bounces set said = '' where delivery_id in (select id from deliveries where person_id = ?1)",
    "delete from person_roles where person_id = ?1",
];
