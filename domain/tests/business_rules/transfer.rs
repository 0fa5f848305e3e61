//! 移管 (domain.md §9.1): with her knowledge and her agreement, with what she agreed to and no more; what is
//! left here stays with those who keep it.

use std::collections::BTreeSet;

use domain::access::Action;
use domain::case::CaseStatus;
use domain::command::{Actor, CaseCommand as C};
use domain::consent::Channel;
use domain::form::InfoCategory;
use domain::id::{RecordId, TransferId};
use domain::inquiry::HerKnowledge;
use domain::refusal::Refusal;
use domain::transfer::{TransferCommand as T, TransferScope};
use domain::tsunagi::{Desk, TsunagiWay};
use domain::view::given::{Given, GivenBasis, GivenLine, GivenWhat};
use domain::view::her::HerTransferState;
use domain::view::transfer::TransferPackage;
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const WAY: RecordId = RecordId(Uuid::from_u128(0x75));
const TRANSFER: TransferId = TransferId(Uuid::from_u128(0x7F));
const WORKER: &str = "試験一子";

fn way(record: RecordId, desk: Desk, her_knowledge: HerKnowledge) -> C {
    C::RecordTsunagi {
        record,
        way: TsunagiWay::Out,
        desk,
        on: day("2026-05-08"),
        her_knowledge,
        handed: String::new(),
        reason: "実家の近くで暮らす".to_owned(),
    }
}

fn outside() -> Desk {
    Desk::Outside {
        kind: "女性相談支援センター".to_owned(),
        municipality: "となり県".to_owned(),
    }
}

fn act(act: T) -> C {
    C::Transfer {
        transfer: TRANSFER,
        act,
    }
}

fn agree(scope: TransferScope) -> C {
    act(T::Agree {
        tsunagi: WAY,
        scope,
        channel: Channel::Signature,
    })
}

fn of(kinds: &[InfoCategory]) -> TransferScope {
    TransferScope {
        categories: kinds.iter().copied().collect::<BTreeSet<_>>(),
        ..TransferScope::default()
    }
}

fn all() -> TransferScope {
    TransferScope {
        identity: true,
        her_words: true,
        whereabouts: true,
        ..of(&InfoCategory::ALL)
    }
}

fn leave() -> C {
    C::MoveCase {
        from: CaseStatus::Supporting,
        to: CaseStatus::Transferred,
        reason: "となり県で暮らす".to_owned(),
        referred_to: None,
    }
}

/// Supported, and she knows of the desk in the next prefecture.
fn told() -> Story {
    let mut story = Story::until(Step::Confirmed);
    let file = story.opened.as_mut().expect("open");
    file.status = CaseStatus::Supporting;
    file.protections.clear();
    story
        .as_(WORKER)
        .did(way(WAY, outside(), HerKnowledge::Told));
    story
}

fn taken(story: &mut Story) {
    story.as_(WORKER).did(C::AnswerTsunagi {
        record: WAY,
        taken: true,
        words: "面接の日を決めた".to_owned(),
    });
}

fn text(story: &Story, with_place: bool) -> String {
    let place = with_place.then_some(&story.place);
    let package = story.read_by(Actor::Staff(story.id_of(WORKER)), |reader| {
        let transfer = reader.file.transfer(TRANSFER).expect("agreed");
        TransferPackage::of(reader, transfer, place)
    });
    serde_json::to_string(&package.expect("a package")).expect("written")
}

#[test]
fn only_what_she_agreed_to_goes() {
    let mut story = told();
    story.as_(WORKER).did(agree(of(&[InfoCategory::Housing])));
    let housing = text(&story, true);
    assert!(housing.contains("母子生活支援施設を見学する"));
    for other in [
        "児童手当",
        "保護命令",
        "心理の面接",
        NAME,
        CALLED,
        WISH,
        "1990",
        ADDRESS,
        SHELTER,
        "000-1234",
        WORKERS_VIEW,
        SAFETY_PLAN,
        AKARI_NAME,
        AKARI_WORKER,
        "見本 某",
    ] {
        assert!(!housing.contains(other), "{other} in {housing}");
    }
    // All of it, and the worker's view is still nobody's.
    let mut story = told();
    story.as_(WORKER).did(agree(all()));
    let whole = text(&story, true);
    for said in [
        "児童手当",
        NAME,
        CALLED,
        WISH,
        "1990-07-04",
        ADDRESS,
        "見本 某",
    ] {
        assert!(whole.contains(said), "{said} in {whole}");
    }
    for never in [WORKERS_VIEW, SAFETY_PLAN, SHELTER, AKARI_NAME, AKARI_WORKER] {
        assert!(!whole.contains(never), "{never}");
    }
}

