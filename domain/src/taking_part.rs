//! 会議への本人の参加: her own part in a meeting about her (domain.md §13): whom she wants beside her,
//! what she wrote for its beginning, what she says in it, and how she takes what was decided.
//!
//! How she *wants* to take part is her consent ([`crate::consent::AttendanceWish`]), how she *took* part
//! is what the recorder wrote down ([`crate::meeting::HerAttendance`]); neither is made from the other.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::case::{AttendeeWishes, CaseFile, Voice};
use crate::consent::{AttendanceWish, ConsentKind};
use crate::id::{AgencyId, MeetingId, RecordId};
use crate::meeting::{Decision, HerView, Meeting};

/// So many people can be with her, and no more.
pub const MOST_WITH_HER: usize = 6;

/// So long her no to a decision waits where it is read, if nobody meets about it.
const STANDS: TimeDelta = TimeDelta::days(30);

/// いっしょに来る人の役割.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanyRole {
    /// 付き添い: a friend, somebody of the family
    Companion,
    /// 通訳
    Interpreter,
    /// 代弁: speaks for her
    Advocate,
}

impl CompanyRole {
    pub const ALL: [CompanyRole; 3] = [Self::Companion, Self::Interpreter, Self::Advocate];

    pub fn label(self) -> &'static str {
        match self {
            Self::Companion => "付き添い",
            Self::Interpreter => "通訳",
            Self::Advocate => "代わりに話す人",
        }
    }

    /// Whether it is asked if this person comes from her own community (domain.md §18): whoever carries
    /// her words to others could carry them home as well.
    pub fn carries_words(self) -> bool {
        self != Self::Companion
    }
}

/// いてほしい人: somebody she wants beside her, by her own choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Companion {
    pub role: CompanyRole,
    /// As she calls her or him; empty = nobody yet, to be found for her.
    pub name: String,
    /// Language of an interpreter.
    pub language: String,
    /// 自分と同じ地域・国の人でないほうがよい; none = she has not said.
    pub from_elsewhere: Option<bool>,
}

/// 本人といっしょに入った人: here for her own part of this meeting and for nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    pub role: CompanyRole,
    pub name: String,
    /// The pledge for this meeting is signed and in hand (domain.md §12.1).
    pub pledged: bool,
    /// Asked, and what the answer was: not of her community; none = not asked.
    pub from_elsewhere: Option<bool>,
}

/// 本人の手紙: the words with which the meeting begins, to the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerLetter {
    pub words: String,
    pub at: DateTime<Utc>,
    pub by: Voice,
}

/// 決まったことへの本人の考え, said after she read it in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerTake {
    pub view: HerView,
    pub words: String,
    pub at: DateTime<Utc>,
    pub by: Voice,
}

/// What she, or somebody for her, does about a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", rename_all_fields = "snake_case")]
pub enum TakePartCommand {
    /// The words the meeting begins with, while it is still to come.
    WriteLetter { words: String },
    /// A word of hers into the meeting that is going on; nobody says it for her.
    Say { entry: RecordId, words: String },
    /// How she takes a decision that was put to her.
    Take {
        decision: RecordId,
        view: HerView,
        words: String,
    },
    /// Puts a decision into the words she reads. From then on it is on her page; before, it is not.
    PutPlainly { decision: RecordId, words: String },
    /// Who is with her in her part, whole.
    LetIn { company: Vec<Company> },
}

/// What happened by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", rename_all_fields = "snake_case")]
pub enum TakePartEvent {
    LetterWritten { letter: HerLetter },
    Taken { decision: RecordId, take: HerTake },
    PutPlainly { decision: RecordId, words: String },
    LetIn { company: Vec<Company> },
}

impl Meeting {
    /// Whether she has a part in it at all: what is talked over inside one agency is not hers.
    pub fn is_hers(&self) -> bool {
        self.kind.counts()
    }

    /// She wrote its beginning herself: nobody puts other words in its place.
    pub fn begins_with_her_own(&self) -> bool {
        let letter = self.her_letter.as_ref();
        letter.is_some_and(|letter| letter.by == Voice::Herself)
    }

    /// What she gave for a meeting that was put off stays with it when it is called anew.
    pub(crate) fn keep_hers(&mut self, before: &Meeting) {
        if let Some(letter) = &before.her_letter {
            self.her_statement.clone_from(&letter.words);
            self.her_letter = Some(letter.clone());
        }
        self.company.clone_from(&before.company);
    }

