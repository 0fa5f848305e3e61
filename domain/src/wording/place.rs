//! 居場所に読めることば: postal codes, telephone numbers, 丁目・番地・号, a building with its room. Read sign by
//! sign: `regex` is not in the wasm.

use super::{Place, PlaceKind};

/// A text as it was written and as it is compared: width of digits and the many hyphens told alike.
pub(super) struct Written {
    /// Without the readings in 《》.
    pub plain: String,
    signs: Vec<char>,
    /// The same length as `signs`.
    alike: Vec<char>,
}

impl Written {
    pub(super) fn read(text: &str) -> Self {
        let mut signs = Vec::new();
        let mut in_reading = false;
        for sign in text.chars() {
            match sign {
                '《' => in_reading = true,
                '》' => in_reading = false,
                // A reading that was never closed ends with its line.
                '\n' => {
                    in_reading = false;
                    signs.push(sign);
                }
                _ if in_reading => {}
                _ => signs.push(sign),
            }
        }
        let mut alike: Vec<char> = signs.iter().map(|&sign| told_alike(sign)).collect();
        // A long vowel between digits is a hyphen that was typed in kana mode.
        for at in 1..alike.len().saturating_sub(1) {
            if alike[at] == 'ー' && alike[at - 1].is_ascii_digit() && alike[at + 1].is_ascii_digit()
            {
                alike[at] = '-';
            }
        }
        Self {
            plain: signs.iter().collect(),
            signs,
            alike,
        }
    }

    /// The sign there; nothing before the beginning and after the end.
    fn at(&self, at: Option<usize>) -> Option<char> {
        self.alike.get(at?).copied()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.at(at.checked_sub(1))
    }

    fn digit(&self, at: Option<usize>) -> bool {
        self.at(at).is_some_and(|sign| sign.is_ascii_digit())
    }

    fn starts(&self, at: usize, word: &str) -> bool {
        let rest = self.alike.get(at..).unwrap_or_default();
        let mut signs = rest.iter();
        word.chars().all(|sign| signs.next() == Some(&sign))
    }

    /// Whether one of the words ends where `end` begins.
    fn ends(&self, end: usize, words: &[&str]) -> bool {
        words.iter().any(|word| {
            end.checked_sub(word.chars().count())
                .is_some_and(|at| self.starts(at, word))
        })
    }

    /// Whether what follows counts something: 5円, 3 人, 10時.
    fn counts(&self, mut at: usize) -> bool {
        while self.at(Some(at)) == Some(' ') {
            at += 1;
        }
        COUNTERS.iter().any(|word| self.starts(at, word))
    }

    fn place(&self, kind: PlaceKind, from: usize, to: usize) -> Place {
        Place {
            kind,
            found: self
                .signs
                .get(from..to)
                .unwrap_or_default()
                .iter()
                .collect(),
        }
    }
}

fn told_alike(sign: char) -> char {
    match sign {
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '．'
        | '／'
        | '：'
        | '，'
        | '（'
        | '）'
        | '＋' => char::from_u32(sign as u32 - 0xFEE0).unwrap_or(sign),
        '－' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ｰ' => '-',
        '\u{3000}' => ' ',
        other => other,
    }
}

/// What is counted by a number before it, so that the number is no place.
const COUNTERS: [&str; 39] = [
    "円", "万", "千", "百", "%", "％", "年", "月", "日", "時", "分", "秒", "人", "名", "回", "件",
    "歳", "才", "度", "週", "階", "割", "泊", "枚", "冊", "個", "点", "台", "つ", "か", "カ", "ヶ",
    "ヵ", "ケ", "箇", "条", "項", "通", "頁",
];

/// Buildings in which rooms have numbers.
const BUILDINGS: [&str; 15] = [
    "アパート",
    "マンション",
    "ハイツ",
    "コーポ",
    "メゾン",
    "レジデンス",
    "ハイム",
    "団地",
    "住宅",
    "寮",
    "荘",
    "ビル",
    "棟",
    "ハウス",
    "シェルター",
];

/// So many signs may stand between a building and its number.
const NAME_OF_BUILDING: usize = 8;

/// Numbers with what joins them: `090-1234-5678`, `1-2-3`.
struct Run {
    /// Start and end of each number.
    numbers: Vec<(usize, usize)>,
    /// What stands after each number but the last.
    joints: Vec<char>,
    /// It hangs on a letter, a dot, a slash or a comma: a version, a case number, a day, an amount.
    hangs: bool,
}

impl Run {
    fn len(&self, number: usize) -> usize {
        self.numbers
            .get(number)
            .map_or(0, |(from, to)| to.saturating_sub(*from))
    }

