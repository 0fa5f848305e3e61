//! 写真 of a contact record (F-08): its pixels, and nothing that a camera wrote beside them.
//!
//! A photo tells where it was taken and with what, in segments that no picture needs; forty addresses went out
//! that way. So there is no photo here with anything in it but the picture: [`Jpeg`] is read segment by segment,
//! what is not needed to draw it is left out, and what is not known is refused. The pixels themselves are not decoded.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::id::PhotoId;

/// Longest side, in pixels.
pub const MOST_SIDE: u16 = 1600;
/// Bytes of one photo. A record with its photos has to pass a thin line in one trip.
pub const MOST_PHOTO_BYTES: usize = 72 * 1024;
/// Photos of one record.
pub const MOST_PHOTOS: usize = 3;
/// What is said of one too many.
pub const TOO_MANY: &str = "写真は、一つの記録に3枚までです。";
/// What is said of one that is not described.
pub const WITHOUT_WORDS: &str = "写真に写っているものを、ことばで書いてください。";
/// Scans of one picture; one for each colour and one for all are usual. More are only there to keep a reader busy.
const MOST_SCANS: usize = 4;

/// A photo as it comes with its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPhoto {
    pub id: PhotoId,
    /// 写っているもの, in words: for whoever does not see it, and for whoever has not opened it.
    pub shows: String,
    pub jpeg: Jpeg,
}

/// A photo as its record names it; the picture lies apart, sealed under the key of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    pub id: PhotoId,
    /// 写っているもの
    pub shows: String,
}

/// A picture in baseline JPEG without anything else in it. Cheap to copy.
#[derive(Clone, PartialEq, Eq)]
pub struct Jpeg(Arc<[u8]>);

/// Why something is no photo that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPhoto {
    /// No picture of the one kind that is read here.
    #[error("not a baseline JPEG")]
    OtherKind,
    /// It breaks off, or contradicts itself.
    #[error("a JPEG that is not whole")]
    Broken,
    /// More bytes or pixels than are kept.
    #[error("a JPEG that is too large")]
    TooLarge,
}

/// The one segment that is written here, to say how the colours are meant.
const JFIF: [u8; 18] = *b"\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00";

