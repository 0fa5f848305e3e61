//! 学校 of 同伴家族: whereabouts (P4) that belong to people who stand on the open part of the paper. They follow
//! the people, by whoever moves them on the list, and nobody who may not know them can wipe them.

use crate::form::{FamilyEntry, Value};
use crate::refusal::Refusal;

/// 同伴家族 with their schools.
pub(super) struct Schools {
    /// As they stood.
    pub before: Vec<FamilyEntry>,
    /// People who stood on the list earlier, with their schools.
    pub aside: Vec<FamilyEntry>,
    /// As the writer saw them: without schools where the place is not the writer's to know.
    pub seen: Vec<FamilyEntry>,
    /// As the writer left them.
    pub typed: Vec<FamilyEntry>,
}

/// Where the schools are afterwards.
pub(super) struct Placed {
    /// One for each person of the list, in its order; none where nobody goes to school.
    pub listed: Option<Value>,
    pub aside: Vec<FamilyEntry>,
}

impl Schools {
    /// The schools of the people who stand on the paper `now`.
    ///
    /// # Errors
    /// Where the writer changed a school that she saw and another has changed meanwhile, or that of somebody who
    /// stands on the paper no more. A school typed by one who knows the place, and saw none, takes the place of
    /// the one on record.
    pub fn of(self, now: &[FamilyEntry]) -> Result<Placed, Refusal> {
        let typed = matched(now, &self.typed);
        let seen = matched(now, &self.seen);
        let before = matched(now, &self.before);
        let mut aside = self.aside;
        let mut listed = Vec::new();
        for (at, person) in now.iter().enumerate() {
            let school = |all: &[FamilyEntry], found: Option<usize>| {
                let one = found.and_then(|found| all.get(found));
                one.map(|one| one.school.clone()).unwrap_or_default()
            };
            let (typed, seen) = (school(&self.typed, typed[at]), school(&self.seen, seen[at]));
            let mut stands = school(&self.before, before[at]);
            if before[at].is_none()
                && let Some(known) = aside.iter().position(|one| is_same(one, person))
            {
                stands = aside.remove(known).school;
            }
            let school = if typed == seen || typed == stands {
                stands
            } else if stands == seen || stands.is_empty() || seen.is_empty() {
                typed
            } else {
                return Err(Refusal::PlaceWrittenMeanwhile);
            };
            listed.push(FamilyEntry {
                school,
                ..FamilyEntry::default()
            });
        }
        let homeless = |(at, one): (usize, &FamilyEntry)| {
            !one.school.is_empty() && !typed.contains(&Some(at)) && !self.seen.contains(one)
        };
        if self.typed.iter().enumerate().any(homeless) {
            return Err(Refusal::PlaceWrittenMeanwhile);
        }
        let gone = self.before.into_iter().enumerate();
        aside.extend(
            gone.filter(|(at, one)| !one.school.is_empty() && !before.contains(&Some(*at)))
                .map(|(_, one)| one),
        );
        let any = listed.iter().any(|one| !one.school.is_empty());
        Ok(Placed {
            listed: any.then_some(Value::People(listed)),
            aside,
        })
    }
}

/// Which of `known` each person of the list is: as written, by the name, and last by the place on the list,
/// so that a name may be mended. Nobody is two of them.
fn matched(list: &[FamilyEntry], known: &[FamilyEntry]) -> Vec<Option<usize>> {
    let mut found = vec![None; list.len()];
    let by_place = |at: usize, other: usize| {
        let (one, two) = (&list[at], &known[other]);
        let born = one.birth.is_none() || two.birth.is_none() || one.birth == two.birth;
        at == other && list.len() == known.len() && one.relation == two.relation && born
    };
    let ways: [&dyn Fn(usize, usize) -> bool; 3] = [
        &|at, other| bare(&list[at]) == bare(&known[other]),
        &|at, other| is_named_alike(&list[at], &known[other]),
        &by_place,
    ];
    for is_it in ways {
        for at in 0..list.len() {
            if found[at].is_none() {
                found[at] = (0..known.len())
                    .find(|other| !found.contains(&Some(*other)) && is_it(at, *other));
            }
        }
    }
    found
}

fn is_same(one: &FamilyEntry, other: &FamilyEntry) -> bool {
    bare(one) == bare(other) || is_named_alike(one, other)
}

fn is_named_alike(one: &FamilyEntry, other: &FamilyEntry) -> bool {
    !one.name.trim().is_empty() && one.name.trim() == other.name.trim()
}

/// Without what is a whereabout.
fn bare(entry: &FamilyEntry) -> FamilyEntry {
    FamilyEntry {
        school: String::new(),
        ..entry.clone()
    }
}
