//! きまりを変える: the whole policy to fill in, then what would be another, to confirm.

use std::collections::BTreeSet;

use domain::command::CouncilCommand;
use domain::council::CouncilPolicy;
use domain::posthoc::MeetingTiming;
use domain::refusal::Refusal;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::words;
use crate::ui::*;

use super::{PROFILES, RESUMPTION, TIERS, TO_HOLD, TO_SHARE, changes};

/// Ids of the reasons, in the order of the 節目.
const WITHOUT: [&str; 4] = [
    "policy-without-new",
    "policy-without-replan",
    "policy-without-suspended",
    "policy-without-closed",
];
const OPEN: [(bool, &str); 2] = [(false, "非公開"), (true, "公開")];

/// What is typed. Cheap to copy.
#[derive(Clone, Copy)]
struct Typed {
    profile: RwSignal<String>,
    tiers: RwSignal<Vec<String>>,
    hold: RwSignal<String>,
    share: RwSignal<String>,
    open: RwSignal<String>,
    own_text: RwSignal<String>,
    notice: RwSignal<String>,
    report: RwSignal<String>,
    percent: RwSignal<String>,
    resumption: RwSignal<String>,
    /// Why no meeting is needed, by 節目; empty where one is.
    without: [RwSignal<String>; 4],
}

/// Where a value stands among its choices; their keys in the form are these numbers.
fn at<T: PartialEq>(all: &[(T, &str)], one: &T) -> RwSignal<String> {
    let place = all.iter().position(|(known, _)| known == one);
    RwSignal::new(place.map(|at| at.to_string()).unwrap_or_default())
}

fn chosen<T: Clone>(all: &[(T, &str)], key: RwSignal<String>) -> Option<T> {
    let place: usize = key.with_untracked(|key| key.parse().ok())?;
    all.get(place).map(|(value, _)| value.clone())
}

