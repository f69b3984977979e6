//! What the gate promises to the desk behind it and to the visitors in front, over raw sockets.

mod bodies;
mod cleaning;
mod closing;
mod patience;
mod refusals;
mod stage;
