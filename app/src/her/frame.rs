//! What stands around every page: one constant title, the exit on top and at the thumb, the
//! readings' switch, and the scripts under the nonce of the request.

use leptos::prelude::*;

use super::{field, path, words};
use crate::ui::Ruby;

/// What every page needs to know besides its content.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The nonce of this answer's Content-Security-Policy.
    pub nonce: String,
    /// Readings are shown.
    pub ruby: bool,
    /// Where the exit leads.
    pub outside: String,
    /// The id of the form that the readings' switch sends along, so that nothing typed is lost.
    pub form: &'static str,
}

/// The whole document of a page.
pub fn document(frame: Frame, page: AnyView) -> impl IntoView {
    let Frame {
        nonce,
        ruby,
        outside,
        form,
    } = frame;
    // Loaded last and missed by nobody: where there is no WebAssembly, nothing happens.
    let start = "import s from'/app.js';s({module_or_path:'/app_bg.wasm'}).catch(()=>{})";
    view! {
        <html lang="ja" data-ruby=(!ruby).then_some("off")>
            <Head nonce=nonce.clone() outside/>
            <body class="her">
                <header class="her__top">
                    <Exit/>
                    <button
                        class="button her__lang"
                        data-variant="tertiary"
                        form=form
                        formaction=path::RUBY
                        name="ruby"
                        value=if ruby { "0" } else { "1" }
                        formnovalidate=true
                    >
                        {if ruby { words::RUBY_OFF } else { words::RUBY_ON }}
                    </button>
                </header>
                <p class="her__offline" role="status">
                    <Ruby text=words::OFFLINE/>
                </p>
                <main class="her__main" id="main" tabindex="-1">
                    {page}
                </main>
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
            <title>{words::TITLE}</title>
            <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
            <link rel="stylesheet" href="/app.css"/>
            <script src="/leave.js" nonce=nonce.clone() data-to=outside></script>
            <script src="/turn.js" nonce=nonce></script>
        </head>
    }
}

/// はなれる. A form: it leaves without any script too, and needs no token, since leaving is always
/// right.
#[component]
fn Exit() -> impl IntoView {
    view! {
        <form method="post" action=path::EXIT>
            <button class="exit">{words::LEAVE}</button>
        </form>
    }
}

/// A link to another of her pages.
#[component]
pub(crate) fn To(href: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <a class="her__back" href=href>
            <span>
                <Ruby text/>
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
