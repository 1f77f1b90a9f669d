# What a probe does and sees. Rules: `fault-<id>` is the short name of a fault, for a cell or a list.
# `evidence-<id>` is one whole sentence; `.label` and `.detail` stand side by side in the finding and in reports.
# What the other side sent stands in quotes, untouched.

## Stages: the name, and `.short` for the head of a column

stage-dns = DNS
    .short = DNS
stage-connect = connection
    .short = connect
stage-banner = greeting
    .short = greeting
stage-ehlo = EHLO
    .short = EHLO
stage-starttls = STARTTLS
    .short = STARTTLS
stage-handshake = TLS handshake
    .short = TLS
stage-certificate = certificate
    .short = certificate
stage-ehlo-tls = EHLO inside TLS
    .short = EHLO in TLS
stage-quit = QUIT
    .short = QUIT

## How an address ended, and how a DNS question ended

outcome-healthy = healthy
outcome-timed-out = timed out
outcome-refused = refused
outcome-unreachable = unreachable
outcome-rejected = rejected
outcome-tls-unavailable = TLS not available
outcome-closed = cut off
outcome-certificate-invalid = certificate not accepted
outcome-tls-failed = TLS failed
outcome-protocol-error = protocol error
outcome-not-tried = not tried
outcome-local = trouble on this machine

dns-outcome-answer = answer
dns-outcome-nodata = no such record
dns-outcome-nxdomain = no such name
dns-outcome-servfail = lookup failed
dns-outcome-refused = refused
dns-outcome-timeout = no answer
dns-outcome-malformed = garbled answer
dns-outcome-loop = endless aliases

## Faults

fault-resolver-unavailable = no resolver
fault-dns-nx-domain = no such name
fault-dns-not-delegated = not delegated
fault-dns-no-data = no address
fault-dns-serv-fail = lookup failed
fault-dns-dnssec-bogus = DNSSEC broken
fault-dns-refused = DNS refused
fault-dns-timed-out = DNS silent
fault-dns-malformed = DNS garbled
fault-dns-loop = alias loop
fault-dns-lame = broken delegation
fault-dns-authority-silent = name servers mute
fault-dns-servers-differ = differing servers
fault-dns-unsteady = unsteady DNS
fault-dns-half-answered = half an answer
fault-dns-private-address = { fault-smart-host-not-public }
fault-dns-null-address = null address
fault-mx-target-missing = MX without address
fault-mx-target-address = IP address in MX
fault-mx-target-alias = alias in MX
fault-several-aliases = several aliases
fault-null-mx = null MX
fault-null-mx-beside = null MX, not alone
fault-dns-outdated = old DNS data
fault-dns-split = two DNS views
fault-smart-host-not-public = not public
fault-tcp-timed-out = silent
fault-tcp-refused = refused
fault-tcp-prohibited = prohibited
fault-tcp-unreachable = unreachable
fault-ipv6-fails = IPv6 fails
fault-local-no-route = no route here
fault-local-permission = forbidden here
fault-local-resources = no resources here
fault-local-stopped = stopped here
fault-outbound-blocked = blocked here
fault-greeting-late = late greeting
fault-greeting-rejected = rejected
fault-not-smtp = not SMTP
fault-greeting-masked = masked greeting
fault-reply-malformed = garbled reply
fault-bare-line-feed = bare LF
fault-stray-character = control character
fault-reply-unasked = unasked reply
fault-reply-endless = endless reply
fault-ehlo-rejected = EHLO rejected
fault-ehlo-unsupported = HELO only
fault-ehlo-masked = masked EHLO
fault-starttls-missing = no STARTTLS
fault-starttls-masked = masked
fault-starttls-rejected = STARTTLS rejected
fault-starttls-injected = text injected
fault-ehlo-tls-rejected = rejected in TLS
fault-closed = closed
fault-reset = reset
fault-silent = fell silent
fault-path-mtu = packet size
fault-tls-version = TLS too old
fault-tls-cipher = no common cipher
fault-tls-alert = TLS alert
fault-tls-plaintext = text, not TLS
fault-tls-malformed = broken TLS
fault-tls-key-mismatch = wrong private key
fault-tls-client-certificate = client certificate
fault-tls-unsupported-here = not known here
fault-tls-limit-here = beyond mxray
fault-certificate-expired = expired
fault-certificate-not-yet-valid = not yet valid
fault-certificate-name-mismatch = wrong name
fault-certificate-self-signed = self-signed
fault-certificate-unknown-issuer = unknown issuer
fault-certificate-incomplete-chain = incomplete chain
fault-certificate-weak-key = weak key
fault-certificate-weak-signature = weak signature
fault-certificate-revoked = revoked
fault-certificate-malformed = unusable
fault-certificate-unsupported-here = not judged here
fault-chain-expired = chain expired
fault-chain-not-yet-valid = chain begins later
fault-chain-malformed = chain unusable
fault-certificate-ends-soon = ends soon
fault-chain-ends-soon = chain ends soon
fault-chain-order = wrong order
fault-certificate-ecdsa-only = no RSA key
fault-no-roots = no roots here
fault-sample-differs = two servers

## Evidence: names

evidence-records = { $record } of { $name }: { $records } ({ $elapsed })
    .label = { $record }
    .detail = { $records } ({ $elapsed })
evidence-dns-alias =
    { $aliases-count ->
        [1] { $name } is an alias of { $end } ({ $server }).
       *[other] { $name } is an alias of { $end }, through the chain { $aliases } ({ $server }).
    }
    .label = alias
    .detail = { $name } is { $end }
evidence-implicit-mx = { $name } has no MX record, so its own addresses are used ({ $server }).
    .label = no MX
    .detail = the addresses of { $name } are used
evidence-resolver-unavailable =
    { $answer ->
        [silent] The resolver { $server }, which this machine uses, left questions without an answer in time.
        [absent] Nothing listens at { $server }, the resolver that this machine uses.
        [unroutable] This machine has no route to { $server }, the resolver that it uses.
        [refuses] The resolver { $server }, which this machine uses, refused to answer.
        [none] This machine names no resolver.
       *[other] The resolver { $server }, which this machine uses, gives no usable answer.
    }
    .label = { fault-resolver-unavailable }
    .detail =
    { $answer ->
        [silent] { $server } left questions without an answer
        [absent] nothing listens at { $server }
        [unroutable] no route to { $server }
        [refuses] { $server } refused to answer
        [none] this machine names none
       *[other] { $server } gives no usable answer
    }
evidence-dns-nx-domain = According to { $server }, { $name } does not exist: it answers NXDOMAIN to the { $record } question.
    .label = { fault-dns-nx-domain }
    .detail = { $name }, says { $server }
evidence-dns-not-delegated = { $name } does not exist, and the answer comes from the zone { $zone } above it: the domain is not registered, perhaps because it expired ({ $server }).
    .label = { fault-dns-not-delegated }
    .detail = { $name }, says { $server }; the zone { $zone } does not know it
evidence-dns-no-data = { $name } exists, and has neither an MX record nor an address ({ $server }).
    .label = { fault-dns-no-data }
    .detail = { $name } has neither MX nor address, says { $server }
evidence-dns-serv-fail =
    { $detail ->
        [none] The { $record } question for { $name } fails: { $server } answers { $rcode }.
       *[other] The { $record } question for { $name } fails: { $server } answers { $rcode } ("{ $detail }").
    }{ $authority ->
        [answers]
            { $current-count ->
                [0] { " " }It is the resolver that fails: { $servers }, which has authority for the name, answers that there is no such record.
               *[other] { " " }It is the resolver that fails: { $servers }, which has authority for the name, answers { $current }.
            }
        [fails]
            { $servers-count ->
                [1] { " " }The domain's name server { $servers } fails too.
               *[other] { " " }The domain's name servers { $servers } fail too.
            }
        [silent]
            { $servers-count ->
                [1] { " " }The domain's name server { $servers } does not answer here either.
               *[other] { " " }The domain's name servers { $servers } do not answer here either.
            }
       *[unknown] { "" }
    }
    .label = { fault-dns-serv-fail }
    .detail =
    { $authority ->
        [answers] { $name } { $record }: { $rcode } from { $server }, though { $servers } answers
       *[other] { $name } { $record }: { $rcode } from { $server }
    }
