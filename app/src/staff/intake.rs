//! 相談受付票 and アセスメント: the two papers of a case that a worker fills in at a sitting.

use domain::command::{CaseCommand, Command};
use domain::form::{self, Class, FormData, Problem, Value};
use domain::id::CaseId;
use domain::view::{CaseView, Directory};
use domain::wire;
use leptos::prelude::*;

use crate::route::Route;
use crate::ui::*;

use super::act::{Act, Refusing};
use super::asked::{Loaded, asked};
use super::door::door;
use super::form::{
    FormErrors, FormFields, KeptFields, KeptPaper, check_form, take_refusal, unsent, unsent_changes,
};
use super::{draft, ids, live, outbox, outreach};

/// Boxes that follow from something else.
const COMPUTED: &str = "同意の記録をつけると、しるしがつきます。";

/// Where a half-written one is kept.
const DRAFT: &str = "intake";

/// What becomes of a paper that is left before it is handed in.
pub(super) const KEPT_HERE: &str =
    "書きかけは、この端末に鍵をかけて残ります。読めるのは、あなただけです。";

/// A new case.
#[component]
pub fn IntakeScreen() -> impl IntoView {
    let directory = asked(|| wire::Directory { case: None }, live::council());
    view! {
        <div class="page page--narrow">
            <div class="page__head">
                <h1>"相談を受け付ける"</h1>
            </div>
            <p class="page__lead">
                "わかるところから書きます。名前がわからなくても受け付けられます。あとから訂正できます。外で会った人は、"
                <a href=Route::Outreach.path()>"短い用紙"</a>"でも書けます。"
            </p>
            <Loaded asked=directory shape=SkeletonShape::Rows(8) let:directory>
                <NewCase directory/>
            </Loaded>
        </div>
    }
}

#[component]
fn NewCase(directory: Signal<Directory>) -> impl IntoView {
    let paper = NewPaper::begin(DRAFT);
    let submit = move |()| {
        if let Some(typed) = paper.fit() {
            paper.hand_in(typed, |case, seq| door().replace(where_to(case, seq)));
        }
    };
    view! { <NewPaperForm paper prefix="intake" directory on_send=submit/> }
}

/// A 相談受付票 that opens a case, while it is filled in. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct NewPaper {
    kept: KeptPaper,
    problems: RwSignal<Vec<Problem>>,
    pub act: Act,
}

impl NewPaper {
    /// Begins with today and whoever writes it, or where it was left under this name.
    pub fn begin(draft: &'static str) -> Self {
        let door = door();
        let mut start =
            FormData::default().with(form::intake::key::ACCEPTED_ON, Value::Date(door.today()));
        if let Some(me) = door.me.with_untracked(|me| me.as_ref().map(|me| me.id)) {
            start.set(form::intake::key::RECEIVED_BY, Value::Staff(me));
        }
        let problems = RwSignal::new(Vec::<Problem>::new());
        let act = Act::keeping();
        Effect::new(move |_| {
            act.refused
                .with(|r| r.iter().for_each(|r| take_refusal(r, problems)))
        });
        Self {
            kept: KeptPaper::new(draft, ids::new(), start),
            problems,
            act,
        }
    }

    /// What was typed, where it is fit to be handed in; else its mistakes are shown.
    pub fn fit(self) -> Option<FormData> {
        let typed = self.kept.data.get_untracked();
        check_form(&form::INTAKE, &typed, self.problems).then_some(typed)
    }

    /// Opens the case. `then` gets it, and its place in the order where it has one by now.
    pub fn hand_in(self, form: FormData, then: impl FnOnce(CaseId, Option<u64>) + 'static) {
        let case = CaseId(self.kept.id());
        let command = Command::AcceptCase { case, form };
        let end = self.kept.end();
        self.act.run(command, "相談を受け付けました", move |seq| {
            end();
            then(case, seq);
        });
    }
}

/// The fields of a new 相談受付票 and its buttons; between them what the screen asks besides.
#[component]
pub(super) fn NewPaperForm(
    paper: NewPaper,
    prefix: &'static str,
    #[prop(into)] directory: Signal<Directory>,
    /// Boxes that are not shown.
    #[prop(optional)]
    skip: Vec<&'static str>,
    #[prop(into)] on_send: Callback<()>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let NewPaper {
        kept,
        problems,
        act,
    } = paper;
    let skip = StoredValue::new(skip);
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <FormErrors form=&form::INTAKE problems prefix/>
            <KeptFields paper=kept>
                <FormFields
                    form=&form::INTAKE
                    data=kept.data
                    problems
                    directory
                    prefix
                    skip=skip.get_value()
                    locked=vec![(form::intake::key::INTAKE_SHARING, COMPUTED.to_owned())]
                />
            </KeptFields>
            {children.map(|children| children())}
            <Refusing act/>
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=on_send>"受け付ける"</Button>
                <LinkButton href=Route::Board.path()>"あとで続ける"</LinkButton>
            </div>
            <Show when=move || door().keeps.get()>
                <p class="small muted">{KEPT_HERE}</p>
            </Show>
        </form>
    }
}

