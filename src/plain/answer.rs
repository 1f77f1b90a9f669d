//! What a typed line means. Pure: no input, no output, no words.

/// A line where a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer<'a> {
    /// Nothing: what stands is kept, or the first thing is done.
    Enter,
    /// `?`: what the question is about, and what may be answered.
    Help,
    /// `<`, and `b` where no text is asked for.
    Back,
    /// `l`: the next language.
    Language,
    /// `q`.
    Quit,
    /// `=`: the offered correction.
    Correction,
    /// Anything else, without the spaces around it.
    Text(&'a str),
}

/// What a question asks for: in a text more letters are letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A number, or a letter that stands for something to do.
    Choice,
    /// A name, a code, a file.
    Text,
}

/// Reads a line. `l` and `q` are never text: no host, code or file has these names alone.
pub(super) fn answer(line: &str, asked: Asked) -> Answer<'_> {
    match line.trim() {
        "" => Answer::Enter,
        "?" => Answer::Help,
        "<" => Answer::Back,
        "=" => Answer::Correction,
        "l" | "L" => Answer::Language,
        "q" | "Q" => Answer::Quit,
        "b" | "B" if asked == Asked::Choice => Answer::Back,
        text => Answer::Text(text),
    }
}

/// The place, from 0, that a number from 1 to `count` names; `3.` is a number too.
pub(super) fn place(text: &str, count: usize) -> Option<usize> {
    let digits = text.strip_suffix('.').unwrap_or(text);
    let number: usize = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    (1..=count).contains(&number).then(|| number - 1)
}

/// Where `s` asks to save, as it stands behind it: nothing, a folder or a file.
pub(super) fn saved_in(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['s', 'S'])?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

/// What one may want where the finding and its steps are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish<'a> {
    /// `f`: hear the finding again.
    Finding,
    /// `c`: hear what was said at the address that decided; with a number, at that one.
    Conversation(Option<usize>),
    /// `p`: hold a report against the finding.
    Compare,
    /// `d`: hear the DNS lookups.
    Lookups,
    /// `r`: probe again.
    ProbeAgain,
    /// `a`: be asked what narrows the finding.
    Ask,
    /// `w`: watch it; with that pause in milliseconds, if seconds stand behind it.
    Watch(Option<u64>),
    /// `s`: save a report, as and where it says behind it, if it does ([`saving`]).
    Save(&'a str),
    /// A number: tick that step, or take its tick back.
    Tick(usize),
    /// A number and `?`: why, how, when it is done.
    Explain(usize),
    /// A number and `m`: the letter to whoever takes that step, in the language that stands behind it, if one does, and
    /// saved where that is told.
    Letter { step: usize, language: &'a str, place: &'a str },
}

/// Reads a wish, of so many steps and addresses.
pub(super) fn wish(text: &str, steps: usize, addresses: usize) -> Option<Wish<'_>> {
    match text {
        "f" | "F" => Some(Wish::Finding),
        "r" | "R" => Some(Wish::ProbeAgain),
        "a" | "A" => Some(Wish::Ask),
        "d" | "D" => Some(Wish::Lookups),
        "p" | "P" => Some(Wish::Compare),
        "c" | "C" => Some(Wish::Conversation(None)),
        text if text.starts_with(['c', 'C']) => {
            place(text[1..].trim_start(), addresses).map(|place| Wish::Conversation(Some(place)))
        }
        "w" | "W" => Some(Wish::Watch(None)),
        text if text.starts_with(['w', 'W']) && text[1..].starts_with(char::is_whitespace) => {
            let seconds: f64 = text[1..].trim_start().parse().ok()?;
            // In range, so the conversion neither loses its sign nor saturates.
            (0.001..=3_600.0).contains(&seconds).then(|| Wish::Watch(Some((seconds * 1_000.0).round() as u64)))
        }
        "s" | "S" => Some(Wish::Save("")),
        text if text.starts_with(['s', 'S']) && text[1..].starts_with(char::is_whitespace) => {
            Some(Wish::Save(text[1..].trim_start()))
        }
        text => match text.strip_suffix('?') {
            Some(number) => place(number.trim_end(), steps).map(Wish::Explain),
            None => place(text, steps).map(Wish::Tick).or_else(|| letter(text, steps)),
        },
    }
}

/// How and where a report is to be saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Saving<'a> {
    /// The language that is asked for, if one is.
    pub(super) language: Option<&'a str>,
    /// Whether its names are to be replaced.
    pub(super) redact: bool,
    /// The folder or file; nothing: the current folder.
    pub(super) place: &'a str,
}