impl Jpeg {
    /// The picture alone: position, device, times, thumbnails, comments and everything after its end are left out.
    ///
    /// # Errors
    /// [`NotAPhoto`] for what is not a whole baseline JPEG of at most [`MOST_SIDE`] and [`MOST_PHOTO_BYTES`].
    pub fn bare(file: &[u8]) -> Result<Self, NotAPhoto> {
        let mut rest = file
            .strip_prefix(&[0xFF, 0xD8])
            .ok_or(NotAPhoto::OtherKind)?;
        let mut picture = vec![0xFF, 0xD8];
        picture.extend(JFIF);
        let (mut framed, mut scans) = (false, 0);
        loop {
            let (marker, after) = marker(rest)?;
            if marker == 0xD9 {
                break;
            }
            let (segment, after) = segment(after)?;
            rest = after;
            match marker {
                // What a camera or a program says about it.
                0xE0..=0xEF | 0xFE => continue,
                0xC0 if !framed => {
                    check_frame(segment)?;
                    framed = true;
                }
                0xC4 => check_tables(segment, code_table)?,
                0xDB => check_tables(segment, quantity_table)?,
                0xDD if segment.len() == 4 => {}
                0xDA if framed && scans < MOST_SCANS => {
                    check_scan(segment)?;
                    scans += 1;
                }
                _ => return Err(NotAPhoto::OtherKind),
            }
            picture.extend([0xFF, marker]);
            picture.extend(segment);
            if marker == 0xDA {
                let (scan, after) = rest.split_at(scan_length(rest)?);
                picture.extend(scan);
                rest = after;
            }
        }
        if scans == 0 {
            return Err(NotAPhoto::Broken);
        }
        picture.extend([0xFF, 0xD9]);
        if picture.len() > MOST_PHOTO_BYTES {
            return Err(NotAPhoto::TooLarge);
        }
        Ok(Self(picture.into()))
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The next marker, and what follows it.
fn marker(rest: &[u8]) -> Result<(u8, &[u8]), NotAPhoto> {
    let [0xFF, after @ ..] = rest else {
        return Err(NotAPhoto::Broken);
    };
    // Any number of them may stand before a marker.
    let fill = after.iter().take_while(|byte| **byte == 0xFF).count();
    let (marker, after) = after[fill..].split_first().ok_or(NotAPhoto::Broken)?;
    Ok((*marker, after))
}

/// A segment with its length at its head, and what follows it.
fn segment(rest: &[u8]) -> Result<(&[u8], &[u8]), NotAPhoto> {
    let [high, low, ..] = rest else {
        return Err(NotAPhoto::Broken);
    };
    let length = usize::from(u16::from_be_bytes([*high, *low]));
    if length < 2 || length > rest.len() {
        return Err(NotAPhoto::Broken);
    }
    Ok(rest.split_at(length))
}

/// One picture, grey or in three colours, no larger than is kept.
fn check_frame(segment: &[u8]) -> Result<(), NotAPhoto> {
    let [_, _, 8, y1, y0, x1, x0, colours @ (1 | 3), ..] = *segment else {
        return Err(NotAPhoto::OtherKind);
    };
    if segment.len() != 8 + 3 * usize::from(colours) {
        return Err(NotAPhoto::Broken);
    }
    let sides = [u16::from_be_bytes([y1, y0]), u16::from_be_bytes([x1, x0])];
    if sides.contains(&0) {
        return Err(NotAPhoto::Broken);
    }
    match sides.iter().all(|side| *side <= MOST_SIDE) {
        true => Ok(()),
        false => Err(NotAPhoto::TooLarge),
    }
}

/// The head of a scan and nothing behind it.
fn check_scan(segment: &[u8]) -> Result<(), NotAPhoto> {
    let colours = segment.get(2).copied().map_or(0, usize::from);
    match (1..=3).contains(&colours) && segment.len() == 6 + 2 * colours {
        true => Ok(()),
        false => Err(NotAPhoto::Broken),
    }
}

/// One table after the other up to the end of the segment, so that nothing stands behind them.
fn check_tables(segment: &[u8], length: fn(&[u8]) -> Option<usize>) -> Result<(), NotAPhoto> {
    let mut rest = segment.get(2..).unwrap_or_default();
    while !rest.is_empty() {
        let table = length(rest).and_then(|length| rest.get(length..));
        rest = table.ok_or(NotAPhoto::Broken)?;
    }
    Ok(())
}

/// Bytes of the table at the head: its number, and 64 quantities of one byte or of two.
fn quantity_table(rest: &[u8]) -> Option<usize> {
    match rest.first()? {
        0x00..=0x03 => Some(65),
        0x10..=0x13 => Some(129),
        _ => None,
    }
}

/// Bytes of the table at the head: its number, how many codes there are of each of 16 lengths, and what they stand for.
fn code_table(rest: &[u8]) -> Option<usize> {
    let codes: usize = rest
        .get(1..17)?
        .iter()
        .map(|count| usize::from(*count))
        .sum();
    (codes <= 256).then_some(17 + codes)
}

/// The bytes until the next marker that ends a scan.
fn scan_length(rest: &[u8]) -> Result<usize, NotAPhoto> {
    // A filled byte and the marks at which a reader may begin anew belong to it.
    let ends = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7);
    rest.windows(2).position(ends).ok_or(NotAPhoto::Broken)
}

impl fmt::Debug for Jpeg {
    /// Its length alone: what it shows is in no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Jpeg({} bytes)", self.0.len())
    }
}

impl Serialize for Jpeg {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Jpeg {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let signs = String::deserialize(from)?;
        let file = STANDARD
            .decode(signs)
            .map_err(|_| D::Error::custom(NotAPhoto::OtherKind))?;
        Self::bare(&file).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MARK: &[u8] = b"35.6581,139.7017";

