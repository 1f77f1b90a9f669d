//! [`CaFolder`]: where the lab's root lies while `mxray lab --serve` runs, for programs that want a file.

use std::{
    fs, io,
    io::Write as _,
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use rustix::process::{Pid, getuid, test_kill_process};
use tempfile::TempDir;

/// What the folders' names begin with; the process id follows.
const PREFIX: &str = "mxray-lab-";

/// A folder of this process only (0700) with the root's certificate in it; removed when it is dropped.
#[derive(Debug)]
pub struct CaFolder {
    folder: TempDir,
}

impl CaFolder {
    /// Makes the folder below `parent` (`$XDG_RUNTIME_DIR` or the temporary folder) and writes the certificate into
    /// it. Folders of lab processes that are gone without removing theirs (SIGKILL) are removed first.
    ///
    /// # Errors
    /// The folder or the file cannot be made. An old folder that cannot be removed is no error.
    pub fn create(parent: &Path, ca_pem: &str) -> io::Result<Self> {
        remove_stale(parent);
        let folder = tempfile::Builder::new()
            .prefix(&format!("{PREFIX}{}-", std::process::id()))
            .permissions(fs::Permissions::from_mode(0o700))
            .tempdir_in(parent)?;
        let this = Self { folder };
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(this.ca_file())?;
        file.write_all(ca_pem.as_bytes())?;
        Ok(this)
    }

    /// The certificate's file, to be given as `--ca-file`.
    pub fn ca_file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }
}

/// Removes folders of ours whose process is gone. A link, or a folder of somebody else, is not touched.
fn remove_stale(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(pid) = name.to_str().and_then(process_of) else { continue };
        // Of the entry itself: a symbolic link is a link here, not what it leads to.
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_dir() && metadata.uid() == getuid().as_raw() && is_gone(pid) {
            // Best effort; it does not follow links inside the folder either.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn process_of(name: &str) -> Option<Pid> {
    let (pid, _) = name.strip_prefix(PREFIX)?.split_once('-')?;
    Pid::from_raw(pid.parse().ok()?)
}

fn is_gone(pid: Pid) -> bool {
    test_kill_process(pid) == Err(rustix::io::Errno::SRCH)
}
