//! 家計再生・就労準備・施設のプラン of an item (BR-028).

use domain::access::Action;
use domain::calendar;
use domain::command::CaseCommand;
use domain::id::{AgencyId, ItemId, StaffId};
use domain::plan::SupportDomain;
use domain::sub_plan::SubPlanKind;
use domain::view::SubPlanView;
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::form::Select;
use super::super::hours::read_date;
use super::super::rights::Right;
use super::super::words;
use super::Page;

/// What is attached to the item, what is missing, and the form.
#[component]
pub(super) fn SubPlans(page: Page, item: ItemId) -> impl IntoView {
    let known = Memo::new(move |_| {
        page.view.with(|view| {
            let all = view.sub_plans.iter();
            all.filter(|one| one.item == item)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let wanted = Memo::new(move |_| {
        page.view.with(|view| {
            let mut all = view.sub_plans_wanted.iter();
            all.find(|one| one.item == item).map(|one| one.kind)
        })
    });
    let kinds = Memo::new(move |_| {
        page.view
            .with(|view| {
                let current = view.plan.current()?;
                let domain = current.items.iter().find(|one| one.id == item)?.domain;
                Some(fitting(domain))
            })
            .unwrap_or_default()
    });
    let may = page.right(Action::AttachSubPlan);
    view! {
        {move || {
            wanted
                .get()
                .map(|kind| {
                    view! {
                        <Notice kind=NoticeKind::Info title=format!("{}が、まだありません", kind.label())>
                            <p>"担当の支援員を会議に呼び、そのプランをここに付けます。"</p>
                        </Notice>
                    }
                })
        }}
        {move || known.get().into_iter().map(|one| view! { <Shown one/> }).collect_view()}
        <Show when=move || may.get() == Right::Allowed && kinds.with(|kinds| !kinds.is_empty())>
            <Attach page item kinds=kinds.get_untracked()/>
        </Show>
    }
}

fn fitting(domain: SupportDomain) -> Vec<SubPlanKind> {
    let all = SubPlanKind::ALL.into_iter();
    all.filter(|kind| kind.fits(domain)).collect()
}

#[component]
fn Shown(one: SubPlanView) -> impl IntoView {
    let who = match &one.person {
        Some(person) => format!("{}　{person}", one.agency.name),
        None => one.agency.name.clone(),
    };
    view! {
        <details>
            <summary>{one.kind.label()} "　" {who}</summary>
            <p class="small muted">
                {format!("{}〜{}", words::date(one.from), words::date(one.to))}
            </p>
            <p class="letter">{one.content}</p>
            <p class="small muted">{words::moment(one.at)} "　" {one.by}</p>
        </details>
    }
}

/// The form; it opens with what stands.
#[component]
fn Attach(page: Page, item: ItemId, kinds: Vec<SubPlanKind>) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (agency, person, from, to, content) = (text(), text(), text(), text(), text());
    // Most domains have one kind only.
    let Some(kind) = kinds.first().copied() else {
        return ().into_any();
    };
    page.view.with_untracked(|view| {
        let day = |day| calendar::wareki(day).to_string();
        if let Some(one) = view.sub_plans.iter().find(|one| one.item == item) {
            agency.set(one.agency.id.to_string());
            from.set(day(one.from));
            to.set(day(one.to));
            content.set(one.content.clone());
        } else if let Some(version) = view.plan.current() {
            let carried = version.items.iter().find(|one| one.id == item);
            if let Some(carried) = carried {
                agency.set(carried.agency.to_string());
                person.set(carried.person.map(|id| id.to_string()).unwrap_or_default());
            }
            from.set(day(version.from));
            to.set(day(version.to));
        }
    });
    let id = move |part: &str| format!("sub-{item}-{part}");
    let named = page.named;
    let agencies = Signal::derive(move || named.with(|named| named.agency_options()));
    let people = Signal::derive(move || {
        let Ok(agency) = agency.with(|text| text.parse::<AgencyId>()) else {
            return Vec::new();
        };
        let people = named.with(|named| named.of(agency));
        people
            .into_iter()
            .map(|one| (one.id.to_string(), one.name))
            .collect()
    });
    let act = Act::new();
    let save = move |()| {
        let Ok(agency) = agency.get_untracked().parse::<AgencyId>() else {
            return act.refuse("担当の機関を選んでください。");
        };
        let days = read_date(&from.get_untracked())
            .and_then(|from| Ok((from, read_date(&to.get_untracked())?)));
        let (from, to) = match days {
            Ok(days) => days,
            Err(words) => return act.refuse(words),
        };
        let command = CaseCommand::AttachSubPlan {
            plan: page.plan,
            item,
            kind,
            agency,
            person: person.get_untracked().parse::<StaffId>().ok(),
            from,
            to,
            content: content.get_untracked(),
        };
        act.case(page.case, command, "プランを付けました", |_| ());
    };
    view! {
        <details>
            <summary>{format!("{}を付ける・直す", kind.label())}</summary>
            <div class="stack">
                <div class="form__two">
                    <Select id=id("agency") label="担当の機関" options=agencies value=agency/>
                    <Select
                        id=id("person")
                        label="担当者"
                        options=people
                        value=person
                        empty="まだ決めない"
                    />
                </div>
                <div class="form__two">
                    <DateInput id=id("from") label="始まり" value=from/>
                    <DateInput id=id("to") label="終わり" value=to/>
                </div>
                <TextArea
                    id=id("content")
                    label="プランの内容"
                    help="この項目を読める人だけが読めます。居場所がわかることは書きません。"
                    need=Need::Required
                    value=content
                    rows=4
                    shared=act.wording
                />
                <Refusing act/>
                <div class="actions">
                    <Button busy=act.busy on_press=save>"付ける"</Button>
                </div>
            </div>
        </details>
    }
    .into_any()
}
