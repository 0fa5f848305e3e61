//! Chips above the board: what to show, each with its count.

use chrono::{Datelike, Days, NaiveDate};
use domain::view::Card;
use leptos::prelude::*;

use crate::staff::door::door;
use crate::ui::*;

use super::cards::Cards;

/// What is shown; chosen chips narrow together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Filter {
    mine: bool,
    late: bool,
    waits: bool,
    this_week: bool,
}

impl Filter {
    pub fn lets(self, card: &Card, today: NaiveDate) -> bool {
        (!self.mine || card.mine)
            && (!self.late || is_late(card, today))
            && (!self.waits || card.waits)
            && (!self.this_week || meets_this_week(card, today))
    }

    fn any(self) -> bool {
        self != Self::default()
    }
}

fn is_late(card: &Card, today: NaiveDate) -> bool {
    card.due.is_some_and(|due| due < today)
}

/// From Monday to Sunday.
fn meets_this_week(card: &Card, today: NaiveDate) -> bool {
    let since = u64::from(today.weekday().num_days_from_monday());
    let monday = today.checked_sub_days(Days::new(since)).unwrap_or(today);
    let next = monday.checked_add_days(Days::new(7)).unwrap_or(monday);
    card.meeting.is_some_and(|day| monday <= day && day < next)
}

#[component]
pub(super) fn FilterChips(cards: Cards) -> impl IntoView {
    let count = move |fits: fn(&Card, NaiveDate) -> bool| {
        let count = Memo::new(move |_| {
            let today = door().today();
            cards
                .all
                .with(|all| all.iter().filter(|shown| fits(&shown.card, today)).count())
        });
        Signal::from(count)
    };
    let filter = cards.filter;
    view! {
        <div class="board__chips">
            <Chips label="しぼりこみ">
                <Chip
                    label="自分の担当"
                    count=count(|card, _| card.mine)
                    pressed=Signal::derive(move || filter.get().mine)
                    on_press=move |()| filter.update(|f| f.mine = !f.mine)
                />
                <Chip
                    label="期限すぎ"
                    count=count(is_late)
                    pressed=Signal::derive(move || filter.get().late)
                    on_press=move |()| filter.update(|f| f.late = !f.late)
                />
                <Chip
                    label="返事待ち"
                    count=count(|card, _| card.waits)
                    pressed=Signal::derive(move || filter.get().waits)
                    on_press=move |()| filter.update(|f| f.waits = !f.waits)
                />
                <Chip
                    label="今週の会議"
                    count=count(meets_this_week)
                    pressed=Signal::derive(move || filter.get().this_week)
                    on_press=move |()| filter.update(|f| f.this_week = !f.this_week)
                />
                <Show when=move || filter.get().any()>
                    <Button
                        variant=Variant::Tertiary
                        on_press=move |()| filter.set(Filter::default())
                    >
                        "しぼりこみを外す"
                    </Button>
                </Show>
            </Chips>
        </div>
    }
}
