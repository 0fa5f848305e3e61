//! 要請を書く: the upper half filled in on its own paper, then checked, then sent.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::form::case_review::key;
use domain::form::{self, CASE_REVIEW_REQUEST, FormData, Problem, Value, What};
use domain::id::{AgencyId, CaseId, RequestId};
use domain::request::{consented, may_attend};
use domain::view::{CaseView, Directory};
use leptos::prelude::*;
use uuid::Uuid;

use crate::route::Route;
use crate::sheet::{SheetHead, upper_half};
use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::door::{door, focus};
use super::super::form::{
    Answers, FormCell, FormErrors, KeptFields, KeptPaper, field_id, take_refusal,
};
use super::super::named::agencies_of;
use super::super::rights::RightButton;
use super::super::words::agency_name;

/// Prefix of the ids of the fields.
const PREFIX: &str = "request";
/// The act, as the button names it.
const SUBMIT: &str = "会議の開催を要請する";

/// The mistakes the writer can mend. An address left empty is none: the case may know it, and then it
/// need not pass through the writer's hands; the server says so if it does not.
fn mistakes(data: &FormData) -> Vec<Problem> {
    let mut problems = form::check(&CASE_REVIEW_REQUEST, data, door().today());
    problems.retain(|problem| !(problem.field == key::ADDRESS && problem.what == What::Missing));
    problems
}

/// Agencies in 参集範囲 that her consent does not reach.
fn outside(case: &CaseView, data: &FormData) -> Vec<AgencyId> {
    let requesting = match data.get(key::REQUESTING_AGENCY) {
        Some(Value::Agency(agency)) => *agency,
        _ => case.agency_in_charge.id,
    };
    agencies_of(data.attendees(key::ATTENDEE_SCOPE))
        .into_iter()
        .filter(|agency| !may_attend(case, requesting, *agency))
        .collect()
}

/// Where a half-written request is kept: a new one by its case, one that came back by itself.
pub(super) fn draft_name(about: Uuid) -> String {
    format!("request-{about}")
}

/// The paper to fill in. `known` = it was sent before and came back.
#[component]
pub(super) fn Paper(
    case: CaseId,
    request: RequestId,
    start: FormData,
    view: Signal<CaseView>,
    directory: Signal<Directory>,
    known: bool,
) -> impl IntoView {
    let start = start.with(key::CONSENT, Value::Flag(view.with_untracked(consented)));
    let about = if known { request.0 } else { case.0 };
    let kept = KeptPaper::new(draft_name(about), request.0, start);
    let data = kept.data;
    let problems = RwSignal::new(Vec::new());
    let checking = RwSignal::new(false);
    // A new one can wait on the tablet; one that came back is answered where it was returned.
    let act = if known { Act::new() } else { Act::keeping() }.drafted();
    // The tick follows the consent record, also when it is recorded while this paper is open.
    Effect::new(move |_| {
        let tick = Value::Flag(view.with(consented));
        if data.with_untracked(|data| data.get(key::CONSENT) != Some(&tick)) {
            data.update(|data| data.set(key::CONSENT, tick));
        }
    });
    let outside = Memo::new(move |_| {
        let found = data.with(|data| view.with(|view| outside(view, data)));
        directory.with(|all| {
            found
                .into_iter()
                .map(|id| agency_name(&all.agencies, id))
                .collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        if let Some(refused) = act.refused.get() {
            take_refusal(&refused, problems);
            if problems.with_untracked(|problems| !problems.is_empty()) {
                checking.set(false);
            }
        }
    });
    let check = move |()| {
        let found = data.with_untracked(mistakes);
        let fit = found.is_empty();
        problems.set(found);
        if fit && outside.with_untracked(Vec::is_empty) && act.wording.lets_go() {
            act.refused.set(None);
            checking.set(true);
            focus("request-check");
        }
    };
    let change = move |key: &'static str| {
        checking.set(false);
        focus(&field_id(PREFIX, key));
    };
    let submit = move |()| {
        let form = data.get_untracked();
        let request = RequestId(kept.id());
        let (command, told) = if known {
            (
                CaseCommand::ResubmitRequest { request, form },
                "直した要請を出しました",
            )
        } else {
            (
                CaseCommand::SubmitRequest { request, form },
                "会議の開催を要請しました",
            )
        };
        let end = kept.end();
        act.case(case, command, told, move |seq| {
            end();
            door().replace(match seq {
                Some(_) => Route::Request {
                    case,
                    request: Some(request),
                },
                None => Route::Outbox,
            });
        });
    };
    let no = view.with_untracked(|view| view.no.clone());
    let cells = Cells {
        data,
        problems,
        directory,
        outside,
        wording: act.wording,
    };
    view! {
        <FormErrors form=&CASE_REVIEW_REQUEST problems prefix=PREFIX/>
        <Refusing act/>
        <div class="stack" hidden=move || checking.get()>
            <p>"ケースの記録から写せるところは、もう入っています。確かめて、足りないところを書いてください。"</p>
            <KeptFields paper=kept>
                <div class="sheetwrap">
                    <article class="sheet sheet--edit" translate="no">
                        <SheetHead no=no.clone()/>
                        {upper_half(move |key| cells.cell(key))}
                    </article>
                </div>
            </KeptFields>
            <div class="actions">
                <Button
                    variant=Variant::Primary
                    icon=Icon::ArrowRight
                    disabled_reason=Signal::derive(move || scope_words(&outside.get()))
                    on_press=check
                >
                    "内容を確かめる"
                </Button>
                <LinkButton href=Route::case(case).path() variant=Variant::Tertiary>
                    "やめる"
                </LinkButton>
            </div>
        </div>
        <section id="request-check" tabindex="-1" hidden=move || !checking.get()>
            <h2>"要請する前に確かめる"</h2>
            <p>"この内容が、女性相談支援センター所長に届きます。"</p>
            <Answers
                form=&CASE_REVIEW_REQUEST
                data=Signal::derive(move || data.get())
                directory
                change=Callback::new(change)
            />
            <p class="muted">"住所は、紙には「非開示」と印刷されます。"</p>
            <div class="actions">
                {if known {
                    // The right to submit is stopped by this very request; the server decides.
                    view! {
                        <Button variant=Variant::Primary busy=act.busy on_press=submit>
                            "直した要請を出す"
                        </Button>
                    }
                        .into_any()
                } else {
                    view! {
                        <RightButton
                            rights=Signal::derive(move || view.with(|view| view.rights.clone()))
                            action=Action::SubmitRequest
                            act
                            variant=Variant::Primary
                            on_press=submit
                            label=SUBMIT.to_owned()
                        />
                    }
                        .into_any()
                }}
                <Button variant=Variant::Tertiary on_press=move |()| change(key::CLAUSE5_ITEM)>
                    "もどって直す"
                </Button>
            </div>
        </section>
    }
}

/// Why an agency cannot stand in 参集範囲: the scope, never what is or is not shared.
fn scope_words(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| {
        let names = names.join("、");
        format!("{names}は、本人が同意した範囲に入っていません。参集範囲から外すか、本人に聞いてください。")
    })
}

