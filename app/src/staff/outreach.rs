//! 外で会った人: the short paper for somebody met at night, whose name nobody knows. It is the 相談受付票
//! with the few boxes that can be filled in standing, and waits on the tablet where nothing can be
//! reached.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::form::intake::key;
use domain::form::{self, FormData};
use domain::id::RecordId;
use domain::record::ThreeParts;
use domain::view::Directory;
use leptos::prelude::*;

use crate::route::Route;
use crate::ui::*;

use super::act::{Act, Refusing};
use super::case::{LevelFields, TOOL, levels};
use super::door::door;
use super::ids;
use super::intake::{NewPaper, NewPaperForm, where_to};

/// What is asked for outside, in the order of the paper.
const ASKED: [&str; 10] = [
    key::CALLED_NAME,
    key::CODE_WORD,
    key::BIRTH_DATE,
    key::AGE,
    key::SAFE_CONTACT,
    key::MATTERS,
    key::DANGER_NOW,
    key::FACTS,
    key::HER_WORDS,
    key::WORKER_VIEW,
];

/// Where a half-written one is kept.
pub(super) const DRAFT: &str = "outreach";

#[component]
pub fn OutreachScreen() -> impl IntoView {
    let may_accept = door().may(&[Action::AcceptCase]);
    view! {
        <div class="page page--narrow">
            <div class="page__head">
                <h1>"外で会った人"</h1>
            </div>
            <p class="page__lead">
                "一人ずつ書きます。人数だけの記録は"<a href=Route::Patrols.path()>"見回り"</a>"に書きます。名前がわからなくても、つながらない所でも書けます。呼び名と合図の言葉があると、次に会ったときに同じ人だとわかります。本人が同意するまで、ほかの機関には見えません。"
            </p>
            <Show
                when=move || may_accept.get()
                fallback=|| {
                    view! {
                        <EmptyState title="この操作は、あなたの役割ではできません" icon=Icon::Lock>
                            <p>"相談を受け付ける役割の人が書きます。"</p>
                        </EmptyState>
                    }
                }
            >
                <Met/>
            </Show>
        </div>
    }
}

#[component]
fn Met() -> impl IntoView {
    let paper = NewPaper::begin(DRAFT);
    let risk = RwSignal::new(String::new());
    let urgency = RwSignal::new(String::new());
    let judge = Act::keeping();
    let submit = move |()| {
        let Some(typed) = paper.fit() else { return };
        let judged = match judged(&typed, risk, urgency) {
            Ok(judged) => judged,
            Err(words) => return paper.act.refuse(words),
        };
        paper.hand_in(typed, move |case, seq| match judged {
            None => door().replace(where_to(case, seq)),
            // It follows the case, in the box as well as on the server.
            Some(judged) => judge.case(case, judged, "相談を受け付けました", move |seq| {
                door().replace(where_to(case, seq));
            }),
        });
    };
    let skip = form::INTAKE
        .fields()
        .map(|field| field.key)
        .filter(|key| !ASKED.contains(key))
        .collect::<Vec<_>>();
    // None of its boxes asks for an agency or for a person.
    let nobody = Signal::stored(Directory::default());
    view! {
        <NewPaperForm paper prefix="outreach" directory=nobody skip on_send=submit>
            <section class="form__section">
                <h2>"危険度・緊急度"</h2>
                <LevelFields risk urgency need=Need::Optional/>
            </section>
            <Refusing act=judge/>
        </NewPaperForm>
    }
}

/// Danger and urgency as they were judged on the spot; nothing where neither was chosen.
fn judged(
    typed: &FormData,
    risk: RwSignal<String>,
    urgency: RwSignal<String>,
) -> Result<Option<CaseCommand>, &'static str> {
    let (risk, urgency) = match levels(risk, urgency) {
        (None, None) => return Ok(None),
        (Some(risk), Some(urgency)) => (risk, urgency),
        _ => return Err("危険度と緊急度は、両方を選ぶか、両方とも選ばないでください。"),
    };
    let parts = ThreeParts {
        facts: typed.text(key::FACTS).to_owned(),
        her_words: typed.text(key::HER_WORDS).to_owned(),
        worker_view: typed.text(key::WORKER_VIEW).to_owned(),
    };
    if parts.is_empty() {
        return Err("危険度・緊急度の根拠を「記録」に書いてください。");
    }
    Ok(Some(CaseCommand::JudgeRisk {
        record: RecordId(ids::new()),
        tool: TOOL.to_owned(),
        risk,
        urgency,
        parts,
    }))
}
