//! Every command in every state: refused with the missing step named, or along an arrow.

use std::fmt::Debug;

use domain::case::CaseStatus;
use domain::command::{Actor, CaseCommand as C};
use domain::event::Happened;
use domain::her_plan::HerPlanCommand;
use domain::meeting::{MeetingStatus, NextDate};
use domain::plan::{AgreementExtent, ItemChoice, PlanLine, PlanStatus};
use domain::protection::ProtectionStatus;
use domain::refusal::Refusal;
use domain::request::{RequestStatus, Verdict};
use domain::taking_part::TakePartCommand;

use crate::answer;
use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

/// Carries a command out by procedure alone (the gate is another table).
fn after(story: &Story, who: Option<&str>, act: &C) -> Result<Story, Refusal> {
    let actor = who.map_or(Actor::Woman, |name| Actor::Staff(story.id_of(name)));
    let ctx = story.context(actor);
    let events = domain::handle::handle(story.file(), &story.place, act, &ctx)?;
    let mut after = story.clone();
    for what in events {
        let happened = Happened {
            by: actor,
            at: story.now,
            what,
        };
        after.opened.as_mut().expect("open").apply(&happened);
        after.place.apply(&happened);
    }
    Ok(after)
}

pub(super) struct Machine<'a, S> {
    pub title: &'a str,
    pub states: &'a [S],
    /// A story in that state.
    pub put: &'a dyn Fn(S) -> Story,
    pub state: &'a dyn Fn(&Story) -> S,
    pub may: &'a dyn Fn(S, S) -> bool,
    pub commands: Vec<(&'a str, Option<&'a str>, C)>,
}

impl<S: Copy + Debug + PartialEq> Machine<'_, S> {
    /// Prints where each command leads; panics where it leads along no arrow.
    pub fn print(&self) -> String {
        let mut out = format!("{}\n", self.title);
        for from in self.states {
            out += &format!("  {from:?}\n");
            let story = (self.put)(*from);
            assert_eq!((self.state)(&story), *from, "the story stands in its state");
            for (label, who, act) in &self.commands {
                let to = after(&story, *who, act).map(|after| (self.state)(&after));
                let answer = answer(label, *from, to, self.may);
                out += &format!("    {label:<24} {answer}\n");
            }
        }
        out.push('\n');
        out
    }
}

fn case() -> String {
    let put = |status| {
        let mut story = Story::until(Step::Confirmed);
        story.opened.as_mut().expect("open").status = status;
        story.opened.as_mut().expect("open").protections.clear();
        story
    };
    let names = CaseStatus::ALL.map(|to| format!("MoveCase to {to:?}"));
    let mut out = String::from("Case: commands\n");
    for from in CaseStatus::ALL {
        let move_to = |(label, to): (&'static str, CaseStatus)| {
            let reason = "相談の中で決めた".to_owned();
            let referred_to = Some(POLICE);
            (
                label,
                Some("試験一子"),
                C::MoveCase {
                    from,
                    to,
                    reason,
                    referred_to,
                },
            )
        };
        let labels = names.clone().map(|name| &*name.leak());
        let machine = Machine {
            title: "",
            states: &[from],
            put: &put,
            state: &|story: &Story| story.file().status,
            may: &CaseStatus::may_become,
            commands: labels
                .into_iter()
                .zip(CaseStatus::ALL)
                .map(move_to)
                .collect(),
        };
        out += machine.print().trim();
        out.push('\n');
    }
    out.push('\n');
    out
}

