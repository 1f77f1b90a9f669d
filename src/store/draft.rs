//! A file that is whole before it has its name: while it is written nobody can see it, and whoever is killed then leaves
//! nothing behind. Where the file system has no files without a name (NFS, overlays of old kernels), it is written under a
//! name of its own that begins with `.mxray-`.

use std::{
    fs::File,
    io::{self, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use crate::system::files::{self, Readers};

/// How the name of a file begins that has none yet.
const PREFIX: &str = ".mxray-";

/// A file that is being written, and waits for its name in that folder.
#[derive(Debug)]
pub(super) struct Draft {
    folder: PathBuf,
    file: Unnamed,
}

/// What is written before it has its name.
#[derive(Debug)]
enum Unnamed {
    /// Nobody can see it.
    Hidden(File),
    /// It has a name of its own until then.
    Named(NamedTempFile),
}

impl Draft {
    /// Writes everything, for its owner only; nothing is left where that fails.
    pub(super) fn write(folder: &Path, bytes: &[u8]) -> io::Result<Self> {
        let mut draft = Self::begin(folder, Readers::Owner)?;
        draft.push(bytes)?;
        Ok(draft)
    }

    /// Begins a file that takes the place of the one of that name: with its mode where there is one.
    pub(super) fn open(folder: &Path, path: &Path) -> io::Result<Self> {
        let Ok(there) = path.metadata() else { return Self::begin(folder, Readers::All) };
        let draft = Self::begin(folder, Readers::Owner)?;
        files::read_as(draft.file(), &there)?;
        Ok(draft)
    }

    fn begin(folder: &Path, readers: Readers) -> io::Result<Self> {
        // Whatever the reason is: if the folder is to blame, writing under a name says so.
        let file = match files::nameless(folder, readers) {
            Ok(file) => Unnamed::Hidden(file),
            Err(_) => Unnamed::Named(files::draft(PREFIX, folder, readers)?),
        };
        Ok(Self { folder: folder.to_owned(), file })
    }

    /// Writes on.
    pub(super) fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.file();
        file.write_all(bytes)
    }

    /// Gives it its name, unless something of that name is there, a link that leads nowhere included.
    pub(super) fn name(self, path: &Path) -> io::Result<()> {
        self.file().sync_all()?;
        if let Unnamed::Hidden(file) = &self.file {
            match files::link(file, path) {
                Ok(()) => return Ok(()),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
                Err(_) => {}
            }
        }
        self.named()?.persist_noclobber(path).map(drop).map_err(|error| error.error)
    }

    /// Gives it its name in place of what has it now; whoever looks finds the old or the new.
    pub(super) fn replace(self, path: &Path) -> io::Result<()> {
        self.file().sync_all()?;
        if let Unnamed::Hidden(file) = &self.file {
            // A link cannot replace, only a name can: it has one for as long as renaming takes.
            let linked = Builder::new().prefix(PREFIX).make_in(&self.folder, |path| files::link(file, path));
            if let Ok(linked) = linked {
                return linked.persist(path).map_err(|error| error.error);
            }
        }
        self.named()?.persist(path).map(drop).map_err(|error| error.error)
    }

    fn file(&self) -> &File {
        match &self.file {
            Unnamed::Hidden(file) => file,
            Unnamed::Named(file) => file.as_file(),
        }
    }

    /// The same under a name of its own.
    fn named(self) -> io::Result<NamedTempFile> {
        let mut hidden = match self.file {
            Unnamed::Named(file) => return Ok(file),
            Unnamed::Hidden(file) => file,
        };
        let mut named = files::draft(PREFIX, &self.folder, Readers::Owner)?;
        hidden.rewind()?;
        io::copy(&mut hidden, &mut named)?;
        named.as_file().set_permissions(hidden.metadata()?.permissions())?;
        named.as_file().sync_all()?;
        Ok(named)
    }
}