#[test]
fn whereabouts_go_only_where_she_agreed_to_that_by_itself() {
    let mut story = told();
    let scope = TransferScope {
        whereabouts: false,
        ..all()
    };
    story.as_(WORKER).did(agree(scope));
    assert!(!text(&story, true).contains(ADDRESS));
    // Agreed to, and in the hands of somebody who may not open them.
    let mut story = told();
    story.as_(WORKER).did(agree(all()));
    assert!(!text(&story, false).contains(ADDRESS));
    assert!(text(&story, true).contains(ADDRESS));
}

#[test]
fn an_agreement_needs_a_desk_outside_that_she_knows_of_and_something_to_give() {
    let mut story = told();
    let refused = |story: &mut Story, command| story.as_(WORKER).refused(command);
    assert_eq!(
        refused(&mut story, agree(TransferScope::default())),
        Refusal::ConsentScopeMissing
    );
    let proxy = act(T::Agree {
        tsunagi: WAY,
        scope: all(),
        channel: Channel::WrittenForHer {
            reason: " ".to_owned(),
        },
    });
    assert_eq!(refused(&mut story, proxy), Refusal::ProxyReasonMissing);
    let not_told = HerKnowledge::NotTold {
        reason: "連絡がつかない".to_owned(),
    };
    for (n, desk, knows) in [
        (0x76, outside(), not_told),
        (0x77, Desk::Agency(CHILD), HerKnowledge::Told),
    ] {
        let record = RecordId(Uuid::from_u128(n));
        story.as_(WORKER).did(way(record, desk, knows));
        let command = act(T::Agree {
            tsunagi: record,
            scope: all(),
            channel: Channel::Oral,
        });
        assert_eq!(refused(&mut story, command), Refusal::TransferWayMissing);
    }
    story.as_(WORKER).did(agree(all()));
    assert_eq!(refused(&mut story, agree(all())), Refusal::IdTaken);
    for stranger in ["試験警", "試験灯", "試験調", "試験所長"] {
        let tried = story.as_(stranger).does(act(T::HandOut));
        assert!(tried.is_err(), "{stranger}");
    }
}

#[test]
fn she_reads_where_it_goes_when_and_that_only_goes_what_she_agreed_to() {
    let mut story = told();
    assert_eq!(
        story.her().page().transfer,
        None,
        "told of a desk is not moved"
    );
    story.as_(WORKER).did(agree(of(&[InfoCategory::Housing])));
    let page = story.her().page().transfer.expect("agreed");
    let today = domain::calendar::jst_date(story.now);
    assert_eq!(
        (page.municipality.as_str(), page.desk.as_str()),
        ("となり県", "女性相談支援センター")
    );
    assert_eq!(page.scope, of(&[InfoCategory::Housing]));
    assert_eq!((page.agreed_on, page.made_on), (today, Vec::new()));
    assert_eq!(page.state, HerTransferState::Agreed);

    story.as_(WORKER).did(act(T::HandOut));
    let mut stopped = story.clone();
    stopped.as_(WORKER).did(act(T::Withdraw));
    let page = stopped.her().page().transfer.expect("known");
    assert_eq!(page.state, HerTransferState::Withdrawn { on: today });
    taken(&mut story);
    story.as_(WORKER).did(leave());
    let page = story.her().page().transfer.expect("known");
    assert_eq!(page.made_on, [today]);
    assert_eq!(page.state, HerTransferState::Gone { on: today });
    // That whereabouts go is said where they do; what they are is said nowhere.
    let mut whole = told();
    whole.as_(WORKER).did(agree(all()));
    let page = serde_json::to_string(&whole.her().page().transfer).expect("written");
    assert!(!page.contains(ADDRESS) && !page.contains(NAME), "{page}");
}

#[test]
fn no_case_leaves_without_agreement_copy_and_a_desk_that_took_it() {
    let mut story = told();
    let refused = |story: &mut Story| story.as_(WORKER).refused(leave());
    taken(&mut story);
    assert_eq!(refused(&mut story), Refusal::TransferMissing);
    story.as_(WORKER).did(agree(all()));
    assert_eq!(refused(&mut story), Refusal::TransferMissing, "no copy");
    story.as_(WORKER).did(act(T::HandOut));
    let mut withdrawn = story.clone();
    withdrawn.as_(WORKER).did(act(T::Withdraw));
    assert_eq!(refused(&mut withdrawn), Refusal::TransferMissing);
    assert_eq!(
        withdrawn.as_(WORKER).refused(act(T::HandOut)),
        Refusal::TransferIsOver
    );
    story.as_(WORKER).did(leave());
    assert_eq!(story.file().status, CaseStatus::Transferred);

    let mut waiting = told();
    waiting.as_(WORKER).did(agree(all()));
    waiting.as_(WORKER).did(act(T::HandOut));
    assert_eq!(refused(&mut waiting), Refusal::TransferMissing, "no answer");
}

