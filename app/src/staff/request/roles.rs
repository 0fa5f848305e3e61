//! 会議の役割: proposed by the Center, agreed to by the requesting agency, both before anyone is called
//! (開催要領 第4 なお書き; BR-005).

use domain::access::Action;
use domain::command::CaseCommand;
use domain::form::Attendee;
use domain::form::case_review::key;
use domain::id::StaffId;
use domain::meeting::MeetingRole;
use domain::request::{PreparedRole, RequestStatus};
use domain::view::PersonRef;
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::form::Select;
use super::super::named::{Named, agencies_of};
use super::super::rights::{Right, RightButton};
use super::super::words;
use super::Page;

/// Names of the request and of the directory together.
pub(super) fn named(page: Page) -> Memo<Named> {
    Memo::new(move |_| {
        page.view.with(|view| {
            page.directory.with(|all| {
                Named::new(&view.agencies, &view.people)
                    .and(&Named::new(&all.agencies, &all.people))
            })
        })
    })
}

/// People who can have a role: those of the agencies that are to come, the requesting agency and the
/// Center.
pub(super) fn candidates(page: Page) -> Memo<Vec<PersonRef>> {
    let named = named(page);
    Memo::new(move |_| {
        let center = super::door().me.with(|me| me.as_ref().map(|me| me.center));
        page.view.with(|view| {
            let mut agencies = agencies_of(view.form.attendees(key::ATTENDEE_SCOPE));
            agencies.push(view.request.agency);
            agencies.extend(center);
            named.with(|named| {
                named
                    .people
                    .iter()
                    .filter(|person| agencies.contains(&person.agency.id))
                    .cloned()
                    .collect()
            })
        })
    })
}

/// Proposal, agreement, or the table of what was agreed.
#[component]
pub(super) fn Roles(page: Page) -> impl IntoView {
    let status = page.status();
    let proposes = page.right(Action::ProposeRoles);
    let agrees = page.right(Action::AgreeRoles);
    let has_roles = Memo::new(move |_| page.view.with(|view| !view.request.roles.is_empty()));
    let agreed = Memo::new(move |_| {
        page.view
            .with(|view| view.request.roles_agreed_by.is_some())
    });
    let due = Memo::new(move |_| {
        matches!(
            status.get(),
            RequestStatus::Approved | RequestStatus::Postponed
        )
    });
    view! {
        <Show when=move || due.get() || has_roles.get()>
            <section class="panel" aria-label="会議の役割">
                <div class="panel__head">
                    <h2>"会議の役割"</h2>
                    <Tag tone=Tone::Plain>
                        {move || match (has_roles.get(), agreed.get()) {
                            (_, true) => "両方が了解",
                            (true, false) => "要請機関の了解を待っています",
                            (false, false) => "まだ提案していません",
                        }}
                    </Tag>
                </div>
                <Table page/>
                <Show when=move || due.get() && !agreed.get() && has_roles.get() && agrees.get() != Right::Hidden>
                    <Agree page/>
                </Show>
                <Show when=move || due.get() && proposes.get() != Right::Hidden>
                    <Propose page/>
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn Table(page: Page) -> impl IntoView {
    let named = named(page);
    let rows = move || {
        page.view.with(|view| {
            named.with(|named| {
                view.request
                    .roles
                    .iter()
                    .map(|one| (one.role.label().to_owned(), named.attendee(&one.person)))
                    .collect::<Vec<_>>()
            })
        })
    };
    let agreed = move || {
        page.view.with(|view| {
            view.request.roles_agreed_by.map(|(by, at)| {
                let by = named.with(|named| named.person(by));
                format!("{by}が{}に了解しました。", words::moment(at))
            })
        })
    };
    view! {
        <div translate="no">
            {move || view! { <DescriptionList items=rows()/> }}
            {move || agreed().map(|words| view! { <p class="small muted">{words}</p> })}
        </div>
    }
}

#[component]
fn Agree(page: Page) -> impl IntoView {
    let act = Act::new();
    let agree = move |()| {
        let command = CaseCommand::AgreeMeetingRoles {
            request: page.request,
        };
        act.case(page.case, command, "役割を了解しました", |_| ());
    };
    view! {
        <Refusing act/>
        <div class="actions">
            <RightButton
                rights=page.rights()
                action=Action::AgreeRoles
                act
                variant=Variant::Primary
                on_press=agree
                label="この役割を了解する".to_owned()
            />
        </div>
    }
}

#[component]
fn Propose(page: Page) -> impl IntoView {
    let act = Act::new();
    let people = candidates(page);
    let has_roles = page
        .view
        .with_untracked(|view| !view.request.roles.is_empty());
    let held = move |role: MeetingRole| {
        page.view.with_untracked(|view| {
            view.request
                .roles
                .iter()
                .find(|one| one.role == role)
                .and_then(|one| one.person.staff)
                .map(|id| id.to_string())
                .unwrap_or_default()
        })
    };
    let chosen = MeetingRole::ALL.map(|role| (role, RwSignal::new(held(role))));
    let options = Signal::derive(move || {
        people.with(|people| {
            people
                .iter()
                .map(|person| {
                    (
                        person.id.to_string(),
                        format!("{}（{}）", person.name, person.agency.name),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    let read = move || -> Vec<PreparedRole> {
        chosen
            .iter()
            .filter_map(|(role, person)| {
                let id: StaffId = person.get_untracked().parse().ok()?;
                let person = people
                    .with_untracked(|people| people.iter().find(|one| one.id == id).cloned())?;
                let person = Attendee {
                    agency: person.agency.id,
                    staff: Some(id),
                    name: person.name,
                };
                Some(PreparedRole {
                    role: *role,
                    person,
                })
            })
            .collect()
    };
    let propose = move |()| {
        let command = CaseCommand::ProposeMeetingRoles {
            request: page.request,
            roles: read(),
        };
        act.case(page.case, command, "役割を提案しました", |_| ());
    };
    let stopped = Signal::derive(move || {
        let empty = chosen
            .iter()
            .take(2)
            .any(|(_, person)| person.with(String::is_empty));
        empty.then(|| "司会と記録を、一人ずつ選んでください。".to_owned())
    });
    let fields =
        move || {
            chosen
            .iter()
            .map(|(role, value)| {
                let required = matches!(role, MeetingRole::Chair | MeetingRole::Recorder);
                let need = if required { Need::Required } else { Need::Optional };
                let id = format!("role-{role:?}").to_lowercase();
                view! { <Select id label=role.label() options value=*value need empty="決めない"/> }
            })
            .collect_view()
        };
    view! {
        <details open=!has_roles>
            <summary>{if has_roles { "提案を変える" } else { "役割を提案する" }}</summary>
            <div class="stack">
                <p>"会議の前に、要請した機関と話し合って決めます。変えると、もう一度了解が要ります。"</p>
                {fields()}
                <Refusing act/>
                <RightButton
                    rights=page.rights()
                    action=Action::ProposeRoles
                    act
                    stopped
                    on_press=propose
                    label="この役割を提案する".to_owned()
                />
            </div>
        </details>
    }
}
