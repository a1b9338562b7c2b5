//! Money: "$29.3 billion", "US$5m", "€2,000", "EUR 125", "12-cent", "half a billion dollars", "35 lakh rupees",
//! "3 dollars 50 cents", "$5-10 million", "millions of ringgit", "0.2 bitcoin", "-$3m" and, in brackets, "$(3.4)m".
//!
//! Leaves alone: a currency without a figure ("the dollar"), pounds that weigh something, "won" as a verb. A dollar sign
//! or "dollars" without a country is read as US dollars; whose crowns are meant, the country says that the article names.

use super::Context;
use super::cardinal;
use super::change;
use super::crowns;
use super::currency::{self, Currency};
use super::mention::{Amount, Mention, Value};
use super::numeral::{Form, Numeral};
use super::range::{self, Figure};
use super::token::Line;

/// Finds the amounts of money of `line`.
pub(super) fn find(line: &Line, context: &Context, found: &mut Vec<Mention>) {
    let mut done = 0;
    for (index, numeral) in line.numerals().iter().enumerate() {
        if numeral.form == Form::Ordinal || numeral.first < done {
            continue;
        }
        let Some(money) = signed(line, index).or_else(|| named(line, index)) else {
            continue;
        };
        done = money.end;
        let value = Value::Money {
            amount: money.amount,
            currency: money.currency.or_else(|| {
                context
                    .crowns
                    .filter(|code| crowns::meant(line, money.first..money.end, code))
            }),
        };
        found.extend(line.mention(money.first..money.end, value));
    }
}

/// An amount of money, as token indices and values.
struct Money {
    first: usize,
    end: usize,
    amount: Option<Amount>,
    currency: Option<&'static str>,
}

/// What stands before an amount.
struct Sign {
    first: usize,
    currency: Option<&'static str>,
    factor: f64,
}

/// Money whose sign or code comes first: "$5", "C$ 5.2m", "EUR 125", "$5-10 million".
fn signed(line: &Line, index: usize) -> Option<Money> {
    let numeral = line.numerals()[index];
    if !numeral.digits {
        return None;
    }
    if let Some(loss) = bracketed(line, &numeral) {
        return Some(loss);
    }
    let mut sign = sign_before(line, numeral.first)?;
    if let Some(first) = minus_before(line, sign.first) {
        sign = Sign {
            first,
            factor: -sign.factor,
            ..sign
        };
    }
    let (value, mut end) = amount(line, numeral);
    let mut amount_of = value.map(|v| Amount::from(v).times(sign.factor));
    if let Some((cents, after)) = change::and_cents(line, end).filter(|_| numeral.end == end && !numeral.scaled) {
        amount_of = amount_of
            .filter(|a| a.low.fract() == 0.0)
            .map(|a| Amount::from(a.low + cents.copysign(a.low)));
        end = after;
    }
    if let Some((high, after)) = upper_end(line, index, &sign, end)
        && let Some(low) = amount_of
        && let Some(amount) = stretch(low.low, high.0, high.1 && end == numeral.end && !numeral.scaled)
    {
        amount_of = Some(amount);
        end = after;
    }
    let mut currency = sign.currency;
    let next_has_digits = line.number(end + 1).is_some();
    if let Some(code) = line
        .entry(end)
        .and_then(|e| e.currency)
        .filter(|c| c.code.is_some() && is_code(line, end, c) && !next_has_digits)
    {
        // "$300 USD" says it twice, or says which dollars.
        currency = code.code;
        end += 1;
    }
    Some(Money {
        first: sign.first,
        end,
        amount: amount_of,
        currency,
    })
}

/// The first token of a minus before the sign of money at `i`: "-$3m", "minus £5". A dash between words is none.
fn minus_before(line: &Line, i: usize) -> Option<usize> {
    let at = i.checked_sub(1)?;
    let free = !line.glued(at) || matches!(line.any_mark(at.wrapping_sub(1)), Some('(' | '“' | '"'));
    let hyphen = matches!(line.any_mark(at), Some('-' | '−' | '–')) && line.glued(i) && free;
    (hyphen || line.is(at, "minus")).then_some(at)
}