evidence-dns-dnssec-bogus =
    { $detail ->
        [none] DNSSEC validation of { $name } { $record } fails: { $server } answers SERVFAIL, and answers well when it does not check the signatures.
       *[other] DNSSEC validation of { $name } { $record } fails: { $server } answers SERVFAIL ("{ $detail }"), and answers well when it does not check the signatures.
    }
    .label = { fault-dns-dnssec-bogus }
    .detail = { $name } { $record }: signatures do not hold, says { $server }
evidence-dns-refused =
    { $rcode ->
        [REFUSED] { $server } refuses the { $record } question for { $name }
       *[other] { $server } answers { $rcode } to the { $record } question for { $name }
    }{ $answers-others ->
        [yes] , and answers others.
       *[no] .
    }
    .label = { fault-dns-refused }
    .detail =
    { $rcode ->
        [REFUSED] { $name } { $record }, by { $server }
       *[other] { $name } { $record }: { $rcode } from { $server }
    }
evidence-dns-timed-out =
    { $cut ->
        [yes] { $server } cuts its answer to the { $record } question for { $name } over UDP, and gave none over TCP in { $waited }.
       *[no]
            { $answers-others ->
                [yes] The { $record } question for { $name } had no answer in { $waited }; { $server } answers others.
               *[no] { $server } gave no answer to the { $record } question for { $name } in { $waited }.
            }
    }
    .label = { fault-dns-timed-out }
    .detail =
    { $cut ->
        [yes] { $name } { $record }: cut over UDP, silent over TCP, { $server }
       *[no] { $name } { $record }: no answer in { $waited } from { $server }
    }
evidence-dns-malformed =
    { $cut ->
        [yes] { $server } cuts its answer to the { $record } question for { $name } over UDP, and does not give it whole over TCP.
       *[no] The answer of { $server } to the { $record } question for { $name } cannot be read.
    }
    .label = { fault-dns-malformed }
    .detail =
    { $cut ->
        [yes] { $name } { $record }: cut over UDP, not whole over TCP, { $server }
       *[no] { $name } { $record }: unreadable answer from { $server }
    }
evidence-dns-loop =
    { $circle ->
        [yes] The aliases of { $name } lead in a circle: { $aliases } ({ $server }).
       *[no] The aliases of { $name } do not end: after { $count } of them mxray stopped ({ $server }): { $aliases }.
    }
    .label =
    { $circle ->
        [yes] { fault-dns-loop }
       *[no] too many aliases
    }
    .detail = { $aliases }
evidence-dns-lame =
    { $answering-count ->
        [0] The delegation of { $zone } leads to no name server that answers for it.
       *[other] Not every name server of { $zone } answers for it.
    }{ $refusing-count ->
        [0] { "" }
        [one] { " " }{ $refusing } does not serve the zone.
       *[other] { " " }{ $refusing } do not serve the zone.
    }{ $failing-count ->
        [0] { "" }
        [one] { " " }{ $failing } fails at the question.
       *[other] { " " }{ $failing } fail at the question.
    }{ $silent-count ->
        [0] { "" }
        [one] { " " }{ $silent } does not answer.
       *[other] { " " }{ $silent } do not answer.
    }{ $missing-count ->
        [0] { "" }
        [one] { " " }{ $missing } has no address.
       *[other] { " " }{ $missing } have no address.
    }{ $answering-count ->
        [0] { "" }
        [one] { " " }{ $answering } answers well.
       *[other] { " " }{ $answering } answer well.
    }
    .label = { fault-dns-lame }
    .detail = zone { $zone }: no service from { $servers }
evidence-dns-authority-silent =
    { $servers-count ->
        [1] The name server of { $zone } ({ $servers }) does not answer from here, so nobody can tell whether the data of { $server } is old. It is down, or this network lets only its resolver ask.
       *[other] The name servers of { $zone } ({ $servers }) do not answer from here, so nobody can tell whether the data of { $server } is old. They are down, or this network lets only its resolver ask.
    }
    .label = { fault-dns-authority-silent }
    .detail = zone { $zone }: no answer from { $servers }
evidence-dns-servers-differ =
    { $records-count ->
        [0]
            { $others-count ->
                [0] The name servers of { $name } differ: of { $server } and { $other } only one knows the name.
               *[other] The name servers of { $name } differ: { $server } has no { $record } record of it, and { $other } has { $others }.
            }
       *[other]
            { $others-count ->
                [0] The name servers of { $name } differ: { $server } has the { $record } record { $records }, and { $other } has none.
               *[other] The name servers of { $name } differ: { $server } has the { $record } record { $records }, and { $other } has { $others }.
            }
    }
    .label = { fault-dns-servers-differ }
    .detail =
    { $records-count ->
        [0]
            { $others-count ->
                [0] { $server } and { $other }
               *[other] { $server }: none; { $other }: { $others }
            }
       *[other]
            { $others-count ->
                [0] { $server }: { $records }; { $other }: none
               *[other] { $server }: { $records }; { $other }: { $others }
            }
    }
evidence-dns-unsteady =
    { $detail ->
        [none] The { $record } question for { $name } failed at first: { $server } answered { $rcode }, and gave the answer when it was asked again. Office 365 may meet the failure.
       *[other] The { $record } question for { $name } failed at first: { $server } answered { $rcode } ("{ $detail }"), and gave the answer when it was asked again. Office 365 may meet the failure.
    }
    .label = { fault-dns-unsteady }
    .detail = { $name } { $record }: first { $rcode }, then an answer, { $server }
evidence-dns-half-answered =
    { $outcome ->
        [timeout] The { $record } question for { $name } had no answer in { $waited } ({ $server }), whereas the { $other } question leads to an address. A sender that asks for both may wait, or give up.
        [nxdomain] { $server } says to the { $record } question that { $name } does not exist, whereas the { $other } question leads to an address. A sender that asks for both may believe it.
        [malformed] The answer of { $server } to the { $record } question for { $name } cannot be read, whereas the { $other } question leads to an address. A sender that asks for both may give up.
        [refused] { $server } refuses the { $record } question for { $name }, whereas the { $other } question leads to an address. A sender that asks for both may give up.
       *[other] The { $record } question for { $name } fails ({ $server }), whereas the { $other } question leads to an address. A sender that asks for both may give up.
    }
    .label = { fault-dns-half-answered }
    .detail =
    { $outcome ->
        [timeout] { $name } { $record }: no answer in { $waited } from { $server }
        [nxdomain] { $name } { $record }: no such name, says { $server }
       *[other] { $name } { $record }: no usable answer from { $server }
    }
evidence-dns-not-asked =
    { $record ->
        [none] For { $name } there was no time left: the questions of this run to the resolver were so many, or it answers so slowly, that the time for one connector was over before. Nothing is known of this name. Fewer names at once, or a longer --timeout, leave it time.
       *[other] For the { $record } records of { $name } there was no time left: the questions of this run to the resolver were so many, or it answers so slowly, that the time for one connector was over before. Nothing is known of these records. Fewer names at once, or a longer --timeout, leave them time.
    }
    .label = not asked
    .detail =
        { $record ->
            [none] { $name }: not asked, for want of time
           *[other] { $name } { $record }: not asked, for want of time
        }
evidence-dns-private-address =
    { $kind ->
        [tunnel]
        { $all ->
            [yes] { $name } leads to nothing but { $records } ({ $server }): an address of a tunnel (6to4 or Teredo), and the relays that led there are withdrawn, so Office 365 cannot be expected to reach it. Public DNS may hold another address.
           *[no] Some addresses of { $name } belong to a tunnel (6to4 or Teredo) and the relays that led there are withdrawn, so Office 365 cannot be expected to reach them: { $records } ({ $server }).
        }
       *[other]
        { $all ->
            [yes] { $name } leads to nothing but { $records } ({ $server }): inside a network only, so Office 365 cannot reach it. Public DNS may hold another address.
           *[no] Some addresses of { $name } are inside a network only, so Office 365 cannot reach them: { $records } ({ $server }).
        }
    }
    .label = { fault-dns-private-address }
    .detail = { $name }: { $records }, says { $server }
evidence-dns-null-address = The { $record } record of { $name } holds { $records }, which is the address of no host ({ $server }).
    .label = { fault-dns-null-address }
    .detail = { $name } { $record }: { $records }, says { $server }
