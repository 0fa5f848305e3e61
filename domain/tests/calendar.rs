//! Dates: eras, reading, age by law (BR-061), fiscal years.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::calendar::{
    DateProblem, Era, EraChoice, age_on, age_words, as_typed, estimated_age_words, fiscal_year,
    fiscal_year_days, fiscal_year_label, has_reached, instant, jst, jst_date, parse, parse_parts,
    reaches_on, wareki, wareki_and_western, working_days_after,
};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a test date")
}

#[test]
fn the_day_in_japan_begins_nine_hours_earlier_than_in_utc() {
    let before: DateTime<Utc> = "2026-05-08T14:59:59Z".parse().expect("instant");
    let after: DateTime<Utc> = "2026-05-08T15:00:00Z".parse().expect("instant");
    assert_eq!(jst_date(before), day("2026-05-08"));
    assert_eq!(jst_date(after), day("2026-05-09"));
    assert_eq!(instant(jst(before)), before);
}

#[test]
fn eras_change_on_their_days() {
    for (iso, text) in [
        ("1912-07-30", "大正元年7月30日"),
        ("1926-12-24", "大正15年12月24日"),
        ("1926-12-25", "昭和元年12月25日"),
        ("1989-01-07", "昭和64年1月7日"),
        ("1989-01-08", "平成元年1月8日"),
        ("2019-04-30", "平成31年4月30日"),
        ("2019-05-01", "令和元年5月1日"),
        ("2026-05-08", "令和8年5月8日"),
    ] {
        assert_eq!(wareki(day(iso)).to_string(), text);
        assert_eq!(parse(text), Ok(day(iso)), "{text}");
    }
    assert_eq!(
        wareki_and_western(day("2026-05-08")),
        "令和8年(2026年)5月8日(金)"
    );
}

#[test]
fn a_day_before_taisho_still_prints_but_cannot_be_typed() {
    assert_eq!(wareki(day("1912-07-29")).to_string(), "1912年7月29日");
    assert_eq!(wareki(day("1912-07-29")).era, EraChoice::Western);
    for text in [
        "1912-07-29",
        "大正元年7月29日",
        "明治45年7月30日",
        "M45.7.30",
    ] {
        assert_eq!(parse(text), Err(DateProblem::BeforeTaisho), "{text}");
    }
}

#[test]
fn dates_are_read_as_people_type_them() {
    for (text, iso) in [
        ("R8.11.21", "2026-11-21"),
        ("r8/11/21", "2026-11-21"),
        ("Ｒ８．１１．２１", "2026-11-21"),
        ("ｒ８－１１－２１", "2026-11-21"),
        ("令和8年11月21日", "2026-11-21"),
        ("令和 ８ 年 １１ 月 ２１ 日", "2026-11-21"),
        ("　令和8年11月21日　", "2026-11-21"),
        ("㋿8年11月21日", "2026-11-21"),
        ("令8・11・21", "2026-11-21"),
        ("R08.01.02", "2026-01-02"),
        ("R.8.11.21", "2026-11-21"),
        ("令和元年5月1日", "2019-05-01"),
        ("R元.5.1", "2019-05-01"),
        ("2026-11-21", "2026-11-21"),
        ("2026/11/21", "2026-11-21"),
        ("２０２６／１１／２１", "2026-11-21"),
        ("2026ー11ー21", "2026-11-21"),
        ("2026年11月21日", "2026-11-21"),
        ("昭64.1.7", "1989-01-07"),
        ("S55.3.1", "1980-03-01"),
        ("H2.7.4", "1990-07-04"),
        ("大15.12.25", "1926-12-25"),
        ("昭元.12.25", "1926-12-25"),
        ("令和8年(2026年)5月8日(金)", "2026-05-08"),
        ("令和8年5月8日（金）", "2026-05-08"),
        ("2026年5月8日(金曜日)", "2026-05-08"),
        ("2024-02-29", "2024-02-29"),
    ] {
        assert_eq!(parse(text), Ok(day(iso)), "{text}");
    }
}

