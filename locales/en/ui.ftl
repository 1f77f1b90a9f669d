# Titles, labels of keys, and what every screen shares.

## Durations

duration-ms = { $n } ms
duration-s = { $n } s
duration-min = { $n } min
duration-h = { $n } h

## Keys: how the footer writes them, and what they do

key-enter = Enter
key-esc = Esc
key-tab = Tab
key-shift-tab = Shift-Tab
key-move = ↑↓
key-left = ←
key-right = →
key-page = PageDown
key-home = Home
key-space = Space
key-r = r
key-w = w
key-f1 = F1
key-f2 = F2
key-f3 = F3
key-f4 = F4
key-slash = /
key-a = a
key-h = h
key-d = d
key-f = f
key-n = n
key-e = e
key-m = m
key-l = l
key-y = y
key-s = s
key-shift-s = S
key-q = q
key-ctrl-c = Ctrl-C
key-ctrl-z = Ctrl-Z
do-open = open
do-move = move
do-quit = quit
do-help = help
do-close = close
do-scroll = scroll
do-back = back
do-probe = probe
do-next-field = next field
do-undo = undo
do-undo-back = undo, then back
do-next-report = next report
do-choose = choose
do-finding = finding
do-stop = stop
do-conversation = conversation
do-address = another address
do-probe-again = probe again
do-watch = watch
do-questions = answer questions
do-another-step = another step
do-edit-connector = edit the connector
do-lookups = lookups
do-unfold = unfold
do-fold = fold
do-evidence = evidence
do-show-evidence = open the evidence
do-next-question = next question
do-watch-no-more = end watch
do-resume = resume
do-copy = copy
do-copy-all = copy all
do-copy-commands = copy commands
do-save = save
do-save-report = save a report
do-save-as = save elsewhere
do-checklist = checklist
do-details = details
do-tick = tick
do-scroll-step = scroll the step
do-back-to-table = back to the table
do-practise = practise
do-another-code = another code
do-find = find
do-scroll-article = scroll
do-back-to-list = back to the list
do-done = done
do-show-all = show all
do-start = start
do-another-chapter = another chapter
do-another-exercise = another exercise
do-reading = what was read
do-new-line = new line
do-scroll-text = scroll the text
do-answer = answer
do-skip = skip
do-show-seen = what was seen
do-hide-seen = hide it
do-letter = letter
do-copy-letter = copy the letter
do-save-letter = save the letter
do-file-language = language of the file
do-replace-names = replace names
do-keep-names = keep names
do-letter-language = language of the letter
do-probe-all = probe all
do-probe-all-again = probe all again
do-only-faults = only faults
do-save-table = save the table
do-next-exercise = next exercise
do-next-connector = next connector
do-copy-command = copy command
do-to-command = to the command
do-to-file = to the file name

## Titles

title-welcome = Welcome
title-connector = Connector
title-report = Report
title-export = Connectors
title-probe = Probe
title-details = Conversation
title-quiz = Questions
title-finding = Finding
title-checklist = Checklist
title-letter = Letter
title-questions = Questions
title-codes = Codes
title-lab = Training lab

## Labels of sections

label-seen = Seen
label-means = Means
label-causes = Causes
label-meanwhile = Meanwhile
label-unknown = Unknown
label-why = Why
label-how = How
label-done = Goal
label-see = See
label-fix = Fix
label-note = Note
label-find = Find
label-do = Do
label-lab = Lab
label-title = Title
label-case = Case
label-task = Task
label-last = Last
label-chosen = You chose
label-broken = Broken
label-cause = Cause
label-first-step = First step
label-read = Read
label-guessed = Guessed
label-not-read = Not read

## Messages

