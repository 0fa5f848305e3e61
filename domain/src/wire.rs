//! 通信: every endpoint's types. A question names its path; an answer is a view.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::access::Action;
use crate::command::Envelope;
use crate::form::Attendee;
use crate::id::{
    CaseId, CommandId, ConferenceId, ConsentId, CouncilId, DeviceId, EvaluationId, InquiryId,
    MatterId, MeetingId, PhotoId, PlanId, PosthocId, RequestId, StaffId, TransferId,
};
use crate::refusal::Refusal;
use crate::view;

/// Number of the protocol; a client below [`OLDEST`] is told to update and keeps its outbox.
pub const PROTOCOL: u16 = 1;
/// Oldest protocol the server still speaks.
pub const OLDEST: u16 = 1;
/// Header of every staff call; forms of other pages cannot send it.
pub const HEADER: &str = "x-tomoni";
/// The write path.
pub const PUSH: &str = "/api/push";
/// Server-sent changes.
pub const LIVE: &str = "/api/live";
/// Most envelopes in one push.
pub const MOST_ENVELOPES: usize = 1024;
/// Most bytes of commands that a device sends in one push; a longer one goes alone.
pub const MOST_BYTES: usize = 1024 * 1024;
/// Most sealed copies that leave a device together; nobody need be signed in for that.
pub const MOST_COPIES: usize = 64;

/// Body of a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Push {
    pub protocol: u16,
    pub envelopes: Vec<Envelope>,
}

/// One answer for each envelope, in the same order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    pub results: Vec<PushResult>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushResult {
    pub id: CommandId,
    pub outcome: Outcome,
}

/// What became of one envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Durable on the server, at this place in the council's order.
    Done { seq: u64 },
    /// It was there before.
    AlreadyDone { seq: u64 },
    /// Refused with what to do; `words` are [`Refusal::words`], names filled in by the server.
    Refused { refusal: Refusal, words: String },
}

/// A typed question of a signed-in staff member; answered under the gate.
pub trait Ask: Serialize + DeserializeOwned {
    type Answer: Serialize + DeserializeOwned;
    const PATH: &'static str;
}

macro_rules! asks {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* $(,)? } => $answer:ty, $path:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(pub $field: $type),* }

        impl Ask for $name {
            type Answer = $answer;
            const PATH: &'static str = $path;
        }
    )+};
}

