//! What help and the manual pages tell beside the options: examples, exit codes, variables, files, the version.
//!
//! What is typed stands here, and its words in `manual.ftl` by rule: `example-<command>-<name>`,
//! `exit-<command>-<number>` (`exit-<number>` where a command has none of its own), `variable-<name>`, `file-<name>`.

use crate::{l10n::Texts, system::places};

/// The command of an example, its name and what is typed; `mxray` is the wizard.
pub(super) const EXAMPLES: [(&str, &str, &str); 40] = [
    ("mxray", "wizard", "mxray"),
    ("mxray", "target", "mxray relay.contoso.com"),
    ("mxray", "plain", "mxray --plain"),
    ("check", "target", "mxray check relay.contoso.com"),
    ("check", "mx", "mxray check --mx contoso.com"),
    ("check", "tls", "mxray check relay.contoso.com --tls domain --tls-domain mail.contoso.com"),
    ("check", "ndr", "mxray check relay.contoso.com --ndr report.eml"),
    ("check", "from", "mxray check --from connectors.json --summary"),
    ("check", "watch", "mxray check relay.contoso.com --watch --until healthy --for 8h"),
    ("check", "letter", "mxray check relay.contoso.com --letter network-team --letter-lang fr"),
    ("check", "page", "mxray check relay.contoso.com --format html --redact > report.html"),
    ("check", "service", "mxray check relay.contoso.com --format nagios --warn-days 21"),
    ("check", "metrics", "mxray check --from connectors.json --format openmetrics --output mxray.prom"),
    ("check", "json", "mxray check relay.contoso.com --format json > report.json"),
    ("read", "file", "mxray read report.eml"),
    ("read", "input", "mxray read < report.txt"),
    ("explain", "all", "mxray explain"),
    ("explain", "code", "mxray explain 450 4.4.316"),
    ("explain", "word", "mxray explain UntrustedRoot"),
    ("ranges", "all", "mxray ranges"),
    ("ranges", "ip", "mxray ranges 40.92.0.1"),
    ("ranges", "rules", "mxray ranges --rules nftables"),
    ("lab", "all", "mxray lab"),
    ("lab", "one", "mxray lab refused"),
    ("lab", "list", "mxray lab --list"),
    ("lab", "serve", "mxray lab --serve refused"),
    ("cases", "list", "mxray cases"),
    ("cases", "show", "mxray cases show relay --redact"),
    ("cases", "export", "mxray cases export relay > case.json"),
    ("open", "report", "mxray open report.json"),
    ("compare", "two", "mxray compare before.json after.json"),
    ("config", "all", "mxray config"),
    ("config", "file", "mxray config --resolver 192.0.2.53 > config.toml"),
    ("completions", "bash", "mxray completions bash > ~/.local/share/bash-completion/completions/mxray"),
    ("completions", "fish", "mxray completions fish > ~/.config/fish/completions/mxray.fish"),
    ("completions", "zsh", "mxray completions zsh > ~/.zfunc/_mxray"),
    ("completions", "nushell", "mxray completions nushell > ~/.config/nushell/autoload/mxray.nu"),
    ("man", "one", "mxray man check | man -l -"),
    ("man", "all", "mxray man --lang fr --out man/fr/man1"),
    ("help", "one", "mxray help check"),
];

/// Commands that open the wizard, which keeps cases and progress.
const WIZARD: &[&str] = &["mxray", "lab", "cases", "open"];
/// Commands that look at a connector.
const PROBE: &[&str] = &["mxray", "check", "open"];

/// Variables, the name of their message, and the commands that read them; none: every command.
const VARIABLES: [(&str, &str, &[&str]); 8] = [
    ("LC_ALL, LC_MESSAGES, LANG", "language", &[]),
    ("NO_COLOR, CLICOLOR, CLICOLOR_FORCE", "color", &[]),
    ("TERM", "terminal", &[]),
    ("MXRAY_KEY", "key", &[]),
    ("XDG_CONFIG_HOME", "config", &[]),
    ("XDG_STATE_HOME", "state", WIZARD),
    ("SSL_CERT_FILE, SSL_CERT_DIR", "roots", PROBE),
    ("XDG_RUNTIME_DIR, TMPDIR", "runtime", &["lab"]),
];

