//! 同意の記録: one question, her answer as she gave it. Nothing is chosen beforehand.

use domain::calendar;
use domain::command::CaseCommand;
use domain::consent::{
    Answer, AttendanceMode, AttendanceWish, Channel, ConsentKind, ConsentScope, EASY_TEXT,
    Exclusion,
};
use domain::id::ConsentId;
use domain::protection::ProtectionStatus;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::Select;
use crate::staff::ids;
use crate::ui::*;

use super::Shared;
use super::pick::{self, TickMany};

/// Everything typed into the form, so that closing it loses nothing. Cheap to copy.
#[derive(Clone, Copy)]
struct Typed {
    answer: RwSignal<String>,
    agencies: RwSignal<Vec<String>>,
    kinds: RwSignal<Vec<String>>,
    purpose: RwSignal<String>,
    excluded: RwSignal<String>,
    only: RwSignal<String>,
    until: RwSignal<String>,
    channel: RwSignal<String>,
    why_written: RwSignal<String>,
    witness: RwSignal<String>,
    language: RwSignal<String>,
    interpreter: RwSignal<String>,
    copy: RwSignal<bool>,
    mode: RwSignal<String>,
    beside: RwSignal<String>,
    words: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        let list = || RwSignal::new(Vec::new());
        Self {
            answer: text(),
            agencies: list(),
            kinds: list(),
            purpose: text(),
            excluded: text(),
            only: text(),
            until: text(),
            channel: text(),
            why_written: text(),
            witness: text(),
            language: RwSignal::new("ja".to_owned()),
            interpreter: text(),
            copy: RwSignal::new(false),
            mode: text(),
            beside: text(),
            words: text(),
        }
    }

    fn clear(self) {
        for text in [
            self.answer,
            self.purpose,
            self.excluded,
            self.only,
            self.until,
            self.channel,
            self.why_written,
            self.witness,
            self.interpreter,
            self.mode,
            self.beside,
            self.words,
        ] {
            text.try_set(String::new());
        }
        self.agencies.try_set(Vec::new());
        self.kinds.try_set(Vec::new());
        self.copy.try_set(false);
    }

    /// The command, or the words for what is missing.
    fn read(self, id: ConsentId, kind: ConsentKind, shared: Shared) -> Result<CaseCommand, String> {
        const ANSWERS: [Answer; 3] = [Answer::Given, Answer::Refused, Answer::Deferred];
        let Some(answer) = pick::one(&ANSWERS, self.answer) else {
            return Err("本人の答えを一つ選んでください。".to_owned());
        };
        let filled =
            |text: RwSignal<String>| Some(text.get_untracked()).filter(|t| !t.trim().is_empty());
        let channel = match self.channel.get_untracked().as_str() {
            "signature" => Channel::Signature,
            "oral" => Channel::Oral,
            "written" => Channel::WrittenForHer {
                reason: self.why_written.get_untracked(),
            },
            _ => return Err("答え方（署名・口頭・代筆）を選んでください。".to_owned()),
        };
        let until = match filled(self.until) {
            None => None,
            Some(text) => Some(calendar::parse(&text).map_err(|problem| problem.words())?),
        };
        let excluded = self
            .excluded
            .with_untracked(|id| id.parse().ok())
            .map(|agency| Exclusion {
                agency,
                only_allowed: filled(self.only),
            });
        let shares = kind.shares();
        let scope = ConsentScope {
            agencies: if shares {
                pick::ids(self.agencies)
            } else {
                Default::default()
            },
            categories: if shares {
                pick::categories(self.kinds)
            } else {
                Default::default()
            },
            purpose: self.purpose.get_untracked(),
            excluded: excluded.into_iter().filter(|_| shares).collect(),
        };
        let attendance = (kind == ConsentKind::HerAttendance)
            .then(|| pick::one(&AttendanceMode::ALL, self.mode))
            .flatten()
            .map(|mode| AttendanceWish {
                mode,
                beside_her: self.beside.with_untracked(|id| id.parse().ok()),
                words: self.words.get_untracked(),
            });
        let protection = shared.view.with_untracked(|view| {
            view.protections
                .iter()
                .rev()
                .find(|p| !matches!(p.status, ProtectionStatus::Ended | ProtectionStatus::Denied))
                .map(|p| p.id)
        });
        Ok(CaseCommand::RecordConsent {
            consent: id,
            kind,
            answer,
            scope,
            until,
            language: self.language.get_untracked(),
            explained_with: EASY_TEXT.to_owned(),
            interpreter: filled(self.interpreter),
            channel,
            witness: filled(self.witness),
            copy_given: self.copy.get_untracked(),
            attendance,
            protection: protection.filter(|_| kind == ConsentKind::Protection),
        })
    }
}

