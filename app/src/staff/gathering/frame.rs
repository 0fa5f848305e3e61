//! 会議の画面の枠: number, day, room, basis, the faces, and the panels of the moment.

use domain::meeting::MeetingStatus;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::ui::*;

use super::Gathering;

/// Which panels are on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// 投影, alone on the screen.
    Wall,
    Cancelled,
    /// Until it opens.
    Before,
    /// 進行, while it is held.
    Chair,
    /// 記録, while it is held.
    Record,
    /// Once it has ended.
    After,
}

impl Scene {
    fn of(status: MeetingStatus, face: MeetingFace) -> Self {
        match status {
            MeetingStatus::Cancelled => Self::Cancelled,
            MeetingStatus::Planned | MeetingStatus::Notified => Self::Before,
            MeetingStatus::InProgress if face == MeetingFace::Record => Self::Record,
            MeetingStatus::InProgress => Self::Chair,
            MeetingStatus::Adjourned
            | MeetingStatus::MinutesConfirmed
            | MeetingStatus::Shared
            | MeetingStatus::Archived => Self::After,
        }
    }
}

/// The panels of the moment, below the head, which is the children.
#[component]
pub fn Frame(
    gathering: Gathering,
    face: MeetingFace,
    panels: impl Fn(Scene) -> AnyView + Send + 'static,
    children: Children,
) -> impl IntoView {
    if face == MeetingFace::Project {
        return panels(Scene::Wall);
    }
    // A step within a scene builds nothing anew, so that what is typed stays.
    let scene = Memo::new(move |_| Scene::of(gathering.status.get(), face));
    view! {
        <div class="page page--wide meeting" data-face=face.key()>
            {children()}
            {move || panels(scene.get())}
        </div>
    }
    .into_any()
}

/// Panels in two columns; the first one is read first.
pub fn split(first: impl IntoView + 'static, second: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="split">
            <div class="stack">{first}</div>
            <div class="stack">{second}</div>
        </div>
    }
    .into_any()
}

/// What the head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadWords {
    /// Its name and number.
    pub title: String,
    /// When and where.
    pub facts: String,
    pub more: Option<String>,
    /// 根拠: on what it rests.
    pub basis: String,
}

/// The head with the tabs of the faces.
#[component]
pub fn Head(
    gathering: Gathering,
    face: MeetingFace,
    /// Where a face is.
    route: impl Fn(MeetingFace) -> Route,
    /// What it belongs to, and the words of the way there.
    back: (Route, &'static str),
    #[prop(into)] words: Signal<HeadWords>,
    /// Key of the basis for the style sheet, and what follows from it.
    secrecy: (&'static str, &'static str),
) -> impl IntoView {
    let (whole, way) = back;
    let (kind, secrecy) = secrecy;
    let tabs = MeetingFace::ALL
        .map(|face| TabItem::link(face.key(), face.label(), route(face).path()))
        .to_vec();
    let more = move || words.with(|words| words.more.clone());
    view! {
        <div class="page__head">
            <div>
                <a class="small back" href=whole.path()>{way}</a>
                <h1 translate="no">{move || words.with(|words| words.title.clone())}</h1>
                <p class="muted" translate="no">{move || words.with(|words| words.facts.clone())}</p>
                {move || more().map(|more| view! { <p class="small">{more}</p> })}
            </div>
            <Tag tone=Tone::Plain>{move || gathering.status.get().label()}</Tag>
        </div>
        // Above everything else.
        <p class="basis" data-kind=kind>
            <IconMark icon=Icon::Lock/>
            <strong>{move || words.with(|words| words.basis.clone())}</strong>
            <span>{secrecy}</span>
        </p>
        <Tabs label="会議の画面" items=tabs current=face.key().to_owned()/>
    }
}
