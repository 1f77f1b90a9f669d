//! The pieces screens are made of: rows of exact width, wrapped prose, lists, labelled parts, lines to type in.

pub(crate) mod find;
pub(crate) mod input;
pub(crate) mod labelled;
pub(crate) mod list;
pub(crate) mod page;
pub(crate) mod row;
