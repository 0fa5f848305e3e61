//! The table behind [`super::decide`]: which relation allows which action, which role it needs, and
//! what each relation lets one see.

use std::collections::BTreeSet;

use crate::access::{Action, Fields, Relation, Sensitive, Subject};
use crate::command::Actor;
use crate::council::Role;
use crate::form::InfoCategory;

/// Relations that allow the action (with the role of [`role_may`]).
pub fn allowed_relations(action: Action) -> &'static [Relation] {
    use Relation::*;
    match action {
        Action::SeeCase => &[
            Herself,
            InCharge,
            Supporting,
            Requesting,
            Center,
            Coordination,
            Invited,
            Steering,
            PlaceKnower,
            BreakGlass,
            BreakGlassPlace,
        ],
        Action::SeeNotice => &[
            InCharge,
            Requesting,
            Center,
            Coordination,
            Invited,
            Steering,
            Notified,
        ],
        Action::SeeConsents => &[
            Herself,
            InCharge,
            Requesting,
            Center,
            Coordination,
            BreakGlass,
        ],
        Action::SeeRequest => &[
            InCharge,
            Requesting,
            Center,
            Invited,
            Steering,
            BreakGlass,
            BreakGlassPlace,
        ],
        Action::SeeMeeting => &[
            Herself, InCharge, Supporting, Requesting, Center, Invited, Steering, Informed,
        ],
        Action::SeePlan => &[
            Herself, InCharge, Supporting, Center, Invited, Steering, BreakGlass,
        ],
        Action::SeeWhereabouts => &[Herself, PlaceKnower, BreakGlassPlace],
        Action::PrintSheet => &[InCharge, Requesting, Center, Invited, Steering],
        // The form is sent whole: who sees only a part of it would wipe the rest.
        Action::CorrectIntake | Action::JoinCase => &[InCharge],
        Action::WriteRecord | Action::JudgeRisk => &[InCharge, Supporting, Center],
        // An agency that was told of the meeting says what became of its own share.
        Action::StepTask => &[InCharge, Supporting, Requesting, Center, Informed],
        Action::KeepDates => &[InCharge],
        Action::AttachSubPlan => &[InCharge, Supporting, Center],
        Action::ReportEarlyStart => &[InCharge, Supporting, Center],
        // Asking tells the other agency about her: only where the record is kept.
        Action::AskAgency => &[InCharge],
        // A view of others: read and written where the record is kept.
        Action::DrawTies => &[InCharge],
        // Those in charge write down an answer that came by telephone or on paper.
        Action::SeeInquiry | Action::AnswerInquiry => &[InCharge, Asked],
        Action::SeeHandover => &[InCharge, Receiving],
        Action::HandOver | Action::TransferCase => &[InCharge],
        Action::AnswerHandover => &[Receiving],
        // Who of them answers is a matter of the role: never the workers it is about.
        Action::AnswerObjection => &[InCharge, Coordination],
        Action::MoveCase | Action::AssignWorker => &[InCharge, Coordination],
        Action::HandleProtection => &[InCharge, Center],
        Action::DecideProtection => &[Center],
        Action::NamePlaceKnowers => &[PlaceKnower],
        Action::RecordConsent => &[Herself, InCharge, Supporting, Center],
        Action::ManageBlocks => &[InCharge, Coordination],
        Action::BreakGlass => &[Stranger],
        Action::ConfirmBreakGlass | Action::ReviewBreakGlass => &[InCharge, Center, Coordination],
        Action::SubmitRequest => &[InCharge, Requesting, Supporting, Center],
        Action::DecideRequest | Action::FileReport => &[Center],
        Action::ProposeRoles | Action::Convene => &[Center, Coordination],
        Action::AgreeRoles | Action::SubmitReport => &[Requesting],
        Action::RunMeeting => &[Steering],
        // Procedure knows who of them: those who lead it first, and whoever is in charge once it is over.
        Action::PutPlainly => &[InCharge, Steering],
        Action::ShareMinutes => &[Center, Steering, Requesting],
        // A version is written whole as well.
        Action::WritePlan => &[InCharge],
        Action::HerVoice => &[Herself, InCharge, Supporting, Center, Steering],
        Action::ConfirmPlan => &[InCharge, Steering, Center],
        Action::EvaluateForAgency => &[InCharge, Supporting, Center],
        // A meeting decides; who answers for it writes it down.
        Action::DecideTiming => &[InCharge, Steering, Center, Coordination],
        Action::ArrangeWatch => &[InCharge, Coordination],
        Action::GiveCard => &[InCharge],
        Action::SeeGiven => &[Herself, InCharge],
        Action::KeepLedger => &[Coordination],
        Action::PlaceOnDay => &[InCharge, Coordination],
        // Procedure knows whether the 調整機関 is in charge of this one.
        Action::CheckPreparation => &[InCharge, Coordination],
        Action::PrepareAgain => &[InCharge],
        Action::AcceptCase
        | Action::SeeConferences
        | Action::SeeConference
        | Action::PlanConference
        | Action::RunConference
        | Action::ShareConference
        | Action::RaiseIssue
        | Action::ArrangeSlots
        | Action::CheckIssue
        | Action::SeeYear
        | Action::KeepPatrol
        | Action::ReportDeviceLost
        | Action::NoteWrittenOut
        | Action::SeeMatter
        | Action::RaiseMatter
        | Action::RunMatter
        | Action::SeeCosts
        | Action::SeeDesk
        | Action::SeeLedger
        | Action::PrintLedgerNames
        | Action::SeeDirectory
        | Action::ManageCouncil
        | Action::ManageStaff
        | Action::SignPledge => &[],
    }
}

