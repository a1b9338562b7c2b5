//! Plain text in: finds the blocks of a text that has no markup.
//!
//! Owns paragraphs, short lines as headings, bullets and quotes as people type them. The text itself is never touched:
//! spans point into exactly the string that came in. Everything here is linear in its length.

mod headings;
mod lines;
mod mail;

use std::ops::Range;

use crate::input::{Article, Block, BlockKind, Meta};
use crate::span::{Span, one_line};

use headings::Likeness;
use lines::{Line, Look};

/// Lines of hard-wrapped text have this many characters at most; a longer one is a paragraph to itself.
const WIDEST: usize = 120;
/// A line shorter than this was not wrapped because it was full.
const NARROWEST: usize = 40;
/// A line of so many bytes is a paragraph, whatever else it looks like.
const LONG: usize = 100;
/// So many heading-like lines in a row are a menu or a list, not headings.
const MENU: usize = 4;

/// Reads `text` as plain text. Never fails: a text without any structure is one paragraph.
///
/// Blank lines part paragraphs. Within them, a line that starts in lower case, or follows a line too full for its first
/// word, goes on; other lines are paragraphs of their own. A first short line is the title, later ones are headings of
/// level 2.
///
/// ```
/// use quickrecap::input::{BlockKind, text};
///
/// let article = text::read("Rents fall\n\nRents fell in May, for two reasons:\n\n• new flats\n• fewer tenants\n".to_owned());
/// let kinds: Vec<BlockKind> = article.blocks.iter().map(|b| b.kind).collect();
/// assert_eq!(kinds[0], BlockKind::Heading { level: 1 });
/// assert_eq!(kinds[2], BlockKind::ListItem { depth: 0 });
/// assert_eq!(article.blocks[2].span.slice(&article.text), "new flats");
/// assert_eq!(article.meta.title.as_deref(), Some("Rents fall"));
/// ```
pub fn read(text: String) -> Article {
    read_titled(text, None)
}

/// Like [`read`], where the title is known from elsewhere: the first line is the title heading only if it says the same,
/// white space apart. The title becomes [`Meta::title`].
pub fn read_titled(text: String, title: Option<&str>) -> Article {
    let mut lines = lines::split(&text);
    let mail = mail::unframe(&text, &mut lines).unwrap_or_default();
    let title = title.or(mail.title.as_deref());
    let mut units = units(&text, &lines, title);
    mark_headings(&text, &mut units, title.is_none());
    if title.is_none() {
        mark_title(&text, &mut units);
    }
    let mut blocks = Vec::with_capacity(units.len());
    let mut found = None;
    for unit in &units {
        let Some(span) = Span::new(&text, unit.range.clone()) else {
            continue;
        };
        let kind = match unit.role {
            Role::Title => BlockKind::Heading { level: 1 },
            Role::Heading(level) => BlockKind::Heading {
                level: level.clamp(2, 6),
            },
            Role::Guessed => BlockKind::Heading { level: 2 },
            Role::Plain | Role::Bold => BlockKind::Paragraph,
            Role::Item { depth, .. } => BlockKind::ListItem { depth },
            Role::Quote => BlockKind::Quote,
            Role::Row => BlockKind::TableRow,
            Role::Code => BlockKind::Code,
        };
        if kind == (BlockKind::Heading { level: 1 }) && found.is_none() {
            found = Some(one_line(span.slice(&text)));
        }
        blocks.push(Block { kind, span });
    }
    let meta = Meta {
        title: title.map(one_line).filter(|t| !t.is_empty()).or(found),
        byline: mail.byline,
        date: mail.date,
        ..Meta::default()
    };
    Article { text, blocks, meta }
}

pub(super) use lines::inked;

/// Whether the text has anything to read: one character that leaves a trace on paper.
pub(super) fn has_ink(text: &str) -> bool {
    text.contains(lines::is_ink)
}

/// Lines that belong together, before it is known which of them are headings.
#[derive(Clone, Debug)]
struct Unit {
    role: Role,
    range: Range<usize>,
    /// Number of lines.
    lines: usize,
    /// Nothing stands between it and a blank line or the text's start.
    opens: bool,
    /// Nothing stands between it and a blank line or the text's end.
    closes: bool,
    /// Columns before the first line.
    indent: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Plain,
    Bold,
    Item {
        depth: u8,
        ordered: bool,
    },
    Quote,
    Row,
    Code,
    /// Level 1.
    Title,
    /// Marked as a heading by its author, with this level.
    Heading(u8),
    /// A short line taken for a heading.
    Guessed,
}

