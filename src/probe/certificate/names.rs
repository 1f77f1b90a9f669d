//! Whether a name that a certificate bears is the one that is wanted. Three answers, because two things are not the
//! same: what the rules refuse (RFC 9525 section 6.3), and what they refuse or leave open while Microsoft's own pages, or
//! nobody, say whether Office 365 takes it.

use std::net::IpAddr;

use crate::model::{CertificateLimit, Domain, NamePattern};

/// How a name that was presented fits the one that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    Yes,
    /// Nothing published says whether Office 365 takes it for the same.
    Perhaps(CertificateLimit),
    No,
}

/// An address is the same however it is written.
pub(super) fn is_address(presented: &str, wanted: IpAddr) -> bool {
    presented.parse() == Ok(wanted)
}

/// A wildcard is the whole first label and stands for one label; capitals do not count.
pub(super) fn fit(presented: &str, wanted: &NamePattern) -> Fit {
    // A certificate's names are ASCII (RFC 5280 section 4.2.1.6); a common name may be anything.
    if !presented.is_ascii() {
        let ascii = idna::domain_to_ascii_cow(presented.as_bytes(), idna::AsciiDenyList::EMPTY);
        return unless_refused(ascii.map_or(Fit::No, |ascii| fit(&ascii, wanted)), CertificateLimit::NameUnicode);
    }
    // The preferred syntax of RFC 5280 has no final dot, and nobody says whether the comparison forgives one.
    if let Some(name) = presented.strip_suffix('.') {
        return unless_refused(fit_without_dot(name, wanted), CertificateLimit::NameFinalDot);
    }
    fit_without_dot(presented, wanted)
}

fn unless_refused(fit: Fit, limit: CertificateLimit) -> Fit {
    if fit == Fit::No { Fit::No } else { Fit::Perhaps(limit) }
}

fn fit_without_dot(presented: &str, wanted: &NamePattern) -> Fit {
    // Only one dot is final.
    if presented.ends_with('.') {
        return Fit::No;
    }
    let Ok(name) = NamePattern::from_ascii(presented) else { return part_of_a_label(presented, wanted) };
    if name.agrees_with(wanted) {
        // Nobody may have such a certificate (CA/Browser Forum, Baseline Requirements section 3.2.2.6), and the one page on
        // SChannel's wildcards (KB 258858) names `*.com` among those that are not accepted, for a deeper name.
        let is_of_all = name.is_wildcard() && is_public_suffix(name.base());
        return if is_of_all { Fit::Perhaps(CertificateLimit::NamePublicSuffix) } else { Fit::Yes };
    }
    // What TlsDomain `*.contoso.com` takes below one label is not documented; a certificate's own wildcard has its rule.
    let is_deeper = wanted.is_wildcard() && name.base() != wanted.base() && name.base().is_within(wanted.base());
    if is_deeper { Fit::Perhaps(CertificateLimit::NameDeeper) } else { Fit::No }
}

/// `w*.contoso.com`: RFC 9525 section 6.3 takes no wildcard beside letters; SChannel is documented to take one behind them
/// and none before or between (KB 258858, "Accepted wildcards used by server certificates").
fn part_of_a_label(presented: &str, wanted: &NamePattern) -> Fit {
    let Some((label, base)) = presented.split_once('.') else { return Fit::No };
    let (Some(start), Ok(base)) = (label.strip_suffix('*'), Domain::from_ascii(base)) else { return Fit::No };
    if Domain::from_ascii(&format!("{start}x.{base}")).is_err() {
        return Fit::No;
    }
    let begins = |name: &str| name.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    let fits = if wanted.is_wildcard() {
        *wanted.base() == base
    } else {
        wanted.base().parent().as_ref() == Some(&base) && begins(wanted.base().as_str())
    };
    if fits { Fit::Perhaps(CertificateLimit::NamePartWildcard) } else { Fit::No }
}

