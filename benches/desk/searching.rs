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
const ROUNDS: usize = 15;

/// (what it is, what is typed)
const SEARCHES: [(&str, &str); 24] = [
    ("everything", ""),
    ("a state of nearly all", "is:returned"),
    ("a state of few", "is:waiting"),
    ("several states", "is:open"),
    ("a tutor", "tutor:\"number 7\""),
    ("a course", "course:\"SOC 7\""),
    ("late", "late:yes"),
    ("not late", "late:no"),
    ("long: one in ten", "words>3600"),
    ("long: one in a hundred", "words>3960"),
    ("long: one in a thousand", "words>3996"),
    ("next drafts", "draft:2"),
    ("a student", "from:student77"),
    ("due soon", "due<3d"),
    ("due later", "due>3d"),
    ("promised soon", "promised<3d"),
    ("promised long ago", "promised<-300d"),
    ("a rare word", "zyxomma"),
    ("a word of one in fifty", "topic7"),
    ("a common word", "gardens"),
    ("common word, few states", "gardens is:waiting"),
    ("common word, a tutor", "gardens tutor:\"number 7\""),
    ("rare word, common state", "zyxomma is:returned"),
    (
        "whatever was typed",
        "is:returned tutor:\"number 7\" course:\"SOC 7\" words>2000 topic7 due<3d",
    ),
];

pub fn measure() {
    let (few, many) = (all(FEW), all(MANY));
    println!("searching: {ROUNDS} times each, the middle one; the page is read and rendered");
    println!(
        "  {:>26}  {:>31}  {:>31}  {:>31}",
        "", "rows", "count", "page"
    );
    for (((what, _), few), many) in SEARCHES.iter().zip(few).zip(many) {
        let told: Vec<String> = few
            .iter()
            .zip(many)
            .map(|(few, many)| said(*few, many))
            .collect();
        println!("  {what:>26}  {}", told.join("  "));
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

/// The rows, the count and the whole page of each search among so many papers.
fn all(papers: i64) -> Vec<[Duration; 3]> {
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (70, 1_000));
    let begun = Instant::now();
    fill(&desk, papers);
    println!(
        "{papers} papers are there after {:?}, {} MB",
        begun.elapsed(),
        size(desk.db.path())
    );
    let pages = Pages::open().unwrap();
    SEARCHES
        .iter()
        .map(|(_, typed)| one(&desk, &pages, typed))
        .collect()
}

fn size(path: &std::path::Path) -> u64 {
    std::fs::metadata(path).unwrap().len() / 1_000_000
}

fn one(desk: &Desk, pages: &Pages, typed: &str) -> [Duration; 3] {
    let shell = Shell::new(("", ""), None, "/papers/all");
    let cora = Person::operator();
    let mut taken = [(); 3].map(|()| Vec::new());
    for _ in 0..ROUNDS {
        let whole = Instant::now();
        let (list, times) = desk
            .db
            .read_now(|tx| {
                let search = Search::read(typed);
                let begun = Instant::now();
                let found = search::page(tx, &cora, &search, (PaperNumber(i64::MAX), 51))?;
                taken[0].push(begun.elapsed());
                let begun = Instant::now();
                let counted = search::count(tx, &cora, &search)?;
                taken[1].push(begun.elapsed());
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
    taken.map(|mut taken| {
        taken.sort_unstable();
        taken[ROUNDS / 2]
    })
}

/// Papers with short texts of their own, of many kinds, made behind the desk's back.
fn fill(desk: &Desk, papers: i64) {
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
            .write_now(move |tx| some(tx, (from, to, papers)))
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

fn some(tx: &db::Tx<'_>, (from, to, papers): (i64, i64, i64)) -> paperdesk::refusal::Outcome<()> {
    const EACH: &str =
        "with recursive n(i) as (select ?1 union all select i + 1 from n where i + 1 < ?2)";
    let bounds = [from.into(), to.into()];
    let insert = |rest: &str| tx.run(&format!("{EACH} {rest}"), &bounds).map(drop);
    tx.run(
        &format!(
            "{EACH} insert into papers (number, id, student_id, title, course, due_on, state, tutor_id, draft, words, concerns,
                                question, consent_teacher, submitted_at, promised_at, updated_at)
             select 1001 + i, 'paper-' || i, (select min(id) from people where email like 'student%') + i * 7 % 1000,
                    'Community gardens and the city, part ' || i, 'SOC ' || (i * 11 % 50),
                    date('now', ((i - ?3) / 2000 + 30) || ' days'),
                    case when ?3 - i <= 50 then 'waiting' when ?3 - i <= 150 then 'marking' else 'returned' end,
                    case when ?3 - i <= 50 then null else (select min(id) from people where email like 'tutor%') + i * 13 % 70 end,
                    1 + (i % 40 = 7), i * 17 % 4000, '[]', 'Does my introduction say anything?', 0,
                    ?4 - (?3 - i) * 60000, ?4 - (?3 - i - 100) * 60000, ?4
             from n"
        ),
        &[from.into(), to.into(), papers.into(), tx.now().into()],
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