/// A loss as accounts write it: "$(3.4)m", "EUR (12) million".
fn bracketed(line: &Line, numeral: &Numeral) -> Option<Money> {
    let open = numeral.first.checked_sub(1).filter(|i| line.mark(*i, '('))?;
    if !line.mark(numeral.end, ')') || numeral.scaled {
        return None;
    }
    let sign = sign_before(line, open)?;
    let close = numeral.end + 1;
    let scale =
        cardinal::scales(line, close).or_else(|| cardinal::tight_suffix(line, close).filter(|_| line.glued(close)));
    // "fell to C$ (5)" may quote something; a scale behind the bracket, or the sign right before it, makes it an account.
    if scale.is_none() && !line.glued(open) {
        return None;
    }
    let (factor, end) = scale.unwrap_or((1.0, close));
    Some(Money {
        first: sign.first,
        end,
        amount: numeral.value.map(|v| Amount::from(v).times(-factor * sign.factor)),
        currency: sign.currency,
    })
}

/// The value of the digits with a scale of one letter, and the token after both.
fn amount(line: &Line, numeral: Numeral) -> (Option<f64>, usize) {
    let tight = (numeral.digits && !numeral.scaled)
        .then(|| cardinal::tight_suffix(line, numeral.end))
        .flatten();
    match tight.filter(|_| line.glued(numeral.end) || line.is_any(numeral.end, &["m", "b", "bn", "mn", "k"])) {
        Some((scale, end)) => (numeral.value.map(|v| Amount::from(v).times(scale).low), end),
        None => (numeral.value, numeral.end),
    }
}

/// The upper end of a range that starts with a sign: "$5-10m", "between $5 and $10". Gives its value and whether a
/// scale comes with it, and the token after it.
fn upper_end(line: &Line, index: usize, sign: &Sign, low_end: usize) -> Option<((f64, bool), usize)> {
    let high = *line.numerals().get(index + 1)?;
    let before = sign.first.wrapping_sub(1);
    let joined = line.hyphen(low_end)
        || line.is(low_end, "to") && !line.is_any(before, &["from", "by"])
        || line.is_any(low_end, &["and", "to"]) && line.is(before, "between");
    let bare = high.first == low_end + 1 && line.hyphen(low_end);
    let again = high.first > low_end + 1 && sign_before(line, high.first).is_some_and(|s| s.first == low_end + 1);
    if !joined || !(bare || again) || !high.digits {
        return None;
    }
    let (value, end) = amount(line, high);
    Some(((value?, end > high.end || high.scaled), end))
}

/// A range from `low` to `high`; `borrow`: the scale of the upper end counts for the lower one, too.
fn stretch(low: f64, high: f64, borrow: bool) -> Option<Amount> {
    let scale = [1e12, 1e9, 1e6, 1e3]
        .into_iter()
        .find(|s| borrow && low < 1000.0 && high >= *s)
        .unwrap_or(1.0);
    let low = low * scale;
    (low < high).then_some(Amount { low, high: Some(high) })
}

/// The sign or code right before token `i`.
fn sign_before(line: &Line, i: usize) -> Option<Sign> {
    let at = i.checked_sub(1)?;
    if let Some(mark) = line.any_mark(at) {
        let (_, code) = currency::SIGNS.iter().find(|(sign, _)| *sign == mark)?;
        // In "5 € 10", the sign belongs to the five.
        if line.number(at.wrapping_sub(1)).is_some() && !line.glued(i) && line.glued(at) {
            return None;
        }
        if mark == '$'
            && let Some((first, code)) = dollar_prefix(line, at)
        {
            return Some(Sign {
                first,
                currency: Some(code),
                factor: 1.0,
            });
        }
        return Some(Sign {
            first: at,
            currency: Some(code),
            factor: 1.0,
        });
    }
    // "Rs. 500", "kr. 500"
    let word = if line.mark(at, '.') && line.is_any(at.wrapping_sub(1), &["rs", "kr"]) {
        at - 1
    } else {
        at
    };
    if line.glued(word) && line.hyphen(word.wrapping_sub(1)) {
        return None;
    }
    if let Some(unit) = line.entry(word).and_then(|e| e.currency) {
        return is_code(line, word, unit).then_some(Sign {
            first: word,
            currency: unit.code,
            factor: unit.part,
        });
    }
    millions_code(line, word).map(|code| Sign {
        first: word,
        currency: Some(code),
        factor: 1e6,
    })
}

