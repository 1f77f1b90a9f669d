//! A message is read when it is asked for, without those around it: it must say the same as among them all.

use std::collections::BTreeSet;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

use crate::support::ftl::{catalogue, files};
use mxray::l10n::{Args, Locale, Texts};

/// A language as fluent reads whole files.
fn whole(tag: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![tag.parse().expect("a tag")]);
    bundle.set_use_isolating(false);
    for (file, text) in files(tag) {
        let resource = FluentResource::try_new(text).unwrap_or_else(|(_, errors)| panic!("{tag}/{file}: {errors:?}"));
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{tag}/{file}: {errors:?}"));
    }
    bundle
}

/// Values that make each selector choose otherwise: as fluent takes them, and as `Texts` does.
fn values(names: &BTreeSet<&String>) -> Vec<(FluentArgs<'static>, Args)> {
    let of = |value: &'static str| {
        names.iter().fold((FluentArgs::new(), Args::new()), |(mut fluent, args), name| match value.parse::<u64>() {
            Ok(number) => {
                fluent.set((*name).clone(), number);
                (fluent, args.number(name, number))
            }
            Err(_) => {
                fluent.set((*name).clone(), value);
                (fluent, args.text(name, value))
            }
        })
    };
    ["yes", "none", "1", "2"].into_iter().map(of).collect()
}

#[test]
fn every_message_says_alone_what_it_says_among_all_others() {
    for locale in Locale::all() {
        let (units, whole) = (catalogue(locale.tag()), whole(locale.tag()));
        let values = values(&units.values().flat_map(|unit| &unit.variables).collect());
        for id in units.keys().filter(|id| !id.starts_with('-')) {
            let (message, attribute) = id.split_once('.').map_or((id.as_str(), None), |(m, a)| (m, Some(a)));
            let found = whole.get_message(message).unwrap_or_else(|| panic!("{id}"));
            let pattern = match attribute {
                Some(attribute) => found.get_attribute(attribute).map(|attribute| attribute.value()),
                None => found.value(),
            };
            // Made anew, so nothing was read before it.
            let texts = Texts::new(locale);
            for (fluent, args) in &values {
                let pattern = pattern.unwrap_or_else(|| panic!("{id}"));
                let expected = whole.format_pattern(pattern, Some(fluent), &mut Vec::new());
                assert_eq!(texts.try_with(id, args).as_deref(), Some(&*expected), "{} {id}", locale.tag());
            }
        }
    }
}

#[test]
fn a_language_says_its_name_without_being_read() {
    for locale in Locale::all() {
        assert_eq!(locale.name(), Texts::new(locale).get("locale-name"));
    }
}
