# The command line: help, errors, progress. In `usage-*` and in examples the words of options stay as they are typed.

heading-usage = Usage:
heading-commands = Commands
heading-arguments = Arguments
heading-options = Options

command-mxray = Finds out why Office 365 (Exchange Online) cannot deliver mail over a connector, and walks you to the fix.
    .more =
    Without a command it opens the wizard, which needs a terminal; with TARGET it starts at the probe.
    TARGET is HOST, HOST:PORT, IP, [IPV6]:PORT, or with --mx a recipient domain; commas join the smart hosts of one connector.
    With the default time limits a check ends within { $deadline } s, whatever the server does.
    It looks from this machine, which is not Office 365. It never sends a message and never logs in.
usage-mxray = mxray [OPTIONS] [TARGET] | mxray COMMAND
command-check = The same diagnosis without a screen.
    .more =
    TARGET is HOST, HOST:PORT, IP, [IPV6]:PORT, or with --mx a recipient domain; commas join the smart hosts of one connector, and each TARGET is a connector.
    With the default time limits a connector is done within { $deadline } s, whatever the server does: 20 s for DNS and 100 s for its addresses, which are probed side by side.

    Of several connectors a fault (1) outweighs what could not be seen (3), and that outweighs health (0).
usage-check = mxray check [OPTIONS] TARGET…
command-read = Reads an NDR, a DSN (.eml), a line of a queue or a message trace, an alert, and prints what it found.
usage-read = mxray read [OPTIONS] [FILE]
command-explain = Prints the article for one code in any spelling, or the list of codes.
usage-explain = mxray explain [OPTIONS] [CODE]
command-ranges = Prints the addresses that Office 365 sends mail from, tells whether one is among them, or prints them as firewall rules.
usage-ranges = mxray ranges [OPTIONS] [IP]
command-lab = The training lab: real faulty destinations on loopback. Nothing leaves this machine.
    .more = With --serve it serves until standard input closes or it is interrupted, and then leaves nothing behind.
usage-lab = mxray lab [OPTIONS] [SCENARIO]
command-cases = Lists the cases that are kept, shows one, exports one or deletes one.
usage-cases = mxray cases [OPTIONS] [ACTION] [ID]
command-open = Opens a report that was saved as JSON, or a case that was exported, as a case in the wizard.
usage-open = mxray open [OPTIONS] FILE
command-compare = Compares two reports that were saved as JSON: what is gone, what is new, what is the same.
usage-compare = mxray compare [OPTIONS] BEFORE AFTER
command-config = Shows what is set once, in files, in the environment or as options, and where each value comes from.
    .more =
    What counts least comes first: /etc/mxray/config.toml, your own config.toml, the variables MXRAY_… (MXRAY_RESOLVER, MXRAY_CA_FILE …), options. What is printed is a configuration file itself.
usage-config = mxray config [OPTIONS]
command-completions = Prints completions for a shell.
usage-completions = mxray completions SHELL
command-man = Prints a page of the manual in the language of --lang, or writes all of them into a folder, for a package.
usage-man = mxray man [OPTIONS] [COMMAND]
command-help = Prints the help of a command, as --help does behind it.
usage-help = mxray help [COMMAND]

