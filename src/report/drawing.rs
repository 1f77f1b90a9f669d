//! The way to an address as a picture: a stop for each stage, its mark known by its shape and its word, not by its colour
//! alone. It is SVG inside of a page, loads nothing and says in words what it shows.

use super::{Mark, Stop, Way, escape::escaped};

/// Between two stops, in units of the picture: eleven letters of a label.
const STEP: usize = 80;

/// Where the line of stops is.
const LINE: usize = 14;

/// One way; its number on the page makes the ids in it the only ones of their name.
pub(super) fn drawing(way: &Way, number: usize) -> String {
    let width = way.stops.len() * STEP;
    let told: Vec<_> = way.stops.iter().map(|stop| stop.told.as_str()).collect();
    let stops: String = way.stops.iter().enumerate().map(|(place, stop)| self::stop(stop, place)).collect();
    format!(
        "<figure>\n<figcaption>{}</figcaption>\n\
         <svg role=\"img\" viewBox=\"0 0 {width} 62\" aria-labelledby=\"way-{number} way-{number}-stops\">\n\
         <title id=\"way-{number}\">{}</title>\n<desc id=\"way-{number}-stops\">{}</desc>\n{stops}</svg>\n</figure>\n",
        escaped(&way.text),
        escaped(&way.title),
        escaped(&told.join(". ")),
    )
}

/// A stop, and the line that leads to it.
fn stop(stop: &Stop, place: usize) -> String {
    let at = place * STEP + STEP / 2;
    // What was not reached is led to by dots.
    let far = if stop.mark == Mark::Skipped { " class=\"far\"" } else { "" };
    let line = match place {
        0 => String::new(),
        _ => format!("<path{far} d=\"M{} {LINE}h{}\"/>\n", at - STEP + 13, STEP - 26),
    };
    // The word stands where one looks first: at what went wrong.
    let word = match stop.mark {
        Mark::Warning | Mark::Fault => format!("<text x=\"{at}\" y=\"56\">{}</text>", escaped(&stop.word)),
        Mark::Skipped | Mark::Running | Mark::Ok => String::new(),
    };
    let (shape, label) = (shape(stop.mark, at), escaped(&stop.label));
    format!("{line}<g class=\"{}\">{shape}<text x=\"{at}\" y=\"41\">{label}</text>{word}</g>\n", stop.mark.id())
}

/// The shape of a mark: a ring with a tick, a triangle with a stroke, a square with a cross, an empty ring.
fn shape(mark: Mark, at: usize) -> String {
    let ring = |class: &str, inside: &str| format!("<circle{class} cx=\"{at}\" cy=\"{LINE}\" r=\"9\"/>{inside}");
    let path = |drawn: String| format!("<path d=\"{drawn}\"/>");
    match mark {
        Mark::Skipped => ring(" class=\"far\"", ""),
        Mark::Running => ring("", &path(format!("M{at} {}v5h4", LINE - 5))),
        Mark::Ok => ring("", &path(format!("M{} {LINE}l3 4l6 -8", at - 4))),
        Mark::Warning => path(format!("M{at} {}l11 19h-22zM{at} {}v6m0 3v2", LINE - 11, LINE - 5)),
        Mark::Fault => path(format!("M{} {}h20v20h-20zl20 20m0 -20l-20 20", at - 10, LINE - 10)),
    }
}
