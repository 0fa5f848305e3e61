//! 構成員: the people called, from the series, from the list of people, or by name for those who
//! have no account.

use domain::form::Attendee;
use domain::id::StaffId;
use domain::view::Directory;
use domain::view::conference::Participant;
use leptos::prelude::*;

use crate::staff::asked::Asked;
use crate::staff::form::{Select, agency_options, person_options};
use crate::staff::gathering::Newcomer;
use crate::ui::*;

use super::{attendee, named};

/// Somebody on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    pub person: Attendee,
    pub words: String,
    /// Place of the group in the list of groups; none: not called.
    pub group: Option<usize>,
    /// Added by hand, not by the series.
    pub own: bool,
}

impl Member {
    pub fn of(person: &Participant, group: usize) -> Self {
        Self {
            person: attendee(person),
            words: named(person),
            group: Some(group),
            own: false,
        }
    }

    /// Tells people apart, with or without an account.
    pub fn key(&self) -> String {
        match self.person.staff {
            Some(staff) => staff.to_string(),
            None => format!("{}/{}", self.person.agency, self.person.name),
        }
    }
}

/// Those who can lead or write on the screen: called, and with an account.
pub(super) fn leads(members: RwSignal<Vec<Member>>) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        members.with(|members| {
            members
                .iter()
                .filter(|member| member.group.is_some() && member.person.staff.is_some())
                .map(|member| (member.key(), member.words.clone()))
                .collect()
        })
    })
}

pub(super) fn find(members: RwSignal<Vec<Member>>, key: &str) -> Option<Attendee> {
    members.with_untracked(|members| {
        members
            .iter()
            .find(|member| member.key() == key)
            .map(|member| member.person.clone())
    })
}

/// The list with a way to add to it. With one group, those of the series stand fast and who was added
/// can be ticked off again.
#[component]
pub(super) fn Members(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    members: RwSignal<Vec<Member>>,
    #[prop(into)] groups: Signal<Vec<&'static str>>,
    directory: Asked<Directory>,
) -> impl IntoView {
    let indices = move || (0..members.with(Vec::len)).collect::<Vec<_>>();
    let empty = Memo::new(move |_| members.with(Vec::is_empty));
    let row_id = id.clone();
    view! {
        <fieldset class="field">
            <legend class="field__label">{label}</legend>
            <Show when=move || empty.get()>
                <p class="muted">"まだだれもいません。下から加えてください。"</p>
            </Show>
            <div class="choices members" translate="no">
                <For each=indices key=|index| *index let:index>
                    <Row id=row_id.clone() members groups index/>
                </For>
            </div>
        </fieldset>
        <Adding id members directory/>
    }
}

#[component]
fn Row(
    id: String,
    members: RwSignal<Vec<Member>>,
    groups: Signal<Vec<&'static str>>,
    index: usize,
) -> impl IntoView {
    let words = move || {
        members.with(|members| {
            members
                .get(index)
                .map(|member| member.words.clone())
                .unwrap_or_default()
        })
    };
    let group =
        Memo::new(move |_| members.with(|members| members.get(index).and_then(|one| one.group)));
    let set = move |group: Option<usize>| {
        members.update(|members| {
            if let Some(member) = members.get_mut(index) {
                member.group = group;
            }
        });
    };
    let many = Memo::new(move |_| groups.with(|groups| groups.len() > 1));
    let own =
        Memo::new(move |_| members.with(|members| members.get(index).is_some_and(|one| one.own)));
    move || {
        if !many.get() && !own.get() {
            view! {
                <p class="members__row">
                    <span>{words}</span>
                    <Tag tone=Tone::Plain>"系列の構成員"</Tag>
                </p>
            }
            .into_any()
        } else if many.get() {
            let own = format!("{id}-group-{index}");
            view! {
                <div class="members__row">
                    <label for=own.clone()>{words}</label>
                    <select
                        class="input"
                        id=own
                        on:change=move |event| set(event_target_value(&event).parse().ok())
                    >
                        <option value="" prop:selected=move || group.get().is_none()>"外す"</option>
                        {move || {
                            groups
                                .get()
                                .into_iter()
                                .enumerate()
                                .map(|(at, name)| {
                                    view! {
                                        <option
                                            value=at.to_string()
                                            prop:selected=move || group.get() == Some(at)
                                        >
                                            {name}
                                        </option>
                                    }
                                })
                                .collect_view()
                        }}
                    </select>
                </div>
            }
            .into_any()
        } else {
            view! {
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || group.get().is_some()
                        on:change=move |event| set(event_target_checked(&event).then_some(0))
                    />
                    <span class="choice__words">
                        <span class="choice__label">{words}</span>
                    </span>
                </label>
            }
            .into_any()
        }
    }
}

#[component]
fn Adding(
    id: String,
    members: RwSignal<Vec<Member>>,
    directory: Asked<Directory>,
) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let people = Signal::derive(move || {
        let mut options = directory
            .answer
            .with(|answer| answer.as_ref().map(person_options))
            .unwrap_or_default();
        members.with(|members| {
            options.retain(|(key, _)| !members.iter().any(|member| member.key() == *key));
        });
        options
    });
    let agencies = Signal::derive(move || {
        directory
            .answer
            .with(|answer| answer.as_ref().map(agency_options))
            .unwrap_or_default()
    });
    let push = move |person: Attendee, words: String| {
        let member = Member {
            person,
            words,
            group: Some(0),
            own: true,
        };
        members.update(|members| {
            if !members.iter().any(|known| known.key() == member.key()) {
                members.push(member);
            }
        });
    };
    Effect::new(move |_| {
        let Ok(staff) = chosen.with(|text| text.parse::<StaffId>()) else {
            return;
        };
        let found = directory.answer.with_untracked(|answer| {
            let directory = answer.as_ref()?;
            directory.people.iter().find(|one| one.id == staff).cloned()
        });
        if let Some(one) = found {
            let words = format!("{}（{}）", one.agency.name, one.name);
            let person = Attendee {
                agency: one.agency.id,
                staff: Some(staff),
                name: one.name,
            };
            push(person, words);
        }
        chosen.set(String::new());
    });
    let add = Callback::new(move |(person, words)| push(person, words));
    view! {
        <Select
            id=format!("{id}-more")
            label="人を加える"
            options=people
            value=chosen
            empty="選ばない"
        />
        <Newcomer id agencies add note="紙の案内と、紙の誓約書で参加する人です。"/>
    }
}
