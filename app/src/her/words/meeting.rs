//! 会議の ことば: what she reads before a meeting, while it goes on, and after it.

use domain::consent::AttendanceMode;
use domain::taking_part::CompanyRole;

use crate::her::say::{Word, texts};

words! {
    // ── the meeting, before it
    MEETING = "会議《かいぎ》に ついて";
    MEETING_SOON = "あなたに ついて 話《はな》す 会議《かいぎ》が あります。";
    MEETING_NOW = "会議《かいぎ》が、いま 開《ひら》かれて います。";
    MEETING_NONE = "いま、決《き》まっている 会議《かいぎ》は ありません。";
    MEETING_ANY_TIME = "つぎの 会議《かいぎ》の ために、いまから 書《か》けます。";
    MEETING_LEAD_1 = "こたえたいものだけで いいです。";
    MEETING_LEAD_2 = "あとから、なんどでも かえられます。";
    MEETING_WHEN = "あなたの 時間《じかん》";
    MEETING_PLACE = "場所《ばしょ》は、担当《たんとう》の 人《ひと》に 聞《き》いてください。";
    MEETING_WHO = "だれに 来《き》てほしいですか";
    MEETING_WHO_1 = "「来《き》てほしくない」ところは、会議《かいぎ》に よびません。";
    MEETING_WHO_2 = "そう 書《か》いたことは、その 人《ひと》には 伝《つた》えません。";
    MEETING_WHO_3 = "｜1人《ひとり》だけ いやなときは、下《した》に 書《か》いてください。";
    MEETING_WHO_LIST = "ところを えらぶ";
    WELCOME = "来《き》てほしい";
    UNWELCOME = "来《き》てほしくない";
    EITHER = "どちらでも いい";
    MEETING_HOW = "どうやって 出《で》ますか";
    MEETING_HOW_1 = "どれを えらんでも いいです。";
    MEETING_WITH = "いっしょに いてほしい 人《ひと》";
    MEETING_WITH_1 = "あなたの 時間《じかん》だけ、いっしょに いられます。";
    MEETING_WITH_2 = "ひみつを まもる 紙《かみ》に、名前《なまえ》を 書《か》いてもらいます。";
    WITH_NAME = "よびかた（まだ いないときは、書《か》かなくて いいです）";
    WITH_LANGUAGE = "ことば（通訳《つうやく》の とき）";
    ELSEWHERE = "通訳《つうやく》や かわりに 話《はな》す 人《ひと》は、どんな 人《ひと》が いいですか";
    ELSEWHERE_YES = "わたしと 同《おな》じ 国《くに》や まちの 人《ひと》では ないほうが いい";
    ELSEWHERE_NO = "だれでも いい";
    LETTER = "会議《かいぎ》の はじめに 読《よ》む ことば";
    LETTER_1 = "書《か》いた とおりに、いちばん はじめに 読《よ》みます。";
    LETTER_2 = "あなたの ほかには、だれも かえられません。";
    LETTER_NOW = "いまは、この ことばから はじまる よていです。";
    LETTER_LATE = "会議《かいぎ》が はじまりました。「いまの 会議《かいぎ》」から おくれます。書《か》いた ことばは のこっています。";
    CHOOSE_MODE = "どうやって 出《で》るかを、ひとつ えらんでください。書《か》いた ことばは のこっています。";
    WITH_WHOM = "通訳《つうやく》か、かわりに 話《はな》す 人《ひと》に、しるしを つけてください。";
    WITH_TOO_LONG = "よびかたと ことばは、200文字《もじ》までに してください。";

    // ── the meeting, while it goes on
    LIVE = "いまの 会議《かいぎ》";
    LIVE_NOT = "いま、開《ひら》かれている 会議《かいぎ》は ありません。";
    LIVE_LOAD = "新《あたら》しい ようすを 見《み》る";
    LIVE_STEP = "いま していること";
    LIVE_DECIDED = "ここまでに 決《き》まったこと";
    LIVE_SAY = "会議《かいぎ》に いま 言《い》いたいこと";
    LIVE_SAY_HELP = "書《か》いた とおりに、あなたの ことばとして とどきます。";
    LIVE_SAID = "あなたが おくった ことば";
    LIVE_LASTS = "会議《かいぎ》の あいだは、この ページを 開《ひら》いて いれば、とじません。";
    LIVE_SHUT = "会議《かいぎ》は、いま 開《ひら》かれて いません。書《か》いた ことばは のこっています。";

    // ── the meeting, after it
    DECIDED = "会議《かいぎ》で 決《き》まったこと";
    DECIDED_1 = "あなたの 考《かんが》えを、いつでも 書《か》けます。";
    DECIDED_NONE = "まだ ありません。";
    DECIDED_MAKING = "会議《かいぎ》の 記録《きろく》を、いま 作《つく》っています。";
    DECIDED_WHO = "する人《ひと》";
    DECIDED_DUE = "いつまで";
    DECIDED_NEXT = "つぎの 会議《かいぎ》";
    STEP_OTHER = "話《はな》しています";
    STEP_WHO = "だれが いるかを たしかめる";
    STEP_SO_FAR = "これまでの ことを 話《はな》す";
    STEP_SO_FAR_AND_PLAN = "これまでの ことと 計画《けいかく》を 話《はな》す";
    STEP_LATELY_AND_PLAN = "さいきんの ことと 計画《けいかく》を 話《はな》す";
    STEP_QUESTIONS = "わからないことを 聞《き》く";
    STEP_QUESTIONS_AND_VIEWS = "聞《き》いたり 考《かんが》えたり する";
    STEP_VIEWS = "みんなで 考《かんが》える";
    STEP_CONFIRM = "決《き》まったことを たしかめる";
    TAKE = "あなたの 考《かんが》え";
    TAKE_YES = "そう";
    TAKE_NO = "ちがう";
    TAKE_CHOOSE = "「そう」か「ちがう」を えらんでください。書《か》いた ことばは のこっています。";
    TAKE_CHANGED = "決《き》まったことが かわりました。読《よ》んでから、もういちど おくってください。";

    // ── a conference that was held before her yes
    TOLD_HEAD = "あなたについて 話《はな》した 会議《かいぎ》";
    TOLD_1 = "あなたが 「いい」と 言《い》う 前《まえ》に、会議《かいぎ》が ありました。";
    TOLD_2 = "ここには、あったことだけを 書《か》きます。";
    TOLD_3 = "くわしく 知《し》りたいときは、担当《たんとう》の 人《ひと》に 聞《き》いてください。";
    TOLD_WHO = "いた 人《ひと》たち";

    // ── her part of a conference day
    SLOT_HEAD = "あなたのことを 話《はな》す 時間《じかん》";
    SLOT_1 = "すこし かわることが あります。かわったら、ここも かわります。";
    SLOT_2 = "あなたが 「いい」と 言《い》った 人《ひと》たちだけで 話《はな》します。";
    SLOT_3 = "ほかの 人《ひと》は、その前《まえ》に 部屋《へや》を 出《で》ます。";

    // ── ways of taking part
    ATTENDANCE_WHOLE = "はじめから おわりまで 出《で》る";
    ATTENDANCE_PART = "すこしだけ 出《で》る";
    ATTENDANCE_ONLINE = "べつの 部屋《へや》や 電話《でんわ》で、ぜんぶ 出《で》る";
    ATTENDANCE_PART_ONLINE = "べつの 部屋《へや》や 電話《でんわ》で、すこし 出《で》る";
    ATTENDANCE_LETTER = "手紙《てがみ》や 伝言《でんごん》で 伝《つた》える";
    ATTENDANCE_ADVOCATE = "かわりに 話《はな》してもらう";
    ATTENDANCE_ABSENT = "こんかいは 出《で》ない";

    // ── somebody who is with her
    COMPANY_COMPANION = "いっしょに いる 人《ひと》（友《とも》だち など）";
    COMPANY_INTERPRETER = "通訳《つうやく》";
    COMPANY_ADVOCATE = "かわりに 話《はな》す 人《ひと》";
}

