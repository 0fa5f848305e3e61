//! 職員を加える: an account with its agency and roles; the paper code comes right after.

use std::collections::BTreeSet;

use domain::command::CouncilCommand;
use domain::council::{Role, Staff};
use domain::id::StaffId;
use domain::view::CouncilPage;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::door::door;
use crate::staff::form::Select;
use crate::staff::ids;
use crate::ui::*;

#[component]
pub(super) fn NewcomerDialog(
    page: Signal<CouncilPage>,
    open: RwSignal<bool>,
    code: RwSignal<bool>,
    code_for: RwSignal<Option<(StaffId, String)>>,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let login = RwSignal::new(String::new());
    let agency = RwSignal::new(String::new());
    let unit = RwSignal::new(String::new());
    let roles = RwSignal::new(Vec::<String>::new());
    let id = StoredValue::new(StaffId(ids::new()));
    let act = Act::new();
    let agencies = Signal::derive(move || {
        page.with(|page| {
            page.agencies
                .iter()
                .map(|line| (line.agency.id.to_string(), line.agency.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let save = move |()| {
        let (name_text, login_text) = (name.get_untracked(), login.get_untracked());
        let chosen: BTreeSet<Role> = roles.with_untracked(|all| {
            all.iter()
                .filter_map(|index| index.parse::<usize>().ok())
                .filter_map(|index| Role::ALL.get(index).copied())
                .collect()
        });
        let Some(agency_id) = agency.with_untracked(|id| id.parse().ok()) else {
            return act.refuse("機関を選んでください。");
        };
        if name_text.trim().is_empty() || login_text.trim().is_empty() || chosen.is_empty() {
            return act.refuse("名前、利用者名、役割（一つ以上）を入れてください。");
        }
        let staff = Staff {
            id: id.get_value(),
            name: name_text.trim().to_owned(),
            login_name: login_text.trim().to_owned(),
            agency: agency_id,
            unit: Some(unit.get_untracked().trim().to_owned()).filter(|unit| !unit.is_empty()),
            roles: chosen,
            from: door().today(),
            until: None,
            pledges: Vec::new(),
            qualification: None,
        };
        let who = (staff.id, staff.name.clone());
        let command = CouncilCommand::AddStaff {
            staff: Box::new(staff),
        };
        act.council(command, "職員を加えました", move |_| {
            id.set_value(StaffId(ids::new()));
            for text in [name, login, agency, unit] {
                text.try_set(String::new());
            }
            roles.try_set(Vec::new());
            open.try_set(false);
            code_for.try_set(Some(who));
            code.try_set(true);
        });
    };
    let choices = || {
        Role::ALL
            .iter()
            .enumerate()
            .map(|(index, role)| Choice::new(index.to_string(), role.label()))
            .collect::<Vec<_>>()
    };
    view! {
        <Dialog id="newcomer" title="職員を加える" open>
            <div class="form" translate="no">
                <Refusing act/>
                <TextInput id="newcomer-name" label="名前" need=Need::Required value=name/>
                <TextInput
                    id="newcomer-login"
                    label="利用者名（サインインに使う名前）"
                    need=Need::Required
                    value=login
                />
                <Select
                    id="newcomer-agency"
                    label="機関"
                    need=Need::Required
                    value=agency
                    options=agencies
                />
                <TextInput id="newcomer-unit" label="課・係" need=Need::Optional value=unit/>
                <CheckGroup
                    id="newcomer-roles"
                    label="役割"
                    need=Need::Required
                    options=choices()
                    value=roles
                    layout=Layout::Row
                />
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=save>"加える"</Button>
                </div>
            </div>
        </Dialog>
    }
}
