//! The lists to choose from that several forms and the statistics share.

use super::Choice;

const fn choice(key: &'static str, label: &'static str) -> Choice {
    Choice { key, label }
}

/// 要綱第5条該当項目, in the words of the paper (which says 女性自立施設).
pub const CLAUSE_5: &[Choice] = &[
    choice(
        "in_protection",
        "(1) 一時保護中や女性自立施設入所中のケースの状況把握と支援方針の検討",
    ),
    choice(
        "considering_protection",
        "(2) 今後一時保護や女性自立施設入所等を検討することが必要となるケースの状況把握と支援方針の検討",
    ),
];

/// 対象ケースの十の要因 (Hokkaido's overview chart).
pub const PROBLEM_CATEGORIES: &[Choice] = &[
    choice("family_relations", "家庭内の人間関係"),
    choice("illness_disability_age", "病気・障がい・高齢者等"),
    choice("dv_abuse", "DV・虐待被害"),
    choice("stalking", "ストーカー被害"),
    choice("sexual_violence", "性暴力被害"),
    choice("economic", "経済的な問題"),
    choice("no_home_to_return", "帰住先がない"),
    choice("no_place_to_be", "居場所がない"),
    choice("isolation", "孤独・孤立"),
    choice("other", "その他"),
];

/// 主訴, in the categories of the ministry's statistics (domain.md §16.3).
pub const CHIEF_COMPLAINT: &[Choice] = &[
    choice("violence_by_husband", "夫等からの暴力"),
    choice(
        "violence_by_child_parent_relative",
        "子・親・親族からの暴力",
    ),
    choice("violence_by_partner", "交際相手等からの暴力"),
    choice("violence_by_other", "その他の人からの暴力"),
    choice(
        "family_non_violence",
        "暴力以外の家族親族の問題（離婚を含む）",
    ),
    choice("sex_gender", "男女・性の問題（ストーカーを含む）"),
    choice("other_relations", "その他の人間関係"),
    choice("housing_no_return", "住居問題・帰住先なし"),
    choice("economic", "経済関係"),
    choice("medical", "医療関係（精神・妊娠出産を含む）"),
];

/// ご相談の内容: the sixteen boxes of the intake form (domain.md §10, F-06).
pub const MATTERS: &[Choice] = &[
    choice("health_disability", "病気や健康・障害"),
    choice("housing", "住まい"),
    choice("income", "収入・生活費"),
    choice("rent_loan", "家賃やローン"),
    choice("tax_utilities", "税金・公共料金"),
    choice("debt", "債務"),
    choice("finding_work", "仕事探し・就職"),
    choice("trouble_at_work", "仕事上の不安やトラブル"),
    choice("community", "地域との関係"),
    choice("family", "家族との関係"),
    choice("childcare", "子育て"),
    choice("nursing_care", "介護"),
    choice("withdrawal_truancy", "ひきこもり・不登校"),
    choice("dv_abuse", "DV・虐待"),
    choice("no_food", "食べるものがない"),
    choice("other", "その他"),
];

/// 相談経路.
pub const ROUTE: &[Choice] = &[
    choice("self", "本人"),
    choice("family", "家族親族"),
    choice("acquaintance", "知人"),
    choice("police", "警察"),
    choice("welfare_office", "福祉事務所"),
    choice("child_guidance_center", "児童相談所"),
    choice("womens_support_worker", "女性相談支援員"),
    choice("dv_center", "DVセンター"),
    choice("medical", "医療機関"),
    choice("school", "学校"),
    choice("private_body", "民間団体"),
    choice("welfare_commissioner", "民生委員"),
    choice("judicial", "法務・司法"),
    choice("other", "その他"),
];

/// 来談方法. The ministry's statistics know the first three.
pub const MEANS: &[Choice] = &[
    choice("visit", "面接（来所）"),
    choice("phone", "電話"),
    choice("home_visit", "出張（訪問）"),
    choice("sns", "SNS・メール"),
    choice("other", "その他"),
];

/// 同行した先.
pub const ALONG_TO: &[Choice] = &[
    choice("hospital", "病院"),
    choice("police", "警察"),
    choice("welfare", "福祉の窓口"),
    choice("child_guidance", "児童相談所"),
    choice("lawyer", "法律の相談"),
    choice("school", "学校"),
    choice("home", "家・泊まる所"),
    choice("other", "そのほか"),
];

/// 危険度.
pub const RISK_LEVEL: &[Choice] = &[
    choice("low", "低い"),
    choice("middle", "中くらい"),
    choice("high", "高い"),
    choice("extreme", "きわめて高い"),
];

