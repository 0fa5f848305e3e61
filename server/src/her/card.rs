//! カード: ten lines, each good for one visit, given to her in person. A line is a handle and a
//! one-time code in one; neither is of use without the PIN of her choice.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use domain::access::Action;
use domain::id::{CaseId, StaffId};
use domain::wire::ErrorKind;
use domain::wire::session::{GiveCard, GivenCard};
use futures::FutureExt;
use paper::card::{CardPaper, LINES};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::pin;
use crate::audit::{self, Entry};
use crate::gate::{self, Reading, Who};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::ids::{NoRandomness, secret};
use crate::password::{PasswordError, read_code};
use crate::session::Session;
use crate::store::{StoreError, card_line, session as sessions};
use crate::tomoni::Tomoni;

/// Signs of the handle, and as many of the code: 40 bits each.
const HALF: usize = 8;
/// What the audit calls the giving and the printing.
const GIVEN: &str = "card-given";
const PRINTED: &str = "card-printed";
/// Crockford's base 32: no sign is easily taken for another.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A line of a card.
pub(super) struct Line {
    handle: Zeroizing<String>,
    pub(super) code: Zeroizing<String>,
}

impl Line {
    pub(super) fn new() -> Result<Self, NoRandomness> {
        let random = secret::<{ 2 * HALF }>()?;
        let half = |bytes: &[u8]| {
            let signs = bytes
                .iter()
                .map(|byte| char::from(SIGNS[usize::from(byte % 32)]));
            Zeroizing::new(signs.collect::<String>())
        };
        let (handle, code) = random.split_at(HALF);
        Ok(Self {
            handle: half(handle),
            code: half(code),
        })
    }

    /// A line as typed: width, case, hyphens and spaces do not matter.
    pub(super) fn read(typed: &str) -> Self {
        let typed: String = typed.chars().take(64).collect();
        let signs = read_code(&typed).replace('-', "");
        let (handle, code) = match signs.split_at_checked(HALF) {
            Some((handle, code)) => (handle, code),
            None => (signs.as_str(), ""),
        };
        Self {
            handle: Zeroizing::new(handle.to_owned()),
            code: Zeroizing::new(code.to_owned()),
        }
    }

    /// What stands for the handle in the database; never that of a login name.
    pub(super) fn token(&self, tomoni: &Tomoni) -> [u8; 32] {
        tomoni
            .keyring
            .login_token(&format!("card:{}", *self.handle))
    }

    /// Handle and code, each of its length; they may stand on paper as they are.
    fn is_whole(&self) -> bool {
        self.handle.len() == HALF && self.code.len() == HALF
    }

    /// As printed, in groups of four.
    pub(super) fn printed(&self) -> String {
        let signs: Vec<char> = self.handle.chars().chain(self.code.chars()).collect();
        let groups: Vec<String> = signs
            .chunks(4)
            .map(|group| group.iter().collect())
            .collect();
        groups.join("-")
    }
}

/// `POST` [`domain::wire::session::CARD`] of the staff door.
///
/// # Errors
/// See [`give_card`].
pub async fn give(
    State(tomoni): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<GiveCard>,
) -> Result<Json<GivenCard>, Refused> {
    let lines = give_card(&tomoni, &session, asked.case, &asked.pin, &asked.pin_again).await?;
    let host = host(&tomoni);
    Ok(Json(GivenCard { lines, host }))
}

/// The address on the card.
pub(super) fn host(tomoni: &Tomoni) -> String {
    let hosts = tomoni.settings.her_hosts.first();
    let host = tomoni.settings.card_host.as_ref().or(hosts);
    host.cloned().unwrap_or_default()
}

/// Gives her a new card with the PIN she has chosen; the card before is good for nothing from now
/// on, and a visit that is going on ends. The lines are told once and kept nowhere.
///
/// # Errors
/// [`Refused`] if the person may not, or if the PIN is weak or was not typed alike twice.
pub async fn give_card(
    tomoni: &Tomoni,
    session: &Session,
    case: CaseId,
    pin: &str,
    pin_again: &str,
) -> Result<Vec<String>, Refused> {
    let who = Who::Staff(StaffId(session.subject));
    let reading = Reading::default();
    let opened = gate::open_case(
        tomoni,
        who,
        session.council,
        case,
        Action::GiveCard,
        reading,
    )
    .await?;
    let (pin, again) = (pin::read(pin), pin::read(pin_again));
    if let Err(weak) = pin::check(&pin, &opened.file) {
        return Err(not_taken(weak.words()));
    }
    if *pin != *again {
        return Err(not_taken(
            "2回の数字が違います。もう一度、同じ数字を2回入れてください。",
        ));
    }
    let staff = session.subject;
    issue(tomoni, session.council, case.0, staff, pin).await
}

fn not_taken(message: &str) -> Refused {
    Refused::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::Refused,
        message,
    )
}

