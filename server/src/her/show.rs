//! 見せるモード: the worker hands the tablet over. The worker's session ends first; what opens is her own door, and
//! only for her: her PIN stays the key, and the line that the tablet carries is good once and for minutes.

use app::her::{entry as page, path};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::Duration;
use domain::access::Action;
use domain::id::StaffId;
use domain::wire::ErrorKind;
use domain::wire::session::{HandOver, HandedOver};
use futures::FutureExt;

use super::card::{self, Line};
use super::{Visit, chosen};
use crate::audit::{self, Entry};
use crate::gate::{self, Reading, Who};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::password::PasswordError;
use crate::session::{self, Door};
use crate::store::card_line::{self, Shown};
use crate::store::{StoreError, session as sessions};
use crate::tomoni::Tomoni;

/// So long she can take the tablet.
const FOR: Duration = Duration::minutes(5);

/// `POST` [`domain::wire::session::HAND_OVER`] of the staff door: signs the worker out and tells where the
/// tablet goes.
///
/// # Errors
/// [`Refused`] if the person may not, or if she has no card with a PIN of her own.
pub async fn hand_over(
    State(tomoni): State<Tomoni>,
    Staff(staff): Staff,
    Json(asked): Json<HandOver>,
) -> Result<Response, Refused> {
    let (who, case) = (Who::Staff(StaffId(staff.subject)), asked.case);
    let (council, by, reading) = (staff.council, staff.subject, Reading::default());
    gate::open_case(&tomoni, who, council, case, Action::GiveCard, reading).await?;
    let line = Line::new().map_err(PasswordError::from)?;
    let (printed, handle) = (line.printed(), line.token(&tomoni));
    let code_hash = tomoni.passwords.hash(line.code).await?;
    let keys = tomoni.keyring.council(tomoni.store.read(), council).await?;
    let now = tomoni.clock.now();
    let shown = Shown {
        by,
        until: now + FOR,
    };
    let token = staff.token_hash;
    tomoni
        .writer
        .run(council, move |txn| {
            async move {
                if !card_line::show(txn, council, case.0, (handle, code_hash), &shown).await? {
                    return Err(NotHanded::NoNumber);
                }
                // Of two who hand over at once with one session, one does.
                if !sessions::end(txn, token).await? {
                    return Err(NotHanded::SignedOut);
                }
                sessions::over_beside(txn, by, now).await?;
                let entry = Entry {
                    actor: by,
                    action: "handed-over",
                    case: Some(case.0),
                    detail: b"",
                };
                audit::append(txn, &keys, now, entry).await?;
                Ok(())
            }
            .boxed()
        })
        .await?;
    // Behind the #, so that it reaches no server and no log of one.
    let place = format!("{}{}#{printed}", card::host(&tomoni), path::SHOWN);
    let response = Json(HandedOver { place }).into_response();
    Ok(super::with_cookie(
        response,
        session::expired_cookie(Door::Staff),
    ))
}

/// Why a tablet is not handed over.
enum NotHanded {
    /// She has no number of her own yet, or it stands still.
    NoNumber,
    /// The worker's session was over meanwhile.
    SignedOut,
    Store(StoreError),
}

impl From<StoreError> for NotHanded {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<NotHanded> for Refused {
    fn from(why: NotHanded) -> Self {
        match why {
            NotHanded::NoNumber => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                ErrorKind::Refused,
                "本人の暗証番号が、まだないか、止まっています。先に「カードを渡す」で、本人に暗証番号を入れてもらってください。",
            ),
            NotHanded::SignedOut => Self::signed_out(),
            NotHanded::Store(error) => error.into(),
        }
    }
}

/// The page where she types her number on the worker's tablet. It is the same for everybody: the line that
/// the tablet brings along is behind the #, and the script puts it into the form.
pub(super) async fn open(visit: Visit) -> Response {
    // What somebody chose before her says nothing about her.
    let response = visit.public_page(StatusCode::OK, || page::shown(Vec::new(), String::new()));
    chosen::gone().fold(response, super::with_cookie)
}
