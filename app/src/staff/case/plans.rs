//! 計画: the plans of the case.

use domain::access::Action;
use leptos::prelude::*;

use crate::route::Route;
use crate::staff::her_own::HerOwn;
use crate::staff::words;
use crate::ui::*;

use super::Shared;

#[component]
pub(super) fn PlansPart(shared: Shared) -> impl IntoView {
    let case = shared.id;
    let plans = shared.part(|view| view.plans.clone());
    let may = shared.has(Action::WritePlan);
    let own = shared.part(|view| view.own.clone());
    let new = Route::Plan { case, plan: None }.path();
    view! {
        <div class="stack">
            <Show when=move || plans.with(Vec::is_empty)>
                <EmptyState title="まだ計画はありません" icon=Icon::Document>
                    <p>"本人の希望から書きはじめて、本人と見ながら作ります。"</p>
                </EmptyState>
            </Show>
            <Show when=move || may.get()>
                <div>
                    <LinkButton href=new.clone() variant=Variant::Primary icon=Icon::Plus>
                        "新しい計画を作る"
                    </LinkButton>
                </div>
            </Show>
            <ul class="list">
                {move || {
                    plans
                        .get()
                        .into_iter()
                        .rev()
                        .map(|plan| {
                            let route = Route::Plan { case, plan: Some(plan.id) };
                            let title = format!("個別支援計画 第{}版", plan.version);
                            view! {
                                <li class="list__row">
                                    {if plan.opens {
                                        view! { <a href=route.path()>{title}</a> }.into_any()
                                    } else {
                                        view! { <span>{title}</span> }.into_any()
                                    }}
                                    <Tag>{plan.status.label()}</Tag>
                                    {(plan.waiting > 0)
                                        .then(|| {
                                            view! {
                                                <Tag tone=Tone::Care>
                                                    {format!("返事待ち {}件", plan.waiting)}
                                                </Tag>
                                            }
                                        })}
                                    {plan
                                        .monitoring_date
                                        .map(|day| {
                                            view! {
                                                <span class="small muted">"見直し " {words::date(day)}</span>
                                            }
                                        })}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            // Once there is a plan, they stand on its page.
            <Show when=move || plans.with(Vec::is_empty)>
                <HerOwn case lines=own rights=shared.rights/>
            </Show>
        </div>
    }
}
