//! つながりを書く: to whom, whose view it is, and how the tie is.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::id::TieId;
use domain::tie::{TieFlow, TieHow, TieKind, TieSide, TieStrength, TieTo};
use domain::view::tie::TiesView;
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::form::Select;
use crate::staff::ids;
use crate::ui::*;

use super::act_dialog::ActDialog;
use super::lacks::{Lacks, NeededLine, whole, wrong_at};
use super::ties::choice;
use super::{Shared, pick};

/// What the dialog is opened for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Described {
    Anew,
    About(TieTo),
    Again {
        id: TieId,
        side: TieSide,
        how: TieHow,
        words: String,
    },
}

/// Value of the choice that asks for a name.
const SOMEBODY: &str = "somebody";

/// What is chosen and typed. Cheap to copy.
#[derive(Clone, Copy)]
struct Typed {
    to: RwSignal<String>,
    name: RwSignal<String>,
    relation: RwSignal<String>,
    side: RwSignal<String>,
    kind: RwSignal<String>,
    strength: RwSignal<String>,
    flow: RwSignal<String>,
    words: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            to: text(),
            name: text(),
            relation: text(),
            side: text(),
            kind: text(),
            strength: text(),
            flow: text(),
            words: text(),
        }
    }

    fn fill(self, described: &Described, choices: &[(TieTo, String)]) {
        for text in [
            self.to,
            self.name,
            self.relation,
            self.side,
            self.kind,
            self.strength,
        ] {
            text.set(String::new());
        }
        self.flow.set("0".to_owned());
        self.words.set(String::new());
        match described {
            Described::Anew => {}
            Described::About(to) => {
                if let Some(at) = choices.iter().position(|(known, _)| known == to) {
                    self.to.set(at.to_string());
                }
            }
            Described::Again {
                side, how, words, ..
            } => {
                self.side.set(place(&TieSide::ALL, *side));
                self.kind.set(place(&TieKind::ALL, how.kind));
                self.strength.set(place(&TieStrength::ALL, how.strength));
                self.flow.set(place(&TieFlow::ALL, how.flow));
                self.words.set(words.clone());
            }
        }
    }

    fn how(self, lacks: &mut Lacks) -> Option<TieHow> {
        let kind = pick::one(&TieKind::ALL, self.kind);
        let kind = lacks.choice(kind, "tie-kind", "どんなつながりかを選んでください。");
        let strength = pick::one(&TieStrength::ALL, self.strength);
        let strength = lacks.choice(strength, "tie-strength", "強さを選んでください。");
        Some(TieHow {
            kind: kind?,
            strength: strength?,
            flow: pick::one(&TieFlow::ALL, self.flow).unwrap_or(TieFlow::Unsaid),
        })
    }

    fn to(self, choices: &[(TieTo, String)], lacks: &mut Lacks) -> Option<TieTo> {
        let chosen = self.to.get_untracked();
        if chosen == SOMEBODY {
            return Some(TieTo::Person {
                name: lacks.text(self.name, "tie-name", "名前か呼び方を書いてください。"),
                relation: self.relation.get_untracked(),
            });
        }
        let to = match chosen.parse::<usize>() {
            Ok(at) => choices.get(at).map(|(to, _)| to.clone()),
            Err(_) => chosen.parse().ok().map(TieTo::Agency),
        };
        lacks.choice(to, "tie-to", "だれ・どことのつながりかを選んでください。")
    }
}

/// The value of a choice in [`pick::choices`].
fn place<T: PartialEq>(all: &[T], value: T) -> String {
    let at = all.iter().position(|known| *known == value);
    at.map(|at| at.to_string()).unwrap_or_default()
}

