//! Notes beside the text as HTML, and what can be done with them: by their tutor, by their student, or nothing.

use super::html::Html;
use super::lettering;
use super::noted::{Aside, Noted};

/// What can be done with notes where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Their tutor changes them.
    Mark,
    /// Their student decides about them.
    Read,
    /// They are only looked at.
    Show,
}

/// Some notes, one after the other; nothing for none. `base`: where their forms go.
pub(super) fn set(notes: &[Noted], mode: Mode, base: &str) -> Option<Html> {
    if notes.is_empty() {
        return None;
    }
    let mut html = Html::default();
    for note in notes {
        put_note(&mut html, note, (mode, base));
    }
    Some(html)
}

fn put_note(html: &mut Html, note: &Noted, (mode, base): (Mode, &str)) {
    let (n, id) = (note.n.to_string(), note.id.to_string());
    let (version, next) = (note.version.to_string(), note.next.to_string());
    let words = [
        ("n", n.as_str()),
        ("id", &id),
        ("base", base),
        ("look", note.look),
        ("label", &note.label),
        ("quote", &note.quote),
        ("kind", note.kind),
        ("version", &version),
        ("typed", &note.typed),
        ("next", &next),
    ];
    html.put(
        r#"
<article class="note {look}" id="c{n}" aria-labelledby="c{n}h" tabindex="-1""#,
        &words,
    );
    if mode == Mode::Mark {
        html.put(
            r#" data-piece="{id}" data-version="{version}" data-kind="{kind}" data-words="{typed}""#,
            &words,
        );
    }
    html.put(
        r#">
<header><h3 id="c{n}h">{n}. {label}</h3>"#,
        &words,
    );
    html.put(
        if note.quote.is_empty() {
            "</header>"
        } else {
            r##"<a href="#m{n}">in the text<span class="vh">, note {n}</span></a></header>
<blockquote>{quote}</blockquote>"##
        },
        &words,
    );
    html.put("\n", &[]);
    lettering::say(html, &note.typed);
    html.put("\n", &[]);
    for aside in &note.asides {
        put_aside(html, aside, base);
    }
    put_acts(html, note, mode, &words);
    html.put("\n</article>\n", &[]);
}

fn put_aside(html: &mut Html, aside: &Aside, base: &str) {
    html.put(
        r#"
<form class="aside-version" method="post"><p class="small"><strong>Typed in another window {when}:</strong></p><p>{words}</p>
<div class="acts"><button class="btn small" formaction="{base}/versions/{id}/use">Use this one</button> <button class="btn small quiet" formaction="{base}/versions/{id}/leave">Leave it</button></div></form>"#,
        &[
            ("when", aside.when.as_str()),
            ("words", &aside.words),
            ("base", base),
            ("id", &aside.id.to_string()),
        ],
    );
}

fn put_acts(html: &mut Html, note: &Noted, mode: Mode, words: &[(&str, &str)]) {
    match (mode, note.choice) {
        (Mode::Mark, _) => html.put(
            r#"
<form class="acts" method="post"><a class="btn small" href="{base}/notes/{id}" data-edit>Edit<span class="vh"> note {n}</span></a>
<button class="btn small quiet" formaction="{base}/notes/{id}/away">Delete<span class="vh"> note {n}</span></button>
<button class="btn small quiet" formaction="{base}/notes/{id}/bank">Save to bank<span class="vh">, note {n}</span></button></form>"#,
            words,
        ),
        (Mode::Read, choice) => put_choices(html, choice, (note.next > 0, words)),
        (Mode::Show, "plan") => html.put("\n<p class=\"hint small\">Planned</p>", &[]),
        (Mode::Show, "not_now") => html.put("\n<p class=\"hint small\">Not this time</p>", &[]),
        (Mode::Show, _) => {}
    }
}

/// What a student decides: into the plan, or not this time; what is chosen can be taken back.
fn put_choices(html: &mut Html, choice: &str, (goes_on, words): (bool, &[(&str, &str)])) {
    html.put(
        r#"
<form class="acts" method="post" action="{base}/notes/{id}/choose"><button class="btn small" name="choice" value=""#,
        words,
    );
    html.put(
        if choice == "plan" {
            r#"open" aria-pressed="true">In my plan"#
        } else {
            r#"plan" aria-pressed="false">Add to my plan"#
        },
        &[],
    );
    html.put(
        r#"<span class="vh">, note {n}</span></button>
<button class="btn small quiet" name="choice" value=""#,
        words,
    );
    html.put(
        if choice == "not_now" {
            r#"open" aria-pressed="true">"#
        } else {
            r#"not_now" aria-pressed="false">"#
        },
        &[],
    );
    html.put(
        r#"Not this time<span class="vh">, note {n}</span></button>"#,
        words,
    );
    if goes_on {
        html.put(r##"<a class="next" href="#c{next}">Next note</a>"##, words);
    }
    html.put("</form>", &[]);
}
