//! Reads a stapled OCSP answer (RFC 6960 section 4.2.1) for one thing: whether it says that this certificate is
//! revoked. The answer comes from the server itself; one that speaks against its own certificate needs no proof.

/// What the answer says of the certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stapled {
    Good,
    Revoked,
    Unknown,
}

/// What an answer says of the certificate with that serial number; `None` where it does not speak of it.
pub(super) fn read(answer: &[u8], serial: &[u8]) -> Option<Stapled> {
    const SEQUENCE: u8 = 0x30;
    let (_, response) = part(answer, SEQUENCE)?;
    // responseStatus, then [0] { SEQUENCE { type, OCTET STRING } }.
    let (rest, status) = part(response, 0x0a)?;
    if status != [0] {
        return None;
    }
    let (_, bytes) = part(rest, 0xa0)?;
    let (_, bytes) = part(bytes, SEQUENCE)?;
    let (rest, _kind) = part(bytes, 0x06)?;
    let (_, basic) = part(rest, 0x04)?;
    let (_, basic) = part(basic, SEQUENCE)?;
    let (_, mut data) = part(basic, SEQUENCE)?;
    // version and responderID are tagged, producedAt is a time; the answers are the first sequence.
    let mut answers = loop {
        let (rest, tag, content) = any(data)?;
        if tag == SEQUENCE {
            break content;
        }
        data = rest;
    };
    while let Some((rest, single)) = part(answers, SEQUENCE) {
        let (status, id) = part(single, SEQUENCE)?;
        // hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber.
        let (id, _) = part(id, SEQUENCE)?;
        let (id, _) = part(id, 0x04)?;
        let (id, _) = part(id, 0x04)?;
        let (_, number) = part(id, 0x02)?;
        if number == serial {
            let (_, tag, _) = any(status)?;
            return match tag {
                0x80 => Some(Stapled::Good),
                0xa1 => Some(Stapled::Revoked),
                _ => Some(Stapled::Unknown),
            };
        }
        answers = rest;
    }
    None
}

/// The content of the next element, which must have that tag; what follows it comes first.
pub(super) fn part(bytes: &[u8], wanted: u8) -> Option<(&[u8], &[u8])> {
    any(bytes).filter(|(_, tag, _)| *tag == wanted).map(|(rest, _, content)| (rest, content))
}

/// The next element of DER (X.690): what follows it, its tag, its content.
fn any(bytes: &[u8]) -> Option<(&[u8], u8, &[u8])> {
    let [tag, length, rest @ ..] = bytes else { return None };
    let (length, rest) = match *length {
        short @ ..=0x7f => (usize::from(short), rest),
        0x81 => (usize::from(*rest.first()?), &rest[1..]),
        0x82 => (usize::from(u16::from_be_bytes(*rest.first_chunk::<2>()?)), &rest[2..]),
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((rest, *tag, content))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u8::try_from(content.len()).expect("a short element");
        let head = if length < 0x80 { vec![tag, length] } else { vec![tag, 0x81, length] };
        [head, content.to_vec()].concat()
    }

    fn answer(serial: &[u8], status: &[u8]) -> Vec<u8> {
        let id = [element(0x30, &[]), element(4, &[1]), element(4, &[2]), element(2, serial)].concat();
        let single = [element(0x30, &id), status.to_vec(), element(0x18, b"20260101000000Z")].concat();
        let data = [element(0xa1, &[]), element(0x18, b"20260101000000Z"), element(0x30, &element(0x30, &single))];
        let basic = element(0x30, &element(0x30, &data.concat()));
        let bytes = element(0x30, &[element(6, &[43]), element(4, &basic)].concat());
        element(0x30, &[element(0x0a, &[0]), element(0xa0, &bytes)].concat())
    }

    #[test]
    fn an_answer_speaks_of_one_certificate() {
        assert_eq!(read(&answer(&[7], &element(0x80, &[])), &[7]), Some(Stapled::Good));
        assert_eq!(read(&answer(&[7], &element(0xa1, &element(0x18, b"x"))), &[7]), Some(Stapled::Revoked));
        assert_eq!(read(&answer(&[7], &element(0x82, &[])), &[7]), Some(Stapled::Unknown));
        assert_eq!(read(&answer(&[7], &element(0x80, &[])), &[8]), None);
    }

    #[test]
    fn a_cut_answer_says_nothing_and_harms_nothing() {
        let whole = answer(&[7], &element(0xa1, &element(0x18, b"x")));
        for end in 0..whole.len() {
            assert_eq!(read(&whole[..end], &[7]), None, "cut after {end}");
        }
    }
}