    fn start(&self) -> usize {
        self.numbers.first().map_or(0, |(from, _)| *from)
    }

    fn end(&self) -> usize {
        self.numbers.last().map_or(0, |(_, to)| *to)
    }

    fn only_hyphens(&self) -> bool {
        self.joints.iter().all(|joint| *joint == '-')
    }

    /// `2026-11-21`.
    fn is_day(&self) -> bool {
        self.len(0) == 4 && self.numbers.len() >= 2 && self.len(1) <= 2
    }
}

/// The numbers of a text. A space joins as well: telephone numbers are written so.
fn runs(text: &Written) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < text.alike.len() {
        if !text.digit(Some(at)) {
            at += 1;
            continue;
        }
        let mut run = Run {
            numbers: Vec::new(),
            joints: Vec::new(),
            hangs: hangs_before(text, at),
        };
        loop {
            let from = at;
            while text.digit(Some(at)) {
                at += 1;
            }
            run.numbers.push((from, at));
            match text.at(Some(at)) {
                Some(joint @ ('-' | '(' | ')' | ' ')) if text.digit(Some(at + 1)) => {
                    run.joints.push(joint);
                    at += 1;
                }
                _ => break,
            }
        }
        run.hangs |= match text.at(Some(at)) {
            Some('.' | ',' | '/' | ':') => text.digit(Some(at + 1)),
            Some('-') => text
                .at(Some(at + 1))
                .is_some_and(|c| c.is_ascii_alphabetic()),
            Some(sign) => sign.is_ascii_alphabetic(),
            None => false,
        };
        runs.push(run);
    }
    runs
}

/// `TEL0798…` hangs on nothing; `R8`, `v0.9`, `1,200`, `12:30` and `K-R8-0001` do.
fn hangs_before(text: &Written, at: usize) -> bool {
    let Some(sign) = text.before(at) else {
        return false;
    };
    let further = at.checked_sub(2);
    match sign {
        '.' | ',' | '/' | ':' => {
            text.digit(further)
                || sign == '.' && text.at(further).is_some_and(|c| c.is_ascii_alphabetic())
        }
        '-' => text.at(further).is_some_and(|c| c.is_ascii_alphanumeric()),
        _ => sign.is_ascii_alphabetic() && !text.ends(at, &["TEL", "Tel", "tel", "FAX", "Fax"]),
    }
}

/// What reads like a place, in the order of the text within each kind.
pub(super) fn found(text: &Written) -> Vec<Place> {
    let runs = runs(text);
    let free: Vec<&Run> = runs.iter().filter(|run| !run.hangs).collect();
    let mut found = Vec::new();
    found.extend(free.iter().filter_map(|run| postal(text, run)));
    found.extend(free.iter().filter_map(|run| phone(text, run)));
    found.extend(streets(text));
    found.extend(free.iter().filter_map(|run| street_in_figures(text, run)));
    found.extend(rooms(text, &free));
    found
}

/// `〒123-4567`, `1234567` after 〒, and `123-4567` that counts nothing.
fn postal(text: &Written, run: &Run) -> Option<Place> {
    let mark = match text.before(run.start()) {
        Some(' ') => run.start().checked_sub(2),
        _ => run.start().checked_sub(1),
    };
    let marked = text.at(mark) == Some('〒');
    let from = if marked { mark? } else { run.start() };
    let whole = run.numbers.len() == 1 && run.len(0) == 7 && marked;
    let split = run.len(0) == 3 && run.len(1) == 4 && run.joints.first() == Some(&'-');
    if whole {
        return Some(text.place(PlaceKind::Postal, from, run.end()));
    }
    let alone = run.numbers.len() == 2 || run.joints.get(1) == Some(&' ');
    let end = run.numbers.get(1)?.1;
    let numbered = text.before(run.start()) == Some('第') || text.at(Some(end)) == Some('号');
    (split && alone && (marked || !numbered && !text.counts(end)))
        .then(|| text.place(PlaceKind::Postal, from, end))
}

