//! How an item changes: only by its events.

use crate::matter::{Matter, MatterEvent, MatterHappened, MatterPerson, MatterStatus};

impl Matter {
    /// Folds one event. An item begins with [`MatterEvent::MatterRaised`].
    pub fn apply(&mut self, happened: &MatterHappened) {
        use MatterEvent as E;
        let at = happened.at;
        match &happened.what {
            E::MatterRaised { matter } => *self = (**matter).clone(),
            E::MatterPeopleCalled { people } => self.people.extend(people.iter().cloned()),
            E::MatterPointAdded { point } => self.points.push(point.clone()),
            E::MatterPointShown { point, to } => {
                if let Some(known) = self.points.iter_mut().find(|known| known.id == *point) {
                    known.to.extend(to);
                }
            }
            E::MatterTakenBack => {
                self.status = MatterStatus::TakenBack;
                // Nobody needs to know any of it.
                self.heading.clear();
                self.person = MatterPerson::default();
                self.points.clear();
                self.people.clear();
                self.excluded.clear();
                self.excluded_people.clear();
            }
            E::MatterStarted => {
                self.status = MatterStatus::Running;
                self.started_at = Some(at);
            }
            E::MatterAttendanceRecorded { attendance } => self.attendance.clone_from(attendance),
            E::MatterEntryAdded { entry } => self.entries.push(entry.clone()),
            E::MatterDivided { division } => self.divisions.push(division.clone()),
            E::MatterFinished => {
                self.status = MatterStatus::Done;
                self.ended_at = Some(at);
            }
            E::MatterCarriedOver => {
                self.status = MatterStatus::CarriedOver;
                self.ended_at = self.started_at.map(|_| at);
            }
            E::MatterTakenUpAgain { by } => self.taken_up_again = Some(*by),
        }
    }
}
