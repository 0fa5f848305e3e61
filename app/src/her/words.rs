//! ことば: every text of her pages, in やさしい日本語.
//!
//! A reading stands behind every kanji as 漢字《かんじ》; a test refuses one without it, and a
//! sentence of more than forty characters. None of these words tells a stranger what the pages are
//! for before she has come in.

use chrono::{Datelike, NaiveDate};
use domain::council::{AgencyKind, Role};
use domain::plan::{AgreementExtent, ItemChoice, SupportDomain};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        $($(#[$doc])* pub const $name: &str = $text;)+

        /// All texts, for the tests.
        #[cfg(test)]
        const ALL: &[(&str, &str)] = &[$((stringify!($name), $text),)+];
    };
}

words! {
    // ── on every page
    /// The one title of all pages.
    TITLE = "ご案内";
    LEAVE = "はなれる";
    RUBY_OFF = "ふりがなを けす";
    RUBY_ON = "ふりがなを つける";
    SAFETY = "安全《あんぜん》に 使《つか》うために";
    OFFLINE = "おくれませんでした。書《か》いた ことばは のこっています。もういちど おしてください。";
    BACK = "もどる";
    TO_FIRST = "はじめの 画面《がめん》へ";
    WRONG = "もういちど 見《み》てください";

    // ── before she has come in
    ENTRY_HEAD = "ご案内《あんない》";
    ENTRY_FOR = "カードを 持《も》っている 人《ひと》の ための ページです。";
    ENTRY_LEAVE = "「はなれる」を おすと、すぐに べつの 画面《がめん》に なります。";
    ENTRY_KEYS = "キーボードの Shift を 3回《かい》 おしても 同《おな》じです。";
    ENTRY_TAPS = "画面《がめん》の いちばん 上《うえ》を すばやく 3回《かい》 たたいても 同《おな》じです。";
    ENTRY_HISTORY = "見《み》た ページの きろく（りれき）は、きえません。";
    LINE = "カードの 番号《ばんごう》";
    LINE_HELP = "1行《ぎょう》を 1回《かい》だけ 使《つか》えます。";
    PIN = "あなたが 決《き》めた 数字《すうじ》";
    COME_IN = "つぎへ";
    /// One text for wrong, used, unknown and suspended.
    NOT_IN = "入《はい》れませんでした。カードの 番号《ばんごう》と 数字《すうじ》を、もういちど 見《み》てください。";
    NOT_IN_HELP = "番号《ばんごう》は 1回《かい》だけ 使《つか》えます。だめなときは、カードを くれた 人《ひと》に 聞《き》いてください。";
    WAIT = "何回《なんかい》も 送《おく》られました。すこし 待《ま》ってから、もういちど ためしてください。";
    EXPIRED = "時間《じかん》が たったので、とじました。もういちど カードの 番号《ばんごう》を 入《い》れてください。";
    NOTHING_HERE = "いまは お知《し》らせは ありません。";

    // ── her page
    PLAN_OF = "の 計画《けいかく》";
    YOUR_PLAN = "あなたの 計画《けいかく》";
    YOUR_WORDS = "あなたの ことば";
    NO_WORDS = "まだ 書《か》いて いません。あなたの ことばが、いつも いちばん 上《うえ》に のります。";
    ADD_WORDS = "ことばを 書《か》きたす";
    EARLIER_WORDS = "まえに 書《か》いた ことば";
    CONTACT = "いちばんの 相談先《そうだんさき》";
    NO_PLAN = "計画《けいかく》は まだ ありません。できたら、ここで 読《よ》めます。";
    GOAL = "めざす くらし";
    GOALS = "はじめに すること";
    PERIOD = "いつから いつまで";
    REVIEW = "見直《みなお》す 日《ひ》";
    FROM_TO = "から";
    UNTIL = "まで";
    VERSION = "番目《ばんめ》の 計画《けいかく》";
    CONFIRMED = "会議《かいぎ》で 決《き》まりました。かえたいときは、いつでも 書《か》いてください。";
    PROGRESS = "計画《けいかく》";
    WHEN = "いつ";
    HELPER = "いっしょに する人《ひと》";
    YOU_DO = "あなたが すること";
    ANSWER_LEGEND = "どう したいですか";
    ANSWER_HELP = "こたえなくても、だいじょうぶです。あとで かえられます。";
    YOUR_ANSWER = "あなたの こたえ";
    RECEIVED = "に うけとりました。";
    NOT_ANSWERED = "まだ こたえて いません";
    ANSWER_BEFORE = "まえの 計画《けいかく》では";
    ANSWER_AGAIN = "計画《けいかく》が かわったので、もういちど 聞《き》きます。";
    OWN_WORDS = "じぶんの ことばで";
    OWN_WORDS_HELP = "書《か》かなくても いいです。";
    SEND_ANSWER = "おくる";
    TELL_WRONG = "まちがいを 知《し》らせる";
    TELL_WRONG_HELP = "ここに 書《か》くと、かならず 返事《へんじ》が きます。";
    WHO_SEES = "だれが 見《み》られる？";
    AGENCIES = "か所《しょ》";
    NOBODY = "いまは だれも 見《み》られません。";
    MEETING_ONLY = "会議《かいぎ》の 前《まえ》の日《ひ》から 終《お》わるまで";
    YOU_SAID = "あなたが 書《か》いた こと";
    ANSWER_FROM = "返事《へんじ》";
    WAITS = "返事《へんじ》を 待《ま》っています。";
    ABOUT_ALL = "計画《けいかく》の ぜんぶに ついて";

    // ── changes
    CHANGES = "まえの 計画《けいかく》から かわった ところ";
    ADDED = "ふえました";
    REMOVED = "なくなりました";
    CHANGED = "かわりました";
    BEFORE = "まえ";
    AFTER = "いま";
    CHANGED_WHEN = "日《ひ》や 回数《かいすう》";
    CHANGED_HELPER = "いっしょに する人《ひと》";

    // ── agreement
    AGREE = "計画《けいかく》に 同意《どうい》する・しない";
    AGREE_LEAD = "あなたの 計画《けいかく》です。決《き》めるのは あなたです。いそがなくて いいです。";
    AGREE_LEGEND = "この 計画《けいかく》で いいですか";
    STATEMENTS = "同意《どうい》する ときは、2つの 文《ぶん》を 読《よ》んで、しるしを つけてください。";
    READ_IT = "この 計画《けいかく》を 読《よ》みました。または、読《よ》んでもらいました。";
    MAY_CHANGE = "あとで かえることも、やめることも できると 知《し》っています。";
    OPEN_ITEMS = "「一部《いちぶ》」の ときは、まだ 決《き》めない ものに しるしを つけてください。";
    OPEN_NOW = "まだ 決《き》めない もの";
    AGREEMENT_NOW = "同意《どうい》に ついての こたえ";
    AGREED_EARLIER = "まえの 計画《けいかく》には こたえました。かわったので、もういちど 聞《き》きます。";
    AGREE_NOT_YET = "まだ こたえて いません。こたえなくても、だいじょうぶです。";
    AGREE_OPEN = "こたえる・こたえを かえる";

    // ── her words page
    TALK = "ことばを 書《か》く";
    TALK_COMMENT = "計画《けいかく》に ついて 言《い》いたいこと・聞《き》きたいこと";
    TALK_REPLY = "返事《へんじ》が ほしい";
    TALK_WISH = "わたしの きぼう";
    TALK_WISH_HELP = "書《か》いた とおりに、計画《けいかく》の いちばん 上《うえ》に のります。";

    // ── what went wrong
    CHOOSE_ONE = "4つから ひとつ えらんでください。書《か》いた ことばは のこっています。";
    CHOOSE_EXTENT = "4つから ひとつ えらんでください。";
    CHOOSE_OPEN = "まだ 決《き》めない ものに、しるしを つけてください。ぜんぶ いいときは「全部《ぜんぶ》」を えらびます。";
    TICK_BOTH = "2つの 文《ぶん》を 読《よ》んで、しるしを つけてください。";
    WRITE_SOMETHING = "ことばを 書《か》いてから おくってください。";
    TOO_LONG = "ことばが 長《なが》いです。4000文字《もじ》までに してください。";
    PLAN_CHANGED = "計画《けいかく》が 新《あたら》しく なりました。読《よ》んでから、もういちど おくってください。";
    STILL_HERE = "あなたが 書《か》いた ことばは のこっています。";
    NOT_TAKEN = "うけとれませんでした。もういちど おくってください。";
    ASK_WORKER = "できませんでした。カードを くれた 人《ひと》に 聞《き》いてください。";
    SENT_TWICE = "この こたえは もう とどいて います。かえたいときは、もういちど おくってください。";

    // ── safety page
    SAFE_LEAVE_HEAD = "「はなれる」で できること";
    SAFE_LEAVE_1 = "画面《がめん》が すぐに かわります。";
    SAFE_LEAVE_2 = "もどる ボタンを おしても、あなたの ページは 出《で》ません。";
    SAFE_LEAVE_3 = "もういちど 見《み》るには、カードの 新《あたら》しい 行《ぎょう》が いります。";
    SAFE_NOT_HEAD = "できないこと";
    SAFE_NOT_1 = "この ページの 名前《なまえ》は、りれきに のこることが あります。";
    SAFE_NOT_2 = "スマホを 見《み》はる アプリが あると、画面《がめん》を 見《み》られることが あります。";
    SAFE_NOT_3 = "かりた スマホや みんなで 使《つか》う パソコンでは、人《ひと》に 見《み》られることが あります。";
    TOLD_HEAD = "あなたについて 話《はな》した 会議《かいぎ》";
    TOLD_1 = "あなたが 「いい」と 言《い》う 前《まえ》に、会議《かいぎ》が ありました。";
    TOLD_2 = "ここには、あったことだけを 書《か》きます。";
    TOLD_3 = "くわしく 知《し》りたいときは、担当《たんとう》の 人《ひと》に 聞《き》いてください。";
    TOLD_WHO = "いた 人《ひと》たち";
    SAFE_HOW_HEAD = "おすすめ";
    SAFE_HOW_1 = "ブラウザーの「プライベート」や「シークレット」の 画面《がめん》で 見《み》てください。";
    SAFE_HOW_2 = "終《お》わったら「はなれる」を おして、りれきを けしてください。";
    SAFE_HOW_3 = "しんぱいなときは、カードを くれた 人《ひと》の ところで、いっしょに 見《み》られます。";
    SAFE_HOW_4 = "10分《ぷん》 さわらないと、ページは とじます。";
}

