//! かわることの ことば: when the worker changes, and when her record goes to another place.

use crate::her::say::{Word, texts};

words! {
    // ── when the worker changes
    WORKER = "担当《たんとう》の 人《ひと》に ついて";
    WORKER_PLANNED = "担当《たんとう》の 人《ひと》が、かわる よていです。";
    WORKER_DONE = "担当《たんとう》の 人《ひと》が、かわりました。";
    WORKER_STOPPED = "あなたの ことばが とどきました。いまは、かわりません。";
    WORKER_OFF = "担当《たんとう》の 人《ひと》は、かわりません。";
    WORKER_SAME = "担当《たんとう》の 人《ひと》が かわる よていは、ありません。";
    WORKER_IS = "担当《たんとう》の 人《ひと》";
    WORKER_WAS = "これまでの 人《ひと》";
    WORKER_WILL = "これからの 人《ひと》";
    WORKER_OPEN = "くわしく 見《み》る・ことばを 書《か》く";
    WORKER_SAY = "いやなとき、しんぱいなときは、書《か》いてください";
    WORKER_SAY_HELP = "まだ かわって いないときは、いちど 止《と》まります。かならず 返事《へんじ》が きます。";
    WORKER_SAY_WHO = "担当《たんとう》の 人《ひと》たちと、調整《ちょうせい》する 人《ひと》が 読《よ》みます。";
    WORKER_NEW = "お知《し》らせが 新《あたら》しく なりました。読《よ》んでから、もういちど おくってください。";

    // ── when her record goes to another place
    TRANSFER = "ほかの まちの 窓口《まどぐち》へ うつること";
    TRANSFER_AGREED = "あなたの 記録《きろく》を、ほかの まちの 窓口《まどぐち》に 渡《わた》す よていです。";
    TRANSFER_GONE = "あなたの 担当《たんとう》は、ほかの まちの 窓口《まどぐち》に うつりました。";
    TRANSFER_WITHDRAWN = "ほかの まちの 窓口《まどぐち》へ うつることは、やめました。";
    TRANSFER_OPEN = "どこに、何《なに》を 渡《わた》すかを 見《み》る";
    TRANSFER_NONE = "ほかの まちの 窓口《まどぐち》へ うつる よていは、ありません。";
    TRANSFER_TO = "渡《わた》す ところ";
    TRANSFER_YES = "あなたが 「いい」と 言《い》った 日《ひ》";
    TRANSFER_MADE = "渡《わた》す ものを 作《つく》った 日《ひ》";
    TRANSFER_NOT_MADE = "まだ 作《つく》って いません。";
    TRANSFER_MOVED = "うつった 日《ひ》";
    TRANSFER_STOPPED = "やめた 日《ひ》";
    TRANSFER_WHAT = "渡《わた》す もの";
    TRANSFER_ONLY = "あなたが 「いい」と 言《い》った ものだけです。ほかの ものは 渡《わた》しません。";
    TRANSFER_NAME = "名前《なまえ》と 生《う》まれた 日《ひ》";
    TRANSFER_WORDS = "あなたの ことば";
    TRANSFER_PLACE = "住所《じゅうしょ》と 連絡先《れんらくさき》";
    TRANSFER_STOP = "やめたいときや、しんぱいなときは、担当《たんとう》の 人《ひと》に 言《い》ってください。";
}
