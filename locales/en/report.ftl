# What reports say around the findings: titles, headings, and the lines that say where and when.

report-title = { $verdict } - { $connector }
report-title-fault = FAULT: { $code }
report-title-healthy = HEALTHY: nothing found that would keep Office 365 from delivering
report-title-repaired = REPAIRED: what kept Office 365 from delivering is gone
report-title-warnings = { $count ->
    [one] HEALTHY, with { $count } warning: nothing found that would keep Office 365 from delivering
   *[other] HEALTHY, with { $count } warnings: nothing found that would keep Office 365 from delivering
}
report-title-inconclusive = NO VERDICT: from here it cannot be told whether Office 365 can deliver
report-title-running = NO VERDICT YET: the probe goes on, nothing wrong so far
report-title-stopped = NO VERDICT: the probe was stopped before its end
verdict-stopped = No verdict: the probe was stopped before its end.
report-inconclusive-code = { $article ->
    [other] If Office 365 meets the same, it reports another error code.
   *[known] If Office 365 meets the same, it reports { $code }.
}
report-provisional = The probe was stopped before its end, so this finding is provisional.

# $route: smart-host or mx; $tls: the TLS setting; $party: own or partner.
report-connector = { $named ->
    [yes] Connector: "{ $name }", { $route ->
        [mx] by the MX records of { $hosts }
       *[smart-host] { $count ->
            [1] smart host { $hosts }
           *[other] smart hosts { $hosts }
        }
    }, port { $port }, { $party ->
        [partner] a partner organization
       *[own] our own organization
    }, TLS: { $tls ->
        [opportunistic] used if offered
        [encryption] required, any certificate
        [domain] trusted CA and name { $tls-domain }
       *[certificate] trusted CA
    }
   *[no] Connector: { $route ->
        [mx] by the MX records of { $hosts }
       *[smart-host] { $count ->
            [1] smart host { $hosts }
           *[other] smart hosts { $hosts }
        }
    }, port { $port }, { $party ->
        [partner] a partner organization
       *[own] our own organization
    }, TLS: { $tls ->
        [opportunistic] used if offered
        [encryption] required, any certificate
        [domain] trusted CA and name { $tls-domain }
       *[certificate] trusted CA
    }
}
report-reported = { $agreement ->
    [confirmed] Reported: { $line }; confirmed
    [code-fits] Reported: { $line }; the code fits; the report gives no reason
    [other-reason] Reported: { $line }; the same code is seen from here for another reason
    [different] Reported: { $line }; something else is seen from here
    [not-reproduced] Reported: { $line }; not reproduced from here
    [repaired] Reported: { $line }; repaired since
   *[none] Reported: { $line }
}
report-dropped = { $count ->
    [one] Left out: { $count } mail address that the report held
   *[other] Left out: { $count } mail addresses that the report held
}
report-left-out = { $count ->
    [one] { $count } line has no room in this report and is left out. Probe fewer smart hosts at once to see it.
   *[other] { $count } lines have no room in this report and are left out. Probe fewer smart hosts at once to see them.
}
report-redacted = In this report stand-ins replace names, addresses, persons and thumbprints: the same one for the same thing throughout. What is Microsoft's is as it was.
report-looked = { $view ->
    [both] Looked: { $at }, from { $host } ({ $ip }), not from Office 365
    [host] Looked: { $at }, from { $host }, not from Office 365
    [ip] Looked: { $at }, from { $ip }, not from Office 365
   *[none] Looked: { $at }, from this machine, not from Office 365
}

pool-mixed = { $well ->
    [one] { $well } of { $count } addresses takes mail, so some messages pass and others wait. Wrong: { $faults }.
   *[other] { $well } of { $count } addresses take mail, so some messages pass and others wait. Wrong: { $faults }.
}
pool-fault = { $stage } - { $fault } ({ $count })

report-seen = Seen
report-age =
    { $days ->
        [0] The report is of today ({ $at }).
        [one] The report is { $days } day old ({ $at }).
       *[other] The report is { $days } days old ({ $at }).
    }
    .short =
    { $days ->
        [0] of today
        [one] { $days } day old
       *[other] { $days } days old
    }
