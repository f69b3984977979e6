//! draft
pub mod assets; pub mod clock; pub mod refusal; pub mod db; pub mod centre; pub mod people; pub mod events; pub mod outbox; pub mod sign_in; pub mod drafts; pub mod papers; pub mod assignments; pub mod feedback; pub mod documents;
