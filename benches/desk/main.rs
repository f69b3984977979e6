//! Measures the desk against bare baselines in the same run: `cargo bench --bench desk -- reading|marking|writing|api|outbox|backlog|first_byte|searching|suggesting|fanning|telling|term|crowd|idle`.
#![expect(
    clippy::unwrap_used,
    reason = "a measurement that cannot go on has failed"
)]

mod api;
mod backlog;
mod bare;
mod crowd;
mod fanning;
mod first_byte;
mod idle;
mod lettre_alone;
mod load;
mod marking;
mod outbox;
mod place;
mod reading;
mod same_rows;
mod searching;
mod simulated;
mod suggesting;
mod telling;
mod term;
mod writing;

fn main() {
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|word| word == name);
    if wanted("reading") {
        reading::measure();
    }
    if wanted("marking") {
        marking::measure();
    }
    if wanted("writing") {
        writing::measure();
    }
    if wanted("api") {
        api::measure();
    }
    if wanted("outbox") {
        outbox::measure();
    }
    if wanted("backlog") {
        backlog::measure();
    }
    if wanted("first_byte") {
        first_byte::measure();
    }
    if wanted("searching") {
        searching::measure();
    }
    if wanted("suggesting") {
        suggesting::measure();
    }
    if wanted("fanning") {
        fanning::measure();
    }
    if wanted("telling") {
        telling::measure();
    }
    if wanted("term") {
        simulated::measure();
    }
    if wanted("crowd") {
        crowd::measure();
    }
    if wanted("idle") {
        idle::measure();
    }
}
