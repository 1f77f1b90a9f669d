//! [`Messages`]: those of one language, each read when it is first asked for. A screen needs one in twenty.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use fluent::{FluentArgs, FluentResource, FluentValue};
use fluent_bundle::{
    FluentError,
    concurrent::FluentBundle,
    resolver::{ResolverError, errors::ReferenceKind},
};

use super::{Locale, number::Marks};

/// The messages of one language.
pub(super) struct Messages(Mutex<Read>);

/// What was read of them so far.
struct Read {
    written: &'static HashMap<&'static str, &'static str>,
    ids: HashSet<&'static str>,
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// Those of a language, every text of them changed so.
    pub(super) fn of(locale: Locale, transform: Option<fn(&str) -> Cow<'_, str>>) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![locale.id().clone()]);
        bundle.set_use_isolating(false);
        bundle.set_transform(transform);
        bundle.set_formatter(Some(|value, memoizer| match value {
            FluentValue::Number(number) => {
                memoizer.with_try_get::<Marks, _, _>((), |marks| marks.whole(number.value.round() as u64)).ok()
            }
            _ => None,
        }));
        Self(Mutex::new(Read { written: locale.written(), ids: HashSet::new(), bundle }))
    }

    /// A message, or its attribute when `id` is `message.attribute`, with these values in it.
    pub(super) fn find(&self, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        let mut read = self.read(id);
        loop {
            let (text, errors) = read.format(id, args)?;
            // What it refers to may be another that was not read yet.
            let added = errors.iter().filter_map(missing).filter(|id| read.add(id)).count();
            if added == 0 {
                debug_assert!(errors.is_empty(), "{id}: {errors:?}");
                return Some(text);
            }
        }
    }

    /// Whether there is that message or attribute.
    pub(super) fn has(&self, id: &str) -> bool {
        let (message, attribute) = parts(id);
        self.read(id).bundle.get_message(message).is_some_and(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).is_some(),
            None => message.value().is_some(),
        })
    }

    /// What was read, that message with it.
    fn read(&self, id: &str) -> MutexGuard<'_, Read> {
        let mut read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        read.add(parts(id).0);
        read
    }
}

impl Read {
    /// Reads a message that was not read before, if there is one; says whether it did.
    fn add(&mut self, id: &str) -> bool {
        let Some((id, text)) = self.written.get_key_value(id) else { return false };
        if !self.ids.insert(id) {
            return false;
        }
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
            debug_assert!(errors.is_empty(), "{id}: {errors:?}");
            resource
        });
        let added = self.bundle.add_resource(resource);
        debug_assert!(added.is_ok(), "{id}: {added:?}");
        true
    }

    /// A message or attribute that was read, with values in it, and what was missing to it.
    fn format(&self, id: &str, args: &FluentArgs<'_>) -> Option<(String, Vec<FluentError>)> {
        let (message, attribute) = parts(id);
        let message = self.bundle.get_message(message)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        Some((text, errors))
    }
}

/// The message and the attribute that an id names.
fn parts(id: &str) -> (&str, Option<&str>) {
    id.split_once('.').map_or((id, None), |(message, attribute)| (message, Some(attribute)))
}

/// The message or term that a text refers to and that is not there.
fn missing(error: &FluentError) -> Option<String> {
    match error {
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Message { id, .. })) => Some(id.clone()),
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Term { id, .. })) => Some(format!("-{id}")),
        _ => None,
    }
}
