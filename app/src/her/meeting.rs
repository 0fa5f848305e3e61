//! 会議に ついて: whom she wants there and whom not, how she takes part and with whom, and the words it
//! begins with. All of it stands in one form; nothing is preset, and every part may stay empty.

use std::collections::BTreeMap;

use domain::consent::AttendanceMode;
use domain::id::{AgencyId, MeetingId};
use domain::taking_part::CompanyRole;
use domain::view::AgencyRef;
use domain::view::her::{HerMeeting, MeetingPage, MeetingSoon};
use leptos::prelude::*;
use uuid::Uuid;

use super::controls::{Radio, Send, Short, Tick, Words};
use super::frame::To;
use super::say::{Colon, Say};
use super::slot::Time;
use super::{Hidden, Letter, Mistakes, Wrong, field, path, words};

/// What she has ticked and typed so far.
#[derive(Debug, Clone, Default)]
pub struct MeetingDraft {
    pub token: String,
    /// Ids for the commands: wishes, way of taking part, then one for each letter.
    pub tickets: Vec<Uuid>,
    pub wrong: Vec<Wrong>,
    /// Wanted there, or not; who is not among them is neither.
    pub sides: BTreeMap<AgencyId, bool>,
    pub about: String,
    pub mode: Option<AttendanceMode>,
    pub how: String,
    /// In the order of [`CompanyRole::ALL`].
    pub with: [WithDraft; 3],
    pub elsewhere: Option<bool>,
    pub letters: BTreeMap<MeetingId, String>,
}

/// Somebody she wants beside her.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WithDraft {
    pub wanted: bool,
    pub name: String,
    pub language: String,
}

/// Ids and names of the parts.
pub mod part {
    pub const WHO: &str = "x-who";
    pub const ABOUT: &str = "x-about";
    pub const HOW: &str = "x-how";
    pub const HOW_WORDS: &str = "x-how-words";
    pub const WITH: &str = "x-with";
    pub const MODE: &str = "m";
    pub const LANGUAGE: &str = "g";
    pub const ELSEWHERE: &str = "z";
}

/// The value of a way of taking part in the form.
pub fn mode_key(mode: AttendanceMode) -> String {
    let at = AttendanceMode::ALL.iter().position(|known| *known == mode);
    at.map(|at| (at + 1).to_string()).unwrap_or_default()
}

/// The way with that value.
pub fn mode_of(key: &str) -> Option<AttendanceMode> {
    AttendanceMode::ALL
        .into_iter()
        .find(|mode| mode_key(*mode) == key)
}

/// The id of the box for a letter.
pub fn letter_id(meeting: MeetingId) -> String {
    format!("l-{meeting}")
}

/// The page.
pub fn page(view: MeetingPage, draft: MeetingDraft) -> AnyView {
    let MeetingDraft {
        token,
        tickets,
        wrong,
        sides,
        about,
        mode,
        how,
        with,
        elsewhere,
        letters,
    } = draft;
    let live = view.live().is_some();
    let none = view.coming.is_empty();
    let ticket = |at: usize| tickets.get(at).copied().unwrap_or_default().to_string();
    let later: Vec<HerMeeting> = view
        .coming
        .iter()
        .filter(|one| !one.live)
        .cloned()
        .collect();
    let later = later
        .into_iter()
        .zip(1..)
        .map(|(meeting, n)| {
            let text = letters.get(&meeting.id).cloned().unwrap_or_default();
            view! { <OneLetter meeting n text ticket=ticket(n + 1)/> }
        })
        .collect_view();
    view! {
        <Mistakes wrong/>
        <h1>
            <Say text=words::MEETING/>
        </h1>
        {live
            .then(|| {
                view! {
                    <section class="her__card">
                        <p><Say text=words::MEETING_NOW/></p>
                        <To href=path::LIVE text=words::LIVE/>
                    </section>
                }
            })}
        {none
            .then(|| {
                view! {
                    <p class="her__card">
                        <Say text=words::MEETING_NONE/>
                        <Say text=words::MEETING_ANY_TIME/>
                    </p>
                }
            })}
        {[words::MEETING_LEAD_1, words::MEETING_LEAD_2]
            .map(|line| view! { <p><Say text=line/></p> })
            .collect_view()}
        <form id="p" method="post" action=path::MEETING autocomplete="off">
            <Hidden name=field::TOKEN value=token/>
            <Hidden name=field::PAGE value="m"/>
            <Hidden name="e1" value=ticket(0)/>
            <Hidden name="e2" value=ticket(1)/>
            {later}
            <Who agencies=view.agencies sides about/>
            <How mode how/>
            <With with elsewhere/>
        </form>
        <nav class="her__menu">
            <To href=path::DECIDED text=words::DECIDED/> <To href=path::PLAN text=words::BACK/>
        </nav>
    }
    .into_any()
}

/// That there is a meeting, on her first page; nothing where there is none.
#[component]
pub(crate) fn Soon(soon: Option<MeetingSoon>) -> impl IntoView {
    soon.map(|soon| {
        let (text, href, to) = match soon {
            MeetingSoon::Coming => (words::MEETING_SOON, path::MEETING, words::MEETING),
            MeetingSoon::GoingOn => (words::MEETING_NOW, path::LIVE, words::LIVE),
        };
        view! {
            <section class="her__card">
                <p>
                    <Say text/>
                </p>
                <To href text=to/>
            </section>
        }
    })
}

