//! Words without content.

/// Frequent words that carry no content: what two rows may share without saying the same.
const STOPWORDS: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "and", "or", "but", "with", "from", "as", "is", "are",
    "was", "were", "be", "been", "being", "it", "its", "this", "that", "these", "those", "has", "have", "had", "he",
    "she", "they", "his", "her", "their", "will", "would", "can", "could", "may", "might", "not", "no", "than", "then",
    "so", "such", "into", "over", "after", "before", "about", "up", "out", "more", "most", "also", "who", "which",
    "what", "when", "where", "while", "said", "says", "i", "we", "you", "our", "your", "him", "them", "do", "does",
    "did", "s", "t", "ll", "re", "ve", "d", "m", "us", "there", "if", "how", "my", "me",
];

/// Whether `word` (lower case) carries no content.
pub(crate) fn is_stopword(word: &str) -> bool {
    STOPWORDS.contains(&word)
}
