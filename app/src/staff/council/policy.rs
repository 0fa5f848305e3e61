//! きまり: what the council's text fixes, to read.

use domain::council::{ConsentRule, PolicyProfile, SharingRule};
use domain::view::CouncilPage;
use leptos::prelude::*;

use crate::ui::*;

#[component]
pub(super) fn PolicyPart(page: Signal<CouncilPage>) -> impl IntoView {
    let rows = Memo::new(move |_| {
        page.with(|page| {
            let policy = &page.policy;
            let profile = match policy.profile {
                PolicyProfile::Hokkaido => "北海道 開催要領",
                PolicyProfile::ModelProgramme => "モデル事業 実施要綱",
                PolicyProfile::HokkaidoAndModel => "北海道 開催要領と、モデル事業 実施要綱",
                PolicyProfile::Own => "この会議体の要綱",
            };
            let hold = match policy.consent_to_hold {
                ConsentRule::Required => "本人の同意が要る",
                ConsentRule::NotRequired => "要らない",
            };
            let share = match policy.consent_to_share {
                SharingRule::Required => "本人の同意が要る",
                SharingRule::StatutoryBasisAllowed => {
                    "法律の根拠があれば、同意がなくても伝えられる"
                }
            };
            let open = if policy.open { "公開" } else { "非公開" };
            [
                ("もとにする文書", profile.to_owned()),
                ("会議を開くこと", hold.to_owned()),
                ("会議へ情報を伝えること", share.to_owned()),
                ("個別ケース検討会議", open.to_owned()),
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
            ]
            .into_iter()
            .map(|(term, text)| (term.to_owned(), text))
            .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="panel">{move || view! { <DescriptionList items=rows.get()/> }}</section>
    }
}