#[component]
pub(super) fn TieDialog(
    shared: Shared,
    open: RwSignal<bool>,
    view: Signal<TiesView>,
    described: RwSignal<Described>,
) -> impl IntoView {
    let typed = Typed::new();
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let id = StoredValue::new(TieId(ids::new()));
    let act = Act::new();
    // As they stood at the opening: what is chosen is a place among them, whoever comes or goes since.
    let choices = RwSignal::new(Vec::<(TieTo, String)>::new());
    let (hers, draws) = (shared.has(Action::HerVoice), shared.has(Action::DrawTies));
    // Where only one side is the reader's to write, it is not asked for.
    let sides = Memo::new(move |_| {
        let may = [(hers.get(), TieSide::Hers), (draws.get(), TieSide::Worker)];
        let may = may.into_iter().filter(|(may, _)| *may);
        may.map(|(_, side)| side).collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        if open.get() {
            let known = view.with_untracked(|view| {
                let nodes = view.agencies.iter().chain(&view.people);
                nodes.filter_map(choice).collect::<Vec<_>>()
            });
            described.with_untracked(|described| typed.fill(described, &known));
            choices.set(known);
            problems.set(Vec::new());
            act.refused.set(None);
        }
    });
    let save = move |()| {
        let read = whole(problems, |lacks| {
            let words = typed.words.get_untracked();
            if let Described::Again { id, side, .. } = described.get_untracked() {
                let how = typed.how(lacks)?;
                return Some(CaseCommand::ChangeTie {
                    tie: id,
                    side,
                    how,
                    words,
                });
            }
            let to = typed.to(&choices.get_untracked(), lacks);
            let only = match sides.get_untracked().as_slice() {
                [only] => Some(*only),
                _ => pick::one(&TieSide::ALL, typed.side),
            };
            let side = lacks.choice(only, "tie-side", "だれの見方かを選んでください。");
            let how = typed.how(lacks);
            Some(CaseCommand::RecordTie {
                tie: id.get_value(),
                side: side?,
                to: to?,
                how: how?,
                words,
            })
        });
        let Some(command) = read else { return };
        act.case(
            shared.id,
            command,
            "つながりを書きました",
            move |_| {
                id.set_value(TieId(ids::new()));
                open.try_set(false);
            },
        );
    };
    let anew = Memo::new(move |_| {
        described.with(|described| !matches!(described, Described::Again { .. }))
    });
    view! {
        <ActDialog id="tie" title="つながりを書く" open act problems send="書く" on_send=save>
            <div class="fields">
                <Show when=move || anew.get()>
                    <Whom shared typed problems choices sides/>
                </Show>
                <How typed problems wording=act.wording/>
            </div>
        </ActDialog>
    }
}

/// To whom, and whose view it is.
#[component]
fn Whom(
    shared: Shared,
    typed: Typed,
    problems: RwSignal<Vec<Wrong>>,
    choices: RwSignal<Vec<(TieTo, String)>>,
    sides: Memo<Vec<TieSide>>,
) -> impl IntoView {
    let agencies = pick::agencies(pick::directory(shared.id));
    let options = Signal::derive(move || {
        let known = choices.get();
        let stands = |id: &str| {
            let agency = id.parse().ok().map(TieTo::Agency);
            known.iter().any(|(to, _)| Some(to) == agency.as_ref())
        };
        let others: Vec<_> = agencies
            .get()
            .into_iter()
            .filter(|(id, _)| !stands(id))
            .collect();
        let somebody = (SOMEBODY.to_owned(), "ほかの人（名前を書く）".to_owned());
        known
            .iter()
            .enumerate()
            .map(|(at, (_, words))| (at.to_string(), words.clone()))
            .chain([somebody])
            .chain(others)
            .collect::<Vec<_>>()
    });
    let somebody = Memo::new(move |_| typed.to.with(|to| to == SOMEBODY));
    let both = Memo::new(move |_| sides.with(|sides| sides.len() > 1));
    view! {
        <Select
            id="tie-to"
            label="だれ・どことのつながりですか"
            need=Need::Required
            value=typed.to
            options
            error=wrong_at(problems, "tie-to")
        />
        <Show when=move || somebody.get()>
            <div class="form__two" translate="no">
                <NeededLine
                    problems
                    id="tie-name"
                    label="名前・呼び方"
                    help="住所や居場所がわかることは書きません。"
                    value=typed.name
                />
                <TextInput id="tie-relation" label="関係（例 友人）" value=typed.relation/>
            </div>
        </Show>
        <Show when=move || both.get()>
            <RadioGroup
                id="tie-side"
                label="だれの見方ですか"
                need=Need::Required
                help="本人の感じ方は、本人が言ったとおりに書いて、読み返します。支援者の見立ては、本人の画面には出ません。"
                options=pick::choices(&TieSide::ALL, TieSide::label)
                value=typed.side
                error=wrong_at(problems, "tie-side")
                layout=Layout::Row
            />
        </Show>
    }
}

/// How the tie is.
#[component]
fn How(typed: Typed, problems: RwSignal<Vec<Wrong>>, wording: Wording) -> impl IntoView {
    let hers = Memo::new(move |_| {
        typed
            .side
            .with(|side| *side == place(&TieSide::ALL, TieSide::Hers))
    });
    view! {
        <RadioGroup
            id="tie-kind"
            label="どんなつながりですか"
            need=Need::Required
            options=pick::choices(&TieKind::ALL, TieKind::label)
            value=typed.kind
            error=wrong_at(problems, "tie-kind")
            layout=Layout::Tiles
        />
        <RadioGroup
            id="tie-strength"
            label="強さ"
            need=Need::Required
            options=pick::choices(&TieStrength::ALL, TieStrength::label)
            value=typed.strength
            error=wrong_at(problems, "tie-strength")
            layout=Layout::Row
        />
        <RadioGroup
            id="tie-flow"
            label="向き（助けや気持ちが、どちらからどちらへ）"
            options=pick::choices(&TieFlow::ALL, TieFlow::label)
            value=typed.flow
            layout=Layout::Row
        />
        <TextArea
            id="tie-words"
            label="ひとこと"
            help="なくてもかまいません。印刷には出ません。"
            value=typed.words
            rows=2
            shared=wording
            hers
            advice_chars=200
        />
    }
}
