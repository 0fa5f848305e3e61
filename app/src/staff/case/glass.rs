//! 緊急閲覧 of this case: who opened it and why, to confirm and to review.

use domain::access::Action;
use domain::break_glass::BreakGlass;
use domain::command::CaseCommand;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::words;
use crate::ui::*;

use super::Shared;

#[component]
pub(super) fn GlassNotices(shared: Shared) -> impl IntoView {
    let openings = shared.part(|view| {
        view.break_glass
            .iter()
            .filter(|opening| opening.reviewed.is_none())
            .cloned()
            .collect::<Vec<_>>()
    });
    let people = shared.part(|view| view.people.clone());
    let act = Act::new();
    view! {
        <Refusing act/>
        {move || {
            let people = people.get();
            openings
                .get()
                .into_iter()
                .map(|opening| {
                    let who = words::person_name(&people, opening.by);
                    view! { <One shared opening who act/> }
                })
                .collect_view()
        }}
    }
}

#[component]
fn One(shared: Shared, opening: BreakGlass, who: String, act: Act) -> impl IntoView {
    let id = opening.id;
    let confirmed = opening.confirmed.is_some();
    let confirm = move |()| {
        let command = CaseCommand::ConfirmBreakGlass { opening: id };
        act.case(shared.id, command, "緊急閲覧を確認しました", |_| ());
    };
    let review = move |()| {
        let command = CaseCommand::ReviewBreakGlass { opening: id };
        act.case(shared.id, command, "緊急閲覧を点検しました", |_| ());
    };
    let danger = move |()| {
        let command = CaseCommand::RecordDangerOfTelling { opening: id };
        act.case(shared.id, command, "危険を記録しました", |_| ());
    };
    let confirms = shared.has(Action::ConfirmBreakGlass);
    let reviews = shared.has(Action::ReviewBreakGlass);
    view! {
        <Notice kind=NoticeKind::Warning title="緊急閲覧がありました">
            <p translate="no">
                {who} "　" {words::moment(opening.asked_at)} "　" {opening.reason}
                {opening.whereabouts.then_some("　（居場所を含む）")}
            </p>
            <div class="actions">
                <Show when=move || confirms.get() && !confirmed>
                    <Button busy=act.busy on_press=confirm>"確認する"</Button>
                </Show>
                <Show when=move || reviews.get()>
                    <Button busy=act.busy on_press=review>"点検を終える"</Button>
                    <Button variant=Variant::Tertiary busy=act.busy on_press=danger>
                        "本人へ知らせると危険、と記録する"
                    </Button>
                </Show>
            </div>
        </Notice>
    }
}
