//! What one row would change: everything is read and checked here, and nothing is written.

use super::cells;
use super::columns::{Column, Row};
use super::{Change, Verdict, What};
use crate::db::Tx;
use crate::people::{self, Email, Person, Role};
use crate::refusal::{Kind, Outcome, Refusal};
use crate::tutors::{self, Facts, Typed};

/// What is to be done for one row.
pub struct Plan {
    /// Who is here already.
    pub known: Option<Person>,
    /// Their address as the row has it.
    pub email: String,
    /// What they will be called.
    pub name: String,
    /// What they will do here; nothing that they do now is missing.
    pub roles: Vec<Role>,
    /// What will be known of them as a tutor, where that changes.
    pub facts: Option<Typed>,
    /// Days away that are not written down yet, first and last.
    pub away: Vec<(String, String)>,
    changes: Vec<Change>,
}

impl Plan {
    /// What the row comes to.
    pub fn verdict(&self) -> Verdict {
        match self.known {
            None => Verdict::New(self.changes.clone()),
            Some(_) if self.changes.is_empty() => Verdict::Unchanged,
            Some(_) => Verdict::Changed(self.changes.clone()),
        }
    }

    fn change(&mut self, what: What, (was, becomes): (&str, &str)) {
        if was != becomes {
            self.changes.push(Change {
                what,
                was: was.to_owned(),
                becomes: becomes.to_owned(),
            });
        }
    }
}

/// Reads a row beside what is known.
///
/// # Errors
/// A refusal that says why the row cannot be taken.
pub fn plan(tx: &Tx<'_>, by: &Person, row: &Row) -> Outcome<Plan> {
    if row.overfull {
        return Err(no("There is more in this row than there are columns").into());
    }
    let typed = row.email();
    let email = Email::parse(typed).ok_or_else(|| match typed {
        "" => no("There is no address"),
        _ => no(format!("“{typed}” is no address like name@example.edu")),
    })?;
    let known = people::find_by_email(tx, &email)?;
    if let Some(person) = &known {
        people::find_to_change(tx, by, person.id)?;
    }
    let mut plan = Plan {
        email: email.to_string(),
        name: name(row, known.as_ref())?,
        roles: roles(by, row, known.as_ref())?,
        known,
        facts: None,
        away: Vec::new(),
        changes: Vec::new(),
    };
    let before = plan.known.clone();
    let (name, words) = (plan.name.clone(), said(&plan.roles));
    let (was, had) = before
        .as_ref()
        .map_or((String::new(), String::new()), |person| {
            (person.name.clone(), said(&person.roles))
        });
    plan.change(What::Name, (&was, &name));
    plan.change(What::Roles, (&had, &words));
    as_a_tutor(tx, row, &mut plan)?;
    if before.is_some_and(|person| person.disabled) && !plan.changes.is_empty() {
        return Err(no("Their account is disabled. Let them come in again first").into());
    }
    Ok(plan)
}

fn no(says: impl Into<String>) -> Refusal {
    Refusal::new(Kind::Invalid, says)
}

/// A refusal on one row, in one sentence.
pub fn sentence(refusal: &Refusal) -> String {
    let of = |field: &crate::refusal::FieldError| match field.field.as_str() {
        "at_once" => format!("Papers at once: {}", field.says),
        "a_day" => format!("Papers a day: {}", field.says),
        _ => field.says.clone(),
    };
    let fields: Vec<String> = refusal.fields.iter().map(of).collect();
    if fields.is_empty() {
        refusal.says.clone()
    } else {
        fields.join(". ")
    }
}

fn said(roles: &[Role]) -> String {
    let words: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    words.join(", ")
}

/// An empty cell changes no name; somebody new needs one.
fn name(row: &Row, known: Option<&Person>) -> Result<String, Refusal> {
    match (row.name(), known) {
        (typed, Some(person)) if typed.is_empty() => Ok(person.name.clone()),
        (typed, None) if typed.is_empty() => Err(no("There is no name")),
        (typed, _) => Ok(typed),
    }
}

