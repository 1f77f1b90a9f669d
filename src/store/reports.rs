//! Reports, saved where a person wants them: in the current folder under a name of ours, or in a place that was typed.
//! What a stranger named is never part of the way there but as a checked name. And [`ReportFile`], what a command writes to
//! instead of standard output.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{StoreError, draft::Draft, file_name, home_folder};

/// How many reports of one name are kept apart in a folder.
const MOST: usize = 99;

/// Saves a report under that name in that folder, and tells where it is.
///
/// # Errors
/// [`StoreError`]. Nothing is left behind then, and whatever was there is as it was.
pub fn save_report(folder: &Path, name: &str, text: &str) -> Result<PathBuf, StoreError> {
    let path = folder.join(file_name(name)?);
    let draft = Draft::write(folder, text.as_bytes()).map_err(|error| below(folder, &error))?;
    match draft.name(&path) {
        Ok(()) => Ok(path),
        // A link of that name is something that is there, wherever it leads.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Err(StoreError::of(&path, &error)),
        Err(error) => Err(below(folder, &error)),
    }
}

/// The same with a number behind the name where that is taken: `report-2.txt`.
///
/// # Errors
/// As [`save_report`]; [`StoreError::Exists`] when all the numbers are taken too.
fn save_numbered(folder: &Path, name: &str, text: &str) -> Result<PathBuf, StoreError> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let mut saved = save_report(folder, name, text);
    for number in 2..=MOST {
        if !matches!(saved, Err(StoreError::Exists { .. })) {
            break;
        }
        saved = save_report(folder, &format!("{stem}-{number}.{ending}"), text);
    }
    saved
}

/// What a command writes in place of a file: nobody sees it before it is whole, and what was there stays until then.
#[derive(Debug)]
pub struct ReportFile {
    path: PathBuf,
    draft: Draft,
}

impl ReportFile {
    /// Begins to write. A link is followed, as by a shell; what is there and is no file (a device, a pipe) is not replaced.
    ///
    /// # Errors
    /// [`StoreError`], where nothing can be written in that folder.
    pub fn begin(path: &Path) -> Result<Self, StoreError> {
        if path.metadata().is_ok_and(|found| !found.is_file()) || path.file_name().is_none() {
            return Err(StoreError::NotReplaced { path: super::shown(path) });
        }
        let path = behind_links(path);
        if path.file_name().is_some_and(|name| name.len() > super::MAX_NAME) {
            return Err(StoreError::Name { name: super::shown(&path) });
        }
        if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
            return Err(StoreError::Missing { path: super::shown(&path) });
        }
        let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        let draft = Draft::open(folder, &path).map_err(|error| below(folder, &error))?;
        Ok(Self { path, draft })
    }

    /// Writes on.
    ///
    /// # Errors
    /// [`StoreError`]; the file of that name is as it was.
    pub fn push(&mut self, text: &str) -> Result<(), StoreError> {
        self.draft.push(text.as_bytes()).map_err(|error| below(&self.path, &error))
    }

    /// Puts all of it in the place of the file.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub fn finish(self) -> Result<(), StoreError> {
        self.draft.replace(&self.path).map_err(|error| below(&self.path, &error))
    }
}

/// Where a link leads, to a file that is not there yet as well.
fn behind_links(path: &Path) -> PathBuf {
    /// As many links as Linux follows (path_resolution(7)).
    const MOST: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST {
        let Ok(target) = path.read_link() else { break };
        path = path.parent().map_or(target.clone(), |folder| folder.join(&target));
    }
    path
}

/// Why nothing is written in a place that a person chose.
fn below(place: &Path, error: &std::io::Error) -> StoreError {
    match StoreError::of(place, error) {
        StoreError::NoFolder { path } => StoreError::BelowFile { path },
        other => other,
    }
}

/// Writes a file that is for everybody who may see that folder, in place of what is there: a page of the manual. The folder is
/// made where it is missing.
///
/// # Errors
/// [`StoreError`].
pub fn publish(folder: &Path, name: &str, text: &str) -> Result<(), StoreError> {
    let path = folder.join(file_name(name)?);
    fs::create_dir_all(folder).map_err(|error| StoreError::of(folder, &error))?;
    fs::write(&path, text).map_err(|error| StoreError::of(&path, &error))
}

