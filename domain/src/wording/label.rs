//! きめつけに読めることば, and how the same can be said by what was seen.

/// A label, with an example of what was seen or heard in its stead.
#[derive(Debug, PartialEq, Eq)]
pub struct Label {
    pub word: &'static str,
    /// An example, never put in by itself.
    pub rather: &'static str,
}

const fn label(word: &'static str, rather: &'static str) -> Label {
    Label { word, rather }
}

const SEARCHING: &str = "支援のしかたを、まだ探している";
const DIFFERED: &str = "前に聞いた話と、ちがうところがあった";
const REASON: &str = "約束どおりにできない事情があった";
const TIRED: &str = "動きだすのが、むずかしい日がある";
const CLEARER: &str = "短い文や図だと、伝わりやすい";
const DOCTOR: &str = "病気についての考えが、医師とちがう";
const ALONE: &str = "本人だけでは変えられない事情がある";
const TRUST: &str = "信じてよい相手か、確かめている";
const ASKS: &str = "困っていることを、くり返し伝えている";
const FIRM: &str = "ゆずれない希望がある";

/// 「拒否的」「困難ケース」 are named in ux.md §4-35, the others are ours. A longer word stands before the
/// one it holds.
pub const LABELS: &[Label] = &[
    label("問題行動", "夜に外へ出ることが、週に2回あった"),
    label("問題児", "気にかけたい子"),
    label("困難ケース", SEARCHING),
    label("困難事例", SEARCHING),
    label("処遇困難", SEARCHING),
    label("支援困難", SEARCHING),
    label("拒否的", "電話に出られない日が続いた"),
    label("拒否が強い", "いまは会いたくないと話している"),
    label("支援拒否", "いまは支援を望んでいない"),
    label("非協力的", "まだ一緒に決められていない"),
    label("反抗的", "ちがう考えを話してくれた"),
    label("攻撃的", "声が大きくなることがあった"),
    label("共依存", "離れたい気持ちと、離れたくない気持ちがある"),
    label("依存的", "ひとりで決めるのが心配だと話している"),
    label("虚言", DIFFERED),
    label("嘘をつ", DIFFERED),
    label("うそをつ", DIFFERED),
    label("ウソをつ", DIFFERED),
    label("嘘つき", DIFFERED),
    label("うそつき", DIFFERED),
    label("わがまま", FIRM),
    label("ワガママ", FIRM),
    label("我がまま", FIRM),
    label("我儘", FIRM),
    label("だらしな", "片づけや時間のことで困っている"),
    label("自己責任", ALONE),
    label("自業自得", ALONE),
    label("指導に従わない", REASON),
    label("指示に従わない", REASON),
    label("言うことを聞かない", REASON),
    label("病識がない", DOCTOR),
    label("病識なし", DOCTOR),
    label("病識欠如", DOCTOR),
    label("甘えている", "助けてほしいと言えている"),
    label("甘えがある", "助けてほしいと言えている"),
    label("怠け", TIRED),
    label("怠惰", TIRED),
    label("やる気がない", TIRED),
    label("意欲がない", TIRED),
    label("意欲に欠け", TIRED),
    label("能力が低い", CLEARER),
    label("理解力がない", CLEARER),
    label("理解力が低い", CLEARER),
    label("理解力に欠け", CLEARER),
    label("ヒステリ", "気持ちが高ぶることがあった"),
    label("情緒不安定", "気持ちの波がある"),
    label("被害者意識", "つらかったと話している"),
    label("被害妄想", "こわいことがあると話している"),
    label("試し行動", TRUST),
    label("試し行為", TRUST),
    label("振り回され", "話が変わり、こちらの動きが追いつかなかった"),
    label("クレーマー", ASKS),
    label("モンスター", ASKS),
    label("メンヘラ", "気持ちの波がある"),
    label("母親失格", "子育てに助けがいる"),
    label("逃げ癖", "その場を離れることがあった"),
    label("アル中", "お酒の飲みかたで困っている"),
    label("崩壊家庭", "家の中で、困りごとが重なっている"),
];

/// The labels in a text, each once, in the order of the list.
pub(super) fn found(text: &str) -> Vec<&'static Label> {
    LABELS
        .iter()
        .filter(|label| stands_in(text, label.word))
        .collect()
}

/// Whether a word stands there, and not as the end of a longer one in katakana (マニュアル中).
fn stands_in(text: &str, word: &str) -> bool {
    let katakana = |c: char| matches!(c, 'ァ'..='ヺ' | 'ー');
    let begins_so = word.starts_with(katakana);
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        !(begins_so && before.is_some_and(katakana))
    })
}
