//! ことば: every text of her pages, in やさしい日本語.
//!
//! A reading stands behind every kanji as 漢字《かんじ》; a test refuses one without it, and a
//! sentence of more than forty characters. None of these words tells a stranger what the pages are
//! for before she has come in. What a text says in the other languages stands in `app/words/*.po`; a
//! text that one of them does not have fails the build.

use chrono::NaiveDate;
use domain::form::InfoCategory;
use domain::plan::{AgreementExtent, ItemChoice, ItemLine, PlanLine, SupportDomain};
use domain::record::Means;

use super::say::{Word, Wording, texts};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        $($(#[$doc])* pub const $name: Word = Word::new($text, &texts::$name);)+

        /// All texts with their names, for the tests.
        #[cfg(test)]
        pub(super) const ALL: &[(&str, Word)] = &[$((stringify!($name), $name),)+];
    };
}

mod given;
pub mod know;
mod look_back;
mod meeting;
mod moving;
mod safety;
mod ties;
mod who;

pub use given::*;
pub use look_back::*;
pub use meeting::*;
pub use moving::*;
pub use safety::*;
pub use ties::*;
pub use who::*;

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
    /// A label with what stands there.
    LABELLED = "{label}：{text}";

    // ── languages
    LANGUAGE = "ことば（Language）";
    /// What stands at the head of a page in a language that nobody here has checked yet.
    CHECKING = "確認中《かくにんちゅう》";
    CHECKING_1 = "この ことばの 文《ぶん》は、まだ たしかめて いません。";
    CHECKING_2 = "小《ちい》さい 字《じ》の やさしい 日本語《にほんご》が、もとの 文《ぶん》です。";
    AS_WRITTEN = "人《ひと》が 書《か》いた ことばは、そのままです。機械《きかい》で 訳《やく》して いません。";
    /// Under a text that somebody put into her language.
    TRANSLATED_BY = "訳《やく》した 人《ひと》";
    INTERPRETER = "通訳《つうやく》の 人《ひと》の 名前《なまえ》";
    INTERPRETER_HELP = "だれかが 通訳《つうやく》したときは、書《か》いてください。";
    INTERPRETER_MISSING = "通訳《つうやく》の 人《ひと》の 名前《なまえ》を 書《か》いてください。いないときは「通訳《つうやく》なし」に しるしを つけます。";
    INTERPRETER_NONE = "通訳《つうやく》なし";
    INTERPRETER_KEPT = "通訳《つうやく》の 人《ひと》の 名前《なまえ》を うけとりました。";

    // ── read aloud
    READ_ALOUD = "声《こえ》で 読《よ》む";
    READ_AROUND = "まわりに 人《ひと》が いないか、たしかめてください。";

    // ── her page
    PLAN_OF = "{name}さんの 計画《けいかく》";
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
    FROM = "{day} から";
    SPAN = "{from} から {to} まで";
    HOURS = "{day} {from} から {to} まで";
    VERSION = "{n}番目《ばんめ》の 計画《けいかく》";
    CONFIRMED = "会議《かいぎ》で 決《き》まりました。かえたいときは、いつでも 書《か》いてください。";
    PROGRESS = "計画《けいかく》";
    WHEN = "いつ";
    HELPER = "いっしょに する人《ひと》";
    TO_DO = "すること";
    YOU_DO = "あなたが すること";
    ANSWER_LEGEND = "どう したいですか";
    ANSWER_HELP = "こたえなくても、だいじょうぶです。あとで かえられます。";
    YOUR_ANSWER = "あなたの こたえ「{answer}」";
    RECEIVED = "{day} に うけとりました。";
    NOT_ANSWERED = "まだ こたえて いません";
    ANSWER_BEFORE = "まえの 計画《けいかく》では「{answer}」";
    ANSWER_AGAIN = "計画《けいかく》が かわったので、もういちど 聞《き》きます。";
    OWN_WORDS = "じぶんの ことばで";
    OWN_WORDS_HELP = "書《か》かなくても いいです。";
    SEND_ANSWER = "おくる";
    TOLD_WRONG = "まちがいの お知《し》らせ：「{line}」";
    TELL_WRONG = "まちがいを 知《し》らせる";
    TELL_LINE = "まちがいの ある ところ：「{line}」";
    TELL_WHAT = "どこが ちがいますか。ほんとうは どうですか。";
    TELL_SEND = "まちがいを おくる";
    SAY_ITEM = "きいてみたいこと・言《い》いたいこと";
    TELL_WRONG_HELP = "ここに 書《か》くと、かならず 返事《へんじ》が きます。";
    WHO_SEES = "だれが 見《み》られる？";
    AGENCIES = "{n}か所《しょ》";
    NOBODY = "いまは だれも 見《み》られません。";
    /// Roles, and how many people.
    VIEWER = "{roles}（{n}人《にん》）";
    MEETING_ONLY = "（{day}の 会議《かいぎ》の 前《まえ》の日《ひ》から 終《お》わるまで）";
    YOU_SAID = "あなたが 書《か》いた こと";
    ANSWER_FROM = "返事《へんじ》";
    WAITS = "返事《へんじ》を 待《ま》っています。";
    WAITS_BY = "{day}までに 返事《へんじ》が きます。";
    WAITS_LATE = "返事《へんじ》が おくれています。ごめんなさい。「いちばんの 相談先《そうだんさき》」に 言《い》ってください。";
    NEW_ANSWER = "新《あたら》しい 返事《へんじ》";
    ABOUT_ALL = "計画《けいかく》の ぜんぶに ついて";

    // ── items of her own
    OWN = "あなたが 加《くわ》えた こと";
    OWN_HELP = "計画《けいかく》に 入《い》れたいことを、いつでも 書《か》けます。あなたの ことばは、だれも かえません。";
    OWN_ADD = "計画《けいかく》に 入《い》れたいことを 書《か》く";
    OWN_TAKE_BACK = "これを やめる";
    YOU_ADDED = "あなたが 加《くわ》えました";

    // ── what was written down with her
    RECORDS = "話《はな》した ことの 記録《きろく》";
    RECORDS_LEAD = "あなたと たしかめて 書《か》いた ものです。ちがう ところは「ことばを 書《か》く」で 知《し》らせてください。";
    NO_RECORDS = "まだ ありません。";
    RECORD_WORDS = "あなたが 言《い》った こと";
    RECORD_FACTS = "あった こと";
    RECORD_SUPPORT = "いっしょに した こと";

    // ── changes
    CHANGES = "まえに 読《よ》んだ ときから かわった ところ";
    CHANGES_SINCE = "まえに 読《よ》んだ 日《ひ》";
    ADDED = "ふえました";
    REMOVED = "なくなりました";
    CHANGED = "かわりました";
    BEFORE = "まえ";
    AFTER = "いま";
    CHANGED_WHEN = "日《ひ》や 回数《かいすう》";
    CHANGED_HELPER = "いっしょに する人《ひと》";
    CHANGED_HER_PART = "あなたが すること";
    ITEM_NEW = "新《あたら》しく ふえました";
    ITEM_CHANGED = "かわった ところが あります";

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
    AGREE_AGAIN = "そのあとに あなたが 書《か》いたので、もういちど 聞《き》きます。";
    SIGN = "あなたの 名前《なまえ》";
    SIGN_HELP = "書《か》かなくても いいです。書《か》かなくても、こたえは 同《おな》じです。";
    DRAW = "ここに、ゆびで 名前《なまえ》を 書《か》いても いいです。";
    DRAW_CLEAR = "消《け》して 書《か》きなおす";
    DRAW_WRONG = "ゆびで 書《か》いた 名前《なまえ》が うまく とどきません。消《け》して、もう一度《いちど》 書《か》いてください。";
    SIGNED = "名前《なまえ》も うけとりました。";
    AGREE_OPEN = "こたえる・こたえを かえる";

    // ── her words page
    TALK = "ことばを 書《か》く";
    TALK_COMMENT = "計画《けいかく》に ついて 言《い》いたいこと・聞《き》きたいこと";
    TALK_REPLY = "返事《へんじ》が ほしい";
    TALK_WISH = "わたしの きぼう";
    TALK_WISH_HELP = "書《か》いた とおりに、計画《けいかく》の いちばん 上《うえ》に のります。";

    // ── what became of it
    DOING = "いま どう なって いますか";
    DOING_NOW = "いま して います。";
    DOING_UNTIL = "{day} までに する よていです。";
    DOING_PUT_OFF = "日《ひ》を のばしました。";
    DOING_LATE = "よていの 日《ひ》を すぎました。まだ 終《お》わって いません。";
    DOING_DONE = "{day} に 終《お》わりました。";
    BECAME = "会議《かいぎ》で 決《き》まったことは、どう なったか";
    BECAME_LEAD = "会議《かいぎ》で 決《き》めて、あなたに 伝《つた》えた ことです。";
    BECAME_ON = "{day} に 決《き》まりました。";

    // ── what went wrong
    CHOOSE_WHO = "だれの ことかを えらんでください。書《か》いた ことばは のこっています。";
    CHOOSE_NAME = "その 人《ひと》の よびかたを 書《か》いてください。";
    CHOOSE_TIE = "どんな つながりかを、ひとつ えらんでください。";
    CHOOSE_STRENGTH = "どのくらいかを、ひとつ えらんでください。";
    NOTHING_TO_TAKE_OFF = "その 人《ひと》に ついては、まだ なにも 書《か》いて いません。";
    TIE_TOO_LONG = "ことばが 長《なが》いです。200文字《もじ》までに してください。";
    TIE_PLACE = "よびかたに、住所《じゅうしょ》や 電話番号《でんわばんごう》は 書《か》かないでください。";
    CHOOSE_ONE = "4つから ひとつ えらんでください。書《か》いた ことばは のこっています。";
    CHOOSE_EXTENT = "4つから ひとつ えらんでください。";
    CHOOSE_OPEN = "まだ 決《き》めない ものに、しるしを つけてください。ぜんぶ いいときは「全部《ぜんぶ》」を えらびます。";
    TICK_BOTH = "2つの 文《ぶん》を 読《よ》んで、しるしを つけてください。";
    WRITE_SOMETHING = "ことばを 書《か》いてから おくってください。";
    NAME_TOO_LONG = "名前《なまえ》が 長《なが》いです。200文字《もじ》までに してください。";
    OWN_FULL = "60まで 書《か》けます。いらないものを やめてから、書《か》いてください。";
    TOO_LONG = "ことばが 長《なが》いです。4000文字《もじ》までに してください。";
    PLAN_CHANGED = "計画《けいかく》が 新《あたら》しく なりました。読《よ》んでから、もういちど おくってください。";
    STILL_HERE = "あなたが 書《か》いた ことばは のこっています。";
    NOT_TAKEN = "うけとれませんでした。もういちど おくってください。";
    ASK_WORKER = "できませんでした。カードを くれた 人《ひと》に 聞《き》いてください。";
    SENT_TWICE = "この こたえは もう とどいて います。かえたいときは、もういちど おくってください。";

    // ── how they met
    MEANS_VISIT = "来《き》て 話《はな》した";
    MEANS_PHONE = "電話《でんわ》";
    MEANS_HOME_VISIT = "たずねて きた";
    MEANS_SNS = "メッセージ";
    MEANS_ACCOMPANY = "いっしょに 行《い》った";
    MEANS_CONFERENCE = "会議《かいぎ》";
    MEANS_PATROL = "まちで 会《あ》った";

    // ── headings of items
    DOMAIN_OUTREACH = "会《あ》いに いくこと";
    DOMAIN_SAFE_PLACE = "いばしょ";
    DOMAIN_CONSULTATION = "相談《そうだん》";
    DOMAIN_TEMPORARY_PROTECTION = "安全《あんぜん》に とまる ところ";
    DOMAIN_RECOVERY = "こころと からだの かいふく";
    DOMAIN_DAILY_LIFE = "まいにちの くらし";
    DOMAIN_CHILDREN = "子《こ》ども";
    DOMAIN_HEALTH = "けんこう";
    DOMAIN_EMPLOYMENT = "仕事《しごと》";
    DOMAIN_HOUSING = "住《す》まい";
    DOMAIN_MONEY = "お金《かね》";
    DOMAIN_LEGAL = "法律《ほうりつ》・手続《てつづ》き";
    DOMAIN_SAFETY = "安全《あんぜん》";
    DOMAIN_AFTERCARE = "そのあとの みまもり";

    // ── kinds of information
    CATEGORY_HARM = "つらかった こと";
    CATEGORY_SEXUAL_HARM_DETAIL = "性《せい》の 被害《ひがい》の くわしいこと";
    CATEGORY_HEALTH = "けんこう";
    CATEGORY_CHILDREN = "子《こ》ども";
    CATEGORY_HOUSING = "住《す》まい";
    CATEGORY_ECONOMIC = "お金《かね》";
    CATEGORY_FAMILY = "家族《かぞく》";
    CATEGORY_LEGAL = "法律《ほうりつ》・手続《てつづ》き";
    CATEGORY_WORK = "仕事《しごと》・学《まな》ぶこと";
    CATEGORY_CARE = "介護《かいご》";
    CATEGORY_RESIDENCE = "ビザ・言葉《ことば》";

    // ── the four answers
    CHOICE_WANT = "そうしたい";
    CHOICE_DIFFERENTLY = "少《すこ》し ちがう";
    CHOICE_NOT_NOW = "今《いま》は 決《き》めない";
    CHOICE_DO_NOT_WANT = "したくない";

    // ── how far she agrees
    EXTENT_WHOLE = "全部《ぜんぶ》 いい";
    EXTENT_PART = "一部《いちぶ》は いい";
    EXTENT_LATER = "あとで 決《き》める";
    EXTENT_NONE = "同意《どうい》しない";
}