/// What she can do and read herself on a worker's tablet.
pub(super) const HERS: &[Action] = &[
    Action::HerVoice,
    Action::RecordConsent,
    Action::SeeCase,
    Action::SeePlan,
];

/// Roles that decide or act where the relation alone is not enough. An empty answer of the table
/// means that any role with the relation may.
pub(super) fn role_may(subject: &Subject, action: Action) -> bool {
    let needs: &[Role] = match action {
        Action::DecideRequest | Action::FileReport => &[Role::CenterDirector],
        Action::DecideProtection => &[Role::CenterDirector, Role::CoordinationOfficer],
        Action::Convene | Action::ProposeRoles => {
            &[Role::CenterDirector, Role::CoordinationOfficer]
        }
        Action::KeepLedger => &[Role::CoordinationOfficer],
        Action::DecideTiming => &[
            Role::ChiefSupporter,
            Role::CoordinationOfficer,
            Role::CenterDirector,
            Role::MunicipalOfficer,
        ],
        Action::CheckPreparation => &[Role::ChiefSupporter, Role::CoordinationOfficer],
        Action::AnswerObjection => &[Role::ChiefSupporter, Role::CoordinationOfficer],
        Action::ConfirmBreakGlass | Action::ReviewBreakGlass => &[
            Role::CoordinationOfficer,
            Role::CenterDirector,
            Role::ChiefSupporter,
        ],
        Action::BreakGlass => &[
            Role::Caseworker,
            Role::OutreachWorker,
            Role::ChiefSupporter,
            Role::CoordinationOfficer,
            Role::CenterDirector,
        ],
        _ => return true,
    };
    needs.iter().any(|role| subject.has(*role))
}

/// Roles with work among agencies and people.
const IN_THE_DIRECTORY: [Role; 9] = [
    Role::Caseworker,
    Role::OutreachWorker,
    Role::ChiefSupporter,
    Role::CoordinationOfficer,
    Role::CenterDirector,
    Role::MunicipalOfficer,
    Role::MeetingMember,
    Role::Adviser,
    Role::SystemAdmin,
];

