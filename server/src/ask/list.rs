//! Lists of cases: the board, search, and a case by its number.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use chrono::NaiveDate;
use domain::access::{Action, Subject};
use domain::calendar;
use domain::council::{Council, Role};
use domain::id::{CaseId, StaffId};
use domain::posthoc::PosthocCount;
use domain::view::{Board, Card, CaseCard, Found, Numbered};
use domain::wire;

use super::staff;
use crate::gate::{self, Read, Shut, Who};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::keys::{CouncilKeys, LinkToken};
use crate::search;
use crate::session::Session;
use crate::store::case_file::{self, Listed};
use crate::store::council;
use crate::tomoni::Tomoni;

/// Cards of one board; more than any council has open at once.
pub(super) const MOST_CARDS: u64 = 2000;
/// Cards that search shows.
const MOST_FOUND: u64 = 50;

/// A case of a list with its card, opened.
type Held = (CaseId, Arc<CaseCard>);

/// Who looks at a list, and with what.
pub(super) struct Reader {
    pub id: StaffId,
    pub keys: Arc<CouncilKeys>,
    pub council: Arc<Council>,
    pub subject: Subject,
}

impl Reader {
    pub(super) async fn of(t: &Tomoni, session: &Session) -> Result<Self, Shut> {
        let id = staff(session);
        // Whoever may open no directory opens no list either (代表者会議, BR-050; no pledge, BR-017).
        let (_, council, subject) =
            gate::council_for(t, id, session.council, Action::SignPledge).await?;
        if !subject.pledged {
            return Err(Shut::Refused(domain::refusal::Refusal::PledgeMissing));
        }
        let keys = t.keyring.council(t.store.read(), session.council).await?;
        Ok(Self {
            id,
            keys,
            council,
            subject,
        })
    }

    /// The card of a row, unless a block hides it from this reader.
    fn card(&self, case: CaseId, card: &CaseCard, today: NaiveDate) -> Option<Card> {
        let me = self.council.person(self.id)?;
        let gone = card.is_hidden_from(me) || card.has_run_out_for(me, today);
        (!gone).then(|| card.for_reader(case, &self.council, &self.subject, self.id, today))
    }

    /// The case with this number, where the reader may find it.
    async fn numbered(
        &self,
        t: &Tomoni,
        tokens: &[LinkToken],
        no: &str,
    ) -> Result<Option<Listed>, Refused> {
        let council = self.keys.council();
        let Some(case) = case_file::by_number(t.store.read(), council, no).await? else {
            return Ok(None);
        };
        if !case_file::may_find(t.store.read(), council, case, tokens).await? {
            return Ok(None);
        }
        // No place in the order is below zero: whatever card is in memory is opened anew.
        Ok(Some(Listed { id: case, seq: -1 }))
    }

    /// 形骸化への注意 over all cases of this fiscal year, for the 調整担当者; the cards are in memory.
    fn hollow(&self, t: &Tomoni, open: &[Held]) -> Option<String> {
        if !(self.subject.coordinates && self.subject.has(Role::CoordinationOfficer)) {
            return None;
        }
        let year = calendar::fiscal_year(calendar::jst_date(t.clock.now()));
        let me = self.council.person(self.id)?;
        let count = open
            .iter()
            .filter(|(_, card)| !card.is_hidden_from(me))
            .filter_map(|(_, card)| card.posthoc.get(&year).copied())
            .fold(PosthocCount::default(), PosthocCount::and);
        count.warning(self.council.policy.posthoc_share_percent)
    }

    /// One card for each woman: a record that is read with another one does not stand beside it, for
    /// whoever finds both.
    fn one_each(&self, open: &mut Vec<Held>) {
        let Some(me) = self.council.person(self.id) else {
            return;
        };
        let found = |case: CaseId| {
            open.iter()
                .any(|(id, card)| *id == case && !card.is_hidden_from(me))
        };
        let second: BTreeSet<CaseId> = open
            .iter()
            .filter(|(_, card)| card.joined_to.is_some_and(found))
            .map(|(case, _)| *case)
            .collect();
        open.retain(|(case, _)| !second.contains(case));
    }

    /// Cards with the audit row that tells of them, written before they are served.
    async fn cards(&self, t: &Tomoni, open: &[Held]) -> Result<Vec<Card>, Refused> {
        // Asked once: the time of day is not free for each of a thousand cards.
        let today = calendar::jst_date(t.clock.now());
        let cards: Vec<Card> = open
            .iter()
            .filter_map(|(case, card)| self.card(*case, card, today))
            .collect();
        let named: Vec<CaseId> = cards
            .iter()
            .filter(|card| card.name.is_some())
            .map(|card| card.id)
            .collect();
        if !named.is_empty() {
            let detail = Read {
                action: Action::SeeCase,
                place: false,
                reason: None,
                cases: named,
            };
            gate::note(t, &self.keys, Who::Staff(self.id), "list", None, &detail).await?;
        }
        Ok(cards)
    }
}

