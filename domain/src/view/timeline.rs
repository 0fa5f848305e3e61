//! 経過: what the timeline shows of an event, to whom.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Action, Fields};
use crate::calendar;
use crate::consent::ConsentKind;
use crate::event::{CaseEvent, Happened};
use crate::handover::HandoverEvent;
use crate::her_plan::HerPlanEvent;
use crate::meeting::{HerView, Preparation};
use crate::photo::{Jpeg, Photo};
use crate::record::{Means, ThreeParts};
use crate::taking_part::TakePartEvent;
use crate::task::TaskMove;
use crate::tie::TieSide;
use crate::timing::TimingEvent;
use crate::transfer::TransferEvent;
use crate::translation::TranslationEvent;
use crate::view::{Names, Reader, RiskView, actor_name};

/// A record as the timeline shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordView {
    pub means: Means,
    #[serde(default)]
    pub with: String,
    pub parts: ThreeParts,
    #[serde(default)]
    pub support: String,
    pub next_step: String,
    #[serde(default)]
    pub safety: bool,
    pub shown_to_her: bool,
    /// 添付の写真, for who reads everything; each is asked for by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Photo>,
}

/// One photo, for who reads its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoView {
    pub jpeg: Jpeg,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub seq: u64,
    pub at: DateTime<Utc>,
    pub by: String,
    /// What happened, in a few words without anything personal.
    pub title: String,
    pub record: Option<RecordView>,
    pub risk: Option<RiskView>,
    /// Words that belong to it (a reason, a wish), where the reader may see them.
    pub words: String,
    /// 番号 of the other record of hers that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

impl TimelineEntry {
    /// Whether the event has a place in the timeline at all.
    pub fn is_listed(event: &CaseEvent) -> bool {
        !matches!(
            event,
            CaseEvent::IntakeSecretsWritten { .. }
            | CaseEvent::SchoolsSetAside { .. }
                | CaseEvent::WishedPlaceWritten { .. }
                | CaseEvent::HeldAtWritten { .. }
                | CaseEvent::PlaceWritten { .. }
                | CaseEvent::SafetyPlanWritten { .. }
                | CaseEvent::RoomCleared { .. }
                | CaseEvent::AddressProtectionSecretsWritten { .. }
                | CaseEvent::ReminderTicked { .. }
                | CaseEvent::ItemStarted { .. }
                | CaseEvent::ItemMinutesSet { .. }
                | CaseEvent::EntryAdded { .. }
                | CaseEvent::LedgerKept { .. }
                | CaseEvent::LedgerUndone { .. }
                | CaseEvent::LedgerNoted { .. }
                | CaseEvent::ConferenceTold { .. }
                | CaseEvent::InquiryEndOpened { .. }
                // When she reads is nobody's business.
                | CaseEvent::HerPlan(HerPlanEvent::Opened { .. })
        )
    }

