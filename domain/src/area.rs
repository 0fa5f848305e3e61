//! 地域: the levels of area a council works in, and the official code of a local government.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// 地域の段階, from the widest to the narrowest (domain.md §3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaLevel {
    /// 国
    Nation,
    /// 都道府県
    Prefecture,
    /// 振興局 (Hokkaido only)
    SubPrefecture,
    /// 市区町村
    Municipality,
    /// 政令市の行政区
    Ward,
    /// 地区, a part of a ward or municipality
    District,
}

impl AreaLevel {
    pub const ALL: [AreaLevel; 6] = [
        Self::Nation,
        Self::Prefecture,
        Self::SubPrefecture,
        Self::Municipality,
        Self::Ward,
        Self::District,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Nation => "国",
            Self::Prefecture => "都道府県",
            Self::SubPrefecture => "振興局",
            Self::Municipality => "市区町村",
            Self::Ward => "行政区",
            Self::District => "地区",
        }
    }

    /// Whether an area of this level can lie within one of `outer`.
    pub fn lies_within(self, outer: AreaLevel) -> bool {
        outer < self
    }
}

/// 全国地方公共団体コード: two digits prefecture, three municipality, one check digit. Prints as 992011.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AreaCode(u32);

/// 区域: a local government or a ward, by its code and the name it goes by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    pub code: AreaCode,
    pub name: String,
}

/// Why digits are no area code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AreaCodeProblem {
    NotSixDigits,
    /// A digit was mistyped: the check digit would have to be `expected`.
    CheckDigit {
        expected: u32,
    },
}

impl AreaCodeProblem {
    /// What the writer reads: what to do, in plain Japanese.
    pub fn words(self) -> String {
        match self {
            Self::NotSixDigits => "団体コードは6けたの数字で入れてください。".to_owned(),
            Self::CheckDigit { .. } => {
                "団体コードの数字をたしかめてください。どこかの数字がちがうようです。".to_owned()
            }
        }
    }
}

impl fmt::Display for AreaCodeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

impl std::error::Error for AreaCodeProblem {}

impl AreaCode {
    /// The code of a prefecture and a municipality number (0 for the prefecture itself), with its
    /// check digit added; `None` beyond 99 and 999.
    pub fn of(prefecture: u8, municipality: u16) -> Option<Self> {
        if prefecture > 99 || municipality > 999 {
            return None;
        }
        let five = u32::from(prefecture) * 1000 + u32::from(municipality);
        Some(Self(five * 10 + check_digit(five)))
    }

    /// Number of the prefecture, 1–47; 99 is our invented one.
    pub fn prefecture(self) -> u32 {
        self.0 / 10_000
    }

    /// Whether the code names a prefecture itself.
    pub fn is_prefecture(self) -> bool {
        (self.0 / 10).is_multiple_of(1000)
    }

    /// Whether the code belongs to the invented area of demonstration and tests.
    pub fn is_invented(self) -> bool {
        self.prefecture() == 99
    }

    /// With the check digit set off: 99201-1.
    pub fn hyphenated(self) -> String {
        format!("{:05}-{}", self.0 / 10, self.0 % 10)
    }
}

/// (11 − Σ dᵢ·wᵢ mod 11) mod 10, with the weights 6, 5, 4, 3, 2.
fn check_digit(five: u32) -> u32 {
    let mut rest = five;
    let mut sum = 0;
    for weight in 2..=6 {
        sum += rest % 10 * weight;
        rest /= 10;
    }
    (11 - sum % 11) % 10
}

impl FromStr for AreaCode {
    type Err = AreaCodeProblem;

    /// Reads 992011 or 99201-1.
    fn from_str(text: &str) -> Result<Self, AreaCodeProblem> {
        let text = text.trim();
        let digits = match text.split_once('-') {
            Some((five, check)) if five.len() == 5 => format!("{five}{check}"),
            _ => text.to_owned(),
        };
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(AreaCodeProblem::NotSixDigits);
        }
        let code: u32 = digits.parse().map_err(|_| AreaCodeProblem::NotSixDigits)?;
        let expected = check_digit(code / 10);
        if code % 10 == expected {
            Ok(Self(code))
        } else {
            Err(AreaCodeProblem::CheckDigit { expected })
        }
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl TryFrom<String> for AreaCode {
    type Error = AreaCodeProblem;
    fn try_from(text: String) -> Result<Self, AreaCodeProblem> {
        text.parse()
    }
}

impl From<AreaCode> for String {
    fn from(code: AreaCode) -> Self {
        code.to_string()
    }
}
