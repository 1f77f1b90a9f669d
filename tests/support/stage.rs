//! A screen without a terminal: keys and recorded runs in, what is shown out.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::{SignedDuration, Timestamp};
use mxray::{
    l10n::{Locale, Texts},
    model::{
        Case, CaseLine, Connector, Fault, Host, Limits, Party, ProbeEvent, Probed, Route, SMTP_PORT, Settings,
        TlsPolicy, Told, Verdict, View, WireText,
    },
    tui::{
        app::{Model, update},
        layout::view,
        message::{Effect, LabReady, Message, OpenCases, Practised},
        theme::Theme,
    },
    wizard::{Now, RunId},
};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer, style::Modifier};

/// The NDR of the story, as it was pasted.
pub(crate) const NDR: &str = include_str!("../fixtures/runs/relay.ndr.txt");

/// An export of connectors, each with a peculiarity, and one that lost what matters.
pub(crate) const EXPORT: &str = include_str!("../fixtures/runs/connectors.json");
pub(crate) const LOSSY_EXPORT: &str = include_str!("../fixtures/runs/connectors-lossy.csv");

/// The story begins here.
pub(crate) fn story_time() -> Timestamp {
    "2026-11-21T14:12:07Z".parse().expect("a time")
}

/// A model on a stage of a certain size.
pub(crate) struct Stage {
    pub(crate) model: Model,
    pub(crate) effects: Vec<Effect>,
    pub(crate) size: (u16, u16),
    ms: u64,
    begun: Timestamp,
}

impl Stage {
    pub(crate) fn new(texts: Texts, size: (u16, u16)) -> Self {
        Self::with_theme(texts, size, Theme::new(false, false))
    }

    pub(crate) fn with_theme(texts: Texts, size: (u16, u16), theme: Theme) -> Self {
        Self::with_settings(texts, size, theme, Settings::default())
    }

    pub(crate) fn with_settings(texts: Texts, size: (u16, u16), theme: Theme, settings: Settings) -> Self {
        let here =
            View { host: Some(WireText::from_text("ops1")), ip: Some([192, 0, 2, 10].into()), resolvers: Vec::new() };
        let begun = story_time();
        let now = Now { wall: begun, ms: 0 };
        let model = Model::new(texts, theme, here, settings, now).with_lab(Practised::default());
        let mut stage = Self { model, effects: Vec::new(), size, ms: 0, begun };
        stage.send(Message::Resize(size.0, size.1));
        stage
    }

    pub(crate) fn english(size: (u16, u16)) -> Self {
        Self::new(Texts::new(Locale::english()), size)
    }

    fn now(&self) -> Now {
        let since = SignedDuration::from_millis(i64::try_from(self.ms).expect("a short test"));
        Now { wall: self.begun + since, ms: self.ms }
    }

    pub(crate) fn send(&mut self, message: Message) {
        let now = self.now();
        self.effects.extend(update(&mut self.model, now, message));
    }