/// A day: 2026年《ねん》5月《がつ》25日《にち》.
pub fn day(date: NaiveDate) -> String {
    format!("{}年《ねん》{}", date.year(), short_day(date))
}

/// A day without its year.
pub fn short_day(date: NaiveDate) -> String {
    let day = match date.day() {
        1 => "｜1日《ついたち》".to_owned(),
        2 => "｜2日《ふつか》".to_owned(),
        3 => "｜3日《みっか》".to_owned(),
        4 => "｜4日《よっか》".to_owned(),
        5 => "｜5日《いつか》".to_owned(),
        6 => "｜6日《むいか》".to_owned(),
        7 => "｜7日《なのか》".to_owned(),
        8 => "｜8日《ようか》".to_owned(),
        9 => "｜9日《ここのか》".to_owned(),
        10 => "｜10日《とおか》".to_owned(),
        14 => "｜14日《じゅうよっか》".to_owned(),
        20 => "｜20日《はつか》".to_owned(),
        24 => "｜24日《にじゅうよっか》".to_owned(),
        other => format!("{other}日《にち》"),
    };
    format!("{}月《がつ》{day}", date.month())
}

/// The heading of an item.
pub fn domain(domain: SupportDomain) -> &'static str {
    match domain {
        SupportDomain::Outreach => "会《あ》いに いくこと",
        SupportDomain::SafePlace => "いばしょ",
        SupportDomain::Consultation => "相談《そうだん》",
        SupportDomain::TemporaryProtection => "安全《あんぜん》に とまる ところ",
        SupportDomain::Recovery => "こころと からだの かいふく",
        SupportDomain::DailyLife => "まいにちの くらし",
        SupportDomain::Children => "子《こ》ども",
        SupportDomain::Health => "けんこう",
        SupportDomain::Employment => "仕事《しごと》",
        SupportDomain::Housing => "住《す》まい",
        SupportDomain::Money => "お金《かね》",
        SupportDomain::Legal => "法律《ほうりつ》・手続《てつづ》き",
        SupportDomain::Safety => "安全《あんぜん》",
        SupportDomain::Aftercare => "そのあとの みまもり",
    }
}