evidence-mx-target-missing = The MX record of { $name } names { $target }, which has no address ({ $server }).
    .label = { fault-mx-target-missing }
    .detail = { $name } names { $target }
evidence-mx-target-address =
    { $is-address ->
        [yes] The MX record of { $name } holds the IP address { $target } where a host name must stand ({ $server }).
       *[no] The MX record of { $name } holds "{ $target }" where a host name must stand ({ $server }).
    }
    .label = { fault-mx-target-address }
    .detail = { $name } holds { $target }
evidence-mx-target-alias = The MX record of { $name } names { $target }, which is an alias ({ $aliases }), says { $server }; the standard forbids that.
    .label = { fault-mx-target-alias }
    .detail = { $name } names { $target }
evidence-several-aliases = The name { $name } has several aliases at once ({ $aliases }), says { $server }; the standard allows one, and each resolver follows one of them, so that Office 365 may go elsewhere.
    .label = { fault-several-aliases }
    .detail = { $name }: { $aliases }
evidence-null-mx = { $name } has a null MX record: by it the domain says that it accepts no mail ({ $server }).
    .label = { fault-null-mx }
    .detail = { $name } accepts no mail
evidence-null-mx-beside = { $name } has a null MX record beside other MX records, says { $server }; the standard forbids that, and whether Office 365 takes it for "no mail" is not known.
    .label = { fault-null-mx-beside }
    .detail = { $name } also has other MX records
evidence-dns-outdated =
    { $missing ->
        [yes]
            { $current-count ->
                [0] { $server } still says that { $name } does not exist, whereas { $authoritative } knows it by now; the old data goes in { $ttl }.
               *[other] { $server } still says that { $name } does not exist, whereas { $authoritative } now gives { $current } as { $record } record; the old data goes in { $ttl }.
            }
       *[no]
            { $cached-count ->
                [0] { $server } still gives no { $record } record of { $name }, whereas { $authoritative } now gives { $current }; the old data goes in { $ttl }.
               *[other]
                    { $current-count ->
                        [0] { $server } still gives { $cached } as { $record } record of { $name }, whereas { $authoritative } has none any more; the old data goes in { $ttl }.
                       *[other] { $server } still gives { $cached } as { $record } record of { $name }, whereas { $authoritative } now gives { $current }; the old data goes in { $ttl }.
                    }
            }
    }
    .label = { fault-dns-outdated }
    .detail =
    { $cached-count ->
        [0]
            { $current-count ->
                [0] none, there by now; gone in { $ttl }
               *[other] none, now { $current }; gone in { $ttl }
            }
       *[other]
            { $current-count ->
                [0] { $cached }, now none; gone in { $ttl }
               *[other] { $cached }, now { $current }; gone in { $ttl }
            }
    }
evidence-dns-split =
    { $missing ->
        [none]
            { $records-count ->
                [0] { $server } gives no { $record } record of { $name }, and { $other } gives { $others }.
               *[other]
                    { $others-count ->
                        [0] As { $record } record of { $name }, { $server } gives { $records }, and { $other } gives none.
                       *[other] As { $record } record of { $name }, { $server } gives { $records } and { $other } gives { $others }.
                    }
            }
       *[other]
            { $records-count ->
                [0]
                    { $others-count ->
                        [0] Of the resolvers { $server } and { $other }, only one knows { $name }: { $missing } says that it does not exist.
                       *[other] { $missing } says that { $name } does not exist, and { $other } gives { $others } as { $record } record.
                    }
               *[other] As { $record } record of { $name }, { $server } gives { $records }, and { $missing } says that the name does not exist.
            }
    }
    .label = { fault-dns-split }
    .detail =
    { $records-count ->
        [0]
            { $others-count ->
                [0] { $missing } does not know { $name }
               *[other] { $server }: none; { $other }: { $others }
            }
       *[other]
            { $others-count ->
                [0] { $server }: { $records }; { $other }: none
               *[other] { $server }: { $records }; { $other }: { $others }
            }
    }
## Evidence: connecting

evidence-connected =
    { $from ->
        [none] Connected after { $elapsed }.
       *[other] Connected from { $from } after { $elapsed }.
    }
    .label = connected
    .detail = after { $elapsed }
evidence-smart-host-not-public =
    { $kind ->
        [private] The connector names { $ip }, a private address: it leads somewhere inside a network only, and Office 365 can never reach it.
        [shared] The connector names { $ip }, an address that a provider shares among its customers: Office 365 can never reach it.
        [link-local] The connector names { $ip }, a link-local address: it holds on one network segment only, and Office 365 can never reach it.
        [unique-local] The connector names { $ip }, a unique local address: it leads somewhere inside a network only, and Office 365 can never reach it.
        [benchmark] The connector names { $ip }, an address for measurements in a laboratory: Office 365 can never reach it.
        [tunnel] The connector names { $ip }, an address of a tunnel (6to4 or Teredo): the relays that led there are withdrawn, and Office 365 cannot be expected to reach it.
        [mapped] The connector names { $ip }, an IPv4 address written as IPv6: no packet carries it, and Office 365 can never reach it.
        [multicast] The connector names { $ip }, a multicast address: it is the address of no host, and Office 365 can never reach it.
        [broadcast] The connector names { $ip }, the broadcast address: it is the address of no host, and Office 365 can never reach it.
        [unspecified] The connector names { $ip }, which stands for no address at all: Office 365 can never reach it.
       *[other] The connector names { $ip }, an address that was given to nobody: Office 365 can never reach it.
    }
    .label = { fault-smart-host-not-public }
    .detail = { $ip }
evidence-loopback = The address is this machine's own (loopback): a test, for Office 365 can never reach it.
    .label = this machine
    .detail = this machine itself; Office 365 cannot reach it
evidence-single-label = The connector names { $name }, which has no dot: names of one part alone are completed inside a network only, and Office 365 completes none.
    .label = no dot
    .detail = { $name }, a name of one part alone
evidence-smart-host-office365 = The connector names { $name }, which is Office 365 itself: mail sent there comes back. That is right only for a partner whose mail is in Office 365.
    .label = Office 365 itself
    .detail = { $name }
evidence-tcp-timed-out = The connection attempt had no answer in { $waited }.
    .label = { fault-tcp-timed-out }
    .detail = no answer in { $waited }
evidence-tcp-refused = The connection was refused after { $elapsed }.
    .label = { fault-tcp-refused }
    .detail = after { $elapsed }
evidence-tcp-prohibited = { $by }, on the way to the server, refuses the connection (ICMP).
    .label = { fault-tcp-prohibited }
    .detail = by { $by } (ICMP)
evidence-tcp-unreachable =
    { $by ->
        [none] The address cannot be reached; who says so cannot be told from here.
       *[other] { $by } says that the address cannot be reached (ICMP).
    }
    .label = { fault-tcp-unreachable }
    .detail =
    { $by ->
        [none] source unknown
       *[other] says { $by } (ICMP)
    }
evidence-ipv6-fails = IPv6 fails ({ $failing }) and IPv4 does not ({ $working }); since October 2024 Office 365 as a rule tries every IPv6 address of an MX preference before any IPv4 one.
    .label = { fault-ipv6-fails }
    .detail = { $failing } fails, { $working } does not
evidence-local-no-route = This machine has no route to the address, or no address of its own to send from ({ $error }).
    .label = { fault-local-no-route }
    .detail = { $error }
evidence-local-permission = This machine does not let mxray connect ({ $error }).
    .label = { fault-local-permission }
    .detail = { $error }
evidence-local-resources = This machine has no sockets, ports or memory left for the connection ({ $error }).
    .label = { fault-local-resources }
    .detail = { $error }
evidence-local-stopped = mxray itself was stopped for { $stopped } while it waited, so whether an answer came in time is not known.
    .label = { fault-local-stopped }
    .detail = { $stopped }
evidence-outbound-blocked =
    { $refused ->
        [yes] Port { $port } does not get out of this network: the control connection to { $control } was refused.
       *[no] Port { $port } does not get out of this network: the control connection to { $control } had no answer either.
    }
    .label = { fault-outbound-blocked }
    .detail =
    { $refused ->
        [yes] port { $port }; { $control } was refused
       *[no] port { $port }; { $control } did not answer either
    }