more-lines = { $count ->
    [one] { $mark } { $count } more line
   *[other] { $mark } { $count } more lines
}
does-nothing = { $why ->
    [unprobed] This key does nothing here. It works where a connector is open.
    [elsewhere] This key does nothing here. It works on the finding and the checklist.
    [follows] This key does nothing here. It leads on from the finding of a list or of an exercise.
    [letter] This key does nothing here. A letter begins at a step of the checklist.
    [find] This key does nothing here: there is no list to search.
    [faults] This key does nothing here: no list of connectors was probed.
    [tick] This key does nothing here. Steps are ticked on the checklist.
    [save] This key does nothing here: there is nothing to save.
    [copy] This key does nothing here: there is nothing to copy.
    [move] This key does nothing here: there is nothing to move to.
   *[other] This key does nothing here. F1 shows the keys that work.
}
all-is-seen = Everything is on the screen already.
paste-nowhere = There is no place for a paste here. The welcome screen takes a report.
language-now = Language: { $name }
copied = { $count ->
    [one] { $count } line sent to your terminal's clipboard.
   *[other] { $count } lines sent to your terminal's clipboard.
}
copied-or-saved = { $count ->
    [one] { $count } line sent to your terminal's clipboard. Nothing to paste? s saves.
   *[other] { $count } lines sent to your terminal's clipboard. Nothing to paste? s saves.
}
saved = Saved as { $name }
save-manner = Language of the file ({ $language-key }): { $language }. Names and addresses ({ $names-key }): { $names ->
    [replaced] replaced
   *[kept] as they are
}.
save-where = Where is the report to be saved? A folder, or a file that ends in .txt, .md, .html or .json. Nothing: the current folder.
save-letter-where = Where is the letter to be saved? A folder, or a file that ends in .txt, .md or .html. Nothing: the current folder.
save-table-where = Where is the table to be saved? A folder, or a file that ends in .txt, .md, .html or .csv. Nothing: the current folder.
not-saved = { $reason } The report is still here: s asks for another place.
not-saved-copy = { $reason } The report is still here: y copies it, s asks for another place.
not-saved-table = { $reason } The table is still here: s asks for another place.
nothing-to-save = Nothing to save yet: no probe has run.
quit-unsaved = { $count ->
    [one] { $count } change to the steps is not saved. s saves and quits, q quits without it, Esc stays.
   *[other] { $count } changes to the steps are not saved. s saves and quits, q quits without them, Esc stays.
}
leave-unsaved = { $count ->
    [one] { $count } change to the steps is not saved. s saves and goes on, q goes on without it, Esc stays.
   *[other] { $count } changes to the steps are not saved. s saves and goes on, q goes on without them, Esc stays.
}
quit-unsaved-table = { $count ->
    [one] What was seen of { $count } connector is in no file. s saves the table and quits, q quits without it, Esc stays.
   *[other] What was seen of { $count } connectors is in no file. s saves the table and quits, q quits without it, Esc stays.
}
leave-unsaved-table = { $count ->
    [one] What was seen of { $count } connector is in no file. s saves the table and takes the other list, q takes it at once, Esc stays.
   *[other] What was seen of { $count } connectors is in no file. s saves the table and takes the other list, q takes it at once, Esc stays.
}
still-probing = { $count ->
    [one] The probe goes on: { $done } of { $count } address done, { $time }
   *[other] The probe goes on: { $done } of { $count } addresses done, { $time }
}
still-probing-earlier = Earlier result; new probe: { $done } of { $count }, { $time }
changes-not-saved = { $count ->
    [one] { $count } change to the steps was not saved.
   *[other] { $count } changes to the steps were not saved.
}
another-fault = { $count ->
    [one] Another fault now: { $count } step of the earlier one stands at the end.
   *[other] Another fault now: the { $count } steps of the earlier one stand at the end.
}
steps-verified = { $count ->
    [one] The probe verified { $count } step.
   *[other] The probe verified { $count } steps.
}
steps-still-seen = { $count ->
    [one] The probe still sees what { $count } ticked step was to mend.
   *[other] The probe still sees what { $count } ticked steps were to mend.
}
watched-now = Watching: a probe every { $pause }, and a bell once it is healthy. w ends it.
watched-no-more = Watching is over. What was seen stays.
watched-turn = { $at } UTC: now { $after }
watched = Watching; last look at { $at } UTC.
watched-blind = Watching; since { $at } UTC this machine could not look ({ $fault }). What was seen last still stands.
watched-more = { $count ->
    [one] and { $count } more address
   *[other] and { $count } more addresses
}
stays-verified = A probe saw this repaired, so it stays verified.
all-done = Every step is done. r probes again and verifies them; s saves a report.
nothing-to-do = There is nothing to do: no fault was found.
no-steps = There are no steps yet: this machine could not look. r probes again.
no-steps-yet = There are no steps yet: the probe goes on.
no-steps-stopped = There are no steps yet: the probe was stopped. r probes again.
nothing-seen-yet = Nothing has been seen yet.
no-address-yet = No address is known, so there is no conversation.
stopped = Stopped. What was seen stays; r probes again, Esc goes back.
form-left = { $field }: { $error }
form-errors = This answer has to be corrected first.
nothing-read-yet = No report has been read yet.
no-exercise = There is no exercise for this code.

