//! 読まれることば: before words go where she or other agencies read them, labels and what reads like a place
//! are named once, beside the field. The next press goes on; nothing is refused and nothing is changed.

use domain::wording::{Concern, unnamed};
use leptos::{html, prelude::*};

use super::button::{Button, press, pressed};
use super::notice::{Notice, NoticeKind};

/// The shared fields of one form. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Wording {
    fields: StoredValue<Vec<Field>>,
    /// The field that was named first, and how often something was named.
    first: RwSignal<Option<(usize, usize)>>,
    /// The press that was held up.
    held: RwSignal<Option<Callback<()>>>,
    /// The form is kept as it is typed.
    drafted: StoredValue<bool>,
}

/// Words typed into a shared field, unsent when it went from the screen.
#[derive(Debug, Clone)]
pub struct Gone {
    pub label: String,
    pub text: String,
    /// Its form is kept as it is typed.
    pub drafted: bool,
}

/// Who is told of the shared fields of a screen; a context of the screens that keep what is typed there. A field is
/// known by what it is written into, which may outlive it, as a dialog's does that was only closed.
#[derive(Clone, Copy)]
pub struct Keeper {
    /// It stands on the screen.
    pub shown: Callback<RwSignal<String>>,
    /// It went from there, with the words that were unsent in it.
    pub gone: Callback<(RwSignal<String>, Option<Gone>)>,
}

/// A shared field as its form sees it.
#[derive(Clone, Copy)]
struct Field {
    number: usize,
    label: StoredValue<String>,
    value: RwSignal<String>,
    /// Somebody typed here; what was filled in for her or him is on the server.
    typed: StoredValue<bool>,
    /// What it said when the form was sent; nothing where it came back.
    sent: StoredValue<Option<String>>,
    /// Her own words stand in it.
    hers: Signal<bool>,
    /// Whether what it says is being named.
    naming: RwSignal<bool>,
    /// What was named since it was empty.
    named: StoredValue<Vec<String>>,
}

impl Default for Wording {
    fn default() -> Self {
        Self::new()
    }
}

impl Wording {
    pub fn new() -> Self {
        Self {
            fields: StoredValue::new(Vec::new()),
            first: RwSignal::new(None),
            held: RwSignal::new(None),
            drafted: StoredValue::new(false),
        }
    }

    /// Says that what is typed into the form is kept as it is typed.
    pub fn set_drafted(self) {
        self.drafted.set_value(true);
    }

    /// Whether it is kept so.
    pub fn drafted(self) -> bool {
        self.drafted.try_get_value() == Some(true)
    }

    /// Whether the form can be sent now. What its fields say and what was not named yet is named by
    /// this, so that the next press goes on.
    pub fn lets_go(self) -> bool {
        let fields = self.fields.get_value();
        let mut first = None;
        for field in &fields {
            let new = field.value.with_untracked(|text| {
                field
                    .named
                    .with_value(|named| unnamed(text, field.hers.get_untracked(), named))
            });
            if new.is_empty() {
                continue;
            }
            first.get_or_insert(field.number);
            let words = new.iter().map(|one| one.found().to_owned());
            field.named.update_value(|named| named.extend(words));
        }
        // What was named before stays in sight as long as anything holds the form up.
        for field in &fields {
            field.naming.set(first.is_some());
        }
        let Some(first) = first else {
            return true;
        };
        self.held.set(pressed());
        self.first.update(|now| {
            let times = now.map_or(0, |(_, times)| times + 1);
            *now = Some((first, times));
        });
        false
    }

    /// The form goes on its way: what its fields say now is not unsent any more.
    pub fn goes(self) {
        self.fields.with_value(|fields| {
            for field in fields {
                field.sent.set_value(Some(field.value.get_untracked()));
            }
        });
    }

    /// The form that was sent is not taken: its words are unsent again.
    pub fn comes_back(self) {
        self.fields.with_value(|fields| {
            for field in fields {
                field.sent.set_value(None);
            }
        });
    }

