//! 機関: who takes part, which may send requests, whose place is secret.

use domain::access::Action;
use domain::command::CouncilCommand;
use domain::council::{Agency, AgencyKind};
use domain::id::AgencyId;
use domain::view::CouncilPage;
use domain::wire;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::door::door;
use crate::staff::form::Select;
use crate::staff::ids;
use crate::ui::*;

use super::area::{AreaDialog, Placing, area_of};

#[component]
pub(super) fn AgenciesPart(page: Signal<CouncilPage>) -> impl IntoView {
    let agencies = Memo::new(move |_| page.with(|page| page.agencies.clone()));
    let may = Memo::new(move |_| {
        page.with(|page| wire::may(&page.rights, Action::ManageCouncil).is_some())
    });
    let open = RwSignal::new(false);
    let placing = Placing::new();
    view! {
        <div class="stack">
            <Show when=move || may.get()>
                <div>
                    <Button icon=Icon::Plus on_press=move |()| open.set(true)>"機関を加える"</Button>
                </div>
            </Show>
            <div class="tablewrap">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"機関"</th>
                            <th scope="col">"種類"</th>
                            <th scope="col">"構成機関"</th>
                            <th scope="col">"所在秘匿"</th>
                            <th scope="col">"区域"</th>
                        </tr>
                    </thead>
                    <tbody translate="no">
                        {move || {
                            let may = may.get();
                            agencies
                                .get()
                                .into_iter()
                                .map(|line| {
                                    view! {
                                        <tr>
                                            <td>{line.agency.name.clone()}</td>
                                            <td>{line.kind.clone()}</td>
                                            <td>{if line.member { "構成機関" } else { "—" }}</td>
                                            <td>{if line.secret { "秘匿" } else { "—" }}</td>
                                            <td>{area_of(&line, may, placing)}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()
                        }}
                    </tbody>
                </table>
            </div>
        </div>
        <AgencyDialog open/>
        <AreaDialog placing/>
    }
}

#[component]
fn AgencyDialog(open: RwSignal<bool>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let kind = RwSignal::new(String::new());
    let other = RwSignal::new(String::new());
    let secret = RwSignal::new(false);
    let id = StoredValue::new(AgencyId(ids::new()));
    let act = Act::new();
    let mut kinds: Vec<(String, String)> = AgencyKind::NAMED
        .iter()
        .enumerate()
        .map(|(index, kind)| (index.to_string(), kind.label().to_owned()))
        .collect();
    kinds.push(("other".to_owned(), "その他".to_owned()));
    let kinds = Signal::stored(kinds);
    let save = move |()| {
        let name_text = name.get_untracked();
        let chosen = kind.get_untracked();
        let kind_value = if chosen == "other" {
            Some(AgencyKind::Other(other.get_untracked()))
        } else {
            chosen
                .parse::<usize>()
                .ok()
                .and_then(|index| AgencyKind::NAMED.get(index).cloned())
        };
        let Some(agency_kind) = kind_value.filter(|_| !name_text.trim().is_empty()) else {
            return act.refuse("機関の名前と種類を入れてください。");
        };
        let agency = Agency {
            id: id.get_value(),
            name: name_text.trim().to_owned(),
            kind: agency_kind,
            secret: secret.get_untracked(),
            member_from: door().today(),
            member_until: None,
            area: None,
        };
        act.council(
            CouncilCommand::AddAgency { agency },
            "機関を加えました",
            move |_| {
                id.set_value(AgencyId(ids::new()));
                for text in [name, kind, other] {
                    text.try_set(String::new());
                }
                secret.try_set(false);
                open.try_set(false);
            },
        );
    };
    view! {
        <Dialog id="agency" title="機関を加える" open>
            <div class="form">
                <Refusing act/>
                <TextInput id="agency-name" label="名前" need=Need::Required value=name/>
                <Select id="agency-kind" label="種類" need=Need::Required value=kind options=kinds/>
                <Show when=move || kind.with(|kind| kind == "other")>
                    <TextInput id="agency-other" label="種類の名前" value=other/>
                </Show>
                <Check
                    id="agency-secret"
                    label="所在秘匿"
                    help="その場所を知ってよい人のほかには「支援機関」と表示します。"
                    checked=secret
                />
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=save>"加える"</Button>
                </div>
            </div>
        </Dialog>
    }
}
