//! 断りと次の一歩: why a command was not carried out and what to do next, in plain Japanese.
//!
//! A closed list without strings inside, but for words that are the reader's own. Nothing here tells
//! what the reader may not know.

use serde::{Deserialize, Serialize};

use crate::case::CaseStatus;
use crate::council::PolicyConflict;
use crate::form::Problem;
use crate::id::StaffId;
use crate::language::Language;
use crate::photo;
use crate::posthoc::MeetingTiming;

/// Why not, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Hidden and non-existent alike.
    NotFound,
    NotYourRole,
    PledgeMissing,
    /// Fields to mend; everything typed stays.
    Form {
        problems: Vec<Problem>,
    },
    /// The same id came from somebody else or with another content.
    IdTaken,

    // case
    MovedMeanwhile {
        by: Option<StaffId>,
        name: String,
        to: CaseStatus,
    },
    /// Somebody else wrote the whereabouts anew: they are looked at again before they are changed.
    PlaceWrittenMeanwhile,
    /// Somebody has decided between the two entries already.
    ConflictIsSettled,
    /// What stands was written anew since it was looked at.
    ConflictHasMoved,
    NoSuchMove {
        from: CaseStatus,
        to: CaseStatus,
    },
    /// 見守り・中断・終結: entered by their own procedures, not by a move.
    ProcedureMissing {
        to: CaseStatus,
    },
    PlanOrUrgentReasonMissing,
    ReceivingAgencyMissing,
    /// 他機関へつなぎ needs her knowledge (domain.md §9.1).
    HerKnowledgeMissing,
    TsunagiIsAnswered,
    /// A case has so many ties and no more.
    TiesFull,
    MovesByProtection,
    ReasonMissing,
    TextMissing,
    /// A photo without 写っているもの.
    PhotoWithoutWords,
    TooManyPhotos,
    TextTooLong {
        max: usize,
    },
    /// What was sent as her name, drawn, is none, or too much for one.
    NoDrawing,
    InTheFuture,
    /// 0円: 未定 is left empty.
    CostIsNothing,
    StaffUnknown,
    AgencyUnknown,

    // protection
    ProtectionConsentMissing,
    ProtectionGroundMissing,
    ProtectionModeMissing,
    ProtectionStepMissing,
    AlternativeMissing,
    PlaceMissing,
    AlreadyInProtection,
    EndBeforeStart,
    KnowersMissing,

    // consent
    ConsentScopeMissing,
    ConsentDateOver,
    /// A yes that was said before her newer answer comes after it.
    SheSpokeSince,
    ConsentNotInForce,
    NarrowingIsEmpty,
    ProxyReasonMissing,
    AttendanceWishMissing,

    SuperiorNeeded,

    // devices
    DeviceLost,
    TakenBack,

    // two records of one woman
    AlreadyJoined,
    ReopenBeforeJoining,
    GoesOnElsewhere,
    JoinYesHasNoEnd,
    JoinTheOtherWayRound,
    HerYesToJoinMissing,
    HerYesToNameMissing,

    // blocks and break-glass
    CannotBlockYourself,
    BlockLeavesNobody,
    ReasonTooShort {
        min: usize,
    },
    SecondPersonNeeded,
    TooLate,

    // request
    ConsentToHoldMissing,
    ConsentToShareMissing,
    CenterNotInScope,
    NotAMember,
    AgencyNotInScope,
    StepMissing,
    OwnRequest,
    RequestingAgencyOnly,
    RolesNotAgreed,
    ChairAndRecorderMissing,
    TooFewAgencies,
    NotInvitable,
    HerWishesMissing,
    SheDoesNotWantThem,
    NoticeWouldTellThePlace,
    AlreadyOpenRequest,

    // meeting
    NotTheDay,
    AttendanceMissing,
    HerAttendanceMissing,
    HerReasonMissing,
    PledgeOfMissing {
        names: Vec<String>,
    },
    NotParticipating,
    SettledWithoutDeadlock,
    RiskMissing,
    RoleMissing,
    NextDateMissing,
    MeetingIsOver,
    MeetingCalledOff,
    OthersInTheRoom,
    ItemUnknown,
    // her part in it
    MeetingBegan,
    HerLetterStands,
    HerTakeMissing,
    SheHasAnswered,
    CompanyFull,
    CommunityNotAsked,
    CompanyOfHerCommunity,
    WelcomeAndNot,

    // plan
    VersionIsOld {
        current: u16,
    },
    /// She was shown that version while the writer was typing.
    ShownSince {
        current: u16,
    },
    /// Two wrote into one box of the plan, and nobody has decided yet.
    TwoEntries,
    VersionIsShown,
    EndsBeforeItStarts,
    ReviewOutsidePeriod,
    GoalMissing,
    ItemsMissing,
    EasyTextMissing,
    NotShownToHer,
    CommentWaits {
        count: usize,
    },
    HerItemWaits {
        count: usize,
    },
    /// An item that she added; staff answer it and never write over it.
    HerItemIsHers,
    HerItemsFull,
    HerWordsChanged,
    /// A translation into a language she does not read, or reads anyway.
    LanguageNotWanted,
    /// A part is translated that says nothing, or one that says something is not.
    TranslationDoesNotFit,
    TranslatorMissing,
    /// The item with that number, as on her screen.
    TranslationMissing {
        number: u16,
        language: Language,
    },
    /// The item says something else now.
    TranslationIsStale {
        number: u16,
        language: Language,
    },
    /// Either of the two, for whom others write the plan.
    TranslationsWanting,
    /// She agreed to other words than she can read now.
    TranslationReworded,
    StatementsNotTicked,
    AgreementMissing,
    SheDeclined,
    ConfirmedIsImmutable,
    MeetingMissing,
    PlanIsOver,
    PlanInForce,
    NothingToReplan,

    // 評価・節目
    NothingToEvaluate,
    EvaluationOpen,
    EvaluationOver,
    /// She speaks first, or the reason why not is recorded.
    HerEvaluationFirst,
    GoalsUnrated,
    EvaluationUnwritten,
    EvaluationMissing,
    ClosingNotDecided,
    TimingNeedsMeeting {
        timing: MeetingTiming,
    },
    RestartConditionMissing,
    NextContactMissing,
    NextContactIsPast,
    WatchOverMissing,
    /// Not agreed to, left out by her or blocked: one answer for all.
    WatcherNotAgreed,

    // やること・期日・個別のプラン
    TaskIsDone,
    TaskIsOpen,
    ReminderIsTicked,
    MeasureStepMissing,
    OrderIsOver,
    SubPlanDoesNotFit,

    // 事後報告・照会
    ApprovedAlready,
    RejectedAlready,
    BegunAfterThatMeeting,
    DueIsPast,
    InquiryBasisMissing,
    HerNoticeReasonMissing,
    InquiryWouldTellThePlace,
    InquiryIsOver,

    // 引き継ぎ
    HandoverToOneself,
    NotTheWorker,
    HandoverIsOpen,
    HandoverIsOver,
    HandoverDayIsPast,
    SheObjects,
    ObjectionWaits,
    /// Her objection is to the very worker who would answer it.
    ObjectionIsAboutYou,
    PlaceNeedsAKnower,
    /// Only somebody who may know the place puts somebody else on the list.
    PlaceByAKnower,

    // 移管
    TransferWayMissing,
    TransferMissing,
    TransferIsOver,
    TransferNeedsAKnower,
    TransferChanged,

    // council
    Policy {
        conflict: PolicyConflict,
    },
    LoginNameTaken,
    DelegateOfNonDecider,
    PeriodMissing,
    MunicipalityKnown,
    LastMunicipality,
    AreaTellsThePlace,

    // conferences of the council and the ledger
    SeriesUnknown,
    SeriesEnded,
    TierNotInPolicy,
    MembersMissing,
    ConferenceOpened,
    ConferenceNotOpen,
    PausedAlready,
    NotPaused,
    IssueUnknown,
    IssueUnchecked,
    /// The minutes of one conference hold so many lines and no more.
    MinutesFull,
    IssueNotHandedUp,
    IssueHandedUp,
    NextTierMissing,
    RoundIsOver,
    NotARound,
    NobodyPresent,
    AgencyNotAvailable,
    OneLineOnly,
    NobodyInTheMinutes,

    // 支援会議の案件
    NotASupportConference,
    HeadingTellsWho,
    NobodyLeadsTheItem,
    NotCalledToTheItem,
    ItemNotStarted,
    ItemNotOver,
    HerWordsAreHers,
    SharingConsentMissing,
    // 会議の日, 準備の確認
    NoSlotsHere,
    DayHasCases,
    AlreadyOnDay,
    SlotUnknown,
    LeadsNotInvitable,
    OwnHouseOnly,
    ConsentForLayeredMissing,
    PreparationSentBack,
    PreparationNotSentBack,
}