evidence-control-answered = The control connection to { $control } was answered, so this network lets the port out.
    .label = control
    .detail = { $control } answered
evidence-other-port = Port { $port } was probed; Office 365 always uses port 25.
    .label = other port
    .detail = { $port }; Office 365 always uses 25
evidence-not-tried =
    { $count ->
        [one] { $count } address was not tried, after { $limit } that were.
       *[other] { $count } addresses were not tried, after { $limit } that were.
    }
    .label = not tried
    .detail =
    { $count ->
        [one] { $count } address, after { $limit }
       *[other] { $count } addresses, after { $limit }
    }

evidence-out-of-time =
    { $count ->
        [one] { $count } address was not tried: the time for one connector, { $total }, would have been over before its own.
       *[other] { $count } addresses were not tried: the time for one connector, { $total }, would have been over before their own.
    }
    .label = not tried
    .detail =
    { $count ->
        [one] { $count } address, for want of time
       *[other] { $count } addresses, for want of time
    }
evidence-not-asked-again =
    { $count ->
        [one] Not asked again under this name: this address was asked { $count } time in this run already, and mxray asks no more often. What it does under this name is not known.
       *[other] Not asked again under this name: this address was asked { $count } times in this run already, and mxray asks no more often. What it does under this name is not known.
    }
    .label = not asked again
    .detail =
    { $count ->
        [one] asked { $count } time already
       *[other] asked { $count } times already
    }
## Evidence: SMTP

evidence-greeting-late = The greeting took { $waited }. Office 365 may not wait as long.
    .label = { fault-greeting-late }
    .detail = after { $waited }
evidence-greeting-rejected = The server greets with a refusal: "{ $reply }".
    .label = { fault-greeting-rejected }
    .detail = "{ $reply }"
evidence-not-smtp =
    { $kind ->
        [http] A web server answers (HTTP), not a mail server: "{ $received }".
        [ssh] An SSH server answers, not a mail server: "{ $received }".
        [tls] The server speaks TLS from the first byte on, where SMTP begins in clear: "{ $received }".
        [ftp] An FTP server answers, not a mail server: "{ $received }".
        [pop3] A POP3 server answers, which hands out mail and takes none: "{ $received }".
        [imap] An IMAP server answers, which hands out mail and takes none: "{ $received }".
       *[unknown] What answers does not speak SMTP: "{ $received }".
    }
    .label = { fault-not-smtp }
    .detail =
    { $kind ->
        [http] HTTP: "{ $received }"
        [ssh] SSH: "{ $received }"
        [tls] TLS from the first byte
        [ftp] FTP: "{ $received }"
        [pop3] POP3: "{ $received }"
        [imap] IMAP: "{ $received }"
       *[unknown] "{ $received }"
    }
evidence-greeting-masked = The greeting is overwritten with asterisks, which is the mark of a firewall that inspects SMTP: "{ $received }".
    .label = { fault-greeting-masked }
    .detail = "{ $received }"
evidence-reply-malformed =
    { $at ->
        [banner] The greeting breaks the rules of SMTP: "{ $received }".
        [ehlo] The answer to EHLO breaks the rules of SMTP: "{ $received }".
        [starttls] The answer to STARTTLS breaks the rules of SMTP: "{ $received }".
        [ehlo-tls] The answer to EHLO inside TLS breaks the rules of SMTP: "{ $received }".
       *[other] An answer of the server breaks the rules of SMTP: "{ $received }".
    }
    .label = { fault-reply-malformed }
    .detail = "{ $received }"
evidence-bare-line-feed =
    { $at ->
        [banner] A line of the greeting ends in a bare LF, not in CR LF: "{ $received }".
        [ehlo] A line of the answer to EHLO ends in a bare LF, not in CR LF: "{ $received }".
        [starttls] The answer to STARTTLS ends in a bare LF, not in CR LF: "{ $received }".
        [ehlo-tls] A line of the answer to EHLO inside TLS ends in a bare LF, not in CR LF: "{ $received }".
       *[other] A line of the server ends in a bare LF, not in CR LF: "{ $received }".
    } Office 365 may wait for the rest of it.
    .label = { fault-bare-line-feed }
    .detail = "{ $received }"
evidence-stray-character =
    { $at ->
        [banner] A line of the greeting has a { $character } in it, which SMTP forbids: "{ $received }".
        [ehlo] A line of the answer to EHLO has a { $character } in it, which SMTP forbids: "{ $received }".
        [starttls] The answer to STARTTLS has a { $character } in it, which SMTP forbids: "{ $received }".
        [ehlo-tls] A line of the answer to EHLO inside TLS has a { $character } in it, which SMTP forbids: "{ $received }".
       *[other] A line of the server has a { $character } in it, which SMTP forbids: "{ $received }".
    } Office 365 may read it otherwise.
    .label = { fault-stray-character }
    .detail = { $character }: "{ $received }"
evidence-reply-unasked =
    { $early ->
        [no]
            { $at ->
                [ehlo] EHLO was answered with what accepts something else: "{ $received }". Only 250 accepts EHLO.
                [starttls] STARTTLS was answered with what accepts something else: "{ $received }". Only 220 accepts STARTTLS.
                [ehlo-tls] EHLO inside TLS was answered with what accepts something else: "{ $received }". Only 250 accepts EHLO.
               *[other] A command was answered with what accepts something else: "{ $received }".
            }
       *[yes]
            { $at ->
                [ehlo] Before its answer to EHLO, or beside it, the server said what nobody had asked for: "{ $received }".
                [starttls] Before its answer to STARTTLS, or beside it, the server said what nobody had asked for: "{ $received }".
                [ehlo-tls] Before its answer to EHLO inside TLS, or beside it, the server said what nobody had asked for: "{ $received }".
               *[other] The server said what nobody had asked for: "{ $received }".
            }
    } From there on its replies and the commands are out of step.
    .label = { fault-reply-unasked }
    .detail = "{ $received }"
evidence-reply-endless =
    { $at ->
        [banner] The greeting had not ended after { $elapsed }. The last of it was "{ $received }".
        [ehlo] The answer to EHLO had not ended after { $elapsed }. The last of it was "{ $received }".
        [starttls] The answer to STARTTLS had not ended after { $elapsed }. The last of it was "{ $received }".
        [ehlo-tls] The answer to EHLO inside TLS had not ended after { $elapsed }. The last of it was "{ $received }".
       *[other] An answer of the server had not ended after { $elapsed }. The last of it was "{ $received }".
    }{ $lines ->
        [0] { "" }
        [one] { " " }Before that, { $lines } whole line had come.
       *[other] { " " }Before that, { $lines } whole lines had come.
    }
    .label = { fault-reply-endless }
    .detail =
    { $lines ->
        [0] a line without an end: "{ $received }"
        [one] no end after { $lines } line ({ $elapsed }): "{ $received }"
       *[other] no end after { $lines } lines ({ $elapsed }): "{ $received }"
    }
evidence-ehlo-rejected = The server refuses EHLO: "{ $reply }".
    .label = { fault-ehlo-rejected }
    .detail = "{ $reply }"
evidence-size-small = By SIZE { $octets } in its answer to EHLO the server takes no larger message, and RFC 5321 has every server take 65536 bytes: larger mail is refused once it is sent.
    .label = small size
    .detail = SIZE { $octets } in the answer to EHLO
evidence-ehlo-name =
    { $accepted ->
        [yes] The server refuses the address { $address } in EHLO ("{ $reply }") and takes the name { $name }. Office 365 greets with a name, so that does not concern it.
       *[no] The server refuses the address { $address } in EHLO ("{ $reply }"), and the name { $name } too. Office 365 greets with a full name of its own; name one with --ehlo to see whether that makes the difference.
    }
    .label = greeted with
    .detail =
    { $accepted ->
        [yes] { $address } refused, { $name } accepted
       *[no] { $address } refused, { $name } too
    }
evidence-ehlo-unsupported = The server refuses EHLO ("{ $reply }") and accepts HELO only, so it can offer no TLS.
    .label = { fault-ehlo-unsupported }
    .detail = EHLO: "{ $reply }"
evidence-ehlo-masked = In the answer to EHLO a keyword is overwritten ("{ $keyword }"), which is the mark of a firewall that inspects SMTP.
    .label = { fault-ehlo-masked }
    .detail = "{ $keyword }"
