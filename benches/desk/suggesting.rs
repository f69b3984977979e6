//! Tutors suggested for 500 papers that wait, from the rows to the page: the best of nine, and the middle one.

use std::time::{Duration, Instant};

use paperdesk::assignments::suggest;
use paperdesk::centre;
use paperdesk::db::Tx;
use paperdesk::pages::suggest::SuggestPage;
use paperdesk::pages::{Pages, Shell, Times};
use paperdesk::people;
use paperdesk::refusal::Outcome;
use paperdesk::tutors::{self, Typed};

use crate::place::{Place, fill, furnish};

const PAPERS: i64 = 2_000;
const ROUNDS: usize = 9;

pub fn measure() {
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (70, 1_000));
    fill(&desk, PAPERS);
    desk.db.write_now(crowd).unwrap();
    let pages = Pages::open().unwrap();
    let shell = Shell::new(("", ""), None, "/assign");
    let mut taken = [(); 3].map(|()| Vec::new());
    for _ in 0..ROUNDS {
        let (scene, times) = desk
            .db
            .read_now(|tx| {
                let begun = Instant::now();
                let scene = suggest::scene(tx, None)?;
                taken[0].push(begun.elapsed());
                let centre = centre::find(tx)?.unwrap_or_default();
                Ok((scene, Times::new(&centre, tx.now())))
            })
            .unwrap();
        let begun = Instant::now();
        let suggested = scene.suggest();
        taken[1].push(begun.elapsed());
        let placed = suggested.iter().filter(|one| one.tutor.is_some()).count();
        assert_eq!((suggested.len(), placed), (500, 500));
        let begun = Instant::now();
        let page = SuggestPage::of(&scene, &suggested, &[], &times);
        let html = pages.render(&shell, &page, &[]).unwrap();
        taken[2].push(begun.elapsed());
        assert!(html.len() < 1_000_000, "{} bytes", html.len());
    }
    println!("suggesting: 500 papers over 70 tutors, {ROUNDS} times");
    for (what, taken) in ["rows", "tutors chosen", "page"].iter().zip(&mut taken) {
        println!("  {what:>14}: {}", said(taken));
    }
}

fn said(taken: &mut [Duration]) -> String {
    taken.sort_unstable();
    format!("best {:?}, middle {:?}", taken[0], taken[taken.len() / 2])
}

/// Five hundred papers wait, some of them next drafts; tutors take 8 to 16, have hours, and some have lists.
fn crowd(tx: &Tx<'_>) -> Outcome<()> {
    tx.run(
        "update papers set state = 'waiting', tutor_id = null, promised_at = ?1 + number * 60000
         where number in (select number from papers order by number desc limit 500)",
        &[tx.now().into()],
    )?;
    let cora = people::Email::parse("cora@example.edu").unwrap();
    let cora = people::find_by_email(tx, &cora)?.unwrap();
    for (n, tutor) in people::tutors(tx)?.iter().enumerate() {
        let day = format!("{}-{}", 8 + n % 4, 14 + n % 6);
        let typed = Typed {
            at_once: (8 + n % 9).to_string(),
            serves: if n % 5 == 0 { "SOC\nBIO" } else { "" }.to_owned(),
            hours: [(); 7].map(|()| day.clone()),
            ..Typed::default()
        };
        tutors::settle(tx, &cora, tutor.id, &typed)?;
    }
    Ok(())
}
