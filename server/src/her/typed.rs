//! What a form of hers sent, exactly as typed.

use axum::extract::{Form, FromRequest, Request};
use axum::http::StatusCode;
use domain::command::{LONG_TEXT, SHORT_TEXT};
use uuid::Uuid;

use super::kept;
use crate::http::refusal::Refused;
use crate::session::Session;
use crate::tomoni::Tomoni;
use app::her::field;

/// The fields of a form, in order. A name may occur more than once.
pub(super) struct Typed(Vec<(String, String)>);

impl FromRequest<Tomoni> for Typed {
    type Rejection = Refused;

    async fn from_request(request: Request, tomoni: &Tomoni) -> Result<Self, Refused> {
        let (place, headers) = (request.uri().path().to_owned(), request.headers().clone());
        let typed = match Form::<Vec<(String, String)>>::from_request(request, tomoni).await {
            Ok(Form(fields)) => Self(fields),
            Err(refused) => {
                return Err(Refused::of_status(match refused {
                    axum::extract::rejection::FormRejection::BytesRejection(bytes) => {
                        bytes.status()
                    }
                    _ => StatusCode::BAD_REQUEST,
                }));
            }
        };
        // Here and not in a handler, so that no form of hers can be forgotten.
        kept::arrived(tomoni, &place, &headers, &typed).await?;
        Ok(typed)
    }
}

impl Typed {
    /// Fields that were kept.
    pub(super) fn of(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// All fields, in order.
    pub(super) fn fields(&self) -> &[(String, String)] {
        &self.0
    }

    /// The first field of that name; empty if there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// All fields of that name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// A text as she typed it; browsers send line breaks as two signs.
    pub(super) fn text(&self, name: &str) -> String {
        self.get(name).replace("\r\n", "\n")
    }

    /// An id that the form carried.
    pub(super) fn id(&self, name: &str) -> Option<Uuid> {
        Uuid::parse_str(self.get(name)).ok()
    }

    /// The id a command goes under: the form's own, so that sending it twice changes nothing.
    pub(super) fn ticket(&self, name: &str, tomoni: &Tomoni) -> Uuid {
        self.id(name).unwrap_or_else(|| tomoni.ids.ordered())
    }

    /// Whether the form was made for this session.
    pub(super) fn is_of(&self, session: &Session) -> bool {
        session.owns_form(self.get(field::TOKEN))
    }

    /// Whether the form shows this version of this plan.
    pub(super) fn shows(&self, plan: Uuid, version: u16) -> bool {
        self.id(field::PLAN) == Some(plan) && self.get(field::VERSION).parse() == Ok(version)
    }
}

/// Longer than the rules allow.
pub(super) fn too_long(text: &str) -> bool {
    text.chars().count() > LONG_TEXT
}

/// Whether a name is longer than a name can be.
pub(super) fn too_long_name(name: &str) -> bool {
    name.chars().count() > SHORT_TEXT
}
