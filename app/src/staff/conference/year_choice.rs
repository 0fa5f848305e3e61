//! 年度: going to another fiscal year and back.

use domain::calendar;
use leptos::prelude::*;

use crate::staff::door::door;
use crate::ui::*;

/// The fiscal year that is shown, with the ones beside it. `None` in `chosen` is this one.
#[component]
pub fn YearChoice(
    #[prop(into)] shown: Signal<i32>,
    chosen: RwSignal<Option<i32>>,
) -> impl IntoView {
    let this = move || calendar::fiscal_year(door().today());
    view! {
        <div class="row" role="group" aria-label="年度">
            <Button
                variant=Variant::Tertiary
                icon=Icon::ArrowLeft
                on_press=move |()| chosen.set(Some(shown.get_untracked() - 1))
            >
                "前の年度"
            </Button>
            <strong>{move || calendar::fiscal_year_label(shown.get())}</strong>
            <Show when=move || shown.get() != this()>
                <Button variant=Variant::Tertiary on_press=move |()| chosen.set(None)>
                    "この年度へ"
                </Button>
            </Show>
        </div>
    }
}

/// What is missing in the year, in words.
#[component]
pub fn YearWarnings(warnings: Memo<Vec<String>>) -> impl IntoView {
    let notice = |words| {
        view! { <Notice kind=NoticeKind::Warning title="この年度の会議">{words}</Notice> }
    };
    move || warnings.get().into_iter().map(notice).collect_view()
}
