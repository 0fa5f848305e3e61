//! Forms of an inquiry: to ask, and to write down an answer that came by telephone or on paper.

use domain::calendar;
use domain::command::CaseCommand;
use domain::id::InquiryId;
use domain::inquiry::HerKnowledge;
use domain::meeting::SharingBasis;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::Select;
use crate::staff::ids;
use crate::ui::*;

use super::posthoc::wrong_at;
use super::{Shared, pick};

/// What is typed while an agency is asked. Cheap to copy.
#[derive(Clone, Copy)]
struct Typed {
    agency: RwSignal<String>,
    what: RwSignal<String>,
    purpose: RwSignal<String>,
    due: RwSignal<String>,
    /// `consent:ID`, `pipa3`, `pipa4` or `law`.
    basis: RwSignal<String>,
    ground: RwSignal<String>,
    told: RwSignal<String>,
    not_told: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            agency: text(),
            what: text(),
            purpose: text(),
            due: text(),
            basis: text(),
            ground: text(),
            told: text(),
            not_told: text(),
        }
    }

    fn clear(self) {
        let texts = [
            self.agency,
            self.what,
            self.purpose,
            self.due,
            self.basis,
            self.ground,
            self.told,
            self.not_told,
        ];
        for text in texts {
            text.try_set(String::new());
        }
    }

    /// The command, or every field to correct at once.
    fn read(self, inquiry: InquiryId) -> Result<CaseCommand, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut need = |missing: bool, field: &str, words: &str| {
            if missing {
                wrong.push(Wrong::new(field, words));
            }
        };
        let empty = |value: RwSignal<String>| value.with_untracked(|text| text.trim().is_empty());
        let agency = self.agency.with_untracked(|id| id.parse().ok());
        need(
            agency.is_none(),
            "inquiry-agency",
            "照会先を選んでください。",
        );
        need(
            empty(self.what),
            "inquiry-what",
            "たずねること・頼むことを書いてください。",
        );
        need(
            empty(self.purpose),
            "inquiry-purpose",
            "目的を書いてください。",
        );
        let due = self.due.with_untracked(|text| calendar::parse(text));
        if let Err(problem) = &due {
            need(true, "inquiry-due", &problem.words());
        }
        let ground = self.ground.get_untracked();
        let basis = self.basis.with_untracked(|key| match key.as_str() {
            "pipa3" | "pipa4" => Some(SharingBasis::Pipa69_2 {
                item: if key == "pipa3" { 3 } else { 4 },
                reason: ground.clone(),
            }),
            "law" => Some(SharingBasis::OtherLaw {
                law: ground.clone(),
            }),
            key => key
                .strip_prefix("consent:")
                .and_then(|id| id.parse().ok())
                .map(SharingBasis::Consent),
        });
        need(basis.is_none(), "inquiry-basis-0", "根拠を選んでください。");
        let lacks_ground = needs_ground(&self.basis.get_untracked()) && ground.trim().is_empty();
        need(
            lacks_ground,
            "inquiry-ground",
            "根拠の法律か、理由を書いてください。",
        );
        let told = match self.told.get_untracked().as_str() {
            "yes" => Some(HerKnowledge::Told),
            "no" => Some(HerKnowledge::NotTold {
                reason: self.not_told.get_untracked(),
            }),
            _ => None,
        };
        need(
            told.is_none(),
            "inquiry-told-0",
            "本人に知らせたかどうかを選んでください。",
        );
        let silent =
            matches!(&told, Some(HerKnowledge::NotTold { reason }) if reason.trim().is_empty());
        need(
            silent,
            "inquiry-not-told",
            "本人に知らせない理由を書いてください。",
        );
        match (agency, due, basis, told) {
            (Some(agency), Ok(due), Some(basis), Some(her_knowledge)) if wrong.is_empty() => {
                Ok(CaseCommand::AskAgency {
                    inquiry,
                    agency,
                    what: self.what.get_untracked(),
                    purpose: self.purpose.get_untracked(),
                    due,
                    basis,
                    her_knowledge,
                })
            }
            _ => Err(wrong),
        }
    }
}

fn needs_ground(basis: &str) -> bool {
    matches!(basis, "pipa3" | "pipa4" | "law")
}

/// Asks an agency.
#[component]
pub(super) fn AskDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let typed = Typed::new();
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let id = StoredValue::new(InquiryId(ids::new()));
    let act = Act::new();
    let save = move |()| match typed.read(id.get_value()) {
        Err(wrong) => problems.set(wrong),
        Ok(command) => {
            problems.set(Vec::new());
            act.case(shared.id, command, "照会を送りました", move |_| {
                typed.clear();
                id.set_value(InquiryId(ids::new()));
                open.try_set(false);
            });
        }
    };
    view! {
        <Dialog id="inquiry" title="照会・協力依頼を送る" open>
            <div class="form">
                <ErrorSummary problems/>
                <Refusing act/>
                <p>"照会先には、この文と、同意の範囲にあるときは本人の名前だけが届きます。"</p>
                <AskFields shared typed problems/>
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=save>"送る"</Button>
                </div>
            </div>
        </Dialog>
    }
}