/// Roles are added and never taken away; somebody new is a student where nothing else is said.
fn roles(by: &Person, row: &Row, known: Option<&Person>) -> Result<Vec<Role>, Refusal> {
    let mut roles = cells::roles(&row.of(Column::Roles)).map_err(no)?;
    let has: &[Role] = known.map_or(&[], |person| &person.roles);
    if roles.contains(&Role::Admin) && !has.contains(&Role::Admin) && !by.is(Role::Admin) {
        return Err(no("Only an admin can make somebody an admin"));
    }
    roles.extend(has);
    if roles.is_empty() {
        roles.push(Role::Student);
    }
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

fn is_a_tutors(column: Column) -> bool {
    use Column::{ADay, AtOnce, Away, AwayFrom, AwayTo, Courses, Day, Hours, Languages};
    matches!(
        column,
        Courses | Languages | AtOnce | ADay | Hours | Day(_) | Away | AwayFrom | AwayTo
    )
}

/// What is known of tutors; whoever is none has nothing of it.
fn as_a_tutor(tx: &Tx<'_>, row: &Row, plan: &mut Plan) -> Outcome<()> {
    if !row.has(is_a_tutors) {
        return Ok(());
    }
    if !plan.roles.contains(&Role::Tutor) {
        return Err(no(
            "Only tutors have courses, limits, hours and days away; add the role tutor",
        )
        .into());
    }
    let id = plan.known.as_ref().map(|person| person.id);
    let before = id
        .map(|id| tutors::find(tx, id))
        .transpose()?
        .unwrap_or_default();
    let typed = beside(&before, row)?;
    let after = tutors::read(&typed)?;
    compare(plan, &before, &after);
    if before != after {
        plan.facts = Some(typed);
    }
    for (first, last) in cells::away(row).map_err(no)? {
        let is_there = match id {
            Some(id) => tutors::is_away(tx, id, (&first, &last))?,
            None => false,
        };
        let again = plan.away.contains(&(first.clone(), last.clone()));
        if !is_there && !again {
            let words = if first == last {
                first.clone()
            } else {
                format!("{first} to {last}")
            };
            plan.change(What::Away, ("", &words));
            plan.away.push((first, last));
        }
    }
    Ok(())
}

/// What was known, with whatever stands in the row in its place.
fn beside(before: &Facts, row: &Row) -> Result<Typed, Refusal> {
    let mut typed = Typed::from(before);
    let put = |field: &mut String, cell: String| {
        if !cell.is_empty() {
            *field = cell;
        }
    };
    put(&mut typed.at_once, row.of(Column::AtOnce));
    put(&mut typed.a_day, row.of(Column::ADay));
    put(
        &mut typed.serves,
        cells::list(&row.of(Column::Courses)).join("\n"),
    );
    put(
        &mut typed.languages,
        cells::list(&row.of(Column::Languages)).join(", "),
    );
    let week = row.of(Column::Hours);
    if !week.is_empty() {
        typed.hours = cells::week(&week).map_err(no)?;
    }
    for (day, hours) in typed.hours.iter_mut().enumerate() {
        put(hours, row.of(Column::Day(day)));
    }
    Ok(typed)
}

fn compare(plan: &mut Plan, before: &Facts, after: &Facts) {
    let number = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
    let serves = |facts: &Facts| facts.serves.join(", ");
    plan.change(What::Courses, (&serves(before), &serves(after)));
    plan.change(What::Languages, (&before.languages, &after.languages));
    plan.change(
        What::AtOnce,
        (&number(before.at_once), &number(after.at_once)),
    );
    plan.change(What::ADay, (&number(before.a_day), &number(after.a_day)));
    for day in 0..7 {
        plan.change(
            What::Hours(day),
            (&before.hours.day(day), &after.hours.day(day)),
        );
    }
}
