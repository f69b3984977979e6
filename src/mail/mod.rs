//! Turns a letter into an email and hands it to the mail server.

mod address;
mod canonical;
mod carriage;
mod classify;
mod compose;
mod dial;
mod dialogue;
mod dkim;
mod headers;
mod relay;
mod relay_url;
mod spoken;
mod tray;
mod wire;

pub use address::bare;
pub use carriage::Carriage;
pub use compose::{Envelope, Unsendable, compose};
pub use dkim::{DkimKey, Signer};
pub use relay::{Deadlines, Relay};
pub use relay_url::{RelayUrl, Tls};
pub use tray::Tray;