arg-target = What to look at
arg-targets = What to look at; each is a connector
arg-mx = TARGET is a recipient domain: route by its MX records
arg-tls = The TLS setting of the connector: opportunistic, encryption (any certificate), certificate (trusted CA), domain (trusted CA and name) [default: certificate]
arg-tls-domain = The name for "domain"; may start with *. [default: the name in TARGET]
arg-port = TCP port; Office 365 always uses 25 [default: 25]
arg-partner = The server belongs to a partner organization
arg-resolver = Ask this DNS server; may be repeated [default: those of the system]
arg-ca-file = Trust these roots too, besides those of the system; may be repeated
arg-timeout = For each DNS question and each connection attempt [default: 10]
arg-reply-timeout = For the greeting, each reply and the TLS handshake; an address never takes longer than the connection and three times this [default: 30]
arg-ehlo = The name to greet with [default: the name of this host]
arg-reported = The code that Office 365 reported, to compare with what is seen
arg-ndr = The NDR or other report, to compare with what is seen; - reads standard input
arg-plain = Numbered questions instead of a screen, for a screen reader, a simple terminal or a pipe
arg-no-state = Keep nothing on this machine: no case, no progress in the lab
arg-lang = Language: { $languages } [default: from LC_ALL, LC_MESSAGES, LANG]
arg-config = This configuration file instead of /etc/mxray/config.toml and your own
arg-no-config = No configuration file; variables count all the same
arg-report-folder = Where reports are saved [default: the current folder]
arg-config-format = text (a configuration file) or json [default: text]
arg-color = Bold headings: auto, always, never; NO_COLOR is honoured [default: auto]
arg-help = Print this help
arg-version = Print the version
arg-from = Connectors from Get-OutboundConnector as JSON, CSV or list, or lines of targets; - reads standard input
arg-jobs = Connections open at once, 1 to 1024 [default: 64]
arg-samples = Connections to each address, one after the other, 1 to 6 [default: 1]
arg-control = Where to try a connection when every address was silent, to tell "port 25 is blocked from here" from "their server is silent" [default: a public mail server of Microsoft; never for loopback or private addresses]
arg-no-control = No such control connection
arg-endpoints = A downloaded list of Office 365 addresses instead of the one shipped
arg-watch = Probe again after this pause, and tell what changes, until stopped; not sooner than after 10 s, unless everything asked is this machine itself [default: 60]
arg-until = With --watch: until "healthy"
arg-for = With --watch: for so long at the most, such as 90, 30m, 8h or 2d
arg-format = text, json (one document), jsonl (one line for each connector, as it ends), markdown, html, csv (a row for each connector, as it ends), nagios (a monitoring plugin), openmetrics [default: text]
arg-read-format = text or json [default: text]
arg-explain-format = text, json or markdown [default: text]
arg-ip = Tell whether Office 365 sends from this IP address
arg-rules = Print firewall rules that let these addresses in on TCP port 25: windows, nftables, iptables, cisco-asa, fortigate
arg-ranges-format = text or json [default: text]
arg-letter = Print the letter to someone who has to act instead of the report: partner, dns-host, network-team, microsoft
arg-letter-lang = The language of the letter: { $languages } [default: that of the program]
arg-redact = Replace names, addresses, persons and thumbprints by stand-ins, the same one for the same thing
arg-full = Tell of each step why, how and when it is done, too; html always does
arg-summary = The table of all connectors alone: text, markdown, html or csv
arg-only = Tell in full of what has a fault alone: faults
arg-warn-days = Warn of a certificate that ends within so many days, 0 to 3650 [default: 30]
arg-crit-days = With --format nagios: such a certificate is critical within so many days [default: 7]
arg-strict = A warning ends with exit code 1 too; nagios tells warnings anyway
arg-output = Write to this file instead of standard output, in its place once all is written; - is standard output
arg-answer = Answer a question that narrows causes and steps, such as mailboxes=none; the report names them
arg-lab-format = text or json [default: text]
arg-file = The file to read; - or none: standard input
arg-code = The code: 4.4.316, 450 4.4.316, 5.4.316, 44316, or a word of a report: UntrustedRoot, 10061
arg-scenario = One exercise of the lab
arg-list = List the exercises
arg-serve = Serve, and print where it listens and how to check it
arg-action = What to do: list, show, export or delete [default: list]
arg-id = The name of a case, or its beginning where only one begins so
arg-cases-format = text or json [default: text]
arg-compare-format = text or json [default: text]
arg-open-file = The saved report (.json), or the exported case; - is standard input
arg-before = The earlier report; - is standard input
arg-after = The later report; - is standard input
arg-shell = bash, elvish, fish, nushell, powershell or zsh
arg-command = The command that it is about
arg-out = Write every page into this folder, which is made where it is missing

value-target = TARGET
value-targets = TARGET
value-tls = SETTING
value-tls-domain = NAME
value-port = PORT
value-resolver = IP[:PORT]
value-ca-file = PEM
value-timeout = SECONDS
value-reply-timeout = SECONDS
value-ehlo = NAME
value-reported = CODE
value-ndr = FILE
value-lang = LANGUAGE
value-color = WHEN
value-config = FILE
value-report-folder = FOLDER
value-from = FILE
value-jobs = NUMBER
value-samples = NUMBER
value-control = HOST:PORT
value-endpoints = FILE
value-watch = SECONDS
value-until = STATE
value-for = DURATION
value-format = FORMAT
value-file = FILE
value-code = CODE
value-ip = IP
value-rules = FIREWALL
value-warn-days = DAYS
value-crit-days = DAYS
value-output = FILE
value-answer = QUESTION=ANSWER
value-only = WHAT
value-letter = RECIPIENT
value-letter-lang = LANGUAGE
value-scenario = SCENARIO
value-shell = SHELL
value-command = COMMAND
value-out = FOLDER
value-action = ACTION
value-id = ID
value-before = BEFORE
value-after = AFTER

