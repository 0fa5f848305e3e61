//! 招集: the day and room that are set, beside the ones that were wished for; who is called; and the
//! notice as they will read it. It carries no name and no place of protection.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::form::Attendee;
use domain::form::case_review::key;
use domain::id::{MeetingId, StaffId};
use domain::meeting::{AgendaTemplate, MeetingKind, MeetingRole};
use domain::request::RequestStatus;
use domain::view::Notice as MeetingNotice;
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::form::Select;
use super::super::gathering::{Serves, TemplateField, programs, template_in, template_key};
use super::super::hours::{SpanDraft, SpanFields};
use super::super::inbox::NoticeCard;
use super::super::rights::{Right, RightButton};
use super::super::{ids, words};
use super::Page;
use super::roles::{candidates, named};

/// The convocation, once it is the Center's turn, and the postponement afterwards.
#[component]
pub(super) fn Convene(page: Page) -> impl IntoView {
    let status = page.status();
    let right = page.right(Action::Convene);
    let due = Memo::new(move |_| {
        right.get() != Right::Hidden
            && matches!(
                status.get(),
                RequestStatus::Approved | RequestStatus::Postponed
            )
    });
    let called = Memo::new(move |_| status.get() == RequestStatus::Convened);
    view! {
        <Show when=move || due.get()>
            <Call page/>
        </Show>
        <Show when=move || called.get()>
            <Called page/>
        </Show>
    }
}

/// The people to call: 参集範囲 and everybody with a role.
fn scope(page: Page) -> Vec<Attendee> {
    page.view.with_untracked(|view| {
        let mut people = view.form.attendees(key::ATTENDEE_SCOPE).to_vec();
        for role in &view.request.roles {
            let same = |one: &Attendee| one.staff.is_some() && one.staff == role.person.staff;
            if !people.iter().any(same) {
                people.push(role.person.clone());
            }
        }
        people
    })
}

#[component]
fn Call(page: Page) -> impl IntoView {
    let act = Act::new();
    let named = named(page);
    // A postponed meeting is called again under its own id.
    let meeting = page
        .view
        .with_untracked(|view| view.request.meeting)
        .unwrap_or_else(|| MeetingId(ids::new()));
    let wishes = page
        .view
        .with_untracked(|view| view.form.spans(key::WISHED_DATETIME).to_vec());
    let draft = SpanDraft::new(wishes.first().copied());
    let room = RwSignal::new(String::new());
    let serves = RwSignal::new(Vec::<String>::new());
    let template = RwSignal::new(template_key(AgendaTemplate::default()));
    let people: RwSignal<Vec<(Attendee, bool)>> =
        RwSignal::new(scope(page).into_iter().map(|one| (one, true)).collect());
    let invited = move || {
        people.with(|people| {
            people
                .iter()
                .filter(|(_, on)| *on)
                .map(|(one, _)| one.clone())
                .collect::<Vec<_>>()
        })
    };
    let stopped = Signal::derive(move || {
        if let Err(words) = draft.read() {
            return Some(words);
        }
        room.with(|room| room.trim().is_empty())
            .then(|| "会場を入れてください。".to_owned())
    });
    let preview = move || {
        let span = draft.read().ok()?;
        let who = |wanted: MeetingRole| {
            page.view.with(|view| {
                view.request
                    .roles
                    .iter()
                    .find(|one| one.role == wanted)
                    .map(|one| named.with(|named| named.attendee(&one.person)))
                    .unwrap_or_default()
            })
        };
        Some(MeetingNotice {
            case_no: page.view.with(|view| view.case_no.clone()),
            meeting_number: 0,
            kind: MeetingKind::CaseReview,
            span,
            room: room.get(),
            my_roles: Vec::new(),
            chair: who(MeetingRole::Chair),
            recorder: who(MeetingRole::Recorder),
            cancelled: false,
            opens: false,
        })
    };
    let convene = move |()| match untrack(|| draft.read()) {
        Err(words) => act.refuse(words),
        Ok(span) => {
            let command = CaseCommand::Convene {
                request: page.request,
                meeting,
                span,
                room: room.get_untracked(),
                invited: untrack(invited),
                also_serves: serves.with_untracked(|ticked| programs(ticked)),
                template: template
                    .with_untracked(|value| template_in(value))
                    .unwrap_or_default(),
            };
            act.case(page.case, command, "招集しました", |_| ());
        }
    };
    let wished = wishes
        .iter()
        .map(|span| words::span(*span))
        .collect::<Vec<_>>()
        .join("／");
    view! {
        <section class="panel" aria-label="招集する">
            <div class="panel__head"><h2>"招集する"</h2></div>
            {(!wished.is_empty())
                .then(|| {
                    view! {
                        <p>
                            {format!("希望：{wished}")} <br/>
                            <span class="small muted">"希望はそのまま残ります。決まった日を下に入れてください。"</span>
                        </p>
                    }
                })}
            <SpanFields id="convene" label="開催日" draft need=Need::Required/>
            <TextInput
                id="convene-room"
                label="会場"
                help="案内にのります。保護の場所がわかる書き方をしないでください。"
                need=Need::Required
                value=room
            />
            <People page people/>
            <Wanted page people/>
            <TemplateField id="convene-template" value=template/>
            <Serves id="convene-serves" value=serves/>
            <h3>"届く案内"</h3>
            {move || match preview() {
                Some(notice) => view! { <NoticeCard notice draft=true/> }.into_any(),
                None => view! { <p class="muted">"日と時刻を入れると、案内を確かめられます。"</p> }.into_any(),
            }}
            <Refusing act/>
            <div class="actions">
                <RightButton
                    rights=page.rights()
                    action=Action::Convene
                    act
                    variant=Variant::Primary
                    stopped
                    on_press=convene
                    label="この内容で招集する".to_owned()
                />
            </div>
        </section>
    }
}

