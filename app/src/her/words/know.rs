//! The words of who may know what, who can see and who looked.

use domain::consent::{Answer, ConsentKind, ConsentStatus};

use crate::her::say::{Word, texts};

words! {
    // ── who may know what
    KNOW = "だれが 知《し》って いいか";
    KNOW_1 = "あなたの ことを、だれに 伝《つた》えて いいかの ページです。";
    KNOW_2 = "決《き》めるのは あなたです。いつでも かえられます。";
    KNOW_NOW = "いま 「いい」と 言《い》って いる こと";
    KNOW_NONE = "いまは、ありません。";
    KNOW_BEFORE = "いまは 「いい」では ない こと";
    KNOW_TELL = "新《あたら》しく 決《き》める";
    KNOW_TO = "伝《つた》えて いい ところ";
    KNOW_KINDS = "伝《つた》えて いい こと";
    KNOW_UNTIL = "いつまで";
    KNOW_NO_END = "やめると 言《い》うまで";
    KNOW_ON = "こたえた 日《ひ》";
    KNOW_BY_YOU = "あなたが、この ページで こたえました。";
    KNOW_BY_WORKER = "担当《たんとう》の 人《ひと》が、聞《き》いて 書《か》きました。";
    KNOW_CHANGED = "あなたが へらした 日《ひ》・やめた 日《ひ》";
    KNOW_LEFT_OUT = "「伝《つた》えない」と 決《き》めた ところ";
    KNOW_STOP = "やめる";
    KNOW_STOP_ALL = "ぜんぶ やめる";
    KNOW_CHANGED_MEANWHILE = "もう かわって います。いまの こたえを 見《み》てください。";

    // ── taking something back
    LESS = "やめる まえに";
    LESS_ALL = "ぜんぶ、もう 伝《つた》えません。";
    LESS_OTHER = "「いい」と 言《い》った ことを、やめます。";
    LESS_ONE = "ここには、もう 伝《つた》えません";
    LESS_KIND = "この ことは、もう 伝《つた》えません";
    LESS_NOW = "「はい」を おすと、すぐに 止《と》まります。";
    LESS_GIVEN = "もう 伝《つた》えた ことは、けせません。";
    LESS_LOSES = "見《み》られなく なる ところ";
    LESS_NOBODY = "いま 見《み》て いる ところは ありません。";
    LESS_MEETING = "よていの 会議《かいぎ》は、とりやめに なります。";
    LESS_REQUEST = "会議《かいぎ》の おねがいも、とりさげます。";
    LESS_FEWER = "会議《かいぎ》に 出《で》る 人《ひと》が へります。";
    LESS_YES = "はい、やめます";

    // ── the talk, one question a page
    TELL_QUESTION = "しつもん";
    TELL_STOP = "やめて もどる";
    TELL_STOP_HELP = "いつでも やめられます。やめたら、なにも かわりません。";
    TELL_NEXT = "つぎへ";
    TELL_BEFORE = "まえの しつもんへ";
    TELL_AGENCIES = "どこに 伝《つた》えて いいですか";
    TELL_AGENCIES_HELP = "しるしを つけた ところだけに 伝《つた》えます。";
    TELL_HELPING = "いま あなたを たすけて いる ところ";
    TELL_OTHERS = "ほかの ところ";
    TELL_LEFT_OUT = "まえに 「伝《つた》えない」と 言《い》った ところは、ここに ありません。";
    TELL_LEFT_OUT_HELP = "かえたいときは、担当《たんとう》の 人《ひと》に 言《い》ってください。";
    TELL_KINDS = "何《なに》を 伝《つた》えて いいですか";
    TELL_KINDS_HELP = "しるしを つけた ことだけを 伝《つた》えます。";
    TELL_PURPOSE = "何《なん》の ために 伝《つた》えて いいですか";
    TELL_PURPOSE_HELP = "ひとつ えらんでください。";
    TELL_UNTIL = "いつまで 伝《つた》えて いいですか";
    TELL_UNTIL_HELP = "その 日《ひ》が すぎたら、もう 伝《つた》えません。";
    TELL_MONTHS = "{n}か月《げつ》";
    TELL_DAY = "日《ひ》を 決《き》める";
    TELL_DAY_HELP = "「日《ひ》を 決《き》める」ときは、ここに 書《か》いてください。";
    TELL_YEAR = "年《ねん》（2026 など）";
    TELL_MONTH = "月《つき》";
    TELL_DATE = "日《ひ》";
    TELL_CHECK = "こたえを たしかめて ください";
    TELL_CHANGE = "かえる";
    TELL_REPLACES = "おなじ ことの まえの こたえは、これに かわります。";
    TELL_GAINS = "「伝《つた》えて いい」と こたえると、すぐに 見《み》られる ところ";
    TELL_GAINS_NONE = "いま すぐに 見《み》られるように なる ところは ありません。";
    TELL_GAINS_LATER = "会議《かいぎ》に よばれた ときなどに 伝《つた》わります。";
    TELL_ANSWER = "伝《つた》えて いいですか";
    TELL_ANSWER_HELP = "どれを えらんでも、こまることは ありません。";
    TELL_ANSWER_ENDS = "「いい」の ほかを えらぶと、まえの 「いい」は おわります。";
    TELL_CHOOSE_AGENCY = "ところを ひとつは えらんでください。";
    TELL_CHOOSE_KIND = "伝《つた》えて いい ことを、ひとつは えらんでください。";
    TELL_CHOOSE_PURPOSE = "何《なん》の ためかを、ひとつ えらんでください。";
    TELL_CHOOSE_UNTIL = "いつまでかを、ひとつ えらんでください。";
    TELL_DAY_UNREAD = "日《ひ》が わかりません。2026 と 5 と 31 のように 書《か》いてください。";
    TELL_DAY_OVER = "きょうか、きょうより あとの 日《ひ》に してください。";
    TELL_CHOOSE_ANSWER = "3つから ひとつ えらんでください。";
    TELL_AGAIN = "はじめから、もういちど 聞《き》きます。";
    TELL_GONE = "えらべなく なった ところが あります。もういちど えらんでください。";

    // ── who can see
    KNOWING = "だれが 見《み》られるか";
    KNOWING_1 = "いま あなたの 記録《きろく》を 開《ひら》ける ところです。";
    KNOWING_2 = "ここに ない ところは 見《み》られません。";
    KNOWING_URGENT_1 = "とても あぶない ときは、ほかの 人《ひと》が 急《いそ》いで 見《み》ることが あります。";
    KNOWING_URGENT_2 = "それは 4時間《じかん》までです。ふつうは、あとで 「だれが 見《み》たか」に のります。";
    KNOWING_NAME = "名前《なまえ》と 生《う》まれた 日《ひ》";

    // ── who looked
    LOOKED = "だれが 見《み》たか";
    LOOKED_1 = "あなたの 記録《きろく》を 開《ひら》いた ところと、その 日《ひ》です。";
    LOOKED_2 = "ひとりひとりの 名前《なまえ》は 出《で》ません。";
    LOOKED_3 = "急《いそ》いで 見《み》たときは、すこし あとで ここに のります。";
    LOOKED_4 = "くわしく 知《し》りたいときは、担当《たんとう》の 人《ひと》に 聞《き》いてください。";
    LOOKED_NONE = "まだ ありません。";
    LOOKED_URGENT = "急《いそ》いで たしかめるために 見《み》ました";
    LOOKED_MORE = "もっと まえの ことは、担当《たんとう》の 人《ひと》に 聞《き》いてください。";

    // ── what she was asked about
    ABOUT_INTAKE_SHARING = "たすけて もらう ため";
    ABOUT_SHARE_TO_CASE_REVIEW = "会議《かいぎ》で 話《はな》す ため";
    ABOUT_LAYERED_SUPPORT = "いろいろな ところが あつまる 会議《かいぎ》で 話《はな》す ため";
    ABOUT_WATCH_OVER = "見守《みまも》って もらう ため";
    ABOUT_HOLD_CASE_REVIEW = "あなたの ことを 話《はな》す 会議《かいぎ》を 開《ひら》くこと";
    ABOUT_PROTECTION = "安全《あんぜん》な ところに とまること";
    ABOUT_HER_ATTENDANCE = "会議《かいぎ》への 出《で》かた";
    ABOUT_INTERPRETER = "通訳《つうやく》を たのむこと";
    ABOUT_RECORDING = "声《こえ》や 画面《がめん》を のこすこと";
    ABOUT_CONTACT_CHANNEL = "連絡《れんらく》の しかた";
    ABOUT_FAMILY_CONTACT = "家族《かぞく》に 連絡《れんらく》すること";
    ABOUT_JOIN_RECORDS = "よび名《な》の 記録《きろく》と、名前《なまえ》や ほかの 記録《きろく》を つなぐこと";

    // ── her answer to it
    SAID_GIVEN = "伝《つた》えて いい";
    SAID_REFUSED = "伝《つた》えないで ほしい";
    SAID_DEFERRED = "今《いま》は 決《き》めない";

    // ── how her answer stands
    STANDS_NOT_ASKED = "まだ 聞《き》いて いません";
    STANDS_GIVEN = "「いい」と 言《い》って います";
    STANDS_NARROWED = "すこし へらしました";
    STANDS_REFUSED = "「しないで ほしい」と こたえました";
    STANDS_DEFERRED = "「今《いま》は 決《き》めない」と こたえました";
    STANDS_WITHDRAWN = "やめました";
    STANDS_EXPIRED = "日《ひ》が すぎたので、おわりました";
}

