//! Dates as reports write them, in the reader's language: where one begins, and which of two is later.

use jiff::civil;

/// Whether a date of two numbers and a year that both may be a month has its day first. Reports of one text are written
/// alike, so one that tells tells for all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// `11/5/2026`, as Office 365 writes where nothing tells otherwise.
    #[default]
    MonthFirst,
    /// `5/11/2026`.
    DayFirst,
}

/// The order that the dates of a text have: the first with a number over 12 tells. A date with dots is another matter
/// ([`instant`]).
pub(super) fn order(text: &str) -> Order {
    let is_mark = |c: char| matches!(c, '/' | '-');
    let told = text.match_indices(is_mark).find_map(|(at, mark)| {
        let first = digits_before(&text[..at])?;
        let rest = &text[at + 1..];
        let (second, rest) = rest.split_at(digits(rest));
        let year = rest.strip_prefix(mark)?;
        let second: u32 = second.parse().ok().filter(|second| (1..=31).contains(second))?;
        match (digits(year) == 4, first > 12, second > 12) {
            (true, true, false) => Some(Order::DayFirst),
            (true, false, true) => Some(Order::MonthFirst),
            _ => None,
        }
    });
    told.unwrap_or_default()
}

/// How many digits a text begins with, five at the most.
fn digits(text: &str) -> usize {
    text.bytes().take(5).take_while(u8::is_ascii_digit).count()
}

/// The number of a day or a month that ends a text, with nothing before it that it would belong to.
fn digits_before(text: &str) -> Option<u32> {
    let length = text.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
    let (before, number) = text.split_at(text.len() - length);
    let alone = length < 3 && !before.ends_with(['/', '-', '.', ':', '_']) && !before.ends_with(char::is_alphanumeric);
    number.parse().ok().filter(|number| alone && (1..=31).contains(number))
}

/// When a written date is, to compare it with others of the same text: minutes before noon and after, and offsets from UTC
/// are counted.
pub(super) fn instant(date: &str, order: Order) -> Option<civil::DateTime> {
    let lower = date.to_lowercase();
    let (written, offset) = offset(&lower);
    let mut numbers = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty() && n.len() < 5)
        .map(|n| n.parse::<i16>().unwrap_or(0));
    let (a, b) = (numbers.next()?, numbers.next()?);
    let (year, month, day) = match month_named(written) {
        Some(month) => (b, month, a),
        None => by_numbers((a, b, numbers.next()?), written, order),
    };
    let mut time = || numbers.next().unwrap_or(0);
    let (hour, minute, second) = (time(), time(), time());
    let hour = match half_of_the_day(written) {
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
        None => hour,
    };
    let small = |number: i16| i8::try_from(number).ok();
    let (hour, minute, second) = (small(hour)?, small(minute)?, small(second)?);
    let local = civil::DateTime::new(year, small(month)?, small(day)?, hour, minute, second, 0).ok()?;
    local.checked_sub(jiff::Span::new().try_minutes(offset).ok()?).ok()
}

/// Year, month and day of three numbers: a year is over 31, and dots part a day from its month.
fn by_numbers((a, b, c): (i16, i16, i16), written: &str, order: Order) -> (i16, i16, i16) {
    let mark = written.trim_start_matches(|c: char| c.is_ascii_digit()).chars().next();
    let day_first = mark == Some('.') || order == Order::DayFirst;
    match (a > 31, a > 12, b > 12) {
        (true, ..) => (a, b, c),
        (false, true, _) => (c, b, a),
        (false, false, true) => (c, a, b),
        (false, false, false) if day_first => (c, b, a),
        (false, false, false) => (c, a, b),
    }
}

