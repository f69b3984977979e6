//! Choices that look like chance and are the same every time, so that the demo can be told twice.

/// A chain of numbers without any meaning.
pub struct Chance(u64);

impl Chance {
    /// The chain that begins with this number.
    pub const fn new(first: u64) -> Self {
        Self(first)
    }

    /// A number from 0 up to but not including `end`; 0 where `end` is 0.
    pub const fn below(&mut self, end: u32) -> u32 {
        // Knuth's constants for a linear congruential chain; its upper bits are the better ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let [a, b, c, d, ..] = self.0.to_be_bytes();
        if end == 0 {
            0
        } else {
            u32::from_be_bytes([a, b, c, d]) % end
        }
    }

    /// A number of minutes from `least` up to but not including `end`.
    pub const fn minutes(&mut self, least: u32, end: u32) -> i64 {
        (least + self.below(end - least)) as i64
    }
}
