//! 見回り: アウトリーチ記録 (F-15) of the reader's own agency; a new one can be written where nothing can be
//! reached.

use domain::access::Action;
use domain::calendar;
use domain::command::{Command, CouncilCommand};
use domain::form::patrol::key;
use domain::form::{FormData, PATROL, Problem, Value, What};
use domain::id::PatrolId;
use domain::patrol::problems;
use domain::view::Directory;
use domain::view::patrol::{PatrolLine, PatrolsView};
use domain::wire;
use leptos::prelude::*;
use uuid::Uuid;

use crate::route::Route;
use crate::ui::*;

use super::act::{Act, Refusing};
use super::asked::{Asked, Loaded, asked};
use super::door::{Door, door};
use super::form::{
    Answers, FormErrors, FormFields, KeptFields, KeptPaper, take_refusal, unsent_changes,
};
use super::intake::KEPT_HERE;
use super::year::PatrolSums;
use super::{draft, ids, live, outbox, words};

/// Where a half-written new sheet is kept.
const DRAFT: &str = "patrol";

/// A sheet that is being written.
#[derive(Debug, Clone, PartialEq)]
enum Written {
    New,
    /// One that was sent before, to be mended under its own number.
    Known(PatrolLine),
}

/// What is being written; none = the list.
type Writing = RwSignal<Option<Written>>;

#[component]
pub fn PatrolsScreen() -> impl IntoView {
    let may_keep = door().may(&[Action::KeepPatrol]);
    view! {
        <div class="page page--narrow">
            <div class="page__head">
                <h1>"見回り"</h1>
            </div>
            <Show
                when=move || may_keep.get()
                fallback=|| {
                    view! {
                        <EmptyState title="この画面は、あなたの役割では使いません" icon=Icon::Lock>
                            <p>"見回りに出る機関の職員が書きます。"</p>
                        </EmptyState>
                    }
                }
            >
                <Rounds/>
            </Show>
        </div>
    }
}

/// The list, or the sheet in its place. What the list was told stays while a sheet is written: without a network
/// it could not be asked for again.
#[component]
fn Rounds() -> impl IntoView {
    let writing: Writing = RwSignal::new(None);
    let asked = asked(|| wire::Patrols { year: None }, live::council());
    view! {
        {move || match writing.get() {
            Some(what) => view! { <Sheet what writing/> }.into_any(),
            None => view! { <List asked writing/> }.into_any(),
        }}
    }
}

#[component]
fn List(asked: Asked<PatrolsView>, writing: Writing) -> impl IntoView {
    let begin = move |()| {
        writing.set(Some(Written::New));
    };
    view! {
        <div class="stack">
            <p class="page__lead">
                "一回の見回りで会った人の数を、名前なしで残します。会った人のことは「外で会った人」に書きます。"
            </p>
            <div class="actions">
                <Button variant=Variant::Primary icon=Icon::Plus on_press=begin>"見回りを記録する"</Button>
                <LinkButton href=Route::Outreach.path()>"外で会った人"</LinkButton>
            </div>
            <Loaded asked shape=SkeletonShape::Rows(4) let:view>
                <Year view writing/>
            </Loaded>
        </div>
    }
}

#[component]
fn Year(view: Signal<PatrolsView>, writing: Writing) -> impl IntoView {
    let lines = Memo::new(move |_| view.with(|view| view.lines.clone()));
    let title =
        move || view.with(|view| format!("{}の見回り", calendar::fiscal_year_label(view.year)));
    view! {
        <section class="panel stack" aria-label="この年度の見回り">
            <h2>{title}</h2>
            {move || view! { <PatrolSums view=view.get()/> }}
            <ul class="timeline">
                <For each=move || lines.get() key=|line| format!("{line:?}") let:line>
                    <Line line writing/>
                </For>
            </ul>
        </section>
    }
}

/// Puts a sheet that was not taken back onto its page. False where a half-written one stands there already.
pub(super) async fn mend(fields: &serde_json::Value) -> bool {
    let Some((name, id)) = place_of(fields) else {
        return false;
    };
    let there = draft::there::<serde_json::Value>(&name).await;
    there.is_none() && draft::put(&name, &unsent_changes(id, fields)).await.is_ok()
}

/// Forgets the half-written sheet that this one was made from.
pub(super) async fn sent(fields: &serde_json::Value) {
    let Some((name, id)) = place_of(fields) else {
        return;
    };
    let half = draft::there::<serde_json::Value>(&name).await;
    let own =
        half.is_some_and(|half| half["id"] == id.to_string() && half["now"] == fields["form"]);
    if own {
        draft::forget(name);
    }
}