/// Who is called: ticked, and others to add from the agencies that take part.
#[component]
fn People(page: Page, people: RwSignal<Vec<(Attendee, bool)>>) -> impl IntoView {
    let named = named(page);
    let others = candidates(page);
    let more = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        others.with(|others| {
            people.with(|people| {
                others
                    .iter()
                    .filter(|one| !people.iter().any(|(known, _)| known.staff == Some(one.id)))
                    .map(|one| {
                        (
                            one.id.to_string(),
                            format!("{}（{}）", one.name, one.agency.name),
                        )
                    })
                    .collect::<Vec<_>>()
            })
        })
    });
    Effect::new(move |_| {
        let Ok(id) = more.with(|text| text.parse::<StaffId>()) else {
            return;
        };
        let chosen =
            others.with_untracked(|others| others.iter().find(|one| one.id == id).cloned());
        if let Some(one) = chosen {
            let person = Attendee {
                agency: one.agency.id,
                staff: Some(id),
                name: one.name,
            };
            people.update(|people| people.push((person, true)));
        }
        more.set(String::new());
    });
    view! {
        <fieldset class="field">
            <legend class="field__label">"招集する人"</legend>
            <div class="choices" translate="no">
                {move || {
                    people
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(at, (one, on))| {
                            let words = named.with(|named| named.attendee(&one));
                            view! {
                                <label class="choice">
                                    <input
                                        type="checkbox"
                                        checked=on
                                        on:change=move |event| {
                                            let on = event_target_checked(&event);
                                            people
                                                .update_untracked(|people| {
                                                    if let Some(row) = people.get_mut(at) {
                                                        row.1 = on;
                                                    }
                                                });
                                        }
                                    />
                                    <span class="choice__words">
                                        <span class="choice__label">{words}</span>
                                    </span>
                                </label>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </fieldset>
        <Select id="convene-more" label="ほかに呼ぶ人" options value=more empty="選ばない"/>
    }
}

/// 家計・就労の担当を呼ぶ (BR-028): a notice, never a stop.
#[component]
fn Wanted(page: Page, people: RwSignal<Vec<(Attendee, bool)>>) -> impl IntoView {
    // A tick of the list is written without a word to anybody, so the notice names all that the plan
    // wants and that are not on the list at all.
    let missing = move || {
        let wanted = page.view.with(|view| view.wanted.clone());
        let names: Vec<String> = people.with(|people| {
            wanted
                .into_iter()
                .filter(|agency| !people.iter().any(|(one, _)| one.agency == agency.id))
                .map(|agency| agency.name)
                .collect()
        });
        (!names.is_empty()).then(|| names.join("、"))
    };
    move || {
        missing().map(|names| {
            view! {
                <Notice kind=NoticeKind::Info title="計画に、家計か就労の支援があります">
                    <p translate="no">
                        {format!("{names}の担当が、まだ入っていません。呼ぶときは、下の「ほかに呼ぶ人」から足してください。")}
                    </p>
                </Notice>
            }
        })
    }
}

/// What was set, and the way to put it off.
#[component]
fn Called(page: Page) -> impl IntoView {
    let named = named(page);
    let act = Act::new();
    let right = page.right(Action::Convene);
    let reason = RwSignal::new(String::new());
    let facts = move || {
        page.view.with(|view| {
            let Some(call) = &view.request.convocation else {
                return Vec::new();
            };
            let who = named.with(|named| named.attendees(&call.invited));
            vec![
                ("開催日時".to_owned(), words::span(call.span)),
                ("会場".to_owned(), call.room.clone()),
                ("招集した人".to_owned(), who),
            ]
        })
    };
    let stopped = Signal::derive(move || {
        reason
            .with(|text| text.trim().is_empty())
            .then(|| "理由を書いてください。".to_owned())
    });
    let postpone = move |()| {
        let command = CaseCommand::PostponeMeeting {
            request: page.request,
            reason: reason.get_untracked(),
        };
        act.case(page.case, command, "会議を延期しました", |_| ());
    };
    view! {
        <section class="panel" aria-label="招集">
            <div class="panel__head"><h2>"招集"</h2></div>
            <div translate="no">{move || view! { <DescriptionList items=facts()/> }}</div>
            <Show when=move || right.get() != Right::Hidden>
                <details>
                    <summary>"会議を延期する"</summary>
                    <div class="stack">
                        <TextArea id="postpone-reason" label="延期する理由" value=reason rows=2/>
                        <Refusing act/>
                        <RightButton
                            rights=page.rights()
                            action=Action::Convene
                            act
                            stopped
                            on_press=postpone
                            label="延期する".to_owned()
                        />
                    </div>
                </details>
            </Show>
        </section>
    }
}
