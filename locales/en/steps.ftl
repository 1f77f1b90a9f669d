# What several articles share: steps, headings, links, and the situation every code is met in.

step-partner = Contact the partner; the repair is theirs.
    .why = The server is theirs: from your side only the connector can be changed.
    .how = Send them what Office 365 wrote and what mxray saw, with addresses and times.
    .done = A probe finds nothing wrong any more.
step-validate = Validate the connector in Office 365, then probe again.
    .why = Only Office 365 sees what Office 365 sees. A probe from here explains it and does not replace it.
    .how = Exchange admin center > Mail flow > Connectors: select the connector and choose Validate this connector, with an address on the target system.
    .done = Validation succeeds, and queued mail leaves by itself, oldest first; nobody has to send it again.

group-partner = If the server belongs to a partner

flow-own = A connector normally carries mail from an Office 365 (Exchange Online) organization to that organization's own on-premises mail servers.
flow-partner = A connector can also carry mail from Office 365 to a partner organization.
flow-queue = A message that cannot be delivered over the connector waits in a queue in Office 365.
flow-retry = Office 365 keeps retrying each message: for { $retry-hours } hours since July 2019 (a tenant may shorten that to 12), for { $retry-hours-before } hours according to the article of 2018/2019.
flow-expire = After that the message expires and goes back to its sender in a non-delivery report (NDR, also called bounce message).
flow-name = The errors about mail that is queued or undeliverable over a connector, and the alerts about them, are together called mail flow intelligence.
flow-partner-rule = For every code: if the failing side is the partner organization, for example a third-party cloud provider, your step is to contact the partner.

link-connectors = Connectors in the Exchange admin center
link-accepted-domains = Accepted domains in the Exchange admin center
link-message-trace = Message trace in the Exchange admin center
link-queued-messages = Mail flow reports, with the queued messages
link-alert-policies = Alert policies in the Defender portal
link-address-ranges = Addresses of Office 365, published by Microsoft
link-mail-flow-intelligence = The article on mail flow intelligence
link-validate-connector = How to validate a connector
link-connectivity-analyzer = Remote Connectivity Analyzer
link-tls-reference = TLS versions and cipher suites of Office 365

# Places to fill in, which stand in angle brackets in a command.
place-host = host
place-ip = ip
place-connector = connector
place-port = port
place-tls-domain = tls-domain
place-presented = presented
place-domain = domain
place-server = server
place-thumbprint = thumbprint
place-new = new
place-certificate-cer = certificate.cer
place-accepted-domain = accepted domain
place-right-name = right name
place-right-name-or-address = right name or address
place-public-name-or-address = public name or address
place-public-resolver = public resolver