## Welcome

welcome-question = Mail from Office 365 does not arrive over your connector. What do you have?
welcome-report = The error itself
    .about = an NDR, a queue line, an alert: paste it
welcome-connector = The connector's settings
    .about = smart host or MX, TLS, whose server it is
welcome-export = An export of connectors
    .about = Get-OutboundConnector as JSON, CSV or list
welcome-code = A code
    .about = what 4.4.312, 4.7.320 and the others mean
welcome-lab = Time to practise
    .about = training lab: real faults, on this machine
welcome-what = mxray looks up the destination, connects to port 25 and reads the greeting, TLS and the certificate as Office 365 does. It names the code and makes a checklist. It sends no message and needs no password.
welcome-vantage = mxray looks from { $host } ({ $ip }), Office 365 from its own addresses. Where a firewall may treat the two differently, mxray says so.
welcome-vantage-name = mxray looks from { $host }, Office 365 from its own addresses. Where a firewall may treat the two differently, mxray says so.
welcome-vantage-address = mxray looks from { $ip }, Office 365 from its own addresses. Where a firewall may treat the two differently, mxray says so.
welcome-cases = Open cases
welcome-more-cases = { $count ->
    [one] { $count } more case: mxray cases lists all of them.
   *[other] { $count } more cases: mxray cases lists all of them.
}
case-some-fault = a fault
case-state = { $state ->
    [begun] not probed yet
    [stopped] probe stopped
    [healthy] healthy
    [repaired] repaired
    [inconclusive] no verdict
   *[fault] { $code ->
        [other] { $fault }
       *[code] { $code }, { $fault }
    }
}
case-steps = { $count ->
    [0] no steps
    [one] { $done } of { $count } step done
   *[other] { $done } of { $count } steps done
}
case-about = { $state }, { $steps }, { $at }
case-resumed = Case resumed: this is what the probe of { $at } saw. r probes again.
case-not-kept = { $reason } This case is not kept on this machine.
case-shared = Another mxray has this case open too. What is noted in either of them is kept.

## Whose view it is

vantage = Seen from { $host } ({ $ip }), not from Office 365.
vantage-name = Seen from { $host }, not from Office 365.
vantage-address = Seen from { $ip }, not from Office 365.
vantage-long = Seen from { $host } ({ $ip }), not from Office 365: a firewall may treat the two differently.
vantage-long-name = Seen from { $host }, not from Office 365: a firewall may treat the two differently.
vantage-long-address = Seen from { $ip }, not from Office 365: a firewall may treat the two differently.
summary =
    { $route ->
        [mx] MX of { $hosts }
       *[smart-host] Smart host
    }, port { $port }, TLS: { $tls ->
        [opportunistic] when offered
        [encryption] any certificate
        [domain] trusted CA and name { $tls-domain }
       *[certificate] trusted CA
    }
summary-long =
    { $route ->
        [mx] MX of { $hosts }
       *[smart-host] Smart host
    }, port { $port }, { $party ->
        [partner] a partner's
       *[own] our own
    }, TLS: { $tls ->
        [opportunistic] when offered
        [encryption] any certificate
        [domain] trusted CA and name { $tls-domain }
       *[certificate] trusted CA
    }

## Probe