    /// Presses keys, separated by blanks: `Tab Enter q`.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split(' ') {
            self.send(Message::Key(key(name)));
        }
        self
    }

    /// Types text into a field.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Message::Key(KeyEvent::from(KeyCode::Char(c))));
        }
        self
    }

    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.send(Message::Paste(text.to_owned()));
        self
    }

    /// The id of the run that was asked for last.
    pub(crate) fn run_id(&self) -> RunId {
        let started = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::StartRun(id, ..) => Some(*id),
            _ => None,
        });
        started.unwrap_or_else(|| panic!("no run was started:\n{}", self.screen()))
    }

    /// Replays a recorded run as the run that was started last.
    pub(crate) fn replay(&mut self, name: &str) -> &mut Self {
        let id = self.run_id();
        for event in recorded(name) {
            self.send(Message::Probe(id, event));
        }
        self
    }

    /// Replays events of a recorded run as what a probe of all saw of the connector at that place.
    pub(crate) fn survey(&mut self, place: usize, events: Vec<ProbeEvent>) -> &mut Self {
        let begun = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::StartSurvey(id, plans, _) => plans.iter().any(|(at, _)| *at == place).then_some(*id),
            _ => None,
        });
        let id = begun.unwrap_or_else(|| panic!("{place} is not probed:\n{}", self.screen()));
        events.into_iter().for_each(|event| self.send(Message::Surveyed(id, place, event)));
        self
    }

    /// Replays a recorded run as if it began now.
    pub(crate) fn replay_now(&mut self, name: &str) -> &mut Self {
        let (id, now) = (self.run_id(), self.now().wall);
        for event in recorded(name) {
            let event = match event {
                ProbeEvent::Began { view, limits, .. } => ProbeEvent::Began { at: now, view, limits },
                event => event,
            };
            self.send(Message::Probe(id, event));
        }
        self
    }

    /// An exercise of the lab listens, and is probed.
    pub(crate) fn exercise(&mut self, id: &str) -> &mut Self {
        let host = format!("{id}.lab.test").parse().expect("a name");
        let connector = Connector {
            name: None,
            route: Route::SmartHosts(vec![Host::Name(host)]),
            tls: TlsPolicy::CertificateValidation,
            party: Party::Own,
            port: SMTP_PORT,
        };
        let ready = LabReady { id: id.to_owned(), connector, limits: Limits::default() };
        self.send(Message::LabReady(Box::new(ready)));
        self
    }

    /// Cases are kept, of which these are there already.
    pub(crate) fn at_home(&mut self, lines: Vec<CaseLine>) -> &mut Self {
        self.model.keep_cases(OpenCases { lines, ..OpenCases::default() });
        self
    }

    /// The case that was to be kept last.
    pub(crate) fn case(&self) -> Case {
        let kept = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Keep(case) => Some(Case::clone(case)),
            _ => None,
        });
        kept.unwrap_or_else(|| panic!("no case was kept:\n{}", self.screen()))
    }

    /// The case that was to be kept last was kept, or not.
    pub(crate) fn kept(&mut self, kept: Result<(), Told>) -> &mut Self {
        let case = self.case();
        let (line, ticked) = (Box::new(case.line()), case.ticked());
        self.send(Message::Kept { line, ticked, kept, shared: false });
        self
    }

    /// The case that was to be opened was read: it is this one.
    pub(crate) fn opened(&mut self, case: Case) -> &mut Self {
        self.send(Message::CaseOpened(Ok(Box::new(case))));
        self
    }

    /// The report that was to be saved found no place.
    pub(crate) fn not_saved(&mut self) -> &mut Self {
        self.send(Message::Saved(Err(Told::new("store-read-only").text("path", "/mnt/share"))));
        self
    }

    /// Lets time pass, a second at a time.
    pub(crate) fn wait(&mut self, seconds: u64) -> &mut Self {
        for _ in 0..seconds {
            self.ms += 1_000;
            self.send(Message::Tick);
        }
        self
    }

    /// Waits until the loop would tick by itself, and tells how many milliseconds that took.
    pub(crate) fn wait_for_tick(&mut self) -> u64 {
        let due = self.model.next_tick_ms().expect("something is due");
        let waited = due - self.ms;
        self.ms = due;
        self.send(Message::Tick);
        waited
    }

    pub(crate) fn resize(&mut self, size: (u16, u16)) -> &mut Self {
        self.size = size;
        self.send(Message::Resize(size.0, size.1));
        self
    }

    pub(crate) fn buffer(&self) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).expect("a screen");
        terminal.draw(|frame| view(&self.model, frame)).expect("drawn");
        terminal.backend().buffer().clone()
    }

    /// What is shown, row by row, right-trimmed.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        let mut rows = Vec::new();
        for y in 0..buffer.area.height {
            let mut row = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
                row.push_str(symbol);
            }
            rows.push(row.trim_end_matches(' ').to_owned());
        }
        rows.join("\n")
    }

    /// The rows that are reversed, as text.
    pub(crate) fn focused(&self) -> Vec<String> {
        let buffer = self.buffer();
        let row = |y: u16| -> String {
            let cells = (0..buffer.area.width).map(|x| &buffer[(x, y)]);
            cells.filter(|cell| cell.modifier.contains(Modifier::REVERSED)).map(|cell| cell.symbol()).collect()
        };
        (0..buffer.area.height).map(row).filter(|row| !row.is_empty()).collect()
    }

    #[track_caller]
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.replace('\u{a0}', " ").contains(text), "{text:?} is not on:\n{screen}");
        self
    }

    #[track_caller]
    pub(crate) fn hides(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.replace('\u{a0}', " ").contains(text), "{text:?} is on:\n{screen}");
        self
    }
}

/// A case of the story, with two steps ticked.
pub(crate) fn story_case() -> Case {
    let mut stage = Stage::english((80, 24));
    stage.at_home(Vec::new()).paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space Down Space");
    stage.case()
}

