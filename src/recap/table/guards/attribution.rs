//! A claim keeps who makes it.

use super::Refusal;
use super::claims::{Claim, claims};
use super::draft::Draft;
use super::reading::Reading;
use super::words::{PERSONAL, RELATIVES};
use crate::facts::Value;
use crate::model::{NameKind, Pos};
use crate::span::Span;

/// Most words of a row that gets its attribution back; in a longer one the label names the speaker.
const MOST_WITH_SPEAKER: usize = 24;

/// Most facts that are looked at for the quotation before.
const MOST_BACK: usize = 24;
/// Most words between a verb of saying and a kept noun that stands for its subject.
const MOST_BETWEEN: usize = 10;

/// **What it does.** Adds "Quist said" or "according to the report" back to what is said, or names the speaker in
/// [`claimed_by`](super::Cut::claimed_by) where there is no room. A verb of saying gets its subject back in the same way.
/// Refuses where nobody knows who speaks.
///
/// **Why.** What somebody says is not what is.
///
/// **Example.** "Mill is unsafe" becomes "Critics say mill is unsafe".
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    let claims = claims(reading);
    for claim in &claims {
        attribute(reading, draft, claim)?;
    }
    spoken(reading, draft, &claims)
}

fn attribute(reading: &Reading, draft: &mut Draft, claim: &Claim) -> Result<(), Refusal> {
    let attribution = claim.attribution();
    let says = draft.has(claim.cue.start);
    let stated = || {
        claim
            .said
            .clone()
            .filter(|at| !attribution.contains(at) && draft.has(*at))
    };
    if !says && !stated().any(|at| acts(reading, at)) || draft.claimed_by.is_some() {
        return Ok(());
    }
    let speaker = claim.speaker.clone();
    let names = |at: usize| draft.has(at) && reading.is_nominal(at) && !reading.is(at, RELATIVES);
    let near = claim.cue.start.saturating_sub(MOST_BETWEEN)..claim.cue.start;
    let subject = near.into_iter().any(names);
    if says && (speaker.clone().any(names) || subject) {
        return Ok(());
    }
    let pronoun = speaker.len() == 1 && reading.pos(speaker.start) == Some(Pos::Pronoun);
    if pronoun && reading.is(speaker.start, NO_SPEAKERS) {
        return Ok(());
    }
    if pronoun {
        draft.claimed_by = Some(resolved(reading, speaker.start).ok_or(Refusal::Claim)?);
        return Ok(());
    }
    // Direct speech, and a predicate alone, read better under the speaker's name than behind it.
    let direct =
        reading.is(claim.said.start.saturating_sub(1), &["\"", "“"]) || reading.is(claim.said.start, &["\"", "“"]);
    let predicate = draft.first().is_some_and(|first| reading.is_verb(first));
    let added: Vec<usize> = speaker
        .clone()
        .chain(claim.cue.clone())
        .filter(|&at| !draft.has(at))
        .collect();
    if direct || predicate || draft.count(reading) + added.len() > MOST_WITH_SPEAKER {
        draft.claimed_by = Some(reading.span(speaker));
        return Ok(());
    }
    for at in added
        .into_iter()
        .filter(|&at| at > speaker.start || !reading.is_article(at))
    {
        draft.keep(at);
    }
    // "…, Quist said", "According to Quist, …"
    let before = claim.said.start < attribution.start;
    let article = usize::from(attribution.start > 0 && reading.is_article(attribution.start - 1));
    let comma = if before {
        attribution.start.checked_sub(1 + article)
    } else {
        Some(attribution.end)
    };
    let source = before || reading.word(claim.cue.start) == "according";
    if let Some(comma) = comma.filter(|&at| source && reading.word(at) == ",") {
        draft.keep(comma);
    }
    Ok(())
}

/// Pronouns of the writer, who vouches for the article, and of nobody.
const NO_SPEAKERS: &[&str] = &["i", "we", "you", "one", "many", "some", "others"];

/// Whether the word at `at` makes a statement, as it stands or with the auxiliary that a headline leaves out.
fn acts(reading: &Reading, at: usize) -> bool {
    let led = || {
        let leader = reading.leader(at);
        leader.is_some_and(|i| reading.pos(i) == Some(Pos::Auxiliary) || reading.word(i) == "to")
    };
    reading.is_finite(at) || reading.pos(at) == Some(Pos::Verb) && led()
}

