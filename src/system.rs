//! What only one kind of system has, and a door to each: nobody else asks which system this is.
//!
//! A door is a small function or type that means the same everywhere. Where a system has no such thing, its door says so
//! in the words of its type: `None`, an empty list, an error. `docs/architecture.md` lists the doors, with what stands
//! behind each of them; `tests/house/architecture.rs` keeps the names of systems in here.

pub mod described;
pub mod errno;
pub mod error_queue;
pub mod files;
pub mod host;
pub mod interfaces;
pub mod job;
pub mod limits;
pub mod places;
pub mod resolvers;
pub mod roots;
pub mod segments;
pub mod signals;
pub mod terminal;
