//! Reports: what a coordinator reads in them is what happened, and nobody else reads them.

mod page;
mod term;
