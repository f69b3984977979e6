//! Every statement about deliveries: as they are promised, carried and shown, and about the mail server they go to.

pub mod carried;
pub mod promised;
pub mod relay;
pub mod shown;
