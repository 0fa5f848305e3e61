//! 経過: what the timeline shows of an event, to whom.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::access::Fields;
use crate::event::{CaseEvent, Happened};
use crate::meeting::Preparation;
use crate::record::ThreeParts;
use crate::view::{Names, RecordView, RiskView, actor_name};

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
}

impl TimelineEntry {
    /// Whether the event has a place in the timeline at all.
    pub fn is_listed(event: &CaseEvent) -> bool {
        !matches!(
            event,
            CaseEvent::IntakeSecretsWritten { .. }
                | CaseEvent::WishedPlaceWritten { .. }
                | CaseEvent::HeldAtWritten { .. }
                | CaseEvent::PlaceWritten { .. }
                | CaseEvent::SafetyPlanWritten { .. }
                | CaseEvent::ItemStarted { .. }
                | CaseEvent::ItemMinutesSet { .. }
                | CaseEvent::EntryAdded { .. }
                | CaseEvent::LedgerKept { .. }
                | CaseEvent::LedgerUndone { .. }
                | CaseEvent::LedgerNoted { .. }
                | CaseEvent::ConferenceTold { .. }
                | CaseEvent::InquiryEndOpened { .. }
        )
    }

    /// The entry as this reader may see it; none where its very existence is not for her or him.
    pub fn of(seq: u64, happened: &Happened, fields: &Fields, names: &Names<'_>) -> Option<Self> {
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
        let mut entry = Self {
            seq,
            at: happened.at,
            by: actor_name(names, happened.by),
            title: String::new(),
            record: None,
            risk: None,
            words: String::new(),
        };
        let title = match &happened.what {
            CaseEvent::CaseAccepted { .. } => "相談を受理",
            CaseEvent::IntakeCorrected { .. } => "相談受付票を訂正",
            CaseEvent::AssessmentSaved { .. } => "アセスメントを記入",
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
                    parts: cut(&record.parts),
                    next_step: names.cover(&record.next_step),
                    shown_to_her: record.shown_to_her,
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
            // Which agency is asked what is for those who keep the record.
            CaseEvent::AgencyAsked { .. } | CaseEvent::InquiryEnded { .. } if !all => return None,
            CaseEvent::AgencyAsked { .. } => "照会・協力依頼",
            CaseEvent::InquiryEnded { to, .. } => {
                entry.title = format!("照会・協力依頼：{}", to.label());
                ""
            }
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
                "計画に本人のコメント"
            }
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
            _ => return None,
        };
        if entry.title.is_empty() {
            entry.title = title.to_owned();
        }
        Some(entry)
    }
}
