//! Every statement about deliveries: as they are promised, carried and shown, about who wants which, and about the mail server.

pub mod bounces;
pub mod carried;
pub mod defaults;
pub mod gathered;
pub mod news;
pub mod own;
pub mod promised;
pub mod reach;
pub mod relay;
pub mod shelves;
pub mod shown;
pub mod stops;
pub mod subscriptions;
pub mod untold;