/// The control in each box of the paper. Cheap to copy.
#[derive(Clone, Copy)]
struct Cells {
    data: RwSignal<FormData>,
    problems: RwSignal<Vec<Problem>>,
    directory: Signal<Directory>,
    outside: Memo<Vec<String>>,
    wording: Wording,
}

impl Cells {
    fn cell(self, key: &'static str) -> AnyView {
        match key {
            key::REQUESTING_AGENCY => {
                self.field(key, Some("あなたの機関です。".to_owned()))
            }
            key::CONSENT => view! {
                {self.field(key, Some("同意の記録（「同意と共有」）から自動でしるしがつきます。".to_owned()))}
                <p class="sheet__line">
                    {CASE_REVIEW_REQUEST.field(key).map_or("", |field| field.printed)}
                </p>
            }
            .into_any(),
            key::ADDRESS => view! {
                {self.field(key, None)}
                <p class="sheet__line small">
                    "登録してある住所は、空欄のままでも使われます。紙には「非開示」と印刷されます。"
                </p>
            }
            .into_any(),
            key::ATTENDEE_SCOPE => {
                let outside = self.outside;
                view! {
                    {self.field(key, None)}
                    <div aria-live="polite">
                        {move || {
                            scope_words(&outside.get())
                                .map(|words| {
                                    view! {
                                        <Notice kind=NoticeKind::Warning title="参集範囲を見直してください">
                                            <p>{words}</p>
                                        </Notice>
                                    }
                                })
                        }}
                    </div>
                }
                .into_any()
            }
            _ => self.field(key, None),
        }
    }

    fn field(self, key: &'static str, lock: Option<String>) -> AnyView {
        let Self {
            data,
            problems,
            directory,
            wording,
            ..
        } = self;
        match lock {
            Some(lock) => view! {
                <FormCell form=&CASE_REVIEW_REQUEST key data problems directory prefix=PREFIX lock/>
            }
            .into_any(),
            None => view! {
                <FormCell
                    form=&CASE_REVIEW_REQUEST
                    key
                    data
                    problems
                    directory
                    prefix=PREFIX
                    shared=wording
                />
            }
            .into_any(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::scope_words;

    #[test]
    fn the_words_tell_the_scope_and_nothing_of_the_content() {
        let words = scope_words(&["架空小学校".to_owned()]).unwrap_or_default();
        assert!(words.contains("架空小学校") && words.contains("範囲"));
        for content in ["被害", "健康", "場所", "子ども"] {
            assert!(!words.contains(content));
        }
        assert_eq!(scope_words(&[]), None);
    }
}
