//! The cheapest way to give rows to columns, where a column's next row costs more than its last: minimum-cost flow by
//! successive shortest paths with potentials (Edmonds and Karp 1972, Tomizawa 1971), one row at a time.
//!
//! What holds after every row: no other way to place the rows placed so far costs less. Rows come in the order of their
//! right to be placed: one that was placed stays so, and one that finds no room even if all others move is left out.

/// What a row costs in each column; nothing where it may not go there.
pub type Costs = Vec<Vec<Option<i64>>>;

/// Gives the column of each row. `step` is what a column's next row costs beside its own, by how many rows it has got
/// already: not below zero, never falling, nothing once it is full.
pub fn cheapest(
    costs: &Costs,
    columns: usize,
    step: impl Fn(usize, usize) -> Option<i64>,
) -> Vec<Option<usize>> {
    let mut plan = Plan {
        costs,
        step,
        column_of: vec![None; costs.len()],
        rows_in: vec![Vec::new(); columns],
        row_potential: vec![0; costs.len()],
        potential: vec![0; columns],
    };
    for row in 0..costs.len() {
        plan.place(row);
    }
    plan.column_of
}

/// Rows placed so far. Every way that is still open has a reduced cost of at least zero: its cost, plus the potential
/// of where it begins, less that of where it leads (the end has none); a row's
/// way to its own column has exactly zero.
struct Plan<'c, S> {
    costs: &'c Costs,
    step: S,
    column_of: Vec<Option<usize>>,
    rows_in: Vec<Vec<usize>>,
    row_potential: Vec<i64>,
    potential: Vec<i64>,
}

/// The shortest ways from the new row: to each column, by which row that moves there, and to the end.
struct Search {
    reached: Vec<Option<(i64, usize)>>,
    settled: Vec<bool>,
    end: Option<(i64, usize)>,
}

impl<S: Fn(usize, usize) -> Option<i64>> Plan<'_, S> {
    fn place(&mut self, row: usize) {
        let open = self.costs[row].iter().zip(&self.potential);
        let least = open.filter_map(|(cost, potential)| Some(potential - (*cost)?));
        let Some(potential) = least.max() else {
            return;
        };
        self.row_potential[row] = potential;
        let search = self.search(row);
        if let Some((length, last)) = search.end {
            self.lower_potentials(row, length, &search);
            self.move_along(row, last, &search);
        }
    }

    /// Dijkstra's search over the columns; rows stand between them, each behind its own.
    fn search(&self, row: usize) -> Search {
        let columns = self.potential.len();
        let mut search = Search {
            reached: vec![None; columns],
            settled: vec![false; columns],
            end: None,
        };
        self.reach_from(row, 0, &mut search);
        while let Some((length, column)) = search.nearest() {
            if search.end.is_some_and(|(shortest, _)| shortest <= length) {
                break;
            }
            search.settled[column] = true;
            if let Some(step) = (self.step)(column, self.rows_in[column].len()) {
                let length = length + step + self.potential[column];
                if search.end.is_none_or(|(shortest, _)| length < shortest) {
                    search.end = Some((length, column));
                }
            }
            for moved in &self.rows_in[column] {
                self.reach_from(*moved, length, &mut search);
            }
        }
        search
    }

    fn reach_from(&self, row: usize, so_far: i64, search: &mut Search) {
        let base = so_far + self.row_potential[row];
        for (column, cost) in self.costs[row].iter().enumerate() {
            let Some(cost) = cost else { continue };
            let length = base + cost - self.potential[column];
            let longer = search.reached[column].is_some_and(|(known, _)| known <= length);
            if !search.settled[column] && !longer {
                search.reached[column] = Some((length, row));
            }
        }
    }

    /// Keeps every reduced cost at zero or more once the rows have moved along the shortest way.
    fn lower_potentials(&mut self, row: usize, length: i64, search: &Search) {
        self.row_potential[row] -= length;
        for (column, reached) in search.reached.iter().enumerate() {
            let Some((way, _)) = reached.filter(|_| search.settled[column]) else {
                continue;
            };
            self.potential[column] -= length - way;
            for moved in &self.rows_in[column] {
                self.row_potential[*moved] -= length - way;
            }
        }
    }

    fn move_along(&mut self, row: usize, last: usize, search: &Search) {
        let mut to = last;
        while let Some((_, moved)) = search.reached[to] {
            let from = self.column_of[moved].replace(to);
            self.rows_in[to].push(moved);
            let Some(from) = from.filter(|_| moved != row) else {
                break;
            };
            self.rows_in[from].retain(|kept| *kept != moved);
            to = from;
        }
    }
}

