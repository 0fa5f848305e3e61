//! How a request is refused: a kind for the program, and words that tell a person what to do.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::refusal::Refusal;
use domain::wire::{ApiError, ErrorKind};

use crate::password::PasswordError;
use crate::store::StoreError;

/// A refusal. At the staff door it is an [`ApiError`]; at her door a
/// plain page with the same words.
#[derive(Clone, Debug)]
pub struct Refused {
    status: StatusCode,
    kind: ErrorKind,
    message: String,
    refusal: Option<Refusal>,
    wait: Option<u64>,
}

/// The words of a refusal, kept with a response for the door to put into its own form.
#[derive(Clone)]
pub(crate) struct Words(pub String);

impl Refused {
    /// A refusal with a status, a kind and plain Japanese words.
    pub fn new(status: StatusCode, kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            status,
            kind,
            message: message.into(),
            refusal: None,
            wait: None,
        }
    }

    /// Also tells after how many seconds to try again.
    #[must_use]
    pub fn wait(mut self, seconds: u64) -> Self {
        self.wait = Some(seconds);
        self
    }

    /// Also carries what the rules said.
    #[must_use]
    pub fn because(mut self, refusal: Refusal) -> Self {
        self.refusal = Some(refusal);
        self
    }

    /// Neither there nor hidden: the two are answered alike.
    pub fn not_found() -> Self {
        Self::of_status(StatusCode::NOT_FOUND)
    }

    /// Nobody is signed in.
    pub fn signed_out() -> Self {
        Self::of_status(StatusCode::UNAUTHORIZED)
    }

    /// Too many at once.
    pub fn busy() -> Self {
        Self::of_status(StatusCode::SERVICE_UNAVAILABLE).wait(3)
    }

    /// What is said where only a status is known.
    pub fn of_status(status: StatusCode) -> Self {
        let (kind, message) = match status {
            StatusCode::UNAUTHORIZED => (
                ErrorKind::SignedOut,
                "もう一度サインインしてください。書いたものは残っています。",
            ),
            StatusCode::FORBIDDEN => (
                ErrorKind::ForeignOrigin,
                "この画面からは送れません。画面を開き直してから、もう一度送ってください。",
            ),
            StatusCode::NOT_FOUND => (
                ErrorKind::NotFound,
                "見つかりませんでした。前の画面に戻って、選び直してください。",
            ),
            StatusCode::REQUEST_TIMEOUT => (
                ErrorKind::TryLater,
                "時間がかかりすぎたので止めました。もう一度送ってください。",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => (
                ErrorKind::TooLarge,
                "一度に送れる量を超えています。文を短くするか、分けて送ってください。",
            ),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => (
                ErrorKind::WrongContentType,
                "この形では受け取れません。画面を開き直してから、もう一度送ってください。",
            ),
            StatusCode::MISDIRECTED_REQUEST => (
                ErrorKind::UnknownHost,
                "この住所（アドレス）では開けません。案内された住所で開いてください。",
            ),
            StatusCode::TOO_MANY_REQUESTS => (
                ErrorKind::TryLater,
                "続けて何度も送られました。少し待ってから、もう一度送ってください。",
            ),
            StatusCode::SERVICE_UNAVAILABLE => (
                ErrorKind::Busy,
                "いま混み合っています。少し待ってから、もう一度送ってください。",
            ),
            status if status.is_server_error() => (
                ErrorKind::Internal,
                "こちらの都合でできませんでした。少し待ってから、もう一度送ってください。",
            ),
            _ => (
                ErrorKind::BadRequest,
                "送られた内容を読み取れませんでした。画面を開き直してから、もう一度送ってください。",
            ),
        };
        Self::new(status, kind, message)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let words = Words(self.message.clone());
        let body = Json(ApiError {
            error: self.kind,
            message: self.message,
            refusal: self.refusal,
        });
        let mut response = (self.status, body).into_response();
        if let Some(wait) = self.wait {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        response.extensions_mut().insert(words);
        response
    }
}

/// A failure of ours: logged once here, answered with a trace id and nothing else.
fn our_fault(error: &dyn std::fmt::Display) -> Refused {
    let trace = uuid::Uuid::new_v4().simple().to_string();
    tracing::error!(trace, %error, "a request failed");
    Refused::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        ErrorKind::Internal,
        format!(
            "こちらの都合でできませんでした。少し待ってから、もう一度送ってください。続くときは、次の番号を管理者に伝えてください：{trace}"
        ),
    )
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        our_fault(&error)
    }
}

impl From<PasswordError> for Refused {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::busy(),
            other => our_fault(&other),
        }
    }
}

/// A handler panicked.
pub(crate) fn panicked() -> Refused {
    our_fault(&"a handler panicked")
}
