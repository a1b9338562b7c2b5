//! Time of day: "7:56pm", "5 a.m.", "seven o'clock", "half past seven", "a quarter to 8", "noon", "8 in the morning",
//! "at 7", "tonight", "this morning", "Monday afternoon" (the part of the day), "5 to 6pm".
//!
//! Leaves alone: scores and ratios ("3:1"), verses, "at 7 percent", lengths of time.

use super::Context;
use super::lexicon::Opens;
use super::mention::{Mention, Value};
use super::numeral::Form;
use super::token::Line;

/// Finds the times of `line`.
pub(super) fn find(line: &Line, _: &Context, found: &mut Vec<Mention>) {
    let mut at = 0;
    while at < line.len() {
        let Some(mut clock) = line.opens(at, Opens::TIME).then(|| at_token(line, at)).flatten() else {
            at += 1;
            continue;
        };
        let mut iso = clock.iso();
        if let Some(to) = range(line, &clock) {
            iso = iso.zip(to.iso()).map(|(from, to)| format!("{from}/{to}"));
            clock.end = to.end;
        }
        found.extend(line.mention(clock.first..clock.end, Value::Time { time: iso }));
        at = clock.end.max(at + 1);
    }
}

/// Words that a time may start with, beside numbers and weekdays.
#[rustfmt::skip]
pub(super) const OPENERS: &[&str] = &[
    "a", "noon", "midnight", "midday", "mid", "midmorning", "midafternoon", "tonight", "this", "last", "in",
    "afternoon", "morning", "evening", "night", "lunchtime", "at", "noonish", "overnight", "yesterday", "tomorrow",
];

/// A time of day, as tokens and hours.
#[derive(Clone, Copy, Debug)]
struct Clock {
    first: usize,
    end: usize,
    /// Hour (0–24), minute, second; the part of the day where there is no hour.
    hour: Option<u32>,
    minute: Option<u32>,
    second: Option<u32>,
    part: Option<&'static str>,
}

impl Clock {
    fn hour(first: usize, end: usize, hour: u32) -> Self {
        Self {
            first,
            end,
            hour: Some(hour),
            minute: None,
            second: None,
            part: None,
        }
    }

    fn part(first: usize, end: usize, part: &'static str) -> Self {
        Self {
            first,
            end,
            hour: None,
            minute: None,
            second: None,
            part: Some(part),
        }
    }

    fn iso(&self) -> Option<String> {
        match (self.hour, self.minute, self.second) {
            (Some(hour), Some(minute), Some(second)) => Some(format!("T{hour:02}:{minute:02}:{second:02}")),
            (Some(hour), Some(minute), None) => Some(format!("T{hour:02}:{minute:02}")),
            (Some(hour), ..) => Some(format!("T{hour:02}")),
            _ => self.part.map(str::to_owned),
        }
    }

    /// With the half of the day that the words name.
    fn in_half(self, pm: bool) -> Self {
        let hour = self.hour.map(|hour| match (pm, hour) {
            (true, 1..=11) => hour + 12,
            (false, 12) => 0,
            _ => hour,
        });
        Self { hour, ..self }
    }
}

/// The time that starts at token `i`.
fn at_token(line: &Line, i: usize) -> Option<Clock> {
    let before = i.wrapping_sub(1);
    if line.glued(i)
        && (line.is_word(before)
            || line.number(before).is_some()
            || matches!(line.any_mark(before), Some('$' | '.' | ':' | '/' | '€' | '£' | '_')))
    {
        return None;
    }
    past(line, i)
        .or_else(|| hour_first(line, i))
        .or_else(|| part_first(line, i))
        .or_else(|| bare(line, i))
}