/// Groups the lines. With a `title`, a first line that says the same stands by itself.
fn units(text: &str, lines: &[Line], title: Option<&str>) -> Vec<Unit> {
    let wrap = wrap_width(text, lines);
    let fences = fences(lines);
    let mut fences = fences.iter().peekable();
    let title = title.map(one_line);
    let mut units: Vec<Unit> = Vec::new();
    let mut depths: Vec<usize> = Vec::new();
    let mut after_blank = true;
    let mut skip_to = 0;
    for (index, line) in lines.iter().enumerate() {
        if index < skip_to {
            continue;
        }
        if let Some((_, close)) = fences.next_if(|(open, _)| *open == index) {
            let inside = lines[index].inked.end..lines[*close].inked.start;
            push(&mut units, Role::Code, lines::inked(text, inside), 0, true);
            close_last(&mut units);
            after_blank = true;
            skip_to = close + 1;
            continue;
        }
        let last_is_text = !after_blank && units.last().is_some_and(|u| u.role == Role::Plain);
        let previous = index.checked_sub(1).map(|i| &lines[i]);
        let role = match line.look {
            Look::Blank | Look::Rule => {
                close_last(&mut units);
                after_blank = true;
                continue;
            }
            Look::Underline => {
                underline(text, &mut units, after_blank, line);
                close_last(&mut units);
                after_blank = true;
                continue;
            }
            _ if units.is_empty() && title.as_ref().is_some_and(|t| says(&text[line.body.clone()], t)) => Role::Title,
            Look::Hashed(level) => Role::Heading(level),
            Look::Bold => Role::Bold,
            Look::Quote => Role::Quote,
            Look::Row if is_table(lines, index) => Role::Row,
            Look::Bullet('o') if line.indent == 0 && !matches!(units.last(), Some(u) if is_item(u)) => Role::Plain,
            // A dash or a number that a full line pushed to the next one is punctuation.
            Look::Bullet('-' | '–') | Look::Ordered
                if last_is_text && previous.is_some_and(|p| runs_on(text, p, line, wrap)) =>
            {
                Role::Plain
            }
            look @ (Look::Bullet(_) | Look::Ordered) => Role::Item {
                depth: depth(&mut depths, line.indent),
                ordered: look == Look::Ordered,
            },
            Look::Row | Look::Fence | Look::Plain => Role::Plain,
        };
        // Quoted mail is wrapped too.
        if role == Role::Quote
            && !after_blank
            && let (Some(unit), Some(previous)) = (units.last_mut(), previous)
            && unit.role == Role::Quote
            && previous.width >= NARROWEST
            && marks(text, previous) == marks(text, line)
            && !headings::ends_sentence(&text[previous.body.clone()])
        {
            unit.range.end = line.body.end;
            unit.lines += 1;
            continue;
        }
        if role == Role::Plain
            && !after_blank
            && let (Some(unit), Some(previous)) = (units.last_mut(), previous)
            && goes_on(text, unit, previous, line, wrap)
        {
            unit.range.end = line.inked.end;
            unit.lines += 1;
            continue;
        }
        if role == Role::Plain && line.indent == 0 {
            depths.clear();
        }
        // A marker that turned out to be words belongs to them.
        let range = match role {
            Role::Plain => line.inked.clone(),
            _ => line.body.clone(),
        };
        push(&mut units, role, range, line.indent, after_blank);
        after_blank = false;
    }
    close_last(&mut units);
    units
}

fn push(units: &mut Vec<Unit>, role: Role, range: Range<usize>, indent: usize, opens: bool) {
    if !range.is_empty() {
        units.push(Unit {
            role,
            range,
            lines: 1,
            opens,
            closes: false,
            indent,
        });
    }
}

/// The marks that a quoted line opens with: how deep it is quoted.
fn marks(text: &str, line: &Line) -> usize {
    text[line.inked.start..line.body.start].matches('>').count()
}

fn close_last(units: &mut [Unit]) {
    if let Some(unit) = units.last_mut() {
        unit.closes = true;
    }
}

fn is_item(unit: &Unit) -> bool {
    matches!(unit.role, Role::Item { .. })
}