impl Search {
    fn nearest(&self) -> Option<(i64, usize)> {
        let unsettled = self.reached.iter().enumerate();
        let unsettled = unsettled.filter(|(column, _)| !self.settled[*column]);
        unsettled
            .filter_map(|(column, reached)| Some((reached.as_ref()?.0, column)))
            .min()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::dice::{Dice, Stakes, thrown};
    use super::{Costs, cheapest};

    struct Case {
        costs: Costs,
        /// What each column's rows cost, one after the other.
        steps: Vec<Vec<i64>>,
    }

    impl Case {
        fn thrown(dice: &mut Dice, rows: i64, columns: i64) -> Self {
            let stakes = Stakes {
                costs: (-20, 21),
                room: 3,
                step: 30,
            };
            let (costs, steps) = thrown(dice, (rows, columns), &stakes);
            Self { costs, steps }
        }

        fn solved(&self) -> Vec<Option<usize>> {
            cheapest(&self.costs, self.steps.len(), |column, has| {
                self.steps[column].get(has).copied()
            })
        }

        /// Which rows are placed and what it costs; nothing where a column holds more than it takes.
        fn worth(&self, placed: &[Option<usize>]) -> Option<(Vec<bool>, i64)> {
            let mut has = vec![0; self.steps.len()];
            let mut sum = 0;
            for (row, column) in placed.iter().enumerate() {
                let Some(column) = *column else { continue };
                sum += self.costs[row][column]? + self.steps[column].get(has[column])?;
                has[column] += 1;
            }
            Some((placed.iter().map(Option::is_some).collect(), -sum))
        }

        /// The best of all ways, tried one by one: the first rows placed first, then the least cost.
        fn tried(&self) -> (Vec<bool>, i64) {
            let mut ways = vec![Vec::new()];
            for _ in &self.costs {
                ways = ways
                    .iter()
                    .flat_map(|way: &Vec<Option<usize>>| {
                        let choices = (0..self.steps.len()).map(Some).chain([None]);
                        choices.map(|choice| way.iter().copied().chain([choice]).collect())
                    })
                    .collect();
            }
            let worths = ways.iter().filter_map(|way| self.worth(way));
            worths.max().expect("nothing placed is a way, too")
        }
    }

    #[test]
    fn no_other_way_is_cheaper_nor_places_more_of_the_first_rows() {
        let mut dice = Dice(7);
        for round in 0..600 {
            let (rows, columns) = (1 + dice.below(6), 1 + dice.below(3));
            let case = Case::thrown(&mut dice, rows, columns);
            assert_eq!(
                case.worth(&case.solved()),
                Some(case.tried()),
                "round {round}"
            );
        }
    }

    #[test]
    fn a_row_that_may_go_nowhere_disturbs_nobody() {
        let costs = vec![
            vec![Some(3), None],
            vec![None, None],
            vec![Some(1), Some(9)],
        ];
        let solved = cheapest(&costs, 2, |_, has| (has < 1).then_some(0));
        assert_eq!(solved, [Some(0), None, Some(1)]);
        assert_eq!(cheapest(&Vec::new(), 0, |_, _| None), []);
    }
}