    /// What was typed into its fields, each under its label; those without a word left out.
    pub fn texts(self) -> Vec<(String, String)> {
        let texts = |fields: &Vec<Field>| {
            fields
                .iter()
                .filter(|field| field.typed.get_value())
                .map(|field| (field.label.get_value(), field.value.get_untracked()))
                .filter(|(_, text)| !text.trim().is_empty())
                .collect()
        };
        self.fields.with_value(texts)
    }

    fn join(
        self,
        label: String,
        value: RwSignal<String>,
        typed: StoredValue<bool>,
        hers: Signal<bool>,
    ) -> Field {
        let last = self
            .fields
            .with_value(|fields| fields.last().map(|last| last.number));
        let field = Field {
            number: last.map_or(0, |last| last + 1),
            label: StoredValue::new(label),
            value,
            typed,
            sent: StoredValue::new(None),
            hers,
            naming: RwSignal::new(false),
            named: StoredValue::new(Vec::new()),
        };
        self.fields.update_value(|fields| fields.push(field));
        let keeper = use_context::<Keeper>();
        if let Some(keeper) = keeper {
            keeper.shown.run(value);
        }
        on_cleanup(move || {
            if let Some(keeper) = keeper {
                keeper.gone.run((value, field.unsent(self.drafted())));
            }
            // The form may be gone before its field.
            self.fields
                .try_update_value(|fields| fields.retain(|one| one.number != field.number));
        });
        field
    }
}

impl Field {
    fn unsent(self, drafted: bool) -> Option<Gone> {
        let text = self.value.try_get_untracked()?;
        let label = self.label.try_get_value()?;
        let sent = self.sent.try_get_value().flatten();
        let typed = self.typed.try_get_value() == Some(true);
        (typed && !text.trim().is_empty() && sent.as_ref() != Some(&text)).then_some(Gone {
            label,
            text,
            drafted,
        })
    }
}

/// What is named of a shared field, below its control, with the way on.
#[component]
pub(super) fn Named(
    wording: Wording,
    /// Of the field's control.
    id: String,
    /// The field's label, so that several ways on can be told apart by ear.
    label: String,
    value: RwSignal<String>,
    /// Whether somebody typed into it.
    typed: StoredValue<bool>,
    hers: Signal<bool>,
    /// Told to the control, which is described by what is named.
    naming: RwSignal<bool>,
) -> impl IntoView {
    let field = wording.join(label.clone(), value, typed, hers);
    let node = NodeRef::<html::Div>::new();
    // An emptied field begins anew.
    Effect::new(move |_| {
        if value.with(|text| text.trim().is_empty()) {
            field.named.set_value(Vec::new());
            field.naming.set(false);
        }
    });
    // What is mended goes from the list at once.
    let left = Memo::new(move |_| {
        if !field.naming.get() {
            return Vec::new();
        }
        let own = hers.get();
        value.with(|text| unnamed(text, own, &[]))
    });
    Effect::new(move |_| {
        let first = wording.first.get();
        if first.is_some_and(|(number, _)| number == field.number)
            && let Some(place) = node.get()
        {
            // Failing to focus leaves the words readable where they are.
            let _ = place.focus();
        }
    });
    let shown = Memo::new(move |_| left.with(|left| !left.is_empty()));
    Effect::new(move |_| naming.set(shown.get()));
    let label = StoredValue::new(label);
    let go_on = move |()| {
        if let Some(held) = wording.held.get_untracked() {
            press(held);
        }
    };
    view! {
        <div tabindex="-1" node_ref=node class="wording" id=named_id(&id)>
            <Show when=move || shown.get()>
                <Notice kind=NoticeKind::Warning title="このことばは、本人やほかの機関が読みます" live=true>
                    <ul class="wording__list" translate="no">
                        {move || left.get().iter().map(|one| view! { <li>{words(one)}</li> }).collect_view()}
                    </ul>
                    <p>"直せば、この知らせは消えます。このままでよければ、もう一度押すと進みます。"</p>
                    <Show when=move || wording.held.with(Option::is_some)>
                        <Button on_press=go_on>
                            "このまま進む"
                            <span class="visually-hidden">
                                {move || format!("：{}", label.get_value())}
                            </span>
                        </Button>
                    </Show>
                </Notice>
            </Show>
        </div>
    }
}