/// "7:56pm", "8 in the morning", "seven o'clock", "seven thirty pm", "8.10 pm": an hour, and what makes it one.
fn hour_first(line: &Line, i: usize) -> Option<Clock> {
    let (clock, sure) = hour(line, i)?;
    let end = clock.end;
    if let Some((pm, end)) = half_of_day(line, end) {
        let valid = clock.hour.is_some_and(|h| (1..=23).contains(&h) || h == 0);
        return valid.then(|| tail(line, Clock { end, ..clock }.in_half(pm)));
    }
    if let Some((part, end)) = in_the(line, end).or_else(|| day_part(line, end).filter(|_| sure)) {
        let plain = clock.hour.is_some_and(|h| h <= 12) && !line.hyphen(i.wrapping_sub(1));
        return plain.then(|| Clock { end, ..clock }.in_half(matches!(part, "TAF" | "TEV" | "TNI" | "T12")));
    }
    if line.is(end, "o'clock") || line.is(end, "o’clock") || line.is(end, "oclock") {
        let clock = Clock { end: end + 1, ..clock };
        return Some(tail(line, clock));
    }
    // "11-ish"
    let ish = line.after_hyphen(end);
    if line.is(ish, "ish") && line.glued(ish) && line.glued(end) {
        return Some(Clock { end: ish + 1, ..clock });
    }
    if line.is_any(end, &["hours", "hrs", "h"]) && clock.minute.is_some() {
        return Some(Clock { end: end + 1, ..clock });
    }
    let zone = line.is_any(end, &["gmt", "utc", "et", "est", "edt", "pt", "pst", "bst", "cet"]) && sure;
    (sure || zone).then_some(clock)
}

/// What may follow a whole time: "in the evening", "lunchtime", another "afternoon".
fn tail(line: &Line, clock: Clock) -> Clock {
    match in_the(line, clock.end).or_else(|| day_part(line, clock.end)) {
        Some((part, end)) => Clock { end, ..clock }.in_half(matches!(part, "TAF" | "TEV" | "TNI" | "T12")),
        None => match half_of_day(line, clock.end) {
            Some((pm, end)) => Clock { end, ..clock }.in_half(pm),
            None => clock,
        },
    }
}

/// An hour at `i`, with minutes and seconds where they are written; `true` where the writing alone makes it a time.
fn hour(line: &Line, i: usize) -> Option<(Clock, bool)> {
    if let Some((hour, len)) = line.digits(i) {
        // "1140 a.m."
        if (3..=4).contains(&len) && hour / 100 <= 12 && hour % 100 < 60 && half_of_day(line, i + 1).is_some() {
            return Some((
                Clock {
                    minute: Some(hour % 100),
                    ..Clock::hour(i, i + 1, hour / 100)
                },
                false,
            ));
        }
        if hour > 24 || len > 2 {
            return None;
        }
        if line.mark(i + 1, ':') && line.glued(i + 1) && line.glued(i + 2) {
            let (minute, _) = line.digits(i + 2).filter(|(m, len)| *m < 60 && *len == 2)?;
            let mut clock = Clock {
                minute: Some(minute),
                ..Clock::hour(i, i + 3, hour)
            };
            let seconds = line.mark(i + 3, ':') && line.glued(i + 3) && line.glued(i + 4);
            if seconds {
                let (second, _) = line.digits(i + 4).filter(|(s, len)| *s < 60 && *len == 2)?;
                clock = Clock {
                    second: Some(second),
                    end: i + 5,
                    ..clock
                };
            }
            let odd = line.glued(clock.end)
                && (line.mark(clock.end, '%')
                    || line.mark(clock.end, ':')
                    || line.mark(clock.end, '-') && line.number(clock.end + 1).is_none());
            return (!odd).then_some((clock, true));
        }
        return Some((Clock::hour(i, i + 1, hour), false));
    }
    // "8.10 pm": only together with a half of the day, so never sure.
    if let Some((hour, minute)) = line.number(i).and_then(|_| line.word(i).split_once('.')) {
        let (hour, minute): (u32, u32) = (
            hour.parse().ok()?,
            minute.parse::<u32>().ok().filter(|_| minute.len() == 2)?,
        );
        // "at 14.30 on Monday", "at 7.45 GMT"
        #[rustfmt::skip]
        const ZONES: &[&str] = &["gmt", "utc", "cet", "cest", "bst", "local", "on", "hours", "hrs", "today", "tomorrow", "yesterday"];
        let cue = line.is_any(i.wrapping_sub(1), &["at", "by", "from", "until", "around"]) && line.is_any(i + 1, ZONES);
        let dated = cue && (!line.is(i + 1, "on") || line.entry(i + 2).is_some_and(|e| e.weekday.is_some()));
        let day = half_of_day(line, i + 1).is_some();
        if dated && hour <= 24 && minute < 60 {
            let clock = Clock::hour(i, i + 1, hour);
            return Some((
                Clock {
                    minute: Some(minute),
                    ..clock
                },
                true,
            ));
        }
        return (hour <= 24 && minute < 60 && day).then_some((
            Clock {
                minute: Some(minute),
                ..Clock::hour(i, i + 1, hour)
            },
            false,
        ));
    }
    let hour = spoken(line, i, 1.0, 24.0)?;
    let clock = Clock::hour(i, i + 1, hour);
    // "seven thirty"
    let numeral = line.numeral(i + 1).filter(|n| !n.digits && n.form == Form::Cardinal);
    match numeral.and_then(|n| n.value.filter(|v| (10.0..60.0).contains(v)).map(|v| (v as u32, n.end))) {
        Some((minute, end)) => Some((
            Clock {
                minute: Some(minute),
                end,
                ..clock
            },
            false,
        )),
        None => Some((clock, false)),
    }
}

