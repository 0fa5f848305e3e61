//! きまり: what the council's text fixes, to read and, for who may, to change.

use domain::access::Action;
use domain::council::{ConsentRule, CouncilPolicy, PolicyProfile, Resumption, SharingRule, Tier};
use domain::posthoc::MeetingTiming;
use domain::view::CouncilPage;
use domain::wire;
use leptos::prelude::*;

use crate::ui::*;

mod change;

/// The texts a council works under, with their words.
const PROFILES: [(PolicyProfile, &str); 4] = [
    (PolicyProfile::Hokkaido, "北海道 開催要領"),
    (PolicyProfile::ModelProgramme, "モデル事業 実施要綱"),
    (
        PolicyProfile::HokkaidoAndModel,
        "北海道 開催要領と、モデル事業 実施要綱",
    ),
    (PolicyProfile::Own, "この会議体の要綱"),
];

const TO_HOLD: [(ConsentRule, &str); 2] = [
    (ConsentRule::Required, "本人の同意が要る"),
    (ConsentRule::NotRequired, "要らない"),
];

const TO_SHARE: [(SharingRule, &str); 2] = [
    (SharingRule::Required, "本人の同意が要る"),
    (
        SharingRule::StatutoryBasisAllowed,
        "法律の根拠があれば、同意がなくても伝えられる",
    ),
];

const TIERS: [(Tier, &str); 3] = [
    (Tier::Representatives, "代表者会議"),
    (Tier::Practitioners, "実務者会議"),
    (Tier::CaseReview, "個別ケース検討会議"),
];

const RESUMPTION: [(Resumption, &str); 2] = [
    (Resumption::SamePlan, "中断した計画を続ける"),
    (Resumption::NewPlan, "新しい計画（再プラン）を作る"),
];

fn label<T: PartialEq>(all: &[(T, &'static str)], one: &T) -> &'static str {
    let mut all = all.iter();
    all.find(|(known, _)| known == one)
        .map_or("", |(_, words)| words)
}

/// The policy in plain words, always the same rows in the same order.
fn rows(policy: &CouncilPolicy) -> Vec<(String, String)> {
    let tiers = TIERS.iter().filter(|(tier, _)| policy.tiers.contains(tier));
    let tiers: Vec<&str> = tiers.map(|(_, words)| *words).collect();
    let open = if policy.open { "公開" } else { "非公開" };
    let meetings = MeetingTiming::ALL
        .map(|timing| match policy.without_meeting.get(&timing) {
            Some(reason) => format!("{}：要らない（{reason}）", timing.label()),
            None => format!("{}：要る", timing.label()),
        })
        .join("\n");
    let rows = [
        (
            "もとにする文書",
            label(&PROFILES, &policy.profile).to_owned(),
        ),
        ("会議の層", tiers.join("、")),
        (
            "会議を開くこと",
            label(&TO_HOLD, &policy.consent_to_hold).to_owned(),
        ),
        (
            "会議へ情報を伝えること",
            label(&TO_SHARE, &policy.consent_to_share).to_owned(),
        ),
        ("個別ケース検討会議", open.to_owned()),
        ("会議体の要綱の名前と条", policy.own_text.trim().to_owned()),
        (
            "招集の目安",
            format!("{}営業日まで", policy.notice_working_days),
        ),
        (
            "報告の目安",
            format!("{}営業日まで", policy.report_working_days),
        ),
        (
            "事後承認の割合の目安",
            format!("計画の{}％まで", policy.posthoc_share_percent),
        ),
        ("節目の会議", meetings),
        (
            "再開するときの計画",
            label(&RESUMPTION, &policy.resumption).to_owned(),
        ),
    ];
    rows.map(|(term, words)| (term.to_owned(), words)).into()
}

/// What would be another: the row, how it stands, how it would stand.
fn changes(old: &CouncilPolicy, new: &CouncilPolicy) -> Vec<(String, String, String)> {
    let both = rows(old).into_iter().zip(rows(new));
    both.filter(|(old, new)| old != new)
        .map(|((term, old), (_, new))| (term, old, new))
        .collect()
}

#[component]
pub(super) fn PolicyPart(page: Signal<CouncilPage>) -> impl IntoView {
    let policy = Memo::new(move |_| page.with(|page| page.policy.clone()));
    let may = Memo::new(move |_| {
        page.with(|page| wire::may(&page.rights, Action::ManageCouncil).is_some())
    });
    let changing = RwSignal::new(false);
    let done = Callback::new(move |()| {
        changing.try_set(false);
    });
    view! {
        <section class="panel" aria-labelledby="policy-title">
            <div class="panel__head">
                <h2 id="policy-title">"きまり"</h2>
                <Show when=move || may.get() && !changing.get()>
                    <Button icon=Icon::Pen on_press=move |()| changing.set(true)>
                        "きまりを変える"
                    </Button>
                </Show>
            </div>
            <Show
                when=move || changing.get()
                fallback=move || {
                    move || {
                        let rows = policy.with(rows);
                        view! { <DescriptionList items=rows/> }
                    }
                }
            >
                <change::Change policy done/>
            </Show>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_be_another_is_told() {
        let old = CouncilPolicy::strict();
        assert!(changes(&old, &old).is_empty());
        let mut new = old.clone();
        new.notice_working_days = 5;
        new.tiers.remove(&Tier::Representatives);
        let told = changes(&old, &new);
        let terms: Vec<&str> = told.iter().map(|(term, ..)| term.as_str()).collect();
        assert_eq!(terms, ["会議の層", "招集の目安"]);
        assert_eq!(told[1].1, "3営業日まで");
        assert_eq!(told[1].2, "5営業日まで");
    }
}