/// Saves a report in the place that a person typed: under our name in a folder that is there, which is the current one
/// where nothing was typed, else as that file.
///
/// # Errors
/// As [`save_report`].
pub fn save_at(current: &Path, typed: &str, name: &str, text: &str) -> Result<PathBuf, StoreError> {
    if typed.is_empty() {
        return save_numbered(current, name, text);
    }
    let place = named(current, typed);
    if place.is_dir() {
        return save_numbered(&place, name, text);
    }
    if typed.ends_with('/') {
        return Err(StoreError::Missing { path: super::shown(&place) });
    }
    let file = place.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
    save_report(place.parent().unwrap_or(current), &file, text)
}

/// The file or folder a person means: of the current folder, and with `~` as every shell reads it.
pub fn named(current: &Path, typed: &str) -> PathBuf {
    match (typed.strip_prefix('~'), home_folder()) {
        (Some(""), Some(home)) => home,
        (Some(rest), Some(home)) if rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
        _ => current.join(typed),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, symlink};

    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).expect("a folder").count()
    }

    #[test]
    fn a_report_is_whole_and_private() {
        let folder = folder();
        let path = save_report(folder.path(), "report.md", "# Text\n").expect("saved");
        assert_eq!(fs::read_to_string(&path).expect("read"), "# Text\n");
        assert_eq!(fs::metadata(&path).expect("there").mode() & 0o777, 0o600);
        assert_eq!(count(folder.path()), 1, "nothing else is left");
    }

    #[test]
    fn a_report_overwrites_nothing() {
        let folder = folder();
        save_report(folder.path(), "report.md", "first").expect("saved");
        let again = save_report(folder.path(), "report.md", "second");
        assert!(matches!(again, Err(StoreError::Exists { .. })), "{again:?}");
        assert_eq!(fs::read_to_string(folder.path().join("report.md")).expect("read"), "first");
        let third = save_numbered(folder.path(), "report.md", "third").expect("saved");
        assert_eq!(third, folder.path().join("report-2.md"));
    }

    #[test]
    fn a_folder_that_takes_no_file_is_not_told_to_be_missing() {
        let saved = save_report(Path::new("/proc"), "report.md", "x");
        assert!(matches!(saved, Err(StoreError::Denied { .. })), "{saved:?}");
    }

    #[test]
    fn a_place_below_a_file_names_that_file_and_no_folder_of_ours() {
        let folder = folder();
        let file = folder.path().join("r0.txt");
        fs::write(&file, "a report").expect("written");
        for typed in ["r0.txt/x.md", "r0.txt/more/x.md"] {
            let expected = StoreError::BelowFile { path: super::super::shown(&file) };
            assert_eq!(save_at(folder.path(), typed, "r.md", "x"), Err(expected), "{typed}");
        }
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
        assert_eq!(count(folder.path()), 0);
    }

    #[test]
    fn a_place_that_is_typed_is_a_folder_that_is_there_or_a_file() {
        let (current, other) = (folder(), folder());
        let save = |typed: &str| save_at(current.path(), typed, "report.txt", "x");
        let (elsewhere, file) = (other.path().to_string_lossy().into_owned(), other.path().join("mine.md"));
        assert_eq!(save(&elsewhere), Ok(other.path().join("report.txt")));
        assert_eq!(save(&format!("{elsewhere}/")), Ok(other.path().join("report-2.txt")));
        assert_eq!(save(&file.to_string_lossy()), Ok(file.clone()));
        assert_eq!(save_at(other.path(), "", "new.txt", "x"), Ok(other.path().join("new.txt")));
        assert_eq!(save("."), Ok(current.path().join("./report.txt")));
        assert_eq!(save("mine.html"), Ok(current.path().join("mine.html")));
        // What is there stays what it is, and no folder is made.
        assert_eq!(save(&file.to_string_lossy()).map_err(|error| error.id()), Err("store-exists"));
        assert_eq!(save("new/").map_err(|error| error.id()), Err("store-missing"));
        assert_eq!(save("new/mine.md").map_err(|error| error.id()), Err("store-missing"));
        assert_eq!(save(&format!("{elsewhere}/x\u{202e}")).map_err(|error| error.id()), Err("store-name"));
        assert_eq!((count(current.path()), count(other.path())), (2, 4));
        assert_eq!(fs::metadata(file).expect("there").mode() & 0o777, 0o600);
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let gone = folder().path().join("gone");
        assert!(matches!(save_report(&gone, "x", "x"), Err(StoreError::Missing { .. })));
        // `/proc` takes no new files; what it says depends on the user, but it is never "saved".
        assert!(save_report(Path::new("/proc"), "x", "x").is_err());
    }
}
