# Questions that tell remaining causes apart. The ids are those of assets/questions.toml.

questions-open = { $count ->
    [one] { $count } question would narrow this down: { $key }
   *[other] { $count } questions would narrow this down: { $key }
}
questions-none = No question would change causes or steps here.
questions-place = Question { $place } of { $count }
questions-follow = { $count ->
    [0] Nothing is left to do by what you answered.
    [one] Causes and steps follow what you answered: { $count } step.
   *[other] Causes and steps follow what you answered: { $count } steps.
}
question-answered = { $question } { $answer }
question-answered-idle = { $question } { $answer } It changes nothing here.
question-dont-know = I don't know.
report-answers = What was answered
report-questions = Questions that would narrow this down
report-answered-by = To answer the questions, add to mxray check: { $options }

question-mailboxes = Are there still mailboxes on your own servers?
    .why = With mailboxes there, the server has to be reachable. With none, Office 365 should not send mail there at all.
    .how = Look for mailboxes in the Exchange Management Shell of your own server, and in Office 365 for accepted domains of type "Internal relay".
    .answer-some = Yes, some or all.
    .answer-none = No, all of them are in Office 365.
question-before = Did mail ever flow over this connector?
    .why = What never worked is mostly set up wrongly; what stopped working was mostly changed.
    .how = Trace messages that were delivered over it: Exchange admin center > Mail flow > Message trace.
    .answer-yes = Yes, it worked before.
    .answer-no = No, it is new or never worked.
question-changed = What changed shortly before it began?
    .why = The last change is the most frequent cause, even where it seems to have nothing to do with mail.
    .how = Ask whoever looks after network, DNS and servers, and read the audit log of the tenant.
    .answer-connector = The connector in Office 365.
    .answer-provider = The internet provider, or public addresses.
    .answer-certificate = A certificate.
    .answer-firewall = A firewall or its rules.
    .answer-mx = An MX record or another DNS record.
    .answer-domain = The domain: its registration, its name servers or DNSSEC.
    .answer-server = The mail server: an update, a restart, another server.
    .answer-nothing = Nothing that anybody knows of.
question-in-front = What stands in front of the mail server?
    .why = A device in front may answer in the server's place, with a certificate and rules of its own.
    .how = Compare the greeting that the probe saw with that of the server itself, and ask whoever looks after the network.
    .answer-inspecting = A firewall that inspects SMTP.
    .answer-gateway = A mail gateway, a proxy or a load balancer.
    .answer-none = Nothing of the kind.
question-how-many = Does every message over this connector fail, or only some?
    .why = Where only some fail, servers or ways to them differ. Where all fail, there is one cause for all.
    .how = Count delivered and failed messages of the last two days in the message trace.
    .answer-all = Every message.
    .answer-some = Only some of them.
