//! まちがいを知らせる: on every line of her plan, and an answer that must come.
//!
//! A line's button sends the whole form: what she has filled in stays, and the page comes back with
//! a box at that line. Nothing is sent on to anybody before she presses the button of the box.

use domain::id::ItemId;
use domain::plan::{ItemLine, PlanLine};
use leptos::prelude::*;
use uuid::Uuid;

use super::controls::{Send, Words};
use super::say::{Colon, Say};
use super::{Hidden, path, words};

/// The name of a line's button.
pub const OPENS: &str = "z";
/// The line that the open box is about.
pub const LINE: &str = "zl";
/// What she has typed in it.
pub const WORDS: &str = "zt";
/// The id of the command it will send.
pub const TICKET: &str = "ze";
/// The value of the box's own button, among the items' numbers.
pub const SENDS: &str = "z";
/// The id of the open box.
const BOX: &str = "z";

/// A line that she is telling about, and what she has typed so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    pub line: PlanLine,
    pub words: String,
    pub ticket: Uuid,
}

/// The value of a line in the form.
pub fn line_key(line: PlanLine) -> String {
    match line {
        PlanLine::Wish => "w".to_owned(),
        PlanLine::Contact => "c".to_owned(),
        PlanLine::GoalLong => "g".to_owned(),
        PlanLine::GoalsShort => "s".to_owned(),
        PlanLine::Period => "p".to_owned(),
        PlanLine::Review => "r".to_owned(),
        PlanLine::Item { item, part } => format!("{item}{}", part_key(part)),
    }
}

fn part_key(part: ItemLine) -> char {
    match part {
        ItemLine::Text => 't',
        ItemLine::When => 'w',
        ItemLine::Helper => 'h',
        ItemLine::HerPart => 'm',
    }
}

/// The line with that value.
pub fn line_of(key: &str) -> Option<PlanLine> {
    let whole = PlanLine::OF_PLAN.into_iter();
    if let Some(line) = whole.into_iter().find(|line| line_key(*line) == key) {
        return Some(line);
    }
    let part = ItemLine::ALL
        .into_iter()
        .find(|part| key.ends_with(part_key(*part)))?;
    let item: ItemId = key.get(..key.len().checked_sub(1)?)?.parse().ok()?;
    Some(PlanLine::Item { item, part })
}

/// The id of the box's text.
pub fn words_id(line: PlanLine) -> String {
    format!("z-{}", line_key(line))
}

/// The way to say that a line is wrong; where she is about to, the box.
#[component]
pub(crate) fn Tell(line: PlanLine, telling: Option<Telling>) -> impl IntoView {
    match telling.filter(|telling| telling.line == line) {
        Some(telling) => view! { <Box telling/> }.into_any(),
        None => view! { <Open line/> }.into_any(),
    }
}

/// A line's button.
#[component]
pub(crate) fn Open(line: PlanLine) -> impl IntoView {
    view! {
        <button
            class="her__tell-line"
            form="p"
            formaction=format!("{}#{BOX}", path::ANSWER)
            name=OPENS
            value=line_key(line)
        >
            <span>
                <Say text=words::TELL_WRONG/>
                <span class="visually-hidden"><Colon/> <Say text=words::line(line)/></span>
            </span>
        </button>
    }
}

#[component]
pub(crate) fn Box(telling: Telling) -> impl IntoView {
    let Telling {
        line,
        words: typed,
        ticket,
    } = telling;
    view! {
        <div class="her__said" id=BOX tabindex="-1" data-focus="">
            <p class="small">
                <Say text=words::TELL_LINE.with([("line", words::line(line).into())])/>
            </p>
            <Words
                id=words_id(line)
                name=WORDS
                label=words::TELL_WHAT
                help=[words::TELL_WRONG_HELP]
                text=typed
            />
            <Hidden name=LINE value=line_key(line)/>
            <Hidden name=TICKET value=ticket.to_string()/>
            <Send name="n" value=SENDS text=words::TELL_SEND/>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_back_from_its_own_value_and_from_no_other() {
        let item = ItemId(Uuid::from_u128(7));
        let items = ItemLine::ALL.map(|part| PlanLine::Item { item, part });
        let keys: Vec<String> = PlanLine::OF_PLAN
            .into_iter()
            .chain(items)
            .map(|line| {
                let key = line_key(line);
                assert_eq!(line_of(&key), Some(line));
                key
            })
            .collect();
        let mut once = keys.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), keys.len());
        for other in ["", "x", "t", "00000000t", "あ"] {
            assert_eq!(line_of(other), None, "{other}");
        }
    }
}
