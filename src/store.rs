//! The only room that writes files: reports where a person wants them, and what this program remembers. Files that a
//! person names are read here too, for everyone.
//!
//! Files are written whole or not at all and readable by their owner only; a report overwrites nothing and stays in
//! the folder that was chosen. Only what a command writes instead of standard output replaces a file, and is as open as that
//! was or as the mask lets it be. What a report says and what is worth remembering is decided elsewhere.

mod cases;
mod draft;
mod input;
mod lab_progress;
mod reports;

pub use cases::{Cases, Hold};
pub use input::{InputError, MAX_INPUT, read_bounded};
pub use lab_progress::{LabProgress, Solved};
pub use reports::{ReportFile, named, publish, save_at, save_report};

use std::{
    fs,
    io::{self, Read as _},
    path::{Component, Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use etcetera::AppStrategy as _;
use serde::{Serialize, de::DeserializeOwned};

use self::draft::Draft;
use crate::system::{files, places};

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
    /// What has the name of a folder is none.
    #[error("{path} is no folder")]
    NoFolder { path: String },
    /// The same on the way to a place that a person chose for a report.
    #[error("{path} is no folder to save in")]
    BelowFile { path: String },
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
    /// A file of ours cannot be understood, and was given another name.
    #[error("{path} is damaged and is {aside} now")]
    #[expect(missing_docs, reason = "aside: where it is now")]
    SetAside { path: String, aside: String },
    /// A newer program wrote it, and it was given another name.
    #[error("{path} has the form {version} and is {aside} now")]
    #[expect(missing_docs, reason = "the number of the form; aside: where it is now")]
    Newer { path: String, aside: String, version: String },
    /// A file of ours cannot be read, and no other name was to be had for it.
    #[error("{path} cannot be understood")]
    Unread { path: String },
    /// Another program of ours has that case open.
    #[error("case {value} is open elsewhere")]
    #[expect(missing_docs, reason = "its name")]
    Held { value: String },
    /// There is no such case.
    #[error("no case {value}")]
    #[expect(missing_docs, reason = "its name")]
    NoCase { value: String },
    /// It is more than is kept in one file.
    #[error("{path} would be too large")]
    Large { path: String },
    /// What has the name of a file of ours is none: a pipe, a device.
    #[error("{path} is no file")]
    NoFile { path: String },
    /// What is to be replaced by a report is no file: a folder, a device, a pipe.
    #[error("{path} is no file to replace")]
    NotReplaced { path: String },
    /// The system says something else.
    #[error("{path}: {error}")]
    Io { path: String, error: String },
}

impl StoreError {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 19] = [
        "store-name",
        "store-exists",
        "store-missing",
        "store-no-folder",
        "store-below-file",
        "store-denied",
        "store-read-only",
        "store-full",
        "store-no-home",
        "store-damaged",
        "store-set-aside",
        "store-newer",
        "store-unread",
        "store-held",
        "store-no-case",
        "store-large",
        "store-no-file",
        "store-not-replaced",
        "store-io",
    ];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Name { .. } => "store-name",
            Self::Exists { .. } => "store-exists",
            Self::Missing { .. } => "store-missing",
            Self::NoFolder { .. } => "store-no-folder",
            Self::BelowFile { .. } => "store-below-file",
            Self::Denied { .. } => "store-denied",
            Self::ReadOnly { .. } => "store-read-only",
            Self::Full { .. } => "store-full",
            Self::NoHome => "store-no-home",
            Self::Damaged { .. } => "store-damaged",
            Self::SetAside { .. } => "store-set-aside",
            Self::Newer { .. } => "store-newer",
            Self::Unread { .. } => "store-unread",
            Self::Held { .. } => "store-held",
            Self::NoCase { .. } => "store-no-case",
            Self::Large { .. } => "store-large",
            Self::NoFile { .. } => "store-no-file",
            Self::NotReplaced { .. } => "store-not-replaced",
            Self::Io { .. } => "store-io",
        }
    }

    fn of(folder: &Path, error: &io::Error) -> Self {
        let path = shown(folder);
        match error.kind() {
            io::ErrorKind::NotADirectory if let Some(path) = in_the_way(folder) => Self::NoFolder { path },
            io::ErrorKind::AlreadyExists => Self::Exists { path },
            // A folder that is there and takes no file (`/proc`) is told with the same error.
            io::ErrorKind::NotFound if folder.is_dir() => Self::Denied { path },
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

/// What has the name of a folder on that way, and is none.
fn in_the_way(path: &Path) -> Option<String> {
    let there = path.ancestors().find(|there| there.symlink_metadata().is_ok())?;
    (!there.is_dir()).then(|| shown(there))
}

/// A path may hold anything.
fn shown(path: &Path) -> String {
    crate::model::WireText::from_path(path).to_string()
}

/// The folder for what this program remembers: `$XDG_STATE_HOME/mxray`, or `~/.local/state/mxray`.
///
/// # Errors
/// [`StoreError::NoHome`].
pub fn state_folder() -> Result<PathBuf, StoreError> {
    strategy().and_then(|xdg| xdg.state_dir()).ok_or(StoreError::NoHome)
}

/// Where this system has the folders of a program.
fn strategy() -> Option<etcetera::app_strategy::Xdg> {
    let names = etcetera::AppStrategyArgs {
        top_level_domain: String::new(),
        author: String::new(),
        app_name: "mxray".to_owned(),
    };
    etcetera::app_strategy::Xdg::new(names).ok()
}

/// The files of what is set once, the one that counts least first: the system's, and this user's
/// (`$XDG_CONFIG_HOME/mxray/config.toml`, or `~/.config/mxray/config.toml`).
pub fn config_files() -> Vec<PathBuf> {
    let own = strategy().map(|xdg| xdg.config_dir().join("config.toml"));
    [PathBuf::from(places::CONFIG)].into_iter().chain(own).collect()
}

/// Whether somebody else than its owner may write to a file.
pub fn is_open_to_others(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| files::is_open_to_others(&found))
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

/// Writes a file of ours, whole, in place of the one that was there.
fn remember<T: Serialize>(folder: &Path, name: &str, value: &T) -> Result<(), StoreError> {
    let path = folder.join(file_name(name)?);
    make(folder)?;
    let text = serde_json::to_vec_pretty(value).expect("what is remembered has string keys only");
    write(folder, &path, &text)
}

/// Makes a folder for its owner only, if it is not there.
fn make(folder: &Path) -> Result<(), StoreError> {
    files::make_folder(folder).map_err(|error| match (error.kind(), in_the_way(folder)) {
        (io::ErrorKind::AlreadyExists, Some(path)) => StoreError::NoFolder { path },
        _ => StoreError::of(folder, &error),
    })
}

/// Puts bytes in the place of a file of that folder, whole or not at all.
fn write(folder: &Path, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    Draft::write(folder, bytes).and_then(|draft| draft.replace(path)).map_err(|error| StoreError::of(path, &error))
}

/// How long another program of ours may hold the folder.
const TURN: Duration = Duration::from_secs(2);

/// Waits until no other program of ours changes what is remembered in that folder, which is made if it is not there.
/// Whoever holds what is returned has it to himself. A file system that knows no locks (NFS of old) does without.
fn alone(folder: &Path) -> Result<Option<fs::File>, StoreError> {
    let failed = |error: &io::Error| StoreError::of(folder, error);
    make(folder)?;
    let held = files::open_folder(folder).map_err(|error| failed(&error))?;
    let begun = Instant::now();
    loop {
        let busy = match files::lock(&held) {
            Ok(()) => return Ok(Some(held)),
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => error,
            Err(_) => return Ok(None),
        };
        if begun.elapsed() >= TURN {
            return Err(failed(&busy));
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Reads a file of ours; one that is not there is `None`.
fn recall<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<Option<T>, StoreError> {
    let path = folder.join(file_name(name)?);
    // Nothing is waited for: a pipe of that name is no file of ours.
    let file = match files::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::of(&path, &error)),
    };
    if !file.metadata().is_ok_and(|found| found.is_file() || found.is_dir()) {
        return Err(StoreError::NoFile { path: shown(&path) });
    }
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
    use std::os::unix::fs::MetadataExt as _;

    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    #[test]
    fn a_full_and_a_read_only_disk_are_told_apart() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(StoreError::of(Path::new("/x"), &full).id(), "store-full");
        let read_only = io::Error::from(io::ErrorKind::ReadOnlyFilesystem);
        assert_eq!(StoreError::of(Path::new("/x"), &read_only).id(), "store-read-only");
    }

    #[test]
    fn a_file_where_a_folder_should_be_is_told_as_that() {
        let parent = folder();
        let file = parent.path().join("state");
        fs::write(&file, "in the way").expect("written");
        let expected = StoreError::NoFolder { path: shown(&file) };
        for state in [file.clone(), file.join("mxray")] {
            assert_eq!(remember(&state, "x.json", &[1]).err(), Some(expected.clone()), "{}", state.display());
            assert_eq!(recall::<Vec<u8>>(&state, "x.json").err(), Some(expected.clone()));
            assert_eq!(Cases::read(&state).trouble, std::slice::from_ref(&expected));
        }
        assert_eq!(fs::read_to_string(&file).expect("there"), "in the way");
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
