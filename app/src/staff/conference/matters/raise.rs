//! 案件を出す: about whom, in which plain words it stands in the timetable, who is called to it and who
//! must not know.

use std::collections::BTreeSet;

use domain::calendar::{Era, EraChoice};
use domain::case::Birth;
use domain::id::{AgencyId, MatterId, StaffId};
use domain::matter::{MatterCommand, MatterMark, MatterPerson};
use domain::meeting::MeetingRole;
use domain::wire;
use leptos::prelude::*;

use crate::route::Route;
use crate::staff::act::{Act, Refusing};
use crate::staff::asked::asked;
use crate::staff::door::door;
use crate::staff::form::{Select, agency_options, person_options};
use crate::staff::hours::read_date;
use crate::staff::{ids, live};
use crate::ui::*;

use super::super::members::{Member, Members};
use super::super::{Page, attendee, named};
use super::again::{Again, Earlier};
use super::send;

/// 目安 in minutes where nothing else is typed.
const MINUTES: &str = "15";

/// The people of the conference besides 司会 and 記録, none of them called yet.
fn others(page: Page) -> Vec<Member> {
    page.view.with_untracked(|view| {
        let leads: Vec<_> = view
            .roles
            .iter()
            .filter(|(role, _)| matches!(role, MeetingRole::Chair | MeetingRole::Recorder))
            .map(|(_, person)| person.clone())
            .collect();
        view.invited
            .iter()
            .filter(|person| !leads.iter().any(|lead| lead.staff == person.staff))
            .map(|person| Member {
                person: attendee(person),
                words: named(person),
                group: None,
                own: true,
            })
            .collect()
    })
}

/// Who holds the role, in words.
fn lead(page: Page, role: MeetingRole) -> String {
    page.view.with_untracked(|view| {
        let found = view.roles.iter().find(|(held, _)| *held == role);
        let words = found.map(|(_, person)| named(person)).unwrap_or_default();
        format!("{}：{words}", role.label())
    })
}

