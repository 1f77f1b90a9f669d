//! The connectors of an export as a list, and below it what is to be known about the focused one.

use super::ask::with_command;
use crate::{
    intake::outbound_connector::{ImportKind, Imported, Note, Unusable},
    l10n::{Args, Texts},
    model::{Host, Party, Route},
    report::phrases::{connector_args, target},
    tui::{
        app::Model,
        theme::{Glyph, Theme},
        widgets::{
            page::Page,
            row::{Row, head, prose, width},
        },
    },
    wizard::TlsChoice,
};

/// From this width on a row has the TLS setting and the owner too; below it, only what is told of the focused one.
const WIDE: usize = 80;

/// The words that rows share, looked up once: an export may have thousands of rows.
struct Words<'a> {
    texts: &'a Texts,
    tls: [(&'static str, String); 4],
    own: String,
    partner: String,
    unknown: String,
}

/// What a row says of a connector.
struct Cells {
    name: String,
    route: String,
    tls: String,
    owner: String,
}

impl<'a> Words<'a> {
    fn of(texts: &'a Texts) -> Self {
        let tls = TlsChoice::ALL.map(|choice| (choice.id(), texts.get(&format!("choice-tls-{}", choice.id()))));
        let [own, partner, unknown] = ["import-own", "import-partner", "mark-unknown"].map(|id| texts.get(id));
        Self { texts, tls, own, partner, unknown }
    }

    fn cells(&self, one: &Imported) -> Cells {
        let route = match &one.connector {
            Ok(connector) => match &connector.route {
                Route::Mx(domain) => self.texts.with("import-mx", &Args::new().text("domain", domain)),
                Route::SmartHosts(_) => target(connector),
            },
            Err(Unusable::RecipientDomain { choices }) => {
                self.texts.with("import-mx-domains", &Args::new().number("count", *choices))
            }
            Err(_) => self.unknown.clone(),
        };
        let tls = one.tls().and_then(|tls| self.tls.iter().find(|(id, _)| *id == tls.id()));
        let owner = match one.party() {
            Party::Own => &self.own,
            Party::Partner => &self.partner,
        };
        Cells {
            name: one.name.as_ref().map_or_else(|| route.clone(), ToString::to_string),
            route,
            tls: tls.map_or(&self.unknown, |(_, word)| word).clone(),
            owner: owner.clone(),
        }
    }
}

/// The places of the connectors that are listed: all, or those with what is looked for.
pub(super) fn listed(model: &Model) -> Vec<usize> {
    let state = &model.import;
    let all = state.imported().iter().enumerate();
    let wanted = state.find.as_ref().map(|find| find.text().to_lowercase()).unwrap_or_default();
    if wanted.is_empty() {
        return all.map(|(place, _)| place).collect();
    }
    let words = Words::of(&model.texts);
    let has = |one: &Imported| {
        let cells = words.cells(one);
        let hosts = one.connector.iter().flat_map(|connector| connector.route.hosts());
        let mut words = hosts
            .map(|host| host.to_string())
            .chain(one.recipient_domains.iter().map(ToString::to_string))
            .chain([cells.name, cells.route, cells.tls, cells.owner]);
        words.any(|word| word.to_lowercase().contains(&wanted))
    };
    all.filter(|(_, one)| has(one)).map(|(place, _)| place).collect()
}

/// The focused connector and its place in the export.
pub(super) fn focused(model: &Model) -> Option<(usize, &Imported)> {
    let listed = listed(model);
    let place = listed.iter().find(|place| **place == model.import.focus).or(listed.first())?;
    model.import.imported().get(*place).map(|one| (*place, one))
}

/// What a row has to say beyond its cells.
fn mark(one: &Imported) -> Option<Glyph> {
    match &one.connector {
        Err(Unusable::RecipientDomain { .. }) => Some(Glyph::Unknown),
        Err(_) => Some(Glyph::Fault),
        Ok(_) => (!one.notes.is_empty()).then_some(Glyph::Warning),
    }
}

/// As much of a text as fits; the focused connector is told whole below.
fn fitted(text: &str, columns: usize, theme: Theme) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    head(text, columns.saturating_sub(width(theme.ellipsis()))) + theme.ellipsis()
}

pub(super) fn list(model: &Model) -> Page {
    let (texts, theme) = (&model.texts, model.theme);
    let state = &model.import;
    let columns = model.columns();
    let mut page = Page::new();
    if let Some(find) = &state.find {
        let row = Row::at(2).text(texts.get("find-label")).text(" ");
        let column = row.width();
        let (seen, at) = find.window(columns.saturating_sub(column + 2));
        page.push(row.text(seen));
        if state.finding {
            page.cursor_here(column + at);
        }
    }
    let listed: Vec<(usize, &Imported)> =
        listed(model).into_iter().filter_map(|place| Some((place, state.imported().get(place)?))).collect();
    if listed.is_empty() {
        page.extend(Row::at(4).block(prose(&texts.get("import-found-none"), columns.saturating_sub(6))));
    }
    let words = Words::of(texts);
    let rows: Vec<Cells> = listed.iter().map(|(_, one)| words.cells(one)).collect();
    let longest = |cell: fn(&Cells) -> &String| rows.iter().map(|cells| width(cell(cells))).max().unwrap_or(0);
    let (tls, owner) = (longest(|cells| &cells.tls), longest(|cells| &cells.owner));
    let wide = columns >= WIDE;
    let rest = columns.saturating_sub(6 + 2 + 2 + if wide { tls + owner + 4 } else { 0 });
    let route = longest(|cells| &cells.route);
    let name = longest(|cells| &cells.name).min(rest.saturating_sub(route).max(rest / 2));
    let route = route.min(rest.saturating_sub(name));
    let focus = listed.iter().map(|(place, _)| *place).find(|place| *place == state.focus);
    let focus = focus.or(listed.first().map(|(place, _)| *place));
    for ((place, one), cells) in listed.iter().zip(&rows) {
        let first = page.len();
        let here = focus == Some(*place);
        let row = if here { Row::at(2).text(theme.pointer()).text(" ") } else { Row::at(4) };
        let row = match mark(one) {
            Some(glyph) => row.glyph(theme, glyph).text(" "),
            None => row.to(6),
        };
        let row = row.text(fitted(&cells.name, name, theme)).to(6 + name + 2);
        let row = row.text(fitted(&cells.route, route, theme));
        let row = if wide {
            let at = 6 + name + 2 + route + 2;
            row.to(at).text(cells.tls.clone()).to(at + tls + 2).text(cells.owner.clone())
        } else {
            row
        };
        let in_list = !model.pane && state.domain.is_none();
        page.push(if here && in_list { row.highlighted(2, columns - 2, theme.focus()) } else { row });
        if here {
            page.focus_since(first);
        }
    }
    page
}

