//! Every statement about webhooks: as they are kept, as they are told, and as that is carried.

pub mod calls;
pub mod carried;
pub mod kept;
pub mod sent;
