//! The `mxray` program.

fn main() {}
