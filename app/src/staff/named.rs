//! 名前: ids in a view shown as the names that came with it.

use domain::form::Attendee;
use domain::id::{AgencyId, StaffId};
use domain::view::{AgencyRef, PersonRef};

/// Name of an agency for which the view brought none.
const AGENCY: &str = "支援機関";

/// Agencies and people a view brought along.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    pub agencies: Vec<AgencyRef>,
    pub people: Vec<PersonRef>,
}

impl Named {
    pub fn new(agencies: &[AgencyRef], people: &[PersonRef]) -> Self {
        Self {
            agencies: agencies.to_vec(),
            people: people.to_vec(),
        }
    }

    /// With more names, the first ones counting.
    #[must_use]
    pub fn and(mut self, more: &Named) -> Self {
        for agency in &more.agencies {
            if !self.agencies.iter().any(|known| known.id == agency.id) {
                self.agencies.push(agency.clone());
            }
        }
        for person in &more.people {
            if !self.people.iter().any(|known| known.id == person.id) {
                self.people.push(person.clone());
            }
        }
        self
    }

    pub fn agency(&self, id: AgencyId) -> String {
        self.agencies
            .iter()
            .find(|agency| agency.id == id)
            .map_or_else(|| AGENCY.to_owned(), |agency| agency.name.clone())
    }

    pub fn person(&self, id: StaffId) -> String {
        self.people
            .iter()
            .find(|person| person.id == id)
            .map_or_else(|| "職員".to_owned(), |person| person.name.clone())
    }

    /// The person's name alone; empty where only the agency is named.
    pub fn attendee_person(&self, attendee: &Attendee) -> String {
        match attendee.staff {
            Some(id) if self.people.iter().any(|person| person.id == id) => self.person(id),
            _ => attendee.name.clone(),
        }
    }

    /// みほん市福祉課（試験 一子）
    pub fn attendee(&self, attendee: &Attendee) -> String {
        let agency = self.agency(attendee.agency);
        match self.attendee_person(attendee) {
            name if name.is_empty() => agency,
            name => format!("{agency}（{name}）"),
        }
    }

    pub fn attendees(&self, attendees: &[Attendee]) -> String {
        attendees
            .iter()
            .map(|one| self.attendee(one))
            .collect::<Vec<_>>()
            .join("、")
    }

    /// People of one agency.
    pub fn of(&self, agency: AgencyId) -> Vec<PersonRef> {
        self.people
            .iter()
            .filter(|person| person.agency.id == agency)
            .cloned()
            .collect()
    }

    /// Values and words for a choice of agency.
    pub fn agency_options(&self) -> Vec<(String, String)> {
        self.agencies
            .iter()
            .map(|agency| (agency.id.to_string(), agency.name.clone()))
            .collect()
    }
}

/// The agencies that occur among attendees, each once, in their order.
pub fn agencies_of(attendees: &[Attendee]) -> Vec<AgencyId> {
    let mut agencies = Vec::new();
    for attendee in attendees {
        if !agencies.contains(&attendee.agency) {
            agencies.push(attendee.agency);
        }
    }
    agencies
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_without_a_name_stays_unnamed() {
        let agency = AgencyId(uuid::Uuid::from_u128(7));
        let attendee = Attendee {
            agency,
            staff: None,
            name: "試験 灯".to_owned(),
        };
        assert_eq!(Named::default().attendee(&attendee), "支援機関（試験 灯）");
        let known = AgencyRef {
            id: agency,
            name: "みほん市福祉課".to_owned(),
        };
        assert_eq!(
            Named::new(&[known], &[]).attendee(&attendee),
            "みほん市福祉課（試験 灯）"
        );
    }
}
