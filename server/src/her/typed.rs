//! What a form of hers sent, exactly as typed.

use std::ops::Deref;

use axum::extract::{Form, FromRequest, Request};
use axum::http::StatusCode;
use uuid::Uuid;

use super::kept;
use crate::http::refusal::Refused;
use crate::session::Session;
use crate::tomoni::Tomoni;
use app::her::field;
use app::her::typed::Fields;
pub(super) use app::her::typed::{too_long, too_long_name};

/// The fields of a form of hers that has arrived.
pub(super) struct Typed(Fields);

impl Deref for Typed {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.0
    }
}

impl FromRequest<Tomoni> for Typed {
    type Rejection = Refused;

    async fn from_request(request: Request, tomoni: &Tomoni) -> Result<Self, Refused> {
        let (place, headers) = (request.uri().path().to_owned(), request.headers().clone());
        let typed = match Form::<Vec<(String, String)>>::from_request(request, tomoni).await {
            Ok(Form(fields)) => Self(Fields(fields)),
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
        Self(Fields(fields))
    }

    /// All fields, in order.
    pub(super) fn fields(&self) -> &[(String, String)] {
        &self.0.0
    }

    /// The id a command goes under: the form's own, so that sending it twice changes nothing.
    pub(super) fn ticket(&self, name: &str, tomoni: &Tomoni) -> Uuid {
        self.id(name).unwrap_or_else(|| tomoni.ids.ordered())
    }

    /// Whether the form was made for this session.
    pub(super) fn is_of(&self, session: &Session) -> bool {
        session.owns_form(self.get(field::TOKEN))
    }
}
