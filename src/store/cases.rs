//! The cases: a file each, in a folder of their own beside the progress of the lab. Programs that go on from one and the
//! same case at once both keep what they have ([`Case::with`]).

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use super::{MAX_FILE, StoreError, alone, shown, write};
use crate::{
    model::{Case, CaseError, CaseId, CaseLine},
    system::files,
};

/// The folder of the cases, within the state folder.
const FOLDER: &str = "cases";
/// How the name of a case's file ends.
const ENDING: &str = ".json";
/// What stands behind the name of a file that was set aside, because it is damaged or because a newer program wrote it.
const DAMAGED: &str = ".damaged";
const NEWER: &str = ".newer";
/// Files of cases that are read: more than anybody has.
const MOST_CASES: usize = 1_000;

/// What was found of the cases.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    /// Those that are understood, the latest first.
    pub kept: Vec<Case>,
    /// Why others are not.
    pub trouble: Vec<StoreError>,
}

impl Cases {
    /// All cases of that state folder. What is damaged, or of a newer program, is set aside and told.
    pub fn read(state: &Path) -> Self {
        let folder = state.join(FOLDER);
        let mut cases = Self::default();
        let files = match fs::read_dir(&folder) {
            Ok(files) => files,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return cases,
            Err(error) => {
                cases.trouble.push(StoreError::of(&folder, &error));
                return cases;
            }
        };
        let written = |file: &fs::DirEntry| file.metadata().and_then(|about| about.modified()).ok();
        let named = files.flatten().filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            Some((written(&file), name.strip_suffix(ENDING)?.parse().ok()?))
        });
        let mut found: Vec<(_, CaseId)> = named.collect();
        // The latest first, so that no limit leaves out what somebody works on.
        found.sort_by(|one, other| other.cmp(one));
        for (_, id) in found.into_iter().take(MOST_CASES) {
            match read(&folder, &id) {
                Ok(case) => cases.kept.push(case),
                // Somebody deleted it since.
                Err(StoreError::NoCase { .. }) => {}
                Err(error) => cases.trouble.push(error),
            }
        }
        cases.kept.sort_by(|a, b| (b.updated, &b.id).cmp(&(a.updated, &a.id)));
        cases
    }

    /// What a list says of those that are open, the latest first.
    pub fn still_open(&self) -> Vec<CaseLine> {
        self.kept.iter().map(Case::line).filter(CaseLine::is_open).collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// [`StoreError`]; what is damaged was set aside.
    pub fn open(state: &Path, id: &CaseId) -> Result<Case, StoreError> {
        read(&state.join(FOLDER), id)
    }

    /// Keeps a case, together with what another program may have kept of it meanwhile. From then on others are told that it
    /// is open here.
    ///
    /// # Errors
    /// [`StoreError`]; what was kept before is then as it was.
    pub fn keep(state: &Path, case: Case, hold: &mut Hold) -> Result<(), StoreError> {
        private(state)?;
        let folder = state.join(FOLDER);
        // Another program may do the same just now: what is read must still be so when it is replaced.
        let _turn = alone(&folder)?;
        let path = file(&folder, &case.id);
        hold.take(&path, &case.id);
        let known = match read(&folder, &case.id) {
            Ok(known) => Some(known),
            Err(StoreError::NoCase { .. } | StoreError::SetAside { .. } | StoreError::Newer { .. }) => None,
            Err(error) => return Err(error),
        };
        let is_new = known.is_none();
        let case = match known {
            Some(known) => case.with(known),
            None => case,
        };
        let bytes = case.bytes();
        if bytes.len() as u64 > MAX_FILE {
            return Err(StoreError::Large { path: shown(&path) });
        }
        write(&folder, &path, &bytes)?;
        // What was held is the file that had the name before.
        hold.file = held(&path).0;
        if is_new {
            Self::supersede(state, &case);
        }
        Ok(())
    }

    /// Deletes those of which nothing is left to come back to now that there is this one, so that starts that came to
    /// nothing do not push others off the list. What cannot be read or deleted, or is open elsewhere, stays.
    fn supersede(state: &Path, case: &Case) {
        let folder = state.join(FOLDER);
        let names = fs::read_dir(&folder).into_iter().flatten().flatten().filter_map(|file| {
            let id: CaseId = file.file_name().into_string().ok()?.strip_suffix(ENDING)?.parse().ok()?;
            (id.host() == case.id.host()).then_some(id)
        });
        for id in names.take(MOST_CASES) {
            if read(&folder, &id).is_ok_and(|earlier| earlier.gives_way_to(case)) {
                let _ = Self::delete(state, &id);
            }
        }
    }

    /// Deletes a case, understood or not.
    ///
    /// # Errors
    /// [`StoreError`], [`StoreError::NoCase`] and [`StoreError::Held`] among them.
    pub fn delete(state: &Path, id: &CaseId) -> Result<(), StoreError> {
        let folder = state.join(FOLDER);
        let path = file(&folder, id);
        let mut hold = Hold::default();
        hold.take(&path, id);
        if hold.is_shared {
            return Err(StoreError::Held { value: id.to_string() });
        }
        match fs::remove_file(&path) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(StoreError::NoCase { value: id.to_string() }),
            Err(error) => Err(StoreError::of(&path, &error)),
        }
    }
}

