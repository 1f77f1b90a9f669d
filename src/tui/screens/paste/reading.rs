//! What was read from a report, what is guessed from it, and what was not read.

use crate::{
    intake::ndr::Reading,
    l10n::Args,
    model::{MailDirection, SMTP_PORT, Symptom},
    report::reported::{detail_word, established, reading as reading_title, reason_meant},
    tui::{
        shared::Shared,
        theme::{Glyph, Theme},
        widgets::{
            labelled::Labelled,
            page::Page,
            row::{Row, prose, width},
        },
    },
    wizard::{ConnectorForm, Field},
};

/// Adds what was read, guessed and not read, each below its label.
pub(super) fn facts(shared: &Shared, reading: &Reading, symptom: &Symptom, page: &mut Page) {
    let labels = ["label-read", "label-guessed", "label-not-read"];
    let parts = Labelled::new(&shared.texts, &labels, 2, shared.detail_columns());
    let facts = Facts::new(shared, parts.room());
    let mut read = facts.code(symptom);
    read.extend(facts.server(symptom));
    read.extend(facts.certificate(symptom));
    read.extend(facts.rest(symptom));
    page.extend(parts.rows("label-read", read));
    if symptom.direction != MailDirection::Inbound && symptom.code.is_some() {
        page.extend(parts.rows("label-guessed", facts.guessed(symptom)));
    }
    page.extend(parts.rows("label-not-read", unread(shared, reading, symptom, parts.room().saturating_sub(2))));
}

/// Rows of facts, their values in one column.
struct Facts<'a> {
    shared: &'a Shared,
    /// Where values begin.
    column: usize,
    room: usize,
}

impl<'a> Facts<'a> {
    fn new(shared: &'a Shared, room: usize) -> Self {
        let ids = [
            "fact-code",
            "fact-detail",
            "fact-means",
            "fact-reason",
            "fact-next",
            "fact-cause",
            "fact-server",
            "fact-wanted",
            "fact-shown",
            "fact-last",
            "fact-connector",
            "fact-tls",
            "fact-owner",
        ];
        let column = ids.iter().map(|id| width(&shared.texts.get(id))).max().unwrap_or(0) + 2 + 3;
        Self { shared, column, room: room.saturating_sub(column) }
    }

    fn row(&self, glyph: Glyph, id: &str, value: &str) -> Vec<Row> {
        let start = Row::default().glyph(self.shared.theme, glyph).text(" ").text(self.shared.texts.get(id));
        start.to(self.column).block(prose(value, self.room))
    }

    /// The code as it is written, and what it concludes to.
    fn code(&self, symptom: &Symptom) -> Vec<Row> {
        let texts = &self.shared.texts;
        let mut rows = Vec::new();
        if let Some(code) = &symptom.reported_code {
            let status = symptom.status.map(|status| format!("{status} ")).unwrap_or_default();
            let expired = symptom.expired_code;
            let args = Args::new()
                .text("code", format!("{status}{code}"))
                .text("expired", expired.map(|code| format!("550 {code}")).unwrap_or_default());
            let id = if expired.is_some() { "fact-code-expired" } else { "fact-code-alone" };
            rows.extend(self.row(Glyph::Ok, "fact-code", &texts.with(id, &args)));
        }
        if let Some(matter) = &symptom.matter {
            rows.extend(self.row(Glyph::Warning, "fact-means", &reading_title(symptom, texts)));
            rows.extend(self.row(Glyph::Unknown, "fact-next", &texts.get(&format!("{}.next", matter.message()))));
            return rows;
        }
        let Some(code) = &symptom.code else {
            rows.extend(self.row(Glyph::Unknown, "fact-means", &texts.get("fact-no-article")));
            return rows;
        };
        let concluded = symptom.reported_code.map(|code| code.to_string()) != Some(code.to_string());
        let args = Args::new().text("code", code).text("title", texts.code_title(code));
        rows.extend(match (symptom.detail.as_ref().and_then(|detail| detail_word(detail)), concluded) {
            (Some(word), true) => {
                self.row(Glyph::Ok, "fact-detail", &texts.with("fact-concluded", &args.text("detail", word)))
            }
            (Some(word), false) => self.row(Glyph::Ok, "fact-detail", word),
            (None, _) => self.row(Glyph::Ok, "fact-means", &texts.with("fact-article", &args)),
        });
        // Where there are few rows the causes tell it.
        let meant = reason_meant(symptom, self.shared.knowledge, texts).filter(|_| self.shared.rows >= 18);
        rows.extend(meant.map(|meant| self.row(Glyph::Ok, "fact-reason", &meant)).unwrap_or_default());
        rows.extend(
            established(symptom, texts).map(|cause| self.row(Glyph::Ok, "fact-cause", &cause)).unwrap_or_default(),
        );
        rows
    }

