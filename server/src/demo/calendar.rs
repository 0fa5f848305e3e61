//! The conferences of the fictional council, planned by its 調整担当者 on the one write path.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDateTime, NaiveTime, Timelike};
use domain::calendar::jst;
use domain::command::{Command, CouncilCommand, Envelope};
use domain::conference::{ConferenceCommand, ConferenceKind, ProgramMeeting, Rhythm, Series};
use domain::council::{Council, Staff};
use domain::form::{Attendee, Span};
use domain::id::{CommandId, ConferenceId, SeriesId};
use domain::wire::Outcome;

use super::DemoError;
use crate::gate::Who;
use crate::submit::submit;
use crate::tomoni::Tomoni;

/// Who plans them.
const OFFICER: &str = "shirabe";
/// Where they meet.
const ROOM: &str = "見本道 東部振興局（架空） 第1会議室";

struct Kind {
    kind: ConferenceKind,
    name: &'static str,
    rhythm: Rhythm,
    core: &'static [&'static str],
    full: &'static [&'static str],
    also: Option<ProgramMeeting>,
}

/// 実務者会議 four times a year, 代表者会議 once, ケース会議 inside the Center as needed; 支援会議,
/// 重層的支援会議 and days of 個別ケース検討会議 each month.
const SERIES: [Kind; 6] = [
    Kind {
        kind: ConferenceKind::Practitioners,
        name: "実務者会議（年4回・定例）",
        rhythm: Rhythm::Regular,
        core: &["shirabe", "ichiko", "kokoro", "kei", "ji", "shi"],
        full: &["ko", "akari"],
        also: Some(ProgramMeeting::ViolenceLiaison),
    },
    Kind {
        kind: ConferenceKind::Representatives,
        name: "代表者会議（年1回）",
        rhythm: Rhythm::Regular,
        core: &["shocho", "daihyo", "shirabe"],
        full: &[],
        also: None,
    },
    Kind {
        kind: ConferenceKind::InHouse,
        name: "ケース会議（センター内）",
        rhythm: Rhythm::AsNeeded,
        core: &["dairi", "shirabe", "kokoro"],
        full: &[],
        also: None,
    },
    Kind {
        kind: ConferenceKind::SupportConference,
        name: "支援会議（毎月・本人同意なし）",
        rhythm: Rhythm::Regular,
        core: &["maru", "ayumi", "tsutsumi"],
        full: &["mizu", "ichiko"],
        also: None,
    },
    Kind {
        kind: ConferenceKind::LayeredConference,
        name: "重層的支援会議（毎月）",
        rhythm: Rhythm::Regular,
        core: &["shirabe", "ichiko", "kokoro", "kei"],
        full: &[],
        also: None,
    },
    Kind {
        kind: ConferenceKind::CaseReviewDay,
        name: "個別ケース検討会議の日（毎月）",
        rhythm: Rhythm::Regular,
        core: &["shirabe", "ichiko", "kokoro", "kei"],
        full: &[],
        also: None,
    },
];

/// Sets the series, plans and calls a 実務者会議 that may be opened at once and a 代表者会議, and plans a
/// 重層的支援会議 that waits for a case.
pub(super) async fn fill(t: &Tomoni, council: &Council) -> Result<(), DemoError> {
    let demo = Demo { t, council };
    let mut ids = Vec::new();
    for kind in &SERIES {
        let series = demo.series(kind)?;
        ids.push(series.id);
        let series = Box::new(series);
        demo.does(Command::Council(CouncilCommand::SetSeries { series }))
            .await?;
    }
    let [practitioners, representatives, _, support, layered, _] = ids.as_slice() else {
        return Ok(());
    };
    let soon = soon(jst(t.clock.now()));
    demo.call(*practitioners, soon, "shirabe", "kokoro").await?;
    let later = (soon.date() + Duration::days(56)).and_time(TEN);
    demo.call(*representatives, later, "shocho", "shirabe")
        .await?;
    let after = soon + Duration::days(7);
    demo.call(*support, after, "maru", "ayumi").await?;
    let afternoon = (soon.date() + Duration::days(14)).and_time(AFTERNOON);
    demo.plan(*layered, afternoon, "shirabe", "kokoro").await?;
    Ok(())
}

const AFTERNOON: NaiveTime = NaiveTime::from_hms_opt(14, 0, 0).unwrap();
const TEN: NaiveTime = NaiveTime::from_hms_opt(10, 0, 0).unwrap();

/// The next full hour, so that the chair may open the conference now; in the night the next morning.
fn soon(now: NaiveDateTime) -> NaiveDateTime {
    let day = now.date();
    match now.hour() {
        0..=7 => day.and_time(TEN),
        hour @ 8..=19 => day.and_hms_opt(hour + 1, 0, 0).unwrap_or(now),
        _ => (day + Duration::days(1)).and_time(TEN),
    }
}

struct Demo<'a> {
    t: &'a Tomoni,
    council: &'a Council,
}

impl Demo<'_> {
    fn series(&self, kind: &Kind) -> Result<Series, DemoError> {
        let people = |logins: &[&str]| -> Result<Vec<Attendee>, DemoError> {
            logins.iter().map(|login| self.attendee(login)).collect()
        };
        Ok(Series {
            id: SeriesId(self.t.ids.ordered()),
            kind: kind.kind,
            name: kind.name.to_owned(),
            area: None,
            rhythm: kind.rhythm,
            core: people(kind.core)?,
            full: people(kind.full)?,
            groups: BTreeMap::new(),
            also_serves: kind.also.into_iter().collect(),
            ended: false,
        })
    }

    async fn call(
        &self,
        series: SeriesId,
        from: NaiveDateTime,
        chair: &str,
        recorder: &str,
    ) -> Result<(), DemoError> {
        let conference = self.plan(series, from, chair, recorder).await?;
        let act = ConferenceCommand::Notify;
        self.does(Command::Conference { conference, act }).await
    }

    async fn plan(
        &self,
        series: SeriesId,
        from: NaiveDateTime,
        chair: &str,
        recorder: &str,
    ) -> Result<ConferenceId, DemoError> {
        let conference = ConferenceId(self.t.ids.ordered());
        let plan = ConferenceCommand::Plan {
            series,
            planned: Span {
                from,
                to: from + Duration::hours(2),
            },
            room: ROOM.to_owned(),
            full: true,
            also_serves: BTreeSet::new(),
            invited: Vec::new(),
            chair: self.attendee(chair)?,
            recorder: self.attendee(recorder)?,
        };
        let act = plan;
        self.does(Command::Conference { conference, act }).await?;
        Ok(conference)
    }

    async fn does(&self, command: Command) -> Result<(), DemoError> {
        let envelope = Envelope {
            id: CommandId(self.t.ids.ordered()),
            occurred_at: self.t.clock.now(),
            ahead_ms: None,
            command,
        };
        let who = Who::Staff(self.person(OFFICER)?.id);
        let results = submit(self.t, &who, self.council.id.0, vec![envelope]).await?;
        for result in results {
            if let Outcome::Refused { words, .. } = result.outcome {
                return Err(DemoError::Calendar(words));
            }
        }
        Ok(())
    }

    fn person(&self, login: &str) -> Result<&Staff, DemoError> {
        let mut people = self.council.staff.values();
        people
            .find(|staff| staff.login_name == login)
            .ok_or_else(|| DemoError::Calendar(login.to_owned()))
    }

    fn attendee(&self, login: &str) -> Result<Attendee, DemoError> {
        let person = self.person(login)?;
        Ok(Attendee {
            agency: person.agency,
            staff: Some(person.id),
            name: person.name.clone(),
        })
    }
}