/// Files, the name of their message, and the commands that use them.
const FILES: [(&str, &str, &[&str]); 5] = [
    (places::CONFIG, "config-system", &[]),
    ("~/.config/mxray/config.toml", "config", &[]),
    ("~/.local/state/mxray/", "state", WIZARD),
    (places::RESOLVERS, "resolver", PROBE),
    (places::ROOTS, "roots", PROBE),
];

/// The examples of a command: what is typed, and what that does.
pub(super) fn examples(command: &str, texts: &Texts) -> impl Iterator<Item = (&'static str, String)> {
    let of_command = EXAMPLES.into_iter().filter(move |(of, ..)| *of == command);
    of_command.map(move |(of, name, line)| (line, texts.get(&format!("example-{of}-{name}"))))
}

/// How a command ends: the number the shell sees, and what it means.
pub(super) fn exits(command: &str, texts: &Texts) -> Vec<(String, String)> {
    // The wizard in lines ends as the check does.
    let of = if command == "mxray" { "check" } else { command };
    let told = |number: &str| {
        texts.try_get(&format!("exit-{of}-{number}")).or_else(|| texts.try_get(&format!("exit-{number}")))
    };
    let numbers = ["0", "1", "2", "3"].into_iter().filter_map(|number| Some((number.to_owned(), told(number)?)));
    numbers.chain([("128+n".to_owned(), texts.get("exit-signal"))]).collect()
}

/// The variables that a command reads.
pub(super) fn variables(command: &str, texts: &Texts) -> Vec<(&'static str, String)> {
    of_command("variable", &VARIABLES, command, texts)
}

/// The files that a command uses beside those that it is given.
pub(super) fn files(command: &str, texts: &Texts) -> Vec<(&'static str, String)> {
    of_command("file", &FILES, command, texts)
}

fn of_command(
    kind: &str,
    table: &[(&'static str, &str, &[&str])],
    command: &str,
    texts: &Texts,
) -> Vec<(&'static str, String)> {
    let known = table.iter().filter(|(.., commands)| commands.is_empty() || commands.contains(&command));
    known.map(|(name, id, _)| (*name, texts.get(&format!("{kind}-{id}")))).collect()
}

/// What `--version` prints behind the name: for which machine it was built and how, and what speaks on the network.
pub(super) fn version() -> String {
    let build = if cfg!(debug_assertions) { "debug" } else { "release" };
    format!(
        "{}\n{} ({build})\nrustls (ring), rustls-webpki, hickory-resolver",
        env!("CARGO_PKG_VERSION"),
        env!("MXRAY_TARGET")
    )
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::{super::args, *};
    use crate::{config::Config, l10n::Locale};

    /// The part of a shell's line that mxray reads.
    fn arguments(line: &str) -> Vec<OsString> {
        line.split(' ').take_while(|word| !["|", "<", ">"].contains(word)).map(Into::into).collect()
    }

    #[test]
    fn every_example_is_a_command_that_is_understood() {
        let texts = Texts::new(Locale::english());
        let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("the page");
        let of_readme: Vec<_> = readme.split('`').filter(|code| code.starts_with("mxray ")).collect();
        assert!(of_readme.len() > 10, "{of_readme:?}");
        for line in EXAMPLES.into_iter().map(|(.., line)| line).chain(of_readme) {
            let read = args::parse(&arguments(line), &Config::default(), &texts);
            let help = read.as_ref().is_err_and(|error| !error.use_stderr());
            assert!(read.is_ok() || help, "{line}: {read:?}");
        }
    }

    #[test]
    fn every_command_has_an_example_of_its_own() {
        let names: Vec<_> = args::commands().into_iter().chain(["mxray".to_owned()]).collect();
        for name in &names {
            let own: Vec<_> = EXAMPLES.iter().filter(|(of, ..)| of == name).collect();
            let begins = |line: &str| name == "mxray" || line.starts_with(&format!("mxray {name}"));
            assert!(!own.is_empty() && own.iter().all(|(_, _, line)| begins(line)), "{name}: {own:?}");
        }
        assert!(EXAMPLES.iter().all(|(of, ..)| names.iter().any(|name| name == of)));
    }
}