reason-means =
    { $count ->
        [0] "{ $word }" stands for { $code }. { $text }
        [1] "{ $word }" stands for { $code }. { $text }
       *[other] "{ $word }" stands for { $code }, for one of these reasons: { $text }
    }
report-means = Means
report-causes = Likely causes
report-elsewhere = Likely causes at the other addresses
other-fault = At { $addresses }, { $stage }: { $fault }
report-meanwhile = Meanwhile
report-steps = Do this
report-repaired = Before and after
another-fault-stands = Another fault now; before it was { $title }.
steps-stand = { $verdict ->
    [inconclusive] No verdict this time; the steps stand as before.
   *[other] This machine did not see the earlier fault again; the steps stand as before.
}
    .of = { $verdict ->
        [inconclusive] No verdict this time; the steps stand as before, for: { $title }
       *[other] This machine did not see the earlier fault again; the steps stand as before, for: { $title }
    }
report-earlier = Earlier faults
report-ticked = Done
report-settled = Verified, or no longer needed
report-not-seen = Not seen this time
report-unknown = Not seen from here

way-heading = The way, address by address
way-title = { $named ->
    [yes] The way to { $ip } ({ $host })
   *[no] The way to { $ip }
}
way-name = { $state ->
    [fault] FAULT in the DNS: { $host }, { $fault }
    [warning] WARNING in the DNS: { $host }, { $fault }
   *[skipped] no address: { $host }
}
way-left-out = { $count ->
    [one] { $count } more address is not drawn; it is listed below.
   *[other] { $count } more addresses are not drawn; they are listed below.
}

report-fault = FAULT: { $fact }
report-warning = WARNING: { $fact }
report-detail = { $label }: { $detail }
report-row-fault = { $stage ->
    [connect] FAULT at the connection
    [banner] FAULT at the greeting
    [ehlo] FAULT at EHLO
    [starttls] FAULT at STARTTLS
    [handshake] FAULT in the TLS handshake
    [certificate] FAULT at the certificate
    [ehlo-tls] FAULT at EHLO inside TLS
   *[quit] FAULT
}: { $named ->
    [yes] { $ip } ({ $host }), after { $elapsed }
   *[no] { $ip }, after { $elapsed }
}
report-row-warning = { $failed ->
    [yes] { $stage ->
        [connect] WARNING at the connection
        [banner] WARNING at the greeting
        [ehlo] WARNING at EHLO
        [starttls] WARNING at STARTTLS
        [handshake] WARNING in the TLS handshake
        [certificate] WARNING at the certificate
        [ehlo-tls] WARNING at EHLO inside TLS
       *[quit] WARNING
    }
   *[no] WARNING
}: { $named ->
    [yes] { $ip } ({ $host }), after { $elapsed }
   *[no] { $ip }, after { $elapsed }
}
report-row-ok = ok: { $named ->
    [yes] { $ip } ({ $host }), { $elapsed }
   *[no] { $ip }, { $elapsed }
}, { $tls ->
    [none] without TLS
   *[other] TLS { $tls }
}
report-row-stopped = stopped: { $named ->
    [yes] { $ip } ({ $host }), after { $elapsed }
   *[no] { $ip }, after { $elapsed }
}
report-row-running = still looked at: { $named ->
    [yes] { $ip } ({ $host })
   *[no] { $ip }
}
report-row-not-tried = not tried: { $named ->
    [yes] { $ip } ({ $host })
   *[no] { $ip }
}
report-same-certificate = the same certificate
report-chain-of = Sent by { $ip } ({ $host }):
setting-minds =
    { $minds ->
        [name] It is the connector's TLS setting that refuses the certificate: DomainValidation wants the name { $tls-domain }; CertificateValidation would accept any name.
        [domain] It is the connector's TLS setting that refuses the certificate: DomainValidation wants a trusted certificate with the name { $tls-domain }; EncryptionOnly would accept any.
       *[certificate] It is the connector's TLS setting that refuses the certificate: CertificateValidation wants a trusted certificate; EncryptionOnly would accept any.
    }
    .short = Refused by the TLS setting: { $setting }.

