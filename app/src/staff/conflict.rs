//! 同じ欄の二つの記入: both whole, side by side, with who wrote them, when and where; three equal ways to decide,
//! and a way back.

use chrono::{DateTime, NaiveDate, Utc};
use domain::command::CaseCommand;
use domain::conflict::ConflictChoice as Choice;
use domain::form::Field;
use domain::id::CaseId;
use domain::view::conflict::{ConflictView, EntryView};
use domain::view::{CaseView, Directory};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::value_words;
use crate::staff::words;
use crate::ui::*;

mod marks;

/// The entries of a page, and the names in them. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Entries {
    pub case: CaseId,
    pub all: Memo<Vec<ConflictView>>,
    pub names: Memo<Directory>,
}

/// What is to be decided, and what was decided today.
pub fn of_today(all: &[ConflictView], today: NaiveDate) -> Vec<ConflictView> {
    let today = |one: &&ConflictView| match &one.settled {
        None => true,
        Some(settled) => domain::calendar::jst_date(settled.at) == today,
    };
    all.iter().filter(today).cloned().collect()
}

/// What was ever decided.
pub fn settled(view: &CaseView) -> Vec<ConflictView> {
    let all = view.conflicts.iter().filter(|one| one.settled.is_some());
    all.cloned().collect()
}

/// What is to be decided, and what can be taken back. Absent where there is nothing of it.
#[component]
pub fn ConflictsPanel(entries: Entries) -> impl IntoView {
    let shown = entries.all;
    let open = Memo::new(move |_| shown.with(|all| all.iter().any(|one| one.settled.is_none())));
    view! {
        <Show when=move || !shown.with(Vec::is_empty)>
            <section class="panel stack" aria-labelledby="conflicts-title">
                <div class="panel__head">
                    <h2 id="conflicts-title">"同じ欄の、二つの記入"</h2>
                </div>
                <Show when=move || open.get()>
                    <p>
                        "どちらも残っています。どうするかを選んでください。選ばなかった方も、ケースの「書類」で読めます。本人の言葉は、書き直しても、前の言葉が残ります。"
                    </p>
                </Show>
                <Conflicts entries/>
            </section>
        </Show>
    }
}

/// Everything that was ever decided: what was not chosen stays readable.
#[component]
pub fn SettledPanel(entries: Entries) -> impl IntoView {
    view! {
        <Show when=move || !entries.all.with(Vec::is_empty)>
            <section class="panel stack" aria-labelledby="settled-title">
                <div class="panel__head">
                    <h2 id="settled-title">"二つの記入から選んだもの"</h2>
                </div>
                <Conflicts entries/>
            </section>
        </Show>
    }
}

#[component]
fn Conflicts(entries: Entries) -> impl IntoView {
    let Entries { case, all, names } = entries;
    view! {
        {move || {
            all.get().into_iter().map(|one| view! { <One case one names/> }).collect_view()
        }}
    }
}

#[component]
fn One(case: CaseId, one: ConflictView, names: Memo<Directory>) -> impl IntoView {
    let ConflictView {
        number,
        paper,
        field,
        about,
        standing,
        other,
        joins,
        settled,
    } = one;
    let field = paper.field(&field);
    let about = match about.as_str() {
        "" => String::new(),
        item => format!("項目「{item}」　"),
    };
    let label = field.map_or("", |field| field.label);
    let title = format!("{}　{about}{label}", paper.form().title);
    let id = format!("conflict-{number}");
    let labelled_by = id.clone();
    let said = |entry: &EntryView| {
        names.with_untracked(|names| {
            field.map_or_else(String::new, |field: &Field| {
                value_words(field, entry.value.as_ref(), names)
            })
        })
    };
    let (left, right) = marks::sides(&said(&standing), &said(&other));
    let chosen = settled.as_ref().map(|settled| settled.choice);
    let standing_since = standing.at;
    view! {
        <article class="conflict stack" aria-labelledby=labelled_by>
            <h3 id=id>{title}</h3>
            <div class="diff__sides">
                <Side
                    title=if settled.is_some() { "はじめの記入" } else { "今の記入" }
                    entry=standing
                    words=left
                    chosen=matches!(chosen, Some(Choice::Standing | Choice::Both))
                />
                <Side
                    title="もう一つの記入"
                    entry=other
                    words=right
                    chosen=match chosen {
                        Some(Choice::Other) => true,
                        Some(Choice::Both) => joins,
                        Some(Choice::Standing) | None => false,
                    }
                />
            </div>
            {match settled {
                None => view! { <Choose case number standing_since joins/> }.into_any(),
                Some(settled) => {
                    let told = format!(
                        "{}　{}　{}",
                        decided(settled.choice, joins),
                        words::moment(settled.at),
                        settled.by,
                    );
                    view! { <Undo case number told/> }.into_any()
                }
            }}
        </article>
    }
}

