//! Dates in three text fields beside a choice of 元号.

use domain::calendar::{self, DateProblem, Era, EraChoice};
use leptos::{html, prelude::*, wasm_bindgen::JsCast, web_sys};

use super::field::{GroupField, Need};

/// A date as the writer has it in the fields, readable or not.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Typed {
    era: EraChoice,
    year: String,
    month: String,
    day: String,
}

impl Typed {
    /// Spreads one text over the fields. What is no date goes into the year as it stands, so
    /// that nothing typed is lost.
    fn from_text(text: &str, era: EraChoice) -> Self {
        if let Ok(date) = calendar::parse(text) {
            let said = calendar::wareki(date);
            return Self {
                era: said.era,
                year: said.year.to_string(),
                month: said.month.to_string(),
                day: said.day.to_string(),
            };
        }
        // The shape `as_typed` writes: 令和8年月日, with any of the parts missing.
        let (era, rest) = EraChoice::ALL
            .into_iter()
            .filter(|choice| *choice != EraChoice::Western)
            .find_map(|choice| Some((choice, text.strip_prefix(choice.label())?)))
            .unwrap_or((
                if text.is_empty() {
                    era
                } else {
                    EraChoice::Western
                },
                text,
            ));
        if let Some((year, rest)) = rest.split_once('年')
            && let Some((month, rest)) = rest.split_once('月')
            && let Some(day) = rest.strip_suffix('日')
        {
            return Self {
                era,
                year: year.to_owned(),
                month: month.to_owned(),
                day: day.to_owned(),
            };
        }
        Self {
            era,
            year: rest.to_owned(),
            month: String::new(),
            day: String::new(),
        }
    }

    fn to_text(&self) -> String {
        calendar::as_typed(self.era, &self.year, &self.month, &self.day)
    }

    /// The date in both ways of counting, or what is wrong with it; `None` while nothing is
    /// typed.
    fn read(&self) -> Option<Result<String, String>> {
        match calendar::parse_parts(self.era, &self.year, &self.month, &self.day) {
            Ok(date) => Some(Ok(calendar::wareki_and_western(date))),
            Err(DateProblem::Empty) => None,
            Err(problem) => Some(Err(problem.words())),
        }
    }
}

/// A date field. `value` is the date as one raw text (令和8年11月21日) that
/// [`domain::calendar::parse`] reads; an unreadable text is kept to the letter.
///
/// A whole date pasted or typed into the year (R8.11.21) spreads over the fields on leaving it.
/// In a form without JavaScript the parts are named `NAME.era`, `NAME.year`, `NAME.month` and
/// `NAME.day`.
#[component]
pub fn DateInput(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional)] need: Need,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] name: Option<String>,
    /// The era chosen while the field is empty.
    #[prop(default = EraChoice::Era(Era::Reiwa))]
    era: EraChoice,
) -> impl IntoView {
    let name = name.unwrap_or_else(|| id.clone());
    let typed = RwSignal::new(Typed::from_text(&value.get_untracked(), era));
    // Problems are told on leaving the field, not while the first digits are typed.
    let left = RwSignal::new(false);
    Effect::new(move |_| {
        let text = value.get();
        if typed.with_untracked(|now| now.to_text() != text) {
            let era = typed.with_untracked(|now| now.era);
            typed.set(Typed::from_text(&text, era));
        }
    });
    let write = move |change: &dyn Fn(&mut Typed)| {
        typed.update(change);
        value.set(typed.with_untracked(Typed::to_text));
    };

    let eras = EraChoice::ALL
        .into_iter()
        .map(|choice| {
            let chosen = move || typed.with(|now| now.era == choice);
            view! {
                <label class="era__choice">
                    <input
                        type="radio"
                        name=format!("{name}.era")
                        value=choice.key()
                        checked=untrack(chosen)
                        prop:checked=chosen
                        on:change=move |_| write(&|now| now.era = choice)
                    />
                    <span>{choice.label()}</span>
                </label>
            }
        })
        .collect_view();
    let year_left = move || {
        typed.with_untracked(|now| {
            (now.month.is_empty() && now.day.is_empty())
                .then(|| calendar::parse(&now.year).ok())
                .flatten()
                .map(|_| Typed::from_text(&now.year, now.era))
        })
    };
    let echo_id = format!("{id}-echo");
    view! {
        <GroupField id=id.clone() label need help=help.unwrap_or_default() error>
            <div
                class="date"
                on:focusin=move |_| left.set(false)
                on:focusout=move |event| left.set(leaves_group(&event))
            >
                <div class="era" role="group" aria-label="元号">
                    {eras}
                </div>
                <div class="date__parts">
                    <DatePart
                        id=id.clone()
                        name=format!("{name}.year")
                        unit="年"
                        text=Signal::derive(move || typed.with(|now| now.year.clone()))
                        error
                        echo_id=echo_id.clone()
                        on_text=move |text: String| write(&|now| now.year.clone_from(&text))
                        on_leave=move |()| {
                            if let Some(spread) = year_left() {
                                write(&|now| now.clone_from(&spread));
                            }
                        }
                    />
                    <DatePart
                        id=format!("{id}-month")
                        name=format!("{name}.month")
                        unit="月"
                        text=Signal::derive(move || typed.with(|now| now.month.clone()))
                        error
                        echo_id=echo_id.clone()
                        on_text=move |text: String| write(&|now| now.month.clone_from(&text))
                    />
                    <DatePart
                        id=format!("{id}-day")
                        name=format!("{name}.day")
                        unit="日"
                        text=Signal::derive(move || typed.with(|now| now.day.clone()))
                        error
                        echo_id=echo_id.clone()
                        on_text=move |text: String| write(&|now| now.day.clone_from(&text))
                    />
                </div>
                <p class="date__echo" id=echo_id aria-live="polite">
                    {move || match typed.with(Typed::read) {
                        Some(Ok(words)) => words,
                        Some(Err(words)) if left.get() => words,
                        _ => String::new(),
                    }}
                </p>
            </div>
        </GroupField>
    }
}

