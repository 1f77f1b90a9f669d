//! Files: opened without waiting, seen by their owner only, whole before they have a name, and one program's at a time.
//!
//! On Windows what lies in a user's folder is that user's by what it inherits, so nothing more is set there; no file is
//! without a name, no name is a pipe's, and nothing is locked, because a lock keeps others from reading there.

pub use self::here::{
    create, draft, folder, is_open_to_others, is_ours, is_pipe, link, lock, make_folder, nameless, open, open_folder,
    open_itself, read_as, wait,
};

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Its owner, and nobody else may write to it either.
    Owner,
    /// Whoever may read a file that a shell makes: what the mask of this user leaves (umask(2)).
    All,
}

#[cfg(unix)]
mod here {
    use std::{
        fs::{DirBuilder, File, FileType, Metadata, OpenOptions, Permissions, TryLockError},
        io,
        os::unix::fs::{
            DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
        },
        path::Path,
        time::Duration,
    };

    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        fs::OFlags,
        io::Errno,
        process::getuid,
    };
    use tempfile::{Builder, NamedTempFile, TempDir};

    use super::Readers;

    /// Readable and writable by its owner only.
    const PRIVATE: u32 = 0o600;
    /// Readable and writable by all whom the mask leaves.
    const OPEN: u32 = 0o666;
    /// The same of a folder.
    const PRIVATE_FOLDER: u32 = 0o700;

    fn reading(flags: OFlags) -> io::Result<OpenOptions> {
        let mut options = OpenOptions::new();
        options.read(true).custom_flags(i32::try_from(flags.bits()).map_err(io::Error::other)?);
        Ok(options)
    }

    /// Opens a file to be read: a pipe without a writer opens too, and a terminal does not become ours.
    ///
    /// # Errors
    /// Those of opening.
    pub fn open(path: &Path) -> io::Result<File> {
        reading(OFlags::NONBLOCK | OFlags::NOCTTY)?.open(path)
    }

    /// The same, unless a link has that name.
    ///
    /// # Errors
    /// Those of opening, and that it is a link.
    pub fn open_itself(path: &Path) -> io::Result<File> {
        reading(OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::NOFOLLOW)?.open(path)
    }

    /// Opens a folder, to be locked.
    ///
    /// # Errors
    /// Those of opening.
    pub fn open_folder(path: &Path) -> io::Result<File> {
        File::open(path)
    }

    /// Makes a folder, and those above it, for their owner only, where they are not there.
    ///
    /// # Errors
    /// Those of making one.
    pub fn make_folder(path: &Path) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(PRIVATE_FOLDER).create(path)
    }

    /// A new file to be written, its owner's only.
    ///
    /// # Errors
    /// Those of opening, and that there is one of that name.
    pub fn create(path: &Path) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(path)
    }

    /// A new file of a name that begins so. It is removed unless it is given another name.
    ///
    /// # Errors
    /// Those of opening.
    pub fn draft(prefix: &str, folder: &Path, readers: Readers) -> io::Result<NamedTempFile> {
        Builder::new().prefix(prefix).permissions(Permissions::from_mode(mode(readers))).tempfile_in(folder)
    }

    fn mode(readers: Readers) -> u32 {
        match readers {
            Readers::Owner => PRIVATE,
            Readers::All => OPEN,
        }
    }

    /// Gives a file the readers and writers of the one that is there.
    ///
    /// # Errors
    /// Those of changing them.
    pub fn read_as(file: &File, there: &Metadata) -> io::Result<()> {
        file.set_permissions(Permissions::from_mode(there.permissions().mode() & 0o777))
    }

    /// Whether somebody else than its owner may write to it: its group, or all (POSIX.1-2024, sys/stat.h).
    pub fn is_open_to_others(found: &Metadata) -> bool {
        found.permissions().mode() & 0o022 != 0
    }

    /// A new folder of a name that begins so, its owner's only; removed when it is dropped.
    ///
    /// # Errors
    /// Those of making one.
    pub fn folder(prefix: &str, parent: &Path) -> io::Result<TempDir> {
        Builder::new().prefix(prefix).permissions(Permissions::from_mode(PRIVATE_FOLDER)).tempdir_in(parent)
    }

    /// A file of that folder that has no name: nobody sees it, and it ends with the program.
    ///
    /// # Errors
    /// That there are none in that folder, whatever the reason.
    #[cfg(target_os = "linux")]
    pub fn nameless(folder: &Path, readers: Readers) -> io::Result<File> {
        let flags = OFlags::TMPFILE.bits().cast_signed();
        OpenOptions::new().read(true).write(true).custom_flags(flags).mode(mode(readers)).open(folder)
    }

    /// Only Linux has them.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(target_os = "linux"))]
    pub fn nameless(_folder: &Path, _readers: Readers) -> io::Result<File> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Gives a nameless file a name, as open(2) shows for `O_TMPFILE`.
    ///
    /// # Errors
    /// Those of making a link: something has that name.
    pub fn link(file: &File, path: &Path) -> io::Result<()> {
        use std::os::fd::AsRawFd as _;

        use rustix::fs::{AtFlags, CWD, linkat};
        let open = format!("/proc/self/fd/{}", file.as_raw_fd());
        Ok(linkat(CWD, open, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
    }

    /// Locks a file or a folder for as long as it is open.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] where another has it, and whatever else where the file system knows no locks.
    pub fn lock(file: &File) -> io::Result<()> {
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Errno::WOULDBLOCK.into(),
            TryLockError::Error(error) => error,
        })
    }

    /// Whether it is this user's.
    pub fn is_ours(found: &Metadata) -> bool {
        found.uid() == getuid().as_raw()
    }

    /// Whether it is a pipe.
    pub fn is_pipe(kind: FileType) -> bool {
        kind.is_fifo()
    }

    /// Waits until there is something to read of a pipe, or its last writer is gone; whether that came in time.
    ///
    /// # Errors
    /// Those of poll(2).
    pub fn wait(file: &File, time: Option<Duration>) -> io::Result<bool> {
        let time = time.and_then(|time| Timespec::try_from(time).ok());
        loop {
            match poll(&mut [PollFd::new(file, PollFlags::IN)], time.as_ref()) {
                Ok(count) => return Ok(count > 0),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

#[cfg(not(unix))]
#[expect(missing_docs, reason = "they are those of Unix")]
mod here {
    use std::{
        fs::{self, DirBuilder, File, FileType, Metadata, OpenOptions},
        io::{self, ErrorKind},
        path::Path,
        time::Duration,
    };

    use tempfile::{Builder, NamedTempFile, TempDir};

    use super::Readers;

    pub fn open(path: &Path) -> io::Result<File> {
        File::open(path)
    }

    pub fn open_itself(path: &Path) -> io::Result<File> {
        let is_link = fs::symlink_metadata(path)?.is_symlink();
        if is_link { Err(ErrorKind::InvalidInput.into()) } else { File::open(path) }
    }

    /// It could be opened, and not be locked: so any file will do.
    pub fn open_folder(_path: &Path) -> io::Result<File> {
        File::open("NUL")
    }

    pub fn make_folder(path: &Path) -> io::Result<()> {
        DirBuilder::new().recursive(true).create(path)
    }

    pub fn create(path: &Path) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).open(path)
    }

    pub fn draft(prefix: &str, folder: &Path, _readers: Readers) -> io::Result<NamedTempFile> {
        Builder::new().prefix(prefix).tempfile_in(folder)
    }

    /// It has what its folder gives.
    pub fn read_as(_file: &File, _there: &Metadata) -> io::Result<()> {
        Ok(())
    }

    /// Nobody asks the lists of access here.
    pub fn is_open_to_others(_found: &Metadata) -> bool {
        false
    }

    pub fn folder(prefix: &str, parent: &Path) -> io::Result<TempDir> {
        Builder::new().prefix(prefix).tempdir_in(parent)
    }

    pub fn nameless(_folder: &Path, _readers: Readers) -> io::Result<File> {
        Err(ErrorKind::Unsupported.into())
    }

    pub fn link(_file: &File, _path: &Path) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    pub fn lock(_file: &File) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    /// What lies in a folder of this user's is.
    pub fn is_ours(_found: &Metadata) -> bool {
        true
    }

    pub fn is_pipe(_kind: FileType) -> bool {
        false
    }

    /// Reading itself waits.
    pub fn wait(_file: &File, _time: Option<Duration>) -> io::Result<bool> {
        Ok(true)
    }
}
