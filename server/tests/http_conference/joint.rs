//! 共同設置 and きまり: by who manages the council, and read by everyone who reads its page.

use domain::area::Area;
use domain::command::{Command, CouncilCommand as C};
use domain::conference::{ConferenceCommand as A, ConferenceKind};
use domain::council::{
    ConsentRule, CouncilPolicy, Municipality, PolicyConflict, PolicyProfile,
    municipalities_with_a_council,
};
use domain::form::Attendee;
use domain::id::*;
use domain::refusal::Refusal;
use domain::wire::session::{LETTER, Letter, LetterKind, LetterOf};
use domain::wire::{self, Outcome};
use uuid::Uuid;

use crate::database::Scratch;
use crate::paper::printed;
use crate::room::done;
use crate::town::{Town, day, refusal, town};

crate::on_both! {
    several_municipalities_hold_it_jointly: several_municipalities_hold_it_jointly_on_sqlite, several_municipalities_hold_it_jointly_on_postgres;
    the_policy_is_changed_by_who_may_and_never_against_its_text: the_policy_is_changed_by_who_may_and_never_against_its_text_on_sqlite, the_policy_is_changed_by_who_may_and_never_against_its_text_on_postgres;
}

async fn does(town: &Town, login: &str, command: C) -> Outcome {
    town.push(login, Command::Council(command)).await
}

fn area(code: &str, name: &str) -> Area {
    Area {
        code: code.parse().unwrap(),
        name: name.to_owned(),
    }
}

/// Who manages neither agencies nor rules.
const OTHERS: [&str; 7] = [
    "ichiko", "shocho", "dairi", "kei", "daihyo", "kansa", "kanri",
];

async fn several_municipalities_hold_it_jointly(scratch: &Scratch) {
    let town = town(scratch).await;
    let page = async |login: &str| town.ask(login, &wire::CouncilPage {}).await.unwrap();
    assert_eq!(
        page("ichiko").await.held_by,
        "みほん市・ためし市（共同設置）"
    );
    let joins = |name: &str| C::SetMunicipality {
        municipality: Municipality {
            area: area("992038", name),
            from: Some(day("2026-06-01")),
            until: None,
        },
    };
    for login in OTHERS {
        let outcome = does(&town, login, joins("れいじ市")).await;
        assert!(!done(&outcome), "{login}: {outcome:?}");
    }
    assert!(done(&does(&town, "shirabe", joins("れいじ市")).await));
    let known = page("shirabe").await;
    assert_eq!(known.held_by, "みほん市・ためし市（共同設置）", "not yet");
    assert_eq!(known.municipalities.len(), 3);
    town.at("2026-06-17 13:00");
    let all = "みほん市・ためし市・れいじ市（共同設置）";
    assert_eq!(page("shirabe").await.held_by, all);
    let year = town
        .ask("daihyo", &wire::Year { year: None })
        .await
        .unwrap();
    assert_eq!(year.held_by, all);
    let council = town.council_now().await;
    assert_eq!(
        municipalities_with_a_council([&*council], day("2027-03-31")),
        3
    );
    // A mistyped digit never arrives.
    let mut typed = serde_json::to_value(joins("れいじ市")).unwrap();
    typed["set_municipality"]["municipality"]["area"]["code"] = "992039".into();
    assert!(serde_json::from_value::<C>(typed).is_err());

    // On the letter to somebody without an account.
    let round = ConferenceId(Uuid::now_v7());
    let commissioner = Attendee {
        agency: town.agency("福祉課"),
        staff: None,
        name: "試験 民".to_owned(),
    };
    let (from, to) = ("2026-06-18 10:00", "2026-06-18 12:00");
    let mut plan = town.plan_of(ConferenceKind::Practitioners, from, to).await;
    if let A::Plan { invited, .. } = &mut plan {
        invited.push(commissioner.clone());
    }
    town.acted("shirabe", round, plan).await;
    town.acted("shirabe", round, A::Notify).await;
    let letter = Letter {
        of: LetterOf::Conference { conference: round },
        what: LetterKind::Convening,
        person: commissioner,
    };
    let body = serde_json::to_string(&letter).unwrap();
    let words = printed(&town.post("shirabe", LETTER, body).await);
    assert!(words.contains("みほん市・ためし市・れいじ市"), "{words}");
    assert!(words.contains("共同設置"), "{words}");
    town.close().await;
}

async fn the_policy_is_changed_by_who_may_and_never_against_its_text(scratch: &Scratch) {
    let town = town(scratch).await;
    let sooner = C::SetPolicy {
        policy: CouncilPolicy {
            notice_working_days: 2,
            ..CouncilPolicy::strict()
        },
    };
    for login in OTHERS {
        let outcome = does(&town, login, sooner.clone()).await;
        assert!(!done(&outcome), "{login}: {outcome:?}");
    }
    assert_eq!(town.council_now().await.policy, CouncilPolicy::strict());
    assert!(done(&does(&town, "shirabe", sooner).await));
    let page = town.ask("ichiko", &wire::CouncilPage {}).await.unwrap();
    assert_eq!(page.policy.notice_working_days, 2);

    let without = |profile, own_text: &str| C::SetPolicy {
        policy: CouncilPolicy {
            profile,
            consent_to_hold: ConsentRule::NotRequired,
            own_text: own_text.to_owned(),
            ..CouncilPolicy::strict()
        },
    };
    let text = "みほん市支援調整会議設置要綱 第6条";
    let both = PolicyProfile::HokkaidoAndModel;
    for (command, conflict) in [
        (without(both, text), PolicyConflict::ConsentToHoldIsFixed),
        (
            without(PolicyProfile::Own, " "),
            PolicyConflict::OwnTextMissing,
        ),
    ] {
        let refused = refusal(does(&town, "shirabe", command).await);
        assert_eq!(refused, Refusal::Policy { conflict });
    }
    assert_eq!(town.council_now().await.policy.notice_working_days, 2);
    let own = without(PolicyProfile::Own, text);
    assert!(done(&does(&town, "shirabe", own).await));
    assert_eq!(town.council_now().await.policy.own_text, text);
    town.close().await;
}