/// The case that a program has open: as long as this lives, others are told so. The lock is on the file itself, so it ends
/// with the program however that ends, and leaves nothing behind.
#[derive(Debug, Default)]
pub struct Hold {
    id: Option<CaseId>,
    file: Option<fs::File>,
    is_shared: bool,
    is_told: bool,
}

impl Hold {
    /// Has that case open from now on, and no other.
    pub fn case(&mut self, state: &Path, id: &CaseId) {
        self.take(&file(&state.join(FOLDER), id), id);
    }

    /// Whether another program has the case open too; told once.
    pub fn tells_of_another(&mut self) -> bool {
        self.is_shared && !std::mem::replace(&mut self.is_told, true)
    }

    fn take(&mut self, path: &Path, id: &CaseId) {
        if self.id.as_ref() != Some(id) {
            *self = Self { id: Some(id.clone()), ..Self::default() };
        }
        // Of two locks of one program each keeps the other out, as those of two programs do.
        self.file = None;
        (self.file, self.is_shared) = held(path);
    }
}

/// The file, locked, and whether another program has it so instead. A file system that knows no locks (NFS of old) does
/// without, and what cannot be opened, as without descriptors, nobody is known to have.
fn held(path: &Path) -> (Option<fs::File>, bool) {
    let Ok(file) = files::open(path) else { return (None, false) };
    match files::lock(&file) {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => (None, true),
        Ok(()) | Err(_) => (Some(file), false),
    }
}

/// The state folder, which is made if it is not there, for its owner only.
fn private(state: &Path) -> Result<(), StoreError> {
    super::make(state)
}

fn file(folder: &Path, id: &CaseId) -> PathBuf {
    folder.join(format!("{id}{ENDING}"))
}

