//! Where the trusted roots of this system are.

use std::path::PathBuf;

use rustls_native_certs::CertificateResult;

/// Where the roots are.
#[derive(Debug)]
pub enum Roots {
    /// In files, as OpenSSL has them.
    Files {
        /// All of them in one file.
        file: Option<PathBuf>,
        /// Folders that may have more, a file each.
        folders: Vec<PathBuf>,
    },
    /// In a store that is asked for them: these it has.
    Store(CertificateResult),
}

/// The roots of this system.
#[cfg(not(any(windows, target_os = "macos")))]
pub fn of_system() -> Roots {
    let found = openssl_probe::probe();
    Roots::Files { file: found.cert_file, folders: found.cert_dir }
}

/// The roots of the keychain, or those of Windows.
#[cfg(any(windows, target_os = "macos"))]
pub fn of_system() -> Roots {
    Roots::Store(rustls_native_certs::load_native_certs())
}
