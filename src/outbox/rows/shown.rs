//! Statements that show deliveries to people and programs.

use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::events::{PaperNumber, Seq};
use crate::outbox::own::OwnWords;
use crate::outbox::seal::answer_address;
use crate::outbox::{DeliveryId, Hold, Letter, State};
use crate::people::PersonId;
use crate::refusal::Outcome;

/// One letter on its way to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: DeliveryId,
    /// The same on every attempt, without angle brackets.
    pub message_id: String,
    /// The event that caused it.
    pub event: Option<Seq>,
    /// The paper it is about.
    pub paper: Option<PaperNumber>,
    /// The recipient's account.
    pub person: Option<PersonId>,
    /// The recipient's address.
    pub recipient: String,
    /// The recipient's name.
    pub name: String,
    /// Which letter.
    pub letter: Letter,
    /// What the letter says, as JSON.
    pub facts: String,
    /// By which rule this person is told.
    pub why: String,
    /// Where it stands.
    pub state: State,
    /// Why it is held.
    pub hold: Option<Hold>,
    /// Tries that counted.
    pub attempts: u32,
    /// Times the desk stopped while it was being sent.
    pub crashes: u32,
    /// When it was promised.
    pub created_at: Moment,
    /// When it is tried next.
    pub due_at: Moment,
    /// When it is given up.
    pub expires_at: Moment,
    /// The server's last words.
    pub last_answer: Option<String>,
    /// When it came to its end.
    pub finished_at: Option<Moment>,
    /// Until when its reader's quiet hours kept it, or keep it.
    pub quiet_until: Option<Moment>,
    /// For a letter its reader may do without: the token by which they stop all of its kind.
    pub stop_token: Option<String>,
    /// The centre's own words for this letter, where it has some.
    pub own: Option<OwnWords>,
    /// Where its reader answers by mail, if they may.
    pub answer_to: Option<String>,
}

/// One try at a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Which delivery.
    pub delivery: DeliveryId,
    /// From 1.
    pub n: u32,
    /// When it began.
    pub started_at: Moment,
    /// How long it took, in milliseconds.
    pub millis: i64,
    /// `sent`, `later`, `refused`, `relay_trouble`, `unknown` or `crash`.
    pub outcome: String,
    /// The server's own words.
    pub said: String,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, message_id, event_seq, paper, person_id, recipient, name, letter, facts, why, state, hold,
                    attempts, crashes, created_at, due_at, expires_at, last_answer, finished_at, quiet_until,
                    (select p.stop_token from people p where p.id = d.person_id) as stop_token,
                    (select o.subject from own_letters o where o.letter = d.letter) as own_subject,
                    (select o.body from own_letters o where o.letter = d.letter) as own_body,
                    (select r.secret from relay r where r.way_back is not null
                         and exists (select 1 from ways w where w.replies_by_mail = 1)
                         and exists (select 1 from papers p where p.number = d.paper and p.student_id = d.person_id))
                        as answer_secret,
                    (select r.way_back from relay r) as way_back
             from deliveries d ",
            $rest
        )
    };
}
pub(super) use select;

/// The address of the paper for its own student, where they may answer by mail.
fn answer_to(row: &Row<'_>) -> Outcome<Option<String>> {
    let secret: Option<String> = row.get("answer_secret")?;
    let Some(secret) = secret else {
        return Ok(None);
    };
    let domain: Option<String> = row.get("way_back")?;
    let (paper, person): (Option<PaperNumber>, Option<PersonId>) =
        (row.get("paper")?, row.get("person_id")?);
    let whose = domain.zip(paper.zip(person));
    Ok(whose.map(|(domain, whose)| answer_address((&secret, &domain), whose)))
}

fn own(row: &Row<'_>) -> Outcome<Option<OwnWords>> {
    let subject: Option<String> = row.get("own_subject")?;
    let body: Option<String> = row.get("own_body")?;
    Ok(subject
        .zip(body)
        .map(|(subject, body)| OwnWords { subject, body }))
}

