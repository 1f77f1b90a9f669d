# The questions about a connector: the label, and `.help` (what it is), `.why` (why it is asked), `.find` (where it is found).

## Questions

field-name = Connector name
    .help = The name of the connector, as Exchange Online has it (optional)
    .why = Commands of the checklist are then ready to be pasted.
    .find = Get-OutboundConnector | Format-List Name
field-party = Whose server
    .help = Whose server it is, called ConnectorType in Exchange Online
    .why = The answer decides who must act: you or the partner.
    .find = Get-OutboundConnector | Format-List Name,ConnectorType
field-route = Route
    .help = How Office 365 finds the server, called UseMXRecord in Exchange Online
    .why = A smart host is named in the connector; by MX, the recipient domain leads.
    .find = Get-OutboundConnector | Format-List Name,UseMXRecord,SmartHosts
field-smart-host = Smart host
    .help = Smart host: a name or an address; several are separated by commas
    .why = Office 365 looks up the MX records of the name first, then the addresses of the name itself.
    .find = Get-OutboundConnector | Format-List Name,SmartHosts
field-domain = Domain
    .help = The recipient domain: what follows the @ of the addresses
    .why = The MX records of the domain say which servers take mail for it.
    .find = Get-OutboundConnector | Format-List Name,RecipientDomains
field-tls = TLS setting
    .help = What the connector demands of TLS, called TlsSettings in Exchange Online
    .why = The same certificate is accepted by one setting and refused by another.
    .find = Get-OutboundConnector | Format-List Name,TlsSettings,TlsDomain
field-tls-domain = Certificate name
    .help = Certificate name, called TlsDomain in Exchange Online
    .why = Office 365 compares this name with those in the certificate, not with the smart host. The name may start with *. as in *.contoso.com
    .find = Get-OutboundConnector | Format-List Name,TlsSettings,TlsDomain
field-port = Port
    .help = The TCP port of the server
    .why = Office 365 always uses 25. Another port is for tests only.

## Answers

choice-party-own = our own organization
choice-party-partner = a partner organization
choice-route-smart-host = smart host
choice-route-mx = MX of the recipient domain
choice-tls-opportunistic = when offered
choice-tls-encryption = any certificate
choice-tls-certificate = trusted CA
choice-tls-domain = trusted CA and name
choice-in-exchange = { $choice } ({ $word })
tls-in-exchange = In Exchange: { $words }
optional = (optional)
not-asked = not compared with this setting
guessed = guessed from the report
looked-up-as = looked up as { $name }
fix-suggestion = → at the end of the line takes { $suggestion }

## What is wrong with an answer. Short: it stands on one row under the field.

answer-target = This is neither a name nor an address.
answer-target-empty = An answer is needed here.
answer-target-too-long = This is longer than { $limit } bytes.
answer-target-too-many = These are more than { $limit } targets.
answer-target-url = This is a web address, not a name.
answer-target-mail-address = This is a mail address, not a name.
answer-target-cidr = This is a range, not one address.
answer-target-zone-id = An address here has no zone id (%).
answer-target-wildcard = One host is needed, not a pattern.
answer-target-port = "{ $text }" is no port, a number from 1 to 65535.
answer-target-ports-differ = One port only, not { $first } and { $second }.
answer-target-not-a-name = A name is needed, not an address.
answer-target-not-an-address = This looks like an address, but is none.
answer-target-character = No name contains "{ $character }".
answer-target-space = A space stands behind "{ $before }".
answer-target-empty-label = Two dots in a row, or one in front.
answer-target-hyphen = No part begins or ends with a hyphen.
answer-target-name-too-long = A part over 63, or a name over 253.
answer-target-idn = This international name is not allowed.