fn request() -> String {
    let put = |status| {
        let mut story = Story::until(Step::Convened);
        story.at("2026-05-19 13:30");
        let file = story.opened.as_mut().expect("open");
        file.requests[0].status = status;
        if matches!(status, RequestStatus::Submitted | RequestStatus::Returned) {
            file.requests[0].meeting = None;
            file.meetings.clear();
        }
        if status == RequestStatus::Postponed {
            file.meetings[0].status = MeetingStatus::Planned;
        }
        story
    };
    let decide = |verdict| Story::decision(verdict, "理由");
    let story = Story::until(Step::Convened);
    let (city, center, director) = (Some("試験一子"), Some("試験調"), Some("試験所長"));
    let reason = "都合がつかない".to_owned();
    let form = story.request_form();
    let mut convocation = story.convocation();
    if let C::Convene { span: at, .. } = &mut convocation {
        *at = span("2026-05-26 13:30", "2026-05-26 15:00");
    }
    Machine {
        title: "Conference request: commands",
        states: &RequestStatus::ALL,
        put: &put,
        state: &|story: &Story| story.file().request(REQUEST).expect("known").status,
        may: &RequestStatus::may_become,
        commands: vec![
            ("SubmitRequest again", city, story.submit()),
            (
                "ResubmitRequest",
                city,
                C::ResubmitRequest {
                    request: REQUEST,
                    form,
                },
            ),
            (
                "WithdrawRequest",
                city,
                C::WithdrawRequest {
                    request: REQUEST,
                    reason: reason.clone(),
                },
            ),
            ("DecideRequest hold", director, decide(Verdict::Hold)),
            ("DecideRequest return", director, decide(Verdict::Return)),
            ("DecideRequest decline", director, decide(Verdict::Decline)),
            (
                "ProposeMeetingRoles",
                center,
                C::ProposeMeetingRoles {
                    request: REQUEST,
                    roles: story.roles(),
                },
            ),
            (
                "AgreeMeetingRoles",
                city,
                C::AgreeMeetingRoles { request: REQUEST },
            ),
            ("Convene", center, convocation),
            (
                "PostponeMeeting",
                center,
                C::PostponeMeeting {
                    request: REQUEST,
                    reason,
                },
            ),
            (
                "SubmitReport",
                city,
                C::SubmitReport {
                    request: REQUEST,
                    form: story.report_form(),
                },
            ),
            ("FileReport", director, C::FileReport { request: REQUEST }),
            (
                "WithdrawConsent",
                None,
                C::WithdrawConsent { consent: SHARE },
            ),
        ],
    }
    .print()
}

fn meeting() -> String {
    let put = |status| {
        let mut story = Story::until(Step::Adjourned);
        let file = story.opened.as_mut().expect("open");
        file.meetings[0].status = status;
        file.requests[0].status = match status {
            MeetingStatus::Planned => RequestStatus::Postponed,
            MeetingStatus::Notified | MeetingStatus::InProgress => RequestStatus::Convened,
            MeetingStatus::Cancelled => RequestStatus::Withdrawn,
            _ => RequestStatus::Held,
        };
        story
    };
    let story = Story::until(Step::Adjourned);
    let (chair, recorder) = (Some("試験調"), Some("試験一子"));
    let reason = "都合がつかない".to_owned();
    let hers = |act| C::TakePart {
        meeting: MEETING,
        act,
    };
    Machine {
        title: "Meeting: commands",
        states: &MeetingStatus::ALL,
        put: &put,
        state: &|story: &Story| story.file().meeting(MEETING).expect("known").status,
        may: &MeetingStatus::may_become,
        commands: vec![
            ("OpenMeeting", chair, C::OpenMeeting { meeting: MEETING }),
            ("RecordAttendance", recorder, story.attendance()),
            (
                "StartItem",
                chair,
                C::StartItem {
                    meeting: MEETING,
                    item: 2,
                },
            ),
            ("DesignatePrincipal", chair, Story::designate(AKARI)),
            (
                "WriteLetter",
                None,
                hers(TakePartCommand::WriteLetter {
                    words: WISH.to_owned(),
                }),
            ),
            (
                "Say",
                None,
                hers(TakePartCommand::Say {
                    entry: domain::id::RecordId(uuid::Uuid::from_u128(0xE7)),
                    words: WISH.to_owned(),
                }),
            ),
            (
                "LetIn",
                chair,
                hers(TakePartCommand::LetIn { company: vec![] }),
            ),
            (
                "SetNextDate",
                chair,
                C::SetNextDate {
                    meeting: MEETING,
                    next: NextDate::WhenNeeded,
                },
            ),
            (
                "AdjournMeeting",
                chair,
                C::AdjournMeeting { meeting: MEETING },
            ),
            (
                "ConfirmMinutes",
                recorder,
                C::ConfirmMinutes {
                    meeting: MEETING,
                    her_version: String::new(),
                },
            ),
            (
                "ShareMinutes",
                recorder,
                C::ShareMinutes { meeting: MEETING },
            ),
            (
                "PostponeMeeting",
                chair,
                C::PostponeMeeting {
                    request: REQUEST,
                    reason: reason.clone(),
                },
            ),
            (
                "WithdrawRequest",
                recorder,
                C::WithdrawRequest {
                    request: REQUEST,
                    reason,
                },
            ),
            (
                "WithdrawConsent",
                None,
                C::WithdrawConsent { consent: HOLD },
            ),
        ],
    }
    .print()
}

