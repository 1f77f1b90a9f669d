//! A file that is whole before it has a name: while it is written nobody can see it, and whoever is killed then leaves
//! nothing behind. Where the file system has no files without a name (NFS, overlays of old kernels), it is written under a
//! name of its own that begins with `.mxray-`.

use std::{
    fs::File,
    io::{self, Write as _},
    path::Path,
};

use tempfile::{Builder, NamedTempFile};

use crate::system::files;

/// How the name of a file begins that has none yet.
const PREFIX: &str = ".mxray-";

/// A file on the disk that is whole, and waits for its name in that folder.
pub(super) struct Draft<'a> {
    folder: &'a Path,
    bytes: &'a [u8],
    file: Option<File>,
}

impl<'a> Draft<'a> {
    /// Writes everything; nothing is left where that fails.
    pub(super) fn write(folder: &'a Path, bytes: &'a [u8]) -> io::Result<Self> {
        let file = match files::nameless(folder) {
            Ok(file) => {
                fill(&file, bytes)?;
                Some(file)
            }
            // Whatever the reason is: if the folder is to blame, writing under a name says so.
            Err(_) => None,
        };
        Ok(Self { folder, bytes, file })
    }

    /// Gives it its name, unless something of that name is there, a link that leads nowhere included.
    pub(super) fn name(self, path: &Path) -> io::Result<()> {
        match self.file.as_ref().map(|file| files::link(file, path)) {
            Some(Ok(())) => Ok(()),
            Some(Err(error)) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            Some(Err(_)) | None => self.under_a_name()?.persist_noclobber(path).map(drop).map_err(|error| error.error),
        }
    }

    /// Gives it its name in place of what has it now; whoever looks finds the old or the new.
    pub(super) fn replace(self, path: &Path) -> io::Result<()> {
        // A link cannot replace, only a name can: it has one for as long as renaming takes.
        let linked = self
            .file
            .as_ref()
            .and_then(|file| Builder::new().prefix(PREFIX).make_in(self.folder, |path| files::link(file, path)).ok());
        match linked {
            Some(linked) => linked.persist(path).map_err(|error| error.error),
            None => self.under_a_name()?.persist(path).map(drop).map_err(|error| error.error),
        }
    }

    fn under_a_name(&self) -> io::Result<NamedTempFile> {
        let file = files::draft(PREFIX, self.folder)?;
        fill(file.as_file(), self.bytes)?;
        Ok(file)
    }
}

fn fill(mut file: &File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}
