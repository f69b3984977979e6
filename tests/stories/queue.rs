//! The queue in any size: searched, filtered, kept as views, walked through, taken as a table, and acted on at once.

mod all_found;
mod board;
mod searching;
mod together;
mod walking;

use paperdesk::papers::PaperNumber;

use crate::desk::Desk;
use crate::seat::Seat;

/// The references on a list, in its order.
pub fn listed(seat: &Seat<'_>, q: &str) -> Vec<String> {
    seat.desk.settle_words();
    let coded: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
    let page = seat.get(&format!("/papers/all?q={coded}"));
    page.is(200);
    let body = page.body();
    let picks = body.split("name=\"papers\" value=\"").skip(1);
    picks
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

/// Ada's paper for SOC 201, on a text of these words, due on a day.
pub fn send(desk: &Desk, who: &Seat<'_>, (title, text): (&str, &str), due_on: &str) -> PaperNumber {
    let typed = [
        ("title", title),
        ("text", text),
        ("course", "soc 201"),
        ("due_on", due_on),
        ("concerns", "I am not sure"),
        ("question", "Does my kohlrabi argument hold?"),
    ];
    let checked = who.post_file("/submit", &typed, ("", b""));
    who.post(&format!("{}/send", checked.location()), &[])
        .is(303);
    desk.newest_paper()
}

/// The page's HTML with its slashes as they are in addresses.
pub fn plain(answer: &crate::seat::Answer) -> String {
    answer.body().replace("&#x2F;", "/")
}
