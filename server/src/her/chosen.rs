//! What she has chosen for the pages, readings and language: her browser keeps it until it is closed, and it
//! holds for her visit only. Whoever opens the host after her time reads it as everybody does.

use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use domain::language::Language;

/// The cookie that keeps readings off. Says nothing.
const RUBY: &str = "__Host-r";
/// The cookie that keeps the language.
const LANGUAGE: &str = "__Host-l";
/// Gone with the browser, and sent nowhere but here.
const RULES: &str = "Path=/; Secure; HttpOnly; SameSite=Strict";
/// The value of readings that are off.
const OFF: &str = "0";

/// Something she chooses for the pages.
#[derive(Clone, Copy)]
pub(super) enum Choice {
    /// Readings are shown.
    Ruby(bool),
    Language(Language),
}

impl Choice {
    /// The `Set-Cookie` value that keeps it, for the visit with that mark or for whoever has not come in.
    pub(super) fn cookie(self, mark: Option<&str>) -> Option<HeaderValue> {
        match self {
            // What is usual needs no cookie.
            Self::Ruby(true) => gone_of(RUBY),
            Self::Ruby(false) => kept(RUBY, OFF, mark),
            // Her browser may wish for another one than she does.
            Self::Language(language) => kept(LANGUAGE, language.code(), mark),
        }
    }
}

fn kept(name: &str, value: &str, mark: Option<&str>) -> Option<HeaderValue> {
    let mark = mark.map(|mark| format!(".{mark}")).unwrap_or_default();
    HeaderValue::try_from(format!("{name}={value}{mark}; {RULES}")).ok()
}

fn gone_of(name: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(format!("{name}=; {RULES}; Max-Age=0")).ok()
}

/// The `Set-Cookie` values that take it all away.
pub(super) fn gone() -> impl Iterator<Item = HeaderValue> {
    [RUBY, LANGUAGE].into_iter().filter_map(gone_of)
}

/// Whether readings are shown.
pub(super) fn ruby(headers: &HeaderMap, mark: Option<&str>) -> bool {
    value(headers, RUBY, mark) != Some(OFF)
}

/// In which language the pages are: as she chose, else the first of her browser that they have.
pub(super) fn language(headers: &HeaderMap, mark: Option<&str>) -> Language {
    let chosen = value(headers, LANGUAGE, mark).and_then(Language::of_code);
    chosen.unwrap_or_else(|| wished(headers))
}

/// What was chosen before she came in is her visit's from now on, and over with it.
pub(super) fn taken_along(headers: &HeaderMap, mark: &str) -> Vec<HeaderValue> {
    let language = value(headers, LANGUAGE, None).and_then(Language::of_code);
    let language = language.map(Choice::Language);
    let ruby = (!ruby(headers, None)).then_some(Choice::Ruby(false));
    let all = language.into_iter().chain(ruby);
    all.filter_map(|choice| choice.cookie(Some(mark))).collect()
}

/// A choice that was made before anybody came in, or in this visit; none of another one.
fn value<'a>(headers: &'a HeaderMap, name: &str, mark: Option<&str>) -> Option<&'a str> {
    let (value, of) = match cookie(headers, name)?.split_once('.') {
        Some((value, of)) => (value, Some(of)),
        None => (cookie(headers, name)?, None),
    };
    (of.is_none() || of == mark).then_some(value)
}

fn wished(headers: &HeaderMap) -> Language {
    let told = headers.get(ACCEPT_LANGUAGE);
    let told = told.and_then(|told| told.to_str().ok()).unwrap_or_default();
    let tags = told.split(',').filter_map(|part| part.split(';').next());
    tags.filter_map(|tag| Language::of_tag(tag.trim()))
        .next()
        .unwrap_or_default()
}

fn cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
}
