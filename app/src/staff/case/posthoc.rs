//! 事後報告: support that began before a meeting, and steps that had no meeting.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::id::PosthocId;
use domain::view::PosthocView;
use domain::wire::session::{CasePaper, PAPER};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::early_start::EarlyStart;
use crate::staff::paper::PaperButton;
use crate::staff::{ids, words};
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::lacks::{NeededDay, NeededText, whole, wrong_at};
use super::pick::PickAgency;

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
    let judged = match (&report.approved, &report.rejected) {
        (Some(approved), _) => Some(format!(
            "第{}回の会議で承認（{}）",
            approved.number,
            words::date(approved.on)
        )),
        (None, Some(rejected)) => Some(format!(
            "第{}回の会議で承認されなかった（{}）",
            rejected.number,
            words::date(rejected.on)
        )),
        (None, None) => None,
    };
    let told = format!("{}　{}", words::moment(report.at), report.by);
    let again = report.rejected.is_some();
    view! {
        <EarlyStart report judged told/>
        <div class="actions">
            <PaperButton
                act
                path=PAPER
                body=CasePaper::Posthoc { case: shared.id, report: id }
                name="事後報告書"
                label="書面（PDF）"
                variant=Variant::Tertiary
            />
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
        let command = whole(problems, |lacks| {
            let what = lacks.text(what, "posthoc-what", "始めた支援を書いてください。");
            let since = lacks.day(since, "posthoc-since");
            let agency = agency.with_untracked(|id| id.parse().ok());
            let agency = lacks.choice(agency, "posthoc-agency", "支援した機関を選んでください。");
            let why = lacks.text(why, "posthoc-why", "会議の前に始めた理由を書いてください。");
            Some(CaseCommand::StartBeforeMeeting {
                report: id.get_value(),
                what,
                since: since?,
                why,
                agency: agency?,
            })
        });
        let Some(command) = command else {
            return;
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
        <ActDialog
            id="posthoc"
            title="会議の前に始めた支援を報告する"
            open
            act
            problems
            send="報告する"
            on_send=save
        >
            <div class="fields" translate="no">
                <NeededText
                    problems
                    id="posthoc-what"
                    label="始めた支援"
                    help="居場所がわかることは書きません。"
                    value=what
                    rows=3
                    shared=act.wording
                />
                <NeededDay problems id="posthoc-since" label="始めた日" value=since/>
                <PickAgency
                    case=shared.id
                    id="posthoc-agency"
                    label="支援した機関"
                    need=Need::Required
                    value=agency
                    error=wrong_at(problems, "posthoc-agency")
                />
                <NeededText
                    problems
                    id="posthoc-why"
                    label="会議の前に始めた理由"
                    value=why
                    rows=3
                    shared=act.wording
                />
            </div>
        </ActDialog>
    }
}
