//! 様式1: numbered copies of the 進行管理台帳. Names only for the 調整担当者 with a reason; everyone else with
//! the ledger gets code and age band. File name and metadata carry nothing personal.

use axum::extract::State;
use axum::response::IntoResponse;
use domain::access::{Action, decide_conference};
use domain::calendar;
use domain::case::CaseFile;
use domain::command::SHORT_TEXT;
use domain::conference::ConferenceKind;
use domain::form::ledger::{LedgerName, LedgerRound, LedgerRow, birth_words};
use domain::id::CaseId;
use domain::refusal::Refusal;
use domain::view::case::age_band;
use domain::view::{CaseCard, Names};
use domain::wire::session::{FileKind, LedgerFile};
use paper::ledger::LedgerPaper;
use serde::Serialize;

use super::case::given;
use super::file::handed_out;
use super::{conference, refused, staff};
use crate::audit::{self, Entry};
use crate::gate::{self, LedgerReader, Shut, Who};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::session::Session;
use crate::store::case_file;
use crate::store::case_key::With;
use crate::store::conference::{Kinds, next_copy};
use crate::store::{StoreError, read, written};
use crate::submit::kind_number;
use crate::tomoni::Tomoni;

/// What the audit keeps of a copy.
#[derive(Serialize)]
struct Copy {
    action: Action,
    copy: u32,
    recipient: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    cases: Vec<CaseId>,
}

pub(super) async fn file(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<LedgerFile>,
) -> Result<impl IntoResponse, Refused> {
    let reader = reader(&t, &session).await?;
    let reason = asked.names.as_deref().map(given).transpose()?;
    if reason.is_some() && !gate::may(&reader.subject, Action::PrintLedgerNames) {
        return Err(refused(Refusal::NotYourRole));
    }
    let recipient = recipient(&asked.recipient)?;
    let rows = rows(&t, &reader, reason.is_some()).await?;
    let cases = rows.iter().map(|(case, _)| *case).collect();
    let copy = number(&t, &reader, recipient.clone(), reason, cases).await?;
    let paper = LedgerPaper {
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        copy_number: copy,
        // On paper an agency that must not be known has its cover; the audit keeps what was typed.
        copy_for: Names::for_paper(&reader.council).cover(&recipient),
    };
    let kind = match asked.pdf {
        true => FileKind::Pdf,
        false => FileKind::Xlsx,
    };
    handed_out(&format!("daicho-{copy}"), kind, move |kind| match kind {
        FileKind::Pdf => paper::ledger::pdf(&paper),
        FileKind::Xlsx => paper::ledger::xlsx(&paper),
    })
    .await
}

/// Whoever has the ledger now: the 調整担当者, or a practitioner through a round that is open to her.
async fn reader(t: &Tomoni, session: &Session) -> Result<LedgerReader, Shut> {
    let shut = match gate::ledger_for(t, session, None).await {
        Ok(reader) => return Ok(reader),
        Err(Shut::NotFound) => Shut::NotFound,
        Err(other) => return Err(other),
    };
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    let now = t.clock.now();
    let year = calendar::fiscal_year(calendar::jst_date(now));
    let kinds = Kinds::Only(kind_number(ConferenceKind::Practitioners)?);
    let (_, council) = t.councils.get(t.store.read(), &keys).await?;
    let subject = gate::subject_of(&council, Who::Staff(staff(session)), now);
    let all = conference::opened(t, &keys, year - 1..=year + 1, kinds).await?;
    let round = all.iter().find(|conference| {
        decide_conference(&subject, Action::SeeLedger, conference, &council, now).allows()
    });
    match round {
        Some(round) => gate::ledger_for(t, session, Some(round.id)).await,
        None => Err(shut),
    }
}

fn recipient(words: &str) -> Result<String, Refused> {
    let words = words.trim();
    if words.is_empty() {
        return Err(refused(Refusal::TextMissing));
    }
    if words.chars().count() > SHORT_TEXT {
        return Err(refused(Refusal::TextTooLong { max: SHORT_TEXT }));
    }
    Ok(words.to_owned())
}

/// The rows of all cases that the reader may find, by number.
async fn rows(
    t: &Tomoni,
    reader: &LedgerReader,
    named: bool,
) -> Result<Vec<(CaseId, LedgerRow)>, StoreError> {
    let conn = t.store.read();
    let shut = gate::tokens_of(&reader.council, &reader.subject, &reader.keys).shut;
    let listed = case_file::every(conn, reader.keys.council(), &shut).await?;
    let Some(me) = reader.council.person(reader.id) else {
        return Ok(Vec::new());
    };
    let names = Names::for_paper(&reader.council);
    let today = calendar::jst_date(reader.now);
    let mut rows = Vec::with_capacity(listed.len());
    for (case, card) in t.cards.of(conn, &reader.keys, &listed).await? {
        if card.is_hidden_from(me) {
            continue;
        }
        let who = if named {
            let open = case_file::load(conn, &reader.keys, case.0, With::File).await?;
            let Some(open) = open else { continue };
            let file: CaseFile = read(&open.body.body)?;
            LedgerName::Name {
                birth_and_age: birth_words(file.woman.birth, today),
                family: file
                    .family
                    .iter()
                    .filter(|one| one.accompanies)
                    .map(|one| one.name.clone())
                    .collect(),
                name: file.woman.name,
            }
        } else {
            LedgerName::CodeAndAgeBand {
                code: card.no.clone(),
                band: age_band(card.ledger.birth, today),
            }
        };
        rows.push((case, row(&card, who, &names)));
    }
    Ok(rows)
}

fn row(card: &CaseCard, who: LedgerName, names: &Names<'_>) -> LedgerRow {
    let named = matches!(who, LedgerName::Name { .. });
    let records = card.ledger.records.iter().map(|record| LedgerRound {
        meeting_date: record.held_on,
        agency: record
            .agency
            .map(|agency| names.agency_name(agency))
            .unwrap_or_default(),
        state: names.cover(&record.state),
    });
    LedgerRow {
        no: card
            .no
            .rsplit('-')
            .next()
            .and_then(|digits| digits.parse().ok())
            .unwrap_or_default(),
        who,
        accepted_on: card.ledger.accepted_on,
        records: records.collect(),
        note: match named {
            true => names.cover(&card.ledger.note),
            false => String::new(),
        },
    }
}

/// Gives the copy its number and writes it down with its reason, before there is a copy.
async fn number(
    t: &Tomoni,
    reader: &LedgerReader,
    recipient: String,
    reason: Option<String>,
    cases: Vec<CaseId>,
) -> Result<u32, StoreError> {
    let (keys, id, now) = (reader.keys.clone(), reader.id, reader.now);
    t.writer
        .run(keys.council(), move |txn| {
            Box::pin(async move {
                let copy = next_copy(txn, keys.council()).await?;
                let detail = Copy {
                    action: match reason {
                        Some(_) => Action::PrintLedgerNames,
                        None => Action::SeeLedger,
                    },
                    copy,
                    recipient,
                    reason,
                    cases,
                };
                let entry = Entry {
                    actor: id.0,
                    action: "print",
                    case: None,
                    detail: &written(&detail)?,
                };
                audit::append(txn, &keys, now, entry).await?;
                Ok(copy)
            })
        })
        .await
}
