//! 本人のページの言葉: which languages somebody has checked for this council. The others stand on her pages
//! beside the easy Japanese, marked 「確認中」.

use domain::access::Action;
use domain::command::CouncilCommand;
use domain::language::{Language, LanguageCheck};
use domain::view::CouncilPage;
use domain::wire;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::words;
use crate::ui::*;

/// Languages that can be checked: the easy Japanese is what they are checked against.
const LANGUAGES: usize = Language::ALL.len() - 1;

/// What is typed about the check of one language. Cheap to copy.
#[derive(Clone, Copy)]
struct Typed {
    open: RwSignal<bool>,
    language: RwSignal<Option<Language>>,
    by: RwSignal<String>,
}

#[component]
pub(super) fn Languages(page: Signal<CouncilPage>) -> impl IntoView {
    let may = Memo::new(move |_| {
        page.with(|page| wire::may(&page.rights, Action::ManageCouncil).is_some())
    });
    let checked = Memo::new(move |_| page.with(|page| page.checked_languages.clone()));
    let typed = Typed {
        open: RwSignal::new(false),
        language: RwSignal::new(None),
        by: RwSignal::new(String::new()),
    };
    let act = Act::new();
    view! {
        <section class="panel" aria-labelledby="languages-title">
            <div class="panel__head">
                <h2 id="languages-title">"本人のページの言葉"</h2>
            </div>
            <p class="small muted">
                "訳文を、その言葉がわかる人に読んでもらったら「確認ずみ」にします。それまでは「確認中」と示し、やさしい日本語を並べて出します。"
            </p>
            <Refusing act/>
            <ul class="list">
                {move || {
                    let may = may.get();
                    let checked = checked.get();
                    Language::ALL
                        .into_iter()
                        .skip(Language::ALL.len() - LANGUAGES)
                        .map(|language| row(language, checked.get(&language), may, typed, act))
                        .collect_view()
                }}
            </ul>
        </section>
        <CheckDialog typed/>
    }
}

fn row(
    language: Language,
    check: Option<&LanguageCheck>,
    may: bool,
    typed: Typed,
    act: Act,
) -> impl IntoView + use<> {
    let name = language.label();
    let own = language.own_name();
    let state = match check {
        Some(check) => {
            let said = format!("{}（{}）", check.by, words::date(check.on));
            view! {
                <Tag tone=Tone::Good>"確認ずみ"</Tag>
                <span class="small" translate="no">{said}</span>
            }
            .into_any()
        }
        None => view! { <Tag tone=Tone::Plain>"確認中"</Tag> }.into_any(),
    };
    let is_checked = check.is_some();
    let button = may.then(|| {
        let press = move |()| match is_checked {
            true => act.council(
                CouncilCommand::UncheckLanguage { language },
                "確認中に戻しました",
                |_| {},
            ),
            false => {
                typed.language.set(Some(language));
                typed.by.set(String::new());
                typed.open.set(true);
            }
        };
        view! {
            <Button variant=Variant::Tertiary on_press=press>
                {if is_checked { "確認中に戻す" } else { "確認ずみにする" }}
                <span class="visually-hidden">{format!("：{name}")}</span>
            </Button>
        }
    });
    view! {
        <li class="list__row">
            <strong>{name}</strong>
            <span lang=language.tag() translate="no">
                {own}
            </span>
            {state}
            {button}
        </li>
    }
}

#[component]
fn CheckDialog(typed: Typed) -> impl IntoView {
    let act = Act::new();
    let save = move |()| {
        let Some(language) = typed.language.get_untracked() else {
            return;
        };
        let by = typed.by.get_untracked();
        if by.trim().is_empty() {
            return act.refuse("読んだ人の名前か、所属を入れてください。".to_owned());
        }
        let command = CouncilCommand::CheckLanguage { language, by };
        act.council(command, "確認ずみにしました", move |_| {
            typed.open.try_set(false);
        });
    };
    let name = move || typed.language.get().map(Language::label);
    view! {
        <Dialog id="language-check" title="訳文を確認ずみにする" open=typed.open>
            <div class="form">
                <Refusing act/>
                <p>{name}</p>
                <TextInput
                    id="language-check-by"
                    label="読んだ人"
                    help="名前か所属。たとえば、国際交流協会の通訳者"
                    value=typed.by
                />
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=save>"確認ずみにする"</Button>
                </div>
            </div>
        </Dialog>
    }
}
