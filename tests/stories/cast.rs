//! The same few people in every story.

use paperdesk::people::Role;

/// (address, name, roles).
pub const EVERYBODY: [(&str, &str, &[Role]); 7] = [
    ("ada@example.edu", "Ada King", &[Role::Student]),
    ("cleo@example.edu", "Cleo Marsh", &[Role::Student]),
    ("ben@example.edu", "Ben Okafor", &[Role::Tutor]),
    ("bea@example.edu", "Bea Lindqvist", &[Role::Tutor]),
    ("tess@example.edu", "Tess Adler", &[Role::Teacher]),
    ("cora@example.edu", "Cora Whitlock", &[Role::Coordinator]),
    ("odo@example.edu", "Odo Brandt", &[Role::Admin]),
];
