//! 10,000 worlds of grants, blocks and expiries: the preview on her page names exactly the accounts whose
//! case page carries the datum. (Over HTTP, whole answers and a smaller sample: `server/tests`.)

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, Duration, Utc};
use domain::access::{Action, CaseFacts, Decision, Subject, decide};
use domain::block::{AccessBlock, BlockReason, BlockTarget};
use domain::calendar::jst_date;
use domain::case::CaseFile;
use domain::consent::{Answer, Change, Channel, Consent, ConsentChange, ConsentKind, ConsentScope};
use domain::consent::{ConsentStatus, Exclusion};
use domain::council::{Council, Role};
use domain::form::{ASSESSMENT, Class, FormData, InfoCategory, Value};
use domain::id::{AgencyId, BlockId, ConsentId, StaffId};
use domain::timing::WatchOver;
use domain::view::case::visible;
use domain::view::her::know::Knowing;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::TestRunner;
use uuid::Uuid;

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

const WORLDS: u32 = 10_000;

/// One of them: a case, its council and a moment.
struct Made {
    file: CaseFile,
    council: &'static Council,
    now: DateTime<Utc>,
}

/// The places in her story where the worlds begin.
const STEPS: [Step; 4] = [
    Step::Accepted,
    Step::Convened,
    Step::Opened,
    Step::Confirmed,
];

fn beginnings() -> &'static Vec<Story> {
    static TOLD: OnceLock<Vec<Story>> = OnceLock::new();
    TOLD.get_or_init(|| {
        let mut told: Vec<Story> = STEPS.into_iter().map(Story::until).collect();
        for story in &mut told {
            let file = story.opened.as_mut().expect("accepted");
            file.assessment = Some(marked());
        }
        told
    })
}

fn mark(kind: InfoCategory) -> String {
    format!("印{kind:?}印")
}

/// A mark of its own in every field of each kind.
fn marked() -> FormData {
    let fields = ASSESSMENT.fields().filter(|field| field.class == Class::P3);
    let fields = fields.filter(|field| field.key != "worker_view");
    fields.fold(FormData::default(), |form, field| match field.category {
        Some(kind) => form.with(field.key, Value::Text(mark(kind))),
        None => form,
    })
}

#[derive(Debug, Clone)]
struct Grant {
    kind: ConsentKind,
    answer: Answer,
    agencies: Vec<AgencyId>,
    kinds: Vec<InfoCategory>,
    excluded: Vec<AgencyId>,
    /// Days from today to the last one.
    until: Option<i64>,
    narrowed: Option<(Vec<AgencyId>, Vec<InfoCategory>)>,
    withdrawn: bool,
}

#[derive(Debug, Clone)]
struct World {
    step: usize,
    /// Hours from the moment of the step.
    hours: i64,
    grants: Vec<Grant>,
    blocks: Vec<(BlockTarget, bool)>,
    watchers: Vec<AgencyId>,
}

fn agencies(most: usize) -> impl Strategy<Value = Vec<AgencyId>> {
    subsequence(AGENCIES.to_vec(), 0..=most)
}

fn kinds() -> impl Strategy<Value = Vec<InfoCategory>> {
    subsequence(InfoCategory::ALL.to_vec(), 0..=InfoCategory::ALL.len())
}

fn grant() -> impl Strategy<Value = Grant> {
    let sharing: Vec<_> = ConsentKind::ALL
        .into_iter()
        .filter(|k| k.shares())
        .collect();
    let answers = vec![
        Answer::Given,
        Answer::Given,
        Answer::Given,
        Answer::Refused,
        Answer::Deferred,
    ];
    let narrowed = (agencies(3), kinds());
    (
        (select(sharing), select(answers)),
        (agencies(AGENCIES.len()), kinds()),
        prop_oneof![4 => Just(Vec::new()), 1 => agencies(2)],
        proptest::option::of(-2_i64..3),
        proptest::option::weighted(0.3, narrowed),
        proptest::bool::weighted(0.15),
    )
        .prop_map(
            |(asked, scope, excluded, until, narrowed, withdrawn)| Grant {
                kind: asked.0,
                answer: asked.1,
                agencies: scope.0,
                kinds: scope.1,
                excluded,
                until,
                narrowed,
                withdrawn,
            },
        )
}