/// Id of what is named of a field, by the id of its control.
pub(super) fn named_id(control: &str) -> String {
    format!("{control}-wording")
}

/// What is said of one.
fn words(concern: &Concern) -> String {
    match concern {
        Concern::Label(label) => format!(
            "「{}」は、きめつけに読めることがあります。見たこと・聞いたことで書くと、たとえば「{}」。",
            label.word, label.rather
        ),
        Concern::Place(place) => format!(
            "「{}」は、{}のように見えます。居場所や連絡先がわかることは、ここには書きません。",
            place.found,
            place.kind.label()
        ),
    }
}

#[cfg(test)]
mod tests {
    use domain::wording::concerns;

    use super::*;

    fn field(wording: Wording, text: &str, hers: bool) -> Field {
        let value = RwSignal::new(text.to_owned());
        let typed = StoredValue::new(true);
        wording.join("記録".to_owned(), value, typed, Signal::stored(hers))
    }

    #[test]
    fn only_what_was_typed_and_not_sent_is_left() {
        let owner = Owner::new();
        owner.set();
        let wording = Wording::new();
        let one = field(wording, "朝に会う", false);
        one.typed.set_value(false);
        assert!(
            one.unsent(false).is_none(),
            "what was filled in is on the server"
        );
        assert!(wording.texts().is_empty());
        one.typed.set_value(true);
        assert_eq!(
            one.unsent(false).map(|gone| gone.text),
            Some("朝に会う".to_owned())
        );
        assert!(wording.lets_go());
        assert!(
            one.unsent(false).is_some(),
            "it is being looked at before it goes"
        );
        wording.goes();
        assert!(one.unsent(false).is_none(), "it is on its way");
        wording.comes_back();
        assert!(one.unsent(false).is_some());
        one.value.set("　".to_owned());
        assert!(one.unsent(false).is_none());
    }

    #[test]
    fn a_form_is_held_up_once_and_the_second_press_goes_on() {
        let owner = Owner::new();
        owner.set();
        let wording = Wording::new();
        let one = field(wording, "指導に従わないことがある", false);
        assert!(!wording.lets_go());
        assert!(one.naming.get_untracked());
        assert!(wording.lets_go());
        assert!(!one.naming.get_untracked());
    }

    #[test]
    fn plain_words_and_an_empty_form_go_at_once() {
        let owner = Owner::new();
        owner.set();
        let wording = Wording::new();
        assert!(wording.lets_go());
        field(wording, "電話に出られない日が続いた", false);
        assert!(wording.lets_go());
    }

    #[test]
    fn what_is_new_is_named_though_something_else_was_let_go() {
        let owner = Owner::new();
        owner.set();
        let wording = Wording::new();
        let one = field(wording, "拒否的", false);
        assert!(!wording.lets_go());
        one.value.set("拒否的で、3丁目に住む".to_owned());
        assert!(!wording.lets_go());
        assert!(wording.lets_go());
    }

    #[test]
    fn her_own_words_keep_their_labels_and_are_asked_about_a_place() {
        let owner = Owner::new();
        owner.set();
        let wording = Wording::new();
        let own = field(wording, "私はわがままだ", true);
        assert!(wording.lets_go());
        own.value.set("090-0000-1234に電話して".to_owned());
        assert!(!wording.lets_go());
    }

    #[test]
    fn the_first_field_with_something_to_name_is_the_one_to_look_at() {
        let owner = Owner::new();
        owner.set();
        let wording = Wording::new();
        field(wording, "朝に会う", false);
        let second = field(wording, "依存的", false);
        let third = field(wording, "虚言", false);
        assert!(!wording.lets_go());
        assert_eq!(
            wording.first.get_untracked().map(|(number, _)| number),
            Some(second.number)
        );
        assert!(third.naming.get_untracked());
    }

    #[test]
    fn a_label_is_named_with_another_way_and_a_place_with_its_kind() {
        let said: Vec<String> = concerns("拒否的。3丁目。").iter().map(words).collect();
        assert!(said[0].contains("拒否的") && said[0].contains("電話に出られない日が続いた"));
        assert!(said[1].contains("3丁目") && said[1].contains("番地"));
    }
}
