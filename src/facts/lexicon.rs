//! What single words can mean to the rules: numerals, months, weekdays, units of time.
//!
//! Owns the words, not their grammar: "second" is listed as a rank and as a unit of time, and which one a sentence
//! means is for the rules to say. Currencies and units of measure have tables of their own and are merged in here, so
//! that the lexer looks each word up once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::currency::{self, Currency};
use super::unit::{self, Unit};
use super::{date, duration, numeral, time};

/// All a word can be.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    /// "seven", "seventeen", "seventy".
    pub cardinal: Option<f64>,
    /// "hundred", "million", "dozen", "bn".
    pub scale: Option<Scale>,
    /// "third", "thirtieth", "millionth".
    pub ordinal: Option<f64>,
    /// What the whole is divided into: 3 for "third" and "thirds", 2 for "half".
    pub parts: Option<f64>,
    /// 1 for January.
    pub month: Option<i8>,
    /// 1 for Monday.
    pub weekday: Option<i8>,
    /// "day", "weeks".
    pub period: Option<Period>,
    /// "spring", "autumn".
    pub season: Option<&'static str>,
    /// "dollars", "USD".
    pub currency: Option<&'static Currency>,
    /// "kilometres", "acres".
    pub unit: Option<&'static Unit>,
    /// The word is a plural ("hundreds", "thirds", "days", "Mondays").
    pub plural: bool,
    /// The word is short for something ("Jan", "bn").
    pub short: bool,
    /// What can start with it.
    pub opens: Opens,
}

/// What a word can be the first of: a set, so that rules pass over most words with one test.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Opens(u8);

impl Opens {
    pub const NUMERAL: Self = Self(1);
    pub const DATE: Self = Self(2);
    pub const TIME: Self = Self(4);
    pub const DURATION: Self = Self(8);

    /// Whether the sets have something in common.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A numeral that multiplies what stands before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub value: f64,
    /// Written right after digits only, as "m" in "5m".
    pub suffix: bool,
}

/// A unit of calendar or clock time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Period {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    BusinessDay,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

/// No word of the lexicon is longer, in bytes.
const LONGEST: usize = 16;

/// Looks `word` up, whatever its case.
pub(super) fn look_up(word: &str) -> Option<&'static Entry> {
    let mut lower = [0; LONGEST];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    WORDS.get(&*lower)
}

type Words = HashMap<&'static [u8], Entry, BuildHasherDefault<Fnv>>;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    let mut put = |word: &'static str, set: &dyn Fn(&mut Entry)| {
        debug_assert!(word.len() <= LONGEST, "{word} can never be found");
        set(words.entry(word.as_bytes()).or_default());
    };
    for &(value, word) in CARDINALS {
        put(word, &|e| e.cardinal = Some(value));
    }
    for &(value, word, plural) in ORDINALS {
        put(word, &|e| {
            e.ordinal = Some(value);
            // "a second" is never a half.
            e.parts = (value > 2.0).then_some(value);
        });
        put(plural, &|e| {
            e.parts = (value > 2.0).then_some(value);
            // "twenty-firsts": alone, they divide nothing.
            e.ordinal = (value <= 2.0).then_some(value);
            e.plural = true;
        });
    }
    for &(value, word, plural) in PARTS {
        put(word, &|e| e.parts = Some(value));
        put(plural, &|e| {
            e.parts = Some(value);
            e.plural = true;
        });
    }
    for &(value, word, plural) in SCALES {
        put(word, &|e| e.scale = Some(Scale { value, suffix: false }));
        put(plural, &|e| {
            e.scale = Some(Scale { value, suffix: false });
            e.plural = true;
        });
    }
    for &(value, word) in SUFFIXES {
        put(word, &|e| {
            e.scale = Some(Scale { value, suffix: true });
            e.short = true;
        });
    }
    for (index, names) in MONTHS.iter().enumerate() {
        for (nth, name) in names.iter().enumerate() {
            put(name, &|e| {
                e.month = Some(index as i8 + 1);
                e.short |= nth > 0;
            });
        }
    }
    for (index, names) in WEEKDAYS.iter().enumerate() {
        for (nth, name) in names.iter().enumerate() {
            put(name, &|e| {
                e.weekday = Some(index as i8 + 1);
                e.plural |= nth == 1;
                e.short |= nth > 1;
            });
        }
    }
    for &(period, word, plural) in PERIODS {
        put(word, &|e| e.period = Some(period));
        put(plural, &|e| {
            e.period = Some(period);
            e.plural |= plural != word;
        });
    }
    for &(word, code) in SEASONS {
        put(word, &|e| e.season = Some(code));
    }
    for currency in currency::CURRENCIES {
        for word in currency.words {
            put(word, &|e| e.currency = Some(currency));
        }
    }
    for unit in unit::UNITS {
        for word in unit.words {
            put(word, &|e| e.unit = Some(unit));
        }
    }
    let openers = [
        (numeral::OPENERS, Opens::NUMERAL),
        (date::OPENERS, Opens::DATE),
        (time::OPENERS, Opens::TIME),
        (duration::OPENERS, Opens::DURATION),
    ];
    for (list, opens) in openers {
        for &word in list {
            put(word, &|e| e.opens.add(opens));
        }
    }
    for entry in words.values_mut() {
        let count = entry.cardinal.is_some()
            || entry.ordinal.is_some()
            || entry.parts.is_some()
            || entry.scale.is_some_and(|s| !s.suffix);
        if count {
            for opens in [Opens::NUMERAL, Opens::DATE, Opens::DURATION, Opens::TIME] {
                entry.opens.add(opens);
            }
        }
        if entry.month.is_some() || entry.weekday.is_some() || entry.period.is_some() || entry.season.is_some() {
            entry.opens.add(Opens::DATE);
        }
        if entry.weekday.is_some() {
            entry.opens.add(Opens::TIME);
        }
    }
    words
});

