//! The plan for staff, and what changed between two versions.

use crate::access::{Fields, Sensitive};
use crate::calendar;
use crate::drawing::Drawing;
use crate::handle;
use crate::plan::{PlanItem, PlanVersion, SupportPlan};
use crate::view::case::{meetings, rights};
use crate::view::own::own_lines;
use crate::view::{
    Names, PlanChange, PlanChangeKind, PlanView, Reader, conflict, sub_plan, translation,
};

impl PlanView {
    /// `safety_plan`: none where it is not to be told here, empty where nobody wrote one.
    pub fn of(
        reader: &Reader<'_>,
        fields: &Fields,
        plan: &SupportPlan,
        safety_plan: Option<String>,
    ) -> Self {
        let Reader { file, names, .. } = reader;
        let mut seen = plan.clone();
        seen.status = plan.standing(reader.ctx.today());
        // When she reads is nobody's business.
        (seen.opened, seen.opened_before) = (None, None);
        let all = fields.sensitive.shows(None);
        for version in &mut seen.versions {
            version
                .items
                .retain(|item| fields.sensitive.shows(Some(item.category)));
            if !all {
                version.wish_words.clear();
                version.watch_over.clear();
            }
            if fields.sensitive == Sensitive::None {
                version.goal_long.clear();
                version.goals_short.clear();
            }
            cover(version, names);
        }
        if let Some(agreement) = seen.agreement.as_mut().filter(|_| !fields.identity) {
            agreement.signed.clear();
            agreement.drawn = Drawing::default();
        }
        if !all {
            // Words about the whole plan may touch anything as well.
            if let Some(agreement) = &mut seen.agreement {
                agreement.words.clear();
            }
            seen.no_agreement_reason = None;
            // Her comments may touch anything; only those who may see everything read them.
            let kept: Vec<_> = seen
                .versions
                .iter()
                .flat_map(|version| version.items.iter().map(|item| item.id))
                .collect();
            seen.comments
                .retain(|c| c.item.is_some_and(|item| kept.contains(&item)));
            seen.replies.retain(|reply| kept.contains(&reply.item));
        }
        if let Some(agreement) = &mut seen.agreement {
            agreement.words = names.cover(&agreement.words);
        }
        if let Some(reason) = &mut seen.no_agreement_reason {
            *reason = names.cover(reason);
        }
        for reply in &mut seen.replies {
            reply.words = names.cover(&reply.words);
        }
        for comment in &mut seen.comments {
            comment.words = names.cover(&comment.words);
            for answer in &mut comment.answers {
                answer.words = names.cover(&answer.words);
            }
        }
        let newest = seen
            .versions
            .len()
            .checked_sub(1)
            .and_then(|i| seen.versions.get(i));
        let before = seen
            .versions
            .len()
            .checked_sub(2)
            .and_then(|i| seen.versions.get(i));
        let changes = match (before, newest) {
            (Some(before), Some(newest)) => changes(before, newest),
            _ => Vec::new(),
        };
        let conflicts = conflict::of_plan(reader, fields, plan.id);
        let (beside_agencies, beside_people) = conflict::named(&conflicts);
        let agencies = beside_agencies.into_iter().chain(
            seen.versions
                .iter()
                .flat_map(|v| v.items.iter().map(|item| item.agency)),
        );
        let mut people: Vec<_> = seen
            .versions
            .iter()
            .flat_map(|v| {
                v.items
                    .iter()
                    .filter_map(|item| item.person)
                    .chain(v.first_contact)
            })
            .collect();
        people.extend(beside_people);
        people.extend(
            seen.comments
                .iter()
                .flat_map(|c| c.answers.iter().map(|a| a.by)),
        );
        Self {
            case: file.id,
            case_no: file.no.clone(),
            called_name: file
                .woman
                .shown_name()
                .filter(|_| fields.identity)
                .map(str::to_owned),
            wish_withheld: !all,
            wish: file
                .wishes
                .last()
                .filter(|_| all)
                .map(|wish| names.wish(wish)),
            safety_plan: safety_plan.filter(|_| fields.whereabouts),
            changes,
            own: own_lines(reader, all),
            agencies: names.agencies(agencies),
            people: names.people(people),
            conflicts,
            meetings: meetings(file, true),
            without_meeting: {
                let exempt = &reader.ctx.council.policy.without_meeting;
                exempt.get(&handle::timing_of(file, plan)).cloned()
            },
            sub_plans: sub_plan::seen(reader, fields, plan.id),
            sub_plans_wanted: sub_plan::wanted(reader, fields, plan.id),
            translations: translation::seen(reader, all, plan),
            rights: rights(reader),
            plan: seen,
        }
    }
}

fn cover(version: &mut PlanVersion, names: &Names<'_>) {
    let mut texts: Vec<&mut String> = vec![
        &mut version.wish_words,
        &mut version.goal_long,
        &mut version.watch_over,
    ];
    texts.extend(version.goals_short.iter_mut());
    for item in &mut version.items {
        texts.extend([
            &mut item.issue,
            &mut item.support,
            &mut item.easy_text,
            &mut item.what_she_does,
            &mut item.when,
        ]);
    }
    for text in texts {
        *text = names.cover(text);
    }
}

fn day_words(day: Option<chrono::NaiveDate>) -> String {
    day.map(|day| calendar::wareki(day).to_string())
        .unwrap_or_default()
}

/// What differs, field by field, in the order of the plan.
pub fn changes(before: &PlanVersion, after: &PlanVersion) -> Vec<PlanChange> {
    let mut found = Vec::new();
    let mut field = |item, label: &str, before: &str, after: &str| {
        if before != after {
            found.push(PlanChange {
                item,
                what: PlanChangeKind::Changed,
                label: label.to_owned(),
                before: before.to_owned(),
                after: after.to_owned(),
            });
        }
    };
    field(None, "本人の希望", &before.wish_words, &after.wish_words);
    field(None, "めざす くらし", &before.goal_long, &after.goal_long);
    field(
        None,
        "当面の目標",
        &before.goals_short.join("\n"),
        &after.goals_short.join("\n"),
    );
    for item in &after.items {
        if let Some(old) = before.items.iter().find(|old| old.id == item.id) {
            let id = Some(item.id);
            let domain = item.domain.label();
            field(id, &format!("{domain}：課題"), &old.issue, &item.issue);
            field(
                id,
                &format!("{domain}：支援の内容"),
                &old.support,
                &item.support,
            );
            field(
                id,
                &format!("{domain}：やさしいことば"),
                &old.easy_text,
                &item.easy_text,
            );
            field(
                id,
                &format!("{domain}：本人がすること"),
                &old.what_she_does,
                &item.what_she_does,
            );
            field(
                id,
                &format!("{domain}：いつ・どのくらい"),
                &old.when,
                &item.when,
            );
            field(
                id,
                &format!("{domain}：期日"),
                &day_words(old.due),
                &day_words(item.due),
            );
        }
    }
    let whole = |item: &PlanItem, what, before: &str, after: &str| PlanChange {
        item: Some(item.id),
        what,
        label: item.domain.label().to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    };
    for item in &after.items {
        if !before.items.iter().any(|old| old.id == item.id) {
            found.push(whole(item, PlanChangeKind::Added, "", &item.support));
        }
    }
    for old in &before.items {
        if !after.items.iter().any(|item| item.id == old.id) {
            found.push(whole(old, PlanChangeKind::Removed, &old.support, ""));
        }
    }
    found
}