/// Puts a 相談受付票 that was not taken back onto its page. False where a half-written one stands there
/// already.
pub(super) async fn mend(case: CaseId, fields: &serde_json::Value) -> bool {
    let there = draft::there::<serde_json::Value>(DRAFT).await;
    there.is_none()
        && draft::put(DRAFT, &unsent(case.0, &fields["form"]))
            .await
            .is_ok()
}

/// Forgets the half-written paper that this case was made from.
pub(super) async fn sent(case: CaseId) {
    for name in [DRAFT, outreach::DRAFT] {
        let half = draft::there::<serde_json::Value>(name).await;
        if half.is_some_and(|half| half["id"] == case.0.to_string()) {
            draft::forget(name.to_owned());
        }
    }
}

/// Where to go on after a case was handed in: to the case, or, as long as it waits on the device, to what
/// waits.
pub(super) fn where_to(case: CaseId, seq: Option<u64>) -> Route {
    seq.map_or(Route::Outbox, |_| Route::case(case))
}

/// Corrects the 相談受付票. Whereabouts are corrected where they are opened.
#[component]
pub fn CorrectIntakeScreen(case: CaseId) -> impl IntoView {
    let view = asked(move || wire::Case { case }, live::of_case(case));
    let skip: Vec<&'static str> = form::INTAKE
        .fields()
        .filter(|field| field.class == Class::P4)
        .map(|field| field.key)
        .collect();
    view! {
        <div class="page page--narrow stack">
            <BackToCase case/>
            <h1>"相談受付票の訂正"</h1>
            <p class="page__lead">"居場所や連絡先の欄は、ここには出ません。「保護」の「居場所を開く」から見られます。"</p>
            <Loaded asked=view shape=SkeletonShape::Rows(8) let:view>
                <Paper
                    case
                    paper=&form::INTAKE
                    start=view.with_untracked(|view| view.intake.clone())
                    seen=view.with_untracked(|view| view.intake.clone())
                    skip=skip.clone()
                    make=|form, seen| CaseCommand::CorrectIntake { form, seen }
                    done="訂正しました"
                />
            </Loaded>
        </div>
    }
}

/// アセスメントシート.
#[component]
pub fn AssessmentScreen(case: CaseId) -> impl IntoView {
    let view = asked(move || wire::Case { case }, live::of_case(case));
    let start = |view: &CaseView| {
        let mut data = view.assessment.clone().unwrap_or_default();
        let today = door().today();
        if data.get(form::assessment::key::WRITTEN_ON).is_none() {
            data.set(form::assessment::key::WRITTEN_ON, Value::Date(today));
        }
        if data.get(form::assessment::key::WRITER).is_none()
            && let Some(me) = door().me.with_untracked(|me| me.as_ref().map(|me| me.id))
        {
            data.set(form::assessment::key::WRITER, Value::Staff(me));
        }
        // Asked once on the 相談受付票; not typed again.
        let known = view.intake.ticks(form::intake::key::PROBLEM_CATEGORIES);
        if data
            .get(form::assessment::key::PROBLEM_CATEGORIES)
            .is_none()
            && !known.is_empty()
        {
            data.set(
                form::assessment::key::PROBLEM_CATEGORIES,
                Value::Ticks(known.to_vec()),
            );
        }
        data
    };
    view! {
        <div class="page page--narrow stack">
            <BackToCase case/>
            <h1>"アセスメント"</h1>
            <Loaded asked=view shape=SkeletonShape::Rows(8) let:view>
                <Paper
                    case
                    paper=&form::ASSESSMENT
                    start=view.with_untracked(start)
                    seen=view.with_untracked(|view| view.assessment.clone().unwrap_or_default())
                    skip=Vec::new()
                    make=|form, seen| CaseCommand::SaveAssessment { form, seen }
                    done="アセスメントを保存しました"
                />
            </Loaded>
        </div>
    }
}

/// The papers of a case, by the kind of the command that writes them.
const PAPERS: [(&str, &form::Form); 2] = [
    ("case.correct_intake", &form::INTAKE),
    ("case.save_assessment", &form::ASSESSMENT),
];

