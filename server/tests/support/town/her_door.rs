//! Her door: what she opens and sends, with the card that her caseworker gives her.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, header};
use domain::case::CaseFile;
use domain::command::{CaseCommand, Command};
use domain::council::Council;
use domain::view::her::PlanPage;
use domain::wire::session::GivenCard;
use domain::wire::{self, Outcome};
use serde_json::json;
use server::gate::{self, Reading, Who};
use server::submit::submit;
use tower::ServiceExt;

use super::{Raw, Town, raw};

impl Town {
    /// Her case as her own door opens it.
    pub async fn her_file(&self) -> CaseFile {
        self.her_case().await.0
    }

    /// Her first page, as a view.
    pub async fn her_plan_page(&self) -> PlanPage {
        let (file, council) = self.her_case().await;
        PlanPage::of(&file, &council, self.tomoni.clock.now())
    }

    async fn her_case(&self) -> (CaseFile, Arc<Council>) {
        let reading = Reading::default();
        let read = gate::read_her(&self.tomoni, self.council, self.case, reading).await;
        read.unwrap().unwrap()
    }

    /// She herself, at her door.
    pub async fn she(&self, act: CaseCommand) -> Outcome {
        let envelope = self.envelope(Command::Case {
            case: self.case,
            act,
        });
        let who = Who::Woman(self.case);
        let mut results = submit(&self.tomoni, &who, self.council, vec![envelope])
            .await
            .unwrap();
        results.remove(0).outcome
    }

    pub async fn she_did(&self, act: CaseCommand) {
        let outcome = self.she(act).await;
        assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
    }

    /// A new card, and a page of hers read with the first of its lines.
    pub async fn she_opens(&self, path: &str) -> String {
        let cookie = self.she_comes_in().await;
        self.her_page(&cookie, path).await
    }

    /// A new card, and the cookie of a visit with the first of its lines.
    pub async fn she_comes_in(&self) -> String {
        let pin = crate::tale::PIN;
        let asked = json!({ "case": self.case, "pin": pin, "pin_again": pin });
        let given = self
            .post("ichiko", wire::session::CARD, asked.to_string())
            .await;
        assert_eq!(given.status, 200, "{}", given.text());
        let given: GivenCard = serde_json::from_slice(&given.body).unwrap();
        let fields = [("c", &*given.lines[0]), ("n", pin)];
        let answer = self.she_sends("", "/", &fields).await;
        assert_eq!(answer.status, 303);
        let cookie = answer.header("set-cookie");
        cookie.split(';').next().unwrap().to_owned()
    }

    /// A page of hers.
    pub async fn her_page(&self, cookie: &str, path: &str) -> String {
        let answer = self.at_her_door(cookie, path, None).await;
        assert_eq!(answer.status, 200);
        answer.text()
    }

    /// The answer to a form of hers.
    pub async fn she_sends(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Raw {
        let fields = fields.iter().map(|(name, value)| {
            let value = value
                .replace('%', "%25")
                .replace('+', "%2B")
                .replace('&', "%26");
            format!("{name}={value}")
        });
        let body = fields.collect::<Vec<_>>().join("&");
        self.at_her_door(cookie, path, Some(body)).await
    }

    /// One page of hers read, or with a body a form of hers sent.
    pub async fn at_her_door(&self, cookie: &str, path: &str, form: Option<String>) -> Raw {
        let method = if form.is_some() { "POST" } else { "GET" };
        let mut request = Request::builder().method(method).uri(path);
        if path.starts_with("/j?") {
            // The page asks by itself.
            request = request.header("x-tomoni-background", "1");
        }
        let request = request
            .header(header::HOST, "127.0.0.1:8081")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.unwrap_or_default()))
            .unwrap();
        raw(self.her_door.clone().oneshot(request).await.unwrap()).await
    }
}
