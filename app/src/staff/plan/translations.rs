//! 本人が読む言語と訳: which languages she reads, and for each item what a person translated. Nothing
//! is translated by a machine.

use std::collections::BTreeSet;

use domain::access::Action;
use domain::command::CaseCommand;
use domain::id::ItemId;
use domain::language::Language;
use domain::plan::PlanItem;
use domain::translation::{ItemSaid, ItemWords, TranslationCommand, TranslationState};
use domain::view::TranslatedItem;
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::rights::{Right, RightButton};
use super::super::words;
use super::Page;

/// What is said wherever a translation is asked for.
const BY_PEOPLE: &str = "訳は、人が書きます。本人のことを、機械で翻訳しません。";

/// Languages that can be wanted: those of people who do not read Japanese.
fn others() -> impl Iterator<Item = Language> {
    let all = Language::ALL.into_iter();
    all.filter(|language| !language.is_japanese())
}

/// 本人が読む言語.
#[component]
pub(super) fn Languages(page: Page) -> impl IntoView {
    let right = page.right(Action::WritePlan);
    let wanted = Memo::new(move |_| page.view.with(|view| view.translations.languages.clone()));
    let spoken = Memo::new(move |_| page.view.with(|view| view.translations.spoken.clone()));
    let now = move || match wanted.get().as_slice() {
        [] => "いまは、日本語だけで読みます。".to_owned(),
        some => {
            let labels: Vec<_> = some.iter().map(|language| language.label()).collect();
            format!("日本語のほかに：{}", labels.join("、"))
        }
    };
    view! {
        <Show when=move || right.get() != Right::Hidden>
            <section class="panel" aria-label="本人が読む言語">
                <div class="panel__head"><h2>"本人が読む言語"</h2></div>
                <p>{now}</p>
                {move || {
                    let spoken = spoken.get();
                    (!spoken.trim().is_empty())
                        .then(|| {
                            view! {
                                <p class="small muted" translate="no">
                                    {format!("相談受付票の「言語」：{spoken}")}
                                </p>
                            }
                        })
                }}
                <p class="small muted">
                    {BY_PEOPLE}
                    "ここに入れた言語の訳が、全部の項目にそろってから、計画を確定できます。"
                </p>
                <Choose page wanted/>
            </section>
        </Show>
    }
}

#[component]
fn Choose(page: Page, wanted: Memo<Vec<Language>>) -> impl IntoView {
    let act = Act::new();
    let codes = |languages: &[Language]| -> Vec<String> {
        let codes = languages.iter().map(|language| language.code().to_owned());
        codes.collect()
    };
    let chosen = RwSignal::new(wanted.with_untracked(|wanted| codes(wanted)));
    let options = others()
        .map(|language| Choice::new(language.code(), language.label()))
        .collect::<Vec<_>>();
    let save = move |()| {
        let chosen = chosen.get_untracked();
        let languages: BTreeSet<_> = chosen
            .iter()
            .filter_map(|code| Language::of_code(code))
            .collect();
        let command = TranslationCommand::SetLanguages { languages };
        act.case(
            page.case,
            CaseCommand::Translation(command),
            "本人が読む言語を記録しました",
            |_| (),
        );
    };
    view! {
        <details>
            <summary>"本人が読む言語を選ぶ"</summary>
            <div class="stack">
                <CheckGroup
                    id="reading-languages"
                    label="日本語のほかに、本人が読む言語"
                    help="本人に聞いて選びます。日本語で読むときは、選びません。"
                    options
                    value=chosen
                    need=Need::Optional
                />
                <Refusing act/>
                <div class="actions">
                    <RightButton
                        rights=page.rights()
                        action=Action::WritePlan
                        act
                        on_press=save
                        label="本人が読む言語を記録する".to_owned()
                    />
                </div>
            </div>
        </details>
    }
}

/// An item in each of her languages: how it stands, what she reads, and the form.
#[component]
pub(super) fn Translations(page: Page, item: ItemId) -> impl IntoView {
    let languages = move || page.view.with(|view| view.translations.languages.clone());
    view! {
        <For each=languages key=|language| *language let:language>
            <In page item language/>
        </For>
    }
}

#[component]
fn In(page: Page, item: ItemId, language: Language) -> impl IntoView {
    let line = Memo::new(move |_| {
        page.view.with(|view| {
            let mut all = view.translations.items.iter();
            all.find(|one| (one.item, one.language) == (item, language))
                .cloned()
        })
    });
    let right = page.right(Action::WritePlan);
    view! {
        {move || line.get().map(|line| view! { <Standing line/> })}
        <Show when=move || right.get() != Right::Hidden>
            <Enter page item line language/>
        </Show>
    }
}