    fn server(&self, symptom: &Symptom) -> Vec<Row> {
        let texts = &self.shared.texts;
        let args = Args::new()
            .text("name", symptom.server_name.as_ref().map(ToString::to_string).unwrap_or_default())
            .text("ip", symptom.server_ip.map(|ip| ip.to_string()).unwrap_or_default())
            .text("port", symptom.server_port.unwrap_or(SMTP_PORT));
        match (&symptom.server_name, symptom.server_ip) {
            (Some(_), Some(_)) => self.row(Glyph::Ok, "fact-server", &texts.with("fact-server-both", &args)),
            (Some(name), None) => self.row(Glyph::Ok, "fact-server", name.as_str()),
            (None, Some(ip)) => self.row(Glyph::Ok, "fact-server", &ip.to_string()),
            (None, None) => self.row(Glyph::Unknown, "fact-server", &texts.get("fact-no-server")),
        }
    }

    /// Which name was wanted, and which certificate was shown.
    fn certificate(&self, symptom: &Symptom) -> Vec<Row> {
        let mut rows = Vec::new();
        if let Some(name) = &symptom.expected_name {
            rows.extend(self.row(Glyph::Ok, "fact-wanted", name.as_str()));
        }
        let thumbprint = symptom.thumbprint.as_ref();
        let thumbprint = thumbprint.map(|print| thumbprint_in_short(print.as_str(), self.shared.theme));
        let presented = symptom.presented_name.as_ref().map(ToString::to_string);
        let shown: Vec<_> =
            presented.into_iter().chain(thumbprint.map(|print| format!("SHA-1\u{a0}{print}"))).collect();
        if !shown.is_empty() {
            rows.extend(self.row(Glyph::Ok, "fact-shown", &self.shared.texts.list(&shown)));
        }
        rows
    }

    fn rest(&self, symptom: &Symptom) -> Vec<Row> {
        let mut rows = Vec::new();
        if let Some(name) = &symptom.connector_name {
            rows.extend(self.row(Glyph::Ok, "fact-connector", name.as_str()));
        }
        if let Some(last) = &symptom.last_attempt {
            let words = self.shared.texts.with("fact-last-by-sender", &Args::new().text("at", last));
            rows.extend(self.row(Glyph::Ok, "fact-last", &words));
        }
        if let Some(until) = symptom.retry_until {
            rows.extend(self.row(Glyph::Ok, "fact-until", &self.shared.texts.date(until)));
        }
        rows
    }

    fn guessed(&self, symptom: &Symptom) -> Vec<Row> {
        let texts = &self.shared.texts;
        let by_name = ConnectorForm::of_symptom(symptom).is_asked(Field::TlsDomain);
        let tls = if by_name { "fact-tls-domain" } else { "fact-tls-certificate" };
        let mut rows = self.row(Glyph::Unknown, "fact-tls", &texts.get(tls));
        rows.extend(self.row(Glyph::Unknown, "fact-owner", &texts.get("fact-owner-own")));
        rows
    }
}

/// A thumbprint in its two ends: the only place where one is not shown whole.
fn thumbprint_in_short(thumbprint: &str, theme: Theme) -> String {
    match (thumbprint.get(..8), thumbprint.get(thumbprint.len().saturating_sub(8)..)) {
        (Some(front), Some(back)) if thumbprint.len() > 16 => format!("{front}{}{back}", theme.ellipsis()),
        _ => thumbprint.to_owned(),
    }
}

/// What was found and not understood, how many addresses were dropped, how many more reports there are.
fn unread(shared: &Shared, reading: &Reading, symptom: &Symptom, room: usize) -> Vec<Row> {
    let texts = &shared.texts;
    let mut words: Vec<String> =
        symptom.unread.iter().take(3).map(|text| text.shortened(120).as_str().to_owned()).collect();
    if !symptom.unpublished.is_empty() {
        let fields: Vec<_> = symptom.unpublished.iter().map(|field| field.shortened(60).to_string()).collect();
        words.push(texts.with("fact-unpublished", &Args::new().text("fields", texts.list(&fields))));
    }
    let dropped = reading.addresses_dropped.max(symptom.addresses_dropped);
    // Those that are kept can be gone to.
    for (id, count) in [("fact-addresses", dropped), ("fact-more-reports", reading.left_out)] {
        words.extend((count > 0).then(|| texts.with(id, &Args::new().number("count", count))));
    }
    let start = || Row::default().glyph(shared.theme, Glyph::Skipped).text(" ");
    words.iter().flat_map(|words| start().block(prose(words, room))).collect()
}
