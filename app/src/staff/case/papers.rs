//! 書類: the papers of the case, and what they say.

use domain::access::Action;
use domain::form;
use domain::view::Directory;
use leptos::prelude::*;

use crate::route::Route;
use crate::staff::conflict::{SettledPanel, settled};
use crate::staff::form::Answers;
use crate::staff::words;
use crate::ui::*;

use super::Shared;

#[component]
pub(super) fn PapersPart(shared: Shared) -> impl IntoView {
    let case = shared.id;
    let intake = shared.part(|view| view.intake.clone());
    let assessment = shared.part(|view| view.assessment.clone());
    let names = shared.part(|view| Directory {
        agencies: view.agencies.clone(),
        people: view.people.clone(),
    });
    let requests = shared.part(|view| view.requests.clone());
    let may = shared.has(Action::CorrectIntake);
    let prints = shared.has(Action::PrintSheet);
    let correct = Route::CorrectIntake { case }.path();
    let assess = Route::Assessment { case }.path();
    let assessed = Memo::new(move |_| assessment.with(Option::is_some));
    view! {
        <div class="stack">
            <Show when=move || prints.get() && requests.with(|all| !all.is_empty())>
                <section class="panel" aria-labelledby="sheets-title">
                    <div class="panel__head">
                        <h2 id="sheets-title">"個別ケース検討会議資料"</h2>
                    </div>
                    <ul class="list">
                        {move || {
                            requests
                                .get()
                                .into_iter()
                                .rev()
                                .map(|request| {
                                    let route = Route::Sheet { case, request: request.id };
                                    view! {
                                        <li class="list__row">
                                            <a href=route.path()>"資料を開く・印刷する"</a>
                                            <span class="small muted">
                                                {words::moment(request.submitted_at)} "　"
                                                {request.status.label()}
                                            </span>
                                        </li>
                                    }
                                })
                                .collect_view()
                        }}
                    </ul>
                </section>
            </Show>
            <section class="panel" aria-labelledby="assessment-title">
                <div class="panel__head">
                    <h2 id="assessment-title">"アセスメントシート"</h2>
                    <Show when=move || may.get()>
                        <LinkButton href=assess.clone() icon=Icon::Pen>
                            {move || if assessed.get() { "書き直す" } else { "書く" }}
                        </LinkButton>
                    </Show>
                </div>
                <Show
                    when=move || assessed.get()
                    fallback=|| view! { <p class="muted">"まだ書いてありません。"</p> }
                >
                    <Answers
                        form=&form::ASSESSMENT
                        data=Signal::derive(move || assessment.get().unwrap_or_default())
                        directory=names
                    />
                </Show>
            </section>
            <section class="panel" aria-labelledby="intake-title">
                <div class="panel__head">
                    <h2 id="intake-title">"相談受付票"</h2>
                    <Show when=move || may.get()>
                        <LinkButton href=correct.clone() icon=Icon::Pen>"訂正する"</LinkButton>
                    </Show>
                </div>
                <Answers form=&form::INTAKE data=intake directory=names/>
            </section>
            <SettledPanel entries=shared.entries(settled)/>
        </div>
    }
}
