//! What a camera makes of what stands before it.

use domain::id::PhotoId;
use domain::photo::{Jpeg, NewPhoto};
use uuid::Uuid;

/// The photo of the tale.
pub const PHOTO: PhotoId = PhotoId(Uuid::from_u128(0x9F));
/// What the camera notes beside the pixels.
pub const POSITION: &str = "N35.6581 E139.7017";
/// What is said of it.
pub const SHOWS: &str = "玄関の下駄箱";
/// As it stands among the pixels.
pub const DOOR: &str = "the-door-of-the-house";

/// A file as a camera writes it: position and model first, then the picture.
pub fn file(pixels: &str) -> Vec<u8> {
    let segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], &length[..], body].concat()
    };
    let exif = [b"Exif\0\0", POSITION.as_bytes()].concat();
    [
        vec![0xFF, 0xD8],
        segment(0xE1, &exif),
        segment(0xDB, &[1; 65]),
        segment(0xC0, &[8, 0, 16, 0, 16, 1, 1, 0x11, 0]),
        segment(0xC4, &[0; 17]),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        pixels.as_bytes().to_vec(),
        segment(0xFE, POSITION.as_bytes()),
        vec![0xFF, 0xD9],
        POSITION.as_bytes().to_vec(),
    ]
    .concat()
}

/// A photo as a tablet sends it with its record.
pub fn photo(id: PhotoId, shows: &str, pixels: &str) -> NewPhoto {
    NewPhoto {
        id,
        shows: shows.to_owned(),
        jpeg: Jpeg::bare(&file(pixels)).unwrap(),
    }
}
