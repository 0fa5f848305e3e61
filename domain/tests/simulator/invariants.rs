//! What must be true whatever happens (security.md §7.1, I1–I7). Each answers with words where it is not.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::block::BlockTarget;
use domain::command::Actor;
use domain::consent::{Answer, Change, ConsentKind};
use domain::event::{CaseEvent, Happened};
use domain::id::{CommandId, ConsentId, PlanId};
use domain::outbox::Fate;
use domain::plan::{AgreementExtent, PlanVersion};

use crate::beginning::SECOND;
use crate::simulation::{Intent, Simulation, Told};
use crate::story::Story;

pub type Judged = Result<(), String>;

/// What was true once and has to stay so.
#[derive(Default)]
pub struct Watched {
    /// How much of the history was looked at.
    read: usize,
    /// The withdrawals so far, and of each kind the last.
    withdrawn: BTreeSet<ConsentId>,
    last_no: BTreeMap<ConsentKind, DateTime<Utc>>,
    /// Versions she agreed to or that were confirmed, as they were then.
    agreed: BTreeMap<(PlanId, u16), PlanVersion>,
    /// The place in the order at which the second worker was shut out.
    shut_out: Option<u64>,
}

/// After each step.
pub fn along_the_way(sim: &mut Simulation) -> Judged {
    no_value_lost(sim)?;
    if sim.server.happened_in().len() == sim.watched.read {
        return Ok(());
    }
    applied_once(sim)?;
    acknowledged_is_in_history(sim)?;
    withdrawn_stays_withdrawn(sim)?;
    agreed_stays_agreed(sim)?;
    rights_at_apply_time(sim)?;
    sim.watched.read = sim.server.happened_in().len();
    Ok(())
}

/// When nothing moves any more.
pub fn at_the_end(sim: &mut Simulation, beginning: &Story) -> Judged {
    along_the_way(sim)?;
    acknowledged_is_in_history(sim)?;
    every_word_is_in_history(sim)?;
    equal_words_are_two_commands(sim)?;
    order_of_one_device(sim)?;
    taken_back_stays_back(sim)?;
    all_converge(sim)?;
    replayed_is_the_same(sim, beginning)
}

/// I1: what anybody was told is done stands in the history, at the place that was told, and by whom wrote it.
pub fn acknowledged_is_in_history(sim: &Simulation) -> Judged {
    for (id, seq) in &sim.told {
        let applied = sim.server.applied.iter().find(|one| one.id == *id);
        let Some(applied) = applied.filter(|one| one.seq == *seq) else {
            return Err(format!(
                "{id} was told done at {seq}, and is not in the history there"
            ));
        };
        let by = sim
            .server
            .story
            .happened
            .get(*seq as usize - 1)
            .map(|one| one.by);
        if by != Some(applied.by) && sim.broken != crate::faults::Broken::TrustsTheRightsOfBefore {
            return Err(format!("{id} stands in the history by {by:?}"));
        }
    }
    Ok(())
}

/// I2: no command happens twice, and nothing that was meant once.
pub fn applied_once(sim: &Simulation) -> Judged {
    let mut seen = BTreeSet::new();
    for one in &sim.server.applied {
        if !seen.insert(one.id) {
            return Err(format!("{} was applied twice", one.id));
        }
    }
    for intent in &sim.intents {
        let times = intent.ids.iter().filter(|id| seen.contains(id)).count();
        if times > 1 {
            return Err(format!(
                "{} was meant once and applied {times} times",
                intent.name()
            ));
        }
    }
    Ok(())
}

/// I2, the other way round: two that are alike to the letter are two, and A after B after A ends with A.
pub fn equal_words_are_two_commands(sim: &Simulation) -> Judged {
    let mut whose: BTreeMap<CommandId, usize> = BTreeMap::new();
    for (place, intent) in sim.intents.iter().enumerate() {
        for id in &intent.ids {
            if let Some(other) = whose.insert(*id, place) {
                return Err(format!(
                    "{id} stands for what was written {other}th and {place}th"
                ));
            }
        }
    }
    Ok(())
}

