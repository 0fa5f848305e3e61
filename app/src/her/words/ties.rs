//! つながりの ことば: who is around her, and how it is to her.

use domain::tie::{TieKind, TieStrength};

use crate::her::say::{Word, texts};

words! {
    // ── her ties
    TIES = "あなたの つながり";
    TIES_LEAD = "あなたの まわりの 人《ひと》と、たすける ところです。";
    TIES_WHO_READS = "あなたが 書《か》くと、あなたを たすける 人《ひと》が 読《よ》みます。書《か》かなくても いいです。";
    TIES_AGENCIES = "あなたを たすける ところ";
    TIES_PEOPLE = "家族《かぞく》や まわりの 人《ひと》";
    TIES_NOT_SAID = "どんな つながりかは、まだ 書《か》いて いません。";
    TIES_DRAWN = "つながりの 絵《え》";
    TIES_DRAWN_HELP = "絵《え》は、ゆびで うごかせます。◆と ふとい わくは、あなたが 書《か》いた ものです。";
    /// Inside the drawing no letter has a reading.
    TIES_DRAWN_LEFT = "たすける ところ";
    TIES_DRAWN_RIGHT = "まわりの ひと";
    TIES_ME = "わたし";
    TIES_FAMILY = "家族《かぞく》の 絵《え》";
    TIES_FAMILY_HELP = "○は 女《おんな》の 人《ひと》、□は 男《おとこ》の 人《ひと》です。◇は、どちらか 書《か》いて いない 人《ひと》です。二重《にじゅう》の ○は、あなたです。点《てん》の わくは、あなたと いっしょに 来《き》た 家族《かぞく》です。とぎれた 線《せん》は、いまは いっしょで ないか、だれの 子《こ》か わからない ところです。";
    TIES_SAY = "つながりを 書《か》く";
    TIES_SAY_HELP = "だれの ことかを えらんで、どう かんじるかを えらびます。ここに 住所《じゅうしょ》は 書《か》かないでください。";
    TIES_WHO = "だれの ことですか";
    TIES_CHOOSE = "えらんでください";
    TIES_SOMEBODY = "ここに いない ひとを かきたす";
    TIES_NAME = "「かきたす」ときは、その 人《ひと》の よびかた";
    TIES_RELATION = "その 人《ひと》は、あなたの なんですか（友《とも》だち など）";
    /// A kind of tie with how much of it.
    TIE_HOW = "「{kind}」（{strength}）";
    TIES_HOW = "あなたには、どんな つながりですか";
    TIES_STRENGTH = "どのくらい ですか";
    TIES_TAKE_OFF = "書《か》いた ものを けす";

    // ── how a tie is to her
    TIE_SUPPORTING = "力《ちから》に なってくれる";
    TIE_WEAK = "あまり つながって いない";
    TIE_STRESSFUL = "いっしょだと つらい";
    TIE_BROKEN = "つながりが きれた";

    // ── the same inside a drawing, where no letter has a reading
    DRAWN_SUPPORTING = "ちからに なる";
    DRAWN_WEAK = "うすい";
    DRAWN_STRESSFUL = "つらい";
    DRAWN_BROKEN = "きれた";

    // ── how much of it
    STRENGTH_LITTLE = "すこし";
    STRENGTH_SOME = "ふつう";
    STRENGTH_MUCH = "とても";
}

/// How a tie is to her.
pub fn tie_kind(kind: TieKind) -> Word {
    match kind {
        TieKind::Supporting => TIE_SUPPORTING,
        TieKind::Weak => TIE_WEAK,
        TieKind::Stressful => TIE_STRESSFUL,
        TieKind::Broken => TIE_BROKEN,
    }
}

/// The same inside a drawing, where no letter has a reading.
pub fn tie_drawn(kind: TieKind) -> Word {
    match kind {
        TieKind::Supporting => DRAWN_SUPPORTING,
        TieKind::Weak => DRAWN_WEAK,
        TieKind::Stressful => DRAWN_STRESSFUL,
        TieKind::Broken => DRAWN_BROKEN,
    }
}

/// How much of it.
pub fn tie_strength(strength: TieStrength) -> Word {
    match strength {
        TieStrength::Little => STRENGTH_LITTLE,
        TieStrength::Some => STRENGTH_SOME,
        TieStrength::Much => STRENGTH_MUCH,
    }
}
