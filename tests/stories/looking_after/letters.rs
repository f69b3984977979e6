//! Letters in the centre's own words: what they can say, what nobody can take out of them, and the way back.

use paperdesk::outbox::Letter;
use paperdesk::outbox::own::OwnWords;
use paperdesk::pages::Pages;
use paperdesk::pages::wording::check;

use crate::desk::Desk;
use crate::telling_everyone::send_in;

const PLACE: &str = "/settings/letters/received";

fn words<'a>(subject: &'a str, body: &'a str) -> [(&'a str, &'a str); 2] {
    [("subject", subject), ("body", body)]
}

fn receipt(desk: &Desk) -> crate::desk::Mail {
    send_in(desk, &desk.ada(), "Gardens");
    let mut mails = desk.carry();
    mails.retain(|mail| mail.to == "ada@example.edu");
    mails.pop().unwrap()
}

#[test]
fn a_letter_says_what_the_centre_wrote_and_keeps_its_link() {
    let desk = Desk::open();
    let body =
        "Thank you for “{title}”, {name}.\n\nIt is for {course}. Feedback comes by {promised}.";
    desk.cora()
        .post(PLACE, &words("Hello  {paper}\n", body))
        .is(303);
    let mail = receipt(&desk);
    assert_eq!(mail.subject(), "Hello P-1001");
    for line in [
        "Hello Ada King,",
        "Thank you for “Gardens”, Ada King.",
        "http://desk.example.edu/papers/P-1001",
        "Northfield Writing Centre",
        "Feedback comes by ",
    ] {
        assert!(mail.text.contains(line), "{line} in {}", mail.text);
    }
    // Her paper is for no course, and there is no sentence about none.
    assert!(!mail.text.contains("It is for"), "{}", mail.text);
}

#[test]
fn a_name_that_no_letter_knows_is_refused_where_it_stands() {
    let desk = Desk::open();
    let cora = desk.cora();
    for (at, typed) in [
        ("subject", words("{papr}", "Hello.")),
        ("body", words("Hello", "{code}")),
    ] {
        let answer = cora.post(PLACE, &typed);
        answer.is(422).says("This letter knows no {");
        assert!(answer.body().contains(&format!("href=\"#{at}\"")), "{at}");
    }
    cora.post(PLACE, &words("", ""))
        .is(422)
        .says("Write a subject");
    cora.post("/settings/letters/love", &words("a", "b"))
        .is(404);
    assert!(receipt(&desk).subject().starts_with("[P-1001]"));
}

#[test]
fn what_people_write_is_never_read_as_a_variable_or_as_html() {
    let desk = Desk::open();
    desk.cora()
        .post(PLACE, &words("{title}", "{title}\n\n{question}"))
        .is(303);
    send_in(&desk, &desk.ada(), "<b>{paper}</b> {{ reference }}");
    let mails = desk.carry();
    let mail = mails
        .iter()
        .find(|mail| mail.to == "ada@example.edu")
        .unwrap();
    assert_eq!(mail.subject(), "<b>{paper}</b> {{ reference }}");
    assert!(
        mail.text.contains("    Does my introduction say anything?"),
        "{}",
        mail.text
    );
    assert!(
        mail.text.contains("&lt;b&gt;{paper}&lt;&#x2F;b&gt;"),
        "{}",
        mail.text
    );
}

#[test]
fn cora_sees_the_sample_has_it_sent_and_goes_back() {
    let desk = Desk::open();
    let cora = desk.cora();
    let typed = words("Ours {paper}", "In our words.");
    cora.post(&format!("{PLACE}/sample"), &typed)
        .is(200)
        .says("Ours P-1042");
    let live = [typed[0], typed[1], ("live", "yes")];
    let live = cora.post(&format!("{PLACE}/sample"), &live).body();
    assert!(live.contains("\"subject\":\"Ours P-1042\""), "{live}");
    cora.post(&format!("{PLACE}/send"), &typed)
        .is(200)
        .says("on its way to you");
    let sample = desk.carry().pop().unwrap();
    assert_eq!(
        (sample.to.as_str(), sample.subject()),
        ("cora@example.edu", "Ours P-1042")
    );
    cora.post(PLACE, &typed).is(303);
    cora.get("/settings/letters")
        .says("In your words, by Cora Whitlock");
    cora.post(&format!("{PLACE}/restore"), &[]).is(303);
    assert!(receipt(&desk).subject().starts_with("[P-1001]"));
    cora.get("/settings/history").says("Ours {paper}");
}

#[test]
fn every_letter_begins_from_words_that_can_be_saved_and_keeps_its_links() {
    let pages = Pages::open().unwrap();
    for letter in Letter::ALL {
        let house = pages.house_words(*letter).unwrap();
        check(*letter, &house).unwrap();
        assert!(
            !house.body.contains("paperdesk.invalid"),
            "{letter:?}: {}",
            house.body
        );
        assert!(!house.body.contains("98765"), "{letter:?}: {}", house.body);
        let mine = OwnWords::typed("Mine", "Mine. {code}");
        let written = pages
            .sample_of(*letter, &mine, "https://desk.example")
            .unwrap();
        // These tell of something and lead nowhere.
        let leads = !matches!(
            letter,
            Letter::TeacherSubmitted | Letter::TeacherReturned | Letter::TakenOver | Letter::Test
        );
        if !leads {
            continue;
        }
        assert!(
            written.text.contains("\nhttps://desk.example/"),
            "{letter:?}: {}",
            written.text
        );
        assert!(
            written
                .html
                .contains("href=\"https:&#x2F;&#x2F;desk.example"),
            "{letter:?}: {}",
            written.html
        );
    }
}

#[test]
fn a_sign_in_code_stays_in_its_letter_and_so_does_that_nobody_asks_for_it() {
    let desk = Desk::open();
    let (cora, place) = (desk.cora(), "/settings/letters/sign_in_code");
    cora.post(place, &words("Hello", "Come in."))
        .is(422)
        .says("Its reader waits for the code: keep {code} in these words");
    cora.post(
        place,
        &words("Come in", "Type {code} within {minutes} minutes."),
    )
    .is(303);
    desk.stranger()
        .post("/sign-in", &[("email", "ada@example.edu")])
        .is(200);
    let mail = desk.carry().pop().unwrap();
    assert_eq!(mail.subject(), "Come in");
    for line in [
        " within 15 minutes.",
        "http://desk.example.edu/sign-in/link/",
        "Nobody from the centre will ever ask you for the code.",
    ] {
        assert!(mail.text.contains(line), "{line} in {}", mail.text);
    }
}

#[test]
fn what_a_letter_tells_of_several_things_stands_under_the_centres_words() {
    let pages = Pages::open().unwrap();
    for (letter, tells) in [
        (Letter::Digest, "waits in the queue."),
        (
            Letter::NeedsAttention,
            "Nobody has taken “Community gardens",
        ),
        (Letter::News, "https://desk.example/account/mail"),
    ] {
        let mine = OwnWords::typed("Mine", "Mine.");
        let written = pages
            .sample_of(letter, &mine, "https://desk.example")
            .unwrap();
        assert!(written.text.contains("Mine.\n\n"), "{}", written.text);
        assert!(written.text.contains(tells), "{letter:?}: {}", written.text);
        assert_eq!(
            written.text.matches("/account/mail").count(),
            usize::from(letter != Letter::NeedsAttention)
        );
    }
}
