//! Names as this reader may know them; the one place where a secret agency gets its cover.

use std::collections::BTreeSet;

use crate::case::{CaseFile, Wish};
use crate::council::{Agency, Council};
use crate::form::{Attendee, FormData, Value};
use crate::id::{AgencyId, StaffId};
use crate::view::{AgencyRef, PersonRef};

/// How a person of an agency that must not be known is called.
const UNNAMED: &str = "担当者";

/// Looks names up for one reader. 所在秘匿: a secret agency is named only to its own people and to
/// those on the case's list of who may know the place.
#[derive(Debug, Clone)]
pub struct Names<'a> {
    council: &'a Council,
    own: Option<AgencyId>,
    knows_places: bool,
}

impl<'a> Names<'a> {
    /// For a reader outside any case.
    pub fn outside(council: &'a Council, reader: StaffId) -> Self {
        Self {
            council,
            own: council.person(reader).map(|staff| staff.agency),
            knows_places: false,
        }
    }

    /// For a reader within a case.
    pub fn within(council: &'a Council, reader: StaffId, file: &CaseFile) -> Self {
        Self {
            knows_places: file.place_knowers.contains(&reader),
            ..Self::outside(council, reader)
        }
    }

    /// The same reader, on the list of who may know the places of a case.
    #[must_use]
    pub(crate) fn knowing(self, knows_places: bool) -> Self {
        Self {
            knows_places,
            ..self
        }
    }

    /// For the woman herself: she knows who helps her.
    pub fn for_her(council: &'a Council) -> Self {
        Self {
            council,
            own: None,
            knows_places: true,
        }
    }

    /// For papers and lists that leave this reader's hands.
    pub fn for_paper(council: &'a Council) -> Self {
        Self {
            council,
            own: None,
            knows_places: false,
        }
    }

    fn may_know(&self, agency: &Agency) -> bool {
        !agency.secret || self.knows_places || self.own == Some(agency.id)
    }

    pub fn agency_name(&self, id: AgencyId) -> String {
        match self.council.agency(id) {
            Some(agency) if self.may_know(agency) => agency.name.clone(),
            _ => Agency::SECRET_NAME.to_owned(),
        }
    }

    pub fn agency(&self, id: AgencyId) -> AgencyRef {
        AgencyRef {
            id,
            name: self.agency_name(id),
        }
    }

    /// A colleague's name; people of an agency that must not be known are 「担当者」.
    pub fn person_name(&self, id: StaffId) -> String {
        match self.council.person(id) {
            Some(staff)
                if self
                    .council
                    .agency(staff.agency)
                    .is_none_or(|a| self.may_know(a)) =>
            {
                staff.name.clone()
            }
            _ => UNNAMED.to_owned(),
        }
    }

    pub fn person(&self, id: StaffId) -> Option<PersonRef> {
        let staff = self.council.person(id)?;
        Some(PersonRef {
            id,
            name: self.person_name(id),
            agency: self.agency(staff.agency),
        })
    }

    /// Whether this reader may know the agency by name.
    pub fn knows(&self, id: AgencyId) -> bool {
        self.council
            .agency(id)
            .is_none_or(|agency| self.may_know(agency))
    }

    /// A free text as this reader may read it: the name of an agency that must not be known, and
    /// those of its people, have their cover in it whoever wrote them down.
    pub fn cover(&self, text: &str) -> String {
        let mut covered = text.to_owned();
        for agency in self
            .council
            .agencies
            .values()
            .filter(|agency| !self.may_know(agency))
        {
            covered = covered.replace(&agency.name, Agency::SECRET_NAME);
            for staff in self
                .council
                .staff
                .values()
                .filter(|staff| staff.agency == agency.id)
            {
                covered = covered.replace(&staff.name, UNNAMED);
            }
        }
        covered
    }

    /// A wish of hers as this reader may read it.
    pub fn wish(&self, wish: &Wish) -> Wish {
        Wish {
            words: self.cover(&wish.words),
            ..wish.clone()
        }
    }

    /// Takes the name off a person whose agency must not be known.
    pub fn cut(&self, person: &mut Attendee) {
        if !self.knows(person.agency) {
            person.name.clear();
        }
    }

    /// The texts of a form under [`Names::cover`], its people under [`Names::cut`].
    pub fn cover_form(&self, mut form: FormData) -> FormData {
        for value in form.0.values_mut() {
            match value {
                Value::Text(text) => *text = self.cover(text),
                Value::Lines(lines) => lines.iter_mut().for_each(|line| *line = self.cover(line)),
                Value::Attendees(people) => people.iter_mut().for_each(|person| self.cut(person)),
                _ => {}
            }
        }
        form
    }

    /// 参集範囲・出席者 as one line: agency and person.
    pub fn attendee(&self, person: &Attendee) -> String {
        let agency = self.agency_name(person.agency);
        let name = match person.staff {
            Some(id) => self.person_name(id),
            None if agency == Agency::SECRET_NAME => String::new(),
            None => person.name.clone(),
        };
        if name.is_empty() {
            agency
        } else {
            format!("{agency}（{name}）")
        }
    }

    pub fn agencies(&self, ids: impl IntoIterator<Item = AgencyId>) -> Vec<AgencyRef> {
        let ids: BTreeSet<AgencyId> = ids.into_iter().collect();
        ids.into_iter().map(|id| self.agency(id)).collect()
    }

    pub fn people(&self, ids: impl IntoIterator<Item = StaffId>) -> Vec<PersonRef> {
        let ids: BTreeSet<StaffId> = ids.into_iter().collect();
        ids.into_iter().filter_map(|id| self.person(id)).collect()
    }
}
