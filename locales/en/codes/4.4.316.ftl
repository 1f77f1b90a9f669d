# 450 4.4.316. No step or cause here uses a value of a run, except `-here`.

code-4-4-316 = Connection refused
    .verdict = Office 365 is refused: port 25 is shut, or something in front of it says no.
    .short = somebody answers no
    .meaning = Office 365 got a connection error from the destination: port 25 is shut, or something in front of it says no. A refusal comes at once; silence would be 4.4.315.
    .group-mailboxes-on-premises = If mailboxes are still on-premises
    .group-nothing-on-premises = If nothing is delivered on-premises any more
    .group-partner = { group-partner }
    .cause-firewall = A firewall rejects connections from Office 365's IP addresses.
    .cause-migrated = By design: everything has moved to Office 365 and the on-premises mail system is shut down.
    .cause-not-listening = The mail service does not run, or does not listen on port 25 of this address.
    .step-firewall = Let Office 365's IP addresses reach your servers on TCP port 25.
    .step-firewall-how = Allow { $ranges } (Microsoft's list { $list-version } of { $list-date }).
    .step-firewall-why = A firewall that lets this machine in may still refuse Office 365, and the other way round.
    .step-firewall-done = A probe connects, and for Office 365 itself the validation of the connector succeeds.
    .step-listener = If mailboxes are here, check that the mail service listens on port 25.
    .step-listener-here = Check that the mail service listens on port 25 of { $ip }.
    .step-fix-now = In the alert choose Fix now: Office 365 then rejects invalid recipients at once.
    .step-fix-now-why = Each tenant has an allowance of invalid recipients; once it is used up, ordinary mail suffers too.
    .step-fix-now-how = Defender portal > Email & collaboration > Policies & rules > Alert policy: open the alert "Messages have been delayed" and choose View queue.
    .step-connector-off = Or by hand, part 1: turn the connector off. Exchange admin center > Mail flow > Connectors: select the one from "Office 365" to "Your organization's email server" and delete it, or edit it and clear "Turn it on".
    .step-connector-off-how = In today's admin center the buttons are Delete or Disable, then Confirm.
    .step-authoritative = By hand, part 2: change the accepted domain of the on-premises system from "Internal relay" to "Authoritative".
    .step-authoritative-why = As long as it is "Internal relay", Office 365 looks for recipients it does not know in the on-premises system.
    .step-wait = Wait 30 minutes to 1 hour; after one hour check that the error is gone.
