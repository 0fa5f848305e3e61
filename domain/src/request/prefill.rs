//! 開催要請の下書き: what the case already knows, so that nobody types it a second time.

use crate::calendar;
use crate::consent::ConsentKind;
use crate::form::case_review::key;
use crate::form::{Attendee, FormData, InfoCategory, Value, intake};
use crate::id::AgencyId;
use crate::protection::ProtectionStatus;
use crate::view::CaseView;

/// The upper half as far as the case knows it, for the agency that asks.
///
/// 参集範囲 are the agencies of her consent to share, none that she left out and none she does not
/// want there; the worker's colleagues of the asking agency come with their names. Fields of class P4
/// stay empty: they are not in the view.
pub fn prefill(case: &CaseView, agency: AgencyId) -> FormData {
    let mut form = FormData::default().with(key::REQUESTING_AGENCY, Value::Agency(agency));
    let mut text = |key: &str, text: String| {
        if !text.trim().is_empty() {
            form.set(key, Value::Text(text));
        }
    };
    text(key::NAME, case.name.clone().unwrap_or_default());
    text(key::KANA, case.kana.clone().unwrap_or_default());
    text(key::CURRENT_STATE, current_state(case));
    text(
        key::CASE_OUTLINE_FACTS,
        case.intake.text(intake::key::FACTS).to_owned(),
    );
    text(key::CASE_OUTLINE_WORDS, her_words(case));
    match (case.birth, case.intake.get(intake::key::BIRTH_DATE)) {
        (Some(birth), _) => form.set(key::BIRTH_DATE, Value::Date(birth)),
        (None, Some(Value::EstimatedAge(age))) => {
            form.set(key::BIRTH_DATE, Value::EstimatedAge(*age));
        }
        _ => {}
    }
    let item = if in_care(case) {
        key::IN_PROTECTION
    } else {
        key::CONSIDERING_PROTECTION
    };
    form.set(key::CLAUSE5_ITEM, Value::Ticks(vec![item.to_owned()]));
    let scope = attendee_scope(case, agency);
    if !scope.is_empty() {
        form.set(key::ATTENDEE_SCOPE, Value::Attendees(scope));
    }
    form.set(key::CONSENT, Value::Flag(consented(case)));
    form
}

/// Whether her consent to hold the meeting is in force; the tick of 本人の同意 follows it (BR-002).
pub fn consented(case: &CaseView) -> bool {
    case.consents
        .iter()
        .rev()
        .find(|view| view.consent.kind == ConsentKind::HoldCaseReview)
        .is_some_and(|view| view.status.in_force())
}

/// Whether the agency may stand in 参集範囲 under her consents, as far as this reader sees them.
/// Tells the scope, never what is in it.
pub fn may_attend(case: &CaseView, requesting: AgencyId, agency: AgencyId) -> bool {
    if case
        .attendee_wishes
        .as_ref()
        .is_some_and(|wishes| wishes.unwelcome.contains(&agency))
    {
        return false;
    }
    let sharing = case
        .consents
        .iter()
        .filter(|view| view.consent.kind.shares());
    if sharing.clone().any(|view| view.consent.excludes(agency)) {
        return false;
    }
    let share = sharing
        .rev()
        .find(|view| view.consent.kind == ConsentKind::ShareToCaseReview && view.status.in_force());
    agency == requesting
        || agency == case.agency_in_charge.id
        || share.is_none_or(|view| {
            view.consent.scope.agencies.contains(&agency) && !narrowed_out(view, agency)
        })
}

fn narrowed_out(view: &crate::view::ConsentView, agency: AgencyId) -> bool {
    view.consent
        .changes
        .iter()
        .any(|change| match &change.what {
            crate::consent::Change::Narrowed {
                without_agencies, ..
            } => without_agencies.contains(&agency),
            crate::consent::Change::Withdrawn => true,
        })
}

fn in_care(case: &CaseView) -> bool {
    case.protections
        .iter()
        .any(|protection| protection.status == ProtectionStatus::InCare)
}

/// 令和8年5月8日から一時保護中。2人同伴。
fn current_state(case: &CaseView) -> String {
    if !case.fields.sensitive.shows(Some(InfoCategory::Harm)) {
        return String::new();
    }
    let Some(protection) = case
        .protections
        .iter()
        .rev()
        .find(|one| one.status == ProtectionStatus::InCare)
    else {
        return String::new();
    };
    let since = protection.started_at.map_or(String::new(), |at| {
        format!("{}から", calendar::wareki(calendar::jst_date(at)))
    });
    let companions = match protection.companions {
        0 => String::new(),
        n => format!("{n}人同伴。"),
    };
    format!("{since}一時保護中。{companions}")
}

/// What she said at intake, and her newest wish, both to the letter.
fn her_words(case: &CaseView) -> String {
    let at_intake = case.intake.text(intake::key::HER_WORDS);
    let wish = case
        .wishes
        .last()
        .map(|wish| wish.words.as_str())
        .unwrap_or_default();
    [at_intake, wish]
        .into_iter()
        .filter(|words| !words.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn attendee_scope(case: &CaseView, requesting: AgencyId) -> Vec<Attendee> {
    let Some(share) = case
        .consents
        .iter()
        .rev()
        .find(|view| view.consent.kind == ConsentKind::ShareToCaseReview)
        .filter(|view| view.status.in_force())
    else {
        return own_people(case, requesting);
    };
    let mut scope = own_people(case, requesting);
    for agency in share.consent.scope.agencies.iter().copied() {
        if agency != requesting && may_attend(case, requesting, agency) {
            scope.push(Attendee {
                agency,
                staff: None,
                name: String::new(),
            });
        }
    }
    scope
}

fn own_people(case: &CaseView, agency: AgencyId) -> Vec<Attendee> {
    let own: Vec<Attendee> = case
        .workers
        .iter()
        .filter(|worker| worker.agency.id == agency)
        .map(|worker| Attendee {
            agency,
            staff: Some(worker.id),
            name: worker.name.clone(),
        })
        .collect();
    if own.is_empty() {
        vec![Attendee {
            agency,
            staff: None,
            name: String::new(),
        }]
    } else {
        own
    }
}
