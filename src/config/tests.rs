use std::{ffi::OsString, path::Path};

use super::*;

fn read_text(text: &str) -> Result<Config, Problem> {
    read(text.as_bytes(), Path::new("/etc/mxray/config.toml"), Some(Path::new("/home/ada")))
}

fn values(config: &Config, key: Key) -> Vec<String> {
    config
        .get(key)
        .map(|value| value.values.iter().map(|v| v.to_string_lossy().into_owned()).collect())
        .unwrap_or_default()
}

/// A value of a kind, as a file has it and as its option would.
fn example(kind: Kind) -> (&'static str, &'static [&'static str]) {
    match kind {
        Kind::Text => (r#""x""#, &["x"]),
        Kind::File => (r#""x""#, &["/etc/mxray/x"]),
        Kind::List => (r#"["x", "y"]"#, &["x", "y"]),
        Kind::Files => (r#"["x", "~/y", "/z"]"#, &["/etc/mxray/x", "/home/ada/y", "/z"]),
        Kind::Number => ("1_0", &["10"]),
        Kind::Switch => ("true", &["true"]),
    }
}

#[test]
fn every_key_is_read_with_its_line_and_written_in_one_way_only() {
    let all = [r#""x""#, r#"["x", "y"]"#, "1_0", "true", "2026-11-28", "{}", "[1]"];
    for key in Key::ALL {
        let (written, expected) = example(key.kind());
        let config = read_text(&format!("# a remark\n\n{} = {written}\n", key.name())).expect("a value of its kind");
        assert_eq!(values(&config, key), expected, "{key:?}");
        assert_eq!(
            config.get(key).map(|value| value.origin.clone()),
            Some(Origin::File("/etc/mxray/config.toml".into(), 3))
        );
        for other in all.iter().filter(|other| **other != written) {
            let is_one = matches!(key.kind(), Kind::List | Kind::Files) && other.starts_with('"')
                || key.kind() == Kind::File && *other == r#""x""#
                || key.kind() == Kind::Files && other.starts_with("[\"");
            let read = read_text(&format!("{} = {other}", key.name()));
            assert_eq!(read.is_ok(), is_one, "{key:?} = {other}: {read:?}");
            if let Err(problem) = read {
                assert_eq!(problem.id(), "config-kind");
            }
        }
    }
}

#[test]
fn the_first_mistake_of_a_file_is_told_with_its_line() {
    for (text, id, line) in [
        ("timeout = 3\nresolvers = []\nlag = 1", "config-key", 2),
        ("lag = 1\nresolvers = []", "config-key", 1),
        ("[check]\ntimeout = 3", "config-key", 1),
        ("timeout = 3\ntimeout = 4", "config-syntax", 2),
        ("a b", "config-syntax", 1),
        ("\n\nlang = \"fr", "config-syntax", 3),
        ("no_control = true\ncontrol = \"x.test\"", "config-rival", 2),
        ("timeout = inf", "config-kind", 1),
    ] {
        let problem = read_text(text).expect_err(text);
        let told = serde_json::to_value(&problem).expect("a value");
        assert_eq!((problem.id(), told["line"].as_u64()), (id, Some(line)), "{text}: {problem}");
    }
    for bytes in [&b"lang = \"\xff\""[..], &[b'#'; MAX_FILE + 1]] {
        assert_eq!(read(bytes, Path::new("x"), None), Err(Problem::NoText));
    }
    // Nobody's escapes come through.
    let problem = read_text("\"\\u001b[2J\" = 1").expect_err("no key");
    assert!(!problem.to_string().contains('\x1b'), "{problem}");
}

#[test]
fn what_counts_more_wins_key_by_key_and_one_of_two_rivals() {
    let system = read_text("timeout = 3\nlang = \"fr\"\nno_control = true").expect("a file");
    let own = read_text("timeout = 4\ncontrol = \"x.test\"").expect("a file");
    let variable = |name: &str| (name == "MXRAY_TIMEOUT").then(|| OsString::from("5"));
    let environment = Config::of_environment(variable, |_| Vec::new()).expect("a number");
    let all = system.clone().under(own.clone());
    assert_eq!((values(&all, Key::Timeout), values(&all, Key::Lang)), (vec!["4".to_owned()], vec!["fr".to_owned()]));
    assert_eq!((values(&all, Key::Control).len(), all.get(Key::NoControl)), (1, None));
    let all = own.under(system).under(environment);
    assert_eq!((all.get(Key::Control), values(&all, Key::NoControl).len()), (None, 1));
    let off = Config::of_environment(|name| (name == "MXRAY_NO_CONTROL").then(|| "0".into()), |_| Vec::new());
    let kept = read_text("control = \"x.test\"").expect("a file").under(off.expect("a switch"));
    assert_eq!(
        values(&kept, Key::Control),
        ["x.test"],
        "no control connection was wished for no more, and a host named"
    );
    assert_eq!(all.get(Key::Timeout).map(|value| &value.origin), Some(&Origin::Variable("MXRAY_TIMEOUT".into())));
}

#[test]
fn a_variable_is_split_where_its_key_has_several_and_a_switch_is_yes_or_no() {
    let read = |name: &'static str, said: &'static str| {
        let variable = move |asked: &str| (asked == name).then(|| OsString::from(said));
        Config::of_environment(variable, |list| list.to_string_lossy().split(':').map(Into::into).collect())
    };
    for (name, said, key, expected) in [
        ("MXRAY_RESOLVER", "192.0.2.1, 192.0.2.2", Key::Resolver, Some(&["192.0.2.1", "192.0.2.2"][..])),
        ("MXRAY_CA_FILE", "/a b.pem:c,d.pem", Key::CaFile, Some(&["/a b.pem", "c,d.pem"])),
        ("MXRAY_EHLO", "mail.contoso.com", Key::Ehlo, Some(&["mail.contoso.com"])),
        ("MXRAY_EHLO", "", Key::Ehlo, Some(&[])),
        ("MXRAY_NO_CONTROL", "1", Key::NoControl, Some(&["true"])),
        ("MXRAY_NO_CONTROL", "Off", Key::NoControl, Some(&["false"])),
        ("MXRAY_NO_CONTROL", "maybe", Key::NoControl, None),
    ] {
        let found = read(name, said);
        let expected: Option<Vec<_>> = expected.map(|values| values.iter().map(|v| (*v).to_owned()).collect());
        assert_eq!(found.ok().map(|config| values(&config, key)), expected, "{name}={said}");
    }
}