/// Reads what is wanted of a file: options as the command line has them, then the place.
pub(super) fn saving(text: &str) -> Saving<'_> {
    let mut read = Saving { place: text.trim(), ..Saving::default() };
    loop {
        let (word, rest) = read.place.split_once(char::is_whitespace).unwrap_or((read.place, ""));
        let (language, rest) = match word.strip_prefix("--lang") {
            Some("") => rest.trim_start().split_once(char::is_whitespace).unwrap_or((rest.trim_start(), "")),
            Some(value) if value.starts_with('=') => (&value[1..], rest),
            Some(_) | None if word == "--redact" => ("", rest),
            Some(_) | None => return read,
        };
        if word == "--redact" {
            read.redact = true;
        } else {
            read.language = Some(language);
        }
        read.place = rest.trim_start();
    }
}

/// `2m`, `2 m`, `2m fr`, `2m fr letter.txt`, `2m letter.txt`.
fn letter(text: &str, steps: usize) -> Option<Wish<'_>> {
    let (number, rest) = text.split_once(['m', 'M'])?;
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let step = place(number.trim_end(), steps)?;
    let rest = rest.trim_start();
    let (word, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    // No tag of a language has what a folder, or the ending of a file, begins with.
    let (language, place) = if word.contains(['.', '/', '~']) { ("", rest) } else { (word, behind.trim_start()) };
    apart.then_some(Wish::Letter { step, language, place })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_letters_in_a_text_but_for_the_two_that_work_everywhere() {
        for (line, choice, text) in [
            ("", Answer::Enter, Answer::Enter),
            ("  \r", Answer::Enter, Answer::Enter),
            ("b", Answer::Back, Answer::Text("b")),
            ("<", Answer::Back, Answer::Back),
            ("l", Answer::Language, Answer::Language),
            ("Q ", Answer::Quit, Answer::Quit),
            (" lq ", Answer::Text("lq"), Answer::Text("lq")),
            ("=", Answer::Correction, Answer::Correction),
            ("?", Answer::Help, Answer::Help),
        ] {
            assert_eq!((answer(line, Asked::Choice), answer(line, Asked::Text)), (choice, text), "{line:?}");
        }
    }

    #[test]
    fn a_number_is_one_of_those_that_were_offered() {
        for (text, expected) in [
            ("1", Some(0)),
            ("3.", Some(2)),
            ("0", None),
            ("4", None),
            ("+1", None),
            ("", None),
            (".", None),
            ("1a", None),
        ] {
            assert_eq!(place(text, 3), expected, "{text:?}");
        }
        assert_eq!(place("99999999999999999999999", 3), None);
    }

    #[test]
    fn a_file_is_asked_for_with_the_options_of_the_command_line() {
        for (text, language, redact, place) in [
            ("", None, false, ""),
            ("~/a report.md", None, false, "~/a report.md"),
            ("--lang fr a report.md", Some("fr"), false, "a report.md"),
            ("--redact --lang=pt-BR x.html", Some("pt-BR"), true, "x.html"),
            ("--lang  fr --redact", Some("fr"), true, ""),
            ("--lang", Some(""), false, ""),
            ("--language", None, false, "--language"),
            ("./--redact", None, false, "./--redact"),
        ] {
            assert_eq!(saving(text), Saving { language, redact, place }, "{text}");
        }
    }

    #[test]
    fn a_question_mark_behind_a_number_asks_about_the_step() {
        for (text, expected) in [
            ("2", Some(Wish::Tick(1))),
            ("2?", Some(Wish::Explain(1))),
            ("2 ?", Some(Wish::Explain(1))),
            ("9?", None),
            ("x?", None),
            ("r", Some(Wish::ProbeAgain)),
            ("A", Some(Wish::Ask)),
            ("S", Some(Wish::Save(""))),
            ("s ~/a report.md", Some(Wish::Save("~/a report.md"))),
            ("w", Some(Wish::Watch(None))),
            ("W 0.5", Some(Wish::Watch(Some(500)))),
            ("w 0", None),
            ("w x", None),
            ("w5", None),
            ("sé", None),
            ("f", Some(Wish::Finding)),
            ("c", Some(Wish::Conversation(None))),
            ("C 2", Some(Wish::Conversation(Some(1)))),
            ("c3", None),
            ("d", Some(Wish::Lookups)),
            ("p", Some(Wish::Compare)),
            ("2m", Some(Wish::Letter { step: 1, language: "", place: "" })),
            ("2 M pt-BR", Some(Wish::Letter { step: 1, language: "pt-BR", place: "" })),
            ("2m fr  an mx.txt", Some(Wish::Letter { step: 1, language: "fr", place: "an mx.txt" })),
            ("2m ~/to them.md", Some(Wish::Letter { step: 1, language: "", place: "~/to them.md" })),
            ("9m", None),
            ("2mfr", None),
            ("m", None),
        ] {
            assert_eq!(wish(text, 3, 2), expected, "{text:?}");
        }
    }
}