pub(super) fn read(row: &Row<'_>) -> Outcome<Delivery> {
    let letter: Letter = row.get("letter")?;
    let stop_token: Option<String> = row.get("stop_token")?;
    Ok(Delivery {
        id: row.get("id")?,
        message_id: row.get("message_id")?,
        event: row.get("event_seq")?,
        paper: row.get("paper")?,
        person: row.get("person_id")?,
        recipient: row.get("recipient")?,
        name: row.get("name")?,
        letter,
        facts: row.get("facts")?,
        why: row.get("why")?,
        state: row.get("state")?,
        hold: row.get("hold")?,
        attempts: row.get("attempts")?,
        crashes: row.get("crashes")?,
        created_at: row.get("created_at")?,
        due_at: row.get("due_at")?,
        expires_at: row.get("expires_at")?,
        last_answer: row.get("last_answer")?,
        finished_at: row.get("finished_at")?,
        own: own(row)?,
        answer_to: answer_to(row)?,
        quiet_until: row.get("quiet_until")?,
        stop_token: stop_token.filter(|_| letter.can_be_stopped()),
    })
}

/// One delivery.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>, id: DeliveryId) -> Outcome<Option<Delivery>> {
    tx.one(select!("where id = ?1"), bind![id], read)
}

/// Deliveries newest first, before a number, in one state or in all; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn list(
    tx: &Tx<'_>,
    state: Option<State>,
    before: Option<DeliveryId>,
    limit: u32,
) -> Outcome<Vec<Delivery>> {
    let before = before.unwrap_or(DeliveryId(i64::MAX));
    match state {
        Some(state) => tx.all(
            select!("where state = ?1 and id < ?2 order by id desc limit ?3"),
            bind![state, before, limit],
            read,
        ),
        None => tx.all(
            select!("where id < ?1 order by id desc limit ?2"),
            bind![before, limit],
            read,
        ),
    }
}

/// All deliveries about a paper, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_paper(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Vec<Delivery>> {
    tx.all(select!("where paper = ?1 order by id"), bind![paper], read)
}

/// How many deliveries are in a state, counted up to 1,001 and no further.
///
/// # Errors
/// When the database fails.
pub fn count_by_state(tx: &Tx<'_>, state: State) -> Outcome<i64> {
    let counted = tx.one(
        "select count(*) as n from (select 1 from deliveries where state = ?1 limit 1001)",
        bind![state],
        |row| row.get("n"),
    )?;
    Ok(counted.unwrap_or(0))
}

/// How many deliveries are kept until somebody sends them, counted up to 1,001 and no further.
///
/// # Errors
/// When the database fails.
pub fn count_kept(tx: &Tx<'_>) -> Outcome<i64> {
    let counted = tx.one(
        "select count(*) as n from (select 1 from deliveries where state = 'held' and hold <> 'undo' limit 1001)",
        &[],
        |row| row.get("n"),
    )?;
    Ok(counted.unwrap_or(0))
}

/// The mail exactly as it goes out, once it is frozen.
///
/// # Errors
/// When the database fails.
pub fn written(tx: &Tx<'_>, id: DeliveryId) -> Outcome<Option<Vec<u8>>> {
    tx.one(
        "select bytes from mails where delivery_id = ?1",
        bind![id],
        |row| row.get("bytes"),
    )
}

fn read_attempt(row: &Row<'_>) -> Outcome<Attempt> {
    Ok(Attempt {
        delivery: row.get("delivery_id")?,
        n: row.get("n")?,
        started_at: row.get("started_at")?,
        millis: row.get("millis")?,
        outcome: row.get("outcome")?,
        said: row.get("said")?,
    })
}

/// All tries at a delivery, in order.
///
/// # Errors
/// When the database fails.
pub fn attempts_of(tx: &Tx<'_>, id: DeliveryId) -> Outcome<Vec<Attempt>> {
    tx.all(
        "select delivery_id, n, started_at, millis, outcome, said from attempts where delivery_id = ?1 order by n",
        bind![id],
        read_attempt,
    )
}

/// All tries at all deliveries about a paper, in order.
///
/// # Errors
/// When the database fails.
pub fn attempts_of_paper(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Vec<Attempt>> {
    tx.all(
        "select a.delivery_id, a.n, a.started_at, a.millis, a.outcome, a.said
         from deliveries d join attempts a on a.delivery_id = d.id
         where d.paper = ?1 order by a.delivery_id, a.n",
        bind![paper],
        read_attempt,
    )
}
