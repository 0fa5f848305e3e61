//! 言語: the languages of her pages (domain.md §18).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A language in which the texts of her pages stand.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// やさしい日本語, with readings: the base that every text is written in first.
    #[default]
    Easy,
    /// 日本語
    Japanese,
    English,
    /// 中文（简体）
    Chinese,
    Korean,
    Spanish,
    Portuguese,
    Tagalog,
    Thai,
    Vietnamese,
    Indonesian,
    Nepali,
    Burmese,
}

/// 確認ずみ: that somebody of the council, or whom it asked, has read the texts in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageCheck {
    /// Who read them, as the council wrote it.
    pub by: String,
    pub on: NaiveDate,
}

/// 通訳つきの説明: in which language something was read to her, and by whom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    pub language: Language,
    /// Somebody has checked the texts in that language for her council.
    pub checked: bool,
    /// Name of who interpreted; none where nobody did.
    pub interpreter: Option<String>,
}

/// 安全の説明: she has read what leaving can and cannot do, in a language that nobody has checked yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyRead {
    pub language: Language,
    pub interpreter: String,
    pub at: DateTime<Utc>,
}

impl Explained {
    /// The version of the plain text, as a consent keeps it.
    pub fn text_of(&self, easy: &str) -> String {
        match (self.language, self.checked) {
            (Language::Easy, _) => easy.to_owned(),
            (language, true) => format!("{easy}・{}", language.label()),
            (language, false) => format!("{easy}・{}（確認中）", language.label()),
        }
    }
}

impl Language {
    /// Easy Japanese first, then Japanese, then the others in the order of their residents here.
    pub const ALL: [Language; 13] = [
        Self::Easy,
        Self::Japanese,
        Self::English,
        Self::Chinese,
        Self::Vietnamese,
        Self::Korean,
        Self::Tagalog,
        Self::Nepali,
        Self::Indonesian,
        Self::Portuguese,
        Self::Burmese,
        Self::Thai,
        Self::Spanish,
    ];

    /// BCP 47 tag, as in `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Easy | Self::Japanese => "ja",
            Self::English => "en",
            Self::Chinese => "zh-Hans",
            Self::Korean => "ko",
            Self::Spanish => "es",
            Self::Portuguese => "pt-BR",
            Self::Tagalog => "tl",
            Self::Thai => "th",
            Self::Vietnamese => "vi",
            Self::Indonesian => "id",
            Self::Nepali => "ne",
            Self::Burmese => "my",
        }
    }

    /// The short sign of a language in forms, cookies and file names.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Chinese => "zh",
            Self::Portuguese => "pt",
            other => other.tag(),
        }
    }

    /// The language with that sign.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The language of a tag that a browser sends, for instance `vi-VN`; Japanese is the easy one.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
        match primary.as_str() {
            "ja" => Some(Self::Easy),
            "fil" => Some(Self::Tagalog),
            code => Self::of_code(code),
        }
    }

    /// Its name as its own speakers write it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Easy => "やさしい 日本語《にほんご》",
            Self::Japanese => "日本語",
            Self::English => "English",
            Self::Chinese => "中文",
            Self::Korean => "한국어",
            Self::Spanish => "Español",
            Self::Portuguese => "Português",
            Self::Tagalog => "Tagalog",
            Self::Thai => "ไทย",
            Self::Vietnamese => "Tiếng Việt",
            Self::Indonesian => "Bahasa Indonesia",
            Self::Nepali => "नेपाली",
            Self::Burmese => "မြန်မာ",
        }
    }

    /// Its name for staff.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Easy => "やさしい日本語",
            Self::Japanese => "日本語",
            Self::English => "英語",
            Self::Chinese => "中国語（簡体字）",
            Self::Korean => "韓国語",
            Self::Spanish => "スペイン語",
            Self::Portuguese => "ポルトガル語",
            Self::Tagalog => "タガログ語",
            Self::Thai => "タイ語",
            Self::Vietnamese => "ベトナム語",
            Self::Indonesian => "インドネシア語",
            Self::Nepali => "ネパール語",
            Self::Burmese => "ミャンマー語",
        }
    }

    /// Whether its readers read what is written in Japanese without help.
    pub const fn is_japanese(self) -> bool {
        matches!(self, Self::Easy | Self::Japanese)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_sign_of_its_own() {
        for language in Language::ALL {
            assert_eq!(Language::of_code(language.code()), Some(language));
        }
        assert_eq!(Language::of_code("fr"), None);
    }

    #[test]
    fn a_browsers_tag_is_read_by_its_first_part() {
        for (tag, language) in [
            ("vi-VN", Some(Language::Vietnamese)),
            ("zh-TW", Some(Language::Chinese)),
            ("fil", Some(Language::Tagalog)),
            ("PT-br", Some(Language::Portuguese)),
            ("ja-JP", Some(Language::Easy)),
            ("fr-FR", None),
            ("", None),
            ("*", None),
        ] {
            assert_eq!(Language::of_tag(tag), language, "{tag}");
        }
    }
}