evidence-starttls-missing =
    { $keywords-count ->
        [0] The connector requires TLS, and the server does not offer STARTTLS; its answer to EHLO offers nothing.
       *[other] The connector requires TLS, and the server does not offer STARTTLS; it offers { $keywords }.
    }
    .label = { fault-starttls-missing }
    .detail =
    { $keywords-count ->
        [0] STARTTLS is not offered, nor anything else
       *[other] only { $keywords }
    }
evidence-starttls-masked = The connector requires TLS, and a firewall that inspects SMTP has overwritten the offer of STARTTLS ("{ $keyword }").
    .label = { fault-starttls-masked }
    .detail = "{ $keyword }" instead of STARTTLS
evidence-plain-text = The server does not offer STARTTLS. The connector does not require TLS, so mail goes in clear.
    .label = in clear
    .detail = STARTTLS is not offered
evidence-starttls-rejected = The server offers STARTTLS and then refuses it: "{ $reply }". Whether Office 365 then sends in clear is not known.
    .label = { fault-starttls-rejected }
    .detail = "{ $reply }"
evidence-starttls-injected = Behind the answer to STARTTLS the server sent more in clear: "{ $received }". What comes so before TLS cannot be trusted.
    .label = { fault-starttls-injected }
    .detail = "{ $received }"
evidence-ehlo-tls-rejected = Inside TLS the server refuses EHLO: "{ $reply }".
    .label = { fault-ehlo-tls-rejected }
    .detail = "{ $reply }"
evidence-closed =
    { $at ->
        [banner] The server closed the connection after { $elapsed }, without a greeting.
        [ehlo] The server closed the connection after { $elapsed }, without an answer to EHLO.
        [starttls] The server closed the connection after { $elapsed }, without an answer to STARTTLS.
        [handshake] The server closed the connection after { $elapsed }, in the middle of the TLS handshake.
        [ehlo-tls] The server closed the connection after { $elapsed }, without an answer to EHLO inside TLS.
       *[other] The server closed the connection after { $elapsed }.
    }{ $last ->
        [none] { "" }
       *[other] { " " }Its last line was "{ $last }".
    }
    .label = { fault-closed }
    .detail =
    { $at ->
        [banner] after { $elapsed }, without a greeting
        [ehlo] after { $elapsed }, without an answer to EHLO
        [starttls] after { $elapsed }, without an answer to STARTTLS
        [handshake] after { $elapsed }, in the TLS handshake
        [ehlo-tls] after { $elapsed }, without an answer to EHLO inside TLS
       *[other] after { $elapsed }
    }
evidence-reset =
    { $at ->
        [banner] The connection was reset after { $elapsed }, without a greeting.
        [ehlo] The connection was reset after { $elapsed }, without an answer to EHLO.
        [starttls] The connection was reset after { $elapsed }, without an answer to STARTTLS.
        [handshake] The connection was reset after { $elapsed }, in the middle of the TLS handshake.
        [ehlo-tls] The connection was reset after { $elapsed }, without an answer to EHLO inside TLS.
       *[other] The connection was reset after { $elapsed }.
    }{ $last ->
        [none] { "" }
       *[other] { " " }The server's last line was "{ $last }".
    }
    .label = { fault-reset }
    .detail =
    { $at ->
        [banner] after { $elapsed }, without a greeting
        [ehlo] after { $elapsed }, without an answer to EHLO
        [starttls] after { $elapsed }, without an answer to STARTTLS
        [handshake] after { $elapsed }, in the TLS handshake
        [ehlo-tls] after { $elapsed }, without an answer to EHLO inside TLS
       *[other] after { $elapsed }
    }
evidence-silent =
    { $at ->
        [banner]
            { $partial ->
                [none] The server took the connection and sent no greeting in { $waited }. Office 365 may wait longer.
               *[other] The server began its greeting and had not ended it after { $waited }. Office 365 may wait longer.
            }
        [ehlo] The server did not answer EHLO in { $waited }.
        [starttls] The server did not answer STARTTLS in { $waited }.
        [handshake] The TLS handshake did not end in { $waited }: the server fell silent.
        [ehlo-tls] The server did not answer EHLO inside TLS in { $waited }.
       *[other] The server did not answer in { $waited }.
    }{ $partial ->
        [none] { "" }
       *[other] { " " }All that had come was "{ $partial }".
    }{ $spent ->
        [no] { "" }
       *[other] { " " }The time for this address as a whole was over then.
    }
    .label = { fault-silent }
    .detail =
    { $at ->
        [banner]
            { $partial ->
                [none] no greeting in { $waited }
               *[other] greeting not ended after { $waited }
            }
        [ehlo] no answer to EHLO in { $waited }
        [starttls] no answer to STARTTLS in { $waited }
        [handshake] in the TLS handshake, no answer in { $waited }
        [ehlo-tls] no answer to EHLO inside TLS in { $waited }
       *[other] no answer in { $waited }
    }
evidence-path-mtu = A second try with small packets got an answer: large packets from the server do not get through (path MTU).
    .label = { fault-path-mtu }
    .detail = only small packets get through

## Evidence: TLS

evidence-tls-version =
    { $offered ->
        [none] The server speaks no TLS version that Office 365 uses: it takes at least 1.2.
       *[other] The server speaks { $offered } at most; Office 365 takes at least TLS 1.2.
    }
    .label = { fault-tls-version }
    .detail =
    { $offered ->
        [none] no TLS 1.2 or newer
       *[other] { $offered } at most
    }
evidence-tls-cipher = The server accepts none of the cipher suites that Office 365 is documented to use (alert { $alert }).
    .label = { fault-tls-cipher }
    .detail = alert { $alert }
evidence-tls-alert = The server breaks off the TLS handshake with the alert { $alert }.
    .label = { fault-tls-alert }
    .detail = { $alert }
evidence-tls-plaintext = After STARTTLS the server went on in plain text: "{ $received }".
    .label = { fault-tls-plaintext }
    .detail = "{ $received }"
evidence-tls-malformed = What the server sends breaks the rules of TLS ({ $error }).
    .label = { fault-tls-malformed }
    .detail = { $error }
evidence-tls-key-mismatch = The server signs the TLS handshake with another key than that of its certificate, so every client breaks off.
    .label = { fault-tls-key-mismatch }
    .detail = not the key of the certificate
evidence-tls-client-certificate = The server demands a client certificate. Office 365 presents one of its own, mxray has none.
    .label = { fault-tls-client-certificate }
    .detail = demanded; mxray has none
evidence-tls-unsupported-here = The server wants what mxray cannot speak; Office 365 can, according to its documentation ({ $detail }).
    .label = { fault-tls-unsupported-here }
    .detail = { $detail }
evidence-tls-limit-here =
    { $limit ->
        [long-chain] The server sends more than 64 KiB of certificates, and the TLS library of mxray takes no more than that; whether Office 365 does is not known.
        [empty-staple] The answer that the server staples to its certificate is empty, and the TLS library of mxray does not take that; whether Office 365 does is not known.
        [key] The key of the server's certificate is { $offered }, with which the TLS library of mxray cannot shake hands (alert { $alert }); whether Office 365 can is not known.
        [curve] The server exchanges keys on the curve { $offered }, which the TLS library of mxray lacks (alert { $alert }); whether Office 365 has it is not known.
       *[hello] The server refuses the TLS hello of mxray (alert { $alert }), although it speaks { $offered }. What it minds does not show, so whether it minds the hello of Office 365 is not known.
    }
    .label = { fault-tls-limit-here }
    .detail =
    { $limit ->
        [long-chain] more than 64 KiB of certificates
        [empty-staple] an empty stapled answer
        [key] a key of the kind { $offered }
        [curve] the curve { $offered }
       *[hello] alert { $alert }, although it speaks { $offered }
    }

## Evidence: the certificate

evidence-certificate-expired =
    { $days ->
        [0] The certificate ended on { $not-after }, today.
        [one] The certificate ended on { $not-after }, { $days } day ago.
       *[other] The certificate ended on { $not-after }, { $days } days ago.
    }
    .label = { fault-certificate-expired }
    .detail =
    { $days ->
        [0] { $not-after }, today
        [one] { $not-after }, { $days } day ago
       *[other] { $not-after }, { $days } days ago
    }