asks! {
    /// Who am I, what may I do.
    Me {} => view::Me, "/api/ask/me";
    /// Agencies and people, for choosing; in a case's context names of secret agencies follow it.
    Directory { case: Option<CaseId> } => view::Directory, "/api/ask/directory";
    /// The case board.
    Board {} => view::Board, "/api/ask/board";
    /// Search over names and numbers; at most 50 cards.
    Search { text: String } => view::Found, "/api/ask/search";
    /// One case.
    Case { case: CaseId } => view::CaseView, "/api/ask/case";
    /// Timeline, newest first, 30 entries below that place in the order.
    Timeline { case: CaseId, before: Option<u64> } => view::Timeline, "/api/ask/timeline";
    /// One photo of a record that the reader may read.
    Photo { photo: PhotoId } => view::PhotoView, "/api/ask/photo";
    /// Other records of the same woman, joined to this one or perhaps to be.
    Others { case: CaseId } => view::joined::OthersView, "/api/ask/others";
    /// One case to take along on a tablet; whoever writes records of it may. `device`: which one; tablets of
    /// before do not say.
    TakeAlong { case: CaseId, device: Option<DeviceId> } => view::along::TakenAlong, "/api/ask/along";
    /// Work that waits for me: requests, roles, notices, reports.
    Inbox {} => view::Inbox, "/api/ask/inbox";
    Request { case: CaseId, request: RequestId } => view::RequestView, "/api/ask/request";
    Meeting { case: CaseId, meeting: MeetingId } => view::MeetingView, "/api/ask/meeting";
    Plan { case: CaseId, plan: PlanId } => view::PlanView, "/api/ask/plan";
    /// つながり: everybody around her, as far as the reader may know.
    Ties { case: CaseId } => view::tie::TiesView, "/api/ask/ties";
    /// The same for paper; names of people only with a reason.
    TiesPaper { case: CaseId, names: Option<String> } => view::tie::TiesView, "/api/ask/ties-paper";
    /// 引き継ぎのページ: what the next worker must know.
    Handover { case: CaseId } => view::handover::HandoverView, "/api/ask/handover";
    /// 移管の資料 as it would go now, with the digest under which it can be made.
    TransferPreview { case: CaseId, transfer: TransferId } => session::Preview, "/api/ask/transfer";
    /// P4, with the reason of this opening.
    Whereabouts { case: CaseId, reason: String } => view::WhereaboutsView, "/api/ask/whereabouts";
    /// The 個別ケース検討会議資料; the address only with a reason and the right.
    Sheet { case: CaseId, request: RequestId, open_address: Option<String> } => view::SheetView, "/api/ask/sheet";
    /// Opens a case by its number for 緊急閲覧; tells nothing but that it exists.
    Number { no: String } => view::Numbered, "/api/ask/number";
    /// The conferences of a fiscal year (none: this one).
    Conferences { year: Option<i32> } => view::conference::Conferences, "/api/ask/conferences";
    /// One conference.
    Conference { conference: ConferenceId } => view::conference::ConferenceView, "/api/ask/conference";
    /// The 案件 of a 支援会議 that the reader is called to.
    Matters { conference: ConferenceId } => view::matter::Matters, "/api/ask/matters";
    /// One 案件 of a 支援会議.
    Matter { matter: MatterId } => view::matter::MatterView, "/api/ask/matter";
    /// 進行表 for the projector: times, marks and codes, no name of anybody.
    SlotsOnWall { conference: ConferenceId } => view::conference::SlotsOnWall, "/api/ask/slots-on-wall";
    /// 進行管理台帳, fifty lines after `after`; in a round with its line of each case.
    Ledger { round: Option<ConferenceId>, filter: Option<view::ledger::LedgerFilter>, after: Option<String> } => view::ledger::LedgerView, "/api/ask/ledger";
    /// Activity of a fiscal year for the 代表者会議 (none: this one).
    Year { year: Option<i32> } => view::conference::YearView, "/api/ask/year";
    /// 期日の見守り from that day (none: this week) for so many days, by case code; no names.
    Dates { from: Option<NaiveDate>, days: u16 } => view::watch::DatesView, "/api/ask/dates";
    /// Costs that meetings decided in a fiscal year (none: this one).
    Costs { year: Option<i32> } => view::cost::CostsView, "/api/ask/costs";
    /// The devices that the reader used; of everybody for who keeps the accounts.
    Devices {} => view::device::DevicesView, "/api/ask/devices";
    /// What the reader wrote on a device that sent it without her or him.
    LeftEnvelopes {} => Vec<view::device::LeftEnvelope>, "/api/ask/left";
    /// 見回り of the reader's own agency in a fiscal year (none: this one).
    Patrols { year: Option<i32> } => view::patrol::PatrolsView, "/api/ask/patrols";
    /// 見回り of all agencies in a fiscal year (none: this one), in numbers.
    PatrolSums { year: Option<i32> } => view::patrol::PatrolsView, "/api/ask/patrol-sums";
    /// Meetings about cases that took place in a fiscal year (none: this one), in numbers.
    Held { year: Option<i32> } => view::held::HeldView, "/api/ask/held";
    /// 主任相談支援員の机: what waits too long in the own agency's cases, and the workload.
    Desk {} => view::desk::DeskView, "/api/ask/desk";
    /// The council with its people, for the officer.
    CouncilPage {} => view::CouncilPage, "/api/ask/council";
}

/// POST bodies of the few calls that are neither a command nor a question.
pub mod session {
    use super::*;

    pub const SIGN_IN: &str = "/api/session/signin";
    pub const CLAIM: &str = "/api/session/claim";
    pub const SIGN_OUT: &str = "/api/session/signout";
    /// A one-time paper code for a colleague, given in person.
    pub const CODE: &str = "/api/account/code";
    /// A neutral card for her, given in person.
    pub const CARD: &str = "/api/card";
    pub const HAND_OVER: &str = "/api/show";
    /// The server's half of the key under which this person's unsent work lies on a device ([`Device`]).
    pub const DEVICE: &str = "/api/session/device";
    /// The card as a paper to cut out ([`CardFile`]) as PDF, once.
    pub const CARD_FILE: &str = "/api/card/file";
    /// The paper as PDF or XLSX.
    pub const FILE: &str = "/api/file";
    /// 様式1 as PDF or XLSX ([`LedgerFile`]).
    pub const LEDGER_FILE: &str = "/api/ledger/file";

