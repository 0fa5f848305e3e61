//! Who she may know by name, and who may see each item of her plan and each kind of information.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::{Contact, Viewer};
use crate::access::{Action, CaseFacts, Decision, Fields, Relation, Subject, decide};
use crate::calendar::{instant, jst_date};
use crate::case::CaseFile;
use crate::council::{Agency, Council, Role};
use crate::form::InfoCategory;
use crate::id::{AgencyId, StaffId};
use crate::plan::PlanItem;

/// Names as she may know them.
pub(in crate::view) struct Names<'a> {
    pub(in crate::view) file: &'a CaseFile,
    pub(in crate::view) council: &'a Council,
}

impl Names<'_> {
    /// She knows the agencies that help her by name, a secret one among them too; any other secret
    /// agency is 「支援機関」 to her as to everybody.
    pub(in crate::view) fn agency(&self, id: AgencyId) -> String {
        match self.council.agency(id) {
            Some(agency) if agency.secret && !self.helps(id) => Agency::SECRET_NAME.to_owned(),
            Some(agency) => agency.name.clone(),
            None => Agency::SECRET_NAME.to_owned(),
        }
    }

    pub(in crate::view) fn helps(&self, id: AgencyId) -> bool {
        self.file.supporting_agencies().contains(&id)
            || self
                .file
                .consents
                .iter()
                .any(|consent| consent.scope.agencies.contains(&id))
    }

    pub(in crate::view) fn person(&self, id: StaffId) -> Option<String> {
        self.council.person(id).map(|staff| staff.name.clone())
    }

    pub(in crate::view) fn contact(&self, id: StaffId) -> Option<Contact> {
        let staff = self.council.person(id)?;
        Some(Contact {
            name: staff.name.clone(),
            agency: self.agency(staff.agency),
        })
    }

    pub(in crate::view) fn helper(&self, item: &PlanItem) -> String {
        let agency = self.agency(item.agency);
        match item.person.and_then(|id| self.person(id)) {
            Some(person) => format!("{person}（{agency}）"),
            None => agency,
        }
    }
}

/// Everybody who can open her record, or her plan, with what each may see: by the decision that judges
/// the request itself, so that the page cannot promise something else than the gate does. 緊急閲覧 is
/// told by itself (BR-054) and is not in here.
pub(in crate::view) struct Readers(Vec<Reader>);

struct Reader {
    id: StaffId,
    agency: AgencyId,
    roles: BTreeSet<Role>,
    fields: Fields,
    meeting_on: Option<NaiveDate>,
}

/// Roles and people of one line on her page.
type Line = (BTreeSet<Role>, BTreeSet<StaffId>);

impl Readers {
    pub(in crate::view) fn of(
        file: &CaseFile,
        council: &Council,
        action: Action,
        now: DateTime<Utc>,
    ) -> Self {
        let moments = file
            .meetings
            .iter()
            .filter(|meeting| meeting.status.is_unheld())
            .map(|meeting| {
                (
                    instant(meeting.planned.from),
                    Some(meeting.planned.from.date()),
                )
            })
            .filter(|(at, _)| *at > now);
        let moments: Vec<_> = std::iter::once((now, None)).chain(moments).collect();
        let readers = council.staff.keys().flat_map(|id| {
            moments.iter().filter_map(|(at, meeting_on)| {
                let on = jst_date(*at);
                let fields = seen(file, council, action, *id, *at)?;
                Some(Reader {
                    id: *id,
                    agency: council.person(*id)?.agency,
                    roles: council.roles_of(*id, on),
                    fields,
                    meeting_on: *meeting_on,
                })
            })
        });
        Self(readers.collect())
    }

    pub(in crate::view) fn of_category(
        &self,
        category: InfoCategory,
        names: &Names<'_>,
    ) -> Vec<Viewer> {
        self.who(|fields| fields.sensitive.shows(Some(category)), names)
    }

    /// Those whose fields show it, in the order of the agencies' names; who can read it anyway is not
    /// named again for a meeting. Agencies that she may not know are one line.
    pub(in crate::view) fn who(
        &self,
        shows: impl Fn(&Fields) -> bool,
        names: &Names<'_>,
    ) -> Vec<Viewer> {
        let readers = || self.0.iter().filter(|reader| shows(&reader.fields));
        let now: BTreeSet<StaffId> = readers()
            .filter(|reader| reader.meeting_on.is_none())
            .map(|reader| reader.id)
            .collect();
        let mut lines: BTreeMap<(Option<NaiveDate>, String), Line> = BTreeMap::new();
        for reader in readers() {
            if reader.meeting_on.is_some() && now.contains(&reader.id) {
                continue;
            }
            let key = (reader.meeting_on, names.agency(reader.agency));
            let (roles, people) = lines.entry(key).or_default();
            roles.extend(reader.roles.iter().copied());
            people.insert(reader.id);
        }
        let viewers = lines.into_iter();
        viewers
            .map(|((meeting_on, agency), (roles, people))| Viewer {
                agency,
                roles,
                people: people.len(),
                meeting_on,
            })
            .collect()
    }
}

/// What that person may see by the action at that moment; none = it does not open.
fn seen(
    file: &CaseFile,
    council: &Council,
    action: Action,
    id: StaffId,
    at: DateTime<Utc>,
) -> Option<Fields> {
    let subject = Subject::staff(council, id, jst_date(at));
    let mut facts = CaseFacts::of(file, council, &subject, at);
    // An opening that it would be dangerous to tell her of must not show in a count either.
    let urgent = [Relation::BreakGlass, Relation::BreakGlassPlace];
    facts
        .relations
        .retain(|relation| !urgent.contains(relation));
    match decide(&subject, action, &facts) {
        Decision::Allow(fields) => Some(fields),
        Decision::Deny { .. } => None,
    }
}
