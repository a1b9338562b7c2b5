//! Small change behind whole money: "3 dollars 50 cents", "five mao five", "eight dollars and fifty".

use super::numeral::Form;
use super::token::Line;

/// Cents after dollars: "and forty-five cents", "50 cents", a bare "50". In the main unit, with the token after it.
pub(super) fn behind(line: &Line, i: usize) -> Option<(f64, usize)> {
    let and = line.is(i, "and");
    let at = if and { i + 1 } else { i };
    let numeral = *line.numeral(at)?;
    let value = numeral.value.filter(|v| *v < 100.0 && v.fract() == 0.0)?;
    if let Some(unit) = line
        .entry(numeral.end)
        .and_then(|e| e.currency)
        .filter(|c| c.part < 1.0)
    {
        let mut total = value * unit.part;
        let mut end = numeral.end + 1;
        // "five mao five"
        if let Some(last) = line.numeral(end).filter(|n| unit.part == 0.1 && n.end == end + 1) {
            total += last.value.filter(|v| *v < 10.0)? * 0.01;
            end = last.end;
        }
        return Some((total, end));
    }
    if let Some(cents) = and_cents(line, i) {
        return Some(cents);
    }
    let bare = !and && line.digits(at).is_some_and(|(_, len)| len == 2) && line.at_break(numeral.end);
    bare.then_some((value / 100.0, numeral.end))
}

/// "and fifty" behind whole dollars, where nothing follows that it could count. In the main unit.
pub(super) fn and_cents(line: &Line, i: usize) -> Option<(f64, usize)> {
    let numeral = line
        .numeral(i + 1)
        .filter(|n| line.is(i, "and") && !n.digits && n.form == Form::Cardinal)?;
    let cents = numeral
        .value
        .filter(|v| (10.0..100.0).contains(v) && v.fract() == 0.0)?;
    (line.at_break(numeral.end) && !line.hyphen(numeral.end)).then_some((cents / 100.0, numeral.end))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, facts};

    #[test]
    fn cents_belong_to_the_dollars_before_them() {
        let cases = [
            (
                "It cost six dollars and forty cents.",
                "six dollars and forty cents",
                "6.4",
            ),
            ("It cost six dollars and forty.", "six dollars and forty", "6.4"),
        ];
        for (text, words, amount) in cases {
            check(
                "money",
                text,
                &[(words, &format!(r#"{{"amount":{amount},"currency":"USD"}}"#))],
            );
        }
        assert_eq!(
            facts("It cost six dollars and forty jars of jam.", "money")[0].0,
            "six dollars"
        );
    }
}
