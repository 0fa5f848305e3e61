//! 1.13: the 実務者会議 of 18 June, and what its people say and ask.

#![allow(dead_code)]

use std::collections::BTreeSet;

use domain::command::{CaseCommand as C, Command};
use domain::conference::{ConferenceCommand as A, ConferenceKind};
use domain::form::Span;
use domain::form::intake::key as intake;
use domain::id::*;
use domain::meeting::{Attendance, PresenceMode};
use domain::refusal::Refusal;
use domain::view::conference::ConferenceView;
use domain::view::ledger::{LedgerFilter, LedgerLine, LedgerView};
use domain::wire::{self, Outcome};
use uuid::Uuid;

use crate::tale::text;
use crate::town::{Raw, Town, day, jst, refusal};

pub const DAY: &str = "2026-06-18";

impl Town {
    pub async fn series(&self, kind: ConferenceKind) -> SeriesId {
        let council = self.council_now().await;
        let found = council.series.values().find(|series| series.kind == kind);
        found.unwrap().id
    }

    pub async fn acts(&self, login: &str, conference: ConferenceId, act: A) -> Outcome {
        self.push(login, Command::Conference { conference, act })
            .await
    }

    /// A command that must succeed.
    pub async fn acted(&self, login: &str, conference: ConferenceId, act: A) {
        let told = format!("{login}: {act:?}");
        let outcome = self.acts(login, conference, act).await;
        assert!(
            matches!(outcome, Outcome::Done { .. }),
            "{outcome:?} for {told}"
        );
    }

    pub async fn act_refused(&self, login: &str, conference: ConferenceId, act: A) -> Refusal {
        refusal(self.acts(login, conference, act).await)
    }

    /// As the 調整担当者 plans it: chair and recorder of the Center.
    pub async fn plan_of(&self, kind: ConferenceKind, from: &str, to: &str) -> A {
        A::Plan {
            series: self.series(kind).await,
            planned: Span {
                from: jst(from),
                to: jst(to),
            },
            room: "第1会議室".to_owned(),
            full: true,
            also_serves: BTreeSet::new(),
            invited: Vec::new(),
            chair: self.attendee("shirabe"),
            recorder: self.attendee("kokoro"),
        }
    }

    /// Planned and called the day before, opened at 9:50.
    pub async fn open_round(&self) -> ConferenceId {
        let round = ConferenceId(Uuid::now_v7());
        self.at("2026-06-17 13:00");
        let plan = self
            .plan_of(
                ConferenceKind::Practitioners,
                "2026-06-18 10:00",
                "2026-06-18 12:00",
            )
            .await;
        self.acted("shirabe", round, plan).await;
        self.acted("shirabe", round, A::Notify).await;
        self.at("2026-06-18 09:50");
        self.acted("shirabe", round, A::Open).await;
        round
    }

    pub fn present(&self, logins: &[&str]) -> A {
        let present = |login: &&str| Attendance {
            person: self.attendee(login),
            mode: PresenceMode::InRoom,
            paper_pledge: false,
        };
        A::RecordAttendance {
            attendance: logins.iter().map(present).collect(),
        }
    }

    /// Another woman, taken in by the same agency.
    pub async fn accept_also(&self, name: &str) -> CaseId {
        let case = CaseId(Uuid::now_v7());
        let form = self
            .intake_form()
            .with(intake::CALLED_NAME, text(name))
            .with(intake::NAME, text(name))
            .with(intake::KANA, text("ミホン"));
        let command = Command::AcceptCase { case, form };
        let outcome = self.push("ichiko", command).await;
        assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
        case
    }

    pub fn line_of(&self, round: ConferenceId, state: &str) -> C {
        C::KeepLedger {
            record: RecordId(Uuid::now_v7()),
            round,
            held_on: day(DAY),
            agency: Some(self.agency("福祉課")),
            state: state.to_owned(),
        }
    }

    pub async fn writes(&self, login: &str, case: CaseId, act: C) -> Outcome {
        self.push(login, Command::Case { case, act }).await
    }

    pub async fn ledger(
        &self,
        login: &str,
        round: Option<ConferenceId>,
        filter: Option<LedgerFilter>,
    ) -> Result<LedgerView, Raw> {
        let asked = wire::Ledger {
            round,
            filter,
            after: None,
        };
        self.ask(login, &asked).await
    }

    pub async fn see(&self, login: &str, conference: ConferenceId) -> Result<ConferenceView, Raw> {
        self.ask(login, &wire::Conference { conference }).await
    }
}

pub fn count(view: &LedgerView, filter: LedgerFilter) -> u32 {
    let found = view.counts.iter().find(|(known, _)| *known == filter);
    found.map_or(0, |(_, count)| *count)
}

pub fn line(view: &LedgerView, case: CaseId) -> &LedgerLine {
    view.lines.iter().find(|line| line.case == case).unwrap()
}

pub fn done(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Done { .. })
}