    /// The entry as this reader may see it; none where its very existence is not for her or him.
    pub fn of(seq: u64, happened: &Happened, reader: &Reader<'_>, fields: &Fields) -> Option<Self> {
        let names = &reader.names;
        let all = fields.sensitive.shows(None);
        let cut = |parts: &ThreeParts| ThreeParts {
            facts: names.cover(&parts.facts),
            her_words: names.cover(&parts.her_words),
            worker_view: if fields.worker_view {
                names.cover(&parts.worker_view)
            } else {
                String::new()
            },
        };
        let none = String::new();
        let shown = |text: &str| match all {
            true => names.cover(text),
            false => String::new(),
        };
        let mut entry = Self {
            seq,
            at: happened.at,
            by: actor_name(names, happened.by),
            title: String::new(),
            record: None,
            risk: None,
            words: String::new(),
            from: None,
        };
        let title = match &happened.what {
            CaseEvent::CaseAccepted { .. } => "相談を受理",
            CaseEvent::IntakeCorrected { .. } => "相談受付票を訂正",
            CaseEvent::AssessmentSaved { .. } => "アセスメントを記入",
            // For those who write on the papers; nobody else learns that there are two.
            CaseEvent::FieldsConflicted { .. }
            | CaseEvent::ConflictSettled { .. }
            | CaseEvent::ConflictReopened { .. }
                if !reader.may(Action::CorrectIntake) =>
            {
                return None;
            }
            CaseEvent::FieldsConflicted { .. } => "同じ欄に、別の記入がある",
            CaseEvent::ConflictSettled { .. } => "二つの記入のどちらにするかを決めた",
            CaseEvent::ConflictReopened { .. } => "二つの記入についての決定を戻した",
            CaseEvent::CaseMoved { to, reason, .. } => {
                entry.words = if all {
                    names.cover(reason)
                } else {
                    String::new()
                };
                entry.title = format!("「{}」へ", to.label());
                ""
            }
            CaseEvent::WorkerAssigned { .. } => "担当を追加",
            CaseEvent::WorkerReleased { .. } => "担当を外す",
            CaseEvent::WishRecorded { wish } => {
                entry.words = if all {
                    names.cover(&wish.words)
                } else {
                    String::new()
                };
                "本人の希望"
            }
            CaseEvent::AttendeeWishesRecorded { .. } => "会議に来てほしい人・ほしくない人を聞いた",
            CaseEvent::RecordWritten { record } => {
                let seen = all
                    || (!record.categories.is_empty()
                        && record
                            .categories
                            .iter()
                            .all(|k| fields.sensitive.shows(Some(*k))));
                if !seen {
                    return None;
                }
                entry.at = record.happened_at;
                entry.record = Some(RecordView {
                    means: record.means,
                    with: names.cover(&record.with),
                    parts: cut(&record.parts),
                    support: names.cover(&record.support),
                    next_step: names.cover(&record.next_step),
                    safety: record.safety,
                    shown_to_her: record.shown_to_her,
                    // A picture cannot be covered as words are: a door or a street may stand in it.
                    photos: if all {
                        let shown = record.photos.iter();
                        shown
                            .map(|photo| Photo {
                                id: photo.id,
                                shows: names.cover(&photo.shows),
                            })
                            .collect()
                    } else {
                        Vec::new()
                    },
                });
                "記録"
            }
            CaseEvent::RiskJudged { record } => {
                entry.risk = Some(RiskView {
                    risk: record.risk,
                    urgency: record.urgency,
                    tool: record.tool.clone(),
                    judged_at: record.judged_at,
                    by: names.person_name(record.by),
                    parts: all.then(|| cut(&record.parts)),
                });
                "危険度・緊急度"
            }
            CaseEvent::ChildNoticeDecided { .. } if !reader.may(Action::AskAgency) => return None,
            CaseEvent::ChildNoticeDecided { notice } => {
                entry.words = names.cover(&notice.reason);
                entry.title = format!("児童相談所への通告の判断（{}）", notice.choice.label());
                ""
            }
            // That there is another record is for those who keep this one.
            CaseEvent::CaseJoined { .. }
            | CaseEvent::CaseJoinedTo { .. }
            | CaseEvent::CaseParted { .. }
                if !reader.may(Action::JoinCase) =>
            {
                return None;
            }
            CaseEvent::CaseJoined { .. } => "同じ人の記録を合わせた",
            CaseEvent::CaseJoinedTo { .. } => "同じ人の記録に合わせた",
            CaseEvent::CaseParted { .. } => "合わせた記録を分けた",
            // Whoever keeps the record has to think of what this means for her.
            CaseEvent::TakenAlongLost { .. } if !reader.may(Action::WriteRecord) => return None,
            CaseEvent::TakenAlongLost {
                carrier, taken_at, ..
            } => {
                entry.words = format!(
                    "{}さんが{}に持ち出していました。端末の中は、鍵がなければ読めません。",
                    names.person_name(*carrier),
                    calendar::wareki(calendar::jst_date(*taken_at)),
                );
                "このケースを持ち出した端末の紛失"
            }
            CaseEvent::ProtectionConsidered { .. } => "一時保護を検討",
            CaseEvent::ProtectionRequested { .. } => "一時保護を依頼",
            CaseEvent::ProtectionDecided { grant, .. } => {
                if *grant {
                    "一時保護を決定"
                } else {
                    "一時保護は行わない"
                }
            }
            CaseEvent::ProtectionStarted { .. } => "一時保護を開始",
            CaseEvent::ProtectionExtended { .. } => "一時保護を延長",
            CaseEvent::ProtectionEnded { .. } => "一時保護を終了",
            CaseEvent::PlaceKnowersNamed { .. } => {
                if !fields.whereabouts {
                    return None;
                }
                "場所を知ってよい人を変更"
            }
            // What she was asked, and her no, are for those who may see her consents.
            CaseEvent::ConsentRecorded { .. } | CaseEvent::ConsentChanged { .. }
                if !reader.may(Action::SeeConsents) =>
            {
                return None;
            }
            // So is that she was asked about one.
            CaseEvent::ConsentRecorded { consent }
                if consent.kind == ConsentKind::JoinRecords && !reader.may(Action::JoinCase) =>
            {
                return None;
            }
            CaseEvent::ConsentRecorded { consent } => {
                entry.title = format!(
                    "同意：{}（{}）",
                    consent.kind.label(),
                    consent.answer.label()
                );
                ""
            }
            CaseEvent::ConsentChanged { change, .. } => match change.what {
                crate::consent::Change::Narrowed { .. } => "同意の範囲を狭めた",
                crate::consent::Change::Withdrawn => "同意を取りやめた",
            },
            CaseEvent::StartedBeforeMeeting { .. } => "会議の前に始めた支援を報告",
            CaseEvent::PostHocApproved { .. } => "事後報告を会議で承認",
            CaseEvent::PostHocRejected { .. } => "事後報告を会議で承認しなかった",
            CaseEvent::TsunagiRecorded { .. } | CaseEvent::TsunagiAnswered { .. } if !all => {
                return None;
            }
            CaseEvent::TsunagiRecorded { tsunagi } => match tsunagi.way {
                crate::tsunagi::TsunagiWay::Out => "ほかの窓口へつないだ",
                crate::tsunagi::TsunagiWay::In => "ほかの窓口からつながった",
            },
            CaseEvent::TsunagiAnswered { .. } => "つなぎ先の返事",
            // How she is tied to others: hers for who may read everything, a worker's for those in charge.
            CaseEvent::TieRecorded { tie } if !seen_tie(tie.by.side(), fields) => return None,
            CaseEvent::TieChanged { by, .. } if !seen_tie(by.side(), fields) => return None,
            CaseEvent::TieEnded { side, .. } if !seen_tie(*side, fields) => return None,
            CaseEvent::TieRecorded { tie } => {
                entry.title = format!("つながりを記録（{}）", tie.by.side().label());
                ""
            }
            CaseEvent::TieChanged { by, .. } => {
                entry.title = format!("つながりを書き直し（{}）", by.side().label());
                ""
            }
            CaseEvent::TieEnded { side, .. } => {
                entry.title = format!("つながりを消した（{}）", side.label());
                ""
            }
            // Which agency is asked what is for those who keep the record.
            CaseEvent::AgencyAsked { .. } | CaseEvent::InquiryEnded { .. } if !all => return None,
            CaseEvent::AgencyAsked { .. } => "照会・協力依頼",
            CaseEvent::InquiryEnded { to, .. } => {
                entry.title = format!("照会・協力依頼：{}", to.label());
                ""
            }
            // Tasks and dates may touch anything.
            CaseEvent::TaskStepped { .. }
            | CaseEvent::OrderKept { .. }
            | CaseEvent::AddressProtectionKept { .. }
            | CaseEvent::AddressProtectionStepped { .. }
            | CaseEvent::StayKept { .. }
            | CaseEvent::SubPlanAttached { .. }
                if !all =>
            {
                return None;
            }
            CaseEvent::TaskStepped { step } => {
                let (title, words) = task_step(&step.what);
                entry.words = names.cover(words);
                title
            }
            CaseEvent::OrderKept { order } => match &order.ended {
                Some((_, why)) => {
                    entry.words = names.cover(why);
                    "保護命令の終わりを記録"
                }
                None => "保護命令を記録",
            },
            CaseEvent::AddressProtectionKept { .. } => "支援措置の控えを記入",
            CaseEvent::AddressProtectionStepped { step, .. } => {
                entry.title = format!("支援措置：{}", step.to().label());
                ""
            }
            CaseEvent::StayKept { .. } => "在留資格を記録",
            CaseEvent::SubPlanAttached { sub_plan } => {
                entry.title = format!("計画に{}を付けた", sub_plan.kind.label());
                ""
            }
            CaseEvent::Handover { .. } | CaseEvent::Transfer { .. } if !all => return None,
            CaseEvent::Transfer { what, .. } => match what {
                TransferEvent::Agreed { .. } => "移管に本人が同意",
                TransferEvent::HandedOut { .. } => "移管の資料を作った",
                TransferEvent::Withdrawn => "移管の同意を取りやめた",
            },
            CaseEvent::Handover { what, .. } => match what {
                HandoverEvent::Proposed { .. } => "担当の引き継ぎを頼んだ",
                HandoverEvent::Accepted { .. } => "担当を引き継いだ",
                HandoverEvent::Ended { to, .. } => {
                    entry.title = format!("担当の引き継ぎ：{}", to.label());
                    ""
                }
                HandoverEvent::Objected { objection } => {
                    entry.words = names.cover(&objection.words);
                    "担当が変わることに本人の異議"
                }
                HandoverEvent::ObjectionAnswered { answer, .. } => {
                    entry.words = names.cover(&answer.words);
                    "本人の異議に返事"
                }
            },
            CaseEvent::BlockSet { .. } | CaseEvent::BlockLifted { .. } => {
                if !fields.blocks {
                    return None;
                }
                "閲覧制限を変更"
            }
            CaseEvent::GlassBroken { .. } => "緊急閲覧",
            CaseEvent::BreakGlassConfirmed { .. } => "緊急閲覧を確認",
            CaseEvent::BreakGlassReviewed { .. } => "緊急閲覧を点検",
            CaseEvent::DangerOfTellingRecorded { .. } => "緊急閲覧：本人へ知らせる危険を記録",
            CaseEvent::RequestSubmitted { .. } => "会議の開催を要請",
            CaseEvent::RequestResubmitted { .. } => "要請を出し直し",
            CaseEvent::RequestWithdrawn { .. } => "要請を取下げ",
            CaseEvent::RequestDecided { decision, .. } => match decision.verdict {
                crate::request::Verdict::Hold => "会議の開催を決定",
                crate::request::Verdict::Return => "要請を差戻し",
                crate::request::Verdict::Decline => "会議を開催しないと決定",
            },
            CaseEvent::MeetingRolesProposed { .. } => "会議の役割を提案",
            CaseEvent::MeetingRolesAgreed { .. } => "会議の役割を了解",
            CaseEvent::Convened { .. } => "会議を招集",
            CaseEvent::MeetingPostponed { .. } => "会議を延期",
            CaseEvent::ReportSubmitted { .. } => "会議の結果を報告",
            CaseEvent::ReportFiled { .. } => "報告を受領",
            CaseEvent::MeetingOpened { .. } => "会議を開始",
            CaseEvent::AttendanceRecorded { .. } => "会議の出席を記録",
            CaseEvent::HerAttendanceRecorded { .. } => "本人の参加を記録",
            CaseEvent::HerStatementRecorded { .. } => "会議での本人の言葉を記録",
            CaseEvent::Decided { decision, .. } => {
                entry.words = if all {
                    names.cover(&decision.what)
                } else {
                    String::new()
                };
                "会議で決定"
            }
            CaseEvent::RoleAssigned { assignment, .. } => {
                entry.title = format!(
                    "{}：{}",
                    assignment.role.label(),
                    names.agency_name(assignment.agency)
                );
                ""
            }
            CaseEvent::JudgedAtMeeting { .. } => "会議で危険度・緊急度を判断",
            CaseEvent::UnsettledRecorded { .. } => "協議が調わなかった",
            CaseEvent::NextDateSet { .. } => "次回日程を決定",
            CaseEvent::MeetingAdjourned { .. } => "会議を終了",
            CaseEvent::MeetingCancelled { .. } | CaseEvent::TakenOffDay { .. } => "会議を取りやめ",
            CaseEvent::PlacedOnDay { .. } => "会議の日にのせる",
            CaseEvent::CalledForDay { .. } => "会議を招集",
            CaseEvent::MovedWithDay { .. } => "会議を延期",
            CaseEvent::PreparationDone { step, .. } => match step.what {
                Preparation::Checked { .. } => "会議の準備を確認",
                Preparation::Returned { .. } => "会議の準備を差し戻し",
                Preparation::PreparedAgain { .. } => "会議の準備を直した",
            },
            CaseEvent::AttendeesRemoved { .. } => "会議の参集範囲を変更",
            CaseEvent::TookPart { what, .. } => match what {
                TakePartEvent::LetterWritten { .. } => "会議のはじめに読む本人の言葉",
                TakePartEvent::Taken { take, .. } => {
                    entry.words = shown(&take.words);
                    match take.view {
                        HerView::Objected => "決まったことに、本人が「ちがう」",
                        _ => "決まったことに、本人が「そう」",
                    }
                }
                TakePartEvent::PutPlainly { .. } => "決まったことを本人の読む言葉に",
                TakePartEvent::LetIn { .. } => "会議に本人といっしょに入る人を記録",
            },
            CaseEvent::MinutesConfirmed { .. } => "会議の記録を確定",
            CaseEvent::MinutesShared { .. } => "会議の記録を共有",
            CaseEvent::PlanWritten { version, .. } => {
                entry.title = format!("計画 第{}版を作成", version.number);
                ""
            }
            CaseEvent::PlanShared { version, .. } => {
                entry.title = format!("計画 第{version}版を本人に見せた");
                ""
            }
            CaseEvent::CommentAnswered { answer, .. } => {
                entry.words = if all {
                    names.cover(&answer.words)
                } else {
                    String::new()
                };
                "本人のコメントに返事"
            }
            CaseEvent::ItemReplied { .. } => "計画に本人の返事",
            CaseEvent::PlanCommented { comment, .. } => {
                entry.words = if all {
                    names.cover(&comment.words)
                } else {
                    String::new()
                };
                match comment.line {
                    Some(_) => "計画に本人から間違いの知らせ",
                    None => "計画に本人のコメント",
                }
            }
            // In which language she reads, and with whom, is for those who keep the record.
            CaseEvent::HerPlan(HerPlanEvent::SafetyRead(_)) if !all => return None,
            CaseEvent::HerPlan(event) => {
                let (title, words) = match event {
                    HerPlanEvent::Opened { .. } => return None,
                    HerPlanEvent::ItemAdded { item } => ("本人が項目を加えた", &item.words),
                    HerPlanEvent::ItemTakenBack { .. } => ("本人が加えた項目をやめた", &none),
                    HerPlanEvent::SafetyRead(read) => {
                        ("本人が、通訳と安全の説明を読んだ", &read.interpreter)
                    }
                    HerPlanEvent::ItemAnswered { answer, .. } => {
                        ("本人が加えた項目に返事", &answer.words)
                    }
                    HerPlanEvent::WishAnswered { answer, .. } => {
                        ("本人の希望に返事", &answer.words)
                    }
                };
                entry.words = shown(words);
                title
            }
            // In which language she reads is for those who keep the record.
            CaseEvent::Translation(_) if !all => return None,
            CaseEvent::Translation(event) => match event {
                TranslationEvent::LanguagesSet { .. } => "本人が計画を読む言語を決めた",
                TranslationEvent::Entered { translation } => {
                    translation.language.label().clone_into(&mut entry.words);
                    "計画の項目に訳を入れた"
                }
            },
            CaseEvent::PlanAgreementGiven { agreement, .. } => {
                entry.title = format!(
                    "計画 第{}版：本人「{}」",
                    agreement.version,
                    agreement.extent.label()
                );
                ""
            }
            CaseEvent::NoAgreementRecorded { .. } => "同意のない理由を記録",
            CaseEvent::PlanSubmitted { .. } => "計画を会議へ提出",
            CaseEvent::PlanConfirmed { .. } => "計画を確定",
            CaseEvent::Timing(event) => {
                let (title, words) = timing(event, names);
                entry.title = title;
                entry.words = shown(words);
                ""
            }
            _ => return None,
        };
        if entry.title.is_empty() {
            entry.title = title.to_owned();
        }
        Some(entry)
    }
}

