//! 機微度で分ける: whereabouts leave the data before it is sealed, and come back for those who may know.

use super::{Class, FamilyEntry, Form, FormData, Kind, Value};

/// Takes the values of class P4 out: `(open, secret)`.
///
/// A school is a whereabout: of a [`Kind::People`] list below P4 the names stay in `open` and the
/// schools go to `secret`, entry by entry. Values of fields the form does not have go to `secret`,
/// because nobody has said that they may be open. [`join_classes`] is the way back.
pub fn split_by_class(form: &Form, data: &FormData) -> (FormData, FormData) {
    let (mut open, mut secret) = (FormData::default(), FormData::default());
    for (key, value) in &data.0 {
        match (form.field(key), value) {
            (Some(field), Value::People(people))
                if field.class < Class::P4 && matches!(field.kind, Kind::People) =>
            {
                if people.iter().any(|person| !person.school.is_empty()) {
                    secret.set(key, Value::People(people.iter().map(only_school).collect()));
                }
                open.set(
                    key,
                    Value::People(people.iter().map(without_school).collect()),
                );
            }
            (Some(field), _) if field.class < Class::P4 => open.set(key, value.clone()),
            _ => secret.set(key, value.clone()),
        }
    }
    (open, secret)
}

/// Puts together what [`split_by_class`] took apart.
pub fn join_classes(open: FormData, secret: FormData) -> FormData {
    let mut data = open;
    for (key, value) in secret.0 {
        match (data.0.get_mut(&key), value) {
            (Some(Value::People(people)), Value::People(schools)) => {
                for (person, entry) in people.iter_mut().zip(schools) {
                    person.school = entry.school;
                }
            }
            (_, value) => data.set(&key, value),
        }
    }
    data
}

fn only_school(person: &FamilyEntry) -> FamilyEntry {
    FamilyEntry {
        school: person.school.clone(),
        ..FamilyEntry::default()
    }
}

fn without_school(person: &FamilyEntry) -> FamilyEntry {
    FamilyEntry {
        school: String::new(),
        ..person.clone()
    }
}
