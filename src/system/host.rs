//! What this machine is called.

/// This host's name as the system has it, with its domain where it has one.
#[cfg(unix)]
pub fn name() -> Option<String> {
    let name = nix::unistd::gethostname().ok()?.into_string().ok()?;
    (!name.is_empty()).then_some(name)
}

/// This host's name as Windows hands it to every program.
#[cfg(not(unix))]
pub fn name() -> Option<String> {
    std::env::var("COMPUTERNAME").ok().filter(|name| !name.is_empty())
}
