//! 案件に呼ぶ: more people for one item, from the list of people or by name. Who was called stays called.

use domain::access::Action;
use domain::matter::{MatterCommand, MatterStatus};
use domain::meeting::MeetingStatus;
use domain::wire;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::asked::asked;
use crate::staff::live;
use crate::ui::*;

use super::super::attendee;
use super::super::members::{Member, Members};
use super::item::Item;

/// The button, and the form behind it; for those who prepare the item, until it has ended.
#[component]
pub(super) fn Call(item: Item) -> impl IntoView {
    let prepares = item.may(Action::RaiseMatter);
    let calls = Memo::new(move |_| {
        let open = item.view.with(|view| {
            let status = view.conference_status;
            let conference = status.is_unheld() || status == MeetingStatus::InProgress;
            let own = matches!(
                view.line.status,
                MatterStatus::Waiting | MatterStatus::Running
            );
            conference && own
        });
        open && prepares.get()
    });
    let open = RwSignal::new(false);
    view! {
        <Show when=move || calls.get()>
            <Show
                when=move || open.get()
                fallback=move || {
                    view! {
                        <div class="actions">
                            <Button icon=Icon::Plus on_press=move |()| open.set(true)>
                                "この案件に人を呼ぶ"
                            </Button>
                        </div>
                    }
                }
            >
                <CallForm item done=Callback::new(move |()| open.set(false))/>
            </Show>
        </Show>
    }
}

#[component]
fn CallForm(item: Item, done: Callback<()>) -> impl IntoView {
    let directory = asked(|| wire::Directory { case: None }, live::council());
    let members = RwSignal::new(Vec::<Member>::new());
    let act = Act::new();
    let save = move |()| {
        let called: Vec<_> = item
            .view
            .with_untracked(|view| view.people.iter().map(attendee).collect());
        let mut people: Vec<_> = members.with_untracked(|members| {
            let ticked = members.iter().filter(|member| member.group.is_some());
            ticked.map(|member| member.person.clone()).collect()
        });
        people.retain(|person| !called.contains(person));
        if people.is_empty() {
            return act
                .refuse("呼ぶ人を選んでください。もう呼ばれている人は、選ばなくてかまいません。");
        }
        let command = MatterCommand::CallPeople { people };
        item.send(act, command, "案件に呼びました", move || {
            done.run(())
        });
    };
    view! {
        <div class="stack form" role="group" aria-label="この案件に人を呼ぶ">
            <p class="small muted">
                "呼ばれた人には案内が届き、この案件を開けます。内容は、見せる機関に選んだ機関の人だけが読めます。知らせない機関の人は呼べません。"
            </p>
            <Members
                id="matter-call"
                label="これから呼ぶ人"
                members
                groups=Signal::derive(|| vec!["呼ぶ"])
                directory
            />
            <Refusing act/>
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=save>"この人たちを呼ぶ"</Button>
                <Button variant=Variant::Tertiary on_press=move |()| done.run(())>"やめる"</Button>
            </div>
        </div>
    }
}