/// A number in one word at `i`, within bounds.
fn spoken(line: &Line, i: usize, from: f64, to: f64) -> Option<u32> {
    let value = line.entry(i)?.cardinal.filter(|v| (from..=to).contains(v))?;
    Some(value as u32)
}

/// "am", "p.m.", "a. m", "p m" at `i`: whether it is the second half, and the token after it. A full stop that ends
/// the sentence, too, belongs to "p.m.".
fn half_of_day(line: &Line, i: usize) -> Option<(bool, usize)> {
    if line.is_any(i, &["am", "pm"]) {
        // "10 Am" starts a sentence, "ten am I" a clause.
        return (!line.is(i, "am") || !line.is(i + 1, "i")).then_some((line.is(i, "pm"), i + 1));
    }
    if !line.is_any(i, &["a", "p"]) {
        return None;
    }
    let dotted = line.mark(i + 1, '.') && line.glued(i + 1);
    let m = i + 1 + usize::from(dotted);
    if !line.is(m, "m") {
        return None;
    }
    let end = m + 1 + usize::from(dotted && line.mark(m + 1, '.') && line.glued(m + 1));
    Some((line.is(i, "p"), end))
}

/// "in the morning", "at night" at `i`.
fn in_the(line: &Line, i: usize) -> Option<(&'static str, usize)> {
    let the = match () {
        () if line.is(i, "in") && line.is(i + 1, "the") => i + 2,
        () if line.is(i, "at") && line.is(i + 1, "night") => i + 1,
        () => return None,
    };
    day_part(line, the)
}

/// A part of the day at `i`, as TIMEX3 codes it.
fn day_part(line: &Line, i: usize) -> Option<(&'static str, usize)> {
    const PARTS: &[(&str, &str)] = &[
        ("morning", "TMO"),
        ("afternoon", "TAF"),
        ("evening", "TEV"),
        ("night", "TNI"),
        ("lunchtime", "T12"),
        ("midnight", "T00"),
        ("noon", "T12"),
    ];
    let (_, part) = PARTS.iter().find(|(word, _)| line.is(i, word))?;
    Some((part, i + 1))
}

