//! The measure of growth that other tests go by tells what is linear from what is not.

use std::{hint::black_box, panic::catch_unwind};

use crate::support::growth::assert_linear;

#[test]
fn work_that_grows_with_the_square_is_noticed() {
    let count = |steps: usize| {
        black_box((0..steps).fold(0, |sum: usize, step| sum.wrapping_add(black_box(step))));
    };
    assert_linear("linear", 8_000_000, count);
    assert!(catch_unwind(|| assert_linear("square", 24_000, |size| count(size * size))).is_err());
}