/// I4: what somebody was told is kept is in the history, or can be read in a box of hers or his, or waits on
/// the server for that, or was taken back.
pub fn no_value_lost(sim: &Simulation) -> Judged {
    for intent in &sim.intents {
        let (Told::Kept, false, Actor::Staff(staff)) = (intent.told, intent.taken_back, intent.by)
        else {
            continue;
        };
        let is_there = |id: &CommandId| {
            sim.server.left.contains_key(id)
                || sim.devices.iter().any(|device| device.holds(staff, *id))
                || sim.server.applied.iter().any(|one| one.id == *id)
        };
        if !intent.ids.iter().any(is_there) {
            return Err(format!("{} was told kept, and is nowhere", intent.name()));
        }
    }
    Ok(())
}

/// I4, to the letter: the words of what is done can be read in the history.
pub fn every_word_is_in_history(sim: &Simulation) -> Judged {
    let history = serde_json::to_string(sim.server.happened_in()).expect("written");
    let applied: BTreeSet<CommandId> = sim.server.applied.iter().map(|one| one.id).collect();
    let done = |intent: &&Intent| intent.ids.iter().any(|id| applied.contains(id));
    match sim
        .intents
        .iter()
        .filter(done)
        .find(|intent| !history.contains(&intent.words))
    {
        None => Ok(()),
        Some(intent) => Err(format!("{} is not in the history", intent.words)),
    }
}

/// I5: a consent that was withdrawn is never in force again, and no yes that was said before a withdrawal and
/// arrives after it takes its place.
pub fn withdrawn_stays_withdrawn(sim: &mut Simulation) -> Judged {
    let server = &sim.server;
    for Happened { what, .. } in &server.happened_in()[sim.watched.read..] {
        match what {
            CaseEvent::ConsentChanged { consent, change } if change.what == Change::Withdrawn => {
                sim.watched.withdrawn.insert(*consent);
                let mut known = server.story.file().consents.iter();
                if let Some(known) = known.find(|known| known.id == *consent) {
                    sim.watched.last_no.insert(known.kind, change.at);
                }
            }
            CaseEvent::ConsentRecorded { consent } if consent.answer == Answer::Given => {
                let no = sim.watched.last_no.get(&consent.kind);
                if no.is_some_and(|no| consent.asked_at < *no) {
                    return Err(format!("{} was said before she withdrew", consent.id));
                }
            }
            _ => {}
        }
    }
    let today = domain::calendar::jst_date(sim.now);
    let revived = server
        .story
        .file()
        .consents
        .iter()
        .find(|known| sim.watched.withdrawn.contains(&known.id) && known.in_force(today));
    match revived {
        None => Ok(()),
        Some(known) => Err(format!("{} is in force again", known.id)),
    }
}

/// I6: a version that she agreed to, or that was confirmed, stays as it was then.
pub fn agreed_stays_agreed(sim: &mut Simulation) -> Judged {
    for plan in &sim.server.story.file().plans {
        for version in &plan.versions {
            let yes = plan.agreed_to(version.number).is_some_and(|agreed| {
                matches!(
                    agreed.extent,
                    AgreementExtent::Whole | AgreementExtent::Part
                )
            });
            let confirmed = plan.confirmed.as_ref();
            if yes || confirmed.is_some_and(|one| one.version == version.number) {
                let place = (plan.id, version.number);
                sim.watched
                    .agreed
                    .entry(place)
                    .or_insert_with(|| version.clone());
            }
        }
    }
    for ((plan, number), agreed) in &sim.watched.agreed {
        let known = sim.server.story.file().plan(*plan);
        if known.and_then(|known| known.version(*number)) != Some(agreed) {
            return Err(format!("version {number} is not what was agreed to"));
        }
    }
    Ok(())
}