evidence-certificate-not-yet-valid =
    { $days ->
        [0] The certificate begins on { $not-before }, later today.
        [one] The certificate begins on { $not-before }, in { $days } day.
       *[other] The certificate begins on { $not-before }, in { $days } days.
    }
    .label = { fault-certificate-not-yet-valid }
    .detail =
    { $days ->
        [0] from { $not-before }, today
        [one] from { $not-before }, in { $days } day
       *[other] from { $not-before }, in { $days } days
    }
evidence-certificate-name-mismatch =
    { $presented-count ->
        [0] The connector wants the name { $wanted }, and the certificate carries no name at all.
       *[other] The connector wants the name { $wanted }, and the certificate carries { $presented }.
    }{ $common-name-only ->
        [yes] { " " }That name stands in its subject only, not in its subject alternative name (SAN).
       *[no] { "" }
    }
    .label = { fault-certificate-name-mismatch }
    .detail =
    { $presented-count ->
        [0] wanted { $wanted }, has none
       *[other] wanted { $wanted }, has { $presented }
    }
evidence-certificate-self-signed = The certificate signed itself: "{ $subject }".
    .label = { fault-certificate-self-signed }
    .detail = "{ $subject }"
evidence-certificate-unknown-issuer =
    { $root-sent ->
        [yes] The certificate leads to the root "{ $issuer }", which is not trusted.
       *[no] The certificate leads to no trusted root; its issuer is "{ $issuer }".
    }
    .label = { fault-certificate-unknown-issuer }
    .detail = "{ $issuer }"
evidence-certificate-incomplete-chain = The server probably does not send the intermediate certificate "{ $issuer }"; Office 365 does not fetch it.
    .label = chain
    .detail = "{ $issuer }" was not sent
evidence-certificate-weak-key = The key of "{ $subject }" is too weak: { $key }.
    .label = { fault-certificate-weak-key }
    .detail = { $key }
evidence-certificate-weak-signature = The signature of "{ $subject }" is too weak: { $signature }.
    .label = { fault-certificate-weak-signature }
    .detail = { $signature }
evidence-certificate-revoked = The certificate "{ $subject }" was revoked, says the OCSP answer stapled to it.
    .label = { fault-certificate-revoked }
    .detail = "{ $subject }"
evidence-certificate-malformed =
    { $flaw ->
        [not-for-servers] The certificate "{ $subject }" names its uses, and a server is not among them (no serverAuth in its extendedKeyUsage).
        [wrong-signature] The signature of the certificate "{ $subject }" is wrong: its issuer's key did not make it.
        [algorithm-mismatch] The certificate "{ $subject }" contradicts itself: it names two signature algorithms.
        [key-not-proved] The server did not prove that it has the key of its certificate "{ $subject }".
       *[unreadable] The server's certificate cannot be read.
    }
    .label = { fault-certificate-malformed }
    .detail =
    { $flaw ->
        [not-for-servers] not meant for servers (no serverAuth)
        [wrong-signature] its issuer's key did not sign it
        [algorithm-mismatch] names two signature algorithms
        [key-not-proved] the server did not prove that it has its key
       *[unreadable] cannot be read
    }
