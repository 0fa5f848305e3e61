//! ふりかえりの ことば: what has changed, how it was, and what was decided after it.

use domain::evaluation::{EvaluationDecision, Sign};

use crate::her::say::{Word, texts};

words! {
    // ── ふりかえり
    LOOK_BACK = "ふりかえり";
    LOOK_BACK_ASKED = "これまでの ことを、あなたに 聞《き》きたいです。";
    LOOK_BACK_DONE = "ふりかえりを 読《よ》めます。";
    LOOK_BACK_1 = "あなたの ことばが いちばん 先《さき》です。";
    LOOK_BACK_2 = "ほかの 人《ひと》は、あなたの あとに 書《か》きます。";
    LOOK_BACK_3 = "こたえたいものだけで いいです。";
    LOOK_BACK_GOAL = "どう なりましたか";
    LOOK_BACK_WHOLE = "支援《しえん》は どうでしたか";
    LOOK_BACK_CHANGES = "かわったこと";
    LOOK_BACK_SMALL = "小《ちい》さな ことも 書《か》いてください。";
    LOOK_BACK_REMAINS = "まだ 困《こま》っていること";
    LOOK_BACK_TOLD = "まわりの 人《ひと》が 見《み》つけた よい 変化《へんか》";
    LOOK_BACK_DECIDED = "決《き》まったこと";
    LOOK_BACK_NEXT = "つぎの 連絡《れんらく》";
    LOOK_BACK_ANY_TIME = "こまったときは、いつでも 連絡《れんらく》してください。";
    LOOK_BACK_EMPTY = "ひとつ しるしを つけるか、ことばを 書《か》いてください。";
    LOOK_BACK_OVER = "ふりかえりが かわりました。書《か》いた ことばは のこっています。";

    // ── signs of looking back
    SIGN_GOOD = "○ できた・よかった";
    SIGN_SOME = "△ 少《すこ》し";
    SIGN_NOT_YET = "× まだ";

    // ── what was decided after looking back
    AFTER_CONTINUE = "いまの 計画《けいかく》を つづけます。";
    AFTER_CHANGE = "計画《けいかく》を すこし かえます。";
    AFTER_REPLAN = "新《あたら》しい 計画《けいかく》を つくります。";
    AFTER_SUSPEND = "支援《しえん》を すこし 休《やす》みます。";
    AFTER_CLOSE = "支援《しえん》は ひとまず 終《お》わります。連絡《れんらく》は つづきます。";
}

/// A sign with its word.
pub fn sign(sign: Sign) -> Word {
    match sign {
        Sign::Good => SIGN_GOOD,
        Sign::Some => SIGN_SOME,
        Sign::NotYet => SIGN_NOT_YET,
    }
}

/// What was decided after looking back.
pub fn decision(decision: EvaluationDecision) -> Word {
    match decision {
        EvaluationDecision::Continue => AFTER_CONTINUE,
        EvaluationDecision::Change => AFTER_CHANGE,
        EvaluationDecision::Replan => AFTER_REPLAN,
        EvaluationDecision::Suspend => AFTER_SUSPEND,
        EvaluationDecision::Close => AFTER_CLOSE,
    }
}
