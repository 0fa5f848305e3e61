//! 居場所 (P4): opened with a reason, shown for a minute, then hidden again.

use domain::access::Action;
use domain::form;
use domain::view::{Directory, WhereaboutsView};
use domain::wire;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::staff::act::Act;
use crate::staff::form::value_words;
use crate::staff::{call, clock};
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::new_address::{NewAddress, NewAddressDialog};

/// Seconds for which the place stays on the screen.
const SHOWN: u32 = 60;

#[component]
pub(super) fn PlacePanel(shared: Shared) -> impl IntoView {
    let opening = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let place = RwSignal::new(None::<WhereaboutsView>);
    let left = RwSignal::new(0_u32);
    let act = Act::new();
    let open = move |()| {
        let reason_text = reason.get_untracked();
        if reason_text.trim().is_empty() {
            return act.refuse("開く理由を書いてください。");
        }
        act.busy.set(true);
        act.refused.set(None);
        spawn_local(async move {
            let question = wire::Whereabouts {
                case: shared.id,
                reason: reason_text,
            };
            let result = call::ask(question).await;
            act.busy.try_set(false);
            match result {
                Ok(view) => {
                    reason.try_set(String::new());
                    opening.try_set(false);
                    place.try_set(Some(view));
                    left.try_set(SHOWN);
                    while left.try_get_untracked().is_some_and(|left| left > 0) {
                        clock::pause(1_000).await;
                        left.try_update(|left| *left = left.saturating_sub(1));
                    }
                    place.try_set(None);
                }
                Err(error) => act.refuse(error.message),
            }
        });
    };
    let may = shared.has(Action::SeeWhereabouts);
    let corrects = shared.has(Action::CorrectIntake);
    let moving = NewAddress::new();
    let rewrite = move |()| {
        if let Some(view) = place.get_untracked() {
            moving.begin(shared, &view);
            left.set(0);
        }
    };
    view! {
        <section class="panel" aria-labelledby="place-title">
            <div class="panel__head">
                <h2 id="place-title">"居場所・安全な連絡先"</h2>
                <Show
                    when=move || may.get()
                    fallback=|| view! { <span class="muted">"非開示"</span> }
                >
                    <Show when=move || place.with(Option::is_none)>
                        <Button
                            icon=Icon::Lock
                            disabled_reason=shared.stopped(Action::SeeWhereabouts)
                            on_press=move |()| opening.set(true)
                        >
                            "居場所を開く"
                        </Button>
                    </Show>
                </Show>
            </div>
            {move || {
                place
                    .get()
                    .map(|view| {
                        view! {
                            <div translate="no">
                                <DescriptionList items=rows(&view)/>
                            </div>
                            <div class="actions">
                                <span class="num">{move || format!("あと{}秒で隠れます", left.get())}</span>
                                <Button icon=Icon::EyeOff on_press=move |()| left.set(0)>"すぐ隠す"</Button>
                                <Show when=move || corrects.get()>
                                    <Button icon=Icon::Pen on_press=rewrite>"住所を書き直す"</Button>
                                </Show>
                            </div>
                        }
                    })
            }}
        </section>
        <ActDialog
            id="open-place"
            title="居場所を開く"
            open=opening
            act
            send="開く（60秒）"
            on_send=open
        >
            <p>"開いたこと、開いた人、理由が記録に残ります。"</p>
            <TextInput id="place-reason" label="開く理由" need=Need::Required value=reason/>
        </ActDialog>
        <NewAddressDialog shared form=moving/>
    }
}

fn rows(view: &WhereaboutsView) -> Vec<(String, String)> {
    let nobody = Directory::default();
    let mut rows: Vec<(String, String)> = view
        .places
        .iter()
        .map(|(_, place)| ("一時保護の場所".to_owned(), place.clone()))
        .collect();
    for field in form::INTAKE.fields() {
        let text = value_words(field, view.intake.get(field.key), &nobody);
        if !text.is_empty() {
            rows.push((field.label.to_owned(), text));
        }
    }
    for (_, form) in &view.measures {
        for field in form::ADDRESS_PROTECTION.fields() {
            let text = value_words(field, form.get(field.key), &nobody);
            if !text.is_empty() {
                rows.push((format!("支援措置：{}", field.label), text));
            }
        }
    }
    let more = [
        (
            "開催希望場所",
            view.wished_places
                .iter()
                .map(|(_, text)| text.clone())
                .collect::<Vec<_>>(),
        ),
        (
            "開催場所",
            view.held_at.iter().map(|(_, text)| text.clone()).collect(),
        ),
        (
            "安全のための約束",
            view.safety_plans
                .iter()
                .map(|(_, text)| text.clone())
                .collect(),
        ),
    ];
    for (label, texts) in more {
        rows.extend(
            texts
                .into_iter()
                .filter(|t| !t.is_empty())
                .map(|text| (label.to_owned(), text)),
        );
    }
    if rows.is_empty() {
        rows.push(("居場所".to_owned(), "書いてありません".to_owned()));
    }
    rows
}