/// Rights that are about no case.
pub(super) fn council_right(subject: &Subject, action: Action) -> bool {
    let has = |roles: &[Role]| roles.iter().any(|role| subject.has(*role));
    // On a worker's tablet she is no member of the council.
    let member = matches!(subject.actor, Actor::Staff(_));
    let coordinates = member && subject.coordinates && subject.has(Role::CoordinationOfficer);
    match action {
        Action::SeeConferences | Action::PlanConference | Action::SeeYear if !member => false,
        Action::SignPledge => true,
        Action::SeeDirectory => has(&IN_THE_DIRECTORY),
        Action::ReportDeviceLost | Action::NoteWrittenOut => member,
        Action::KeepPatrol => {
            member && has(&[Role::Caseworker, Role::OutreachWorker, Role::ChiefSupporter])
        }
        Action::AcceptCase => has(&[Role::Caseworker, Role::OutreachWorker, Role::ChiefSupporter]),
        Action::ManageCouncil => has(&[Role::CoordinationOfficer]),
        // 職員の登録: the officer; the administrator has no case content and may help with accounts.
        Action::ManageStaff => has(&[Role::CoordinationOfficer, Role::SystemAdmin]),
        // A 代表者 has no business with the names of the directory, but with a calendar.
        Action::SeeConferences => has(&IN_THE_DIRECTORY) || has(&[Role::Representative]),
        Action::PlanConference => coordinates || has(&[Role::CenterDirector]),
        Action::SeeYear => has(&[
            Role::Representative,
            Role::CoordinationOfficer,
            Role::CenterDirector,
        ]),
        // 費用の一覧: who answers for the money (S4).
        Action::SeeCosts => coordinates || (member && has(&[Role::CenterDirector])),
        Action::SeeDesk => member && has(&[Role::ChiefSupporter]),
        // 調整機関 reads what goes up for names and keeps the ledger (要綱4(3)②).
        Action::CheckIssue | Action::SeeLedger | Action::PrintLedgerNames => coordinates,
        _ => false,
    }
}

/// What a relation lets one see (domain.md §12.2).
pub fn fields_of(relation: Relation, shared: &BTreeSet<InfoCategory>) -> Fields {
    let within_consent = || {
        if shared.is_empty() {
            Sensitive::None
        } else {
            Sensitive::Only(shared.clone())
        }
    };
    match relation {
        Relation::Herself => Fields {
            identity: true,
            sensitive: Sensitive::All,
            whereabouts: false,
            worker_view: false,
            blocks: false,
        },
        Relation::InCharge => Fields {
            identity: true,
            sensitive: Sensitive::All,
            whereabouts: false,
            worker_view: true,
            blocks: true,
        },
        // The Center's own name for her while something is before it: `CaseFacts::before_center`.
        Relation::Center
        | Relation::Requesting
        | Relation::Supporting
        | Relation::Invited
        | Relation::Steering
        | Relation::Informed => Fields {
            // Names reach another agency within the scope she agreed to (BR-011), else not at all.
            identity: !shared.is_empty(),
            sensitive: within_consent(),
            ..Fields::default()
        },
        // 調整機関 keeps the ledger: code and age band; names where it is its own case.
        Relation::Coordination => Fields {
            blocks: true,
            ..Fields::default()
        },
        // Whom the inquiry is about is told as far as she agreed to it; else the inquiry's own words.
        Relation::Asked => Fields {
            identity: !shared.is_empty(),
            ..Fields::default()
        },
        Relation::PlaceKnower => Fields {
            whereabouts: true,
            ..Fields::default()
        },
        Relation::BreakGlass => Fields {
            identity: true,
            sensitive: Sensitive::All,
            ..Fields::default()
        },
        Relation::BreakGlassPlace => Fields {
            whereabouts: true,
            ..Fields::default()
        },
        // The page of the hand-over is made for this reader; nothing else of the case opens by it.
        Relation::Receiving | Relation::Notified | Relation::Stranger => Fields::default(),
    }
}
