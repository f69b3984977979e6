//! Full stops that end an abbreviation and not a sentence.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::is_opening;

/// Whole words, looked up as they are written.
type Words = LazyLock<HashSet<&'static str>>;

static ALWAYS_GO_ON: Words = LazyLock::new(|| {
    "Mr Mrs Ms Mx Dr Prof St Rev Hon Gen Col Maj Capt Lt Sgt Gov Sen Rep Pres Mt Messrs Mme Mlle e.g i.e \
     E.g I.e eg ie cf Cf viz vs v ca approx trans Fig Figs Eq Eqs Tab"
        .split_whitespace()
        .collect()
});
static BEFORE_NUMBERS: Words = LazyLock::new(|| {
    "No Nos no nos p pp P Pp vol vols Vol ch Ch chap Chap sec Sec art Art fig figs eq para l ll c bk Bk \
     ed Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Bd S Nr n"
        .split_whitespace()
        .collect()
});
static MAY_END: Words = LazyLock::new(|| {
    "al etc Jr Sr Ph.D M.A B.A B.Sc M.Sc a.m p.m A.D B.C Inc Ltd Co Corp Ave Blvd ed eds Ed Eds dept Dept \
     Univ ibid Ibid"
        .split_whitespace()
        .collect()
});
static STARTERS: Words = LazyLock::new(|| {
    "A After All Although An And Another As At Because Before But By During Even For From He Her His How \
     However I If In Instead It Its Many More Moreover Most My No Not Now On One Or Other Others Our \
     People She Since So Some Such That The Their Then There Therefore These They This Those Though Thus \
     To Today Under Unlike We What When Where Whether Which While Who Why With Without You Your"
        .split_whitespace()
        .collect()
});

/// In bytes. What goes on for longer without a gap is none, and is not looked through: this is asked anew at each full stop.
const LONGEST: usize = 32;

/// Whether what stands `before` ends in one that `next` goes on from.
pub(super) fn ends_in_one(before: &str, next: &str) -> bool {
    let Some(cut) = before.strip_suffix('.') else {
        return false;
    };
    let near = &cut[cut.floor_char_boundary(cut.len().saturating_sub(LONGEST))..];
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '\u{2014}' | '\u{2013}' | '/');
    let word = match near.rsplit_once(is_gap) {
        Some((_, word)) => word,
        None if near.len() == cut.len() => cut,
        None => return false,
    };
    let word = word.trim_start_matches(is_opening);
    let next = next.trim_start_matches(|c: char| c.is_whitespace() || is_opening(c));
    let number_follows = next.starts_with(|c: char| c.is_ascii_digit());
    ALWAYS_GO_ON.contains(word)
        || (number_follows && BEFORE_NUMBERS.contains(word))
        || ((is_initials(word) || MAY_END.contains(word)) && !starts_a_sentence(next))
}

/// "J", "U.S", "Ph.D": capitals, each with its own full stop (the last one is already cut off).
fn is_initials(word: &str) -> bool {
    word.split('.')
        .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

fn starts_a_sentence(next: &str) -> bool {
    let word = next
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    STARTERS.contains(word)
}
