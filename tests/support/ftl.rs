//! Every text of a language as its files hold it: read once, walked by the tests about words.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

/// One value or attribute of a message.
#[derive(Debug, Default)]
pub(crate) struct Unit {
    /// The file within the language's folder.
    pub(crate) file: String,
    /// The variables it uses.
    pub(crate) variables: BTreeSet<String>,
    /// The messages, attributes and terms it refers to.
    pub(crate) references: BTreeSet<String>,
    /// Everything it can become: each variant of a selector apart, `{$name}` where a value stands.
    pub(crate) readings: Vec<String>,
    /// Every text in the order of the file, variants one behind the other.
    pub(crate) words: String,
    /// The selectors with a variant `one`: the variable, whether that variant shows it, whether 0 has its own.
    pub(crate) plurals: Vec<(String, bool, bool)>,
}

/// Units by `message` or `message.attribute`.
pub(crate) type Catalogue = BTreeMap<String, Unit>;

/// The folder of a language.
pub(crate) fn folder(tag: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(tag)
}

/// The files of a language, by their names within its folder.
pub(crate) fn files(tag: &str) -> BTreeMap<String, String> {
    fn walk(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).expect("a folder of the source tree") {
            let path = entry.expect("a folder of the source tree").path();
            let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
            if path.is_dir() {
                walk(&path, &format!("{name}/"), found);
            } else if name.ends_with(".ftl") {
                found.insert(name, fs::read_to_string(&path).expect("UTF-8"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&folder(tag), "", &mut found);
    found
}

/// Everything a language says. Slips of the pen in a file fail here, and so does an id that is there twice.
pub(crate) fn catalogue(tag: &str) -> Catalogue {
    let mut units = Catalogue::new();
    for (file, text) in files(tag) {
        let resource = match parser::parse(text) {
            Ok(resource) => resource,
            Err((_, errors)) => panic!("{tag}/{file}: {errors:?}"),
        };
        let mut add = |id: String, pattern: &Pattern<String>| {
            let mut unit = Unit { file: file.clone(), readings: readings(pattern), ..Unit::default() };
            visit(pattern, &mut unit);
            assert!(units.insert(id.clone(), unit).is_none(), "{tag}/{file}: {id} is there twice");
        };
        for entry in &resource.body {
            match entry {
                Entry::Message(message) => {
                    if let Some(value) = &message.value {
                        add(message.id.name.clone(), value);
                    }
                    for attribute in &message.attributes {
                        add(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value);
                    }
                }
                Entry::Term(term) => add(format!("-{}", term.id.name), &term.value),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
                Entry::Junk { content } => panic!("{tag}/{file}: {content}"),
            }
        }
    }
    units
}

fn visit(pattern: &Pattern<String>, unit: &mut Unit) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => unit.words.push_str(value),
            PatternElement::Placeable { expression } => visit_expression(expression, unit),
        }
    }
    unit.words.push(' ');
}

fn visit_expression(expression: &Expression<String>, unit: &mut Unit) {
    match expression {
        Expression::Inline(inline) => visit_inline(inline, unit),
        Expression::Select { selector, variants } => {
            visit_inline(selector, unit);
            let one = variants.iter().find(|v| matches!(&v.key, VariantKey::Identifier { name } if name == "one"));
            if let Some(one) = one {
                let mut inner = Unit::default();
                visit(&one.value, &mut inner);
                let variable = variable_of(selector);
                let shows = inner.variables.contains(&variable);
                let zero =
                    variants.iter().any(|v| matches!(&v.key, VariantKey::NumberLiteral { value } if value == "0"));
                unit.plurals.push((variable, shows, zero));
            }
            for variant in variants {
                visit(&variant.value, unit);
            }
        }
    }
}

fn variable_of(expression: &InlineExpression<String>) -> String {
    match expression {
        InlineExpression::VariableReference { id } => id.name.clone(),
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.first().map(variable_of).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn visit_inline(inline: &InlineExpression<String>, unit: &mut Unit) {
    match inline {
        InlineExpression::VariableReference { id } => {
            unit.variables.insert(id.name.clone());
        }
        InlineExpression::MessageReference { id, attribute } => {
            let attribute = attribute.as_ref().map(|a| format!(".{}", a.name)).unwrap_or_default();
            unit.references.insert(format!("{}{attribute}", id.name));
        }
        InlineExpression::TermReference { id, .. } => {
            unit.references.insert(format!("-{}", id.name));
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| visit_inline(argument, unit));
        }
        InlineExpression::Placeable { expression } => visit_expression(expression, unit),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

/// More would not be read by anyone either.
const MOST_READINGS: usize = 256;

fn readings(pattern: &Pattern<String>) -> Vec<String> {
    pattern.elements.iter().fold(vec![String::new()], |begun, element| {
        let mut ends = match element {
            PatternElement::TextElement { value } => vec![value.clone()],
            PatternElement::Placeable { expression } => expression_readings(expression),
        };
        ends.truncate((MOST_READINGS / begun.len()).max(1));
        begun.iter().flat_map(|begin| ends.iter().map(move |end| format!("{begin}{end}"))).collect()
    })
}

fn expression_readings(expression: &Expression<String>) -> Vec<String> {
    match expression {
        Expression::Select { variants, .. } => variants.iter().flat_map(|v| readings(&v.value)).collect(),
        Expression::Inline(InlineExpression::Placeable { expression }) => expression_readings(expression),
        Expression::Inline(InlineExpression::StringLiteral { value }) => vec![value.replace("\\u00A0", "\u{a0}")],
        Expression::Inline(InlineExpression::NumberLiteral { value }) => vec![value.clone()],
        Expression::Inline(inline @ InlineExpression::VariableReference { .. }) => {
            vec![format!("{{${}}}", variable_of(inline))]
        }
        Expression::Inline(_) => vec!["{}".into()],
    }
}
