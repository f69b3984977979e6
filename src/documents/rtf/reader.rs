//! Follows the groups of a rich text file and keeps what a reader would see.

use super::super::{Blocks, Flag, Unreadable, broken};
use super::fonts::Fonts;
use super::group::{Goal, Group, Place};
use super::page::Page;
use super::styles::Styles;
use super::tokens::{Token, Tokens};
use crate::drafts::reading::ParagraphKind;

const DEEPEST: usize = 200;

/// The reader of one file.
pub struct Reader<'a> {
    tokens: Tokens<'a>,
    groups: Vec<Group>,
    now: Group,
    fonts: Fonts,
    styles: Styles,
    page: Page,
    skip: usize,
    author: bool,
    embedded: bool,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            tokens: Tokens::new(bytes),
            groups: Vec::new(),
            now: Group::default(),
            fonts: Fonts::default(),
            styles: Styles::default(),
            page: Page::default(),
            skip: 0,
            author: false,
            embedded: false,
        }
    }

    /// Reads the file to its end.
    pub fn read(mut self) -> Result<(Blocks, Vec<Flag>), Unreadable> {
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Open => self.open()?,
                Token::Close => self.close(),
                Token::Word(word, number) if !self.stands_in(word) => self.word(word, number),
                Token::Sign(sign) if !self.stands_in("") => self.sign(sign),
                Token::Byte(byte) if !self.stands_in("") => self.byte(byte),
                Token::Word(..) | Token::Sign(_) | Token::Byte(_) => {}
            }
        }
        let kind = self.kind();
        let flags = [(self.embedded, Flag::Embedded), (self.author, Flag::Author)];
        let flags = flags
            .into_iter()
            .filter(|(found, _)| *found)
            .map(|(_, flag)| flag)
            .collect();
        Ok((self.page.finish(kind), flags))
    }

    fn open(&mut self) -> Result<(), Unreadable> {
        if self.groups.len() == DEEPEST {
            return Err(broken("the groups are nested too deeply"));
        }
        self.skip = 0;
        self.groups.push(self.now.clone());
        self.now.optional = false;
        self.now.inner = false;
        Ok(())
    }

    fn close(&mut self) {
        self.skip = 0;
        if self.now.inner {
            let kind = self.kind();
            self.page.end_inner(kind);
        }
        if let Some(outer) = self.groups.pop() {
            self.now = outer;
        }
    }

    /// Whether this sign only stands in for a character already given by its number.
    fn stands_in(&mut self, word: &str) -> bool {
        if self.skip == 0 || word == "u" {
            return false;
        }
        self.skip -= 1;
        true
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let optional = std::mem::take(&mut self.now.optional);
        match self.now.goal {
            Goal::Nowhere => {}
            Goal::Fonts => self.font_entry(word, number),
            Goal::Styles => self.styles.learn(word, number),
            Goal::Author => self.unicode(word, number),
            Goal::Text => {
                if self.destination(word) {
                    return;
                }
                if optional {
                    self.now.goal = Goal::Nowhere;
                } else {
                    self.text_word(word, number);
                }
            }
        }
    }

    /// Words that say where the rest of their group belongs.
    fn destination(&mut self, word: &str) -> bool {
        match word {
            "fonttbl" => self.now.goal = Goal::Fonts,
            "stylesheet" => self.now.goal = Goal::Styles,
            "author" | "operator" => self.now.goal = Goal::Author,
            "listtext" | "pntext" => {
                self.now.goal = Goal::Nowhere;
                self.mark_list_item();
            }
            "footnote" => self.begin_inner(Place::Note),
            "shptxt" => self.begin_inner(self.now.place),
            "shpinst" | "info" => {}
            "object" => self.embedded = true,
            word if UNSEEN.split_whitespace().any(|unseen| unseen == word) => {
                self.now.goal = Goal::Nowhere;
            }
            _ => return false,
        }
        true
    }

    fn begin_inner(&mut self, place: Place) {
        self.page.begin_inner();
        self.now.inner = true;
        self.now.place = place;
    }

    /// The mark is a group of its own; the list item is the paragraph around it.
    fn mark_list_item(&mut self) {
        if let Some(outer) = self.groups.last_mut() {
            outer.look.list = Some(true);
        }
    }

    fn font_entry(&mut self, word: &str, number: Option<i32>) {
        match (word, number) {
            ("f", Some(font)) => self.now.font = font,
            (word, Some(number)) => self.fonts.learn(self.now.font, word, number),
            _ => {}
        }
    }

    fn text_word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "par" | "sect" => self.end_paragraph(),
            "cell" | "nestcell" => {
                self.now.look.cell = true;
                self.end_paragraph();
            }
            "row" | "nestrow" => {}
            "tab" | "line" | "page" | "column" | "emspace" | "enspace" | "qmspace" | "softline" => {
                self.write(" ");
            }
            "emdash" => self.write("\u{2014}"),
            "endash" => self.write("\u{2013}"),
            "lquote" => self.write("\u{2018}"),
            "rquote" => self.write("\u{2019}"),
            "ldblquote" => self.write("\u{201C}"),
            "rdblquote" => self.write("\u{201D}"),
            "bullet" => self.write("\u{2022}"),
            "ansicpg" => self.fonts.set_usual(number.unwrap_or(1252)),
            "mac" => self.fonts.set_usual(10_000),
            "u" | "uc" => self.unicode(word, number),
            _ => self.look(word, number),
        }
    }

    fn unicode(&mut self, word: &str, number: Option<i32>) {
        let number = number.unwrap_or(0);
        if word == "uc" {
            self.now.stand_ins = usize::try_from(number).unwrap_or(1).min(16);
        } else if word == "u" {
            let unit = u16::try_from(number.rem_euclid(0x1_0000)).unwrap_or(0xFFFD);
            if self.now.goal == Goal::Text && !self.now.hidden {
                self.page.unit(unit);
            }
            self.author |= self.now.goal == Goal::Author;
            self.skip = self.now.stand_ins;
        }
    }

    fn look(&mut self, word: &str, number: Option<i32>) {
        match word {
            "plain" => self.now.hidden = false,
            "v" | "deleted" => self.now.hidden = number != Some(0),
            "f" => self.now.font = number.unwrap_or(-1),
            _ => self.now.look.learn(word, number),
        }
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'*' => self.now.optional = true,
            b'~' => self.write(" "),
            b'_' => self.write("-"),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        match self.now.goal {
            Goal::Text if !self.now.hidden => {
                self.page.byte(byte, self.fonts.encoding(self.now.font));
            }
            Goal::Styles => self.styles.name(byte),
            Goal::Author => self.author |= !byte.is_ascii_whitespace(),
            Goal::Text | Goal::Nowhere | Goal::Fonts => {}
        }
    }

    fn write(&mut self, text: &str) {
        if !self.now.hidden {
            self.page.write(text);
        }
    }

    fn end_paragraph(&mut self) {
        let kind = self.kind();
        self.page.end_paragraph(kind);
    }

    fn kind(&self) -> ParagraphKind {
        let style = self.styles.meaning(self.now.look.style);
        self.now.kind(style)
    }
}

/// Groups that hold nothing a reader of the page sees, or see a second time.
const UNSEEN: &str = "colortbl pict nonshppict header headerl headerr headerf footer footerl footerr footerf fldinst listtable \
    listoverridetable revtbl xe tc rxe annotation atnid atnauthor atnref themedata datastore generator ftnsep ftnsepc ftncn aftnsep \
    aftnsepc aftncn shprslt objdata objclass objname bkmkstart bkmkend nonesttables title subject manager company category keywords \
    comment doccomm hlinkbase ud creatim revtim printim buptim userprops sp template";
