//! アカウントのない人: somebody who takes part by name and with a pledge on paper.

use domain::form::Attendee;
use domain::id::AgencyId;
use leptos::prelude::*;

use crate::staff::form::Select;
use crate::ui::*;

use super::Fold;

/// Agency and name of somebody to add.
#[component]
pub fn Newcomer(
    /// Makes the ids of the fields.
    #[prop(into)]
    id: String,
    #[prop(into)] agencies: Signal<Vec<(String, String)>>,
    /// Gets the person, and agency and name in words.
    add: Callback<(Attendee, String)>,
    #[prop(optional)] note: Option<&'static str>,
) -> impl IntoView {
    let agency = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let missing = Signal::derive(move || {
        let empty = agency.with(String::is_empty) || name.with(|name| name.trim().is_empty());
        empty.then(|| "機関と氏名を入れてください。".to_owned())
    });
    let push = move |()| {
        let key = agency.get_untracked();
        let Ok(agency) = key.parse::<AgencyId>() else {
            return;
        };
        let of = agencies.with_untracked(|all| {
            let found = all.iter().find(|(id, _)| *id == key);
            found.map(|(_, words)| words.clone()).unwrap_or_default()
        });
        let name_now = name.with_untracked(|name| name.trim().to_owned());
        let words = format!("{of}（{name_now}）");
        let person = Attendee {
            agency,
            staff: None,
            name: name_now,
        };
        add.run((person, words));
        name.set(String::new());
    };
    view! {
        <Fold summary="アカウントのない人を加える">
            {note.map(|note| view! { <p class="small muted">{note}</p> })}
            <Select id=format!("{id}-agency") label="機関" options=agencies value=agency/>
            <TextInput id=format!("{id}-name") label="氏名" value=name width=Width::Middle/>
            <Button icon=Icon::Plus disabled_reason=missing on_press=push>"加える"</Button>
        </Fold>
    }
}
