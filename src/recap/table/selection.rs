//! Which units become rows: those that together say most of what a recap would, and say it once.
//!
//! Greedy maximum coverage of weighted words (Filatova and Hatzivassiloglou 2004; Lin and Bilmes 2011): every stem pays
//! its weight the first time a row has it and less each time after.

use std::collections::BTreeSet;

use super::sections::Section;
use super::stems::Stems;
use super::topics::Topics;
use super::units::Unit;

/// What a stem is still worth after a row that has it.
const DECAY: f32 = 0.75;
/// What one point of a unit's cost takes from its gain.
const COST: f32 = 0.3;
/// What a unit loses that only the inventory of aspects can name.
const NAMELESS: f32 = 0.2;
/// What a list gains: it is a row as the author would make it.
const LIST_BONUS: f32 = 3.0;
/// What the first row of a labelled section gains.
const SECTION_BONUS: f32 = 0.2;
/// What a unit of the back matter loses.
const BACK_MATTER: f32 = 0.5;
/// From so many labelled sections on, no section gives more than [`MOST_OF_SECTION`] rows.
const MANY_SECTIONS: usize = 4;
const MOST_OF_SECTION: usize = 2;
/// Two rows say the same when they share this part of the smaller one's stems.
const SAME: f32 = 0.8;
/// What the first row with money or a share gains in an article of many sections: a reader looks for it.
const FIGURE_BONUS: f32 = 2.5;
/// Rows of more words than this are long: at most half of a table's are.
const LONG: usize = 14;
/// An article of so few sentences fits into its table as it is: there, all rows may be long.
const FEW_SENTENCES: usize = 9;
/// What every word of a row takes from its gain.
const LENGTH: f32 = 0.06;
/// The first row is chosen from a unit that costs no more than this, has so many words at least, and stands in the first
/// sentence that has one or in the next.
const LEAD_COST: f32 = 0.3;
const LEAD_WORDS: usize = 7;
/// What a row gains that calls for an aspect which no row before it called for.
const TOPIC_BONUS: f32 = 0.3;
/// What it gains when readers of such an article look for that aspect.
const EXPECTED_BONUS: f32 = 1.5;

/// The indices of at most `most` units with what each gained, in text order. `expected` are the aspects that such an article should have.
pub(super) fn select(
    units: &[Unit],
    stems: &Stems,
    sections: &[Section],
    expected: Topics,
    most: usize,
) -> Vec<(usize, f32)> {
    let mut worth = stems.weights().to_vec();
    let mut open: Vec<usize> = (0..units.len()).collect();
    let mut chosen: Vec<usize> = Vec::new();
    let mut gains: Vec<f32> = Vec::new();
    let mut taken: Vec<&str> = Vec::new();
    let mut covered: Topics = 0;
    let section = |unit: &Unit| {
        sections
            .get(unit.block)
            .filter(|s| s.label.is_some())
            .and_then(|s| s.heading)
    };
    let mut headings: Vec<usize> = sections
        .iter()
        .filter(|s| s.label.is_some())
        .filter_map(|s| s.heading)
        .collect();
    headings.dedup();
    let many = headings.len() >= MANY_SECTIONS;
    let sentences: BTreeSet<usize> = units.iter().map(|unit| unit.sentence).collect();
    let roomy = sentences.len() <= FEW_SENTENCES;
    // The news comes first: from one of the first sentences that have something to give.
    let natural = |unit: &&Unit| !unit.list && unit.cost <= LEAD_COST && unit.words >= LEAD_WORDS;
    let lead = units.iter().filter(natural).map(|unit| unit.sentence).min();
    while chosen.len() < most {
        let rows_of = |unit: &Unit| {
            chosen
                .iter()
                .filter(|&&row| section(&units[row]) == section(unit))
                .count()
        };
        let long = chosen.iter().filter(|&&row| units[row].words > LONG).count();
        let lead = lead.filter(|_| chosen.is_empty());
        let mut best: Option<(f32, usize)> = None;
        for &index in &open {
            let unit = &units[index];
            if lead.is_some_and(|lead| unit.sentence > lead + 1) {
                continue;
            }
            let first_figure = many && unit.figure && !chosen.iter().any(|&row| units[row].figure);
            let too_long = !roomy && unit.words > LONG && long >= most / 2 && !first_figure;
            if many && rows_of(unit) >= MOST_OF_SECTION || too_long {
                continue;
            }
            let label = unit.label(&taken);
            let mut gain: f32 = unit.stems.iter().map(|&stem| worth[stem as usize]).sum();
            let named: f32 = unit.label_stems(label).iter().map(|&stem| worth[stem as usize]).sum();
            gain += named;
            gain -= COST * unit.cost + LENGTH * unit.words as f32;
            if unit.list {
                gain += LIST_BONUS;
            }
            if label.is_none() && !unit.is_named() {
                gain -= NAMELESS;
            }
            if headings.len() > 2 && section(unit).is_some() && rows_of(unit) == 0 {
                gain += SECTION_BONUS;
            }
            if unit.topics & !covered != 0 {
                gain += TOPIC_BONUS;
            }
            if unit.topics & expected & !covered != 0 {
                gain += EXPECTED_BONUS;
            }
            if first_figure {
                gain += FIGURE_BONUS;
            }
            if sections.get(unit.block).is_some_and(|s| s.back_matter) {
                gain -= BACK_MATTER;
            }
            if best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, index));
            }
        }
        let Some((gain, row)) = best else { break };
        covered |= units[row].topics;
        let label = units[row].label(&taken);
        for &stem in units[row].stems.iter().chain(units[row].label_stems(label)) {
            worth[stem as usize] *= DECAY;
        }
        open.retain(|&index| {
            let (unit, chosen) = (&units[index], &units[row]);
            !(unit.overlaps(chosen) || same(unit, chosen) || alike(unit, chosen))
        });
        taken.extend(label.map(|label| label.name.as_str()));
        chosen.push(row);
        gains.push(gain);
    }
    let mut found: Vec<(usize, f32)> = chosen.into_iter().zip(gains).collect();
    found.sort_by_key(|&(row, _)| units[row].pieces[0]);
    found
}

/// Whether the smaller of both says little that the other does not.
fn same(a: &Unit, b: &Unit) -> bool {
    let shared = a
        .stems
        .iter()
        .filter(|stem| b.stems.binary_search(stem).is_ok())
        .count();
    let smaller = a.stems.len().min(b.stems.len()).max(1);
    shared as f32 >= SAME * smaller as f32
}

/// Whether both are named after the same subject, in full ("Ada Marsh") or in part ("Marsh"): a reader would ask what sets
/// them apart.
fn alike(a: &Unit, b: &Unit) -> bool {
    let (Some(a), Some(b)) = (a.subject_stems(), b.subject_stems()) else {
        return false;
    };
    let (shorter, longer) = if a.len() < b.len() { (a, b) } else { (b, a) };
    shorter.iter().all(|stem| longer.binary_search(stem).is_ok())
}