/// What a date is without its offset from UTC, and that in minutes: `+01:00`, `+0100`, `(UTC-05:00)`; none is `Z` and 0.
fn offset(lower: &str) -> (&str, i64) {
    let time = lower.find(':').unwrap_or(lower.len());
    let sign = lower[time..].find(['+', '-', '−']).map(|at| time + at);
    let Some(at) = sign else { return (lower, 0) };
    let behind = lower[at..].trim_start_matches(['+', '-', '−']);
    let digits: String = behind.chars().filter(char::is_ascii_digit).take(4).collect();
    let minutes = match digits.len() {
        1 | 2 => digits.parse::<i64>().map(|hours| hours * 60),
        _ => digits.parse::<i64>().map(|digits| digits / 100 * 60 + digits % 100),
    };
    let minutes = minutes.unwrap_or(0);
    (&lower[..at], if lower[at..].starts_with('+') { minutes } else { -minutes })
}

/// Before noon or after.
enum Half {
    Morning,
    Afternoon,
}

/// The words for it (CLDR, `dayPeriods`, abbreviated): English and Spanish, Chinese, Japanese, Korean, Greek, Arabic, Hungarian,
/// Vietnamese, Czech, Turkish.
fn half_of_the_day(lower: &str) -> Option<Half> {
    const MORNING: [&str; 11] = ["am", "上午", "午前", "오전", "πμ", "ص", "صباحا", "de", "sa", "dop", "öö"];
    const AFTERNOON: [&str; 11] = ["pm", "下午", "午後", "오후", "μμ", "م", "مساء", "du", "ch", "odp", "ös"];
    // `p. m.` is one word.
    let joined = lower.replace(". ", ".").replace('.', "");
    let named = month_named(lower).is_some();
    let mut words = joined.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.find_map(|word| match word {
        // `5 de novembro de 2026`
        "de" | "du" if named => None,
        word if AFTERNOON.contains(&word) => Some(Half::Afternoon),
        word if MORNING.contains(&word) => Some(Half::Morning),
        _ => None,
    })
}

/// How the names of the months begin, which is enough to tell them: English, German, French, Spanish, Portuguese, Italian, Dutch,
/// Danish, Norwegian, Swedish, Polish, Czech and Russian (CLDR, `months`).
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "jän", "sty", "led", "янв"],
    &["feb", "fév", "fev", "lut", "úno", "фев"],
    &["mar", "mär", "mrt", "maa", "mrz", "bře", "мар"],
    &["apr", "avr", "abr", "kwi", "dub", "апр"],
    &["may", "mai", "maj", "mag", "mei", "kvě", "мая", "май"],
    &["jun", "juin", "giu", "cze", "červn", "июн"],
    &["jul", "juil", "lug", "lip", "červenc", "июл"],
    &["aug", "aoû", "aou", "ago", "sie", "srp", "авг"],
    &["sep", "set", "wrz", "zář", "сен"],
    &["oct", "okt", "out", "ott", "paź", "říj", "окт"],
    &["nov", "lis", "ноя"],
    &["dec", "dez", "déc", "dic", "gru", "pro", "дек"],
];

/// The month that a word names.
fn month(word: &str) -> Option<i16> {
    let is_word = (3..=12).contains(&word.chars().count());
    let at = MONTHS.iter().position(|names| is_word && names.iter().any(|name| word.starts_with(name)))?;
    i16::try_from(at + 1).ok()
}

/// The month that stands as a word beside the day of a date, `5. november 2026`, `5 de nov. de 2026`, `Nov 5, 2026`.
fn month_named(lower: &str) -> Option<i16> {
    let day = lower.find(|c: char| c.is_ascii_digit())?;
    let behind = lower[day..].trim_start_matches(|c: char| c.is_ascii_digit());
    let mut words = behind.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "de");
    let before = lower[..day].split(|c: char| !c.is_alphabetic()).rfind(|word| !word.is_empty());
    words.next().and_then(month).or_else(|| before.and_then(month))
}

/// The most words and bytes of a date: `5 de novembro de 2026 às 09:00:00 (UTC-03:00)`.
const MAX_WORDS: usize = 9;
const MAX_DATE: usize = 64;

