//! Telling our own output from other files.

/// Whether `content` looks like a recap, as JSON or as Markdown, of this version or an earlier one.
pub fn is_recap(content: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(content) else {
        return false;
    };
    is_json(text) || is_markdown(text)
}

/// The schema is the first thing in every object.
fn is_json(text: &str) -> bool {
    let rest = text.trim_start().strip_prefix('{').map(str::trim_start);
    let value = rest
        .and_then(|rest| rest.strip_prefix("\"schema\":"))
        .map(str::trim_start);
    value.is_some_and(|value| value.starts_with("\"recap/"))
}

/// A heading, then a line of emphasis that ends in the number of words.
fn is_markdown(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let titled = lines.next().is_some_and(|line| line.starts_with("# "));
    let counted = |line: &str| {
        let line = line.strip_prefix('*')?.strip_suffix("*")?;
        let count = line.rsplit(" · ").next()?;
        count
            .strip_suffix(" words")
            .or_else(|| count.strip_suffix(" word"))?
            .parse::<usize>()
            .ok()
    };
    titled && lines.next().and_then(counted).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recaps_are_told_from_notes() {
        for ours in [
            "# Ferries stop\n\n*a.txt · 2025-07-17 · 41 words*\n\nThe ferry stopped.\n",
            "# Ferry\n\n*1 word*\n",
            "{\n  \"schema\": \"recap/1\",\n  \"id\": \"a\"\n}\n",
            "{\"schema\":\"recap/1\",\"id\":\"a\"}\n{\"schema\":\"recap/1\",\"id\":\"b\"}\n",
        ] {
            assert!(is_recap(ours.as_bytes()), "{ours}");
        }
        for other in [
            "# My notes\n\nFerries, 41 words\n",
            "{\"schema\": \"notes\"}",
            "",
            "# Notes\n\n*many words*\n",
        ] {
            assert!(!is_recap(other.as_bytes()), "{other}");
        }
    }
}
