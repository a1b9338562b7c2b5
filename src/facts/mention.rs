//! Mentions: the typed values that rules find, tied to their words.

use serde::Serialize;

use crate::span::Span;

/// One fact of the article: its words, their kind and what they mean.
///
/// It cannot exist without a span, and so not without the article's words.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The words, in the document's text.
    pub span: Span,
    /// What they mean; the variant is the kind.
    pub value: Value,
}

/// What a mention means. Serialised without the variant's name: the kind stands beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// An amount of money.
    Money {
        /// In the currency's main unit; `None` for the vague ones ("millions of dollars").
        amount: Option<Amount>,
        /// ISO 4217 code, or the usual one of a cryptocurrency; `None` where the words do not say which ("5 cents").
        currency: Option<&'static str>,
    },
    /// A share.
    Percent {
        /// 17 for "17 %"; `None` for the vague ones ("a small percent").
        percent: Option<Amount>,
        /// A difference between shares ("17 percentage points"); written only where it is one.
        #[serde(skip_serializing_if = "is_false")]
        points: bool,
    },
    /// A cardinal number or a fraction.
    Number {
        /// `None` for the vague ones ("dozens", "several hundred").
        number: Option<Amount>,
    },
    /// A rank.
    Ordinal {
        /// 3 for "third".
        ordinal: u64,
    },
    /// A number with a unit; ages are quantities of "years", "months" and so on.
    Quantity {
        /// In that unit; `None` for the vague ones ("millions of tonnes").
        amount: Option<Amount>,
        /// The unit's symbol ("km", "°C").
        unit: &'static str,
    },
    /// A calendar date or period.
    Date {
        /// ISO 8601 with the precision the words have: "2025-07-17", "2025-07", "2025", "2025-W29", intervals as
        /// "2025-07-14/2025-07-18", "--07-17" without a year, "R/P1W" for what recurs. Beyond ISO 8601, as TIMEX3 writes
        /// them: "2025-Q1", "2025-H1", "2025-SU", "2025-W29-WE", "197X", "XXXX-WXX-5" (Fridays). `None` where the words
        /// mean something relative to a day that is unknown, or nothing exact.
        date: Option<String>,
    },
    /// A time of day.
    Time {
        /// ISO 8601 ("T19:30"); parts of the day as TIMEX3 writes them ("TMO").
        time: Option<String>,
    },
    /// A length of time.
    Duration {
        /// ISO 8601 ("P3W", "PT1H30M"), ranges as "P2D/P3D"; `None` for the vague ones ("several days").
        duration: Option<String>,
    },
    /// Somebody, or several.
    Person {
        /// The fullest form the article has; `None` where the words describe instead of name ("the attackers").
        name: Option<String>,
    },
    /// A company, authority, party, team, …
    Organization {
        /// As written there; `None` where the words describe instead of name ("the company").
        name: Option<String>,
    },
    /// A country, city, river, building, …
    Place {
        /// As written there.
        name: String,
    },
    /// A quotation.
    Quote {
        /// Who says it, as the article names them; `None` where it does not say.
        speaker: Option<String>,
    },
}

/// A number with an upper end when the words give a range ("10 to 12 percent").
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The number, or the lower end.
    pub low: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
}

impl Amount {
    /// Both ends times `factor`.
    pub fn times(self, factor: f64) -> Self {
        // Products such as 1.1 * 1e6 miss the decimal they stand for by a bit; fifteen digits are what an f64 keeps.
        let round = |value: f64| {
            let product = value * factor;
            format!("{product:.14e}").parse().unwrap_or(product)
        };
        Self {
            low: round(self.low),
            high: self.high.map(round),
        }
    }
}

impl From<f64> for Amount {
    fn from(value: f64) -> Self {
        Self { low: value, high: None }
    }
}

impl Serialize for Amount {
    /// A bare number (without a fraction where it is whole), or `[low, high]` for a range.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.high {
            Some(high) => [Whole(self.low), Whole(high)].serialize(serializer),
            None => Whole(self.low).serialize(serializer),
        }
    }
}

/// A number that serialises as an integer when it is one: `29300000000`, not `29300000000.0`.
struct Whole(f64);

impl Serialize for Whole {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // 2^53: above, an f64 no longer tells neighbouring integers apart.
        if self.0.fract() == 0.0 && self.0.abs() <= 9_007_199_254_740_992.0 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// For serde: a flag that is only worth writing when it is set.
fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Value {
    /// The kind as users script against it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Money { .. } => "money",
            Self::Percent { .. } => "percent",
            Self::Number { .. } => "number",
            Self::Ordinal { .. } => "ordinal",
            Self::Quantity { .. } => "quantity",
            Self::Date { .. } => "date",
            Self::Time { .. } => "time",
            Self::Duration { .. } => "duration",
            Self::Person { .. } => "person",
            Self::Organization { .. } => "organization",
            Self::Place { .. } => "place",
            Self::Quote { .. } => "quote",
        }
    }
}