/// The letters before a dollar sign at `i` that say whose dollars: "US$", "U.S. $", "C$", "nzd$".
fn dollar_prefix(line: &Line, i: usize) -> Option<(usize, &'static str)> {
    let before = i.checked_sub(1)?;
    if let Some(first) = united_states(line, before) {
        return Some((first, "USD"));
    }
    let word = line.word(before);
    let (name, code) = currency::DOLLAR_PREFIXES
        .iter()
        .find(|(name, _)| word.eq_ignore_ascii_case(name))?;
    // With a space between, a single letter is more likely a word: "a $ 4 billion".
    let safe = line.glued(i) && (line.capital(before) || name.len() > 1)
        || matches!(*name, "c" | "us" | "au" | "nz" | "hk" | "mxn" | "cad" | "nzd");
    safe.then_some((before, *code))
}

/// The first token of a "U.S." that ends at `i` (with or without its last full stop).
fn united_states(line: &Line, i: usize) -> Option<usize> {
    let s = if line.mark(i, '.') { i.checked_sub(1)? } else { i };
    let u = s.checked_sub(2)?;
    (line.is(s, "s") && line.mark(s - 1, '.') && line.is(u, "u")).then_some(u)
}

/// The code in "MGBP", "MUSD": millions of it.
fn millions_code(line: &Line, i: usize) -> Option<&'static str> {
    let word = line.word(i);
    let code = word
        .strip_prefix('M')
        .filter(|code| code.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase()))?;
    currency::CURRENCIES
        .iter()
        .find(|c| c.words.iter().any(|w| w.eq_ignore_ascii_case(code)))?
        .code
}

/// Whether the word at `i` is a code or an abbreviation that may stand before an amount, not a noun or a verb.
fn is_code(line: &Line, i: usize, currency: &Currency) -> bool {
    let word = line.word(i);
    let safe = [
        "usd", "eur", "gbp", "jpy", "cny", "rmb", "inr", "rs", "aud", "cad", "nzd", "hkd", "sgd", "chf", "mxn", "rm",
        "sek", "btc", "kr", "sen", "zł", "kč", "руб",
    ];
    let upper = word.len() <= 4 && word.bytes().all(|b| b.is_ascii_uppercase()) || matches!(word, "Rs" | "Kr" | "Kč");
    let named = currency.words.iter().any(|w| w.eq_ignore_ascii_case(word)) && !matches!(word, "YEN" | "WON" | "CENT");
    named && (upper || line.is_any(i, &safe) && !line.capital(i))
}

/// Money whose currency comes after it: "323 million euros", "12-cent", "5 €", "75 USD million", "millions of dollars".
fn named(line: &Line, index: usize) -> Option<Money> {
    let figure = range::figure(line, index);
    let numeral = figure.last;
    let (value, after) = amount(line, numeral);
    let mut amount = if after > numeral.end {
        value.map(Amount::from)
    } else {
        figure.amount
    };
    let first = if after > numeral.end {
        numeral.first
    } else {
        figure.first
    };
    if let Some(mark) = line.any_mark(after)
        && let Some((_, code)) = currency::SIGNS.iter().find(|(sign, _)| *sign == mark)
        && !(line.number(after + 1).is_some() && (line.glued(after + 1) || !line.glued(after)))
    {
        return Some(Money {
            first,
            end: after + 1,
            amount,
            currency: Some(code),
        });
    }
    if line.mark(after, '¢') {
        return Some(Money {
            first,
            end: after + 1,
            amount: amount.map(|a| a.times(0.01)),
            currency: None,
        });
    }
    if pence(line, &numeral, after) {
        let amount = amount.map(|a| a.times(0.01));
        return Some(Money {
            first,
            end: after + 1,
            amount,
            currency: Some("GBP"),
        });
    }
    let (noun, unit, code) = currency_noun(line, after)?;
    let short =
        unit.words.iter().any(|w| w.len() <= 3 && line.is(noun, w)) && !line.is_any(noun, &["yen", "won", "mao"]);
    if short && !is_code(line, noun, unit) || unit.doubtful && !beyond_doubt(line, &figure, noun, unit) {
        return None;
    }
    let mut end = noun + 1;
    amount = amount.map(|a| a.times(unit.part));
    if let Some((scale, after)) = scale_after(line, end).filter(|_| !numeral.scaled && short) {
        amount = amount.map(|a| a.times(scale));
        end = after;
    }
    if unit.part == 1.0
        && let Some((small, after)) = change::behind(line, end)
        && let Some(whole) = amount.filter(|a| a.high.is_none() && a.low.fract() == 0.0)
    {
        let hundredths = (whole.low * 100.0).round() + (small * 100.0).round();
        amount = Some(Amount::from(hundredths).times(0.01));
        end = after;
    }
    Some(Money {
        first,
        end,
        amount,
        currency: code,
    })
}