/// Reads a case. The name of its file is its name, whatever stands in it.
fn read(folder: &Path, id: &CaseId) -> Result<Case, StoreError> {
    let path = file(folder, id);
    let failed = |error: &io::Error| match error.kind() {
        io::ErrorKind::NotFound => StoreError::NoCase { value: id.to_string() },
        _ => StoreError::of(&path, error),
    };
    let file = files::open(&path).map_err(|error| failed(&error))?;
    if !file.metadata().is_ok_and(|found| found.is_file()) {
        return Err(StoreError::NoFile { path: shown(&path) });
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    let read = if bytes.len() as u64 > MAX_FILE { Err(CaseError::Damaged) } else { Case::read(&bytes) };
    let unread = || StoreError::Unread { path: shown(&path) };
    Err(match read {
        Ok(case) => return Ok(Case { id: id.clone(), ..case }),
        Err(CaseError::Newer { version }) => set_aside(&path, NEWER).map_or_else(unread, |aside| StoreError::Newer {
            path: shown(&path),
            aside,
            version: version.to_string(),
        }),
        Err(CaseError::Damaged) => {
            set_aside(&path, DAMAGED).map_or_else(unread, |aside| StoreError::SetAside { path: shown(&path), aside })
        }
    })
}

/// Takes a file out of the way, under a name that nothing has yet, which is returned. Where that cannot be, it stays.
fn set_aside(path: &Path, ending: &str) -> Option<String> {
    let aside = (1..=99).map(|number| {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        PathBuf::from(format!("{}{ending}{number}", path.display()))
    });
    // A link makes no file go away that is there, as a change of its name would.
    for aside in aside {
        match fs::hard_link(path, &aside) {
            Ok(()) if fs::remove_file(path).is_ok() => return Some(shown(&aside)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Ok(()) | Err(_) => break,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt as _;

    use jiff::Timestamp;

    use super::*;
    use crate::model::{
        Answers, CASE_VERSION, Connector, Host, Looked, Party, Probed, Route, SMTP_PORT, TlsPolicy, Verdict,
    };

    fn case(id: &str) -> Case {
        Case {
            version: CASE_VERSION,
            id: id.parse().expect("a name"),
            created: Timestamp::UNIX_EPOCH,
            updated: Timestamp::UNIX_EPOCH,
            connector: Connector {
                name: None,
                route: Route::SmartHosts(vec![Host::Name("mail.contoso.com".parse().expect("a name"))]),
                tls: TlsPolicy::CertificateValidation,
                party: Party::Own,
                port: SMTP_PORT,
            },
            symptom: None,
            answers: Answers::default(),
            looked: Looked::default(),
            redacted: false,
            probes: Vec::new(),
            run: None,
            met: Vec::new(),
            code: None,
            steps: Vec::new(),
            letters: Vec::new(),
        }
    }

    fn state() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    #[test]
    fn a_case_comes_back_and_only_its_owner_may_read_it() {
        let state = state();
        let inner = state.path().join("mxray");
        Cases::keep(&inner, case("a-1"), &mut Hold::default()).expect("kept");
        assert_eq!(Cases::read(&inner).kept, [case("a-1")]);
        let mode = |path: &Path| fs::metadata(path).expect("there").mode() & 0o777;
        assert_eq!((mode(&inner), mode(&inner.join(FOLDER))), (0o700, 0o700));
        assert_eq!(mode(&file(&inner.join(FOLDER), &case("a-1").id)), 0o600);
        Cases::delete(&inner, &case("a-1").id).expect("deleted");
        assert_eq!(Cases::delete(&inner, &case("a-1").id).map_err(|error| error.id()), Err("store-no-case"));
        assert!(Cases::read(&inner).kept.is_empty());
    }

    #[test]
    fn a_start_that_came_to_nothing_gives_way_to_the_next_one_of_the_same_connector() {
        let state = state();
        let named = |id: &str| Case { id: id.parse().expect("a name"), ..case(id) };
        let at = "mail.contoso.com-20261127-07000000000";
        let mut done = named(&format!("{at}2"));
        done.answers.set("before", "yes");
        let mut elsewhere = named(&format!("{at}3"));
        elsewhere.connector.port = 2525;
        let mut held = Hold::default();
        let keep = |case: Case, hold: &mut Hold| Cases::keep(state.path(), case, hold).expect("kept");
        keep(named(&format!("{at}1")), &mut Hold::default());
        keep(done, &mut Hold::default());
        keep(elsewhere, &mut Hold::default());
        keep(named("other.contoso.com-20261127-070000000001"), &mut Hold::default());
        keep(named(&format!("{at}4")), &mut held);
        keep(named(&format!("{at}5")), &mut Hold::default());
        let mut left: Vec<_> = Cases::read(state.path()).kept.iter().map(|case| case.id.to_string()).collect();
        left.sort();
        let expected = [2, 3, 4, 5].map(|last| format!("{at}{last}")).into_iter();
        let other = "other.contoso.com-20261127-070000000001".to_owned();
        assert_eq!(left, expected.chain([other]).collect::<Vec<_>>(), "4 is open elsewhere");
    }

    #[test]
    fn a_probe_without_a_verdict_gives_way_and_one_with_a_verdict_does_not() {
        let later = case("mail.contoso.com-20261127-070000000009");
        for (verdict, cancelled, expected) in [
            (Verdict::Inconclusive, false, true),
            (Verdict::Healthy, true, true),
            (Verdict::Healthy, false, false),
            (Verdict::Fault, true, false),
        ] {
            let at = Timestamp::UNIX_EPOCH;
            let (code, fault) = (None, None);
            let probed = Probed {
                at,
                elapsed_ms: 1,
                verdict,
                code,
                fault,
                healthy: 0,
                addresses: 0,
                repaired: false,
                cancelled,
            };
            let earlier = Case { probes: vec![probed], ..case("mail.contoso.com-20261127-070000000001") };
            assert_eq!(earlier.gives_way_to(&later), expected, "{verdict:?} {cancelled}");
        }
    }

    #[test]
    fn a_damaged_case_is_set_aside_whole_and_the_others_are_read() {
        let state = state();
        Cases::keep(state.path(), case("a-1"), &mut Hold::default()).expect("kept");
        let folder = state.path().join(FOLDER);
        let huge = " ".repeat(usize::try_from(MAX_FILE).expect("small") + 1);
        for text in ["", "{", "{\"version\": 1}", "[1]", huge.as_str()] {
            let path = folder.join("b-2.json");
            fs::write(&path, text).expect("written");
            let cases = Cases::read(state.path());
            assert_eq!(cases.kept.len(), 1);
            let [StoreError::SetAside { aside, .. }] = cases.trouble.as_slice() else { panic!("{:?}", cases.trouble) };
            assert!(!path.exists());
            assert_eq!(fs::read_to_string(aside).expect("read"), text);
            assert!(Cases::read(state.path()).trouble.is_empty(), "it is told once");
        }
    }

    #[test]
    fn a_case_of_a_newer_program_is_set_aside_whole_and_what_is_noted_is_kept() {
        let state = state();
        Cases::keep(state.path(), case("a-1"), &mut Hold::default()).expect("kept");
        let path = file(&state.path().join(FOLDER), &case("a-1").id);
        let text = "{\"version\": 7, \"all\": \"else\"}";
        fs::write(&path, text).expect("written");
        let trouble = Cases::read(state.path()).trouble;
        let [StoreError::Newer { aside, version, .. }] = trouble.as_slice() else { panic!("{trouble:?}") };
        assert_eq!((version.as_str(), fs::read_to_string(aside).expect("read").as_str()), ("7", text));
        assert!(aside.ends_with("a-1.json.newer") && Cases::read(state.path()).trouble.is_empty(), "it is told once");
        fs::write(&path, text).expect("written");
        Cases::keep(state.path(), case("a-1"), &mut Hold::default()).expect("kept");
        assert_eq!(Cases::read(state.path()).kept.len(), 1);
        assert_eq!(fs::read_to_string(format!("{aside}-2")).expect("read"), text);
    }

    #[test]
    fn who_opens_a_case_that_is_open_is_told_once_and_nobody_deletes_it_meanwhile() {
        let state = state();
        let id = case("a-1").id;
        let (mut first, mut second) = (Hold::default(), Hold::default());
        Cases::keep(state.path(), case("a-1"), &mut first).expect("kept");
        Cases::keep(state.path(), case("a-1"), &mut first).expect("kept");
        assert!(!first.tells_of_another(), "it is its own");
        second.case(state.path(), &id);
        assert!(second.tells_of_another() && !second.tells_of_another());
        assert_eq!(Cases::delete(state.path(), &id).map_err(|error| error.id()), Err("store-held"));
        Cases::keep(state.path(), case("a-1"), &mut second).expect("kept");
        Cases::keep(state.path(), case("a-1"), &mut first).expect("kept");
        assert!(first.tells_of_another(), "the first learns of it as it notes something");
        drop((first, second));
        Cases::delete(state.path(), &id).expect("deleted");
        let mut hold = Hold::default();
        hold.case(state.path(), &id);
        assert!(!hold.tells_of_another(), "what is not there is nobody's");
    }

    #[test]
    fn what_is_no_file_holds_nobody_up() {
        let state = state();
        let folder = state.path().join(FOLDER);
        fs::create_dir_all(folder.join("a-1.json")).expect("a folder");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            folder.join("b-2.json"),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR,
            0,
        )
        .expect("a pipe");
        let ids: Vec<_> = Cases::read(state.path()).trouble.iter().map(StoreError::id).collect();
        assert_eq!(ids, ["store-no-file", "store-no-file"]);
    }

    #[test]
    fn programs_at_once_lose_no_letter() {
        let state = state();
        std::thread::scope(|scope| {
            for program in 0..4 {
                let state = state.path();
                scope.spawn(move || {
                    for letter in 0..5 {
                        let mut case = case("a-1");
                        let at = Timestamp::new(program * 100 + letter, 0).expect("a time");
                        case.letters.push(crate::model::Written {
                            to: crate::model::Actor::Partner,
                            lang: "fr".to_owned(),
                            at,
                        });
                        Cases::keep(state, case, &mut Hold::default()).expect("kept");
                    }
                });
            }
        });
        let case = Cases::open(state.path(), &case("a-1").id).expect("read");
        assert_eq!(case.letters.len(), 20);
    }
}
