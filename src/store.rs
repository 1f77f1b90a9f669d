//! The only room that writes files: reports where a person wants them, and what this program remembers. Files that a
//! person names are read here too, for everyone.
//!
//! Files are written whole or not at all and readable by their owner only; a report overwrites nothing and stays in
//! the folder that was chosen. What a report says and what is worth remembering is decided elsewhere.

mod case;
mod input;
mod lab_progress;

pub use case::Case;
pub use input::{InputError, MAX_INPUT, read_bounded};
pub use lab_progress::{LabProgress, Solved};

use std::{
    fs,
    io::{self, Read as _, Write as _},
    os::unix::fs::{DirBuilderExt as _, PermissionsExt as _},
    path::{Component, Path, PathBuf},
};

use etcetera::AppStrategy as _;
use serde::{Serialize, de::DeserializeOwned};

/// The longest file name that common file systems take, in bytes (NAME_MAX of POSIX).
const MAX_NAME: usize = 255;
/// The most that is read of a file of ours: far more than ever is in one.
const MAX_FILE: u64 = 4 << 20;

/// Why a file was not saved or not read. Messages are `error-<id>`, their arguments the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
#[expect(missing_docs, reason = "path: which file or folder; error: what the system says")]
pub enum StoreError {
    /// The name is no plain file name: it is empty, too long, or leads out of the folder.
    #[error("{name:?} is no file name")]
    Name { name: String },
    /// Something of that name is there already; nothing was overwritten.
    #[error("{path} is there already")]
    Exists { path: String },
    /// The folder is not there.
    #[error("no folder {path}")]
    Missing { path: String },
    /// This user may not write there.
    #[error("{path} may not be written to")]
    Denied { path: String },
    /// The file system is read-only.
    #[error("{path} is read-only")]
    ReadOnly { path: String },
    /// The disk or the quota is full.
    #[error("no room left for {path}")]
    Full { path: String },
    /// There is no home folder, so there is no place to remember things.
    #[error("no home folder")]
    NoHome,
    /// A file of ours cannot be understood.
    #[error("{path} is damaged at line {line}, column {column}")]
    #[expect(missing_docs, reason = "counted from 1")]
    Damaged { path: String, line: String, column: String },
    /// The system says something else.
    #[error("{path}: {error}")]
    Io { path: String, error: String },
}

impl StoreError {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 9] = [
        "store-name",
        "store-exists",
        "store-missing",
        "store-denied",
        "store-read-only",
        "store-full",
        "store-no-home",
        "store-damaged",
        "store-io",
    ];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Name { .. } => "store-name",
            Self::Exists { .. } => "store-exists",
            Self::Missing { .. } => "store-missing",
            Self::Denied { .. } => "store-denied",
            Self::ReadOnly { .. } => "store-read-only",
            Self::Full { .. } => "store-full",
            Self::NoHome => "store-no-home",
            Self::Damaged { .. } => "store-damaged",
            Self::Io { .. } => "store-io",
        }
    }

    fn of(path: &Path, error: &io::Error) -> Self {
        let path = shown(path);
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists { path },
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing { path },
            io::ErrorKind::PermissionDenied => Self::Denied { path },
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full { path }
            }
            _ => Self::Io { path, error: crate::model::WireText::from_text(&error.to_string()).to_string() },
        }
    }
}

/// A path may hold anything.
fn shown(path: &Path) -> String {
    crate::model::WireText::from_path(path).to_string()
}

/// Saves a report under that name in that folder, and tells where it is.
///
/// # Errors
/// [`StoreError`]. Nothing is left behind then, and whatever was there is as it was.
pub fn save_report(folder: &Path, name: &str, text: &str) -> Result<PathBuf, StoreError> {
    let path = folder.join(file_name(name)?);
    // A link of that name is something that is there, wherever it leads.
    let file = written(folder, text.as_bytes())?;
    file.persist_noclobber(&path).map_err(|error| StoreError::of(&path, &error.error))?;
    Ok(path)
}

/// The folder for what this program remembers: `$XDG_STATE_HOME/mxray`, or `~/.local/state/mxray`.
///
/// # Errors
/// [`StoreError::NoHome`].
pub fn state_folder() -> Result<PathBuf, StoreError> {
    let strategy = etcetera::app_strategy::Xdg::new(etcetera::AppStrategyArgs {
        top_level_domain: String::new(),
        author: String::new(),
        app_name: "mxray".to_owned(),
    });
    strategy.ok().and_then(|xdg| xdg.state_dir()).ok_or(StoreError::NoHome)
}