#[test]
fn showa_64_1_8_is_refused_and_heisei_is_suggested() {
    let problem = parse("昭和64年1月8日").expect_err("昭和 had ended");
    assert_eq!(
        problem.words(),
        "昭和64年1月8日という日はありません。「平成元年1月8日」ではないか、たしかめてください。"
    );
    for (text, meant) in [
        ("S64.1.8", "平成元年1月8日"),
        ("昭和100年1月1日", "令和7年1月1日"),
        ("平成元年1月7日", "昭和64年1月7日"),
        ("H31.5.1", "令和元年5月1日"),
        ("平成32年4月1日", "令和2年4月1日"),
        ("令和元年4月30日", "平成31年4月30日"),
        ("昭和元年12月24日", "大正15年12月24日"),
        ("大正15年12月26日", "昭和元年12月26日"),
    ] {
        let problem = parse(text).expect_err(text);
        assert!(
            matches!(problem, DateProblem::NotInEra { .. }),
            "{text}: {problem:?}"
        );
        assert!(
            problem.words().contains(&format!("「{meant}」")),
            "{text}: {}",
            problem.words()
        );
    }
}

#[test]
fn what_is_no_date_is_refused_and_never_guessed() {
    let reiwa = EraChoice::Era(Era::Reiwa);
    for (text, problem) in [
        ("", DateProblem::Empty),
        ("　 ", DateProblem::Empty),
        ("あした", DateProblem::Unreadable),
        ("令和8年", DateProblem::Unreadable),
        ("令和8年11月", DateProblem::DayMissing),
        ("R8.11.", DateProblem::DayMissing),
        ("R8..21", DateProblem::MonthMissing),
        ("8/11/21", DateProblem::EraMissing),
        ("26-11-21", DateProblem::EraMissing),
        ("R8.11.21.3", DateProblem::Unreadable),
        ("R0.1.1", DateProblem::YearZero),
        ("0000-01-01", DateProblem::YearZero),
        ("R8.13.1", DateProblem::NoSuchMonth),
        ("R8.0.1", DateProblem::NoSuchMonth),
        (
            "R8.2.29",
            DateProblem::NoSuchDay {
                era: reiwa,
                year: 8,
                month: 2,
                last: 28,
            },
        ),
        (
            "R8.4.31",
            DateProblem::NoSuchDay {
                era: reiwa,
                year: 8,
                month: 4,
                last: 30,
            },
        ),
        (
            "R8.4.0",
            DateProblem::NoSuchDay {
                era: reiwa,
                year: 8,
                month: 4,
                last: 30,
            },
        ),
        (
            "2024-02-30",
            DateProblem::NoSuchDay {
                era: EraChoice::Western,
                year: 2024,
                month: 2,
                last: 29,
            },
        ),
        ("R8.11.211", DateProblem::Unreadable),
        ("R8.-1.1", DateProblem::Unreadable),
        ("R999.1.1", DateProblem::TooLate),
        ("9999-12-31", DateProblem::TooLate),
        ("令和8年(2025年)5月8日(金)", DateProblem::Unreadable),
        ("令和8年5月8日(土)", DateProblem::Unreadable),
        ("令和8年5月8日(", DateProblem::Unreadable),
        ("元-5-1", DateProblem::Unreadable),
        ("99999999999999999999-1-1", DateProblem::Unreadable),
        ("R8.99999.1", DateProblem::Unreadable),
    ] {
        assert_eq!(parse(text), Err(problem), "{text}");
    }
    assert_eq!(
        parse("R8.2.29").expect_err("no leap year").words(),
        "令和8年2月の日は、1から28までの数字にしてください。"
    );
}

#[test]
fn three_fields_are_read_as_one_date() {
    let read = |era, year, month, day| parse_parts(EraChoice::Era(era), year, month, day);
    assert_eq!(read(Era::Reiwa, "8", "5", "8"), Ok(day("2026-05-08")));
    assert_eq!(read(Era::Reiwa, "元", "５", "1"), Ok(day("2019-05-01")));
    assert_eq!(
        read(Era::Heisei, "元年", "1月", " 8日"),
        Ok(day("1989-01-08"))
    );
    assert_eq!(
        parse_parts(EraChoice::Western, "1990", "7", "4"),
        Ok(day("1990-07-04"))
    );
    assert!(matches!(
        read(Era::Showa, "64", "1", "8"),
        Err(DateProblem::NotInEra { .. })
    ));
    assert_eq!(read(Era::Reiwa, "", "", " "), Err(DateProblem::Empty));
    assert_eq!(
        read(Era::Reiwa, "", "5", "8"),
        Err(DateProblem::YearMissing)
    );
    assert_eq!(
        read(Era::Reiwa, "8", "", "8"),
        Err(DateProblem::MonthMissing)
    );
    assert_eq!(read(Era::Reiwa, "8", "5", ""), Err(DateProblem::DayMissing));
    assert_eq!(
        read(Era::Reiwa, "八", "5", "8"),
        Err(DateProblem::NotANumber)
    );
    assert_eq!(
        parse_parts(EraChoice::Western, "90", "7", "4"),
        Err(DateProblem::EraMissing)
    );
}

