//! Cases that look like chance and are the same in every run.

use crate::assignments::suggest::cheapest::Costs;

/// Numbers that look like chance.
pub struct Dice(pub u64);

impl Dice {
    /// One of the numbers from 0 on, below so many.
    pub fn below(&mut self, sides: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("31 bits") % sides
    }
}

/// What costs may be.
pub struct Stakes {
    /// A row in a column: from the one to below the other.
    pub costs: (i64, i64),
    /// A column takes so many at most.
    pub room: i64,
    /// One more in a column: below this.
    pub step: i64,
}

/// Any costs at all, one in five forbidden; and what each column's rows cost, one after the other.
pub fn thrown(
    dice: &mut Dice,
    (rows, columns): (i64, i64),
    stakes: &Stakes,
) -> (Costs, Vec<Vec<i64>>) {
    let (least, most) = stakes.costs;
    let cost = |dice: &mut Dice| (dice.below(5) > 0).then(|| dice.below(most - least) + least);
    let costs = (0..rows).map(|_| (0..columns).map(|_| cost(dice)).collect());
    let costs = costs.collect();
    let steps = (0..columns).map(|_| {
        let room = dice.below(stakes.room + 1);
        let mut steps: Vec<i64> = (0..room).map(|_| dice.below(stakes.step)).collect();
        steps.sort_unstable();
        steps
    });
    (costs, steps.collect())
}
