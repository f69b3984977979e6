//! The text with its notes, letter for letter as browsers get it: notes that overlap, words that would be markup.

use super::feedback::{Facts, FeedbackPage, View};
use super::marking::MarkingPage;
use super::marking_tests::{item, piece, sheet};
use super::reading_tests::facts;
use super::standing::tests::times;
use super::student_tests::render;
use crate::drafts::reading::{ParagraphKind, ReadingText, Span};
use crate::feedback::plan::Item;
use crate::feedback::{Kind, Note, Piece, PieceId, place};
use crate::papers::State;

fn text() -> ReadingText {
    let blocks = [
        (ParagraphKind::Heading(1), "Gardens & \"cities\""),
        (
            ParagraphKind::Body,
            "A <script>alert('x')</script> garden is a place. It has a gate.",
        ),
        (ParagraphKind::Quote, "Said she."),
        (ParagraphKind::Footnote, "See p. 3/4."),
        (ParagraphKind::TableCell, "1\u{1F469}2"),
        (ParagraphKind::ListItem(2), "One."),
        (ParagraphKind::Heading(6), "Last"),
    ];
    ReadingText::from_blocks(
        blocks
            .map(|(kind, words)| (kind, words.to_owned()))
            .to_vec(),
    )
}

/// Notes on the whole paper, on some words, on some of the same words, and from one paragraph into the next.
fn notes() -> Vec<Piece> {
    let note = |id: i64, kind, words: &str, span: Option<(u32, u32)>| Piece {
        place: span.map(|(start, end)| place::at(&text(), Span { start, end })),
        words: words.to_owned(),
        ..piece(id, kind, false)
    };
    let listed = "See **<b>** & *\"it\"*:\n- [here](https://example.edu/a?b='c'&d)\n- there\n\nOne line\nand one.";
    vec![
        note(1, Kind::Big, listed, None),
        note(4, Kind::Question, "Who's <i>that</i>?", Some((21, 47))),
        note(5, Kind::Well, "Good **turn**.", Some((40, 55))),
        note(6, Kind::Sentence, "", Some((75, 90))),
    ]
}

fn galley(state: State) -> String {
    let mut sheet = sheet(state);
    sheet.text = Some(text());
    sheet.notes = notes();
    sheet.versions[0].piece = sheet.notes[1].id;
    sheet.versions[0].words = "From <there>.".to_owned();
    cut(&render(&MarkingPage::of(sheet, &times()), &[]))
}

/// What a page shows of the text with its notes.
fn cut(html: &str) -> String {
    let begins = html.find("<div class=\"galley noted\">").expect("a text");
    let rest = &html[begins..];
    rest[..rest.find("\n</section>").expect("an end")].to_owned()
}

/// The same as far as its second paragraph.
fn first_two(galley: &str) -> &str {
    galley
        .split_once("\n<div class=\"para quote\"")
        .map_or(galley, |(first, _)| first)
}

#[test]
fn the_text_for_its_tutor_comes_out_letter_for_letter() {
    assert_eq!(galley(State::Marking), MARKED);
}

/// The same text returned; one note is in its student's plan, and one is not for this time.
fn read() -> Facts {
    let mut facts = facts(true);
    if let Some(returned) = facts.returned.as_mut() {
        let notes = (1..).zip(notes()).map(|(n, piece)| Note {
            n,
            piece: piece.id,
            kind: piece.kind,
            place: piece.place,
            words: piece.words,
        });
        returned.notes = notes.collect();
        returned.text = Some(text());
    }
    facts.plan = [(4, false), (5, true)]
        .map(|(piece, set_aside)| Item {
            piece: Some(PieceId(piece)),
            ..item(set_aside)
        })
        .to_vec();
    facts
}

#[test]
fn the_text_for_its_student_comes_out_letter_for_letter_and_shows_others_what_was_decided() {
    let page = |facts, writes| {
        let view = View {
            writes,
            ..View::default()
        };
        cut(&render(&FeedbackPage::of(facts, view, &times()), &[]))
    };
    assert_eq!(first_two(&page(read(), true)), READ);
    let seen = page(read(), false);
    for choice in ["Planned", "Not this time"] {
        let end = format!("</p>\n\n<p class=\"hint small\">{choice}</p>\n</article>\n");
        assert!(seen.contains(&end), "{seen}");
    }
}

