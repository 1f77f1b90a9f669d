# Every other code. No step or cause here uses a value of a run, except `-here`.

code-other = Other codes
    .concluded = Another error code
    .verdict = Something else keeps Office 365 from delivering.
    .short = something else stops delivery
    .meaning = Office 365 has difficulty delivering to the on-premises or partner server. The error's own words say what it is.
    .group-partner = { group-partner }
    .cause-null-mx = The domain says by a null MX record that it accepts no mail.
    .cause-blocklist = { cause-blocklist }
    .cause-greylisting = { cause-greylisting }
    .cause-dane = The receiver's DANE records (TLSA) do not fit its certificate, or its DNSSEC does not hold.
    .cause-mta-sts = The receiver's MTA-STS policy does not name its MX hosts, or does not fit their certificate.
    .step-dane = If DANE fails (4.7.321 to 4.7.325), the receiver must publish TLSA records that fit its certificate.
    .step-dane-how = The record of the next certificate (3 1 1) belongs beside the old one before the change; broken DNSSEC may also show as 4.4.312.
    .step-mta-sts = If MTA-STS fails (4.4.8 or 4.7.5), the receiver must correct its policy or its certificate.
    .step-mta-sts-how = Each MX host must stand in the policy file and have a publicly trusted certificate of its name. Senders keep an old policy until its max_age is over.
    .step-policy-off = Until the receiver has mended this, switch DANE or MTA-STS off on a connector for this receiver alone.
    .step-policy-off-why = Mail then flows, and nothing tells the right server from a false one any more; so take the change back later.
    .step-null-mx = If there is a null MX record, route to another name or take the record out.
    .step-null-mx-here = Route to another name than { $name }, or take its null MX record out.
    .step-null-mx-why = A smart host's name is looked up by its MX record first, so a null MX record stops mail to it too.
    .step-support = If from here all is well, ask Microsoft support what their servers met.
    .step-destination = Use the error's Destination server information to examine the problem in your own environment.
    .step-destination-how = That information stands in the queue's details and in the message trace. Look in that server's log at the time of the last attempt.
    .step-connector = Or change the connector, where its configuration is wrong.
