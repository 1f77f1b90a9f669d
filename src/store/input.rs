//! Files that a person names: read up to a bound, and what keeps one from being read.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use serde::Serialize;

use super::shown;
use crate::model::WireText;

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
    /// The system says something else.
    #[error("{file}: {error}")]
    Io { file: String, error: String },
}

impl InputError {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 4] = ["file-missing", "file-denied", "file-folder", "file"];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "file-missing",
            Self::Denied { .. } => "file-denied",
            Self::Folder { .. } => "file-folder",
            Self::Io { .. } => "file",
        }
    }

    fn of(path: Option<&Path>, error: &io::Error) -> Self {
        let file = path.map_or_else(|| "-".to_owned(), shown);
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing { file },
            io::ErrorKind::PermissionDenied => Self::Denied { file },
            io::ErrorKind::IsADirectory => Self::Folder { file },
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
        Some(path) => File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)),
    };
    read.map(|_| bytes).map_err(|error| InputError::of(path, &error))
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
}
