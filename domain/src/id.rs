//! Identifiers: one newtype per noun, so that a case can never be passed where a meeting is meant.
//!
//! Ids are made outside (`server::ids`, the screens): `domain` has no randomness.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map($name)
            }
        }
    )+};
}

ids! {
    /// 支援調整会議 (地域協議会): one council, the tenant of everything else.
    CouncilId,
    /// 関係機関: an agency that takes part.
    AgencyId,
    /// 職員: a person with a staff account.
    StaffId,
    /// ケース: one woman's case.
    CaseId,
    /// 開催要請: a request to hold a 個別ケース検討会議.
    RequestId,
    /// 会議: one meeting with one legal basis.
    MeetingId,
    /// 会議体の会議: one sitting of a council's own conference.
    ConferenceId,
    /// 会議の日の枠: one case's place in a conference day.
    SlotId,
    /// 見回り: one アウトリーチ記録.
    PatrolId,
    /// 端末: one browser on one device, by a number that it drew itself.
    DeviceId,
    /// 会議の系列: a conference that is held again and again.
    SeriesId,
    /// 案件: one item of a 支援会議, about one person who has not consented.
    MatterId,
    /// 個別支援計画: one plan with its versions.
    PlanId,
    /// 計画の項目: one item, the same through all versions of its plan.
    ItemId,
    /// 同意記録: one consent record.
    ConsentId,
    /// 一時保護.
    ProtectionId,
    /// 評価: one evaluation of a plan.
    EvaluationId,
    /// 本人のコメント.
    CommentId,
    /// 経過の記録: one entry of the timeline.
    RecordId,
    /// 写真: one photo of a record.
    PhotoId,
    /// 支援措置: one protective measure at a municipality.
    MeasureId,
    /// 事後報告: support that was started before a meeting.
    PosthocId,
    /// 照会・協力依頼: one inquiry of one agency.
    InquiryId,
    /// つながり: one description of one tie around her.
    TieId,
    /// 引き継ぎ: one proposal to hand a case over.
    HandoverId,
    /// 移管: one agreement to it.
    TransferId,
    /// 閲覧制限: one entry of the block list.
    BlockId,
    /// 緊急閲覧 (break-glass): one opening.
    BreakGlassId,
    /// 命令: one envelope; sending it again changes nothing.
    CommandId,
}
