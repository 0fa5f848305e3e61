//! 代理: who may act in a deciding role, from when until when.

use domain::access::Action;
use domain::calendar;
use domain::command::CouncilCommand;
use domain::council::{Delegation, Role};
use domain::id::StaffId;
use domain::view::{CouncilPage, StaffLine};
use domain::wire;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::door::door;
use crate::staff::form::Select;
use crate::staff::words;
use crate::ui::*;

#[component]
pub(super) fn DelegatesPart(page: Signal<CouncilPage>) -> impl IntoView {
    let may = Memo::new(move |_| {
        page.with(|page| wire::may(&page.rights, Action::ManageStaff).is_some())
    });
    let lines = Memo::new(move |_| {
        page.with(|page| {
            page.delegations
                .iter()
                .map(|delegation| {
                    (
                        delegation.clone(),
                        name(page, delegation.of),
                        name(page, delegation.to),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    let open = RwSignal::new(false);
    let act = Act::new();
    view! {
        <div class="stack">
            <Show when=move || may.get()>
                <div>
                    <Button icon=Icon::Plus on_press=move |()| open.set(true)>"代理を置く"</Button>
                </div>
            </Show>
            <Refusing act/>
            <Show when=move || lines.with(Vec::is_empty)>
                <EmptyState title="代理はいません" icon=Icon::People>
                    <p>"所長や調整担当者が休むときに、期間を決めて代理を置けます。"</p>
                </EmptyState>
            </Show>
            <ul class="list" translate="no">
                {move || {
                    lines
                        .get()
                        .into_iter()
                        .map(|(delegation, of, to)| {
                            let over = delegation.until <= door().today();
                            let end = {
                                let delegation = delegation.clone();
                                move |()| {
                                    let command = CouncilCommand::EndDelegation {
                                        role: delegation.role,
                                        of: delegation.of,
                                        to: delegation.to,
                                        until: door().today(),
                                    };
                                    act.council(command, "代理をきょうで終わりにしました", |_| ());
                                }
                            };
                            view! {
                                <li class="list__row">
                                    <span>{of} "の代理：" {to}</span>
                                    <Tag>{delegation.role.label()}</Tag>
                                    <span class="small muted">
                                        {words::date(delegation.from)} "〜" {words::date(delegation.until)}
                                    </span>
                                    {(!over)
                                        .then(|| {
                                            view! {
                                                <Button
                                                    variant=Variant::Tertiary
                                                    busy=act.busy
                                                    on_press=end
                                                >
                                                    "きょうで終わり"
                                                </Button>
                                            }
                                        })}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
        <DelegateDialog page open/>
    }
}

fn name(page: &CouncilPage, id: StaffId) -> String {
    page.staff
        .iter()
        .find(|line| line.person.id == id)
        .map_or_else(|| "職員".to_owned(), |line| line.person.name.clone())
}

fn labelled(line: &StaffLine) -> (String, String) {
    let label = format!("{}（{}）", line.person.name, line.person.agency.name);
    (line.person.id.to_string(), label)
}

#[component]
fn DelegateDialog(page: Signal<CouncilPage>, open: RwSignal<bool>) -> impl IntoView {
    let role = RwSignal::new(String::new());
    let of = RwSignal::new(String::new());
    let to = RwSignal::new(String::new());
    let from = RwSignal::new(String::new());
    let until = RwSignal::new(String::new());
    let act = Act::new();
    let roles: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|role| role.decides())
        .collect();
    let role_choices = StoredValue::new(roles.clone());
    let people = Signal::derive(move || {
        page.with(|page| {
            page.staff
                .iter()
                .filter(|line| line.in_post)
                .map(labelled)
                .collect::<Vec<_>>()
        })
    });
    // Only who holds the role can be stood in for.
    let holders = Signal::derive(move || {
        let chosen = role
            .with(|index| index.parse::<usize>().ok())
            .and_then(|index| role_choices.with_value(|roles| roles.get(index).copied()));
        page.with(|page| {
            page.staff
                .iter()
                .filter(|line| chosen.is_some_and(|role| line.roles.contains(&role)))
                .map(labelled)
                .collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        let known = holders.with(|holders| {
            of.with_untracked(|id| id.is_empty() || holders.iter().any(|(key, _)| key == id))
        });
        if !known {
            of.set(String::new());
        }
    });
    let save = move |()| {
        let role_value = role
            .with_untracked(|index| index.parse::<usize>().ok())
            .and_then(|index| role_choices.with_value(|roles| roles.get(index).copied()));
        let person =
            |value: RwSignal<String>| value.with_untracked(|id| id.parse::<StaffId>().ok());
        let (Some(role_value), Some(of_id), Some(to_id)) = (role_value, person(of), person(to))
        else {
            return act.refuse("役割と、二人の職員を選んでください。");
        };
        let day = |text: RwSignal<String>| calendar::parse(&text.get_untracked());
        let (first, last) = match (day(from), day(until)) {
            (Ok(first), Ok(last)) => (first, last),
            (Err(problem), _) | (_, Err(problem)) => return act.refuse(problem.words()),
        };
        let delegation = Delegation {
            role: role_value,
            of: of_id,
            to: to_id,
            from: first,
            until: last,
        };
        act.council(
            CouncilCommand::AppointDelegate { delegation },
            "代理を置きました",
            move |_| {
                for text in [role, of, to, from, until] {
                    text.try_set(String::new());
                }
                open.try_set(false);
            },
        );
    };
    let choices = move || {
        role_choices.with_value(|roles| {
            roles
                .iter()
                .enumerate()
                .map(|(index, role)| Choice::new(index.to_string(), role.label()))
                .collect::<Vec<_>>()
        })
    };
    view! {
        <Dialog id="delegate" title="代理を置く" open>
            <div class="form" translate="no">
                <Refusing act/>
                <RadioGroup
                    id="delegate-role"
                    label="役割"
                    options=choices()
                    value=role
                    layout=Layout::Row
                />
                <Select id="delegate-of" label="だれの" help="先に役割を選びます。その役割の人が並びます。" value=of options=holders/>
                <Select id="delegate-to" label="代理になる人" value=to options=people/>
                <DateInput id="delegate-from" label="はじめの日" value=from/>
                <DateInput id="delegate-until" label="おわりの日" value=until/>
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=save>"代理を置く"</Button>
                </div>
            </div>
        </Dialog>
    }
}
