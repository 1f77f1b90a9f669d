//! What a command line says, and what was meant by one that says nothing: the same line with one word mended.

use std::ffi::OsString;

use clap::error::ErrorKind;

use super::{
    args::{self, Arguments},
    words::{self, made_safe, nearest},
};
use crate::{config::Config, l10n::Texts, model::Told};

/// A command line that was understood.
pub(super) enum Line {
    /// What is to be done.
    Read(Box<Arguments>),
    /// A wish for help or for the version, and what is told then.
    Help(String),
}

/// Reads the command line.
///
/// # Errors
/// What is wrong with it, and the line that was meant where that can be guessed.
pub(super) fn parse(arguments: &[OsString], config: &Config, texts: &Texts) -> Result<Line, Told> {
    match args::parse(arguments, config, texts) {
        Ok(parsed) => match command_near(arguments, &parsed) {
            Some(slip) => Err(slip.told(arguments)),
            None => Ok(Line::Read(Box::new(parsed))),
        },
        Err(error) => match slip(arguments) {
            Some(slip) if is_better(&error, &slip.mended(arguments), texts) => Err(slip.told(arguments)),
            _ if !error.use_stderr() => Ok(Line::Help(error.render().to_string())),
            _ => Err(complaint(&error, arguments, texts)),
        },
    }
}

/// The slip of a line that is read as a wizard at a host of that name.
fn command_near(arguments: &[OsString], parsed: &Arguments) -> Option<Slip> {
    parsed.target.as_ref().filter(|_| parsed.command.is_none()).and_then(|_| slip(arguments))
}

/// What is told of an error: with the option of a check that stands without one, the check.
fn complaint(error: &clap::Error, arguments: &[OsString], texts: &Texts) -> Told {
    let command = first_word(arguments).map(|(_, word)| word).filter(|word| args::commands().contains(word));
    let help = command.as_ref().map_or_else(|| "mxray --help".to_owned(), |command| format!("mxray {command} --help"));
    let told = words::complaint(error, arguments).text("help", help);
    let mut check = arguments.to_vec();
    check.insert(1.min(check.len()), "check".into());
    let is_of_check = error.kind() == ErrorKind::UnknownArgument
        && told.id.starts_with("option")
        && command.is_none()
        && args::parse(&check, &Config::default(), texts).is_ok();
    if is_of_check {
        Told { id: "option-near".to_owned(), ..told }.text("suggestion", made_safe(&words::line(&check)))
    } else {
        told
    }
}

/// Whether the mended line says more than the one that was typed: it is read, or what was wrong is no option that the
/// command lacks.
fn is_better(error: &clap::Error, mended: &[OsString], texts: &Texts) -> bool {
    let is_read = args::parse(mended, &Config::default(), texts).map_or_else(|error| !error.use_stderr(), |_| true);
    is_read || !words::complaint(error, mended).id.starts_with("option")
}

/// A command that was misspelt.
struct Slip {
    place: usize,
    typed: String,
    meant: String,
}

impl Slip {
    fn mended(&self, arguments: &[OsString]) -> Vec<OsString> {
        let word = |(place, argument): (usize, &OsString)| {
            if place == self.place { self.meant.clone().into() } else { argument.clone() }
        };
        arguments.iter().enumerate().map(word).collect()
    }

    fn told(&self, arguments: &[OsString]) -> Told {
        let line = words::line(&self.mended(arguments));
        let behind = line.strip_prefix("mxray ").unwrap_or_default();
        Told::new("command-near").text("value", made_safe(&self.typed)).text("suggestion", made_safe(behind))
    }
}

/// The misspelt command of a line. A host without a dot is possible and rare; a slip of the finger is likelier.
fn slip(arguments: &[OsString]) -> Option<Slip> {
    let (place, typed) = first_word(arguments)?;
    let commands = args::commands();
    if typed.contains(['.', ':']) || commands.contains(&typed) {
        return None;
    }
    let meant = nearest(&typed, commands.iter().map(String::as_str))?.to_owned();
    Some(Slip { place, typed, meant })
}

/// The first argument that is neither an option nor its value, and where it stands.
fn first_word(arguments: &[OsString]) -> Option<(usize, String)> {
    let mut rest = arguments.iter().enumerate().skip(1);
    while let Some((place, argument)) = rest.next() {
        match argument.to_str()? {
            "--" => return None,
            option if option.starts_with('-') => {
                if args::takes_value(option) {
                    rest.next();
                }
            }
            word => return Some((place, word.to_owned())),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::Locale;

    fn told(line: &str) -> Option<Told> {
        let arguments: Vec<OsString> = line.split(' ').map(Into::into).collect();
        parse(&arguments, &Config::default(), &Texts::new(Locale::english())).err()
    }

    #[test]
    fn a_slip_is_told_with_the_whole_line_that_was_meant() {
        for (typed, meant) in [
            ("mxray chekc", "check"),
            ("mxray chekc mail.contoso.com", "check mail.contoso.com"),
            ("mxray --lang fr chekc mail.contoso.com --format json", "--lang fr check mail.contoso.com --format json"),
            ("mxray raed --format json x.txt", "read --format json x.txt"),
            ("mxray chekc --help", "check --help"),
            ("mxray check x.test --prot=25 --full", "mxray check x.test --port=25 --full"),
            ("mxray check x.test --hlep", "mxray check x.test --help"),
            ("mxray lab --srve", "mxray lab --serve"),
            ("mxray relay.test --format json", "mxray check relay.test --format json"),
            ("mxray --from x.json", "mxray check --from x.json"),
        ] {
            let told = told(typed).unwrap_or_else(|| panic!("{typed}"));
            assert_eq!(told.values["suggestion"], meant, "{typed}: {told:?}");
        }
        for fine in
            ["mxray relay.test", "mxray relay", "mxray --ndr chekc mail.test", "mxray check chekc", "mxray -- chekc"]
        {
            assert!(told(fine).is_none(), "{fine}");
        }
        let odd = told("mxray check x.test --xyzzy").expect("no such option");
        assert_eq!((odd.id.as_str(), &odd.values["help"]), ("option", &"mxray check --help".into()));
    }
}