report-step = { $actor }: { $step }
report-step-since = { $state }, { $at } - { $actor }: { $step }
report-done = Goal: { $when }
report-explain = Every step in full: mxray explain { $code }
report-compare = If Office 365 reports a fault all the same, compare it with what is seen here:

# explain
report-expired = Written { $code } once the message has expired.
report-lab = See it happen: mxray lab { $scenario }
report-situation = The situation
report-codes = The codes
report-article = One code in full: mxray explain CODE

# read
report-read-found = { $speaker ->
    [exchange-online] Office 365 reports { $code }
    [exchange-server] An Exchange server reports what Office 365 calls { $code }
    [destination] The destination answers with what Office 365 calls { $code }
    [mail-server] A mail server logs what Office 365 calls { $code }
   *[unknown] The text tells of what Office 365 calls { $code }
}
report-read-other = { $reported ->
    [none] This failure has no article of its own.
   *[code] { $reported } has no article of its own.
}
report-read-told = { $reported ->
    [none] The words of this failure tell its cause.
   *[code] The words behind { $reported } tell its cause.
}
report-read-none = No delivery error of this kind was found
report-read-unwrapped = { $reason ->
    [title] The line says { $reported }; its title says { $code }.
    [no-article] The line says { $reported }, which belongs to { $code }.
   *[detail] The line says { $reported }; its detail says { $code }.
}
report-read-facts = Read from it
report-read-speaker = { $speaker ->
    [exchange-online] written by: Office 365
    [exchange-server] written by: an organization's own Exchange server
    [destination] written by: the server that the mail was sent to
   *[mail-server] written by: another mail server, in its log or its bounce
}
report-read-direction = { $direction ->
    [outbound] { $speaker ->
        [exchange-online] direction: from Office 365 to a mail server
        [exchange-server] direction: from an organization's own Exchange server to another mail server
       *[other] direction: to a mail server
    }
    [inbound] direction: into Office 365
   *[unknown] direction: the text does not tell
}
report-read-reported = code as written: { $code }
report-read-expired = { $expired ->
    [yes] state: the message has expired
   *[no] { $speaker ->
        [exchange-online] state: Office 365 is still retrying
       *[other] state: the sending server is still retrying
    }
}
report-read-server = server: { $server }
report-read-detail = detail: { $detail }
report-read-expected = certificate name wanted: { $name }
report-read-presented = certificate shown: { $name }
report-read-thumbprint = thumbprint: { $thumbprint }
report-read-connector = connector: { $name }
report-read-last = last attempt: { $at }, by the sender's clock
report-read-at = at: { $at }
report-read-until = tried until: { $at }
report-read-inner = other codes in the text: { $codes }
report-read-text = The text it rests on
report-read-unread = Not understood, as it stands
report-read-unpublished = Known, without a meaning that Microsoft has published
report-read-cause = Likely cause
report-read-next = Next
report-read-compare = Probe that server and compare it with the report:
report-read-elsewhere = Here another server sends the mail, not Office 365: begin there. Look from that server whether it resolves the name, reaches the port and accepts the certificate. What the article says of Office 365's addresses holds for that server's own.
report-read-reply = Read the reply itself: the words behind the code say what was refused, or what failed. Where it is cut short, look for it whole in the log or the queue of the server that sent the mail; in Office 365, Get-MessageTraceDetailV2 with Format-List Detail shows it.
report-read-nothing = Bring the error itself: the non-delivery report as text or as a saved mail, the last error of the queue, or the log's line with the code; in Office 365, Get-MessageTraceDetailV2 with Format-List Detail shows it whole.
report-read-nothing-probe = Without any, probe the mail server itself:
# Causes that an article tells of Office 365 and of a connector, where another server sends.
report-elsewhere-no-such-name = The name does not exist: it is mistyped where the mail is routed, or its record was deleted.
report-elsewhere-unavailable = The server answered that it is not available, or takes no more connections for now.
report-elsewhere-no-tls = The sending server requires TLS, and the server that answers does not offer it.
report-elsewhere-tls-version = The two servers have no TLS version in common.
report-elsewhere-tls-cipher = The two servers have no cipher suite in common.
report-elsewhere-client-certificate = The server that answers checks the certificate that the sending server shows as a client, and does not accept it.
report-elsewhere-session-tickets = The server that answers sends TLS 1.3 session tickets in a way that the sending server does not cope with.
report-elsewhere-blocklist = The sending server's address is on a block list, and the server that answers goes by that list.
report-elsewhere-name = The certificate's subject does not match: it was issued for other names than the sending server asks for.
report-read-article = Read the article, with every cause and step:
report-read-dropped = { $count ->
    [one] { $count } mail address was seen and not kept.
   *[other] { $count } mail addresses were seen and not kept.
}
report-read-more = { $count ->
    [one] The text holds { $count } more report.
   *[other] The text holds { $count } more reports.
}