fn decided(choice: Choice, joins: bool) -> &'static str {
    match choice {
        Choice::Standing => "はじめの記入にしました",
        Choice::Other => "もう一つの記入にしました",
        Choice::Both if joins => "両方を残しました",
        Choice::Both => "両方を残しました。欄ははじめの記入のままです",
    }
}

/// Written before it was kept who wrote which field.
const UNKNOWN_WRITER: &str = "だれがいつ書いたかは、「経過」で見られます";

#[component]
fn Side(
    title: &'static str,
    entry: EntryView,
    words: Vec<marks::Piece>,
    chosen: bool,
) -> impl IntoView {
    let who = entry
        .by
        .map_or_else(String::new, |(name, agency)| format!("{name}（{agency}）"));
    let when = entry
        .at
        .map_or_else(|| UNKNOWN_WRITER.to_owned(), words::moment);
    let came = entry
        .arrived_at
        .map(|at| format!("端末から {} に届きました", words::moment(at)));
    let empty = words.is_empty();
    view! {
        <div class="diff__side stack">
            <p>
                <strong>{title}</strong>
                {chosen.then(|| view! { " " <Tag tone=Tone::Good>"選びました"</Tag> })}
            </p>
            <p class="small muted" translate="no">{when} "　" {who}</p>
            {came.map(|came| view! { <p class="small muted">{came}</p> })}
            <p class="conflict__words" translate="no">
                {words
                    .into_iter()
                    .map(|piece| match piece.differs {
                        true => view! { <mark>{piece.text}</mark> }.into_any(),
                        false => view! { <span>{piece.text}</span> }.into_any(),
                    })
                    .collect_view()}
                {empty.then(|| view! { <span class="muted">"（書いてありません）"</span> })}
            </p>
        </div>
    }
}

#[component]
fn Choose(
    case: CaseId,
    number: u32,
    standing_since: Option<DateTime<Utc>>,
    /// The field can hold both.
    joins: bool,
) -> impl IntoView {
    let act = Act::new();
    let choose = move |choice| {
        let command = CaseCommand::SettleConflict {
            number,
            choice,
            standing_since,
        };
        act.case(case, command, "決めました。戻すこともできます", |_| {});
    };
    view! {
        <Refusing act/>
        <div class="conflict__choices">
            {Choice::ALL
                .map(|choice| {
                    let label = match choice {
                        Choice::Standing => "今の記入にする",
                        Choice::Other => "もう一つの記入にする",
                        Choice::Both if joins => "両方を残す",
                        Choice::Both => "どちらも残す（欄は今の記入のまま）",
                    };
                    view! { <Button busy=act.busy on_press=move |()| choose(choice)>{label}</Button> }
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn Undo(case: CaseId, number: u32, told: String) -> impl IntoView {
    let act = Act::new();
    let undo = move |()| {
        let command = CaseCommand::ReopenConflict { number };
        act.case(case, command, "決める前に戻しました", |_| {});
    };
    view! {
        <Refusing act/>
        <div class="actions">
            <span class="small muted" translate="no">{told}</span>
            <Button busy=act.busy on_press=undo>"決める前に戻す"</Button>
        </div>
    }
}
