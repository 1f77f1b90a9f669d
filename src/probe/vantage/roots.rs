//! The roots of a [`Trust`], read from the system and from the files that were named. What is read is bounded: a file of
//! roots that never ends is no file of roots.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use rustls::{RootCertStore, pki_types::CertificateDer};
use rustls_native_certs::{CertificateResult, load_certs_from_paths};

use super::{Trust, TrustError, read_pem};
use crate::{
    model::WireText,
    system::roots::{self, Roots as OfSystem},
};

/// The most bytes of roots that the environment may name: Mozilla's whole list is a quarter of a megabyte.
const MAX_ROOTS: u64 = 8 << 20;

/// The roots of a [`Trust`], read.
#[derive(Clone, Debug)]
pub(in crate::probe) struct Roots {
    pub(in crate::probe) store: RootCertStore,
    /// Each as it is, to know a certificate that is itself trusted.
    pub(in crate::probe) certificates: Vec<CertificateDer<'static>>,
    /// What went wrong while reading them.
    pub(in crate::probe) errors: Vec<WireText>,
    /// Folders that may have more, and the bytes that may be read of them.
    folders: Vec<PathBuf>,
    room: Option<u64>,
}

impl Roots {
    /// Reads them all: some 30 ms of files for the system's, so not on a thread that serves the network.
    pub(in crate::probe) fn load(trust: &Trust) -> Self {
        Self::load_file(trust).with_folders()
    }

    /// Reads those that stand in one file, and no folder where there is such a file: on most systems it has the same
    /// ones again, a file each. OpenSSL too looks into it only for what the file lacks.
    pub(in crate::probe) fn load_file(trust: &Trust) -> Self {
        let mut roots = Self::empty();
        if trust.system {
            roots.add_file_of_system();
        }
        if roots.store.is_empty() {
            roots = roots.with_folders();
        }
        for pem in &trust.pem {
            match read_pem(pem) {
                Ok(certificates) => certificates.into_iter().for_each(|root| roots.add(root)),
                Err(error) => roots.errors.push(WireText::from_text(&error.to_string())),
            }
        }
        roots.with_files(&trust.files)
    }

    /// These, and those of the files. Where one of them cannot be read there are none at all: what it would have trusted is
    /// not called untrusted.
    fn with_files(mut self, files: &[PathBuf]) -> Self {
        let (room, known) = (self.room, self.errors.len());
        for path in files {
            self.room = Some(MAX_ROOTS);
            if self.add_path(path, false) == 0 && self.errors.len() == known {
                self.leave_out(path, &TrustError::Empty.to_string());
            }
        }
        if self.errors.len() > known {
            return Self { errors: self.errors.split_off(known), ..Self::empty() };
        }
        Self { room, ..self }
    }

    /// These, and those of the folders that were not looked into.
    pub(in crate::probe) fn with_folders(mut self) -> Self {
        for folder in std::mem::take(&mut self.folders) {
            self.add_path(&folder, true);
        }
        self
    }

    /// Whether no folder is left that may have more.
    pub(in crate::probe) fn are_all(&self) -> bool {
        self.folders.is_empty()
    }

    /// None at all, because of that.
    pub(in crate::probe) fn none(error: &str) -> Self {
        Self { errors: vec![WireText::from_text(error)], ..Self::empty() }
    }

    fn empty() -> Self {
        Self {
            store: RootCertStore::empty(),
            certificates: Vec::new(),
            errors: Vec::new(),
            folders: Vec::new(),
            room: None,
        }
    }

    /// The roots of the system, or those that the environment names in their place, as OpenSSL does
    /// (`SSL_CERT_FILE`, `SSL_CERT_DIR`).
    fn add_file_of_system(&mut self) {
        let file = env::var_os("SSL_CERT_FILE").map(PathBuf::from);
        let folders = env::var_os("SSL_CERT_DIR").map(|folders| env::split_paths(&folders).collect::<Vec<_>>());
        let folders: Vec<_> = folders.into_iter().flatten().filter(|folder| !folder.as_os_str().is_empty()).collect();
        let file = if file.is_some() || !folders.is_empty() {
            // The library reads whatever is named to its end, so what has none is told before.
            (self.folders, self.room) = (folders, Some(MAX_ROOTS));
            file
        } else {
            match roots::of_system() {
                OfSystem::Files { file, folders } => {
                    self.folders = folders;
                    file
                }
                OfSystem::Store(found) => {
                    self.take(found);
                    None
                }
            }
        };
        if let Some(file) = file {
            self.add_path(&file, false);
        }
    }

    /// Adds what stands there; how many it were.
    fn add_path(&mut self, path: &Path, is_folder: bool) -> usize {
        if let Some(room) = self.room {
            match size(path, is_folder) {
                Ok(size) if size <= room => self.room = Some(room - size),
                Ok(size) => return self.leave_out(path, &format!("{size} bytes")),
                Err(error) => return self.leave_out(path, &error.to_string()),
            }
        }
        let (file, folder) = if is_folder { (None, Some(path)) } else { (Some(path), None) };
        self.take(load_certs_from_paths(file, folder))
    }

    /// Adds what was found; how many it were.
    fn take(&mut self, found: CertificateResult) -> usize {
        self.errors.extend(found.errors.iter().map(|error| WireText::from_text(&error.to_string())));
        // A root that cannot be parsed is left out silently, as every TLS library does: systems ship such.
        let count = found.certs.len();
        found.certs.into_iter().for_each(|root| self.add(root));
        count
    }

    fn leave_out(&mut self, path: &Path, why: &str) -> usize {
        let (path, why) = (WireText::from_path(path), WireText::from_text(why));
        self.errors.push(WireText::from_safe(&format!("{path}: {why}")));
        0
    }

    fn add(&mut self, root: CertificateDer<'static>) {
        if !self.certificates.contains(&root) && self.store.add(CertificateDer::from(&*root)).is_ok() {
            self.certificates.push(root);
        }
    }
}

/// How many bytes there are to be read: of a file, or of all the files of a folder.
fn size(path: &Path, is_folder: bool) -> io::Result<u64> {
    if !is_folder {
        let found = fs::metadata(path)?;
        // A device or a pipe never ends.
        return if found.is_file() { Ok(found.len()) } else { Err(io::Error::other("not a regular file")) };
    }
    let mut sum = 0;
    for entry in fs::read_dir(path)? {
        // A link that leads nowhere is skipped, and so is what is no file: the library skips them too.
        if let Ok(found) = fs::metadata(entry?.path())
            && found.is_file()
        {
            sum += found.len();
        }
    }
    Ok(sum)
}
