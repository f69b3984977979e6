//! Every statement about deliveries: as they are promised, carried and shown, and about the mail server they go to.

pub mod bounces;
pub mod carried;
pub mod own;
pub mod promised;
pub mod reach;
pub mod relay;
pub mod shelves;
pub mod shown;
pub mod stops;
