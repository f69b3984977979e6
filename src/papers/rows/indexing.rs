//! The words of papers, on their way into the index.

use crate::db::Tx;
use crate::refusal::Outcome;

/// Indexes the words of the papers that wait longest as they are now, at most `limit` of them. Tells how many waited.
pub fn index(tx: &Tx<'_>, limit: u32) -> Outcome<usize> {
    const THESE: &str = "(select number from papers_to_index order by number limit ?1)";
    let these = [limit.into()];
    tx.run(
        &format!("delete from indexed_papers where number in {THESE}"),
        &these,
    )?;
    tx.run(
        &format!(
            "insert into indexed_papers (number, title, writer, course, asked, text, held)
             select p.number, p.title, s.name || ' ' || s.email, p.course, p.question,
                    (select substr(group_concat(json_extract(part.value, '$.text'), ' '), 1, 200000)
                     from reading_texts r, json_each(r.text, '$.paragraphs') part
                     where r.manuscript_id =
                         (select d.manuscript_id from drafts d where d.paper = p.number order by d.n desc limit 1)),
                    coalesce('heldby' || p.tutor_id, '') || ' typedfor' || hex(lower(p.course)) || coalesce(' knownfor' || p.course_id, '')
                        || coalesce(' heldby' || p.tutor_id || 'typedfor' || hex(lower(p.course)), '')
                        || coalesce(' heldby' || p.tutor_id || 'knownfor' || p.course_id, '')
             from papers p join people s on s.id = p.student_id
             where p.number in {THESE} order by p.number"
        ),
        &these,
    )?;
    tx.run(
        &format!("delete from papers_to_index where number in {THESE}"),
        &these,
    )
}

pub fn is_any_waiting(tx: &Tx<'_>) -> Outcome<bool> {
    let any = "select exists (select 1 from papers_to_index) as any";
    Ok(tx.one(any, &[], |row| row.get("any"))?.unwrap_or_default())
}
