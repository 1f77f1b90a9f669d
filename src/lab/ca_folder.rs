//! [`CaFolder`]: where the lab's root lies while `mxray lab --serve` runs, for programs that want a file.

use std::{
    fs::{self, File},
    io,
    io::Write as _,
    path::{Path, PathBuf},
    time::Duration,
};

use tempfile::TempDir;

use crate::system::files;

/// What the folders' names begin with.
const PREFIX: &str = "mxray-lab-";
/// The certificate's file. Whoever serves holds a lock on it, which ends with its process, whatever ends that: a number
/// of a process means another one in a container that shares the folder.
const CERTIFICATE: &str = "ca.pem";
/// A folder without a certificate that is older than this was left in the middle.
const UNFINISHED: Duration = Duration::from_secs(600);

/// A folder of this process only (0700) with the root's certificate in it; removed when it is dropped.
#[derive(Debug)]
pub struct CaFolder {
    folder: TempDir,
    /// Held as long as the folder is there.
    _lock: File,
}

impl CaFolder {
    /// Makes the folder below `parent` (`$XDG_RUNTIME_DIR` or the temporary folder) and writes the certificate into
    /// it. Folders of labs that are gone without removing theirs (SIGKILL) are removed first.
    ///
    /// # Errors
    /// The folder or the file cannot be made. An old folder that cannot be removed is no error.
    pub fn create(parent: &Path, ca_pem: &str) -> io::Result<Self> {
        remove_stale(parent);
        let folder = files::folder(PREFIX, parent)?;
        // It gets its name when it is whole and locked, so nobody finds it without a holder.
        let draft = folder.path().join("draft");
        let mut file = files::create(&draft)?;
        file.write_all(ca_pem.as_bytes())?;
        // Where the file system knows no locks, nobody takes it for left behind either.
        let _ = files::lock(&file);
        fs::rename(&draft, folder.path().join(CERTIFICATE))?;
        Ok(Self { folder, _lock: file })
    }

    /// The certificate's file, to be given as `--ca-file`.
    pub fn ca_file(&self) -> PathBuf {
        self.folder.path().join(CERTIFICATE)
    }
}

/// Removes folders of ours that nobody holds. A link, or a folder of somebody else, is not touched.
fn remove_stale(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        if !entry.file_name().to_str().is_some_and(|name| name.len() > PREFIX.len() && name.starts_with(PREFIX)) {
            continue;
        }
        // Of the entry itself: a symbolic link is a link here, not what it leads to.
        let Ok(metadata) = entry.metadata() else { continue };
        let old = metadata.modified().is_ok_and(|at| at.elapsed().is_ok_and(|age| age > UNFINISHED));
        if metadata.is_dir() && files::is_ours(&metadata) && is_left(&entry.path().join(CERTIFICATE), old) {
            // Best effort; it does not follow links inside the folder either.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether nobody holds that certificate. The lock that shows it is let go at once.
fn is_left(certificate: &Path, old: bool) -> bool {
    match files::open_itself(certificate) {
        Ok(file) => files::lock(&file).is_ok(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => old,
        Err(_) => false,
    }
}
