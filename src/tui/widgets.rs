//! The pieces screens are made of: rows of exact width, wrapped prose, the input line.

pub(crate) mod input;
pub(crate) mod page;
pub(crate) mod row;