/// Makes the line above an underline a heading, if it is one line and not a whole paragraph.
fn underline(text: &str, units: &mut [Unit], after_blank: bool, line: &Line) {
    if let Some(unit) = units.last_mut()
        && !after_blank
        && unit.role == Role::Plain
        && unit.lines == 1
        && text[unit.range.clone()].split_whitespace().nth(20).is_none()
        // Underlines are about as long as what they underline; a separator is not.
        && text[unit.range.clone()].chars().count() <= line.width.max(3) * 4
    {
        let level = if text[line.inked.clone()].starts_with('=') {
            1
        } else {
            2
        };
        unit.role = Role::Heading(level);
    }
}

/// Whether a line says what the title says, white space apart. Bounded by the title's length.
fn says(line: &str, title: &str) -> bool {
    let mut words = title.split(' ');
    let same = line.split_whitespace().all(|w| words.next() == Some(w));
    same && words.next().is_none()
}

/// Opening and closing lines of code, in pairs; an odd last one is words.
fn fences(lines: &[Line]) -> Vec<(usize, usize)> {
    let marks: Vec<usize> = (0..lines.len()).filter(|i| lines[*i].look == Look::Fence).collect();
    marks.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// A row has another right above or below it, the rule under a table's head apart.
fn is_table(lines: &[Line], index: usize) -> bool {
    let is_row = |i: usize| lines.get(i).is_some_and(|l| l.look == Look::Row);
    let is_rule = |i: usize| lines.get(i).is_some_and(|l| l.look == Look::Rule);
    let above = index > 0 && (is_row(index - 1) || is_rule(index - 1) && index > 1 && is_row(index - 2));
    above || is_row(index + 1) || is_rule(index + 1) && is_row(index + 2)
}

/// Nesting of an item whose marker stands at column `indent`; one column more or less is the same list ("9." over "10.").
fn depth(open: &mut Vec<usize>, indent: usize) -> u8 {
    while open.last().is_some_and(|last| *last > indent + 1) {
        open.pop();
    }
    if open.last().is_none_or(|last| indent > *last + 1) {
        open.push(indent);
    }
    u8::try_from(open.len().saturating_sub(1)).unwrap_or(u8::MAX)
}

/// Where lines were wrapped: the longest line that certainly goes on in the next one. `None`: the text is not wrapped.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let certain = lines.windows(2).filter_map(|pair| {
        let (line, next) = (&pair[0], &pair[1]);
        let both = next.look == Look::Plain && !matches!(line.look, Look::Blank | Look::Rule | Look::Underline);
        let fits = (NARROWEST..=WIDEST).contains(&line.width) && next.width <= WIDEST;
        if !(both && fits) {
            return None;
        }
        let words = &text[line.inked.clone()];
        let cut = words.ends_with(',') || words.split_whitespace().nth(12).is_some() && !headings::ends_sentence(words);
        (cut || headings::starts_lower(&text[next.body.clone()])).then_some(line.width)
    });
    certain.max()
}

/// Whether `next` goes on because `line` had no room for its first word.
fn runs_on(text: &str, line: &Line, next: &Line, wrap: Option<usize>) -> bool {
    let Some(wrap) = wrap else { return false };
    let word = text[next.inked.clone()].split_whitespace().next().unwrap_or_default();
    let full = line.width + 1 + word.chars().take(WIDEST).count() > wrap;
    full && line.width <= WIDEST && next.width <= WIDEST && !text[line.inked.clone()].ends_with([':', ';'])
}

/// Whether a plain `line` belongs to the unit above it.
fn goes_on(text: &str, unit: &Unit, previous: &Line, line: &Line, wrap: Option<usize>) -> bool {
    let lower = headings::starts_lower(&text[line.inked.clone()]);
    match unit.role {
        Role::Item { .. } => line.indent > unit.indent || lower || runs_on(text, previous, line, wrap),
        Role::Plain => {
            let new_paragraph = line.indent >= previous.indent + 2;
            lower || !new_paragraph && runs_on(text, previous, line, wrap)
        }
        _ => false,
    }
}