/// "half past seven", "a quarter to 8", "ten past 9", "three minutes to eight", "three quarters past 9pm".
fn past(line: &Line, i: usize) -> Option<Clock> {
    let article = usize::from(line.is(i, "a"));
    let at = i + article;
    let (minutes, mut end) = if line.is(at, "half") {
        (30, at + 1)
    } else if line.is(at, "quarter") {
        (15, at + 1)
    } else if line.is(at, "three") && line.is(at + 1, "quarters") {
        (45, at + 2)
    } else {
        let numeral = line
            .numeral(at)
            .filter(|n| article == 0 && n.form == Form::Cardinal && !n.scaled)?;
        (
            numeral.value.filter(|v| (1.0..60.0).contains(v) && v.fract() == 0.0)? as u32,
            numeral.end,
        )
    };
    let named = line.is_any(end, &["minutes", "minute", "mins", "min"]);
    end += usize::from(named);
    let after = line.is_any(end, &["past", "after"]);
    if !after && !line.is_any(end, &["to", "till"]) {
        return None;
    }
    let (clock, _) = hour(line, end + 1).filter(|(c, _)| c.minute.is_none())?;
    let clock = tail(
        line,
        Clock {
            first: i,
            ..hour_first(line, end + 1).unwrap_or(clock)
        },
    );
    // "two to three" is a range: a "to" needs its minutes, its quarter, or the clock's own words.
    let quarter = line.is_any(at, &["quarter", "half"]) || line.is(at + 1, "quarters");
    let sure = named
        || quarter
        || after && (minutes % 5 == 0 || line.is(end, "past"))
        || clock.end > end + 2 && minutes % 5 == 0 && minutes >= 5 && line.is(clock.end - 1, "o'clock");
    if !sure || line.is(end, "after") && !quarter && !named || !follows(line, clock.end) {
        return None;
    }
    let hour = clock.hour?;
    let total = if after {
        hour * 60 + minutes
    } else {
        (hour + 24) * 60 - minutes
    };
    Some(Clock {
        hour: Some(total / 60 % 24),
        minute: Some(total % 60),
        first: i,
        ..clock
    })
}

/// Whether the time that ends before `i` is not really a count ("quarter to 8 people").
fn follows(line: &Line, i: usize) -> bool {
    !line.mark(i, '%') && !line.is_any(i, &["percent", "people", "points", "million", "billion", "years"])
}

/// "noon", "midnight", "mid-afternoon", "in the afternoon at 7", "tonight", "this morning", "lunchtime 12 o'clock".
fn part_first(line: &Line, i: usize) -> Option<Clock> {
    if line.is_any(i, &["noon", "midday", "noonish"]) {
        return Some(Clock::hour(i, i + 1, 12));
    }
    if line.is(i, "midnight") {
        return Some(Clock::hour(i, i + 1, 0));
    }
    if line.is(i, "midmorning") {
        return Some(Clock::hour(i, i + 1, 10));
    }
    if line.is(i, "midafternoon") {
        return Some(Clock::hour(i, i + 1, 14));
    }
    if line.is(i, "mid") {
        let noun = line.after_hyphen(i + 1);
        let hour = match line.word(noun).to_ascii_lowercase().as_str() {
            "night" => 0,
            "morning" => 10,
            "afternoon" => 14,
            "day" => 12,
            _ => return None,
        };
        return Some(Clock::hour(i, noun + 1, hour));
    }
    if line.is(i, "tonight") || line.is(i, "overnight") {
        return Some(at_hour(line, Clock::part(i, i + 1, "TNI")));
    }
    // "this morning", "Monday afternoon", "yesterday evening": the part of the day with the day it is of
    let day = line.is_any(i, &["this", "last", "yesterday", "tomorrow"])
        || line.entry(i).is_some_and(|e| e.weekday.is_some() && !e.plural);
    if day
        && let Some((part, end)) = day_part(line, i + 1)
        && !(line.is(i, "this") && line.is(i + 1, "night"))
    {
        return Some(Clock::part(i, end, part));
    }
    // "in the afternoon at 7", "afternoon at 7", "lunchtime 12 o'clock", "at lunchtime 12 o'clock"
    let at = i + if line.is(i, "in") && line.is(i + 1, "the") {
        2
    } else {
        usize::from(line.is(i, "at") && line.is(i + 1, "lunchtime"))
    };
    let (part, end) = day_part(line, at)?;
    let clock = at_hour(line, Clock::part(i, end, part));
    clock.hour.is_some().then_some(clock)
}

