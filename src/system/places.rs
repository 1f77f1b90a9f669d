//! Folders that the system has for a purpose.

use std::{env, path::PathBuf};

/// A folder for what does not outlive the session: `$XDG_RUNTIME_DIR`, which is ours alone and gone after logout, or the
/// temporary folder.
pub fn runtime() -> PathBuf {
    let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    runtime.filter(|folder| folder.is_absolute() && folder.is_dir()).unwrap_or_else(env::temp_dir)
}
