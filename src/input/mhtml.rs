//! MHTML in: the page in a file that a browser saved with all of the page's parts.
//!
//! Owns which part is the page, how its bytes are unpacked and where it came from. The page itself is read as HTML.

use encoding_rs::Encoding as Charset;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::input::{Article, Error, Format, html, source};

/// Reads the page in `bytes`, as Chromium, Firefox add-ons and Internet Explorer save it.
///
/// # Errors
/// [`Error::Damaged`] when no page is in it; else as [`html::read`].
pub fn read(bytes: &[u8]) -> Result<Article, Error> {
    let parsed = std::panic::catch_unwind(|| MessageParser::default().parse(bytes));
    let message = parsed
        .ok()
        .flatten()
        .ok_or_else(|| damaged("its headers cannot be read"))?;
    let page = page(&message).ok_or_else(|| damaged("there is no HTML page in it"))?;
    let unpacked = unpack(bytes, page)?;
    // Chromium names no character set; where one is named, it comes before what the page says.
    let named = page
        .content_type()
        .and_then(|t| t.attribute("charset"))
        .and_then(|name| Charset::for_label(name.as_bytes()));
    let mut article = html::read_as(&unpacked, named).map_err(as_mhtml)?;
    let saved_from = [
        message.header_raw("Snapshot-Content-Location"),
        page.content_location(),
        message.content_location(),
    ];
    let saved_from = saved_from.into_iter().flatten().find_map(source::web_address);
    article.meta.url = saved_from.or(article.meta.url);
    Ok(article)
}

/// The part that is the page: the one at the address that was saved, else the first page. Others are its frames.
fn page<'a>(message: &'a Message<'a>) -> Option<&'a MessagePart<'a>> {
    let saved = message.header_raw("Snapshot-Content-Location").map(str::trim);
    let mut pages = message
        .parts
        .iter()
        .filter(|part| matches!(part.body, PartType::Html(_)));
    let first = pages.clone().next()?;
    let named = pages.find(|part| saved.is_some() && part.content_location() == saved);
    Some(named.unwrap_or(first))
}

/// The bytes of `part` before they were made fit for mail. `bytes` is the whole file.
fn unpack(bytes: &[u8], part: &MessagePart<'_>) -> Result<Vec<u8>, Error> {
    let packed = bytes
        .get(part.offset_body as usize..part.offset_end as usize)
        .ok_or_else(|| damaged("a part reaches beyond its end"))?;
    let unpacked = match part.encoding {
        Encoding::None => Some(packed.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(packed),
        Encoding::Base64 => base64_decode(packed),
    };
    match (unpacked, &part.body) {
        (Some(unpacked), _) => Ok(unpacked),
        // What was packed badly is still readable, character set apart.
        (None, PartType::Html(page)) => Ok(page.as_bytes().to_vec()),
        (None, _) => Err(damaged("its page cannot be unpacked")),
    }
}

fn as_mhtml(error: Error) -> Error {
    match error {
        Error::NoArticle { .. } => Error::NoArticle { format: Format::Mhtml },
        error => error,
    }
}

fn damaged(reason: &str) -> Error {
    Error::Damaged {
        format: Format::Mhtml,
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests;