    /// 照会・協力依頼書, 事後報告書, 評価 ([`CasePaper`]) as PDF; of an 評価 a numbered copy.
    pub const PAPER: &str = "/api/paper";
    /// これまでに渡した情報 ([`GivenPaper`]) as PDF; a numbered copy for her.
    pub const GIVEN: &str = "/api/given";
    /// 招集通知 and 誓約書 for one participant ([`Letter`]) as PDF; a numbered copy.
    pub const LETTER: &str = "/api/letter";
    /// 進行表 (F-16) as PDF ([`TimetableFile`]).
    pub const TIMETABLE_FILE: &str = "/api/timetable/file";

    /// 移管の資料, sealed under a passphrase that is told once ([`TransferFile`]).
    pub const TRANSFER_FILE: &str = "/api/transfer/file";

    /// What leaves a device without its writer, and whether the device is lost ([`Leave`]). No session.
    pub const LEAVE: &str = "/api/session/leave";
    /// What left a device is not to be sent any more ([`TakeBack`]).
    pub const TAKE_BACK: &str = "/api/left/back";
    /// A case is not on a device any more ([`PutBack`]).
    pub const PUT_BACK: &str = "/api/along/back";
    /// What a copy that leaves a device is sealed for (RFC 9180, `info`).
    pub const LEAVING: &[u8] = b"tomoni left envelope 1";