#[component]
fn Standing(line: TranslatedItem) -> impl IntoView {
    let tone = match line.state {
        TranslationState::Fresh => Tone::Good,
        TranslationState::Missing | TranslationState::Stale => Tone::Care,
    };
    let language = line.language;
    view! {
        <p class="row">
            <strong>{format!("項目{}の訳　{}", line.number, language.label())}</strong>
            <Tag tone>{line.state.label()}</Tag>
        </p>
        {line
            .last
            .map(|last| {
                let parts = last.words.spoken().map(|part| view! { <p>{part}</p> });
                let of = (line.state == TranslationState::Stale)
                    .then(|| {
                        let of = last.of.spoken().map(|part| view! { <p><Ruby text=part/></p> });
                        view! {
                            <div class="small muted">
                                <p>"訳したときの本文："</p>
                                {of.collect_view()}
                            </div>
                        }
                    });
                let by = format!(
                    "訳した人：{}　記入：{}　{}",
                    last.translator,
                    last.by,
                    words::moment(last.at),
                );
                view! {
                    <div class="plan__reply">
                        <div lang=language.tag()>{parts.collect_view()}</div>
                        <p class="small muted">{by}</p>
                        {of}
                    </div>
                }
            })}
    }
}

/// The item as the newest version says it.
fn current(page: Page, item: ItemId) -> Option<PlanItem> {
    page.view.with(|view| {
        let items = &view.plan.current()?.items;
        items.iter().find(|one| one.id == item).cloned()
    })
}

/// The form; it opens with what there is to go on from.
#[component]
fn Enter(
    page: Page,
    item: ItemId,
    line: Memo<Option<TranslatedItem>>,
    language: Language,
) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (easy, when, hers, translator) = (text(), text(), text(), text());
    if let Some(line) = line.get_untracked()
        && let Some(last) = line.last
    {
        easy.set(last.words.text);
        when.set(last.words.when);
        hers.set(last.words.what_she_does);
        // Who looks a translation through says so by name.
        if line.state == TranslationState::Fresh {
            translator.set(last.translator);
        }
    }
    let source = Memo::new(move |_| current(page, item));
    let said = move || source.with(|item| item.as_ref().map(ItemSaid::of));
    // What was on the screen while it was translated.
    let read = RwSignal::new(untrack(said));
    let behind = Memo::new(move |_| read.get() != said());
    let asks_hers = Memo::new(move |_| {
        source.with(|item| {
            item.as_ref()
                .is_some_and(|item| !item.what_she_does.trim().is_empty())
        })
    });
    let act = Act::new();
    let stopped = Signal::derive(move || {
        if behind.get() {
            return Some("変わった本文を読んでから、入れてください。".to_owned());
        }
        let empty = |part: RwSignal<String>| part.with(|text| text.trim().is_empty());
        if empty(easy) || empty(when) || (asks_hers.get() && empty(hers)) {
            return Some("もとの文がある欄に、訳を書いてください。".to_owned());
        }
        empty(translator).then(|| "だれが訳したかを書いてください。".to_owned())
    });
    let save = move |()| {
        let version = page.view.with_untracked(|view| {
            let current = view.plan.current()?;
            Some((current.number, current.written_at))
        });
        let Some((version, written_at)) = version else {
            return;
        };
        let what_she_does = match asks_hers.get_untracked() {
            true => hers.get_untracked(),
            false => String::new(),
        };
        let command = TranslationCommand::Enter {
            plan: page.plan,
            version,
            written_at,
            item,
            language,
            words: ItemWords {
                text: easy.get_untracked(),
                when: when.get_untracked(),
                what_she_does,
            },
            translator: translator.get_untracked(),
        };
        act.case(
            page.case,
            CaseCommand::Translation(command),
            "訳を入れました",
            |_| (),
        );
    };
    let id = move |part: &str| format!("in-{item}-{}-{part}", language.code());
    view! {
        <details>
            <summary>{format!("{}の訳を入れる・直す", language.label())}</summary>
            <div class="stack">
                <p class="small muted">{BY_PEOPLE} "やさしい日本語の文を、人に訳してもらって、そのまま入れます。"</p>
                <Show when=move || behind.get()>
                    <Notice kind=NoticeKind::Warning title="本文が変わりました" live=true>
                        <p>"訳しているあいだに、この項目の本文が変わりました。上の文をもう一度読んでください。"</p>
                        <Button on_press=move |()| read.set(untrack(said))>"新しい文を読みました"</Button>
                    </Notice>
                </Show>
                <TextArea
                    id=id("text")
                    label="やさしいことばの訳"
                    need=Need::Required
                    value=easy
                    rows=3
                    shared=act.wording
                />
                <TextInput
                    id=id("when")
                    label="いつ・どのくらいの訳"
                    need=Need::Required
                    value=when
                    shared=act.wording
                />
                <Show when=move || asks_hers.get()>
                    <TextArea
                        id=id("hers")
                        label="本人がすることの訳"
                        need=Need::Required
                        value=hers
                        rows=2
                        shared=act.wording
                    />
                </Show>
                <TextInput
                    id=id("translator")
                    label="訳した人"
                    help="名前か機関を書きます。本人も読みます。"
                    need=Need::Required
                    value=translator
                />
                <Refusing act/>
                <div class="actions">
                    <RightButton
                        rights=page.rights()
                        action=Action::WritePlan
                        act
                        stopped
                        on_press=save
                        label="訳を入れる".to_owned()
                    />
                </div>
            </div>
        </details>
    }
}
