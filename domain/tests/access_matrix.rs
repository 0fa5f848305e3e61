//! The permission table: who may do and see what, printed and committed, and its properties.
//!
//! `access_matrix.txt` is the review of any change to `domain::access`.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use domain::access::{
    Action, CaseFacts, Decision, DenyReason, Fields, Relation, Sensitive, Subject, decide,
};
use domain::break_glass::{BreakGlass, LONGEST};
use domain::command::Actor;
use domain::council::Role;
use domain::form::InfoCategory;
use domain::id::{BreakGlassId, StaffId};
use proptest::prelude::*;
use uuid::Uuid;

#[path = "access_matrix/conference.rs"]
mod conference;
#[path = "access_matrix/matter.rs"]
mod matter;
#[path = "access_matrix/room.rs"]
mod room;
#[path = "support/snapshot.rs"]
mod snapshot;
#[path = "support/world.rs"]
mod world;

const SOMEBODY: StaffId = StaffId(Uuid::from_u128(1));

fn subject(roles: impl IntoIterator<Item = Role>) -> Subject {
    Subject {
        actor: Actor::Staff(SOMEBODY),
        agency: None,
        roles: roles.into_iter().collect(),
        coordinates: false,
        in_post: true,
        pledged: true,
    }
}

/// Facts as they arise: every staff member is at least a stranger.
fn facts(relation: Relation, shared: &[InfoCategory]) -> CaseFacts {
    let mut relations = BTreeSet::from([relation]);
    if relation != Relation::Herself {
        relations.insert(Relation::Stranger);
    }
    CaseFacts {
        relations,
        shared: shared.iter().copied().collect(),
        ..CaseFacts::default()
    }
}

fn of_role(mut facts: CaseFacts, role: Role) -> CaseFacts {
    facts.only_representative = !role.may_meet_a_case();
    facts
}

/// What the asker learns; reasons that are hidden are all the same.
#[derive(Debug, Clone, PartialEq)]
enum Answer {
    Yes(Fields),
    Hidden,
    Told(DenyReason),
}

fn answer(subject: &Subject, action: Action, facts: &CaseFacts) -> Answer {
    match decide(subject, action, facts) {
        Decision::Allow(fields) => Answer::Yes(fields),
        Decision::Deny { hide: true, .. } => Answer::Hidden,
        Decision::Deny { why, hide: false } => Answer::Told(why),
    }
}

fn mark(answer: &Answer) -> &'static str {
    match answer {
        Answer::Yes(_) => "x",
        Answer::Told(_) => "-",
        Answer::Hidden => ".",
    }
}

fn seen(fields: &Fields) -> String {
    let mut words = Vec::new();
    if fields.identity {
        words.push("P2 names".to_owned());
    }
    match &fields.sensitive {
        Sensitive::None => {}
        Sensitive::All => words.push("P3 all".to_owned()),
        Sensitive::Only(kinds) => words.push(format!("P3 {kinds:?}")),
    }
    for (has, word) in [
        (fields.whereabouts, "P4 whereabouts"),
        (fields.worker_view, "worker's view"),
        (fields.blocks, "block list"),
    ] {
        if has {
            words.push(word.to_owned());
        }
    }
    if words.is_empty() {
        "P0, P1 only".to_owned()
    } else {
        words.join(", ")
    }
}

fn woman() -> Subject {
    Subject::woman()
}

fn header() -> String {
    let mut out = String::from(
        "Who may do what (domain::access). Columns are roles, one relation a block; several relations\n\
         add up. x: may; -: told that the role may not; .: hidden, as if there were no case.\n\
         On top of the table, in this order: who is not in post is hidden; who has not pledged is\n\
         told so; who is blocked is hidden; procedure (domain::handle) judges afterwards.\n\n",
    );
    for (role, n) in Role::ALL.iter().zip(1..) {
        out += &format!("  {n:>2} {role:?} {}\n", role.label());
    }
    out
}

fn columns() -> String {
    let mut out = format!("  {:<20}", "");
    (1..=Role::ALL.len()).for_each(|n| out += &format!(" {n:>2}"));
    out.push('\n');
    out
}

fn block_of(relation: Relation) -> String {
    let scope = [InfoCategory::Health, InfoCategory::Housing];
    let mut out = format!("\n{relation:?}\n");
    let caseworker = subject([Role::Caseworker]);
    for (label, shared, before_center) in [
        ("no consent", &[][..], false),
        ("consent {Health, Housing}", &scope[..], false),
        ("no consent, something before the Center", &[][..], true),
    ] {
        if before_center && relation != Relation::Center {
            continue;
        }
        let facts = CaseFacts {
            before_center,
            ..facts(relation, shared)
        };
        let asker = if relation == Relation::Herself {
            woman()
        } else {
            caseworker.clone()
        };
        let words = match decide(&asker, Action::SeeCase, &facts) {
            Decision::Allow(fields) => seen(&fields),
            Decision::Deny { .. } => "nothing".to_owned(),
        };
        out += &format!("  sees with {label}: {words}\n");
    }
    if relation == Relation::Herself {
        let may: Vec<String> = Action::ALL
            .iter()
            .filter(|action| {
                matches!(
                    answer(&woman(), **action, &facts(relation, &[])),
                    Answer::Yes(_)
                )
            })
            .map(|action| format!("{action:?}"))
            .collect();
        out += &format!("  may: {}\n", may.join(", "));
        return out;
    }
    out += &columns();
    for action in Action::ALL.iter().filter(|action| action.is_about_a_case()) {
        out += &format!("  {:<20}", format!("{action:?}"));
        for role in Role::ALL {
            let facts = of_role(facts(relation, &scope), role);
            out += &format!("  {}", mark(&answer(&subject([role]), *action, &facts)));
        }
        out.push('\n');
    }
    out
}

