# Every other code. No step or cause here uses a value of a run, except `-here`.

code-other = Other codes
    .concluded = Another error code
    .verdict = Something else keeps Office 365 from delivering.
    .short = something else stops delivery
    .meaning = Office 365 has difficulty delivering to the on-premises or partner server. The error's own words say what it is.
    .group-partner = { group-partner }
    .cause-null-mx = The domain says by a null MX record that it accepts no mail.
    .cause-blocklist = The address that Office 365 sends from is on a block list, and the server goes by that list.
    .cause-greylisting = The server turns first contacts away for some minutes (greylisting) and accepts a later attempt.
    .step-null-mx = If there is a null MX record, route to another name or take the record out.
    .step-null-mx-here = Route to another name than { $name }, or take its null MX record out.
    .step-null-mx-why = A smart host's name is looked up by its MX record first, so a null MX record stops mail to it too.
    .step-destination = Use the error's Destination server information to examine the problem in your own environment.
    .step-destination-how = That information stands in the queue's details and in the message trace. Look in that server's log at the time of the last attempt.
    .step-connector = Or change the connector, where its configuration is wrong.