so-far = after { $time }
took = in { $time }
stopped-after = stopped after { $time }
asking-names = Asking for the names
nothing-wrong-yet = Nothing wrong so far
witness = { $at }: { $seen }
witness-more = { $at }: { $seen } (+{ $count })
witness-alone = { $seen }
witness-alone-more = { $seen } (+{ $count })
witness-says = { $fault }, { $detail }
open-silent = { $title }, if { $ip } stays silent.
open-silent-of = { $count ->
    [one] { $title }, if { $ip } stays silent; one silent address of { $count } would only be a warning.
   *[other] { $title }, if { $ip } stays silent; one silent address of { $count } would only be a warning.
}
open-greeting = { $title }, if { $ip } never greets.
open-later = { $title }, if { $ip } falls silent.
wait-dns = no answer yet, { $left } left of { $total }
wait-connect = no answer yet, { $left } left of { $total }
wait-banner = no greeting yet, { $left } left of { $total }
wait-ehlo = no answer yet, { $left } left of { $total }
wait-starttls = no answer yet, { $left } left of { $total }
wait-handshake = no answer yet, { $left } left of { $total }
wait-certificate = no answer yet, { $left } left of { $total }
wait-ehlo-tls = no answer yet, { $left } left of { $total }
wait-quit = no answer yet, { $left } left of { $total }
wait-short = { $left } left of { $total }
stage-says = { $stage }: { $what }
fault-and-detail = { $fault }: { $detail }
no-names-asked = The connector names addresses, so no name is looked up.
dns-short = { $hosts } MX, { $count ->
    [one] { $count } address
   *[other] { $count } addresses
}
dns-failed = no usable address
no-address = No address to connect to.
addresses-follow = The addresses follow as soon as DNS answers.
way-sender = Office 365
way-port = port { $port }
way-smtp = SMTP
way-tls = TLS
pane-asked = What the letter asks
pane-open = Still open
pane-reported = Reported
pane-connector = The connector
pane-patience = Why it may take a while
pane-view = Whose view
pane-checklist = Checklist, { $done } of { $count }
pane-step = { $step } ({ $actor })
pane-addresses = The addresses
pane-certificate = The certificate
pane-report = What the report says
asked-from = names asked from { $server }
patience = A healthy server may greet late: a connection has { $connect }, each reply { $reply }, an address { $total } in all.

## Conversation

host-and-port = { $host }, port { $port }
address-of = address { $place } of { $count }
conversation = Conversation
directions = < received  > sent
connected-from = connected from { $from }
connected = connected
tls-stands = TLS { $version }, { $cipher }
lines-more = { $count ->
    [one] and { $count } line more
   *[other] and { $count } lines more
}
nothing-said = Nothing was said yet.
certificates-sent = Certificates sent
certificates-none = none: TLS was not reached
cert-names = names
cert-no-names = none
cert-valid = valid
cert-issuer = issuer
cert-key = key
cert-sha1 = SHA-1
cert-sha256 = SHA-256
cert-span = { $from } to { $until }
# How a certificate is signed: the digest and the key, such as SHA-256 and RSA.
signed-with = { $digest } with { $key }
cert-key-signed = { $key }, { $signature }
cert-issued-by = issuer { $issuer }
cert-not-named = no { $name }
cert-ended = { $days ->
    [0] ended today
    [one] ended { $days } day ago
   *[other] ended { $days } days ago
}
cert-begins = { $days ->
    [0] begins today
    [one] begins in { $days } day
   *[other] begins in { $days } days
}
cert-self-signed = self-signed
cert-issuer-missing = not sent with it
cert-issuer-unknown = not trusted
cert-weak = too weak
cert-accepted = accepted
cert-as-reported = as in the report
cert-not-reported = not as in the report

## Lookups

lookups = DNS lookups
lookups-none = No DNS question was asked.
lookup-for-route = To find the way, as Office 365 does
lookup-for-health = To see whether the resolver answers at all
lookup-for-checking-disabled = Again with checking disabled, to see whether DNSSEC is what fails
lookup-for-authoritative = Asked of the zone's own servers, to see whether the delegation works and the data are the same
lookup-for-comparison = Asked of a second resolver, to compare
lookup-answer = answer
lookup-authority = authority
lookup-ttl = TTL
lookup-server = server
lookup-extended-error = error
lookup-awaited = awaited
lookup-asked = { $server }
lookup-answered =
    { $authoritative ->
        [yes] { $tcp ->
            [yes] { $server }, { $time }, authoritative, over TCP
           *[no] { $server }, { $time }, authoritative
        }
       *[no] { $tcp ->
            [yes] { $server }, { $time }, over TCP
           *[no] { $server }, { $time }
        }
    }
