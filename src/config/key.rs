//! [`Key`]: what can be set once.

use schemars::{Schema, json_schema};

/// What can be set once. The table is in [`Key::row`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the option of that name")]
pub enum Key {
    Resolver,
    CaFile,
    Timeout,
    ReplyTimeout,
    Ehlo,
    Samples,
    Control,
    NoControl,
    Endpoints,
    Jobs,
    WarnDays,
    CritDays,
    Format,
    ReportFolder,
    Lang,
    Color,
}

/// How the value of a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// The name of a file or folder.
    File,
    /// A text or several.
    List,
    /// A file or several.
    Files,
    /// A number.
    Number,
    /// `true` or `false`.
    Switch,
}

impl Key {
    /// Every key, in the order in which they are shown.
    pub const ALL: [Self; 16] = [
        Self::Resolver,
        Self::CaFile,
        Self::Timeout,
        Self::ReplyTimeout,
        Self::Ehlo,
        Self::Samples,
        Self::Control,
        Self::NoControl,
        Self::Endpoints,
        Self::Jobs,
        Self::WarnDays,
        Self::CritDays,
        Self::Format,
        Self::ReportFolder,
        Self::Lang,
        Self::Color,
    ];

    /// Its name, and how its value is written.
    fn row(self) -> (&'static str, Kind) {
        match self {
            Self::Resolver => ("resolver", Kind::List),
            Self::CaFile => ("ca_file", Kind::Files),
            Self::Timeout => ("timeout", Kind::Number),
            Self::ReplyTimeout => ("reply_timeout", Kind::Number),
            Self::Ehlo => ("ehlo", Kind::Text),
            Self::Samples => ("samples", Kind::Number),
            Self::Control => ("control", Kind::Text),
            Self::NoControl => ("no_control", Kind::Switch),
            Self::Endpoints => ("endpoints", Kind::File),
            Self::Jobs => ("jobs", Kind::Number),
            Self::WarnDays => ("warn_days", Kind::Number),
            Self::CritDays => ("crit_days", Kind::Number),
            Self::Format => ("format", Kind::Text),
            Self::ReportFolder => ("report_folder", Kind::File),
            Self::Lang => ("lang", Kind::Text),
            Self::Color => ("color", Kind::Text),
        }
    }

    /// The key of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// Its name in a file, and of its option in the definition of the command line: `ca_file`.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// How its value is written.
    pub fn kind(self) -> Kind {
        self.row().1
    }

    /// Its option: `--ca-file`.
    pub fn option(self) -> String {
        format!("--{}", self.name().replace('_', "-"))
    }

    /// Its variable: `MXRAY_CA_FILE`.
    pub fn variable(self) -> String {
        format!("MXRAY_{}", self.name().to_ascii_uppercase())
    }

    /// The key that says the contrary, and cannot hold beside this one.
    pub fn rival(self) -> Option<Self> {
        match self {
            Self::Control => Some(Self::NoControl),
            Self::NoControl => Some(Self::Control),
            _ => None,
        }
    }
}

/// The JSON Schema of a configuration file.
pub fn schema() -> Schema {
    let properties: serde_json::Map<_, _> = Key::ALL
        .into_iter()
        .map(|key| {
            let mut schema = match key.kind() {
                Kind::Text | Kind::File => json_schema!({ "type": "string" }),
                Kind::List | Kind::Files => json_schema!({
                    "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]
                }),
                Kind::Number => json_schema!({ "type": "number" }),
                Kind::Switch => json_schema!({ "type": "boolean" }),
            };
            schema.insert("description".to_owned(), format!("As the option {}.", key.option()).into());
            (key.name().to_owned(), schema.to_value())
        })
        .collect();
    json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mxray configuration",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "not": { "required": [Key::Control.name(), Key::NoControl.name()] }
    })
}
