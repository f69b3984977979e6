//! The first page of every filter, of rare and common words, and of both together, among 1,000 and 1,000,000 papers.

use std::time::{Duration, Instant};

use paperdesk::app::Desk;
use paperdesk::pages::all_papers::{AllPapersPage, List};
use paperdesk::pages::{Pages, Shell, Times};
use paperdesk::papers::PaperNumber;
use paperdesk::papers::search::{self, Search};
use paperdesk::people::Person;
use paperdesk::{centre, db};

use crate::place::{Place, furnish};

const FEW: i64 = 1_000;
const MANY: i64 = 1_000_000;
/// Students so that each wrote more than a page of papers among few, and as many as a year sees among many.
const WRITERS: [u32; 2] = [18, 1_000];
/// The days both desks have been open: the same span, with few papers in it or many.
const DAYS: i64 = 694;
const ROUNDS: usize = 15;

/// (what it is, what is typed); a length that few have is another one among few papers, and fits as many of them.
const SEARCHES: [(&str, [&str; 2]); 25] = [
    ("everything", ["", ""]),
    ("a state of nearly all", ["is:returned", "is:returned"]),
    ("a state of few", ["is:waiting", "is:waiting"]),
    ("several states", ["is:open", "is:open"]),
    ("a tutor", ["tutor:\"number 7\"", "tutor:\"number 7\""]),
    ("nobody", ["tutor:none", "tutor:none"]),
    ("a course", ["course:\"SOC 7\"", "course:\"SOC 7\""]),
    ("late", ["late:yes", "late:yes"]),
    ("not late", ["late:no", "late:no"]),
    ("long: one in ten", ["words>3600", "words>3600"]),
    ("long: one in a hundred", ["words>3960", "words>3960"]),
    ("long: 250 of all", ["words>2999", "words>3998"]),
    ("next drafts", ["draft>1", "draft>1"]),
    ("a student", ["from:student7", "from:student77"]),
    ("due soon", ["due<3d", "due<3d"]),
    ("due later", ["due>3d", "due>3d"]),
    ("promised soon", ["promised<3d", "promised<3d"]),
    ("promised long ago", ["promised<-300d", "promised<-300d"]),
    ("a rare word", ["zyxomma", "zyxomma"]),
    ("a word of one in fifty", ["topic7", "topic7"]),
    ("a common word", ["gardens", "gardens"]),
    (
        "common word, few states",
        ["gardens is:waiting", "gardens is:waiting"],
    ),
    (
        "common word, a tutor",
        ["gardens tutor:\"number 7\"", "gardens tutor:\"number 7\""],
    ),
    (
        "rare word, common state",
        ["zyxomma is:returned", "zyxomma is:returned"],
    ),
    ("whatever was typed", [ALL_AT_ONCE, ALL_AT_ONCE]),
];
const ALL_AT_ONCE: &str =
    "is:returned tutor:\"number 7\" course:\"SOC 7\" words>2000 topic7 due<3d";

/// What one search took: its rows, its count and its whole page; and how many rows were on that page.
type Taken = ([Duration; 3], usize);

pub fn measure() {
    let unbounded = vec![51; SEARCHES.len()];
    let few = all((FEW, 0), &unbounded);
    // A page of many papers is compared with one that has as many rows.
    let rows: Vec<usize> = few.iter().map(|(_, rows)| *rows).collect();
    let many = all((MANY, 1), &rows);
    println!("searching: {ROUNDS} times each, the middle one; the page is read and rendered");
    println!(
        "  {:>26}  {:>9}  {:>31}  {:>31}  {:>31}",
        "", "on a page", "rows", "count", "page"
    );
    for (((what, _), few), many) in SEARCHES.iter().zip(few).zip(many) {
        let told: Vec<String> = few
            .0
            .iter()
            .zip(many.0)
            .map(|(few, many)| said(*few, many))
            .collect();
        println!(
            "  {what:>26}  {:>4} {:>4}  {}",
            few.1,
            many.1,
            told.join("  ")
        );
    }
}

fn said(few: Duration, many: Duration) -> String {
    let ratio = many.as_secs_f64() / few.as_secs_f64();
    format!(
        "{:>9.1} {:>9.1} µs {ratio:>7.2} x",
        few.as_secs_f64() * 1e6,
        many.as_secs_f64() * 1e6
    )
}

/// Each search among so many papers, with at most so many rows on its page.
fn all((papers, size): (i64, usize), rows: &[usize]) -> Vec<Taken> {
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (70, WRITERS[size]));
    let begun = Instant::now();
    fill(&desk, (papers, WRITERS[size].into()));
    println!(
        "{papers} papers are there after {:?}, {} MB",
        begun.elapsed(),
        megabytes(desk.db.path())
    );
    let pages = Pages::open().unwrap();
    SEARCHES
        .iter()
        .zip(rows)
        .map(|((_, typed), rows)| one((&desk, &pages), typed[size], *rows))
        .collect()
}