fn options<T>(all: &[(T, &'static str)]) -> Vec<Choice> {
    let numbered = all.iter().enumerate();
    numbered
        .map(|(at, (_, words))| Choice::new(at.to_string(), *words))
        .collect()
}

fn figure(text: RwSignal<String>) -> Option<u8> {
    text.with_untracked(|text| words::digits(text).parse().ok())
}

impl Typed {
    fn of(policy: &CouncilPolicy) -> Self {
        let tiers = TIERS.iter().enumerate();
        let tiers = tiers.filter(|(_, (tier, _))| policy.tiers.contains(tier));
        let number = |figure: u8| RwSignal::new(figure.to_string());
        Self {
            profile: at(&PROFILES, &policy.profile),
            tiers: RwSignal::new(tiers.map(|(at, _)| at.to_string()).collect()),
            hold: at(&TO_HOLD, &policy.consent_to_hold),
            share: at(&TO_SHARE, &policy.consent_to_share),
            open: at(&OPEN, &policy.open),
            own_text: RwSignal::new(policy.own_text.clone()),
            notice: number(policy.notice_working_days),
            report: number(policy.report_working_days),
            percent: number(policy.posthoc_share_percent),
            resumption: at(&RESUMPTION, &policy.resumption),
            without: MeetingTiming::ALL.map(|timing| {
                let reason = policy.without_meeting.get(&timing);
                RwSignal::new(reason.cloned().unwrap_or_default())
            }),
        }
    }

    /// The policy as typed, or what to do first.
    fn read(self, now: &CouncilPolicy) -> Result<CouncilPolicy, String> {
        let tiers: BTreeSet<_> = self.tiers.with_untracked(|keys| {
            let places = keys.iter().filter_map(|key| key.parse::<usize>().ok());
            places
                .filter_map(|at| TIERS.get(at).map(|(tier, _)| *tier))
                .collect()
        });
        let figures = (
            figure(self.notice),
            figure(self.report),
            figure(self.percent),
        );
        let (Some(notice), Some(report), Some(percent)) = figures else {
            let conflict = domain::council::PolicyConflict::FigureOutOfReach;
            return Err(Refusal::Policy { conflict }.words());
        };
        let reasons = self.without.map(|reason| reason.get_untracked());
        let reasons = MeetingTiming::ALL.into_iter().zip(reasons);
        let new = CouncilPolicy {
            profile: chosen(&PROFILES, self.profile).unwrap_or(now.profile),
            consent_to_hold: chosen(&TO_HOLD, self.hold).unwrap_or(now.consent_to_hold),
            consent_to_share: chosen(&TO_SHARE, self.share).unwrap_or(now.consent_to_share),
            open: chosen(&OPEN, self.open).unwrap_or(now.open),
            tiers,
            notice_working_days: notice,
            report_working_days: report,
            posthoc_share_percent: percent,
            own_text: self.own_text.get_untracked().trim().to_owned(),
            resumption: chosen(&RESUMPTION, self.resumption).unwrap_or(now.resumption),
            without_meeting: reasons
                .map(|(timing, reason)| (timing, reason.trim().to_owned()))
                .filter(|(_, reason)| !reason.is_empty())
                .collect(),
        };
        new.check()
            .map_err(|conflict| Refusal::Policy { conflict }.words())?;
        match new == *now {
            true => Err("変わったところがありません。変えるところを選んでください。".to_owned()),
            false => Ok(new),
        }
    }
}

#[component]
pub(super) fn Change(policy: Memo<CouncilPolicy>, done: Callback<()>) -> impl IntoView {
    let typed = policy.with_untracked(Typed::of);
    let act = Act::new();
    let new = RwSignal::new(None::<CouncilPolicy>);
    let check = move |()| match policy.with_untracked(|now| typed.read(now)) {
        Ok(policy) => {
            act.refused.set(None);
            new.set(Some(policy));
        }
        Err(words) => act.refuse(words),
    };
    view! {
        <div class="form">
            <Refusing act/>
            {move || match new.get() {
                None => view! { <Fields typed check=Callback::new(check) done/> }.into_any(),
                Some(_) => view! { <Confirm policy new act done/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Fields(typed: Typed, check: Callback<()>, done: Callback<()>) -> impl IntoView {
    view! {
        <div class="stack">
            <RadioGroup
                id="policy-profile"
                label="もとにする文書"
                options=options(&PROFILES)
                value=typed.profile
            />
            <CheckGroup
                id="policy-tiers"
                label="会議の層"
                need=Need::Required
                options=options(&TIERS)
                value=typed.tiers
                layout=Layout::Row
            />
            <RadioGroup
                id="policy-hold"
                label="会議を開くこと"
                help="北海道の要領では、本人の同意が要ります。"
                options=options(&TO_HOLD)
                value=typed.hold
            />
            <RadioGroup
                id="policy-share"
                label="会議へ情報を伝えること"
                help="モデル事業の要綱では、本人の同意が要ります。"
                options=options(&TO_SHARE)
                value=typed.share
            />
            <RadioGroup
                id="policy-open"
                label="個別ケース検討会議"
                options=options(&OPEN)
                value=typed.open
                layout=Layout::Row
            />
            <TextInput
                id="policy-own"
                label="会議体の要綱の名前と条"
                help="要領・要綱とちがう決め方をするときは、そう定めている要綱を書いてください。"
                value=typed.own_text
            />
            <TextInput
                id="policy-notice"
                label="招集の目安（営業日）"
                inputmode="numeric"
                value=typed.notice
            />
            <TextInput
                id="policy-report"
                label="報告の目安（営業日）"
                inputmode="numeric"
                value=typed.report
            />
            <TextInput
                id="policy-percent"
                label="事後承認の割合の目安（計画の％）"
                inputmode="numeric"
                value=typed.percent
            />
            <RadioGroup
                id="policy-resumption"
                label="再開するときの計画"
                options=options(&RESUMPTION)
                value=typed.resumption
            />
            <fieldset>
                <legend>"会議なしで決める節目"</legend>
                <p class="muted small">"会議で決める節目は、空のままにしてください。"</p>
                {MeetingTiming::ALL
                    .into_iter()
                    .zip(WITHOUT)
                    .zip(typed.without)
                    .map(|((timing, id), value)| {
                        let label = format!("{}を会議なしで決める理由", timing.label());
                        view! { <TextInput id label value/> }
                    })
                    .collect_view()}
            </fieldset>
            <div class="actions">
                <Button variant=Variant::Primary on_press=check>"変わるところを確かめる"</Button>
                <Button variant=Variant::Tertiary on_press=done>"やめる"</Button>
            </div>
        </div>
    }
}

/// What would be another, before it is.
#[component]
fn Confirm(
    policy: Memo<CouncilPolicy>,
    new: RwSignal<Option<CouncilPolicy>>,
    act: Act,
    done: Callback<()>,
) -> impl IntoView {
    let told = move || {
        let both = new.get().map(|new| policy.with(|now| changes(now, &new)));
        both.unwrap_or_default()
    };
    let save = move |()| {
        let Some(policy) = new.get_untracked() else {
            return;
        };
        let command = CouncilCommand::SetPolicy { policy };
        act.council(command, "きまりを変えました", move |_| {
            done.run(())
        });
    };
    view! {
        <div class="stack" role="group" aria-label="変わるところ">
            <h3>"このように変わります"</h3>
            <p class="small muted">
                "これからの要請と会議に効きます。もう開いた会議と、もらった同意は変わりません。"
            </p>
            <ul class="list" translate="no">
                {move || {
                    told()
                        .into_iter()
                        .map(|(term, old, new)| {
                            view! {
                                <li class="list__row">
                                    <strong>{term}</strong>
                                    <span>
                                        <span class="muted">"いま："</span>
                                        {or_nothing(old)}
                                    </span>
                                    <span>
                                        <span class="muted">"これから："</span>
                                        <strong>{or_nothing(new)}</strong>
                                    </span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=save>"この内容に変える"</Button>
                <Button variant=Variant::Tertiary on_press=move |()| new.set(None)>
                    "もどって直す"
                </Button>
            </div>
        </div>
    }
}

fn or_nothing(words: String) -> String {
    match words.is_empty() {
        true => "なし".to_owned(),
        false => words,
    }
}
