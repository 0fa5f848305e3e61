//! 読みこみ: a question that stays answered: it is asked, asked anew when its noun moved on, and its
//! states are shown the same way on every screen.

use domain::wire::{ApiError, Ask, ErrorKind};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::*;

use super::call::{self, Answered, LayHere};
use super::door::{Signed, door};
use super::left::{self, Stands};
use super::words;

/// Said where an answer stood that may no longer be read; whether a meeting was called off or what is
/// shared was narrowed is not told apart.
const GONE: &str = "ここに出ていたものは、いまは見られません。取りやめになったか、見られる範囲が変わりました。続けることがあるときは、担当の人に聞いてください。";

/// An answer on its way, here, or refused. What was here stays visible while it is asked anew.
pub struct Asked<A: Send + Sync + 'static> {
    pub answer: RwSignal<Option<A>>,
    pub error: RwSignal<Option<ApiError>>,
    /// The answer that is shown lay on this tablet.
    lay_here: RwSignal<Option<LayHere>>,
    again: RwSignal<u64>,
}

impl<A: Send + Sync + 'static> Clone for Asked<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A: Send + Sync + 'static> Copy for Asked<A> {}

impl<A: Send + Sync + 'static> Asked<A> {
    /// Asks anew.
    pub fn again(self) {
        self.again.update(|n| *n += 1);
    }
}

/// Asks now, whenever the question changes, and whenever `knock` grows.
pub fn asked<Q>(question: impl Fn() -> Q + 'static, knock: Signal<u64>) -> Asked<Q::Answer>
where
    Q: Ask + Clone + PartialEq + 'static,
    Q::Answer: Send + Sync + PartialEq + 'static,
{
    asked_by(
        question,
        |question| call::ask_either(question.clone()),
        knock,
    )
}

/// As [`asked`], with its own way of reading the answer.
pub fn asked_by<Q, A, F>(
    question: impl Fn() -> Q + 'static,
    read: impl Fn(&Q) -> F + 'static,
    knock: Signal<u64>,
) -> Asked<A>
where
    Q: PartialEq + 'static,
    A: Send + Sync + PartialEq + 'static,
    F: Future<Output = Result<Answered<A>, ApiError>> + 'static,
{
    let asked = Asked {
        answer: RwSignal::new(None),
        error: RwSignal::new(None),
        lay_here: RwSignal::new(None),
        again: RwSignal::new(0),
    };
    // Answers that were overtaken by a later question are dropped.
    let latest = StoredValue::new(0_u64);
    Effect::new(move |before: Option<Q>| {
        let question = question();
        knock.track();
        asked.again.track();
        // After signing in again everything is asked anew; until then there is nobody to ask for.
        if !matches!(door().signed.get(), Signed::In | Signed::Unknown) {
            return question;
        }
        if before.is_some_and(|before| before != question) {
            asked.answer.set(None);
            asked.error.set(None);
        }
        latest.update_value(|n| *n += 1);
        let turn = latest.get_value();
        let answer = read(&question);
        spawn_local(async move {
            let result = answer.await;
            if latest.try_get_value() != Some(turn) {
                return;
            }
            match result {
                Ok(new) => {
                    asked.error.set(None);
                    let (stands, same) = asked
                        .answer
                        .with_untracked(|old| (old.is_some(), old.as_ref() == Some(&new.answer)));
                    // What the server told last is no older than what lies on the tablet.
                    let told = stands && asked.lay_here.get_untracked().is_none();
                    if told && new.lay_here.is_some() {
                        return;
                    }
                    asked.lay_here.set(new.lay_here);
                    if !same {
                        asked.answer.set(Some(new.answer));
                    }
                }
                Err(mut error) => {
                    // What may no longer be read goes from the screen: her consent may have ended
                    // while it stood there (BR-052).
                    if matches!(error.error, ErrorKind::NotFound | ErrorKind::Refused) {
                        let stood = asked.answer.with_untracked(Option::is_some);
                        let gone = |told: &Option<ApiError>| {
                            told.as_ref().is_some_and(|told| told.message == GONE)
                        };
                        if stood || asked.error.with_untracked(gone) {
                            GONE.clone_into(&mut error.message);
                        }
                        asked.answer.set(None);
                    }
                    asked.error.set(Some(error));
                }
            }
        });
        question
    });
    asked
}

/// Shows the four states. `children` is built once, when the first answer is here, and follows
/// later answers through its signal, so that nothing typed in it is lost.
#[component]
pub fn Loaded<A, F, V>(
    asked: Asked<A>,
    #[prop(default = SkeletonShape::Lines(4))] shape: SkeletonShape,
    children: F,
) -> impl IntoView
where
    A: Clone + PartialEq + Send + Sync + 'static,
    F: Fn(Signal<A>) -> V + Send + 'static,
    V: IntoView + 'static,
{
    let here = Memo::new(move |_| asked.answer.with(Option::is_some));
    let lost = Memo::new(move |_| asked.error.get());
    let above = use_context::<Stands>();
    view! {
        {move || {
            lost.get().filter(|error| error.error != ErrorKind::SignedOut).map(|error| view! { <Failed error asked/> })
        }}
        {move || {
            if here.get() {
                let stands = move || asked.answer.try_with_untracked(Option::is_some) == Some(true);
                left::keep_below(above.clone(), Stands::new(stands));
                let first = asked.answer.get_untracked();
                first
                    .map(|first| {
                        let shown = Memo::new(move |before: Option<&A>| {
                            asked
                                .answer
                                .get()
                                .or_else(|| before.cloned())
                                .unwrap_or_else(|| first.clone())
                        });
                        children(shown.into())
                    })
                    .into_any()
            } else if lost.with(Option::is_none) {
                view! { <Skeleton shape/> }.into_any()
            } else {
                ().into_any()
            }
        }}
    }
}

/// Says from when it is, where the tablet answered and not the server.
#[component]
pub fn SinceWhen<A: Send + Sync + 'static>(asked: Asked<A>) -> impl IntoView {
    let words = move || {
        let LayHere { since } = asked.lay_here.get()?;
        let since = since.map_or_else(|| "前".to_owned(), words::moment);
        Some(format!(
            "つながっていないので、{since}にこの端末に入れた内容を出しています。"
        ))
    };
    view! {
        {move || words().map(|words| view! { <p class="muted" role="status">{words}</p> })}
    }
}

#[component]
fn Failed<A>(error: ApiError, asked: Asked<A>) -> impl IntoView
where
    A: Send + Sync + 'static,
{
    view! {
        <Notice kind=NoticeKind::Warning title="開けませんでした" live=true>
            <p>{error.message}</p>
            <Button on_press=move |()| asked.again()>"もう一度"</Button>
        </Notice>
    }
}