pub(super) async fn board(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(_): Json<wire::Board>,
) -> Result<Json<Board>, Refused> {
    let reader = Reader::of(&t, &session).await?;
    let tokens = gate::tokens_of(&reader.council, &reader.subject, &reader.keys).finds;
    let seq = council::last_seq(t.store.read(), session.council).await?;
    let rows = case_file::board(t.store.read(), session.council, &tokens, MOST_CARDS).await?;
    let mut open = t.cards.of(t.store.read(), &reader.keys, &rows).await?;
    reader.one_each(&mut open);
    let cards = reader.cards(&t, &open).await?;
    let hollow = reader.hollow(&t, &open);
    Ok(Json(Board {
        cards,
        seq: u64::try_from(seq).unwrap_or_default(),
        hollow,
    }))
}

pub(super) async fn search(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Search>,
) -> Result<Json<Found>, Refused> {
    let reader = Reader::of(&t, &session).await?;
    let tokens = gate::tokens_of(&reader.council, &reader.subject, &reader.keys).finds;
    let text = asked.text.trim();
    let limit = MOST_FOUND + 1;
    let mut rows = Vec::new();
    if let Some(no) = number_in(text) {
        rows.extend(reader.numbered(&t, &tokens, &no).await?);
    }
    if rows.is_empty() {
        let pieces: Vec<i64> = search::pieces_asked(text)
            .iter()
            .map(|p| reader.keys.search_token(p))
            .collect();
        rows = case_file::find(t.store.read(), session.council, &tokens, &pieces, limit).await?;
    }
    let open = t.cards.of(t.store.read(), &reader.keys, &rows).await?;
    let mut cards = reader.cards(&t, &open).await?;
    // A name is found only by those who may know it.
    let by_number = number_in(text).is_some();
    cards.retain(|card| by_number || card.name.is_some());
    let more = cards.len() as u64 > MOST_FOUND;
    cards.truncate(usize::try_from(MOST_FOUND).unwrap_or(usize::MAX));
    Ok(Json(Found { cards, more }))
}

/// A case number as typed: `K-R8-0001`, `k-r8-1`, full width, or without its hyphens.
fn number_in(text: &str) -> Option<String> {
    let parts: Vec<String> = text
        .split(['-', '‐', '－', 'ー', '−', ' ', '　'])
        .map(search::fold)
        .collect();
    let digits = |text: &str| text.chars().all(|sign| sign.is_ascii_digit()) && !text.is_empty();
    let (year, number) = match parts.as_slice() {
        [k, year, number] if k == "k" => (year.strip_prefix('r')?.to_owned(), number.clone()),
        [whole] => {
            // Without hyphens the last four digits are the number.
            let rest = whole.strip_prefix("kr")?;
            let at = rest
                .len()
                .checked_sub(4)
                .filter(|at| rest.is_char_boundary(*at))?;
            let (year, number) = rest.split_at(at);
            (year.to_owned(), number.to_owned())
        }
        _ => return None,
    };
    (digits(&year) && digits(&number)).then(|| format!("K-R{year}-{number:0>4}"))
}

/// For 緊急閲覧 (BR-054): whether a case with this number can be asked for. A block answers as if it
/// did not exist.
pub(super) async fn number(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Number>,
) -> Result<Json<Numbered>, Refused> {
    let no = number_in(&asked.no).ok_or_else(Refused::not_found)?;
    let found = case_file::by_number(t.store.read(), session.council, &no).await?;
    let case = CaseId(found.ok_or_else(Refused::not_found)?);
    let who = Who::Staff(staff(&session));
    // The same question that the command will be asked: nobody learns more than she or he may do.
    let reading = gate::Reading::default();
    gate::open_case(&t, who, session.council, case, Action::BreakGlass, reading).await?;
    Ok(Json(Numbered { case }))
}

#[cfg(test)]
mod tests {
    use super::number_in;

    #[test]
    fn a_case_number_is_read_however_it_is_typed() {
        for typed in [
            "K-R8-0001",
            "k-r8-1",
            "Ｋ－Ｒ８－０００１",
            "KR80001",
            "K R8 0001",
        ] {
            assert_eq!(number_in(typed).as_deref(), Some("K-R8-0001"), "{typed}");
        }
        assert_eq!(number_in("K-R8-10000").as_deref(), Some("K-R8-10000"));
    }

    #[test]
    fn a_name_is_no_case_number() {
        for typed in [
            "",
            "ワタナベ",
            "K",
            "K-R",
            "KR1",
            "K-R8-",
            "けーあーる",
            "渡邉 春花",
        ] {
            assert_eq!(number_in(typed), None, "{typed}");
        }
    }
}
