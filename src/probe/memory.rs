//! [`Room`]: memory that is there when it is needed, whatever the heaps of threads take of it.
//!
//! glibc gives a thread a heap of its own, which takes 64 MiB of address space at once, whether it is used or not
//! (`HEAP_MAX_SIZE`, malloc/arena.c of 2.36); a thread that gets none takes a page for the smallest piece. Where a limit on
//! address space (`ulimit -v`, setrlimit(2) `RLIMIT_AS`) leaves little more than a multiple of that, heaps take all of it,
//! and the next allocation that another heap needs ends the program. So as much is kept as makes what is left, once every
//! heap has been taken that there is room for, enough to go on with; and what takes much is left to the first thread.

use std::{
    collections::TryReserveError,
    io::{self, ErrorKind},
    iter,
};

use crate::system::limits;

/// What the heap of a thread takes, in bytes.
const HEAP: usize = 64 << 20;
/// What is left behind the last heap, in bytes: less than another one, so that none is made of it.
const REST: usize = 60 << 20;
/// The most heaps that are counted with: one for each thread that may be there at a time, and some to spare.
const HEAPS: usize = 6;
/// What is kept at once, in bytes; as much is the rest too great at the most.
const PIECE: usize = 1 << 20;

/// Memory that is kept so that heaps of threads leave room; it is only address space, as nothing is written to it.
#[derive(Debug)]
pub(super) struct Room {
    _kept: Vec<Vec<u8>>,
    /// Whether there is not room for as many heaps as there may be threads.
    pub(super) is_scarce: bool,
}

impl Room {
    /// Makes room where address space is limited, and sees to it that there are so many bytes.
    ///
    /// # Errors
    /// Where there are not.
    pub(super) fn of(bytes: usize) -> io::Result<Self> {
        drop(piece(bytes).map_err(|error| io::Error::new(ErrorKind::OutOfMemory, error))?);
        let is_there = |bytes| piece(bytes).is_ok();
        if !limits::has_less_address_space() || is_there(HEAPS * HEAP + REST) {
            return Ok(Self { _kept: Vec::new(), is_scarce: false });
        }
        // Of less than the rest no heap can be made, and nothing has to be kept.
        let left = (0..HEAPS).rev().map(|heaps| heaps * HEAP + REST).find(|left| is_there(*left));
        let next = || piece(PIECE).ok().filter(|_| left.is_some_and(is_there));
        Ok(Self { _kept: iter::from_fn(next).take(HEAP / PIECE).collect(), is_scarce: true })
    }
}

fn piece(bytes: usize) -> Result<Vec<u8>, TryReserveError> {
    let mut piece = Vec::new();
    piece.try_reserve_exact(bytes).map(|()| piece)
}
