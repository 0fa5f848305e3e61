//! What stands around every page: one constant title, the exit on top and at the thumb, the
//! readings' switch, and the scripts under the nonce of the request.

use domain::language::Language;
use leptos::prelude::*;

use super::kept::{Notice, Waiting};
use super::say::{PageLanguage, Say, Word};
use super::{field, path, words};
use crate::ui::Ruby;

/// The name of the readings' switch.
pub const RUBY: &str = "ruby";
/// The name of the buttons of languages.
pub const LANGUAGE: &str = "lang";

/// What every page needs to know besides its content.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The nonce of this answer's Content-Security-Policy.
    pub nonce: String,
    /// Readings are shown.
    pub ruby: bool,
    /// In which language the page is read.
    pub language: PageLanguage,
    /// It is the same for everybody; whoever opens it chooses a language first. On her own pages the
    /// languages stand at the foot.
    pub public: bool,
    /// She is on a worker's tablet.
    pub beside: bool,
    /// Where the exit leads.
    pub outside: String,
    /// The id of the form that the readings' switch sends along, so that nothing typed is lost.
    pub form: &'static str,
    /// Words that wait for her and stand on this page.
    pub kept: Option<Waiting>,
}

/// The whole document of a page.
pub fn document(frame: Frame, page: AnyView) -> impl IntoView {
    let Frame {
        nonce,
        ruby,
        language,
        public,
        beside,
        outside,
        form,
        kept,
    } = frame;
    // Loaded last and missed by nobody: where there is no WebAssembly, nothing happens.
    let start = "import s from'/app.js';s({module_or_path:'/app_bg.wasm'}).catch(()=>{})";
    view! {
        <html lang=language.language.tag() data-ruby=(!ruby).then_some("off") data-beside=beside.then_some("1")>
            <Head nonce=nonce.clone() outside/>
            <body class="her">
                <header class="her__top">
                    <Exit/>
                    <button
                        class="button her__lang"
                        data-variant="tertiary"
                        form=form
                        formaction=path::RUBY
                        name=RUBY
                        value=if ruby { "0" } else { "1" }
                        formnovalidate=true
                    >
                        <Say text=if ruby { words::RUBY_OFF } else { words::RUBY_ON }/>
                    </button>
                </header>
                <p class="her__offline" role="status">
                    <Say text=words::OFFLINE/>
                </p>
                {public.then(|| view! { <Languages form now=language.language/> })}
                <Aloud/>
                <main class="her__main" id="main" tabindex="-1">
                    {language.is_beside().then(|| view! { <Checking/> })}
                    {(!public && !language.language.is_japanese()).then(|| view! { <AsWritten/> })}
                    {kept.map(|waiting| view! { <Notice waiting/> })}
                    {page}
                </main>
                {(!public).then(|| view! { <Languages form now=language.language/> })}
                <div class="her__thumb">
                    <Exit/>
                </div>
                <script type="module" nonce=nonce>
                    {start}
                </script>
            </body>
        </html>
    }
}

/// The head of all pages. `outside` is where the exit script goes.
#[component]
pub(crate) fn Head(nonce: String, outside: String) -> impl IntoView {
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="format-detection" content="telephone=no, date=no, address=no"/>
            <meta name="robots" content="noindex, nofollow"/>
            <title>{words::TITLE.easy()}</title>
            <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
            <link rel="stylesheet" href="/app.css"/>
            <script src="/leave.js" nonce=nonce.clone() data-to=outside></script>
            <script src="/turn.js" nonce=nonce.clone()></script>
            <script src="/again.js" nonce=nonce.clone()></script>
            <script src="/draw.js" nonce=nonce></script>
        </head>
    }
}

/// はなれる. A form: it leaves without any script too, and needs no token, since leaving is always
/// right.
#[component]
fn Exit() -> impl IntoView {
    view! {
        <form method="post" action=path::EXIT>
            <button class="exit"><Say text=words::LEAVE/></button>
        </form>
    }
}

/// Every language, one tap away on every page; the form of the page goes along, so that nothing typed
/// is lost.
#[component]
fn Languages(form: &'static str, now: Language) -> impl IntoView {
    let buttons = Language::ALL.map(|language| {
        let current = (language == now).then_some("true");
        view! {
            <button
                class="button her__language"
                data-variant="tertiary"
                form=form
                formaction=path::RUBY
                name=LANGUAGE
                value=language.code()
                formnovalidate=true
                lang=language.tag()
                translate="no"
                aria-current=current
            >
                <Ruby text=language.own_name()/>
            </button>
        }
    });
    view! {
        <nav class="her__languages" aria-labelledby="in-language">
            <h2 class="her__languages-head" id="in-language">
                <Say text=words::LANGUAGE/>
            </h2>
            <div class="her__languages-list">{buttons.collect_view()}</div>
        </nav>
    }
}

/// 読み上げ: hidden until the script finds a voice of the device itself.
#[component]
fn Aloud() -> impl IntoView {
    view! {
        <div class="her__aloud" data-aloud="" hidden=true>
            <button type="button" class="button" data-variant="tertiary" aria-pressed="false">
                <Say text=words::READ_ALOUD/>
            </button>
            <p class="small">
                <Say text=words::READ_AROUND/>
            </p>
        </div>
    }
}

/// 確認中: that nobody has checked this language yet.
#[component]
fn Checking() -> impl IntoView {
    let lines = [words::CHECKING_1, words::CHECKING_2];
    view! {
        <section class="her__checking" aria-labelledby="checking">
            <h2 class="her__checking-head" id="checking">
                <Say text=words::CHECKING/>
            </h2>
            {lines.map(|line| view! { <p class="small"><Say text=line/></p> }).collect_view()}
        </section>
    }
}

/// That what people wrote stands as they wrote it, wherever the page is in a language of its own.
#[component]
fn AsWritten() -> impl IntoView {
    view! {
        <p class="small muted">
            <Say text=words::AS_WRITTEN/>
        </p>
    }
}

/// A link to another of her pages.
#[component]
pub(crate) fn To(href: &'static str, text: Word) -> impl IntoView {
    view! {
        <a class="her__back" href=href>
            <span>
                <Say text/>
            </span>
        </a>
    }
}

/// The form of a page without fields of its own; the readings' switch sends it.
#[component]
pub(crate) fn Bare(page: &'static str) -> impl IntoView {
    view! {
        <form id="p" method="post" action=path::RUBY>
            <super::Hidden name=field::PAGE value=page/>
        </form>
    }
}