#[test]
fn what_was_typed_in_three_fields_is_kept_and_read_again() {
    let era = EraChoice::Era(Era::Showa);
    let kept = as_typed(era, "64", "1", "8");
    assert_eq!(kept, "昭和64年1月8日");
    assert_eq!(parse(&kept), parse_parts(era, "64", "1", "8"));
    assert_eq!(as_typed(era, "", " ", ""), "");
    assert_eq!(
        parse(&as_typed(era, "55", "", "")),
        Err(DateProblem::MonthMissing)
    );
}

#[test]
fn choices_of_era_are_found_by_their_keys() {
    for choice in EraChoice::ALL {
        assert_eq!(EraChoice::from_key(choice.key()), Some(choice));
    }
    assert_eq!(EraChoice::from_key("meiji"), None);
    let letters: String = Era::ALL.into_iter().map(Era::letter).collect();
    assert_eq!(letters, "TSHR");
}

#[test]
fn br_061_a_year_of_age_completes_before_the_birthday_begins() {
    // Born on April 1: reaches 30 on March 31, is 30 from April 1.
    assert_eq!(reaches_on(day("1996-04-01"), 30), Some(day("2026-03-31")));
    assert!(has_reached(day("1996-04-01"), 30, day("2026-03-31")));
    assert_eq!(age_on(day("1996-04-01"), day("2026-03-31")), Some(29));
    assert_eq!(age_on(day("1996-04-01"), day("2026-04-01")), Some(30));
    // The cast of the demonstration on the day of the intake.
    assert_eq!(age_on(day("1990-07-04"), day("2026-05-08")), Some(35));
    assert_eq!(age_on(day("2016-09-12"), day("2026-05-08")), Some(9));
    assert_eq!(age_on(day("2022-12-01"), day("2026-05-08")), Some(3));
}

#[test]
fn br_061_a_birth_on_february_29_adds_a_year_every_year() {
    let birth = day("2020-02-29");
    assert_eq!(age_on(birth, day("2026-02-28")), Some(5));
    assert_eq!(age_on(birth, day("2026-03-01")), Some(6));
    assert!(has_reached(birth, 6, day("2026-02-28")));
    assert!(!has_reached(birth, 6, day("2026-02-27")));
    // In a leap year the birthday itself exists.
    assert_eq!(age_on(birth, day("2024-02-28")), Some(3));
    assert_eq!(age_on(birth, day("2024-02-29")), Some(4));
    assert!(has_reached(birth, 4, day("2024-02-28")));
}

#[test]
fn br_061_an_age_is_not_reached_earlier_and_nobody_has_one_before_birth() {
    assert!(!has_reached(day("1996-04-01"), 30, day("2026-03-30")));
    assert!(!has_reached(day("2008-05-09"), 18, day("2026-05-07")));
    assert!(has_reached(day("2008-05-09"), 18, day("2026-05-08")));
    assert_eq!(age_on(day("2026-05-09"), day("2026-05-08")), None);
    assert_eq!(age_words(day("2026-05-09"), day("2026-05-08")), None);
    assert!(!has_reached(day("2026-05-09"), 0, day("2026-05-08")));
    assert!(has_reached(day("2026-05-09"), 0, day("2026-05-09")));
}