evidence-certificate-unsupported-here =
    { $limit ->
        [authority-as-server] The server's own certificate says that it is an authority's (CA in its basicConstraints). mxray takes no such certificate from a server; whether Office 365 does is not known.
        [signature-algorithm] mxray cannot verify one of the signatures of this chain, because it does not know the algorithm; whether Office 365 does is not known.
        [critical-extension] The chain has a critical extension that mxray does not know; whether Office 365 does is not known.
        [version] The chain has a certificate of an old version of X.509, which mxray does not take; whether Office 365 does is not known.
        [too-complex] The chain is more complex than mxray is willing to verify; whether Office 365 is willing is not known.
        [key-usage] The key of the server's certificate is not meant for signing (keyUsage without digitalSignature), which every cipher suite of mxray needs; whether Office 365 minds is not known.
        [key-kind] The key of the server's certificate is of a kind that Microsoft does not document for the TLS of Windows; whether Office 365 can speak TLS with this server at all is not known.
        [path-kind] An authority of the chain or its trusted root has a key, or signed, in a way that Microsoft does not document for the TLS of Windows (Ed25519, Ed448, a curve that is none of NIST's, RSASSA-PSS); whether Office 365 can verify this chain is not known.
        [any-usage] The server's certificate may be used for anything (anyExtendedKeyUsage) and does not name TLS servers; whether Office 365 accepts that is not known.
        [name-final-dot] The only name in the certificate that fits ends in a dot; whether Office 365 takes it for the same name is not known.
        [name-public-suffix] The only name in the certificate that fits is a wildcard for everything below a public suffix, such as *.com; whether Office 365 accepts that is not known.
        [name-part-wildcard] The only name in the certificate that fits has a wildcard behind letters, such as ma*.contoso.com; the standard forbids that, and whether Office 365 accepts it is not known.
        [name-deeper] The name in the certificate stands more than one label below the connector's wildcard; whether Office 365 accepts that is not known.
        [name-unicode] The only name in the certificate that fits is not written as it is in the DNS (xn--…); whether Office 365 takes it for the same name is not known.
        [name-in-subject] The server's name counts by the subject of the certificate (CN) alone, and an authority of the chain may not vouch for that name (nameConstraints); whether Office 365 minds is not known.
        [root-not-an-authority] The trusted root of the chain says that it is no authority's or that its key signs no certificates (basicConstraints, keyUsage); whether Office 365 minds is not known.
        [root-path-length] The trusted root of the chain allows fewer authorities below it than stand there (pathLenConstraint); whether Office 365 minds is not known.
        [root-dates] The trusted root of the chain has ended or has not begun; whether Office 365 minds, or has another root of the same name and key, is not known.
       *[encoding] The chain is written in a way that mxray cannot verify; whether Office 365 can is not known.
    }
    .label = { fault-certificate-unsupported-here }
    .detail =
    { $limit ->
        [authority-as-server] it says that it is an authority's
        [signature-algorithm] a signature whose algorithm mxray does not know
        [critical-extension] a critical extension that mxray does not know
        [version] an old version of X.509
        [too-complex] too complex for mxray
        [key-usage] its key is not meant for signing
        [key-kind] a kind of key that Windows may not have
        [path-kind] a kind of key or signature above the server's that Windows may not have
        [any-usage] it is for any use, without naming TLS servers
        [name-final-dot] its name ends in a dot
        [name-public-suffix] a wildcard below a public suffix
        [name-part-wildcard] a wildcard behind letters
        [name-deeper] its name is deeper than the wildcard
        [name-unicode] its name is not written as in the DNS
        [name-in-subject] an authority may not vouch for the name in its subject
        [root-not-an-authority] its root is not an authority's
        [root-path-length] its root allows fewer authorities below it
        [root-dates] its root has ended or has not begun
       *[encoding] an unusual encoding
    }
evidence-chain-expired =
    { $days ->
        [0] The intermediate certificate "{ $subject }" ended on { $not-after }, today; its SHA-1 thumbprint is { $sha1 }.
        [one] The intermediate certificate "{ $subject }" ended on { $not-after }, { $days } day ago; its SHA-1 thumbprint is { $sha1 }.
       *[other] The intermediate certificate "{ $subject }" ended on { $not-after }, { $days } days ago; its SHA-1 thumbprint is { $sha1 }.
    }
    .label = { fault-chain-expired }
    .detail =
    { $days ->
        [0] "{ $subject }", { $not-after }, today
        [one] "{ $subject }", { $not-after }, { $days } day ago
       *[other] "{ $subject }", { $not-after }, { $days } days ago
    }
evidence-chain-not-yet-valid =
    { $days ->
        [0] The intermediate certificate "{ $subject }" begins on { $not-before }, later today; its SHA-1 thumbprint is { $sha1 }.
        [one] The intermediate certificate "{ $subject }" begins on { $not-before }, in { $days } day; its SHA-1 thumbprint is { $sha1 }.
       *[other] The intermediate certificate "{ $subject }" begins on { $not-before }, in { $days } days; its SHA-1 thumbprint is { $sha1 }.
    }
    .label = { fault-chain-not-yet-valid }
    .detail =
    { $days ->
        [0] "{ $subject }", from { $not-before }, today
        [one] "{ $subject }", from { $not-before }, in { $days } day
       *[other] "{ $subject }", from { $not-before }, in { $days } days
    }
evidence-chain-malformed =
    { $flaw ->
        [not-for-servers] The certificate "{ $subject }" of the chain names its uses, and servers are not among them (no serverAuth in its extendedKeyUsage).
        [not-an-authority] The certificate "{ $subject }" of the chain is not an authority's (no CA in its basicConstraints), so it may not vouch for another.
        [not-a-signer] The certificate "{ $subject }" of the chain may not vouch for another: the signing of certificates is not among the uses of its key (no keyCertSign in its keyUsage).
        [path-length] The certificate "{ $subject }" of the chain allows fewer authorities below it than stand there (pathLenConstraint).
        [name-constraint] The certificate "{ $subject }" of the chain may not vouch for the names of this server (nameConstraints).
        [wrong-signature] The signature of the certificate "{ $subject }" of the chain is wrong: its issuer's key did not make it.
        [algorithm-mismatch] The certificate "{ $subject }" of the chain contradicts itself: it names two signature algorithms.
       *[unreadable] The certificate "{ $subject }" of the chain cannot be read.
    }
    .label = { fault-chain-malformed }
    .detail =
    { $flaw ->
        [not-for-servers] "{ $subject }" is not meant for servers
        [not-an-authority] "{ $subject }" is not an authority's
        [not-a-signer] "{ $subject }" may not sign certificates
        [path-length] "{ $subject }" allows fewer authorities below it
        [name-constraint] "{ $subject }" may not vouch for these names
        [wrong-signature] its issuer's key did not sign "{ $subject }"
        [algorithm-mismatch] "{ $subject }" names two signature algorithms
       *[unreadable] "{ $subject }" cannot be read
    }
evidence-certificate-ends-soon =
    { $days ->
        [0] The certificate ends on { $not-after }, today.
        [one] The certificate ends on { $not-after }, in { $days } day.
       *[other] The certificate ends on { $not-after }, in { $days } days.
    }
    .label = { fault-certificate-ends-soon }
    .detail =
    { $days ->
        [0] { $not-after }, today
        [one] { $not-after }, in { $days } day
       *[other] { $not-after }, in { $days } days
    }
evidence-chain-ends-soon =
    { $days ->
        [0] The intermediate certificate "{ $subject }" ends on { $not-after }, today; its SHA-1 thumbprint is { $sha1 }.
        [one] The intermediate certificate "{ $subject }" ends on { $not-after }, in { $days } day; its SHA-1 thumbprint is { $sha1 }.
       *[other] The intermediate certificate "{ $subject }" ends on { $not-after }, in { $days } days; its SHA-1 thumbprint is { $sha1 }.
    }
    .label = { fault-chain-ends-soon }
    .detail =
    { $days ->
        [0] "{ $subject }", { $not-after }, today
        [one] "{ $subject }", { $not-after }, in { $days } day
       *[other] "{ $subject }", { $not-after }, in { $days } days
    }
evidence-chain-order = The server sends its certificate chain in the wrong order.
    .label = { fault-chain-order }
    .detail = certificates of the chain
evidence-certificate-ecdsa-only = The only certificate that the server shows has another key than RSA ({ $key }); every cipher suite that Office 365 is documented to use wants RSA.
    .label = { fault-certificate-ecdsa-only }
    .detail = { $key }
evidence-no-roots =
    { $errors-count ->
        [0] This machine has no list of trusted roots, so trust cannot be judged here.
       *[other] The trusted roots cannot be read, so trust cannot be judged here ({ $errors }).
    }
    .label = { fault-no-roots }
    .detail =
    { $errors-count ->
        [0] trust cannot be judged
       *[other] trust cannot be judged ({ $errors })
    }
evidence-staple-missing = The certificate "{ $subject }" asks for an OCSP answer stapled to it (must-staple, RFC 7633), and the server gave none. Some clients refuse that; Office 365 is not documented to look for it.
    .label = no staple
    .detail = must-staple without a stapled answer
evidence-certificate-accepted =
    { $days ->
        [0] The certificate "{ $subject }" is accepted; it ends on { $not-after }, today.
        [one] The certificate "{ $subject }" is accepted; it ends on { $not-after }, in { $days } day.
       *[other] The certificate "{ $subject }" is accepted; it ends on { $not-after }, in { $days } days.
    }
    .label = certificate
    .detail =
    { $days ->
        [0] "{ $subject }", ends { $not-after }, today
        [one] "{ $subject }", ends { $not-after }, in { $days } day
       *[other] "{ $subject }", ends { $not-after }, in { $days } days
    }
evidence-thumbprint = SHA-1 thumbprint of the certificate: { $sha1 }
    .label = thumbprint
    .detail = { $sha1 }

## Evidence: the address as a whole

evidence-healthy =
    { $tls ->
        [none] Everything went well, in { $elapsed }, without TLS.
       *[other] Everything went well, in { $elapsed }, with TLS { $tls }.
    }
    .label = ok
    .detail =
    { $tls ->
        [none] { $elapsed }, no TLS
       *[other] { $elapsed }, TLS { $tls }
    }
evidence-quit-answered =
    { $answer ->
        [other] QUIT was not answered with 221, as RFC 5321 demands, but with "{ $received }".
        [unended] The answer to QUIT has no end: "{ $received }".
        [closed] On QUIT the server closed the connection without the answer 221 that RFC 5321 demands.
       *[silent] The server did not answer QUIT within { $waited }.
    } That stops no mail: a message is delivered before QUIT.
    .label = odd farewell
    .detail =
    { $answer ->
        [other] "{ $received }" on QUIT
        [unended] "{ $received }" on QUIT, without an end
        [closed] closed on QUIT, without 221
       *[silent] no answer to QUIT within { $waited }
    }
evidence-sample-differs =
    { $what ->
        [certificate] { $count } of { $total } connections met another certificate: several servers share this address.
        [outcome] { $count } of { $total } connections ended otherwise: what answers at this address does not always answer alike.
       *[greeting] { $count } of { $total } connections met another greeting: several servers share this address.
    }
    .label = { fault-sample-differs }
    .detail =
    { $what ->
        [certificate] another certificate, { $count } of { $total }
        [outcome] another outcome, { $count } of { $total }
       *[greeting] another greeting, { $count } of { $total }
    }

evidence-samples-left-out =
    { $made ->
        [one] { $made } of the { $asked } connections that were asked for was made: more would have taken longer than one address is given, or have asked it more often than mxray does in a run. What the others would have met is not known.
       *[other] { $made } of the { $asked } connections that were asked for were made: more would have taken longer than one address is given, or have asked it more often than mxray does in a run. What the others would have met is not known.
    }
    .label = connections left out
    .detail = { $made } of { $asked } made

## Evidence: the report against what is seen

evidence-report-thumbprint-differs = The report names the certificate { $reported }, and here the server shows { $seen }: another device, or a second server.
    .label = thumbprint
    .detail = reported { $reported }, seen { $seen }
evidence-report-thumbprint-same = It is the very certificate that the report names: { $reported }.
    .label = thumbprint
    .detail = as in the report
evidence-report-address-differs =
    { $current-count ->
        [0] The report names { $reported }, and the name has no address now: old DNS data, or a wrong smart host.
       *[other] The report names { $reported }, and the name now leads to { $current }: old DNS data, or a wrong smart host.
    }
    .label = other address
    .detail =
    { $current-count ->
        [0] reported { $reported }, now none
       *[other] reported { $reported }, now { $current }
    }
evidence-report-server-differs = The report names { $reported }, which does not belong to this connector ({ $expected }).
    .label = other server
    .detail = reported { $reported }, expected { $expected }
evidence-report-old =
    { $days ->
        [0] The report is of { $reported }, today, and the time for retries is over: it is history.
        [one] The report is of { $reported }, { $days } day ago, and the time for retries is over: it is history.
       *[other] The report is of { $reported }, { $days } days ago, and the time for retries is over: it is history.
    }
    .label = old report
    .detail =
    { $days ->
        [0] { $reported }, today
        [one] { $reported }, { $days } day ago
       *[other] { $reported }, { $days } days ago
    }

## What cannot be known from here

unknown-revocation = Was the certificate revoked? mxray did not ask.
unknown-vantage = Does Office 365 meet the same server? This is the view from here; a firewall may treat the two differently.
unknown-patience = Would Office 365 wait longer? How long it waits is not published.
unknown-plain-fallback = Does Office 365 send in clear when STARTTLS is offered and broken? That is not published.
unknown-client-certificate = Would the server accept the certificate of Office 365? mxray has none to present.
unknown-cipher-suite = Can Office 365 speak what this server wants? According to its documentation, yes; mxray cannot try it.
unknown-certificate = Does Office 365 accept this certificate? mxray cannot judge it, and nothing published says so.
unknown-tls-limit = Would Office 365 get through this handshake? The TLS library of mxray does not, and nothing published says.
unknown-greeting-name = Would the server refuse the name of Office 365 in EHLO as well? mxray greets with another.
unknown-refusal-source = Did the server refuse, or a firewall in front of it? A refusal does not say who sent it.
unknown-public-address = Does Office 365 get another address from public DNS? The ones seen here are inside a network only.
unknown-inside = Is the server reached from outside too? Inside a network, a private address, or one's own public address (NAT loopback), proves nothing about that.
unknown-untried = Do the addresses that were not tried take mail? mxray does not know, and Office 365 may deliver to one of them.

## The report against what is seen, and verdicts

agreement-confirmed = The report says { $reported }: the same fault, confirmed.
agreement-code-fits = The report says { $reported }: that code fits what is seen here. It gives no reason that could be compared.
agreement-other-reason = { $place ->
    [name] The report says { $reported }, and from here the same code has another reason: { $fault }. Servers or resolvers do not all give the same answer, or it changed since the report.
   *[server] The report says { $reported }, and from here the same code has another reason ({ $stage }: { $fault }). Another server stands behind the name, something in between answers in its place, or it changed since the report.
}
agreement-different = { $code ->
    [other] The report says { $reported }, and from here something else is seen. Mend what is seen here, then look whether the report still comes.
   *[known] The report says { $reported }, and from here it is { $code }. Mend what is seen here, then look whether the report still comes.
}
agreement-not-reproduced = From here all is well, yet the report says { $reported }. Look for what treats the addresses of Office 365 differently, a firewall first of all.
agreement-beside = { $verdict ->
    [healthy] The report says { $reported } of { $address }: that is seen there. Mail gets through by another address.
   *[other] The report says { $reported } of { $address }: that is seen there too, beside what is told first.
}
agreement-elsewhere = The report says { $reported } of { $address }: that is not seen there, but at another address. Mend what is seen here, then look whether the report still comes.
agreement-repaired = The report says { $reported }. It is older than the repair: the queue empties by itself, oldest first, within about an hour.
agreement-repaired-since = The report says { $reported }: that fault was seen from here too, and is repaired. What is seen now is another one.
agreement-repaired-another = The report says { $reported }, and what was repaired is something else. If mail still waits in an hour, look for what treats the addresses of Office 365 differently, a firewall first of all.
agreement-may-remain = The report says { $reported }. Nothing that is seen would stop the mail now, but at least one address that did was not seen past its fault since. The report may be about that one.
may-remain = At least one address that stopped the mail was not seen past its fault since, and may stop it still.
repaired-queue = Mail that waited is delivered by itself, oldest first, within about an hour.
# Before and after, at one place or several: $fault as in the table of the probe.
repaired-at = { $listed ->
    [no] { $places }: { $fault } ({ $stage }) on { $seen }; gone from the addresses of this connector on { $gone }.
   *[yes] { $places }: { $fault } ({ $stage }) on { $seen }; no longer so on { $gone }.
}

verdict-healthy = Nothing found that would keep Office 365 from delivering.
verdict-repaired = Repaired: what kept Office 365 from delivering is gone.
verdict-fault = A fault keeps Office 365 from delivering.
verdict-inconclusive = No verdict: this machine could not look.
verdict-inconclusive-dns-not-asked = No verdict: there was no time left to ask the resolver for { $name }. Check that name in a run of its own, or with a longer --timeout.
verdict-inconclusive-not-asked-again =
    { $count ->
        [one] No verdict: at least one name was not probed, because its address had been asked { $count } time in this run already. Check that name in a run of its own.
       *[other] No verdict: at least one name was not probed, because its address had been asked { $count } times in this run already. Check that name in a run of its own.
    }
verdict-inconclusive-not-tried =
    { $count ->
        [one] No verdict: { $count } address was not tried, and Office 365 could deliver to it.
       *[other] No verdict: { $count } addresses were not tried, and Office 365 could deliver to one of them.
    }
verdict-inconclusive-out-of-time =
    { $count ->
        [one] No verdict: for want of time { $count } address was not tried, and Office 365 could deliver to it.
       *[other] No verdict: for want of time { $count } addresses were not tried, and Office 365 could deliver to one of them.
    }
verdict-inconclusive-resolver-unavailable =
    { $answer ->
        [none] No verdict: this machine names no resolver. Name one with --resolver, or probe from another machine.
       *[other] No verdict: the resolver { $server }, which this machine uses, did not give the answers that were needed. That is trouble here, not at the destination. Name another with --resolver, or probe from another machine.
    }
verdict-inconclusive-local-no-route = No verdict: this machine has no route to the server. Probe again from a machine that has one.
verdict-inconclusive-local-permission = No verdict: this machine does not let mxray connect. Probe again where connections on this port are allowed.
verdict-inconclusive-local-resources = No verdict: this machine has no sockets, ports or memory left. Probe again once it has.
verdict-inconclusive-local-stopped = No verdict: mxray was stopped while it probed (Ctrl-Z, or a machine without time for it). Probe again.
verdict-inconclusive-outbound-blocked = No verdict: port { $port } does not get out of this network. The control connection had no answer either. Probe again from a network that may send mail.
verdict-inconclusive-no-roots = No verdict: no trusted roots are available here, so the certificate cannot be judged. Name some with --ca-file, or probe from another machine.
verdict-inconclusive-tls-client-certificate = No verdict: the server demands a client certificate. Office 365 presents one of its own, mxray has none.
verdict-inconclusive-tls-unsupported-here = No verdict: the server wants a kind of TLS that mxray cannot speak. Office 365 can, according to its documentation.
verdict-inconclusive-tls-limit-here = No verdict: the handshake fails at something that the TLS library of mxray does not take. Whether Office 365 takes it is not known.
verdict-inconclusive-certificate-unsupported-here = No verdict: mxray cannot judge this certificate, and whether Office 365 accepts it is not known.
verdict-inconclusive-dns-private-address = No verdict: { $name } leads from here to { $records }, which Office 365 cannot be expected to reach; it may get another address from public DNS. Ask a public resolver with --resolver, or give the public address instead of the name.

each-enough =
    { $n ->
        [one] This { $n } fault is enough to stop the mail.
        [2] Either of the two is enough to stop the mail.
        [3] Each of the three is enough to stop the mail.
       *[other] Each of the { $n } is enough to stop the mail.
    }
also-reported = Today it often reports this as { $code }: since about 2020 Office 365 puts most failures of a session under that one code.
    .short = Today it often reports this as { $code }.
meanwhile = Mail waits in the queue; Office 365 retries for { $retry-hours } h ({ $retry-hours-before } h until mid-2019), then returns it to the sender in an NDR.
    .long = Mail waits in the queue and Office 365 retries: within 15 minutes at first, later about once an hour. After { $retry-hours } h (the tenant can set 12 h; it was { $retry-hours-before } h until mid-2019) it goes back to the sender in an NDR. Once this is repaired the queue empties by itself, oldest first; nobody can force it.

## Words of a checklist and of a level

actor-you = you
actor-dns-host = DNS host
actor-network-team = network team
actor-partner = partner
actor-microsoft = Microsoft

state-open = not yet
state-ticked = ticked
state-verified = verified
state-still-seen = still seen
state-not-seen = not seen
state-not-needed = no longer needed
step-also = The same is to be done at { $places }.
step-not-seen = { $fault ->
    [none] { $ip } was not tried this time, so nothing is known there of what this step mends.
   *[known] { $ip } did not get that far this time ({ $fault }), so nothing is known there of what this step mends.
}
step-not-seen-name = The name led to no address this time, so nothing is known of what this step mends.

level-info = note
level-warning = warning
level-fault = fault
