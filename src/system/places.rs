//! Folders that the system has for a purpose.

use std::{env, path::PathBuf};

/// A folder for what does not outlive the session: `$XDG_RUNTIME_DIR`, which is ours alone and gone after logout, or the
/// temporary folder.
pub fn runtime() -> PathBuf {
    let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    runtime.filter(|folder| folder.is_absolute() && folder.is_dir()).unwrap_or_else(env::temp_dir)
}

/// What is set once for everybody on this machine.
#[cfg(not(windows))]
pub const CONFIG: &str = "/etc/mxray/config.toml";
/// The same on Windows, where programs keep what all users share.
#[cfg(windows)]
pub const CONFIG: &str = r"C:\ProgramData\mxray\config.toml";

/// Where the DNS servers of this machine are named.
pub const RESOLVERS: &str = "/etc/resolv.conf";

/// Where most systems keep the roots that they trust.
pub const ROOTS: &str = "/etc/ssl/certs/";
