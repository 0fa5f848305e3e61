//! 1.9, 1.10: two versions of the plan, her words, her agreement.

use std::collections::BTreeSet;

use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::form::InfoCategory;
use domain::her_plan::HerPlanCommand;
use domain::id::{ConsentId, ItemId};
use domain::plan::{
    AgreementExtent, ItemChoice, PlanItem, PlanKind, PlanVersion, SupportDomain, SupportPlan,
    WrittenPlan,
};

use super::*;

impl Story {
    /// 1.9: six items.
    pub fn items(&self) -> Vec<PlanItem> {
        use InfoCategory as K;
        use SupportDomain as D;
        let line = |n, domain, category, support: &str, agency, when: &str| PlanItem {
            id: item(n),
            domain,
            category,
            issue: "困っていること".to_owned(),
            support: support.to_owned(),
            easy_text: format!("{support}。"),
            what_she_does: String::new(),
            agency,
            person: None,
            when: when.to_owned(),
            due: None,
        };
        vec![
            line(
                1,
                D::Housing,
                K::Housing,
                "母子生活支援施設を見学する",
                AKARI,
                "5月27日",
            ),
            line(
                2,
                D::Children,
                K::Children,
                "場所を出さずに転校する",
                CHILD,
                "6月中",
            ),
            line(
                3,
                D::Money,
                K::Economic,
                "児童手当の受給者を変える",
                CITY,
                "5月中",
            ),
            line(4, D::Legal, K::Legal, "保護命令を申し立てる", CITY, "5月中"),
            line(5, D::Health, K::Health, "心理の面接をする", CENTER, "週1回"),
            line(6, D::Safety, K::Harm, "電話番号を変える", CITY, "5月中"),
        ]
    }

    /// Written by somebody who has the plan as it stands in front of her.
    pub fn write_plan(&self, base: u16, items: Vec<PlanItem>) -> C {
        let stands = self.file().plan(PLAN).and_then(SupportPlan::current);
        C::WritePlan(Box::new(WrittenPlan {
            plan: PLAN,
            kind: PlanKind::New,
            base,
            shown: stands.is_some_and(|version| version.shared_at.is_some()),
            seen: stands.map(PlanVersion::paper).unwrap_or_default(),
            from: day("2026-05-25"),
            to: day("2026-11-24"),
            wish_words: WISH.to_owned(),
            goal_long: "三人で安心して暮らす".to_owned(),
            goals_short: vec!["住むところを決める".to_owned()],
            items,
            monitoring_date: day("2026-08-25"),
            first_contact: Some(self.id_of("試験一子")),
            watch_over: String::new(),
            safety_plan: (base == 0).then(|| SAFETY_PLAN.to_owned()),
            safety_seen: String::new(),
        }))
    }

    pub(super) fn show_plan(&mut self) {
        self.at("2026-05-22 10:00");
        let first = self.write_plan(0, self.items());
        self.as_("試験一子").did(first);
        self.as_("試験一子").did(C::SharePlan {
            plan: PLAN,
            version: 1,
        });
    }

    pub(super) fn comment(&mut self) {
        self.at("2026-05-22 11:00");
        self.her().did(C::HerPlan(HerPlanCommand::Open {
            plan: PLAN,
            version: 1,
        }));
        self.her().did(C::CommentOnPlan {
            plan: PLAN,
            version: 1,
            comment: C1,
            item: Some(item(2)),
            words: "一花は音楽の先生が好き。さよならだけ言いたい".to_owned(),
            asks_reply: true,
        });
        self.her().did(C::CommentOnPlan {
            plan: PLAN,
            version: 1,
            comment: C2,
            item: Some(item(6)),
            words: "電話番号は変えたくない".to_owned(),
            asks_reply: true,
        });
        self.her().did(C::ReplyToItem {
            plan: PLAN,
            version: 1,
            item: item(6),
            choice: ItemChoice::Differently,
            words: String::new(),
        });
    }

    pub(super) fn second_version(&mut self) {
        self.at("2026-05-22 14:00");
        let id = ConsentId(self.uuid());
        let letter = ConsentScope {
            agencies: BTreeSet::from([SCHOOL]),
            categories: BTreeSet::from([InfoCategory::Children]),
            purpose: "この手紙だけ。場所・新しい学校は書かない".to_owned(),
            excluded: Vec::new(),
        };
        self.as_("試験一子").did(consent(
            id,
            ConsentKind::IntakeSharing,
            Answer::Given,
            letter,
        ));
        for (comment, words) in [
            (C1, "手紙を児童相談所が届けます"),
            (C2, "SIMを分けます。番号は変えません"),
        ] {
            let words = words.to_owned();
            self.as_("試験一子").did(C::AnswerComment {
                plan: PLAN,
                comment,
                words,
            });
        }
        let mut items = self.items();
        items[1].support = "手紙でさよならを言う。場所を出さずに転校する".to_owned();
        items[1].easy_text = "てがみで さよならを いいます。".to_owned();
        items[5].support = "SIMを分ける".to_owned();
        items[5].easy_text = "SIMを わけます。".to_owned();
        let second = self.write_plan(1, items);
        self.as_("試験一子").did(second);
        self.as_("試験一子").did(C::SharePlan {
            plan: PLAN,
            version: 2,
        });
    }

    pub fn agreement(version: u16, extent: AgreementExtent, open_items: Vec<ItemId>) -> C {
        C::AgreeToPlan {
            plan: PLAN,
            version,
            extent,
            open_items,
            words: String::new(),
            read_it: true,
            may_change: true,
            signed: String::new(),
            drawn: Default::default(),
        }
    }

    pub(super) fn agree(&mut self) {
        self.at("2026-05-25 10:00");
        self.her()
            .did(Self::agreement(2, AgreementExtent::Part, vec![item(6)]));
    }

    pub(super) fn confirm(&mut self) {
        self.at("2026-05-25 11:00");
        self.as_("試験一子").did(C::ConfirmPlan {
            plan: PLAN,
            version: 2,
            meeting: MEETING,
        });
    }
}
