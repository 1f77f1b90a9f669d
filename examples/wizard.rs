//! Opens the wizard; a stand-in until the command line does.
fn main() {
    let arg = std::env::args().nth(1);
    let start = match arg.as_deref() {
        None => mxray::tui::Start::Welcome,
        Some("lab") => mxray::tui::Start::Lab,
        Some(id) => mxray::tui::Start::Scenario(id.to_owned()),
    };
    let options = mxray::tui::Options {
        locale: mxray::l10n::Locale::of_environment(|n| std::env::var(n).ok()),
        vantage: mxray::probe::Vantage::system(),
        settings: mxray::tui::app::Settings::default(),
        color: std::env::var_os("NO_COLOR").is_none(),
        ascii: std::env::var("TERM").is_ok_and(|t| t == "linux"),
        folder: ".".into(),
    };
    std::process::exit(mxray::tui::run(start, options).map(i32::from).unwrap_or_else(|e| {
        eprintln!("{e}");
        2
    }));
}