#[test]
fn what_is_left_is_for_those_who_keep_it() {
    let mut story = told();
    taken(&mut story);
    story.as_(WORKER).did(agree(all()));
    story.as_(WORKER).did(act(T::HandOut));
    let opens = |story: &mut Story, name: &str| story.as_(name).case_view().is_ok();
    for reader in ["試験灯", "試験隣", "試験心", "試験調"] {
        assert!(opens(&mut story, reader), "{reader} before");
    }
    story.as_(WORKER).did(leave());
    for keeper in [WORKER, "試験心", "試験調"] {
        assert!(opens(&mut story, keeper), "{keeper}");
    }
    for other in ["試験灯", "試験隣", "試験警", "試験児"] {
        assert_eq!(story.as_(other).case_view(), Err(Stop::Hidden), "{other}");
        assert_eq!(story.all_that_reaches(other), "", "{other}");
    }
    // Her place is no longer this council's business.
    for name in [WORKER, "試験心", "試験調", "試験所長"] {
        assert!(
            story.as_(name).may(Action::SeeWhereabouts).is_err(),
            "{name}"
        );
    }
    assert_eq!(
        story.as_(WORKER).refused(act(T::HandOut)),
        Refusal::TransferIsOver
    );
}

#[test]
fn a_secret_agency_has_its_cover_in_every_word_that_goes() {
    let mut story = told();
    story.as_(WORKER).did(C::RecordWish {
        words: format!("{AKARI_NAME}に いたい"),
    });
    let file = story.opened.as_mut().expect("open");
    for version in &mut file.plans[0].versions {
        version.goal_long = format!("{AKARI_NAME}の近くで暮らす");
        version.goals_short = vec![format!("{AKARI_WORKER}と部屋を探す")];
        version.items[0].support = format!("{AKARI_NAME}を見学する");
        version.items[0].when = format!("{AKARI_WORKER}の来る日");
    }
    story.as_(WORKER).did(agree(all()));
    let whole = text(&story, true);
    assert!(whole.contains("の近くで暮らす") && whole.contains("と部屋を探す"));
    for never in ["あかり", AKARI_WORKER] {
        assert!(!whole.contains(never), "{never} in {whole}");
    }
}

/// What went with a transfer is on her list like everything else, and stays there when she takes it back.
#[test]
fn br_051_each_copy_is_on_her_list_with_her_agreement_and_the_kinds() {
    let mut story = told();
    let scope = TransferScope {
        identity: true,
        ..of(&[InfoCategory::Housing])
    };
    story.as_(WORKER).did(agree(scope));
    let desk = "となり県 女性相談支援センター";
    let copies = |story: &Story| {
        let given = Given::hers(story.file(), &story.council, &[], story.now);
        let lines = given.to.into_iter().filter(|to| to.name == desk);
        let mut lines: Vec<GivenLine> = lines.flat_map(|to| to.lines).collect();
        lines.retain(|line| matches!(line.what, GivenWhat::Transferred { .. }));
        lines
    };
    assert_eq!(copies(&story), [], "an agreement gives nothing yet");
    story.as_(WORKER).did(act(T::HandOut));
    let on = domain::calendar::jst_date(story.now);
    let line = GivenLine {
        on,
        what: GivenWhat::Transferred {
            name: true,
            words: false,
            place: false,
        },
        basis: Some(GivenBasis::Consent { given_on: on }),
        kinds: [InfoCategory::Housing].into(),
    };
    assert_eq!(copies(&story), std::slice::from_ref(&line));
    story.as_(WORKER).did(act(T::Withdraw));
    assert_eq!(copies(&story), [line]);
}

#[test]
fn why_somebody_else_wrote_it_down_has_its_length() {
    let mut story = told();
    let proxy = act(T::Agree {
        tsunagi: WAY,
        scope: all(),
        channel: Channel::WrittenForHer {
            reason: "あ".repeat(4001),
        },
    });
    assert_eq!(
        story.as_(WORKER).refused(proxy),
        Refusal::TextTooLong { max: 4000 }
    );
}
