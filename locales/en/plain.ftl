# The wizard as numbered questions and lines (--plain): what the full screen says by keys and places, said in sentences.

## Everywhere

plain-choice = { $number }. { $label }
plain-choice-about = { $number }. { $label } - { $about }
plain-pick = { $count ->
    [1] Type 1 to choose it.
   *[other] Type a number from 1 to { $count }.
}
plain-keys = ? explains, l changes the language ({ $language }), q quits.
plain-back-key = < goes back.
plain-not-understood = "{ $text }" is no answer to this question. ? explains what is.
plain-ended = The input has ended, and mxray with it.
plain-ended-unsaved = { $count ->
    [one] The input has ended, and mxray with it. { $count } change to the steps was not saved.
   *[other] The input has ended, and mxray with it. { $count } changes to the steps were not saved.
}

## The first question

plain-welcome-export = An export of connectors
    .about = the file that Get-OutboundConnector wrote, to choose one from
plain-resume = Resume the case { $name }

## A report

plain-paste = Paste the NDR, the queue line or the alert here; line breaks do not matter. The name of a file alone opens it.
plain-paste-place = This is report { $place } of { $count }. Type n for the next one.
plain-paste-end = A line with a single dot ends it; < instead of a report goes back.

## The settings of a connector

plain-form-keys = Enter keeps the answer that stands, < goes back one question, = takes the correction that is offered, ? explains.
plain-question = Question { $place } of { $count }
plain-now = Answer now: { $value }
plain-now-choice = Answer now: { $number } ({ $value })
plain-now-nothing = Answer now: none
plain-guessed = This is a guess from the report.
plain-correction = Type = to take { $suggestion }
plain-no-correction = No correction is offered here.
plain-find = Exchange Online shows it with this command:
plain-doubt = Note: { $doubt }
plain-looked-up-as = This name is looked up as { $name }

## An export

plain-file = Type the name of the file with the connectors.
plain-export-with = This command writes such a file:
plain-connectors = { $count ->
    [one] { $count } connector in this file
   *[other] { $count } connectors in this file
}
plain-probe-all-key = a probes all of them.
plain-probed-all-key = n opens the next finding, s saves the table.
plain-probe-all-help = Once all were probed, the number of a connector opens its finding. s may be followed by a folder or a file that ends in .txt, .md, .html or .csv.
plain-connector-choice = The number of a connector says what is to be known about it, and leads to its probe.
plain-domain = This connector routes by MX. For which recipient domain is it to be probed? Type a domain, or the number of one that is listed.
plain-probe-or-correct = Enter probes { $host }; c corrects the settings first; < goes back.

## Codes

plain-code = Type a code such as 4.4.316; Enter lists all of them, < goes back.
plain-practise = p shows it for real: exercise { $exercise }

## The probe

plain-probing-all = { $count ->
    [one] Probing { $count } connector
   *[other] Probing { $count } connectors
}
plain-probing = Probing { $host }, at most { $left }
plain-stop = Enter stops the probe; what was seen stays.
plain-stopped = Stopped. What was seen stays.
plain-read-later = "{ $text }" is read when the probe is over.

## The finding and its steps

plain-step-keys = Enter lists the steps. The number of a step ticks it or takes its tick back; with a question mark behind it (1?), it explains the step.
plain-letter-keys = The number of a step with m behind it (1m) writes the letter to whoever takes that step; a language may follow (1m fr), then a folder or file to save it in (1m fr letter.txt).
plain-finding-keys = f repeats the finding, r probes again, s saves a report (s with a folder or a file behind it saves it there), b goes back.
plain-evidence-keys = c tells what was said at the address that decided (c 2: at the second one), d tells the DNS lookups. p compares the finding with a report that you paste.
plain-said-at = { $ip } ({ $host }), port { $port }, address { $place } of { $count }:
plain-save-keys = The file takes --lang fr and --redact before its name: another language, and stand-ins for names and addresses (s --redact report.html).
plain-watch-keys = w watches: it probes again and again and tells what changes, until it is healthy or you press Enter; seconds may follow as the pause (w 300).
plain-answered = You answered: { $answer }
plain-question-keys = a asks questions that narrow causes and steps; asked again, it lets you change your answers.
plain-watching = Watching, a probe every { $pause }. Each change is one line. Enter ends it; once it is healthy it ends by itself.
plain-watching-help = Enter ends watching; what was seen stays.
plain-not-saved = { $reason } The report is still here.
plain-save-where = Type a folder, or a file that ends in .txt, .md, .html or .json. Enter tries the current folder again, < leaves it.
plain-next = Your answer (? says what is possible):
plain-step = { $number }. { $state } - { $actor }: { $step }
plain-since = Since { $at }
plain-unsaved = { $count ->
    [one] { $count } change to the steps is not saved. s saves it in a report and leaves, q leaves without it, Enter stays.
   *[other] { $count } changes to the steps are not saved. s saves them in a report and leaves, q leaves without them, Enter stays.
}
plain-leave-unsaved = { $count ->
    [one] { $count } change to the steps is not saved. s saves it in a report and goes back, q goes back without it, Enter stays.
   *[other] { $count } changes to the steps are not saved. s saves them in a report and goes back, q goes back without them, Enter stays.
}

## The training lab

plain-chapter = Chapter { $chapter }: { $title }
plain-exercise = { $state ->
    [solved] { $number }. { $title } - solved
    [tried] { $number }. { $title } - tried, not solved yet
   *[open] { $number }. { $title } - not solved yet
}
plain-begin = Enter starts its servers on this machine and probes them.
plain-quiz-keys = Type its number; Enter leaves the question open.
plain-quiz-seen = h shows what was seen.