/// A way of taking part.
pub fn attendance(mode: AttendanceMode) -> Word {
    match mode {
        AttendanceMode::Whole => ATTENDANCE_WHOLE,
        AttendanceMode::Part => ATTENDANCE_PART,
        AttendanceMode::Online => ATTENDANCE_ONLINE,
        AttendanceMode::PartOnline => ATTENDANCE_PART_ONLINE,
        AttendanceMode::Letter => ATTENDANCE_LETTER,
        AttendanceMode::Advocate => ATTENDANCE_ADVOCATE,
        AttendanceMode::Absent => ATTENDANCE_ABSENT,
    }
}

/// Somebody who is with her.
pub fn company(role: CompanyRole) -> Word {
    match role {
        CompanyRole::Companion => COMPANY_COMPANION,
        CompanyRole::Interpreter => COMPANY_INTERPRETER,
        CompanyRole::Advocate => COMPANY_ADVOCATE,
    }
}

/// A step of a meeting, by its title on the agenda.
pub fn step(title: &str) -> Word {
    match title {
        "出席者の紹介・配布資料の確認" => STEP_WHO,
        "ケースの概要及び協議事項の説明" => STEP_SO_FAR,
        "ケース概要の報告・プランの共有" => STEP_SO_FAR_AND_PLAN,
        "最近の様子とプランの共有" => STEP_LATELY_AND_PLAN,
        "質疑応答" => STEP_QUESTIONS,
        "質疑と意見交換" => STEP_QUESTIONS_AND_VIEWS,
        "意見交換（考えられる支援策・利用できる制度）" | "ディスカッション" => {
            STEP_VIEWS
        }
        "協議結果、支援方針等の確認"
        | "まとめ（プラン・課題・決定・宿題の確認）"
        | "決定の確認" => STEP_CONFIRM,
        _ => STEP_OTHER,
    }
}

#[cfg(test)]
fn steps() -> impl Iterator<Item = &'static str> {
    let items = domain::meeting::AgendaTemplate::ALL.into_iter();
    items.flat_map(|one| one.items()).map(|(title, _)| *title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_of_an_agenda_has_plain_words() {
        for title in steps() {
            assert_ne!(step(title), STEP_OTHER, "{title}");
        }
        assert_eq!(step("その他"), STEP_OTHER);
    }
}