/// 緊急度.
pub const URGENCY: &[Choice] = &[
    choice("immediate", "今すぐ"),
    choice("within_days", "数日のうち"),
    choice("planned", "計画的に"),
];

/// 支援の分野: the contents of support in the basic policy, with 自立支援 taken apart into what a plan
/// names (domain.md §4.4). Same order and words as `plan::SupportDomain`.
pub const SUPPORT_DOMAIN: &[Choice] = &[
    choice("outreach", "アウトリーチ"),
    choice("safe_place", "居場所"),
    choice("consultation", "相談"),
    choice("temporary_protection", "一時保護"),
    choice("recovery", "被害からの回復"),
    choice("daily_life", "日常生活"),
    choice("children", "子ども"),
    choice("health", "健康"),
    choice("employment", "仕事"),
    choice("housing", "住まい"),
    choice("money", "お金"),
    choice("legal", "法律・手続き"),
    choice("safety", "安全"),
    choice("aftercare", "その後の見守り"),
];

/// 情報の種類, with the keys of `InfoCategory` in stored data.
pub const INFO_CATEGORY: &[Choice] = &[
    choice("Harm", "被害"),
    choice("SexualHarmDetail", "性被害の詳細"),
    choice("Health", "健康"),
    choice("Children", "子ども"),
    choice("Housing", "住まい"),
    choice("Economic", "経済"),
    choice("Family", "家族"),
    choice("Legal", "法律・手続き"),
    choice("Work", "仕事・学び"),
    choice("Care", "介護"),
    choice("Residence", "在留・言葉"),
];

/// はい／いいえ／わからない.
pub(super) const YES_NO_UNKNOWN: &[Choice] = &[
    choice("yes", "はい"),
    choice("no", "いいえ"),
    choice("unknown", "わからない"),
];

/// どうすれば安全に連絡できるか.
pub(super) const CONTACT_WAYS: &[Choice] = &[
    choice("call", "電話をしてよい"),
    choice("voicemail", "留守番電話に残してよい"),
    choice("sms", "SMS・メールを送ってよい"),
    choice("letter", "手紙を送ってよい"),
    choice("through_agency", "支援機関を通してほしい"),
    choice("never", "こちらからは連絡しないでほしい"),
];

/// 来談者と本人の関係.
pub(super) const VISITOR_RELATION: &[Choice] =
    &[choice("family", "家族"), choice("other", "その他")];

/// 会議前の確認 (主任相談支援員).
pub(super) const QUALITY_CHECKS: &[Choice] = &[
    choice("no_gap_or_bias", "アセスメントに漏れや偏りがない"),
    choice("grounds_and_facts", "根拠となる事実が書いてある"),
    choice("feelings_apart", "事実と感情を分けて書いてある"),
    choice("no_delay", "プランや記録が遅れていない"),
    choice("urgent_checked", "急ぐケースかどうかを確かめた"),
];

/// プランの種類.
pub(super) const PLAN_KIND: &[Choice] = &[
    choice("new", "新規"),
    choice("replan", "再プラン"),
    choice("change", "変更"),
];

/// 添付する個別の計画.
pub(super) const SUB_PLANS: &[Choice] = &[
    choice("household_budget", "家計再生プラン"),
    choice("work_preparation", "就労準備支援プログラム"),
    choice("independence_facility", "女性自立支援施設の支援計画"),
];

/// ○△×, in the order and words of `evaluation::Sign`.
pub const SIGN: &[Choice] = &[
    choice("good", "○ できた・よかった"),
    choice("some", "△ 少し"),
    choice("not_yet", "× まだ"),
];

/// 目標の結果, in the order and words of `evaluation::GoalOutcome`.
pub const GOAL_OUTCOME: &[Choice] = &[
    choice("reached", "達成"),
    choice("partly", "一部"),
    choice("not_reached", "未達"),
];

/// 評価の決定, in the order and words of `evaluation::EvaluationDecision`.
pub const EVALUATION_DECISION: &[Choice] = &[
    choice("continue", "継続"),
    choice("change", "変更"),
    choice("replan", "再プラン"),
    choice("suspend", "中断"),
    choice("close", "終結"),
];

/// 守秘義務を負う者 (法15条5項1〜3号), in the order of `council::DutyHolderKind`.
pub(super) const DUTY_HOLDER: &[Choice] = &[
    choice("public_organ", "国・都道府県・市町村の職員"),
    choice("corporation", "法人・団体の役員や職員"),
    choice("individual", "個人で関わっている人"),
];