fn block() -> impl Strategy<Value = (BlockTarget, bool)> {
    let people: Vec<StaffId> = council().staff.keys().copied().collect();
    let unit = |unit: &str| BlockTarget::Unit {
        agency: CITY,
        unit: unit.to_owned(),
    };
    let target = prop_oneof![
        3 => select(people).prop_map(BlockTarget::Person),
        2 => select(AGENCIES.to_vec()).prop_map(BlockTarget::Agency),
        1 => select(vec![unit("相談係"), unit("給付係")]),
    ];
    (target, proptest::bool::weighted(0.25))
}

fn world() -> impl Strategy<Value = World> {
    (
        0..STEPS.len(),
        -30_i64..60,
        proptest::collection::vec(grant(), 0..5),
        proptest::collection::vec(block(), 0..3),
        agencies(3),
    )
        .prop_map(|(step, hours, grants, blocks, watchers)| World {
            step,
            hours,
            grants,
            blocks,
            watchers,
        })
}

/// The case of that world.
fn made(world: &World) -> Made {
    let story = &beginnings()[world.step];
    let now = story.now + Duration::hours(world.hours);
    let today = jst_date(now);
    let setter = story.id_of("試験一子");
    let set = |ids: &[AgencyId]| -> BTreeSet<AgencyId> { ids.iter().copied().collect() };
    let mut file = story.file().clone();
    file.consents.retain(|one| !one.kind.shares());
    for (grant, n) in world.grants.iter().zip(0x6000_u128..) {
        let mut agencies = set(&grant.agencies);
        let mut categories: BTreeSet<InfoCategory> = grant.kinds.iter().copied().collect();
        agencies.retain(|id| !grant.excluded.contains(id));
        let mut changes = Vec::new();
        let change = |what| ConsentChange {
            at: now,
            what,
            by: None,
        };
        if let Some((gone, kinds)) = &grant.narrowed {
            agencies.retain(|id| !gone.contains(id));
            categories.retain(|kind| !kinds.contains(kind));
            changes.push(change(Change::Narrowed {
                without_agencies: set(gone),
                without_categories: kinds.iter().copied().collect(),
            }));
        }
        if grant.withdrawn {
            changes.push(change(Change::Withdrawn));
        }
        let excluded = grant.excluded.iter().map(|agency| Exclusion {
            agency: *agency,
            only_allowed: None,
        });
        file.consents.push(Consent {
            id: ConsentId(Uuid::from_u128(n)),
            kind: grant.kind,
            answer: grant.answer,
            scope: ConsentScope {
                agencies,
                categories,
                purpose: String::new(),
                excluded: excluded.collect(),
            },
            until: grant.until.map(|days| today + Duration::days(days)),
            asked_by: None,
            asked_at: now - Duration::days(5),
            language: "ja".to_owned(),
            explained_with: "v1".to_owned(),
            interpreter: None,
            channel: Channel::App,
            witness: None,
            copy_given: false,
            attendance: None,
            protection: None,
            changes,
        });
    }
    for ((target, lifted), n) in world.blocks.iter().zip(0x7000_u128..) {
        file.blocks.push(AccessBlock {
            id: BlockId(Uuid::from_u128(n)),
            target: target.clone(),
            reason: BlockReason::Relation,
            alternative: None,
            set_by: setter,
            set_at: now,
            lifted_at: lifted.then_some(now),
        });
    }
    file.timings.watch = Some(WatchOver {
        agencies: set(&world.watchers),
        note: String::new(),
        by: setter,
        at: now,
    });
    Made {
        file,
        council: &story.council,
        now,
    }
}