/// Cases that are open: one that was only begun, one without a code, and that of the story.
pub(crate) fn open_cases() -> Vec<CaseLine> {
    let line = story_case().line();
    let last = line.last.clone().expect("it was probed");
    let begun = CaseLine {
        id: "mx1.fabrikam.com-1".parse().expect("a name"),
        host: "mx1.fabrikam.com".to_owned(),
        connector: Some(WireText::from_text("Archive, by rule: Branch offices, Scanner, Relay of Contoso")),
        last: None,
        done: 0,
        steps: 0,
        letters: 0,
        ..line.clone()
    };
    let blind = CaseLine {
        id: "contoso-com.mail.protection.example-2".parse().expect("a name"),
        host: "contoso-com.mail.protection.example".to_owned(),
        connector: None,
        last: Some(Probed { verdict: Verdict::Inconclusive, code: None, fault: Some(Fault::TcpTimedOut), ..last }),
        done: 1,
        steps: 1,
        ..line.clone()
    };
    vec![line, blind, begun]
}

/// The keys that lead on to English through all the languages that are left, once so many were passed.
pub(crate) fn on_to_english(passed: usize) -> String {
    vec!["F2"; Locale::all().count() - passed].join(" ")
}

/// The events of a recorded run.
pub(crate) fn recorded(name: &str) -> Vec<ProbeEvent> {
    let path = format!("{}/tests/fixtures/runs/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect("a recorded run");
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{name}: {error}: {line}")))
        .collect()
}

fn key(name: &str) -> KeyEvent {
    let plain = KeyEvent::from;
    let control = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    match name {
        "Enter" => plain(KeyCode::Enter),
        "Esc" => plain(KeyCode::Esc),
        "Tab" => plain(KeyCode::Tab),
        "Shift-Tab" => plain(KeyCode::BackTab),
        "Up" => plain(KeyCode::Up),
        "Down" => plain(KeyCode::Down),
        "Left" => plain(KeyCode::Left),
        "Right" => plain(KeyCode::Right),
        "PageUp" => plain(KeyCode::PageUp),
        "PageDown" => plain(KeyCode::PageDown),
        "Home" => plain(KeyCode::Home),
        "End" => plain(KeyCode::End),
        "Backspace" => plain(KeyCode::Backspace),
        "Space" => plain(KeyCode::Char(' ')),
        "F1" => plain(KeyCode::F(1)),
        "F2" => plain(KeyCode::F(2)),
        "F3" => plain(KeyCode::F(3)),
        "F4" => plain(KeyCode::F(4)),
        "Ctrl-C" => control('c'),
        "Ctrl-L" => control('l'),
        "Ctrl-U" => control('u'),
        "Ctrl-Z" => control('z'),
        one if one.chars().count() == 1 => plain(KeyCode::Char(one.chars().next().expect("a character"))),
        other => panic!("no such key: {other}"),
    }
}

/// One state of one screen, reached by keys alone.
pub(crate) struct Scene {
    pub(crate) name: &'static str,
    pub(crate) play: fn(&mut Stage),
}

/// Every screen, and the states of it that differ.
pub(crate) const SCENES: &[Scene] = &[
    Scene { name: "welcome", play: |_| {} },
    Scene {
        name: "welcome-cases",
        play: |stage| {
            stage.at_home(open_cases());
        },
    },
    Scene {
        name: "checklist-resumed",
        play: |stage| {
            stage.at_home(open_cases()).press("Enter").opened(story_case());
        },
    },
    Scene {
        name: "connector",
        play: |stage| {
            // The story's connector, with a web address where the name should be.
            stage.press("Down Enter").type_text("relay.contoso.com").press("Tab Space Tab");
            stage.type_text("https://mail.contoso.com/").press("Tab Shift-Tab");
        },
    },
    Scene {
        name: "connector-international",
        play: |stage| {
            stage.press("Down Enter").type_text("bücher.example").press("Tab");
        },
    },
    Scene {
        name: "paste-empty",
        play: |stage| {
            stage.press("Enter");
        },
    },
    Scene {
        name: "paste",
        play: |stage| {
            stage.paste(NDR);
        },
    },
    Scene {
        name: "paste-not-read",
        play: |stage| {
            stage.paste("Dear postmaster,\nnothing in here speaks of mail flow.");
        },
    },
    Scene {
        name: "export-empty",
        play: |stage| {
            stage.press("Down Down Enter");
        },
    },
    Scene {
        name: "export",
        play: |stage| {
            stage.paste(EXPORT).press("Down Down");
        },
    },
    Scene {
        name: "export-surveyed",
        play: |stage| {
            stage.paste(EXPORT).press("a").survey(0, recorded("certificate"));
            stage.survey(2, recorded("certificate-half")).wait(3);
        },
    },
    Scene {
        name: "export-domains",
        play: |stage| {
            stage.paste(EXPORT).press("Down Enter");
        },
    },
    Scene {
        name: "export-unusable",
        play: |stage| {
            stage.paste(EXPORT).press("End Up");
        },
    },
    Scene {
        name: "export-lossy",
        play: |stage| {
            stage.paste(LOSSY_EXPORT);
        },
    },
    Scene {
        name: "probing-begun",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("begun").wait(2);
        },
    },
    Scene {
        name: "probing",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("certificate-half").wait(6);
        },
    },
    Scene {
        name: "probing-done",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("certificate");
        },
    },
    Scene {
        name: "probing-unknown-name",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("nx-domain");
        },
    },
    Scene {
        name: "probing-blocked",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("inconclusive");
        },
    },
    Scene {
        name: "details",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("certificate").press("Tab");
        },
    },
    Scene {
        name: "finding",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("certificate").press("Enter");
        },
    },
    Scene {
        name: "finding-provisional",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("certificate-half").wait(6).press("Enter");
        },
    },
    Scene {
        name: "saving-failed",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("certificate").press("Enter s").not_saved();
        },
    },
    Scene {
        name: "saving-elsewhere",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("certificate").press("Enter s").not_saved();
            stage.press("s").type_text("~/4711/relay.md");
        },
    },
    Scene {
        name: "finding-healthy",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("healthy").press("Enter");
        },
    },
    Scene {
        name: "finding-timed-out",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("timed-out").press("Enter");
        },
    },
    Scene {
        name: "questions",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("refused").press("Enter a Down Enter Right Down");
        },
    },
    Scene {
        name: "finding-refused",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("refused").press("Enter");
        },
    },
    Scene {
        name: "finding-unknown-name",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("nx-domain").press("Enter");
        },
    },
    Scene {
        name: "finding-inconclusive",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("inconclusive").press("Enter");
        },
    },
    Scene {
        name: "checklist",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space Down Space Down y");
        },
    },
    Scene {
        name: "finding-watched",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("certificate").press("Enter w").wait(60).replay_now("healthy");
            stage.wait(60).replay_now("certificate").press("Down Up");
        },
    },
    Scene {
        name: "checklist-watched",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("certificate").press("Enter w Enter Space");
            stage.wait(60).replay_now("healthy");
        },
    },
    Scene {
        name: "letter",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter");
            stage.press("Down Down Down Down Down Down Down m");
        },
    },
    Scene {
        name: "codes",
        play: |stage| {
            stage.press("Down Down Down Enter Down Down");
        },
    },
    Scene {
        name: "codes-find",
        play: |stage| {
            stage.press("Down Down Down Enter /").type_text("4.7");
        },
    },
    Scene {
        name: "lab",
        play: |stage| {
            stage.press("Up Enter Down Down");
        },
    },
    Scene {
        name: "lab-again",
        play: |stage| {
            // Both answers are wrong; the first is the one that is told.
            stage.press("Up Enter Down Down").exercise("refused").replay("refused").press("Enter 2 Enter 1");
            stage.press("Enter Enter Esc Esc");
        },
    },
    Scene {
        name: "probing-unnamed",
        play: |stage| {
            stage.press("Up Enter End").exercise("monday").replay("certificate");
        },
    },
    Scene {
        name: "quiz-code",
        play: |stage| {
            stage.press("Up Enter End").exercise("monday").replay("certificate").press("Enter");
        },
    },
    Scene {
        name: "quiz-cause",
        play: |stage| {
            stage.press("Up Enter Down Down").exercise("refused").replay("refused").press("Enter Down");
        },
    },
    Scene {
        name: "quiz-seen",
        play: |stage| {
            stage.press("Up Enter Down Down").exercise("refused").replay("refused").press("Enter h");
        },
    },
    Scene {
        name: "quiz-step",
        play: |stage| {
            stage.press("Up Enter Down Down").exercise("refused").replay("refused").press("Enter 5 Enter");
        },
    },
    Scene {
        name: "quiz-solved",
        play: |stage| {
            stage.press("Up Enter Down Down").exercise("refused").replay("refused").press("Enter 5 Enter 4 Enter");
        },
    },
    Scene {
        name: "quiz-wrong",
        play: |stage| {
            stage.press("Up Enter Down Down").exercise("refused").replay("refused").press("Enter 2 Enter 1 Enter");
        },
    },
    Scene {
        name: "help",
        play: |stage| {
            stage.paste(NDR).press("Enter").replay("certificate-half").wait(6).press("F1");
        },
    },
];
