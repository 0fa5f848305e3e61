//! The talk about who may know what: one question a page. Nothing is written before her last answer; what she
//! has said so far travels in the form, sealed for her session, so that no address carries any of it.

use app::her::know::{kind_of, purpose_of};
use app::her::say::PageLanguage;
use app::her::tell::{
    ANSWERS, MONTHS, NO_END, OWN_DAY, Question, TellDraft, answer_key, page, part,
};
use app::her::words::{self, know as own};
use app::her::{Wrong, field, path};
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{Datelike, NaiveDate};
use domain::access::Action;
use domain::calendar::{self, EraChoice, jst_date};
use domain::consent::Answer;
use domain::id::{AgencyId, ConsentId};
use domain::language::Explained;
use domain::view::her::know::{Choices, KnowPage, Outlook, Saying, Until};
use domain::wire::Outcome;
use uuid::Uuid;

use super::know::said_of;
use super::typed::{Typed, too_long_name};
use super::{Visit, go};
use crate::gate::Opened;
use crate::http::refusal::Refused;
use crate::keys::{CouncilKeys, Place, Sealed};
use crate::session::Session;
use crate::store::{StoreError, read, written};

pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(go(path::ENTRY));
    };
    let Some(talk) = Talk::open(&visit, &session).await? else {
        return Ok(visit.closed());
    };
    talk.page(StatusCode::OK, Turn::default())
}

/// The same page with what was ticked and typed, nothing sent.
pub(super) async fn again(visit: &Visit, typed: &Typed) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(visit.closed());
    };
    let Some(talk) = Talk::open(visit, &session).await? else {
        return Ok(visit.closed());
    };
    let turn = talk.turn(typed);
    talk.page(StatusCode::OK, turn)
}

pub(super) async fn send(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(visit.closed());
    };
    let Some(talk) = Talk::open(&visit, &session).await? else {
        return Ok(visit.closed());
    };
    let mut turn = talk.turn(&typed);
    if !typed.is_of(&session) {
        turn.wrong = vec![Wrong::new("main", words::NOT_TAKEN)];
        return talk.page(StatusCode::FORBIDDEN, turn);
    }
    if !turn.wrong.is_empty() {
        return talk.page(StatusCode::CONFLICT, turn);
    }
    // Back, or to a question whose answer she wants to change: nothing of this page has to be right yet.
    if let Some(question) = Question::of(typed.get(part::WAY)) {
        let open = talk.first_open(&turn.said).unwrap_or(Question::Check);
        turn.question = question.min(open);
        return talk.page(StatusCode::OK, turn);
    }
    if let Some(wrong) = talk.missing(&turn) {
        turn.wrong = vec![wrong];
        return talk.page(StatusCode::UNPROCESSABLE_ENTITY, turn);
    }
    if turn.question != Question::Check {
        turn.question = talk.first_open(&turn.said).unwrap_or(Question::Check);
        return talk.page(StatusCode::OK, turn);
    }
    // From here on every question must have its answer, whatever came in the form.
    if let Some(question) = talk.first_open(&turn.said) {
        turn.question = question;
        turn.wrong = talk.missing(&turn).into_iter().collect();
        return talk.page(StatusCode::UNPROCESSABLE_ENTITY, turn);
    }
    talk.record(turn, typed.ticket(field::ENVELOPE, &visit.tomoni))
        .await
}

/// The talk with her, on this request.
struct Talk<'a> {
    visit: &'a Visit,
    session: &'a Session,
    keys: std::sync::Arc<CouncilKeys>,
    opened: Opened,
    choices: Choices,
    today: NaiveDate,
}

/// What came with one form.
#[derive(Default)]
struct Turn {
    question: Question,
    said: Saying,
    day: [String; 3],
    own_day: bool,
    answer: Option<Answer>,
    interpreter: String,
    alone: bool,
    wrong: Vec<Wrong>,
}

impl<'a> Talk<'a> {
    async fn open(visit: &'a Visit, session: &'a Session) -> Result<Option<Self>, Refused> {
        let Some(opened) = visit.open(session, Action::SeeConsents).await? else {
            return Ok(None);
        };
        let t = &visit.tomoni;
        let keys = t.keyring.council(t.store.read(), session.council).await?;
        let today = jst_date(opened.now);
        Ok(Some(Self {
            visit,
            session,
            keys,
            choices: Choices::of(&opened.file, &opened.council, today),
            opened,
            today,
        }))
    }

