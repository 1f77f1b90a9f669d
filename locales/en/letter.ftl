# The letter to whoever has to act and is not the reader. Here one is polite: it goes to strangers.
# $actor: partner, dns-host, network-team or microsoft. $target: the domain, or the first smart host.

letter-subject = Subject: Mail from Office 365 does not reach { $target } ({ $error })
letter-subject-plain = Subject: Mail from Office 365 does not reach { $target }
letter-greeting = Hello,
letter-opening = { $actor ->
    [partner] Mail that our organization sends with Office 365 (Exchange Online) does not reach your mail server { $target }.
    [dns-host] Mail from Office 365 (Exchange Online) does not reach { $target }. The cause is in a DNS zone that you host.
    [microsoft] Mail from our Office 365 (Exchange Online) organization does not reach { $target }. One possible cause is an address that you send from.
    [microsoft-well] Mail from our Office 365 (Exchange Online) organization does not reach { $target }. From our side the server takes mail; the error is one that your servers report.
   *[network-team] Mail from Office 365 (Exchange Online) does not reach our mail server { $target }. The cause may be in the network or in a device in front of the server.
}
letter-waits = The messages wait in Office 365, which retries for { $retry-hours } hours and then returns them to their senders, so we would be grateful for your help soon.
letter-redacted = In this letter stand-ins replace names, addresses, persons and thumbprints: the same one for the same thing throughout.
letter-written = What Office 365 wrote
letter-at = Date and time: { $at }
letter-last-attempt = Last attempt, as it was written: { $at }
letter-server = Server that the message was for: { $server }
letter-server-address = Its address: { $ip }
letter-which = Which messages it is about
letter-message = { $id ->
    [none] Message ID of one of them: <message ID>
   *[known] Message ID of one of them: { $id }
}
letter-tenant = { $id ->
    [none] Our organization (tenant): <tenant>
   *[known] Our organization (tenant): { $id }
}
letter-seen = What was seen
letter-looked = We looked on { $at } from our own network, not from Office 365. All times are in UTC.
letter-looked-never = No connection was tried from our side.
letter-said = The conversation with { $ip } ({ $host }): "<" came from the server, ">" from us
letter-asked = What we ask of you
letter-needs = { $minds ->
    [domain] Office 365 takes a certificate here that is valid, comes from a public certificate authority, and has the name { $name }.
   *[certificate] Office 365 takes a certificate here that is valid and comes from a public certificate authority.
}
letter-ask = { $about ->
    [microsoft] Please check whether an address that you send from is on a block list, have such an entry removed, or tell us from which other addresses mail to this server will leave.
    [microsoft-well] Please look up what your servers met with these messages, and tell us what keeps them from delivering.
    [dns-host] Please find out why the name cannot be looked up, and correct the zone.
    [network-team] Please find out what keeps Office 365 from reaching the server, and let it through.
    [null-mx] Please take out the null MX record, by which your domain says that it accepts no mail, or name the servers that accept it in MX records.
    [names] Please find out why the names lead to no server that Office 365 can deliver to, and correct the records.
   *[partner] Please find out why the server answers Office 365 in this way, and correct it.
}
letter-themselves = How you can see it for yourself
letter-look-dns = In PowerShell, the records as the world sees them:
letter-look-port = In PowerShell, from outside your network, whether the port answers:
letter-look-tls = With OpenSSL, the certificates that the server sends after STARTTLS:
letter-look-mxray = With mxray, which does what Office 365 does and sends no message:
letter-look-trace = In the message trace of our organization, by that message ID: each attempt, the address of yours that it came from, and what the server replied.
letter-look-queue = In your queue for { $host }: its last error, and whether mail of other organizations for this server waits as well.
letter-returned = What was returned has to be sent again. What still waits needs nothing: once the cause is gone, Office 365 delivers it by itself, oldest first.
letter-retry = Nobody has to send anything again: once the cause is gone, Office 365 delivers what is waiting by itself, oldest first.
letter-tell-us = Please let us know when it is done, and we will look again.
letter-close = Thank you very much, and kind regards
letter-none = { $actor ->
    [partner] There is no letter to write: no step of this finding is for a partner.
    [dns-host] There is no letter to write: no step of this finding is for the DNS host.
    [microsoft] There is no letter to write: no step of this finding is for Microsoft.
    [you] There is no letter to write: this step is yours.
   *[network-team] There is no letter to write: no step of this finding is for the network team.
}

# What stands, in angle brackets, for what is not told to others.
letter-our-host = our host
letter-our-address = an address on our side
letter-our-resolver = our resolver

# On the screen.
letter-to = { $actor ->
    [partner] To the partner
    [dns-host] To the DNS host
    [microsoft] To Microsoft support
   *[network-team] To the network team
}
letter-language-now = The letter is now in: { $name }
