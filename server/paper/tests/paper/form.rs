use domain::form::{
    CONVENING_LETTER, EVALUATION, Form, INQUIRY, PLEDGE, POSTHOC_REPORT, choices, evaluation,
    inquiry, letter,
};
use paper::PaperError;
use paper::form::{FormPaper, Line, pdf};

use crate::pdf::assert_in_order;
use crate::scenario::{info, pages, solid, squeeze};

const ALL: [&Form; 5] = [
    &INQUIRY,
    &POSTHOC_REPORT,
    &CONVENING_LETTER,
    &PLEDGE,
    &EVALUATION,
];

fn printed(form: &'static Form) -> Vec<&'static str> {
    let mut words = vec![form.title];
    for section in form.sections {
        words.push(section.title);
        words.extend(section.fields.iter().map(|field| field.label));
        words.extend(section.notes);
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_word_of_the_form_stands_on_its_paper_in_order() {
    for form in ALL {
        let made = pdf(&FormPaper::new(form)).unwrap();
        assert_eq!(pages(&made), 1, "{}", form.title);
        assert_in_order(&solid(&made), &printed(form));
        assert!(solid(&made).contains("取扱注意"));
    }
}

#[test]
fn no_form_has_a_box_for_an_address() {
    for form in ALL {
        for field in form.fields() {
            let place = field.class == domain::form::Class::P4;
            assert!(!place && !field.label.contains("住所"), "{}", field.label);
        }
    }
}

#[test]
fn what_was_written_is_on_the_paper_and_long_words_go_on_on_the_next_page() {
    let what = "相談の記録があれば、日付を教えてください。".repeat(120);
    let paper = FormPaper::new(&INQUIRY)
        .word(inquiry::key::AGENCY, "みほん警察署（架空）")
        .word(inquiry::key::WHAT, &what)
        .word(inquiry::key::BASIS, "本人同意あり")
        .word(inquiry::key::DUE, "令和8年5月20日");
    let made = pdf(&paper).unwrap();
    assert!(pages(&made) > 1);
    let words = solid(&made);
    for word in ["みほん警察署（架空）", "本人同意あり", "令和8年5月20日"] {
        assert!(words.contains(&squeeze(word)), "{word}: {words}");
    }
    assert_eq!(words.matches("日付を教えてください").count(), 120);
    // The file itself says what it is and nothing of whom.
    assert!(info(&made).contains(INQUIRY.title) && !info(&made).contains("みほん"));
}

#[test]
fn a_pledge_has_room_for_a_pen_and_one_tick_at_most() {
    let mut paper = FormPaper::new(&PLEDGE)
        .word(letter::key::PERSON, "試験 医")
        .word(letter::key::TEXT, letter::PROMISES.join("\n"))
        .word(letter::key::TIES, letter::TIES);
    paper.copy_number = Some("7".to_owned());
    let words = solid(&pdf(&paper).unwrap());
    assert!(
        words.contains("配布番号7") && words.contains("年月日"),
        "{words}"
    );
    assert_eq!(words.matches('☐').count(), 5, "{words}");
    let paper = paper.tick(letter::key::HOLDER, Some("individual"));
    let words = solid(&pdf(&paper).unwrap());
    assert_eq!(words.matches('☑').count(), 1, "{words}");
}

#[test]
fn her_sign_stands_above_the_boxes_and_each_goal_has_a_line_of_its_own() {
    use evaluation::key;
    let goal = |ticked, words: &str| Line {
        label: "住むところを決める".to_owned(),
        options: choices::SIGN,
        ticked,
        words: words.to_owned(),
    };
    let paper = FormPaper::new(&EVALUATION)
        .lines(key::HER_WHOLE, vec![goal(Some("some"), ""), goal(None, "")])
        .word(key::HER_CHANGES, "朝まで眠れる")
        .tick(key::DECISION, Some("close"));
    let made = pdf(&paper).unwrap();
    let words = solid(&made);
    assert_in_order(
        &words,
        &[
            "【本人の評価】",
            "住むところを決める",
            "☑△少し",
            "支援ぜんたいについて",
            "朝まで眠れる",
            "【支援した側の評価】",
            "☑終結",
        ],
    );
    // What she did not answer has nothing ticked.
    assert_eq!(words.matches('☑').count(), 2, "{words}");
}

#[test]
fn a_word_without_a_box_is_a_fault_of_the_build() {
    let paper = FormPaper::new(&CONVENING_LETTER).word(inquiry::key::ANSWER, "返事");
    assert!(matches!(
        pdf(&paper),
        Err(PaperError::NoSuchField("answer"))
    ));
    for paper in [
        FormPaper::new(&PLEDGE).tick(inquiry::key::ANSWER, Some("close")),
        FormPaper::new(&PLEDGE).lines(inquiry::key::ANSWER, Vec::new()),
    ] {
        assert!(matches!(
            pdf(&paper),
            Err(PaperError::NoSuchField("answer"))
        ));
    }
}