#[component]
pub(super) fn ConsentDialog(
    shared: Shared,
    kind: RwSignal<ConsentKind>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let typed = Typed::new();
    let id = StoredValue::new(ConsentId(ids::new()));
    let act = Act::new();
    // Another question starts with an empty page.
    Effect::new(move |before: Option<ConsentKind>| {
        let now = kind.get();
        if before.is_some_and(|before| before != now) {
            typed.clear();
            act.refused.set(None);
        }
        now
    });
    let save = move |()| match typed.read(id.get_value(), kind.get_untracked(), shared) {
        Err(words) => act.refuse(words),
        Ok(command) => act.case(
            shared.id,
            command,
            "本人の答えを記録しました",
            move |_| {
                id.set_value(ConsentId(ids::new()));
                typed.clear();
                open.try_set(false);
            },
        ),
    };
    view! {
        <Dialog id="consent" title="本人の答えを記録する" open>
            <div class="form">
                <p>
                    <strong>{move || kind.get().label()}</strong>
                    "について聞きました。"
                </p>
                <Refusing act/>
                <Questions shared kind=kind.get_untracked() typed/>
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=save>"記録する"</Button>
                    <Button on_press=move |()| open.set(false)>"やめる"</Button>
                </div>
            </div>
        </Dialog>
    }
}

#[component]
fn Questions(shared: Shared, kind: ConsentKind, typed: Typed) -> impl IntoView {
    let directory = pick::directory_first(shared.id);
    let answers = vec![
        Choice::new("0", "同意する"),
        Choice::new("1", "同意しない"),
        Choice::new("2", "今は決めない"),
    ];
    let channels = vec![
        Choice::new("signature", "署名"),
        Choice::new("oral", "口頭"),
        Choice::new("written", "代筆"),
    ];
    view! {
        <RadioGroup
            id="consent-answer"
            label="本人の答え"
            options=answers
            value=typed.answer
            layout=Layout::Tiles
        />
        {kind.shares().then(|| view! { <ScopeFields directory typed/> })}
        {(kind == ConsentKind::HerAttendance).then(|| view! { <AttendanceFields directory typed/> })}
        <TextInput id="consent-purpose" label="何のために（目的）" value=typed.purpose/>
        <DateInput
            id="consent-until"
            label="いつまで"
            help="書かないと、取りやめるまで続きます。"
            value=typed.until
        />
        <RadioGroup
            id="consent-channel"
            label="答え方"
            options=channels
            value=typed.channel
            layout=Layout::Row
        />
        <Show when=move || typed.channel.with(|channel| channel == "written")>
            <TextInput id="consent-why" label="代筆の理由" need=Need::Required value=typed.why_written/>
        </Show>
        <TextInput id="consent-witness" label="立ち会った人" value=typed.witness/>
        <div class="form__two">
            <TextInput
                id="consent-language"
                label="説明したことば（例 ja）"
                value=typed.language
                width=Width::Short
            />
            <TextInput id="consent-interpreter" label="通訳した人" value=typed.interpreter/>
        </div>
        <Check id="consent-copy" label="写しを渡した（安全に持てるか、本人に確かめた）" checked=typed.copy/>
    }
}

#[component]
fn ScopeFields(
    directory: crate::staff::asked::Asked<domain::view::Directory>,
    typed: Typed,
) -> impl IntoView {
    let agencies = pick::agencies(directory);
    view! {
        <TickMany
            id="consent-agencies"
            label="伝えてよい機関"
            help="本人が選んだ機関だけにしるしをつけます。"
            options=agencies
            value=typed.agencies
        />
        <TickMany
            id="consent-kinds"
            label="伝えてよい内容"
            options=Signal::stored(pick::category_options())
            value=typed.kinds
        />
        <Select
            id="consent-excluded"
            label="とくに伝えない相手"
            value=typed.excluded
            options=agencies
            empty="いない"
        />
        <Show when=move || typed.excluded.with(|id| !id.is_empty())>
            <TextInput
                id="consent-only"
                label="その相手に、これだけは伝えてよい"
                help="例：欠席の連絡。書かないと、何も伝えません。"
                value=typed.only
            />
        </Show>
    }
}

#[component]
fn AttendanceFields(
    directory: crate::staff::asked::Asked<domain::view::Directory>,
    typed: Typed,
) -> impl IntoView {
    let people = pick::people(directory);
    view! {
        <RadioGroup
            id="consent-mode"
            label="参加のしかた"
            options=pick::choices(&AttendanceMode::ALL, AttendanceMode::label)
            value=typed.mode
        />
        <Select
            id="consent-beside"
            label="そばにいてほしい人"
            value=typed.beside
            options=people
            empty="選ばない"
        />
        <TextArea id="consent-words" label="本人の言葉" value=typed.words rows=2/>
    }
}
