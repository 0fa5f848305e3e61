//! ことば: dates, times and names as the staff screens write them.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};
use domain::calendar;
use domain::form::Span;
use domain::id::{AgencyId, StaffId};
use domain::taking_part::Companion;
use domain::view::{AgencyRef, PersonRef};

/// Said to a reader who may not have her wish, whether there is any or not.
pub const WISH_WITHHELD: &str = "本人の希望は、あなたが見られる範囲に入っていません。";

/// Her consent has become narrower under a meeting to come: what those who prepare it read, and nothing
/// of what she took off.
pub const SHAKEN: &str = "参集範囲か扱う内容が変わりました";

/// 令和8年(2026年)5月8日(金)
pub fn date(date: NaiveDate) -> String {
    calendar::wareki_and_western(date)
}

/// 5/8(金), where the year goes without saying.
pub fn short_date(date: NaiveDate) -> String {
    format!(
        "{}/{}({})",
        date.month(),
        date.day(),
        calendar::weekday(date)
    )
}

/// R8.5.8, where there is little room.
pub fn short(date: NaiveDate) -> String {
    let day = calendar::wareki(date);
    let era = match day.era {
        calendar::EraChoice::Era(era) => era.letter().to_string(),
        calendar::EraChoice::Western => String::new(),
    };
    format!("{era}{}.{}.{}", day.year, day.month, day.day)
}

/// 令和8年5月8日 21:40
pub fn moment(instant: DateTime<Utc>) -> String {
    local(calendar::jst(instant))
}

/// 令和8年5月8日 21:40, of a time that is already Japan's.
pub fn local(time: NaiveDateTime) -> String {
    format!("{} {}", calendar::wareki(time.date()), clock(time))
}

/// 21:40
pub fn clock(time: NaiveDateTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// 令和8年5月19日(火) 13:30〜15:00
pub fn span(span: Span) -> String {
    let day = span.from.date();
    format!(
        "{}({}) {}〜{}",
        calendar::wareki(day),
        calendar::weekday(day),
        clock(span.from),
        clock(span.to)
    )
}

/// きょう, あす, あと3日, 2日すぎ, 5/19(火), with its key for the style sheet.
pub fn due(due: Option<NaiveDate>, today: NaiveDate) -> Option<(String, &'static str)> {
    let due = due?;
    Some(match (due - today).num_days() {
        late if late < 0 => (format!("{}日すぎ", -late), "late"),
        0 => ("きょう".to_owned(), "today"),
        1 => ("あす".to_owned(), "soon"),
        days if days <= 7 => (format!("あと{days}日"), "soon"),
        _ => (short_date(due), "later"),
    })
}

/// A code or a figure as typed, its digits in half width.
pub fn digits(text: &str) -> String {
    calendar::ascii_digits(text.trim())
}

/// A time of the day in full or half width: 13:30, 1330, 13時30分.
pub fn read_clock(text: &str) -> Option<(u32, u32)> {
    let digits: String = calendar::ascii_digits(text)
        .chars()
        .map(|c| match c {
            '：' | '時' => ':',
            other => other,
        })
        .filter(|c| c.is_ascii_digit() || *c == ':')
        .collect();
    let (hour, minute) = match digits.split_once(':') {
        Some((hour, "")) => (hour.parse().ok()?, 0),
        Some((hour, minute)) => (hour.parse().ok()?, minute.parse().ok()?),
        None if digits.len() == 4 || digits.len() == 3 => {
            let (hour, minute) = digits.split_at(digits.len() - 2);
            (hour.parse().ok()?, minute.parse().ok()?)
        }
        None => (digits.parse().ok()?, 0),
    };
    (hour < 24 && minute < 60).then_some((hour, minute))
}

/// What a case is called on the screens of this reader: by the name she wants, or by its number.
pub fn case_name(called_name: Option<&str>, no: &str) -> String {
    called_name.map_or_else(|| no.to_owned(), called)
}

/// The name she wants, as people say it: はるさん. A name that already ends politely stays as it is.
pub fn called(name: &str) -> String {
    let polite = ["さん", "ちゃん", "くん", "君", "様", "さま"];
    if polite.iter().any(|ending| name.ends_with(ending)) {
        name.to_owned()
    } else {
        format!("{name}さん")
    }
}

/// Name of an agency among those that came with the view.
pub fn agency_name(agencies: &[AgencyRef], id: AgencyId) -> String {
    agencies
        .iter()
        .find(|agency| agency.id == id)
        .map_or_else(|| "関係機関".to_owned(), |agency| agency.name.clone())
}

/// Name of a person among those that came with the view.
pub fn person_name(people: &[PersonRef], id: StaffId) -> String {
    people
        .iter()
        .find(|person| person.id == id)
        .map_or_else(|| "職員".to_owned(), |person| person.name.clone())
}

#[cfg(test)]
mod tests {
    use super::read_clock;

    #[test]
    fn times_are_read_however_they_are_typed() {
        for text in ["13:30", "１３：３０", "1330", "13時30分"] {
            assert_eq!(read_clock(text), Some((13, 30)), "{text}");
        }
        assert_eq!(read_clock("9時"), Some((9, 0)));
        assert_eq!(read_clock("25:00"), None);
        assert_eq!(read_clock("ひる"), None);
    }
}

/// 通訳（ベトナム語）　ランさん　同じ地域・国の人でないほうがよい
pub fn with_her(one: &Companion) -> String {
    let language = match one.language.as_str() {
        "" => String::new(),
        language => format!("（{language}）"),
    };
    let name = match one.name.as_str() {
        "" => "さがしてほしい",
        name => name,
    };
    let elsewhere = match one.from_elsewhere {
        Some(true) => "　同じ地域・国・集まりの人でないほうがよい",
        Some(false) => "　だれでもよい",
        None => "",
    };
    format!("{}{language}　{name}{elsewhere}", one.role.label())
}