#[test]
fn the_text_of_a_paper_that_is_not_begun_has_the_notes_without_their_forms() {
    assert_eq!(first_two(&galley(State::Assigned)), SHOWN);
}

const MARKED: &str = r##"<div class="galley noted">
<section class="para on-whole" aria-label="On the whole paper"><h3 class="t">On the whole paper</h3>
<div class="notes">
<article class="note k-big" id="c1" aria-labelledby="c1h" tabindex="-1" data-piece="1" data-version="3" data-kind="big" data-words="See **&lt;b&gt;** &amp; *&quot;it&quot;*:
- [here](https:&#x2F;&#x2F;example.edu&#x2F;a?b=&#x27;c&#x27;&amp;d)
- there

One line
and one.">
<header><h3 id="c1h">1. Big picture</h3></header>
<p>See <strong>&lt;b&gt;</strong> &amp; <em>&quot;it&quot;</em>:</p><ul><li><a href="https:&#x2F;&#x2F;example.edu&#x2F;a?b=&#x27;c&#x27;&amp;d" rel="noopener noreferrer">here</a></li><li>there</li></ul><p>One line<br>and one.</p>

<form class="acts" method="post"><a class="btn small" href="&#x2F;desk&#x2F;P-1042/notes/1" data-edit>Edit<span class="vh"> note 1</span></a>
<button class="btn small quiet" formaction="&#x2F;desk&#x2F;P-1042/notes/1/away">Delete<span class="vh"> note 1</span></button>
<button class="btn small quiet" formaction="&#x2F;desk&#x2F;P-1042/notes/1/bank">Save to bank<span class="vh">, note 1</span></button></form>
</article>
</div></section>
<div class="para heading l1" id="p1" data-at="0" data-s="0 18">
<a class="n" href="&#x2F;desk&#x2F;P-1042/notes/new?p=1" data-comment><span class="vh">Comment on paragraph </span>¶1</a>
<h3 class="t">Gardens &amp; &quot;cities&quot;</h3>
</div>
<div class="para body" id="p2" data-at="19" data-s="0 48 49 63">
<a class="n" href="&#x2F;desk&#x2F;P-1042/notes/new?p=2" data-comment><span class="vh">Comment on paragraph </span>¶2</a>
<p class="t">A <mark class="k-qn" aria-details="c2"><span class="vh x" id="m2">start of note 2 </span>&lt;script&gt;alert(&#x27;x&#x27;)&lt;</mark><mark class="k-str" aria-details="c2 c3"><span class="vh x" id="m3">start of note 3 </span>&#x2F;script<a class="x" href="#c2"><span class="vh">Note </span>2</a><span class="vh x"> end of note 2</span></mark><mark class="k-str" aria-details="c3">&gt; garden<a class="x" href="#c3"><span class="vh">Note </span>3</a><span class="vh x"> end of note 3</span></mark> is a place. It has <mark class="k-sent" aria-details="c4"><span class="vh x" id="m4">start of note 4 </span>a gate.</mark></p>
<div class="notes">
<article class="note k-qn" id="c2" aria-labelledby="c2h" tabindex="-1" data-piece="4" data-version="3" data-kind="question" data-words="Who&#x27;s &lt;i&gt;that&lt;&#x2F;i&gt;?">
<header><h3 id="c2h">2. Question</h3><a href="#m2">in the text<span class="vh">, note 2</span></a></header>
<blockquote>&lt;script&gt;alert(&#x27;x&#x27;)&lt;&#x2F;script</blockquote>
<p>Who&#x27;s &lt;i&gt;that&lt;&#x2F;i&gt;?</p>

<form class="aside-version" method="post"><p class="small"><strong>Typed in another window today 11:59:</strong></p><p>From &lt;there&gt;.</p>
<div class="acts"><button class="btn small" formaction="&#x2F;desk&#x2F;P-1042/versions/4/use">Use this one</button> <button class="btn small quiet" formaction="&#x2F;desk&#x2F;P-1042/versions/4/leave">Leave it</button></div></form>
<form class="acts" method="post"><a class="btn small" href="&#x2F;desk&#x2F;P-1042/notes/4" data-edit>Edit<span class="vh"> note 2</span></a>
<button class="btn small quiet" formaction="&#x2F;desk&#x2F;P-1042/notes/4/away">Delete<span class="vh"> note 2</span></button>
<button class="btn small quiet" formaction="&#x2F;desk&#x2F;P-1042/notes/4/bank">Save to bank<span class="vh">, note 2</span></button></form>
</article>

<article class="note k-str" id="c3" aria-labelledby="c3h" tabindex="-1" data-piece="5" data-version="3" data-kind="well" data-words="Good **turn**.">
<header><h3 id="c3h">3. Working well</h3><a href="#m3">in the text<span class="vh">, note 3</span></a></header>
<blockquote>&#x2F;script&gt; garden</blockquote>
<p>Good <strong>turn</strong>.</p>

<form class="acts" method="post"><a class="btn small" href="&#x2F;desk&#x2F;P-1042/notes/5" data-edit>Edit<span class="vh"> note 3</span></a>
<button class="btn small quiet" formaction="&#x2F;desk&#x2F;P-1042/notes/5/away">Delete<span class="vh"> note 3</span></button>
<button class="btn small quiet" formaction="&#x2F;desk&#x2F;P-1042/notes/5/bank">Save to bank<span class="vh">, note 3</span></button></form>
</article>

<article class="note k-sent" id="c4" aria-labelledby="c4h" tabindex="-1" data-piece="6" data-version="3" data-kind="sentence" data-words="">
<header><h3 id="c4h">4. Sentence level</h3><a href="#m4">in the text<span class="vh">, note 4</span></a></header>
<blockquote>a gate. Said sh</blockquote>


<form class="acts" method="post"><a class="btn small" href="&#x2F;desk&#x2F;P-1042/notes/6" data-edit>Edit<span class="vh"> note 4</span></a>
<button class="btn small quiet" formaction="&#x2F;desk&#x2F;P-1042/notes/6/away">Delete<span class="vh"> note 4</span></button>
<button class="btn small quiet" formaction="&#x2F;desk&#x2F;P-1042/notes/6/bank">Save to bank<span class="vh">, note 4</span></button></form>
</article>
</div>
</div>
<div class="para quote" id="p3" data-at="83" data-s="0 9">
<a class="n" href="&#x2F;desk&#x2F;P-1042/notes/new?p=3" data-comment><span class="vh">Comment on paragraph </span>¶3</a>
<blockquote class="t"><mark class="k-sent" aria-details="c4">Said sh<a class="x" href="#c4"><span class="vh">Note </span>4</a><span class="vh x"> end of note 4</span></mark>e.</blockquote>
</div>
<div class="para footnote" id="p4" data-at="93" data-s="0 11">
<a class="n" href="&#x2F;desk&#x2F;P-1042/notes/new?p=4" data-comment><span class="vh">Comment on paragraph </span>¶4</a>
<p class="t"><span class="vh x">Footnote: </span>See p. 3&#x2F;4.</p>
</div>
<div class="para table_cell" id="p5" data-at="105" data-s="0 3">
<a class="n" href="&#x2F;desk&#x2F;P-1042/notes/new?p=5" data-comment><span class="vh">Comment on paragraph </span>¶5</a>
<p class="t"><span class="vh x">Table cell: </span>1👩2</p>
</div>
<div class="para list_item l2" id="p6" data-at="109" data-s="0 4">
<a class="n" href="&#x2F;desk&#x2F;P-1042/notes/new?p=6" data-comment><span class="vh">Comment on paragraph </span>¶6</a>
<p class="t">One.</p>
</div>
<div class="para heading l6" id="p7" data-at="114" data-s="0 4">
<a class="n" href="&#x2F;desk&#x2F;P-1042/notes/new?p=7" data-comment><span class="vh">Comment on paragraph </span>¶7</a>
<h6 class="t">Last</h6>
</div>
</div>
"##;

const READ: &str = r##"<div class="galley noted">
<section class="para on-whole" aria-label="On the whole paper"><h3 class="t">On the whole paper</h3>
<div class="notes">
<article class="note k-big" id="c1" aria-labelledby="c1h" tabindex="-1">
<header><h3 id="c1h">1. Big picture</h3></header>
<p>See <strong>&lt;b&gt;</strong> &amp; <em>&quot;it&quot;</em>:</p><ul><li><a href="https:&#x2F;&#x2F;example.edu&#x2F;a?b=&#x27;c&#x27;&amp;d" rel="noopener noreferrer">here</a></li><li>there</li></ul><p>One line<br>and one.</p>

<form class="acts" method="post" action="&#x2F;papers&#x2F;P-1042/notes/1/choose"><button class="btn small" name="choice" value="plan" aria-pressed="false">Add to my plan<span class="vh">, note 1</span></button>
<button class="btn small quiet" name="choice" value="not_now" aria-pressed="false">Not this time<span class="vh">, note 1</span></button><a class="next" href="#c2">Next note</a></form>
</article>
</div></section>
<div class="para heading l1" id="p1" data-at="0" data-s="0 18">
<a class="n" href="#p1"><span class="vh">Paragraph </span>¶1</a>
<h3 class="t">Gardens &amp; &quot;cities&quot;</h3>
</div>
<div class="para body" id="p2" data-at="19" data-s="0 48 49 63">
<a class="n" href="#p2"><span class="vh">Paragraph </span>¶2</a>
<p class="t">A <mark class="k-qn" aria-details="c2"><span class="vh x" id="m2">start of note 2 </span>&lt;script&gt;alert(&#x27;x&#x27;)&lt;</mark><mark class="k-str" aria-details="c2 c3"><span class="vh x" id="m3">start of note 3 </span>&#x2F;script<a class="x" href="#c2"><span class="vh">Note </span>2</a><span class="vh x"> end of note 2</span></mark><mark class="k-str" aria-details="c3">&gt; garden<a class="x" href="#c3"><span class="vh">Note </span>3</a><span class="vh x"> end of note 3</span></mark> is a place. It has <mark class="k-sent" aria-details="c4"><span class="vh x" id="m4">start of note 4 </span>a gate.</mark></p>
<div class="notes">
<article class="note k-qn" id="c2" aria-labelledby="c2h" tabindex="-1">
<header><h3 id="c2h">2. Question</h3><a href="#m2">in the text<span class="vh">, note 2</span></a></header>
<blockquote>&lt;script&gt;alert(&#x27;x&#x27;)&lt;&#x2F;script</blockquote>
<p>Who&#x27;s &lt;i&gt;that&lt;&#x2F;i&gt;?</p>

<form class="acts" method="post" action="&#x2F;papers&#x2F;P-1042/notes/4/choose"><button class="btn small" name="choice" value="open" aria-pressed="true">In my plan<span class="vh">, note 2</span></button>
<button class="btn small quiet" name="choice" value="not_now" aria-pressed="false">Not this time<span class="vh">, note 2</span></button><a class="next" href="#c3">Next note</a></form>
</article>

<article class="note k-str" id="c3" aria-labelledby="c3h" tabindex="-1">
<header><h3 id="c3h">3. Working well</h3><a href="#m3">in the text<span class="vh">, note 3</span></a></header>
<blockquote>&#x2F;script&gt; garden</blockquote>
<p>Good <strong>turn</strong>.</p>

<form class="acts" method="post" action="&#x2F;papers&#x2F;P-1042/notes/5/choose"><button class="btn small" name="choice" value="plan" aria-pressed="false">Add to my plan<span class="vh">, note 3</span></button>
<button class="btn small quiet" name="choice" value="open" aria-pressed="true">Not this time<span class="vh">, note 3</span></button><a class="next" href="#c4">Next note</a></form>
</article>

<article class="note k-sent" id="c4" aria-labelledby="c4h" tabindex="-1">
<header><h3 id="c4h">4. Sentence level</h3><a href="#m4">in the text<span class="vh">, note 4</span></a></header>
<blockquote>a gate. Said sh</blockquote>


<form class="acts" method="post" action="&#x2F;papers&#x2F;P-1042/notes/6/choose"><button class="btn small" name="choice" value="plan" aria-pressed="false">Add to my plan<span class="vh">, note 4</span></button>
<button class="btn small quiet" name="choice" value="not_now" aria-pressed="false">Not this time<span class="vh">, note 4</span></button></form>
</article>
</div>
</div>"##;

const SHOWN: &str = r##"<div class="galley noted">
<section class="para on-whole" aria-label="On the whole paper"><h3 class="t">On the whole paper</h3>
<div class="notes">
<article class="note k-big" id="c1" aria-labelledby="c1h" tabindex="-1">
<header><h3 id="c1h">1. Big picture</h3></header>
<p>See <strong>&lt;b&gt;</strong> &amp; <em>&quot;it&quot;</em>:</p><ul><li><a href="https:&#x2F;&#x2F;example.edu&#x2F;a?b=&#x27;c&#x27;&amp;d" rel="noopener noreferrer">here</a></li><li>there</li></ul><p>One line<br>and one.</p>

</article>
</div></section>
<div class="para heading l1" id="p1" data-at="0" data-s="0 18">
<a class="n" href="#p1"><span class="vh">Paragraph </span>¶1</a>
<h3 class="t">Gardens &amp; &quot;cities&quot;</h3>
</div>
<div class="para body" id="p2" data-at="19" data-s="0 48 49 63">
<a class="n" href="#p2"><span class="vh">Paragraph </span>¶2</a>
<p class="t">A <mark class="k-qn" aria-details="c2"><span class="vh x" id="m2">start of note 2 </span>&lt;script&gt;alert(&#x27;x&#x27;)&lt;</mark><mark class="k-str" aria-details="c2 c3"><span class="vh x" id="m3">start of note 3 </span>&#x2F;script<a class="x" href="#c2"><span class="vh">Note </span>2</a><span class="vh x"> end of note 2</span></mark><mark class="k-str" aria-details="c3">&gt; garden<a class="x" href="#c3"><span class="vh">Note </span>3</a><span class="vh x"> end of note 3</span></mark> is a place. It has <mark class="k-sent" aria-details="c4"><span class="vh x" id="m4">start of note 4 </span>a gate.</mark></p>
<div class="notes">
<article class="note k-qn" id="c2" aria-labelledby="c2h" tabindex="-1">
<header><h3 id="c2h">2. Question</h3><a href="#m2">in the text<span class="vh">, note 2</span></a></header>
<blockquote>&lt;script&gt;alert(&#x27;x&#x27;)&lt;&#x2F;script</blockquote>
<p>Who&#x27;s &lt;i&gt;that&lt;&#x2F;i&gt;?</p>

<form class="aside-version" method="post"><p class="small"><strong>Typed in another window today 11:59:</strong></p><p>From &lt;there&gt;.</p>
<div class="acts"><button class="btn small" formaction="&#x2F;desk&#x2F;P-1042/versions/4/use">Use this one</button> <button class="btn small quiet" formaction="&#x2F;desk&#x2F;P-1042/versions/4/leave">Leave it</button></div></form>
</article>

<article class="note k-str" id="c3" aria-labelledby="c3h" tabindex="-1">
<header><h3 id="c3h">3. Working well</h3><a href="#m3">in the text<span class="vh">, note 3</span></a></header>
<blockquote>&#x2F;script&gt; garden</blockquote>
<p>Good <strong>turn</strong>.</p>

</article>

<article class="note k-sent" id="c4" aria-labelledby="c4h" tabindex="-1">
<header><h3 id="c4h">4. Sentence level</h3><a href="#m4">in the text<span class="vh">, note 4</span></a></header>
<blockquote>a gate. Said sh</blockquote>


</article>
</div>
</div>"##;