pub(super) fn detail(model: &Model) -> Page {
    let mut page = Page::new();
    let Some((_, one)) = focused(model) else { return page };
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let room = columns.saturating_sub(4);
    if let Some(name) = &one.name {
        let lines = prose(name.as_str(), room).into_iter().map(|row| Row::default().styled(row.plain(), theme.bold()));
        page.extend(Row::at(2).block(lines.collect()));
    }
    if let Ok(connector) = &one.connector {
        let hosts: Vec<_> = connector.route.hosts().iter().map(Host::to_string).collect();
        let hosts = hosts.join(", ");
        // A list of targets has no other names, and by MX the sentence has the domain.
        if matches!(connector.route, Route::SmartHosts(_))
            && one.name.as_ref().is_none_or(|name| name.as_str() != hosts)
        {
            page.extend(Row::at(2).block(prose(&hosts, room)));
        }
        let summary = texts.with("summary-long", &connector_args(connector, texts));
        page.extend(Row::at(2).block(prose(&summary, room)));
    }
    let mut say = |glyph: Option<Glyph>, words: &str| {
        let start = match glyph {
            Some(glyph) => Row::at(2).glyph(theme, glyph).text(" "),
            None => Row::at(4),
        };
        page.extend(start.block(prose(words, columns.saturating_sub(6))));
    };
    if model.import.import().is_some_and(|import| import.kind == ImportKind::Targets) && one.connector.is_ok() {
        say(Some(Glyph::Unknown), &texts.get("import-targets"));
    }
    let note_words = |note: &Note| texts.with(&format!("note-{}", note.id()), &with_command(texts.args_of(note)));
    // A range that is the only smart host is told once: as what keeps the connector from being probed.
    let is_why = |note: &&Note| match (&one.connector, note) {
        (Err(Unusable::SmartHost { text: why }), Note::CidrSmartHost { text } | Note::SmartHostUnreadable { text }) => {
            text == why
        }
        _ => false,
    };
    if let Err(why) = &one.connector {
        let args = match why {
            // A message cannot select on an empty text.
            Unusable::TlsDomain { text } if text.is_empty() => Args::new().text("text", "none"),
            _ => texts.args_of(why),
        };
        let words = || texts.with(&format!("error-{}", why.id()), &args);
        match why {
            Unusable::RecipientDomain { .. } if model.import.domain.is_some() => {
                say(Some(Glyph::Unknown), &texts.get("import-which-domain"));
            }
            Unusable::RecipientDomain { choices } => {
                say(Some(Glyph::Unknown), &texts.with("import-needs-domain", &Args::new().number("count", *choices)));
            }
            Unusable::Lost { .. } => {
                say(Some(Glyph::Fault), &words());
                say(None, &texts.get("import-export-again"));
            }
            Unusable::NoSmartHosts
            | Unusable::SmartHost { .. }
            | Unusable::TlsSettings { .. }
            | Unusable::TlsDomain { .. }
            | Unusable::Target(_) => {
                let better = one.notes.iter().find(is_why).map(note_words);
                say(Some(Glyph::Fault), &better.unwrap_or_else(words));
                say(None, &texts.get("import-by-hand"));
            }
        }
    }
    if let Some(at) = model.import.domain {
        domains(model, one, at, &mut page);
    }
    for note in one.notes.iter().filter(|note| !is_why(note)) {
        let start = Row::at(2).glyph(theme, Glyph::Warning).text(" ");
        page.extend(start.block(prose(&note_words(note), columns.saturating_sub(6))));
    }
    page
}

/// The recipient domains to choose from, and behind them another one.
fn domains(model: &Model, one: &Imported, at: usize, page: &mut Page) {
    let (theme, columns) = (model.theme, model.columns());
    let another = model.texts.get("import-another-domain");
    let choices = one.recipient_domains.iter().map(ToString::to_string).chain([another]);
    for (place, choice) in choices.enumerate() {
        let first = page.len();
        let here = place == at;
        let start = if here { Row::at(4).text(theme.pointer()).text(" ") } else { Row::at(6) };
        let rows = start.block(prose(&choice, columns.saturating_sub(8)));
        page.extend(rows.into_iter().map(
            |row| {
                if here { row.highlighted(4, columns - 2, theme.focus()) } else { row }
            },
        ));
        if here {
            page.focus_since(first);
        }
    }
}