impl Refusal {
    /// What happened and what to do next.
    pub fn words(&self) -> String {
        use Refusal as R;
        match self {
            R::NotFound => "見つかりません。番号を確かめて、もう一度さがしてください。".into(),
            R::NotYourRole => {
                "この操作は、あなたの役割ではできません。担当の人に頼んでください。".into()
            }
            R::PledgeMissing => {
                "今年度の誓約がまだです。誓約に署名すると、資料を開けます。".into()
            }
            R::Form { .. } => "入力を直すところがあります。".into(),
            R::IdTaken => "同じ操作がすでに届いています。画面を開き直してください。".into(),
            R::MovedMeanwhile { name, to, .. } => {
                format!("{name}さんが先に「{}」へ動かしました。今の場所を見てから、もう一度動かしてください。", to.label())
            }
            R::PlaceWrittenMeanwhile => "ほかの人が先に、居場所や連絡先を書き直しました。もう一度「居場所を開く」で見てから、直してください。".into(),
            R::ConflictHasMoved => "この欄は、ほかの人が先に書き直しました。今の記入を見てから、もう一度選んでください。".into(),
            R::ConflictIsSettled => "ほかの人が先に決めました。画面を開き直すと、決まったことが見えます。".into(),
            R::NoSuchMove { from, to } => format!(
                "「{}」から「{}」へは、直接は動かせません。",
                from.label(),
                to.label()
            ),
            R::ProcedureMissing { to } => match to {
                CaseStatus::Watching => "見守りに移すには、見守りの機関と次の連絡を決める手続きが要ります。ケースの「評価・節目」から進めてください。".into(),
                CaseStatus::Suspended => "中断の手続きには、会議の記録と理由、再開の条件が要ります。ケースの「評価・節目」から進めてください。".into(),
                _ => "終結の手続きには、評価と本人の意見、次の連絡が要ります。ケースの「評価・節目」から進めてください。".into(),
            },
            R::PlanOrUrgentReasonMissing => "支援中に移すには、本人が同意した計画が要ります。急いで支援を始めるときは、その理由を書いてください。".into(),
            R::ReceivingAgencyMissing => "つなぎ先の機関を選んでください。".into(),
            R::HerKnowledgeMissing => "つなぐことを本人に知らせた記録が、まだありません。本人に話してから、ケースの「つなぎ」に、つなぎ先と知らせたことを記録してください。".into(),
            R::TsunagiIsAnswered => "このつなぎの返事は、もう記録されています。もう一度つなぐときは、新しく記録してください。".into(),
            R::TiesFull => "つながりは、60までしか書けません。いま要らないものを消してから、書きたしてください。".into(),
            R::MovesByProtection => "一時保護中への移動は、ケースの「一時保護」から始めてください。".into(),
            R::ReasonMissing => "理由を書いてください。".into(),
            R::PhotoWithoutWords => photo::WITHOUT_WORDS.into(),
            R::TooManyPhotos => photo::TOO_MANY.into(),
            R::TextMissing => "本文を入力してください。".into(),
            R::TextTooLong { max } => format!("{max}文字までにしてください。"),
            R::NoDrawing => "手で書いた名前を読めません。消して、もう一度書いてください。".into(),
            R::InTheFuture => "日時が未来になっています。実際にあった日時にしてください。".into(),
            R::CostIsNothing => "金額は、1円からの数で入れてください。まだ決まっていないときは、空のままにしてください（未定）。".into(),
            R::StaffUnknown => "その職員は、いま登録されていません。選び直してください。".into(),
            R::AgencyUnknown => "その機関は登録されていません。選び直してください。".into(),
            R::ProtectionConsentMissing => "一時保護について、本人の同意をまだ記録していません。先に記録してください。".into(),
            R::ProtectionGroundMissing => "一時保護の理由（施行規則1条）を一つ選んでください。".into(),
            R::ProtectionModeMissing => "センターで行うか、委託するかを選んでください。".into(),
            R::ProtectionStepMissing => "一時保護の前の手順がまだです。順に進めてください。".into(),
            R::AlternativeMissing => "行わない理由と、代わりの支援を書いてください。".into(),
            R::PlaceMissing => "保護の場所を入力してください。名簿の人だけが開けます。".into(),
            R::AlreadyInProtection => "すでに一時保護中です。".into(),
            R::EndBeforeStart => "終わりの日は、始まりの日より後にしてください。".into(),
            R::KnowersMissing => "場所を知ってよい人を、一人以上選んでください。".into(),
            R::ConsentScopeMissing => "伝えてよい機関と、伝えてよい内容を、一つ以上選んでください。".into(),
            R::ConsentDateOver => "同意の期限は、きょう以降の日にしてください。".into(),
            R::SheSpokeSince => "このあとに、本人が別の返事をしています（取りやめ、範囲を狭める、新しい返事など）。今の気持ちを聞いてから、新しく書いてください。".into(),
            R::ConsentNotInForce => "この同意は、いま効いていません。本人にもう一度聞いてください。".into(),
            R::NarrowingIsEmpty => "外す機関か、外す内容を選んでください。".into(),
            R::ProxyReasonMissing => "代筆の理由を書いてください。".into(),
            R::AttendanceWishMissing => "参加のしかたを選んでください。".into(),
            R::SuperiorNeeded => "一人では決めません。相談した上司を選んでください。".into(),
            R::DeviceLost => "この端末は、紛失したと届けられています。".into(),
            R::TakenBack => "ほかの端末で取り下げました。".into(),
            R::AlreadyJoined => "どちらかの記録は、もう合わせてあります。分けてから合わせ直してください。".into(),
            R::ReopenBeforeJoining => "終わったケースには合わせられません。先に、そのケースを再開してください。".into(),
            R::GoesOnElsewhere => "この記録は、同じ人のほかの記録に合わせてあります。続きは、あちらの記録に書いてください。".into(),
            R::JoinYesHasNoEnd => "この同意には、期限を付けません。本人は、いつでも取りやめられます。「いつまで」を空けてください。".into(),
            R::JoinTheOtherWayRound => "あちらの記録には、会議や計画があります。あちらの画面で、この記録を合わせてください。".into(),
            R::HerYesToJoinMissing => "名前のある記録と合わせるには、本人の同意がいります。本人に聞いて、「呼び名の記録を、名前やほかの記録とつなぐこと」の同意を記録してください。".into(),
            R::HerYesToNameMissing => "外で会った人の記録に名前を書くには、本人の同意がいります。本人に聞いて、「呼び名の記録を、名前やほかの記録とつなぐこと」の同意を記録してください。".into(),
            R::CannotBlockYourself => "自分を閲覧制限にはできません。担当を代わってから、調整担当に頼んでください。".into(),
            R::BlockLeavesNobody => "この制限をかけると、ケースを見られる人がいなくなります。先に別の担当を決めてください。".into(),
            R::ReasonTooShort { min } => format!("理由を{min}文字以上で書いてください。"),
            R::SecondPersonNeeded => "本人以外のもう一人が確認してください。".into(),
            R::TooLate => "確認の期限（24時間）を過ぎました。調整担当に知らせてください。".into(),
            R::ConsentToHoldMissing => "会議を開くことについて、本人の同意がまだ記録されていません。「同意と共有」で記録してください。".into(),
            R::ConsentToShareMissing => "会議へ情報を伝えることについて、本人の同意がまだ記録されていません。「同意と共有」で記録してください。".into(),
            R::CenterNotInScope => "同意の範囲に女性相談支援センターが入っていません。本人に聞いてください。".into(),
            R::NotAMember => "要請できるのは、実務者会議の構成機関かセンターです。構成機関を通してください。".into(),
            R::AgencyNotInScope => "参集範囲に、本人が同意した範囲に入っていない機関があります。外すか、本人に聞いてください。".into(),
            R::StepMissing => "前の手順がまだです。画面の上から順に進めてください。".into(),
            R::OwnRequest => "自分が出した要請は、自分では決められません。所長か代理の人に頼んでください。".into(),
            R::RequestingAgencyOnly => "この記入は、要請した機関が行います。".into(),
            R::RolesNotAgreed => "司会・記録などの役割を、要請機関がまだ了解していません。".into(),
            R::ChairAndRecorderMissing => "司会と記録を、一人ずつ決めてください。".into(),
            R::TooFewAgencies => "参集する機関を、二つ以上選んでください。".into(),
            R::NotInvitable => "呼べない人が入っています。参集範囲を選び直してください。".into(),
            R::HerWishesMissing => "来てほしい人・来てほしくない人を、本人にまだ聞いていません。聞いて記録してください。".into(),
            R::SheDoesNotWantThem => "本人が来てほしくないと言っている機関が入っています。外してください。".into(),
            R::NoticeWouldTellThePlace => "会場名に、保護の場所が読み取れる言葉があります。別の書き方にしてください。".into(),
            R::AlreadyOpenRequest => "このケースには、まだ終わっていない開催要請があります。".into(),
            R::NotTheDay => "会議は、始まりの1時間前から開けます。その時刻になってから、もう一度開いてください。".into(),
            R::AttendanceMissing => "出席者を記録してください（二つ以上の機関）。".into(),
            R::HerAttendanceMissing => "本人の参加（または参加しなかった理由）を記録してください。".into(),
            R::HerReasonMissing => "本人が参加しなかった理由を選んでください。".into(),
            R::PledgeOfMissing { names } => format!("誓約がまだの人がいます：{}。誓約書を受け取ってから始めてください。", names.join("、")),
            R::NotParticipating => "会議に参加している機関から選んでください。".into(),
            R::SettledWithoutDeadlock => "指定は、協議が調わないときだけ使えます。先に「決まらなかった」を記録してください。".into(),
            R::RiskMissing => "危険度と緊急度を記録してください。".into(),
            R::RoleMissing => "主担当機関と、主たる直接支援を決めてください。".into(),
            R::NextDateMissing => "次回の日程（または「必要なときに」）を決めてください。".into(),
            R::MeetingIsOver => "この会議は終わっています。記録を見てください。".into(),
            R::MeetingCalledOff => "この会議は取りやめになりました。ケースを開いて、次の予定を確かめてください。".into(),
            R::OthersInTheRoom => "この枠に呼ばれていない人に、先に部屋やオンラインから出てもらってください。出たことを確かめて、印を付けてから始めます。".into(),
            R::ItemUnknown => "その項目は見つかりません。画面を開き直してください。".into(),
            R::MeetingBegan => "会議はもう始まっています。これからの本人の言葉は、記録の「本人の言葉」に書いてください。".into(),
            R::HerLetterStands => "はじめに読む言葉は、本人が自分で書きました。そのまま読んでください。変えられるのは、本人だけです。".into(),
            R::HerTakeMissing => "本人の考えを「そう」か「ちがう」から選んでください。".into(),
            R::SheHasAnswered => "この言葉に、本人がもう返事をしています。変えずに、残りの説明は会って伝えてください。".into(),
            R::CompanyFull => "本人といっしょに入れるのは、6人までです。人数を減らしてください。".into(),
            R::CommunityNotAsked => "通訳や代わりに話す人が、本人と同じ地域・国・集まりの人でないかを、まだ聞いていません。聞いてから記録してください。".into(),
            R::CompanyOfHerCommunity => "本人は、同じ地域・国・集まりの人でないほうがよいと言っています。別の人を頼むか、本人にもう一度聞いてください。".into(),
            R::WelcomeAndNot => "同じ機関が「来てほしい」と「来てほしくない」の両方に入っています。どちらかにしてください。".into(),
            R::VersionIsOld { current } => format!("計画は第{current}版に変わっています。新しい版を開いて、もう一度入力してください。書いた内容はこの画面に残っています。"),
            R::ShownSince { current } => format!("書いている間に、第{current}版が本人に見せられました。書いた内容は残っています。続けると、書きかえたところだけを合わせた、次の版になります。"),
            R::TwoEntries => "同じ欄に、二つの記入があります。どちらにするかを選んでから、本人に見せてください。".into(),
            R::VersionIsShown => "本人に見せた版は変えられません。次の版を作ってください。".into(),
            R::EndsBeforeItStarts => "計画の終わりは、始まりより後の日にしてください。".into(),
            R::ReviewOutsidePeriod => "見直しの日は、計画の期間の中にしてください。".into(),
            R::GoalMissing => "当面の目標を、一つ以上書いてください。".into(),
            R::ItemsMissing => "計画の項目を、一つ以上書いてください。".into(),
            R::EasyTextMissing => "本人に見せる前に、それぞれの項目に「やさしいことば」を書いてください。".into(),
            R::NotShownToHer => "この版は、まだ本人に見せていません。先に本人と見てください。".into(),
            R::CommentWaits { count } => format!("本人のコメント{count}件に、まだ返事をしていません。返事をしてから確定してください。"),
            R::HerItemWaits { count } => format!("本人が加えた項目{count}件に、まだ返事をしていません。返事をしてから確定してください。"),
            R::HerItemIsHers => "本人が加えた項目は、本人のものです。書きかえずに、返事をしてください。計画に入れるときは、新しい項目として書いてください。".into(),
            R::HerItemsFull => "本人が加えた項目は、60までです。いま要らないものをやめてから、書きたしてください。".into(),
            R::HerWordsChanged => "計画の「本人の希望」は、本人が言ったとおりに書きます。言葉がかわったときは、先に「本人の希望」を新しく記録してください。".into(),
            R::LanguageNotWanted => "その言語には、訳が要りません。訳を書けるのは、「本人が読む言語」に入れた、日本語のほかの言語です。".into(),
            R::TranslationDoesNotFit => "もとの文がある欄には、その訳を書いてください。もとの文がない欄は、空のままにしてください。".into(),
            R::TranslatorMissing => "だれが訳したか（名前か機関）を書いてください。".into(),
            R::TranslationMissing { number, language } => format!("項目{number}の{}の訳が、まだありません。人が訳したものを入れてから、確定してください。", language.label()),
            R::TranslationIsStale { number, language } => format!("項目{number}は、{}に訳したあとで本文が変わりました。訳を見直して入れてから、確定してください。", language.label()),
            R::TranslationsWanting => "本人が読む言語の訳が、まだそろっていません。計画を書く担当の人に、訳を入れてもらってください。".into(),
            R::TranslationReworded => "本人が同意したあとで、本人が読む訳が変わりました。本人に、もう一度聞いてください。".into(),
            R::StatementsNotTicked => "二つの文を読んで、チェックを入れてください。".into(),
            R::AgreementMissing => "本人の同意がまだです。同意のない理由を記録するか、本人に聞いてください。".into(),
            R::SheDeclined => "本人が同意していない計画は、個別支援計画として確定できません。".into(),
            R::ConfirmedIsImmutable => "確定した版は変えられません。次の版を作ってください。".into(),
            R::MeetingMissing => "確定には、この計画を話し合った会議が要ります。".into(),
            R::PlanIsOver => "この計画は終わっています（再プラン・中断・終結）。続けるときは、ケースを再開するか、新しい計画（再プラン）を作ってください。".into(),
            R::PlanInForce => "このケースには、確定した計画があります。その計画の次の版を作るか、新しい計画を「再プラン」として作ってください。".into(),
            R::NothingToReplan => "再プランのもとになる、確定した計画がありません。「新規」の計画として作ってください。".into(),
            R::NothingToEvaluate => "評価する計画がまだ確定していません。確定した計画を選んでください。".into(),
            R::EvaluationOpen => "まだ終わっていない評価があります。先にその評価を決定してください。".into(),
            R::EvaluationOver => "この評価は、もう決定しています。続きは、次の評価に書いてください。".into(),
            R::HerEvaluationFirst => "評価は、本人が先です。本人の評価を聞いて記録するか、聞けない理由を記録してください。".into(),
            R::GoalsUnrated => "目標ごとに、達成・一部・未達のどれかを選んでください。".into(),
            R::EvaluationUnwritten => "支援した側の評価がまだです。目標ごとの結果と、見られた変化を書いてください。".into(),
            R::EvaluationMissing => "終結には、評価が要ります。「評価を始める」から、本人に聞くところから始めてください。".into(),
            R::ClosingNotDecided => "評価の決定が「終結」になっていません。会議で評価を話し合い、「終結」と決めてから進めてください。".into(),
            R::TimingNeedsMeeting { timing } => format!("「{}」には、話し合った会議が要ります。そのために開いた会議を選ぶか、会議の開催を要請してください。", timing.label()),
            R::RestartConditionMissing => "どうなったら再開するか（再開の条件）を書いてください。".into(),
            R::NextContactMissing => "次の連絡を、だれが、いつするかを決めてください。".into(),
            R::NextContactIsPast => "次の連絡の日は、きょうか、きょうより後の日にしてください。".into(),
            R::WatchOverMissing => "見守りの機関を一つ以上選んでください。本人が望まないときは、そのことばを書いてください。".into(),
            R::WatcherNotAgreed => "見守りの機関について、本人の同意がありません。「同意と共有」で「見守ってもらうこと」を本人に聞いて記録し、その機関から選んでください。".into(),
            R::TaskIsDone => "このやることは、もう済んでいます。まだ済んでいなかったときは、「まだ済んでいない」から理由を書いてください。".into(),
            R::TaskIsOpen => "このやることは、まだ済んでいません。そのまま進めてください。".into(),
            R::ReminderIsTicked => "この知らせは、もう「見ました」になっています。".into(),
            R::MeasureStepMissing => "支援措置の今の段階からは、その記録はできません。今の段階を確かめてください。".into(),
            R::OrderIsOver => "この保護命令は、もう終わっています。新しい命令は、新しく記録してください。".into(),
            R::SubPlanDoesNotFit => "この項目の分野には、その種類のプランは付けられません。種類を選び直してください。".into(),
            R::ApprovedAlready => "この事後報告は、もう承認されています。画面を開き直してください。".into(),
            R::RejectedAlready => "この事後報告は、会議で承認されませんでした。支援を続けるときは、会議の話し合いに沿って、新しい報告を書いてください。".into(),
            R::BegunAfterThatMeeting => "この会議のあとに始めた支援か、あとから出た報告です。次の会議で話し合ってください。".into(),
            R::DueIsPast => "期限は、きょうより後か、きょうの日にしてください。".into(),
            R::InquiryBasisMissing => "この機関へたずねる根拠がありません。本人の同意の範囲に入れてもらうか、ほかの法律の根拠と理由を書いてください。".into(),
            R::HerNoticeReasonMissing => "本人に知らせない理由を書いてください。".into(),
            R::InquiryWouldTellThePlace => "文の中に、住所や居場所が読み取れる言葉があります。別の書き方にしてください。".into(),
            R::InquiryIsOver => "この照会は、もう終わっています。画面を開き直して、結果を見てください。".into(),
            R::HandoverToOneself => "自分に引き継ぐことはできません。新しく担当する人を選んでください。".into(),
            R::NotTheWorker => "引き継ぎを頼めるのは、いまの担当者です。担当者が職を離れたときは、主担当機関の人が頼めます。".into(),
            R::HandoverIsOpen => "引き継ぎの返事を待っています。変えるときは、先に取り下げてください。".into(),
            R::HandoverIsOver => "この引き継ぎは、もう終わっています。画面を開き直してください。".into(),
            R::HandoverDayIsPast => "引き継ぎの日は、きょうか、きょうより後の日にしてください。".into(),
            R::SheObjects => "本人が、担当が変わることに異議を書いています。引き継ぎは止まりました。先に、本人に返事をしてください。".into(),
            R::ObjectionWaits => "担当が変わることについて、本人の異議にまだ返事をしていません。返事をしてから、引き継ぎを頼んでください。".into(),
            R::ObjectionIsAboutYou => "あなたの担当についての異議です。本人への返事は、別の主任相談支援員か、調整担当者に頼んでください。".into(),
            R::PlaceByAKnower => "場所を知ってよい人の名簿は、名簿の人だけが替えられます。「名簿も替える」の印を外すか、名簿の人に、引き継ぎを頼んでもらってください。".into(),
            R::PlaceNeedsAKnower => "場所を知ってよい人が、いなくなります。新しい担当に引き継ぐか、先に別の人を名簿に加えてください。".into(),
            R::TransferWayMissing => "移管する先が決まっていません。先に「つなぎ」に、ほかの市町村の窓口と、本人に知らせたことを記録してください。".into(),
            R::TransferMissing => "移管には、本人の同意と、渡す資料と、先方の「引き受けた」の返事が要ります。「同意と共有」の「移管」から進めてください。".into(),
            R::TransferIsOver => "この移管は、もう終わっています。画面を開き直してください。".into(),
            R::TransferNeedsAKnower => "本人は、住所や連絡先も渡すことに同意しています。場所を知ってよい人が、資料を作ってください。".into(),
            R::TransferChanged => "見たあとで、渡す内容が変わりました。もう一度、内容を見てから作ってください。".into(),
            R::Policy { conflict } => match conflict {
                PolicyConflict::ConsentToHoldIsFixed => "この要領では、会議の開催に本人の同意が要ります（第3-2(3)）。".into(),
                PolicyConflict::ConsentToShareIsFixed => "この要綱では、情報の提供に本人の同意が要ります（4(2)①ウ）。".into(),
                PolicyConflict::ClosedIsFixed => "個別ケース検討会議は非公開です。".into(),
                PolicyConflict::OwnTextMissing => "要領・要綱とちがう決め方をするときは、そう定めている会議体の要綱の名前と条を書いてください。".into(),
                PolicyConflict::NoTier => "会議の層を、一つ以上選んでください。".into(),
                PolicyConflict::FigureOutOfReach => "目安の日数は1〜30、割合は1〜100の数字で入れてください。".into(),
                PolicyConflict::TimingReasonMissing => "会議なしで決める節目には、その理由を書いてください。".into(),
            },
            R::LoginNameTaken => "その利用者名は使われています。別の名前にしてください。".into(),
            R::DelegateOfNonDecider => "代理を置けるのは、決定をする役割だけです。".into(),
            R::PeriodMissing => "期間を正しく入れてください。".into(),
            R::MunicipalityKnown => "その市区町村は、その期間にもう入っています。一覧の行を直してください。".into(),
            R::LastMunicipality => "会議体を設置する市区町村が、なくなってしまいます。先に、続ける市区町村を入れてください。".into(),
            R::AreaTellsThePlace => "所在秘匿の機関には、区域を付けられません。".into(),
            R::SeriesUnknown => "その会議の系列は見つかりません。会議の一覧から選び直してください。".into(),
            R::SeriesEnded => "この系列は終わっています。別の系列を選ぶか、新しい系列を作ってください。".into(),
            R::TierNotInPolicy => "この会議は、設置要綱の層に入っていません。要綱の層を見直すか、別の会議を選んでください。".into(),
            R::MembersMissing => "構成員を、一人以上選んでください。".into(),
            R::ConferenceOpened => "この会議はもう始まっています。取りやめずに、終わりまで進めて記録してください。".into(),
            R::ConferenceNotOpen => "会議がまだ始まっていません。招集してから、司会が会議を始めてください。".into(),
            R::PausedAlready => "会議は休憩中です。続けるときは「再開」を押してください。".into(),
            R::NotPaused => "会議は休憩していません。そのまま進めてください。".into(),
            R::IssueUnknown => "その課題は見つかりません。画面を開き直してください。".into(),
            R::MinutesFull => "この会議の記録は、これ以上書き足せません。続きは次の会議の記録に書いてください。".into(),
            R::IssueUnchecked => "この課題は、個人が分からないことの確認がまだです。調整機関が読んで確認してください。".into(),
            R::IssueNotHandedUp => "この課題は、まだ上の会議に上げていません。先に代表者会議へ上げてください。".into(),
            R::IssueHandedUp => "この課題は、もう上の会議に上がっています。その会議の記録を見てください。".into(),
            R::NextTierMissing => "上げる先は、これから開く代表者会議から選んでください。まだないときは、先に予定してください。".into(),
            R::RoundIsOver => "この回の記録は確定しています。次の回で書いてください。".into(),
            R::NotARound => "台帳は、開いている実務者会議で書きます。会議を始めてから、もう一度書いてください。".into(),
            R::NobodyPresent => "出席した人がまだ記録されていません。出席を記録してください。".into(),
            R::AgencyNotAvailable => "その機関は、このケースでは選べません。別の機関を選んでください。".into(),
            R::OneLineOnly => "状況等は一行で書いてください。改行を外してください。".into(),
            R::NoSlotsHere => "この会議には、案件の枠がありません。個別ケース検討会議の日か、重層的支援会議の日を選んでください。".into(),
            R::DayHasCases => "この日には案件があります。「案件なし」ではなく、ほかの理由を書いてください。".into(),
            R::AlreadyOnDay => "このケースは、もうこの日にのっています。進行表を見てください。".into(),
            R::SlotUnknown => "その枠は見つかりません。画面を開き直してください。".into(),
            R::LeadsNotInvitable => "この会議の司会か記録の人は、このケースには呼べません。別の会議の日を選んでください。".into(),
            R::OwnHouseOnly => "所内の会議に呼べるのは、主担当機関の人だけです。ほかの機関の人を外してください。".into(),
            R::ConsentForLayeredMissing => "重層的支援会議で話し合うことについて、会議の日に効いている本人の同意がありません。「同意と共有」で記録してください。".into(),
            R::PreparationSentBack => "会議の準備が差し戻されています。担当の人が準備を直してから、始めてください。".into(),
            R::PreparationNotSentBack => "会議の準備は差し戻されていません。そのまま進めてください。".into(),
            R::NobodyInTheMinutes => "この会議の記録には、個人に関することは書けません。「事実」「意見」「宿題」「資源不足」から選んでください。".into(),
            R::NotASupportConference => "案件を出せるのは、支援会議（社会福祉法106条の6）だけです。支援会議を選んでください。".into(),
            R::HeadingTellsWho => "呼び方に、氏名やよみが入っています。名前の分からない言い方にしてください。".into(),
            R::NobodyLeadsTheItem => "案件を進める人がいません。司会か記録のどちらかを呼んでください。".into(),
            R::NotCalledToTheItem => "この案件に呼ばれていない人か機関が入っています。先に呼んでください。".into(),
            R::ItemNotStarted => "この案件は、まだ始まっていません。始めてから書いてください。".into(),
            R::HerWordsAreHers => "本人のいない会議では「本人の言葉」は書けません。聞いた話は「意見」か「最近の様子」に、伝聞と分かるように書いてください。".into(),
            R::ItemNotOver => "この案件の話し合いが、まだ済んでいません。済んでから、本人に伝えてください。".into(),
            R::SharingConsentMissing => "情報を共有することに、本人の同意がまだありません。同意を記録してから伝えてください。".into(),
        }
    }
}
