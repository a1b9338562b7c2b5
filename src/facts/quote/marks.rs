//! Pairs of quotation marks within one block.
//!
//! Owns which mark opens and which closes: curly and straight, double and single, apostrophes told apart. One pass,
//! one character of context on either side.

use std::ops::Range;

/// What stands between two marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// The bytes between the marks.
    pub inside: Range<usize>,
    /// The bytes with the marks.
    pub outside: Range<usize>,
    /// The closing mark is missing: the quotation goes on in the next paragraph.
    pub open: bool,
}

/// The kinds of marks that pair up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    Curly,
    Straight,
    Guillemets,
    CurlySingle,
    StraightSingle,
    /// Two single marks for a double one: how agencies' wires write it.
    Doubled,
}

/// Everything between quotation marks in `text[block]`, outermost pairs only, in order. Linear.
pub(super) fn pairs(text: &str, block: Range<usize>) -> Vec<Marked> {
    let mut found = Vec::new();
    // Where the running quotation started, by its mark; how many pairs of the same kind are open inside it.
    let mut running: Option<(Pair, usize, usize)> = None;
    let mut depth = 0;
    let mut at = block.start;
    while let Some(offset) = text[at..block.end].find(is_mark) {
        at += offset;
        let Some(c) = text[at..].chars().next() else { break };
        let before = text[block.start..at].chars().next_back();
        let mark = at;
        at += c.len_utf8();
        let mut next = text[at..block.end].chars().next();
        if matches!(c, '\'' | '`') && next == Some(c) {
            at += 1;
            // What stands inside may end in the first of three.
            let third = c == '\'' && text[at..block.end].starts_with(c);
            let mark = if third && matches!(running, Some((Pair::Doubled, ..))) {
                at += 1;
                mark + 1
            } else {
                mark
            };
            next = text[at..block.end].chars().next();
            let word = next.is_some_and(|n| !n.is_whitespace());
            let free = before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '-' | '—' | '–'));
            match running {
                Some((Pair::Doubled, start, from)) if c == '\'' && !(free && word) => {
                    found.push(Marked {
                        inside: from..mark,
                        outside: start..at,
                        open: false,
                    });
                    running = None;
                }
                Some((Pair::Curly | Pair::Straight | Pair::Guillemets, ..)) => {}
                _ if free && word => running = Some((Pair::Doubled, mark, at)),
                _ => {}
            }
            continue;
        }
        match running {
            None => {
                if let Some(pair) = opens(c, before, next) {
                    running = Some((pair, mark, at));
                    depth = 0;
                }
            }
            Some((pair, start, from)) => {
                if closes(pair, c, before, next) {
                    if depth > 0 {
                        depth -= 1;
                    } else {
                        let single = matches!(pair, Pair::CurlySingle | Pair::StraightSingle);
                        if !single || mark - from > 2 {
                            found.push(Marked {
                                inside: from..mark,
                                outside: start..at,
                                open: false,
                            });
                        }
                        running = None;
                    }
                } else if matches!(pair, Pair::CurlySingle | Pair::StraightSingle) {
                    // A double mark inside single ones more often means that the single one was an apostrophe.
                    if let Some(double @ (Pair::Curly | Pair::Straight)) = opens(c, before, next) {
                        running = Some((double, mark, at));
                        depth = 0;
                    }
                } else if pair == Pair::Curly && c == '“' {
                    depth += 1;
                } else if pair == Pair::Straight && opens(c, before, next) == Some(Pair::Straight) {
                    // Opens again without having closed: what ran so far had lost its end.
                    running = Some((Pair::Straight, mark, at));
                }
            }
        }
    }
    if let Some((Pair::Curly | Pair::Straight | Pair::Doubled, start, from)) = running.filter(|_| depth == 0) {
        found.push(Marked {
            inside: from..block.end,
            outside: start..block.end,
            open: true,
        });
    }
    found
}

/// Whether `c` can be a quotation mark.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '“' | '”' | '„' | '‘' | '’' | '«' | '»')
}

/// The pair that `c` opens between its neighbours.
fn opens(c: char, before: Option<char>, next: Option<char>) -> Option<Pair> {
    let free = before.is_none_or(|b| {
        b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | '-' | ':' | ',' | '“' | '"' | '‘' | '…' | '/')
    });
    let word = next.is_some_and(|n| !n.is_whitespace());
    match c {
        '“' | '„' => Some(Pair::Curly),
        '«' => Some(Pair::Guillemets),
        '"' if free && word => Some(Pair::Straight),
        '‘' if free && word => Some(Pair::CurlySingle),
        '\'' if free && next.is_some_and(char::is_uppercase) => Some(Pair::StraightSingle),
        _ => None,
    }
}

/// Whether `c` closes `pair` between its neighbours.
fn closes(pair: Pair, c: char, before: Option<char>, next: Option<char>) -> bool {
    let word_goes_on = next.is_some_and(char::is_alphanumeric);
    let after_stop = before.is_some_and(|b| matches!(b, '.' | ',' | '!' | '?' | '…' | ';'));
    match pair {
        Pair::Curly => c == '”' || c == '"' && !word_goes_on,
        Pair::Straight => c == '"' && !(before.is_some_and(char::is_whitespace) && word_goes_on) || c == '”',
        Pair::Guillemets => c == '»',
        // Read in pairs, above.
        Pair::Doubled => false,
        // A plural's apostrophe ("the workers’ pay") looks the same: the full stop or comma before it decides.
        Pair::CurlySingle => {
            c == '’' && !word_goes_on && (after_stop || next.is_none_or(|n| matches!(n, '.' | ',' | ')' | ':')))
        }
        Pair::StraightSingle => c == '\'' && !word_goes_on && after_stop,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_marks() {
        let cases: [(&str, &[&str]); 9] = [
            ("''It's one,'' she said, ''or 'two'.''", &["It's one,", "or 'two'."]),
            ("He said “it works” today.", &["it works"]),
            ("\"One,\" she said. \"Two.\"", &["One,", "Two."]),
            ("“He told me ‘no’ twice,” she said.", &["He told me ‘no’ twice,"]),
            ("“She cried “stop” and left.”", &["She cried “stop” and left."]),
            ("‘It’s the workers’ choice,’ he said.", &["It’s the workers’ choice,"]),
            ("The 6' 2\" man isn't here.", &[]),
            ("'We can't go on,' said Ann.", &["We can't go on,"]),
            ("“It never ends", &["It never ends"]),
        ];
        for (text, expected) in cases {
            let got: Vec<_> = pairs(text, 0..text.len())
                .into_iter()
                .map(|m| &text[m.inside])
                .collect();
            assert_eq!(got, expected, "{text}");
        }
    }
}
