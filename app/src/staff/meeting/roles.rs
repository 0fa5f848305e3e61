//! 役割分担: who does what from now on; and what happens when that cannot be agreed (要綱4(3)③).

use domain::command::CaseCommand;
use domain::id::{AgencyId, StaffId};
use domain::meeting::{AssignmentHow, CaseRole, RoleAssignment, Unsettled};
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::form::Select;
use super::super::gathering::{Fold, Submit};
use super::Page;
use super::decisions::{HerViewChoice, PersonOf, read_her_view, taking_part, who};

/// The role table, the next assignment, and the way out when no agreement is reached.
#[component]
pub(super) fn Roles(page: Page) -> impl IntoView {
    let open = page.gathering.leads();
    view! {
        <section class="panel" aria-label="役割分担">
            <div class="panel__head"><h2>"役割分担"</h2></div>
            <RoleTable page/>
            <Show when=move || open.get()>
                <NewRole page/>
                <Deadlock page/>
            </Show>
        </section>
    }
}

/// Every role with its agency, and a word for those that are still open.
#[component]
pub(super) fn RoleTable(page: Page) -> impl IntoView {
    let rows = move || {
        page.view.with(|view| {
            CaseRole::ALL
                .iter()
                .flat_map(|role| {
                    let held: Vec<_> = view
                        .meeting
                        .assignments
                        .iter()
                        .filter(|one| one.role == *role && one.until.is_none())
                        .cloned()
                        .map(Some)
                        .collect();
                    let held = if held.is_empty() && role.is_single() {
                        vec![None]
                    } else {
                        held
                    };
                    held.into_iter().map(|one| (*role, one)).collect::<Vec<_>>()
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div class="tablewrap" tabindex="0" role="region" aria-label="役割分担の表">
            <table class="table" translate="no">
                <thead>
                    <tr>
                        <th scope="col">"役割"</th>
                        <th scope="col">"機関・担当者"</th>
                        <th scope="col">"内容"</th>
                        <th scope="col">"決まり方"</th>
                        <th scope="col">"本人"</th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        rows().into_iter().map(|(role, held)| role_row(page, role, held)).collect_view()
                    }}
                </tbody>
            </table>
        </div>
    }
}

fn role_row(page: Page, role: CaseRole, held: Option<RoleAssignment>) -> impl IntoView {
    let Some(held) = held else {
        return view! {
            <tr>
                <th scope="row">{role.label()}</th>
                <td colspan="4" class="muted">"まだ決まっていません"</td>
            </tr>
        }
        .into_any();
    };
    let named = page.named.get();
    let who = who(&named, held.agency, held.person);
    let how = match held.how {
        AssignmentHow::Agreed => "協議",
        AssignmentHow::Deadlock => "指定（協議が調わないため）",
    };
    let dissent = (!held.dissent.is_empty())
        .then(|| view! { <p class="small">{format!("異なる意見：{}", held.dissent)}</p> });
    view! {
        <tr>
            <th scope="row">{role.label()}</th>
            <td>{who}</td>
            <td>{held.tasks}</td>
            <td>{how}{dissent}</td>
            <td>{held.her_view.label()}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn NewRole(page: Page) -> impl IntoView {
    let role = RwSignal::new(String::new());
    let agency = RwSignal::new(String::new());
    let person = RwSignal::new(String::new());
    let tasks = RwSignal::new(String::new());
    let her_view = RwSignal::new(String::new());
    let act = Act::new();
    let roles: Vec<(String, String)> = CaseRole::ALL
        .iter()
        .enumerate()
        .map(|(at, role)| (at.to_string(), role.label().to_owned()))
        .collect();
    let read = move || -> Result<CaseCommand, String> {
        let role = role
            .with(|key| {
                key.parse::<usize>()
                    .ok()
                    .and_then(|at| CaseRole::ALL.get(at).copied())
            })
            .ok_or_else(|| "役割を選んでください。".to_owned())?;
        let agency: AgencyId = agency
            .with(|text| text.parse())
            .map_err(|_| "機関を選んでください。".to_owned())?;
        let her_view = read_her_view(her_view)?;
        Ok(CaseCommand::AssignRole {
            meeting: page.meeting,
            role,
            agency,
            person: person.with(|text| text.parse::<StaffId>().ok()),
            tasks: tasks.get(),
            her_view,
        })
    };
    let add = move |()| match untrack(read) {
        Err(words) => act.refuse(words),
        Ok(command) => act.case(
            page.case,
            command,
            "役割を記録しました",
            move |_| {
                for field in [role, agency, person, tasks, her_view] {
                    field.set(String::new());
                }
            },
        ),
    };
    view! {
        <Fold summary="役割を決める">
            <div class="form__two">
                <Select id="role-role" label="役割" options=roles value=role/>
                <Select id="role-agency" label="機関" options=taking_part(page) value=agency/>
            </div>
            <div class="form__two">
                <PersonOf id="role-person" page agency value=person/>
                <TextInput id="role-tasks" label="すること" value=tasks shared=act.wording/>
            </div>
            <HerViewChoice id="role-her" value=her_view/>
            <Submit act label="この役割に決める" on_press=add/>
        </Fold>
    }
}

/// 決まらなかった, and then the designation of one agency that takes part.
#[component]
fn Deadlock(page: Page) -> impl IntoView {
    let unsettled = Memo::new(move |_| page.view.with(|view| view.meeting.unsettled));
    let act = Act::new();
    let record = move |what: Unsettled| {
        let command = CaseCommand::RecordUnsettled {
            meeting: page.meeting,
            what,
        };
        act.case(
            page.case,
            command,
            "決まらなかったことを記録しました",
            |_| (),
        );
    };
    view! {
        <Fold summary="決まらなかった" open=unsettled.get_untracked().is_some()>
            <p>
                "支援が遅れないように、会議に参加している一つの機関を「主たる支援機関」に指定できます。まず、何が決まらなかったかを記録します。"
            </p>
            <div class="row">
                {[
                    (Unsettled::Method, "支援の方法が決まらない"),
                    (Unsettled::Content, "支援の内容が決まらない"),
                ]
                    .map(|(what, words)| {
                        view! {
                            <Button
                                busy=act.busy
                                pressed=Signal::derive(move || Some(unsettled.get() == Some(what)))
                                on_press=move |()| record(what)
                            >
                                {words}
                            </Button>
                        }
                    })
                    .collect_view()}
            </div>
            <Refusing act/>
            <Show when=move || unsettled.get().is_some()>
                <Designation page/>
            </Show>
        </Fold>
    }
}

#[component]
fn Designation(page: Page) -> impl IntoView {
    let agency = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let dissent = RwSignal::new(String::new());
    let her_view = RwSignal::new(String::new());
    let act = Act::new();
    let read = move || -> Result<CaseCommand, String> {
        let agency: AgencyId = agency
            .with(|text| text.parse())
            .map_err(|_| "指定する機関を選んでください。".to_owned())?;
        if reason.with(|text| text.trim().is_empty()) {
            return Err("指定する理由を書いてください。".to_owned());
        }
        let her_view = read_her_view(her_view)?;
        Ok(CaseCommand::DesignatePrincipal {
            meeting: page.meeting,
            agency,
            reason: reason.get(),
            dissent: dissent.get(),
            her_view,
        })
    };
    let designate = move |()| match untrack(read) {
        Err(words) => act.refuse(words),
        Ok(command) => act.case(page.case, command, "主たる支援機関を指定しました", |_| ()),
    };
    view! {
        <div class="stack">
            <h3>"主たる支援機関の指定"</h3>
            <Select id="principal-agency" label="指定する機関" options=taking_part(page) value=agency/>
            <TextArea id="principal-reason" label="理由" value=reason rows=2 shared=act.wording/>
            <TextArea
                id="principal-dissent"
                label="異なる意見"
                help="反対した機関とその意見を、そのまま残します。"
                need=Need::Optional
                value=dissent
                rows=2
                shared=act.wording
            />
            <HerViewChoice id="principal-her" value=her_view/>
            <Submit act label="主たる支援機関に指定する" on_press=designate/>
        </div>
    }
}