/// I7: the rights of the moment at which a command is applied decide: of whoever was shut out from the case
/// nothing happens in it any more, whenever it was written.
pub fn rights_at_apply_time(sim: &mut Simulation) -> Judged {
    let second = sim.server.story.id_of(SECOND);
    let before = sim.server.told_before;
    let new = sim.server.happened_in()[sim.watched.read..].iter();
    for (place, happened) in (before + sim.watched.read + 1..).zip(new) {
        match &happened.what {
            CaseEvent::BlockSet { block } if block.target == BlockTarget::Person(second) => {
                sim.watched.shut_out.get_or_insert(place as u64);
            }
            _ => {}
        }
    }
    let Some(shut_out) = sim.watched.shut_out else {
        return Ok(());
    };
    let mut later = sim
        .server
        .applied
        .iter()
        .rev()
        .take_while(|one| one.seq > shut_out);
    match later.find(|one| one.by == Actor::Staff(second)) {
        None => Ok(()),
        Some(one) => Err(format!(
            "{} was applied after its writer was shut out",
            one.id
        )),
    }
}

/// What goes together goes in the order in which it was written. More is not promised: a form that stands open
/// sends its own at once, beside what waits.
pub fn order_of_one_device(sim: &Simulation) -> Judged {
    let applied: BTreeMap<CommandId, ((u64, usize), u64)> = sim
        .server
        .applied
        .iter()
        .map(|one| (one.id, (one.push, one.seq)))
        .collect();
    let mut last: BTreeMap<(u64, usize), (u64, usize)> = BTreeMap::new();
    for (place, intent) in sim.intents.iter().enumerate() {
        // What was refused and tried anew has another turn.
        let [id] = intent.ids[..] else { continue };
        let Some(((push, _), seq)) = applied.get(&id) else {
            continue;
        };
        let before = last.insert((*push, intent.tablet), (*seq, place));
        if let Some((before, other)) = before
            && before > *seq
        {
            return Err(format!(
                "what was written {other}th came after what was written {place}th"
            ));
        }
    }
    Ok(())
}

/// What the server was told is taken back never happens, whatever device still sends it.
pub fn taken_back_stays_back(sim: &Simulation) -> Judged {
    let mut applied = sim.server.applied.iter();
    match applied.find(|one| sim.server.taken_back.contains(&one.id)) {
        None => Ok(()),
        Some(one) => Err(format!("{} was taken back and happened", one.id)),
    }
}

/// I3: nothing waits anywhere, and nobody has to decide over what nobody knows of; what is left in a box was
/// refused, and its writer reads why.
pub fn all_converge(sim: &Simulation) -> Judged {
    if !sim.flights.is_empty() || sim.her_page.is_some() {
        return Err("something is still under way".to_owned());
    }
    for (which, device) in sim.devices.iter().enumerate() {
        let on_disk = device
            .people
            .iter()
            .flat_map(|staff| device.disk.of(*staff));
        for row in on_disk.chain(device.outbox.iter().cloned()) {
            if !matches!(row.fate, Fate::Refused { .. } | Fate::Arrived { .. }) {
                return Err(format!("{} is {:?} on tablet {which}", row.id, row.fate));
            }
        }
    }
    let gone = sim.devices.iter().find(|device| device.gone);
    match gone.filter(|gone| !gone.erased || !gone.disk.copies.is_empty()) {
        None => Ok(()),
        Some(_) => Err("the lost tablet keeps something".to_owned()),
    }
}

/// I3: the history alone, read back as it is stored, gives the same case.
pub fn replayed_is_the_same(sim: &Simulation, beginning: &Story) -> Judged {
    let (mut file, mut place) = (beginning.file().clone(), beginning.place.clone());
    for happened in sim.server.happened_in() {
        let stored = serde_json::to_vec(happened).expect("written");
        let happened: Happened = serde_json::from_slice(&stored).expect("read back");
        file.apply(&happened);
        place.apply(&happened);
    }
    if &file == sim.server.story.file() && place == sim.server.story.place {
        Ok(())
    } else {
        Err("the history gives another case".to_owned())
    }
}