#[component]
fn AskFields(shared: Shared, typed: Typed, problems: RwSignal<Vec<Wrong>>) -> impl IntoView {
    let agencies = pick::agencies(pick::directory(shared.id));
    let ground = Memo::new(move |_| typed.basis.with(|key| needs_ground(key)));
    let told = || {
        vec![
            Choice::new("yes", "知らせた"),
            Choice::new("no", "知らせていない"),
        ]
    };
    view! {
        <div class="fields" translate="no">
            <Select
                id="inquiry-agency"
                label="照会先"
                need=Need::Required
                value=typed.agency
                options=agencies
                error=wrong_at(problems, "inquiry-agency")
            />
            <TextArea
                id="inquiry-what"
                label="たずねること・頼むこと"
                need=Need::Required
                help="必要なことだけを書きます。住所や居場所がわかることは書きません。"
                value=typed.what
                error=wrong_at(problems, "inquiry-what")
                rows=3
            />
            <TextArea
                id="inquiry-purpose"
                label="目的"
                need=Need::Required
                value=typed.purpose
                error=wrong_at(problems, "inquiry-purpose")
                rows=2
            />
            <DateInput
                id="inquiry-due"
                label="回答の期限"
                need=Need::Required
                value=typed.due
                error=wrong_at(problems, "inquiry-due")
            />
            <RadioGroup
                id="inquiry-basis"
                label="根拠"
                need=Need::Required
                help="照会先にも、根拠の名前が見えます。"
                options=bases(shared)
                value=typed.basis
                error=wrong_at(problems, "inquiry-basis-0")
            />
            <Show when=move || ground.get()>
                <TextArea
                    id="inquiry-ground"
                    label="根拠の法律、または理由"
                    need=Need::Required
                    value=typed.ground
                    error=wrong_at(problems, "inquiry-ground")
                    rows=2
                />
            </Show>
            <RadioGroup
                id="inquiry-told"
                label="照会することを、本人に"
                need=Need::Required
                options=told()
                value=typed.told
                layout=Layout::Row
                error=wrong_at(problems, "inquiry-told-0")
            />
            <Show when=move || typed.told.with(|told| told == "no")>
                <TextArea
                    id="inquiry-not-told"
                    label="知らせない理由"
                    need=Need::Required
                    value=typed.not_told
                    error=wrong_at(problems, "inquiry-not-told")
                    rows=2
                />
            </Show>
        </div>
    }
}

/// Her consents that let information go out, and the grounds of other laws.
fn bases(shared: Shared) -> Vec<Choice> {
    let mut choices: Vec<Choice> = shared.view.with_untracked(|view| {
        view.consents
            .iter()
            .enumerate()
            // Of each kind the newest is the one that counts.
            .filter(|(at, one)| {
                let kind = one.consent.kind;
                !view
                    .consents
                    .iter()
                    .skip(at + 1)
                    .any(|later| later.consent.kind == kind)
            })
            .map(|(_, one)| one)
            .filter(|one| one.consent.kind.shares() && one.status.in_force())
            .map(|one| {
                Choice::new(
                    format!("consent:{}", one.consent.id),
                    format!("本人の同意：{}", one.consent.kind.label()),
                )
                .with_help("同意の範囲にある機関にだけ送れます。")
            })
            .collect()
    });
    choices.extend([
        Choice::new(
            "pipa3",
            "個人情報保護法69条2項3号（相手の機関の事務に必要で、相当の理由がある）",
        ),
        Choice::new(
            "pipa4",
            "個人情報保護法69条2項4号（明らかに本人の利益になるなど）",
        ),
        Choice::new("law", "そのほかの法律（児童虐待の通告など）"),
    ]);
    choices
}

/// Writes down an answer that came by telephone or on paper.
#[component]
pub(super) fn AnswerDialog(
    shared: Shared,
    of: RwSignal<Option<InquiryId>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let kind = RwSignal::new(String::new());
    let words = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let save = move |()| {
        let Some(inquiry) = of.get_untracked() else {
            return;
        };
        let text = words.get_untracked();
        let mut wrong = Vec::new();
        let command = match kind.get_untracked().as_str() {
            "yes" => Some(CaseCommand::AnswerInquiry {
                inquiry,
                answer: text.clone(),
            }),
            "no" => Some(CaseCommand::DeclineInquiry {
                inquiry,
                reason: text.clone(),
            }),
            _ => None,
        };
        if command.is_none() {
            wrong.push(Wrong::new(
                "answer-kind-0",
                "回答か、お断りかを選んでください。",
            ));
        }
        if text.trim().is_empty() {
            wrong.push(Wrong::new(
                "answer-words",
                "回答か、断る理由を書いてください。",
            ));
        }
        let stop = !wrong.is_empty();
        problems.set(wrong);
        let Some(command) = command.filter(|_| !stop) else {
            return;
        };
        act.case(
            shared.id,
            command,
            "返事を記録しました",
            move |_| {
                kind.try_set(String::new());
                words.try_set(String::new());
                open.try_set(false);
            },
        );
    };
    view! {
        <Dialog id="inquiry-answer" title="電話や書面で来た返事を書く" open>
            <div class="form">
                <ErrorSummary problems/>
                <Refusing act/>
                <RadioGroup
                    id="answer-kind"
                    label="返事"
                    need=Need::Required
                    options=vec![Choice::new("yes", "回答"), Choice::new("no", "お断り")]
                    value=kind
                    layout=Layout::Row
                    error=wrong_at(problems, "answer-kind-0")
                />
                <TextArea
                    id="answer-words"
                    label="回答、または断る理由"
                    need=Need::Required
                    value=words
                    error=wrong_at(problems, "answer-words")
                />
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=save>"記録する"</Button>
                </div>
            </div>
        </Dialog>
    }
}