/// What an agency is, without its name. What somebody typed has no readings.
pub fn agency_kind(kind: &AgencyKind) -> &str {
    use AgencyKind as K;
    match kind {
        K::WomensCenter => "女性《じょせい》の 相談《そうだん》センター",
        K::IndependenceFacility => "女性《じょせい》が くらせる 施設《しせつ》",
        K::DvCenter => "暴力《ぼうりょく》の 相談《そうだん》センター",
        K::PrivateShelter => "民間《みんかん》の シェルター",
        K::PrivateBody => "民間《みんかん》の 団体《だんたい》",
        K::WelfareOffice => "福祉《ふくし》の 役所《やくしょ》",
        K::ChildGuidanceCenter => "児童相談所《じどうそうだんじょ》",
        K::PublicHealthCenter => "保健所《ほけんじょ》",
        K::MunicipalHealthCenter => "市町村《しちょうそん》の 保健《ほけん》センター",
        K::Police => "警察《けいさつ》",
        K::School => "学校《がっこう》",
        K::BoardOfEducation => "教育委員会《きょういくいいんかい》",
        K::Medical => "病院《びょういん》など",
        K::Judicial => "裁判《さいばん》に かかわる ところ",
        K::SocialWelfareCouncil => "社会福祉協議会《しゃかいふくしきょうぎかい》",
        K::WelfareCommissioner => "民生委員《みんせいいいん》",
        K::GenderEqualityCenter => "女性《じょせい》センター",
        K::OneStopCenter => "ワンストップ 支援《しえん》センター",
        K::Department => "役所《やくしょ》の 係《かかり》",
        K::LocalConsultationProvider => "お困《こま》りごと 相談《そうだん》",
        K::OutreachProvider => "会《あ》いに いく 団体《だんたい》",
        K::ParticipationProvider => "人《ひと》や 場所《ばしょ》と つなぐ 団体《だんたい》",
        K::CommunityProvider => "地域《ちいき》づくりの 団体《だんたい》",
        K::ComprehensiveConsultation => "いろいろな 相談《そうだん》を うける ところ",
        K::LegalAid => "法《ほう》テラス",
        K::Lawyer => "弁護士《べんごし》",
        K::JudicialScrivener => "司法書士《しほうしょし》",
        K::HelloWork => "ハローワーク",
        K::MotherChildFacility => "母子生活支援施設《ぼしせいかつしえんしせつ》",
        K::Fire => "消防《しょうぼう》",
        K::Utility => "水道《すいどう》や 電気《でんき》の 会社《かいしゃ》",
        K::Other(typed) => typed,
    }
}

