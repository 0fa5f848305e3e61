//! 紙の様式: the official papers as markup, the same on the screen and in print.
//!
//! One layout for each half of the 個別ケース検討会議資料; who calls it says what stands in each box: the
//! printed text ([`CaseReviewSheet`]) or the control that fills it. Words, order and notes come from
//! `domain::form` alone.

use domain::form::case_review::key;
use domain::form::{CASE_REVIEW_REPORT, CASE_REVIEW_REQUEST, Field, Form};
use domain::view::SheetView;
use leptos::prelude::*;

mod boxes;
mod printed;

pub use boxes::{age_box, tick};

/// Height of a box: one line, some lines, many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Height {
    Small,
    Middle,
    Large,
}

impl Height {
    fn key(self) -> &'static str {
        match self {
            Self::Small => "s",
            Self::Middle => "m",
            Self::Large => "l",
        }
    }
}

/// 個別ケース検討会議資料, both halves, as it is printed. `lower_empty` keeps the boxes of the lower half
/// free for writing by hand while there is no report.
#[component]
pub fn CaseReviewSheet(view: SheetView) -> impl IntoView {
    let upper = printed::Upper(view.clone());
    let lower = printed::Lower(view.clone());
    view! {
        <article class="sheet" translate="no">
            <SheetHead no=view.case_no.clone() />
            {upper_half(move |key| upper.cell(key))}
            {lower_half(move |key| lower.cell(key))}
        </article>
    }
}

/// Title and 取扱注意, as at the head of the paper.
#[component]
pub fn SheetHead(#[prop(into)] no: String) -> impl IntoView {
    view! {
        <header class="sheet__head">
            <h2 class="sheet__title">{CASE_REVIEW_REQUEST.title}</h2>
            <p class="sheet__mark">
                <span>"取扱注意"</span>
                {(!no.is_empty()).then(|| view! { <span class="num">{no}</span> })}
            </p>
        </header>
    }
}

/// 【要請時記入項目】 with its notes; `cell` gives what stands in the box of a key.
///
/// Boxes that the paper has in one are asked for by their parts: `birth_date` and `age`,
/// `case_outline_facts` and `case_outline_words`.
pub fn upper_half(cell: impl Fn(&'static str) -> AnyView + 'static) -> impl IntoView {
    let form = &CASE_REVIEW_REQUEST;
    let whole = |key, height: Height| {
        view! { <tr data-h=height.key()>{label(form, key)}<td colspan="4">{cell(key)}</td></tr> }
    };
    let name = view! {
        <tr data-h="s">
            {label(form, key::NAME)}
            <td>{cell(key::NAME)}{cell(key::KANA)}</td>
            {label(form, key::BIRTH_DATE)}
            <td colspan="2">
                {cell(key::BIRTH_DATE)}
                <span class="sheet__age">
                    <span class="sheet__agelabel">{field_label(form, key::AGE)}</span>
                    {cell(key::AGE)}
                </span>
            </td>
        </tr>
    };
    let outline = view! {
        <tr data-h="l">
            {label(form, key::CASE_OUTLINE_FACTS)}
            <td colspan="4">
                {part(form, key::CASE_OUTLINE_FACTS, cell(key::CASE_OUTLINE_FACTS))}
                {part(form, key::CASE_OUTLINE_WORDS, cell(key::CASE_OUTLINE_WORDS))}
            </td>
        </tr>
    };
    let wished = view! {
        <tr data-h="s">
            {label(form, key::WISHED_DATETIME)}
            <td colspan="2">{cell(key::WISHED_DATETIME)}</td>
            {label(form, key::WISHED_PLACE)}
            <td>{cell(key::WISHED_PLACE)}</td>
        </tr>
    };
    view! {
        <p class="sheet__part">{section_title(form)}</p>
        <table class="sheet__table">
            {columns()}
            <tbody>
                {whole(key::REQUESTING_AGENCY, Height::Small)}
                {whole(key::CLAUSE5_ITEM, Height::Small)}
                {name}
                {whole(key::ADDRESS, Height::Small)}
                {whole(key::CURRENT_STATE, Height::Middle)}
                {outline}
                {whole(key::MATTERS, Height::Middle)}
                {whole(key::ATTENDEE_SCOPE, Height::Middle)}
                {wished}
                {whole(key::CONSENT, Height::Small)}
            </tbody>
        </table>
        {notes(form)}
    }
}

/// 【開催後記入項目】; `cell` gives what stands in the box of a key.
pub fn lower_half(cell: impl Fn(&'static str) -> AnyView + 'static) -> impl IntoView {
    let form = &CASE_REVIEW_REPORT;
    let whole = |key, height: Height| {
        view! { <tr data-h=height.key()>{label(form, key)}<td colspan="4">{cell(key)}</td></tr> }
    };
    let held = view! {
        <tr data-h="s">
            {label(form, key::HELD)}
            <td colspan="2">{cell(key::HELD)}</td>
            {label(form, key::HELD_AT)}
            <td>{cell(key::HELD_AT)}</td>
        </tr>
    };
    view! {
        <p class="sheet__part">{section_title(form)}</p>
        <table class="sheet__table">
            {columns()}
            <tbody>
                {whole(key::WRITTEN_ON, Height::Small)}
                {whole(key::WRITER, Height::Small)}
                {held}
                {whole(key::ATTENDEES, Height::Middle)}
                {whole(key::OUTCOME, Height::Large)}
            </tbody>
        </table>
        {notes(form)}
    }
}

/// The five columns of the paper (36, 52, 22, 26 and 34 mm).
fn columns() -> impl IntoView {
    view! {
        <colgroup>
            <col class="sheet__col sheet__col--1" />
            <col class="sheet__col sheet__col--2" />
            <col class="sheet__col sheet__col--3" />
            <col class="sheet__col sheet__col--4" />
            <col class="sheet__col sheet__col--5" />
        </colgroup>
    }
}

/// The label over its remark in brackets, as in the paper's narrow boxes: 参集範囲 / （※1）.
fn label(form: &'static Form, key: &'static str) -> AnyView {
    let text = form.field(key).map_or("", Form::box_label);
    let (head, remark) = match text.find(['（', '(']) {
        Some(at) => (text[..at].trim_end(), &text[at..]),
        None => (text, ""),
    };
    let remark =
        (!remark.is_empty()).then(|| view! { <br /><span class="sheet__remark">{remark}</span> });
    view! { <th scope="row">{head}{remark}</th> }.into_any()
}

/// One of the two parts of ケース概要, under its own name.
fn part(form: &'static Form, key: &'static str, cell: AnyView) -> impl IntoView {
    view! {
        <div class="sheet__sub">
            <span class="sheet__sublabel">{field_label(form, key)}</span>
            {cell}
        </div>
    }
}

fn field_label(form: &'static Form, key: &'static str) -> &'static str {
    form.field(key).map_or("", |field: &Field| field.label)
}

fn section_title(form: &'static Form) -> &'static str {
    form.sections.first().map_or("", |section| section.title)
}

fn notes(form: &'static Form) -> impl IntoView {
    form.sections
        .iter()
        .flat_map(|section| section.notes.iter())
        .map(|note| view! { <p class="sheet__note">{*note}</p> })
        .collect_view()
}
