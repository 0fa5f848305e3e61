//! 来てほしい人・来てほしくない人 (BR-009): asked before anybody is invited.

use domain::access::Action;
use domain::case::AttendeeWishes;
use domain::command::CaseCommand;
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::words;
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::pick::{self, TickMany};

#[component]
pub(super) fn AttendeeWishesPanel(shared: Shared) -> impl IntoView {
    let open = RwSignal::new(false);
    let shown = shared.part(|view| {
        let wishes = view
            .attendee_wishes
            .clone()
            .filter(|wishes| wishes.recorded)?;
        let names = |ids: &std::collections::BTreeSet<domain::id::AgencyId>| {
            ids.iter()
                .map(|id| words::agency_name(&view.agencies, *id))
                .collect::<Vec<_>>()
                .join("、")
        };
        let none = |text: String| {
            if text.is_empty() {
                "とくにいない".to_owned()
            } else {
                text
            }
        };
        Some(vec![
            ("来てほしい".to_owned(), none(names(&wishes.welcome))),
            ("来てほしくない".to_owned(), none(names(&wishes.unwelcome))),
            ("本人の言葉".to_owned(), wishes.words),
        ])
    });
    let may = shared.has(Action::HerVoice);
    view! {
        <section class="panel" aria-labelledby="wishes-title">
            <div class="panel__head">
                <h2 id="wishes-title">"会議に来てほしい人・来てほしくない人"</h2>
                <Show when=move || may.get()>
                    <Button
                        disabled_reason=shared.stopped(Action::HerVoice)
                        on_press=move |()| open.set(true)
                    >
                        "聞いて記録する"
                    </Button>
                </Show>
            </div>
            {move || match shown.get() {
                Some(items) => {
                    view! { <div translate="no"><DescriptionList items/></div> }.into_any()
                }
                None => view! { <p class="muted">"まだ聞いていません。"</p> }.into_any(),
            }}
        </section>
        <WishesDialog shared open/>
    }
}

#[component]
fn WishesDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let welcome = RwSignal::new(Vec::<String>::new());
    let unwelcome = RwSignal::new(Vec::<String>::new());
    let text = RwSignal::new(String::new());
    let act = Act::new();
    // What she said before stands until she says otherwise.
    Effect::new(move |_| {
        if open.get() {
            let known = shared
                .view
                .with_untracked(|view| view.attendee_wishes.clone());
            if let Some(known) = known {
                welcome.set(known.welcome.iter().map(ToString::to_string).collect());
                unwelcome.set(known.unwelcome.iter().map(ToString::to_string).collect());
                text.set(known.words);
            }
        }
    });
    let save = move |()| {
        let wishes = AttendeeWishes {
            welcome: pick::ids(welcome),
            unwelcome: pick::ids(unwelcome),
            words: text.get_untracked(),
            recorded: true,
        };
        if wishes
            .welcome
            .intersection(&wishes.unwelcome)
            .next()
            .is_some()
        {
            return act
                .refuse("同じ機関が両方に入っています。本人に聞いて、どちらかにしてください。");
        }
        act.case(
            shared.id,
            CaseCommand::RecordAttendeeWishes { wishes },
            "本人の希望を記録しました",
            move |_| {
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="attendees"
            title="会議に来てほしい人・来てほしくない人"
            open
            act
            send="記録する"
            on_send=save
        >
            <WishesFields shared welcome unwelcome text/>
        </ActDialog>
    }
}

#[component]
fn WishesFields(
    shared: Shared,
    welcome: RwSignal<Vec<String>>,
    unwelcome: RwSignal<Vec<String>>,
    text: RwSignal<String>,
) -> impl IntoView {
    let agencies = pick::agencies(pick::directory(shared.id));
    view! {
        <TickMany id="welcome" label="来てほしい" options=agencies value=welcome/>
        <TickMany id="unwelcome" label="来てほしくない" options=agencies value=unwelcome/>
        <div class="fields" translate="no">
            <TextArea id="wishes-words" label="本人の言葉" value=text rows=2/>
        </div>
    }
}