/// A part of the day, with the hour that may follow ("at 7", "12 o'clock", "seven pm").
fn at_hour(line: &Line, part: Clock) -> Clock {
    let at = part.end + usize::from(line.is(part.end, "at"));
    let explicit = hour_first(line, at);
    let plain = hour(line, at)
        .map(|(clock, _)| clock)
        .filter(|clock| at > part.end || clock.minute.is_some())
        .filter(|c| line.at_break(c.end));
    match explicit.or(plain) {
        Some(clock) => {
            let late = matches!(part.part, Some("TAF" | "TEV" | "TNI"));
            Clock {
                first: part.first,
                ..if clock.hour < Some(12) && late {
                    clock.in_half(true)
                } else {
                    clock
                }
            }
        }
        None => part,
    }
}

/// "at 7": an hour by itself, where nothing follows that it could count.
fn bare(line: &Line, i: usize) -> Option<Clock> {
    let (hour, len) = line.digits(i)?;
    let before = i.checked_sub(1)?;
    #[rustfmt::skip]
    const STOOD: &[&str] = &[
        "stood", "stands", "stand", "remained", "remains", "estimated", "valued", "put", "rated", "ranked",
        "starting", "priced", "capped", "unchanged", "died", "aged", "set", "trading", "traded", "closed", "looking",
        "steady", "held", "keeps", "kept", "start", "starts", "started", "age", "is", "was", "are", "were",
    ];
    const DAYS: &[&str] = &["on", "today", "tomorrow", "tonight", "yesterday", "sharp"];
    let at = line.is(before, "at") && !line.is_any(before.wrapping_sub(1), STOOD);
    let day = line.is_any(i + 1, DAYS) || line.entry(i + 1).is_some_and(|e| e.weekday.is_some());
    let closed = (line.at_break(i + 1) && !line.glued_number(i + 1) && !line.hyphen(i + 1)) || day;
    (at && closed && len <= 2 && (1..=12).contains(&hour)).then(|| Clock::hour(i, i + 1, hour))
}

/// The upper end of a range that starts with `from`: "4:00 till 5pm". Only where both ends are times by themselves.
fn range(line: &Line, from: &Clock) -> Option<Clock> {
    let joined = line.is_any(from.end, &["to", "till", "until"]) || line.hyphen(from.end);
    let to = joined.then(|| hour_first(line, from.end + 1)).flatten()?;
    (from.hour.is_some() && to.hour.is_some()).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn finds_times() {
        let cases = [
            ("Doors open at 6:45pm.", "6:45pm", "T18:45"),
            ("It rang at 5 a.m. on Monday.", "5 a.m.", "T05"),
            ("Come at nine o'clock.", "nine o'clock", "T09"),
            ("It is half past ten.", "half past ten", "T10:30"),
            (
                "A quarter to 8 in the morning.",
                "A quarter to 8 in the morning",
                "T07:45",
            ),
            ("It is ten minutes past four.", "ten minutes past four", "T04:10"),
            ("They meet at noon.", "noon", "T12"),
            ("See you at 7.", "7", "T07"),
            ("He called at 9 in the evening.", "9 in the evening", "T21"),
            ("The bus left at 14:05:09.", "14:05:09", "T14:05:09"),
            ("They spoke this morning.", "this morning", "TMO"),
            ("Open 9am to 5pm.", "9am to 5pm", "T09/T17"),
            ("It left at 8.10 pm.", "8.10 pm", "T20:10"),
            ("It left at 16.20 on Monday.", "16.20", "T16:20"),
            ("Come 10-ish.", "10-ish", "T10"),
        ];
        for (text, words, iso) in cases {
            check("time", text, &[(words, &format!(r#"{{"time":"{iso}"}}"#))]);
        }
    }

    #[test]
    fn leaves_alone_what_is_no_time() {
        for text in [
            "It stood at 7.",
            "Odds of 3:1.",
            "At 7 percent it stops.",
            "Two to three left.",
            "I am 12.",
            "In the past 9 of 10 failed.",
            "It closed at 16.20 in London.",
        ] {
            check("time", text, &[]);
        }
    }
}
