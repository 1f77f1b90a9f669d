//! Numbers and durations as the language writes them.
//!
//! The marks are messages (`decimal-mark`, `group-mark` in `locale.ftl`), so a language needs no code.

use fluent::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

use super::Locale;

/// The marks of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) decimal: String,
    pub(super) group: String,
}

impl Memoizable for Marks {
    type Args = ();
    type Error = ();

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        Ok(Self::of(&language))
    }
}

impl Marks {
    /// The marks that the language's `locale.ftl` names; those of English where it names none.
    pub(super) fn of(language: &LanguageIdentifier) -> Self {
        let locale = Locale::all().find(|locale| locale.id() == language);
        let mark = |id: &str, english: &str| {
            let written = locale.and_then(|locale| locale.written().get(id).copied()).unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![language.clone()]);
            // Slips of the pen are told by `Texts`, which reads the same.
            let resource = FluentResource::try_new(written.to_owned()).unwrap_or_else(|(read, _)| read);
            bundle.add_resource_overriding(resource);
            let pattern = bundle.get_message(id).and_then(|message| message.value());
            pattern.map_or_else(
                || english.to_owned(),
                |pattern| bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned(),
            )
        };
        Self { decimal: mark("decimal-mark", "."), group: mark("group-mark", ",") }
    }

    /// A whole number in groups of three; four digits stay together, so that years, ports and `1000` read well.
    pub(super) fn whole(&self, number: u64) -> String {
        let digits = number.to_string();
        if digits.len() <= 4 {
            return digits;
        }
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push_str(&self.group);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// Tenths, rounded to the nearest, always with one decimal: `0.2`, `6.5`.
    pub(super) fn tenths(&self, thousandths: u64) -> String {
        let tenths = (thousandths + 50) / 100;
        format!("{}{}{}", self.whole(tenths / 10), self.decimal, tenths % 10)
    }
}

/// A duration as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Worded {
    /// `duration-ms`
    Milliseconds(String),
    /// `duration-s`
    Seconds(String),
    /// `duration-min`
    Minutes(String),
    /// `duration-h`
    Hours(String),
}

impl Marks {
    /// In prose: whole milliseconds below 1 s, tenths of a second below 10 s where there are any, then whole
    /// seconds to 2 minutes, minutes to 2 hours, hours.
    pub(super) fn prose(&self, ms: u64) -> Worded {
        match ms {
            0..1_000 => Worded::Milliseconds(self.whole(ms)),
            1_000..9_950 if ms % 1_000 >= 50 && ms % 1_000 < 950 => Worded::Seconds(self.tenths(ms)),
            1_000..120_000 => Worded::Seconds(self.whole((ms + 500) / 1_000)),
            120_000..7_200_000 => Worded::Minutes(self.whole((ms + 30_000) / 60_000)),
            _ => Worded::Hours(self.whole((ms + 1_800_000) / 3_600_000)),
        }
    }

    /// What is left of a time that counts down, as in prose; below 10 s in whole seconds, the last of which lasts to its end.
    pub(super) fn left(&self, ms: u64) -> Worded {
        self.prose(if ms < 10_000 { (ms / 1_000 + 1) * 1_000 } else { ms })
    }

    /// How many milliseconds [`left`](Self::left) stays the same words.
    pub(super) fn holds(ms: u64) -> u64 {
        let (unit, least) = match ms {
            0..10_000 => return ms % 1_000 + 1,
            10_000..10_500 => return ms - 8_999,
            10_500..120_000 => (1_000, 10_000),
            120_000..7_200_000 => (60_000, 120_000),
            _ => (3_600_000, 7_200_000),
        };
        ((ms + unit / 2) % unit + 1).min(ms - least + 1)
    }

    /// In a cell of the matrix two digits do: `18 ms`, `0.2 s`, `12 s`.
    pub(super) fn cell(&self, ms: u64) -> Worded {
        match ms {
            0..100 => Worded::Milliseconds(ms.to_string()),
            100..9_950 => Worded::Seconds(self.tenths(ms)),
            _ => Worded::Seconds(((ms + 500) / 1_000).to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_durations_follow_the_language() {
        let fr = Marks { decimal: ",".into(), group: "\u{a0}".into() };
        assert_eq!(fr.whole(1_000_000), "1\u{a0}000\u{a0}000");
        assert_eq!(fr.whole(2019), "2019");
        assert_eq!(fr.prose(412), Worded::Milliseconds("412".into()));
        assert_eq!(fr.prose(6_500), Worded::Seconds("6,5".into()));
        assert_eq!(fr.prose(10_000), Worded::Seconds("10".into()));
        assert_eq!(fr.prose(1_010), Worded::Seconds("1".into()));
        assert_eq!(fr.prose(3_600_000), Worded::Minutes("60".into()));
        for ms in [
            1_000, 1_999, 9_999, 10_000, 10_499, 10_500, 59_999, 119_499, 119_999, 120_000, 149_999, 7_199_999,
            86_400_000,
        ] {
            let then = ms - Marks::holds(ms);
            assert_eq!(fr.left(then + 1), fr.left(ms), "{ms}: it changes before");
            assert_ne!(fr.left(then), fr.left(ms), "{ms}: it changes later");
        }
        assert_eq!((Marks::holds(999), fr.left(0)), (1_000, Worded::Seconds("1".into())));
        assert_eq!(fr.cell(41), Worded::Milliseconds("41".into()));
        assert_eq!(fr.cell(180), Worded::Seconds("0,2".into()));
        assert_eq!(fr.cell(12_400), Worded::Seconds("12".into()));
    }
}
