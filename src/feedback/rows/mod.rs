//! Every statement about feedback, a file for each of its parts.

pub mod bank;
pub mod efforts;
pub mod margin;
pub mod pieces;
pub mod plan;
pub mod remarks;
pub mod returns;
pub mod second;