    /// A device, by a number that it drew itself.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Device {
        pub device: DeviceId,
    }

    /// The keys of one person's store on one device. Told only to that person's session.
    #[derive(Clone, Serialize, Deserialize)]
    pub struct DeviceKey {
        /// Wraps the key of the store.
        pub key: [u8; 32],
        /// To whom copies that leave without their writer are sealed (X25519).
        pub to: [u8; 32],
        /// Stands in such a copy; only this person's session on this device was ever told it.
        pub pass: [u8; 32],
        /// By what the device knows the server's signature under a term ([`crate::view::along::SignedLease`]): a point of
        /// P-256, uncompressed, in Base64.
        pub lease: String,
    }

    /// What leaves a device without its writer.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Leave {
        /// None where the device has erased its number with everything else.
        pub device: Option<DeviceId>,
        pub copies: Vec<SealedCopy>,
        /// Everything else on it was erased, as it was told to.
        pub erased: bool,
    }

    /// A [`LeftCopy`] as JSON, sealed for the server alone under [`LEAVING`] and bound to its command.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct SealedCopy {
        pub command: CommandId,
        /// The encapsulated key and what it seals, in base64.
        pub sealed: String,
    }

    /// One unsent envelope with what shows that it was written in a store of that person.
    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct LeftCopy {
        pub staff: StaffId,
        pub device: DeviceId,
        pub pass: [u8; 32],
        pub envelope: Envelope,
    }

    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Left {
        /// Durable on the server; the device need not keep these copies.
        pub taken: Vec<CommandId>,
        /// The device is lost: it keeps nothing but the copies that were not taken.
        pub lost: bool,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct TakeBack {
        pub command: CommandId,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct PutBack {
        pub case: CaseId,
        pub device: DeviceId,
    }

    /// What would go, and its digest.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Preview {
        pub package: view::transfer::TransferPackage,
        /// SHA-256 of the package as JSON, in hex.
        pub digest: String,
    }

    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct TransferFile {
        pub case: CaseId,
        pub transfer: TransferId,
        /// Of the preview that was read; anything else is not made.
        pub digest: String,
    }

    /// The file, and the passphrase for a separate paper. Kept nowhere.
    #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct SealedTransfer {
        /// JSON text.
        pub file: String,
        pub passphrase: String,
    }

    /// The 進行表 of a conference day, with the slots that the reader may know of.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct TimetableFile {
        pub conference: ConferenceId,
    }

    /// これまでに渡した情報 for her to take home.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct GivenPaper {
        pub case: CaseId,
        /// Only the agencies that this consent does not reach any more.
        pub consent: Option<ConsentId>,
    }

    /// One paper of a case.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case", deny_unknown_fields)]
    pub enum CasePaper {
        /// F-17
        Inquiry { case: CaseId, inquiry: InquiryId },
        /// F-18
        Posthoc { case: CaseId, report: PosthocId },
        /// F-11
        Evaluation {
            case: CaseId,
            evaluation: EvaluationId,
        },
    }

    /// A paper for somebody without an account who is called to a meeting.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Letter {
        pub of: LetterOf,
        pub what: LetterKind,
        /// As called: agency and name.
        pub person: Attendee,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case", deny_unknown_fields)]
    pub enum LetterOf {
        Meeting { case: CaseId, meeting: MeetingId },
        Conference { conference: ConferenceId },
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum LetterKind {
        /// 招集通知
        Convening,
        /// 誓約書
        Pledge,
    }

    /// A numbered copy of the 進行管理台帳.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct LedgerFile {
        /// PDF, else XLSX.
        pub pdf: bool,
        /// Why names are needed on it; none prints code and age band.
        pub names: Option<String>,
        /// 配布先
        pub recipient: String,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct SignIn {
        pub name: String,
        pub password: String,
    }

    /// First sign-in (or after a reset) with the paper code.
    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Claim {
        pub name: String,
        pub code: String,
        pub new_password: String,
    }

    #[derive(Serialize, Deserialize)]
    pub struct SignedIn {
        pub staff: StaffId,
        pub council: CouncilId,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct IssueCode {
        pub staff: StaffId,
    }

    /// Shown once.
    #[derive(Serialize, Deserialize)]
    pub struct IssuedCode {
        pub code: String,
        pub expires: chrono::DateTime<chrono::Utc>,
    }

    /// She chooses the PIN herself, on the worker's tablet, twice.
    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct GiveCard {
        pub case: CaseId,
        pub pin: String,
        pub pin_again: String,
    }

    /// 見せるモード: the tablet is handed to her.
    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct HandOver {
        pub case: CaseId,
    }

    /// Where the tablet goes now that the worker is signed out.
    #[derive(Serialize, Deserialize)]
    pub struct HandedOver {
        /// Host and path at her door, good once and for minutes; without the scheme.
        pub place: String,
    }

    /// The lines of the card, shown once for printing.
    #[derive(Serialize, Deserialize)]
    pub struct GivenCard {
        pub lines: Vec<String>,
        /// Host of her door, without any word about what it is.
        pub host: String,
    }

    /// The lines of a card that was given just now: the server keeps only their hashes.
    #[derive(Clone, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct CardFile {
        pub case: CaseId,
        pub lines: Vec<String>,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct File {
        pub case: CaseId,
        pub request: RequestId,
        pub kind: FileKind,
        pub open_address: Option<String>,
    }

    #[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum FileKind {
        Pdf,
        Xlsx,
    }
}

/// Body of every refused call. `error` is a stable key, `message` plain Japanese.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    pub error: ErrorKind,
    pub message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorKind {
    SignedOut,
    SignInFailed,
    TryLater,
    NotFound,
    Refused,
    BadRequest,
    WrongContentType,
    TooLarge,
    ForeignOrigin,
    UnknownHost,
    Outdated,
    Busy,
    /// The network or the server did not answer; only made on the client.
    Unreachable,
    Internal,
}

/// What a button shows: allowed, or disabled with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum May {
    Allowed,
    Disabled { words: String },
}

/// Rights that go with a view; an action that is absent is not shown at all.
pub type Rights = Vec<(Action, May)>;

/// Looks an action up in the rights of a view.
pub fn may(rights: &Rights, action: Action) -> Option<&May> {
    rights
        .iter()
        .find(|(a, _)| *a == action)
        .map(|(_, may)| may)
}

/// 知らせの線: the reader's own line of changes, as it stands: the name under which the windows of one
/// browser find each other, which no other session shares and which opens nothing, and the last
/// place in the council's order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub name: String,
    pub seq: u64,
}

/// A line of the live stream: the case or the conference changed, or with neither the council: ask
/// again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub seq: u64,
    pub case: Option<CaseId>,
    #[serde(default)]
    pub conference: Option<ConferenceId>,
}
