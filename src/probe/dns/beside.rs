//! Extra looks that run beside the route and never delay it: the authoritative servers' own answer against the
//! resolver's, and a second resolver's against the first one's.

use super::{Found, Names};

/// The MX records of a name are known.
pub(super) fn mx(_names: &Names, _found: &Found) {}

/// The addresses of a host are known.
pub(super) fn addresses(_names: &Names, _found: &Found, _best: bool) {}

/// There is no usable answer.
pub(super) fn denied(_names: &Names, _found: &Found) {}
