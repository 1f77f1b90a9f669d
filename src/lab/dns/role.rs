//! [`Role`]: which name server of the lab somebody asks.

use std::net::Ipv4Addr;

/// Who a name server is. Each has an address of its own in 127.0.0.0/8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lab) enum Role {
    /// The resolver of the lab; answers `.` too.
    Resolver,
    /// The second resolver, with other data where a scenario says so.
    Second,
    /// A resolver that answers nothing.
    Silent,
    /// A resolver that refuses everything.
    Refusing,
    /// The authoritative server of every zone.
    Authoritative,
    /// A server that a broken delegation names; it serves nothing and refuses.
    Stranger,
    /// Another authoritative server, with other data where a scenario says so.
    Other,
}

impl Role {
    pub(super) const ALL: [Self; 7] =
        [Self::Resolver, Self::Second, Self::Silent, Self::Refusing, Self::Authoritative, Self::Stranger, Self::Other];

    /// Whether it answers for zones of its own.
    pub(super) fn has_authority(self) -> bool {
        matches!(self, Self::Authoritative | Self::Other)
    }

    /// Where it listens.
    pub(in crate::lab) fn ip(self) -> Ipv4Addr {
        Ipv4Addr::new(
            127,
            0,
            0,
            match self {
                Self::Resolver => 1,
                Self::Second => 2,
                Self::Silent => 3,
                Self::Refusing => 4,
                Self::Authoritative => 53,
                Self::Stranger => 54,
                Self::Other => 55,
            },
        )
    }
}