lookup-ttl-left = { $ttl } s, of which { $left } s are left
compared-with-report = The report is compared with what was seen.
edit-exercise = This is the connector of an exercise: there is nothing to edit.
last-address = This is the last address.
proof-none = This rests on the question itself, not on an answer: there is nothing more to show.

## Finding

provisional = Provisional: the probe is not over.
healthy-means = Every address that answers takes mail as this connector would deliver it. If Office 365 reports a fault all the same, paste its report and compare.
host-addresses = { $host }: { $addresses }
host-count = { $count ->
    [one] { $host }, { $count } address
   *[other] { $host }, { $count } addresses
}
not-looked-at = not looked at to the end
still-running = still being looked at

## Checklist

earlier-steps = Earlier, { $title }: { $states }
checklist-counts = { $needless ->
    [0] { $verified } verified, { $ticked } ticked, { $open } open
   *[other] { $verified } verified, { $needless } no longer needed, { $ticked } ticked, { $open } open
}

## Codes

codes-count = { $count ->
    [one] { $count } code
   *[other] { $count } codes
}
expired-as = expired messages say { $code }
codes-lab = Enter shows it for real: exercise { $exercise }.
actor-does = { $actor }: { $step }
find-label = Find:
export-stopped = Stopped. What was seen stays; a probes all again, Esc goes back.
found-none = No code has these words. Esc shows all.

## Training lab

lab-about = Servers on this machine break on purpose; nothing leaves 127.0.0.1.
lab-count = { $solved } of { $count } solved
lab-starting = The servers are being started.
lab-task = Probe it and find what is wrong and what to change.
lab-asks = After the probe mxray asks you for the cause and the first step, then shows what was really broken.
lab-last = You chose: { $answer }
lab-read-again = Read the case again.
chapter-no-code = no code given
chapter-solved = solved
chapter-state = { $solved } of { $count }
exercise-of = { $chapter } (exercise { $place } of { $count })

## Questions of an exercise

quiz-place = question { $place } of { $count }
quiz-code = Which code does Office 365 report here?
quiz-cause = What is the cause in this case?
quiz-step = Which step comes first?
quiz-solved = Solved: every answer was right.
quiz-not-solved = Not solved yet. This is what was really broken.
quiz-instead =
    { $several ->
        [no] Then you would have seen: { $faults }.
       *[yes] Then you would have seen one of these: { $faults }.
    }
quiz-later = The questions come when the probe is over. Esc stops it.
quiz-before = The questions come first: Enter asks them.

## Connectors of an export

export-empty = Paste the output of Get-OutboundConnector here, or type the name of its file. JSON, CSV, lists and CLIXML are read, and plain lines of hosts too.
export-file = File
export-command = Export
export-reading = Reading { $file }
export-no-name = Type the name of a file, or paste the export.
export-copied = The command was sent to your terminal's clipboard.
export-count = { $count ->
    [one] { $count } connector
   *[other] { $count } connectors
}
export-own = our own
export-partner = a partner's
export-mx = MX of { $domain }
export-mx-domains = { $count ->
    [0] MX, any domain
    [one] MX, { $count } domain
   *[other] MX, { $count } domains
}
export-targets = A plain list names hosts only, so the TLS setting and the owner are the defaults. The form lets you change them.
export-needs-domain = { $count ->
    [0] This connector routes by MX, and the export names no recipient domain. Enter opens the form, where you can type one.
    [one] This connector routes by MX for { $count } domain. Enter offers it.
   *[other] This connector routes by MX for { $count } domains. Enter offers them.
}
export-which-domain = For which recipient domain is it to be probed?
export-another-domain = another domain, to be typed
export-again = Export it again with the command that y copies, or press Enter and fill in what is missing.
export-by-hand = Enter opens the form, where you can correct it or fill it in.
export-left = { $left } left
export-still-probing = This connector is still being probed.
export-no-next = No connector behind this one was probed to its end.
export-none-to-probe = No connector of this list can be probed as it stands. Enter opens its form.
export-no-faults = No fault so far. f shows all.
export-found-none = No connector has these words. Esc shows all.

## Report