/// Where the date and the time begin that end a text, which may have spaces between its numbers: `31. 10. 2026 23:00`,
/// `5. november 2026 09:00`. A day, a year and a time are all there.
pub(super) fn written_at_end(text: &str) -> Option<usize> {
    let mut start = None;
    let mut end = text.len();
    for _ in 0..MAX_WORDS {
        let before = text[..end].trim_end();
        let at = before.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
        let word = before[at..].trim_start_matches('*');
        let lower = word.to_lowercase();
        // What closes something else stands before the date: `… timed out' 11/3/2026`, `… code 10060) 11/3/2026`.
        let closes = word.ends_with(['\'', '"']) || (word.ends_with(')') && end < text.len() && !word.contains('('));
        if word.is_empty() || text.len() - at > MAX_DATE || closes || !is_of_a_date(&lower) {
            break;
        }
        end = before.len() - word.len();
        let whole = &text[end..];
        let begins =
            word.starts_with(|c: char| c.is_ascii_digit()) || month(lower.trim_end_matches(['.', ','])).is_some();
        if begins
            && whole.contains(':')
            && instant(whole, Order::DayFirst).is_some_and(|at| at.year() > 99)
            && has_year(whole)
        {
            start = Some(end);
        }
    }
    start
}

/// The first date with a time that stands anywhere in a text: in the row of a table, behind the name of its field.
pub(super) fn within(text: &str) -> Option<&str> {
    let is_time = |at: &usize| {
        text[..*at].ends_with(|c: char| c.is_ascii_digit()) && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
    };
    let times = text.match_indices(':').map(|(at, _)| at).filter(is_time).take(8);
    times.filter(|at| has_year(&text[..*at]) || has_year(&text[*at..])).find_map(|at| {
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '"' | '|' | ';' | '[' | ')' | '<');
        let mut end = text[at..].find(ends).map_or(text.len(), |length| at + length);
        for _ in 0..2 {
            let word = text[end..].trim_start_matches(' ').split(ends).next().unwrap_or_default();
            let lower = word.to_lowercase();
            let goes_on =
                half_of_the_day(&lower).is_some() || is_half(lower.trim_end_matches('.')) || lower.starts_with('+');
            if !word.is_empty() && goes_on {
                end += text[end..].find(word).unwrap_or(0) + word.len();
            }
        }
        // A cell begins behind its mark; a comma inside a date has a space behind it.
        let cell = text[..at].char_indices().rev().find(|(mark, c)| {
            matches!(c, '"' | '\'' | '|' | '\t' | ';' | '(' | '=') || (*c == ',' && !text[mark + 1..].starts_with(' '))
        });
        let start = cell.map_or(0, |(mark, _)| mark + 1);
        let written = &text[start..end];
        written_at_end(written).map(|from| &written[from..])
    })
}

/// Whether a text has a year of this century among its numbers.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4 && number.starts_with("20"))
}

/// Whether a word, in lower case, may stand in a date: numbers and marks, a month, what joins them.
pub(super) fn is_of_a_date(lower: &str) -> bool {
    const JOINTS: [&str; 16] =
        ["de", "à", "às", "um", "uhr", "kl", "klo", "at", "a", "las", "alle", "ore", "o", "utc", "gmt", "z"];
    let bare = lower.trim_matches(['.', ',', '(', ')']);
    let numbers = lower.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '('))
        && lower.chars().filter(char::is_ascii_digit).count() > 0
        && lower.len() <= 25
        && !lower.contains(['=', '[', '@']);
    numbers || JOINTS.contains(&bare) || month(bare).is_some() || half_of_the_day(lower).is_some() || is_half(bare)
}

