//! これまでに渡した情報 on paper, for her to take home: a numbered copy without her name.

use axum::extract::State;
use axum::response::IntoResponse;
use domain::access::Action;
use domain::calendar::wareki;
use domain::id::ConsentId;
use domain::refusal::Refusal;
use domain::view::given::{Given, GivenBasis, GivenLine, GivenWhat};
use domain::wire::session::{FileKind, GivenPaper};
use paper::given::{GivenRow, GivenSheet};
use serde::Serialize;

use super::file::{handed_out, numbered};
use super::{refused, staff};
use crate::gate::{Reading, Who, open_case};
use crate::given::traces;
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::tomoni::Tomoni;

/// What the audit keeps of a copy.
#[derive(Serialize)]
struct Copy {
    action: Action,
    copy: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    consent: Option<ConsentId>,
}

pub(super) async fn file(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<GivenPaper>,
) -> Result<impl IntoResponse, Refused> {
    let GivenPaper { case, consent } = asked;
    let (who, action) = (Who::Staff(staff(&session)), Action::SeeGiven);
    let opened = open_case(&t, who, session.council, case, action, Reading::default()).await?;
    let only = match consent {
        None => None,
        Some(id) => {
            let mut known = opened.file.consents.iter();
            let known = known
                .find(|known| known.id == id)
                .ok_or_else(Refused::not_found)?;
            let gone = known.agencies_gone();
            if gone.is_empty() {
                return Err(refused(Refusal::StepMissing));
            }
            Some(gone)
        }
    };
    let known = traces(&t, session.council, &opened.council, &opened.file).await?;
    let given = Given::on_paper(
        &opened.file,
        &opened.council,
        &known,
        only.as_ref(),
        opened.now,
    );
    let copy = numbered(&t, &session, Some(case), move |copy| Copy {
        action,
        copy,
        consent,
    })
    .await?;
    let sheet = sheet(given, copy);
    handed_out("ichiran", FileKind::Pdf, move |_| paper::given::pdf(&sheet)).await
}

fn sheet(given: Given, copy: u32) -> GivenSheet {
    GivenSheet {
        made_on: wareki(given.today).to_string(),
        copy_number: copy,
        to: given
            .to
            .into_iter()
            .map(|to| {
                let now = match to.open {
                    true => "いまも伝わります",
                    false => "いまは伝えていません",
                };
                let rows = to.lines.iter().map(row).collect();
                (format!("{}（{now}）", to.name), rows)
            })
            .collect(),
    }
}

fn row(line: &GivenLine) -> GivenRow {
    let day = |on| wareki(on).to_string();
    let on = match &line.what {
        GivenWhat::Opened { last, days } if *days > 1 => {
            format!("{}から\n{}まで\n（{days}日）", day(line.on), day(*last))
        }
        _ => day(line.on),
    };
    let what = match &line.what {
        GivenWhat::Request => "会議を開いてほしいと、書類で頼みました。".to_owned(),
        GivenWhat::Letter => {
            "会議の案内の紙を作りました。あなたの名前は書いていません。".to_owned()
        }
        GivenWhat::Talked(kind) => format!("会議（{}）で、いっしょに話しました。", kind.label()),
        GivenWhat::Minutes(kind) => format!("会議（{}）の記録を渡しました。", kind.label()),
        GivenWhat::Report => "会議で決まったことを、書類で知らせました。".to_owned(),
        GivenWhat::Plan { version } => {
            format!("あなたの計画（{version}番目）を、会議で見ました。")
        }
        GivenWhat::Asked => "たずねたり、頼んだりしました。".to_owned(),
        GivenWhat::Handed { words } if words.is_empty() => "つなぎました。".to_owned(),
        GivenWhat::Handed { words } => format!("つなぐときに、渡しました。\n{words}"),
        GivenWhat::Transferred { .. } => "ほかの市区町村に渡す書類を作りました。".to_owned(),
        GivenWhat::Opened { .. } => "あなたのページを開きました。".to_owned(),
        GivenWhat::Urgently => "急いで確かめるために、開きました。".to_owned(),
    };
    let basis = match &line.basis {
        None => String::new(),
        Some(GivenBasis::Consent { given_on }) => format!("{}の、あなたの同意", day(*given_on)),
        Some(GivenBasis::Told) => "あなたに話してから".to_owned(),
        Some(GivenBasis::Law(law)) => law.clone(),
    };
    let besides = match line.what {
        GivenWhat::Transferred { name, words, place } => [name, words, place],
        _ => [false; 3],
    };
    let named = ["名前・生年月日", "あなたのことば", "住所・連絡先"];
    let named = named.into_iter().zip(besides).filter(|(_, is)| *is);
    let kinds = line.kinds.iter().map(|kind| kind.label());
    let kinds: Vec<&str> = named.map(|(words, _)| words).chain(kinds).collect();
    GivenRow {
        on,
        what,
        basis,
        kinds: kinds.join("、"),
    }
}
