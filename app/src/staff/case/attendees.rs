//! 来てほしい人・来てほしくない人 (BR-009): asked before anybody is invited.

use domain::access::Action;
use domain::case::AttendeeWishes;
use domain::command::CaseCommand;
use domain::taking_part::{Companion, CompanyRole};
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::words;
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::pick::{self, TickMany};

#[component]
pub(super) fn AttendeeWishesPanel(shared: Shared) -> impl IntoView {
    let open = RwSignal::new(false);
    let shown = shared.part(|view| {
        let wishes = view
            .attendee_wishes
            .clone()
            .filter(|wishes| wishes.recorded)?;
        let names = |ids: &std::collections::BTreeSet<domain::id::AgencyId>| {
            ids.iter()
                .map(|id| words::agency_name(&view.agencies, *id))
                .collect::<Vec<_>>()
                .join("、")
        };
        let none = |text: String| {
            if text.is_empty() {
                "とくにいない".to_owned()
            } else {
                text
            }
        };
        let with_her: Vec<String> = wishes.with_her.iter().map(words::with_her).collect();
        let mut items = vec![
            ("来てほしい".to_owned(), none(names(&wishes.welcome))),
            ("来てほしくない".to_owned(), none(names(&wishes.unwelcome))),
            (
                "いっしょにいてほしい人".to_owned(),
                none(with_her.join("／")),
            ),
            ("本人の言葉".to_owned(), wishes.words),
        ];
        if wishes.by_herself {
            items.push(("書いた人".to_owned(), "本人".to_owned()));
        }
        Some(items)
    });
    let may = shared.has(Action::HerVoice);
    view! {
        <section class="panel" aria-labelledby="wishes-title">
            <div class="panel__head">
                <h2 id="wishes-title">"会議に来てほしい人・来てほしくない人"</h2>
                <Show when=move || may.get()>
                    <Button
                        disabled_reason=shared.stopped(Action::HerVoice)
                        on_press=move |()| open.set(true)
                    >
                        "聞いて記録する"
                    </Button>
                </Show>
            </div>
            {move || match shown.get() {
                Some(items) => {
                    view! { <div translate="no"><DescriptionList items/></div> }.into_any()
                }
                None => view! { <p class="muted">"まだ聞いていません。"</p> }.into_any(),
            }}
        </section>
        <WishesDialog shared open/>
    }
}