    /// The decision as it was put to her; none of those she has not been told.
    pub fn put_to_her(&self, decision: RecordId) -> Option<&Decision> {
        let mut told = self.decisions.iter().filter(|known| known.is_told());
        told.find(|known| known.id == decision)
    }

    pub(crate) fn take_part(&mut self, what: &TakePartEvent) {
        let mut in_decision = |id: &RecordId, change: &dyn Fn(&mut Decision)| {
            if let Some(known) = self.decisions.iter_mut().find(|known| known.id == *id) {
                change(known);
            }
        };
        match what {
            TakePartEvent::LetterWritten { letter } => {
                self.her_statement.clone_from(&letter.words);
                self.her_letter = Some(letter.clone());
            }
            TakePartEvent::Taken { decision, take } => {
                in_decision(decision, &|known| known.her_take = Some(take.clone()));
            }
            TakePartEvent::PutPlainly { decision, words } => {
                in_decision(decision, &|known| known.for_her.clone_from(words));
            }
            TakePartEvent::LetIn { company } => self.company.clone_from(company),
        }
    }
}

impl Decision {
    /// It was put into words for her.
    pub fn is_told(&self) -> bool {
        !self.for_her.trim().is_empty()
    }
}

impl CaseFile {
    /// Meetings with a decision that she does not agree with and that nobody has met about since, with when
    /// she said so last. After a month it is left to the history.
    pub fn her_noes(&self, now: DateTime<Utc>) -> Vec<(MeetingId, DateTime<Utc>)> {
        let said = |meeting: &Meeting| {
            let takes = meeting
                .decisions
                .iter()
                .filter_map(|one| one.her_take.as_ref());
            let noes = takes.filter(|take| take.view == HerView::Objected);
            Some((meeting.id, noes.map(|take| take.at).max()?))
        };
        let met_since = |at| {
            let opened = self.meetings.iter().filter_map(|meeting| meeting.opened_at);
            opened.max().is_some_and(|newest| newest > at)
        };
        let noes = self.meetings.iter().filter_map(said);
        noes.filter(|(_, at)| *at + STANDS > now && !met_since(*at))
            .collect()
    }

    /// How she wants to take part, by her newest answer that holds on that day.
    pub fn attendance_wish(&self, on: NaiveDate) -> Option<&AttendanceWish> {
        let consent = self.consent(ConsentKind::HerAttendance)?;
        consent
            .in_force(on)
            .then_some(consent.attendance.as_ref())?
    }
}

impl AttendeeWishes {
    /// As somebody of that agency reads them. Whom she does not want there is told to those who call the
    /// meeting, and never to those it is about, nor her words about it.
    #[must_use]
    pub fn as_read_by(&self, agency: Option<AgencyId>) -> Self {
        let mut read = self.clone();
        if agency.is_some_and(|own| read.unwelcome.remove(&own)) {
            read.words.clear();
        }
        read
    }

    /// What stands after somebody of that agency wrote down what she says now. What the writer cannot
    /// read cannot be taken back by writing: only she, or somebody else for her, takes it back.
    #[must_use]
    pub(crate) fn said_anew(&self, now: &Self, writer: Option<AgencyId>) -> Self {
        let mut said = now.clone();
        let hidden = writer.filter(|own| self.unwelcome.contains(own));
        if let Some(own) = hidden {
            said.unwelcome.insert(own);
            said.welcome.remove(&own);
            said.words = match (self.words.trim(), now.words.trim()) {
                (_, "") => self.words.clone(),
                ("", _) => now.words.clone(),
                (before, now) if before == now => self.words.clone(),
                _ => format!("{}\n{}", self.words, now.words),
            };
        }
        said
    }

    /// Whom she does not want there now and did not name before.
    pub(crate) fn newly_unwelcome(&self, before: &Self) -> BTreeSet<AgencyId> {
        &self.unwelcome - &before.unwelcome
    }

    /// She asks that whoever carries her words in that role comes from elsewhere.
    pub fn asks_for_elsewhere(&self, role: CompanyRole) -> bool {
        let mut asked = self.with_her.iter().filter(|one| one.role == role);
        asked.any(|one| one.from_elsewhere == Some(true))
    }
}
