//! 1.9, 1.10: two versions of the plan, her words, her agreement.

use std::collections::BTreeSet;

use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::form::{FormData, InfoCategory};
use domain::id::ConsentId;
use domain::plan::{AgreementExtent, ItemChoice, PlanItem, PlanKind, SupportDomain, WrittenPlan};
use domain::wire;
use uuid::Uuid;

use super::{SAFETY_PLAN, WISH, consent};
use crate::town::{Town, day};

impl Town {
    /// The meeting, its report, and the first version of the plan on her screen.
    pub async fn meet_and_show_plan(&self) {
        self.meet().await;
        self.report_and_file().await;
        self.show_plan().await;
    }

    /// 1.9: six items.
    pub fn plan_items(&self) -> Vec<PlanItem> {
        use InfoCategory as K;
        use SupportDomain as D;
        let line = |n: usize, domain, category, support: &str, agency: &str, when: &str| PlanItem {
            id: self.items[n],
            domain,
            category,
            issue: "困っていること".to_owned(),
            support: support.to_owned(),
            easy_text: format!("{support}。"),
            what_she_does: String::new(),
            agency: self.agency(agency),
            person: None,
            when: when.to_owned(),
            due: None,
        };
        vec![
            line(
                0,
                D::Housing,
                K::Housing,
                "母子生活支援施設を見学する",
                "あかり",
                "5月27日",
            ),
            line(
                1,
                D::Children,
                K::Children,
                "場所を出さずに転校する",
                "児童相談所",
                "6月中",
            ),
            line(
                2,
                D::Money,
                K::Economic,
                "児童手当の受給者を変える",
                "福祉課",
                "5月中",
            ),
            line(
                3,
                D::Legal,
                K::Legal,
                "保護命令を申し立てる",
                "福祉課",
                "5月中",
            ),
            line(
                4,
                D::Health,
                K::Health,
                "心理の面接をする",
                "センター",
                "週1回",
            ),
            line(5, D::Safety, K::Harm, "電話番号を変える", "福祉課", "5月中"),
        ]
    }

    /// The plan as it stands, with these items in it.
    pub async fn next_plan(&self, items: Vec<PlanItem>) -> C {
        let asked = wire::Plan {
            case: self.case,
            plan: self.plan,
        };
        let view = self.ask("ichiko", &asked).await.expect("seen");
        let stands = view.plan.current().expect("a version");
        let mut act = self.write_plan(stands.number, items);
        if let C::WritePlan(written) = &mut act
            && let WrittenPlan { shown, seen, .. } = written.as_mut()
        {
            (*shown, *seen) = (stands.shared_at.is_some(), stands.paper());
        }
        act
    }

    pub fn write_plan(&self, base: u16, items: Vec<PlanItem>) -> C {
        C::WritePlan(Box::new(WrittenPlan {
            plan: self.plan,
            kind: PlanKind::New,
            base,
            shown: true,
            seen: FormData::default(),
            from: day("2026-05-25"),
            to: day("2026-11-24"),
            wish_words: WISH.to_owned(),
            goal_long: "三人で安心して暮らす".to_owned(),
            goals_short: vec!["住むところを決める".to_owned()],
            items,
            monitoring_date: day("2026-08-25"),
            first_contact: Some(self.person("ichiko")),
            watch_over: String::new(),
            safety_plan: (base == 0).then(|| SAFETY_PLAN.to_owned()),
            safety_seen: String::new(),
        }))
    }

    pub async fn show_plan(&self) {
        self.at("2026-05-22 10:00");
        // 主担当機関 is the Center now; its people write the plan with 一子, who stays a 担当者.
        self.did("ichiko", self.write_plan(0, self.plan_items()))
            .await;
        self.did(
            "ichiko",
            C::SharePlan {
                plan: self.plan,
                version: 1,
            },
        )
        .await;
    }

    pub async fn comment(&self) {
        let plan = self.plan;
        for (comment, item, words) in [
            (
                self.comments[0],
                1,
                "一花は音楽の先生が好き。さよならだけ言いたい",
            ),
            (self.comments[1], 5, "電話番号は変えたくない"),
        ] {
            let item = Some(self.items[item]);
            let words = words.to_owned();
            let said = C::CommentOnPlan {
                plan,
                version: 1,
                comment,
                item,
                words,
                asks_reply: true,
            };
            self.she_did(said).await;
        }
        let (item, choice) = (self.items[5], ItemChoice::Differently);
        let reply = C::ReplyToItem {
            plan,
            version: 1,
            item,
            choice,
            words: String::new(),
        };
        self.she_did(reply).await;
    }

    pub async fn second_version(&self) {
        self.at("2026-05-22 14:00");
        let letter = ConsentScope {
            agencies: BTreeSet::from([self.agency("小学校")]),
            categories: BTreeSet::from([InfoCategory::Children]),
            purpose: "この手紙だけ。場所・新しい学校は書かない".to_owned(),
            excluded: Vec::new(),
        };
        let id = ConsentId(Uuid::now_v7());
        self.did(
            "ichiko",
            consent(id, ConsentKind::IntakeSharing, Answer::Given, letter),
        )
        .await;
        let plan = self.plan;
        for (comment, words) in [
            (self.comments[0], "手紙を児童相談所が届けます"),
            (self.comments[1], "SIMを分けます。番号は変えません"),
        ] {
            let words = words.to_owned();
            self.did(
                "ichiko",
                C::AnswerComment {
                    plan,
                    comment,
                    words,
                },
            )
            .await;
        }
        let mut items = self.plan_items();
        items[1].support = "手紙でさよならを言う。場所を出さずに転校する".to_owned();
        items[1].easy_text = "てがみで さよならを いいます。".to_owned();
        items[5].support = "SIMを分ける".to_owned();
        items[5].easy_text = "SIMを わけます。".to_owned();
        self.did("ichiko", self.next_plan(items).await).await;
        self.did("ichiko", C::SharePlan { plan, version: 2 }).await;
    }

    pub fn agreement(&self, version: u16, ticked: bool) -> C {
        C::AgreeToPlan {
            plan: self.plan,
            version,
            extent: AgreementExtent::Part,
            open_items: vec![self.items[5]],
            words: String::new(),
            read_it: ticked,
            may_change: ticked,
            signed: String::new(),
            drawn: Default::default(),
        }
    }

    pub fn confirmation(&self, version: u16) -> C {
        C::ConfirmPlan {
            plan: self.plan,
            version,
            meeting: self.meeting,
        }
    }

    pub async fn agree_and_confirm(&self) {
        self.at("2026-05-25 10:00");
        self.she_did(self.agreement(2, true)).await;
        self.did("ichiko", self.confirmation(2)).await;
    }
}
