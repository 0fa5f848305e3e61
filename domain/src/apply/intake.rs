//! What the 相談受付票 changes in the case, and who wrote what stands in it, in the アセスメント and in a plan.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use crate::calendar;
use crate::case::{Birth, CaseFile, OpposingParty, Woman};
use crate::command::Actor;
use crate::conflict::{Conflict, ConflictChoice, FieldWriter, Settled, SharedPaper, filled};
use crate::event::{CaseEvent, Happened};
use crate::form::{FormData, Value};
use crate::id::PlanId;
use crate::plan::{Begun, PlanKind, PlanVersion, SupportPlan};

impl CaseFile {
    /// What happens to 相談受付票 and アセスメント, and to what lies beside them.
    pub(super) fn fold_paper(&mut self, happened: &Happened) {
        let Happened { by, at, what } = happened;
        match what {
            CaseEvent::IntakeCorrected { form, written_at } => {
                self.note_writers(SharedPaper::Intake, form, *by, written_at.unwrap_or(*at));
                self.read_intake(form, calendar::jst_date(*at));
                self.intake = form.clone();
            }
            CaseEvent::AssessmentSaved { form, written_at } => {
                let written_at = written_at.unwrap_or(*at);
                self.note_writers(SharedPaper::Assessment, form, *by, written_at);
                self.assessment = Some(form.clone());
            }
            CaseEvent::FieldsConflicted { conflicts } => {
                self.conflicts.extend(conflicts.iter().cloned());
            }
            CaseEvent::ConflictSettled { number, settled } => {
                self.in_conflict(*number, |one| one.settled = Some((**settled).clone()));
            }
            CaseEvent::ConflictReopened { number } => {
                self.in_conflict(*number, |one| one.settled = None);
            }
            _ => {}
        }
    }

    /// A version of a plan is put in.
    pub(super) fn fold_plan(
        &mut self,
        by: Actor,
        plan: PlanId,
        kind: PlanKind,
        version: &PlanVersion,
        typed_at: DateTime<Utc>,
    ) {
        if self.plan(plan).is_some() {
            self.note_writers(SharedPaper::Plan(plan), &version.paper(), by, typed_at);
        } else {
            let begun = Begun {
                by: by.staff(),
                at: typed_at,
            };
            self.plans.push(SupportPlan {
                begun: Some(begun),
                ..SupportPlan::begin(plan, kind)
            });
        }
        if let Some(known) = self.plans.iter_mut().find(|known| known.id == plan) {
            known.write(version);
        }
    }

    /// Takes over what the 相談受付票 says about people.
    pub(crate) fn read_intake(&mut self, form: &FormData, today: NaiveDate) {
        self.woman = Woman {
            called_name: form.text("called_name").trim().to_owned(),
            name: form.text("name").trim().to_owned(),
            kana: form.text("kana").trim().to_owned(),
            birth: match form.get("birth_date") {
                Some(Value::Date(date)) => Birth::Date(*date),
                Some(Value::EstimatedAge(years)) => Birth::Estimated {
                    years: *years,
                    on: today,
                },
                _ => Birth::Unknown,
            },
            language: form.text("language").trim().to_owned(),
        };
        self.family = form.people("family").to_vec();
        let opposing = form.text("opposing_name").trim();
        let relation = form.text("opposing_relation").trim();
        self.opposing = (!opposing.is_empty() || !relation.is_empty()).then(|| OpposingParty {
            name: opposing.to_owned(),
            relation: relation.to_owned(),
            birth: form.date("opposing_birth"),
        });
        if let Some(accepted_on) = form.date("accepted_on") {
            self.accepted_on = accepted_on;
        }
    }

    /// Remembers who changed which fields. Called before the paper is put in place.
    fn note_writers(&mut self, paper: SharedPaper, form: &FormData, by: Actor, at: DateTime<Utc>) {
        let old = self.paper(paper);
        let keys: BTreeSet<&str> = match paper {
            SharedPaper::Intake | SharedPaper::Assessment => {
                paper.form().fields().map(|field| field.key).collect()
            }
            // Its items come and go.
            SharedPaper::Plan(_) => old
                .0
                .keys()
                .chain(form.0.keys())
                .map(String::as_str)
                .collect(),
        };
        let changed: Vec<FieldWriter> = keys
            .into_iter()
            .filter(|key| filled(form, key) != filled(&old, key))
            .map(|key| FieldWriter {
                paper,
                field: key.to_owned(),
                by: by.staff(),
                at,
            })
            .collect();
        let stood = |key: &str| filled(&old, key).cloned();
        let open = |one: &&Conflict| one.paper == paper && one.settled.is_none();
        let stood_by: BTreeMap<String, Option<FieldWriter>> = self
            .conflicts
            .iter()
            .filter(open)
            .map(|one| (one.field.clone(), self.field_writer(paper, &one.field)))
            .collect();
        // Who writes what lay beside has decided.
        for one in &mut self.conflicts {
            let written = changed.iter().any(|new| new.field == one.field);
            let now = filled(form, &one.field);
            if one.paper == paper && one.settled.is_none() && written && now == one.other.as_ref() {
                one.settled = Some(Settled {
                    choice: ConflictChoice::Other,
                    by: by.staff(),
                    at,
                    stood: stood(&one.field),
                    stood_by: stood_by.get(&one.field).cloned().flatten(),
                    result: one.other.clone(),
                });
            }
        }
        let rewritten = |known: &FieldWriter| {
            let same = |new: &FieldWriter| new.field == known.field;
            known.paper == paper && changed.iter().any(same)
        };
        self.field_writers.retain(|known| !rewritten(known));
        self.field_writers.extend(changed);
    }

    fn in_conflict(&mut self, number: u32, change: impl FnOnce(&mut Conflict)) {
        if let Some(one) = self.conflicts.iter_mut().find(|one| one.number == number) {
            change(one);
        }
    }
}
