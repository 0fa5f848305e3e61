//! 見せるモード without a network: what she answered on a worker's tablet comes with what the tablet sends, and is hers.

use domain::command::{CaseCommand as C, Command};
use domain::her_plan::HerPlanCommand;
use domain::plan::{AgreementExtent, ItemChoice};
use domain::refusal::Refusal;
use domain::wire::{self, Outcome};

use crate::database::Scratch;
use crate::town::{Town, refusal, town};

crate::on_both! {
    what_she_answered_on_a_tablet_is_hers_and_says_how: what_she_answered_on_a_tablet_on_sqlite, what_she_answered_on_a_tablet_on_postgres;
    nobody_sends_as_hers_what_is_not_her_voice: nobody_sends_as_hers_on_sqlite, nobody_sends_as_hers_on_postgres;
}

const WORDS: &str = "ちかくが いい";

fn reply(town: &Town, version: u16) -> C {
    C::ReplyToItem {
        plan: town.plan,
        version,
        item: town.items[0],
        choice: ItemChoice::Differently,
        words: WORDS.to_owned(),
    }
}

fn hers(town: &Town, act: C) -> Command {
    let case = town.case;
    Command::Hers { case, act }
}

async fn what_she_answered_on_a_tablet_is_hers_and_says_how(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    town.meet_and_show_plan().await;
    let (case, plan) = (town.case, town.plan);
    // The tablet has what she was shown, and the worker's own view of it.
    let asked = wire::TakeAlong { case, device: None };
    let taken = town.ask("ichiko", &asked).await.unwrap();
    let page = taken.hers.expect("her page goes along").plan.unwrap();
    assert_eq!((page.id, page.version), (plan, 1));

    let envelope = town.envelope(hers(&town, reply(&town, 1)));
    let done = town.push_envelope("ichiko", envelope.clone()).await;
    assert!(matches!(done, Outcome::Done { .. }), "{done:?}");
    let again = town.push_envelope("ichiko", envelope).await;
    assert!(matches!(again, Outcome::AlreadyDone { .. }), "{again:?}");
    // She reads it at her own door as her answer.
    assert!(town.she_opens(app::her::path::PLAN).await.contains(WORDS));
    let page = wire::Timeline { case, before: None };
    let timeline = town.ask("ichiko", &page).await.unwrap();
    let how = "本人（試験 一子の端末で。暗証番号なし）";
    let said = timeline.entries.iter().filter(|entry| entry.by == how);
    assert_eq!(said.count(), 1);
    // A version that is not on her screen binds her to nothing.
    let old = town.push("ichiko", hers(&town, reply(&town, 2))).await;
    assert!(matches!(old, Outcome::Refused { .. }), "{old:?}");

    let yes = hers(&town, town.agreement(1, true));
    let agreed = town.push("ichiko", yes).await;
    assert!(matches!(agreed, Outcome::Done { .. }), "{agreed:?}");
    let view = town.ask("ichiko", &wire::Plan { case, plan }).await;
    let agreement = view.unwrap().plan.agreement.expect("she answered");
    assert_ne!(agreement.extent, AgreementExtent::None);
}

async fn nobody_sends_as_hers_what_is_not_her_voice(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    town.meet_and_show_plan().await;
    // What a worker may do is not hers to do on a tablet, nor a worker's to do as hers.
    let Command::Case { act, .. } = super::left_envelope::note(&town).command else {
        panic!("a note is about a case");
    };
    let opened = C::HerPlan(HerPlanCommand::Open {
        plan: town.plan,
        version: 1,
    });
    let wish = C::RecordWish {
        words: WORDS.to_owned(),
    };
    for act in [act, town.confirmation(1), opened, wish] {
        let refused = refusal(town.push("ichiko", hers(&town, act)).await);
        assert_eq!(refused, Refusal::NotYourRole);
    }
    // Who may not write down her voice sends none; a stranger hears no more than of the own voice.
    for (login, may) in [("ichiko", true), ("kanri", false), ("daihyo", false)] {
        let own = town.does(login, reply(&town, 1)).await;
        let shown = town.push(login, hers(&town, reply(&town, 1))).await;
        if may {
            assert!(matches!(shown, Outcome::Done { .. }), "{login}: {shown:?}");
        } else {
            assert_eq!(refusal(shown), refusal(own), "{login}");
        }
    }
}