/// What she was asked about who may know of her.
pub fn about(kind: ConsentKind) -> Word {
    match kind {
        ConsentKind::IntakeSharing => ABOUT_INTAKE_SHARING,
        ConsentKind::ShareToCaseReview => ABOUT_SHARE_TO_CASE_REVIEW,
        ConsentKind::LayeredSupport => ABOUT_LAYERED_SUPPORT,
        ConsentKind::WatchOver => ABOUT_WATCH_OVER,
        ConsentKind::HoldCaseReview => ABOUT_HOLD_CASE_REVIEW,
        ConsentKind::Protection => ABOUT_PROTECTION,
        ConsentKind::HerAttendance => ABOUT_HER_ATTENDANCE,
        ConsentKind::Interpreter => ABOUT_INTERPRETER,
        ConsentKind::Recording => ABOUT_RECORDING,
        ConsentKind::ContactChannel => ABOUT_CONTACT_CHANNEL,
        ConsentKind::FamilyContact => ABOUT_FAMILY_CONTACT,
        ConsentKind::JoinRecords => ABOUT_JOIN_RECORDS,
    }
}

/// Her answer to it.
pub fn said(answer: Answer) -> Word {
    match answer {
        Answer::Given => SAID_GIVEN,
        Answer::Refused => SAID_REFUSED,
        Answer::Deferred => SAID_DEFERRED,
    }
}

/// How her answer stands.
pub fn stands(status: ConsentStatus) -> Word {
    match status {
        ConsentStatus::NotAsked => STANDS_NOT_ASKED,
        ConsentStatus::Given => STANDS_GIVEN,
        ConsentStatus::Narrowed => STANDS_NARROWED,
        ConsentStatus::Refused => STANDS_REFUSED,
        ConsentStatus::Deferred => STANDS_DEFERRED,
        ConsentStatus::Withdrawn => STANDS_WITHDRAWN,
        ConsentStatus::Expired => STANDS_EXPIRED,
    }
}