/// One meeting to come: her time, and the words it begins with.
#[component]
fn OneLetter(meeting: HerMeeting, n: usize, text: String, ticket: String) -> impl IntoView {
    let id = letter_id(meeting.id);
    let begins = meeting.begins_with;
    let own = meeting.letter.is_some();
    view! {
        <section class="her__card" id=format!("s{n}") tabindex="-1">
            {meeting
                .when
                .map(|when| {
                    view! {
                        <p>
                            <Say text=words::MEETING_WHEN/>
                            <Colon/>
                            <Time span=when/>
                        </p>
                        <p class="small">
                            <Say text=words::MEETING_PLACE/>
                        </p>
                    }
                })}
            <h2>
                <Say text=words::LETTER/>
            </h2>
            {[words::LETTER_1, words::LETTER_2]
                .map(|line| view! { <p class="field__help"><Say text=line/></p> })
                .collect_view()}
            {(!own && !begins.trim().is_empty())
                .then(|| {
                    view! {
                        <p class="small"><Say text=words::LETTER_NOW/></p>
                        <blockquote class="quote"><Letter text=begins/></blockquote>
                    }
                })}
            <Hidden name=format!("b{n}") value=meeting.id.to_string()/>
            <Hidden name=format!("f{n}") value=ticket/>
            <Words id=id name=format!("l{n}") label=words::YOUR_WORDS text/>
            <Send/>
        </section>
    }
}

/// Who should come and who must not.
#[component]
fn Who(agencies: Vec<AgencyRef>, sides: BTreeMap<AgencyId, bool>, about: String) -> impl IntoView {
    let open = !sides.is_empty();
    let lines = agencies
        .into_iter()
        .zip(1..)
        .map(|(agency, n)| {
            let side = sides.get(&agency.id).copied();
            view! { <OneAgency agency n side/> }
        })
        .collect_view();
    view! {
        <section class="her__card" id=part::WHO tabindex="-1">
            <h2>
                <Say text=words::MEETING_WHO/>
            </h2>
            {[words::MEETING_WHO_1, words::MEETING_WHO_2, words::MEETING_WHO_3]
                .map(|line| view! { <p class="field__help"><Say text=line/></p> })
                .collect_view()}
            <details class="her__tell" open=open>
                <summary>
                    <span><Say text=words::MEETING_WHO_LIST/></span>
                </summary>
                {lines}
            </details>
            <Words id=part::ABOUT name="t" label=words::OWN_WORDS text=about/>
            <Send/>
        </section>
    }
}

#[component]
fn OneAgency(agency: AgencyRef, n: usize, side: Option<bool>) -> impl IntoView {
    let answers = [
        ("1", words::WELCOME, side == Some(true)),
        ("2", words::UNWELCOME, side == Some(false)),
        ("3", words::EITHER, false),
    ];
    view! {
        <fieldset class="answers">
            <legend translate="no">{agency.name}</legend>
            <Hidden name=format!("i{n}") value=agency.id.to_string()/>
            {answers
                .map(|(value, text, checked)| {
                    view! { <Radio name=format!("a{n}") value text checked/> }
                })
                .collect_view()}
        </fieldset>
    }
}

/// How she takes part: seven ways of equal weight.
#[component]
fn How(mode: Option<AttendanceMode>, how: String) -> impl IntoView {
    let ways = AttendanceMode::ALL
        .into_iter()
        .map(|one| {
            let checked = mode == Some(one);
            let text = words::attendance(one);
            view! { <Radio name=part::MODE value=mode_key(one) text checked/> }
        })
        .collect_view();
    view! {
        <section class="her__card" id=part::HOW tabindex="-1">
            <fieldset class="answers">
                <legend>
                    <Say text=words::MEETING_HOW/>
                </legend>
                <p class="field__help">
                    <Say text=words::MEETING_HOW_1/>
                </p>
                {ways}
            </fieldset>
            <Words id=part::HOW_WORDS name="u" label=words::OWN_WORDS text=how/>
            <Send/>
        </section>
    }
}

/// With whom: each for her own part only.
#[component]
fn With(with: [WithDraft; 3], elsewhere: Option<bool>) -> impl IntoView {
    const TICKS: [&str; 3] = ["c1", "c2", "c3"];
    let people = with
        .into_iter()
        .zip(CompanyRole::ALL)
        .zip(TICKS)
        .zip(1..)
        .map(|(((one, role), tick), n)| {
            let speaks = role == CompanyRole::Interpreter;
            view! {
                <Tick name=tick value="1" checked=one.wanted text=words::company(role)/>
                {speaks
                    .then(|| {
                        view! {
                            <Short id=part::LANGUAGE label=words::WITH_LANGUAGE text=one.language/>
                        }
                    })}
                <Short id=format!("n{n}") label=words::WITH_NAME text=one.name/>
            }
        })
        .collect_view();
    let answers = [
        ("1", words::ELSEWHERE_YES, elsewhere == Some(true)),
        ("2", words::ELSEWHERE_NO, elsewhere == Some(false)),
    ];
    view! {
        <section class="her__card" id=part::WITH tabindex="-1">
            <h2>
                <Say text=words::MEETING_WITH/>
            </h2>
            {[words::MEETING_WITH_1, words::MEETING_WITH_2]
                .map(|line| view! { <p class="field__help"><Say text=line/></p> })
                .collect_view()}
            {people}
            <fieldset class="answers">
                <legend>
                    <Say text=words::ELSEWHERE/>
                </legend>
                {answers
                    .map(|(value, text, checked)| {
                        view! { <Radio name=part::ELSEWHERE value text checked/> }
                    })
                    .collect_view()}
            </fieldset>
            <Send/>
        </section>
    }
}
