//! 緊急閲覧: opening a case by its number, with a reason, for at most four hours (BR-054).

use domain::break_glass::SHORTEST_REASON;
use domain::command::CaseCommand;
use domain::id::{BreakGlassId, CaseId};
use domain::wire;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::route::Route;
use crate::ui::*;

use super::act::{Act, Refusing};
use super::door::door;
use super::{call, ids};

/// First the number, then the reason.
#[component]
pub fn GlassScreen() -> impl IntoView {
    let no = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let whereabouts = RwSignal::new(false);
    let found = RwSignal::new(None::<CaseId>);
    let opening = StoredValue::new(BreakGlassId(ids::new()));
    let act = Act::new();
    let find = move |()| {
        let no = no.get_untracked().trim().to_owned();
        if no.is_empty() {
            return act.refuse("ケースの番号を入れてください。");
        }
        act.busy.set(true);
        act.refused.set(None);
        spawn_local(async move {
            let result = call::ask(wire::Number { no }).await;
            act.busy.try_set(false);
            match result {
                Ok(numbered) => {
                    found.try_set(Some(numbered.case));
                }
                Err(error) => act.refuse(error.message),
            }
        });
    };
    let open = move |()| {
        let Some(case) = found.get_untracked() else {
            return;
        };
        let reason = reason.get_untracked();
        if reason.trim().chars().count() < SHORTEST_REASON {
            return act.refuse(format!("理由を{SHORTEST_REASON}文字以上で書いてください。"));
        }
        let place = whereabouts.get_untracked();
        let command = CaseCommand::BreakGlass {
            opening: opening.get_value(),
            reason,
            whereabouts: place,
        };
        act.case(
            case,
            command,
            "緊急閲覧を記録しました",
            move |_| {
                opening.set_value(BreakGlassId(ids::new()));
                door().go(Route::case(case));
            },
        );
    };
    view! {
        <div class="page page--narrow stack">
            <h1>"番号で緊急に開く"</h1>
            <Notice kind=NoticeKind::Warning title="開いたことは、必ず記録に残ります">
                <p>
                    "命や身体に危険があるときだけ使います。4時間で閉じます。24時間以内にもう一人が確認し、本人にも知らせます（危険があると二人が記録したときを除く）。"
                </p>
            </Notice>
            <form class="form" on:submit=move |event| event.prevent_default()>
                <Refusing act/>
                <TextInput id="glass-no" label="ケースの番号" help="例：K-R8-0001" value=no width=Width::Middle/>
                <Show
                    when=move || found.get().is_some()
                    fallback=move || {
                        view! {
                            <div class="actions">
                                <Button kind="submit" variant=Variant::Primary busy=act.busy on_press=find>
                                    "つぎへ"
                                </Button>
                            </div>
                        }
                    }
                >
                    <TextArea
                        id="glass-reason"
                        label="開く理由"
                        need=Need::Required
                        help="何が起きていて、なぜ今すぐ要るのか。20文字以上。"
                        value=reason
                    />
                    <Check
                        id="glass-place"
                        label="居場所も要る（もう一人が確認するまで、何も開きません）"
                        checked=whereabouts
                    />
                    <div class="actions">
                        <Button variant=Variant::Danger busy=act.busy on_press=open>"記録して開く"</Button>
                        <LinkButton href=Route::Board.path()>"やめる"</LinkButton>
                    </div>
                </Show>
            </form>
        </div>
    }
}
