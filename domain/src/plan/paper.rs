//! A version of a plan as a paper (F-10): box by box, so that what several people write into it can be put together
//! ([`crate::conflict`]).

use crate::form::plan::key;
use crate::form::{
    Attendee, Choice, Field, FormData, InfoCategory, PLAN_ITEM, SUPPORT_PLAN, Value, choices,
};
use crate::id::ItemId;
use crate::plan::{PlanItem, PlanVersion, SupportDomain};

/// What stands between an item's number and the box of it that is meant.
const OF: char = '/';

const DOMAINS: &[SupportDomain] = &SupportDomain::ALL;
const CATEGORIES: &[InfoCategory] = &InfoCategory::ALL;

/// A box of an item, in a plan's paper.
fn item_key(item: ItemId, field: &str) -> String {
    format!("{item}{OF}{field}")
}

/// The item a box belongs to, and its name there; none for a box of the plan itself.
pub fn of_item(key: &str) -> Option<(ItemId, &str)> {
    let (item, field) = key.split_once(OF)?;
    Some((item.parse().ok()?, field))
}

/// Whether it is the box with the agency and the person who help with an item.
pub fn is_helper(key: &str) -> bool {
    of_item(key).is_some_and(|(_, field)| field == key::AGENCIES)
}

/// The box of the plan, or of one of its items, with that name.
pub fn field(key: &str) -> Option<&'static Field> {
    match of_item(key) {
        Some((_, field)) => PLAN_ITEM.field(field),
        None => SUPPORT_PLAN.field(key),
    }
}

impl PlanVersion {
    /// Everything it says, box by box; the boxes of an item under its number.
    pub fn paper(&self) -> FormData {
        let mut paper = FormData::default();
        let mut put = |key: String, value: Value| {
            if !value.is_empty() {
                paper.set(&key, value);
            }
        };
        for (key, value) in [
            (key::PERIOD_FROM, Value::Date(self.from)),
            (key::PERIOD_TO, Value::Date(self.to)),
            (key::WISH_WORDS, Value::Text(self.wish_words.clone())),
            (key::GOAL_LONG, Value::Text(self.goal_long.clone())),
            (key::GOAL_SHORT, Value::Lines(self.goals_short.clone())),
            (key::MONITORING_DATE, Value::Date(self.monitoring_date)),
            (key::WATCH_OVER, Value::Text(self.watch_over.clone())),
        ] {
            put(key.to_owned(), value);
        }
        if let Some(person) = self.first_contact {
            put(key::FIRST_CONTACT.to_owned(), Value::Staff(person));
        }
        for item in &self.items {
            for (field, value) in item.boxes() {
                put(item_key(item.id, field), value);
            }
        }
        paper
    }

    /// Takes what the paper says into these boxes. Items that are not here stay away; boxes that cannot be
    /// empty keep what they say where the paper is silent.
    pub fn read_paper(&mut self, paper: &FormData) {
        let date = |key| paper.date(key);
        self.from = date(key::PERIOD_FROM).unwrap_or(self.from);
        self.to = date(key::PERIOD_TO).unwrap_or(self.to);
        self.monitoring_date = date(key::MONITORING_DATE).unwrap_or(self.monitoring_date);
        self.wish_words = paper.text(key::WISH_WORDS).to_owned();
        self.goal_long = paper.text(key::GOAL_LONG).to_owned();
        self.watch_over = paper.text(key::WATCH_OVER).to_owned();
        self.goals_short = match paper.get(key::GOAL_SHORT) {
            Some(Value::Lines(lines)) => lines.clone(),
            _ => Vec::new(),
        };
        self.first_contact = match paper.get(key::FIRST_CONTACT) {
            Some(Value::Staff(person)) => Some(*person),
            _ => None,
        };
        for item in &mut self.items {
            item.read_boxes(paper);
        }
    }
}

impl PlanItem {
    fn boxes(&self) -> [(&'static str, Value); 9] {
        let tick = |tick: &str| Value::Ticks(vec![tick.to_owned()]);
        let helper = Attendee {
            agency: self.agency,
            staff: self.person,
            name: String::new(),
        };
        [
            (
                key::DOMAIN,
                tick(key_of(DOMAINS, choices::SUPPORT_DOMAIN, &self.domain)),
            ),
            (
                key::CATEGORY,
                tick(key_of(CATEGORIES, choices::INFO_CATEGORY, &self.category)),
            ),
            (key::ISSUE, Value::Text(self.issue.clone())),
            (key::SUPPORT, Value::Text(self.support.clone())),
            (key::EASY_TEXT, Value::Text(self.easy_text.clone())),
            (key::WHAT_SHE_DOES, Value::Text(self.what_she_does.clone())),
            (key::AGENCIES, Value::Attendees(vec![helper])),
            (key::FREQUENCY_DUE, Value::Text(self.when.clone())),
            (
                key::DUE,
                self.due
                    .map_or_else(|| Value::Text(String::new()), Value::Date),
            ),
        ]
    }

    fn read_boxes(&mut self, paper: &FormData) {
        let id = self.id;
        let value = |field| paper.get(&item_key(id, field));
        let text = |field| paper.text(&item_key(id, field)).to_owned();
        let tick = |field| match value(field) {
            Some(Value::Ticks(ticks)) => ticks.first().map(String::as_str),
            _ => None,
        };
        let domain = tick(key::DOMAIN);
        self.domain = domain
            .and_then(|key| by_key(DOMAINS, choices::SUPPORT_DOMAIN, key))
            .unwrap_or(self.domain);
        let category = tick(key::CATEGORY);
        self.category = category
            .and_then(|key| by_key(CATEGORIES, choices::INFO_CATEGORY, key))
            .unwrap_or(self.category);
        if let Some(Value::Attendees(helpers)) = value(key::AGENCIES)
            && let Some(helper) = helpers.first()
        {
            (self.agency, self.person) = (helper.agency, helper.staff);
        }
        self.due = paper.date(&item_key(id, key::DUE));
        self.issue = text(key::ISSUE);
        self.support = text(key::SUPPORT);
        self.easy_text = text(key::EASY_TEXT);
        self.what_she_does = text(key::WHAT_SHE_DOES);
        self.when = text(key::FREQUENCY_DUE);
    }
}

/// The key of a tick, where the ticks of the paper stand in the order of these values.
fn key_of<T: PartialEq>(all: &[T], choices: &[Choice], one: &T) -> &'static str {
    let at = all.iter().position(|known| known == one);
    at.and_then(|at| choices.get(at))
        .map_or("", |choice| choice.key)
}

/// The value of a tick, as above.
fn by_key<T: Copy>(all: &[T], choices: &[Choice], key: &str) -> Option<T> {
    let at = choices.iter().position(|choice| choice.key == key)?;
    all.get(at).copied()
}
