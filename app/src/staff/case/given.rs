//! これまでに渡した情報: the list on paper, for her; the whole of it, or where she has just taken something
//! back, what went to those who get nothing more.

use domain::access::Action;
use domain::id::ConsentId;
use domain::wire::session::{GIVEN, GivenPaper};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::paper::PaperButton;
use crate::ui::*;

use super::Shared;

const NAME: &str = "これまでに渡した情報";

/// The whole list.
#[component]
pub(super) fn GivenPanel(shared: Shared) -> impl IntoView {
    let may = shared.has(Action::SeeGiven);
    view! {
        <Show when=move || may.get()>
            <section class="panel" aria-labelledby="given-title">
                <div class="panel__head"><h2 id="given-title">{NAME}</h2></div>
                <p class="muted">
                    "だれに、いつ、何を渡したかを、記録から一覧にします。本人のページでも同じものが読めます。本人に知らせていない照会などは出ません。"
                </p>
                <Printing shared consent=None label="本人に渡す一覧を印刷（PDF）"/>
            </section>
        </Show>
    }
}

/// Right where a consent was narrowed or taken back: what its agencies were given until then.
#[component]
pub(super) fn GivenUntilNow(shared: Shared, consent: ConsentId) -> impl IntoView {
    let may = shared.has(Action::SeeGiven);
    view! {
        <Show when=move || may.get()>
            <Notice title="やめた相手に、これまでに渡した情報">
                <p>"一覧にして、本人に渡せます。一枚ずつ配布番号が付きます。"</p>
                <Printing shared consent=Some(consent) label="やめた相手の一覧を印刷（PDF）"/>
            </Notice>
        </Show>
    }
}

#[component]
fn Printing(shared: Shared, consent: Option<ConsentId>, label: &'static str) -> impl IntoView {
    let act = Act::new();
    let body = GivenPaper {
        case: shared.id,
        consent,
    };
    view! {
        <Refusing act/>
        <div class="actions">
            <PaperButton act path=GIVEN body name=NAME label icon=Icon::Print/>
        </div>
    }
}