#[test]
fn the_table_is_the_committed_one() {
    let mut printed = header();
    for relation in Relation::ALL {
        printed += &block_of(relation);
    }
    for (title, coordinates) in [
        ("About no case", false),
        ("About no case, in the 調整機関", true),
    ] {
        printed += &format!("\n{title}\n");
        printed += &columns();
        for action in Action::ALL
            .iter()
            .filter(|action| !action.is_about_a_case())
        {
            printed += &format!("  {:<20}", format!("{action:?}"));
            for role in Role::ALL {
                let asker = Subject {
                    coordinates,
                    ..subject([role])
                };
                let asked = answer(&asker, *action, &CaseFacts::default());
                printed += &format!("  {}", mark(&asked));
            }
            printed.push('\n');
        }
    }
    snapshot::compare("access_matrix.txt", &printed);
}

fn roles() -> impl Strategy<Value = BTreeSet<Role>> {
    proptest::sample::subsequence(Role::ALL.to_vec(), 0..=Role::ALL.len())
        .prop_map(|roles| roles.into_iter().collect())
}

fn categories() -> impl Strategy<Value = BTreeSet<InfoCategory>> {
    proptest::sample::subsequence(InfoCategory::ALL.to_vec(), 0..=InfoCategory::ALL.len())
        .prop_map(|kinds| kinds.into_iter().collect())
}

