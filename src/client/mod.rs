//! The only room that knows the HTTP client. The desk from afar: how the command line sends papers to a desk on another
//! machine. And the other way: how the desk tells addresses that somebody typed.

mod address;
mod answers;
mod body;
/// A whole class in one table.
pub mod class;
/// Who takes traces of what the desk does.
pub mod collector;
mod desk;
/// Many papers, a few at once.
pub mod errand;
mod manuscript;
/// Telling addresses that somebody typed, and only ones in the public network.
pub mod outward;
mod paper;
mod patience;
mod progress;
mod trouble;

pub use address::Address;
pub use answers::Known;
pub use desk::{Desk, Taken};
pub use manuscript::Manuscript;
pub use paper::{Paper, Words};
pub use patience::Patience;
pub use progress::Progress;
pub use trouble::Trouble;