paste-place = Report { $place } of { $count }   ←/→
paste-empty = Nothing pasted yet. Paste the NDR or the queue line here; line breaks do not matter. A code alone, or the name of a file, can be typed.
paste-what =
    { $how ->
        [typed] Typed
       *[pasted] Pasted
    }: { $form ->
        [code] a code
        [ndr] an NDR, { paste-count }
        [dsn] a DSN, { paste-count }
        [trace] a message trace, { paste-count }
        [queue] a queue or an alert, { paste-count }
        [validation] a validation result, { paste-count }
       *[line] { paste-count }
    }
paste-count =
    { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }
paste-line = line { $from }
paste-lines = lines { $from } to { $to }
paste-no-report = No delivery error of a connector was found in this text. Look for a line that holds 450 4.4.3 or 550 5.4.3, and paste it.
paste-export = These are connectors, no report. Tab opens them.
paste-probe = Probe { $server } and compare it with this report
paste-correct = Correct the guesses first
paste-explain = { $code ->
    [other] Read the article on other codes
   *[known] Read what { $code } means
}
fact-code = code
fact-detail = detail
fact-server = server
fact-wanted = wanted
fact-shown = shown
fact-last = last try
fact-until = tried until
fact-connector = connector
fact-tls = TLS
fact-owner = owner
fact-next = next
fact-cause = cause
fact-reason = reason
fact-means = means
fact-code-alone = { $code }
fact-code-expired = { $code }; it expired as { $expired }
fact-concluded = { $code ->
    [other] { $detail }, a code without an article of its own
   *[known] { $detail }, so this is { $code }
}
fact-article = { $code ->
    [other] a code without an article of its own
   *[known] { $code } { $title }
}
fact-no-article = another kind of error than a connector's
fact-server-both = { $name }, { $ip } port { $port }
fact-no-server = the text does not name it
fact-last-by-sender = { $at }, by the sender's clock
fact-tls-domain = trusted CA and name, because a name was wanted
fact-tls-certificate = trusted CA, as most connectors have it
fact-owner-own = our own organization; a report does not tell
fact-unpublished = { $fields }: known; Microsoft has not published what it means
fact-addresses = { $count ->
    [one] { $count } mail address: not needed, not kept
   *[other] { $count } mail addresses: not needed, not kept
}
fact-more-reports = { $count ->
    [one] { $count } more report in this text
   *[other] { $count } more reports in this text
}

## Help

help-title = Help: { $screen }
help-here = Here
help-everywhere = Everywhere
help-key-moves = ↑↓  j  k
help-key-moves-typing = ↑↓
help-moves = move; PageUp, PageDown, Home, End too
help-key-fields = Tab  Shift-Tab
help-key-sideways = ←→
help-key-empty = Ctrl-U
help-empty = empty the field
help-enter = next, or open
help-esc = stop, then back
help-key-language = F2  Ctrl-L
help-key-help = F1  ?
help-language = next language: { $name }
help-help = this help
help-quit = quit; asks before a loss
help-quit-at-once = quit at once
help-suspend = to the shell; fg returns
help-marks = Marks
mark-ok = ok
mark-warning = warning
mark-fault = fault
mark-running = running
mark-skipped = skipped
mark-not-yet = not yet
mark-unknown = unknown
mark-untried = not tried
mark-tried = tried, not solved
mark-solved = solved
help-times = A time says how long that stage took.
help-codes = Which code a fault gets
help-silence = silence
help-refusal = refusal
help-greeting-to-tls = greeting to TLS
help-an-error = an error
help-cut = cut, silent

## A window that is too small

small-size = { $lack ->
    [columns] This window has { $width } × { $height } characters. mxray needs { $least-width } × { $least-height }: { $columns ->
        [one] { $columns } column more.
       *[other] { $columns } columns more.
    }
    [rows] This window has { $width } × { $height } characters. mxray needs { $least-width } × { $least-height }: { $rows ->
        [one] { $rows } row more.
       *[other] { $rows } rows more.
    }
   *[both] This window has { $width } × { $height } characters. mxray needs { $least-width } × { $least-height }: { $columns ->
        [one] { $columns } column
       *[other] { $columns } columns
    } and { $rows ->
        [one] { $rows } row more.
       *[other] { $rows } rows more.
    }
}
small-probing = The probe goes on and nothing is lost.
small-nothing-lost = Nothing is lost.
small-without = Or without a window:
small-no-command = The command for a check without a window does not fit here.