/// "50p", "812.5p": pence, not the start of "p.m." nor the lines of a screen ("720p").
fn pence(line: &Line, numeral: &Numeral, i: usize) -> bool {
    const SCREENS: &[f64] = &[
        144.0, 240.0, 360.0, 480.0, 540.0, 576.0, 720.0, 1080.0, 1440.0, 2160.0, 4320.0,
    ];
    let small = numeral.digits && numeral.value.is_some_and(|v| v < 10_000.0 && !SCREENS.contains(&v));
    let time = line.mark(i + 1, '.') && line.is(i + 2, "m") || line.is(i + 1, "m");
    small && line.word(i) == "p" && line.glued(i) && !time
}

/// The currency's noun after an amount that ends before `i`: its token, the unit, the code. Skips a hyphen, "of" and
/// the country ("millions of US dollars").
fn currency_noun(line: &Line, i: usize) -> Option<(usize, &'static Currency, Option<&'static str>)> {
    let mut at = line.after_hyphen(i);
    if line.is(at, "of") && line.numeral_ends_vague(i) {
        at += 1;
    }
    let plain = |at: usize| line.entry(at)?.currency.map(|unit| (at, unit, unit.code));
    if let Some(unit) = plain(at) {
        return Some(unit);
    }
    if let Some(code) = millions_code(line, at) {
        return Some((at, &MILLIONS, Some(code)));
    }
    // The country, in up to four tokens: "U.S." (four), "Hong Kong" (two), "Turkish" (one).
    for noun in at + 1..=at + 4 {
        let Some(word) = line
            .word(noun)
            .strip_suffix('s')
            .or(Some(line.word(noun)))
            .filter(|w| !w.is_empty())
        else {
            break;
        };
        let country = line.word(noun - 1);
        let dotted = noun >= 2 && united_states(line, noun - 1) == Some(at);
        for (countries, name, code) in currency::NATIONAL {
            let named = word.eq_ignore_ascii_case(name)
                && (dotted && *code == "USD" || countries.iter().any(|c| country.eq_ignore_ascii_case(c)));
            if named && (dotted || noun - at <= 2) {
                return Some((
                    noun,
                    line.entry(noun).and_then(|e| e.currency).unwrap_or(&PLAIN),
                    Some(code),
                ));
            }
        }
    }
    None
}

/// The unit for nouns that only a country makes a currency ("Brazilian real").
static PLAIN: Currency = Currency {
    code: None,
    words: &[],
    part: 1.0,
    doubtful: false,
};

/// The unit of codes that count in millions ("48 MGBP").
static MILLIONS: Currency = Currency {
    code: None,
    words: &[],
    part: 1e6,
    doubtful: false,
};

/// "million" after a code: "75 USD million".
fn scale_after(line: &Line, i: usize) -> Option<(f64, usize)> {
    let scale = line.entry(i)?.scale.filter(|s| !s.suffix && s.value >= 1000.0)?;
    Some((scale.value, i + 1))
}