#[component]
pub(super) fn RaiseForm(page: Page, done: Callback<()>) -> impl IntoView {
    // One id for one form, however often it is sent.
    let matter = MatterId(ids::new());
    let directory = asked(|| wire::Directory { case: None }, live::council());
    let heading = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let kana = RwSignal::new(String::new());
    let birth = RwSignal::new(String::new());
    let household = RwSignal::new(String::new());
    let mark = RwSignal::new("0".to_owned());
    let minutes = RwSignal::new(MINUTES.to_owned());
    let chair = RwSignal::new(true);
    let recorder = RwSignal::new(true);
    let members = RwSignal::new(others(page));
    let kept = RwSignal::new(Vec::<Kept>::new());
    let earlier = Earlier::new();
    let act = Act::new();
    let read = move || -> Result<MatterCommand, String> {
        let birth = match birth.get() {
            text if text.trim().is_empty() => Birth::Unknown,
            text => Birth::Date(read_date(&text)?),
        };
        let minutes: u16 = minutes
            .with(|text| text.trim().parse())
            .map_err(|_| "目安の分を数字で入れてください。".to_owned())?;
        let mark = mark
            .with(|key| key.parse::<usize>().ok())
            .and_then(|at| MatterMark::ALL.get(at).copied())
            .ok_or("新規か評価かを選んでください。")?;
        let takes_up = earlier.read()?;
        let mut leave_out = BTreeSet::new();
        if !chair.get() {
            leave_out.insert(MeetingRole::Chair);
        }
        if !recorder.get() {
            leave_out.insert(MeetingRole::Recorder);
        }
        let people = members.with(|members| {
            let called = members.iter().filter(|member| member.group.is_some());
            called.map(|member| member.person.clone()).collect()
        });
        let (mut excluded, mut excluded_people) = (BTreeSet::new(), BTreeSet::new());
        for one in kept.get() {
            match one.who {
                KeptWho::Agency(id) => excluded.insert(id),
                KeptWho::Person(id) => excluded_people.insert(id),
            };
        }
        Ok(MatterCommand::Raise {
            conference: page.id,
            heading: heading.get(),
            person: MatterPerson {
                name: name.with(|text| text.trim().to_owned()),
                kana: kana.with(|text| text.trim().to_owned()),
                birth,
                household: household.get(),
            },
            mark,
            minutes,
            people,
            leave_out,
            excluded,
            excluded_people,
            points: Vec::new(),
            takes_up,
        })
    };
    let raise = move |()| match untrack(read) {
        Err(words) => act.refuse(words),
        Ok(command) => send(
            act,
            matter,
            command,
            "案件を出しました",
            move || {
                done.run(());
                door().go(Route::Matter { matter });
            },
        ),
    };
    let marks = MatterMark::ALL
        .iter()
        .enumerate()
        .map(|(at, mark)| Choice::new(at.to_string(), mark.label()))
        .collect::<Vec<_>>();
    view! {
        <div class="stack form" role="group" aria-label="案件を出す">
            <TextInput
                id="matter-heading"
                label="一般の呼び方"
                help="次第に出る言葉です。氏名やよみを入れずに書きます。例：水道が止まりそうな世帯"
                need=Need::Required
                value=heading
            />
            <TextInput id="matter-name" label="氏名" need=Need::Required value=name width=Width::Middle/>
            <TextInput id="matter-kana" label="かな" need=Need::Optional value=kana width=Width::Middle/>
            <DateInput
                id="matter-birth"
                label="生年月日"
                need=Need::Optional
                value=birth
                era=EraChoice::Era(Era::Showa)
            />
            <TextArea id="matter-household" label="世帯" need=Need::Optional value=household rows=2/>
            <RadioGroup id="matter-mark" label="新規・評価" options=marks value=mark layout=Layout::Row/>
            <TextInput
                id="matter-minutes"
                label="目安（分）"
                value=minutes
                inputmode="numeric"
                width=Width::Short
            />
            <Again page earlier/>
            <Check id="matter-chair" label=lead(page, MeetingRole::Chair) checked=chair/>
            <Check id="matter-recorder" label=lead(page, MeetingRole::Recorder) checked=recorder/>
            <Members
                id="matter-people"
                label="この案件に呼ぶ人"
                members
                groups=Signal::derive(|| vec!["呼ぶ"])
                directory
            />
            <KeptFrom
                kept
                agencies=Signal::derive(move || {
                    directory.answer.with(|all| all.as_ref().map(agency_options)).unwrap_or_default()
                })
                people=Signal::derive(move || {
                    directory.answer.with(|all| all.as_ref().map(person_options)).unwrap_or_default()
                })
            />
            <Refusing act/>
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=raise>"案件を出す"</Button>
                <Button variant=Variant::Tertiary on_press=move |()| done.run(())>"やめる"</Button>
            </div>
        </div>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeptWho {
    Agency(AgencyId),
    Person(StaffId),
}

/// Somebody who must not know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    who: KeptWho,
    words: String,
}

/// 知らせない機関・人: chosen from the lists, and taken off again.
#[component]
fn KeptFrom(
    kept: RwSignal<Vec<Kept>>,
    agencies: Signal<Vec<(String, String)>>,
    people: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let agency = RwSignal::new(String::new());
    let person = RwSignal::new(String::new());
    let words_of = |options: Signal<Vec<(String, String)>>, key: &str| {
        options.with_untracked(|options| {
            let found = options.iter().find(|(own, _)| own == key);
            found.map(|(_, words)| words.clone()).unwrap_or_default()
        })
    };
    let add = move |who: KeptWho, words: String| {
        kept.update(|kept| {
            if !kept.iter().any(|known| known.who == who) {
                kept.push(Kept { who, words });
            }
        });
    };
    Effect::new(move |_| {
        let key = agency.get();
        if let Ok(id) = key.parse::<AgencyId>() {
            add(KeptWho::Agency(id), words_of(agencies, &key));
            agency.set(String::new());
        }
    });
    Effect::new(move |_| {
        let key = person.get();
        if let Ok(id) = key.parse::<StaffId>() {
            add(KeptWho::Person(id), words_of(people, &key));
            person.set(String::new());
        }
    });
    view! {
        <details>
            <summary>
                {move || match kept.with(Vec::len) {
                    0 => "知らせない機関・人を選ぶ（近隣・親族など）".to_owned(),
                    count => format!("知らせない機関・人 {count}"),
                }}
            </summary>
            <div class="stack">
                <p class="small muted">
                    "ここで選んだ機関や人には、案件があることも分かりません。あとから呼ぶこともできません。"
                </p>
                <ul class="list" translate="no">
                    {move || {
                        kept.get()
                            .into_iter()
                            .map(|one| {
                                let who = one.who;
                                view! {
                                    <li class="list__row">
                                        <span>{one.words}</span>
                                        <Button
                                            variant=Variant::Tertiary
                                            on_press=move |()| {
                                                kept.update(|kept| kept.retain(|known| known.who != who));
                                            }
                                        >
                                            "外す"
                                        </Button>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
                <Select id="matter-kept-agency" label="知らせない機関" options=agencies value=agency empty="選ばない"/>
                <Select id="matter-kept-person" label="知らせない人" options=people value=person empty="選ばない"/>
            </div>
        </details>
    }
}