#[component]
fn WishesDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let welcome = RwSignal::new(Vec::<String>::new());
    let unwelcome = RwSignal::new(Vec::<String>::new());
    let text = RwSignal::new(String::new());
    let with = Beside::new();
    let act = Act::new();
    // What she said before stands until she says otherwise.
    Effect::new(move |_| {
        if open.get() {
            let known = shared
                .view
                .with_untracked(|view| view.attendee_wishes.clone());
            if let Some(known) = known {
                welcome.set(known.welcome.iter().map(ToString::to_string).collect());
                unwelcome.set(known.unwelcome.iter().map(ToString::to_string).collect());
                text.set(known.words);
                with.set(&known.with_her);
            }
        }
    });
    let save = move |()| {
        let wishes = AttendeeWishes {
            welcome: pick::ids(welcome),
            unwelcome: pick::ids(unwelcome),
            words: text.get_untracked(),
            recorded: true,
            with_her: with.read(),
            by_herself: false,
        };
        if wishes
            .welcome
            .intersection(&wishes.unwelcome)
            .next()
            .is_some()
        {
            return act
                .refuse("同じ機関が両方に入っています。本人に聞いて、どちらかにしてください。");
        }
        act.case(
            shared.id,
            CaseCommand::RecordAttendeeWishes { wishes },
            "本人の希望を記録しました",
            move |_| {
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="attendees"
            title="会議に来てほしい人・来てほしくない人"
            open
            act
            send="記録する"
            on_send=save
        >
            <WishesFields shared welcome unwelcome text with/>
        </ActDialog>
    }
}

#[component]
fn WishesFields(
    shared: Shared,
    welcome: RwSignal<Vec<String>>,
    unwelcome: RwSignal<Vec<String>>,
    text: RwSignal<String>,
    with: Beside,
) -> impl IntoView {
    let agencies = pick::agencies(pick::directory_first(shared.id));
    view! {
        <TickMany id="welcome" label="来てほしい" options=agencies value=welcome/>
        <TickMany id="unwelcome" label="来てほしくない" options=agencies value=unwelcome/>
        <div class="fields" translate="no">
            <TextArea id="wishes-words" label="本人の言葉" value=text rows=2/>
            <WithFields with/>
        </div>
    }
}

/// いっしょにいてほしい人 as typed: one of each role. Cheap to copy.
#[derive(Clone, Copy)]
struct Beside {
    roles: RwSignal<Vec<String>>,
    /// In the order of [`CompanyRole::ALL`].
    names: [RwSignal<String>; 3],
    language: RwSignal<String>,
    elsewhere: RwSignal<String>,
    /// Beyond one of a role: they stay as they are.
    others: RwSignal<Vec<Companion>>,
}

impl Beside {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            roles: RwSignal::new(Vec::new()),
            names: [empty(), empty(), empty()],
            language: empty(),
            elsewhere: empty(),
            others: RwSignal::new(Vec::new()),
        }
    }

    fn set(self, known: &[Companion]) {
        let mut others = known.to_vec();
        let mut roles = Vec::new();
        for ((role, name), at) in CompanyRole::ALL.into_iter().zip(self.names).zip(0..) {
            let first = others.iter().position(|one| one.role == role);
            let first = first.map(|at| others.remove(at));
            name.set(
                first
                    .as_ref()
                    .map(|one| one.name.clone())
                    .unwrap_or_default(),
            );
            if let Some(first) = first {
                roles.push(at.to_string());
                if role == CompanyRole::Interpreter {
                    self.language.set(first.language);
                }
            }
        }
        let elsewhere = known.iter().find_map(|one| one.from_elsewhere);
        let key = elsewhere.map(|wanted| if wanted { "yes" } else { "no" });
        self.elsewhere.set(key.unwrap_or_default().to_owned());
        self.roles.set(roles);
        self.others.set(others);
    }

    fn read(self) -> Vec<Companion> {
        let roles = self.roles.get_untracked();
        let elsewhere = match self.elsewhere.get_untracked().as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let each = CompanyRole::ALL.into_iter().zip(self.names).zip(0..);
        let wanted = each.filter(|(_, at): &(_, usize)| roles.contains(&at.to_string()));
        let mut all: Vec<Companion> = wanted
            .map(|((role, name), _)| Companion {
                role,
                name: name.get_untracked().trim().to_owned(),
                language: match role {
                    CompanyRole::Interpreter => self.language.get_untracked().trim().to_owned(),
                    _ => String::new(),
                },
                from_elsewhere: elsewhere.filter(|_| role.carries_words()),
            })
            .collect();
        all.extend(self.others.get_untracked());
        all
    }
}

#[component]
fn WithFields(with: Beside) -> impl IntoView {
    let roles = pick::choices(&CompanyRole::ALL, CompanyRole::label);
    let ticked = move |at: usize| with.roles.with(|roles| roles.contains(&at.to_string()));
    let names = with
        .names
        .into_iter()
        .zip(CompanyRole::ALL)
        .enumerate()
        .map(|(at, (name, role))| {
            view! {
                <Show when=move || ticked(at)>
                    <TextInput
                        id=format!("with-{at}")
                        label=format!("{}の名前（まだいないときは空のまま）", role.label())
                        value=name
                    />
                </Show>
            }
        })
        .collect_view();
    let answers = StoredValue::new(vec![
        Choice::new("yes", "同じ地域・国・集まりの人でないほうがよい"),
        Choice::new("no", "だれでもよい"),
    ]);
    view! {
        <CheckGroup
            id="with-her"
            label="いっしょにいてほしい人"
            options=roles
            value=with.roles
            layout=Layout::Row
        />
        {names}
        <Show when=move || ticked(1)>
            <TextInput id="with-language" label="通訳の言葉" value=with.language/>
        </Show>
        <Show when=move || ticked(1) || ticked(2)>
            <RadioGroup
                id="with-elsewhere"
                label="通訳や代わりに話す人は、どんな人がよいか"
                options=answers.get_value()
                value=with.elsewhere
            />
        </Show>
    }
}
