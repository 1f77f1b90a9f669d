# 450 4.4.318. No step or cause here uses a value of a run, except `-here`.

code-4-4-318 = Connection was closed abruptly
    .verdict = Office 365 reaches the server, and the connection breaks off in the middle.
    .short = cut off in mid-conversation
    .meaning = Office 365 has trouble talking with the on-premises environment: the connection was made, and then dropped or left without an answer.
    .group-partner = { group-partner }
    .cause-inspection = The firewall has SMTP packet inspection rules that do not work properly.
    .cause-server-sick = The mail server works badly (services hang or crash, system resources are low), times out and closes the connection.
    .cause-network = There are network problems between the on-premises environment and Office 365.
    .cause-tarpit = The server delays its greeting on purpose, against spammers.
    .cause-not-smtp = What answers on this port is not a mail server and waits to be spoken to.
    .cause-blocklist = { cause-blocklist }
    .cause-proxy-protocol = { cause-proxy-protocol }
    .cause-ipv6 = { cause-ipv6 }
    .cause-sender-authentication = Your domain lacks SPF, DKIM or DMARC, and the receiver cuts connections of senders without them.
    .cause-incident = There is an incident at Microsoft: Office 365 cuts connections to servers that are well.
    .step-sender-authentication = If only some receivers cut off, check SPF, DKIM and DMARC of your own domain.
    .step-sender-authentication-why = Large providers end the session of a sender whom nothing vouches for, often without a word that names the reason.
    .step-sender-authentication-how = SPF must contain include:spf.protection.outlook.com, DKIM must be enabled for your own domain, and DMARC needs a record with at least p=none.
    .step-scenario = Find out which of these applies (firewall inspection, a sick server, the network), then correct it.
    .step-scenario-how = The stage at which the connection breaks tells most: before the greeting look at the server, after EHLO or STARTTLS at the firewall.
    .step-server = If the server cuts off, check its services, resources and event log.
    .step-server-here = Check the services, resources and event log of { $ip }.
    .step-server-why = Exchange slows down and closes connections when disk, memory or a database queue runs out (back pressure).
    .step-tarpit = If the greeting comes late, shorten the delay.
    .step-tarpit-here = Shorten the delay before the greeting of { $ip }.
    .step-tarpit-why = How long Office 365 waits is not published; most senders give up before five minutes.
    .step-inspection = If a firewall inspects SMTP, turn that off and probe again.
    .step-inspection-here = Turn off SMTP inspection on the firewall in front of { $ip }, and probe again.
    .step-path-mtu = If only small packets get through, let ICMP through, or lower the packet size.
    .step-path-mtu-here = Let ICMP "fragmentation needed" reach { $ip }, or lower the MTU there.
    .step-path-mtu-why = A link on the way takes smaller packets than the server sends, and its notice about it is thrown away; so large answers, as a certificate is, vanish.
    .step-path-mtu-how = Firewalls must let ICMP type 3 code 4 and ICMPv6 "packet too big" pass. As a stopgap let the firewall lower the MSS (MSS clamping).
    .step-network-team = For network problems: have the network team look into them.
    .step-network-team-how = Give them the addresses and the times of the probe. Packets that vanish when they are large (path MTU) also break a connection in the middle.