    /// Where her words lie: with this session and no other.
    fn place(&self) -> Place<'_> {
        Place {
            table: "her_talk",
            column: &self.session.form_token,
            row: self.session.subject,
        }
    }

    fn sealed(&self, said: &Saying) -> Result<String, Refused> {
        let sealed = self.keys.seal().seal(self.place(), &written(said)?);
        let sealed = sealed.map_err(StoreError::from)?;
        Ok(URL_SAFE_NO_PAD.encode(sealed.into_column()))
    }

    /// What she had said before this page; none if it was not sealed for this visit.
    fn unsealed(&self, text: &str) -> Option<Saying> {
        let sealed = Sealed::from_column(URL_SAFE_NO_PAD.decode(text).ok()?);
        let clear = self.keys.seal().open(self.place(), &sealed).ok()?;
        read(&clear).ok()
    }

    /// Reads the form: what she said before, and the answer to the question on the page.
    fn turn(&self, typed: &Typed) -> Turn {
        let Some(said) = self.unsealed(typed.get(part::SAID)) else {
            return Turn {
                wrong: vec![Wrong::new("main", own::TELL_AGAIN)],
                ..Turn::default()
            };
        };
        let mut turn = Turn {
            question: Question::of(typed.get(part::QUESTION)).unwrap_or_default(),
            said,
            day: [part::YEAR, part::MONTH, part::DAY].map(|name| typed.text(name)),
            own_day: typed.get(part::UNTIL) == OWN_DAY,
            answer: None,
            interpreter: typed.text(part::INTERPRETER),
            alone: !typed.get(part::NO_INTERPRETER).is_empty(),
            wrong: Vec::new(),
        };
        match turn.question {
            Question::Agencies => {
                let ids = typed.all(part::AGENCIES);
                let ids = ids.filter_map(|id| Uuid::parse_str(id).ok()).map(AgencyId);
                turn.said.agencies = ids.filter(|id| self.choices.offers(*id)).collect();
            }
            Question::Kinds => {
                turn.said.kinds = typed.all(part::KINDS).filter_map(kind_of).collect();
            }
            Question::Purpose => turn.said.purpose = purpose_of(typed.get(part::PURPOSE)),
            Question::Until => turn.said.until = until(typed.get(part::UNTIL), &turn.day),
            Question::Check => {
                let key = typed.get(part::ANSWER);
                turn.answer = ANSWERS.into_iter().find(|one| answer_key(*one) == key);
            }
        }
        turn
    }

    /// What is still missing on the page.
    fn missing(&self, turn: &Turn) -> Option<Wrong> {
        let said = &turn.said;
        let wrong = |field: &str, text| Some(Wrong::new(field, text));
        match turn.question {
            Question::Agencies if said.agencies.is_empty() => {
                wrong(part::AGENCIES, own::TELL_CHOOSE_AGENCY)
            }
            Question::Agencies if !self.all_offered(said) => wrong(part::AGENCIES, own::TELL_GONE),
            Question::Kinds if said.kinds.is_empty() => wrong(part::KINDS, own::TELL_CHOOSE_KIND),
            Question::Purpose if said.purpose.is_none() => {
                wrong(part::PURPOSE, own::TELL_CHOOSE_PURPOSE)
            }
            Question::Until => match said.until {
                None if turn.own_day => wrong(part::YEAR, own::TELL_DAY_UNREAD),
                None => wrong(part::UNTIL, own::TELL_CHOOSE_UNTIL),
                Some(_) if self.is_over(said) => wrong(part::YEAR, own::TELL_DAY_OVER),
                Some(_) => None,
            },
            Question::Check if turn.answer.is_none() => {
                wrong(part::ANSWER, own::TELL_CHOOSE_ANSWER)
            }
            // Nobody vouches for the texts yet: who put them to her is written down.
            Question::Check
                if self.visit.language.is_beside()
                    && turn.interpreter.trim().is_empty()
                    && !turn.alone =>
            {
                wrong(part::INTERPRETER, words::INTERPRETER_MISSING)
            }
            Question::Check if too_long_name(&turn.interpreter) => {
                wrong(part::INTERPRETER, words::NAME_TOO_LONG)
            }
            _ => None,
        }
    }

    /// In which language she has read the questions, and with whom.
    fn explained(&self, turn: &Turn) -> Explained {
        let PageLanguage { language, checked } = self.visit.language;
        let name = turn.interpreter.trim();
        Explained {
            language,
            checked,
            interpreter: (!name.is_empty()).then(|| name.to_owned()),
        }
    }

    fn all_offered(&self, said: &Saying) -> bool {
        said.agencies.iter().all(|id| self.choices.offers(*id))
    }

    fn is_over(&self, said: &Saying) -> bool {
        let last = said.until.and_then(|until| until.last_day(self.today));
        last.is_some_and(|last| last < self.today)
    }

    /// The first question that has no answer, or one that can no longer be given.
    fn first_open(&self, said: &Saying) -> Option<Question> {
        let open = [
            (
                said.agencies.is_empty() || !self.all_offered(said),
                Question::Agencies,
            ),
            (said.kinds.is_empty(), Question::Kinds),
            (said.purpose.is_none(), Question::Purpose),
            (said.until.is_none() || self.is_over(said), Question::Until),
        ];
        let mut open = open.into_iter().filter(|(open, _)| *open);
        open.next().map(|(_, question)| question)
    }

    /// Writes her answer down: the same record as the staff form's, by the one write path.
    async fn record(&self, mut turn: Turn, ticket: Uuid) -> Result<Response, Refused> {
        let answer = turn.answer.unwrap_or(Answer::Deferred);
        let file = &self.opened.file;
        let explained = self.explained(&turn);
        let act = |id| {
            turn.said
                .command(file, ConsentId(id), answer, &explained, self.today)
        };
        let (visit, session) = (self.visit, self.session);
        let mut id = ticket;
        let mut outcome = None;
        for _ in 0..2 {
            let Some(act) = act(id) else { break };
            let results = visit.submit(session, vec![(id, act.clone())]).await?;
            outcome = results.into_iter().next().map(|result| result.outcome);
            let before = matches!(outcome, Some(Outcome::AlreadyDone { .. }));
            if !before || self.stands(&turn.said, id, answer) {
                break;
            }
            // An old page filled in anew: another answer than the one that arrived under this id.
            id = visit.ticket();
        }
        match outcome.as_ref().map(said_of) {
            Some(None) => Ok(go(&format!("{}#c-{id}", path::KNOW))),
            Some(Some(text)) => {
                turn.wrong = vec![Wrong::new(part::ANSWER, text)];
                self.page(StatusCode::UNPROCESSABLE_ENTITY, turn)
            }
            None => Ok(go(path::KNOW)),
        }
    }

    /// Whether the record under that id is the answer in the form.
    fn stands(&self, said: &Saying, id: Uuid, answer: Answer) -> bool {
        let mut all = self.opened.file.consents.iter();
        let known = all.find(|consent| consent.id.0 == id);
        known.is_some_and(|consent| {
            consent.answer == answer
                && Some(consent.kind) == said.purpose
                && consent.scope.categories == said.kinds
                && consent.scope.agencies == said.agencies
        })
    }

    fn page(&self, status: StatusCode, turn: Turn) -> Result<Response, Refused> {
        let Opened { file, council, .. } = &self.opened;
        let view = KnowPage::of(file, council, self.today);
        let ticket = self.visit.ticket();
        let last = turn.said.until.and_then(|until| until.last_day(self.today));
        let (mut outlook, mut replaces) = (Outlook::default(), None);
        if turn.question == Question::Check {
            let explained = self.explained(&turn);
            let id = ConsentId(ticket);
            let yes = turn
                .said
                .command(file, id, Answer::Given, &explained, self.today);
            let found = yes.and_then(|yes| Outlook::of(file, council, &yes, self.opened.now).ok());
            outlook = found.unwrap_or_default();
            let mut now = view.now.into_iter();
            replaces = now.find(|consent| Some(consent.kind) == turn.said.purpose);
        }
        let day = match turn.said.until {
            Some(Until::Day(chosen)) => {
                let (month, day) = (chosen.month(), chosen.day());
                [
                    chosen.year().to_string(),
                    month.to_string(),
                    day.to_string(),
                ]
            }
            _ => turn.day,
        };
        let draft = TellDraft {
            token: self.session.form_token.clone(),
            ticket,
            question: turn.question,
            sealed: self.sealed(&turn.said)?,
            said: turn.said,
            day,
            own_day: turn.own_day,
            answer: turn.answer,
            interpreter: turn.interpreter,
            alone: turn.alone,
            wrong: turn.wrong,
            replaces,
            outlook,
            last_day: last,
        };
        let choices = self.choices.clone();
        Ok(self.visit.page(status, || page(choices, draft)))
    }
}

/// How long, out of the form.
fn until(key: &str, day: &[String; 3]) -> Option<Until> {
    let [year, month, date] = day;
    match key {
        NO_END => Some(Until::NoEnd),
        OWN_DAY => calendar::parse_parts(EraChoice::Western, year, month, date)
            .ok()
            .map(Until::Day),
        key => {
            let months: u32 = key.parse().ok()?;
            MONTHS.contains(&months).then_some(Until::Months(months))
        }
    }
}
