//! 本人のページ: pure components over [`domain::view::her`], rendered on the server.
//!
//! Every page works without JavaScript and without WebAssembly: links, forms, `<details>`. Read
//! [`frame`] first (what stands around every page, the exit above all), then [`entry`] and
//! [`plan`]. All texts are in [`words`], and [`say`] says in which language they are read.

pub mod frame;
pub mod words;

pub mod agree;
pub mod answer;
pub mod blank;
mod controls;
pub mod decided;
mod doing;
pub mod entry;
pub mod evaluate;
pub mod given;
pub mod item;
pub mod kept;
pub mod know;
pub mod line;
pub mod live;
pub mod meeting;
mod own;
pub mod plan;
pub mod records;
pub mod safety;
pub mod say;
mod slot;
pub mod talk;
pub mod tell;
pub mod ties;
mod told;
pub mod transfer;
mod translated;
pub mod typed;
pub mod worker;

use leptos::prelude::*;

use say::{Say, Wording};

/// Addresses of her door: single neutral signs, so that a history tells nothing.
pub mod path {
    pub const ENTRY: &str = "/";
    /// The two fields; [`ENTRY`] says first how to leave.
    pub const SIGN_IN: &str = "/1";
    /// Words that came when her visit was over.
    pub const KEPT: &str = "/2";
    /// The two fields, and what everybody is told who did not come in, tried too often, took too long.
    pub const NOT_IN: &str = "/3";
    pub const WAIT: &str = "/4";
    pub const EXPIRED: &str = "/5";
    /// Her number, on a tablet that a worker hands to her.
    pub const SHOWN: &str = "/7";
    /// The page that answers a form.
    pub const TURNED: &str = "/6";
    pub const PLAN: &str = "/a";
    pub const ANSWER: &str = "/b";
    pub const TALK: &str = "/c";
    pub const AGREE: &str = "/d";
    pub const EVALUATE: &str = "/f";
    pub const GIVEN: &str = "/g";
    /// だれが知っていいか.
    pub const KNOW: &str = "/i";
    /// The talk, one question a page.
    pub const TELL: &str = "/p";
    /// Taking something back.
    pub const LESS: &str = "/q";
    /// だれが見られるか.
    pub const KNOWING: &str = "/u";
    /// だれが見たか.
    pub const LOOKED: &str = "/v";
    /// What was written down with her.
    pub const RECORDS: &str = "/k";
    /// 担当の人が かわること.
    pub const WORKER: &str = "/h";
    /// 会議に ついて: what she says before it.
    pub const MEETING: &str = "/m";
    /// Her own part, while it goes on.
    pub const LIVE: &str = "/l";
    /// What is new of her own part, for the page that is open.
    pub const LIVE_NEWS: &str = "/j";
    /// What was decided, and what she says to it.
    pub const DECIDED: &str = "/n";
    /// The neutral page where the exit leads, unless another address is set.
    pub const OUTSIDE: &str = "/o";
    /// Readings on and off.
    pub const RUBY: &str = "/r";
    pub const SAFETY: &str = "/s";
    pub const TIES: &str = "/t";
    pub const EXIT: &str = "/x";
    /// 移管.
    pub const TRANSFER: &str = "/z";
}

/// Names of the hidden fields of her forms.
pub mod field {
    /// The form token of her session.
    pub const TOKEN: &str = "k";
    /// The version that was on her screen.
    pub const VERSION: &str = "v";
    /// The plan it belongs to.
    pub const PLAN: &str = "p";
    /// The page a form stands on.
    pub const PAGE: &str = "w";
    /// The id of the command a form will send.
    pub const ENVELOPE: &str = "e";
}

/// A mistake, with the id of the field it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub field_id: String,
    pub words: Wording,
}

impl Wrong {
    pub fn new(field_id: impl Into<String>, words: impl Into<Wording>) -> Self {
        Self {
            field_id: field_id.into(),
            words: words.into(),
        }
    }
}

/// The list of mistakes on top of a form; the first thing that is read out.
#[component]
pub(crate) fn Mistakes(wrong: Vec<Wrong>) -> impl IntoView {
    (!wrong.is_empty()).then(|| {
        let lines = wrong.into_iter().map(|one| {
            view! {
                <li>
                    <a href=format!("#{}", one.field_id)>
                        <span>
                            <Say text=one.words/>
                        </span>
                    </a>
                </li>
            }
        });
        view! {
            <div class="errors" role="alert" tabindex="-1" data-focus="" aria-labelledby="wrong">
                <h2 class="errors__title" id="wrong">
                    <span>
                        <Say text=words::WRONG/>
                    </span>
                </h2>
                <ul class="errors__list">{lines.collect_view()}</ul>
            </div>
        }
    })
}

/// Words of hers or of another person, exactly as they were written: lines stay lines, and a
/// translating browser leaves them alone.
#[component]
pub(crate) fn Letter(#[prop(into)] text: String) -> impl IntoView {
    view! {
        <p class="letter" translate="no">
            {text}
        </p>
    }
}

/// A hidden field.
#[component]
pub(crate) fn Hidden(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}
