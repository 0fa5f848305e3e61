//! 照会・協力依頼: whole for those who keep the record, the words of the inquiry for who was asked.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Action, Decision, Fields, Relation, decide};
use crate::id::InquiryId;
use crate::inquiry::{HerKnowledge, Inquiry, InquiryStatus};
use crate::meeting::SharingBasis;
use crate::view::{AgencyRef, Reader};

/// One inquiry as this reader may know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryView {
    pub id: InquiryId,
    /// 照会先
    pub agency: AgencyRef,
    /// 照会元
    pub from: String,
    pub by: String,
    pub at: DateTime<Utc>,
    /// Whom it is about; only where her consent lets the name go there.
    pub name: Option<String>,
    pub what: String,
    pub purpose: String,
    pub due: NaiveDate,
    /// 根拠 in words.
    pub basis: String,
    /// Why that basis; only for those who keep the record.
    pub basis_reason: String,
    pub told: bool,
    /// Why she was not told; only for those who keep the record.
    pub not_told_reason: String,
    pub status: InquiryStatus,
    /// The basis holds today; where it does not, the asked agency sees nothing of it (BR-052).
    pub rests: bool,
    pub end: Option<InquiryEndView>,
    /// The answer or refusal waits to be opened by the reader.
    pub news: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryEndView {
    pub words: String,
    pub by: String,
    pub agency: String,
    pub at: DateTime<Utc>,
}

impl InquiryView {
    /// As the asked agency may read it: her name only where her consent lets it go there and the reader
    /// sees it.
    fn outside(reader: &Reader<'_>, inquiry: &Inquiry, fields: &Fields) -> Self {
        let Reader { file, ctx, .. } = reader;
        let reaches = matches!(inquiry.basis, SharingBasis::Consent(_))
            && file.basis_reaches(&inquiry.basis, inquiry.agency, ctx.council, ctx.today());
        let names = [&file.woman.name, &file.woman.called_name];
        let name = names.into_iter().find(|name| !name.is_empty()).cloned();
        let name = name.filter(|_| reaches && fields.identity);
        Self::of(reader, inquiry, false, name)
    }

    fn of(reader: &Reader<'_>, inquiry: &Inquiry, keeps: bool, name: Option<String>) -> Self {
        let Reader {
            file, names, ctx, ..
        } = reader;
        let agency_of = |id| {
            let staff = ctx.council.person(id);
            staff.map_or_else(String::new, |staff| names.agency_name(staff.agency))
        };
        let kept = |words: &str| {
            if keeps {
                names.cover(words)
            } else {
                String::new()
            }
        };
        Self {
            id: inquiry.id,
            agency: names.agency(inquiry.agency),
            from: agency_of(inquiry.by),
            by: names.person_name(inquiry.by),
            at: inquiry.at,
            name,
            what: names.cover(&inquiry.what),
            purpose: names.cover(&inquiry.purpose),
            due: inquiry.due,
            basis: names.cover(&inquiry.basis.label()),
            basis_reason: match &inquiry.basis {
                SharingBasis::Pipa69_2 { reason, .. } => kept(reason),
                _ => String::new(),
            },
            told: inquiry.her_knowledge == HerKnowledge::Told,
            not_told_reason: match &inquiry.her_knowledge {
                HerKnowledge::NotTold { reason } => kept(reason),
                HerKnowledge::Told => String::new(),
            },
            status: inquiry.status,
            rests: file.basis_reaches(&inquiry.basis, inquiry.agency, ctx.council, ctx.today()),
            end: inquiry.end.as_ref().map(|end| InquiryEndView {
                words: names.cover(&end.words),
                by: names.person_name(end.by),
                agency: agency_of(end.by),
                at: end.at,
            }),
            news: keeps
                && ctx
                    .actor
                    .staff()
                    .is_some_and(|me| inquiry.is_news_for(me, file, ctx.council, ctx.today())),
        }
    }
}

/// On the case page: all of them, for those who keep the record.
pub(super) fn seen(reader: &Reader<'_>) -> Vec<InquiryView> {
    let in_charge = reader.facts.relations.contains(&Relation::InCharge);
    if !(in_charge && reader.may(Action::SeeInquiry)) {
        return Vec::new();
    }
    let inquiries = reader.file.inquiries.iter();
    inquiries
        .map(|inquiry| InquiryView::of(reader, inquiry, true, None))
        .collect()
}

/// One inquiry for the paper that goes to the asked agency: for who keeps the record, and for the asked
/// agency while it is open. Her name is on it only where her consent lets it go there, and the reader
/// sees it; the reasons that are the desk's own never are.
pub fn for_paper(reader: &Reader<'_>, id: InquiryId) -> Option<InquiryView> {
    let reader = &reader.for_paper();
    let Reader {
        file,
        subject,
        facts,
        ..
    } = reader;
    let open = asked_of(reader);
    if let Some(asked) = open.into_iter().find(|inquiry| inquiry.id == id) {
        return Some(asked);
    }
    let Decision::Allow(fields) = decide(subject, Action::SeeInquiry, facts) else {
        return None;
    };
    let inquiry = file
        .inquiry(id)
        .filter(|_| facts.relations.contains(&Relation::InCharge))?;
    Some(InquiryView::outside(reader, inquiry, &fields))
}

/// Answers and refusals that the reader asked for and has not opened yet, newest last.
pub fn news_of(reader: &Reader<'_>) -> Vec<InquiryView> {
    let mut all = seen(reader);
    all.retain(|inquiry| inquiry.news);
    all
}

/// What the reader's own agency is asked in this case now; nothing once it is answered or its basis
/// is gone.
pub fn asked_of(reader: &Reader<'_>) -> Vec<InquiryView> {
    let Reader {
        file,
        subject,
        facts,
        ctx,
        ..
    } = reader;
    let Decision::Allow(fields) = decide(subject, Action::SeeInquiry, facts) else {
        return Vec::new();
    };
    if !facts.relations.contains(&Relation::Asked) {
        return Vec::new();
    }
    file.inquiries
        .iter()
        .filter(|inquiry| subject.agency == Some(inquiry.agency))
        .filter(|inquiry| file.is_open_to_asked(inquiry, ctx.council, ctx.today()))
        .map(|inquiry| InquiryView::outside(reader, inquiry, &fields))
        .collect()
}
