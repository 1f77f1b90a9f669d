//! What this process may have (setrlimit, POSIX.1-2024). `None` is as much as there is, and Windows sets no bounds.

pub use self::here::{claim_files, has_less_address_space, open_files, stack};

#[cfg(unix)]
mod here {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    /// The stack of the first thread, in bytes.
    pub fn stack() -> Option<u64> {
        getrlimit(Resource::Stack).current
    }

    /// Whether there is a bound on address space (`ulimit -v`).
    pub fn has_less_address_space() -> bool {
        getrlimit(Resource::As).current.is_some()
    }

    /// How many descriptors there may be at once.
    pub fn open_files() -> Option<u64> {
        getrlimit(Resource::Nofile).current
    }

    /// Asks for so many descriptors, where there are fewer and this user may have them.
    pub fn claim_files(wanted: u64) {
        let limit = getrlimit(Resource::Nofile);
        let wanted = limit.maximum.map_or(wanted, |most| most.min(wanted));
        if limit.current.is_some_and(|current| current < wanted) {
            // Where it cannot be had, there are fewer.
            let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), ..limit });
        }
    }
}

#[cfg(not(unix))]
mod here {
    /// What Windows gives the first thread of a program, in bytes (`/STACK` of its linker).
    pub fn stack() -> Option<u64> {
        Some(1 << 20)
    }

    /// There is none.
    pub fn has_less_address_space() -> bool {
        false
    }

    /// As many as there is memory for.
    pub fn open_files() -> Option<u64> {
        None
    }

    /// There is nothing to ask for.
    pub fn claim_files(_wanted: u64) {}
}
