//! In which alphabet a rich text file's bytes are written: each font may have its own.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, IBM866, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258,
};
use std::collections::HashMap;

/// The fonts of a file and the alphabet of each.
pub struct Fonts {
    usual: &'static Encoding,
    own: HashMap<i32, &'static Encoding>,
}

impl Default for Fonts {
    fn default() -> Self {
        Self {
            usual: WINDOWS_1252,
            own: HashMap::new(),
        }
    }
}

impl Fonts {
    /// The alphabet of the file as a whole.
    pub fn set_usual(&mut self, page: i32) {
        self.usual = by_page(page).unwrap_or(self.usual);
    }

    /// The alphabet of `font`, as its entry in the table of fonts names it.
    pub fn learn(&mut self, font: i32, word: &str, number: i32) {
        let encoding = match word {
            "fcharset" => by_charset(number),
            "cpg" => by_page(number),
            _ => None,
        };
        if let Some(encoding) = encoding {
            self.own.insert(font, encoding);
        }
    }

    pub fn encoding(&self, font: i32) -> &'static Encoding {
        self.own.get(&font).copied().unwrap_or(self.usual)
    }
}

fn by_page(page: i32) -> Option<&'static Encoding> {
    Some(match page {
        866 => IBM866,
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10_000 => MACINTOSH,
        65_001 => UTF_8,
        _ => return None,
    })
}

fn by_charset(charset: i32) -> Option<&'static Encoding> {
    let page = match charset {
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    by_page(page)
}