/// The kinds that the case page of this account carries, read off the form as the page is given it.
fn carried(made: &Made, id: StaffId) -> BTreeSet<InfoCategory> {
    let subject = Subject::staff(made.council, id, jst_date(made.now));
    let facts = CaseFacts::of(&made.file, made.council, &subject, made.now);
    let Decision::Allow(fields) = decide(&subject, Action::SeeCase, &facts) else {
        return BTreeSet::new();
    };
    let written = made.file.assessment.as_ref().expect("marked");
    let form = visible(&ASSESSMENT, written, &fields);
    let texts: BTreeSet<String> = form
        .0
        .into_values()
        .filter_map(|value| match value {
            Value::Text(text) => Some(text),
            _ => None,
        })
        .collect();
    let all = InfoCategory::ALL.into_iter();
    all.filter(|kind| texts.contains(&mark(*kind))).collect()
}

/// As she may know the agency.
fn called(made: &Made, id: AgencyId) -> String {
    let file = &made.file;
    let named = file
        .consents
        .iter()
        .any(|one| one.scope.agencies.contains(&id));
    let agency = &made.council.agencies[&id];
    match agency.secret && !named && !file.supporting_agencies().contains(&id) {
        true => "支援機関".to_owned(),
        false => agency.name.clone(),
    }
}

type Lines = BTreeMap<String, (usize, BTreeSet<Role>)>;

#[test]
fn in_ten_thousand_worlds_the_preview_names_exactly_the_accounts_that_get_the_datum() {
    let count = || AtomicUsize::new(0);
    let (told, blocked, expired, idle) = (count(), count(), count(), count());
    let config = ProptestConfig {
        cases: WORLDS,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let checked = |world: World| {
        let made = made(&world);
        let today = jst_date(made.now);
        let preview = Knowing::of(&made.file, made.council, made.now);
        let mut gets: BTreeMap<InfoCategory, Lines> = BTreeMap::new();
        for (id, staff) in &made.council.staff {
            let kinds = carried(&made, *id);
            for kind in &kinds {
                let lines = gets.entry(*kind).or_default();
                let line = lines.entry(called(&made, staff.agency)).or_default();
                line.0 += 1;
                line.1.extend(made.council.roles_of(*id, today));
            }
            // A page made from the consents alone would name more people than get anything.
            let shared = made.file.shared_with(staff.agency, today);
            let covered = made.file.blocks_in_force().any(|one| one.covers(staff));
            blocked.fetch_add(
                usize::from(covered && !shared.is_empty()),
                Ordering::Relaxed,
            );
            idle.fetch_add(
                usize::from(kinds.is_empty() && !shared.is_empty()),
                Ordering::Relaxed,
            );
        }
        let over = |one: &Consent| one.status(today) == ConsentStatus::Expired;
        let over = made.file.consents.iter().any(over);
        expired.fetch_add(usize::from(over), Ordering::Relaxed);
        for known in preview.kinds {
            let now = known
                .viewers
                .into_iter()
                .filter(|one| one.meeting_on.is_none());
            let names: Lines = now
                .map(|one| (one.agency, (one.people, one.roles)))
                .collect();
            let gets = gets.remove(&known.kind).unwrap_or_default();
            told.fetch_add(gets.len(), Ordering::Relaxed);
            prop_assert_eq!(names, gets, "{:?}", known.kind);
        }
        Ok(())
    };
    let mut runner = TestRunner::new(config);
    if let Err(problem) = runner.run(&world(), checked) {
        panic!("{problem}");
    }
    // None of it was empty talk.
    for (what, count) in [
        ("named", told),
        ("blocked", blocked),
        ("expired", expired),
        ("in a scope without a tie", idle),
    ] {
        let count = count.load(Ordering::Relaxed);
        assert!(count > 1_000, "{what}: {count}");
    }
}
