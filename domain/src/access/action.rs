//! Every action that the gate can be asked about; commands map onto them one way.

use serde::{Deserialize, Serialize};

use crate::command::{CaseCommand, Command, CouncilCommand};
use crate::conference::ConferenceCommand;
use crate::handover::HandoverCommand;
use crate::her_plan::HerPlanCommand;
use crate::matter::MatterCommand;
use crate::taking_part::TakePartCommand;
use crate::tie::TieSide;
use crate::timing::TimingCommand;
use crate::translation::TranslationCommand;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// 行為: what someone wants to do or see.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Action { $($(#[$doc])* $name,)+ }

        impl Action {
            pub const ALL: &'static [Action] = &[$(Action::$name,)+];
        }
    };
}

actions! {
    // reading
    SeeCase,
    SeeConsents,
    SeeNotice,
    SeeRequest,
    SeeMeeting,
    SeePlan,
    SeeWhereabouts,
    PrintSheet,
    // the case
    AcceptCase,
    CorrectIntake,
    /// 同じ人の記録を合わせる、分ける
    JoinCase,
    MoveCase,
    AssignWorker,
    WriteRecord,
    JudgeRisk,
    /// What became of a task; whose it is, procedure knows.
    StepTask,
    /// 保護命令・支援措置・在留 and their reminders.
    KeepDates,
    // 事後報告, 照会・協力依頼
    ReportEarlyStart,
    SeeInquiry,
    AskAgency,
    AnswerInquiry,
    /// つながりの見立て, a worker's own.
    DrawTies,
    // 引き継ぎ
    /// The page that the new worker reads.
    SeeHandover,
    HandOver,
    AnswerHandover,
    /// Answers her objection to a change of worker.
    AnswerObjection,
    /// 移管: her agreement, the preview, the sealed copy.
    TransferCase,
    // protection
    HandleProtection,
    DecideProtection,
    NamePlaceKnowers,
    // consent, blocks, break-glass
    RecordConsent,
    ManageBlocks,
    BreakGlass,
    ConfirmBreakGlass,
    ReviewBreakGlass,
    // request to report
    SubmitRequest,
    DecideRequest,
    ProposeRoles,
    AgreeRoles,
    Convene,
    SubmitReport,
    FileReport,
    // meeting
    RunMeeting,
    /// Puts a decision into the words she reads.
    PutPlainly,
    ShareMinutes,
    // plan
    WritePlan,
    AttachSubPlan,
    HerVoice,
    ConfirmPlan,
    // 評価・節目
    /// What one's own agency says in an evaluation, after her.
    EvaluateForAgency,
    /// 評価の結論, 中断 and 終結, as a meeting decided them.
    DecideTiming,
    /// Who watches over her, and the next contact.
    ArrangeWatch,
    // 会議の日, 準備の確認
    /// Puts a case on a conference day, or takes it off.
    PlaceOnDay,
    /// 準備の確認 before a meeting, by the chief supporter.
    CheckPreparation,
    /// Prepares a meeting again that was sent back.
    PrepareAgain,
    /// Gives her a card with one-time codes, in person.
    GiveCard,
    /// これまでに渡した情報: what was given to whom, for her and for those who keep the record.
    SeeGiven,
    // conferences of the council
    /// The calendar of conferences: kinds, days, who is called.
    SeeConferences,
    /// One conference with its minutes.
    SeeConference,
    PlanConference,
    RunConference,
    ShareConference,
    RaiseIssue,
    /// Order and minutes of the slots of a day.
    ArrangeSlots,
    /// Reads a raised issue for identifiers and hands it up.
    CheckIssue,
    /// Activity of the year, issues and missing resources; nothing about anyone.
    SeeYear,
    /// 見回り of the own agency: written and read.
    KeepPatrol,
    // 案件 of a 支援会議
    /// One item, as far as its reader is called to it.
    SeeMatter,
    /// Raises an item and gets it ready.
    RaiseMatter,
    RunMatter,
    /// Costs of the year one by one, by case code.
    SeeCosts,
    /// 主任相談支援員の机: what waits too long in the own agency's cases.
    SeeDesk,
    // 進行管理台帳
    SeeLedger,
    KeepLedger,
    /// 様式1 with names, for the 調整担当者, with a reason.
    PrintLedgerNames,
    // council
    SeeDirectory,
    ManageCouncil,
    ManageStaff,
    SignPledge,
    /// 端末の紛失届, of a device that one used; of any for who keeps the accounts.
    ReportDeviceLost,
    /// Says that something was handed over from a tablet as a file.
    NoteWrittenOut,
}