/// A day: 2026年《ねん》5月《がつ》25日《にち》.
pub fn day(date: NaiveDate) -> Wording {
    Wording::Day(date)
}

/// A day without its year.
pub fn short_day(date: NaiveDate) -> Wording {
    Wording::ShortDay(date)
}

/// That something of hers has come, and when.
pub fn received(on: NaiveDate) -> Wording {
    RECEIVED.with([("day", short_day(on))])
}

/// An item by its number and its heading.
pub fn item(number: impl ToString, heading: SupportDomain) -> Wording {
    Wording::All(vec![Wording::sign(number), domain(heading).into()])
}

/// The name of a line of her plan.
pub fn line(line: PlanLine) -> Word {
    match line {
        PlanLine::Wish => YOUR_WORDS,
        PlanLine::Contact => CONTACT,
        PlanLine::GoalLong => GOAL,
        PlanLine::GoalsShort => GOALS,
        PlanLine::Period => PERIOD,
        PlanLine::Review => REVIEW,
        PlanLine::Item { part, .. } => match part {
            ItemLine::Text => TO_DO,
            ItemLine::When => WHEN,
            ItemLine::Helper => HELPER,
            ItemLine::HerPart => YOU_DO,
        },
    }
}

/// How they met.
pub fn means(means: Means) -> Word {
    match means {
        Means::Visit => MEANS_VISIT,
        Means::Phone => MEANS_PHONE,
        Means::HomeVisit => MEANS_HOME_VISIT,
        Means::Sns => MEANS_SNS,
        Means::Accompany => MEANS_ACCOMPANY,
        Means::Conference => MEANS_CONFERENCE,
        Means::Patrol => MEANS_PATROL,
    }
}