/// Where a sheet is kept half written, and its number.
fn place_of(fields: &serde_json::Value) -> Option<(String, Uuid)> {
    let id: PatrolId = serde_json::from_value(fields["patrol"].clone()).ok()?;
    let corrects = fields["seen"]
        .as_object()
        .is_some_and(|seen| !seen.is_empty());
    let name = match corrects {
        true => format!("{DRAFT}-{}", id.0),
        false => DRAFT.to_owned(),
    };
    Some((name, id.0))
}

fn words_of(form: &FormData) -> String {
    let day = form.date(key::WENT_ON).map(words::date).unwrap_or_default();
    format!("{day}　{}", form.text(key::AREA))
}

#[component]
fn Line(line: PatrolLine, writing: Writing) -> impl IntoView {
    let shown = RwSignal::new(line.form.clone());
    let counted = format!(
        "声をかけた {}人・対応 {}人",
        line.form.text(key::SPOKEN_TO),
        line.form.text(key::ATTENDED),
    );
    let title = words_of(&line.form);
    let line = StoredValue::new(line);
    view! {
        <li class="entry stack" data-kind="record">
            <header class="entry__head">
                <h3 class="entry__title" translate="no">{title}</h3>
                <span class="entry__when">{counted}</span>
            </header>
            <details>
                <summary>"記録を見る"</summary>
                <Answers form=&PATROL data=shown directory=Signal::stored(Directory::default())/>
                <Button
                    variant=Variant::Tertiary
                    icon=Icon::Pen
                    on_press=move |()| writing.set(Some(Written::Known(line.get_value())))
                >
                    "直す"
                </Button>
            </details>
        </li>
    }
}

/// What a new sheet begins with.
fn begun(door: Door) -> FormData {
    FormData::default().with(key::WENT_ON, Value::Date(door.today()))
}

#[component]
fn Sheet(what: Written, writing: Writing) -> impl IntoView {
    let door = door();
    let paper = match what {
        Written::New => KeptPaper::new(DRAFT, ids::new(), begun(door)),
        Written::Known(line) => {
            let name = format!("{DRAFT}-{}", line.patrol.0);
            // What waits on this device will stand there: it is gone on with, not written a second time.
            let number = line.patrol.0.to_string();
            let is_meant = |row: &outbox::Row| row.fields()["patrol"] == number;
            let waiting = outbox::newest_waiting(outbox::PATROL, is_meant);
            let waiting =
                waiting.and_then(|fields| serde_json::from_value(fields["form"].clone()).ok());
            let stands = waiting.unwrap_or(line.form);
            KeptPaper::on(name, line.patrol.0, stands.clone(), stands)
        }
    };
    let data = paper.data;
    let wrong = RwSignal::new(Vec::<Problem>::new());
    let act = Act::keeping();
    Effect::new(move |_| {
        act.refused
            .with(|r| r.iter().for_each(|r| take_refusal(r, wrong)));
        // What another wrote meanwhile has been seen now: what stands in the box when it is sent again is meant.
        for problem in wrong.get_untracked() {
            if let What::WrittenMeanwhile { stands, .. } = problem.what {
                let stands = serde_json::from_value(stands).unwrap_or_default();
                paper.saw(&problem.field, stands);
            }
        }
    });
    let submit = move |()| {
        let form = data.get_untracked();
        let found = problems(&form, door.today());
        let fit = found.is_empty();
        wrong.set(found);
        if !fit {
            return;
        }
        let patrol = PatrolId(paper.id());
        let end = paper.end();
        act.run(
            Command::Council(CouncilCommand::KeepPatrol {
                patrol,
                form,
                seen: paper.seen(),
            }),
            "見回りを記録しました",
            move |_| {
                end();
                writing.set(None);
            },
        );
    };
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <FormErrors form=&PATROL problems=wrong prefix="patrol"/>
            <KeptFields paper>
                <FormFields
                    form=&PATROL
                    data
                    problems=wrong
                    directory=Signal::stored(Directory::default())
                    prefix="patrol"
                />
            </KeptFields>
            <Refusing act/>
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=submit>"記録する"</Button>
                <Button on_press=move |()| writing.set(None)>"あとで続ける"</Button>
            </div>
            <Show when=move || door.keeps.get()>
                <p class="small muted">{KEPT_HERE}</p>
            </Show>
        </form>
    }
}
