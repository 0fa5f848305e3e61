//! 事後報告: support that began before a meeting, and steps that had no meeting.

use domain::access::Action;
use domain::calendar;
use domain::command::CaseCommand;
use domain::id::PosthocId;
use domain::view::PosthocView;
use domain::wire::session::{CasePaper, PAPER};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::Select;
use crate::staff::paper::fetch_paper;
use crate::staff::{ids, words};
use crate::ui::*;

use super::{Shared, pick};

/// 作成・再プラン・中断・終結 without a meeting (BR-024).
#[component]
pub(super) fn MissingMeetings(shared: Shared) -> impl IntoView {
    let missing = shared.part(|view| view.meetings_missing.clone());
    move || {
        let missing = missing.get();
        (!missing.is_empty()).then(|| {
            let lines = missing
                .into_iter()
                .map(|one| {
                    let day = one
                        .on
                        .map(|day| format!("（{}）", words::date(day)))
                        .unwrap_or_default();
                    view! { <li>{one.timing.label()} {day}</li> }
                })
                .collect_view();
            view! {
                <Notice kind=NoticeKind::Warning title="会議で話し合っていません">
                    <p>"次のことは、会議で話し合うことになっています。まだなら、会議の開催を要請してください。"</p>
                    <ul>{lines}</ul>
                </Notice>
            }
        })
    }
}

/// What was started before a meeting: waits for approval, or approved at which one.
#[component]
pub(super) fn PosthocPanel(shared: Shared) -> impl IntoView {
    let reports = shared.part(|view| view.posthoc.clone());
    let may = shared.has(Action::ReportEarlyStart);
    let open = RwSignal::new(false);
    let act = Act::new();
    let shown = Memo::new(move |_| may.get() || !reports.with(Vec::is_empty));
    view! {
        <Show when=move || shown.get()>
            <section class="panel" aria-labelledby="posthocs-title">
                <div class="panel__head">
                    <h2 id="posthocs-title">"会議の前に始めた支援（事後報告）"</h2>
                    <Show when=move || may.get()>
                        <Button
                            disabled_reason=shared.stopped(Action::ReportEarlyStart)
                            on_press=move |()| open.set(true)
                        >
                            "報告を書く"
                        </Button>
                    </Show>
                </div>
                <Refusing act/>
                <Show when=move || reports.with(Vec::is_empty)>
                    <p class="muted">
                        "ありません。急ぐ支援は会議を待たずに始め、ここに書いて、次の会議で承認を受けます。"
                    </p>
                </Show>
                <ul class="list" translate="no">
                    {move || {
                        reports
                            .get()
                            .into_iter()
                            .rev()
                            .map(|report| view! { <li><OneReport shared report act/></li> })
                            .collect_view()
                    }}
                </ul>
            </section>
        </Show>
        <PosthocDialog shared open/>
    }
}

#[component]
fn OneReport(shared: Shared, report: PosthocView, act: Act) -> impl IntoView {
    let id = report.id;
    let (tone, state) = match (&report.approved, &report.rejected) {
        (None, None) => (Tone::Care, "承認待ち".to_owned()),
        (None, Some(rejected)) => (
            Tone::Care,
            format!(
                "第{}回の会議で承認されなかった（{}）",
                rejected.number,
                words::date(rejected.on)
            ),
        ),
        (Some(approved), _) => (
            Tone::Good,
            format!(
                "第{}回の会議で承認（{}）",
                approved.number,
                words::date(approved.on)
            ),
        ),
    };
    let told = format!("{}　{}", words::moment(report.at), report.by);
    let mut rows = vec![
        ("始めた支援".to_owned(), report.what),
        ("始めた日".to_owned(), words::date(report.since)),
        ("支援した機関".to_owned(), report.agency.name),
        ("会議の前に始めた理由".to_owned(), report.why),
        ("報告".to_owned(), told),
    ];
    let rejected = report.rejected;
    let again = rejected.is_some();
    rows.extend(rejected.map(|rejected| ("承認されなかった理由".to_owned(), rejected.reason)));
    view! {
        <p><Tag tone>{state}</Tag></p>
        <DescriptionList items=rows/>
        <div class="actions">
            <Button
                variant=Variant::Tertiary
                icon=Icon::Download
                busy=act.busy
                on_press=move |()| {
                    let paper = CasePaper::Posthoc { case: shared.id, report: id };
                    fetch_paper(act, PAPER, paper, "事後報告書");
                }
            >
                "書面（PDF）"
            </Button>
        </div>
        {again
            .then(|| {
                view! {
                    <p class="small muted">
                        "支援を続けるときは、会議の話し合いに沿って、新しい報告を書きます。"
                    </p>
                }
            })}
    }
}