/// The heading of an item.
pub fn domain(domain: SupportDomain) -> Word {
    match domain {
        SupportDomain::Outreach => DOMAIN_OUTREACH,
        SupportDomain::SafePlace => DOMAIN_SAFE_PLACE,
        SupportDomain::Consultation => DOMAIN_CONSULTATION,
        SupportDomain::TemporaryProtection => DOMAIN_TEMPORARY_PROTECTION,
        SupportDomain::Recovery => DOMAIN_RECOVERY,
        SupportDomain::DailyLife => DOMAIN_DAILY_LIFE,
        SupportDomain::Children => DOMAIN_CHILDREN,
        SupportDomain::Health => DOMAIN_HEALTH,
        SupportDomain::Employment => DOMAIN_EMPLOYMENT,
        SupportDomain::Housing => DOMAIN_HOUSING,
        SupportDomain::Money => DOMAIN_MONEY,
        SupportDomain::Legal => DOMAIN_LEGAL,
        SupportDomain::Safety => DOMAIN_SAFETY,
        SupportDomain::Aftercare => DOMAIN_AFTERCARE,
    }
}

/// A kind of information.
pub fn category(category: InfoCategory) -> Word {
    match category {
        InfoCategory::Harm => CATEGORY_HARM,
        InfoCategory::SexualHarmDetail => CATEGORY_SEXUAL_HARM_DETAIL,
        InfoCategory::Health => CATEGORY_HEALTH,
        InfoCategory::Children => CATEGORY_CHILDREN,
        InfoCategory::Housing => CATEGORY_HOUSING,
        InfoCategory::Economic => CATEGORY_ECONOMIC,
        InfoCategory::Family => CATEGORY_FAMILY,
        InfoCategory::Legal => CATEGORY_LEGAL,
        InfoCategory::Work => CATEGORY_WORK,
        InfoCategory::Care => CATEGORY_CARE,
        InfoCategory::Residence => CATEGORY_RESIDENCE,
    }
}

/// One of the four answers.
pub fn choice(choice: ItemChoice) -> Word {
    match choice {
        ItemChoice::Want => CHOICE_WANT,
        ItemChoice::Differently => CHOICE_DIFFERENTLY,
        ItemChoice::NotNow => CHOICE_NOT_NOW,
        ItemChoice::DoNotWant => CHOICE_DO_NOT_WANT,
    }
}

/// How far she agrees.
pub fn extent(extent: AgreementExtent) -> Word {
    match extent {
        AgreementExtent::Whole => EXTENT_WHOLE,
        AgreementExtent::Part => EXTENT_PART,
        AgreementExtent::Later => EXTENT_LATER,
        AgreementExtent::None => EXTENT_NONE,
    }
}

#[cfg(test)]
mod tests;
