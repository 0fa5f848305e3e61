//! What stands below the first look.

use leptos::prelude::*;

/// Built once the browser has painted what stands before it, so that a long list does not hold up the picture
/// above it.
#[component]
pub fn Later(children: ChildrenFn) -> impl IntoView {
    let painted = RwSignal::new(false);
    Effect::new(move |_| {
        // The first frame is the one that paints what is there already.
        request_animation_frame(move || {
            request_animation_frame(move || {
                painted.try_set(true);
            });
        });
    });
    let children = StoredValue::new(children);
    view! { <Show when=move || painted.get()>{children.with_value(|children| children())}</Show> }
}