/// One of the two words of `p. m.`.
fn is_half(bare: &str) -> bool {
    ["a", "p", "m"].contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_of_two_dates_is_told_whatever_the_language() {
        for (early, late) in [
            ("31.10.2026 23:00:00", "01.11.2026 00:10:00"),
            ("12.10.2026 23:40:00", "01.11.2026 05:10:00"),
            ("31. 10. 2026 23:00:00", "1. 11. 2026 0:10:00"),
            ("2026. 11. 5. 오전 11:00:00", "2026. 11. 5. 오후 1:00:00"),
            ("2026-11-05 오전 11:00:00", "2026-11-05 오후 1:00:00"),
            ("2026/11/05 午前 11:00:00", "2026/11/05 午後 1:00:00"),
            ("2026/11/5 上午 11:00:00", "2026/11/5 下午 1:00:00"),
            ("05/11/2026 11:00:00 ص", "05/11/2026 01:00:00 م"),
            ("5/11/2026 11:00:00 π.μ.", "5/11/2026 1:00:00 μ.μ."),
            ("5/11/2026 11:00:00 a. m.", "5/11/2026 1:00:00 p. m."),
            ("11/5/2026 12:10:00 AM", "11/5/2026 11:00:00 AM"),
            ("2026-11-05T09:00:00+01:00", "2026-11-05T08:30:00Z"),
            ("2026-11-05 09:00:00 +02:00", "2026-11-05 08:30:00 +00:00"),
            ("11/5/2026 9:00:00 AM (UTC+01:00)", "11/5/2026 8:30:00 AM (UTC)"),
            ("11/5/2026 8:30:00 AM (UTC)", "11/5/2026 8:00:00 AM (UTC-05:00)"),
            ("5 Nov 2026 09:00:00 +0100", "5 Nov 2026 08:30:00 +0000"),
            ("5 nov. 2026 à 09:00:00", "5 nov. 2026 à 10:00:00"),
            ("31 octobre 2026 à 09:00:00", "1 novembre 2026 à 08:00:00"),
            ("5 de novembro de 2026 às 09:00:00", "5 de dezembro de 2026 às 08:00:00"),
            ("31. oktober 2026 09:00:00", "5. november 2026 08:00:00"),
            ("Oct 31, 2026 9:00:00 AM", "Nov 1, 2026 8:00:00 AM"),
        ] {
            assert!(instant(early, Order::MonthFirst) < instant(late, Order::MonthFirst), "{early} < {late}");
            assert!(instant(early, Order::MonthFirst).is_some(), "{early}");
            for date in [early, late] {
                let line = format!("x {date}");
                assert_eq!(written_at_end(&line), Some(2), "{line}");
            }
        }
    }

    #[test]
    fn a_date_is_found_in_the_row_or_the_field_that_has_it() {
        for (text, date) in [
            ("2026-11-05 07:00:00,Defer,x", Some("2026-11-05 07:00:00")),
            ("a,\"2026-11-05T07:00:00Z\",Defer,x", Some("2026-11-05T07:00:00Z")),
            ("12.11.2026 23:30:00 Verzögern Reason: ", Some("12.11.2026 23:30:00")),
            ("Date: 11/5/2026 9:00:00 AM", Some("11/5/2026 9:00:00 AM")),
            ("Nov 5, 2026, 9:00:00 PM\tDefer", Some("Nov 5, 2026, 9:00:00 PM")),
            ("at 10:00 450 4.4.316, 192.0.2.1:25", None),
        ] {
            assert_eq!(within(text), date, "{text}");
        }
    }

    #[test]
    fn one_number_over_twelve_tells_the_order_of_all() {
        for (text, told) in [
            ("30/11/2026 23:40:00 - a\n01/12/2026 05:10:00 - b", Order::DayFirst),
            ("01/12/2026 05:10:00 - b\n30/11/2026 23:40:00 - a", Order::DayFirst),
            ("12/31/2026 1:00 PM\n1/1/2027 1:00 AM", Order::MonthFirst),
            ("11/5/2026 and 10/12/2026", Order::MonthFirst),
            ("2026-11-30 and 192.0.2.1/24, 13/2, a-13-11-2026-b", Order::MonthFirst),
        ] {
            assert_eq!(order(text), told, "{text}");
        }
        let dates = |order| instant("01/12/2026 05:10:00", order) > instant("11/11/2026 23:40:00", order);
        assert!(dates(Order::DayFirst) && !dates(Order::MonthFirst));
    }
}
