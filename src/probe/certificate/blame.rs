//! Which certificate of a chain a flaw is in: the library tells what is wrong, not where, and the leaf is what one
//! looks at first although its issuer's certificate may be the bad one.

use super::details::Details;
use crate::model::CertificateFlaw;

/// The most certificates of one name whose keys are tried. A chain has one, or a few where an authority has a new key; each
/// trial costs a stranger nothing and us some time.
const NAMESAKES: usize = 4;

/// The places in the chain that lead upward from the leaf, by name, and of several of one name by the one that signed.
pub(super) fn path(chain: &[Details<'_>]) -> Vec<usize> {
    let mut path = vec![0];
    while let Some(below) = path.last().and_then(|place| chain.get(*place)).filter(|below| !below.is_self_signed()) {
        let named = (0..chain.len()).filter(|place| !path.contains(place) && chain[*place].issued(below));
        let named: Vec<_> = named.take(NAMESAKES).collect();
        let signed = || named.iter().find(|place| below.is_signed_by(&chain[**place]));
        let above = if named.len() > 1 { signed().or(named.first()) } else { named.first() };
        let Some(above) = above.copied() else { break };
        path.push(above);
    }
    path
}

/// Whether each certificate stands behind the one it issued. What belongs to no path is not asked for its place.
pub(super) fn is_in_order(chain: &[Details<'_>]) -> bool {
    path(chain).is_sorted()
}

/// The place of the certificate that has the flaw; `None` if none that was sent has it, so that it is the root's.
pub(super) fn place(flaw: CertificateFlaw, path: &[usize], chain: &[Details<'_>]) -> Option<usize> {
    let first = |from: usize, has: &dyn Fn(&Details<'_>) -> bool| {
        path.iter().copied().skip(from).find(|place| chain.get(*place).is_some_and(has))
    };
    match flaw {
        CertificateFlaw::Unreadable | CertificateFlaw::KeyNotProved => Some(0),
        CertificateFlaw::NotForServers => first(0, &|c| !c.is_for_servers()),
        CertificateFlaw::NotAnAuthority => first(1, &|c| !c.is_authority()),
        CertificateFlaw::NotASigner => first(1, &|c| !c.signs_certificates()),
        CertificateFlaw::NameConstraint => first(1, &|c| c.has_name_constraints()),
        CertificateFlaw::AlgorithmMismatch => first(0, &|c| c.names_two_algorithms()),
        CertificateFlaw::PathLength => {
            // Self-issued certificates do not count (RFC 5280 section 4.2.1.9).
            let below = |height: usize| path[1..height].iter().filter(|place| !chain[**place].is_self_issued()).count();
            let too_high = (1..path.len()).find(|height| {
                let allowed = chain[path[*height]].path_length();
                allowed.is_some_and(|allowed| usize::try_from(allowed).is_ok_and(|allowed| below(*height) > allowed))
            });
            too_high.map(|height| path[height])
        }
        CertificateFlaw::WrongSignature => {
            let between =
                path.windows(2).find(|pair| !chain[pair[0]].is_signed_by(&chain[pair[1]])).map(|pair| pair[0]);
            // Where all others are right, it is the last one's, which claims to come from the root.
            between.or(path.last().copied())
        }
    }
}

/// Whether the key that would have to prove the signature of that certificate is one that the library cannot use.
pub(super) fn is_signed_beyond_us(place: Option<usize>, path: &[usize], chain: &[Details<'_>]) -> bool {
    let below = path.iter().position(|other| Some(*other) == place);
    below.and_then(|below| path.get(below + 1)).is_some_and(|issuer| chain[*issuer].has_huge_key())
}

#[cfg(test)]
mod tests;