/// One of the four answers.
pub fn choice(choice: ItemChoice) -> &'static str {
    match choice {
        ItemChoice::Want => "そうしたい",
        ItemChoice::Differently => "少《すこ》し ちがう",
        ItemChoice::NotNow => "今《いま》は 決《き》めない",
        ItemChoice::DoNotWant => "したくない",
    }
}

/// How far she agrees.
pub fn extent(extent: AgreementExtent) -> &'static str {
    match extent {
        AgreementExtent::Whole => "全部《ぜんぶ》 いい",
        AgreementExtent::Part => "一部《いちぶ》は いい",
        AgreementExtent::Later => "あとで 決《き》める",
        AgreementExtent::None => "同意《どうい》しない",
    }
}

/// What someone is, in the list of who can see.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Caseworker => "相談員《そうだんいん》",
        Role::OutreachWorker => "会《あ》いに いく 人《ひと》",
        Role::ChiefSupporter => "相談員《そうだんいん》の リーダー",
        Role::CoordinationOfficer => "調整《ちょうせい》する 人《ひと》",
        Role::CenterDirector => "センターの 所長《しょちょう》",
        Role::MeetingMember => "会議《かいぎ》に 出《で》る 人《ひと》",
        Role::Representative => "代表者《だいひょうしゃ》",
        Role::MunicipalOfficer => "役所《やくしょ》で 決《き》める 人《ひと》",
        Role::Adviser => "助言《じょげん》する 人《ひと》",
        Role::Interpreter => "通訳《つうやく》",
        Role::Auditor => "記録《きろく》を 調《しら》べる 人《ひと》",
        Role::SystemAdmin => "システムの 担当《たんとう》",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::ruby::{pieces, plain};

    fn is_kanji(letter: char) -> bool {
        matches!(letter, '\u{4E00}'..='\u{9FFF}' | '々')
    }

    fn all() -> Vec<(String, String)> {
        let named = ALL
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let labels = SupportDomain::ALL
            .iter()
            .map(|d| domain(*d))
            .chain(ItemChoice::ALL.iter().map(|c| choice(*c)))
            .chain(AgreementExtent::ALL.iter().map(|e| extent(*e)))
            .chain(Role::ALL.iter().map(|r| role(*r)))
            .map(|text| (text.to_owned(), text.to_owned()));
        let kinds = AgencyKind::NAMED
            .iter()
            .map(|kind| ("agency_kind".to_owned(), agency_kind(kind).to_owned()));
        let days = (1..=31)
            .filter_map(|day| NaiveDate::from_ymd_opt(2026, 5, day))
            .map(|date| ("day".to_owned(), day(date)));
        named.chain(labels).chain(kinds).chain(days).collect()
    }

    #[test]
    fn every_kanji_has_its_reading() {
        for (name, text) in all() {
            if name == "TITLE" {
                continue; // a title cannot carry ruby
            }
            for piece in pieces(&text).iter().filter(|piece| piece.reading.is_none()) {
                assert!(!piece.text.contains(is_kanji), "{name}: {text}");
            }
        }
    }

    #[test]
    fn sentences_are_short() {
        for (name, text) in all() {
            for sentence in plain(&text).split_inclusive('。') {
                let letters = sentence.chars().filter(|letter| *letter != ' ').count();
                assert!(letters <= 40, "{name}: {letters} {sentence}");
            }
        }
    }
}