/// Whether the focus goes outside the element that listens.
fn leaves_group(event: &web_sys::FocusEvent) -> bool {
    let group = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let next = event
        .related_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    !group.is_some_and(|group| next.is_some() && group.contains(next.as_ref()))
}

/// One of the three parts. Written back only when it was changed from outside.
#[component]
fn DatePart(
    id: String,
    name: String,
    unit: &'static str,
    text: Signal<String>,
    error: Signal<Option<String>>,
    echo_id: String,
    #[prop(into)] on_text: Callback<String>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        let wanted = text.get();
        if let Some(input) = node.get()
            && input.value() != wanted
        {
            input.set_value(&wanted);
        }
    });
    view! {
        <label class="date__part">
            <input
                class="input"
                data-unit=unit
                node_ref=node
                id=id
                name=name
                type="text"
                inputmode="numeric"
                autocomplete="off"
                value=text.get_untracked()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=echo_id
                on:input=move |event| on_text.run(event_target_value(&event))
                on:blur=move |_| {
                    if let Some(leave) = on_leave {
                        leave.run(());
                    }
                }
            />
            <span class="date__unit">{unit}</span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REIWA: EraChoice = EraChoice::Era(Era::Reiwa);

    #[test]
    fn a_whole_date_spreads_over_the_fields() {
        for text in ["R8.11.21", "令和8年11月21日", "2026-11-21"] {
            let typed = Typed::from_text(text, EraChoice::Western);
            assert_eq!(typed.to_text(), "令和8年11月21日", "{text}");
        }
    }

    #[test]
    fn an_unreadable_date_keeps_its_letters() {
        for text in ["", "令和8年2月30日", "令和8年月日", "おぼえていない"] {
            let typed = Typed::from_text(text, REIWA);
            let again = Typed::from_text(&typed.to_text(), REIWA);
            assert_eq!(typed, again, "{text}");
        }
        assert_eq!(
            Typed::from_text("おぼえていない", REIWA).year,
            "おぼえていない"
        );
    }

    #[test]
    fn an_empty_field_keeps_the_era_on_offer() {
        assert_eq!(Typed::from_text("", REIWA).era, REIWA);
        assert_eq!(Typed::from_text("", REIWA).read(), None);
    }
}