fn any_facts() -> impl Strategy<Value = CaseFacts> {
    let relations = proptest::sample::subsequence(Relation::ALL.to_vec(), 0..=Relation::ALL.len());
    (
        any::<bool>(),
        relations,
        categories(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(blocked, relations, shared, only_representative, before_center)| CaseFacts {
                blocked,
                relations: relations.into_iter().collect(),
                shared,
                only_representative,
                before_center,
            },
        )
}

fn any_subject() -> impl Strategy<Value = Subject> {
    (roles(), any::<bool>(), any::<bool>(), any::<bool>(), 0..4).prop_map(
        |(roles, coordinates, in_post, pledged, who)| {
            let actor = match who {
                0 => Actor::Staff(SOMEBODY),
                1 => Actor::WomanWith(SOMEBODY),
                2 => Actor::WomanShown(SOMEBODY),
                _ => Actor::Woman,
            };
            Subject {
                actor,
                coordinates,
                in_post,
                pledged,
                ..subject(roles)
            }
        },
    )
}

fn any_action() -> impl Strategy<Value = Action> {
    proptest::sample::select(Action::ALL.to_vec())
}

fn within(one: &Fields, other: &Fields) -> bool {
    let kinds = match (&one.sensitive, &other.sensitive) {
        (Sensitive::None, _) | (_, Sensitive::All) => true,
        (Sensitive::Only(one), Sensitive::Only(other)) => one.is_subset(other),
        _ => false,
    };
    kinds
        && one.identity <= other.identity
        && one.whereabouts <= other.whereabouts
        && one.worker_view <= other.worker_view
        && one.blocks <= other.blocks
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn blocked_is_the_same_as_no_case_at_all(
        subject in any_subject(), action in any_action(), facts in any_facts(),
    ) {
        let blocked = CaseFacts { blocked: true, ..facts };
        let here = answer(&subject, action, &blocked);
        if action.is_about_a_case() {
            prop_assert_eq!(&here, &answer(&subject, action, &CaseFacts::default()));
            prop_assert!(!matches!(here, Answer::Yes(_)));
        }
    }

    #[test]
    fn without_a_tie_nothing_but_break_glass(
        subject in any_subject(), action in any_action(), shared in categories(),
        before_center in any::<bool>(),
    ) {
        for relations in [BTreeSet::new(), BTreeSet::from([Relation::Stranger])] {
            let facts =
                CaseFacts { relations, shared: shared.clone(), before_center, ..CaseFacts::default() };
            if action.is_about_a_case() && action != Action::BreakGlass {
                let told = answer(&subject, action, &facts);
                prop_assert!(matches!(told, Answer::Hidden | Answer::Told(DenyReason::PledgeMissing)));
            }
            if let Answer::Yes(fields) = answer(&subject, action, &facts) {
                prop_assert_eq!(fields, Fields::default());
            }
        }
    }

    #[test]
    fn a_role_without_cases_sees_none(
        subject in any_subject(), action in any_action(), facts in any_facts(),
    ) {
        let facts = CaseFacts { only_representative: true, ..facts };
        if action.is_about_a_case() {
            prop_assert!(!matches!(answer(&subject, action, &facts), Answer::Yes(_)));
        }
    }

    #[test]
    fn whereabouts_open_for_the_list_and_for_a_confirmed_opening_only(
        subject in any_subject(), action in any_action(), facts in any_facts(),
    ) {
        if let Answer::Yes(fields) = answer(&subject, action, &facts) {
            let listed = facts.relations.contains(&Relation::PlaceKnower)
                || facts.relations.contains(&Relation::BreakGlassPlace);
            prop_assert!(!fields.whereabouts || listed);
            if action == Action::SeeWhereabouts {
                prop_assert!(listed || facts.relations.contains(&Relation::Herself));
            }
        }
    }

    #[test]
    fn no_pledge_is_told_before_any_fact_matters(
        subject in any_subject(), action in any_action(), facts in any_facts(),
    ) {
        let subject = Subject { pledged: false, in_post: true, ..subject };
        if action != Action::SignPledge {
            let told = Answer::Told(DenyReason::PledgeMissing);
            prop_assert_eq!(answer(&subject, action, &facts), told);
        }
    }

    #[test]
    fn who_has_left_is_hidden_from_everything(
        subject in any_subject(), action in any_action(), facts in any_facts(),
    ) {
        let subject = Subject { in_post: false, ..subject };
        prop_assert_eq!(answer(&subject, action, &facts), Answer::Hidden);
    }

    #[test]
    fn less_consent_never_shows_more(
        subject in any_subject(), action in any_action(), facts in any_facts(), gone in categories(),
    ) {
        let mut narrower = facts.clone();
        narrower.shared.retain(|kind| !gone.contains(kind));
        match (answer(&subject, action, &narrower), answer(&subject, action, &facts)) {
            (Answer::Yes(less), Answer::Yes(more)) => prop_assert!(within(&less, &more)),
            (less, more) => prop_assert_eq!(less, more),
        }
    }

    #[test]
    fn one_tie_more_never_shows_less_and_one_less_never_more(
        subject in any_subject(), action in any_action(), facts in any_facts(),
        tie in proptest::sample::select(Relation::ALL.to_vec()),
    ) {
        let mut more = facts.clone();
        more.relations.insert(tie);
        if let Answer::Yes(before) = answer(&subject, action, &facts) {
            match answer(&subject, action, &more) {
                Answer::Yes(after) => prop_assert!(within(&before, &after)),
                other => prop_assert!(false, "{:?} takes {:?} away: {:?}", tie, action, other),
            }
        }
    }

    #[test]
    fn on_a_workers_tablet_she_is_not_the_worker(
        roles in roles(), action in any_action(), facts in any_facts(), by_number in any::<bool>(),
    ) {
        let actor = if by_number {
            Actor::WomanWith(SOMEBODY)
        } else {
            Actor::WomanShown(SOMEBODY)
        };
        let subject = Subject { actor, ..subject(roles) };
        if let (true, Answer::Yes(fields)) =
            (action.is_about_a_case(), answer(&subject, action, &facts))
        {
            let hers =
                [Action::HerVoice, Action::RecordConsent, Action::SeeCase, Action::SeePlan];
            prop_assert!(hers.contains(&action));
            prop_assert!(!fields.worker_view && !fields.blocks && !fields.whereabouts);
        }
    }

    #[test]
    fn the_workers_view_is_for_those_in_charge(
        subject in any_subject(), action in any_action(), facts in any_facts(),
    ) {
        if let Answer::Yes(fields) = answer(&subject, action, &facts) {
            prop_assert!(!fields.worker_view || facts.relations.contains(&Relation::InCharge));
        }
    }

    #[test]
    fn an_opening_lasts_four_hours_and_waits_for_the_second_person_where_it_must(
        seconds in -10_000i64..40_000, whereabouts in any::<bool>(), confirmed in any::<bool>(),
    ) {
        let asked_at: DateTime<Utc> = DateTime::UNIX_EPOCH + Duration::days(20_000);
        let opening = BreakGlass {
            id: BreakGlassId(Uuid::from_u128(2)),
            by: SOMEBODY,
            reason: String::new(),
            whereabouts,
            asked_at,
            until: asked_at + LONGEST,
            confirmed: confirmed.then_some((SOMEBODY, asked_at)),
            reviewed: None,
            danger_recorded_by: Vec::new(),
        };
        let now = asked_at + Duration::seconds(seconds);
        let in_time = (0..4 * 3600).contains(&seconds);
        prop_assert_eq!(opening.opens(now), in_time && (!whereabouts || confirmed));
        prop_assert_eq!(opening.opens_whereabouts(now), in_time && whereabouts && confirmed);
    }
}
