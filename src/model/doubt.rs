//! [`doubts`]: what is doubtful about the hosts of a connector before anything is asked, because of what they are called.

use super::{Domain, Evidence, Host, Reach, Route};

/// Where a tenant of Office 365 takes its mail: the names its MX records lead to (Microsoft, "External Domain Name System
/// records for Office 365"; with DNSSEC below `mx.microsoft`, "Inbound SMTP DANE with DNSSEC"), in each of its clouds.
const OFFICE_365: [&str; 7] = [
    "mail.protection.outlook.com",
    "mail.eo.outlook.com",
    "mail.protection.office365.us",
    "mail.protection.apps.mil",
    "mail.protection.partner.outlook.cn",
    "mail.protection.outlook.de",
    "mx.microsoft",
];

/// What is doubtful about where a connector leads: an address that Office 365 can never reach, a name without a dot, Office
/// 365 itself as smart host. It can be probed all the same.
pub fn doubts(route: &Route) -> Vec<Evidence> {
    match route {
        // A domain may be a tenant's: mail to it is no loop.
        Route::Mx(domain) => of_label(domain).into_iter().collect(),
        Route::SmartHosts(hosts) => hosts.iter().filter_map(of_host).collect(),
    }
}

fn of_host(host: &Host) -> Option<Evidence> {
    match host {
        Host::Ip(ip) => Reach::of(*ip).barred().map(|kind| Evidence::SmartHostNotPublic { ip: *ip, kind }),
        Host::Name(name) => of_label(name).or_else(|| {
            let is_own =
                OFFICE_365.iter().any(|end| name.as_str().strip_suffix(end).is_some_and(|rest| rest.ends_with('.')));
            is_own.then(|| Evidence::SmartHostOffice365 { name: name.clone() })
        }),
    }
}

/// A name without a dot is completed by a search list, which Office 365 has not. `localhost` is this machine (RFC 6761).
fn of_label(name: &Domain) -> Option<Evidence> {
    let is_one = !name.as_str().contains('.') && name.as_str() != "localhost";
    is_one.then(|| Evidence::SingleLabel { name: name.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_office_365_can_hardly_deliver_to_is_doubted_and_examples_are_not() {
        for (host, expected) in [
            ("mail.contoso.com", None),
            ("203.0.113.25", None),
            ("2001:db8::25", None),
            ("127.0.0.1", None),
            ("localhost", None),
            ("mx.microsoft", None),
            ("mail.protection.outlook.com.example", None),
            ("10.0.0.5", Some("smart-host-not-public")),
            ("169.254.1.1", Some("smart-host-not-public")),
            ("contoso", Some("single-label")),
            ("contoso-com.mail.protection.outlook.com", Some("smart-host-office365")),
            ("contoso-com.b-v1.mx.microsoft", Some("smart-host-office365")),
        ] {
            let host = host.parse().map_or_else(|_| Host::Name(host.parse().expect("a name")), Host::Ip);
            let doubted = doubts(&Route::SmartHosts(vec![host.clone()]));
            assert_eq!(doubted.first().map(Evidence::id), expected, "{host}");
        }
        let of = |domain: &str| doubts(&Route::Mx(domain.parse().expect("a name"))).len();
        assert_eq!((of("contoso"), of("contoso.com"), of("contoso.mail.protection.outlook.com")), (1, 0, 0));
    }
}
