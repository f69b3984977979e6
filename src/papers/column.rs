//! The columns of a board: open papers by promise, and what was returned lately.

pub use super::rows::queue::{marking, returned_since, running};