/// Where a half-written one is kept.
fn draft_name(case: CaseId, paper: &form::Form) -> String {
    format!("{}-{}", paper.key, case.0)
}

/// The paper that a command of this kind writes.
pub(super) fn paper_of(kind: &str) -> Option<&'static form::Form> {
    let found = PAPERS.iter().find(|(written, _)| *written == kind);
    found.map(|(_, paper)| *paper)
}

/// Where that paper is written.
pub(super) fn paper_route(case: CaseId, paper: &form::Form) -> Route {
    match paper.key == form::INTAKE.key {
        true => Route::CorrectIntake { case },
        false => Route::Assessment { case },
    }
}

/// Whether the changes are of a kind that this page shows: whereabouts are written where they are opened.
pub(super) fn is_mendable(paper: &form::Form, fields: &serde_json::Value) -> bool {
    let of = |name: &str| serde_json::from_value::<FormData>(fields[name].clone());
    let open = |form: FormData| form::split_by_class(paper, &form).1.0.is_empty();
    of("form").is_ok_and(open) && of("seen").map_or(true, open)
}

/// Puts changes that were not taken back onto their page, as [`mend`].
pub(super) async fn mend_paper(
    case: CaseId,
    paper: &form::Form,
    fields: &serde_json::Value,
) -> bool {
    let name = draft_name(case, paper);
    draft::there::<serde_json::Value>(&name).await.is_none()
        && draft::put(&name, &unsent_changes(case.0, fields))
            .await
            .is_ok()
}

/// Forgets the half-written changes that these were.
pub(super) async fn paper_sent(case: CaseId, paper: &form::Form, fields: &serde_json::Value) {
    let name = draft_name(case, paper);
    let half = draft::there::<serde_json::Value>(&name).await;
    if half.is_some_and(|half| half["now"] == fields["form"]) {
        draft::forget(name);
    }
}

/// A paper of an existing case. What others write on it meanwhile stays; where that is the same field, both
/// are kept.
#[component]
fn Paper(
    case: CaseId,
    paper: &'static form::Form,
    start: FormData,
    /// As it stands.
    seen: FormData,
    skip: Vec<&'static str>,
    make: fn(FormData, FormData) -> CaseCommand,
    done: &'static str,
) -> impl IntoView {
    let skip = StoredValue::new(skip);
    // What waits on this device will stand there: it is gone on with, not written a second time.
    let kind = PAPERS.iter().find(|(_, known)| known.key == paper.key);
    let waiting =
        kind.and_then(|(kind, _)| outbox::newest_waiting(kind, |row| row.case() == Some(case)));
    let waiting =
        waiting.and_then(|fields| serde_json::from_value::<FormData>(fields["form"].clone()).ok());
    // Whereabouts are opened elsewhere, and said there to be looked at.
    let waiting = waiting.map(|form| form::split_by_class(paper, &form).0);
    let (start, seen) = match waiting {
        Some(form) => (form.clone(), form),
        None => (start, seen),
    };
    let kept = KeptPaper::on(draft_name(case, paper), case.0, start, seen);
    let data = kept.data;
    let problems = RwSignal::new(Vec::<Problem>::new());
    let directory = asked(
        move || wire::Directory { case: Some(case) },
        live::council(),
    );
    let act = Act::keeping();
    Effect::new(move |_| {
        act.refused
            .with(|r| r.iter().for_each(|r| take_refusal(r, problems)))
    });
    let submit = move |()| {
        let typed = data.get_untracked();
        if check_form(paper, &typed, problems) {
            let end = kept.end();
            act.case(case, make(typed, kept.seen()), done, move |seq| {
                end();
                door().go(where_to(case, seq))
            });
        }
    };
    view! {
        <Loaded asked=directory let:directory>
            <form class="form" on:submit=move |event| event.prevent_default()>
                <FormErrors form=paper problems prefix="paper"/>
                <KeptFields paper=kept>
                    <FormFields form=paper data problems directory prefix="paper" skip=skip.get_value()/>
                </KeptFields>
                <Refusing act/>
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=submit>"保存する"</Button>
                    <LinkButton href=Route::case(case).path()>"やめる"</LinkButton>
                </div>
            </form>
        </Loaded>
    }
}

/// The way back.
#[component]
pub fn BackToCase(case: CaseId) -> impl IntoView {
    view! {
        <p>
            <LinkButton href=Route::case(case).path() variant=Variant::Tertiary icon=Icon::ArrowLeft>
                "ケースへもどる"
            </LinkButton>
        </p>
    }
}
