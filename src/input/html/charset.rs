//! What encoding a page says it is in.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// Declarations stand at the top; so many bytes are searched.
const HEAD: usize = 8 * 1024;

/// The encoding declared in a `<meta>` tag or an XML declaration, by the names of the Encoding Standard.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let xml = head
        .trim_start()
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once('>'))
        .and_then(|(declaration, _)| declaration.split_once("encoding"))
        .and_then(|(_, rest)| label(rest));
    let metas = head.split("<meta").skip(1).filter_map(|rest| {
        let tag = rest.split('>').next().unwrap_or_default();
        tag.split_once("charset").and_then(|(_, rest)| label(rest))
    });
    xml.into_iter().chain(metas).next()
}

/// The encoding named after the `=` in `rest`.
fn label(rest: &str) -> Option<&'static Encoding> {
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value
        .find(|c: char| c.is_whitespace() || "\"';/>?".contains(c))
        .unwrap_or(value.len());
    let encoding = Encoding::for_label(&value.as_bytes()[..end])?;
    // Who can read the declaration as ASCII does not have UTF-16 before him.
    Some(match encoding {
        e if e == UTF_16LE || e == UTF_16BE => UTF_8,
        e if e == X_USER_DEFINED => WINDOWS_1252,
        e => e,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found() {
        let cases: &[(&str, Option<&str>)] = &[
            ("<meta charset=\"shift_jis\">", Some("Shift_JIS")),
            ("<META CHARSET = 'latin1' />", Some("windows-1252")),
            (
                "<html><head><meta name=a content=b><meta http-equiv=\"Content-Type\" content=\"text/html; charset=euc-kr\">",
                Some("EUC-KR"),
            ),
            ("<?xml version=\"1.0\" encoding='koi8-r'?><html>", Some("KOI8-R")),
            ("<meta charset=utf-16>", Some("UTF-8")),
            ("<meta charset=made-up><meta charset=gbk>", Some("GBK")),
            ("<p>The charset=gbk of old.</p>", None),
            ("", None),
        ];
        for (page, expected) in cases {
            assert_eq!(declared(page.as_bytes()).map(Encoding::name), *expected, "{page}");
        }
    }
}
