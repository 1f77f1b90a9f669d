//! Files that a person names: read up to a bound, and what keeps one from being read.

use std::{
    io::{self, Read as _},
    path::Path,
    time::Duration,
};

use serde::Serialize;

use super::shown;
use crate::{model::WireText, system::files};

/// The most that is read of a report or an export, in bytes: a little more than `intake` takes (5 MiB), so that it can
/// say that it is too much.
pub const MAX_INPUT: u64 = 6 << 20;

/// Why a file that was named could not be read. Messages are `error-<id>`, their arguments the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
#[expect(missing_docs, reason = "file: which one, `-` for standard input; error: what the system says")]
pub enum InputError {
    /// There is none of that name.
    #[error("no file {file}")]
    Missing { file: String },
    /// This user may not read it.
    #[error("{file} may not be read")]
    Denied { file: String },
    /// It is a folder.
    #[error("{file} is a folder")]
    Folder { file: String },
    /// It is a pipe, and nobody writes to it.
    #[error("nobody writes to {file}")]
    Silent { file: String },
    /// The system says something else.
    #[error("{file}: {error}")]
    Io { file: String, error: String },
}

impl InputError {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 5] = ["file-missing", "file-denied", "file-folder", "file-silent", "file"];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "file-missing",
            Self::Denied { .. } => "file-denied",
            Self::Folder { .. } => "file-folder",
            Self::Silent { .. } => "file-silent",
            Self::Io { .. } => "file",
        }
    }

    fn of(path: Option<&Path>, error: &io::Error) -> Self {
        let file = path.map_or_else(|| "-".to_owned(), shown);
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing { file },
            io::ErrorKind::PermissionDenied => Self::Denied { file },
            io::ErrorKind::IsADirectory => Self::Folder { file },
            io::ErrorKind::NotConnected => Self::Silent { file },
            _ => Self::Io { file, error: WireText::from_text(&error.to_string()).to_string() },
        }
    }
}

/// Reads the beginning of a file, or of standard input for none: at most so many bytes.
///
/// # Errors
/// [`InputError`], which names the file.
pub fn read_bounded(path: Option<&Path>, limit: u64) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    let read = match path {
        None => io::stdin().lock().take(limit).read_to_end(&mut bytes),
        Some(path) => read_named(path, limit, &mut bytes),
    };
    read.map(|_| bytes).map_err(|error| InputError::of(path, &error))
}

/// How long a pipe may be without anybody who writes to it.
const SILENCE: Duration = Duration::from_secs(1);

/// Reads a file, or a pipe that somebody writes to: `<(command)` of a shell is one.
fn read_named(path: &Path, limit: u64, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let file = files::open(path)?;
    let kind = file.metadata()?.file_type();
    if kind.is_file() || kind.is_dir() {
        return file.take(limit).read_to_end(bytes);
    }
    let mut limited = (&file).take(limit);
    let mut alone = files::is_pipe(kind);
    loop {
        match limited.read_to_end(bytes) {
            // Nobody writes yet, or nobody does any more.
            Ok(0) if alone && bytes.is_empty() => {
                if !files::wait(&file, Some(SILENCE))? {
                    return Err(io::ErrorKind::NotConnected.into());
                }
                alone = false;
            }
            Ok(_) => return Ok(bytes.len()),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                alone = false;
                files::wait(&file, None)?;
            }
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_read_than_the_bound_and_a_fault_names_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("connectors.json");
        std::fs::write(&path, b"0123456789").expect("written");
        assert_eq!(read_bounded(Some(&path), 4), Ok(b"0123".to_vec()));
        assert_eq!(read_bounded(Some(&path), 40).map(|bytes| bytes.len()), Ok(10));
        let missing = path.with_extension("\x1b[2J");
        for (path, id) in
            [(folder.path(), "file-folder"), (&missing, "file-missing"), (&path.join("x"), "file-missing")]
        {
            let error = read_bounded(Some(path), 4).expect_err("no file");
            assert_eq!(error.id(), id);
            assert!(!error.to_string().contains('\x1b'), "{error}");
        }
    }

    #[test]
    fn a_pipe_is_read_where_somebody_writes_and_told_where_nobody_does() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
        assert!(made.success());
        assert_eq!(read_bounded(Some(&path), 40).map_err(|error| error.id()), Err("file-silent"));
        let to = path.clone();
        let late = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(200));
            let mut pipe = std::fs::OpenOptions::new().write(true).open(to).expect("the pipe");
            for part in ["01234", "56789"] {
                std::thread::sleep(Duration::from_millis(200));
                io::Write::write_all(&mut pipe, part.as_bytes()).expect("written");
            }
        });
        assert_eq!(read_bounded(Some(&path), 40), Ok(b"0123456789".to_vec()));
        late.join().expect("no panic");
    }
}