#[component]
fn PosthocDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (what, since, why, agency) = (text(), text(), text(), text());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let id = StoredValue::new(PosthocId(ids::new()));
    let act = Act::new();
    let save = move |()| {
        let mut wrong = Vec::new();
        let mut need = |missing: bool, field: &str, words: &str| {
            if missing {
                wrong.push(Wrong::new(field, words));
            }
        };
        let empty = |value: RwSignal<String>| value.with_untracked(|text| text.trim().is_empty());
        need(empty(what), "posthoc-what", "始めた支援を書いてください。");
        let day = since.with_untracked(|text| calendar::parse(text));
        if let Err(problem) = &day {
            need(true, "posthoc-since", &problem.words());
        }
        let chosen = agency.with_untracked(|id| id.parse().ok());
        need(
            chosen.is_none(),
            "posthoc-agency",
            "支援した機関を選んでください。",
        );
        need(
            empty(why),
            "posthoc-why",
            "会議の前に始めた理由を書いてください。",
        );
        problems.set(wrong);
        let (Ok(since_day), Some(chosen)) = (day, chosen) else {
            return;
        };
        if problems.with_untracked(|problems| !problems.is_empty()) {
            return;
        }
        let command = CaseCommand::StartBeforeMeeting {
            report: id.get_value(),
            what: what.get_untracked(),
            since: since_day,
            why: why.get_untracked(),
            agency: chosen,
        };
        act.case(
            shared.id,
            command,
            "事後報告を書きました。次の会議で承認を受けてください",
            move |_| {
                for value in [what, since, why, agency] {
                    value.try_set(String::new());
                }
                id.set_value(PosthocId(ids::new()));
                open.try_set(false);
            },
        );
    };
    view! {
        <Dialog id="posthoc" title="会議の前に始めた支援を報告する" open>
            <div class="form">
                <ErrorSummary problems/>
                <Refusing act/>
                <div class="fields" translate="no">
                    <TextArea
                        id="posthoc-what"
                        label="始めた支援"
                        need=Need::Required
                        help="居場所がわかることは書きません。"
                        value=what
                        error=wrong_at(problems, "posthoc-what")
                        rows=3
                    />
                    <DateInput
                        id="posthoc-since"
                        label="始めた日"
                        need=Need::Required
                        value=since
                        error=wrong_at(problems, "posthoc-since")
                    />
                    <ByAgency shared value=agency problems/>
                    <TextArea
                        id="posthoc-why"
                        label="会議の前に始めた理由"
                        need=Need::Required
                        value=why
                        error=wrong_at(problems, "posthoc-why")
                        rows=3
                    />
                </div>
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=save>"報告する"</Button>
                </div>
            </div>
        </Dialog>
    }
}

#[component]
fn ByAgency(
    shared: Shared,
    value: RwSignal<String>,
    problems: RwSignal<Vec<Wrong>>,
) -> impl IntoView {
    let options = pick::agencies(pick::directory(shared.id));
    view! {
        <Select
            id="posthoc-agency"
            label="支援した機関"
            need=Need::Required
            value
            options
            error=wrong_at(problems, "posthoc-agency")
        />
    }
}

/// The words beside a field, the same as in the summary.
pub(super) fn wrong_at(
    problems: RwSignal<Vec<Wrong>>,
    field: &'static str,
) -> Signal<Option<String>> {
    Signal::derive(move || {
        problems.with(|problems| {
            problems
                .iter()
                .find(|wrong| wrong.field_id == field)
                .map(|wrong| wrong.words.clone())
        })
    })
}
