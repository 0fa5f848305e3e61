//! What the 相談受付票 changes in the case.

use chrono::NaiveDate;

use crate::case::{Birth, CaseFile, OpposingParty, Woman};
use crate::form::{FormData, Value};

impl CaseFile {
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
}