fn megabytes(path: &std::path::Path) -> u64 {
    std::fs::metadata(path).unwrap().len() / 1_000_000
}

fn one((desk, pages): (&Desk, &Pages), typed: &str, most: usize) -> Taken {
    // Where none fits among few, one would be shown.
    let limit = u32::try_from(most.max(1)).unwrap();
    let shell = Shell::new(("", ""), None, "/papers/all");
    let cora = Person::operator();
    let (mut taken, mut rows) = ([(); 3].map(|()| Vec::new()), 0);
    for _ in 0..ROUNDS {
        let mut whole = Instant::now();
        let (list, times) = desk
            .db
            .read_now(|tx| {
                let search = Search::read(typed);
                let begun = Instant::now();
                let newest = (PaperNumber(i64::MAX), limit);
                rows = search::page(tx, &cora, &search, newest)?.papers.len();
                taken[0].push(begun.elapsed());
                let begun = Instant::now();
                search::count(tx, &cora, &search)?;
                taken[1].push(begun.elapsed());
                whole = Instant::now();
                let (found, counted) = search::page_counted(tx, &cora, &search, newest)?;
                let times = Times::new(&centre::find(tx)?.unwrap_or_default(), tx.now());
                let (views, tutors, courses) = (Vec::new(), Vec::new(), Vec::new());
                Ok((
                    List {
                        search,
                        found,
                        counted,
                        is_later: false,
                        views,
                        tutors,
                        courses,
                    },
                    times,
                ))
            })
            .unwrap();
        pages
            .render(&shell, &AllPapersPage::of(list, &times), &[])
            .unwrap();
        taken[2].push(whole.elapsed());
    }
    let middle = taken.map(|mut taken| {
        taken.sort_unstable();
        taken[ROUNDS / 2]
    });
    (middle, rows)
}

/// Papers with short texts of their own, of many kinds, made behind the desk's back.
fn fill(desk: &Desk, (papers, writers): (i64, i64)) {
    const BATCH: i64 = 50_000;
    desk.db
        .write_now(|tx| {
            tx.run(
                "insert into files (id, sha256, size) values (1, zeroblob(32), 0)",
                &[],
            )
        })
        .unwrap();
    for from in (0..papers).step_by(50_000) {
        let to = (from + BATCH).min(papers);
        desk.db
            .write_now(move |tx| some(tx, (from, to), (papers, writers)))
            .unwrap();
    }
    while desk.db.write_now(search::index).unwrap() {}
    desk.db
        .write_now(|tx| {
            tx.run(
                "insert into papers_words (papers_words) values ('optimize')",
                &[],
            )
        })
        .unwrap();
}

fn some(
    tx: &db::Tx<'_>,
    (from, to): (i64, i64),
    (papers, writers): (i64, i64),
) -> paperdesk::refusal::Outcome<()> {
    const EACH: &str =
        "with recursive n(i) as (select ?1 union all select i + 1 from n where i + 1 < ?2)";
    let bounds = [from.into(), to.into()];
    let insert = |rest: &str| tx.run(&format!("{EACH} {rest}"), &bounds).map(drop);
    tx.run(
        &format!(
            "{EACH} insert into papers (number, id, student_id, title, course, due_on, state, tutor_id, draft, words, concerns,
                                question, consent_teacher, submitted_at, promised_at, updated_at)
             select 1001 + i, 'paper-' || i, (select min(id) from people where email like 'student%') + i * 7 % ?6,
                    'Community gardens and the city, part ' || i, 'SOC ' || (i * 11 % 50),
                    date('now', ((i - ?3) * 500 / ?3 + 30) || ' days'),
                    case when ?3 - i <= 50 then 'waiting' when ?3 - i <= 150 then 'marking' else 'returned' end,
                    case when ?3 - i <= 50 then null else (select min(id) from people where email like 'tutor%') + i * 13 % 70 end,
                    1 + (i % 40 = 7), i * 17 % 4000, '[]', 'Does my introduction say anything?', 0,
                    ?4 - (?3 - i) * ?5, ?4 - (?3 - i - 100) * ?5, ?4
             from n"
        ),
        &[from.into(), to.into(), papers.into(), tx.now().into(), (DAYS * 86_400_000 / papers).into(), writers.into()],
    )?;
    insert(
        "insert into manuscripts (id, file_id, file_name, kind, words) select 1 + i, 1, 'paper.txt', 'txt', 30 from n",
    )?;
    insert(
        "insert into reading_texts (manuscript_id, text)
         select 1 + i, json_object('paragraphs', json_array(json_object('text',
                'Gardens are often described as a cure for everything, topic' || (i * 3 % 50) || ' says, and word' || (i * 5 % 20000) ||
                ' disagrees with number' || i || case when i < 1000 and i % 50 = 3 then ' zyxomma' else '' end)))
         from n",
    )?;
    insert(
        "insert into drafts (paper, n, manuscript_id, sent_at) select 1001 + i, 1, 1 + i, 0 from n",
    )
}
