//! 翻訳: the languages she reads and what a person translated; a plan waits for all of it.

use crate::case::CaseFile;
use crate::command::SHORT_TEXT;
use crate::event::CaseEvent;
use crate::handle::task::is_in_charge;
use crate::handle::{Context, at_most, plan};
use crate::plan::PlanVersion;
use crate::refusal::Refusal;
use crate::translation::{
    ItemSaid, ItemTranslation, LONG_IN_LETTERS, SHORT_IN_LETTERS, TranslationCommand,
    TranslationEvent, TranslationState,
};

pub(super) fn handle(
    file: &CaseFile,
    command: &TranslationCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let event = match command {
        TranslationCommand::SetLanguages { languages } => {
            if languages.iter().any(|language| language.is_japanese()) {
                return Err(Refusal::LanguageNotWanted);
            }
            TranslationEvent::LanguagesSet {
                languages: languages.clone(),
            }
        }
        TranslationCommand::Enter {
            plan: id,
            version,
            written_at,
            item,
            language,
            words,
            translator,
        } => {
            let known = plan::found(file, *id)?;
            let current = plan::newest(known, *version)?;
            // What was read for it has been written anew since.
            if current.written_at != *written_at {
                return Err(Refusal::VersionIsOld {
                    current: current.number,
                });
            }
            if known.status.is_over() {
                return Err(Refusal::PlanIsOver);
            }
            let mut items = current.items.iter();
            let item = items.find(|known| known.id == *item);
            let item = item.ok_or(Refusal::ItemUnknown)?;
            if !file.translations.languages.contains(language) {
                return Err(Refusal::LanguageNotWanted);
            }
            if item.easy_text.trim().is_empty() {
                return Err(Refusal::EasyTextMissing);
            }
            let said = ItemSaid::of(item);
            if !words.fit(&said.words) {
                return Err(Refusal::TranslationDoesNotFit);
            }
            at_most(&words.text, LONG_IN_LETTERS)?;
            at_most(&words.when, SHORT_IN_LETTERS)?;
            at_most(&words.what_she_does, LONG_IN_LETTERS)?;
            if translator.trim().is_empty() {
                return Err(Refusal::TranslatorMissing);
            }
            at_most(translator, SHORT_TEXT)?;
            let before = file.translations.fresh(item, *language);
            TranslationEvent::Entered {
                translation: Box::new(ItemTranslation {
                    item: item.id,
                    language: *language,
                    said,
                    words: words.clone(),
                    translator: translator.trim().to_owned(),
                    by: ctx.me()?.id,
                    at: ctx.now,
                    // The first words are other words too, for whoever agreed before them.
                    reworded_at: match before {
                        Some(before) if before.words == *words => before.reworded_at,
                        _ => Some(ctx.now),
                    },
                }),
            }
        }
    };
    Ok(vec![CaseEvent::Translation(event)])
}

/// Whether every item of the version stands in every language she reads, as the item is now.
pub(super) fn all_there(
    file: &CaseFile,
    version: &PlanVersion,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let Some((number, language, state)) = file.translations.wanting(version) else {
        return Ok(());
    };
    // To whom others write the plan neither its items nor her languages are told.
    let writes = ctx.me().is_ok_and(|me| is_in_charge(file, me));
    Err(match state {
        _ if !writes => Refusal::TranslationsWanting,
        TranslationState::Stale => Refusal::TranslationIsStale { number, language },
        _ => Refusal::TranslationMissing { number, language },
    })
}
