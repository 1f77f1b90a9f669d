//! [`TrustStore`]: the trusted roots, which all addresses share. They are read when the first server answers.

use std::{sync::Arc, thread, time::Duration};

use tokio::{
    sync::{OnceCell, oneshot},
    time::timeout,
};

use super::vantage::{Roots, Trust};
use crate::model::WireText;

/// How long the system may take to read its roots, which usually takes it 30 ms.
const ROOTS: Duration = Duration::from_secs(5);

/// The trusted roots, each part of them read once.
#[derive(Debug)]
pub(super) struct TrustStore {
    trust: Trust,
    file: OnceCell<Arc<Roots>>,
    all: OnceCell<Arc<Roots>>,
}

impl TrustStore {
    pub(super) fn new(trust: Trust) -> Self {
        Self { trust, file: OnceCell::new(), all: OnceCell::new() }
    }

    /// Begins to read those that are asked for first, beside everything else.
    pub(super) fn begin(self: &Arc<Self>) {
        if !self.file.initialized() {
            let store = self.clone();
            tokio::spawn(async move { store.file().await });
        }
    }

    /// Those that stand in one file, which most certificates lead to.
    pub(super) async fn file(&self) -> Arc<Roots> {
        let load = || async {
            let trust = self.trust.clone();
            let named = Trust { system: false, pem: trust.pem.clone(), files: Vec::new() };
            // A share may not answer; what was named was read before.
            Arc::new(read(move || Roots::load_file(&trust), || Roots::load(&named)).await)
        };
        self.file.get_or_init(load).await.clone()
    }

    /// All there are.
    pub(super) async fn all(&self) -> Arc<Roots> {
        let load = || async {
            let file = self.file().await;
            let found = file.clone();
            Arc::new(read(move || Roots::clone(&file).with_folders(), || Roots::clone(&found)).await)
        };
        self.all.get_or_init(load).await.clone()
    }
}

/// Reads roots on a thread of its own, and takes the others where that does not end.
async fn read(roots: impl Fn() -> Roots + Clone + Send + 'static, others: impl FnOnce() -> Roots) -> Roots {
    let (tell, read) = oneshot::channel();
    let of_thread = roots.clone();
    // Where there is no thread to be had, everything waits the while.
    if thread::Builder::new().spawn(move || drop(tell.send(of_thread()))).is_err() {
        return roots();
    }
    match timeout(ROOTS, read).await {
        Ok(read) => read.unwrap_or_else(|error| Roots::none(&error.to_string())),
        Err(late) => {
            let mut others = others();
            others.errors.push(WireText::from_text(&late.to_string()));
            others
        }
    }
}