/// Ten or eleven digits from a 0 on, or a number after `+`. Free and shared lines (0120, 0800, 0570) are
/// those of offices and help lines: they tell no place.
fn phone(text: &Written, run: &Run) -> Option<Place> {
    let open = |joint: Option<&char>| joint.is_none_or(|joint| *joint == ' ');
    let count = run.numbers.len();
    for first in 0..count {
        let joint_before = first.checked_sub(1).and_then(|at| run.joints.get(at));
        if !open(joint_before) {
            continue;
        }
        for last in first..count.min(first + 4) {
            if !open(run.joints.get(last)) {
                continue;
            }
            let (from, _) = *run.numbers.get(first)?;
            let (_, to) = *run.numbers.get(last)?;
            let digits: String = (from..to)
                .filter_map(|at| text.at(Some(at)))
                .filter(char::is_ascii_digit)
                .collect();
            let abroad = text.before(from) == Some('+') && matches!(digits.len(), 11..=13);
            // 080-0… is a mobile telephone, 0800-… is none.
            let office = digits.starts_with("0120")
                || digits.starts_with("0570")
                || run.len(first) == 4 && digits.starts_with("0800");
            // Whoever writes a number in parts ends it with four digits.
            let parted = last == first || last - first <= 2 && run.len(last) == 4;
            let at_home = matches!(digits.len(), 10 | 11)
                && digits.starts_with('0')
                && !digits.starts_with("00")
                && run.len(first) >= 2
                && parted;
            if abroad || (at_home && !office && !text.counts(to)) {
                return Some(text.place(PlaceKind::Phone, from, to));
            }
        }
    }
    None
}

/// 3丁目, 十二番地, 1番2号, 203号室.
fn streets(text: &Written) -> Vec<Place> {
    let mut found = Vec::new();
    for at in 0..text.alike.len() {
        let number = number_before(text, at);
        let Some(from) = number else { continue };
        let end = ["丁目", "番地", "号室"]
            .iter()
            .find(|mark| text.starts(at, mark))
            .map(|_| at + 2)
            .or_else(|| door_after(text, at));
        if let Some(end) = end {
            let room = text.starts(at, "号室");
            let kind = if room {
                PlaceKind::Room
            } else {
                PlaceKind::Street
            };
            found.push(text.place(kind, from, end));
        }
    }
    found
}

/// Where the number begins that ends before `at`.
fn number_before(text: &Written, at: usize) -> Option<usize> {
    let counts = |sign: char| sign.is_ascii_digit() || KANJI_DIGITS.contains(sign);
    let signs = text.alike.get(..at)?;
    let many = signs.iter().rev().take_while(|sign| counts(**sign)).count();
    (many > 0).then(|| at - many)
}

const KANJI_DIGITS: &str = "〇一二三四五六七八九十百";

/// `番2号` after a number: where it ends.
fn door_after(text: &Written, at: usize) -> Option<usize> {
    if text.at(Some(at)) != Some('番') {
        return None;
    }
    let rest = text.alike.get(at + 1..)?;
    let many = rest
        .iter()
        .take_while(|sign| sign.is_ascii_digit() || KANJI_DIGITS.contains(**sign))
        .count();
    let end = at + 1 + many;
    (many > 0 && text.at(Some(end)) == Some('号')).then_some(end + 1)
}

/// `みほん町1-2`, `桜台1-2-3`.
fn street_in_figures(text: &Written, run: &Run) -> Option<Place> {
    let many = run.numbers.len();
    let short = (0..many).all(|number| (1..=4).contains(&run.len(number)));
    // No house has a number that begins with 0; a telephone number has.
    let zero = text.at(Some(run.start())) == Some('0');
    if !(2..=4).contains(&many) || !short || zero || !run.only_hyphens() || run.is_day() {
        return None;
    }
    let end = run.end();
    let before = text.before(run.start())?;
    let after_place = "町村区市字郷丁".contains(before);
    // Three numbers after a name; a day of an era and a numbered list are none.
    let era = text.ends(run.start(), &["令和", "平成", "昭和", "大正"]);
    let named = matches!(before, '一'..='龠' | 'ァ'..='ヺ' | 'ー')
        && !"第号図表章項目番年月日条".contains(before)
        && !era
        && many >= 3;
    ((after_place || named) && !text.counts(end))
        .then(|| text.place(PlaceKind::Street, run.start() - 1, end))
}

/// ハイツみほん203: a building and, soon after, a number of two to four digits that counts nothing.
fn rooms(text: &Written, free: &[&Run]) -> Vec<Place> {
    let room = |run: &&&Run| {
        run.numbers.len() == 1
            && (2..=4).contains(&run.len(0))
            && !text.starts(run.end(), "号室")
            && !text.counts(run.end())
    };
    free.iter()
        .filter(room)
        .filter_map(|run| {
            let start = run.start();
            let earliest = start.saturating_sub(NAME_OF_BUILDING + 6);
            let from = (earliest..start).rev().find(|&at| {
                BUILDINGS.iter().any(|word| {
                    let end = at + word.chars().count();
                    let name = text.alike.get(end..start).unwrap_or_default();
                    text.starts(at, word)
                        && end <= start
                        && name.len() <= NAME_OF_BUILDING
                        && !name.iter().any(|sign| "、。，．「」()\n".contains(*sign))
                })
            })?;
            Some(text.place(PlaceKind::Room, from, run.end()))
        })
        .collect()
}
