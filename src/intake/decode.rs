//! Bytes to text: size limit, byte order marks, UTF-16, Windows-1252, and formats that hold no text.

/// The most bytes of one report or export that are read: 5 MiB.
pub(super) const MAX_BYTES: usize = 5 * 1024 * 1024;

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undecodable {
    /// Nothing, or nothing but spaces.
    Empty,
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// A compound file (MS-CFB): an Outlook message, or a document of old Office.
    Ole,
    /// An archive, an image, a document, a program: the short name of its format.
    Binary(&'static str),
}

/// First bytes of formats that people attach by mistake, with the names they go by.
const MAGIC: [(&[u8], &str); 9] = [
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"!BDN", "PST"),
    (b"\x78\x9f\x3e\x22", "TNEF"),
];

/// Turns bytes into text, whatever wrote them: UTF-8 with or without a mark, UTF-16 of either order (Windows
/// PowerShell 5.1 redirects so), Windows-1252 where it is none of these.
pub(super) fn text(bytes: &[u8]) -> Result<String, Undecodable> {
    if bytes.len() > MAX_BYTES {
        return Err(Undecodable::TooLarge);
    }
    // MS-CFB section 2.2: the signature of an OLE compound file, which .msg is.
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(Undecodable::Ole);
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Undecodable::Binary(name));
    }
    let text = one_line_end(match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8_or_1252(rest),
        _ if zeros(bytes, 1) => utf16(bytes, u16::from_le_bytes),
        _ if zeros(bytes, 0) => utf16(bytes, u16::from_be_bytes),
        _ => utf8_or_1252(bytes),
    });
    if text.trim().is_empty() {
        return Err(Undecodable::Empty);
    }
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')).count();
    // A stray escape in a paste is fine; one byte in ten is a program or an image.
    if controls > 4 && controls * 10 > text.len() { Err(Undecodable::Binary("binary")) } else { Ok(text) }
}

/// With `\n` where a bare CR ends a line: a terminal pastes so. What ends in CR and LF stays.
fn one_line_end(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('\r') {
        out.push_str(&rest[..at]);
        let behind = rest[at..].trim_start_matches('\r');
        let marks = rest.len() - at - behind.len();
        match behind.strip_prefix('\n') {
            Some(behind) => {
                out.push_str("\r\n");
                rest = behind;
            }
            None => {
                out.extend(std::iter::repeat_n('\n', marks));
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether every second byte of the beginning is zero: UTF-16 of Western text without a mark.
fn zeros(bytes: &[u8], offset: usize) -> bool {
    let sample = &bytes[..bytes.len().min(512) & !1];
    let zero = sample.chunks_exact(2).filter(|pair| pair[offset] == 0 && pair[1 - offset] != 0).count();
    sample.len() >= 8 && zero * 2 * 10 >= sample.len() * 9
}

/// UTF-16 of Windows without a mark, as properties of Outlook have it.
pub(super) fn utf16_text(bytes: &[u8]) -> String {
    utf16(bytes, u16::from_le_bytes)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn utf8_or_1252(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| windows_1252(*byte)));
    }
    text
}

/// The WHATWG table of windows-1252; above 0x9f it is Latin-1.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_that_windows_writes_becomes_the_same_text() {
        let utf16le: Vec<u8> = "Échec 4.4.316".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16be: Vec<u8> = "Échec 4.4.316".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [
            "Échec 4.4.316".as_bytes().to_vec(),
            [b"\xef\xbb\xbf".as_slice(), "Échec 4.4.316".as_bytes()].concat(),
            b"\xc9chec 4.4.316".to_vec(),
            utf16le.clone(),
            utf16be.clone(),
            [b"\xff\xfe".as_slice(), &utf16le].concat(),
            [b"\xfe\xff".as_slice(), &utf16be].concat(),
        ] {
            assert_eq!(text(&bytes).as_deref(), Ok("Échec 4.4.316"), "{bytes:?}");
        }
    }

    #[test]
    fn what_holds_no_text_is_told_by_its_kind() {
        assert_eq!(text(b" \r\n"), Err(Undecodable::Empty));
        assert_eq!(text(&vec![b'a'; MAX_BYTES + 1]), Err(Undecodable::TooLarge));
        assert_eq!(text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), Err(Undecodable::Ole));
        assert_eq!(text(b"PK\x03\x04rest"), Err(Undecodable::Binary("ZIP")));
        assert_eq!(text(&[1; 100]), Err(Undecodable::Binary("binary")));
    }
}
