//! What was found of several connectors, a row each: what stands before their reports, and the same for a spreadsheet.

use super::{
    Block, Cell, Document, Mark, Section,
    phrases::{named, target},
};
use crate::{
    l10n::{Args, Texts},
    model::{CodeId, Connector, Evidence, Fault, Finding, Level, Run, Verdict},
};

/// A connector in a row.
#[derive(Clone, Debug)]
pub struct Brief {
    /// What was concluded; `None` where it was not looked at.
    pub verdict: Option<Verdict>,
    /// The code of a fault.
    pub code: Option<CodeId>,
    /// The fault that decided.
    pub fault: Option<Fault>,
    /// What is odd where mail gets through.
    warning: Option<Evidence>,
    /// Whether it is turned off.
    off: bool,
    /// What it is called; by what it delivers to where it has no name.
    pub name: String,
    /// What it delivers to.
    pub target: String,
    /// Its settings; `None` where it cannot be probed as it stands.
    connector: Option<Connector>,
    started: Option<String>,
    elapsed_ms: u64,
}

impl Brief {
    /// A connector that was not looked at; whether it is turned off.
    pub fn new(connector: &Connector, off: bool) -> Self {
        let brief = Self::unprobed(named(connector), target(connector), off);
        Self { connector: Some(connector.clone()), ..brief }
    }

    /// A connector that cannot be probed as it stands: what it is called, and what it delivers to as far as that is known.
    pub fn unprobed(name: String, target: String, off: bool) -> Self {
        Self {
            verdict: None,
            code: None,
            fault: None,
            warning: None,
            off,
            name,
            target,
            connector: None,
            started: None,
            elapsed_ms: 0,
        }
    }

    /// The same, looked at.
    #[must_use]
    pub fn found(self, run: &Run, finding: &Finding) -> Self {
        let warning = finding.evidence.iter().find(|noted| noted.level == Level::Warning);
        let warning = warning.filter(|_| finding.verdict == Verdict::Healthy);
        Self {
            verdict: Some(finding.verdict),
            code: finding.code.clone().filter(|_| finding.verdict == Verdict::Fault),
            fault: finding.fault,
            warning: warning.map(|noted| noted.evidence.clone()),
            started: run.started.map(|at| at.to_string()),
            elapsed_ms: run.elapsed_ms,
            ..self
        }
    }

    /// How it stands, by its look.
    pub fn mark(&self) -> Mark {
        match self.verdict {
            None => Mark::Skipped,
            Some(Verdict::Fault) => Mark::Fault,
            Some(Verdict::Healthy) if self.warning.is_none() => Mark::Ok,
            Some(Verdict::Healthy | Verdict::Inconclusive) => Mark::Warning,
        }
    }

    /// How it stands, in a word: `FAULT`.
    pub fn word(&self, texts: &Texts) -> String {
        let id = match (self.verdict, self.mark()) {
            (Some(Verdict::Inconclusive), _) => "inconclusive",
            (_, mark) => mark.id(),
        };
        texts.get(&format!("overview-{id}"))
    }

    /// The code of a fault in its shortest form: `4.7.320`.
    pub fn code(&self, texts: &Texts) -> String {
        let Some(code) = &self.code else { return String::new() };
        if code.reply().is_some() { code.to_string() } else { texts.concluded(code) }
    }

    /// Why, in a word or two: `expired, turned off`.
    pub fn reason(&self, texts: &Texts) -> String {
        let odd = || {
            let evidence = self.warning.as_ref()?;
            texts.evidence_label(evidence).or_else(|| evidence.fault().map(|fault| texts.fault(fault)))
        };
        let why = self.fault.map(|fault| texts.fault(fault)).or_else(odd);
        let off = self.off.then(|| texts.get("overview-off"));
        texts.list(&why.into_iter().chain(off).collect::<Vec<_>>())
    }
}

/// How many connectors there are, and how many have a fault: `20 connectors: 4 faults`.
pub fn overview_title(briefs: &[Brief], texts: &Texts) -> String {
    let with = |verdict| briefs.iter().filter(|brief| brief.verdict == verdict).count();
    let args = Args::new()
        .number("count", briefs.len())
        .number("faults", with(Some(Verdict::Fault)))
        .number("unsure", with(Some(Verdict::Inconclusive)))
        .number("unprobed", briefs.iter().filter(|brief| brief.connector.is_none()).count());
    texts.with("overview-title", &args)
}

