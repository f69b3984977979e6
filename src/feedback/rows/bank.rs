//! Every statement about the comment bank.

use crate::db::{Row, Tx, bind};
use crate::feedback::bank::{Snippet, SnippetId};
use crate::papers::PaperNumber;
use crate::people::PersonId;
use crate::refusal::Outcome;

fn read(row: &Row<'_>) -> Outcome<Snippet> {
    Ok(Snippet {
        id: row.get("id")?,
        shared: row.get("shared")?,
        words: row.get("words")?,
        used: row.get("used")?,
    })
}

pub fn all(tx: &Tx<'_>, person: PersonId, search: &str) -> Outcome<Vec<Snippet>> {
    tx.all(
        "select id, owner_id is null as shared, words, used from snippets
         where (owner_id = ?1 or owner_id is null) and (?2 = '' or instr(lower(words), lower(?2)) > 0)
         order by used desc, id desc limit 3000",
        bind![person, search],
        read,
    )
}

pub fn find(tx: &Tx<'_>, person: PersonId, id: SnippetId) -> Outcome<Option<Snippet>> {
    tx.one(
        "select id, owner_id is null as shared, words, used from snippets
         where id = ?2 and (owner_id = ?1 or owner_id is null)",
        bind![person, id],
        read,
    )
}

pub fn count(tx: &Tx<'_>, person: PersonId) -> Outcome<u32> {
    let counted = tx.one(
        "select count(*) as n from snippets where owner_id = ?1",
        bind![person],
        |row| row.get("n"),
    )?;
    Ok(counted.unwrap_or(0))
}

pub fn insert(tx: &Tx<'_>, owner: Option<PersonId>, words: &str) -> Outcome<()> {
    tx.run(
        "insert or ignore into snippets (owner_id, words, made_at) values (?1, ?2, ?3)",
        bind![owner, words, tx.now()],
    )?;
    Ok(())
}

pub fn update(tx: &Tx<'_>, id: SnippetId, words: &str) -> Outcome<()> {
    tx.run(
        "update or ignore snippets set words = ?2 where id = ?1",
        bind![id, words],
    )?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, id: SnippetId) -> Outcome<()> {
    tx.run("delete from snippets where id = ?1", bind![id])?;
    Ok(())
}

pub fn count_use(tx: &Tx<'_>, id: SnippetId) -> Outcome<()> {
    tx.run(
        "update snippets set used = used + 1 where id = ?1",
        bind![id],
    )?;
    Ok(())
}

/// How often a snippet was put on a paper.
pub fn uses_on(tx: &Tx<'_>, id: SnippetId, paper: PaperNumber) -> Outcome<u32> {
    let times = tx.one(
        "select times from snippet_uses where snippet_id = ?1 and paper = ?2",
        bind![id, paper],
        |row| row.get("times"),
    )?;
    Ok(times.unwrap_or(0))
}

pub fn count_use_on(tx: &Tx<'_>, id: SnippetId, paper: PaperNumber) -> Outcome<()> {
    tx.run(
        "insert into snippet_uses (snippet_id, paper, times) values (?1, ?2, 1)
         on conflict (snippet_id, paper) do update set times = times + 1",
        bind![id, paper],
    )?;
    Ok(())
}