/// Whom the pronoun at `at`, a speaker, means: as subjects go, or as the speaker of a quotation in the sentence.
fn resolved(reading: &Reading, at: usize) -> Option<Span> {
    let pronoun = reading.span(at..at + 1);
    let entity = reading.sentence.referents.subject(pronoun);
    let quoted = || {
        let mut quotes = reading.facts().filter_map(|fact| match &fact.value {
            Value::Quote(quote) if quote.named == Some(pronoun) => quote.speaker.as_deref(),
            _ => None,
        });
        named(reading, quotes.next()?)
    };
    // "He said": still the one who was quoted last, where nobody was named since.
    let last = || {
        let facts = reading.sentence.facts;
        let before = &facts[..facts.partition_point(|fact| fact.span.start() < pronoun.start())];
        let quote = before.iter().rev().take(MOST_BACK).find_map(|fact| match &fact.value {
            Value::Quote(quote) => Some((fact.span.end(), quote.speaker.as_deref()?)),
            _ => None,
        });
        let (end, speaker) = quote.filter(|_| reading.is(at, &["he", "she"]))?;
        let near = reading.sentence.document.sentence_at(end - 1)? + 2 > reading.sentence.index;
        let names = reading.sentence.tags.names();
        let since = &names[names.partition_point(|name| name.span.end() <= end)..];
        let mut since = since.iter().take_while(|name| name.span.start() < pronoun.start());
        let alone =
            !since.any(|name| name.kind == NameKind::Person && !speaker.ends_with(name.span.slice(reading.text())));
        named(reading, speaker).filter(|_| near && alone)
    };
    entity.map(|entity| entity.name).or_else(quoted).or_else(last)
}

/// Where the article has the name `speaker`.
fn named(reading: &Reading, speaker: &str) -> Option<Span> {
    let mut names = reading.sentence.tags.names().iter().map(|name| name.span);
    names.find(|name| name.slice(reading.text()) == speaker)
}

/// What is cut from a quotation whose speaker another sentence, or another part of this one, names.
fn spoken(reading: &Reading, draft: &mut Draft, claims: &[Claim]) -> Result<(), Refusal> {
    if draft.claimed_by.is_some() || claims.iter().any(|claim| draft.any(claim.cue.clone())) {
        return Ok(());
    }
    for fact in reading.facts() {
        let Value::Quote(quote) = &fact.value else {
            continue;
        };
        let states = quote.spoken(fact.span).into_iter().any(|part| {
            let words = reading.within(part);
            reading.states(words.clone()) && words.into_iter().any(|at| draft.has(at) && reading.is_verb(at))
        });
        if !states {
            continue;
        }
        let referents = reading.sentence.referents;
        let stands = quote.named.and_then(|words| {
            let pronoun = PERSONAL.contains(&words.slice(reading.text()).to_lowercase().as_str());
            let entity = if pronoun {
                referents.subject(words)
            } else {
                referents.named(words)
            };
            entity
                .map(|entity| entity.name)
                .or_else(|| Some(words).filter(|_| !pronoun))
        });
        let known = || named(reading, quote.speaker.as_deref()?);
        draft.claimed_by = Some(stands.or_else(known).ok_or(Refusal::Claim)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Refusal;
    use super::super::testing::{cut, cut_whole};

    #[test]
    fn what_somebody_says_keeps_who_says_it() {
        assert_eq!(
            cut("Critics say that the mill is unsafe.", "mill is unsafe").unwrap(),
            "Critics say mill is unsafe"
        );
        assert_eq!(
            cut("The mill is unsafe, Mara Quist said.", "mill is unsafe").unwrap(),
            "mill is unsafe , Mara Quist said"
        );
        let text = "According to the safety board, the older crane is unsafe.";
        assert_eq!(
            cut(text, "older crane is unsafe").unwrap(),
            "According to safety board , older crane is unsafe"
        );
    }

    #[test]
    fn a_speaker_without_room_goes_to_the_label() {
        let text = "Mara Quist argued that the town needs a second pier, three new cranes, a much wider road to the oldest \
                    mill, far better lights along the whole harbour and a school near the old market.";
        let kept = "town needs a second pier , three new cranes , a much wider road to the oldest mill , far better lights \
                    along the whole harbour";
        let cut = cut_whole(text, kept).unwrap();
        assert!(cut.claimed_by.is_some());
    }

    #[test]
    fn nobody_speaks_for_an_unknown_pronoun() {
        assert_eq!(
            cut("They said the mill is unsafe.", "mill is unsafe"),
            Err(Refusal::Claim)
        );
        let text = "Mara Quist runs the pier. She said the mill is unsafe.";
        assert!(cut_whole(text, "mill is unsafe").unwrap().claimed_by.is_some());
    }
}