/// The table of connectors; those of `whole` are told of in a part of their own behind it, under their number.
pub fn overview(briefs: &[Brief], rows: &[usize], whole: &[usize], texts: &Texts) -> Document {
    let listed: Vec<(usize, &Brief)> = rows.iter().filter_map(|place| Some((*place, briefs.get(*place)?))).collect();
    // Where nothing but names tells connectors apart, or nothing but hosts, they stand there once.
    let by_host = listed.iter().all(|(_, brief)| brief.name == brief.target);
    let told = |(place, brief): &(usize, &Brief)| {
        let link = whole.contains(place).then_some(*place);
        let target = if by_host { String::new() } else { brief.target.clone() };
        [
            Cell { mark: Some(brief.mark()), ..Cell::new(brief.word(texts)) },
            Cell::new(brief.code(texts)),
            Cell::new(brief.reason(texts)),
            Cell { link, ..Cell::new(brief.name.clone()) },
            Cell::new(target),
        ]
    };
    let table: Vec<_> = listed.iter().map(told).collect();
    let is_used: Vec<bool> = (0..5).map(|at| table.iter().any(|row| !row[at].text.is_empty())).collect();
    let used = |row: [Cell; 5]| row.into_iter().zip(&is_used).filter_map(|(cell, used)| used.then_some(cell)).collect();
    let heads = ["state", "code", "reason", "connector", "host"];
    let heads = heads.map(|id| Cell::new(texts.get(&format!("overview-head-{id}"))));
    let rows = table.into_iter().map(used).collect();
    let mut document = Document { title: overview_title(briefs, texts), ..Document::default() };
    document.add(Section::plain(vec![Block::Table { heads: used(heads), rows }]));
    document
}

/// All connectors of a list, to be saved: a row each, and why some are not probed.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// The rows.
    pub briefs: Vec<Brief>,
    /// Of each that is not probed its name, and why.
    pub unprobed: Vec<(String, String)>,
}

impl Overview {
    /// As a page: the table, and below it why some are not probed.
    pub fn document(&self, texts: &Texts) -> Document {
        let all: Vec<_> = (0..self.briefs.len()).collect();
        let mut document = overview(&self.briefs, &all, &[], texts);
        let line = |(name, why): &(String, String)| {
            texts.with("note-line", &Args::new().text("name", name.as_str()).text("note", why.as_str()))
        };
        let blocks = vec![Block::Facts(self.unprobed.iter().map(line).collect())];
        document.add(Section { heading: Some(texts.get("overview-unprobed")), blocks });
        document
    }

    /// As a spreadsheet.
    pub fn csv(&self, texts: &Texts) -> String {
        self.briefs.iter().fold(csv_head(), |sheet, brief| sheet + &csv_line(brief, texts))
    }
}

/// The names of the columns of the spreadsheet (`docs/contract.md`).
const COLUMNS: [&str; 11] =
    ["name", "target", "port", "tls", "verdict", "code", "fault", "reason", "turned_off", "started", "elapsed_ms"];

/// The first line of the spreadsheet.
pub fn csv_head() -> String {
    record(&COLUMNS.map(str::to_owned))
}

/// The line of a connector in the spreadsheet.
pub fn csv_line(brief: &Brief, texts: &Texts) -> String {
    let [name, target, port, tls] = match &brief.connector {
        Some(connector) => [
            connector.name.as_ref().map(ToString::to_string).unwrap_or_default(),
            connector.route.hosts().iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            connector.port.to_string(),
            connector.tls.id().to_owned(),
        ],
        None => [brief.name.clone(), String::new(), String::new(), String::new()],
    };
    record(&[
        name,
        target,
        port,
        tls,
        brief.verdict.map(Verdict::id).unwrap_or_default().to_owned(),
        brief.code.as_ref().map(ToString::to_string).unwrap_or_default(),
        brief.fault.map(Fault::id).unwrap_or_default().to_owned(),
        Brief { off: false, ..brief.clone() }.reason(texts),
        brief.off.to_string(),
        brief.started.clone().unwrap_or_default(),
        brief.elapsed_ms.to_string(),
    ])
}

/// A record as RFC 4180 has it, in which no cell is a formula.
fn record(cells: &[String; 11]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Into memory nothing fails.
    let _ = writer.write_record(cells.each_ref().map(|cell| inert(cell)));
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A cell that no spreadsheet computes: what could open a formula there stands behind an apostrophe (OWASP, CSV
/// Injection).
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        l10n::Locale,
        model::{Party, Route, TlsPolicy, WireText},
    };

    #[test]
    fn no_name_is_a_formula_in_a_spreadsheet() {
        for name in ["=1+1", "+x", "-x", "@sum", "a\"b,c"] {
            let connector = Connector {
                name: Some(WireText::from_text(name)),
                route: Route::SmartHosts(Vec::new()),
                tls: TlsPolicy::Opportunistic,
                party: Party::Own,
                port: 25,
            };
            let line = csv_line(&Brief::new(&connector, true), &Texts::new(Locale::english()));
            let cell = if name.starts_with('a') { "\"a\"\"b,c\",".to_owned() } else { format!("'{name},") };
            assert!(line.starts_with(&cell), "{line}");
            assert_eq!(csv_head().matches(',').count(), line.replace("b,c", "").matches(',').count(), "{line}");
        }
    }
}
