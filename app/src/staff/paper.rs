//! 書面: a paper that the server prints, handed over under the name of the paper.

use domain::form::Attendee;
use domain::view::AgencyRef;
use domain::wire::session::{LETTER, Letter, LetterKind, LetterOf};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;

use crate::ui::*;

use super::act::{Act, Refusing};
use super::call;
use super::door::door;
use super::file::{NOT_HANDED_OVER, hand_over};

/// Asks the server for the paper and gives it to the browser.
fn fetch_paper<B: Serialize + 'static>(act: Act, path: &'static str, body: B, name: &'static str) {
    if act.busy.get_untracked() {
        return;
    }
    act.busy.set(true);
    act.refused.set(None);
    spawn_local(async move {
        let result = call::post_for_blob(path, &body).await;
        if act.busy.try_set(false).is_some() {
            return;
        }
        match result {
            Ok(blob) if hand_over(&blob, name, "pdf").is_some() => {
                door().tell(format!("「{name}」のPDFを作りました"));
            }
            Ok(_) => act.refuse(NOT_HANDED_OVER),
            Err(error) => act.refused.set(Some(error.into())),
        }
    });
}

/// The button that makes a paper.
#[component]
pub fn PaperButton<B>(
    act: Act,
    path: &'static str,
    /// What the server is asked for.
    body: B,
    /// What the paper is called, the file too.
    name: &'static str,
    label: &'static str,
    #[prop(optional)] variant: Variant,
    #[prop(default = Icon::Download)] icon: Icon,
) -> impl IntoView
where
    B: Serialize + Clone + Send + Sync + 'static,
{
    let make = move |()| fetch_paper(act, path, body.clone(), name);
    view! { <Button variant icon busy=act.busy on_press=make>{label}</Button> }
}

/// 招集通知 and 誓約書 for those who are called and have no account; nothing where everybody has one.
#[component]
pub fn Letters(
    of: LetterOf,
    /// Called, with the names of their agencies as the reader may know them.
    #[prop(into)]
    called: Signal<Vec<(Attendee, AgencyRef)>>,
    /// The reader calls people, and the meeting is still to come.
    #[prop(into)]
    shown: Signal<bool>,
) -> impl IntoView {
    let act = Act::new();
    let without = Memo::new(move |_| {
        let mut people = called.get();
        people.retain(|(person, _)| person.staff.is_none());
        people
    });
    view! {
        <Show when=move || shown.get() && without.with(|people| !people.is_empty())>
            <section class="panel" aria-labelledby="letters-title">
                <div class="panel__head">
                    <h2 id="letters-title">"紙で渡す案内と誓約書"</h2>
                </div>
                <p class="muted small">
                    "ともにを使わない人に渡します。名前や居場所は出ません。一枚ずつ配布番号が付き、だれに渡すかが残ります。"
                </p>
                <Refusing act/>
                <ul class="list" translate="no">
                    {move || {
                        without
                            .get()
                            .into_iter()
                            .map(|(person, agency)| {
                                let who = match person.name.trim() {
                                    "" => agency.name,
                                    name => format!("{}　{name}", agency.name),
                                };
                                let letter = |what, name, label| {
                                    let body = Letter { of, what, person: person.clone() };
                                    view! { <PaperButton act path=LETTER body name label/> }
                                };
                                view! {
                                    <li class="list__row">
                                        <strong>{who}</strong>
                                        {letter(LetterKind::Convening, "会議のご案内", "案内")}
                                        {letter(LetterKind::Pledge, "誓約書", "誓約書")}
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </section>
        </Show>
    }
}
