//! A table of a report in the order of one of its columns, as its heads offer it: by links, without any script.

use std::cmp::Ordering;

use super::block::Block;
use super::table::Cell;

/// Tables whose rows have no order of their own.
const SORTED: [&str; 2] = ["courses", "tutors"];
/// What an address says where the least comes first.
const RISING: &str = "up";

/// Puts the table that is named in the order that is asked for ("courses.drafts", "courses.drafts.up"), and gives the
/// heads of every table that can be sorted their links. What names no column changes nothing.
pub fn sort(blocks: &mut [Block], asked: &str, query: &str) {
    let mut asked = asked.split('.');
    let (table, column, rises) = (asked.next(), asked.next(), asked.next() == Some(RISING));
    for block in blocks.iter_mut().filter(|block| SORTED.contains(&block.id)) {
        let is_asked = table == Some(block.id);
        let names = block.table.head.iter().map(|head| head.name);
        let at = names
            .clone()
            .position(|name| is_asked && column == Some(name));
        for (n, head) in block.table.head.iter_mut().enumerate() {
            let is_this = at == Some(n);
            // Names begin with A, numbers with the most; who comes again turns it round.
            let up = if is_this { !rises } else { n == 0 };
            let way = if up { ".up" } else { "" };
            head.href = format!(
                "/reports?{query}&sort={}.{}{way}#{}",
                block.id, head.name, block.id
            );
            head.order = match (is_this, rises) {
                (false, _) => "",
                (true, true) => "ascending",
                (true, false) => "descending",
            };
        }
        if let Some(at) = at {
            block
                .table
                .rows
                .sort_by(|one, other| compared(&one[at], &other[at], rises));
        }
    }
}

/// Numbers by their size, words by their letters; what is hidden or not there comes last either way.
fn compared(one: &Cell, other: &Cell, rises: bool) -> Ordering {
    let number = |cell: &Cell| cell.plain.parse::<f64>().ok();
    let turned = |order: Ordering| if rises { order } else { order.reverse() };
    let is_said = |cell: &Cell| !cell.plain.is_empty() && cell.plain != "hidden";
    match (number(one), number(other)) {
        (Some(one), Some(other)) => turned(one.total_cmp(&other)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => is_said(other)
            .cmp(&is_said(one))
            .then_with(|| turned(one.plain.to_lowercase().cmp(&other.plain.to_lowercase()))),
    }
}

#[cfg(test)]
mod tests {
    use super::compared;
    use crate::pages::reports::table::Cell;

    #[test]
    fn what_is_hidden_comes_last_either_way() {
        let mut cells = [
            Cell::words("hidden"),
            Cell::number(9),
            Cell::none(),
            Cell::number(10),
        ];
        for (rises, sorted) in [
            (true, ["9", "10", "hidden", ""]),
            (false, ["10", "9", "hidden", ""]),
        ] {
            cells.sort_by(|one, other| compared(one, other, rises));
            let plain = cells.each_ref().map(|cell| cell.plain.as_str());
            assert_eq!(plain[..2], sorted[..2]);
        }
        cells = [
            Cell::words("soc"),
            Cell::words("BIO"),
            Cell::words("hidden"),
            Cell::words("Art"),
        ];
        cells.sort_by(|one, other| compared(one, other, false));
        let plain = cells.each_ref().map(|cell| cell.plain.as_str());
        assert_eq!(plain, ["soc", "BIO", "Art", "hidden"]);
    }
}