/// Decides which units are headings: by themselves, by what stands around them and by what follows.
fn mark_headings(text: &str, units: &mut [Unit], may_have_title: bool) {
    let marked = units.iter().filter(|u| matches!(u.role, Role::Heading(_))).count() >= 2;
    let likes: Vec<Likeness> = (0..units.len())
        .map(|i| match units[i].role {
            // Who marks headings marks them all: short lines there are captions and labels.
            Role::Plain | Role::Item { .. } if marked && i > 0 => Likeness::None,
            _ => candidate(text, units, i, may_have_title),
        })
        .collect();
    // Backwards, because a heading needs text below it.
    let mut is_heading = vec![false; units.len()];
    let mut run_ends = vec![0; units.len()];
    for index in (0..units.len()).rev() {
        let like = likes[index];
        run_ends[index] = match likes.get(index + 1) {
            Some(next) if *next > Likeness::None => run_ends[index + 1],
            _ => index,
        };
        let Some(next) = units.get(index + 1) else { continue };
        let followed = likes[index + 1] == Likeness::None || is_heading[index + 1];
        is_heading[index] =
            like > Likeness::None && followed && stands_apart(text, &units[index], next, like, index == 0);
    }
    let mut run_start = 0;
    for index in 0..units.len() {
        if likes[index] == Likeness::None {
            run_start = index + 1;
            continue;
        }
        let run = run_ends[index] - run_start + 1;
        let in_menu = run >= MENU && index != 0 && index != run_ends[index];
        if is_heading[index] && !in_menu {
            units[index].role = Role::Guessed;
        }
    }
}

/// Makes the heading that opens the text its title, unless its author marked others as being of the same rank.
fn mark_title(text: &str, units: &mut [Unit]) {
    let before = units.iter().take_while(|u| is_chrome_unit(text, u)).take(2).count();
    let is_title = match units.get(before).map(|u| u.role) {
        Some(Role::Guessed | Role::Heading(1)) => true,
        Some(Role::Heading(level)) => {
            let mut others = units[before + 1..].iter();
            !others.any(|u| matches!(u.role, Role::Heading(other) if other <= level))
        }
        _ => false,
    };
    if is_title {
        units[before].role = Role::Title;
    }
}

/// How much unit `index` looks like a heading, and whether it may stand where it stands.
fn candidate(text: &str, units: &[Unit], index: usize, may_have_title: bool) -> Likeness {
    let unit = &units[index];
    let above = index.checked_sub(1).map(|i| &units[i]);
    let below = units.get(index + 1);
    let fits = match unit.role {
        Role::Bold => true,
        Role::Plain => unit.lines == 1,
        // "1. Sleep" over a paragraph of its own: a numbered heading. Among other items: an item.
        Role::Item { ordered, .. } => {
            let alone = unit.lines == 1 && unit.indent == 0 && !above.is_some_and(is_item);
            let longer = |u: &Unit| u.role == Role::Plain && u.indent == 0 && u.range.len() > unit.range.len();
            ordered && alone && below.is_some_and(longer)
        }
        _ => false,
    };
    if !fits {
        return Likeness::None;
    }
    let like = headings::likeness(&text[unit.range.clone()], may_have_title && index == 0);
    if unit.opens || above.is_none() {
        return like;
    }
    // In the middle of a chunk: what stands above must have come to an end.
    let ended = above.is_some_and(|u| {
        matches!(u.role, Role::Heading(_) | Role::Title)
            || headings::ends_sentence(&text[u.range.clone()])
            || is_item(u)
    });
    let marked = unit.role != Role::Plain || like == Likeness::Capitalised;
    // One paragraph a line, and no blank lines: a short line over a long one.
    let over_long = below.is_some_and(|u| u.role == Role::Plain && u.range.len() > LONG.max(unit.range.len() * 2));
    if ended && (marked || over_long) {
        like
    } else {
        Likeness::None
    }
}

/// Whether `unit` is set off from `next`: by a blank line, or by being a short line over a sentence or a list.
fn stands_apart(text: &str, unit: &Unit, next: &Unit, like: Likeness, first: bool) -> bool {
    if unit.closes {
        return true;
    }
    // A title with its standfirst, byline or date right below it.
    if first && next.lines == 1 && (next.closes || headings::is_furniture(&text[next.range.clone()])) {
        return true;
    }
    match next.role {
        Role::Plain => {
            let words = &text[next.range.clone()];
            next.range.len() > unit.range.len() && (headings::ends_sentence(words) || words.len() > WIDEST)
        }
        Role::Bold => like == Likeness::Capitalised,
        _ => true,
    }
}

/// A line above the title: nothing but page furniture, so short that no article starts so.
fn is_chrome_unit(text: &str, unit: &Unit) -> bool {
    unit.role == Role::Plain && unit.lines == 1 && headings::is_furniture(&text[unit.range.clone()])
}

#[cfg(test)]
mod tests;