## Errors: what was wrong and what would be right, in one or two sentences

error-line = mxray: { $sentence }
note-line = { $name }: { $note }
note-not-looked = { $count ->
    [one] Stopped: { $count } connector was not looked at.
   *[other] Stopped: { $count } connectors were not looked at.
}
error-language = "{ $value }" is not a language of mxray. There are: { $languages }.
error-option = There is no option { $option }. { $help } lists them all.
error-option-near = There is no option { $option }. Did you mean { $suggestion }?
error-value = { $option } cannot be "{ $value }". It takes: { $valid }.
error-value-port = "{ $value }" is no port. A port is a number from 1 to 65535.
error-value-seconds = { $option } cannot be "{ $value }". It takes seconds, from 0.001 to 3600.
error-value-span = --for cannot be "{ $value }". It takes seconds, or a number with s, m, h or d behind it, up to 30d.
error-value-jobs = { $option } cannot be "{ $value }". It takes a number from 1 to 1024.
error-value-samples = { $option } cannot be "{ $value }". It takes a number from 1 to 6.
error-value-days = { $option } cannot be "{ $value }". It takes a whole number of days from 0 to 3650.
error-no-value = { $option } needs a value. { $help } tells which.
error-conflict = { $option } and { $other } do not go together. Leave one of them out.
error-twice = { $option } stands twice. Leave one of them out.
error-before-command = { $option } stands before { $command } and belongs behind it.
error-utf8 = An argument is not UTF-8. Type it again.
error-missing = { $option } is missing. { $help } tells how it is used.
error-too-many = "{ $option }" is one argument too many. { $help } tells how the command is used.
error-usage = The command line cannot be read. { $help } tells how it is used.
error-command-near = "{ $value }" is no command. Did you mean mxray { $suggestion }? A host of that name is probed with a dot behind it: { $value }.
error-no-target = There is nothing to check. Name a TARGET, for example mxray check mail.contoso.com, or a file with --from.
error-option-alone = { $option } describes a connector. Name its TARGET too, for example mail.contoso.com.
error-no-terminal = The wizard needs a terminal on standard input and output. Without one use: { $command }
error-screen = The screen cannot be shown ({ $error }). Without it use: { $command }
error-write = What was found could not be written ({ $error }).
error-runtime = The operating system gives mxray no threads, descriptors or memory ({ $error }). Close other programs, then try again.
error-lab = The lab cannot be set up ({ $error }).
error-lab-files = The lab needs more open files than are allowed here ({ $error }). Allow more with ulimit -n 1024, then try again.
error-scenario = There is no exercise "{ $value }". mxray lab --list lists them all.
error-scenario-near = There is no exercise "{ $value }". Did you mean { $suggestion }?

error-file = { $file } cannot be read ({ $error }).
error-file-missing = There is no file { $file }. Check the name and the folder.
error-file-denied = { $file } may not be read by this user. Ask its owner, or copy it.
error-file-folder = { $file } is a folder. Name a file in it.
error-file-silent = { $file } is a pipe that nobody writes to. Name a file, or start what writes to it first.
error-ca-file-empty = { $file } holds no certificate in PEM form ("-----BEGIN CERTIFICATE-----").
error-ca-file-damaged = { $file } is damaged ({ $error }). Export the certificate again, in PEM form (Base64).
error-ca-file-unfit = Certificate { $number } of { $file } cannot be used as a root ({ $error }).
error-resolver = "{ $value }" is no DNS server. Give its IP address, with a port where it is not 53: 192.0.2.53 or 192.0.2.53:5353.
error-ehlo = "{ $value }" cannot be the name to greet with. Give a host name, or an address in brackets: [192.0.2.10].
error-control = "{ $value }" is no control host. Give one host and its port: mail.example.com:25.
error-answer = "{ $value }" is no answer. With --answer give one of: { $answers }.
error-ip = "{ $value }" is no IP address. Give one such as 40.92.0.1 or 2a01:111:f400::1.
error-cases-redact = Only a case that is shown can be told without names. Leave --redact out, or write: mxray cases show --redact ID
error-cases-redact-unprobed = This case has no probe yet, so there is no report to show without names. Leave --redact out.
error-letter-format = A letter is no machine output. Leave --format { $format } out, or --letter.
error-summary-format = --summary is a table, which --format { $format } does not have. Take text, markdown, html or csv, or leave --summary out.
error-days-order = --crit-days { $crit } is more than the { $warn } days of --warn-days. What is critical comes after the warning: give less.
error-watch-format = --format { $format } writes one document with an end, so it cannot tell of a watch. Take --format jsonl, or leave --watch out.
error-watch-output = A watch writes into a file only what it can write anew after each round: with --watch, --output and --format openmetrics go together.
error-mx-several = "{ $value }" are several names. With --mx give one recipient domain.
error-mx-address = "{ $value }" is an address. With --mx give a recipient domain, or leave --mx out.
error-tls-domain-missing = With --tls domain and an IP address the name is needed too. Add --tls-domain NAME.
error-tls-domain-stray = --tls-domain goes only with --tls domain. Add --tls domain, or leave --tls-domain out.
error-ndr-none = { $file } holds no delivery error of Office 365. mxray read { $file } shows what was read.
export-named = "{ $name }"
error-export-at = { $place }: { $why }

