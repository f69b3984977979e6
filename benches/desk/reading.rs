//! The assignment page, signed in, against a bare Rocket handler that renders as rich a page from memory.

use std::sync::Arc;
use std::time::Duration;

use paperdesk::assignments::{self, suggest};
use paperdesk::centre::Centre;
use paperdesk::pages::assign::{AssignPage, Board};
use paperdesk::pages::{Pages, Shell, Times};
use paperdesk::papers;
use paperdesk::watch;
use rocket::response::content::RawHtml;
use rocket::{State, get, routes};

use crate::bare::serve_bare;
use crate::load::{get as asks, hammer};
use crate::place::{Place, fill, furnish, serve, session};

const CONNECTIONS: usize = 32;
const TIME: Duration = Duration::from_secs(5);
const WARM_UP: Duration = Duration::from_secs(1);

struct Bare {
    pages: Pages,
    shell: Shell,
    page: AssignPage,
}

#[get("/")]
fn bare_page(bare: &State<Arc<Bare>>) -> RawHtml<String> {
    RawHtml(bare.pages.render(&bare.shell, &bare.page, &[]).unwrap())
}

pub fn measure() {
    println!(
        "reading: /assign with 50 waiting, {CONNECTIONS} connections, {} s each",
        TIME.as_secs()
    );
    for papers in [1_000, 10_000, 100_000, 1_000_000] {
        let place = Place::new();
        let desk = place.desk();
        furnish(&desk, (70, 1_000));
        fill(&desk, papers);
        let cora = session(&desk, "cora@example.edu");
        let bare = bare_desk(&desk);
        let runtime = paperdesk::app::runtime().unwrap();
        let (address, close, serving) = serve(desk, &runtime);
        let bare_address = serve_bare(routes![bare_page], bare, &runtime);
        runtime.block_on(async {
            hammer(bare_address, asks("/", ""), CONNECTIONS, WARM_UP).await;
            hammer(address, asks("/assign", &cora), CONNECTIONS, WARM_UP).await;
            let mut bare = hammer(bare_address, asks("/", ""), CONNECTIONS, TIME).await;
            let mut ours = hammer(address, asks("/assign", &cora), CONNECTIONS, TIME).await;
            println!(
                "  {papers:>9} papers: bare {:>6.0}/s (p50 {:?}, p99 {:?}), ours {:>6.0}/s (p50 {:?}, p99 {:?}): {:.0} %",
                bare.per_second(),
                bare.quantile(50),
                bare.quantile(99),
                ours.per_second(),
                ours.quantile(50),
                ours.quantile(99),
                100.0 * ours.per_second() / bare.per_second(),
            );
        });
        drop(close);
        runtime.block_on(serving).unwrap();
    }
}

/// The very page that the desk shows now, kept in memory.
fn bare_desk(desk: &paperdesk::app::Desk) -> Arc<Bare> {
    let page = desk
        .db
        .read_now(|tx| {
            let centre = paperdesk::centre::find(tx)?.unwrap_or_default();
            let times = Times::new(&centre, tx.now());
            let board = Board {
                queue: papers::queue(tx, times.end_of_today())?,
                scene: suggest::glance(tx, suggest::FIRST, 51)?,
                gives: true,
                undoable: assignments::undoable(tx)?,
                attention: watch::attention(tx)?,
                marking: None,
            };
            let everything = (String::new(), String::new());
            Ok(AssignPage::of(board, &times, everything))
        })
        .unwrap();
    let cora = paperdesk::people::Email::parse("cora@example.edu").unwrap();
    let cora = desk
        .db
        .read_now(|tx| paperdesk::people::find_by_email(tx, &cora))
        .unwrap();
    let shell = Shell::new((&Centre::default().name, ""), cora.as_ref(), "/assign");
    Arc::new(Bare {
        pages: Pages::open().unwrap(),
        shell,
        page,
    })
}