impl Action {
    pub fn is_about_a_case(self) -> bool {
        !matches!(
            self,
            Self::AcceptCase
                | Self::SeeConferences
                | Self::SeeConference
                | Self::PlanConference
                | Self::RunConference
                | Self::ShareConference
                | Self::RaiseIssue
                | Self::ArrangeSlots
                | Self::CheckIssue
                | Self::SeeYear
                | Self::KeepPatrol
                | Self::SeeMatter
                | Self::RaiseMatter
                | Self::RunMatter
                | Self::SeeCosts
                | Self::SeeDesk
                | Self::SeeLedger
                | Self::PrintLedgerNames
                | Self::SeeDirectory
                | Self::ManageCouncil
                | Self::ManageStaff
                | Self::SignPledge
                | Self::ReportDeviceLost
                | Self::NoteWrittenOut
        )
    }

    /// The action a command amounts to.
    pub fn of(command: &Command) -> Action {
        match command {
            Command::AcceptCase { .. } => Self::AcceptCase,
            Command::Case { act, .. } | Command::Hers { act, .. } => Self::of_case(act),
            Command::Council(act) => match act {
                CouncilCommand::SetPolicy { .. }
                | CouncilCommand::CheckLanguage { .. }
                | CouncilCommand::UncheckLanguage { .. }
                | CouncilCommand::SetMunicipality { .. }
                | CouncilCommand::AddAgency { .. }
                | CouncilCommand::ChangeAgency { .. }
                | CouncilCommand::SetAgencyArea { .. } => Self::ManageCouncil,
                CouncilCommand::AddStaff { .. }
                | CouncilCommand::EndPost { .. }
                | CouncilCommand::AppointDelegate { .. }
                | CouncilCommand::EndDelegation { .. } => Self::ManageStaff,
                CouncilCommand::SignPledge { .. } => Self::SignPledge,
                CouncilCommand::SetSeries { .. } => Self::PlanConference,
                CouncilCommand::KeepPatrol { .. } => Self::KeepPatrol,
                CouncilCommand::ReportDeviceLost { .. } => Self::ReportDeviceLost,
                CouncilCommand::NoteWrittenOut { .. } => Self::NoteWrittenOut,
            },
            Command::Conference { act, .. } => Self::of_conference(act),
            Command::Matter { act, .. } => Self::of_matter(act),
        }
    }

    fn of_conference(act: &ConferenceCommand) -> Action {
        use ConferenceCommand as C;
        match act {
            C::Plan { .. } | C::Notify | C::Postpone { .. } | C::NotHold { .. } => {
                Self::PlanConference
            }
            C::Open
            | C::RecordAttendance { .. }
            | C::StartItem { .. }
            | C::Pause
            | C::Resume
            | C::SetMinutes { .. }
            | C::AddEntry { .. }
            | C::Decide { .. }
            | C::GoThrough { .. }
            | C::Adjourn
            | C::ConfirmMinutes => Self::RunConference,
            C::RaiseIssue { .. } => Self::RaiseIssue,
            C::CheckIssue { .. } | C::HandIssueUp { .. } | C::AnswerIssue { .. } => {
                Self::CheckIssue
            }
            C::MoveSlot { .. } | C::SetSlotMinutes { .. } => Self::ArrangeSlots,
            C::ShareMinutes => Self::ShareConference,
        }
    }