/// Whether everybody may register a name below it, as below `com` and `co.uk`; an unlisted single label is one too.
fn is_public_suffix(name: &Domain) -> bool {
    let suffix = psl2::compat::suffix(name.as_str().as_bytes());
    suffix.is_some_and(|suffix| {
        suffix.typ() != Some(psl2::Type::Private) && suffix.as_bytes() == name.as_str().as_bytes()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use CertificateLimit as Limit;

    #[test]
    fn a_name_fits_by_the_rules_or_is_left_open_and_never_fits_in_silence() -> Result<(), crate::model::NameError> {
        for (presented, wanted, expected) in [
            ("mail.contoso.com", "mail.contoso.com", Fit::Yes),
            ("MAIL.Contoso.com", "mail.contoso.com", Fit::Yes),
            ("*.contoso.com", "mail.contoso.com", Fit::Yes),
            ("*.contoso.com", "contoso.com", Fit::No),
            ("*.contoso.com", "a.b.contoso.com", Fit::No),
            ("*.*.contoso.com", "a.b.contoso.com", Fit::No),
            ("mail.*.com", "mail.contoso.com", Fit::No),
            ("*", "mail.contoso.com", Fit::No),
            ("*.", "mail.contoso.com", Fit::No),
            ("", "mail.contoso.com", Fit::No),
            (".", "mail.contoso.com", Fit::No),
            ("mail.contoso.com.", "mail.contoso.com", Fit::Perhaps(Limit::NameFinalDot)),
            ("*.contoso.com.", "mail.contoso.com", Fit::Perhaps(Limit::NameFinalDot)),
            ("mail.contoso.com..", "mail.contoso.com", Fit::No),
            (".mail.contoso.com", "mail.contoso.com", Fit::No),
            ("mail.contoso.com\0.evil.example", "mail.contoso.com", Fit::No),
            ("mail.contoso.com ", "mail.contoso.com", Fit::No),
            // Everybody's names.
            ("*.com", "contoso.com", Fit::Perhaps(Limit::NamePublicSuffix)),
            ("*.org", "contoso.org", Fit::Perhaps(Limit::NamePublicSuffix)),
            ("*.co.uk", "contoso.co.uk", Fit::Perhaps(Limit::NamePublicSuffix)),
            ("*.corp", "mail.corp", Fit::Perhaps(Limit::NamePublicSuffix)),
            ("*.com", "*.com", Fit::Perhaps(Limit::NamePublicSuffix)),
            ("*.com", "mail.contoso.com", Fit::No),
            ("*.azurewebsites.net", "mx.azurewebsites.net", Fit::Yes),
            // A wildcard beside letters.
            ("ma*.contoso.com", "mail.contoso.com", Fit::Perhaps(Limit::NamePartWildcard)),
            ("MA*.contoso.com", "mail.contoso.com", Fit::Perhaps(Limit::NamePartWildcard)),
            ("ma*.contoso.com", "*.contoso.com", Fit::Perhaps(Limit::NamePartWildcard)),
            ("ma*l.contoso.com", "mail.contoso.com", Fit::No),
            ("*il.contoso.com", "mail.contoso.com", Fit::No),
            ("ma**.contoso.com", "mail.contoso.com", Fit::No),
            ("ow*.contoso.com", "mail.contoso.com", Fit::No),
            // The connector's wildcard.
            ("mail.contoso.com", "*.contoso.com", Fit::Yes),
            ("*.contoso.com", "*.contoso.com", Fit::Yes),
            ("contoso.com", "*.contoso.com", Fit::No),
            ("a.b.contoso.com", "*.contoso.com", Fit::Perhaps(Limit::NameDeeper)),
            ("*.b.contoso.com", "*.contoso.com", Fit::Perhaps(Limit::NameDeeper)),
            ("mail.notcontoso.com", "*.contoso.com", Fit::No),
            // Letters that a name in the DNS does not have.
            ("xn--bcher-kva.example", "xn--bcher-kva.example", Fit::Yes),
            ("XN--BCHER-KVA.example", "xn--bcher-kva.example", Fit::Yes),
            ("bücher.example", "xn--bcher-kva.example", Fit::Perhaps(Limit::NameUnicode)),
            ("*.bücher.example", "mail.xn--bcher-kva.example", Fit::Perhaps(Limit::NameUnicode)),
            ("bucher.example", "xn--bcher-kva.example", Fit::No),
            // An address is none of the names.
            ("192.0.2.1", "mail.contoso.com", Fit::No),
        ] {
            assert_eq!(fit(presented, &NamePattern::from_ascii(wanted)?), expected, "{presented:?} for {wanted}");
        }
        Ok(())
    }
}
