//! The roots of a [`Trust`], read from the system and from the files that were named. What is read is bounded: a file of
//! roots that never ends is no file of roots.

use std::{
    collections::HashSet,
    env, fs, io,
    path::{Path, PathBuf},
};

use rustls::{RootCertStore, pki_types::CertificateDer};
use rustls_native_certs::{CertificateResult, load_certs_from_paths, load_native_certs};
use sha2::{Digest, Sha256};

use super::{Trust, read_pem};
use crate::model::WireText;

/// The most bytes of roots that the environment may name: Mozilla's whole list is a quarter of a megabyte.
const MAX_ROOTS: u64 = 8 << 20;

/// The roots of a [`Trust`], read.
#[derive(Debug)]
pub(in crate::probe) struct Roots {
    pub(in crate::probe) store: RootCertStore,
    /// SHA-256 of each, to know a certificate that is itself trusted.
    pub(in crate::probe) thumbprints: HashSet<[u8; 32]>,
    /// What went wrong while reading them.
    pub(in crate::probe) errors: Vec<WireText>,
}

impl Roots {
    /// Reads them: 20 to 30 ms of files for the system's, so not on a thread that serves the network.
    pub(in crate::probe) fn load(trust: &Trust) -> Self {
        let mut roots = Self { store: RootCertStore::empty(), thumbprints: HashSet::new(), errors: Vec::new() };
        if trust.system {
            roots.add_system();
        }
        for pem in &trust.pem {
            match read_pem(pem) {
                Ok(certificates) => certificates.into_iter().for_each(|root| roots.add(root)),
                Err(error) => roots.errors.push(WireText::from_text(&error.to_string())),
            }
        }
        roots
    }

    /// None at all, because of that.
    pub(in crate::probe) fn none(error: &str) -> Self {
        let errors = vec![WireText::from_text(error)];
        Self { store: RootCertStore::empty(), thumbprints: HashSet::new(), errors }
    }

    /// The roots of the system, or those that the environment names in their place, as OpenSSL does
    /// (`SSL_CERT_FILE`, `SSL_CERT_DIR`).
    fn add_system(&mut self) {
        let file = env::var_os("SSL_CERT_FILE").map(PathBuf::from);
        let folders = env::var_os("SSL_CERT_DIR").map(|folders| env::split_paths(&folders).collect::<Vec<_>>());
        let folders: Vec<_> = folders.into_iter().flatten().filter(|folder| !folder.as_os_str().is_empty()).collect();
        if file.is_none() && folders.is_empty() {
            return self.take(load_native_certs());
        }
        // The library reads whatever is named to its end, so what has none is told before.
        let mut room = MAX_ROOTS;
        for (path, is_folder) in file.iter().map(|file| (file, false)).chain(folders.iter().map(|path| (path, true))) {
            match size(path, is_folder) {
                Ok(size) if size <= room => {
                    room -= size;
                    let (file, folder) = if is_folder { (None, Some(path)) } else { (Some(path), None) };
                    self.take(load_certs_from_paths(file.map(PathBuf::as_path), folder.map(PathBuf::as_path)));
                }
                Ok(size) => self.leave_out(path, &format!("{size} bytes")),
                Err(error) => self.leave_out(path, &error.to_string()),
            }
        }
    }

    fn take(&mut self, found: CertificateResult) {
        self.errors.extend(found.errors.iter().map(|error| WireText::from_text(&error.to_string())));
        // A root that cannot be parsed is left out silently, as every TLS library does: systems ship such.
        found.certs.into_iter().for_each(|root| self.add(root));
    }

    fn leave_out(&mut self, path: &Path, why: &str) {
        let (path, why) = (WireText::from_path(path), WireText::from_text(why));
        self.errors.push(WireText::from_safe(&format!("{path}: {why}")));
    }

    fn add(&mut self, root: CertificateDer<'static>) {
        let thumbprint = Sha256::digest(&root).into();
        if self.store.add(root).is_ok() {
            self.thumbprints.insert(thumbprint);
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
