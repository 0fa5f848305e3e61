//! 次第のひな形 with time boxes (domain.md §7). The times are a guide only: each can be changed, and
//! nothing ever stops at one (BR-026).

use serde::{Deserialize, Serialize};

use super::{AGENDA_T1, AgendaItem};

/// 次第のひな形 of a case's meeting.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum AgendaTemplate {
    /// T1: the Hokkaido 開催要領 第4; what a meeting has for which no other was chosen.
    #[default]
    CaseReview,
    /// T2: half an hour a case, 2/5/5/13/5.
    HalfHour,
    /// T4: about nine minutes a case; the split is ours.
    Short,
}

impl AgendaTemplate {
    pub const ALL: [AgendaTemplate; 3] = [Self::CaseReview, Self::HalfHour, Self::Short];

    pub fn label(self) -> &'static str {
        match self {
            Self::CaseReview => "じっくり（60分）",
            Self::HalfHour => "標準（30分）",
            Self::Short => "短く（9分）",
        }
    }

    /// Titles with their guide minutes.
    pub fn items(self) -> &'static [(&'static str, u16)] {
        match self {
            Self::CaseReview => &AGENDA_T1,
            Self::HalfHour => &[
                ("出席者の紹介・配布資料の確認", 2),
                ("ケース概要の報告・プランの共有", 5),
                ("質疑応答", 5),
                ("ディスカッション", 13),
                ("まとめ（プラン・課題・決定・宿題の確認）", 5),
            ],
            Self::Short => &[
                ("最近の様子とプランの共有", 3),
                ("質疑と意見交換", 4),
                ("決定の確認", 2),
            ],
        }
    }

    /// All items together, in minutes: what a slot takes unless somebody says otherwise.
    pub fn minutes(self) -> u16 {
        self.items().iter().map(|(_, minutes)| minutes).sum()
    }

    /// The items as a meeting begins with them.
    pub fn agenda(self) -> Vec<AgendaItem> {
        let item = |(title, minutes): &(&str, u16)| AgendaItem {
            title: (*title).to_owned(),
            minutes: *minutes,
            started_at: None,
            ended_at: None,
        };
        self.items().iter().map(item).collect()
    }
}
