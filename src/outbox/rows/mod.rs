//! Every statement about deliveries: as they are promised, carried and shown, about who wants which, and about the mail server.

pub mod carried;
pub mod gathered;
pub mod news;
pub mod promised;
pub mod relay;
pub mod shown;
pub mod subscriptions;
pub mod untold;