## Errors of targets; the wizard shares them

error-target-empty = There is no host. Give a name such as mail.contoso.com, or an IP address.
error-target-too-long = This is longer than { $limit } bytes. Give the smart hosts of one connector, separated by commas.
error-target-too-many = These are more than { $limit } targets. Split the list.
error-target-meant = { $why } Did you mean { $suggestion }?
error-target-file-connectors = "{ $value }" is a file here, with connectors. Did you mean mxray check --from { $file }?
error-target-file-report = "{ $value }" is a file here. Did you mean mxray read { $file }? To compare what is seen with it: mxray check TARGET --ndr { $file }
error-target-url = "{ $text }" is a URL. Give the host alone: { $suggestion }
error-target-mail-address = "{ $text }" is a mail address. Give a host, or with --mx the domain: { $suggestion }
error-target-cidr = "{ $text }" is a range of addresses. Give one address, for example { $suggestion }
error-target-zone-id = "{ $text }" has a zone, which means something on one machine only. Give { $suggestion }
error-target-wildcard = "{ $text }" is a pattern. Give one host, for example { $suggestion }
error-target-port = "{ $text }" is no port. A port is a number from 1 to 65535.
error-target-ports-differ = The ports { $first } and { $second } differ. One connector has one port.
error-target-not-a-name = "{ $text }" is an address. Give a name.
error-target-not-an-address = "{ $text }" looks like an IP address and is none.
error-target-character = "{ $text }" has the character "{ $character }", which no host name has.
error-target-space = "{ $text }" has a space within it. Take it out; only smart hosts can be several, separated by commas.
error-target-empty-label = "{ $text }" has a dot in front, or two dots in a row.
error-target-hyphen = "{ $text }" has a part that begins or ends with a hyphen.
error-target-name-too-long = "{ $text }" is longer than a name may be: 253 characters, and 63 between two dots.
error-target-idn = "{ $text }" is no international name that can be registered.

## Errors of what is read

error-code-empty = There is no code. Give one such as 4.4.316.
error-code-near = "{ $text }" is no status code and no word of a report. Did you mean { $suggestion }?
error-code-malformed = "{ $text }" is no status code. Write it like 4.4.316, 450 4.4.316, 5.4.316 or 44316.
error-read-empty = There is nothing to read. Give the text of the NDR, or a file with it.
error-read-too-large = This is more than { $limit-mib } MiB. Give the NDR alone.
error-read-outlook-message = This looks like an Outlook message (.msg) or an old Office document, and no text can be read in it. Save the message again, or copy its text.
error-read-binary = This is a { $format } file, not text. Give the text of the NDR, or an .eml file.
error-read-rich-text = The text of this Outlook message is stored as RTF only, which is not read here. Open the message in Outlook and copy its text, or save it as text or HTML.
error-read-too-deep = The parts of this mail lie in each other more than { $limit } deep, and nothing in the outer ones is a report. Open the mail and copy the text of the report.
error-read-export-file = These are outbound connectors, not a report. This checks them: mxray check --from { $file }
error-read-export = These are outbound connectors, not a report. Save them to a file, and this checks them: mxray check --from connectors.json
error-export-empty = There is nothing to import. Give the output of Get-OutboundConnector, or lines of targets.
error-export-too-large = This is more than { $limit-mib } MiB. Export the connectors alone.
error-export-too-many = These are more than { $limit } connectors. Split the file.
error-export-binary = This is a { $format } file, not text. Export the connectors as JSON.
error-export-broken = The { $kind } breaks off or breaks its rules at line { $line }. Export the connectors again.
error-export-no-connectors = There is no outbound connector in this text. This exports them: { $command }
error-export-inbound = These are inbound connectors. This exports the outbound ones: { $command }
error-export-send = These are send connectors of an Exchange server (Get-SendConnector). mxray needs the outbound connectors of Office 365. This exports them: { $command }
error-export-receive = These are receive connectors of an Exchange server (Get-ReceiveConnector). mxray needs the outbound connectors of Office 365. This exports them: { $command }
error-export-table = This is a table, which leaves out what matters. This exports everything: { $command }
error-export-lossy = The export lost the values of { $property }. This exports them whole: { $command }
error-export-recipient-domain =
    { $choices ->
        [0] The connector routes by MX, and the export names no recipient domain. Check one with: mxray check --mx DOMAIN
        [one] The connector routes by MX for { $choices } domain. Check it with: mxray check --mx DOMAIN
       *[other] The connector routes by MX for { $choices } domains. Check one of them with: mxray check --mx DOMAIN
    }