#[test]
fn ages_are_said_in_years_or_in_months_under_one() {
    let words = |birth: &str, on: &str| age_words(day(birth), day(on)).expect("born");
    assert_eq!(words("1990-07-04", "2026-05-08"), "35歳");
    assert_eq!(words("2026-01-08", "2026-05-08"), "4か月");
    assert_eq!(words("2026-01-09", "2026-05-08"), "3か月");
    assert_eq!(words("2026-05-08", "2026-05-08"), "0か月");
    assert_eq!(words("2025-05-09", "2026-05-08"), "11か月");
    assert_eq!(words("2025-05-08", "2026-05-08"), "1歳");
    assert_eq!(estimated_age_words(30), "30歳（推定）");
}

#[test]
fn fiscal_years_run_from_april_to_march() {
    assert_eq!(fiscal_year(day("2026-03-31")), 2025);
    assert_eq!(fiscal_year(day("2026-04-01")), 2026);
    assert_eq!(fiscal_year(day("2027-03-31")), 2026);
    assert_eq!(
        fiscal_year_days(2026),
        Some((day("2026-04-01"), day("2027-03-31")))
    );
    for (year, label) in [
        (2026, "令和8年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
    ] {
        assert_eq!(fiscal_year_label(year), label);
    }
}

#[test]
fn working_days_leave_weekends_out() {
    // 2026-05-08 is a Friday.
    assert_eq!(working_days_after(day("2026-05-08"), 0), day("2026-05-08"));
    assert_eq!(working_days_after(day("2026-05-08"), 1), day("2026-05-11"));
    assert_eq!(working_days_after(day("2026-05-09"), 1), day("2026-05-11"));
    assert_eq!(working_days_after(day("2026-05-08"), 5), day("2026-05-15"));
    assert_eq!(working_days_after(day("2026-05-13"), 3), day("2026-05-18"));
}

/// Every day that can be typed up to 2100.
#[test]
fn every_day_since_taisho_comes_back_from_its_text() {
    let mut date = day("1912-07-30");
    while date < day("2100-12-31") {
        assert_eq!(parse(&wareki(date).to_string()), Ok(date), "{date}");
        date = date.succ_opt().expect("a next day");
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..68_000).prop_map(|n| day("1912-07-30") + Days::new(n))
}

proptest! {
    #[test]
    fn every_way_of_writing_a_day_reads_back(date in any_day()) {
        let written = wareki(date);
        let EraChoice::Era(era) = written.era else { panic!("no era on {date}") };
        let (year, month, day) = (written.year, written.month, written.day);
        for text in [
            written.to_string(),
            wareki_and_western(date),
            format!("{}{year}.{month}.{day}", era.letter()),
            format!("{}{year:02}/{month:02}/{day:02}", era.letter().to_ascii_lowercase()),
            format!("{} {year}年 {month}月 {day}日", era.label()),
            date.format("%Y-%m-%d").to_string(),
            date.format("%Y/%-m/%-d").to_string(),
        ] {
            prop_assert_eq!(parse(&text), Ok(date), "{}", text);
        }
        let parts = [year.to_string(), month.to_string(), day.to_string()];
        prop_assert_eq!(parse_parts(written.era, &parts[0], &parts[1], &parts[2]), Ok(date));
    }

    #[test]
    fn reading_never_panics(text in "\\PC{0,24}") {
        let _ = parse(&text);
        let _ = parse_parts(EraChoice::Era(Era::Showa), &text, &text, &text);
    }

    #[test]
    fn reading_odd_dates_never_panics(text in "[RHSTM令昭平元年月日0-9./・()（）-]{0,12}") {
        if let Err(problem) = parse(&text) {
            prop_assert!(problem.words().ends_with('。') || problem.words().ends_with('）'));
        }
    }

    #[test]
    fn br_061_an_age_is_reached_the_day_before_it_counts(birth in any_day(), age in 1u16..110) {
        let reached = reaches_on(birth, age).expect("within the calendar");
        let next = reached.succ_opt().expect("a next day");
        prop_assert!(has_reached(birth, age, reached));
        prop_assert!(!has_reached(birth, age, reached.pred_opt().expect("a day before")));
        prop_assert_eq!(age_on(birth, reached), Some(age - 1));
        prop_assert_eq!(age_on(birth, next), Some(age));
    }

    #[test]
    fn ages_never_fall(birth in any_day(), later in 0u64..40_000) {
        let date = birth + Days::new(later);
        prop_assert!(age_on(birth, date) <= age_on(birth, date + Days::new(1)));
    }
}
