//! 照会・協力依頼: whole for those who keep the record, the words of the inquiry for who was asked.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Action, CaseFacts, Decision, Relation, Subject, decide};
use crate::case::CaseFile;
use crate::handle::Context;
use crate::id::InquiryId;
use crate::inquiry::{HerKnowledge, Inquiry, InquiryStatus};
use crate::meeting::SharingBasis;
use crate::view::{AgencyRef, Names};

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
    fn of(
        file: &CaseFile,
        inquiry: &Inquiry,
        keeps: bool,
        name: Option<String>,
        names: &Names<'_>,
        ctx: &Context<'_>,
    ) -> Self {
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
                    .is_some_and(|me| inquiry.is_news_for(me, ctx.council, ctx.today())),
        }
    }
}

/// On the case page: all of them, for those who keep the record.
pub(super) fn seen(
    file: &CaseFile,
    subject: &Subject,
    facts: &CaseFacts,
    names: &Names<'_>,
    ctx: &Context<'_>,
) -> Vec<InquiryView> {
    let keeps = facts.relations.contains(&Relation::InCharge)
        && matches!(
            decide(subject, Action::SeeInquiry, facts),
            Decision::Allow(_)
        );
    file.inquiries
        .iter()
        .filter(|_| keeps)
        .map(|inquiry| InquiryView::of(file, inquiry, true, None, names, ctx))
        .collect()
}

/// One inquiry for the paper that goes to the asked agency: for who keeps the record, and for the asked
/// agency while it is open. Her name is on it only where her consent lets it go there, and the reader
/// sees it; the reasons that are the desk's own never are.
pub fn for_paper(
    file: &CaseFile,
    id: InquiryId,
    subject: &Subject,
    facts: &CaseFacts,
    ctx: &Context<'_>,
) -> Option<InquiryView> {
    let names = Names::for_paper(ctx.council);
    let open = asked_of(file, subject, facts, &names, ctx);
    if let Some(asked) = open.into_iter().find(|inquiry| inquiry.id == id) {
        return Some(asked);
    }
    let Decision::Allow(fields) = decide(subject, Action::SeeInquiry, facts) else {
        return None;
    };
    let inquiry = file
        .inquiry(id)
        .filter(|_| facts.relations.contains(&Relation::InCharge))?;
    let reaches = matches!(inquiry.basis, SharingBasis::Consent(_))
        && file.basis_reaches(&inquiry.basis, inquiry.agency, ctx.council, ctx.today());
    let name = [&file.woman.name, &file.woman.called_name]
        .into_iter()
        .find(|name| !name.is_empty())
        .filter(|_| reaches && fields.identity)
        .cloned();
    Some(InquiryView::of(file, inquiry, false, name, &names, ctx))
}

/// Answers and refusals that the reader asked for and has not opened yet, newest last.
pub fn news_of(
    file: &CaseFile,
    subject: &Subject,
    facts: &CaseFacts,
    names: &Names<'_>,
    ctx: &Context<'_>,
) -> Vec<InquiryView> {
    let mut all = seen(file, subject, facts, names, ctx);
    all.retain(|inquiry| inquiry.news);
    all
}

/// What the reader's own agency is asked in this case now; nothing once it is answered or its basis
/// is gone.
pub fn asked_of(
    file: &CaseFile,
    subject: &Subject,
    facts: &CaseFacts,
    names: &Names<'_>,
    ctx: &Context<'_>,
) -> Vec<InquiryView> {
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
        .map(|inquiry| {
            let by_consent = matches!(inquiry.basis, SharingBasis::Consent(_));
            let name = [&file.woman.name, &file.woman.called_name]
                .into_iter()
                .find(|name| !name.is_empty())
                .filter(|_| by_consent && fields.identity)
                .cloned();
            InquiryView::of(file, inquiry, false, name, names, ctx)
        })
        .collect()
}