    fn a_segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).expect("a short segment");
        [&[0xFF, marker], &length.to_be_bytes()[..], body].concat()
    }

    fn frame(marker: u8, side: u16) -> Vec<u8> {
        let [high, low] = side.to_be_bytes();
        let body = [8, high, low, high, low, 1, 1, 0x11, 0];
        a_segment(marker, &body)
    }

    fn file(parts: &[Vec<u8>]) -> Vec<u8> {
        [&[0xFF, 0xD8][..], &parts.concat(), &[0xFF, 0xD9]].concat()
    }

    fn scan() -> Vec<u8> {
        let data = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD3, 0x56];
        [a_segment(0xDA, &[1, 1, 0, 0, 63, 0]), data.to_vec()].concat()
    }

    fn plain() -> Vec<Vec<u8>> {
        let mut two_codes = [0; 19];
        two_codes[2] = 2;
        let (quantities, codes) = (a_segment(0xDB, &[0; 65]), a_segment(0xC4, &two_codes));
        vec![quantities, frame(0xC0, 640), codes, scan()]
    }

    fn holds(jpeg: &Jpeg, mark: &[u8]) -> bool {
        jpeg.bytes().windows(mark.len()).any(|some| some == mark)
    }

    #[test]
    fn f_08_whatever_says_where_and_with_what_it_was_taken_is_left_out() {
        let exif = [b"Exif\0\0", MARK].concat();
        for marker in [0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xEF, 0xFE] {
            for at in 0..=plain().len() - 1 {
                let mut parts = plain();
                parts.insert(at, a_segment(marker, &exif));
                let bare = Jpeg::bare(&file(&parts)).expect("a picture");
                assert!(!holds(&bare, MARK), "{marker:x} {at}");
                assert_eq!(bare, Jpeg::bare(&file(&plain())).expect("a picture"));
            }
        }
    }

    #[test]
    fn the_words_for_too_many_name_the_number() {
        assert!(TOO_MANY.contains(&format!("{MOST_PHOTOS}枚")));
    }

    #[test]
    fn what_stands_behind_the_end_is_left_out() {
        let long = [file(&plain()), MARK.to_vec()].concat();
        assert!(!holds(&Jpeg::bare(&long).expect("a picture"), MARK));
    }

    #[test]
    fn a_bare_picture_stays_as_it_is() {
        let bare = Jpeg::bare(&file(&plain())).expect("a picture");
        assert_eq!(Jpeg::bare(bare.bytes()), Ok(bare.clone()));
        let written = serde_json::to_string(&bare).expect("text");
        assert_eq!(
            serde_json::from_str::<Jpeg>(&written).expect("a picture"),
            bare
        );
        assert_eq!(
            format!("{bare:?}"),
            format!("Jpeg({} bytes)", bare.bytes().len())
        );
    }

    #[test]
    fn what_is_no_plain_picture_is_refused() {
        use NotAPhoto::{Broken, OtherKind, TooLarge};
        let with = |frame: Vec<u8>| {
            let mut parts = plain();
            parts[1] = frame;
            file(&parts)
        };
        // The segment at that place, with words behind what belongs into it.
        let words_in = |at: usize, marker: u8| {
            let mut parts = plain();
            let body = [&parts[at][4..], MARK].concat();
            parts[at] = a_segment(marker, &body);
            file(&parts)
        };
        let many = vec![scan(); MOST_SCANS + 1];
        let heavy = [
            a_segment(0xDA, &[1, 1, 0, 0, 63, 0]),
            vec![7; MOST_PHOTO_BYTES],
        ]
        .concat();
        let mut too_heavy = plain();
        too_heavy[3] = heavy;
        for (what, bytes, why) in [
            ("nothing", Vec::new(), OtherKind),
            (
                "a drawing of lines",
                b"<svg onload=alert(1)>".to_vec(),
                OtherKind,
            ),
            ("a PNG", b"\x89PNG\r\n\x1a\n".to_vec(), OtherKind),
            ("progressive", with(frame(0xC2, 640)), OtherKind),
            ("arithmetic", with(frame(0xC9, 640)), OtherKind),
            ("two frames", file(&[plain(), plain()].concat()), OtherKind),
            ("too wide", with(frame(0xC0, MOST_SIDE + 1)), TooLarge),
            ("no side", with(frame(0xC0, 0)), Broken),
            ("no frame", file(&[scan()]), OtherKind),
            ("no scan", file(&plain()[..3]), Broken),
            ("many scans", file(&[plain(), many].concat()), OtherKind),
            ("too heavy", file(&too_heavy), TooLarge),
            ("words behind a table", words_in(0, 0xDB), Broken),
            ("words behind the codes", words_in(2, 0xC4), Broken),
            ("words behind the frame", words_in(1, 0xC0), Broken),
            ("words for marks", words_in(2, 0xDD), OtherKind),
            ("cut off", file(&plain())[..60].to_vec(), Broken),
            (
                "no end",
                file(&plain())[..file(&plain()).len() - 2].to_vec(),
                Broken,
            ),
        ] {
            assert_eq!(Jpeg::bare(&bytes).map(|_| ()), Err(why), "{what}");
        }
    }

    proptest! {
        /// Whatever bytes come: a clear answer, and what is taken is taken again as it is.
        #[test]
        fn any_bytes_are_read_to_their_end(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let with_head = [&[0xFF, 0xD8][..], &bytes].concat();
            let _ = Jpeg::bare(&bytes);
            let _ = Jpeg::bare(&with_head);
        }

        #[test]
        fn one_changed_byte_never_lets_more_through(at in 0_usize..150, to in any::<u8>()) {
            let mut bytes = file(&plain());
            let at = at % bytes.len();
            bytes[at] = to;
            if let Ok(bare) = Jpeg::bare(&bytes) {
                prop_assert_eq!(Jpeg::bare(bare.bytes()), Ok(bare.clone()));
            }
        }
    }
}
