//! 計画を書く: the goals, the items with their easy words, and what leads to whom.

use domain::form::InfoCategory;
use domain::id::{AgencyId, CaseId};
use domain::plan::SupportDomain;
use domain::refusal::Refusal;
use leptos::prelude::*;

use crate::route::Route;
use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::door::door;
use super::super::form::{PutBack, Select};
use super::super::named::Named;
use super::draft::{Draft, ItemDraft, at_place, place_of, usual_category};
use super::kept::{self, Typed};

/// The whole plan to fill in. `done` runs after the next version was written; none = it is a new plan.
#[component]
pub(super) fn Editor(
    case: CaseId,
    draft: Draft,
    named: Memo<Named>,
    /// A wish of hers is there, with which the plan begins.
    wish_known: bool,
    done: Option<Callback<()>>,
) -> impl IntoView {
    let act = Act::keeping().drafted();
    let start = StoredValue::new(untrack(|| Typed::of(draft)));
    let kept = kept::keep(case, draft, start);
    let save = move |()| match draft.read() {
        Err(words) => act.refuse(words),
        Ok(command) => {
            let end = kept.end();
            let plan = Some(draft.plan.get_untracked());
            act.case(case, command, "計画を保存しました", move |seq| {
                end();
                match (done, seq) {
                    (Some(done), Some(_)) => done.run(()),
                    (None, Some(_)) => door().replace(Route::Plan { case, plan }),
                    (_, None) => door().replace(Route::Outbox),
                }
            });
        }
    };
    let people = Signal::derive(move || {
        named.with(|named| {
            named
                .people
                .iter()
                .map(|one| {
                    (
                        one.id.to_string(),
                        format!("{}（{}）", one.name, one.agency.name),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <div class="stack">
            <PutBack kept on_anew=move |()| start.get_value().begin(draft)/>
            <section class="form form__section" aria-label="めざすこと">
                <h2>"めざすこと"</h2>
                {(!wish_known)
                    .then(|| {
                        view! {
                            <TextArea
                                id="plan-wish"
                                label="本人の希望"
                                help="本人が言ったとおりに書きます。言いかえません。"
                                need=Need::Required
                                value=draft.wish
                                rows=3
                                shared=act.wording
                                hers=true
                            />
                        }
                    })}
                <DateInput id="plan-from" label="計画の始まり" need=Need::Required value=draft.from/>
                <DateInput id="plan-to" label="計画の終わり" need=Need::Required value=draft.to/>
                <TextArea
                    id="plan-goal"
                    label="めざす くらし"
                    need=Need::Required
                    value=draft.goal
                    rows=2
                    shared=act.wording
                />
                <TextArea
                    id="plan-goals"
                    label="当面の目標"
                    help="一行に一つずつ書きます。"
                    need=Need::Required
                    value=draft.goals
                    rows=3
                    shared=act.wording
                />
                <DateInput id="plan-review" label="見直しの日" need=Need::Required value=draft.review/>
                <Select
                    id="plan-contact"
                    label="いちばんの相談先"
                    options=people
                    value=draft.contact
                    help="本人の画面のいちばん上に出ます。"
                />
            </section>
            <section class="stack" aria-label="項目">
                <h2>"項目"</h2>
                <For each=move || draft.items.get() key=|item| item.id let:item>
                    <ItemFields item items=draft.items named wording=act.wording/>
                </For>
                <div class="actions">
                    <Button
                        icon=Icon::Plus
                        on_press=move |()| {
                            draft.items.update(|items| items.push(ItemDraft::empty()));
                        }
                    >
                        "項目を加える"
                    </Button>
                </div>
            </section>
            <section class="form form__section" aria-label="支え合うしくみ">
                <h2>"支え合うしくみ"</h2>
                <TextArea
                    id="plan-watch"
                    label="見守り体制"
                    need=Need::Optional
                    value=draft.watch
                    rows=2
                    shared=act.wording
                />
                {draft
                    .safety
                    .map(|value| {
                        view! {
                            <TextArea
                                id="plan-safety"
                                label="安全のための約束"
                                help="場所を知ってよい人だけが読めます。危険度が「中くらい」以上のときは、必ず一緒に考えます。"
                                need=Need::Optional
                                value
                                rows=4
                            />
                        }
                    })}
            </section>
            <Refusing act/>
            <Rebase act draft/>
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=save>"計画を保存する"</Button>
            </div>
        </div>
    }
}

/// When she was shown the plan meanwhile: everything typed stays, and becomes the next version.
#[component]
fn Rebase(act: Act, draft: Draft) -> impl IntoView {
    move || {
        let (newer, words) = act
            .refused
            .with(|refused| match refused.as_ref()?.refusal {
                Some(Refusal::ShownSince { current }) => {
                    Some((current, format!("第{}版として続ける", current + 1)))
                }
                Some(Refusal::VersionIsOld { current }) => Some((
                    current,
                    format!("第{current}版を確かめたので、この内容で続ける"),
                )),
                _ => None,
            })?;
        Some(view! {
            <div class="row">
                <Button on_press=move |()| {
                    draft.base.set(newer);
                    draft.shown.set(true);
                    act.refused.set(None);
                }>{words}</Button>
            </div>
        })
    }
}

#[component]
fn ItemFields(
    item: ItemDraft,
    items: RwSignal<Vec<ItemDraft>>,
    named: Memo<Named>,
    wording: Wording,
) -> impl IntoView {
    let number =
        move || items.with(|items| items.iter().position(|one| one.id == item.id).unwrap_or(0) + 1);
    let id = |part: &str| format!("item-{}-{part}", item.id);
    let domains: Vec<(String, String)> = SupportDomain::ALL
        .iter()
        .map(|one| (place_of(&SupportDomain::ALL, one), one.label().to_owned()))
        .collect();
    let categories: Vec<(String, String)> = InfoCategory::ALL
        .iter()
        .map(|one| (place_of(&InfoCategory::ALL, one), one.label().to_owned()))
        .collect();
    let agencies = Signal::derive(move || named.with(Named::agency_options));
    let people = Signal::derive(move || {
        let Ok(agency) = item.agency.with(|text| text.parse::<AgencyId>()) else {
            return Vec::new();
        };
        named.with(|named| {
            named
                .of(agency)
                .into_iter()
                .map(|one| (one.id.to_string(), one.name))
                .collect()
        })
    });
    // The usual kind of information follows the domain until another one is chosen.
    Effect::new(move |before: Option<String>| {
        let domain = item.domain.get();
        if let Some(chosen) = at_place(&SupportDomain::ALL, &domain) {
            let usual = |domain| place_of(&InfoCategory::ALL, &usual_category(domain));
            let last = before
                .and_then(|key| at_place(&SupportDomain::ALL, &key))
                .map(usual);
            let now = item.category.get_untracked();
            if now.is_empty() || Some(&now) == last.as_ref() {
                item.category.set(usual(chosen));
            }
        }
        domain
    });
    let remove = move |()| items.update(|items| items.retain(|one| one.id != item.id));
    view! {
        <article class="plan__item" translate="no">
            <div class="panel__head">
                <h3>{move || format!("項目 {}", number())}</h3>
                <Button variant=Variant::Tertiary icon=Icon::Trash on_press=remove>
                    "外す"
                    <span class="visually-hidden">{move || format!("：項目{}", number())}</span>
                </Button>
            </div>
            <div class="form__two">
                <Select id=id("domain") label="支援の分野" options=domains value=item.domain/>
                <Select
                    id=id("category")
                    label="情報の種類"
                    help="この項目を読める機関は、本人が同意した範囲で決まります。"
                    options=categories
                    value=item.category
                />
            </div>
            <TextInput
                id=id("issue")
                label="課題"
                need=Need::Required
                value=item.issue
                shared=wording
            />
            <TextArea
                id=id("support")
                label="支援の内容"
                need=Need::Required
                value=item.support
                rows=2
                shared=wording
            />
            <TextArea
                id=id("easy")
                label="やさしいことば（本人が読む文）"
                help="短い文で書きます。ふりがなは 漢字《かんじ》 と書くと付きます。"
                value=item.easy
                rows=2
                shared=wording
            />
            <Preview easy=item.easy/>
            <TextInput
                id=id("hers")
                label="本人がすること"
                help="本人が決めたことだけ。なくてもかまいません。"
                need=Need::Optional
                value=item.hers
                shared=wording
            />
            <div class="form__two">
                <Select id=id("agency") label="担当の機関" options=agencies value=item.agency/>
                <Select
                    id=id("person")
                    label="担当者"
                    options=people
                    value=item.person
                    empty="まだ決めない"
                />
            </div>
            <div class="form__two">
                <TextInput
                    id=id("when")
                    label="いつ・どのくらい"
                    need=Need::Required
                    value=item.when
                    shared=wording
                />
                <DateInput
                    id=id("due")
                    label="期日"
                    help="決まっているときだけ。確定すると、やることの期日になります。"
                    need=Need::Optional
                    value=item.due
                />
            </div>
        </article>
    }
}

/// The easy words as she will see them, and which of them she may not be able to read.
#[component]
fn Preview(easy: RwSignal<String>) -> impl IntoView {
    let unread = Memo::new(move |_| easy.with(|text| ruby::without_reading(text)));
    view! {
        <Show when=move || easy.with(|text| !text.trim().is_empty())>
            <div class="plan__preview">
                <p class="small muted">"本人の画面での見えかた"</p>
                <p>{move || view! { <Ruby text=easy.get()/> }}</p>
                {move || {
                    unread
                        .with(|words| (!words.is_empty()).then(|| words.join("、")))
                        .map(|words| {
                            view! { <p class="small">{format!("ふりがなのない漢字：{words}")}</p> }
                        })
                }}
            </div>
        </Show>
    }
}