/// Whether a doubtful currency is meant after all: "pounds" that are paid, "won" after a large number.
fn beyond_doubt(line: &Line, figure: &Figure, noun: usize, unit: &Currency) -> bool {
    if unit.code == Some("GBP") {
        #[rustfmt::skip]
        const CUES: &[&str] = &[
            "pay", "pays", "paid", "cost", "costs", "price", "prices", "priced", "worth", "fine", "fined", "spend",
            "spent", "earn", "earned", "bill", "debt", "fee", "fees", "budget", "profit", "revenue", "salary",
            "wages", "sterling", "loan", "invest", "invested",
        ];
        let of = line.is(noun + 1, "of");
        let near = noun.saturating_sub(30)..noun + 30;
        return !of
            && (figure.last.scaled && figure.amount.is_none_or(|a| a.low >= 1e6)
                || near.into_iter().any(|i| line.mark(i, '£') || line.is_any(i, CUES)));
    }
    let large = figure.amount.is_some_and(|a| a.low >= 100.0) || figure.last.scaled;
    if unit.code.is_none() {
        // "three crowns" are worn; a hundred of them, paid.
        return large || line.is(noun.wrapping_sub(1), "-");
    }
    large && !line.is_any(noun + 1, &["the", "a", "an", "by", "their", "his", "her", "gold"])
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn finds_money() {
        let cases = [
            ("Revenue hit $29.3 billion.", "$29.3 billion", "29300000000", "USD"),
            ("It raised US$5m in May.", "US$5m", "5000000", "USD"),
            ("A fee of C$ 40 applies.", "C$ 40", "40", "CAD"),
            ("They sought EUR 125 each.", "EUR 125", "125", "EUR"),
            ("Paid 323 million euros.", "323 million euros", "323000000", "EUR"),
            (
                "Half a billion dollars is gone.",
                "Half a billion dollars",
                "500000000",
                "USD",
            ),
            ("A prize of 35 lakh rupees.", "35 lakh rupees", "3500000", "INR"),
            ("Tickets at 4 dollars 20 cents.", "4 dollars 20 cents", "4.2", "USD"),
            (
                "An offer of $5-10 million.",
                "$5-10 million",
                "[5000000,10000000]",
                "USD",
            ),
            (
                "It costs between $300 and $1,000.",
                "$300 and $1,000",
                "[300,1000]",
                "USD",
            ),
            ("He won 12 Swiss francs.", "12 Swiss francs", "12", "CHF"),
            ("A ransom of 0.2 bitcoin.", "0.2 bitcoin", "0.2", "BTC"),
            ("Fined 60 million pounds.", "60 million pounds", "60000000", "GBP"),
            ("Worth 9 billion won.", "9 billion won", "9000000000", "KRW"),
            ("A note of Rs 500.", "Rs 500", "500", "INR"),
            ("It pays 5p a mile.", "5p", "0.05", "GBP"),
            ("Shares closed at 634.5p.", "634.5p", "6.345", "GBP"),
            ("It cost €7,5 million.", "€7,5 million", "7500000", "EUR"),
            ("A jar is 11,20 €.", "11,20 €", "11.2", "EUR"),
            ("Sales were EUR 2,8 billion.", "EUR 2,8 billion", "2800000000", "EUR"),
            ("It paid CHF 3'750'000.", "CHF 3'750'000", "3750000", "CHF"),
            ("It went for £6·5m.", "£6·5m", "6500000", "GBP"),
            ("A result of -$2.6 million.", "-$2.6 million", "-2600000", "USD"),
            ("A loss of $(5.2)m.", "$(5.2)m", "-5200000", "USD"),
            ("A loss of EUR (12) million.", "EUR (12) million", "-12000000", "EUR"),
            ("Sales of SEK 3.15 bln yr ago.", "SEK 3.15 bln", "3150000000", "SEK"),
            ("Sold for 4 billion pesetas.", "4 billion pesetas", "4000000000", "ESP"),
            (
                "Lent 90 million Dutch guilders.",
                "90 million Dutch guilders",
                "90000000",
                "NLG",
            ),
            (
                "It cost eight dollars and fifty.",
                "eight dollars and fifty",
                "8.5",
                "USD",
            ),
            ("A fine of 300 zł.", "300 zł", "300", "PLN"),
        ];
        for (text, words, amount, code) in cases {
            check(
                "money",
                text,
                &[(words, &format!(r#"{{"amount":{amount},"currency":"{code}"}}"#))],
            );
        }
        check(
            "money",
            "It lost millions of dollars.",
            &[("millions of dollars", r#"{"amount":null,"currency":"USD"}"#)],
        );
        check(
            "money",
            "A 12-cent dividend.",
            &[("12-cent", r#"{"amount":0.12,"currency":null}"#)],
        );
    }

    #[test]
    fn keeps_two_amounts_apart() {
        let got = super::super::testing::facts("It rose from $5 to $7 a share.", "money");
        assert_eq!(got.len(), 2, "{got:?}");
    }

    #[test]
    fn leaves_alone_what_is_no_money() {
        for text in [
            "The dollar fell.",
            "A 12 pounds turkey.",
            "All 5 won medals.",
            "The 70 of us.",
            "She wore three crowns.",
            "A 720p video.",
        ] {
            check("money", text, &[]);
        }
    }
}