#[rustfmt::skip]
const CARDINALS: &[(f64, &str)] = &[
    (0.0, "zero"), (0.0, "nought"), (0.0, "naught"), (1.0, "one"), (2.0, "two"), (3.0, "three"), (4.0, "four"),
    (5.0, "five"), (6.0, "six"), (7.0, "seven"), (8.0, "eight"), (9.0, "nine"), (10.0, "ten"), (11.0, "eleven"),
    (12.0, "twelve"), (13.0, "thirteen"), (14.0, "fourteen"), (15.0, "fifteen"), (16.0, "sixteen"),
    (17.0, "seventeen"), (18.0, "eighteen"), (19.0, "nineteen"), (20.0, "twenty"), (30.0, "thirty"),
    (40.0, "forty"), (50.0, "fifty"), (60.0, "sixty"), (70.0, "seventy"), (80.0, "eighty"), (90.0, "ninety"),
];

#[rustfmt::skip]
const ORDINALS: &[(f64, &str, &str)] = &[
    (1.0, "first", "firsts"), (2.0, "second", "seconds"), (3.0, "third", "thirds"), (4.0, "fourth", "fourths"),
    (5.0, "fifth", "fifths"), (6.0, "sixth", "sixths"), (7.0, "seventh", "sevenths"), (8.0, "eighth", "eighths"),
    (9.0, "ninth", "ninths"), (10.0, "tenth", "tenths"), (11.0, "eleventh", "elevenths"),
    (12.0, "twelfth", "twelfths"), (13.0, "thirteenth", "thirteenths"), (14.0, "fourteenth", "fourteenths"),
    (15.0, "fifteenth", "fifteenths"), (16.0, "sixteenth", "sixteenths"), (17.0, "seventeenth", "seventeenths"),
    (18.0, "eighteenth", "eighteenths"), (19.0, "nineteenth", "nineteenths"), (20.0, "twentieth", "twentieths"),
    (30.0, "thirtieth", "thirtieths"), (40.0, "fortieth", "fortieths"), (50.0, "fiftieth", "fiftieths"),
    (60.0, "sixtieth", "sixtieths"), (70.0, "seventieth", "seventieths"), (80.0, "eightieth", "eightieths"),
    (90.0, "ninetieth", "ninetieths"), (1e2, "hundredth", "hundredths"), (1e3, "thousandth", "thousandths"),
    (1e6, "millionth", "millionths"), (1e9, "billionth", "billionths"), (1e12, "trillionth", "trillionths"),
];

const PARTS: &[(f64, &str, &str)] = &[(2.0, "half", "halves"), (4.0, "quarter", "quarters")];

#[rustfmt::skip]
const SCALES: &[(f64, &str, &str)] = &[
    (12.0, "dozen", "dozens"), (1e2, "hundred", "hundreds"), (1e3, "thousand", "thousands"),
    (1e5, "lakh", "lakhs"), (1e5, "lac", "lacs"), (1e6, "million", "millions"), (1e7, "crore", "crores"),
    (1e9, "billion", "billions"), (1e12, "trillion", "trillions"), (1e15, "quadrillion", "quadrillions"),
    (12.0, "doz", "dozs"),
];

#[rustfmt::skip]
const SUFFIXES: &[(f64, &str)] = &[
    (1e3, "k"), (1e6, "m"), (1e6, "mn"), (1e6, "mm"), (1e6, "mil"), (1e6, "mln"), (1e9, "b"), (1e9, "bn"),
    (1e9, "bln"), (1e12, "tn"), (1e12, "trn"), (1e12, "t"),
];

/// Full name first, then what is short for it.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// Full name first, then its plural, then what is short for it.
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mondays", "mon"],
    &["tuesday", "tuesdays", "tues", "tue"],
    &["wednesday", "wednesdays", "weds", "wed"],
    &["thursday", "thursdays", "thurs", "thur", "thu"],
    &["friday", "fridays", "fri"],
    &["saturday", "saturdays", "sat"],
    &["sunday", "sundays", "sun"],
];

#[rustfmt::skip]
const PERIODS: &[(Period, &str, &str)] = &[
    (Period::Second, "second", "seconds"), (Period::Second, "sec", "secs"), (Period::Minute, "minute", "minutes"),
    (Period::Minute, "min", "mins"), (Period::Hour, "hour", "hours"), (Period::Hour, "hr", "hrs"),
    (Period::Day, "day", "days"), (Period::Night, "night", "nights"), (Period::Weekend, "weekend", "weekends"),
    (Period::Week, "week", "weeks"), (Period::Week, "wk", "wks"), (Period::Fortnight, "fortnight", "fortnights"),
    (Period::Month, "month", "months"), (Period::Quarter, "quarter", "quarters"), (Period::Year, "year", "years"),
    (Period::Year, "yr", "yrs"), (Period::Decade, "decade", "decades"), (Period::Century, "century", "centuries"),
    (Period::Millennium, "millennium", "millennia"),
];

const SEASONS: &[(&str, &str)] = &[
    ("spring", "SP"),
    ("springtime", "SP"),
    ("summer", "SU"),
    ("summertime", "SU"),
    ("autumn", "FA"),
    ("fall", "FA"),
    ("winter", "WI"),
];

/// FNV-1a: a few multiplications for the short words this table holds, and no seed, so every run behaves the same.
/// The table never takes foreign keys in, so nobody can fill it with collisions.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_usize(&mut self, _: usize) {
        // The length that slices hash first tells keys apart no better than their bytes do.
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