/// What happened at a 節目, and the words that belong to it.
fn timing<'a>(event: &'a TimingEvent, names: &Names<'_>) -> (String, &'a str) {
    use TimingEvent as E;
    let plain = |title: &str| (title.to_owned(), "");
    match event {
        E::PlanMoved { to, .. } => (format!("計画：{}", to.label()), ""),
        E::EvaluationBegun { .. } => plain("評価を始めた"),
        E::EvaluationSaid { said, .. } => ("本人の評価".to_owned(), &said.words),
        E::NoViewRecorded { .. } => plain("本人の評価がない理由を記録"),
        E::EvaluationWritten { written, .. } => ("評価：見られた変化".to_owned(), &written.changes),
        E::AgencyEvaluated { said, .. } => (
            format!("評価：{}", names.agency_name(said.agency)),
            &said.words,
        ),
        E::EvaluationConcluded { conclusion, .. } => (
            format!("評価の決定：{}", conclusion.decision.label()),
            &conclusion.reason,
        ),
        E::Suspended { suspension } => ("中断を決定".to_owned(), &suspension.reason),
        E::WatchArranged { .. } => plain("見守りを決めた"),
        E::Closed { .. } => plain("終結を決定"),
        E::NextContactSet { .. } => plain("次の連絡を決めた"),
    }
}

/// What became of a task, and the words that belong to it.
pub(super) fn task_step(step: &TaskMove) -> (&'static str, &str) {
    match step {
        TaskMove::Done { words } => ("やること：済んだ", words),
        TaskMove::PutOff { reason, .. } => ("やること：延ばした", reason),
        TaskMove::TakenUp { reason } => ("やること：まだ済んでいない", reason),
    }
}

fn seen_tie(side: TieSide, fields: &Fields) -> bool {
    match side {
        TieSide::Hers => fields.sensitive.shows(None),
        TieSide::Worker => fields.worker_view,
    }
}