/// Makes and keeps a card, whoever gave it. The demonstration gives its own by this.
///
/// # Errors
/// [`Refused`] if the machine is too busy or out of order.
pub async fn issue(
    tomoni: &Tomoni,
    council: Uuid,
    case: Uuid,
    by: Uuid,
    pin: Zeroizing<String>,
) -> Result<Vec<String>, Refused> {
    let pin_hash = tomoni.passwords.hash(pin).await?;
    let mut printed = Vec::with_capacity(LINES);
    let mut rows = Vec::with_capacity(LINES);
    for _ in 0..LINES {
        let line = Line::new().map_err(PasswordError::from)?;
        printed.push(line.printed());
        let handle = line.token(tomoni);
        rows.push((handle, tomoni.passwords.hash(line.code).await?));
    }
    let keys = tomoni.keyring.council(tomoni.store.read(), council).await?;
    let now = tomoni.clock.now();
    tomoni
        .writer
        .run(council, move |txn| {
            async move {
                card_line::give_card(txn, council, case, rows).await?;
                card_line::set_pin(txn, case, pin_hash).await?;
                sessions::end_all(txn, case).await?;
                let entry = Entry {
                    actor: by,
                    action: GIVEN,
                    case: Some(case),
                    detail: b"",
                };
                audit::append(txn, &keys, now, entry).await?;
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await?;
    Ok(printed)
}

/// Why a card is not printed.
enum NotPrinted {
    /// A line of it is none of hers, used, or of a card that was replaced.
    Over,
    /// There is a paper already.
    Printed,
    Store(StoreError),
}

impl From<StoreError> for NotPrinted {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<NotPrinted> for Refused {
    fn from(why: NotPrinted) -> Self {
        match why {
            NotPrinted::Over => not_taken(
                "このカードは、もう印刷できません。使われたか、新しいカードに替わっています。紙がいるときは、本人と新しいカードを作ってください。",
            ),
            NotPrinted::Printed => not_taken(
                "このカードの紙は、もう作りました。紙がないときは、本人と新しいカードを作ってください。前のカードは使えなくなります。",
            ),
            NotPrinted::Store(error) => error.into(),
        }
    }
}

/// The card for the typesetter, once, and only while none of its lines was used: whoever printed a card
/// that she carries would have a second one. The lines come back from the screen they were told to, for
/// nothing but their hashes is kept; the codes in them are not judged again, for a wrong one opens nothing.
///
/// # Errors
/// [`Refused`] if the person may not, or if the card was printed, used or replaced.
pub async fn to_print(
    tomoni: &Tomoni,
    session: &Session,
    case: CaseId,
    typed: &[String],
) -> Result<CardPaper, Refused> {
    let who = Who::Staff(StaffId(session.subject));
    let reading = Reading::default();
    let action = Action::GiveCard;
    gate::open_case(tomoni, who, session.council, case, action, reading).await?;
    let lines: Vec<Line> = typed
        .iter()
        .take(LINES + 1)
        .map(|t| Line::read(t))
        .collect();
    if lines.len() != LINES || !lines.iter().all(Line::is_whole) {
        return Err(NotPrinted::Over.into());
    }
    let handles: BTreeSet<[u8; 32]> = lines.iter().map(|line| line.token(tomoni)).collect();
    if handles.len() != LINES {
        return Err(NotPrinted::Over.into());
    }
    written_down(tomoni, session, case, handles).await?;
    Ok(CardPaper {
        host: host(tomoni),
        lines: lines.iter().map(Line::printed).collect(),
    })
}

/// Puts the print on record before there is a paper. Writing first takes the council's turn, so that of
/// two who print at once one sees the other.
async fn written_down(
    tomoni: &Tomoni,
    session: &Session,
    case: CaseId,
    handles: BTreeSet<[u8; 32]>,
) -> Result<(), NotPrinted> {
    let (council, by) = (session.council, session.subject);
    let keys = tomoni.keyring.council(tomoni.store.read(), council).await?;
    let now = tomoni.clock.now();
    tomoni
        .writer
        .run(council, move |txn| {
            async move {
                let entry = Entry {
                    actor: by,
                    action: PRINTED,
                    case: Some(case.0),
                    detail: b"",
                };
                audit::append(txn, &keys, now, entry).await?;
                for handle in handles {
                    let line = card_line::find(txn.conn().await?, handle).await?;
                    if !line.is_some_and(|line| line.is_of_card(case.0)) {
                        return Err(NotPrinted::Over);
                    }
                }
                let conn = txn.conn().await?;
                let given = audit::of_case_by(conn, &keys, case.0, GIVEN, None).await?;
                let since = given.first().map_or(0, |given| given.seq);
                let printed = audit::of_case_by(conn, &keys, case.0, PRINTED, None).await?;
                match printed.iter().filter(|one| one.seq > since).count() {
                    0 | 1 => Ok(()),
                    _ => Err(NotPrinted::Printed),
                }
            }
            .boxed()
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_however_it_was_typed() {
        let line = Line::new().unwrap();
        let printed = line.printed();
        assert_eq!(printed.len(), 19);
        for typed in [
            printed.clone(),
            printed.to_lowercase(),
            printed.replace('-', " "),
            printed.replace('-', ""),
            printed.replace('0', "O").replace('1', "l"),
        ] {
            let read = Line::read(&typed);
            assert_eq!(
                (&*read.handle, &*read.code),
                (&*line.handle, &*line.code),
                "{typed}"
            );
        }
        assert_eq!(*Line::read("").handle, "");
        assert_eq!(*Line::read("あいう").code, "");
    }
}
