//! Her PIN: six to twelve digits of her own choice, and none that someone who knows her tries
//! first.

use chrono::{Datelike, NaiveDate};
use domain::calendar::wareki;
use domain::case::CaseFile;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Fewest and most digits.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=12;

/// Why a PIN is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weak {
    /// Not six to twelve digits.
    Length,
    /// 123456, 987654, also with a step over the zero.
    Sequence,
    /// 000000, 121212, 123123.
    Repeated,
    /// A birth date of somebody in the case, however it is written.
    Birth,
}

impl Weak {
    /// What to do, for the worker beside her.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Length => "数字は6けたから12けたまでにしてください。",
            Self::Sequence => "順に並んだ数字（123456など）は使えません。別の数字にしてください。",
            Self::Repeated => "同じ数字のくり返しは使えません。別の数字にしてください。",
            Self::Birth => "誕生日は、身近な人に知られています。別の数字にしてください。",
        }
    }
}

/// The digits that were typed, whatever their width; spaces and hyphens do not matter.
pub(super) fn read(typed: &str) -> Zeroizing<String> {
    let signs = typed
        .nfkc()
        .filter(|sign| !sign.is_whitespace() && *sign != '-');
    Zeroizing::new(signs.take(64).collect())
}

/// Whether the PIN may be hers.
pub(super) fn check(pin: &str, file: &CaseFile) -> Result<(), Weak> {
    if !DIGITS.contains(&pin.len()) || !pin.bytes().all(|sign| sign.is_ascii_digit()) {
        return Err(Weak::Length);
    }
    if is_sequence(pin) {
        return Err(Weak::Sequence);
    }
    if is_repeated(pin) {
        return Err(Weak::Repeated);
    }
    if births(file)
        .flat_map(writings)
        .any(|writing| is_only(pin, &writing))
    {
        return Err(Weak::Birth);
    }
    Ok(())
}

fn is_sequence(pin: &str) -> bool {
    [1, 9].iter().any(|step| {
        pin.as_bytes()
            .windows(2)
            .all(|pair| (pair[0] - b'0' + step) % 10 == pair[1] - b'0')
    })
}

fn is_repeated(pin: &str) -> bool {
    let signs = pin.as_bytes();
    (1..=signs.len() / 2).any(|length| {
        let part = &signs[..length];
        signs.chunks(length).all(|chunk| part.starts_with(chunk))
    })
}

/// The PIN is the date, with no more than two other digits about it.
fn is_only(pin: &str, writing: &str) -> bool {
    writing.len() >= 4
        && pin.contains(writing)
        && (writing.len() >= 6 || pin.len() - writing.len() <= 2)
}

fn births(file: &CaseFile) -> impl Iterator<Item = NaiveDate> {
    let family = file.family.iter().filter_map(|member| member.birth);
    let opposing = file.opposing.iter().filter_map(|party| party.birth);
    file.woman
        .birth
        .date()
        .into_iter()
        .chain(family)
        .chain(opposing)
}

/// Every usual writing of a date in digits.
fn writings(date: NaiveDate) -> Vec<String> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let era = wareki(date).year;
    let years = [
        format!("{year}"),
        format!("{:02}", year % 100),
        format!("{era:02}"),
        format!("{era}"),
    ];
    let (short, long) = (format!("{month}{day}"), format!("{month:02}{day:02}"));
    let turned = format!("{day:02}{month:02}");
    let mut all = vec![long.clone(), turned.clone()];
    for year in years {
        for rest in [&short, &long, &turned] {
            all.push(format!("{year}{rest}"));
            all.push(format!("{rest}{year}"));
        }
        all.push(format!("{year}{month:02}"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_and_repetitions_are_weak() {
        for pin in ["123456", "987654", "890123", "321098", "456789012345"] {
            assert!(is_sequence(pin), "{pin}");
        }
        for pin in ["000000", "121212", "123123", "1212121", "11111111"] {
            assert!(is_repeated(pin), "{pin}");
        }
        for pin in ["482915", "112233", "135792", "739164820"] {
            assert!(!is_sequence(pin) && !is_repeated(pin), "{pin}");
        }
    }

    #[test]
    fn a_birth_date_is_weak_however_it_is_written() {
        // 平成2年7月4日
        let date = NaiveDate::from_ymd_opt(1990, 7, 4).unwrap();
        let weak = |pin: &str| writings(date).iter().any(|writing| is_only(pin, writing));
        for pin in [
            "19900704",
            "900704",
            "07041990",
            "04071990",
            "070490",
            "020704",
            "20704",
            "199007",
            "1990074",
            "0704",
            "00704",
            "119900704",
            "900704900704",
        ] {
            assert!(weak(pin), "{pin}");
        }
        for pin in ["482915", "070599", "198811"] {
            assert!(!weak(pin), "{pin}");
        }
    }

    #[test]
    fn digits_are_read_whatever_their_width() {
        assert_eq!(*read("４８２ 915"), "482915");
        assert_eq!(*read("482-915"), "482915");
    }
}