/// The home folder of this user, if there is one: what `~` means in the name of a file.
pub fn home_folder() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// A name that stays in its folder: one component, and nothing that a terminal would act on.
fn file_name(name: &str) -> Result<&str, StoreError> {
    let mut components = Path::new(name).components();
    let is_plain =
        matches!((components.next(), components.next()), (Some(Component::Normal(only)), None) if only == name);
    let is_shown_as_it_is = crate::model::WireText::from_text(name).as_str() == name;
    if is_plain && is_shown_as_it_is && name.len() <= MAX_NAME && name.trim() == name {
        Ok(name)
    } else {
        let name = crate::model::WireText::from_text(name).shortened(80).to_string();
        Err(StoreError::Name { name })
    }
}

/// A file in that folder without its name yet, whole and on the disk, readable by its owner only.
fn written(folder: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, StoreError> {
    let write = || {
        let mut file = tempfile::Builder::new()
            .prefix(".mxray-")
            .permissions(fs::Permissions::from_mode(0o600))
            .tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    write().map_err(|error| StoreError::of(folder, &error))
}

/// Writes a file of ours, whole, in place of the one that was there.
fn remember<T: Serialize>(folder: &Path, name: &str, value: &T) -> Result<(), StoreError> {
    let path = folder.join(file_name(name)?);
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| StoreError::of(folder, &error))?;
    let text = serde_json::to_vec_pretty(value).expect("what is remembered has string keys only");
    written(folder, &text)?.persist(&path).map(|_| ()).map_err(|error| StoreError::of(&path, &error.error))
}

/// Reads a file of ours; one that is not there is `None`.
fn recall<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<Option<T>, StoreError> {
    let path = folder.join(file_name(name)?);
    let file = match fs::File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::of(&path, &error)),
    };
    let mut bytes = Vec::new();
    file.take(MAX_FILE).read_to_end(&mut bytes).map_err(|error| StoreError::of(&path, &error))?;
    serde_json::from_slice(&bytes).map(Some).map_err(|error| StoreError::Damaged {
        path: shown(&path),
        line: error.line().to_string(),
        column: error.column().to_string(),
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, symlink};

    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    #[test]
    fn a_report_is_whole_and_private() {
        let folder = folder();
        let path = save_report(folder.path(), "report.md", "# Text\n").expect("saved");
        assert_eq!(fs::read_to_string(&path).expect("read"), "# Text\n");
        assert_eq!(fs::metadata(&path).expect("there").mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing else is left");
    }

    #[test]
    fn a_report_overwrites_nothing() {
        let folder = folder();
        save_report(folder.path(), "report.md", "first").expect("saved");
        let again = save_report(folder.path(), "report.md", "second");
        assert!(matches!(again, Err(StoreError::Exists { .. })), "{again:?}");
        assert_eq!(fs::read_to_string(folder.path().join("report.md")).expect("read"), "first");
    }

    #[test]
    fn a_link_is_not_followed() {
        let (folder, outside) = (folder(), folder());
        let target = outside.path().join("target");
        symlink(&target, folder.path().join("report.md")).expect("a link");
        assert!(matches!(save_report(folder.path(), "report.md", "x"), Err(StoreError::Exists { .. })));
        assert!(!target.exists());
    }

    #[test]
    fn a_name_cannot_leave_the_folder() {
        let folder = folder();
        let long = "a".repeat(300);
        for name in ["../../x", "/etc/x", "a/b", "", ".", "..", " x", "x\u{1b}[2J", "x\u{202e}", &long] {
            let saved = save_report(folder.path(), name, "x");
            assert!(matches!(saved, Err(StoreError::Name { .. })), "{name:?}: {saved:?}");
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }

    #[test]
    fn a_folder_that_is_not_there_and_a_full_disk_are_told_apart() {
        let gone = folder().path().join("gone");
        assert!(matches!(save_report(&gone, "x", "x"), Err(StoreError::Missing { .. })));
        // `/proc` takes no new files; what it says depends on the user, but it is never "saved".
        assert!(save_report(Path::new("/proc"), "x", "x").is_err());
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(StoreError::of(Path::new("/x"), &full).id(), "store-full");
        let read_only = io::Error::from(io::ErrorKind::ReadOnlyFilesystem);
        assert_eq!(StoreError::of(Path::new("/x"), &read_only).id(), "store-read-only");
    }

    #[test]
    fn what_is_remembered_lies_in_a_folder_of_its_owner_only() {
        let parent = folder();
        let state = parent.path().join("a").join("mxray");
        remember(&state, "x.json", &[1, 2]).expect("remembered");
        remember(&state, "x.json", &[3]).expect("replaced");
        assert_eq!(recall::<Vec<u8>>(&state, "x.json"), Ok(Some(vec![3])));
        assert_eq!(fs::metadata(&state).expect("there").mode() & 0o777, 0o700);
        assert_eq!(fs::metadata(state.join("x.json")).expect("there").mode() & 0o777, 0o600);
    }
}