fn plan() -> String {
    let put = |status| {
        let drafting = status == PlanStatus::Drafting;
        let settled = status >= PlanStatus::Confirmed;
        let mut story = Story::until(if settled {
            Step::Confirmed
        } else {
            Step::SecondVersion
        });
        if drafting {
            let next = story.write_plan(2, story.items());
            story.as_("試験一子").did(next);
        }
        story.opened.as_mut().expect("open").plans[0].status = status;
        story
    };
    let story = Story::until(Step::SecondVersion);
    let worker = Some("試験一子");
    let words = "また話します".to_owned();
    let mut commands = vec![
        ("WritePlan", worker, story.write_plan(2, story.items())),
        (
            "SharePlan v2",
            worker,
            C::SharePlan {
                plan: PLAN,
                version: 2,
            },
        ),
        (
            "SharePlan v3",
            worker,
            C::SharePlan {
                plan: PLAN,
                version: 3,
            },
        ),
        (
            "AnswerComment",
            worker,
            C::AnswerComment {
                plan: PLAN,
                comment: C1,
                words: words.clone(),
            },
        ),
        (
            "CommentOnPlan v2",
            None,
            C::CommentOnPlan {
                plan: PLAN,
                version: 2,
                comment: domain::id::CommentId(uuid::Uuid::from_u128(0xDC9)),
                item: None,
                words: words.clone(),
                asks_reply: true,
            },
        ),
        (
            "ReplyToItem v2",
            None,
            C::ReplyToItem {
                plan: PLAN,
                version: 2,
                item: item(1),
                choice: ItemChoice::NotNow,
                words: String::new(),
            },
        ),
        (
            "TellWrong v2",
            None,
            C::HerPlan(HerPlanCommand::TellWrong {
                plan: PLAN,
                version: 2,
                comment: domain::id::CommentId(uuid::Uuid::from_u128(0xDCA)),
                line: PlanLine::GoalLong,
                words: words.clone(),
            }),
        ),
        (
            "AddItem",
            None,
            C::HerPlan(HerPlanCommand::AddItem {
                item: domain::id::ItemId(uuid::Uuid::from_u128(0xDCB)),
                words: words.clone(),
            }),
        ),
        (
            "RecordNoAgreement",
            worker,
            C::RecordNoAgreement {
                plan: PLAN,
                reason: words,
            },
        ),
        ("SubmitPlan", worker, C::SubmitPlan { plan: PLAN }),
        (
            "ConfirmPlan v2",
            worker,
            C::ConfirmPlan {
                plan: PLAN,
                version: 2,
                meeting: MEETING,
            },
        ),
        (
            "ConfirmPlan v3",
            worker,
            C::ConfirmPlan {
                plan: PLAN,
                version: 3,
                meeting: MEETING,
            },
        ),
    ];
    for (label, extent) in [
        ("AgreeToPlan v2 whole", AgreementExtent::Whole),
        ("AgreeToPlan v2 part", AgreementExtent::Part),
        ("AgreeToPlan v2 later", AgreementExtent::Later),
        ("AgreeToPlan v2 none", AgreementExtent::None),
    ] {
        commands.push((label, None, Story::agreement(2, extent, Vec::new())));
    }
    Machine {
        title: "Plan: commands (version 2 shown to her; in Drafting a third that she has not seen)",
        states: &PlanStatus::ALL,
        put: &put,
        state: &|story: &Story| story.file().plan(PLAN).expect("known").status,
        may: &PlanStatus::may_become,
        commands,
    }
    .print()
}

fn protection() -> String {
    let put = |status| {
        let mut story = Story::until(Step::Consented);
        let file = story.opened.as_mut().expect("open");
        file.protections[0].status = status;
        if status != ProtectionStatus::InCare {
            file.status = CaseStatus::Accepted;
        }
        story
    };
    let story = Story::until(Step::Consented);
    let (city, center) = (Some("試験一子"), Some("試験調"));
    let deny = C::DecideProtection {
        protection: PROTECTION,
        grant: false,
        ground: None,
        mode: None,
        alternative: "親族の家に泊まる".to_owned(),
    };
    let longer = C::ExtendProtection {
        protection: PROTECTION,
        planned_end: day("2026-06-05"),
        reason: "行き先がまだ決まらない".to_owned(),
    };
    Machine {
        title: "Temporary protection: commands",
        states: &ProtectionStatus::ALL,
        put: &put,
        state: &|story: &Story| story.file().protection(PROTECTION).expect("known").status,
        may: &ProtectionStatus::may_become,
        commands: vec![
            (
                "RequestProtection",
                city,
                C::RequestProtection {
                    protection: PROTECTION,
                },
            ),
            ("DecideProtection grant", center, Story::decide_protection()),
            ("DecideProtection deny", center, deny),
            ("StartProtection", center, story.start_protection()),
            ("ExtendProtection", center, longer),
            ("EndProtection", center, Story::end_protection()),
        ],
    }
    .print()
}

pub fn printed() -> String {
    [case(), request(), meeting(), plan(), protection()].concat()
}

#[test]
fn no_command_moves_anything_along_no_arrow() {
    assert!(!printed().is_empty());
}
