//! The connectors of an export as a list, and below it what is to be known about the focused one.

use super::{
    ask::with_command,
    state::State,
    survey::{self, Listed},
};
use crate::{
    intake::outbound_connector::{ExportKind, Exported, Note, Unusable},
    l10n::{Args, Texts},
    model::{Host, Party, Route},
    report::phrases::{connector_args, target},
    tui::{
        shared::Shared,
        theme::{Glyph, Theme},
        widgets::{
            list::{self, Focus, pointed},
            page::Page,
            row::{Row, fitted, prose, width},
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
        let [own, partner, unknown] = ["export-own", "export-partner", "mark-unknown"].map(|id| texts.get(id));
        Self { texts, tls, own, partner, unknown }
    }

    fn cells(&self, one: &Exported) -> Cells {
        let route = match &one.connector {
            Ok(connector) => match &connector.route {
                Route::Mx(domain) => self.texts.with("export-mx", &Args::new().text("domain", domain)),
                Route::SmartHosts(_) => target(connector),
            },
            Err(Unusable::RecipientDomain { choices }) => {
                self.texts.with("export-mx-domains", &Args::new().number("count", *choices))
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

/// What a connector is called in a row, and what it delivers to.
pub(super) fn called(one: &Exported, texts: &Texts) -> (String, String) {
    let cells = Words::of(texts).cells(one);
    (cells.name, cells.route)
}

/// The places of the connectors that are listed: all, or those with what is looked for.
pub(super) fn listed(state: &State, shared: &Shared) -> Vec<usize> {
    let is_listed = |place: &usize| state.survey.as_ref().is_none_or(|survey| survey.lists(*place));
    let all = state.exported().iter().enumerate().filter(|(place, _)| is_listed(place));
    let wanted = state.find.wanted();
    if wanted.is_empty() {
        return all.map(|(place, _)| place).collect();
    }
    let words = Words::of(&shared.texts);
    let has = |one: &Exported| {
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
pub(super) fn focused<'a>(state: &'a State, shared: &Shared) -> Option<(usize, &'a Exported)> {
    let listed = listed(state, shared);
    let place = listed.iter().find(|place| **place == state.focus).or(listed.first())?;
    state.exported().get(*place).map(|one| (*place, one))
}

/// What a row has to say beyond its cells.
fn mark(one: &Exported) -> Option<Glyph> {
    match &one.connector {
        Err(Unusable::RecipientDomain { .. }) => Some(Glyph::Unknown),
        Err(_) => Some(Glyph::Fault),
        Ok(_) => (!one.notes.is_empty()).then_some(Glyph::Warning),
    }
}

/// The message that says why none is listed.
pub(super) fn why_none(state: &State) -> &'static str {
    let is_filtered = state.survey.as_ref().is_some_and(|survey| survey.only_faults) && !state.find.is_open();
    if is_filtered { "export-no-faults" } else { "export-found-none" }
}

pub(super) fn list(state: &State, shared: &Shared) -> Page {
    let (texts, theme) = (&shared.texts, shared.theme);
    let columns = shared.columns();
    let mut page = Page::new();
    state.find.add(&mut page, texts, columns);
    let listed: Vec<(usize, &Exported)> =
        listed(state, shared).into_iter().filter_map(|place| Some((place, state.exported().get(place)?))).collect();
    if listed.is_empty() {
        let why = texts.get(why_none(state));
        page.extend(Row::at(4).block(prose(&why, columns.saturating_sub(6))));
    }
    let words = Words::of(texts);
    let rows: Vec<Cells> = listed.iter().map(|(_, one)| words.cells(one)).collect();
    let in_list = !shared.pane && state.domain.is_none();
    let place = listed.iter().map(|(place, _)| *place).find(|place| *place == state.focus);
    let place = place.or(listed.first().map(|(place, _)| *place));
    if let Some(probed) = &state.survey {
        let row = |((place, one), cells): (&(usize, &Exported), Cells)| Listed {
            place: *place,
            name: cells.name,
            host: cells.route,
            mark: mark(one).filter(|_| one.connector.is_err()),
        };
        let rows: Vec<_> = listed.iter().zip(rows).map(row).collect();
        let all: Vec<Cells> = state.exported().iter().map(|one| words.cells(one)).collect();
        let longest = |cell: fn(&Cells) -> &String| all.iter().map(|cells| width(cell(cells))).max().unwrap_or(0);
        let widths = survey::Columns::of(longest(|cells| &cells.name), longest(|cells| &cells.route), columns);
        survey::rows(probed, &rows, &widths, place, in_list, shared, &mut page);
        return page;
    }
    let widths = Widths::of(&rows, columns);
    for ((at, one), cells) in listed.iter().zip(&rows) {
        let focus = Focus::of(place == Some(*at), in_list);
        let row = pointed(2, focus, theme);
        let row = match mark(one) {
            Some(glyph) => row.glyph(theme, glyph).text(" "),
            None => row.to(6),
        };
        list::add(&mut page, vec![widths.row(row, cells, theme)], 2, columns, focus, theme);
    }
    page
}

/// The columns of the list, by what stands in it.
struct Widths {
    name: usize,
    route: usize,
    /// Where the TLS setting and the owner stand, where there is room for them.
    beside: Option<(usize, usize)>,
}

impl Widths {
    fn of(rows: &[Cells], columns: usize) -> Self {
        let longest = |cell: fn(&Cells) -> &String| rows.iter().map(|cells| width(cell(cells))).max().unwrap_or(0);
        let (tls, owner) = (longest(|cells| &cells.tls), longest(|cells| &cells.owner));
        let wide = columns >= WIDE;
        let rest = columns.saturating_sub(6 + 2 + 2 + if wide { tls + owner + 4 } else { 0 });
        let route = longest(|cells| &cells.route);
        let name = longest(|cells| &cells.name).min(rest.saturating_sub(route).max(rest / 2));
        let route = route.min(rest.saturating_sub(name));
        let at = 6 + name + 2 + route + 2;
        Self { name, route, beside: wide.then_some((at, at + tls + 2)) }
    }

    fn row(&self, row: Row, cells: &Cells, theme: Theme) -> Row {
        let row = row.text(fitted(&cells.name, self.name, theme)).to(6 + self.name + 2);
        let row = row.text(fitted(&cells.route, self.route, theme));
        match self.beside {
            Some((tls, owner)) => row.to(tls).text(cells.tls.clone()).to(owner).text(cells.owner.clone()),
            None => row,
        }
    }
}

pub(super) fn detail(state: &State, shared: &Shared) -> Page {
    let mut page = Page::new();
    let Some((place, one)) = focused(state, shared) else { return page };
    let (texts, theme) = (&shared.texts, shared.theme);
    let columns = shared.detail_columns();
    summary(shared, one, &mut page);
    if let Some((glyph, words)) = state.survey.as_ref().and_then(|survey| survey.told(place, shared)) {
        page.extend(Row::at(2).glyph(theme, glyph).text(" ").block(prose(&words, columns.saturating_sub(6))));
    }
    let mut say = |glyph: Option<Glyph>, words: &str| {
        let start = match glyph {
            Some(glyph) => Row::at(2).glyph(theme, glyph).text(" "),
            None => Row::at(4),
        };
        page.extend(start.block(prose(words, columns.saturating_sub(6))));
    };
    if state.export().is_some_and(|export| export.kind == ExportKind::Targets) && one.connector.is_ok() {
        say(Some(Glyph::Unknown), &texts.get("export-targets"));
    }
    let note_words = |note: &Note| texts.with(&format!("note-{}", note.id()), &with_command(texts.args_of(note)));
    if let Err(why) = &one.connector {
        let words = || texts.told("error", &why.told());
        match why {
            Unusable::RecipientDomain { .. } if state.domain.is_some() => {
                say(Some(Glyph::Unknown), &texts.get("export-which-domain"));
            }
            Unusable::RecipientDomain { choices } => {
                say(Some(Glyph::Unknown), &texts.with("export-needs-domain", &Args::new().number("count", *choices)));
            }
            Unusable::Lost { .. } => {
                say(Some(Glyph::Fault), &words());
                say(None, &texts.get("export-again"));
            }
            Unusable::NoSmartHosts
            | Unusable::SmartHost { .. }
            | Unusable::TlsSettings { .. }
            | Unusable::TlsDomain { .. }
            | Unusable::Target(_) => {
                let better = one.notes.iter().find(|note| is_why(one, note)).map(note_words);
                say(Some(Glyph::Fault), &better.unwrap_or_else(words));
                say(None, &texts.get("export-by-hand"));
            }
        }
    }
    if let Some(at) = state.domain {
        domains(shared, one, at, &mut page);
    }
    for note in one.notes.iter().filter(|note| !is_why(one, note)) {
        let start = Row::at(2).glyph(theme, Glyph::Warning).text(" ");
        page.extend(start.block(prose(&note_words(note), columns.saturating_sub(6))));
    }
    page
}

/// The name of a connector, where it leads, and its settings.
fn summary(shared: &Shared, one: &Exported, page: &mut Page) {
    let (texts, theme) = (&shared.texts, shared.theme);
    let room = shared.detail_columns().saturating_sub(4);
    if let Some(name) = &one.name {
        let lines = prose(name.as_str(), room).into_iter().map(|row| Row::default().styled(row.plain(), theme.bold()));
        page.extend(Row::at(2).block(lines.collect()));
    }
    let Ok(connector) = &one.connector else { return };
    let hosts: Vec<_> = connector.route.hosts().iter().map(Host::to_string).collect();
    let hosts = hosts.join(", ");
    // A list of targets has no other names, and by MX the sentence has the domain.
    if matches!(connector.route, Route::SmartHosts(_)) && one.name.as_ref().is_none_or(|name| name.as_str() != hosts) {
        page.extend(Row::at(2).block(prose(&hosts, room)));
    }
    let summary = texts.with("summary-long", &connector_args(connector, texts));
    page.extend(Row::at(2).block(prose(&summary, room)));
}

/// A range that is the only smart host is told once: as what keeps the connector from being probed.
fn is_why(one: &Exported, note: &Note) -> bool {
    match (&one.connector, note) {
        (Err(Unusable::SmartHost { text: why }), Note::CidrSmartHost { text } | Note::SmartHostUnreadable { text }) => {
            text == why
        }
        _ => false,
    }
}

/// The recipient domains to choose from, and behind them another one.
fn domains(shared: &Shared, one: &Exported, at: usize, page: &mut Page) {
    let (theme, columns) = (shared.theme, shared.detail_columns());
    let another = shared.texts.get("export-another-domain");
    let choices = one.recipient_domains.iter().map(ToString::to_string).chain([another]);
    for (place, choice) in choices.enumerate() {
        let focus = Focus::of(place == at, true);
        let rows = pointed(4, focus, theme).block(prose(&choice, columns.saturating_sub(8)));
        list::add(page, rows, 4, columns, focus, theme);
    }
}
