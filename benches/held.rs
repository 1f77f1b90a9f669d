//! What this process holds on to: both soaks see that it does not grow.

use std::{fmt, fs};

use peak_alloc::PeakAlloc;

/// Counts the bytes that are allocated. What is resident says less: the system's allocator keeps what was freed, one
/// store a thread, and grows towards the greatest use that ever coincided.
#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// What this process holds on to.
#[derive(Clone, Copy)]
pub(crate) struct Held {
    /// Bytes allocated and not freed, in KiB.
    pub(crate) heap: f32,
    /// Resident memory in KiB.
    resident: u64,
    /// Open descriptors.
    pub(crate) descriptors: usize,
}

impl Held {
    pub(crate) fn now() -> Self {
        let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
        let line = status.lines().find(|line| line.starts_with("VmRSS")).expect("every process has it");
        let resident = line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("a number");
        let descriptors = fs::read_dir("/proc/self/fd").expect("Linux tells").count();
        Self { heap: HEAP.current_usage_as_kb(), resident, descriptors }
    }
}

impl fmt::Display for Held {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:.0} KiB allocated, {} KiB resident, {} descriptors", self.heap, self.resident, self.descriptors)
    }
}