# Addresses of Office 365, and rules for firewalls. A note is one line of comment.
ranges-list = Addresses from which Office 365 sends mail to TCP port 25 (Microsoft's list { $version } of { $date })
ranges-inside = { $ip } is an address of Office 365: it is in { $range } (Microsoft's list { $version } of { $date }).
ranges-outside = { $ip } is no address of Office 365: no range of Microsoft's list { $version } of { $date } holds it.
rules-note-windows = Run this as an administrator. Disable wider rules for port 25, because Windows allows what any rule allows.
rules-note-nftables = Load this with nft -f. Whoever else may reach port 25 of this machine needs a rule before the last one (drop).
rules-note-iptables = Run this as root, and again for a newer list: it makes its chain anew. Whoever else may reach port 25 of this machine needs a rule in INPUT before the one that leads to this chain.
rules-note-cisco-asa = Put these lines into the access list of the outside interface, whose name replaces OUTSIDE-IN, before any wider rule for port 25.
rules-note-fortigate = If the firewall translates the address of the mail server, put the virtual IP in the place of "all", and move this policy above wider ones for port 25.

## A connector that is watched: one line a change

watch-now = { $at }  { $place }: now { $after }; before, for { $span }: { $before }
watch-new = { $at }  { $place }: new; { $after }
watch-names = the names of { $target }
watch-address = { $ip } ({ $host })
watch-healthy = ok
watch-not-seen = not seen from here
watch-absent = gone from the DNS
watch-standing-healthy = nothing keeps Office 365 from delivering
watch-standing-fault = fault
watch-standing-inconclusive = no verdict
watch-blind = { $at }  { $target }: this machine could not look ({ $fault }). That is no fault of the destination; what was seen last still holds.
watch-sighted = { $at }  { $target }: this machine can look again; for { $span } it could not.
watch-gap = { $at }  { $target }: nobody looked between { $from } and { $at }: this machine slept, or mxray was stopped.
watch-alive = { $at }  { $target }: no change; for { $span }: { $before }
watch-alive-blind = { $at }  { $target }: this machine still could not look ({ $fault }); before: { $before }
watch-began = Watching, a probe every { $pause }. Each change is one line, and an hour without a change too. Ctrl-C ends it.
watch-began-slower = Watching, a probe every { $pause }: servers of others are not asked more often. Each change is one line, and an hour without a change too. Ctrl-C ends it.
watch-ended = { $why ->
    [healthy] { $at }  Watched for { $span }: it is healthy.
    [time] { $at }  Watched for { $span }: the time given is over.
   *[stopped] { $at }  Watched for { $span }: stopped.
}
watch-deadline = { $shorter ->
    [over] The message of the report, queued at { $at } or earlier, goes back to its sender by { $most } (in { $left }); where the tenant set { $hours } h, it has gone back by now unless it was delivered.
   *[ahead] The message of the report, queued at { $at } or earlier, goes back to its sender by { $most } (in { $left }); where the tenant set { $hours } h, by { $least }.
}
watch-deadline-over = The message of the report, queued at { $at } or earlier, has gone back to its sender by now, unless it was delivered.
watch-deadline-stated = { $state ->
    [over] By the report, its message was tried until { $most }: it has gone back to its sender by now, unless it was delivered.
   *[ahead] By the report, its message is tried until { $most } (in { $left }); then it goes back to its sender.
}
watch-wait = What was ticked at { $at } UTC takes effect between { $least } and { $most } UTC (in { $left } at the latest); until then the error may still come.

## Cases

cases-none = No case is open. The wizard keeps one as soon as there is something to repair.
cases-line = { $name }: { $about }
case-deleted = The case { $id } is deleted.
case-probes = Probes of this case
case-letters = Letters
case-probed = { $count ->
    [0] { $at }: { $state }
    [one] { $at }: { $state }; { $healthy } of { $count } address took mail
   *[other] { $at }: { $state }; { $healthy } of { $count } addresses took mail
}
case-letter = { $at }: to { $actor }, in { $lang }

## Two reports beside each other

compare-title = { $unknown ->
    [0] New: { $new }, gone: { $gone }, same: { $same }, not seen again: { $unseen }
   *[other] New: { $new }, gone: { $gone }, same: { $same }, not seen again: { $unseen }, not known before: { $unknown }
}
compare-before = Before: { $at }, seen from { $host }.
compare-after = After: { $at }, seen from { $host }.
compare-apart = The two reports are of different connectors: they tell of different servers.
compare-blind = The second probe could not look at all it was to look at: what is not listed as new may be there all the same.
compare-swapped = The first report is the later one: what stands under New may be gone by now, and the other way round.
compare-reset = The TLS setting of a connector is not the same in both reports: what one setting lets pass, another refuses.
compare-new = New
compare-gone = Gone
compare-same = Same as before
compare-unknown = Not known before
compare-unseen = Not seen again
compare-place = { $ip ->
    [none] { $host }: { $fault }
   *[ip] { $host }, { $ip }: { $fault }
}
compare-place-untried = { $ip ->
    [none] { $host }: { $fault } (was not tried again)
   *[ip] { $host }, { $ip }: { $fault } (was not tried again)
}
compare-place-unknown = { $ip ->
    [none] { $host }: { $fault } (was not looked at before)
   *[ip] { $host }, { $ip }: { $fault } (was not looked at before)
}
compare-place-unseen = { $ip ->
    [none] { $host }: { $fault } (the probe stopped before it: { $why })
   *[ip] { $host }, { $ip }: { $fault } (the probe stopped before it: { $why })
}

# The table of all connectors. $unsure: those without a verdict.

overview-title = { $count ->
    [one] { $count } connector
   *[other] { $count } connectors
}: { $faults ->
    [0] no fault
    [one] { $faults } fault
   *[other] { $faults } faults
}{ $unsure ->
    [0] {""}
   *[other] , { $unsure } without a verdict
}{ $unprobed ->
    [0] {""}
   *[other] , not probed: { $unprobed }
}
overview-head-state = State
overview-head-code = Code
overview-head-reason = Reason
overview-head-connector = Connector
overview-head-host = Leads to
overview-fault = FAULT
overview-warning = warning
overview-ok = ok
overview-inconclusive = no verdict
overview-skipped = not probed
overview-unprobed = Not probed
overview-off = turned off
overview-left-out = { $count ->
    [one] { $count } connector that shows no fault is left out.
   *[other] { $count } connectors that show no fault are left out.
}

## Monitoring: the line of a plugin

monitor-fault = { $code } - { $seen }
monitor-title = { $title }{ $warnings ->
    [0] {""}
    [one] , { $warnings } warning
   *[other] , { $warnings } warnings
}{ $skipped ->
    [0] {""}
   *[other] , not probed: { $skipped }
}
monitor-more = { $count ->
    [one] { $count } more line is left out.
   *[other] { $count } more lines are left out.
}
