//! 間違いの知らせ: which line of her plan she says is wrong.

use serde::{Deserialize, Serialize};

use crate::id::ItemId;

/// A line of a plan as she reads it; each can be said to be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanLine {
    /// 本人の希望, as the plan begins with it.
    Wish,
    /// いちばんの相談先
    Contact,
    /// めざす くらし
    GoalLong,
    /// 当面の目標
    GoalsShort,
    /// 計画の期間
    Period,
    /// 見直しの日
    Review,
    /// One line of an item.
    Item { item: ItemId, part: ItemLine },
}

/// A line of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemLine {
    /// やさしいことば
    Text,
    /// いつ・どのくらい
    When,
    /// 担当機関・担当者
    Helper,
    /// 本人がすること
    HerPart,
}

impl ItemLine {
    pub const ALL: [ItemLine; 4] = [Self::Text, Self::When, Self::Helper, Self::HerPart];
}

impl PlanLine {
    /// Lines that are about the plan as a whole.
    pub const OF_PLAN: [PlanLine; 6] = [
        Self::Wish,
        Self::Contact,
        Self::GoalLong,
        Self::GoalsShort,
        Self::Period,
        Self::Review,
    ];

    /// The item it stands in; none = the plan as a whole.
    pub fn item(self) -> Option<ItemId> {
        match self {
            Self::Item { item, .. } => Some(item),
            _ => None,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Wish => "本人の希望",
            Self::Contact => "いちばんの相談先",
            Self::GoalLong => "めざす くらし",
            Self::GoalsShort => "当面の目標",
            Self::Period => "計画の期間",
            Self::Review => "見直しの日",
            Self::Item { part, .. } => match part {
                ItemLine::Text => "やさしいことば",
                ItemLine::When => "いつ・どのくらい",
                ItemLine::Helper => "担当",
                ItemLine::HerPart => "本人がすること",
            },
        }
    }
}
