//! Where the exit leads: pages that tell nothing.

use leptos::prelude::*;

use super::words;

/// The empty page that answers the exit; the browser goes on from it by itself.
pub fn left() -> impl IntoView {
    bare(String::new())
}

/// The neutral page of this host.
pub fn outside() -> impl IntoView {
    bare(crate::ui::ruby::plain(words::NOTHING_HERE.easy()))
}

fn bare(text: String) -> impl IntoView {
    view! {
        <html lang="ja">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="robots" content="noindex, nofollow"/>
                <title>{words::TITLE.easy()}</title>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href="/app.css"/>
            </head>
            <body class="her">
                <main class="her__main">
                    <p>{text}</p>
                </main>
            </body>
        </html>
    }
}
