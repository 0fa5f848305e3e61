//! 案件に呼ぶ: more people for one item, from the list of people or by name, or one of them no more.

use domain::access::Action;
use domain::form::Attendee;
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
                                "この案件に呼ぶ人を変える"
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

/// Those called now, each to be ticked off again.
fn members_of(item: Item) -> Vec<Member> {
    item.view.with_untracked(|view| {
        let people = view.people.iter();
        people
            .map(|person| Member {
                own: true,
                ..Member::of(person, 0)
            })
            .collect()
    })
}

/// `now` with what was changed here since `first`: what somebody else changed meanwhile stays.
fn changed(now: &[Attendee], first: &[Member], members: &[Member]) -> Vec<Attendee> {
    let off = |person: &Attendee| {
        let gone = |member: &Member| member.group.is_none() && member.person == *person;
        members.iter().any(gone)
    };
    let mut people: Vec<Attendee> = now.iter().filter(|one| !off(one)).cloned().collect();
    for member in members.iter().filter(|member| member.group.is_some()) {
        let stood = first.iter().any(|known| known.person == member.person);
        if !stood && !people.contains(&member.person) {
            people.push(member.person.clone());
        }
    }
    people
}

#[component]
fn CallForm(item: Item, done: Callback<()>) -> impl IntoView {
    let directory = asked(|| wire::Directory { case: None }, live::council());
    let first = members_of(item);
    let members = RwSignal::new(first.clone());
    let first = StoredValue::new(first);
    let act = Act::new();
    let save = move |()| {
        let now: Vec<Attendee> = item
            .view
            .with_untracked(|view| view.people.iter().map(attendee).collect());
        let people = members
            .with_untracked(|members| first.with_value(|first| changed(&now, first, members)));
        let command = MatterCommand::CallPeople { people };
        item.send(act, command, "呼ぶ人を変えました", move || {
            done.run(())
        });
    };
    view! {
        <div class="stack form" role="group" aria-label="この案件に呼ぶ人を変える">
            <p class="small muted">
                "呼ばれた人は、この案件を開けます。内容は、見せる機関に選んだ機関の人だけが読めます。知らせない機関の人は呼べません。"
            </p>
            <Members
                id="matter-call"
                label="この案件に呼ぶ人"
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::AgencyId;

    fn member(number: u128, group: Option<usize>) -> Member {
        let agency = AgencyId(uuid::Uuid::from_u128(number));
        Member {
            person: Attendee {
                agency,
                staff: None,
                name: String::new(),
            },
            words: String::new(),
            group,
            own: true,
        }
    }

    fn person(number: u128) -> Attendee {
        member(number, None).person
    }

    #[test]
    fn whom_somebody_else_called_or_let_go_meanwhile_is_left_so() {
        let first = [1, 2, 3].map(|number| member(number, Some(0)));
        let mut mine = first.to_vec();
        mine[0].group = None;
        mine.push(member(4, Some(0)));
        // Meanwhile the third was let go and the fifth called.
        let people = changed(&[1, 2, 5].map(person), &first, &mine);
        assert_eq!(people, [2, 5, 4].map(person));
    }
}
