//! 職員: who has an account, in which roles, until when.

use domain::access::Action;
use domain::calendar;
use domain::command::CouncilCommand;
use domain::id::StaffId;
use domain::view::{CouncilPage, StaffLine};
use domain::wire;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::words;
use crate::ui::*;

use super::code::CodeDialog;
use super::newcomer::NewcomerDialog;

#[component]
pub(super) fn PeoplePart(page: Signal<CouncilPage>) -> impl IntoView {
    let staff = Memo::new(move |_| page.with(|page| page.staff.clone()));
    let may = Memo::new(move |_| {
        page.with(|page| wire::may(&page.rights, Action::ManageStaff).is_some())
    });
    let adding = RwSignal::new(false);
    let code = RwSignal::new(false);
    let code_for = RwSignal::new(None::<(StaffId, String)>);
    let ending = RwSignal::new(false);
    let end_of = RwSignal::new(None::<(StaffId, String)>);
    view! {
        <div class="stack">
            <Show when=move || may.get()>
                <div>
                    <Button
                        variant=Variant::Primary
                        icon=Icon::Plus
                        on_press=move |()| adding.set(true)
                    >
                        "職員を加える"
                    </Button>
                </div>
            </Show>
            <div class="tablewrap">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"名前"</th>
                            <th scope="col">"機関・課"</th>
                            <th scope="col">"役割"</th>
                            <th scope="col">"誓約"</th>
                            <th scope="col">"操作"</th>
                        </tr>
                    </thead>
                    <tbody translate="no">
                        {move || {
                            let may = may.get();
                            staff
                                .get()
                                .into_iter()
                                .map(|line| {
                                    view! { <Line line may code code_for ending end_of/> }
                                })
                                .collect_view()
                        }}
                    </tbody>
                </table>
            </div>
        </div>
        <NewcomerDialog page open=adding code code_for/>
        <CodeDialog open=code of=code_for/>
        <EndDialog open=ending of=end_of/>
    }
}

#[component]
fn Line(
    line: StaffLine,
    may: bool,
    code: RwSignal<bool>,
    code_for: RwSignal<Option<(StaffId, String)>>,
    ending: RwSignal<bool>,
    end_of: RwSignal<Option<(StaffId, String)>>,
) -> impl IntoView {
    let roles = line
        .roles
        .iter()
        .map(|role| role.label())
        .collect::<Vec<_>>()
        .join("、");
    let who = StoredValue::new((line.person.id, line.person.name.clone()));
    let post = match (line.in_post, line.until) {
        (true, Some(until)) => format!("{}まで", words::date(until)),
        (false, _) => "在任していません".to_owned(),
        (true, None) => String::new(),
    };
    let in_post = line.in_post;
    let (id, name) = who.get_value();
    view! {
        <tr>
            <td>
                {line.person.name}
                <br/>
                <span class="small muted">{line.login_name} " " {post}</span>
            </td>
            <td>{line.person.agency.name} " " {line.unit.unwrap_or_default()}</td>
            <td>{roles}</td>
            <td class="table__whole">{if line.pledged { "署名ずみ" } else { "まだ" }}</td>
            <td>
                {(may && in_post)
                    .then(|| {
                        view! {
                            <Menu id=format!("person-{id}") label=format!("{name}さんの操作")>
                                <MenuItem
                                    icon=Icon::Key
                                    on_press=move |()| {
                                        code_for.set(Some(who.get_value()));
                                        code.set(true);
                                    }
                                >
                                    "紙のコードを作る"
                                </MenuItem>
                                <MenuItem
                                    icon=Icon::Exit
                                    on_press=move |()| {
                                        end_of.set(Some(who.get_value()));
                                        ending.set(true);
                                    }
                                >
                                    "異動・退職"
                                </MenuItem>
                            </Menu>
                        }
                    })}
            </td>
        </tr>
    }
}

/// 異動・退職: access ends with the day, secrecy does not.
#[component]
fn EndDialog(open: RwSignal<bool>, of: RwSignal<Option<(StaffId, String)>>) -> impl IntoView {
    let until = RwSignal::new(String::new());
    let act = Act::new();
    let save = move |()| {
        let Some((staff, _)) = of.get_untracked() else {
            return;
        };
        let day = match calendar::parse(&until.get_untracked()) {
            Ok(day) => day,
            Err(problem) => return act.refuse(problem.words()),
        };
        act.council(
            CouncilCommand::EndPost { staff, until: day },
            "最後の日を記録しました",
            move |_| {
                until.try_set(String::new());
                open.try_set(false);
            },
        );
    };
    let name = move || {
        of.with(|of| of.as_ref().map(|(_, name)| name.clone()))
            .unwrap_or_default()
    };
    view! {
        <Dialog id="end-post" title="異動・退職" open>
            <div class="form">
                <Refusing act/>
                <p translate="no">
                    {name} "さんは、この日を最後に使えなくなります。秘密を守る義務は続きます。"
                </p>
                <DateInput id="end-post-until" label="最後の日" need=Need::Required value=until/>
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=save>"記録する"</Button>
                </div>
            </div>
        </Dialog>
    }
}
