//! 会議を予定する: series, day, room, who is called, who leads and who writes. What the series knows is
//! there already.

use domain::conference::ConferenceCommand;
use domain::id::{ConferenceId, SeriesId};
use domain::view::conference::{Conferences, SeriesLine};
use domain::wire;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::staff::act::{Act, Refusing};
use crate::staff::asked::asked;
use crate::staff::door::door;
use crate::staff::form::Select;
use crate::staff::gathering::{Serves, program_keys, programs};
use crate::staff::hours::{SpanDraft, SpanFields};
use crate::staff::{ids, live};
use crate::ui::*;

use super::members::{Member, Members, find, leads};

/// The form. It stays as typed until it was planned or given up.
#[component]
pub(super) fn PlanForm(view: Signal<Conferences>, done: Callback<()>) -> impl IntoView {
    // One id for one form, however often it is sent.
    let conference = ConferenceId(ids::new());
    let directory = asked(|| wire::Directory { case: None }, live::council());
    let series = RwSignal::new(String::new());
    let full = RwSignal::new(false);
    let draft = SpanDraft::new(None);
    let room = RwSignal::new(String::new());
    let serves = RwSignal::new(Vec::<String>::new());
    let members = RwSignal::new(Vec::<Member>::new());
    let chair = RwSignal::new(String::new());
    let recorder = RwSignal::new(String::new());
    let act = Act::new();
    let options = Signal::derive(move || {
        view.with(|view| {
            view.series
                .iter()
                .filter(|line| !line.ended)
                .map(|line| (line.id.to_string(), line.title()))
                .collect::<Vec<_>>()
        })
    });
    let line = move || -> Option<SeriesLine> {
        let id: SeriesId = series.with(|text| text.parse().ok())?;
        view.with_untracked(|view| view.series.iter().find(|line| line.id == id).cloned())
    };
    // The standing members come with the series; whoever was added by hand stays.
    Effect::new(move |before: Option<Option<SeriesId>>| {
        let line = line();
        let full = full.get();
        let id = line.as_ref().map(|line| line.id);
        if let Some(line) = line {
            if before.flatten() != id {
                serves.set(program_keys(&line.also_serves));
            }
            let mut list: Vec<Member> = line.core.iter().map(|one| Member::of(one, 0)).collect();
            if full {
                list.extend(line.full.iter().map(|one| Member::of(one, 0)));
            }
            members.update(|members| {
                let own: Vec<Member> = members.drain(..).filter(|one| one.own).collect();
                *members = list;
                for one in own {
                    if !members.iter().any(|known| known.key() == one.key()) {
                        members.push(one);
                    }
                }
            });
        }
        id
    });
    let read = move || -> Result<ConferenceCommand, String> {
        let series: SeriesId = series
            .with(|text| text.parse())
            .map_err(|_| "会議の系列を選んでください。".to_owned())?;
        let planned = draft.read()?;
        if room.with(|room| room.trim().is_empty()) {
            return Err("会場を入れてください。".to_owned());
        }
        let person = |key: RwSignal<String>, words: &str| {
            key.with(|key| find(members, key))
                .ok_or_else(|| words.to_owned())
        };
        Ok(ConferenceCommand::Plan {
            series,
            planned,
            room: room.get(),
            full: full.get(),
            also_serves: serves.with(|ticked| programs(ticked)),
            invited: members.with(|members| {
                members
                    .iter()
                    .filter(|member| member.group.is_some())
                    .map(|member| member.person.clone())
                    .collect()
            }),
            chair: person(chair, "司会を選んでください。")?,
            recorder: person(recorder, "記録の人を選んでください。")?,
        })
    };
    let plan = move |()| match untrack(read) {
        Err(words) => act.refuse(words),
        Ok(command) => act.conference(
            conference,
            command,
            "会議を予定しました",
            move |_| {
                done.run(());
                door().go(Route::Conference {
                    conference,
                    face: MeetingFace::Chair,
                });
            },
        ),
    };
    view! {
        <section class="panel" aria-label="会議を予定する">
            <div class="panel__head"><h2>"会議を予定する"</h2></div>
            <div class="form stack">
                <Select id="plan-series" label="会議の系列" options value=series need=Need::Required/>
                <Check
                    id="plan-full"
                    name="plan-full"
                    label="全体の会議にする"
                    help="中核の構成員のほかに、外部の専門家をふくむ全体の構成員も招集します。"
                    checked=full
                />
                <SpanFields id="plan" label="開催日" draft need=Need::Required/>
                <TextInput
                    id="plan-room"
                    label="会場"
                    help="案内にのります。保護の場所がわかる書き方をしないでください。"
                    need=Need::Required
                    value=room
                />
                <Members
                    id="plan-members"
                    label="招集する人"
                    members
                    groups=vec!["招集する"]
                    directory
                />
                <div class="form__two">
                    <Select
                        id="plan-chair"
                        label="司会"
                        need=Need::Required
                        options=leads(members)
                        value=chair
                    />
                    <Select
                        id="plan-recorder"
                        label="記録"
                        need=Need::Required
                        options=leads(members)
                        value=recorder
                    />
                </div>
                <Serves id="plan-serves" value=serves/>
                <Refusing act/>
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=plan>
                        "この内容で予定する"
                    </Button>
                    <Button variant=Variant::Tertiary on_press=move |()| done.run(())>"やめる"</Button>
                </div>
            </div>
        </section>
    }
}