    fn of_matter(act: &MatterCommand) -> Action {
        use MatterCommand as C;
        match act {
            C::Raise { .. }
            | C::CallPeople { .. }
            | C::AddPoint { .. }
            | C::ShowPointTo { .. }
            | C::TakeBack => Self::RaiseMatter,
            C::Start
            | C::RecordAttendance { .. }
            | C::AddEntry { .. }
            | C::Divide { .. }
            | C::Finish
            | C::CarryOver => Self::RunMatter,
        }
    }

    fn of_timing(act: &TimingCommand) -> Action {
        use TimingCommand as C;
        match act {
            C::Say { .. } => Self::HerVoice,
            C::Begin { .. } | C::RecordNoView { .. } | C::Write { .. } => Self::WritePlan,
            C::AddAgency { .. } => Self::EvaluateForAgency,
            C::ConfirmPlan { .. } => Self::ConfirmPlan,
            C::Conclude { .. } | C::Suspend { .. } | C::Close { .. } => Self::DecideTiming,
            C::Watch { .. } | C::SetNextContact { .. } => Self::ArrangeWatch,
        }
    }

    pub(crate) fn of_case(act: &CaseCommand) -> Action {
        use CaseCommand as C;
        match act {
            C::KeepLedger { .. } | C::UndoLedger { .. } | C::NoteLedger { .. } => Self::KeepLedger,
            C::CorrectIntake { .. }
            | C::SaveAssessment { .. }
            | C::SettleConflict { .. }
            | C::ReopenConflict { .. } => Self::CorrectIntake,
            C::JoinCase { .. } | C::PartCase { .. } => Self::JoinCase,
            C::MoveCase { .. } => Self::MoveCase,
            C::AssignWorker { .. } | C::ReleaseWorker { .. } => Self::AssignWorker,
            C::WriteRecord { .. } | C::TellOfConference { .. } => Self::WriteRecord,
            C::JudgeRisk { .. } => Self::JudgeRisk,
            C::StepTask { .. } => Self::StepTask,
            C::Watch(_) => Self::KeepDates,
            C::AttachSubPlan { .. } => Self::AttachSubPlan,
            C::StartBeforeMeeting { .. } => Self::ReportEarlyStart,
            // All of these tell another desk about her, or decide to: only where the record is kept.
            C::DecideChildNotice { .. }
            | C::AskAgency { .. }
            | C::WithdrawInquiry { .. }
            | C::RecordTsunagi { .. }
            | C::AnswerTsunagi { .. } => Self::AskAgency,
            // How she sees a tie is her own voice, whoever writes it down.
            C::RecordTie { side, .. } | C::ChangeTie { side, .. } | C::EndTie { side, .. } => {
                match side {
                    TieSide::Hers => Self::HerVoice,
                    TieSide::Worker => Self::DrawTies,
                }
            }
            C::OpenInquiryEnd { .. } => Self::SeeInquiry,
            C::AnswerInquiry { .. } | C::DeclineInquiry { .. } => Self::AnswerInquiry,
            C::Handover { act, .. } => match act {
                HandoverCommand::Propose { .. } | HandoverCommand::Withdraw => Self::HandOver,
                HandoverCommand::Accept | HandoverCommand::Decline { .. } => Self::AnswerHandover,
                HandoverCommand::Object { .. } => Self::HerVoice,
                HandoverCommand::AnswerObjection { .. } => Self::AnswerObjection,
            },
            C::Transfer { .. } => Self::TransferCase,
            C::ConsiderProtection { .. }
            | C::RequestProtection { .. }
            | C::StartProtection { .. }
            | C::ExtendProtection { .. }
            | C::EndProtection { .. } => Self::HandleProtection,
            C::DecideProtection { .. } => Self::DecideProtection,
            C::NamePlaceKnowers { .. } => Self::NamePlaceKnowers,
            C::RecordConsent { .. } | C::NarrowConsent { .. } | C::WithdrawConsent { .. } => {
                Self::RecordConsent
            }
            C::SetBlock { .. } | C::LiftBlock { .. } => Self::ManageBlocks,
            C::BreakGlass { .. } => Self::BreakGlass,
            C::ConfirmBreakGlass { .. } => Self::ConfirmBreakGlass,
            C::ReviewBreakGlass { .. } | C::RecordDangerOfTelling { .. } => Self::ReviewBreakGlass,
            C::SubmitRequest { .. } | C::ResubmitRequest { .. } | C::WithdrawRequest { .. } => {
                Self::SubmitRequest
            }
            C::DecideRequest { .. } => Self::DecideRequest,
            C::ProposeMeetingRoles { .. } => Self::ProposeRoles,
            C::AgreeMeetingRoles { .. } => Self::AgreeRoles,
            C::Convene { .. } | C::PostponeMeeting { .. } => Self::Convene,
            C::SubmitReport { .. } => Self::SubmitReport,
            C::FileReport { .. } => Self::FileReport,
            C::OpenMeeting { .. }
            | C::OpenSlot { .. }
            | C::RecordAttendance { .. }
            | C::RecordHerAttendance { .. }
            | C::RecordHerStatement { .. }
            | C::StartItem { .. }
            | C::SetItemMinutes { .. }
            | C::AddEntry { .. }
            | C::Decide { .. }
            | C::AssignRole { .. }
            | C::JudgeAtMeeting { .. }
            | C::RecordUnsettled { .. }
            | C::DesignatePrincipal { .. }
            | C::SetNextDate { .. }
            | C::ApprovePostHoc { .. }
            | C::RejectPostHoc { .. }
            | C::AdjournMeeting { .. }
            | C::ConfirmMinutes { .. } => Self::RunMeeting,
            C::ShareMinutes { .. } => Self::ShareMinutes,
            C::TakePart { act, .. } => match act {
                TakePartCommand::WriteLetter { .. }
                | TakePartCommand::Say { .. }
                | TakePartCommand::Take { .. } => Self::HerVoice,
                TakePartCommand::PutPlainly { .. } => Self::PutPlainly,
                TakePartCommand::LetIn { .. } => Self::RunMeeting,
            },
            C::WritePlan(_)
            | C::SharePlan { .. }
            | C::AnswerComment { .. }
            | C::RecordNoAgreement { .. }
            | C::SubmitPlan { .. } => Self::WritePlan,
            C::RecordWish { .. }
            | C::RecordAttendeeWishes { .. }
            | C::ReplyToItem { .. }
            | C::CommentOnPlan { .. }
            | C::AgreeToPlan { .. } => Self::HerVoice,
            C::HerPlan(act) => match act {
                HerPlanCommand::TellWrong { .. }
                | HerPlanCommand::Open { .. }
                | HerPlanCommand::AddItem { .. }
                | HerPlanCommand::ReadSafety { .. }
                | HerPlanCommand::TakeItemBack { .. } => Self::HerVoice,
                HerPlanCommand::AnswerItem { .. } | HerPlanCommand::AnswerWish { .. } => {
                    Self::WritePlan
                }
            },
            // What she reads is the plan, in whatever language.
            C::Translation(act) => match act {
                TranslationCommand::SetLanguages { .. } | TranslationCommand::Enter { .. } => {
                    Self::WritePlan
                }
            },
            C::ConfirmPlan { .. } => Self::ConfirmPlan,
            C::Timing(act) => Self::of_timing(act),
            C::PlaceOnDay { .. } | C::TakeOffDay { .. } => Self::PlaceOnDay,
            C::CheckPreparation { .. } | C::ReturnPreparation { .. } => Self::CheckPreparation,
            C::PrepareAgain { .. } => Self::PrepareAgain,
        }
    }
}
