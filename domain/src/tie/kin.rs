//! 続柄: where a member of the family stands in a family tree, read from the word of the form.

use serde::{Deserialize, Serialize};

/// Generation and side, seen from her.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kin {
    Grandparent,
    Parent,
    ParentInLaw,
    Sibling,
    Partner,
    Child,
    Grandchild,
    /// Not placed by its word; named beside the tree.
    Other,
}

/// The sign of a family tree: a circle, a square, or a diamond where the word does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    Woman,
    Man,
    Unsaid,
}

/// 続柄 as a family tree needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kinship {
    pub kin: Kin,
    pub shape: Shape,
    /// 元夫, 前夫: a couple that is none any more.
    pub former: bool,
}

const GRANDPARENTS: [&str; 4] = ["祖父", "祖母", "おじいさん", "おばあさん"];
const PARENTS: [&str; 12] = [
    "父",
    "母",
    "実父",
    "実母",
    "養父",
    "養母",
    "継父",
    "継母",
    "父親",
    "母親",
    "お父さん",
    "お母さん",
];
const PARENTS_IN_LAW: [&str; 8] = [
    "義父",
    "義母",
    "舅",
    "姑",
    "夫の父",
    "夫の母",
    "しゅうと",
    "しゅうとめ",
];
const SIBLINGS: [&str; 6] = ["兄", "姉", "弟", "妹", "きょうだい", "兄弟姉妹"];
const PARTNERS: [&str; 9] = [
    "夫",
    "妻",
    "内縁の夫",
    "事実婚の夫",
    "配偶者",
    "パートナー",
    "交際相手",
    "婚約者",
    "恋人",
];
const CHILDREN: [&str; 9] = [
    "子",
    "子ども",
    "子供",
    "息子",
    "娘",
    "養子",
    "養女",
    "男児",
    "女児",
];
const GRANDCHILDREN: [&str; 4] = ["孫", "孫娘", "男孫", "女孫"];

impl Kinship {
    /// Reads a word such as 長女 or 元夫（別居）; what nobody foresaw is [`Kin::Other`].
    pub fn read(relation: &str) -> Self {
        let word = relation
            .split(['（', '(', '、', '・'])
            .next()
            .unwrap_or_default()
            .trim();
        let bare = word.strip_prefix(['元', '前']).unwrap_or(word);
        let is = |words: &[&str]| words.contains(&bare);
        let kin = if is(&GRANDPARENTS) {
            Kin::Grandparent
        } else if is(&PARENTS) {
            Kin::Parent
        } else if is(&PARENTS_IN_LAW) {
            Kin::ParentInLaw
        } else if is(&SIBLINGS) {
            Kin::Sibling
        } else if is(&PARTNERS) {
            Kin::Partner
        } else if is(&CHILDREN) || is_numbered_child(bare) {
            Kin::Child
        } else if is(&GRANDCHILDREN) {
            Kin::Grandchild
        } else {
            Kin::Other
        };
        Self {
            kin,
            shape: shape(bare),
            former: kin == Kin::Partner && bare != word,
        }
    }
}

/// 長男, 次女, 三男 …
fn is_numbered_child(word: &str) -> bool {
    let mut letters = word.chars();
    let number = letters
        .next()
        .is_some_and(|c| "長次一二三四五六七八九十".contains(c));
    number && matches!(letters.next(), Some('男' | '女')) && letters.next().is_none()
}

fn shape(word: &str) -> Shape {
    let last = word
        .trim_end_matches("さん")
        .trim_end_matches('親')
        .chars()
        .last();
    match last {
        Some('女' | '母' | '娘' | '姉' | '妹' | '妻' | '姑') => Shape::Woman,
        Some('男' | '父' | '兄' | '弟' | '夫' | '舅') => Shape::Man,
        _ if word == "息子" || word == "男児" => Shape::Man,
        _ if word == "女児" => Shape::Woman,
        _ => Shape::Unsaid,
    }
}
