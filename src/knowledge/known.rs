//! [`Known`]: what is built in, or the same with addresses of one's own; passed on without being read.

use std::{ops::Deref, sync::LazyLock};

use super::{Addresses, Knowledge};

/// What is known, wherever it comes from. Who only passes it on does not read the assets.
#[derive(Clone, Debug)]
pub enum Known {
    /// As it was shipped.
    Embedded(&'static LazyLock<Knowledge>),
    /// With something newer in it.
    Own(Box<Knowledge>),
}

impl Known {
    /// As it was shipped.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Known> = LazyLock::new(|| Known::Embedded(Knowledge::embedded()));
        &EMBEDDED
    }

    /// With a list of addresses that was downloaded.
    pub fn with_addresses(addresses: Addresses) -> Self {
        let shipped: &Knowledge = Knowledge::embedded();
        Self::Own(Box::new(shipped.clone().with_addresses(addresses)))
    }
}

impl Deref for Known {
    type Target = Knowledge;

    fn deref(&self) -> &Knowledge {
        match self {
            Self::Embedded(shipped) => shipped,
            Self::Own(own) => own,
        }
    }
}
