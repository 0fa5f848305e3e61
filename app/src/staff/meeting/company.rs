//! 本人といっしょに入る人: whom she wants beside her, and who came in with her: asked, pledged, and here
//! for her own part only.

use domain::command::CaseCommand;
use domain::meeting::MeetingStatus;
use domain::taking_part::{Company, CompanyRole, TakePartCommand};
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::Act;
use super::super::gathering::{Fold, Submit};
use super::super::words;
use super::Page;

fn came(one: &Company) -> String {
    let elsewhere = match one.from_elsewhere {
        Some(true) => "　同じ地域・国・集まりの人ではない",
        Some(false) => "　同じ地域・国・集まりの人",
        None => "",
    };
    format!("{}　{}　誓約あり{elsewhere}", one.role.label(), one.name)
}

/// Her wish, who is here, and the fields for one more.
#[component]
pub(super) fn WithHer(page: Page) -> impl IntoView {
    let wanted = Memo::new(move |_| page.view.with(|view| view.with_her.clone()));
    let here = Memo::new(move |_| page.view.with(|view| view.meeting.company.clone()));
    let runs = page.gathering.runs();
    let status = page.gathering.status;
    let open = Memo::new(move |_| {
        let on = matches!(
            status.get(),
            MeetingStatus::Notified | MeetingStatus::InProgress | MeetingStatus::Adjourned
        );
        on && runs.get()
    });
    let some =
        Memo::new(move |_| open.get() || !wanted.with(Vec::is_empty) || !here.with(Vec::is_empty));
    let act = Act::new();
    let takes_off = move |at: usize| {
        let mut company = here.get_untracked();
        if at < company.len() {
            company.remove(at);
        }
        keep(page, act, company, "記録から外しました", || ());
    };
    view! {
        <Show when=move || some.get()>
            <section class="panel" aria-label="本人といっしょに入る人">
                <div class="panel__head"><h2>"本人といっしょに入る人"</h2></div>
                <p class="small muted">"本人の番のあいだだけ、いっしょに入れます。資料は渡しません。"</p>
                <Show when=move || !wanted.with(Vec::is_empty)>
                    <h3>"本人の希望"</h3>
                    <ul class="list" translate="no">
                        {move || {
                            wanted
                                .get()
                                .iter()
                                .map(|one| view! { <li class="list__row">{words::with_her(one)}</li> })
                                .collect_view()
                        }}
                    </ul>
                </Show>
                <Show when=move || !here.with(Vec::is_empty)>
                    <h3>"来た人"</h3>
                    <ul class="list" translate="no">
                        {move || {
                            here.get()
                                .iter()
                                .enumerate()
                                .map(|(at, one)| {
                                    let line = came(one);
                                    view! {
                                        <li class="list__row">
                                            {line}
                                            <Show when=move || open.get()>
                                                <Button
                                                    variant=Variant::Tertiary
                                                    busy=act.busy
                                                    on_press=move |()| takes_off(at)
                                                >
                                                    "外す"
                                                </Button>
                                            </Show>
                                        </li>
                                    }
                                })
                                .collect_view()
                        }}
                    </ul>
                </Show>
                <Show when=move || open.get()>
                    <Fold summary="来た人を記録する">
                        <NewCompany page act here/>
                    </Fold>
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn NewCompany(page: Page, act: Act, here: Memo<Vec<Company>>) -> impl IntoView {
    let role = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let elsewhere = RwSignal::new(String::new());
    let pledged = RwSignal::new(false);
    let by_key = move || {
        let at = role.with(|key| key.parse::<usize>().ok())?;
        CompanyRole::ALL.get(at).copied()
    };
    let roles = CompanyRole::ALL
        .iter()
        .enumerate()
        .map(|(at, role)| Choice::new(at.to_string(), role.label()))
        .collect::<Vec<_>>();
    let asked = Memo::new(move |_| by_key().is_some_and(CompanyRole::carries_words));
    let add = move |()| {
        let Some(role_of) = untrack(by_key) else {
            return act.refuse("付き添い・通訳・代わりに話す人から、一つ選んでください。");
        };
        let mut company = here.get_untracked();
        company.push(Company {
            role: role_of,
            name: name.get_untracked(),
            pledged: pledged.get_untracked(),
            from_elsewhere: match elsewhere.get_untracked().as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
        });
        keep(
            page,
            act,
            company,
            "いっしょに入る人を記録しました",
            move || {
                for field in [role, name, elsewhere] {
                    field.try_set(String::new());
                }
                pledged.try_set(false);
            },
        );
    };
    let answers = vec![
        Choice::new("yes", "同じ地域・国・集まりの人ではない"),
        Choice::new("no", "同じ地域・国・集まりの人"),
    ];
    let answers = StoredValue::new(answers);
    view! {
        <RadioGroup id="company-role" label="役割" options=roles value=role layout=Layout::Row/>
        <TextInput id="company-name" label="名前" value=name/>
        <Show when=move || asked.get()>
            <RadioGroup
                id="company-elsewhere"
                label="本人と同じ地域・国・集まりの人ではないか、聞きましたか"
                options=answers.get_value()
                value=elsewhere
            />
        </Show>
        <Check
            id="company-pledged"
            label="この会議の誓約書を受け取った"
            checked=pledged
        />
        <Submit act label="記録する" on_press=add/>
    }
}

fn keep(
    page: Page,
    act: Act,
    company: Vec<Company>,
    told: &'static str,
    then: impl FnOnce() + 'static,
) {
    let command = CaseCommand::TakePart {
        meeting: page.meeting,
        act: TakePartCommand::LetIn { company },
    };
    act.case(page.case, command, told, move |_| then());
}
