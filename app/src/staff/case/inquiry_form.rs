//! Forms of an inquiry: to ask, and to write down an answer that came by telephone or on paper.

use domain::command::CaseCommand;
use domain::id::InquiryId;
use domain::meeting::SharingBasis;
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::ids;
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::lacks::{Lacks, NeededDay, NeededText, whole, wrong_at};
use super::pick::PickAgency;
use super::told_her::{ToldHer, ToldHerFields};

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
    told: ToldHer,
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
            told: ToldHer::new("inquiry"),
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
        ];
        for text in texts {
            text.try_set(String::new());
        }
        self.told.clear();
    }

    fn read(self, inquiry: InquiryId, lacks: &mut Lacks) -> Option<CaseCommand> {
        let agency = self.agency.with_untracked(|id| id.parse().ok());
        let agency = lacks.choice(agency, "inquiry-agency", "照会先を選んでください。");
        let what = lacks.text(
            self.what,
            "inquiry-what",
            "たずねること・頼むことを書いてください。",
        );
        let purpose = lacks.text(self.purpose, "inquiry-purpose", "目的を書いてください。");
        let due = lacks.day(self.due, "inquiry-due");
        let ground = self.ground.get_untracked();
        let basis = self.basis.with_untracked(|key| match key.as_str() {
            "pipa3" | "pipa4" => Some(SharingBasis::Pipa69_2 {
                item: if key == "pipa3" { 3 } else { 4 },
                reason: ground,
            }),
            "law" => Some(SharingBasis::OtherLaw { law: ground }),
            key => key
                .strip_prefix("consent:")
                .and_then(|id| id.parse().ok())
                .map(SharingBasis::Consent),
        });
        let basis = lacks.choice(basis, "inquiry-basis", "根拠を選んでください。");
        if self.basis.with_untracked(|key| needs_ground(key)) {
            lacks.text(
                self.ground,
                "inquiry-ground",
                "根拠の法律か、理由を書いてください。",
            );
        }
        let told = self.told.read(lacks);
        Some(CaseCommand::AskAgency {
            inquiry,
            agency: agency?,
            what,
            purpose,
            due: due?,
            basis: basis?,
            her_knowledge: told?,
        })
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
    let save = move |()| {
        let Some(command) = whole(problems, |lacks| typed.read(id.get_value(), lacks)) else {
            return;
        };
        act.case(shared.id, command, "照会を送りました", move |_| {
            typed.clear();
            id.set_value(InquiryId(ids::new()));
            open.try_set(false);
        });
    };
    view! {
        <ActDialog
            id="inquiry"
            title="照会・協力依頼を送る"
            open
            act
            problems
            send="送る"
            on_send=save
        >
            <p>"照会先には、この文と、同意の範囲にあるときは本人の名前だけが届きます。"</p>
            <AskFields shared typed problems wording=act.wording/>
        </ActDialog>
    }
}

#[component]
fn AskFields(
    shared: Shared,
    typed: Typed,
    problems: RwSignal<Vec<Wrong>>,
    wording: Wording,
) -> impl IntoView {
    let ground = Memo::new(move |_| typed.basis.with(|key| needs_ground(key)));
    view! {
        <div class="fields" translate="no">
            <PickAgency
                case=shared.id
                id="inquiry-agency"
                label="照会先"
                need=Need::Required
                value=typed.agency
                error=wrong_at(problems, "inquiry-agency")
            />
            <NeededText
                problems
                id="inquiry-what"
                label="たずねること・頼むこと"
                help="必要なことだけを書きます。住所や居場所がわかることは書きません。"
                value=typed.what
                rows=3
                shared=wording
            />
            <NeededText
                problems
                id="inquiry-purpose"
                label="目的"
                value=typed.purpose
                shared=wording
            />
            <NeededDay problems id="inquiry-due" label="回答の期限" value=typed.due/>
            <RadioGroup
                id="inquiry-basis"
                label="根拠"
                need=Need::Required
                help="照会先にも、根拠の名前が見えます。"
                options=bases(shared)
                value=typed.basis
                error=wrong_at(problems, "inquiry-basis")
            />
            <Show when=move || ground.get()>
                <NeededText
                    problems
                    id="inquiry-ground"
                    label="根拠の法律、または理由"
                    value=typed.ground
                    shared=wording
                />
            </Show>
            <ToldHerFields told=typed.told problems label="照会することを、本人に"/>
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
        let command = whole(problems, |lacks| {
            let answers = match kind.get_untracked().as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            let answers =
                lacks.choice(answers, "answer-kind", "回答か、お断りかを選んでください。");
            let text = lacks.text(words, "answer-words", "回答か、断る理由を書いてください。");
            Some(if answers? {
                CaseCommand::AnswerInquiry {
                    inquiry,
                    answer: text,
                }
            } else {
                CaseCommand::DeclineInquiry {
                    inquiry,
                    reason: text,
                }
            })
        });
        let Some(command) = command else {
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
        <ActDialog
            id="inquiry-answer"
            title="電話や書面で来た返事を書く"
            open
            act
            problems
            send="記録する"
            on_send=save
        >
            <RadioGroup
                id="answer-kind"
                label="返事"
                need=Need::Required
                options=vec![Choice::new("yes", "回答"), Choice::new("no", "お断り")]
                value=kind
                layout=Layout::Row
                error=wrong_at(problems, "answer-kind")
            />
            <NeededText
                problems
                id="answer-words"
                label="回答、または断る理由"
                value=words
                rows=4
                shared=act.wording
            />
        </ActDialog>
    }
}