error-export-no-smart-hosts = The connector uses smart hosts, and the export names none.
error-export-lost = The export lost the values of { $property }.
error-export-smart-host = The smart host "{ $text }" is no host.
error-export-tls-settings = TlsSettings has the value "{ $text }", which mxray does not know.
error-export-tls-domain =
    { $text ->
        [none] TlsSettings is DomainValidation, and TlsDomain is empty.
       *[other] TlsDomain is "{ $text }", which is no name.
    }
error-endpoints-too-large = This is more than { $limit-mib } MiB. Give the list of Office 365 addresses alone.
error-endpoints-broken = This is not the list of Office 365 addresses: it breaks its rules at line { $line }. Download it from https://endpoints.office.com as JSON.
error-endpoints-no-ranges = There is no range of Exchange on port 25 in this list. Download the worldwide list from https://endpoints.office.com as JSON.
note-endpoints-impossible =
    { $count ->
        [one] { $count } entry of the list of Office 365 addresses is not a possible range and was left out: "{ $first }". Download the list again from https://endpoints.office.com.
       *[other] { $count } entries of the list of Office 365 addresses are not possible ranges and were left out, the first of them "{ $first }". Download the list again from https://endpoints.office.com.
    }

note-export-disabled = This connector is turned off: no mail uses it.
note-export-rule-scoped = Only a mail flow rule sends mail through this connector.
note-export-test-mode = This connector is in test mode.
note-export-centralized = All mail of the organization goes through the on-premises servers (centralized mail transport).
note-export-all-accepted-domains = This connector is for all accepted domains.
note-export-cidr = The smart host { $text } is a range of addresses, which cannot be probed; it was left out.
note-export-smart-host-unreadable = The smart host "{ $text }" is no host; it was left out.
note-export-list-cut = Format-List cut { $property }, so there may be more values. This exports them whole: { $command }
note-export-list-lost = The export lost the values of { $property }. This exports them whole: { $command }
note-export-missing = The export has no { $property }, so the default was assumed.
note-export-domain-unreadable = The recipient domain "{ $text }" cannot be read; it was left out.

## Progress, on standard error

progress-addresses =
    { $count ->
        [one] { $host }: { $count } address, at most { $left }
       *[other] { $host }: { $count } addresses, at most { $left }
    }
progress-ended = { $host }: { $ip } { $outcome }, { $elapsed }
progress-ended-alone = { $ip }: { $outcome }, { $elapsed }
progress-left =
    { $count ->
        [one] { $host }: { $count } address left, at most { $left }
       *[other] { $host }: { $count } addresses left, at most { $left }
    }
progress-count = { $done } of { $total } connectors
progress-dns = { $host }: waiting for DNS, at most { $left }

## The lab

lab-line =
    { $code ->
        [none] { $id }: { $title }
        [other] { $id }: { $title }
       *[known] { $id }: { $title } ({ $code })
    }
lab-serves = The lab listens. Its resolver is { $resolver }, its root certificate { $ca-file }.
lab-stop = Ctrl-C ends it.

## Files that are saved or remembered

