use super::*;

const BODY: &str = "<html><head><title>Rents fall in Hartwell</title></head><body><article><h1>Rents fall in Hartwell</h1>\
<p>Rents in Hartwell fell by two per cent in May, the town said on Monday – the first fall in eight years of growth.</p>\
<p>New flats near the harbour came onto the market all at once, and landlords “had to move”, as one of them put it.</p>\
</article></body></html>";

fn packed(words: &str) -> String {
    let mut packed = String::new();
    let mut column = 0;
    for byte in words.bytes() {
        let piece = match byte {
            b'=' | 128.. => format!("={byte:02X}"),
            _ => char::from(byte).to_string(),
        };
        if column + piece.len() > 72 {
            packed.push_str("=\r\n");
            column = 0;
        }
        column += piece.len();
        packed.push_str(&piece);
    }
    packed
}

fn chromium(body: &str) -> String {
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/rents\r\nSubject: Rents\r\n\
         Date: Tue, 4 Mar 2025 08:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
         \ttype=\"text/html\";\r\n\tboundary=\"----Boundary--x----\"\r\n\r\n\r\n------Boundary--x----\r\n\
         Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Location: https://courier.example/rents\r\n\r\n{}\r\n------Boundary--x----\r\nContent-Type: text/html\r\n\
         Content-Transfer-Encoding: quoted-printable\r\nContent-Location: cid:frame-2\r\n\r\n<p>An advertisement.</p>\r\n\
         ------Boundary--x----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Location: https://courier.example/a.png\r\n\r\niVBORw0KGgo=\r\n------Boundary--x------\r\n",
        packed(body)
    )
}

#[test]
fn pages_saved_by_chromium() {
    let article = read(chromium(BODY).as_bytes()).expect("an article");
    assert_eq!(article.meta.title.as_deref(), Some("Rents fall in Hartwell"));
    assert_eq!(article.meta.url.as_deref(), Some("https://courier.example/rents"));
    assert_eq!(article.blocks.len(), 2, "{}", article.text);
    assert!(article.text.contains("on Monday – the first fall") && article.text.contains("“had to move”"));
}

#[test]
fn pages_saved_as_internet_explorer_did() {
    let latin = encoding_rs::WINDOWS_1252.encode(BODY).0.into_owned();
    let base64 = |bytes: &[u8]| {
        const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut packed = String::new();
        for (index, three) in bytes.chunks(3).enumerate() {
            let mut number = [0_u8; 4];
            number[1..=three.len()].copy_from_slice(three);
            let number = u32::from_be_bytes(number);
            for place in 0..4_u32 {
                let sign = SIGNS[(number >> (18 - 6 * place)) as usize & 63];
                packed.push(if place as usize <= three.len() {
                    char::from(sign)
                } else {
                    '='
                });
            }
            if index % 18 == 17 {
                packed.push_str("\r\n");
            }
        }
        packed
    };
    let file = format!(
        "From: \"Saved by a browser\"\r\nSubject: Rents\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
         \ttype=\"text/html\"; boundary=\"x\"\r\n\r\nThis is a multi-part message.\r\n\r\n--x\r\nContent-Type: text/html;\r\n\
         \tcharset=\"windows-1252\"\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Location: http://courier.example/old\r\n\r\n{}\r\n\r\n--x--\r\n",
        base64(&latin)
    );
    let article = read(file.as_bytes()).expect("an article");
    assert_eq!(article.meta.url.as_deref(), Some("http://courier.example/old"));
    assert!(article.text.contains("on Monday – the first fall"), "{}", article.text);
}

#[test]
fn files_without_page_say_so() {
    let file = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--\r\n";
    assert_eq!(
        read(file.as_bytes()).expect_err("no page").to_string(),
        "the MHTML file is damaged: there is no HTML page in it; save or download it again"
    );
    let empty = chromium("<html></html>");
    assert!(
        read(empty.as_bytes())
            .expect_err("no article")
            .to_string()
            .contains("in this MHTML page")
    );
}

#[test]
fn cut_files_do_no_harm() {
    let file = chromium(BODY);
    for end in (0..file.len()).step_by(97) {
        if file.is_char_boundary(end) {
            let _ = read(&file.as_bytes()[..end]);
        }
    }
    let _ = read(
        "Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
            .repeat(20_000)
            .as_bytes(),
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_panics(at in 0_usize..2_000, byte: u8) {
        let mut file = chromium(BODY).into_bytes();
        let at = at % file.len();
        file[at] = byte;
        let _ = read(&file);
    }
}