error-store-name = "{ $name }" cannot be the name of a file here.
error-store-exists = { $path } is there already, and nothing was overwritten.
error-store-missing = There is no folder { $path }.
error-store-no-folder = { $path } is a file and not a folder, so nothing can be kept below it. Move it away, or set XDG_STATE_HOME to a folder.
error-store-below-file = { $path } is a file and not a folder, so nothing can be saved below it. Choose another place.
error-store-denied = This user may not write to { $path }.
error-store-read-only = { $path } is read-only.
error-store-full = There is no room left for { $path }.
error-store-no-home = This user has no home folder, so nothing can be remembered. Set HOME or XDG_STATE_HOME.
error-store-damaged = { $path } is damaged at line { $line }, column { $column }, and counts as empty. Delete it, or mend it.
error-store-set-aside = { $path } is damaged. Nothing of it is lost: it is now { $aside }.
error-store-newer = A newer mxray wrote { $path } (form { $version }). Nothing of it is lost: it is now { $aside }, and "mxray open" of that version opens it.
error-store-unread = { $path } is damaged, or a newer mxray wrote it. It stays where it is and counts as none.
error-store-held = The case { $value } is open in another mxray. End that one first.
error-store-no-case = There is no case { $value }. "mxray cases" lists those there are.
error-store-large = { $path } would be larger than a case may be, so it was not written. What was kept before is still there.
error-store-no-file = { $path } is not a file, so it is left out. Move it away.
error-store-not-replaced = { $path } is not a file, and nothing else is replaced by a report. Choose another name.
error-store-io = { $path } was not saved ({ $error }).
error-cases-no-state = With --no-state there are no cases. Leave it out to see them.
error-case-which = Say which case: "mxray cases" lists those there are.
error-case-list-id = { $value } is not needed to list the cases. To look at one: mxray cases show { $value }
error-case-several = More than one case begins with { $value }: { $names }. Write more of the name.
error-case-newer = A newer mxray wrote this case (form { $version }). Open it with that version.
error-compare-redacted = { $file } is a report without names: each such report has stand-ins of its own, so it cannot be compared. Compare reports with names.
error-compare-stdin = Only one of the two reports can come from standard input (-).
error-open-several = { $file } holds { $count } reports, and a case is about one connector. Save the report of that connector alone.
error-saved-no-json = { $file } is no JSON: it breaks off or goes wrong at line { $line }, column { $column }. Save a report with "mxray check --format json".
error-saved-no-report = { $file } is JSON, but no report of mxray. Save one with "mxray check --format json", or with s and a name that ends in .json.
error-saved-damaged = { $file } cannot be understood at "{ $part }": it was changed, or a newer mxray wrote it.
error-saved-lines = { $file } has a report on each line (jsonl). Put the line that is meant into a file of its own, or save with "mxray check --format json".

## What is set once

config-place = { $file }, line { $line }
config-file-read = { $file }: read
config-file-missing = { $file }: not there
config-file-unseen = { $file }: not to be seen by this user
config-default = default
config-default-resolver = default: those of the system
config-default-ca-file = default: the roots of the system alone
config-default-ehlo = default: the name of this host
config-default-control = default: a public mail server of Microsoft
config-default-endpoints = default: the list that is built in
config-default-report-folder = default: the current folder
config-default-lang = default: from LC_ALL, LC_MESSAGES, LANG
note-config-open = Not only its owner may write to { $file }: whoever can change it decides which servers are asked and which roots are trusted.
error-config-at = { $place }: { $why }
error-config-no-text = { $file } is no configuration: it is not UTF-8 text, or it is longer than 64 KiB.
error-config-syntax = { $file }, line { $line }, is no TOML ({ $error }). A line looks like this: timeout = 5
error-config-key = { $file }, line { $line }: there is no key "{ $key }". There are: { $keys }.
error-config-key-near = { $file }, line { $line }: there is no key "{ $key }". Did you mean { $suggestion }?
error-config-kind = { $file }, line { $line }: { $key } { $wanted ->
    [number] takes a number, such as { $key } = 5.
    [switch] takes true or false, without quotes.
    [list] takes a text in quotes, or several: { $key } = ["…", "…"].
   *[text] takes a text in quotes: { $key } = "…".
}
error-config-rival = { $file }, line { $line }: { $key } and { $other } do not go together. Leave one of them out.
error-config-variable = There is no variable { $variable }. Did you mean { $suggestion }?
error-config-switch = { $variable } cannot be "{ $value }". It takes 1 or 0, true or false.
error-report-folder = There is no folder { $file } to save reports in. Create it, or name another one.
